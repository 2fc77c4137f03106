/* test-ledger-fixture.c: a ledger that an earlier Ringback wrote opens, migrates and is whole.
 *
 * The fixture of a schema version is made once, before that version is shipped, by
 * ‘test-ledger-fixture --make PATH’, and never again: it stands for the files people have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-reader-review.h"
#include "ledger/rbk-schema.h"
#include "test-ledger-dump.h"
#include "test-ledger.h"

#define ANA     "0190b5a0-0001-7000-8000-00000000c001"
#define BEN     "0190b5a0-0001-7000-8000-00000000c002"
#define MEDIA   "0190b5a0-0001-7000-8000-00000000d001"
#define CONTENT "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"

static const struct
{
  guint since; /* the version of the schema whose fixture was the first to have it */
  const char *id;
  const char *customer;
  int kind;
  gint64 time_us;
  const char *payload;
} entries[] = {
  { 1,
    "0190b5a0-0002-7000-8000-000000000001",
    NULL,
    RBK_ENTRY_KIND_SHOWROOM_CHANGED,
    1,
    "{'name':'Lakeside Motors','domains':['lakeside.example']}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000002",
    NULL,
    RBK_ENTRY_KIND_PERSON_CHANGED,
    2,
    "{'person':'p1','name':'Tess','role':'salesperson'}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000003",
    NULL,
    RBK_ENTRY_KIND_ACCOUNT_CHANGED,
    3,
    "{'account':'a1','kind':'jmap','address':'tess@lakeside.example'}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000004",
    ANA,
    RBK_ENTRY_KIND_CUSTOMER_CHANGED,
    4,
    "{'first':'Ana','last':'Núñez','phones':[{'number':'+13125550142'}],'later':{'x':1}}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000005",
    ANA,
    RBK_ENTRY_KIND_LEAD_ARRIVED,
    5,
    "{'source':'form','comments':'Is the Kestrel still there?'}" },
  { 1, "0190b5a0-0002-7000-8000-000000000006", BEN, RBK_ENTRY_KIND_CUSTOMER_CHANGED, 6, "{'first':'Ben'}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000007",
    BEN,
    RBK_ENTRY_KIND_EMAIL,
    7,
    "{'direction':'out','address':'b@mail.example','subject':'Hello','text':'t','account':'a1'}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000008",
    BEN,
    RBK_ENTRY_KIND_DELIVERY,
    8,
    "{'message':'0190b5a0-0002-7000-8000-000000000007','state':'sending','attempt':1}" },
  { 1,
    "0190b5a0-0002-7000-8000-000000000009",
    BEN,
    RBK_ENTRY_KIND_CONSENT_WITHDRAWN,
    9,
    "{'medium':'text'}" },
  { 1,
    "0190b5a0-0002-7000-8000-00000000000a",
    ANA,
    RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
    10,
    "{'event':'opened','draft':'d1'}" },
  { 1,
    "0190b5a0-0002-7000-8000-00000000000b",
    ANA,
    RBK_ENTRY_KIND_VOICEMAIL_TAKE,
    11,
    "{'draft':'d1','take':'t1','media':'" MEDIA "','microphone':'Headset'}" },
  { 1, "0190b5a0-0002-7000-8000-00000000000c", ANA, 99, 12, "{'of':'tomorrow'}" },
  { 2,
    "0190b5a0-0002-7000-8000-00000000000d",
    ANA,
    RBK_ENTRY_KIND_VOICEMAIL_PLAN,
    13,
    "{'draft':'d1','reason':'question','fact':'It is still there','act':'live','practice':false}" },
  { 2,
    "0190b5a0-0002-7000-8000-00000000000e",
    ANA,
    RBK_ENTRY_KIND_VOICEMAIL_EDIT,
    14,
    "{'draft':'d1','take':'t1','event':'edited','passages':[{'take':'t1','first':1,'end':4}]}" },
  { 2,
    "0190b5a0-0002-7000-8000-00000000000f",
    ANA,
    RBK_ENTRY_KIND_TRANSCRIPT,
    15,
    "{'content':'" CONTENT
    "','engine':'ear','text':'still there','words':[{'w':'still','t0':0,'t1':1,'p':1}]}" },
  { 2,
    "0190b5a0-0002-7000-8000-000000000010",
    ANA,
    RBK_ENTRY_KIND_VOICEMAIL_TICK,
    16,
    "{'draft':'d1','take':'t1','rule':'V-1','ticked':true,'position_us':5}" },
  { 2,
    "0190b5a0-0002-7000-8000-000000000011",
    NULL,
    RBK_ENTRY_KIND_SHOWROOM_CHANGED,
    17,
    "{'voicemail_school':'once','aliases':['Lakeside'],'scripts':[{'id':'s1','name':'Short','text':'Hello'}]"
    "}" },
  { 3,
    "0190b5a0-0002-7000-8000-000000000012",
    NULL,
    RBK_ENTRY_KIND_ACCOUNT_CHANGED,
    18,
    "{'account':'a2','kind':'twilio','address':'+13125550199','sign_in':'password','user_name':'AC1'}" },
  { 3,
    "0190b5a0-0002-7000-8000-000000000013",
    NULL,
    RBK_ENTRY_KIND_POLICY_CHANGED,
    19,
    "{'texting':[{'number':'+13125550199','registration':'C1'}],'postal_address':'1 Lake "
    "Road','signed_by':'p1',"
    "'signed_us':19}" },
  { 3,
    "0190b5a0-0002-7000-8000-000000000014",
    BEN,
    RBK_ENTRY_KIND_CONSENT_GIVEN,
    20,
    "{'medium':'text','how':'written','words':'Text me'}" },
  { 3,
    "0190b5a0-0002-7000-8000-000000000015",
    BEN,
    RBK_ENTRY_KIND_TEXT,
    21,
    "{'direction':'out','number':'+13125550143','text':'Hello','line':'+13125550199','account':'a2'}" },
  { 3,
    "0190b5a0-0002-7000-8000-000000000016",
    BEN,
    RBK_ENTRY_KIND_DELIVERY,
    22,
    "{'message':'0190b5a0-0002-7000-8000-000000000015','state':'accepted','attempt':1,'next_us':9,'reference'"
    ":"
    "'SM1'}" },
  { 4,
    "0190b5a0-0002-7000-8000-000000000017",
    NULL,
    RBK_ENTRY_KIND_RUBRIC_CHANGED,
    23,
    "{'version':2,'criteria':[{'id':'identity','title':'Who','weight':100,'anchors':['no','half','late','yes'"
    "],"
    "'evidence':['V-1']}],'gates':[{'id':'G4','title':'Nobody knows who'}]}" },
  { 4,
    "0190b5a0-0002-7000-8000-000000000018",
    ANA,
    RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED,
    24,
    "{'draft':'d1','take':'t1','seconds':21,'note':'Is the number slow enough?'}" },
  { 4,
    "0190b5a0-0002-7000-8000-000000000019",
    ANA,
    RBK_ENTRY_KIND_REVIEW_COMMENT,
    25,
    "{'item':'d1','position_us':2000000,'text':'Slower here'}" },
  { 4,
    "0190b5a0-0002-7000-8000-00000000001a",
    ANA,
    RBK_ENTRY_KIND_REVIEW,
    26,
    "{'item':'d1','source':'0190b5a0-0002-7000-8000-000000000018','rubric':2,'scores':{'identity':2},"
    "'strengths':['Warm'],'improvement':'The number','decision':'returned','total':67}" },
  { 4,
    "0190b5a0-0002-7000-8000-00000000001b",
    ANA,
    RBK_ENTRY_KIND_REVIEW_REPLY,
    27,
    "{'item':'d1','review':'0190b5a0-0002-7000-8000-00000000001a','acknowledged':true}" },
  { 4,
    "0190b5a0-0002-7000-8000-00000000001c",
    NULL,
    RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE,
    28,
    "{'item':'d1','title':'Still there','take':'t1','passages':[]}" },
};

