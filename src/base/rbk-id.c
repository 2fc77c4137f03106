/* rbk-id.c: UUID version 7 (RFC 9562 §5.7).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"

#include <string.h>
#include <sys/random.h>

/* Ids made in one millisecond by one process still sort in the order they were
 * made: the 12 bits after the version count up (RFC 9562 §6.2, method 1). */
static GMutex last_lock;
static guint64 last_ms;    /* (mutex last_lock) */
static guint16 last_count; /* (mutex last_lock) */

static void
fill_random (guint8 *bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      ssize_t got = getrandom (bytes + done, length - done, 0);

      if (got > 0)
        done += (gsize) got;
    }
}

/**
 * rbk_id_new:
 *
 * Makes an id that no other PC will make and that sorts by the time it was made.
 *
 * Returns: (transfer full): the id as 36 lower-case characters
 */
char *
rbk_id_new (void)
{
  guint8 bytes[16];
  guint64 ms = (guint64) g_get_real_time () / 1000;
  guint16 count;
  GString *text;

  fill_random (bytes, sizeof bytes);

  g_mutex_lock (&last_lock);
  if (ms <= last_ms)
    {
      /* The clock stood still or went back: keep counting from the last id. */
      ms = last_ms;
      if (++last_count > 0x0fff)
        {
          ms++;
          last_count = 0;
        }
    }
  else
    {
      last_count = (guint16) (((bytes[6] << 8) | bytes[7]) & 0x07ff);
    }
  last_ms = ms;
  count = last_count;
  g_mutex_unlock (&last_lock);

  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8) (ms >> (8 * (5 - i)));
  bytes[6] = (guint8) (0x70 | (count >> 8));
  bytes[7] = (guint8) (count & 0xff);
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);

  text = g_string_sized_new (RBK_ID_LENGTH);
  for (int i = 0; i < 16; i++)
    g_string_append_printf (text, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", bytes[i]);
  return g_string_free_and_steal (text);
}

/**
 * rbk_id_is_valid:
 * @id: (nullable): text that may be an id
 *
 * Returns: whether @id has the form that rbk_id_new() gives
 */
gboolean
rbk_id_is_valid (const char *id)
{
  return id != NULL && g_uuid_string_is_valid (id) && id[14] == '7';
}

/**
 * rbk_id_get_time_ms:
 * @id: a valid id
 *
 * Returns: when @id was made, in milliseconds since 1970 UTC, or -1 if it is no id
 */
gint64
rbk_id_get_time_ms (const char *id)
{
  gint64 ms = 0;

  if (!rbk_id_is_valid (id))
    return -1;
  for (int i = 0; i < 13; i++)
    {
      if (i != 8)
        ms = ms * 16 + g_ascii_xdigit_value (id[i]);
    }
  return ms;
}
