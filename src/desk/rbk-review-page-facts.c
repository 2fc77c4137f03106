/* rbk-review-page-facts.c: all about one voicemail that is judged, or was.
 *
 * What the ledger says is read where it is asked for, in the main thread; the sound is spliced and measured
 * on the desk's worker, once for each sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#include "desk/rbk-hearing-facts.h"
#include "model/rbk-tick.h"

#include <glib/gi18n-lib.h>

/* Main thread. */
struct _RbkReviewPageFacts
{
  GObject parent_instance;

  RbkDesk *desk;       /* (owned) */
  char *id;            /* (owned): of the item */
  RbkReviewItem *item; /* (owned) (nullable) */
  GPtrArray *reviews;  /* (owned) (element-type RbkReview): those that may be seen */
  GPtrArray *comments; /* (owned) (element-type RbkReviewComment): likewise */
  GPtrArray *replies;  /* (owned) (element-type RbkEntry) */
  gboolean hiding;     /* there is more that may not be seen yet */

  char *source;              /* (owned) (nullable): of the sound that is here or on its way */
  GCancellable *loading;     /* (owned) (nullable): the sound that is on its way */
  RbkReviewSound *sound;     /* (owned) (nullable) */
  RbkTakeMeasure measure;    /* of sound */
  RbkHearingFacts *known;    /* (owned) (nullable): by what sound is judged */
  RbkTranscript *transcript; /* (owned) (nullable): of sound */
  GPtrArray *remarks;        /* (owned) (element-type RbkRemark): of sound */
  GPtrArray *found; /* (owned) (element-type utf8): rules of remarks that are broken; ends with NULL */
  GError *error;    /* (owned) (nullable): why there is no sound */
};

G_DEFINE_FINAL_TYPE (RbkReviewPageFacts, rbk_review_page_facts, G_TYPE_OBJECT)

static guint changed;

static void
forget_sound (RbkReviewPageFacts *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->sound, rbk_review_sound_free);
  g_clear_pointer (&self->known, rbk_hearing_facts_free);
  g_clear_object (&self->transcript);
  g_clear_error (&self->error);
  g_clear_pointer (&self->source, g_free);
  g_ptr_array_set_size (self->remarks, 0);
  g_ptr_array_set_size (self->found, 0);
}

static void
rbk_review_page_facts_dispose (GObject *object)
{
  forget_sound (RBK_REVIEW_PAGE_FACTS (object));
  G_OBJECT_CLASS (rbk_review_page_facts_parent_class)->dispose (object);
}

static void
rbk_review_page_facts_finalize (GObject *object)
{
  RbkReviewPageFacts *self = RBK_REVIEW_PAGE_FACTS (object);

  g_clear_object (&self->item);
  g_ptr_array_unref (self->reviews);
  g_ptr_array_unref (self->comments);
  g_ptr_array_unref (self->replies);
  g_ptr_array_unref (self->remarks);
  g_ptr_array_unref (self->found);
  g_free (self->id);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_review_page_facts_parent_class)->finalize (object);
}

static void
rbk_review_page_facts_class_init (RbkReviewPageFactsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rbk_review_page_facts_dispose;
  object_class->finalize = rbk_review_page_facts_finalize;
  changed = g_signal_new (
    "changed", RBK_TYPE_REVIEW_PAGE_FACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_review_page_facts_init (RbkReviewPageFacts *self)
{
  self->reviews = g_ptr_array_new_with_free_func (g_object_unref);
  self->comments = g_ptr_array_new_with_free_func (g_object_unref);
  self->replies = g_ptr_array_new_with_free_func (g_object_unref);
  self->remarks = g_ptr_array_new_with_free_func (g_object_unref);
  self->found = g_ptr_array_new_null_terminated (0, NULL, TRUE);
}

/* ---- Who may see what (Q-3) ---- */

/* The same sound may have come twice, submitted and then sent: it is the sound that was judged. */
static gboolean
is_own_review (RbkDesk *desk, RbkReview *review)
{
  return g_strcmp0 (rbk_review_get_reviewer (review), desk->person) == 0 && rbk_review_is_of_now (review);
}

/* Whether whoever acts is one of two who judge it blind, and theirs is not in yet. Whoever spoke it is told
 * at once. */
static gboolean
judges_blind (RbkDesk *desk, RbkReviewItem *item, GPtrArray *reviews)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);

  if (!facts->is_blind ||
      (facts->state != RBK_REVIEW_STATE_WAITING && facts->state != RBK_REVIEW_STATE_SECOND) ||
      !rbk_desk_may_review (desk, item, NULL))
    return FALSE;
  for (guint i = 0; i < reviews->len; i++)
    {
      if (is_own_review (desk, g_ptr_array_index (reviews, i)))
        return FALSE;
    }
  return TRUE;
}

