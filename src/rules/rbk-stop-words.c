/* rbk-stop-words.c
 *
 * A word of the law's list ends all messages if it stands alone or with words that change nothing (“Stop.
 * Thank you”). Anything else that has such a word, or says the same in other words, is read by a person:
 * “don’t stop, I love it” must not end what they love, and “leave me alone” must not be missed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-stop-words.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"

#include <string.h>

/* Clearly within a short sentence (K-31). A number of our own. */
#define SHORT_WORDS 8
/* More is not read: nobody’s request begins after that. */
#define MOST_BYTES 20000

struct _RbkStopWords
{
  GObject parent_instance;

  GPtrArray *words;    /* (owned) (element-type GStrv): per-se words, longest first */
  GHashTable *fillers; /* (owned) (element-type utf8) */
  GPtrArray *asks;     /* (owned) (element-type GStrv) */
};

G_DEFINE_FINAL_TYPE (RbkStopWords, rbk_stop_words, G_TYPE_OBJECT)

static void
rbk_stop_words_finalize (GObject *object)
{
  RbkStopWords *self = RBK_STOP_WORDS (object);

  g_ptr_array_unref (self->words);
  g_hash_table_unref (self->fillers);
  g_ptr_array_unref (self->asks);
  G_OBJECT_CLASS (rbk_stop_words_parent_class)->finalize (object);
}

static void
rbk_stop_words_class_init (RbkStopWordsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_stop_words_finalize;
}

static void
rbk_stop_words_init (RbkStopWords *self)
{
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->fillers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->asks = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

static int
compare_lengths (const void *a, const void *b)
{
  return (int) g_strv_length (*(char **const *) b) - (int) g_strv_length (*(char **const *) a);
}

/**
 * rbk_stop_words_new:
 * @json: the rows: each has a "kind" (word, filler, asks) and a "phrase"
 *
 * Returns: (transfer full): the rows, or NULL with a %JSON_PARSER_ERROR
 */
RbkStopWords *
rbk_stop_words_new (GBytes *json, GError **error)
{
  g_autoptr (RbkStopWords) self = g_object_new (RBK_TYPE_STOP_WORDS, NULL);
  g_autoptr (JsonObject) root = rbk_json_parse_bytes (json, error);
  JsonArray *rows = root != NULL ? rbk_json_get_array (root, "rows") : NULL;

  if (root == NULL)
    return NULL;
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *row = rbk_json_array_get_object (rows, i);
      const char *kind = rbk_json_get_string (row, "kind");
      g_auto (GStrv) words = rbk_plain_words_split (rbk_json_get_string (row, "phrase"));

      if (words[0] == NULL)
        continue;
      if (g_strcmp0 (kind, "word") == 0)
        g_ptr_array_add (self->words, g_steal_pointer (&words));
      else if (g_strcmp0 (kind, "asks") == 0)
        g_ptr_array_add (self->asks, g_steal_pointer (&words));
      else if (g_strcmp0 (kind, "filler") == 0)
        g_hash_table_add (self->fillers, g_strdup (words[0]));
    }
  if (self->words->len == 0)
    {
      g_set_error_literal (
        error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE, "the list of words that ask us to stop is empty");
      return NULL;
    }
  g_ptr_array_sort (self->words, compare_lengths);
  return g_steal_pointer (&self);
}

/* What the customer wrote themselves: without what they quote, which may be our own “Reply STOP”. */
static char *
dup_own_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), MOST_BYTES));
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  GString *own = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line == '>')
        continue;
      if (g_regex_match_simple ("^(?:on .{6,200}wrote:|-+ ?original message ?-+|_{10,}|from: .*@.*)$",
                                line,
                                G_REGEX_CASELESS,
                                G_REGEX_MATCH_DEFAULT))
        break;
      g_string_append (own, line);
      g_string_append_c (own, ' ');
    }
  return g_string_free_and_steal (own);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02bc || c == '`' || c == 0xb4;
}

/* Words end at any punctuation but the apostrophe; letters by themselves, “S.T.O.P.”, are one word. */
static GPtrArray *
split (const char *text)
{
  g_autoptr (GString) spaced = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) letters = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean invisible = g_unichar_type (c) == G_UNICODE_FORMAT || g_unichar_ismark (c);

      if (g_unichar_isalnum (c) || is_apostrophe (c) || invisible)
        g_string_append_unichar (spaced, c);
      else
        g_string_append_c (spaced, ' ');
    }
  words = rbk_plain_words_split (spaced->str);
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean letter = g_utf8_strlen (words[i], -1) == 1 && g_unichar_isalpha (g_utf8_get_char (words[i]));
      gboolean next = words[i + 1] != NULL && g_utf8_strlen (words[i + 1], -1) == 1 &&
                      g_unichar_isalpha (g_utf8_get_char (words[i + 1]));

      if (letter)
        g_string_append (letters, words[i]);
      else
        g_ptr_array_add (all, g_strdup (words[i]));
      if (letter && !next)
        {
          g_ptr_array_add (all, g_strdup (letters->str));
          g_string_truncate (letters, 0);
        }
    }
  return all;
}

