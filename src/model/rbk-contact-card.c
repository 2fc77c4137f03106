/* rbk-contact-card.c
 *
 * Version 3.0, which every phone reads; 4.0 is not read by all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-contact-card.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* RFC 2425 §5.8.1: longer lines are folded; octets, without the line break. */
#define LONGEST_LINE 75
/* E.164 §6.1. */
#define FEWEST_DIGITS 7
#define MOST_DIGITS   15

G_DEFINE_QUARK (rbk - contact - card - error - quark, rbk_contact_card_error)

static void
set_error (GError **error, RbkContactCardError code, const char *sentence)
{
  g_set_error_literal (error, RBK_CONTACT_CARD_ERROR, (int) code, sentence);
}

static gboolean
is_said (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The octets from @at on that go into one line of at most @room, not cutting a character. */
static gsize
get_fold (const char *at, gsize length, gsize room)
{
  gsize n = MIN (length, room);

  while (n > 0 && n < length && ((guchar) at[n] & 0xc0) == 0x80)
    n--;
  return n;
}

/* One content line, folded. */
static void
add_line (GString *card, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, ":", value, NULL);
  gsize length = strlen (line);
  gsize at = 0;

  while (at < length)
    {
      /* What goes on begins with a blank, which counts. */
      gsize n = get_fold (line + at, length - at, at == 0 ? LONGEST_LINE : LONGEST_LINE - 1);

      if (at > 0)
        g_string_append_c (card, ' ');
      g_string_append_len (card, line + at, (gssize) n);
      g_string_append (card, "\r\n");
      at += n;
    }
}

/* A text value (RFC 2426 §4, TEXT-VALUE). Control characters have no place in one, but the line break. */
static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append (escaped, "\\n");
      else if (c == '\\' || c == ',' || c == ';')
        g_string_append_printf (escaped, "\\%c", (char) c);
      else if (c == '\t')
        g_string_append_c (escaped, ' ');
      else if (!g_unichar_iscntrl (c))
        g_string_append_unichar (escaped, c);
    }
  return g_string_free_and_steal (escaped);
}

static void
add_text (GString *card, const char *name, const char *text)
{
  if (is_said (text))
    {
      g_autofree char *escaped = escape (text);

      add_line (card, name, escaped);
    }
}

/* A value of @n parts, each a text. */
static void
add_parts (GString *card, const char *name, const char *const *parts, guint n)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *escaped = escape (parts[i] != NULL ? parts[i] : "");

      g_string_append_printf (value, "%s%s", i > 0 ? ";" : "", escaped);
    }
  add_line (card, name, value->str);
}

/* Phones sort by the family name; it is the last word of a name, which they show whole all the same. */
static void
add_name (GString *card, const char *name)
{
  const char *space = strrchr (name, ' ');
  g_autofree char *given = space != NULL ? g_strndup (name, (gsize) (space - name)) : g_strdup (name);
  const char *parts[] = { space != NULL ? space + 1 : "", g_strstrip (given), "", "", "" };

  add_text (card, "FN", name);
  add_parts (card, "N", parts, G_N_ELEMENTS (parts));
}

/* "…, Chicago, IL 60601" is taken apart; of an address in another form all is the street, which a phone shows
 * as well. */
