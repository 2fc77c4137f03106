/* rbk-review.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-review.h"

#include "model/rbk-cut.h"
#include "model/rbk-json.h"

#include <string.h>

#define BEST_TOTAL 100

/* ---- Decisions ---- */

/**
 * rbk_review_decision_get_name:
 *
 * Returns: (nullable): the decision as it is stored; NULL for none
 */
const char *
rbk_review_decision_get_name (RbkReviewDecision decision)
{
  switch (decision)
    {
    case RBK_REVIEW_DECISION_APPROVED:
      return "approved";
    case RBK_REVIEW_DECISION_RETURNED:
      return "returned";
    case RBK_REVIEW_DECISION_NONE:
    default:
      return NULL;
    }
}

/**
 * rbk_review_decision_from_name:
 * @name: (nullable): a stored name
 *
 * Returns: its decision; %RBK_REVIEW_DECISION_NONE for any other text, so that nothing leaves by a word
 *   that nobody knows
 */
RbkReviewDecision
rbk_review_decision_from_name (const char *name)
{
  if (g_strcmp0 (name, "approved") == 0)
    return RBK_REVIEW_DECISION_APPROVED;
  if (g_strcmp0 (name, "returned") == 0)
    return RBK_REVIEW_DECISION_RETURNED;
  return RBK_REVIEW_DECISION_NONE;
}

/* ---- Reviews ---- */

struct _RbkReview
{
  GObject parent_instance;

  RbkEntry *entry;  /* (owned) */
  char **failed;    /* (owned) */
  char **strengths; /* (owned) */
  gboolean is_of_now;
};

G_DEFINE_FINAL_TYPE (RbkReview, rbk_review, G_TYPE_OBJECT)

static void
rbk_review_finalize (GObject *object)
{
  RbkReview *self = RBK_REVIEW (object);

  g_clear_object (&self->entry);
  g_strfreev (self->failed);
  g_strfreev (self->strengths);
  G_OBJECT_CLASS (rbk_review_parent_class)->finalize (object);
}

static void
rbk_review_class_init (RbkReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_review_finalize;
}

static void
rbk_review_init (RbkReview *self)
{
}

static char **
dup_texts (JsonArray *texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; texts != NULL && i < json_array_get_length (texts); i++)
    {
      const char *text = rbk_json_array_get_string (texts, i);

      if (text != NULL && *text != '\0')
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * rbk_review_new_from_entry:
 * @entry: a review
 *
 * Returns: (transfer full): what it says
 */
RbkReview *
rbk_review_new_from_entry (RbkEntry *entry)
{
  RbkReview *self;
  JsonObject *payload;

  g_return_val_if_fail (RBK_IS_ENTRY (entry), NULL);

  payload = rbk_entry_get_payload (entry);
  self = g_object_new (RBK_TYPE_REVIEW, NULL);
  self->entry = g_object_ref (entry);
  self->failed = dup_texts (rbk_json_get_array (payload, "failed"));
  self->strengths = dup_texts (rbk_json_get_array (payload, "strengths"));
  return self;
}

/**
 * rbk_review_new_of_now:
 * @is_of_now: whether it is about the sound that its item has now
 *
 * Returns: (transfer full): as rbk_review_new_from_entry()
 */
RbkReview *
rbk_review_new_of_now (RbkEntry *entry, gboolean is_of_now)
{
  RbkReview *self = rbk_review_new_from_entry (entry);

  self->is_of_now = is_of_now;
  return self;
}

/**
 * rbk_review_get_id:
 *
 * Returns: (transfer none): the id of its entry
 */
const char *
rbk_review_get_id (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return rbk_entry_get_id (self->entry);
}

/**
 * rbk_review_get_item:
 *
 * Returns: (transfer none): the draft that is judged
 */
const char *
rbk_review_get_item (RbkReview *self)
{
  const char *item;

  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);

  item = rbk_entry_get_string (self->entry, "item");
  return item != NULL ? item : "";
}

/**
 * rbk_review_get_source:
 *
 * Returns: (transfer none) (nullable): the entry by which it was heard, as in #RbkReviewFacts
 */
const char *
rbk_review_get_source (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return rbk_entry_get_string (self->entry, "source");
}

/**
 * rbk_review_get_reviewer:
 *
 * Returns: (transfer none): the person who judged
 */
