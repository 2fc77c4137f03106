/* test-ledger-outbox.c: what the outbox and the gate read of the ledger.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger.h"

#include <string.h>

#define LENA "0190b5a0-0003-7000-8000-00000000c001"
#define OMAR "0190b5a0-0003-7000-8000-00000000c002"
#define MANY 3000

typedef struct
{
  char *path;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
  guint count;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = rbk_test_make_path ();
  fixture->ledger = rbk_test_open (fixture->path);
  fixture->reader = rbk_test_read (fixture->ledger);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->reader);
  rbk_ledger_close (fixture->ledger);
  g_clear_object (&fixture->ledger);
  rbk_test_remove (fixture->path);
  g_free (fixture->path);
}

static char *
press (Fixture *fixture, const char *customer, const char *account, gint64 next_us)
{
  g_autofree char *payload =
    g_strdup_printf ("{'direction':'out','number':'+13125550142','text':'t','account':'%s',"
                     "'not_before_us':%" G_GINT64_FORMAT "}",
                     account,
                     next_us);

  return rbk_test_append (fixture->ledger, RBK_ENTRY_KIND_TEXT, customer, 100 + fixture->count++, payload);
}

static void
deliver (Fixture *fixture, const char *id, const char *members)
{
  g_autofree char *payload = g_strdup_printf ("{'message':'%s',%s}", id, members);

  g_free (rbk_test_append (fixture->ledger, RBK_ENTRY_KIND_DELIVERY, LENA, 100 + fixture->count++, payload));
}

static char *
list_due (Fixture *fixture, const char *account, gint64 now_us, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) due = rbk_ledger_reader_list_due (fixture->reader, account, now_us, limit, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < due->len; i++)
    g_string_append_printf (ids, "%s ", rbk_message_get_id (due->pdata[i]));
  return g_string_free_and_steal (ids);
}

static void
expect_due (Fixture *fixture, const char *account, gint64 now_us, const char *first, ...)
{
  g_autofree char *due = list_due (fixture, account, now_us, 100);
  g_autoptr (GString) expected = g_string_new (NULL);
  va_list ids;

  va_start (ids, first);
  for (const char *id = first; id != NULL; id = va_arg (ids, const char *))
    g_string_append_printf (expected, "%s ", id);
  va_end (ids);
  g_assert_cmpstr (due, ==, expected->str);
}

static void
test_each_account_has_its_queue (Fixture *fixture, gconstpointer data)
{
  g_autofree char *later = press (fixture, LENA, "a", 900);
  g_autofree char *soon = press (fixture, LENA, "a", 500);
  g_autofree char *other = press (fixture, LENA, "b", 1);
  g_autofree char *sending = press (fixture, LENA, "a", 700);
  g_autofree char *held = press (fixture, LENA, "a", 1);

  deliver (fixture, sending, "'state':'sending','attempt':1");
  deliver (fixture, held, "'state':'held','next_us':0,'rule':'K-30'");
  expect_due (fixture, "a", 499, sending, NULL);
  expect_due (fixture, "a", 500, sending, soon, NULL);
  expect_due (fixture, "a", 900, sending, soon, later, NULL);
  expect_due (fixture, "b", 900, other, NULL);
  expect_due (fixture, "c", 900, NULL);
  g_assert_cmpint (rbk_ledger_reader_get_next_due_us (fixture->reader, "a", 500, NULL), ==, 900);
  g_assert_cmpint (rbk_ledger_reader_get_next_due_us (fixture->reader, "a", 900, NULL), ==, G_MAXINT64);
  g_assert_cmpint (rbk_ledger_reader_get_pause_us (fixture->reader, "a", "busy", NULL), ==, 0);
  deliver (fixture, later, "'state':'queued','next_us':900,'code':'busy'");
  g_assert_cmpint (rbk_ledger_reader_get_pause_us (fixture->reader, "a", "busy", NULL), ==, 900);
  /* A hold that ends by itself is due then. */
  deliver (fixture, held, "'state':'held','next_us':600,'rule':'K-1'");
  expect_due (fixture, "a", 600, sending, soon, held, NULL);
  /* What is done is not due. */
  deliver (fixture, sending, "'state':'unknown'");
  deliver (fixture, soon, "'state':'cancelled'");
  deliver (fixture, held, "'state':'failed'");
  expect_due (fixture, "a", 900, later, NULL);
  deliver (fixture, later, "'state':'accepted','reference':'SM1'");
  expect_due (fixture, "a", 900, NULL);
}

