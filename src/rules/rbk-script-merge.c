/* rbk-script-merge.c
 *
 * A script is text with {fields}. [ … ] is left out if a field in it is empty, and [twice: … ] unless
 * the number is to be said twice. Any other sentence with an empty field is left out too, and is reported:
 * an empty field is never shown (M-4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-script-merge.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"
#include "rules/rbk-phone-number.h"
#include "rules/rbk-table-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TWICE "twice:"
/* V-19 */
#define SCREENING_WORDS 20

static const struct
{
  const char *name;
  gsize offset;
  const char *words;
} fields_known[] = {
  { "first_name", G_STRUCT_OFFSET (RbkScriptFields, first_name), N_ ("the customer’s first name") },
  { "my_name", G_STRUCT_OFFSET (RbkScriptFields, my_name), N_ ("your name") },
  { "showroom", G_STRUCT_OFFSET (RbkScriptFields, showroom), N_ ("the showroom’s name") },
  { "direct_line", G_STRUCT_OFFSET (RbkScriptFields, direct_line), N_ ("your direct line") },
  { "vehicle", G_STRUCT_OFFSET (RbkScriptFields, vehicle), N_ ("the vehicle") },
  { "fact", G_STRUCT_OFFSET (RbkScriptFields, fact), N_ ("the fact that is new to them") },
  { "next_step", G_STRUCT_OFFSET (RbkScriptFields, next_step), N_ ("the next step") },
  { "my_email", G_STRUCT_OFFSET (RbkScriptFields, my_email), N_ ("your email address") },
  { "why_buy", G_STRUCT_OFFSET (RbkScriptFields, why_buy), N_ ("the “why buy here” page") },
};

/* A direct line as it is said: in three groups, with a pause between them (V-8). */
static char *
dup_spoken_line (const char *line)
{
  g_autofree char *e164 = rbk_phone_number_normalise (line);

  if (e164 != NULL && g_str_has_prefix (e164, "+1") && strlen (e164) == 12)
    return g_strdup_printf ("%.3s, %.3s, %s", e164 + 2, e164 + 5, e164 + 8);
  return rbk_phone_number_dup_words (line);
}

/* On one line, without what ends a sentence and without what means something in a script. */
static char *
dup_value (const char *name, gsize length, const RbkScriptFields *fields)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields_known); i++)
    {
      const char *value;
      char *clean;
      gsize end;

      if (strlen (fields_known[i].name) != length || strncmp (fields_known[i].name, name, length) != 0)
        continue;
      value = *(const char *const *) (const void *) ((const char *) fields + fields_known[i].offset);
      if (value == NULL)
        return NULL;
      if (!g_str_equal (fields_known[i].name, "direct_line") || *value == '\0')
        clean = g_strdup (value);
      else
        clean = fields->is_line || fields->is_written ? rbk_phone_number_dup_words (value)
                                                      : dup_spoken_line (value);
      g_strdelimit (clean, "{}[]\n\r\t", ' ');
      g_strstrip (clean);
      end = strlen (clean);
      while (end > 0 && strchr (".,;:!? ", clean[end - 1]) != NULL)
        clean[--end] = '\0';
      if (*clean == '\0')
        g_clear_pointer (&clean, g_free);
      return clean;
    }
  return NULL;
}

/* Appends @length bytes of @text with their fields filled in; the names of empty ones go to @missing. */
static void
merge_fields (
  GString *merged, const char *text, gsize length, const RbkScriptFields *fields, GPtrArray *missing)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *close = *text == '{' ? memchr (text, '}', (gsize) (end - text)) : NULL;
      g_autofree char *value = NULL;

      if (close == NULL)
        {
          g_string_append_c (merged, *text++);
          continue;
        }
      value = dup_value (text + 1, (gsize) (close - text - 1), fields);
      if (value != NULL)
        g_string_append (merged, value);
      else
        {
          g_ptr_array_add (missing, g_strndup (text + 1, (gsize) (close - text - 1)));
          if (fields->is_written)
            g_string_append_len (merged, text, close - text + 1);
        }
      text = close + 1;
    }
}