/**
 * rbk_desk_hides_review:
 * @review: a review, as it stands on a timeline
 *
 * Returns: whether whoever acts here is to judge the same sound without having seen it
 */
gboolean
rbk_desk_hides_review (RbkDesk *self, RbkEntry *review)
{
  g_autoptr (RbkReview) seen = NULL;
  g_autoptr (RbkReviewItem) item = NULL;
  g_autoptr (GPtrArray) reviews = NULL;

  if (rbk_entry_get_kind (review) != RBK_ENTRY_KIND_REVIEW || self->reader == NULL)
    return FALSE;
  seen = rbk_review_new_from_entry (review);
  if (!rbk_review_is_blind (seen) || g_strcmp0 (rbk_review_get_reviewer (seen), self->person) == 0)
    return FALSE;
  item = rbk_desk_dup_review_item (self, rbk_review_get_item (seen), NULL);
  reviews = item != NULL ? rbk_desk_list_reviews (self, rbk_review_get_item (seen), NULL) : NULL;
  return reviews != NULL && judges_blind (self, item, reviews);
}

/* Of another, about the sound that is there now; what was said of one before may be read. */
static gboolean
is_hidden_review (RbkReviewPageFacts *self, RbkReview *review)
{
  return g_strcmp0 (rbk_review_get_reviewer (review), self->desk->person) != 0 &&
         rbk_review_is_of_now (review);
}

static void
keep_visible (RbkReviewPageFacts *self)
{
  if (!judges_blind (self->desk, self->item, self->reviews))
    return;
  for (guint i = 0; i < self->reviews->len;)
    {
      if (is_hidden_review (self, g_ptr_array_index (self->reviews, i)))
        {
          g_ptr_array_remove_index (self->reviews, i);
          self->hiding = TRUE;
        }
      else
        i++;
    }
  for (guint i = 0; i < self->comments->len;)
    {
      RbkReviewComment *comment = g_ptr_array_index (self->comments, i);

      if (g_strcmp0 (rbk_review_comment_get_author (comment), self->desk->person) != 0)
        {
          g_ptr_array_remove_index (self->comments, i);
          self->hiding = TRUE;
        }
      else
        i++;
    }
}

/* ---- The sound ---- */

/* What the worker gives. */
typedef struct
{
  RbkReviewSound *sound; /* (owned) */
  RbkTakeMeasure measure;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->sound, rbk_review_sound_free);
  g_free (loaded);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  RbkLedgerReader *reader = rbk_desk_get_worker_reader (RBK_DESK (source), &error);
  RbkReviewSound *sound = reader != NULL ? rbk_review_sound_load (reader, data, &error) : NULL;
  Loaded *loaded;

  if (sound == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  loaded = g_new0 (Loaded, 1);
  loaded->sound = sound;
  rbk_take_measure (sound->pcm, &loaded->measure);
  g_task_return_pointer (task, loaded, loaded_free);
}

/* What was ticked of this very sound. */
static GPtrArray *
list_ticks (RbkReviewPageFacts *self)
{
  g_autoptr (GPtrArray) stored = rbk_ledger_reader_list_ticks (self->desk->reader, self->id, NULL);
  GPtrArray *ticks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      RbkTick *tick = g_ptr_array_index (stored, i);

      if (rbk_tick_is_ticked (tick) && g_strcmp0 (rbk_tick_get_content (tick), self->sound->content) == 0)
        g_ptr_array_add (ticks, g_object_ref (tick));
    }
  return ticks;
}

