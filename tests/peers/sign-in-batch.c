/* sign-in-batch.c: one act of signing in a process, for test_sign_in.py to run, to run twice, and to kill.
 *
 *   browser KIND ISSUER ADDRESS ACCOUNT    signs in and stores; prints "open URL"
 *   code KIND ISSUER ADDRESS ACCOUNT       the same with a code; prints "code CODE URL"
 *   authorize ACCOUNT DIRECTORY [TIMES]    asks for an authorization; prints "authorization HASH"
 *   renew ACCOUNT DIRECTORY                the same, then says that it was refused
 *   age ACCOUNT                            makes the access token stale
 *   show ACCOUNT                           prints "stored HASH-OF-REFRESH ADDRESS"
 *   sign-out ACCOUNT DIRECTORY             prints "remark …" if there is one
 *
 * Prints "done" at the end, or "error channel|keyring|other CODE SENTENCE"; tokens only as hashes. SIGUSR1
 * cancels. With RBK_TEST_STORE=stop it stops itself (SIGSTOP) just before the keyring is given anything, with
 * "refuse" the keyring's first answer to that is that it is locked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/rbk-channel-error.h"
#include "channels/signin/rbk-sign-in.h"
#include "channels/signin/rbk-sign-out.h"
#include "channels/signin/rbk-token-access.h"
#include "keyring/rbk-keyring.h"

#include <glib-unix.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  GMainLoop *loop;
  RbkTokenSet *set;
  GError *error;
} Outcome;

/* The linker puts these in place of the keyring's own (--wrap). */
gboolean
__real_rbk_keyring_store (const char *, const char *, const char *, const char *, GCancellable *, GError **);
gboolean
__wrap_rbk_keyring_store (const char *, const char *, const char *, const char *, GCancellable *, GError **);

gboolean
__wrap_rbk_keyring_store (const char *purpose,
                          const char *name,
                          const char *label,
                          const char *secret,
                          GCancellable *cancellable,
                          GError **error)
{
  static gboolean refused = FALSE;
  const char *wish = g_getenv ("RBK_TEST_STORE");

  if (g_strcmp0 (wish, "stop") == 0)
    raise (SIGSTOP);
  if (g_strcmp0 (wish, "refuse") == 0 && !refused)
    {
      refused = TRUE;
      g_set_error_literal (error, RBK_KEYRING_ERROR, RBK_KEYRING_ERROR_LOCKED, "The keyring is locked.");
      return FALSE;
    }
  return __real_rbk_keyring_store (purpose, name, label, secret, cancellable, error);
}

static void
print_error (const GError *error)
{
  const char *domain = error->domain == RBK_CHANNEL_ERROR
                         ? "channel"
                         : (error->domain == RBK_KEYRING_ERROR ? "keyring" : "other");

  g_print ("error %s %d %s\n", domain, error->code, error->message);
}

static int
end (GError *error)
{
  if (error == NULL)
    g_print ("done\n");
  else
    print_error (error);
  g_clear_error (&error);
  return 0;
}

static void
print_hash (const char *what, const char *secret)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, secret, -1);

  g_print ("%s %s\n", what, hash);
}

static void
open_browser_cb (RbkSignIn *sign_in, const char *uri, gpointer user_data)
{
  g_print ("open %s\n", uri);
}

static void
show_code_cb (
  RbkSignIn *sign_in, const char *code, const char *uri, const char *complete_uri, gpointer user_data)
{
  g_print ("code %s %s\n", code, uri);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->set = rbk_sign_in_finish (RBK_SIGN_IN (source), result, &outcome->error);
  g_main_loop_quit (outcome->loop);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_CONTINUE;
}

static int
sign_in (gboolean with_code, char **words)
{
  RbkProviderKind kind = g_str_equal (words[0], "microsoft")
                           ? RBK_PROVIDER_MICROSOFT
                           : (g_str_equal (words[0], "google") ? RBK_PROVIDER_GOOGLE : RBK_PROVIDER_OTHER);
  g_autoptr (RbkSignIn) self = rbk_sign_in_new (kind, words[1], "showroom");
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = { loop, NULL, NULL };

  rbk_sign_in_set_account (self, words[2], NULL);
  g_signal_connect (self, "open-browser", G_CALLBACK (open_browser_cb), NULL);
  g_signal_connect (self, "show-code", G_CALLBACK (show_code_cb), NULL);
  g_unix_signal_add (SIGUSR1, cancel_cb, cancellable);
  if (with_code)
    rbk_sign_in_with_code_async (self, cancellable, signed_in_cb, &outcome);
  else
    rbk_sign_in_with_browser_async (self, cancellable, signed_in_cb, &outcome);
  g_main_loop_run (loop);
  if (outcome.set != NULL)
    {
      g_print ("address %s\n", outcome.set->address != NULL ? outcome.set->address : "-");
      rbk_token_set_store (outcome.set, words[3], NULL, &outcome.error);
    }
  rbk_token_set_free (outcome.set);
  return end (outcome.error);
}

static int
authorize (char **words, gboolean again)
{
  g_autoptr (RbkAccess) access = rbk_token_access_new (words[0], words[1]);
  int times = words[2] != NULL ? atoi (words[2]) : 1;
  GError *error = NULL;

  for (int i = 0; i < times; i++)
    {
      char *authorization;

      g_clear_error (&error);
      authorization = rbk_access_dup_authorization (access, NULL, &error);
      if (authorization != NULL && again && rbk_access_renew (access, authorization, NULL, &error))
        {
          rbk_access_free_authorization (authorization);
          authorization = rbk_access_dup_authorization (access, NULL, &error);
        }
      if (authorization != NULL)
        print_hash ("authorization", authorization);
      else if (i + 1 < times)
        print_error (error);
      rbk_access_free_authorization (authorization);
    }
  return end (error);
}

static int
look (const char *account, gboolean age)
{
  GError *error = NULL;
  g_autoptr (RbkTokenSet) set = rbk_token_set_load (account, NULL, &error);

  if (set == NULL)
    return end (error);
  if (age)
    {
      set->obtained_us -= G_TIME_SPAN_DAY;
      rbk_token_set_store (set, account, NULL, &error);
    }
  else
    {
      print_hash ("stored", set->refresh != NULL ? set->refresh : "");
      g_print ("address %s\n", set->address != NULL ? set->address : "-");
    }
  return end (error);
}

static int
sign_out (char **words)
{
  g_autofree char *remark = NULL;
  GError *error = NULL;

  rbk_sign_out (words[0], words[1], &remark, NULL, &error);
  if (remark != NULL)
    g_print ("remark %s\n", remark);
  return end (error);
}

static void
print_at_once (const char *text)
{
  fputs (text, stdout);
  fflush (stdout);
}

int
main (int argc, char *argv[])
{
  g_assert (argc >= 3);
  g_set_print_handler (print_at_once);
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK));
  if (g_str_equal (argv[1], "browser") || g_str_equal (argv[1], "code"))
    return sign_in (g_str_equal (argv[1], "code"), argv + 2);
  if (g_str_equal (argv[1], "authorize") || g_str_equal (argv[1], "renew"))
    return authorize (argv + 2, g_str_equal (argv[1], "renew"));
  if (g_str_equal (argv[1], "age") || g_str_equal (argv[1], "show"))
    return look (argv[2], g_str_equal (argv[1], "age"));
  g_assert (g_str_equal (argv[1], "sign-out"));
  return sign_out (argv + 2);
}
