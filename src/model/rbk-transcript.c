/* rbk-transcript.c
 *
 * As JSON: {"engine", "model" (sha256, left out where there is none), "corrected" (left out unless
 * true), "words": [{"w": text, "t0", "t1": microseconds, "p": thousandths, "hand": true}]}.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-transcript.h"

#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"

#include <math.h>

#define MAX_ENGINE_BYTES 64
#define SHA256_DIGITS    64
#define THOUSANDTHS      1000

G_DEFINE_QUARK (rbk - transcript - error - quark, rbk_transcript_error)

struct _RbkTranscript
{
  GObject parent_instance;

  char *engine; /* (owned) */
  char *model;  /* (owned) (nullable) */
  gboolean corrected;
  GArray *words; /* (owned) (element-type RbkTranscriptWord): each owns its text */
};

G_DEFINE_FINAL_TYPE (RbkTranscript, rbk_transcript, G_TYPE_OBJECT)

static void
clear_word (gpointer data)
{
  RbkTranscriptWord *word = data;

  g_free ((char *) word->text);
}

static void
rbk_transcript_finalize (GObject *object)
{
  RbkTranscript *self = RBK_TRANSCRIPT (object);

  g_free (self->engine);
  g_free (self->model);
  g_array_unref (self->words);
  G_OBJECT_CLASS (rbk_transcript_parent_class)->finalize (object);
}

static void
rbk_transcript_class_init (RbkTranscriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_transcript_finalize;
}

static void
rbk_transcript_init (RbkTranscript *self)
{
  self->words = g_array_new (FALSE, TRUE, sizeof (RbkTranscriptWord));
  g_array_set_clear_func (self->words, clear_word);
}

static gboolean
is_sha256 (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
    }
  return length == SHA256_DIGITS;
}

static gint64
clamp_time (gint64 time_us, gint64 not_before_us)
{
  return CLAMP (time_us, not_before_us, RBK_TRANSCRIPT_MAX_US);
}

/* Appends one word without white space; what cannot be shown is left out of it. A word of nothing but
 * punctuation belongs to the one before it. */
static void
append_word (RbkTranscript *self, const char *text, const RbkTranscriptWord *like)
{
  RbkTranscriptWord *last =
    self->words->len > 0 ? &g_array_index (self->words, RbkTranscriptWord, self->words->len - 1) : NULL;
  GString *shown = g_string_new (NULL);
  gboolean is_word = FALSE;
  RbkTranscriptWord word = *like;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isprint (c))
        continue;
      if (shown->len + 6 > RBK_TRANSCRIPT_MAX_WORD_BYTES)
        break;
      g_string_append_unichar (shown, c);
      is_word = is_word || g_unichar_isalnum (c);
    }
  word.text = g_string_free_and_steal (shown);
  if (!is_word && last != NULL && strlen (last->text) + strlen (word.text) <= RBK_TRANSCRIPT_MAX_WORD_BYTES)
    {
      char *joined = g_strconcat (last->text, word.text, NULL);

      g_free ((char *) last->text);
      last->text = joined;
    }
  if (!is_word || self->words->len >= RBK_TRANSCRIPT_MAX_WORDS)
    {
      g_free ((char *) word.text);
      return;
    }
  word.t0_us = clamp_time (word.t0_us, last != NULL ? last->t0_us : 0);
  word.t1_us = clamp_time (word.t1_us, word.t0_us);
  word.probability = word.probability >= 0 ? MIN (word.probability, 1) : 0; /* not a number: 0 */
  word.probability = round (word.probability * THOUSANDTHS) / THOUSANDTHS;
  word.by_hand = word.by_hand != FALSE;
  g_array_append_val (self->words, word);
}

