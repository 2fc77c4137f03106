/* rbk-review-queue.c: what waits for a review, in the order of Q-1, loaded by pages.
 *
 * A page follows on the last row. Whatever was shown is read again when something changes: the order depends
 * on how often each person was reviewed, so that one review moves many rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"
#include "desk/rbk-desk-written.h"

#define PAGE 24

struct _RbkReviewQueue
{
  RbkPagedList parent_instance;

  char *person; /* (owned) (nullable): of the filter */
  RbkReviewFilter filter;
};

G_DEFINE_FINAL_TYPE (RbkReviewQueue, rbk_review_queue, RBK_TYPE_PAGED_LIST)

static gboolean
is_same (gpointer a, gpointer b)
{
  const RbkReviewFacts *one = rbk_review_item_get_facts (a), *other = rbk_review_item_get_facts (b);

  return g_str_equal (one->id, other->id) && g_strcmp0 (one->source, other->source) == 0 &&
         g_strcmp0 (one->message, other->message) == 0 && g_strcmp0 (one->replaced, other->replaced) == 0 &&
         g_strcmp0 (one->decided_by, other->decided_by) == 0 && one->outcome == other->outcome &&
         one->state == other->state && one->n_reviews == other->n_reviews && one->total == other->total &&
         one->is_blind == other->is_blind && one->is_news == other->is_news;
}

static const char *
get_place (gpointer item)
{
  return rbk_review_item_get_facts (item)->id;
}

typedef struct
{
  char *person;   /* (owned) (nullable) */
  char *reviewer; /* (owned) (nullable) */
  RbkReviewQuery query;
  GPtrArray *people; /* (owned) (nullable) (element-type utf8): of whom a sample is drawn; NULL: none is */
  guint of_each;     /* of the sample */
  gint64 from_us;
  gint64 until_us;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->person);
  g_free (question->reviewer);
  g_clear_pointer (&question->people, g_ptr_array_unref);
  g_free (question);
}

/* As many of each person, whoever they are, so that nobody is listened to more than others. */
static GPtrArray *
draw_sample (RbkLedgerReader *reader, const Question *question, GError **error)
{
  g_autoptr (GPtrArray) drawn = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < question->people->len; i++)
    {
      GPtrArray *of_person = rbk_ledger_reader_list_review_sample (reader,
                                                                   g_ptr_array_index (question->people, i),
                                                                   question->from_us,
                                                                   question->until_us,
                                                                   question->of_each,
                                                                   error);

      if (of_person == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (drawn, of_person);
    }
  return g_steal_pointer (&drawn);
}

static GPtrArray *
read_items (RbkLedgerReader *reader, RbkPage *page, GError **error)
{
  const Question *question = page->question;

  if (question->people == NULL)
    return rbk_ledger_reader_list_review_items (reader, &question->query, page->after, page->limit, error);
  page->is_all = TRUE;
  return draw_sample (reader, question, error);
}

/* Of this week, of everybody but whoever acts here, or of one person. */
static void
ask_for_sample (RbkReviewQueue *self, Question *question)
{
  RbkDesk *desk = rbk_paged_list_get_desk (RBK_PAGED_LIST (self));
  GPtrArray *people = rbk_desk_get_people (desk);
  guint asked = rbk_company_policy_get_review (rbk_desk_get_policy (desk))->sample;

  question->people = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < people->len; i++)
    {
      const char *person = rbk_person_get_id (g_ptr_array_index (people, i));

      if (g_strcmp0 (person, desk->person) != 0 &&
          (self->person == NULL || g_str_equal (person, self->person)))
        g_ptr_array_add (question->people, g_strdup (person));
    }
  question->from_us = rbk_desk_get_week_us (desk, 0);
  question->until_us = rbk_desk_get_week_us (desk, -1);
  question->of_each = asked > 0 ? asked : 1;
}

static gpointer
freeze (RbkPagedList *list)
{
  RbkReviewQueue *self = RBK_REVIEW_QUEUE (list);
  Question *question = g_new0 (Question, 1);

  question->person = g_strdup (self->person);
  /* What waits is what this person could judge; what was judged is everybody's to look up. */
  if (self->filter.state < 0)
    question->reviewer = g_strdup (rbk_paged_list_get_desk (list)->person);
  question->query = (RbkReviewQuery) {
    .person = question->person,
    .reviewer = question->reviewer,
    .outcome = self->filter.outcome,
    .state = self->filter.state,
    .since_us = self->filter.since_us,
    .news = self->filter.news,
  };
  if (self->filter.sample)
    ask_for_sample (self, question);
  return question;
}

static void
rbk_review_queue_finalize (GObject *object)
{
  g_free (RBK_REVIEW_QUEUE (object)->person);
  G_OBJECT_CLASS (rbk_review_queue_parent_class)->finalize (object);
}

static void
rbk_review_queue_class_init (RbkReviewQueueClass *klass)
{
  RbkPagedListClass *list_class = RBK_PAGED_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rbk_review_queue_finalize;
  list_class->item_type = RBK_TYPE_REVIEW_ITEM;
  list_class->first_rows = PAGE;
  list_class->more_rows = PAGE;
  list_class->is_same = is_same;
  list_class->get_place = get_place;
  list_class->freeze = freeze;
  list_class->free_question = question_free;
  list_class->read = read_items;
}

static void
rbk_review_queue_init (RbkReviewQueue *self)
{
  self->filter = (RbkReviewFilter) { .outcome = -1, .state = -1 };
}

/**
 * rbk_review_queue_new:
 * @desk: an open desk
 *
 * Returns: (transfer full): what waits for whoever acts here; filled in a moment
 */
RbkReviewQueue *
rbk_review_queue_new (RbkDesk *desk)
{
  RbkReviewQueue *self = g_object_new (RBK_TYPE_REVIEW_QUEUE, NULL);

  rbk_paged_list_open (RBK_PAGED_LIST (self), desk, "reviews-changed");
  return self;
}

/**
 * rbk_review_queue_set_filter:
 * @filter: (transfer none): what is shown
 */
void
rbk_review_queue_set_filter (RbkReviewQueue *self, const RbkReviewFilter *filter)
{
  gboolean same = g_strcmp0 (self->person, filter->person) == 0 && self->filter.outcome == filter->outcome &&
                  self->filter.state == filter->state && self->filter.since_us == filter->since_us &&
                  self->filter.news == filter->news && self->filter.sample == filter->sample;

  if (same)
    return;
  g_set_str (&self->person, filter->person);
  self->filter = *filter;
  self->filter.person = NULL; /* not ours; self->person is */
  rbk_paged_list_begin_anew (RBK_PAGED_LIST (self));
}
