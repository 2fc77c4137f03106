/* test-opt-out.c: how a customer is told to get no more emails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-written.h"
#include "test-composer.h"

static void
set_up_mailbox (Fixture *fixture, gconstpointer data)
{
  set_up_at (fixture, "2026-11-18T15:00:00-06:00");
  add_account (fixture);
}

/* M-5: a mail program's own button leads where the line under the email does. */
static void
test_email_says_how_to_get_no_more (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *policy, *unsubscribe;
  } cases[] = {
    { NULL, "mailto:ana@harborpoint.example.com?subject=unsubscribe" },
    { "mailto:stop@harborpoint.example.com", "mailto:stop@harborpoint.example.com?subject=unsubscribe" },
    { "mailto:a@harborpoint.example.com?subject=x", "mailto:a@harborpoint.example.com?subject=x" },
    { "https://harborpoint.example.com/stop", "https://harborpoint.example.com/stop" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkWrittenDraft) draft = rbk_written_draft_new (RBK_MEDIUM_EMAIL, fixture->customer);
      g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
      g_autoptr (JsonObject) policy = rbk_json_new ("unsubscribe", cases[i].policy, NULL);
      g_autofree char *id = NULL;
      g_autoptr (RbkEntry) entry = NULL;
      g_autoptr (GError) error = NULL;

      if (cases[i].policy != NULL)
        {
          g_assert_true (CALL (fixture->desk, change_policy, &error, policy));
          rbk_test_wait_until (
            g_strcmp0 (rbk_company_policy_get_unsubscribe (rbk_desk_get_policy (fixture->desk)),
                       cases[i].policy) == 0);
        }
      draft->subject = g_strdup ("The Civic");
      draft->text = g_strdup ("It is here.");
      id = CALL (fixture->desk, send_written, &error, draft);
      g_assert_no_error (error);
      entry = rbk_ledger_reader_get_entry (reader, id, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rbk_entry_get_string (entry, "unsubscribe"), ==, cases[i].unsubscribe);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add ("/desk/opt-out/M-5/email-says-how-to-get-no-more",
              Fixture,
              NULL,
              set_up_mailbox,
              test_email_says_how_to_get_no_more,
              tear_down);
  return g_test_run ();
}