/* What stands between brackets: all of it, or nothing. */
static void
merge_optional (GString *merged, const char *text, gsize length, const RbkScriptFields *fields)
{
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) part = g_string_new (NULL);

  if (length >= strlen (TWICE) && strncmp (text, TWICE, strlen (TWICE)) == 0)
    {
      if (!fields->number_twice)
        return;
      text += strlen (TWICE);
      length -= strlen (TWICE);
    }
  merge_fields (part, text, length, fields, missing);
  if (missing->len == 0)
    g_string_append (merged, part->str);
}

static void
merge_sentence (
  GString *merged, const char *text, gsize length, const RbkScriptFields *fields, GPtrArray *missing)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  const char *end = text + length;
  guint before = missing->len;

  while (text < end)
    {
      const char *open = memchr (text, '[', (gsize) (end - text));
      const char *close = open != NULL ? memchr (open, ']', (gsize) (end - open)) : NULL;

      merge_fields (sentence, text, (gsize) ((open != NULL ? open : end) - text), fields, missing);
      if (open == NULL)
        break;
      close = close != NULL ? close : end;
      merge_optional (sentence, open + 1, (gsize) (close - open - 1), fields);
      text = close < end ? close + 1 : end;
    }
  if (missing->len == before || fields->is_written)
    g_string_append (merged, sentence->str);
}

/* How long the first sentence of @text is, with what ends it. Brackets around whole sentences are one. */
static gsize
find_sentence (const char *text)
{
  gboolean within = FALSE;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      gboolean ends = i > 0 && strchr (".!?", text[text[i] == ']' ? i - 1 : i]) != NULL;

      if (text[i] == '[')
        within = TRUE;
      else if (text[i] == ']')
        within = FALSE;
      if (!within && ends && (text[i + 1] == '\0' || g_ascii_isspace (text[i + 1])))
        return i + 1;
    }
  return strlen (text);
}

/* Mends what is left around what was left out: spaces, commas without words, small letters. */
static char *
tidy (const char *text)
{
  GString *tidied = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char last = tidied->len > 0 ? tidied->str[tidied->len - 1] : '\0';

      if (g_unichar_isspace (c))
        {
          begins |= last != '\0' && strchr (".!?", last) != NULL;
          if (last != '\0' && last != ' ')
            g_string_append_c (tidied, ' ');
          continue;
        }
      if (c < 128 && strchr (",.;:!?", (int) c) != NULL)
        {
          if (last == ' ')
            g_string_truncate (tidied, tidied->len - 1);
          last = tidied->len > 0 ? tidied->str[tidied->len - 1] : '\0';
          if (last == '\0' || (last == (char) c && c != '.'))
            continue;
        }
      g_string_append_unichar (tidied, begins ? g_unichar_toupper (c) : c);
      if (g_unichar_isalnum (c))
        begins = FALSE;
    }
  if (tidied->len > 0 && tidied->str[tidied->len - 1] == ' ')
    g_string_truncate (tidied, tidied->len - 1);
  return g_string_free_and_steal (tidied);
}

/**
 * rbk_script_get_field_words:
 * @name: the name of a merge field
 *
 * Returns: (transfer none): what it is, as a person reads it; @name itself if it is none
 */
const char *
rbk_script_get_field_words (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields_known); i++)
    {
      if (g_str_equal (name, fields_known[i].name))
        return _ (fields_known[i].words);
    }
  return name;
}

/* Names each of @missing once; NULL where nothing is missing. */
static char *
dup_missing_words (char **missing)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; missing[i] != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", rbk_script_get_field_words (missing[i]));
  if (list->len == 0)
    return NULL;
  /* Translators: %s is a list such as "your direct line, the vehicle" */
  return g_strdup_printf (_ ("The script is not complete (rule M-4). It still needs: %s."), list->str);
}

/**
 * rbk_script_merge:
 * @text: a script, UTF-8
 * @fields: what to put into it
 *
 * Returns: (transfer full): what is read aloud, and what it lacks
 */