const char *
rbk_review_get_reviewer (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return rbk_entry_get_author (self->entry);
}

/**
 * rbk_review_get_time_us:
 *
 * Returns: when, in microseconds since 1970 UTC
 */
gint64
rbk_review_get_time_us (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), 0);
  return rbk_entry_get_time_us (self->entry);
}

/**
 * rbk_review_get_rubric:
 *
 * Returns: the version of the rubric that it was judged by, which stays so
 */
guint
rbk_review_get_rubric (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), 0);
  return (guint) CLAMP (rbk_entry_get_int (self->entry, "rubric", 1), 1, G_MAXINT);
}

/**
 * rbk_review_get_score:
 * @criterion: its id in the rubric
 *
 * Returns: 0 to 3; -1: none was given
 */
int
rbk_review_get_score (RbkReview *self, const char *criterion)
{
  gint64 score;

  g_return_val_if_fail (RBK_IS_REVIEW (self), -1);

  score =
    rbk_json_get_int (rbk_json_get_object (rbk_entry_get_payload (self->entry), "scores"), criterion, -1);
  return score >= 0 && score <= 3 ? (int) score : -1;
}

/**
 * rbk_review_get_failed:
 *
 * Returns: (transfer none) (array zero-terminated=1): the ids of the gates that were failed; may be empty
 */
const char *const *
rbk_review_get_failed (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return (const char *const *) self->failed;
}

/**
 * rbk_review_get_strengths:
 *
 * Returns: (transfer none) (array zero-terminated=1): what was good
 */
const char *const *
rbk_review_get_strengths (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return (const char *const *) self->strengths;
}

/**
 * rbk_review_get_improvement:
 *
 * Returns: (transfer none) (nullable): the one thing to do better
 */
const char *
rbk_review_get_improvement (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return rbk_entry_get_string (self->entry, "improvement");
}

/**
 * rbk_review_get_action:
 *
 * Returns: (transfer none) (nullable): what is to be done about it
 */
const char *
rbk_review_get_action (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return rbk_entry_get_string (self->entry, "action");
}

/**
 * rbk_review_get_decision:
 *
 * Returns: what was decided. Of two of one item the first counts, which #RbkReviewFacts has
 */
RbkReviewDecision
rbk_review_get_decision (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), RBK_REVIEW_DECISION_NONE);
  return rbk_review_decision_from_name (rbk_entry_get_string (self->entry, "decision"));
}

/**
 * rbk_review_get_late_decision:
 *
 * Returns: what was to be decided when somebody else had decided in between; it counts for nothing
 */
RbkReviewDecision
rbk_review_get_late_decision (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), RBK_REVIEW_DECISION_NONE);
  return rbk_review_decision_from_name (rbk_entry_get_string (self->entry, "late_decision"));
}

/**
 * rbk_review_get_content:
 *
 * Returns: (transfer none) (nullable): the SHA-256, in hex, of the very sound that was listened to
 */
const char *
rbk_review_get_content (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), NULL);
  return rbk_entry_get_string (self->entry, "content");
}

/**
 * rbk_review_is_blind:
 *
 * Returns: whether it was made without seeing another's
 */
gboolean
rbk_review_is_blind (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), FALSE);
  return rbk_json_get_boolean (rbk_entry_get_payload (self->entry), "blind", FALSE);
}

/**
 * rbk_review_is_of_now:
 *
 * The same sound may have come by several entries, so that get_source() does not tell.
 *
 * Returns: whether it is about the sound that its item had when it was read from the ledger; FALSE for one
 *   that was not
 */
gboolean
rbk_review_is_of_now (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), FALSE);
  return self->is_of_now;
}

/**
 * rbk_review_get_total:
 *
 * Returns: 0 to 100, as it was shown
 */
guint
rbk_review_get_total (RbkReview *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW (self), 0);
  return (guint) CLAMP (rbk_entry_get_int (self->entry, "total", 0), 0, BEST_TOTAL);
}

/* ---- Comments ---- */

struct _RbkReviewComment
{
  GObject parent_instance;

  char *id;     /* (owned) */
  char *author; /* (owned) */
  gint64 time_us;
  gint64 position_us;
  char *text; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkReviewComment, rbk_review_comment, G_TYPE_OBJECT)

