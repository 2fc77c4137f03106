/* rbk-review-criteria.c: the lines of the rubric, one of them open to be scored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-criteria.h"

#include "ui/rbk-review-criterion-row.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewCriteria
{
  AdwBin parent_instance;

  RbkRubric *rubric;             /* (owned) (nullable) */
  RbkReviewJudgement *judgement; /* (owned) (nullable) */
  guint current;                 /* the open row */
  GtkListBox *list;              /* (not owned): the child */
};

G_DEFINE_FINAL_TYPE (RbkReviewCriteria, rbk_review_criteria, ADW_TYPE_BIN)

static RbkReviewCriterionRow *
get_row (RbkReviewCriteria *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  return row != NULL ? RBK_REVIEW_CRITERION_ROW (row) : NULL;
}

static void
show_scores (RbkReviewCriteria *self)
{
  RbkReviewCriterionRow *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    rbk_review_criterion_row_set_score (
      row, rbk_review_judgement_get_score (self->judgement, rbk_review_criterion_row_get_id (row)));
}

static void
open_row (RbkReviewCriteria *self, guint index)
{
  RbkReviewCriterionRow *row;

  self->current = index;
  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    rbk_review_criterion_row_set_open (row, i == index);
}

static void
scored_cb (RbkReviewCriterionRow *row, int score, RbkReviewCriteria *self)
{
  rbk_review_judgement_set_score (self->judgement, rbk_review_criterion_row_get_id (row), score);
}

static void
activated_cb (RbkReviewCriteria *self, GtkListBoxRow *row)
{
  open_row (self, (guint) gtk_list_box_row_get_index (row));
}

static void
forget (RbkReviewCriteria *self)
{
  if (self->judgement != NULL)
    g_signal_handlers_disconnect_by_data (self->judgement, self);
  g_clear_object (&self->judgement);
  g_clear_object (&self->rubric);
}

static void
rbk_review_criteria_dispose (GObject *object)
{
  forget (RBK_REVIEW_CRITERIA (object));
  G_OBJECT_CLASS (rbk_review_criteria_parent_class)->dispose (object);
}

static void
rbk_review_criteria_class_init (RbkReviewCriteriaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_review_criteria_dispose;
}

static void
rbk_review_criteria_init (RbkReviewCriteria *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Criteria"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * rbk_review_criteria_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
rbk_review_criteria_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_CRITERIA, NULL);
}

/**
 * rbk_review_criteria_set_judgement:
 * @judgement: where the scores are kept
 */
void
rbk_review_criteria_set_judgement (RbkReviewCriteria *self, RbkRubric *rubric, RbkReviewJudgement *judgement)
{
  gboolean other;

  g_return_if_fail (RBK_IS_REVIEW_CRITERIA (self));

  other = rubric != self->rubric;
  g_object_ref (rubric);
  g_object_ref (judgement);
  forget (self);
  self->rubric = rubric;
  self->judgement = judgement;
  g_signal_connect_swapped (judgement, "changed", G_CALLBACK (show_scores), self);
  if (other)
    {
      gtk_list_box_remove_all (self->list);
      for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
        {
          GtkWidget *row = rbk_review_criterion_row_new (rubric, i);

          g_signal_connect (row, "scored", G_CALLBACK (scored_cb), self);
          gtk_list_box_append (self->list, row);
        }
    }
  open_row (self, 0);
  show_scores (self);
}

/**
 * rbk_review_criteria_focus:
 *
 * Gives the keyboard to the open row.
 */
void
rbk_review_criteria_focus (RbkReviewCriteria *self)
{
  RbkReviewCriterionRow *row = get_row (self, self->current);

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * rbk_review_criteria_move:
 * @by: how many rows further down; below 0 is up
 */
void
rbk_review_criteria_move (RbkReviewCriteria *self, int by)
{
  int n = self->rubric != NULL ? (int) rbk_rubric_get_n_criteria (self->rubric) : 0;

  if (n == 0)
    return;
  open_row (self, (guint) CLAMP ((int) self->current + by, 0, n - 1));
  rbk_review_criteria_focus (self);
}

/**
 * rbk_review_criteria_score:
 * @score: 0 to 3, for the open row
 *
 * A screen reader says what it means.
 */
void
rbk_review_criteria_score (RbkReviewCriteria *self, int score)
{
  const RbkCriterion *criterion;
  g_autofree char *words = NULL;

  if (self->rubric == NULL || self->current >= rbk_rubric_get_n_criteria (self->rubric))
    return;
  criterion = rbk_rubric_get_criterion (self->rubric, self->current);
  rbk_review_judgement_set_score (self->judgement, criterion->id, score);
  /* Translators: a criterion, a score from 0 to 3, and what it means */
  words = g_strdup_printf (_ ("%s: %d – %s"), criterion->title, score, criterion->anchors[score]);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
