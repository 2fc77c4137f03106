/* rbk-base64url.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-base64url.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * rbk_base64url_encode:
 *
 * Returns: (transfer full): @data as text, without padding
 */
char *
rbk_base64url_encode (const guint8 *data, gsize size)
{
  char *text = g_base64_encode (data, size);

  for (char *p = text; *p != '\0'; p++)
    {
      if (*p == '+')
        *p = '-';
      else if (*p == '/')
        *p = '_';
      else if (*p == '=')
        *p = '\0';
    }
  return text;
}

/**
 * rbk_base64url_decode:
 * @text: from anywhere
 * @length: its length in bytes
 *
 * Returns: (transfer full) (nullable): what it stands for; NULL if it holds anything that is not of the
 *   alphabet, padding included, or could not have been written by an encoder
 */
GBytes *
rbk_base64url_decode (const char *text, gsize length)
{
  g_autoptr (GByteArray) data = g_byte_array_sized_new ((guint) (length / 4 * 3 + 3));
  guint32 bits = 0;
  guint n_bits = 0;

  if (length % 4 == 1)
    return NULL;
  for (gsize i = 0; i < length; i++)
    {
      const char *at = text[i] != '\0' ? strchr (alphabet, text[i]) : NULL;
      guint8 byte;

      if (at == NULL)
        return NULL;
      bits = (bits << 6 | (guint32) (at - alphabet)) & 0xffffff;
      n_bits += 6;
      if (n_bits < 8)
        continue;
      n_bits -= 8;
      byte = (guint8) (bits >> n_bits);
      g_byte_array_append (data, &byte, 1);
    }
  if ((bits & ((1u << n_bits) - 1)) != 0)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}
