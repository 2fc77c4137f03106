/* rbk-desk-sign-in.c: signing in to a company account at its provider, in the person's browser.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-sign-in.h"

#include "channels/signin/rbk-sign-in.h"
#include "desk/rbk-desk-written.h"

#include <glib/gi18n-lib.h>

static RbkProviderKind
get_provider (RbkAccount *account)
{
  const char *kind = rbk_account_get_kind (account);

  if (g_str_equal (kind, RBK_ACCOUNT_GRAPH))
    return RBK_PROVIDER_MICROSOFT;
  return g_str_equal (kind, RBK_ACCOUNT_GMAIL) ? RBK_PROVIDER_GOOGLE : RBK_PROVIDER_OTHER;
}

/**
 * rbk_desk_find_provider:
 * @facts: of an account that is signed in to in the browser
 *
 * Adds issuer, client id and tenant as the company policy has them, where @facts have none.
 *
 * Returns: FALSE with %RBK_DESK_ERROR_NOT_SET_UP if the policy does not have them
 */
gboolean
rbk_desk_find_provider (RbkDesk *self, JsonObject *facts, GError **error)
{
  g_autoptr (RbkAccount) account = rbk_account_new_from_facts ("", facts);
  RbkProviderKind provider = get_provider (account);
  const char *name = provider == RBK_PROVIDER_GOOGLE ? "google" : "microsoft";
  RbkCompanyPolicy *policy = rbk_desk_get_policy (self);
  /* What the policy says of Microsoft and Google is not said of anybody else. */
  gboolean known = provider != RBK_PROVIDER_OTHER;
  const char *tenant = known ? rbk_company_policy_get_tenant (policy, name) : NULL;
  const char *client = known ? rbk_company_policy_get_client (policy, name) : NULL;

  if (rbk_account_get_issuer (account) == NULL && known)
    {
      g_autofree char *issuer = rbk_provider_dup_issuer (provider, tenant);

      if (issuer != NULL)
        json_object_set_string_member (facts, "issuer", issuer);
    }
  if (rbk_account_get_client_id (account) == NULL && client != NULL)
    json_object_set_string_member (facts, "client_id", client);
  if (rbk_account_get_tenant (account) == NULL && tenant != NULL)
    json_object_set_string_member (facts, "tenant", tenant);
  if (json_object_has_member (facts, "issuer") && json_object_has_member (facts, "client_id"))
    return TRUE;
  if (!known)
    {
      g_set_error_literal (error,
                           RBK_DESK_ERROR,
                           RBK_DESK_ERROR_NOT_SET_UP,
                           _ ("Enter where this account is signed in to, and the client id that Ringback has "
                              "there. Whoever runs the "
                              "company’s mail server knows both."));
      return FALSE;
    }
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_NOT_SET_UP,
    provider == RBK_PROVIDER_GOOGLE
      ? _ ("The company policy does not hold Google’s client id yet. Whoever runs the company’s Google "
           "Workspace knows it; enter it in Preferences, under Policy.")
      : _ (
          "The company policy does not hold Microsoft’s tenant and client id yet. Whoever runs the company’s "
          "Microsoft 365 knows them; enter them in Preferences, under Policy."));
  return FALSE;
}

static void
open_browser_cb (RbkDesk *self, const char *uri)
{
  g_signal_emit_by_name (self, "browse", uri, NULL);
}

static void
show_code_cb (RbkDesk *self, const char *user_code, const char *uri, const char *complete_uri)
{
  g_signal_emit_by_name (self, "browse", uri, user_code);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  RbkTokenSet *tokens = rbk_sign_in_finish (RBK_SIGN_IN (source), result, &error);

  if (tokens != NULL)
    g_task_return_pointer (task, tokens, (GDestroyNotify) rbk_token_set_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * rbk_desk_sign_in_on_another_device:
 * @elsewhere: whether there is no browser here, so that a code is shown instead (RFC 8628)
 *
 * Of the next account that is added.
 */
void
rbk_desk_sign_in_on_another_device (RbkDesk *self, gboolean elsewhere)
{
  self->sign_in_elsewhere = elsewhere;
}

/**
 * rbk_desk_sign_in_async:
 * @account: with issuer and client id, see rbk_desk_find_provider()
 *
 * "browse" is emitted for the window to open the provider's page, or to show a code. Waits for as long as the
 * person needs there.
 */
void
rbk_desk_sign_in_async (
  RbkDesk *self, RbkAccount *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);
  RbkCompanyPolicy *policy = rbk_desk_get_policy (self);
  const char *client = rbk_company_policy_get_client (policy, "google");
  g_autoptr (RbkSignIn) sign_in = rbk_sign_in_new (
    get_provider (account), rbk_account_get_issuer (account), rbk_account_get_client_id (account));

  g_task_set_source_tag (task, rbk_desk_sign_in_async);
  rbk_sign_in_set_account (sign_in, rbk_account_get_address (account), rbk_account_get_tenant (account));
  /* It goes with that client and with no other. */
  if (get_provider (account) == RBK_PROVIDER_GOOGLE &&
      g_strcmp0 (rbk_account_get_client_id (account), client) == 0)
    rbk_sign_in_set_client_secret (sign_in, rbk_company_policy_get_client_secret (policy, "google"));
  g_signal_connect_object (sign_in, "open-browser", G_CALLBACK (open_browser_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sign_in, "show-code", G_CALLBACK (show_code_cb), self, G_CONNECT_SWAPPED);
  if (self->sign_in_elsewhere)
    rbk_sign_in_with_code_async (sign_in, cancellable, signed_in_cb, task);
  else
    rbk_sign_in_with_browser_async (sign_in, cancellable, signed_in_cb, task);
}

/**
 * rbk_desk_sign_in_finish:
 *
 * Returns: (transfer full): the tokens, for the keyring; or NULL with an RbkChannelError
 */
RbkTokenSet *
rbk_desk_sign_in_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