static void
rbk_review_comment_finalize (GObject *object)
{
  RbkReviewComment *self = RBK_REVIEW_COMMENT (object);

  g_free (self->id);
  g_free (self->author);
  g_free (self->text);
  G_OBJECT_CLASS (rbk_review_comment_parent_class)->finalize (object);
}

static void
rbk_review_comment_class_init (RbkReviewCommentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_review_comment_finalize;
}

static void
rbk_review_comment_init (RbkReviewComment *self)
{
}

/**
 * rbk_review_comment_new:
 * @id: that of the entry by which it was first written
 * @time_us: when it was first written, microseconds since 1970 UTC
 * @position_us: the moment of the voicemail that it is about
 * @text: as it was last corrected
 *
 * Returns: (transfer full): the comment
 */
RbkReviewComment *
rbk_review_comment_new (
  const char *id, const char *author, gint64 time_us, gint64 position_us, const char *text)
{
  RbkReviewComment *self = g_object_new (RBK_TYPE_REVIEW_COMMENT, NULL);

  self->id = g_strdup (id);
  self->author = g_strdup (author);
  self->time_us = time_us;
  self->position_us = position_us;
  self->text = g_strdup (text);
  return self;
}

/* By when they were written; of two in the same microsecond, by id: the same on every PC. */
static int
compare_written (RbkEntry *a, RbkEntry *b)
{
  gint64 first = rbk_entry_get_time_us (a), second = rbk_entry_get_time_us (b);

  if (first != second)
    return first < second ? -1 : 1;
  return strcmp (rbk_entry_get_id (a), rbk_entry_get_id (b));
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return compare_written (*(RbkEntry *const *) a, *(RbkEntry *const *) b);
}

static int
compare_comments (gconstpointer a, gconstpointer b)
{
  RbkReviewComment *first = *(RbkReviewComment *const *) a, *second = *(RbkReviewComment *const *) b;

  if (first->position_us != second->position_us)
    return first->position_us < second->position_us ? -1 : 1;
  if (first->time_us != second->time_us)
    return first->time_us < second->time_us ? -1 : 1;
  return strcmp (first->id, second->id);
}

/* Nobody corrects another's words. */
static gboolean
is_correction_of (RbkEntry *entry, RbkEntry *first)
{
  return g_strcmp0 (rbk_entry_get_string (entry, "comment"), rbk_entry_get_id (first)) == 0 &&
         g_str_equal (rbk_entry_get_author (entry), rbk_entry_get_author (first));
}

/**
 * rbk_review_comment_fold:
 * @entries: (element-type RbkEntry): review-comment entries of one item, in any order
 *
 * Returns: (transfer full) (element-type RbkReviewComment): the comments by their position, each as its
 *   author corrected it last, without those that were taken away
 */
GPtrArray *
rbk_review_comment_fold (GPtrArray *entries)
{
  GPtrArray *comments = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (entries, NULL, NULL);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_entries);
  for (guint i = 0; i < sorted->len; i++)
    {
      RbkEntry *first = g_ptr_array_index (sorted, i);
      RbkEntry *last = first;
      const char *text;

      if (rbk_entry_get_string (first, "comment") != NULL)
        continue;
      for (guint j = 0; j < sorted->len; j++)
        {
          if (is_correction_of (g_ptr_array_index (sorted, j), first))
            last = g_ptr_array_index (sorted, j);
        }
      text = rbk_entry_get_string (last, "text");
      if (text == NULL || *text == '\0')
        continue;
      g_ptr_array_add (
        comments,
        rbk_review_comment_new (
          rbk_entry_get_id (first),
          rbk_entry_get_author (first),
          rbk_entry_get_time_us (first),
          MAX (rbk_entry_get_int (last, "position_us", rbk_entry_get_int (first, "position_us", 0)), 0),
          text));
    }
  g_ptr_array_sort (comments, compare_comments);
  return comments;
}

/**
 * rbk_review_comment_get_id:
 *
 * Returns: (transfer none): the id of the entry by which it was first written
 */
const char *
rbk_review_comment_get_id (RbkReviewComment *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW_COMMENT (self), NULL);
  return self->id;
}

/**
 * rbk_review_comment_get_author:
 *
 * Returns: (transfer none): the person who wrote it
 */
const char *
rbk_review_comment_get_author (RbkReviewComment *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW_COMMENT (self), NULL);
  return self->author;
}

/**
 * rbk_review_comment_get_time_us:
 *
 * Returns: when it was first written, microseconds since 1970 UTC
 */
