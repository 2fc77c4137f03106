/* rbk-desk-examples.c: the showroom's library of voicemails that are worth hearing.
 *
 * Of an item only those passages are in it that hold nothing of the customer: a person has listened, and what
 * was read in them is looked through besides.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-take-sound.h"
#include "media/rbk-pcm.h"
#include "model/rbk-json.h"
#include "model/rbk-plain-word.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Shorter than this is no example of anything. */
#define SHORTEST_US (2 * (gint64) G_USEC_PER_SEC)

/* What is to be put into the library; the worker fills in the rest. */
typedef struct
{
  char *item;  /* (owned) */
  char *title; /* (owned) */
  gint64 from_us;
  gint64 to_us;
  RbkReviewSound *sound; /* (owned) (nullable) */
  RbkCut *cut;           /* (owned) (nullable): of what is in the library */
} Example;

static void
example_free (gpointer data)
{
  Example *example = data;

  g_free (example->item);
  g_free (example->title);
  g_clear_pointer (&example->sound, rbk_review_sound_free);
  g_clear_object (&example->cut);
  g_free (example);
}

static gint64
get_samples (gint64 time_us)
{
  return (gint64) (rbk_pcm_bytes_at (time_us) / sizeof (gint16));
}

static gboolean
cut_example (RbkDesk *self, Example *example, GError **error)
{
  RbkLedgerReader *reader = rbk_desk_get_worker_reader (self, error);
  g_autoptr (RbkCut) whole = NULL;
  gint64 length, to;

  if (reader == NULL)
    return FALSE;
  example->sound = rbk_review_sound_load (reader, example->item, error);
  if (example->sound == NULL)
    return FALSE;
  length = (gint64) (g_bytes_get_size (example->sound->pcm) / sizeof (gint16));
  whole = example->sound->cut != NULL
            ? g_object_ref (example->sound->cut)
            : rbk_cut_new_whole (rbk_take_get_id (example->sound->take), length, error);
  if (whole == NULL)
    return FALSE;
  to = MIN (get_samples (example->to_us), rbk_cut_get_length (whole));
  example->cut = rbk_cut_trim (whole, get_samples (example->from_us), to, error);
  return example->cut != NULL;
}

static void
cut_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (cut_example (RBK_DESK (source), data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* (transfer full) (nullable): what was read in the sound: by hand, or else by an engine. */
RbkTranscript *
rbk_desk_dup_transcript (RbkDesk *self, const char *content)
{
  g_autoptr (GPtrArray) entries = rbk_ledger_reader_list_transcripts (self->reader, content, NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      RbkTranscript *transcript =
        rbk_transcript_new_from_json (rbk_entry_get_payload (g_ptr_array_index (entries, i)), NULL);

      if (transcript != NULL)
        return transcript;
    }
  return NULL;
}

/* Whether @word is of the customer's name, or of what is theirs: “Lena”, “Lena’s”. */
static gboolean
is_of_customer (const char *word, const char *const *names)
{
  g_auto (GStrv) plain = rbk_plain_words_split (word);

  for (guint i = 0; plain[i] != NULL; i++)
    {
      for (guint j = 0; names[j] != NULL; j++)
        {
          if (g_str_has_prefix (plain[i], names[j]) &&
              (plain[i][strlen (names[j])] == '\0' || g_str_equal (plain[i] + strlen (names[j]), "s")))
            return TRUE;
        }
    }
  return FALSE;
}

/* (transfer full) (nullable): the words in it, without those of an end that is cut off. NULL with an error if
 * the customer is named among them */
static gboolean
read_words (RbkDesk *self, Example *example, char **text, GError **error)
{
  const char *id = rbk_review_item_get_facts (example->sound->item)->customer;
  g_autoptr (RbkTranscript) transcript = rbk_desk_dup_transcript (self, example->sound->content);
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (self, id, NULL);
  g_auto (GStrv) names = rbk_plain_words_split (
    customer != NULL && rbk_customer_get_name (customer) != NULL ? rbk_customer_get_name (customer) : "");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; transcript != NULL && i < rbk_transcript_get_n_words (transcript); i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (transcript, i);

      if (word->t1_us <= example->from_us || word->t0_us >= example->to_us)
        continue;
      if (is_of_customer (word->text, (const char *const *) names))
        {
          g_set_error (error,
                       RBK_DESK_ERROR,
                       RBK_DESK_ERROR_REFUSED,
                       _ ("“%s” is in it, and nothing of a customer goes into the library. Choose a part "
                          "before or after it."),
                       word->text);
          return FALSE;
        }
      if (word->t0_us < example->from_us || word->t1_us > example->to_us)
        continue;
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", word->text);
    }
  *text = words->len > 0 ? g_strdup (words->str) : NULL;
  return TRUE;
}

static void
append (RbkDesk *self, GTask *task, JsonObject *payload)
{
  /* About no customer: it is the showroom's. */
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE, NULL, payload);
}