static int
make (const char *path)
{
  RbkLedger *ledger = rbk_test_open (path);
  g_autoptr (GBytes) chunk = g_bytes_new_static ("0123456789", 10);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (entries[i].payload), "'", '"');
      g_autoptr (RbkEntry) entry = rbk_entry_new_stored (entries[i].id,
                                                         (RbkEntryKind) entries[i].kind,
                                                         1,
                                                         entries[i].customer,
                                                         "p1",
                                                         NULL,
                                                         entries[i].time_us,
                                                         rbk_json_parse_object (text, -1, NULL));
      g_autoptr (GError) error = NULL;

      rbk_test_try_append (ledger, entry, &error);
      g_assert_no_error (error);
    }
  g_assert_true (rbk_ledger_append_media (ledger, MEDIA, chunk, NULL));
  rbk_ledger_close (ledger);
  g_object_unref (ledger);
  return 0;
}

/* What only ledgers of version 2 hold. */
static void
assert_voicemail_is_whole (RbkLedgerReader *reader, RbkDraft *draft, RbkShowroom *showroom)
{
  g_autoptr (GPtrArray) edits = rbk_ledger_reader_list_edits (reader, "d1", NULL);
  g_autoptr (GPtrArray) ticks = rbk_ledger_reader_list_ticks (reader, "d1", NULL);
  g_autoptr (GPtrArray) transcripts = rbk_ledger_reader_list_transcripts (reader, CONTENT, NULL);

  g_assert_cmpstr (rbk_voicemail_plan_get_fact (rbk_draft_get_plan (draft)), ==, "It is still there");
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpuint (ticks->len, ==, 1);
  g_assert_cmpint (rbk_tick_get_position_us (ticks->pdata[0]), ==, 5);
  g_assert_cmpuint (transcripts->len, ==, 1);
  g_assert_cmpstr (rbk_showroom_get_voicemail_school (showroom), ==, "once");
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "núñez still", NULL), ==, 1);
}