RbkMergedScript *
rbk_script_merge (const char *text, const RbkScriptFields *fields)
{
  RbkMergedScript *result = g_new0 (RbkMergedScript, 1);
  g_autoptr (GString) merged = g_string_new (NULL);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (const char *p = text; *p != '\0';)
    {
      gsize length = find_sentence (p);

      merge_sentence (merged, p, length, fields, missing);
      p += length;
    }
  for (guint i = 0; i < missing->len; i++)
    {
      guint first;

      g_ptr_array_find_with_equal_func (missing, g_ptr_array_index (missing, i), g_str_equal, &first);
      if (first == i)
        g_strv_builder_add (names, g_ptr_array_index (missing, i));
    }
  result->text = tidy (merged->str);
  result->missing = g_strv_builder_end (names);
  result->words = dup_missing_words (result->missing);
  return result;
}

/**
 * rbk_merged_script_free:
 * @merged: (nullable): what rbk_script_merge() gave
 */
void
rbk_merged_script_free (RbkMergedScript *merged)
{
  if (merged == NULL)
    return;
  g_free (merged->text);
  g_strfreev (merged->missing);
  g_free (merged->words);
  g_free (merged);
}

/**
 * rbk_scripts_read:
 * @json: rows as in data/rules/voicemail-scripts.json
 *
 * Returns: (transfer full) (element-type RbkScript): the scripts that come with Ringback, or NULL with
 *   a %JSON_PARSER_ERROR
 */
GPtrArray *
rbk_scripts_read (GBytes *json, GError **error)
{
  g_autoptr (JsonObject) root = rbk_json_parse_bytes (json, error);
  g_autoptr (GPtrArray) scripts = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *rows;

  if (root == NULL)
    return NULL;
  rows = rbk_json_get_array (root, "rows");
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = rbk_json_array_get_object (rows, i);
      g_autoptr (RbkScript) script = row != NULL ? rbk_script_new_from_json (row) : NULL;

      if (script == NULL)
        {
          g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA, "row %u is no script", i);
          return NULL;
        }
      g_ptr_array_add (scripts,
                       rbk_script_new (rbk_script_get_id (script),
                                       rbk_table_words_get (rbk_script_get_name (script)),
                                       rbk_script_get_reason (script),
                                       rbk_script_get_text (script)));
    }
  if (scripts->len == 0)
    {
      g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "there are no scripts");
      return NULL;
    }
  return g_steal_pointer (&scripts);
}

static guint
count_words (const char *text)
{
  g_auto (GStrv) words = rbk_plain_words_split (text);

  return g_strv_length (words);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && count_words (text) > 0;
}

/**
 * rbk_screening_line_make:
 * @my_name: the person's name
 * @showroom: the showroom's name
 * @subject: (nullable): what it is about, as it follows “about”: “the rebate on your Tahoe”
 * @vehicle: (nullable): the customer's vehicle, which is taken where @subject would make it too long
 *
 * For phones that ask who is calling (V-19): no greeting first, name, showroom and reason in at most
 * twenty words, which take less than ten seconds. It is spoken, so it is in the language of the scripts and
 * of the tables that it is judged by, whatever the language of the window.
 *
 * Returns: (transfer full) (nullable): the line; NULL if there is no name, or the names alone are too long
 */
char *
rbk_screening_line_make (const char *my_name, const char *showroom, const char *subject, const char *vehicle)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (!is_set (my_name) || !is_set (showroom))
    return NULL;
  if (is_set (subject))
    g_ptr_array_add (lines, g_strdup_printf ("%s from %s, calling about %s.", my_name, showroom, subject));
  if (is_set (vehicle))
    g_ptr_array_add (lines,
                     g_strdup_printf ("%s from %s, calling about the %s.", my_name, showroom, vehicle));
  g_ptr_array_add (lines,
                   g_strdup_printf ("%s from %s, calling about what you asked us.", my_name, showroom));
  for (guint i = 0; i < lines->len; i++)
    {
      if (count_words (g_ptr_array_index (lines, i)) <= SCREENING_WORDS)
        return tidy (g_ptr_array_index (lines, i));
    }
  return NULL;
}
