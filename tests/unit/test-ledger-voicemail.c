/* test-ledger-voicemail.c: what is decided, cut, read and heard of a voicemail is kept and found again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger.h"

typedef struct
{
  char *path;
  char *customer;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = rbk_test_make_path ();
  fixture->customer = rbk_id_new ();
  fixture->ledger = rbk_test_open (fixture->path);
  fixture->reader = rbk_test_read (fixture->ledger);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->reader);
  rbk_ledger_close (fixture->ledger);
  g_clear_object (&fixture->ledger);
  rbk_test_remove (fixture->path);
  g_free (fixture->customer);
  g_free (fixture->path);
}

#define ADD_ENTRY(kind, json) rbk_test_add (fixture->ledger, kind, fixture->customer, 1, json)

static RbkDraft *
get_draft (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RbkDraft *draft = rbk_ledger_reader_get_draft (fixture->reader, "d1", &error);

  g_assert_no_error (error);
  return draft;
}

static void
test_names_are_there_and_back (void)
{
  for (guint kind = 1; kind <= RBK_ENTRY_KIND_LAST; kind++)
    g_assert_cmpint (
      rbk_entry_kind_from_name (rbk_entry_kind_get_name ((RbkEntryKind) kind)), ==, (int) kind);
  for (guint act = 0; act < RBK_N_ACTS; act++)
    g_assert_cmpint (rbk_act_from_name (rbk_act_get_name ((RbkAct) act)), ==, (int) act);
  for (guint reason = 0; reason < RBK_N_REASONS; reason++)
    g_assert_cmpint (
      rbk_reason_id_from_name (rbk_reason_id_get_name ((RbkReasonId) reason)), ==, (int) reason);
  g_assert_cmpint (rbk_act_from_name ("by-pigeon"), ==, RBK_ACT_LIVE);
  g_assert_cmpint (rbk_reason_id_from_name ("by-the-moon"), ==, RBK_REASON_OWN_WORDS);
  g_assert_cmpint (rbk_reason_id_from_name (NULL), ==, RBK_REASON_NONE);
  /* The numbers are in the files that people have. */
  g_assert_cmpint (RBK_ENTRY_KIND_VOICEMAIL_PLAN, ==, 18);
  g_assert_cmpint (RBK_ENTRY_KIND_VOICEMAIL_EDIT, ==, 19);
  g_assert_cmpint (RBK_ENTRY_KIND_TRANSCRIPT, ==, 20);
  g_assert_cmpint (RBK_ENTRY_KIND_VOICEMAIL_TICK, ==, 21);
  for (guint kind = RBK_ENTRY_KIND_VOICEMAIL_PLAN; kind <= RBK_ENTRY_KIND_VOICEMAIL_TICK; kind++)
    {
      g_assert_true (rbk_entry_kind_needs_customer ((RbkEntryKind) kind));
      g_assert_false (rbk_entry_kind_is_row ((RbkEntryKind) kind));
    }
}

static void
test_plan_goes_into_its_payload_and_back (void)
{
  g_autoptr (RbkVoicemailPlan) plan = rbk_voicemail_plan_new (
    RBK_REASON_QUESTION, "The blue one is here", "Call me", RBK_ACT_VOICE_NOTE, TRUE, "s1", "Hi Lena");
  g_autoptr (RbkVoicemailPlan) empty =
    rbk_voicemail_plan_new (RBK_REASON_NONE, NULL, NULL, RBK_ACT_LIVE, FALSE, NULL, NULL);
  g_autoptr (JsonObject) payload = rbk_voicemail_plan_make_payload (plan, "d1");
  g_autoptr (JsonObject) empty_payload = rbk_voicemail_plan_make_payload (empty, "d1");
  g_autoptr (RbkVoicemailPlan) again = rbk_voicemail_plan_new_from_payload (payload);
  g_autoptr (RbkVoicemailPlan) empty_again = rbk_voicemail_plan_new_from_payload (empty_payload);
  g_autofree char *written = rbk_json_write (payload);

  g_assert_cmpstr (written,
                   ==,
                   "{\"draft\":\"d1\",\"reason\":\"question\",\"fact\":\"The blue one is here\","
                   "\"next_step\":\"Call me\",\"act\":\"voice-note\",\"script\":\"s1\",\"text\":\"Hi Lena\","
                   "\"practice\":true}");
  g_assert_true (rbk_voicemail_plan_is_same (plan, again));
  g_assert_true (rbk_voicemail_plan_is_same (empty, empty_again));
  g_assert_false (rbk_voicemail_plan_is_same (plan, empty));
  g_assert_false (rbk_voicemail_plan_is_same (plan, NULL));
  g_assert_cmpstr (rbk_voicemail_plan_get_fact (empty_again), ==, "");
}

