/* test-ledger-reading.c: timeline, outbox, drafts, sound and showroom as their readers see them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger.h"

typedef struct
{
  char *path;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
  char *customer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = rbk_test_make_path ();
  fixture->ledger = rbk_test_open (fixture->path);
  fixture->reader = rbk_test_read (fixture->ledger);
  fixture->customer = rbk_id_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->reader);
  rbk_ledger_close (fixture->ledger);
  g_object_unref (fixture->ledger);
  rbk_test_remove (fixture->path);
  g_free (fixture->path);
  g_free (fixture->customer);
}

static RbkCustomer *
get_customer (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  RbkCustomer *customer = rbk_ledger_reader_get_customer (fixture->reader, fixture->customer, &error);

  g_assert_no_error (error);
  return customer;
}

static gint64
get_waiting (Fixture *fixture)
{
  g_autoptr (RbkCustomer) customer = get_customer (fixture);

  return rbk_customer_get_waiting_since_us (customer);
}

static void
test_timeline_comes_in_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *other = rbk_id_new ();
  int expected = 25;

  /* Appended out of order, three at a time at one moment. */
  for (int i = 0; i < 25; i++)
    {
      int j = (i * 7) % 25;
      g_autofree char *payload = g_strdup_printf ("{'text':'%d'}", j);

      rbk_test_add (fixture->ledger, NOTE, fixture->customer, 1000 + j, payload);
      rbk_test_add (fixture->ledger, NOTE, other, 1000 + j, payload);
    }
  while (TRUE)
    {
      g_autoptr (GPtrArray) page =
        rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, before, 10, &error);

      g_assert_no_error (error);
      if (page->len == 0)
        break;
      g_assert_cmpuint (page->len, ==, MIN (10, expected));
      for (guint i = 0; i < page->len; i++)
        {
          RbkEntry *entry = rbk_timeline_item_get_entry (g_ptr_array_index (page, i));
          g_autofree char *text = g_strdup_printf ("%d", expected - (int) page->len + (int) i);

          g_assert_cmpstr (rbk_entry_get_string (entry, "text"), ==, text);
        }
      expected -= (int) page->len;
      g_free (before);
      before = g_strdup (rbk_entry_get_id (rbk_timeline_item_get_entry (g_ptr_array_index (page, 0))));
    }
  g_assert_cmpint (expected, ==, 0);
  g_assert_null (rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, other, 10, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
}

static void
test_entries_of_one_moment_keep_their_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;

  for (int i = 0; i < 9; i++)
    {
      g_autofree char *payload = g_strdup_printf ("{'text':'%d'}", i);

      rbk_test_add (fixture->ledger, NOTE, fixture->customer, 1000, payload);
    }
  for (int i = 8; i >= 0; i--)
    {
      g_autoptr (GPtrArray) page =
        rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, before, 1, NULL);
      g_autofree char *text = g_strdup_printf ("%d", i);
      RbkEntry *entry;

      g_assert_cmpuint (page->len, ==, 1);
      entry = rbk_timeline_item_get_entry (g_ptr_array_index (page, 0));
      g_assert_cmpstr (rbk_entry_get_string (entry, "text"), ==, text);
      g_free (before);
      before = g_strdup (rbk_entry_get_id (entry));
    }
}

static char *
deliver (Fixture *fixture, const char *message, const char *more)
{
  g_autofree char *payload = g_strdup_printf ("{'message':'%s',%s}", message, more);

  return rbk_test_append (fixture->ledger, RBK_ENTRY_KIND_DELIVERY, fixture->customer, 50, payload);
}

static void
assert_message (
  Fixture *fixture, const char *id, RbkMessageState state, const char *detail, guint attempt, gint64 next_us)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (fixture->reader, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (rbk_message_get_state (message), ==, state);
  g_assert_cmpstr (rbk_message_get_detail (message), ==, detail);
  g_assert_cmpuint (rbk_message_get_attempt (message), ==, attempt);
  g_assert_cmpint (rbk_message_get_next_us (message), ==, next_us);
}