/* What the rules say of it, by who spoke and when; never part of the score. */
static void
judge (RbkReviewPageFacts *self)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (self->item);
  g_autoptr (RbkVoicemailPlan) no_plan = NULL;
  g_autoptr (GPtrArray) ticks = list_ticks (self);
  RbkVoicemailPlan *plan = rbk_draft_get_plan (self->sound->draft);

  if (plan == NULL)
    plan = no_plan = rbk_voicemail_plan_new (RBK_REASON_NONE, NULL, NULL, RBK_ACT_LIVE, FALSE, NULL, NULL);
  g_clear_object (&self->transcript);
  self->transcript = rbk_desk_dup_transcript (self->desk, self->sound->content);
  if (self->known == NULL)
    {
      self->known = rbk_hearing_facts_new (self->desk, facts->customer);
      rbk_hearing_facts_look_back (self->known, facts->author, facts->time_us);
    }
  g_ptr_array_unref (self->remarks);
  self->remarks = rbk_hearing_facts_judge (self->known, plan, FALSE, &self->measure, self->transcript, ticks);
  g_ptr_array_set_size (self->found, 0);
  for (guint i = 0; i < self->remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (self->remarks, i);

      if (rbk_remark_get_level (remark) == RBK_REMARK_FAIL ||
          rbk_remark_get_level (remark) == RBK_REMARK_REFUSAL)
        g_ptr_array_add (self->found, (gpointer) rbk_remark_get_rule (remark));
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkReviewPageFacts *self;
  GError *error = NULL;
  Loaded *loaded = g_task_propagate_pointer (G_TASK (result), &error);

  /* Nobody wants it any more: what is behind @data may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  self = data;
  g_clear_object (&self->loading);
  if (loaded == NULL)
    self->error = error;
  else if (self->desk->reader != NULL && self->item != NULL)
    {
      self->sound = g_steal_pointer (&loaded->sound);
      self->measure = loaded->measure;
      judge (self);
    }
  g_clear_pointer (&loaded, loaded_free);
  g_signal_emit (self, changed, 0);
}

static void
load_sound (RbkReviewPageFacts *self)
{
  const char *source = rbk_review_item_get_facts (self->item)->source;
  GTask *task;

  if (g_strcmp0 (self->source, source) == 0)
    {
      /* It may have been read, or ticked, since. */
      if (self->sound != NULL)
        judge (self);
      return;
    }
  forget_sound (self);
  self->source = g_strdup (source);
  self->loading = g_cancellable_new ();
  task = g_task_new (self->desk, self->loading, loaded_cb, self);
  g_task_set_source_tag (task, load_sound);
  g_task_set_task_data (task, g_strdup (self->id), g_free);
  rbk_worker_queue (self->desk->worker, task, load_thread);
}

/* ---- What the ledger says ---- */

static gboolean
replace (GPtrArray **array, GPtrArray *by)
{
  if (by == NULL)
    return FALSE;
  g_ptr_array_unref (*array);
  *array = by;
  return TRUE;
}

static void
reload (RbkReviewPageFacts *self)
{
  RbkLedgerReader *reader = self->desk->reader;
  g_autoptr (GError) error = NULL;
  RbkReviewItem *item;

  if (reader == NULL)
    return;
  item = rbk_desk_dup_review_item (self->desk, self->id, &error);
  if (item == NULL || !replace (&self->reviews, rbk_desk_list_reviews (self->desk, self->id, &error)) ||
      !replace (&self->comments, rbk_ledger_reader_list_review_comments (reader, self->id, &error)) ||
      !replace (&self->replies, rbk_ledger_reader_list_review_replies (reader, self->id, &error)))
    {
      g_warning ("A review could not be read: %s", error->message);
      g_clear_object (&item);
      return;
    }
  g_clear_object (&self->item);
  self->item = item;
  self->hiding = FALSE;
  keep_visible (self);
  load_sound (self);
}

static void
changed_cb (RbkReviewPageFacts *self)
{
  reload (self);
  g_signal_emit (self, changed, 0);
}

static void
customer_changed_cb (RbkReviewPageFacts *self, const char *customer)
{
  if (self->item == NULL || g_strcmp0 (customer, rbk_review_item_get_facts (self->item)->customer) == 0)
    changed_cb (self);
}

/**
 * rbk_review_page_facts_new:
 * @item: the id of an item
 *
 * Returns: (transfer full): what is known of it; its sound in a moment
 */
