/* rbk-desk-judge.c: a review, from what lacks of it to what follows from it.
 *
 * The first decision about a sound stands (rbk_ledger_review()): a review that came later is kept without its
 * decision, and who made it is told. What a manager wrote is never lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WAITING                                                                                              \
  (RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) | RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD) |       \
   RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_FAILED))

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        return FALSE;
    }
  return TRUE;
}

/* ---- What lacks ---- */

static guint
count_open (RbkRubric *rubric, JsonObject *scores)
{
  guint open = 0;

  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    {
      gint64 score = rbk_json_get_int (scores, rbk_rubric_get_criterion (rubric, i)->id, -1);

      open += score < 0 || score > RBK_RUBRIC_BEST;
    }
  return open;
}

static guint
count_strengths (const RbkReviewDraft *draft)
{
  guint n = 0;

  for (guint i = 0; draft->strengths != NULL && draft->strengths[i] != NULL; i++)
    n += !is_blank (draft->strengths[i]);
  return n;
}

/* (nullable): the first gate that failed, of those that the rubric has */
static const RbkRubricGate *
find_failed (RbkRubric *rubric, const RbkReviewDraft *draft)
{
  for (guint i = 0; draft->failed != NULL && draft->failed[i] != NULL; i++)
    {
      const RbkRubricGate *gate = rbk_rubric_find_gate (rubric, draft->failed[i]);

      if (gate != NULL)
        return gate;
    }
  return NULL;
}

static gboolean
is_one_line (const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  return strchr (words, '\n') == NULL;
}

static char *
dup_lack_of (RbkRubric *rubric, const RbkReviewDraft *draft)
{
  guint open = count_open (rubric, draft->scores);
  const RbkRubricGate *failed = find_failed (rubric, draft);

  if (open > 0)
    return g_strdup_printf (
      g_dngettext (
        NULL, "%u criterion has no score yet (rule Q-2).", "%u criteria have no score yet (rule Q-2).", open),
      open);
  if (count_strengths (draft) == 0)
    return g_strdup (_ ("Say at least one thing that was good (rule Q-2)."));
  if (!is_one_line (draft->improvement))
    return g_strdup (_ ("Name one improvement only, the one that helps most (rule Q-2)."));
  if (draft->decision == RBK_REVIEW_DECISION_APPROVED && failed != NULL)
    return g_strdup_printf (_ ("“%s” failed, and what fails a gate does not leave (rule Q-6). Return it."),
                            failed->title);
  if (draft->decision == RBK_REVIEW_DECISION_RETURNED && failed == NULL && is_blank (draft->improvement) &&
      is_blank (draft->action))
    return g_strdup (_ ("Say what to do better when it is recorded once more (rule Q-5)."));
  return NULL;
}

/**
 * rbk_desk_dup_review_lack:
 *
 * Returns: (transfer full) (nullable): what still lacks of @draft, or why it may not be at all; NULL when it
 *   is whole
 */
char *
rbk_desk_dup_review_lack (RbkDesk *self, const RbkReviewDraft *draft)
{
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GError) error = NULL;

  if (self->reader == NULL)
    return g_strdup (_ ("Ringback is closing."));
  item = rbk_desk_dup_review_item (self, draft->item, &error);
  if (item == NULL || !rbk_desk_may_review (self, item, &error))
    return g_strdup (error->message);
  return dup_lack_of (rbk_desk_get_rubric (self), draft);
}

/* ---- Deciding ---- */

/* What is on its way into the ledger. */
typedef struct
{
  JsonObject *payload; /* (owned): of the review */
  RbkReviewDecision decision;
  char *heard; /* (owned) (nullable): the content that the page had */
} Judgement;

static void
judgement_free (gpointer data)
{
  Judgement *judgement = data;

  g_free (judgement->heard);
  json_object_unref (judgement->payload);
  g_free (judgement);
}

static JsonArray *
make_array (const char *const *texts, gboolean words)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (texts[i]));

      if (!words || *text != '\0')
        json_array_add_string_element (array, text);
    }
  return array;
}

static void
set_words (JsonObject *payload, const char *member, const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text != NULL ? text : ""));

  if (*words != '\0')
    json_object_set_string_member (payload, member, words);
}

/* whether it is one of two that know nothing of each other. Where nobody else could make the other, it
 * would be waited for for ever; and whoever comes third has read both. */
