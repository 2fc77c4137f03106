/* rbk-review-standing.c
 *
 * A voicemail is heard by the entries that carry it, its sources: it was submitted, sent in a message, or
 * left on the phone after it was rehearsed. Reviews and decisions are about the sound that a source has, so
 * that what was approved covers nothing that was cut otherwise afterwards.
 *
 * Entries of several PCs may come in any order. Everything here is sorted by (time, id) first, and nothing
 * remembers what it was before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-review-standing.h"

#include "model/rbk-cut.h"
#include "model/rbk-json.h"

#include <string.h>

/* What passages are counted in. */
#define SAMPLES_PER_SECOND 48000

typedef struct
{
  const char *id;
  const char *customer; /* (nullable) */
  const char *author;
  const char *take;
  const char *sound;
  const char *note; /* (nullable) */
  gint64 time_us;
  gint64 duration_us;
  RbkReviewOutcome outcome;
  gboolean is_message;
  gboolean counts; /* it reached somebody, or is to; or its sound was reviewed */
} Source;

typedef struct
{
  gint64 seq;
  const char *id;
  const char *reviewer;
  const char *source; /* (nullable) */
  const char *sound;  /* empty: of no sound that is known */
  gint64 time_us;
  RbkReviewDecision decision;
  int total;
  gboolean is_blind;
} Judgement;

struct _RbkReviewStanding
{
  GStringChunk *strings; /* (owned): all of them */
  const char *item;
  const char *sound; /* (nullable): of the item, once it is summed up */
  GArray *sources;   /* (owned) (element-type Source) */
  GArray *reviews;   /* (owned) (element-type Judgement) */
};

/**
 * rbk_review_standing_new:
 *
 * Returns: (transfer full): nothing yet about @item
 */
RbkReviewStanding *
rbk_review_standing_new (const char *item)
{
  RbkReviewStanding *self = g_new0 (RbkReviewStanding, 1);

  self->strings = g_string_chunk_new (1024);
  self->item = g_string_chunk_insert (self->strings, item);
  self->sources = g_array_new (FALSE, TRUE, sizeof (Source));
  self->reviews = g_array_new (FALSE, TRUE, sizeof (Judgement));
  return self;
}

/**
 * rbk_review_standing_free:
 */
void
rbk_review_standing_free (RbkReviewStanding *self)
{
  g_array_unref (self->sources);
  g_array_unref (self->reviews);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static const char *
keep (RbkReviewStanding *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->strings, text) : NULL;
}

static gint64
get_duration_us (RbkEntry *entry, JsonArray *passages)
{
  g_autoptr (RbkCut) cut = passages != NULL ? rbk_cut_new_from_json (passages, NULL) : NULL;

  if (cut != NULL)
    return rbk_cut_get_length (cut) * G_USEC_PER_SEC / SAMPLES_PER_SECOND;
  return CLAMP (rbk_entry_get_int (entry, "seconds", 0), 0, 3600) * G_USEC_PER_SEC;
}

static RbkReviewOutcome
get_outcome (RbkEntry *entry, RbkMessageState state)
{
  switch ((int) rbk_entry_get_kind (entry))
    {
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
      return RBK_REVIEW_OUTCOME_SUBMITTED;
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      return RBK_REVIEW_OUTCOME_LEFT;
    default:
      if (state == RBK_MESSAGE_STATE_CANCELLED || state == RBK_MESSAGE_STATE_FAILED)
        return RBK_REVIEW_OUTCOME_SUBMITTED;
      /* What may have left is taken for what did. */
      return state == RBK_MESSAGE_STATE_ACCEPTED || state == RBK_MESSAGE_STATE_DELIVERED ||
                 state == RBK_MESSAGE_STATE_UNKNOWN
               ? RBK_REVIEW_OUTCOME_SENT
               : RBK_REVIEW_OUTCOME_WAITING;
    }
}

/**
 * rbk_review_standing_add_source:
 * @entry: of the kinds voicemail-submitted, text, email or voicemail-left, with a take
 * @state: how far it came, if it is a message
 */
