/* rbk-review-judgement.c: a review that is being made, and is not lost when its page is closed.
 *
 * A review comes into the ledger whole or not at all. Until then it lives here, with the desk that it is made
 * at, one for each voicemail. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-judgement.h"

#define KEY "rbk-review-judgements"

struct _RbkReviewJudgement
{
  GObject parent_instance;

  char *item;                            /* (owned) */
  JsonObject *scores;                    /* (owned): criterion: 0 to 3 */
  GPtrArray *failed;                     /* (owned) (element-type utf8): gates */
  char *strengths[RBK_REVIEW_STRENGTHS]; /* (owned) (nullable) */
  char *improvement;                     /* (owned) (nullable) */
  char *action;                          /* (owned) (nullable) */

  /* What rbk_review_judgement_fill() lends. */
  GPtrArray *lent_failed;    /* (owned) (nullable): NULL-terminated */
  GPtrArray *lent_strengths; /* (owned) (nullable): NULL-terminated */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewJudgement, rbk_review_judgement, G_TYPE_OBJECT)

static void
rbk_review_judgement_finalize (GObject *object)
{
  RbkReviewJudgement *self = RBK_REVIEW_JUDGEMENT (object);

  g_free (self->item);
  json_object_unref (self->scores);
  g_ptr_array_unref (self->failed);
  for (guint i = 0; i < RBK_REVIEW_STRENGTHS; i++)
    g_free (self->strengths[i]);
  g_free (self->improvement);
  g_free (self->action);
  g_clear_pointer (&self->lent_failed, g_ptr_array_unref);
  g_clear_pointer (&self->lent_strengths, g_ptr_array_unref);
  G_OBJECT_CLASS (rbk_review_judgement_parent_class)->finalize (object);
}

