/* rbk-sign-out.c
 *
 * The provider is told first (RFC 7009), since nobody can tell it without the token; whatever it says, the
 * token is then taken off this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-sign-out.h"

#include "channels/signin/rbk-token-lock.h"
#include "channels/signin/rbk-token-set.h"
#include "keyring/rbk-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#define IDLE_SECONDS  10
#define WHOLE_SECONDS 20

/* Whether the provider has heard that the tokens hold no more. */
static gboolean
tell_provider (const RbkTokenSet *set, GCancellable *cancellable)
{
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (RbkHttpReply) reply = NULL;
  g_autoptr (GUri) uri = NULL;
  GString *form;

  if (set->revocation_endpoint != NULL)
    uri = g_uri_parse (set->revocation_endpoint, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    return FALSE;
  rbk_http_session_set_timeout (http, IDLE_SECONDS, WHOLE_SECONDS);
  form = rbk_token_form_new ();
  /* A refresh token takes the access tokens of its grant with it (§2.1). */
  rbk_token_form_add (form, "token", set->refresh != NULL ? set->refresh : set->access);
  rbk_token_form_add (form, "token_type_hint", set->refresh != NULL ? "refresh_token" : "access_token");
  rbk_token_form_add (form, "client_id", set->client_id);
  rbk_token_form_add (form, "client_secret", set->client_secret);
  reply = rbk_token_form_post (form, http, uri, NULL, cancellable, NULL);
  return reply != NULL && SOUP_STATUS_IS_SUCCESSFUL (reply->status);
}

/**
 * rbk_sign_out:
 * @directory: where the ledger lies
 * @remark: (out) (optional) (nullable) (transfer full): what a person should know although all else went
 *   well: that the provider could not be told, and what to do about it
 *
 * Ends the account's sign-in with its provider and takes its tokens out of the keyring. There being none is
 * no error. Blocks.
 *
 * Returns: whether there are no tokens any more on this computer; otherwise an RbkKeyringError or an
 *   %RBK_CHANNEL_ERROR
 */
gboolean
rbk_sign_out (
  const char *account_id, const char *directory, char **remark, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkTokenLock) lock = NULL;
  g_autoptr (RbkTokenSet) set = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean told;

  if (remark != NULL)
    *remark = NULL;
  lock = rbk_token_lock_take (directory, account_id, cancellable, error);
  if (lock == NULL)
    return FALSE;
  set = rbk_token_set_load (account_id, cancellable, &cause);
  if (set == NULL && !g_error_matches (cause, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  told = set == NULL || tell_provider (set, cancellable);
  if (!rbk_keyring_clear (RBK_KEYRING_TOKENS, account_id, cancellable, error))
    return FALSE;
  rbk_token_lock_remove (lock);
  if (!told && remark != NULL)
    *remark =
      g_strdup (_ ("The account was removed from this computer, but its provider could not be told. To end "
                   "Ringback's access there too, open the account's security page in a browser and remove "
                   "Ringback, or ask whoever looks after your company's accounts."));
  return TRUE;
}

typedef struct
{
  char *account_id; /* (owned) */
  char *directory;  /* (owned) */
  char *remark;     /* (owned) (nullable) */
} SignOut;

static void
sign_out_free (gpointer data)
{
  SignOut *job = data;

  g_free (job->account_id);
  g_free (job->directory);
  g_free (job->remark);
  g_free (job);
}

static void
sign_out_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  SignOut *job = data;
  GError *error = NULL;

  if (rbk_sign_out (job->account_id, job->directory, &job->remark, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_sign_out_async:
 *
 * rbk_sign_out() on a thread of its own
 */
void
rbk_sign_out_async (const char *account_id,
                    const char *directory,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SignOut *job = g_new0 (SignOut, 1);

  g_task_set_source_tag (task, rbk_sign_out_async);
  job->account_id = g_strdup (account_id);
  job->directory = g_strdup (directory);
  g_task_set_task_data (task, job, sign_out_free);
  g_task_run_in_thread (task, sign_out_thread);
}

gboolean
rbk_sign_out_finish (GAsyncResult *result, char **remark, GError **error)
{
  SignOut *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  job = g_task_get_task_data (G_TASK (result));
  if (remark != NULL)
    *remark = g_steal_pointer (&job->remark);
  return g_task_propagate_boolean (G_TASK (result), error);
}