gint64
rbk_review_comment_get_time_us (RbkReviewComment *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW_COMMENT (self), 0);
  return self->time_us;
}

/**
 * rbk_review_comment_get_position_us:
 *
 * Returns: the moment of the voicemail that it is about
 */
gint64
rbk_review_comment_get_position_us (RbkReviewComment *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW_COMMENT (self), 0);
  return self->position_us;
}

/**
 * rbk_review_comment_get_text:
 *
 * Returns: (transfer none): what it says
 */
const char *
rbk_review_comment_get_text (RbkReviewComment *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW_COMMENT (self), NULL);
  return self->text;
}

/* ---- Items ---- */

struct _RbkReviewItem
{
  GObject parent_instance;

  GStringChunk *strings; /* (owned): those of the facts */
  RbkReviewFacts facts;
};

G_DEFINE_FINAL_TYPE (RbkReviewItem, rbk_review_item, G_TYPE_OBJECT)

static void
rbk_review_item_finalize (GObject *object)
{
  RbkReviewItem *self = RBK_REVIEW_ITEM (object);

  g_string_chunk_free (self->strings);
  G_OBJECT_CLASS (rbk_review_item_parent_class)->finalize (object);
}

static void
rbk_review_item_class_init (RbkReviewItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_review_item_finalize;
}

static void
rbk_review_item_init (RbkReviewItem *self)
{
  self->strings = g_string_chunk_new (256);
}

static void
own (RbkReviewItem *self, const char **text)
{
  if (*text != NULL)
    *text = g_string_chunk_insert (self->strings, *text);
}

/**
 * rbk_review_item_new:
 * @facts: (transfer none): what the ledger keeps of it
 *
 * Returns: (transfer full): the item
 */
RbkReviewItem *
rbk_review_item_new (const RbkReviewFacts *facts)
{
  RbkReviewItem *self = g_object_new (RBK_TYPE_REVIEW_ITEM, NULL);

  self->facts = *facts;
  own (self, &self->facts.id);
  own (self, &self->facts.customer);
  own (self, &self->facts.author);
  own (self, &self->facts.take);
  own (self, &self->facts.source);
  own (self, &self->facts.message);
  own (self, &self->facts.replaces);
  own (self, &self->facts.replaced);
  own (self, &self->facts.note);
  own (self, &self->facts.decided_by);
  own (self, &self->facts.judged_by);
  return self;
}

/**
 * rbk_review_item_get_facts:
 *
 * Returns: (transfer none): what is known of it
 */
const RbkReviewFacts *
rbk_review_item_get_facts (RbkReviewItem *self)
{
  g_return_val_if_fail (RBK_IS_REVIEW_ITEM (self), NULL);
  return &self->facts;
}

/**
 * rbk_review_draw_lot:
 * @item: the id of a draft
 * @purpose: one of the RBK_REVIEW_LOT_…: lots for different purposes know nothing of each other
 *
 * Chance that nobody can influence and every PC agrees on: the beginning of a SHA-256.
 *
 * Returns: any number
 */
guint32
rbk_review_draw_lot (const char *item, const char *purpose)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_val_if_fail (item != NULL && purpose != NULL, 0);

  g_checksum_update (checksum, (const guchar *) purpose, -1);
  g_checksum_update (checksum, (const guchar *) "/", 1);
  g_checksum_update (checksum, (const guchar *) item, -1);
  g_checksum_get_digest (checksum, digest, &length);
  return (guint32) digest[0] << 24 | (guint32) digest[1] << 16 | (guint32) digest[2] << 8 | digest[3];
}

/**
 * rbk_review_dup_sound:
 * @take: the take that was chosen
 * @passages: (nullable): as in a voicemail-edit entry; what is no list of passages says nothing
 *
 * Returns: (transfer full): what the sound is known by
 */
char *
rbk_review_dup_sound (const char *take, JsonArray *passages)
{
  g_autoptr (RbkCut) cut = passages != NULL ? rbk_cut_new_from_json (passages, NULL) : NULL;
  g_autoptr (GString) parts = g_string_new (take);
  const RbkPassage *all = NULL;
  gsize n = 0;

  if (cut != NULL)
    all = rbk_cut_get_passages (cut, &n);
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (
      parts, "/%s:%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, all[i].take, all[i].first, all[i].end);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, parts->str, (gssize) parts->len);
}