/* A recogniser may give several words as one; they share its time by their letters. */
static void
append_words (RbkTranscript *self, const RbkTranscriptWord *given)
{
  g_auto (GStrv) parts = NULL;
  glong letters = 0;
  glong before = 0;

  if (given->text == NULL || !g_utf8_validate (given->text, -1, NULL))
    return;
  parts = g_regex_split_simple ("\\s+", given->text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
  for (guint i = 0; parts[i] != NULL; i++)
    letters += g_utf8_strlen (parts[i], -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      RbkTranscriptWord word = *given;
      gint64 from = clamp_time (given->t0_us, 0);
      gint64 length = clamp_time (given->t1_us, from) - from;
      glong n = g_utf8_strlen (parts[i], -1);

      if (n == 0)
        continue;
      word.t0_us = from + length * before / letters;
      word.t1_us = from + length * (before + n) / letters;
      before += n;
      append_word (self, parts[i], &word);
    }
}

/**
 * rbk_transcript_new:
 * @engine: what recognised it, for example "whisper"
 * @model_sha256: (nullable): the sha256 of the model's file, in hexadecimal
 * @words: (array length=n_words): what was recognised, in order; copied
 *
 * Takes whatever a recogniser says: a text of several words is split, words that are not UTF-8, have
 * no letter or come after %RBK_TRANSCRIPT_MAX_WORDS are left out, times that run backwards or past
 * %RBK_TRANSCRIPT_MAX_US are set right, and so are probabilities.
 *
 * Returns: (transfer full): the transcript; it may have no words
 */
RbkTranscript *
rbk_transcript_new (const char *engine,
                    const char *model_sha256,
                    const RbkTranscriptWord *words,
                    gsize n_words)
{
  RbkTranscript *self = g_object_new (RBK_TYPE_TRANSCRIPT, NULL);

  self->engine = g_utf8_make_valid (engine, -1);
  if (strlen (self->engine) > MAX_ENGINE_BYTES)
    *g_utf8_find_prev_char (self->engine, self->engine + MAX_ENGINE_BYTES + 1) = '\0';
  if (model_sha256 != NULL && is_sha256 (model_sha256))
    self->model = g_ascii_strdown (model_sha256, -1);
  for (gsize i = 0; i < n_words; i++)
    append_words (self, &words[i]);
  return self;
}

static gboolean
read_word (JsonObject *row, RbkTranscriptWord *word)
{
  gint64 thousandths = rbk_json_get_int (row, "p", -1);

  word->text = rbk_json_get_string (row, "w");
  word->t0_us = rbk_json_get_int (row, "t0", -1);
  word->t1_us = rbk_json_get_int (row, "t1", -1);
  word->probability = (double) thousandths / THOUSANDTHS;
  word->by_hand = rbk_json_get_boolean (row, "hand", FALSE);
  return word->text != NULL && *word->text != '\0' && strlen (word->text) <= RBK_TRANSCRIPT_MAX_WORD_BYTES &&
         word->t0_us >= 0 && word->t1_us >= word->t0_us && word->t1_us <= RBK_TRANSCRIPT_MAX_US &&
         thousandths >= 0 && thousandths <= THOUSANDTHS;
}

/**
 * rbk_transcript_new_from_json:
 * @payload: (nullable): what rbk_transcript_to_json() made, or anything else
 *
 * Returns: (transfer full): the transcript, or NULL with an %RBK_TRANSCRIPT_ERROR
 */
RbkTranscript *
rbk_transcript_new_from_json (JsonObject *payload, GError **error)
{
  const char *engine = rbk_json_get_string (payload, "engine");
  const char *model = rbk_json_get_string (payload, "model");
  JsonArray *rows = rbk_json_get_array (payload, "words");
  g_autoptr (RbkTranscript) self = NULL;

  if (engine == NULL || rows == NULL || strlen (engine) > MAX_ENGINE_BYTES ||
      (model != NULL && !is_sha256 (model)))
    {
      g_set_error_literal (error, RBK_TRANSCRIPT_ERROR, RBK_TRANSCRIPT_ERROR_FORM, "not a transcript");
      return NULL;
    }
  if (json_array_get_length (rows) > RBK_TRANSCRIPT_MAX_WORDS)
    {
      g_set_error (error,
                   RBK_TRANSCRIPT_ERROR,
                   RBK_TRANSCRIPT_ERROR_TOO_LONG,
                   "a transcript of %u words",
                   json_array_get_length (rows));
      return NULL;
    }
  self = rbk_transcript_new (engine, model, NULL, 0);
  self->corrected = rbk_json_get_boolean (payload, "corrected", FALSE);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      RbkTranscriptWord word;

      if (!read_word (rbk_json_array_get_object (rows, i), &word))
        {
          g_set_error (error, RBK_TRANSCRIPT_ERROR, RBK_TRANSCRIPT_ERROR_FORM, "word %u is no word", i);
          return NULL;
        }
      append_words (self, &word);
    }
  return g_steal_pointer (&self);
}