static void
test_message_is_where_its_deliveries_say (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id =
    rbk_test_append (fixture->ledger,
                     RBK_ENTRY_KIND_EMAIL,
                     fixture->customer,
                     10,
                     "{'direction':'out','address':'a@example.com','subject':'s','text':'t',"
                     "'account':'box','not_before_us':77}");
  g_autofree char *told = rbk_test_append (
    fixture->ledger, RBK_ENTRY_KIND_TEXT, fixture->customer, 11, "{'direction':'out','text':'t'}");
  g_autofree char *received = rbk_test_append (
    fixture->ledger, RBK_ENTRY_KIND_TEXT, fixture->customer, 12, "{'direction':'in','text':'t'}");
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;

  assert_message (fixture, id, RBK_MESSAGE_STATE_QUEUED, NULL, 0, 77);
  assert_message (fixture, told, RBK_MESSAGE_STATE_ACCEPTED, NULL, 0, 0);
  g_assert_null (rbk_ledger_reader_get_message (fixture->reader, received, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  g_free (deliver (fixture, id, "'state':'sending','attempt':1"));
  assert_message (fixture, id, RBK_MESSAGE_STATE_SENDING, NULL, 1, 0);
  g_free (deliver (fixture, id, "'state':'held','detail':'No network','next_us':99"));
  assert_message (fixture, id, RBK_MESSAGE_STATE_HELD, "No network", 1, 99);
  g_free (deliver (fixture, id, "'state':'teleported'"));
  assert_message (fixture, id, RBK_MESSAGE_STATE_HELD, "No network", 1, 99);
  g_free (deliver (fixture, told, "'state':'failed','detail':'Wrong number'"));
  page = rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, NULL, 10, NULL);
  g_assert_cmpuint (page->len, ==, 3);
  g_assert_cmpint (rbk_timeline_item_get_state (g_ptr_array_index (page, 0)), ==, RBK_MESSAGE_STATE_HELD);
  g_assert_cmpstr (rbk_timeline_item_get_detail (g_ptr_array_index (page, 0)), ==, "No network");
  g_assert_cmpint (rbk_timeline_item_get_state (g_ptr_array_index (page, 1)), ==, RBK_MESSAGE_STATE_FAILED);
  g_assert_cmpint (rbk_timeline_item_get_state (g_ptr_array_index (page, 2)), ==, RBK_MESSAGE_STATE_NONE);
  messages = rbk_ledger_reader_list_messages (fixture->reader,
                                              RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD) |
                                                RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_FAILED),
                                              10,
                                              &error);
  g_assert_cmpuint (messages->len, ==, 2);
  g_assert_cmpstr (rbk_message_get_id (g_ptr_array_index (messages, 0)), ==, id);
  g_assert_cmpstr (rbk_message_get_account (g_ptr_array_index (messages, 0)), ==, "box");
  g_assert_cmpstr (rbk_message_get_id (g_ptr_array_index (messages, 1)), ==, told);
  waiting = rbk_ledger_reader_list_messages (
    fixture->reader, RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED), 10, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
}

static gboolean
advance (Fixture *fixture, const char *message, const char *state, guint from, GError **error)
{
  g_autofree char *payload = g_strdup_printf ("{'message':'%s','state':'%s'}", message, state);
  g_autoptr (RbkEntry) entry = rbk_test_make_entry (RBK_ENTRY_KIND_DELIVERY, fixture->customer, 60, payload);

  return rbk_ledger_advance (fixture->ledger, entry, from, error);
}

