/* rbk-secret-text.c
 *
 * What our own code holds of a token is wiped here. What libsoup, GLib's TLS and libsecret copied on the way
 * is theirs, and is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-secret-text.h"

#include <string.h>

/**
 * rbk_secret_text_free:
 * @text: (nullable) (transfer full): wiped, then freed
 */
void
rbk_secret_text_free (RbkSecretText *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * rbk_secret_text_equal:
 * @one: (nullable): what somebody else gave
 * @other: what it must be
 *
 * Takes as long for a text that is wrong in its first letter as for one that is wrong in its last, so that
 * nobody finds @other out letter by letter. Only its length shows.
 */
gboolean
rbk_secret_text_equal (const char *one, const char *other)
{
  volatile guchar differs = 0;
  gsize length = strlen (other);

  if (one == NULL || strlen (one) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    differs |= (guchar) (one[i] ^ other[i]);
  return differs == 0;
}

/**
 * rbk_secret_bytes_unref:
 * @bytes: (nullable) (transfer full): wiped if nobody else holds them
 */
void
rbk_secret_bytes_unref (GBytes *bytes)
{
  gsize size;
  gpointer data;

  if (bytes == NULL)
    return;
  /* Not a copy where ours is the only reference. */
  data = g_bytes_unref_to_data (bytes, &size);
  if (data != NULL)
    explicit_bzero (data, size);
  g_free (data);
}

/**
 * rbk_secret_json_unref:
 * @object: (nullable) (transfer full): its own texts are wiped where they lie, so nobody else may use it
 */
void
rbk_secret_json_unref (JsonObject *object)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (object == NULL)
    return;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      const char *text = rbk_json_get_string (object, member);

      /* json-glib has no call for this; the text belongs to the node alone (json_value_set_string()). */
      if (text != NULL)
        explicit_bzero ((char *) text, strlen (text));
    }
  json_object_unref (object);
}
