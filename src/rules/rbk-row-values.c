/* rbk-row-values.c: what the rows of the gate hold, and what a showroom may put in their place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-gate-tables-private.h"

/**
 * rbk_day_window_read:
 * @text: (nullable): "HH:MM-HH:MM", at most to 24:00, or "closed"
 * @window: (out)
 *
 * Returns: whether @text is one
 */
gboolean
rbk_day_window_read (const char *text, RbkDayWindow *window)
{
  g_autoptr (GRegex) form = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  int parts[4];

  *window = (RbkDayWindow) { 0 };
  if (text == NULL || g_str_equal (text, "closed"))
    return text != NULL;
  form = g_regex_new (
    "^([0-2][0-9]):([0-5][0-9])-([0-2][0-9]):([0-5][0-9])$", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  if (!g_regex_match (form, text, G_REGEX_MATCH_DEFAULT, &match))
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      g_autofree char *part = g_match_info_fetch (match, i + 1);

      parts[i] = (int) g_ascii_strtoll (part, NULL, 10);
    }
  window->from_s = parts[0] * 3600 + parts[1] * 60;
  window->to_s = parts[2] * 3600 + parts[3] * 60;
  return window->from_s < window->to_s && window->to_s <= 24 * 3600;
}

/**
 * rbk_term_read:
 * @text: (nullable): "3 months", "30 days", "30 business-days" or "none"
 * @term: (out)
 *
 * Returns: whether @text is one
 */
gboolean
rbk_term_read (const char *text, RbkTerm *term)
{
  static const struct
  {
    const char *name;
    RbkTermUnit unit;
  } units[] = { { "months", RBK_TERM_MONTHS },
                { "days", RBK_TERM_DAYS },
                { "business-days", RBK_TERM_BUSINESS_DAYS } };
  g_auto (GStrv) parts = NULL;
  guint64 n;

  *term = (RbkTerm) { RBK_TERM_NONE, 0 };
  if (text == NULL || g_str_equal (text, "none"))
    return text != NULL;
  parts = g_strsplit (text, " ", 2);
  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 1, 1000, &n, NULL))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (!g_str_equal (parts[1], units[i].name))
        continue;
      *term = (RbkTerm) { units[i].unit, (guint) n };
      return TRUE;
    }
  return FALSE;
}
