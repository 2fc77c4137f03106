/* rbk-desk-review.c: who may judge what, what salespeople submit and answer, and comments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-leaving-sound.h"
#include "media/rbk-pcm.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/* Longer than anybody reads beside a waveform. */
#define LONGEST_COMMENT 2000

static void
refuse (GError **error, RbkDeskError code, const char *words)
{
  g_set_error_literal (error, RBK_DESK_ERROR, code, words);
}

/**
 * rbk_desk_is_reviewer:
 *
 * Returns: whether whoever acts here reviews voicemails at all
 */
gboolean
rbk_desk_is_reviewer (RbkDesk *self)
{
  return rbk_desk_may (self, RBK_RIGHT_REVIEW, NULL);
}

/**
 * rbk_desk_may_review:
 *
 * nobody judges their own; a manager's is judged by another manager.
 *
 * Returns: whether whoever acts here may judge @item; else %RBK_DESK_ERROR_REFUSED
 */
gboolean
rbk_desk_may_review (RbkDesk *self, RbkReviewItem *item, GError **error)
{
  if (g_strcmp0 (rbk_review_item_get_facts (item)->author, self->person) == 0)
    {
      refuse (error,
              RBK_DESK_ERROR_REFUSED,
              rbk_desk_is_reviewer (self)
                ? _ ("This is your own voicemail, and another manager reviews it (rule Q-4).")
                : _ ("This is your own voicemail, and a manager reviews it (rule Q-4)."));
      return FALSE;
    }
  return rbk_desk_may (self, RBK_RIGHT_REVIEW, error);
}

/**
 * rbk_desk_dup_approval_words:
 *
 * Returns: (transfer full) (nullable): that a voicemail of whoever acts here waits for a manager's approval
 * before it leaves, and for whose; NULL if it does not, by the company policy
 */
char *
rbk_desk_dup_approval_words (RbkDesk *self)
{
  return self->background != NULL && self->reader != NULL
           ? rbk_gate_background_dup_approval_words (self->background, self->reader, self->person)
           : NULL;
}

/* (transfer full): the item as it stands, or NULL with an RbkLedgerError. */
RbkReviewItem *
rbk_desk_dup_review_item (RbkDesk *self, const char *item, GError **error)
{
  return rbk_ledger_reader_get_review_item (self->reader, item, error);
}

/* (transfer full) (element-type RbkReview): all that was said of an item, oldest first. */
GPtrArray *
rbk_desk_list_reviews (RbkDesk *self, const char *item, GError **error)
{
  return rbk_ledger_reader_list_reviews (self->reader, item, error);
}