static void
test_last_plan_stands (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkDraft) draft = NULL;
  g_autoptr (RbkDraft) later = NULL;

  ADD_ENTRY (VOICEMAIL_DRAFT, "{'event':'opened','draft':'d1'}");
  draft = get_draft (fixture);
  g_assert_null (rbk_draft_get_plan (draft));
  g_assert_false (rbk_draft_is_practice (draft));
  ADD_ENTRY (VOICEMAIL_PLAN, "{'draft':'d1','reason':'question','fact':'one','script':'s1'}");
  ADD_ENTRY (VOICEMAIL_PLAN, "{'draft':'d1','reason':'new-stock','fact':'two','act':'played'}");
  later = get_draft (fixture);
  g_assert_cmpint (rbk_voicemail_plan_get_reason (rbk_draft_get_plan (later)), ==, RBK_REASON_NEW_STOCK);
  g_assert_cmpstr (rbk_voicemail_plan_get_fact (rbk_draft_get_plan (later)), ==, "two");
  g_assert_cmpint (rbk_voicemail_plan_get_act (rbk_draft_get_plan (later)), ==, RBK_ACT_PLAYED);
  /* Whole: what the last one does not say is not taken from the one before. */
  g_assert_null (rbk_voicemail_plan_get_script (rbk_draft_get_plan (later)));
}

static void
test_practice_take_stays_one (Fixture *fixture, gconstpointer data)
{
  static const gboolean practice[] = { FALSE, TRUE, FALSE, TRUE };
  g_autoptr (RbkDraft) draft = NULL;

  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t1','media':'m1'}");
  ADD_ENTRY (VOICEMAIL_PLAN, "{'draft':'d1','practice':true}");
  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t2','media':'m2'}");
  ADD_ENTRY (VOICEMAIL_PLAN, "{'draft':'d1','practice':false}");
  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t3','media':'m3'}");
  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t4','media':'m4','practice':true}");
  draft = get_draft (fixture);
  g_assert_false (rbk_draft_is_practice (draft));
  g_assert_cmpuint (rbk_draft_get_takes (draft)->len, ==, G_N_ELEMENTS (practice));
  for (guint i = 0; i < G_N_ELEMENTS (practice); i++)
    g_assert_cmpint (rbk_take_is_practice (rbk_draft_get_takes (draft)->pdata[i]), ==, practice[i]);
}

static void
test_take_that_mends_is_not_chosen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkDraft) draft = NULL;

  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t1','media':'m1'}");
  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t2','media':'m2','mends':'t1'}");
  draft = get_draft (fixture);
  g_assert_cmpstr (rbk_take_get_id (rbk_draft_get_chosen (draft)), ==, "t1");
  g_assert_cmpstr (rbk_take_get_mends (rbk_draft_find_take (draft, "t2")), ==, "t1");
  g_assert_null (rbk_draft_find_take (draft, "t3"));
  /* It became a part of nothing, and somebody wants it as it is. */
  ADD_ENTRY (VOICEMAIL_DRAFT, "{'event':'chosen','draft':'d1','take':'t2'}");
  g_clear_object (&draft);
  draft = get_draft (fixture);
  g_assert_cmpstr (rbk_take_get_id (rbk_draft_get_chosen (draft)), ==, "t2");
}