static void
test_what_is_held_is_found_page_by_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, LENA, "a", 900);
  g_autofree char *waiting = press (fixture, LENA, "a", 900);
  g_autofree char *tried = press (fixture, LENA, "a", 900);
  g_autofree char *two = press (fixture, LENA, "a", 900);
  g_autofree char *other = press (fixture, LENA, "b", 900);
  g_auto (GStrv) queues = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *expected = NULL;
  gint64 cursor = 0;

  deliver (fixture, one, "'state':'held'");
  deliver (fixture, two, "'state':'held','next_us':5000");
  deliver (fixture, other, "'state':'held'");
  deliver (fixture, tried, "'state':'queued','attempt':1,'next_us':5000");
  while (TRUE)
    {
      g_autoptr (GPtrArray) page = rbk_ledger_reader_list_held (fixture->reader, "a", &cursor, 2, NULL);

      for (guint i = 0; i < page->len; i++)
        g_string_append_printf (seen, "%s ", rbk_message_get_id (page->pdata[i]));
      if (page->len < 2)
        break;
    }
  expected = g_strdup_printf ("%s %s %s ", one, tried, two);
  g_assert_cmpstr (seen->str, ==, expected);
  queues = rbk_ledger_reader_list_queues (fixture->reader, FALSE, NULL);
  g_assert_cmpstrv (queues, ((const char *const[]) { "a", NULL }));
  g_clear_pointer (&queues, g_strfreev);
  queues = rbk_ledger_reader_list_queues (fixture->reader, TRUE, NULL);
  g_assert_cmpstrv (queues, ((const char *const[]) { "a", "b", NULL }));
}

static void
test_what_is_awaited_is_known_by_its_reference (Fixture *fixture, gconstpointer data)
{
  g_autofree char *told = press (fixture, LENA, "a", 0);
  g_autofree char *awaited = press (fixture, LENA, "a", 0);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (RbkMessage) message = NULL;
  g_auto (GStrv) queues = NULL;
  g_auto (GStrv) known = NULL;
  gint64 cursor = 0;

  deliver (fixture, told, "'state':'accepted','next_us':5,'reference':'SM1'");
  deliver (fixture, awaited, "'state':'accepted','next_us':5,'reference':'SM2'");
  deliver (fixture, told, "'state':'failed','detail':'d','code':'30007'");
  page = rbk_ledger_reader_list_awaited (fixture->reader, "a", &cursor, 10, NULL);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpstr (rbk_message_get_reference (page->pdata[0]), ==, "SM2");
  message = rbk_ledger_reader_get_message (fixture->reader, told, NULL);
  g_assert_cmpstr (rbk_message_get_code (message), ==, "30007");
  g_assert_cmpstr (rbk_message_get_reference (message), ==, "SM1");
  known = rbk_ledger_reader_list_references (fixture->reader, "a", "+13125550142", 0, NULL);
  g_assert_cmpstrv (known, ((const char *const[]) { "SM2", "SM1", NULL }));
  g_clear_pointer (&known, g_strfreev);
  known = rbk_ledger_reader_list_references (fixture->reader, "a", "+13125550143", 0, NULL);
  g_assert_null (known[0]);
  queues = rbk_ledger_reader_list_queues (fixture->reader, FALSE, NULL);
  g_assert_cmpstrv (queues, ((const char *const[]) { "a", NULL }));
}

/* However much waits for next week, what is due now is found at once: by the index, not by looking at all. */
static void
test_thousands_for_later_cost_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;
  gint64 best_few = G_MAXINT64, best_many = G_MAXINT64;

  now = press (fixture, LENA, "z", 10);
  for (guint many = 0; many < 2; many++)
    {
      for (guint round = 0; round < 20; round++)
        {
          gint64 begun = g_get_monotonic_time ();

          for (guint i = 0; i < 200; i++)
            {
              g_autofree char *due = list_due (fixture, "z", 500, 100);

              g_assert_cmpuint (strlen (due), ==, RBK_ID_LENGTH + 1);
            }
          if (many)
            best_many = MIN (best_many, g_get_monotonic_time () - begun);
          else
            best_few = MIN (best_few, g_get_monotonic_time () - begun);
        }
      if (many)
        break;
      for (guint i = 0; i < MANY; i++)
        g_ptr_array_add (
          entries,
          rbk_test_make_entry (RBK_ENTRY_KIND_TEXT,
                               LENA,
                               100,
                               i % 2 ? "{'direction':'out','text':'t','account':'z','not_before_us':9000}"
                                     : "{'direction':'out','text':'t','account':'y','not_before_us':9000}"));
      rbk_ledger_append (fixture->ledger, entries, &error);
      g_assert_no_error (error);
    }
  g_test_message ("%" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " µs", best_few, best_many);
  /* A walk through all of them takes hundreds of times as long. */
  g_assert_cmpint (best_many, <, 8 * best_few);
}