void
rbk_review_standing_add_source (RbkReviewStanding *self, RbkEntry *entry, RbkMessageState state)
{
  JsonArray *passages = rbk_json_get_array (rbk_entry_get_payload (entry), "passages");
  const char *take = rbk_entry_get_string (entry, "take");
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  g_autofree char *sound = rbk_review_dup_sound (take, passages);
  Source source = {
    .id = keep (self, rbk_entry_get_id (entry)),
    .customer = keep (self, rbk_entry_get_customer (entry)),
    .author = keep (self, rbk_entry_get_author (entry)),
    .take = keep (self, take),
    .sound = keep (self, sound),
    .time_us = rbk_entry_get_time_us (entry),
    .duration_us = get_duration_us (entry, passages),
    .outcome = get_outcome (entry, state),
    .is_message = kind == RBK_ENTRY_KIND_TEXT || kind == RBK_ENTRY_KIND_EMAIL,
  };

  if (kind == RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED)
    source.note = keep (self, rbk_entry_get_string (entry, "note"));
  /* What was taken back or could not leave is heard by nobody. */
  source.counts =
    !source.is_message || (state != RBK_MESSAGE_STATE_CANCELLED && state != RBK_MESSAGE_STATE_FAILED);
  g_array_append_val (self->sources, source);
}

/**
 * rbk_review_standing_add_review:
 * @source: (nullable): the entry by which it was heard
 */
void
rbk_review_standing_add_review (RbkReviewStanding *self,
                                gint64 seq,
                                const char *id,
                                const char *reviewer,
                                gint64 time_us,
                                const char *source,
                                RbkReviewDecision decision,
                                int total,
                                gboolean is_blind)
{
  Judgement review = {
    .seq = seq,
    .id = keep (self, id),
    .reviewer = keep (self, reviewer),
    .source = keep (self, source),
    .sound = "",
    .time_us = time_us,
    .decision = decision,
    .total = total,
    .is_blind = is_blind,
  };

  g_array_append_val (self->reviews, review);
}

static int
compare (gint64 first_us, const char *first, gint64 second_us, const char *second)
{
  if (first_us != second_us)
    return first_us < second_us ? -1 : 1;
  return strcmp (first, second);
}

static int
compare_sources (gconstpointer a, gconstpointer b)
{
  const Source *first = a, *second = b;

  return compare (first->time_us, first->id, second->time_us, second->id);
}

static int
compare_reviews (gconstpointer a, gconstpointer b)
{
  const Judgement *first = a, *second = b;

  return compare (first->time_us, first->id, second->time_us, second->id);
}

static Source *
get_source (RbkReviewStanding *self, guint index)
{
  return &g_array_index (self->sources, Source, index);
}

static Judgement *
get_review (RbkReviewStanding *self, guint index)
{
  return &g_array_index (self->reviews, Judgement, index);
}

/* (nullable): the source by which it was heard; if it does not say, the newest at that time */
static Source *
find_heard (RbkReviewStanding *self, const Judgement *review)
{
  Source *heard = NULL;

  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = get_source (self, i);

      if (g_strcmp0 (source->id, review->source) == 0)
        return source;
      if (heard == NULL || compare (source->time_us, source->id, review->time_us, review->id) <= 0)
        heard = source;
    }
  return heard;
}

static void
find_sounds (RbkReviewStanding *self)
{
  g_array_sort (self->sources, compare_sources);
  g_array_sort (self->reviews, compare_reviews);
  for (guint i = 0; i < self->reviews->len; i++)
    {
      Judgement *review = get_review (self, i);
      const Source *heard = find_heard (self, review);

      if (heard == NULL)
        continue;
      review->sound = heard->sound;
      /* What was reviewed is there for good, though the message was taken back for it. */
      for (guint j = 0; j < self->sources->len; j++)
        get_source (self, j)->counts |= g_str_equal (get_source (self, j)->sound, review->sound);
    }
}