static void
cut_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  Example *example = g_task_get_task_data (task);
  g_autofree char *text = NULL;
  GError *error = NULL;
  JsonObject *payload;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->reader == NULL)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
      return;
    }
  if (!read_words (self, example, &text, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("item",
                          example->item,
                          "title",
                          example->title,
                          "take",
                          rbk_take_get_id (example->sound->take),
                          "text",
                          text,
                          NULL);
  json_object_set_array_member (payload, "passages", rbk_cut_to_json (example->cut));
  json_object_set_int_member (
    payload, "seconds", (rbk_cut_get_length (example->cut) + RBK_PCM_RATE / 2) / RBK_PCM_RATE);
  append (self, task, payload);
}

/**
 * rbk_desk_add_example_async:
 * @title: what is good about it, for whoever looks for something to learn from
 * @from_us: where in the voicemail it begins
 * @to_us: where it ends
 *
 * Refused if the customer is named in it, as far as it was read. Whoever calls has asked a person to listen.
 */
void
rbk_desk_add_example_async (RbkDesk *self,
                            const char *item,
                            const char *title,
                            gint64 from_us,
                            gint64 to_us,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autofree char *words = g_strstrip (g_strdup (title != NULL ? title : ""));
  GError *error = NULL;
  Example *example;
  GTask *cut;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!rbk_desk_may (self, RBK_RIGHT_REVIEW, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (*words == '\0' || from_us < 0 || to_us - from_us < SHORTEST_US)
    {
      g_task_return_new_error_literal (task,
                                       RBK_DESK_ERROR,
                                       RBK_DESK_ERROR_INVALID,
                                       *words == '\0'
                                         ? _ ("Say what is good about it: that is what it is found by.")
                                         : _ ("Choose a part of at least two seconds."));
      return;
    }
  example = g_new0 (Example, 1);
  example->item = g_strdup (item);
  example->title = g_steal_pointer (&words);
  example->from_us = from_us;
  example->to_us = to_us;
  g_task_set_task_data (task, example, example_free);
  cut = g_task_new (self, cancellable, cut_cb, g_object_ref (task));
  /* The example outlives the worker's part: the outer task owns it. */
  g_task_set_task_data (cut, example, NULL);
  rbk_worker_queue (self->worker, cut, cut_thread);
}

gboolean
rbk_desk_add_example_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_remove_example_async:
 * @example: the id of a voicemail-example entry
 */
void
rbk_desk_remove_example_async (
  RbkDesk *self, const char *example, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (RbkEntry) entry = NULL;
  GError *error = NULL;
  JsonObject *payload;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!rbk_desk_may (self, RBK_RIGHT_REVIEW, &error) ||
      (entry = rbk_ledger_reader_get_entry (self->reader, example, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_copy (rbk_entry_get_payload (entry));
  json_object_set_boolean_member (payload, "removed", TRUE);
  append (self, task, payload);
}

gboolean
rbk_desk_remove_example_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_list_examples:
 *
 * Returns: (transfer full) (element-type RbkEntry): the showroom's library, the newest first, or NULL with an
 *   RbkLedgerError. "reviews-changed" tells of more
 */
GPtrArray *
rbk_desk_list_examples (RbkDesk *self, GError **error)
{
  return rbk_ledger_reader_list_examples (self->reader, error);
}

static GBytes *
load_example (RbkDesk *self, RbkEntry *entry, GError **error)
{
  RbkLedgerReader *reader = rbk_desk_get_worker_reader (self, error);
  g_autoptr (GHashTable) sounds = rbk_take_sound_new_sounds (NULL);
  JsonArray *passages = rbk_json_get_array (rbk_entry_get_payload (entry), "passages");
  g_autoptr (RbkDraft) draft = NULL;
  g_autoptr (RbkCut) cut = NULL;

  if (reader == NULL)
    return NULL;
  /* Without passages it would be all of the take. */
  cut = rbk_cut_new_from_json (passages, error);
  draft =
    cut != NULL ? rbk_ledger_reader_get_draft (reader, rbk_entry_get_string (entry, "item"), error) : NULL;
  return draft != NULL ? rbk_take_sound_render (reader, draft, NULL, cut, sounds, error) : NULL;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *sound = load_example (RBK_DESK (source), data, &error);

  if (sound != NULL)
    g_task_return_pointer (task, sound, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_desk_load_example_async:
 * @example: one of rbk_desk_list_examples()
 */
void
rbk_desk_load_example_async (
  RbkDesk *self, RbkEntry *example, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, rbk_desk_load_example_async);
  g_task_set_task_data (task, g_object_ref (example), g_object_unref);
  rbk_worker_queue (self->worker, task, load_thread);
}

/**
 * rbk_desk_load_example_finish:
 *
 * Returns: (transfer full): 48 kHz mono 16-bit PCM, or NULL with an error
 */
GBytes *
rbk_desk_load_example_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
