/* rbk-text-segments.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-text-segments.h"

#include <glib/gi18n-lib.h>

/* 3GPP TS 23.038 §6.2.1 and §6.2.1.1, as characters. A character of the second takes two septets. */
static const char basic[] = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                            "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
static const char extended[] = "\f^{}\\[~]|€";

/* A message of 140 octets, and what the header of one of several leaves (TS 23.040 §9.2.3.24.1). */
static const guint alone[] = { [RBK_TEXT_GSM7] = 160, [RBK_TEXT_UCS2] = 70 };
static const guint joined[] = { [RBK_TEXT_GSM7] = 153, [RBK_TEXT_UCS2] = 67 };

static guint
count_septets (gunichar c)
{
  return g_utf8_strchr (basic, -1, c) != NULL ? 1 : g_utf8_strchr (extended, -1, c) != NULL ? 2 : 0;
}

static guint
count_units (RbkTextAlphabet alphabet, gunichar c)
{
  return alphabet == RBK_TEXT_GSM7 ? count_septets (c) : c > 0xffff ? 2 : 1;
}

/* A character that takes two units is not divided: the rest of its segment stays empty. */
static void
fill_segments (RbkTextSegments *self, const char *text)
{
  guint size = joined[self->alphabet], used = 0;

  self->segments = 1;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint n = count_units (self->alphabet, g_utf8_get_char (p));

      if (used + n > size)
        {
          self->segments++;
          used = 0;
        }
      used += n;
    }
  self->left = size - used;
}

/**
 * rbk_text_segments_count:
 * @text: (nullable): a text, UTF-8
 * @has_media: something is attached, so that it is an MMS
 *
 * Returns: how @text is sent
 */
RbkTextSegments
rbk_text_segments_count (const char *text, gboolean has_media)
{
  RbkTextSegments self = { .alphabet = RBK_TEXT_GSM7 };
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      self.characters++;
      if (self.wide == 0 && count_septets (g_utf8_get_char (p)) == 0)
        self.wide = g_utf8_get_char (p);
    }
  self.alphabet = self.wide != 0 ? RBK_TEXT_UCS2 : RBK_TEXT_GSM7;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    self.units += count_units (self.alphabet, g_utf8_get_char (p));
  self.is_too_long = self.characters > RBK_TEXT_LONGEST;
  if (has_media)
    {
      self.price = RBK_TEXT_PRICE_MEDIA;
      self.segments = 1;
      self.left = RBK_TEXT_LONGEST - MIN (self.characters, RBK_TEXT_LONGEST);
    }
  else if (self.units <= alone[self.alphabet])
    {
      self.segments = self.units > 0;
      self.left = alone[self.alphabet] - self.units;
    }
  else
    {
      self.price = RBK_TEXT_PRICE_SEVERAL;
      fill_segments (&self, valid);
    }
  return self;
}

/**
 * rbk_text_segments_dup_plain:
 * @text: a text, UTF-8
 *
 * Quotation marks, dashes and spaces that word processors put in are often all that makes a text wide.
 *
 * Returns: (transfer full): @text with those that GSM-7 has instead
 */
char *
rbk_text_segments_dup_plain (const char *text)
{
  static const struct
  {
    gunichar wide;
    const char *plain;
  } pairs[] = {
    { 0x2018, "'" },  { 0x2019, "'" },  { 0x201a, "'" },  { 0x201b, "'" },  { 0x2032, "'" },
    { 0x00b4, "'" },  { '`', "'" },     { 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" },
    { 0x2033, "\"" }, { 0x00ab, "\"" }, { 0x00bb, "\"" }, { 0x2010, "-" },  { 0x2011, "-" },
    { 0x2012, "-" },  { 0x2013, "-" },  { 0x2014, "-" },  { 0x2212, "-" },  { 0x2026, "..." },
    { 0x00a0, " " },  { 0x2002, " " },  { 0x2003, " " },  { 0x2009, " " },  { 0x202f, " " },
    { 0x200b, "" },   { 0xfeff, "" },   { 0x2022, "-" },  { '\t', " " },
  };
  GString *plain = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *instead = NULL;

      for (guint i = 0; instead == NULL && i < G_N_ELEMENTS (pairs); i++)
        instead = pairs[i].wide == c ? pairs[i].plain : NULL;
      if (instead != NULL)
        g_string_append (plain, instead);
      else
        g_string_append_unichar (plain, c);
    }
  return g_string_free_and_steal (plain);
}

/**
 * rbk_text_segments_dup_words:
 *
 * Returns: (transfer full): how many segments it is and what makes it wide, for under the text
 */
char *
rbk_text_segments_dup_words (const RbkTextSegments *self)
{
  g_autofree char *segments = NULL;
  char wide[8] = { 0 };

  if (self->is_too_long)
    return g_strdup_printf (_ ("%u characters; a text has at most %d"), self->characters, RBK_TEXT_LONGEST);
  if (self->price == RBK_TEXT_PRICE_MEDIA)
    return g_strdup (_ ("A picture message (MMS), counted once"));
  segments =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u text, %u left", "%u texts, %u left", self->segments),
                     self->segments,
                     self->left);
  if (self->wide == 0)
    return g_steal_pointer (&segments);
  g_unichar_to_utf8 (self->wide, wide);
  return g_strdup_printf (_ ("%s; “%s” makes it wide, so that fewer characters fit"), segments, wide);
}

G_STATIC_ASSERT (G_N_ELEMENTS (alone) == G_N_ELEMENTS (joined));