/**
 * rbk_transcript_to_json:
 *
 * Returns: (transfer full): the transcript as an entry's payload keeps it
 */
JsonObject *
rbk_transcript_to_json (RbkTranscript *self)
{
  JsonObject *payload = rbk_json_new ("engine", self->engine, "model", self->model, NULL);
  JsonArray *rows = json_array_sized_new (self->words->len);

  if (self->corrected)
    json_object_set_boolean_member (payload, "corrected", TRUE);
  for (guint i = 0; i < self->words->len; i++)
    {
      const RbkTranscriptWord *word = &g_array_index (self->words, RbkTranscriptWord, i);
      JsonObject *row = rbk_json_new ("w", word->text, NULL);

      json_object_set_int_member (row, "t0", word->t0_us);
      json_object_set_int_member (row, "t1", word->t1_us);
      json_object_set_int_member (row, "p", (gint64) lround (word->probability * THOUSANDTHS));
      if (word->by_hand)
        json_object_set_boolean_member (row, "hand", TRUE);
      json_array_add_object_element (rows, row);
    }
  json_object_set_array_member (payload, "words", rows);
  return payload;
}

/**
 * rbk_transcript_get_engine:
 *
 * Returns: (transfer none): what recognised it
 */
const char *
rbk_transcript_get_engine (RbkTranscript *self)
{
  return self->engine;
}

/**
 * rbk_transcript_get_model_sha256:
 *
 * Returns: (nullable) (transfer none): the sha256 of the model's file, lower case
 */
const char *
rbk_transcript_get_model_sha256 (RbkTranscript *self)
{
  return self->model;
}

/**
 * rbk_transcript_is_corrected:
 *
 * Returns: whether a person changed its words; then it is what was said, no longer what a phone reads
 */
gboolean
rbk_transcript_is_corrected (RbkTranscript *self)
{
  return self->corrected;
}

/**
 * rbk_transcript_get_n_words:
 *
 * Returns: how many words there are
 */
guint
rbk_transcript_get_n_words (RbkTranscript *self)
{
  return self->words->len;
}

/**
 * rbk_transcript_get_word:
 * @index: less than rbk_transcript_get_n_words()
 *
 * Returns: (transfer none): the word, which lives as long as the transcript
 */
const RbkTranscriptWord *
rbk_transcript_get_word (RbkTranscript *self, guint index)
{
  g_return_val_if_fail (index < self->words->len, NULL);
  return &g_array_index (self->words, RbkTranscriptWord, index);
}

/**
 * rbk_transcript_dup_range:
 * @first: a word
 * @n: how many words from there; what goes past the end is not there
 *
 * Returns: (transfer full): those words with a space between them
 */
char *
rbk_transcript_dup_range (RbkTranscript *self, guint first, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < self->words->len && i - first < n; i++)
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, g_array_index (self->words, RbkTranscriptWord, i).text);
    }
  return g_string_free_and_steal (text);
}

/**
 * rbk_transcript_dup_text:
 *
 * Returns: (transfer full): all words with a space between them
 */
char *
rbk_transcript_dup_text (RbkTranscript *self)
{
  return rbk_transcript_dup_range (self, 0, self->words->len);
}

/* The same words, in their compared form. */
static GPtrArray *
plain_words_of (GArray *words)
{
  GPtrArray *plain = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (plain, rbk_plain_word_dup (g_array_index (words, RbkTranscriptWord, i).text));
  return plain;
}

static gboolean
is_same (GPtrArray *old, guint i, GPtrArray *new, guint j)
{
  return g_str_equal (g_ptr_array_index (old, i), g_ptr_array_index (new, j));
}

/* For each new word the old word that it is, or -1: the longest common subsequence, and of equally long ones
 * that which takes the earliest old words. */
