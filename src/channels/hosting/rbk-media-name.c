/* rbk-media-name.c
 *
 * The name is all that keeps a recording from strangers, so none of it can be guessed: no customer, no date,
 * no counter. Lower case only: some web spaces do not tell it from upper case.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-media-name.h"

#include <string.h>
#include <sys/random.h>

/* 128 random bits, five to a character (RFC 4648 §6), in lower case. */
#define KEY_BYTES  16
#define KEY_LENGTH 26
#define ALPHABET   "abcdefghijklmnopqrstuvwxyz234567"

/* What customers' phones open, and what web servers know by its extension. The further names are what
 * servers call the same thing: nginx, for one, says audio/x-m4a. */
static const struct
{
  const char *media_type;
  const char *extension;
  const char *others[4];
} kinds[] = {
  { "audio/mp4", "m4a", { "audio/x-m4a", "audio/m4a", NULL } },
  { "audio/mpeg", "mp3", { "audio/mp3", "audio/mpeg3", "audio/x-mpeg", NULL } },
  { "audio/ogg", "ogg", { "application/ogg", "audio/opus", NULL } },
  { "audio/wav", "wav", { "audio/x-wav", "audio/wave", "audio/vnd.wave", NULL } },
  { "video/mp4", "mp4", { NULL } },
  { "video/webm", "webm", { NULL } },
  { "video/quicktime", "mov", { NULL } },
  { "image/jpeg", "jpg", { "image/jpg", NULL } },
  { "image/png", "png", { NULL } },
  { "text/vcard", "vcf", { "text/x-vcard", "text/directory", NULL } },
  { "text/html", "html", { NULL } },
};

static gint
find_kind (const char *media_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (media_type != NULL && g_ascii_strcasecmp (kinds[i].media_type, media_type) == 0)
        return (gint) i;
    }
  return -1;
}

/**
 * rbk_media_name_new_key:
 *
 * Returns: (transfer full): a name without extension that nobody can guess, made for one upload
 */
char *
rbk_media_name_new_key (void)
{
  guint8 bytes[KEY_BYTES];
  GString *key = g_string_sized_new (KEY_LENGTH + 1);
  guint bits = 0;
  guint held = 0;

  for (gsize done = 0; done < sizeof bytes;)
    {
      ssize_t got = getrandom (bytes + done, sizeof bytes - done, 0);

      if (got > 0)
        done += (gsize) got;
    }
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      held = (held << 8 | bytes[i]) & 0xfff;
      for (bits += 8; bits >= 5; bits -= 5)
        g_string_append_c (key, ALPHABET[(held >> (bits - 5)) & 31]);
    }
  g_string_append_c (key, ALPHABET[(held << (5 - bits)) & 31]);
  return g_string_free_and_steal (key);
}

/**
 * rbk_media_name_get_extension:
 * @media_type: (nullable): without parameters
 *
 * Returns: (nullable) (transfer none): the extension, without its dot; NULL for what is not put online
 */
const char *
rbk_media_name_get_extension (const char *media_type)
{
  gint kind = find_kind (media_type);

  return kind >= 0 ? kinds[kind].extension : NULL;
}

/**
 * rbk_media_name_is_ours:
 *
 * Returns: whether @name is a key with one of the extensions, so that it may be removed
 */
gboolean
rbk_media_name_is_ours (const char *name)
{
  if (strspn (name, ALPHABET) != KEY_LENGTH || name[KEY_LENGTH] != '.')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (name + KEY_LENGTH + 1, kinds[i].extension))
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_media_type_is_same:
 * @wanted: what it is
 * @served: (nullable): as what a server sends it
 *
 * Returns: whether a phone opens what it is sent as it would open what it is
 */
gboolean
rbk_media_type_is_same (const char *wanted, const char *served)
{
  gint kind = find_kind (wanted);

  if (served == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (wanted, served) == 0)
    return TRUE;
  for (guint i = 0; kind >= 0 && kinds[kind].others[i] != NULL; i++)
    {
      if (g_ascii_strcasecmp (kinds[kind].others[i], served) == 0)
        return TRUE;
    }
  return FALSE;
}