/* What only ledgers of version 3 hold. */
static void
assert_written_is_whole (RbkLedgerReader *reader)
{
  g_autoptr (RbkCompanyPolicy) policy = rbk_ledger_reader_get_policy (reader, NULL);
  g_autoptr (RbkMessage) text =
    rbk_ledger_reader_get_message (reader, "0190b5a0-0002-7000-8000-000000000015", NULL);
  g_autoptr (GPtrArray) consents = rbk_ledger_reader_list_consents (reader, BEN, NULL);
  g_autoptr (GPtrArray) awaited = NULL;
  gint64 cursor = 0;

  g_assert_cmpstr (rbk_company_policy_get_signed_by (policy), ==, "p1");
  g_assert_nonnull (rbk_company_policy_find_texting (policy, "+13125550199"));
  g_assert_cmpint (rbk_message_get_kind (text), ==, RBK_ENTRY_KIND_TEXT);
  g_assert_cmpint (rbk_message_get_state (text), ==, RBK_MESSAGE_STATE_ACCEPTED);
  g_assert_cmpint (rbk_message_get_state_us (text), ==, 22);
  g_assert_cmpstr (rbk_message_get_reference (text), ==, "SM1");
  g_assert_cmpuint (consents->len, ==, 2);
  awaited = rbk_ledger_reader_list_awaited (reader, "a2", &cursor, 10, NULL);
  g_assert_cmpuint (awaited->len, ==, 1);
}

/* What only ledgers of version 4 hold. */
static void
assert_review_is_whole (RbkLedgerReader *reader)
{
  g_autoptr (RbkReviewItem) item = rbk_ledger_reader_get_review_item (reader, "d1", NULL);
  g_autoptr (GPtrArray) comments = rbk_ledger_reader_list_review_comments (reader, "d1", NULL);
  g_autoptr (GPtrArray) reviews = rbk_ledger_reader_list_reviews (reader, "d1", NULL);
  g_autoptr (GPtrArray) replies = rbk_ledger_reader_list_review_replies (reader, "d1", NULL);
  g_autoptr (GPtrArray) examples = rbk_ledger_reader_list_examples (reader, NULL);
  g_autoptr (RbkRubric) rubric = rbk_ledger_reader_get_rubric (reader, 0, NULL);
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);

  g_assert_cmpint (facts->state, ==, RBK_REVIEW_STATE_RETURNED);
  g_assert_cmpint (facts->total, ==, 67);
  g_assert_cmpint (facts->duration_us, ==, 21 * G_USEC_PER_SEC);
  g_assert_cmpstr (facts->note, ==, "Is the number slow enough?");
  g_assert_cmpuint (comments->len, ==, 1);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpint (rbk_review_get_score (reviews->pdata[0], "identity"), ==, 2);
  g_assert_cmpuint (replies->len, ==, 1);
  g_assert_cmpuint (examples->len, ==, 1);
  g_assert_cmpuint (rbk_rubric_get_version (rubric), ==, 2);
}