static void
test_gate_is_told_about_the_customer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = press (fixture, LENA, "a", 0);
  g_autofree char *second = press (fixture, LENA, "a", 0);
  g_autofree char *others = press (fixture, OMAR, "a", 0);
  g_autoptr (GPtrArray) consents = NULL;
  g_autoptr (GArray) attempts = NULL;

  g_assert_cmpint (rbk_ledger_reader_count_texts (fixture->reader, LENA, first, NULL), ==, 0);
  g_assert_cmpint (rbk_ledger_reader_count_texts (fixture->reader, LENA, second, NULL), ==, 1);
  g_assert_cmpint (rbk_ledger_reader_count_texts (fixture->reader, LENA, NULL, NULL), ==, 2);
  deliver (fixture, first, "'state':'cancelled'");
  g_assert_cmpint (rbk_ledger_reader_count_texts (fixture->reader, LENA, second, NULL), ==, 0);
  /* One that came in is none of ours. */
  rbk_test_add (fixture->ledger, TEXT, LENA, 300, "{'direction':'in','text':'Hello'}");
  g_assert_cmpint (rbk_ledger_reader_count_texts (fixture->reader, LENA, NULL, NULL), ==, 1);
  g_assert_cmpint (rbk_ledger_reader_get_heard_us (fixture->reader, LENA, NULL), ==, 300);
  g_assert_cmpint (rbk_ledger_reader_get_heard_us (fixture->reader, OMAR, NULL), ==, 0);

  rbk_test_add (fixture->ledger, CALL_CLAIMED, LENA, 310, "{'direction':'out','outcome':'no-answer'}");
  rbk_test_add (fixture->ledger, CALL_CLAIMED, LENA, 320, "{'direction':'in','outcome':'connected'}");
  rbk_test_add (fixture->ledger, CALL_CLAIMED, LENA, 90, "{'direction':'out','outcome':'no-answer'}");
  deliver (fixture, second, "'state':'accepted'");
  attempts = rbk_ledger_reader_list_attempts (fixture->reader, LENA, 95, NULL);
  g_assert_cmpuint (attempts->len, ==, 2);
  g_assert_cmpint (g_array_index (attempts, gint64, 1), ==, 310);

  rbk_test_add (fixture->ledger, CONSENT_GIVEN, LENA, 400, "{'medium':'text','how':'oral'}");
  rbk_test_add (fixture->ledger, CONSENT_WITHDRAWN, LENA, 399, "{'medium':'all'}");
  consents = rbk_ledger_reader_list_consents (fixture->reader, LENA, NULL);
  g_assert_cmpuint (consents->len, ==, 2);
  g_assert_cmpint (rbk_entry_get_time_us (consents->pdata[0]), ==, 399);
  g_assert_cmpstr (rbk_entry_get_string (consents->pdata[1], "how"), ==, "oral");
}

static void
test_policy_is_laid_over_what_was_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkCompanyPolicy) none = rbk_ledger_reader_get_policy (fixture->reader, NULL);
  g_autoptr (RbkCompanyPolicy) policy = NULL;

  g_assert_null (rbk_company_policy_get_postal_address (none));
  rbk_test_add (
    fixture->ledger, POLICY_CHANGED, NULL, 1, "{'postal_address':'Here','why_buy':'https://a.example'}");
  rbk_test_add (fixture->ledger, POLICY_CHANGED, NULL, 2, "{'why_buy':null,'signed_by':'p1','signed_us':2}");
  policy = rbk_ledger_reader_get_policy (fixture->reader, NULL);
  g_assert_cmpstr (rbk_company_policy_get_postal_address (policy), ==, "Here");
  g_assert_null (rbk_company_policy_get_why_buy (policy));
  g_assert_cmpint (rbk_company_policy_get_signed_us (policy), ==, 2);
}

static RbkEntry *
make_delivery (const char *id, const char *state)
{
  g_autofree char *payload = g_strdup_printf ("{'message':'%s','state':'%s','attempt':1}", id, state);

  return rbk_test_make_entry (RBK_ENTRY_KIND_DELIVERY, LENA, 500, payload);
}

static gboolean
advance_both (Fixture *fixture, const char *accepted, const char *sending, GError **error)
{
  g_autoptr (RbkEntry) one = make_delivery (accepted, "accepted");
  g_autoptr (RbkEntry) other = make_delivery (sending, "sending");

  return rbk_ledger_advance_both (fixture->ledger,
                                  one,
                                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_SENDING),
                                  other,
                                  RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED),
                                  error);
}

static void
expect_state (Fixture *fixture, const char *id, RbkMessageState state)
{
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (fixture->reader, id, NULL);

  g_assert_cmpint (rbk_message_get_state (message), ==, state);
}

