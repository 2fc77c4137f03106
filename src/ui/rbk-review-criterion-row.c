/* rbk-review-criterion-row.c: one line of the rubric, with what each score of it means in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-criterion-row.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewCriterionRow
{
  GtkListBoxRow parent_instance;

  RbkRubric *rubric; /* (owned): holds the criterion */
  const RbkCriterion *criterion;
  int score;        /* -1: none */
  gboolean showing; /* the buttons are being set by us, not by the person */
  gboolean open;
  GtkCheckButton *checks[RBK_RUBRIC_BEST + 1]; /* (not owned): of anchors */

  GtkLabel *title;
  GtkLabel *weight;
  GtkLabel *chosen;
  GtkBox *anchors;
};

enum
{
  SCORED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewCriterionRow, rbk_review_criterion_row, GTK_TYPE_LIST_BOX_ROW)

static void
show (RbkReviewCriterionRow *self)
{
  const RbkCriterion *criterion = self->criterion;
  g_autofree char *chosen = self->score >= 0
                              /* Translators: a score from 0 to 3, and what it means */
                              ? g_strdup_printf (_ ("%d – %s"), self->score, criterion->anchors[self->score])
                              : g_strdup (_ ("No score yet"));
  /* Translators: a criterion, how many points of a hundred it is worth, and its score with what it means */
  g_autofree char *label =
    g_strdup_printf (_ ("%s, weight %u: %s"), criterion->title, criterion->weight, chosen);

  gtk_label_set_label (self->chosen, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->chosen), !self->open);
  gtk_widget_set_visible (GTK_WIDGET (self->anchors), self->open);
  if (self->score >= 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->chosen), "dimmed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->chosen), "dimmed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
toggled_cb (GtkCheckButton *check, gpointer data)
{
  RbkReviewCriterionRow *self =
    RBK_REVIEW_CRITERION_ROW (gtk_widget_get_ancestor (GTK_WIDGET (check), RBK_TYPE_REVIEW_CRITERION_ROW));

  if (self != NULL && !self->showing && gtk_check_button_get_active (check))
    g_signal_emit (self, signals[SCORED], 0, GPOINTER_TO_INT (data));
}

static GtkWidget *
make_anchor (RbkReviewCriterionRow *self, int score)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *check = gtk_check_button_new ();
  /* Translators: a score from 0 to 3, and what it means */
  g_autofree char *words = g_strdup_printf (_ ("%d – %s"), score, self->criterion->anchors[score]);
  g_autofree char *number = g_strdup_printf ("%d", score + 1);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *key = gtk_label_new (number);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, number, -1);
  gtk_widget_set_hexpand (check, TRUE);
  if (score > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks[0]);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), GINT_TO_POINTER (score));
  self->checks[score] = GTK_CHECK_BUTTON (check);

  gtk_widget_add_css_class (key, "rbk-key");
  gtk_widget_add_css_class (key, "caption");
  gtk_widget_add_css_class (key, "numeric");
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  /* Translators: %s is a digit */
  g_free (number);
  number = g_strdup_printf (_ ("Key %d"), score + 1);
  gtk_widget_set_tooltip_text (key, number);
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), key);
  return box;
}

static void
rbk_review_criterion_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_REVIEW_CRITERION_ROW);
  G_OBJECT_CLASS (rbk_review_criterion_row_parent_class)->dispose (object);
}

static void
rbk_review_criterion_row_finalize (GObject *object)
{
  g_clear_object (&RBK_REVIEW_CRITERION_ROW (object)->rubric);
  G_OBJECT_CLASS (rbk_review_criterion_row_parent_class)->finalize (object);
}

static void
rbk_review_criterion_row_class_init (RbkReviewCriterionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_criterion_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_criterion_row_finalize;
  signals[SCORED] = g_signal_new ("scored",
                                  RBK_TYPE_REVIEW_CRITERION_ROW,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-criterion-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCriterionRow, title);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCriterionRow, weight);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCriterionRow, chosen);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCriterionRow, anchors);
}

static void
rbk_review_criterion_row_init (RbkReviewCriterionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->score = -1;
}

/**
 * rbk_review_criterion_row_new:
 * @index: which criterion of @rubric
 *
 * Returns: (transfer floating): a row without a score
 */
GtkWidget *
rbk_review_criterion_row_new (RbkRubric *rubric, guint index)
{
  RbkReviewCriterionRow *self = g_object_new (RBK_TYPE_REVIEW_CRITERION_ROW, NULL);
  g_autofree char *weight = NULL;

  self->rubric = g_object_ref (rubric);
  self->criterion = rbk_rubric_get_criterion (rubric, index);
  /* Translators: how many points of a hundred a criterion is worth */
  weight = g_strdup_printf (_ ("%u of 100"), self->criterion->weight);
  gtk_label_set_label (self->title, self->criterion->title);
  gtk_label_set_label (self->weight, weight);
  for (int score = 0; score <= RBK_RUBRIC_BEST; score++)
    gtk_box_append (self->anchors, make_anchor (self, score));
  show (self);
  return GTK_WIDGET (self);
}

/**
 * rbk_review_criterion_row_get_id:
 *
 * Returns: (transfer none): the criterion's id
 */
const char *
rbk_review_criterion_row_get_id (RbkReviewCriterionRow *self)
{
  return self->criterion->id;
}

/**
 * rbk_review_criterion_row_set_score:
 * @score: 0 to 3; -1 for none
 */
void
rbk_review_criterion_row_set_score (RbkReviewCriterionRow *self, int score)
{
  self->showing = TRUE;
  self->score = score;
  for (int i = 0; i <= RBK_RUBRIC_BEST; i++)
    gtk_check_button_set_active (self->checks[i], i == score);
  self->showing = FALSE;
  show (self);
}

/**
 * rbk_review_criterion_row_set_open:
 * @open: whether all four are shown, to choose from, rather than the one that was given
 */
void
rbk_review_criterion_row_set_open (RbkReviewCriterionRow *self, gboolean open)
{
  self->open = open;
  show (self);
}
