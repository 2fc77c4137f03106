/* rbk-redirect-request.c
 *
 * Pure: any program on this computer, and any page in its browser, can send this request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-redirect-request.h"

#include <string.h>

#define LONGEST_CODE    8192
#define LONGEST_REFUSAL 64

/* One of each; RFC 6749 §3.1 forbids repeating them. */
typedef struct
{
  char *code, *state, *issuer, *refusal;
} Answer;

static void
answer_clear (Answer *answer)
{
  rbk_secret_text_free (answer->code);
  rbk_secret_text_free (answer->state);
  g_free (answer->issuer);
  g_free (answer->refusal);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gboolean
read_query (Answer *answer, const char *query)
{
  const struct
  {
    const char *name;
    char **value;
  } names[] = { { "code", &answer->code },
                { "state", &answer->state },
                { "iss", &answer->issuer },
                { "error", &answer->refusal } };
  GUriParamsIter iter;
  char *name, *value;
  g_autoptr (GError) error = NULL;
  gboolean once = TRUE;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      for (guint i = 0; i < G_N_ELEMENTS (names); i++)
        {
          if (!g_str_equal (name, names[i].name))
            continue;
          once = once && *names[i].value == NULL;
          rbk_secret_text_free (*names[i].value);
          *names[i].value = g_strdup (value);
        }
      g_free (name);
      rbk_secret_text_free (value);
    }
  return once && error == NULL;
}

/* The one Host header must be ours: a page that let its own name point at this computer says its own. */
static gboolean
is_for_us (const char *head, guint16 port)
{
  g_autofree char *ours = g_strdup_printf ("127.0.0.1:%u", port);
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  guint hosts = 0, right = 0;

  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (g_ascii_strncasecmp (lines[i], "Host:", 5) != 0)
        continue;
      hosts++;
      right += g_str_equal (g_strstrip (lines[i] + 5), ours) ? 1 : 0;
    }
  return hosts == 1 && right == 1;
}

static gboolean
is_visible (const char *text, gsize longest)
{
  gsize length = strlen (text);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p <= ' ' || *p >= 0x7f)
        return FALSE;
    }
  return length > 0 && length <= longest;
}

static RbkRedirectAnswer
judge (Answer *answer, const char *state, RbkProviderMetadata *metadata)
{
  if (!rbk_secret_text_equal (answer->state, state))
    return RBK_REDIRECT_WRONG;
  if (answer->issuer != NULL ? !rbk_provider_metadata_is_issuer (metadata, answer->issuer, NULL)
                             : metadata->names_issuer)
    return RBK_REDIRECT_OTHER_ISSUER;
  if (answer->refusal != NULL && answer->code == NULL && is_visible (answer->refusal, LONGEST_REFUSAL))
    return RBK_REDIRECT_REFUSED;
  if (answer->code != NULL && answer->refusal == NULL && is_visible (answer->code, LONGEST_CODE))
    return RBK_REDIRECT_CODE;
  return RBK_REDIRECT_WRONG;
}

/**
 * rbk_redirect_request_read:
 * @head: an HTTP request up to the empty line
 * @port: where it arrived
 * @state: the random text that went out with this sign-in
 * @code: (out) (nullable) (transfer full): for %RBK_REDIRECT_CODE
 * @refusal: (out) (nullable) (transfer full): for %RBK_REDIRECT_REFUSED, the provider's word for it
 */
RbkRedirectAnswer
rbk_redirect_request_read (const char *head,
                           guint16 port,
                           const char *state,
                           RbkProviderMetadata *metadata,
                           RbkSecretText **code,
                           char **refusal)
{
  g_auto (Answer) answer = { 0 };
  const char *end = strstr (head, "\r\n");
  g_autofree char *line = end != NULL ? g_strndup (head, (gsize) (end - head)) : NULL;
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 4) : NULL;
  RbkRedirectAnswer result;
  char *query;

  *code = NULL;
  *refusal = NULL;
  if (words == NULL || g_strv_length (words) != 3 || !g_str_equal (words[0], "GET") ||
      !g_str_has_prefix (words[2], "HTTP/1.") || !is_for_us (head, port))
    return RBK_REDIRECT_WRONG;
  query = strchr (words[1], '?');
  if (query != NULL)
    *query++ = '\0';
  if (!g_str_equal (words[1], RBK_REDIRECT_PATH))
    return RBK_REDIRECT_ELSEWHERE;
  if (query == NULL || !read_query (&answer, query))
    return RBK_REDIRECT_WRONG;
  result = judge (&answer, state, metadata);
  if (result == RBK_REDIRECT_CODE)
    *code = g_steal_pointer (&answer.code);
  else if (result == RBK_REDIRECT_REFUSED)
    *refusal = g_steal_pointer (&answer.refusal);
  return result;
}