static void
add_address (GString *card, const char *address)
{
  g_autoptr (GRegex) regex =
    g_regex_new ("^(.+?)[,\\s]*[,\\n]\\s*([^,\\n]+),\\s*([A-Z]{2})\\s+([0-9]{5}(?:-[0-9]{4})?)\\s*$",
                 G_REGEX_DOTALL,
                 0,
                 NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *valid = g_strstrip (g_utf8_make_valid (address, -1));
  const char *parts[] = { "", "", valid, "", "", "", "" };
  g_auto (GStrv) found = NULL;

  if (g_regex_match (regex, valid, 0, &match))
    {
      found = g_match_info_fetch_all (match);
      for (guint i = 0; i < 4; i++)
        parts[2 + i] = g_strstrip (found[1 + i]);
      parts[6] = "United States";
    }
  add_parts (card, "ADR;TYPE=WORK", parts, G_N_ELEMENTS (parts));
}

static gboolean
add_number (GString *card, const char *types, const char *number, GError **error)
{
  gsize digits = is_said (number) && *number == '+' ? strspn (number + 1, "0123456789") : 0;

  if (digits < FEWEST_DIGITS || digits > MOST_DIGITS || number[1 + digits] != '\0')
    {
      set_error (error,
                 RBK_CONTACT_CARD_ERROR_LINE,
                 _ ("The contact card needs your direct line with its area code, and other lines likewise. "
                    "Enter them in the preferences."));
      return FALSE;
    }
  add_line (card, types, number);
  return TRUE;
}

static gboolean
add_numbers (GString *card, const RbkContactCard *from, GError **error)
{
  if (!add_number (card, "TEL;TYPE=WORK,PREF,VOICE", from->direct_line, error))
    return FALSE;
  for (guint i = 0; from->other_lines != NULL && from->other_lines[i] != NULL; i++)
    {
      if (g_str_equal (from->other_lines[i], from->direct_line))
        continue;
      if (!add_number (card, "TEL;TYPE=WORK,VOICE", from->other_lines[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Something of which every octet stands for itself: no blank, no control, nothing beyond ASCII. */
static gboolean
is_graphic (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isgraph (*p))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_email (GString *card, const char *email, GError **error)
{
  const char *at;

  if (!is_said (email))
    return TRUE;
  at = strrchr (email, '@');
  if (at == NULL || at == email || at[1] == '\0' || strpbrk (email, " \t\r\n,;") != NULL)
    {
      set_error (error,
                 RBK_CONTACT_CARD_ERROR_EMAIL,
                 _ ("The email address for the contact card is none. Correct it in the preferences."));
      return FALSE;
    }
  add_text (card, "EMAIL;TYPE=INTERNET,WORK,PREF", email);
  return TRUE;
}

static gboolean
add_link (GString *card, const char *link, GError **error)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autoptr (GUri) uri = NULL;

  if (!is_said (link))
    return TRUE;
  uri = is_graphic (link) ? g_uri_parse (link, G_URI_FLAGS_NONE, NULL) : NULL;
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "https") || !is_said (g_uri_get_host (uri)))
    {
      set_error (error,
                 RBK_CONTACT_CARD_ERROR_LINK,
                 _ ("The link on the contact card must be a whole address that begins with https://. Correct "
                    "it in the preferences."));
      return FALSE;
    }
  /* Some readers end the link at what separates other values; escaped, it is the same link to all of them. */
  for (const char *p = link; *p != '\0'; p++)
    {
      if (*p == ',' || *p == ';')
        g_string_append_printf (value, "%%%02X", (guint) *p);
      else
        g_string_append_c (value, *p);
    }
  add_line (card, "URL", value->str);
  return TRUE;
}

/**
 * rbk_contact_card_get_photo_type:
 * @photo: a file, hostile
 *
 * Returns: "JPEG" or "PNG"; NULL with %RBK_CONTACT_CARD_ERROR_PHOTO if it is neither, or larger than
 * %RBK_CONTACT_CARD_LONGEST_PHOTO bytes
 */
const char *
rbk_contact_card_get_photo_type (GBytes *photo, GError **error)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const guint8 *data;
  const char *name = NULL;
  gsize size;

  data = g_bytes_get_data (photo, &size);
  if (size > sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    name = "JPEG";
  else if (size > sizeof png && memcmp (data, png, sizeof png) == 0)
    name = "PNG";
  if (name == NULL || size > RBK_CONTACT_CARD_LONGEST_PHOTO)
    {
      set_error (error,
                 RBK_CONTACT_CARD_ERROR_PHOTO,
                 name == NULL ? _ ("The picture for the contact card must be a JPEG or PNG file.")
                              : _ ("The picture for the contact card is too large: choose one of at most "
                                   "100 kB."));
      return NULL;
    }
  return name;
}

static gboolean
add_photo (GString *card, GBytes *photo, GError **error)
{
  g_autofree char *encoded = NULL;
  g_autofree char *name = NULL;
  const char *type;

  if (photo == NULL)
    return TRUE;
  type = rbk_contact_card_get_photo_type (photo, error);
  if (type == NULL)
    return FALSE;
  name = g_strdup_printf ("PHOTO;ENCODING=b;TYPE=%s", type);
  encoded = g_base64_encode (g_bytes_get_data (photo, NULL), g_bytes_get_size (photo));
  add_line (card, name, encoded);
  return TRUE;
}

/**
 * rbk_contact_card_write:
 *
 * Writes the card as a file of type %RBK_CONTACT_CARD_MEDIA_TYPE, in UTF-8. The direct line comes first,
 * since it is the number that is to ring through (S0).
 *
 * Returns: (transfer full): the file, or NULL with an %RBK_CONTACT_CARD_ERROR
 */
GBytes *
rbk_contact_card_write (const RbkContactCard *card, GError **error)
{
  g_autoptr (GString) text = g_string_new ("BEGIN:VCARD\r\nVERSION:3.0\r\n");
  g_autofree char *name = NULL;

  name = g_utf8_make_valid (card->name != NULL ? card->name : "", -1);
  if (*g_strstrip (name) == '\0')
    {
      set_error (error,
                 RBK_CONTACT_CARD_ERROR_NAME,
                 _ ("The contact card needs your name. Enter it in the preferences."));
      return NULL;
    }
  add_name (text, name);
  add_text (text, "ORG", card->showroom);
  add_text (text, "TITLE", card->title);
  if (!add_numbers (text, card, error) || !add_email (text, card->email, error))
    return NULL;
  if (is_said (card->address))
    add_address (text, card->address);
  if (!add_link (text, card->why_buy, error))
    return NULL;
  add_text (text, "NOTE", card->note);
  add_text (text, "UID", card->id);
  if (!add_photo (text, card->photo, error))
    return NULL;
  g_string_append (text, "END:VCARD\r\n");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/**
 * rbk_contact_card_dup_file_name:
 *
 * Returns: (transfer full): "Anna-Kent.vcf": ASCII letters, digits and hyphens only, which no mail server
 *   or phone mistakes for something else
 */
char *
rbk_contact_card_dup_file_name (const RbkContactCard *card)
{
  g_autofree char *ascii = g_str_to_ascii (card->name != NULL ? card->name : "", NULL);
  GString *name = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && name->len < 60; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (name, *p);
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  g_string_append (name, name->len > 0 ? ".vcf" : "contact.vcf");
  return g_string_free_and_steal (name);
}