static void
test_edits_come_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) edits = NULL;

  ADD_ENTRY (VOICEMAIL_TAKE, "{'draft':'d1','take':'t1','media':'m1'}");
  ADD_ENTRY (VOICEMAIL_EDIT, "{'draft':'d1','take':'t1','event':'edited','passages':[]}");
  ADD_ENTRY (VOICEMAIL_EDIT, "{'draft':'d2','take':'t9','event':'edited','passages':[]}");
  ADD_ENTRY (VOICEMAIL_EDIT, "{'draft':'d1','take':'t1','event':'undone','passages':[]}");
  ADD_ENTRY (VOICEMAIL_EDIT, "{'draft':'d1','take':'t2','event':'redone','passages':[]}");
  edits = rbk_ledger_reader_list_edits (fixture->reader, "d1", NULL);
  g_assert_cmpuint (edits->len, ==, 3);
  g_assert_cmpstr (rbk_entry_get_string (edits->pdata[0], "event"), ==, "edited");
  g_assert_cmpstr (rbk_entry_get_string (edits->pdata[1], "event"), ==, "undone");
  g_assert_cmpstr (rbk_entry_get_string (edits->pdata[2], "event"), ==, "redone");
}

static void
test_corrected_transcript_comes_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) transcripts = NULL;
  g_autoptr (GPtrArray) none = NULL;

  ADD_ENTRY (TRANSCRIPT, "{'content':'c1','engine':'a','text':'one'}");
  ADD_ENTRY (TRANSCRIPT, "{'content':'c1','engine':'a','text':'two','corrected':true}");
  ADD_ENTRY (TRANSCRIPT, "{'content':'c1','engine':'b','text':'three'}");
  ADD_ENTRY (TRANSCRIPT, "{'content':'c2','engine':'b','text':'four'}");
  transcripts = rbk_ledger_reader_list_transcripts (fixture->reader, "c1", NULL);
  g_assert_cmpuint (transcripts->len, ==, 3);
  g_assert_cmpstr (rbk_entry_get_string (transcripts->pdata[0], "text"), ==, "two");
  g_assert_cmpstr (rbk_entry_get_string (transcripts->pdata[1], "text"), ==, "three");
  g_assert_cmpstr (rbk_entry_get_string (transcripts->pdata[2], "text"), ==, "one");
  none = rbk_ledger_reader_list_transcripts (fixture->reader, "c3", NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* The content of a whole take is known without reading it, and is that of its sound. */
static void
test_content_is_that_of_the_sound (Fixture *fixture, gconstpointer data)
{
  g_autofree char *media = rbk_id_new ();
  g_autofree char *content = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GBytes) first = g_bytes_new_static ("01234", 5);
  g_autoptr (GBytes) second = g_bytes_new_static ("56789", 5);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_ledger_append_media (fixture->ledger, media, first, NULL));
  g_assert_true (rbk_ledger_append_media (fixture->ledger, media, second, NULL));
  g_assert_null (rbk_ledger_reader_get_content (fixture->reader, media, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  g_assert_true (rbk_ledger_finish_media (fixture->ledger, media, NULL));
  content = rbk_ledger_reader_get_content (fixture->reader, media, NULL);
  expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "0123456789", 10);
  g_assert_cmpstr (content, ==, expected);
}