static gboolean
is_one_of_two (RbkDesk *self, RbkReviewItem *item)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);

  if (!facts->is_blind || facts->state == RBK_REVIEW_STATE_SECOND)
    return facts->is_blind;
  if (facts->state != RBK_REVIEW_STATE_WAITING)
    return FALSE;
  for (guint i = 0; i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      if (g_str_equal (rbk_person_get_role (person), "manager") && !rbk_person_has_left (person) &&
          g_strcmp0 (rbk_person_get_id (person), self->person) != 0 &&
          g_strcmp0 (rbk_person_get_id (person), facts->author) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Of the scores, those of the rubric alone. The total is theirs and nothing else's. */
static JsonObject *
make_payload (RbkRubric *rubric, gboolean is_blind, const RbkReviewDraft *draft)
{
  JsonObject *payload = rbk_json_new ("item", draft->item, NULL);
  JsonObject *scores = json_object_new ();
  JsonArray *failed = json_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) gates = NULL;

  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    {
      const char *id = rbk_rubric_get_criterion (rubric, i)->id;

      json_object_set_int_member (scores, id, rbk_json_get_int (draft->scores, id, 0));
    }
  for (guint i = 0; draft->failed != NULL && draft->failed[i] != NULL; i++)
    {
      if (rbk_rubric_find_gate (rubric, draft->failed[i]) == NULL)
        continue;
      json_array_add_string_element (failed, draft->failed[i]);
      g_strv_builder_add (builder, draft->failed[i]);
    }
  gates = g_strv_builder_end (builder);
  json_object_set_int_member (payload, "rubric", rbk_rubric_get_version (rubric));
  json_object_set_int_member (
    payload, "total", rbk_rubric_total (rubric, scores, (const char *const *) gates));
  json_object_set_object_member (payload, "scores", scores);
  json_object_set_array_member (payload, "failed", failed);
  json_object_set_array_member (payload, "strengths", make_array (draft->strengths, TRUE));
  set_words (payload, "improvement", draft->improvement);
  set_words (payload, "action", draft->action);
  if (is_blind)
    json_object_set_boolean_member (payload, "blind", TRUE);
  if (draft->found != NULL && *draft->found != NULL)
    json_object_set_array_member (payload, "found", make_array (draft->found, FALSE));
  return payload;
}

/* A return takes what waits for it back, and its draft is in the making again, in the same transaction. */
static void
add_way_back (RbkDesk *self, const RbkReviewFacts *facts, GPtrArray *entries)
{
  JsonObject *cancelled = rbk_json_new ("message",
                                        facts->message,
                                        "state",
                                        rbk_message_state_get_name (RBK_MESSAGE_STATE_CANCELLED),
                                        "detail",
                                        _ ("A manager returned it, to be recorded once more."),
                                        "rule",
                                        RBK_GATE_APPROVAL_RULE,
                                        NULL);

  json_object_set_int_member (cancelled, "attempt", 0);
  json_object_set_int_member (cancelled, "next_us", 0);
  g_ptr_array_add (entries, rbk_desk_new_entry (self, RBK_ENTRY_KIND_DELIVERY, facts->customer, cancelled));
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self,
                                       RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                                       facts->customer,
                                       rbk_json_new ("event", "opened", "draft", facts->id, NULL)));
}

/* (transfer full): who decided what, for one who came later. @item: (nullable) */
static char *
dup_who_decided (RbkDesk *self, RbkReviewItem *item)
{
  const RbkReviewFacts *facts = item != NULL ? rbk_review_item_get_facts (item) : NULL;
  RbkReviewDecision decision = facts != NULL ? facts->decision : RBK_REVIEW_DECISION_NONE;
  gboolean own = facts != NULL && g_strcmp0 (facts->decided_by, self->person) == 0;
  const char *name = facts != NULL ? rbk_desk_get_person_name (self, facts->decided_by) : "";

  switch (decision)
    {
    case RBK_REVIEW_DECISION_APPROVED:
      return own ? g_strdup (_ ("You have approved it already. What you wrote now was kept."))
                 : g_strdup_printf (
                     _ ("%s has approved it already. Your review and your comments were kept."), name);
    case RBK_REVIEW_DECISION_RETURNED:
      return own ? g_strdup (_ ("You have returned it already. What you wrote now was kept."))
                 : g_strdup_printf (
                     _ ("%s has returned it already. Your review and your comments were kept."), name);
    case RBK_REVIEW_DECISION_NONE:
    default:
      return g_strdup (
        _ ("It was recorded anew while you judged it. Your review and your comments were kept."));
    }
}