static void
test_advance_only_from_where_it_is (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = rbk_test_append (fixture->ledger,
                                         RBK_ENTRY_KIND_TEXT,
                                         fixture->customer,
                                         10,
                                         "{'direction':'out','text':'t','account':'line'}");
  g_autofree char *unknown = rbk_id_new ();
  g_autoptr (GError) error = NULL;
  guint queued =
    RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) | RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD);

  g_assert_true (advance (fixture, id, "sending", queued, &error));
  g_assert_no_error (error);
  g_assert_false (advance (fixture, id, "cancelled", queued, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (advance (fixture, id, "cancelled", 0, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  assert_message (fixture, id, RBK_MESSAGE_STATE_SENDING, NULL, 0, 0);
  g_assert_false (advance (fixture, unknown, "sending", queued, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
}

static void
test_one_of_two_advances_wins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = rbk_test_append (fixture->ledger,
                                         RBK_ENTRY_KIND_TEXT,
                                         fixture->customer,
                                         10,
                                         "{'direction':'out','text':'t','account':'line'}");
  g_autofree char *payload = g_strdup_printf ("{'message':'%s','state':'sending'}", id);
  GAsyncResult *results[8] = { NULL };
  guint won = 0;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (RbkEntry) entry =
        rbk_test_make_entry (RBK_ENTRY_KIND_DELIVERY, fixture->customer, 60, payload);

      rbk_ledger_advance_async (fixture->ledger,
                                entry,
                                RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED),
                                NULL,
                                rbk_test_keep_result_cb,
                                &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;

      rbk_test_wait_until (results[i] != NULL);
      if (rbk_ledger_advance_finish (fixture->ledger, results[i], &error))
        won++;
      else
        g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (won, ==, 1);
}

static void
test_waits_until_somebody_turns_to_them (Fixture *fixture, gconstpointer data)
{
  g_autofree char *message = NULL;

  rbk_test_add (fixture->ledger, NOTE, fixture->customer, 90, "{'text':'n'}");
  g_assert_cmpint (get_waiting (fixture), ==, 0);
  rbk_test_add (fixture->ledger, LEAD_ARRIVED, fixture->customer, 100, "{'source':'form'}");
  rbk_test_add (fixture->ledger, TEXT, fixture->customer, 110, "{'direction':'in','text':'?'}");
  rbk_test_add (fixture->ledger, NOTE, fixture->customer, 120, "{'text':'n'}");
  g_assert_cmpint (get_waiting (fixture), ==, 100);
  rbk_test_add (
    fixture->ledger, CALL_CLAIMED, fixture->customer, 130, "{'direction':'out','outcome':'no-message'}");
  g_assert_cmpint (get_waiting (fixture), ==, 0);
  rbk_test_add (
    fixture->ledger, CALL_CLAIMED, fixture->customer, 140, "{'direction':'in','outcome':'no-message'}");
  g_assert_cmpint (get_waiting (fixture), ==, 140);
  rbk_test_add (
    fixture->ledger, CALL_CLAIMED, fixture->customer, 150, "{'direction':'in','outcome':'connected'}");
  g_assert_cmpint (get_waiting (fixture), ==, 0);
  rbk_test_add (fixture->ledger, EMAIL, fixture->customer, 160, "{'direction':'in','subject':'?'}");
  rbk_test_add (fixture->ledger, VOICEMAIL_LEFT, fixture->customer, 170, "{'act':'live'}");
  g_assert_cmpint (get_waiting (fixture), ==, 0);
  /* What comes late counts where it happened. */
  rbk_test_add (fixture->ledger, TEXT, fixture->customer, 165, "{'direction':'in','text':'?'}");
  g_assert_cmpint (get_waiting (fixture), ==, 0);
  rbk_test_add (fixture->ledger, TEXT, fixture->customer, 200, "{'direction':'in','text':'?'}");
  rbk_test_add (fixture->ledger, TEXT, fixture->customer, 190, "{'direction':'in','text':'?'}");
  g_assert_cmpint (get_waiting (fixture), ==, 190);
  rbk_test_add (fixture->ledger, TEXT, fixture->customer, 195, "{'direction':'out','text':'!'}");
  g_assert_cmpint (get_waiting (fixture), ==, 200);
  /* What was taken back answered nobody. */
  message = rbk_test_append (fixture->ledger,
                             RBK_ENTRY_KIND_TEXT,
                             fixture->customer,
                             210,
                             "{'direction':'out','text':'!','account':'line'}");
  g_assert_cmpint (get_waiting (fixture), ==, 0);
  g_free (deliver (fixture, message, "'state':'cancelled'"));
  g_assert_cmpint (get_waiting (fixture), ==, 200);
}

static void
test_customer_is_what_the_entries_add_up_to (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkCustomer) first = NULL;
  g_autoptr (RbkCustomer) second = NULL;
  g_autofree char *words = g_strnfill (300, 'w');
  g_autofree char *payload = g_strdup_printf ("{'text':'  line\\none\\t %s'}", words);

  rbk_test_add (fixture->ledger,
                CUSTOMER_CHANGED,
                fixture->customer,
                10,
                "{'first':'Dana','last':'Okafor','phones':[{'number':'+13125550142'}],'shoe_size':43}");
  rbk_test_add (fixture->ledger, CUSTOMER_CHANGED, fixture->customer, 20, "{'last':'Reyes','first':null}");
  rbk_test_add (fixture->ledger, ASSIGNMENT, fixture->customer, 40, "{'person':'p2'}");
  rbk_test_add (fixture->ledger, ASSIGNMENT, fixture->customer, 30, "{'person':'p1'}");
  rbk_test_add (fixture->ledger, CONSENT_WITHDRAWN, fixture->customer, 40, "{'medium':'text'}");
  rbk_test_add (fixture->ledger, CONSENT_GIVEN, fixture->customer, 35, "{'medium':'text'}");
  rbk_test_add (fixture->ledger, NOTE, fixture->customer, 50, payload);
  rbk_test_add (fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 60, "{'event':'opened','draft':'d'}");
  first = get_customer (fixture);
  g_assert_cmpstr (rbk_customer_get_name (first), ==, "Reyes");
  g_assert_cmpstr (rbk_customer_get_phone (first), ==, "+13125550142");
  g_assert_cmpint (rbk_json_get_int (rbk_customer_get_facts (first), "shoe_size", 0), ==, 43);
  g_assert_cmpstr (rbk_customer_get_assigned (first), ==, "p2");
  g_assert_cmpint (rbk_customer_get_opted_out (first), ==, RBK_MEDIUM_TEXT);
  g_assert_cmpint (rbk_customer_get_last_time_us (first), ==, 50);
  g_assert_cmpint (rbk_customer_get_last_kind (first), ==, RBK_ENTRY_KIND_NOTE);
  g_assert_true (g_str_has_prefix (rbk_customer_get_last_words (first), "line one www"));
  g_assert_cmpint (g_utf8_strlen (rbk_customer_get_last_words (first), -1), ==, 120);
  rbk_test_add (
    fixture->ledger, CONSENT_WITHDRAWN, fixture->customer, 70, "{'medium':'email','scope':'all'}");
  rbk_test_add (fixture->ledger, CONSENT_GIVEN, fixture->customer, 80, "{'medium':'call'}");
  rbk_test_add (fixture->ledger, CONSENT_GIVEN, fixture->customer, 90, "{'medium':'smoke signals'}");
  second = get_customer (fixture);
  g_assert_cmpint (rbk_customer_get_opted_out (second), ==, RBK_MEDIUM_TEXT | RBK_MEDIUM_EMAIL);
}

static void
test_draft_keeps_all_its_takes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *media = rbk_id_new ();
  g_autofree char *first =
    g_strdup_printf ("{'draft':'d','take':'t1','media':'%s','microphone':'Headset'}", media);
  g_autoptr (GBytes) chunk = g_bytes_new_static ("0123456789", 10);
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (RbkDraft) draft = NULL;
  g_autoptr (RbkDraft) closed = NULL;
  RbkTake *take;

  rbk_test_add (fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 10, "{'event':'opened','draft':'d'}");
  rbk_test_add (fixture->ledger, VOICEMAIL_TAKE, fixture->customer, 20, first);
  rbk_test_add (
    fixture->ledger, VOICEMAIL_TAKE, fixture->customer, 30, "{'draft':'d','take':'t2','media':'m2'}");
  g_assert_true (rbk_ledger_append_media (fixture->ledger, media, chunk, NULL));
  g_assert_true (rbk_ledger_append_media (fixture->ledger, media, chunk, NULL));
  rbk_test_add (
    fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 40, "{'event':'deleted','draft':'d','take':'t2'}");
  rbk_test_add (
    fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 50, "{'event':'deleted','draft':'d','take':'t1'}");
  rbk_test_add (
    fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 60, "{'event':'restored','draft':'d','take':'t1'}");
  rbk_test_add (
    fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 70, "{'event':'chosen','draft':'d','take':'t1'}");
  drafts = rbk_ledger_reader_list_drafts (fixture->reader, NULL, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = rbk_ledger_reader_get_draft (fixture->reader, "d", NULL);
  g_assert_cmpstr (rbk_draft_get_customer (draft), ==, fixture->customer);
  g_assert_cmpuint (rbk_draft_get_takes (draft)->len, ==, 2);
  take = g_ptr_array_index (rbk_draft_get_takes (draft), 0);
  g_assert_cmpstr (rbk_take_get_id (take), ==, "t1");
  g_assert_cmpstr (rbk_take_get_microphone (take), ==, "Headset");
  g_assert_cmpint (rbk_take_get_bytes (take), ==, 20);
  g_assert_false (rbk_take_is_deleted (take));
  g_assert_true (rbk_take_is_deleted (g_ptr_array_index (rbk_draft_get_takes (draft), 1)));
  g_assert_true (rbk_draft_get_chosen (draft) == take);
  /* One row of the timeline while it is in the making, none afterwards. */
  page = rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, NULL, 10, NULL);
  g_assert_cmpuint (page->len, ==, 1);
  rbk_test_add (fixture->ledger, VOICEMAIL_DRAFT, fixture->customer, 80, "{'event':'closed','draft':'d'}");
  later = rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, NULL, 10, NULL);
  g_assert_cmpuint (later->len, ==, 0);
  g_clear_pointer (&drafts, g_ptr_array_unref);
  drafts = rbk_ledger_reader_list_drafts (fixture->reader, fixture->customer, NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
  closed = rbk_ledger_reader_get_draft (fixture->reader, "d", NULL);
  g_assert_true (rbk_draft_is_closed (closed));
}

static void
test_sound_is_whole_and_fixed_once_finished (Fixture *fixture, gconstpointer data)
{
  g_autofree char *media = rbk_id_new ();
  g_autofree char *empty = rbk_id_new ();
  g_autoptr (GByteArray) expected = g_byte_array_new ();
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GBytes) silence = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) none = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) unfinished = NULL;
  g_auto (GStrv) rest = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree guint8 *bytes = g_malloc (48000);
      g_autoptr (GBytes) chunk = NULL;

      for (guint j = 0; j < 48000; j++)
        bytes[j] = (guint8) g_test_rand_int ();
      g_byte_array_append (expected, bytes, 48000);
      chunk = g_bytes_new_take (g_steal_pointer (&bytes), 48000);
      g_assert_true (rbk_ledger_append_media (fixture->ledger, media, chunk, &error));
    }
  g_assert_true (rbk_ledger_append_media (fixture->ledger, empty, silence, &error));
  unfinished = rbk_ledger_reader_list_unfinished_media (fixture->reader, &error);
  g_assert_cmpuint (g_strv_length (unfinished), ==, 2);
  g_assert_cmpstr (unfinished[0], ==, media);
  g_assert_true (rbk_ledger_finish_media (fixture->ledger, media, &error));
  g_assert_no_error (error);
  rest = rbk_ledger_reader_list_unfinished_media (fixture->reader, &error);
  g_assert_cmpuint (g_strv_length (rest), ==, 1);
  sound = rbk_ledger_reader_get_media (fixture->reader, media, &error);
  g_assert_cmpmem (g_bytes_get_data (sound, NULL), g_bytes_get_size (sound), expected->data, expected->len);
  none = rbk_ledger_reader_get_media (fixture->reader, empty, &error);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
  g_assert_false (rbk_ledger_append_media (fixture->ledger, media, silence, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (rbk_ledger_finish_media (fixture->ledger, media, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (rbk_ledger_finish_media (fixture->ledger, fixture->customer, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (rbk_ledger_reader_get_media (fixture->reader, fixture->customer, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (rbk_ledger_append_media (fixture->ledger, "../take", silence, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
}

static void
test_showroom_people_and_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkShowroom) none = rbk_ledger_reader_get_showroom (fixture->reader, &error);
  g_autoptr (RbkShowroom) showroom = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_null (none);
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_NOT_FOUND);
  rbk_test_add (
    fixture->ledger,
    SHOWROOM_CHANGED,
    NULL,
    1,
    "{'name':'Lakeside','domains':['lakeside.example','l.example'],'time_zone':'America/Chicago'}");
  rbk_test_add (fixture->ledger, SHOWROOM_CHANGED, NULL, 2, "{'name':'Lakeside Motors'}");
  rbk_test_add (
    fixture->ledger, PERSON_CHANGED, NULL, 3, "{'person':'p1','name':'Ana','role':'manager','line':'+1312'}");
  rbk_test_add (fixture->ledger, PERSON_CHANGED, NULL, 4, "{'person':'p2','name':'Ben'}");
  rbk_test_add (fixture->ledger, PERSON_CHANGED, NULL, 5, "{'person':'p1','left':true}");
  rbk_test_add (fixture->ledger,
                ACCOUNT_CHANGED,
                NULL,
                6,
                "{'account':'a1','kind':'jmap','address':'sales@lakeside.example','bearer':true}");
  rbk_test_add (fixture->ledger, ACCOUNT_CHANGED, NULL, 7, "{'account':'a2','kind':'jmap'}");
  rbk_test_add (fixture->ledger, ACCOUNT_CHANGED, NULL, 8, "{'account':'a2','removed':true}");
  showroom = rbk_ledger_reader_get_showroom (fixture->reader, NULL);
  g_assert_cmpstr (rbk_showroom_get_name (showroom), ==, "Lakeside Motors");
  g_assert_cmpstr (rbk_showroom_get_domains (showroom)[1], ==, "l.example");
  g_assert_null (rbk_showroom_get_domains (showroom)[2]);
  people = rbk_ledger_reader_list_people (fixture->reader, NULL);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_cmpstr (rbk_person_get_role (g_ptr_array_index (people, 0)), ==, "manager");
  g_assert_true (rbk_person_has_left (g_ptr_array_index (people, 0)));
  g_assert_cmpstr (rbk_person_get_role (g_ptr_array_index (people, 1)), ==, "salesperson");
  accounts = rbk_ledger_reader_list_accounts (fixture->reader, NULL);
  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpstr (rbk_account_get_address (g_ptr_array_index (accounts, 0)), ==, "sales@lakeside.example");
  g_assert_true (rbk_account_is_bearer (g_ptr_array_index (accounts, 0)));
}

static void
test_unknown_kinds_and_members_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkEntry) entry =
    rbk_test_make_entry ((RbkEntryKind) 99, fixture->customer, 10, "{'hologram':{'a':[1,2.5,null]}}");
  g_autofree char *note = rbk_test_append (
    fixture->ledger, RBK_ENTRY_KIND_NOTE, fixture->customer, 20, "{'text':'x','mood':'sunny'}");
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_test_try_append (fixture->ledger, entry, &error));
  g_assert_no_error (error);
  g_assert_true (rbk_ledger_rebuild (fixture->ledger, &error));
  g_assert_no_error (error);
  {
    g_autoptr (GPtrArray) page =
      rbk_ledger_reader_list_timeline (fixture->reader, fixture->customer, NULL, 10, NULL);
    g_autoptr (RbkEntry) kept = rbk_ledger_reader_get_entry (fixture->reader, note, NULL);
    RbkEntry *unknown;
    g_autofree char *payload = NULL;

    g_assert_cmpuint (page->len, ==, 2);
    unknown = rbk_timeline_item_get_entry (g_ptr_array_index (page, 0));
    g_assert_cmpint (rbk_entry_get_kind (unknown), ==, RBK_ENTRY_KIND_UNKNOWN);
    payload = rbk_json_write (rbk_entry_get_payload (unknown));
    g_assert_cmpstr (payload, ==, "{\"hologram\":{\"a\":[1,2.5,null]}}");
    g_assert_cmpstr (rbk_entry_get_string (kept, "mood"), ==, "sunny");
  }
}

static char *
list_first_names (Fixture *fixture, RbkCustomerOrder order, guint offset, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) customers =
    rbk_ledger_reader_list_customers (fixture->reader, NULL, order, offset, limit, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < customers->len; i++)
    g_string_append (names, rbk_customer_get_first_name (g_ptr_array_index (customers, i)));
  return g_string_free_and_steal (names);
}

#define assert_order(order, offset, limit, expected)                                                         \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *names_ = list_first_names (fixture, RBK_CUSTOMER_ORDER_##order, offset, limit);         \
    g_assert_cmpstr (names_, ==, expected);                                                                  \
  }                                                                                                          \
  G_STMT_END

static void
test_who_waits_longest_comes_first (Fixture *fixture, gconstpointer data)
{
  /* name, when heard of, since when waiting */
  static const struct
  {
    const char *name;
    gint64 time_us;
    gint64 waiting_us;
  } people[] = {
    { "e", 500, 0 }, { "b", 300, 200 }, { "Á", 900, 0 }, { "d", 100, 100 }, { "C", 950, 940 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autofree char *customer = rbk_id_new ();
      g_autofree char *payload = g_strdup_printf ("{'first':'%s'}", people[i].name);

      rbk_test_add (fixture->ledger, CUSTOMER_CHANGED, customer, 1, payload);
      if (people[i].waiting_us != 0)
        rbk_test_add (fixture->ledger, TEXT, customer, people[i].waiting_us, "{'direction':'in','text':'?'}");
      rbk_test_add (fixture->ledger, NOTE, customer, people[i].time_us, "{'text':'n'}");
    }
  assert_order (WAITING, 0, 10, "dbCÁe");
  assert_order (WAITING, 1, 2, "bC");
  assert_order (RECENT, 0, 10, "CÁebd");
  assert_order (NAME, 0, 10, "ÁbCde");
  assert_order (NAME, 4, 10, "e");
}

#define add(name, function) g_test_add ("/ledger/reading/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  add ("timeline-pages", test_timeline_comes_in_pages);
  add ("timeline-one-moment", test_entries_of_one_moment_keep_their_order);
  add ("message-states", test_message_is_where_its_deliveries_say);
  add ("advance", test_advance_only_from_where_it_is);
  add ("advance-once", test_one_of_two_advances_wins);
  add ("waiting", test_waits_until_somebody_turns_to_them);
  add ("customer", test_customer_is_what_the_entries_add_up_to);
  add ("draft", test_draft_keeps_all_its_takes);
  add ("media", test_sound_is_whole_and_fixed_once_finished);
  add ("showroom", test_showroom_people_and_accounts);
  add ("unknown-kept", test_unknown_kinds_and_members_are_kept);
  add ("order", test_who_waits_longest_comes_first);
  return g_test_run ();
}