static void
test_search_finds_what_was_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  ADD_ENTRY (CUSTOMER_CHANGED, "{'first':'Lena'}");
  ADD_ENTRY (TRANSCRIPT, "{'content':'c1','engine':'a','text':'The Kestrel has a sunroof'}");
  ADD_ENTRY (TRANSCRIPT, "{'content':'c2','engine':'a','words':[{'w':'heated'},{'w':'seats'}]}");
  ADD_ENTRY (VOICEMAIL_PLAN, "{'draft':'d1','fact':'walrus'}");
  for (guint round = 0; round < 2; round++)
    {
      g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, "lena sunroof", NULL), ==, 1);
      g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, "heat seats", NULL), ==, 1);
      /* Nobody has said it yet. */
      g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, "walrus", NULL), ==, 0);
      /* And so it is once it is in the index. */
      g_assert_true (rbk_ledger_rebuild (fixture->ledger, NULL));
    }
  found = rbk_ledger_reader_list_customers (fixture->reader, "kestrel", RBK_CUSTOMER_ORDER_NAME, 0, 10, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (rbk_customer_get_id (found->pdata[0]), ==, fixture->customer);
}

static void
test_last_tick_stands (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ticks = NULL;

  ADD_ENTRY (VOICEMAIL_TICK, "{'draft':'d1','take':'t1','rule':'V-1','ticked':true,'position_us':7}");
  ADD_ENTRY (VOICEMAIL_TICK, "{'draft':'d1','take':'t1','rule':'V-5','ticked':true,'content':'c'}");
  ADD_ENTRY (VOICEMAIL_TICK, "{'draft':'d1','take':'t1','rule':'V-1','ticked':false}");
  ADD_ENTRY (VOICEMAIL_TICK, "{'draft':'d2','take':'t1','rule':'V-1','ticked':true}");
  ticks = rbk_ledger_reader_list_ticks (fixture->reader, "d1", NULL);
  g_assert_cmpuint (ticks->len, ==, 2);
  g_assert_cmpstr (rbk_tick_get_rule (ticks->pdata[0]), ==, "V-1");
  g_assert_false (rbk_tick_is_ticked (ticks->pdata[0]));
  g_assert_cmpint (rbk_tick_get_position_us (ticks->pdata[0]), ==, -1);
  g_assert_null (rbk_tick_get_content (ticks->pdata[0]));
  g_assert_true (rbk_tick_is_ticked (ticks->pdata[1]));
  g_assert_cmpstr (rbk_tick_get_content (ticks->pdata[1]), ==, "c");
}

/* Voices 1 and 2: nothing of a draft is ever another customer's. */
static void
test_what_belongs_elsewhere_is_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RbkEntryKind kind;
    const char *json;
  } strange[] = {
    { RBK_ENTRY_KIND_VOICEMAIL_PLAN, "{'draft':'d1'}" },
    { RBK_ENTRY_KIND_VOICEMAIL_EDIT, "{'draft':'d1','take':'t1','event':'edited'}" },
    { RBK_ENTRY_KIND_TRANSCRIPT, "{'draft':'d1','content':'c','engine':'a'}" },
    { RBK_ENTRY_KIND_VOICEMAIL_TICK, "{'draft':'d1','rule':'V-1','ticked':true}" },
  }, loose[] = {
    { RBK_ENTRY_KIND_VOICEMAIL_PLAN, "{'fact':'x'}" },
    { RBK_ENTRY_KIND_VOICEMAIL_EDIT, "{'draft':'d1','event':'edited'}" },
    { RBK_ENTRY_KIND_TRANSCRIPT, "{'engine':'a'}" },
    { RBK_ENTRY_KIND_TRANSCRIPT, "{'content':'c'}" },
    { RBK_ENTRY_KIND_VOICEMAIL_TICK, "{'draft':'d1'}" },
  };
  g_autofree char *other = rbk_id_new ();

  ADD_ENTRY (VOICEMAIL_DRAFT, "{'event':'opened','draft':'d1'}");
  for (guint i = 0; i < G_N_ELEMENTS (strange) + G_N_ELEMENTS (loose); i++)
    {
      gboolean is_strange = i < G_N_ELEMENTS (strange);
      RbkEntryKind kind = is_strange ? strange[i].kind : loose[i - G_N_ELEMENTS (strange)].kind;
      const char *json = is_strange ? strange[i].json : loose[i - G_N_ELEMENTS (strange)].json;
      g_autoptr (RbkEntry) entry =
        rbk_test_make_entry (kind, is_strange ? other : fixture->customer, 1, json);
      g_autoptr (GError) error = NULL;

      g_assert_false (rbk_test_try_append (fixture->ledger, entry, &error));
      g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
      /* The same for the very customer is kept. */
      if (is_strange)
        {
          g_autoptr (RbkEntry) own = rbk_test_make_entry (kind, fixture->customer, 1, json);

          g_assert_true (rbk_test_try_append (fixture->ledger, own, NULL));
        }
    }
}

