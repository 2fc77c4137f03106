/* rbk-pkce.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-pkce.h"

#include "channels/signin/rbk-base64url.h"

#include <string.h>
#include <sys/random.h>

/* 256 bits, as RFC 7636 §4.1 recommends: 43 characters. */
#define RANDOM_BYTES 32u
/* RFC 7636 §4.1 */
#define SHORTEST_VERIFIER   43u
#define LONGEST_VERIFIER    128u
#define VERIFIER_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

/**
 * rbk_pkce_make_random_text:
 *
 * Returns: (transfer full): 256 bits from the kernel (getrandom(2)) as 43 characters that need no escaping;
 *   for a verifier, a state or a nonce
 */
char *
rbk_pkce_make_random_text (void)
{
  guint8 bytes[RANDOM_BYTES];
  char *text;

  for (gsize done = 0; done < sizeof bytes;)
    {
      ssize_t got = getrandom (bytes + done, sizeof bytes - done, 0);

      if (got > 0)
        done += (gsize) got;
    }
  text = rbk_base64url_encode (bytes, sizeof bytes);
  explicit_bzero (bytes, sizeof bytes);
  return text;
}

/**
 * rbk_pkce_new:
 *
 * Returns: (transfer full): a new one for one sign-in
 */
RbkPkce *
rbk_pkce_new (void)
{
  g_autoptr (RbkSecretText) verifier = rbk_pkce_make_random_text ();

  return rbk_pkce_new_from_verifier (verifier);
}

/**
 * rbk_pkce_new_from_verifier:
 * @verifier: 43 to 128 of the characters that RFC 7636 §4.1 allows
 *
 * Returns: (transfer full) (nullable): its challenge by S256 with it; NULL if it is not such a text
 */
RbkPkce *
rbk_pkce_new_from_verifier (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = strlen (verifier), size = 32;
  guint8 digest[32];
  RbkPkce *self;

  if (length < SHORTEST_VERIFIER || length > LONGEST_VERIFIER ||
      strspn (verifier, VERIFIER_CHARACTERS) != length)
    return NULL;
  g_checksum_update (sum, (const guchar *) verifier, (gssize) length);
  g_checksum_get_digest (sum, digest, &size);
  self = g_new0 (RbkPkce, 1);
  self->verifier = g_strdup (verifier);
  self->challenge = rbk_base64url_encode (digest, size);
  return self;
}

void
rbk_pkce_free (RbkPkce *self)
{
  if (self == NULL)
    return;
  rbk_secret_text_free (self->verifier);
  g_free (self->challenge);
  g_free (self);
}