/* How many words of @phrase stand at @at; 0 if not all. */
static guint
match (GPtrArray *words, guint at, char **phrase)
{
  guint n = 0;

  while (phrase[n] != NULL && at + n < words->len &&
         g_str_equal (phrase[n], g_ptr_array_index (words, at + n)))
    n++;
  return phrase[n] == NULL ? n : 0;
}

static guint
match_any (GPtrArray *words, guint at, GPtrArray *phrases, char **found)
{
  for (guint i = 0; i < phrases->len; i++)
    {
      guint n = match (words, at, g_ptr_array_index (phrases, i));

      if (n == 0)
        continue;
      if (found != NULL && *found == NULL)
        *found = g_strjoinv (" ", g_ptr_array_index (phrases, i));
      return n;
    }
  return 0;
}

/**
 * rbk_stop_words_judge:
 * @text: (nullable): what a customer wrote, in whatever encoding arrived
 * @word: (out) (optional) (transfer full) (nullable): what it rests on
 *
 * Returns: whether it asks us to stop
 */
RbkStop
rbk_stop_words_judge (RbkStopWords *self, const char *text, char **word)
{
  g_autofree char *own = dup_own_words (text != NULL ? text : "");
  g_autoptr (GPtrArray) words = split (own);
  g_autofree char *stops = NULL;
  g_autofree char *asks = NULL;
  gboolean only = TRUE;
  RbkStop answer;

  for (guint i = 0; i < words->len;)
    {
      guint n = match_any (words, i, self->words, &stops);

      if (n == 0 && !g_hash_table_contains (self->fillers, g_ptr_array_index (words, i)))
        only = FALSE;
      i += MAX (n, 1);
    }
  for (guint i = 0; i < words->len && asks == NULL; i++)
    match_any (words, i, self->asks, &asks);
  answer = stops != NULL && only && words->len <= SHORT_WORDS ? RBK_STOP_YES
           : stops != NULL || asks != NULL                    ? RBK_STOP_ASK
                                                              : RBK_STOP_NO;
  if (word != NULL)
    *word = stops != NULL ? g_steal_pointer (&stops) : g_steal_pointer (&asks);
  return answer;
}

/**
 * rbk_stop_find_scope:
 * @heard_in: the medium by which they asked us to stop, without saying what
 *
 * Returns: what stops then, by the showroom's row “revocation-scope” (K-33): all, or that medium. What they
 *   say plainly (“don’t call, write”) goes before it
 */
RbkMedium
rbk_stop_find_scope (const RbkGatePolicy *policy, RbkGateTables *tables, RbkMedium heard_in)
{
  const char *value = rbk_gate_policy_get_value (policy, tables, "revocation-scope");

  return g_strcmp0 (value, "channel") == 0 ? heard_in : RBK_MEDIUM_ALL;
}

static gboolean
begins_with (const char *field, const char *word)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (field));

  return g_ascii_strncasecmp (trimmed, word, strlen (word)) == 0 &&
         !g_ascii_isalnum (trimmed[strlen (word)]) && trimmed[strlen (word)] != '-';
}

/**
 * rbk_mail_find_writer:
 *
 * What a machine writes is neither a reply nor a request to stop (K-35): Auto-Submitted other than “no”, an
 * empty Return-Path or a delivery report (RFC 3834, RFC 3464), and the marks that mail systems used before.
 *
 * Returns: who wrote an email with these header fields
 */
RbkWriter
rbk_mail_find_writer (const RbkMailMarks *marks)
{
  static const char *const precedences[] = { "bulk", "junk", "list", "auto_reply" };
  g_autofree char *path = marks->return_path != NULL ? g_strstrip (g_strdup (marks->return_path)) : NULL;

  if ((path != NULL && g_str_equal (path, "<>")) ||
      (marks->content_type != NULL && begins_with (marks->content_type, "multipart/report")))
    return RBK_WRITER_BOUNCE;
  if (marks->auto_submitted != NULL && !begins_with (marks->auto_submitted, "no"))
    return RBK_WRITER_MACHINE;
  for (guint i = 0; marks->precedence != NULL && i < G_N_ELEMENTS (precedences); i++)
    {
      if (begins_with (marks->precedence, precedences[i]))
        return RBK_WRITER_MACHINE;
    }
  return marks->auto_reply != NULL ? RBK_WRITER_MACHINE : RBK_WRITER_PERSON;
}
