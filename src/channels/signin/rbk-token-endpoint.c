/* rbk-token-endpoint.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-token-endpoint.h"

#include "channels/signin/rbk-sign-in-words.h"

#include <libsoup/soup.h>
#include <string.h>

#define LONGEST_REPLY   (256 * 1024)
#define LONGEST_TOKEN   (64 * 1024)
#define LONGEST_SCOPE   (16 * 1024)
#define LONGEST_REFUSAL 64
/* Longer than any form of ours, so that it is not copied while it grows. */
#define FORM_SIZE (160 * 1024)
/* A year: longer lives nothing that expires. */
#define LONGEST_LIFETIME (365 * 24 * 60 * 60)

void
rbk_token_reply_free (RbkTokenReply *self)
{
  if (self == NULL)
    return;
  rbk_secret_text_free (self->access);
  rbk_secret_text_free (self->refresh);
  rbk_secret_text_free (self->id_token);
  g_free (self->scope);
  g_free (self);
}

/* What can stand in a header, and break nothing there: RFC 6750 §2.1 allows less, and some use more. */
static gboolean
is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > LONGEST_TOKEN)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p <= ' ' || *p >= 0x7f)
        return FALSE;
    }
  return TRUE;
}

/* Whether the member is not there, or is a good token. */
static gboolean
read_optional (JsonObject *root, const char *member, char **token)
{
  JsonNode *node = json_object_get_member (root, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  *token = g_strdup (rbk_json_get_string (root, member));
  return is_token (*token);
}

/**
 * rbk_token_reply_parse:
 * @body: what came with a success
 *
 * Pure. Returns: (transfer full): the tokens; NULL with %RBK_CHANNEL_ERROR_BAD_REPLY
 */
RbkTokenReply *
rbk_token_reply_parse (GBytes *body, GError **error)
{
  g_autoptr (RbkTokenReply) self = g_new0 (RbkTokenReply, 1);
  JsonObject *root = g_bytes_get_size (body) <= LONGEST_REPLY ? rbk_json_parse_bytes (body, NULL) : NULL;
  const char *access = rbk_json_get_string (root, "access_token");
  const char *type = rbk_json_get_string (root, "token_type");
  const char *scope = rbk_json_get_string (root, "scope");
  gboolean good = FALSE;

  if (is_token (access) && type != NULL && g_ascii_strcasecmp (type, "Bearer") == 0 &&
      (scope == NULL || strlen (scope) <= LONGEST_SCOPE))
    {
      self->access = g_strdup (access);
      self->scope = g_strdup (scope);
      self->lifetime_s = rbk_json_get_int (root, "expires_in", 0);
      good = self->lifetime_s >= 0 && self->lifetime_s <= LONGEST_LIFETIME &&
             read_optional (root, "refresh_token", &self->refresh) &&
             read_optional (root, "id_token", &self->id_token);
    }
  rbk_secret_json_unref (root);
  if (good)
    return g_steal_pointer (&self);
  rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
  return NULL;
}

/**
 * rbk_token_reply_dup_refusal:
 *
 * Returns: (transfer full) (nullable): the "error" that @body names (RFC 6749 §5.2), if it is one word
 */
char *
rbk_token_reply_dup_refusal (GBytes *body)
{
  g_autoptr (JsonObject) root = NULL;
  const char *refusal;

  if (g_bytes_get_size (body) <= LONGEST_REPLY)
    root = rbk_json_parse_bytes (body, NULL);
  refusal = rbk_json_get_string (root, "error");
  if (refusal == NULL || *refusal == '\0' || strlen (refusal) > LONGEST_REFUSAL ||
      strspn (refusal, "abcdefghijklmnopqrstuvwxyz_") != strlen (refusal))
    return NULL;
  return g_strdup (refusal);
}

/**
 * rbk_token_endpoint_explain:
 * @reply: one that is no success
 * @refusal: (out) (optional) (nullable): the word for it, if it has one
 *
 * Sets @error to what it means
 */
void
rbk_token_endpoint_explain (const RbkHttpReply *reply, char **refusal, GError **error)
{
  g_autofree char *word = rbk_token_reply_dup_refusal (reply->body);

  g_info ("token endpoint: status %u, %s", reply->status, word != NULL ? word : "no word");
  if (reply->status == 429 || reply->status == 503)
    rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BUSY);
  else if (word != NULL)
    rbk_sign_in_explain (error, word);
  else if (SOUP_STATUS_IS_SERVER_ERROR (reply->status))
    rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_SERVER);
  else if (reply->status == 404 || reply->status == 405)
    rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_NOT_A_SERVER);
  else
    rbk_sign_in_set_error (error, RBK_CHANNEL_ERROR_BAD_REPLY);
  if (refusal != NULL)
    *refusal = g_steal_pointer (&word);
}

