/* fuzz-sign-in.c: any bytes as anything that a provider or a browser says while somebody signs in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-base64url.h"
#include "channels/signin/rbk-device-grant.h"
#include "channels/signin/rbk-id-token.h"
#include "channels/signin/rbk-redirect-request.h"
#include "channels/signin/rbk-token-set.h"
#include "rbk-fuzz.h"

#define ISSUER "https://login.microsoftonline.com/organizations/v2.0"
#define KNOWN                                                                                                \
  "{\"issuer\":\"https://login.microsoftonline.com/{tenantid}/v2.0\",\"authorization_endpoint\":"            \
  "\"https://login.microsoftonline.com/a\",\"token_endpoint\":\"https://login.microsoftonline.com/t\"}"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *payload = rbk_base64url_encode (data, size);
  g_autofree char *token = g_strconcat ("e30.", payload, ".", NULL);
  g_autoptr (GBytes) known_body = g_bytes_new_static (KNOWN, strlen (KNOWN));
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkProviderMetadata) known = NULL;
  g_autoptr (RbkProviderMetadata) microsoft = NULL;
  g_autoptr (RbkProviderMetadata) other = NULL;
  g_autoptr (RbkTokenReply) reply = NULL;
  g_autoptr (RbkDeviceGrant) grant = NULL;
  g_autoptr (RbkIdToken) first = NULL;
  g_autoptr (RbkIdToken) second = NULL;
  g_autoptr (RbkTokenSet) set = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *word = NULL;
  RbkSecretText *code = NULL;
  RbkRedirectAnswer answer;
  gboolean added;

  known = rbk_provider_metadata_parse (RBK_PROVIDER_MICROSOFT, ISSUER, known_body, &error);
  CHECK (known != NULL);
  microsoft = rbk_provider_metadata_parse (RBK_PROVIDER_MICROSOFT, ISSUER, body, &error);
  CHECK (microsoft != NULL);
  other = rbk_provider_metadata_parse (RBK_PROVIDER_OTHER, "https://id.dealer.test", body, &error);
  CHECK (other != NULL);
  reply = rbk_token_reply_parse (body, &error);
  CHECK (reply != NULL);
  grant = rbk_device_grant_parse (body, &error);
  CHECK (grant != NULL);
  first = rbk_id_token_read (text, known, "showroom", NULL, 0, &error);
  CHECK (first != NULL);
  second = rbk_id_token_read (token, known, "showroom", NULL, 0, &error);
  CHECK (second != NULL);
  if (second != NULL)
    {
      added = rbk_id_token_add_userinfo (second, body, &error);
      CHECK (added);
      added = rbk_id_token_check (second, RBK_PROVIDER_MICROSOFT, "anna@dealer.test", NULL, &error);
      CHECK (added);
    }
  plain = rbk_base64url_decode (text, strlen (text));
  refusal = rbk_token_reply_dup_refusal (body);
  set = rbk_token_set_read (text);
  answer = rbk_redirect_request_read (text, 4711, "st", known, &code, &word);
  g_assert ((answer == RBK_REDIRECT_CODE) == (code != NULL));
  g_assert ((answer == RBK_REDIRECT_REFUSED) == (word != NULL));
  rbk_secret_text_free (code);
  return 0;
}