static void
assert_whole (RbkLedger *ledger, guint version)
{
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_autoptr (RbkCustomer) ana = rbk_ledger_reader_get_customer (reader, ANA, NULL);
  g_autoptr (RbkCustomer) ben = rbk_ledger_reader_get_customer (reader, BEN, NULL);
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (reader, entries[6].id, NULL);
  g_autoptr (RbkDraft) draft = rbk_ledger_reader_get_draft (reader, "d1", NULL);
  g_autoptr (RbkShowroom) showroom = rbk_ledger_reader_get_showroom (reader, NULL);
  g_autoptr (GPtrArray) accounts = rbk_ledger_reader_list_accounts (reader, NULL);
  g_autoptr (GPtrArray) timeline = rbk_ledger_reader_list_timeline (reader, ANA, NULL, 10, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (entries[i].payload), "'", '"');
      g_autoptr (RbkEntry) entry = rbk_ledger_reader_get_entry (reader, entries[i].id, NULL);
      g_autofree char *payload = NULL;

      if (entries[i].since > version)
        {
          g_assert_null (entry);
          continue;
        }
      g_assert_nonnull (entry);
      payload = rbk_json_write (rbk_entry_get_payload (entry));
      g_assert_cmpstr (payload, ==, text);
      g_assert_cmpstr (rbk_entry_get_customer (entry), ==, entries[i].customer);
      g_assert_cmpint (rbk_entry_get_time_us (entry), ==, entries[i].time_us);
      g_assert_cmpint (rbk_entry_get_kind (entry), ==, entries[i].kind == 99 ? 0 : entries[i].kind);
    }
  g_assert_cmpstr (rbk_customer_get_name (ana), ==, "Ana Núñez");
  g_assert_cmpint (rbk_customer_get_waiting_since_us (ana), ==, 5);
  g_assert_cmpint (rbk_customer_get_opted_out (ben), ==, version >= 3 ? 0 : RBK_MEDIUM_TEXT);
  g_assert_cmpint (rbk_message_get_state (message), ==, RBK_MESSAGE_STATE_SENDING);
  g_assert_cmpint (rbk_take_get_bytes (rbk_draft_get_chosen (draft)), ==, 10);
  g_assert_cmpstr (rbk_showroom_get_name (showroom), ==, "Lakeside Motors");
  g_assert_cmpuint (accounts->len, ==, version >= 3 ? 2 : 1);
  g_assert_cmpint (rbk_message_get_kind (message), ==, RBK_ENTRY_KIND_EMAIL);
  g_assert_cmpint (rbk_message_get_state_us (message), ==, 8);
  g_assert_cmpuint (timeline->len, ==, version >= 4 ? 7 : 4);
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "nunez 0142 kestrel", NULL), ==, 1);
  if (version >= 4)
    assert_review_is_whole (reader);
  if (version >= 3)
    assert_written_is_whole (reader);
  if (version >= 2)
    assert_voicemail_is_whole (reader, draft, showroom);
  else
    g_assert_null (rbk_draft_get_plan (draft));
}

static void
test_older_ledger_is_whole (gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("ledger-v%u.db", GPOINTER_TO_UINT (data));
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *kept = NULL;
  g_autofree char *rebuilt = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture, &bytes, &length, &error));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, &error));
  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    assert_whole (ledger, GPOINTER_TO_UINT (data));
    rbk_ledger_close (ledger);
  }
  kept = rbk_test_dump (path, rbk_test_projections);
  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    g_assert_true (rbk_ledger_rebuild (ledger, NULL));
    assert_whole (ledger, GPOINTER_TO_UINT (data));
    rbk_ledger_close (ledger);
  }
  rebuilt = rbk_test_dump (path, rbk_test_projections);
  rbk_test_assert_same (kept, rebuilt);
  rbk_test_remove (path);
}

/* A migrated ledger has the very tables of a new one. */
static void
test_older_ledger_becomes_as_a_new_one (gconstpointer data)
{
  static const char *const tables[] = {
    "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name",
    "PRAGMA user_version",
    "PRAGMA application_id",
    NULL,
  };
  g_autofree char *name = g_strdup_printf ("ledger-v%u.db", GPOINTER_TO_UINT (data));
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *new_path = rbk_test_make_path ();
  g_autofree char *migrated = NULL;
  g_autofree char *new_made = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RbkLedger) ledger = rbk_test_open (i == 0 ? path : new_path);

      rbk_ledger_close (ledger);
    }
  migrated = rbk_test_dump (path, tables);
  new_made = rbk_test_dump (new_path, tables);
  rbk_test_assert_same (migrated, new_made);
  rbk_test_remove (path);
  rbk_test_remove (new_path);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    return make (argv[2]);
  rbk_test_init (&argc, &argv);
  for (guint version = 1; version <= RBK_SCHEMA_VERSION; version++)
    {
      g_autofree char *whole = g_strdup_printf ("/ledger/fixture/%u/whole", version);
      g_autofree char *same = g_strdup_printf ("/ledger/fixture/%u/as-new", version);

      g_test_add_data_func (whole, GUINT_TO_POINTER (version), test_older_ledger_is_whole);
      g_test_add_data_func (same, GUINT_TO_POINTER (version), test_older_ledger_becomes_as_a_new_one);
    }
  return g_test_run ();
}