/* (transfer full): the zone in which the showroom counts days and weeks. */
GTimeZone *
rbk_desk_dup_zone (RbkDesk *self)
{
  const char *id = self->showroom != NULL ? rbk_showroom_get_time_zone (self->showroom) : NULL;
  GTimeZone *zone = id != NULL ? g_time_zone_new_identifier (id) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* The item that @task is about, for one who may act; else the task is answered. */
static RbkReviewItem *
begin (RbkDesk *self, GTask *task, const char *item)
{
  RbkReviewItem *known;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return NULL;
  known = rbk_desk_dup_review_item (self, item, &error);
  if (known == NULL)
    g_task_return_error (task, error);
  return known;
}

/* ---- Submitting ---- */

/* What is to be submitted; the worker fills in the rest. */
typedef struct
{
  char *customer;      /* (owned) */
  char *draft;         /* (owned) */
  char *take;          /* (owned) */
  char *note;          /* (owned) (nullable) */
  JsonArray *passages; /* (owned) (nullable) */
  gint64 seconds;
} Submission;

static void
submission_free (gpointer data)
{
  Submission *submission = data;

  g_free (submission->customer);
  g_free (submission->draft);
  g_free (submission->take);
  g_free (submission->note);
  g_clear_pointer (&submission->passages, json_array_unref);
  g_free (submission);
}

/* The take as it is heard now. */
static gboolean
read_submission (RbkDesk *self, Submission *submission, GError **error)
{
  g_autoptr (RbkLeavingSound) sound =
    rbk_leaving_sound_read (self, submission->customer, submission->draft, submission->take, error);

  if (sound == NULL)
    return FALSE;
  if (rbk_draft_is_closed (sound->draft))
    {
      refuse (error,
              RBK_DESK_ERROR_INVALID,
              _ ("This recording was sent or left already. It is reviewed without being submitted."));
      return FALSE;
    }
  submission->passages = sound->passages != NULL ? json_array_ref (sound->passages) : NULL;
  submission->seconds =
    (rbk_pcm_duration_us (g_bytes_get_size (sound->pcm)) + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC;
  return TRUE;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_submission (RBK_DESK (source), data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  Submission *submission = g_task_get_task_data (task);
  GError *error = NULL;
  JsonObject *payload;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload =
    rbk_json_new ("draft", submission->draft, "take", submission->take, "note", submission->note, NULL);
  json_object_set_int_member (payload, "seconds", submission->seconds);
  if (submission->passages != NULL)
    json_object_set_array_member (payload, "passages", json_array_ref (submission->passages));
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED, submission->customer, payload);
}

/* (transfer full) (nullable): NULL for nothing but blanks */
static char *
dup_words (const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *words != '\0' ? g_steal_pointer (&words) : NULL;
}

/**
 * rbk_desk_submit_voicemail_async:
 * @draft: an open draft of @customer
 * @take: one of its takes; it is judged with the edits that it has now
 * @note: (nullable): to who reviews it
 *
 * Practice is refused (V-20), and so is a silent take (V-15).
 */
void
rbk_desk_submit_voicemail_async (RbkDesk *self,
                                 const char *customer,
                                 const char *draft,
                                 const char *take,
                                 const char *note,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  Submission *submission;
  GTask *read;

  if (!rbk_desk_check_may_act (self, task))
    return;
  submission = g_new0 (Submission, 1);
  submission->customer = g_strdup (customer);
  submission->draft = g_strdup (draft);
  submission->take = g_strdup (take);
  submission->note = dup_words (note);
  g_task_set_task_data (task, submission, submission_free);
  read = g_task_new (self, cancellable, read_cb, g_object_ref (task));
  /* The submission outlives the worker's part: the outer task owns it. */
  g_task_set_task_data (read, submission, NULL);
  rbk_worker_queue (self->worker, read, read_thread);
}

gboolean
rbk_desk_submit_voicemail_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* ---- Answers ---- */

/**
 * rbk_desk_reply_to_review_async:
 * @review: (nullable): the review that is answered
 * @text: (nullable): NULL acknowledges it without words
 *
 * By whoever spoke the voicemail, who acknowledges by it; or by a manager, who answers in words.
 */
void
rbk_desk_reply_to_review_async (RbkDesk *self,
                                const char *item,
                                const char *review,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (RbkReviewItem) known = begin (self, task, item);
  g_autofree char *words = dup_words (text);
  const RbkReviewFacts *facts;
  GError *error = NULL;
  JsonObject *payload;
  gboolean own;

  if (known == NULL)
    return;
  facts = rbk_review_item_get_facts (known);
  own = g_strcmp0 (facts->author, self->person) == 0;
  if (!own && !rbk_desk_may_review (self, known, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!own && words == NULL)
    {
      refuse (
        &error,
        RBK_DESK_ERROR_REFUSED,
        _ ("Only whoever spoke this voicemail can acknowledge the review (rule Q-5). Write an answer."));
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("item", item, "review", review, "text", words, NULL);
  if (own)
    json_object_set_boolean_member (payload, "acknowledged", TRUE);
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_REVIEW_REPLY, facts->customer, payload);
}

gboolean
rbk_desk_reply_to_review_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* ---- Comments ---- */

static gboolean
check_comment (
  RbkDesk *self, const char *item, const char *comment, gint64 position_us, const char *words, GError **error)
{
  g_autoptr (RbkEntry) first = NULL;

  if (position_us < 0 || (words != NULL && g_utf8_strlen (words, -1) > LONGEST_COMMENT) ||
      (words == NULL && comment == NULL))
    {
      refuse (error, RBK_DESK_ERROR_INVALID, _ ("A comment needs words, and not more than a page of them."));
      return FALSE;
    }
  if (comment == NULL)
    return TRUE;
  first = rbk_ledger_reader_get_entry (self->reader, comment, error);
  if (first == NULL)
    return FALSE;
  if (rbk_entry_get_kind (first) == RBK_ENTRY_KIND_REVIEW_COMMENT &&
      g_strcmp0 (rbk_entry_get_string (first, "item"), item) == 0 &&
      g_strcmp0 (rbk_entry_get_author (first), self->person) == 0)
    return TRUE;
  refuse (
    error, RBK_DESK_ERROR_REFUSED, _ ("This is somebody else’s comment. Write one of your own beside it."));
  return FALSE;
}

/**
 * rbk_desk_comment_async:
 * @comment: (nullable): the id of one's own comment that is corrected
 * @position_us: the moment in the voicemail
 * @text: "" takes it away
 *
 * It is an entry at once, so that a power failure takes none.
 */
void
rbk_desk_comment_async (RbkDesk *self,
                        const char *item,
                        const char *comment,
                        gint64 position_us,
                        const char *text,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (RbkReviewItem) known = begin (self, task, item);
  g_autofree char *words = dup_words (text);
  GError *error = NULL;
  JsonObject *payload;

  if (known == NULL)
    return;
  if (!rbk_desk_may_review (self, known, &error) ||
      !check_comment (self, item, comment, position_us, words, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  payload = rbk_json_new ("item", item, "comment", comment, "text", words != NULL ? words : "", NULL);
  json_object_set_int_member (payload, "position_us", position_us);
  rbk_desk_return_append_one (
    self, task, RBK_ENTRY_KIND_REVIEW_COMMENT, rbk_review_item_get_facts (known)->customer, payload);
}

gboolean
rbk_desk_comment_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