static void
count_cb (RbkLedger *ledger, RbkChangeSet *changes, gpointer n)
{
  ++*(guint *) n;
}

/* What was accepted, and what is sent after it, are one step: whatever happens, both are so or neither. */
static void
test_two_messages_advance_together_or_not (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = press (fixture, LENA, "a", 0);
  g_autofree char *two = press (fixture, OMAR, "a", 0);
  g_autofree char *three = press (fixture, OMAR, "a", 0);
  g_autoptr (GError) error = NULL;
  guint changes = 0;

  deliver (fixture, one, "'state':'sending','attempt':1");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (fixture->ledger, "changed", G_CALLBACK (count_cb), &changes);
  g_assert_true (advance_both (fixture, one, two, &error));
  g_assert_no_error (error);
  rbk_test_wait_until (changes > 0);
  g_assert_cmpuint (changes, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->ledger, &changes);
  expect_state (fixture, one, RBK_MESSAGE_STATE_ACCEPTED);
  expect_state (fixture, two, RBK_MESSAGE_STATE_SENDING);

  /* The second was taken back. */
  deliver (fixture, three, "'state':'cancelled'");
  g_assert_false (advance_both (fixture, two, three, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  expect_state (fixture, two, RBK_MESSAGE_STATE_SENDING);
  expect_state (fixture, three, RBK_MESSAGE_STATE_CANCELLED);

  /* The first is not where it was. */
  deliver (fixture, three, "'state':'queued'");
  g_assert_false (advance_both (fixture, one, three, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  expect_state (fixture, one, RBK_MESSAGE_STATE_ACCEPTED);
  expect_state (fixture, three, RBK_MESSAGE_STATE_QUEUED);
}

static void
expect_online (Fixture *fixture, const char *account, const char *first, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) urls = rbk_ledger_reader_list_online (fixture->reader, account, &error);
  guint n = 0;
  va_list expected;

  g_assert_no_error (error);
  va_start (expected, first);
  for (const char *url = first; url != NULL; url = va_arg (expected, const char *))
    {
      g_assert_cmpuint (n, <, urls->len);
      g_assert_cmpstr (urls->pdata[n++], ==, url);
    }
  va_end (expected);
  g_assert_cmpuint (n, ==, urls->len);
}

/* What is put online is known until a message leads there, and from then on it is the customer's. */
static void
test_what_no_message_leads_to_is_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rbk_ledger_note_online (fixture->ledger, "https://w/a.mp4", "w", &error);
  g_assert_no_error (error);
  rbk_ledger_note_online (fixture->ledger, "https://w/b.m4a", "w", &error);
  g_assert_no_error (error);
  rbk_ledger_note_online (fixture->ledger, "https://w/c.mp4", "w", &error);
  g_assert_no_error (error);
  rbk_ledger_note_online (fixture->ledger, "https://v/d.mp4", "v", &error);
  g_assert_no_error (error);
  expect_online (fixture, "w", "https://w/a.mp4", "https://w/b.m4a", "https://w/c.mp4", NULL);
  expect_online (fixture, "v", "https://v/d.mp4", NULL);
  rbk_test_add (fixture->ledger,
                TEXT,
                LENA,
                1,
                "{'direction':'out','text':'t','account':'a','links':[{'url':'https://w/a.html',"
                "'media_url':'https://w/a.mp4'}],'attachments':[{'url':'https://w/b.m4a'}]}");
  expect_online (fixture, "w", "https://w/c.mp4", NULL);
  rbk_ledger_forget_online (fixture->ledger, "https://w/c.mp4", &error);
  g_assert_no_error (error);
  expect_online (fixture, "w", NULL);
  rbk_ledger_rebuild (fixture->ledger, &error);
  g_assert_no_error (error);
  expect_online (fixture, "v", "https://v/d.mp4", NULL);
}

#define ADD(path, function) g_test_add ("/ledger/outbox/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  ADD ("each-account-has-its-queue", test_each_account_has_its_queue);
  ADD ("what-is-held-is-found-page-by-page", test_what_is_held_is_found_page_by_page);
  ADD ("what-is-awaited-is-known-by-its-reference", test_what_is_awaited_is_known_by_its_reference);
  ADD ("thousands-for-later-cost-nothing", test_thousands_for_later_cost_nothing);
  ADD ("gate-is-told-about-the-customer", test_gate_is_told_about_the_customer);
  ADD ("policy-is-laid-over-what-was-there", test_policy_is_laid_over_what_was_there);
  ADD ("what-no-message-leads-to-is-known", test_what_no_message_leads_to_is_known);
  ADD ("two-messages-advance-together-or-not", test_two_messages_advance_together_or_not);
  return g_test_run ();
}