static void
test_steps_are_no_rows_and_no_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RbkCustomer) customer = NULL;

  rbk_test_add (fixture->ledger, NOTE, fixture->customer, 1, "{'text':'the last news'}");
  rbk_test_add (fixture->ledger, VOICEMAIL_PLAN, fixture->customer, 2, "{'draft':'d1','text':'x'}");
  rbk_test_add (fixture->ledger, VOICEMAIL_EDIT, fixture->customer, 3, "{'draft':'d1','take':'t1'}");
  rbk_test_add (fixture->ledger, TRANSCRIPT, fixture->customer, 4, "{'content':'c','engine':'a','text':'x'}");
  rbk_test_add (
    fixture->ledger, VOICEMAIL_TICK, fixture->customer, 5, "{'draft':'d1','rule':'V-1','ticked':true}");
  rows = rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, NULL, 10, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  customer = rbk_ledger_reader_get_customer (fixture->reader, fixture->customer, NULL);
  g_assert_cmpstr (rbk_customer_get_last_words (customer), ==, "the last news");
  g_assert_cmpint (rbk_customer_get_last_time_us (customer), ==, 1);
}

static void
test_showroom_and_people_know_how_they_speak (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkShowroom) showroom = NULL;
  g_autoptr (GPtrArray) people = NULL;
  RbkScript *script;

  rbk_test_add (fixture->ledger,
                SHOWROOM_CHANGED,
                NULL,
                1,
                "{'name':'Harbor Point Motors','domains':['x.example'],'voicemail_school':'kershner',"
                "'aliases':['Harbor Point','the Point'],'scripts':[{'id':'s1','name':'Question',"
                "'reason':'question','text':'Hi {first}'},{'id':'s2'},7]}");
  rbk_test_add (fixture->ledger, SHOWROOM_CHANGED, NULL, 2, "{'voicemail_school':'once'}");
  rbk_test_add (fixture->ledger, PERSON_CHANGED, NULL, 3, "{'person':'p1','name':'Ana'}");
  rbk_test_add (fixture->ledger,
                PERSON_CHANGED,
                NULL,
                4,
                "{'person':'p2','name':'Bo','text_capable':false,'screening_line':'Bo of the Point'}");
  showroom = rbk_ledger_reader_get_showroom (fixture->reader, NULL);
  people = rbk_ledger_reader_list_people (fixture->reader, NULL);
  g_assert_cmpstr (rbk_showroom_get_voicemail_school (showroom), ==, "once");
  g_assert_cmpstr (rbk_showroom_get_aliases (showroom)[1], ==, "the Point");
  /* A script that lacks what it needs is none. */
  g_assert_cmpuint (rbk_showroom_get_scripts (showroom)->len, ==, 1);
  script = rbk_showroom_find_script (showroom, "s1");
  g_assert_cmpint (rbk_script_get_reason (script), ==, RBK_REASON_QUESTION);
  g_assert_cmpstr (rbk_script_get_text (script), ==, "Hi {first}");
  g_assert_null (rbk_showroom_find_script (showroom, "s2"));
  g_assert_true (rbk_person_is_text_capable (people->pdata[0]));
  g_assert_false (rbk_person_is_text_capable (people->pdata[1]));
  g_assert_cmpstr (rbk_person_get_screening_line (people->pdata[1]), ==, "Bo of the Point");
}