static void
reviewed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = g_task_get_source_object (task);
  g_autoptr (RbkReviewItem) item = NULL;
  g_autofree char *words = NULL;
  GError *error = NULL;

  if (rbk_ledger_review_finish (RBK_LEDGER (source), result, &item, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!g_error_matches (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT))
    {
      g_task_return_error (task, error);
      return;
    }
  g_error_free (error);
  words = dup_who_decided (self, item);
  g_task_return_new_error_literal (task, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE, words);
}

/* @item: as it was when its sound was compared with what was heard */
static void
append (RbkDesk *self, GTask *task, RbkReviewItem *item)
{
  Judgement *judgement = g_task_get_task_data (task);
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  const char *decision = rbk_review_decision_get_name (judgement->decision);

  json_object_set_string_member (judgement->payload, "source", facts->source);
  if (decision != NULL)
    json_object_set_string_member (judgement->payload, "decision", decision);
  g_ptr_array_add (
    entries,
    rbk_desk_new_entry (self, RBK_ENTRY_KIND_REVIEW, facts->customer, json_object_ref (judgement->payload)));
  if (judgement->decision == RBK_REVIEW_DECISION_RETURNED && facts->outcome == RBK_REVIEW_OUTCOME_WAITING &&
      facts->message != NULL)
    add_way_back (self, facts, entries);
  rbk_ledger_review_async (
    self->ledger, entries, WAITING, g_task_get_cancellable (task), reviewed_cb, g_object_ref (task));
}

static void
heard_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  GError *error = NULL;
  RbkLedgerReader *reader = rbk_desk_get_worker_reader (self, &error);
  g_autoptr (RbkReviewSound) sound = reader != NULL ? rbk_review_sound_load (reader, data, &error) : NULL;

  if (sound != NULL)
    g_task_return_pointer (task, g_steal_pointer (&sound), (GDestroyNotify) rbk_review_sound_free);
  else
    g_task_return_error (task, error);
}

/* What is judged is what was heard, or nothing is decided. */
static void
heard_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  Judgement *judgement = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (RbkReviewSound) sound = g_task_propagate_pointer (G_TASK (result), &error);

  if (sound == NULL)
    g_task_return_error (task, error);
  else if (self->reader == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  else if (judgement->heard != NULL && g_strcmp0 (judgement->heard, sound->content) != 0)
    g_task_return_new_error_literal (
      task,
      RBK_DESK_ERROR,
      RBK_DESK_ERROR_INVALID,
      _ ("It was recorded anew while you listened. Listen to what is there now, then judge that."));
  else
    {
      json_object_set_string_member (judgement->payload, "content", sound->content);
      append (self, task, sound->item);
    }
}

/**
 * rbk_desk_review_async:
 * @draft: (transfer none): a whole one: rbk_desk_dup_review_lack()
 *
 * One entry with everything, and what follows from the decision in the same transaction.
 */
void
rbk_desk_review_async (RbkDesk *self,
                       const RbkReviewDraft *draft,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkRubric *rubric = rbk_desk_get_rubric (self);
  g_autoptr (RbkReviewItem) item = NULL;
  g_autofree char *lack = NULL;
  Judgement *judgement;
  GError *error = NULL;
  GTask *heard;

  if (!rbk_desk_check_may_act (self, task))
    return;
  item = rbk_desk_dup_review_item (self, draft->item, &error);
  if (item == NULL || !rbk_desk_may_review (self, item, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  lack = dup_lack_of (rubric, draft);
  if (lack != NULL)
    {
      g_task_return_new_error_literal (task, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, lack);
      return;
    }
  judgement = g_new0 (Judgement, 1);
  judgement->payload = make_payload (rubric, is_one_of_two (self, item), draft);
  judgement->decision = draft->decision;
  judgement->heard = g_strdup (draft->heard);
  g_task_set_task_data (task, judgement, judgement_free);
  heard = g_task_new (self, cancellable, heard_cb, g_object_ref (task));
  g_task_set_task_data (heard, g_strdup (draft->item), g_free);
  rbk_worker_queue (self->worker, heard, heard_thread);
}

gboolean
rbk_desk_review_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
