/* test-keyring.c: the keyring against a real gnome-keyring in every state it can be met in.
 *
 * with-keyring brings the state about; the argument names it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "keyring/rbk-keyring.h"
#include "rbk-test.h"

#define ANNA "anna@dealer.test"

static void
test_keeps_a_secret (void)
{
  g_autoptr (GError) error = NULL;
  char *secret;

  secret = rbk_keyring_lookup (RBK_KEYRING_MAILBOX, "nobody@dealer.test", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (secret);

  g_assert_true (
    rbk_keyring_store (RBK_KEYRING_MAILBOX, ANNA, "Ringback mailbox", "pâss wörd", NULL, &error));
  g_assert_no_error (error);
  secret = rbk_keyring_lookup (RBK_KEYRING_MAILBOX, ANNA, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "pâss wörd");
  rbk_keyring_free (secret);

  /* Another purpose or name is another secret. */
  g_assert_null (rbk_keyring_lookup (RBK_KEYRING_LEDGER, ANNA, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (rbk_keyring_store (RBK_KEYRING_MAILBOX, ANNA, "Ringback mailbox", "second", NULL, &error));
  secret = rbk_keyring_lookup (RBK_KEYRING_MAILBOX, ANNA, NULL, &error);
  g_assert_cmpstr (secret, ==, "second");
  rbk_keyring_free (secret);

  g_assert_true (rbk_keyring_clear (RBK_KEYRING_MAILBOX, ANNA, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (rbk_keyring_lookup (RBK_KEYRING_MAILBOX, ANNA, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (rbk_keyring_clear (RBK_KEYRING_MAILBOX, ANNA, NULL, &error));
  g_assert_no_error (error);
}

static void
test_doors (void)
{
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char *secret;

  rbk_keyring_store_async (
    RBK_KEYRING_LEDGER, "one", "Ringback ledger", "key", NULL, rbk_test_keep_result_cb, &stored);
  rbk_test_wait_until (stored != NULL);
  g_assert_true (rbk_keyring_store_finish (stored, &error));
  g_assert_no_error (error);
  rbk_keyring_lookup_async (RBK_KEYRING_LEDGER, "one", NULL, rbk_test_keep_result_cb, &found);
  rbk_test_wait_until (found != NULL);
  secret = rbk_keyring_lookup_finish (found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "key");
  rbk_keyring_free (secret);
  rbk_keyring_clear_async (RBK_KEYRING_LEDGER, "one", NULL, rbk_test_keep_result_cb, &cleared);
  rbk_test_wait_until (cleared != NULL);
  g_assert_true (rbk_keyring_clear_finish (cleared, &error));
  g_assert_no_error (error);

  g_cancellable_cancel (cancellable);
  rbk_keyring_lookup_async (RBK_KEYRING_LEDGER, "one", cancellable, rbk_test_keep_result_cb, &stopped);
  rbk_test_wait_until (stopped != NULL);
  g_assert_null (rbk_keyring_lookup_finish (stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* each way of failing has its own code and a sentence that says what to do. */
static void
assert_explained (GError *error, guint first, guint second)
{
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == RBK_KEYRING_ERROR);
  g_assert_true ((guint) error->code == first || (guint) error->code == second);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, "org.freedesktop"));
  g_assert_null (strstr (error->message, ANNA));
}

static void
assert_all_fail (guint first, guint second)
{
  g_autoptr (GError) store_error = NULL;
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) clear_error = NULL;

  g_assert_null (rbk_keyring_lookup (RBK_KEYRING_MAILBOX, ANNA, NULL, &lookup_error));
  assert_explained (lookup_error, first, second);
  g_assert_false (rbk_keyring_store (RBK_KEYRING_MAILBOX, ANNA, "Ringback", "new", NULL, &store_error));
  assert_explained (store_error, first, second);
  g_assert_false (rbk_keyring_clear (RBK_KEYRING_MAILBOX, ANNA, NULL, &clear_error));
  assert_explained (clear_error, first, second);
}

static void
test_absent (void)
{
  assert_all_fail (RBK_KEYRING_ERROR_ABSENT, RBK_KEYRING_ERROR_ABSENT);
}

static void
test_locked (void)
{
  assert_all_fail (RBK_KEYRING_ERROR_LOCKED, RBK_KEYRING_ERROR_DISMISSED);
}

/* Nothing was ever kept: that is no error, but keeping something needs the person's first password. */
static void
test_first_time (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) store_error = NULL;

  g_assert_null (rbk_keyring_lookup (RBK_KEYRING_MAILBOX, ANNA, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (rbk_keyring_clear (RBK_KEYRING_MAILBOX, ANNA, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_keyring_store (RBK_KEYRING_MAILBOX, ANNA, "Ringback", "new", NULL, &store_error));
  assert_explained (store_error, RBK_KEYRING_ERROR_LOCKED, RBK_KEYRING_ERROR_DISMISSED);
}

static void
test_never_hangs (void)
{
  gint64 started = g_get_monotonic_time ();

  rbk_keyring_set_patience (1);
  assert_all_fail (RBK_KEYRING_ERROR_LOCKED, RBK_KEYRING_ERROR_LOCKED);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 20 * G_USEC_PER_SEC);
}

static gpointer
cancel_thread (gpointer cancellable)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_question_can_be_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  rbk_keyring_set_patience (0);
  thread = g_thread_new ("cancel", cancel_thread, cancellable);
  g_assert_null (rbk_keyring_lookup (RBK_KEYRING_MAILBOX, ANNA, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

int
main (int argc, char *argv[])
{
  /* Not isolated: with-keyring has given this process its own folders and bus already. */
  g_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK));
  g_assert_cmpint (argc, ==, 2);
  if (g_str_equal (argv[1], "unlocked") || g_str_equal (argv[1], "file"))
    {
      g_test_add_func ("/keyring/keeps-a-secret", test_keeps_a_secret);
      g_test_add_func ("/keyring/doors", test_doors);
    }
  else if (g_str_equal (argv[1], "locked"))
    g_test_add_func ("/keyring/A-6/locked-is-said", test_locked);
  else if (g_str_equal (argv[1], "new"))
    g_test_add_func ("/keyring/A-6/first-time", test_first_time);
  else if (g_str_equal (argv[1], "silent"))
    {
      g_test_add_func ("/keyring/A-6/never-hangs", test_never_hangs);
      g_test_add_func ("/keyring/question-can-be-cancelled", test_question_can_be_cancelled);
    }
  else
    g_test_add_func ("/keyring/A-6/absent-is-said", test_absent);
  return g_test_run ();
}