static void
test_messages_are_counted_by_state (Fixture *fixture, gconstpointer data)
{
  static const char *const states[] = { "queued",    "held",   "sending", "accepted",
                                        "delivered", "failed", "unknown", "cancelled" };
  guint counts[RBK_N_MESSAGE_STATES];

  memset (counts, 1, sizeof counts);
  g_assert_true (rbk_ledger_reader_count_messages (fixture->reader, counts, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (counts[i], ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      for (guint n = 0; n <= i; n++)
        {
          g_autofree char *message = rbk_test_append (fixture->ledger,
                                                      RBK_ENTRY_KIND_EMAIL,
                                                      fixture->customer,
                                                      1,
                                                      "{'direction':'out','text':'t','account':'a'}");
          g_autofree char *json = g_strdup_printf ("{'message':'%s','state':'%s'}", message, states[i]);

          ADD_ENTRY (DELIVERY, json);
        }
    }
  g_assert_true (rbk_ledger_reader_count_messages (fixture->reader, counts, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      RbkMessageState state = rbk_message_state_from_name (states[i]);
      gboolean waits = state == RBK_MESSAGE_STATE_QUEUED || state == RBK_MESSAGE_STATE_HELD ||
                       state == RBK_MESSAGE_STATE_SENDING || state == RBK_MESSAGE_STATE_UNKNOWN;

      g_assert_cmpuint (counts[state], ==, waits ? i + 1 : 0);
    }
}

/* Of what waits for an hour that a person chose or a rule gave, nobody is told that it has not left. */
static void
test_what_waits_for_its_hour_is_not_late (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *delivery; /* after the message's id */
    gint64 late_now;      /* whether it is at the time 500 */
    gint64 late_then;     /* at 1500 */
  } rows[] = {
    { "'state':'queued'", 1, 1 },
    { "'state':'queued','scheduled':true,'next_us':1000", 0, 1 },
    { "'state':'held','rule':'K-1','next_us':1000", 0, 1 },
    { "'state':'held','rule':'K-40'", 1, 1 },
    { "'state':'held','next_us':1000", 1, 1 }, /* a mailbox that asks for a sign-in */
    { "'state':'sending'", 1, 1 },
    { "'state':'unknown'", 1, 1 },
    { "'state':'accepted'", 0, 0 },
    { "'state':'failed'", 0, 0 },
  };
  gint64 now = 0, then = 0;

  g_assert_cmpint (rbk_ledger_reader_count_late (fixture->reader, 500, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *message = rbk_test_append (fixture->ledger,
                                                  RBK_ENTRY_KIND_TEXT,
                                                  fixture->customer,
                                                  1,
                                                  "{'direction':'out','text':'t','account':'a'}");
      g_autofree char *json = g_strdup_printf ("{'message':'%s',%s}", message, rows[i].delivery);

      ADD_ENTRY (DELIVERY, json);
      now += rows[i].late_now;
      then += rows[i].late_then;
      g_assert_cmpint (rbk_ledger_reader_count_late (fixture->reader, 500, NULL), ==, now);
      g_assert_cmpint (rbk_ledger_reader_count_late (fixture->reader, 1500, NULL), ==, then);
      /* What came to be there only since is not late yet. */
      g_assert_cmpint (rbk_ledger_reader_count_late (fixture->reader, 0, NULL), ==, 0);
    }
}

static gboolean
advance_all (Fixture *fixture, GPtrArray *entries, guint from, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rbk_ledger_advance_all_async (fixture->ledger, entries, from, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  return rbk_ledger_advance_all_finish (fixture->ledger, result, error);
}

/* Taken back and open again are one thing, or nothing. */
static void
test_advance_takes_others_along (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;
  g_autofree char *json = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RbkDraft) closed = NULL;
  g_autoptr (RbkDraft) open = NULL;
  g_autoptr (GPtrArray) again = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  guint from = RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED);
  guint counts[RBK_N_MESSAGE_STATES];

  ADD_ENTRY (VOICEMAIL_DRAFT, "{'event':'opened','draft':'d1'}");
  message = rbk_test_append (fixture->ledger,
                             RBK_ENTRY_KIND_EMAIL,
                             fixture->customer,
                             1,
                             "{'direction':'out','text':'t','account':'a'}");
  ADD_ENTRY (VOICEMAIL_DRAFT, "{'event':'closed','draft':'d1'}");
  json = g_strdup_printf ("{'message':'%s','state':'cancelled'}", message);
  g_ptr_array_add (entries, rbk_test_make_entry (RBK_ENTRY_KIND_DELIVERY, fixture->customer, 2, json));
  /* The second cannot be appended: then the first is not either. */
  g_ptr_array_add (entries, rbk_test_make_entry (RBK_ENTRY_KIND_VOICEMAIL_DRAFT, fixture->customer, 2, "{}"));
  g_assert_false (advance_all (fixture, entries, from, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (rbk_ledger_reader_count_messages (fixture->reader, counts, NULL));
  g_assert_cmpuint (counts[RBK_MESSAGE_STATE_QUEUED], ==, 1);
  g_ptr_array_set_size (entries, 1);
  g_ptr_array_add (
    entries,
    rbk_test_make_entry (
      RBK_ENTRY_KIND_VOICEMAIL_DRAFT, fixture->customer, 2, "{'event':'opened','draft':'d1'}"));
  closed = get_draft (fixture);
  g_assert_true (rbk_draft_is_closed (closed));
  g_assert_true (advance_all (fixture, entries, from, &error));
  open = get_draft (fixture);
  g_assert_false (rbk_draft_is_closed (open));
  /* Too late for a second time: then nothing of it happens. */
  g_ptr_array_add (again, rbk_test_make_entry (RBK_ENTRY_KIND_DELIVERY, fixture->customer, 3, json));
  g_ptr_array_add (
    again,
    rbk_test_make_entry (
      RBK_ENTRY_KIND_VOICEMAIL_DRAFT, fixture->customer, 3, "{'event':'closed','draft':'d1'}"));
  g_assert_false (advance_all (fixture, again, from, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_clear_object (&open);
  open = get_draft (fixture);
  g_assert_false (rbk_draft_is_closed (open));
}

#define ADD(name, function) g_test_add ("/ledger/voicemail/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/voicemail/names", test_names_are_there_and_back);
  g_test_add_func ("/ledger/voicemail/V-2/plan-and-payload", test_plan_goes_into_its_payload_and_back);
  ADD ("V-2/last-plan-stands", test_last_plan_stands);
  ADD ("V-20/practice-take-stays-one", test_practice_take_stays_one);
  ADD ("mending-take-is-not-chosen", test_take_that_mends_is_not_chosen);
  ADD ("edits-in-order", test_edits_come_in_order);
  ADD ("transcript/corrected-first", test_corrected_transcript_comes_first);
  ADD ("transcript/content", test_content_is_that_of_the_sound);
  ADD ("transcript/searched", test_search_finds_what_was_said);
  ADD ("last-tick-stands", test_last_tick_stands);
  ADD ("other-customer-is-refused", test_what_belongs_elsewhere_is_refused);
  ADD ("no-rows-no-news", test_steps_are_no_rows_and_no_news);
  ADD ("showroom-and-people", test_showroom_and_people_know_how_they_speak);
  ADD ("messages-counted", test_messages_are_counted_by_state);
  ADD ("messages-late", test_what_waits_for_its_hour_is_not_late);
  ADD ("advance-all", test_advance_takes_others_along);
  return g_test_run ();
}