static int *
match_words (GPtrArray *old, GPtrArray *new)
{
  gsize width = new->len + 1;
  g_autofree guint16 *length = g_new0 (guint16, (old->len + 1) * width);
  int *matches = g_new (int, new->len + 1);
  guint i = 0;

  for (guint a = old->len; a-- > 0;)
    {
      for (guint b = new->len; b-- > 0;)
        {
          length[a * width + b] = is_same (old, a, new, b)
                                    ? (guint16) (length[(a + 1) * width + b + 1] + 1)
                                    : MAX (length[(a + 1) * width + b], length[a * width + b + 1]);
        }
    }
  for (guint j = 0; j < new->len; j++)
    {
      matches[j] = -1;
      while (i < old->len && !is_same (old, i, new, j) &&
             length[(i + 1) * width + j] >= length[i * width + j + 1] && length[i * width + j] > 0)
        i++;
      if (i < old->len && is_same (old, i, new, j))
        matches[j] = (int) i++;
    }
  return matches;
}

/* Gives words @from…@to (exclusive) of @new, all by hand, the time between the old words @before and @after
 * (exclusive): one for one where there are as many, else in equal shares. */
static void
share_time (GArray *new, guint from, guint to, GArray *old, int before, int after)
{
  guint n_old = (guint) (after - before - 1);
  gint64 begin = 0;
  gint64 end = 0;

  if (n_old > 0)
    {
      begin = g_array_index (old, RbkTranscriptWord, before + 1).t0_us;
      end = g_array_index (old, RbkTranscriptWord, after - 1).t1_us;
    }
  else
    {
      if (before >= 0)
        begin = g_array_index (old, RbkTranscriptWord, before).t1_us;
      end = (guint) after < old->len ? g_array_index (old, RbkTranscriptWord, after).t0_us : begin;
    }
  end = MAX (begin, end);
  for (guint i = from; i < to; i++)
    {
      RbkTranscriptWord *word = &g_array_index (new, RbkTranscriptWord, i);
      gint64 share = (end - begin) / (gint64) (to - from);

      if (n_old == to - from)
        {
          word->t0_us = g_array_index (old, RbkTranscriptWord, before + 1 + (int) (i - from)).t0_us;
          word->t1_us = g_array_index (old, RbkTranscriptWord, before + 1 + (int) (i - from)).t1_us;
          continue;
        }
      word->t0_us = begin + share * (gint64) (i - from);
      word->t1_us = word->t0_us + share;
    }
}

/**
 * rbk_transcript_correct:
 * @text: what was said, as a person wrote it
 *
 * Words that are the same but for case, accents and punctuation keep their times and probability
 * (the longest common subsequence of both texts); what was written in place of other words has their
 * times, one for one if there are as many and in equal shares if not; what was added where nothing
 * was has the time between its neighbours.
 *
 * Returns: (transfer full): the corrected transcript
 */
RbkTranscript *
rbk_transcript_correct (RbkTranscript *self, const char *text)
{
  const RbkTranscriptWord typed = { .text = text, .probability = 1, .by_hand = TRUE };
  RbkTranscript *corrected = rbk_transcript_new (self->engine, self->model, &typed, 1);
  g_autoptr (GPtrArray) old = plain_words_of (self->words);
  g_autoptr (GPtrArray) new = plain_words_of (corrected->words);
  g_autofree int *matches = match_words (old, new);
  int before = -1;
  guint from = 0;

  corrected->corrected = TRUE;
  for (guint i = 0; i <= new->len; i++)
    {
      int match = i < new->len ? matches[i] : (int) old->len;

      if (match < 0)
        continue;
      if (from < i)
        share_time (corrected->words, from, i, self->words, before, match);
      if (i < new->len)
        {
          RbkTranscriptWord *word = &g_array_index (corrected->words, RbkTranscriptWord, i);
          const RbkTranscriptWord *was = &g_array_index (self->words, RbkTranscriptWord, match);

          word->t0_us = was->t0_us;
          word->t1_us = was->t1_us;
          word->probability = was->probability;
          word->by_hand = was->by_hand;
        }
      before = match;
      from = i + 1;
    }
  return corrected;
}