RbkReviewPageFacts *
rbk_review_page_facts_new (RbkDesk *desk, const char *item)
{
  RbkReviewPageFacts *self = g_object_new (RBK_TYPE_REVIEW_PAGE_FACTS, NULL);

  self->desk = g_object_ref (desk);
  self->id = g_strdup (item);
  reload (self);
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  /* Somebody else may act here. */
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * rbk_review_page_facts_get_item:
 *
 * Returns: (transfer none) (nullable): the item, unless there is none of that id
 */
RbkReviewItem *
rbk_review_page_facts_get_item (RbkReviewPageFacts *self)
{
  return self->item;
}

/**
 * rbk_review_page_facts_get_reviews:
 *
 * Returns: (transfer none) (element-type RbkReview): what may be seen of them, oldest first, also of sounds
 * that the item had before: rbk_review_is_of_now() tells
 */
GPtrArray *
rbk_review_page_facts_get_reviews (RbkReviewPageFacts *self)
{
  return self->reviews;
}

/**
 * rbk_review_page_facts_get_comments:
 *
 * Returns: (transfer none) (element-type RbkReviewComment): what may be seen of them, by position
 */
GPtrArray *
rbk_review_page_facts_get_comments (RbkReviewPageFacts *self)
{
  return self->comments;
}

/**
 * rbk_review_page_facts_get_replies:
 *
 * Returns: (transfer none) (element-type RbkEntry): review-reply entries, oldest first
 */
GPtrArray *
rbk_review_page_facts_get_replies (RbkReviewPageFacts *self)
{
  return self->replies;
}

/**
 * rbk_review_page_facts_get_remarks:
 *
 * Returns: (transfer none) (element-type RbkRemark): what the rules say of the sound; empty until it is there
 */
GPtrArray *
rbk_review_page_facts_get_remarks (RbkReviewPageFacts *self)
{
  return self->remarks;
}

/**
 * rbk_review_page_facts_get_transcript:
 *
 * Returns: (transfer none) (nullable): what was read in the sound
 */
RbkTranscript *
rbk_review_page_facts_get_transcript (RbkReviewPageFacts *self)
{
  return self->transcript;
}

/**
 * rbk_review_page_facts_get_sound:
 *
 * Returns: (transfer none) (nullable): 48 kHz mono 16-bit PCM, with its edits
 */
GBytes *
rbk_review_page_facts_get_sound (RbkReviewPageFacts *self)
{
  return self->sound != NULL ? self->sound->pcm : NULL;
}

/**
 * rbk_review_page_facts_get_content:
 *
 * Returns: (transfer none) (nullable): the SHA-256 of the sound in hex
 */
const char *
rbk_review_page_facts_get_content (RbkReviewPageFacts *self)
{
  return self->sound != NULL ? self->sound->content : NULL;
}

/**
 * rbk_review_page_facts_get_error:
 *
 * Returns: (transfer none) (nullable): why there is no sound, for a person
 */
const GError *
rbk_review_page_facts_get_error (RbkReviewPageFacts *self)
{
  return self->error;
}

/**
 * rbk_review_page_facts_is_hiding:
 *
 * Returns: whether somebody said something that may not be seen before one's own review is in
 */
gboolean
rbk_review_page_facts_is_hiding (RbkReviewPageFacts *self)
{
  return self->hiding;
}

/**
 * rbk_review_page_facts_dup_calibration:
 *
 * Returns: (transfer full) (nullable): how far the two apart are who judged it blind; NULL unless both
 * did, and may be seen
 */
char *
rbk_review_page_facts_dup_calibration (RbkReviewPageFacts *self)
{
  RbkReview *two[2] = { NULL, NULL };
  const char *names[2];
  guint totals[2], apart;

  for (guint i = 0; self->item != NULL && i < self->reviews->len; i++)
    {
      RbkReview *review = g_ptr_array_index (self->reviews, i);

      if (!rbk_review_is_blind (review) || !rbk_review_is_of_now (review))
        continue;
      if (two[0] == NULL)
        two[0] = review;
      else if (two[1] == NULL &&
               g_strcmp0 (rbk_review_get_reviewer (two[0]), rbk_review_get_reviewer (review)) != 0)
        two[1] = review;
    }
  if (two[1] == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (two); i++)
    {
      names[i] = rbk_desk_get_person_name (self->desk, rbk_review_get_reviewer (two[i]));
      totals[i] = rbk_review_get_total (two[i]);
    }
  apart = MAX (totals[0], totals[1]) - MIN (totals[0], totals[1]);
  if (apart > RBK_REVIEW_POINTS_APART)
    /* Translators: names and points of two managers who judged the same, and how far they are apart */
    return g_strdup_printf (
      _ (
        "%1$s gave %2$u, %3$s %4$u: that is %5$u points apart. Listen to it together and talk about it (rule "
        "Q-3)."),
      names[0],
      totals[0],
      names[1],
      totals[1],
      apart);
  /* Translators: names and points of two managers who judged the same without seeing the other’s */
  return g_strdup_printf (
    _ ("%1$s gave %2$u, %3$s %4$u: you hear the same."), names[0], totals[0], names[1], totals[1]);
}

/**
 * rbk_review_page_facts_fill:
 * @draft: what is about to be a review
 *
 * Sets whose it is, what was listened to, and what was measured beside it. Borrowed until "changed".
 */
void
rbk_review_page_facts_fill (RbkReviewPageFacts *self, RbkReviewDraft *draft)
{
  draft->item = self->id;
  draft->heard = rbk_review_page_facts_get_content (self);
  draft->found = (const char *const *) (const void *) self->found->pdata;
}