/**
 * rbk_token_form_new:
 *
 * Returns: (transfer full): an empty form, for rbk_token_form_post()
 */
GString *
rbk_token_form_new (void)
{
  return g_string_sized_new (FORM_SIZE);
}

/**
 * rbk_token_form_add:
 * @value: (nullable): NULL: it is left out
 */
void
rbk_token_form_add (GString *form, const char *name, const char *value)
{
  RbkSecretText *escaped;

  if (value == NULL)
    return;
  escaped = g_uri_escape_string (value, NULL, FALSE);
  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append (form, name);
  g_string_append_c (form, '=');
  g_string_append (form, escaped);
  rbk_secret_text_free (escaped);
}

static void
free_form (gpointer text)
{
  rbk_secret_text_free (text);
}

/**
 * rbk_token_form_post:
 * @form: (transfer full): wiped afterwards
 * @left: (out) (optional): as rbk_http_session_post()
 *
 * Sends it once: what is in it may hold only once. Blocks.
 *
 * Returns: (transfer full): a whole reply of any status
 */
RbkHttpReply *
rbk_token_form_post (
  GString *form, RbkHttpSession *http, GUri *uri, gboolean *left, GCancellable *cancellable, GError **error)
{
  gsize length = form->len;
  char *text = g_string_free_and_steal (form);
  g_autoptr (GBytes) body = g_bytes_new_with_free_func (text, length, free_form, text);
  RbkHttpReply *reply;
  GError *cause = NULL;

  reply = rbk_http_session_post (
    http, uri, NULL, "application/x-www-form-urlencoded", body, FALSE, left, cancellable, &cause);
  if (reply == NULL)
    rbk_sign_in_propagate (error, cause);
  return reply;
}

/**
 * rbk_token_endpoint_ask:
 * @form: (transfer full): the grant
 * @refusal: (out) (optional) (nullable): the word for a refusal
 * @uncertain: (out) (optional): with an error: whether the provider may have done what was asked all the same
 *
 * Blocks.
 *
 * Returns: (transfer full): the tokens, or NULL with an %RBK_CHANNEL_ERROR
 */
RbkTokenReply *
rbk_token_endpoint_ask (RbkHttpSession *http,
                        GUri *uri,
                        GString *form,
                        char **refusal,
                        gboolean *uncertain,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (RbkHttpReply) reply = NULL;
  RbkTokenReply *tokens = NULL;
  gboolean left = FALSE;
  g_autofree char *word = NULL;

  reply = rbk_token_form_post (form, http, uri, &left, cancellable, error);
  if (reply != NULL && SOUP_STATUS_IS_SUCCESSFUL (reply->status))
    tokens = rbk_token_reply_parse (reply->body, error);
  else if (reply != NULL)
    rbk_token_endpoint_explain (reply, &word, error);
  if (uncertain != NULL)
    *uncertain = tokens == NULL && left && word == NULL;
  if (refusal != NULL)
    *refusal = g_steal_pointer (&word);
  if (reply != NULL)
    rbk_secret_bytes_unref (g_steal_pointer (&reply->body));
  return tokens;
}