static void
rbk_review_judgement_class_init (RbkReviewJudgementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_review_judgement_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_REVIEW_JUDGEMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_review_judgement_init (RbkReviewJudgement *self)
{
  self->scores = json_object_new ();
  self->failed = g_ptr_array_new_with_free_func (g_free);
}

static GHashTable *
get_all (RbkDesk *desk)
{
  GHashTable *all = g_object_get_data (G_OBJECT (desk), KEY);

  if (all == NULL)
    {
      all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_object_set_data_full (G_OBJECT (desk), KEY, all, (GDestroyNotify) g_hash_table_unref);
    }
  return all;
}

/* Two people at one window do not go on with each other's. */
static char *
dup_key (RbkDesk *desk, const char *item)
{
  RbkPerson *person = rbk_desk_get_person (desk);

  return g_strdup_printf ("%s %s", person != NULL ? rbk_person_get_id (person) : "", item);
}

/**
 * rbk_review_judgement_get:
 * @item: what is judged
 *
 * Returns: (transfer none): what whoever acts here has judged of it so far; an empty one to begin with
 */
RbkReviewJudgement *
rbk_review_judgement_get (RbkDesk *desk, const char *item)
{
  GHashTable *all = get_all (desk);
  g_autofree char *key = dup_key (desk, item);
  RbkReviewJudgement *self = g_hash_table_lookup (all, key);

  if (self == NULL)
    {
      self = g_object_new (RBK_TYPE_REVIEW_JUDGEMENT, NULL);
      self->item = g_strdup (item);
      g_hash_table_insert (all, g_steal_pointer (&key), self);
    }
  return self;
}

/**
 * rbk_review_judgement_forget:
 *
 * It is in the ledger, or given up.
 */
void
rbk_review_judgement_forget (RbkDesk *desk, const char *item)
{
  g_autofree char *key = dup_key (desk, item);

  g_hash_table_remove (get_all (desk), key);
}

/**
 * rbk_review_judgement_count_begun:
 *
 * Returns: how many are begun at this desk and not finished
 */
guint
rbk_review_judgement_count_begun (RbkDesk *desk)
{
  GHashTableIter iter;
  gpointer judgement;
  guint n = 0;

  g_hash_table_iter_init (&iter, get_all (desk));
  while (g_hash_table_iter_next (&iter, NULL, &judgement))
    n += rbk_review_judgement_is_begun (judgement) ? 1 : 0;
  return n;
}

/**
 * rbk_review_judgement_is_begun_of:
 *
 * Returns: whether whoever acts here has begun to judge @item, and not finished
 */
gboolean
rbk_review_judgement_is_begun_of (RbkDesk *desk, const char *item)
{
  g_autofree char *key = dup_key (desk, item);
  RbkReviewJudgement *self = g_hash_table_lookup (get_all (desk), key);

  return self != NULL && rbk_review_judgement_is_begun (self);
}

/**
 * rbk_review_judgement_get_score:
 *
 * Returns: 0 to 3; -1 for none
 */
int
rbk_review_judgement_get_score (RbkReviewJudgement *self, const char *criterion)
{
  return (int) rbk_json_get_int (self->scores, criterion, -1);
}

/**
 * rbk_review_judgement_set_score:
 * @score: 0 to 3; -1 takes it away
 */
void
rbk_review_judgement_set_score (RbkReviewJudgement *self, const char *criterion, int score)
{
  if (rbk_review_judgement_get_score (self, criterion) == score)
    return;
  if (score < 0)
    json_object_remove_member (self->scores, criterion);
  else
    json_object_set_int_member (self->scores, criterion, MIN (score, RBK_RUBRIC_BEST));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
find_failed (RbkReviewJudgement *self, const char *gate, guint *index)
{
  return g_ptr_array_find_with_equal_func (self->failed, gate, g_str_equal, index);
}

/**
 * rbk_review_judgement_has_failed:
 *
 * Returns: whether the voicemail fails that gate
 */
gboolean
rbk_review_judgement_has_failed (RbkReviewJudgement *self, const char *gate)
{
  return find_failed (self, gate, NULL);
}

void
rbk_review_judgement_set_failed (RbkReviewJudgement *self, const char *gate, gboolean failed)
{
  guint index = 0;
  gboolean before = find_failed (self, gate, &index);

  if (before == !!failed)
    return;
  if (failed)
    g_ptr_array_add (self->failed, g_strdup (gate));
  else
    g_ptr_array_remove_index (self->failed, index);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_text (RbkReviewJudgement *self, char **place, const char *text)
{
  if (g_set_str (place, text != NULL && *text != '\0' ? text : NULL))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * rbk_review_judgement_get_strength:
 * @index: below %RBK_REVIEW_STRENGTHS
 *
 * Returns: (nullable): what is good about it, as it is being typed
 */
const char *
rbk_review_judgement_get_strength (RbkReviewJudgement *self, guint index)
{
  return self->strengths[index];
}

void
rbk_review_judgement_set_strength (RbkReviewJudgement *self, guint index, const char *text)
{
  set_text (self, &self->strengths[index], text);
}

const char *
rbk_review_judgement_get_improvement (RbkReviewJudgement *self)
{
  return self->improvement;
}

void
rbk_review_judgement_set_improvement (RbkReviewJudgement *self, const char *text)
{
  set_text (self, &self->improvement, text);
}

const char *
rbk_review_judgement_get_action (RbkReviewJudgement *self)
{
  return self->action;
}

void
rbk_review_judgement_set_action (RbkReviewJudgement *self, const char *text)
{
  set_text (self, &self->action, text);
}

/**
 * rbk_review_judgement_is_begun:
 *
 * Returns: whether anything would be lost with it
 */
gboolean
rbk_review_judgement_is_begun (RbkReviewJudgement *self)
{
  gboolean begun = json_object_get_size (self->scores) > 0 || self->failed->len > 0 ||
                   self->improvement != NULL || self->action != NULL;

  for (guint i = 0; i < RBK_REVIEW_STRENGTHS; i++)
    begun = begun || self->strengths[i] != NULL;
  return begun;
}

static const char *const *
lend_failed (RbkReviewJudgement *self)
{
  g_clear_pointer (&self->lent_failed, g_ptr_array_unref);
  self->lent_failed = g_ptr_array_new ();
  for (guint i = 0; i < self->failed->len; i++)
    g_ptr_array_add (self->lent_failed, self->failed->pdata[i]);
  g_ptr_array_add (self->lent_failed, NULL);
  return (const char *const *) self->lent_failed->pdata;
}

static const char *const *
lend_strengths (RbkReviewJudgement *self)
{
  g_clear_pointer (&self->lent_strengths, g_ptr_array_unref);
  self->lent_strengths = g_ptr_array_new ();
  for (guint i = 0; i < RBK_REVIEW_STRENGTHS; i++)
    {
      if (self->strengths[i] != NULL)
        g_ptr_array_add (self->lent_strengths, self->strengths[i]);
    }
  g_ptr_array_add (self->lent_strengths, NULL);
  return (const char *const *) self->lent_strengths->pdata;
}

/**
 * rbk_review_judgement_get_total:
 * @rubric: the one that counts now
 *
 * Returns: 0 to 100; -1 while a criterion has no score
 */
int
rbk_review_judgement_get_total (RbkReviewJudgement *self, RbkRubric *rubric)
{
  return rbk_rubric_total (rubric, self->scores, lend_failed (self));
}

/**
 * rbk_review_judgement_fill:
 * @draft: (out caller-allocates): all of it, lent until @self changes
 */
void
rbk_review_judgement_fill (RbkReviewJudgement *self, RbkReviewDecision decision, RbkReviewDraft *draft)
{
  *draft = (RbkReviewDraft) {
    .item = self->item,
    .scores = self->scores,
    .failed = lend_failed (self),
    .strengths = lend_strengths (self),
    .improvement = self->improvement,
    .action = self->action,
    .decision = decision,
  };
}
