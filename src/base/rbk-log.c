/* rbk-log.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-log.h"

/**
 * rbk_log_mask:
 * @text: (nullable): a name, number, address or other data of a person
 *
 * Keeps only what is needed to tell two values of different shape apart: the first
 * character, punctuation and length. Everything about a person goes through here
 * before it goes into a log.
 *
 * Returns: (transfer full): for example `A### B####`, or `(none)`
 */
char *
rbk_log_mask (const char *text)
{
  g_autoptr (GString) masked = NULL;
  gboolean first = TRUE;

  if (text == NULL)
    return g_strdup ("(none)");
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup ("(not text)");
  masked = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c))
        g_string_append_unichar (masked, c);
      else if (first)
        g_string_append_unichar (masked, c);
      else
        g_string_append_c (masked, '#');
      first = !g_unichar_isalnum (c) && g_unichar_isspace (c);
    }
  return g_string_free_and_steal (g_steal_pointer (&masked));
}

/**
 * rbk_log_make_criticals_fatal:
 *
 * Ends the program at the first critical message unless G_DEBUG says what to do. A
 * critical is a broken promise inside the program; going on would hide it.
 */
void
rbk_log_make_criticals_fatal (void)
{
  if (g_getenv ("G_DEBUG") == NULL)
    g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK));
}