/* Of all sources with the sound that the item has now. */
static void
sum_up_sources (RbkReviewStanding *self, const Source *last, RbkReviewFacts *facts)
{
  gboolean is_first = TRUE;

  facts->id = self->item;
  facts->customer = last->customer;
  facts->take = last->take;
  facts->source = last->id;
  facts->duration_us = last->duration_us;
  for (guint i = 0; i < self->sources->len; i++)
    {
      const Source *source = get_source (self, i);

      if (!source->counts || !g_str_equal (source->sound, last->sound))
        continue;
      if (is_first)
        {
          facts->author = source->author;
          facts->time_us = source->time_us;
          is_first = FALSE;
        }
      if (source->is_message)
        facts->message = source->id;
      if (source->note != NULL)
        facts->note = source->note;
      facts->outcome = MAX (facts->outcome, source->outcome);
    }
}

/* Of all reviews of that sound. */
static void
sum_up_reviews (RbkReviewStanding *self, RbkReviewFacts *facts)
{
  gboolean by_several = FALSE;

  facts->total = -1;
  for (guint i = 0; i < self->reviews->len; i++)
    {
      const Judgement *review = get_review (self, i);

      if (!g_str_equal (review->sound, self->sound))
        continue;
      facts->n_reviews++;
      facts->total = review->total;
      facts->is_blind |= review->is_blind;
      by_several |= facts->judged_by != NULL && !g_str_equal (facts->judged_by, review->reviewer);
      facts->judged_by = review->reviewer;
      /* The first decides. */
      if (facts->decision != RBK_REVIEW_DECISION_NONE || review->decision == RBK_REVIEW_DECISION_NONE)
        continue;
      facts->decision = review->decision;
      facts->decided_by = review->reviewer;
      facts->decided_us = review->time_us;
    }
  if (facts->n_reviews == 0)
    facts->state = RBK_REVIEW_STATE_WAITING;
  else if (facts->is_blind && !by_several)
    facts->state = RBK_REVIEW_STATE_SECOND;
  else if (facts->decision == RBK_REVIEW_DECISION_APPROVED)
    facts->state = RBK_REVIEW_STATE_APPROVED;
  else if (facts->decision == RBK_REVIEW_DECISION_RETURNED)
    facts->state = RBK_REVIEW_STATE_RETURNED;
  else
    facts->state = RBK_REVIEW_STATE_REVIEWED;
  /* Whoever is to be the second does not read it from the queue. */
  if (facts->state == RBK_REVIEW_STATE_SECOND)
    facts->total = -1;
  else
    facts->judged_by = NULL;
}

/**
 * rbk_review_standing_sum_up:
 * @facts: (out): what it comes to, but for what other items replace it or are replaced by it. Its texts are
 *   borrowed from @self. is_blind: whether a review of this sound was
 *
 * Returns: whether there is anything to review
 */
gboolean
rbk_review_standing_sum_up (RbkReviewStanding *self, RbkReviewFacts *facts)
{
  const Source *last = NULL;

  *facts = (RbkReviewFacts) { .total = -1 };
  find_sounds (self);
  for (guint i = 0; i < self->sources->len; i++)
    {
      if (get_source (self, i)->counts)
        last = get_source (self, i);
    }
  self->sound = last != NULL ? last->sound : NULL;
  if (last == NULL)
    return FALSE;
  sum_up_sources (self, last, facts);
  sum_up_reviews (self, facts);
  return TRUE;
}

/**
 * rbk_review_standing_get_n_reviews:
 *
 * Returns: how many there are, of all sounds
 */
guint
rbk_review_standing_get_n_reviews (RbkReviewStanding *self)
{
  return self->reviews->len;
}

/**
 * rbk_review_standing_get_review:
 * @sound: (out) (transfer none): what the sound is known by that it is about; empty if it is not there
 *
 * Returns: where its entry stands in the ledger
 */
gint64
rbk_review_standing_get_review (RbkReviewStanding *self, guint index, const char **sound)
{
  *sound = get_review (self, index)->sound;
  return get_review (self, index)->seq;
}

/**
 * rbk_review_standing_get_sound:
 *
 * Returns: (nullable) (transfer none): what the item's sound is known by
 */
const char *
rbk_review_standing_get_sound (RbkReviewStanding *self)
{
  return self->sound;
}
