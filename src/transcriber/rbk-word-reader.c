/* rbk-word-reader.c
 *
 * The helper runs foreign code on whatever file somebody chose as a model, so what it says is as
 * hostile as what comes from a network: lines, words and numbers are bounded before they are used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcriber/rbk-word-reader.h"
#include "model/rbk-json.h"
#include "transcriber/rbk-transcriber-error.h"
#include <glib/gi18n-lib.h>

/* The longest word with every byte escaped, and the numbers beside it. */
#define LONGEST_LINE (6 * RBK_TRANSCRIPT_MAX_WORD_BYTES + 256)

/* A percent each and the end: nobody needs more of them. */
#define MOST_PROGRESS_LINES 1000

#define LONGEST_ENGINE 64

/* Engines count time in steps; the last word may end this much after the sound. */
#define SLACK_US (100 * G_TIME_SPAN_MILLISECOND)

struct _RbkWordReader
{
  gint64 length_us;
  RbkTranscriberProgressFunc progress; /* (nullable) */
  gpointer user_data;

  GString *line;    /* (owned): what there is of the line that is coming */
  GArray *words;    /* (owned) (element-type RbkTranscriptWord) */
  GPtrArray *texts; /* (owned) (element-type utf8): what the words point to */
  double said;      /* the progress that was passed on last */
  guint n_progress;
  char *engine; /* (owned) (nullable): set by the last line */
};

/**
 * rbk_word_reader_new:
 * @length_us: of the sound that the helper was given; no word lies after it
 * @progress: (nullable): is told how far the helper is
 *
 * Returns: (transfer full): a reader that waits for the first line
 */
RbkWordReader *
rbk_word_reader_new (gint64 length_us, RbkTranscriberProgressFunc progress, gpointer user_data)
{
  RbkWordReader *self = g_new0 (RbkWordReader, 1);

  self->length_us = length_us;
  self->progress = progress;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->words = g_array_new (FALSE, FALSE, sizeof (RbkTranscriptWord));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rbk_word_reader_free (RbkWordReader *self)
{
  g_string_free (self->line, TRUE);
  g_array_unref (self->words);
  g_ptr_array_unref (self->texts);
  g_free (self->engine);
  g_free (self);
}

/* A whole number stands in JSON for the same number with a point. */
static gboolean
get_fraction (JsonObject *object, const char *member, double *value)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type =
    node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
    return FALSE;
  *value = json_node_get_double (node);
  return *value >= 0 && *value <= 1;
}

static gboolean
read_progress (RbkWordReader *self, JsonObject *line)
{
  double progress;

  if (!get_fraction (line, "progress", &progress) || ++self->n_progress > MOST_PROGRESS_LINES)
    return FALSE;
  if (progress > self->said)
    {
      self->said = progress;
      if (self->progress != NULL)
        self->progress (progress, self->user_data);
    }
  return TRUE;
}

static gboolean
read_word (RbkWordReader *self, JsonObject *line)
{
  const char *text = rbk_json_get_string (line, "w");
  gint64 longest_ms = (self->length_us + SLACK_US) / G_TIME_SPAN_MILLISECOND;
  gint64 t0 = rbk_json_get_int (line, "t0", -1);
  gint64 t1 = rbk_json_get_int (line, "t1", -1);
  RbkTranscriptWord word = { 0 };

  if (text == NULL || *text == '\0' || strlen (text) > RBK_TRANSCRIPT_MAX_WORD_BYTES ||
      !g_utf8_validate (text, -1, NULL) || t0 < 0 || t1 < t0 || t1 > longest_ms ||
      !get_fraction (line, "p", &word.probability) || self->words->len >= RBK_TRANSCRIPT_MAX_WORDS)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        return FALSE;
    }
  g_ptr_array_add (self->texts, g_strdup (text));
  word.text = g_ptr_array_index (self->texts, self->texts->len - 1);
  word.t0_us = MIN (t0 * G_TIME_SPAN_MILLISECOND, self->length_us);
  word.t1_us = MIN (t1 * G_TIME_SPAN_MILLISECOND, self->length_us);
  g_array_append_val (self->words, word);
  return TRUE;
}

static gboolean
read_end (RbkWordReader *self, JsonObject *line)
{
  const char *engine = rbk_json_get_string (line, "engine");

  if (engine == NULL || *engine == '\0' || strlen (engine) > LONGEST_ENGINE ||
      rbk_json_get_int (line, "words", -1) != (gint64) self->words->len)
    return FALSE;
  self->engine = g_strdup (engine);
  return TRUE;
}

static gboolean
read_line (RbkWordReader *self)
{
  g_autoptr (JsonObject) line = NULL;

  /* Nothing comes after the last line. */
  if (self->engine != NULL)
    return FALSE;
  line = rbk_json_parse_object (self->line->str, (gssize) self->line->len, NULL);
  if (line == NULL)
    return FALSE;
  if (json_object_has_member (line, "w"))
    return read_word (self, line);
  if (json_object_has_member (line, "progress"))
    return read_progress (self, line);
  return read_end (self, line);
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (
    error,
    RBK_TRANSCRIBER_ERROR,
    RBK_TRANSCRIBER_ERROR_GARBAGE,
    _ ("The program that makes transcripts gave an answer that makes no sense. The recording is as it was; "
       "listen to it, or try another model."));
  return FALSE;
}

/**
 * rbk_word_reader_feed:
 * @data: what the helper said since the last call, cut anywhere
 *
 * Returns: whether it is what a helper says so far; if not, with %RBK_TRANSCRIBER_ERROR_GARBAGE, the
 *   reader is good for nothing but to be freed
 */
gboolean
rbk_word_reader_feed (RbkWordReader *self, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      const char *end = memchr (data, '\n', length);
      gsize n = end != NULL ? (gsize) (end - data) : length;

      if (self->line->len + n > LONGEST_LINE)
        return refuse (error);
      g_string_append_len (self->line, data, (gssize) n);
      if (end == NULL)
        break;
      if (!read_line (self))
        return refuse (error);
      g_string_truncate (self->line, 0);
      data += n + 1;
      length -= n + 1;
    }
  return TRUE;
}

/**
 * rbk_word_reader_end:
 * @model_sha256: (nullable): of the model that the helper was given
 *
 * Returns: (transfer full): the transcript, if the helper came to its end; else NULL with
 *   %RBK_TRANSCRIBER_ERROR_GARBAGE
 */
RbkTranscript *
rbk_word_reader_end (RbkWordReader *self, const char *model_sha256, GError **error)
{
  if (self->engine == NULL || self->line->len > 0)
    {
      refuse (error);
      return NULL;
    }
  return rbk_transcript_new (
    self->engine, model_sha256, (const RbkTranscriptWord *) (gpointer) self->words->data, self->words->len);
}
