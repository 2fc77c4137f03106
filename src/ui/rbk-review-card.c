/* rbk-review-card.c: a finished review: its total, its scores in words, and what was said.
 *
 * It is shown by the rubric that it was made by, whatever that says today.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-card.h"

#include "ui/rbk-review-score.h"
#include "ui/rbk-review-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkReviewCard
{
  GtkBox parent_instance;

  GtkLabel *heading;
  RbkReviewScore *score;
  GtkListBox *words;
  AdwExpanderRow *scores;
};

G_DEFINE_FINAL_TYPE (RbkReviewCard, rbk_review_card, GTK_TYPE_BOX)

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

/* What was said is what one reads; its heading stands above it, small. */
static void
add_words (RbkReviewCard *self, const char *icon, const char *heading, const char *text)
{
  GtkWidget *row;
  GtkWidget *image;

  if (text == NULL || *text == '\0')
    return;
  row = make_row (heading, text);
  image = g_object_new (
    GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (row, "property");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_list_box_append (self->words, row);
  gtk_widget_set_visible (GTK_WIDGET (self->words), TRUE);
}

static void
show_words (RbkReviewCard *self, RbkReview *review)
{
  const char *const *strengths = rbk_review_get_strengths (review);

  for (guint i = 0; strengths != NULL && strengths[i] != NULL; i++)
    add_words (self, "starred-symbolic", _ ("Strength"), strengths[i]);
  add_words (self, "go-up-symbolic", _ ("Improvement"), rbk_review_get_improvement (review));
  add_words (self, "go-next-symbolic", _ ("What to do next"), rbk_review_get_action (review));
}

static void
show_scores (RbkReviewCard *self, RbkReview *review, RbkRubric *rubric, gboolean is_old)
{
  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    {
      const RbkCriterion *criterion = rbk_rubric_get_criterion (rubric, i);
      int score = rbk_review_get_score (review, criterion->id);
      g_autofree char *words = NULL;

      if (score < 0 || score > RBK_RUBRIC_BEST)
        continue;
      /* Translators: a score from 0 to 3, and what it means */
      words = g_strdup_printf (_ ("%d – %s"), score, criterion->anchors[score]);
      adw_expander_row_add_row (self->scores, make_row (criterion->title, words));
    }
  if (is_old)
    {
      /* Translators: %u is a number; the rubric was changed since */
      g_autofree char *words =
        g_strdup_printf (_ ("By version %u of the rubric"), rbk_review_get_rubric (review));

      adw_expander_row_set_subtitle (self->scores, words);
    }
}

static char *
dup_failed (RbkReview *review, RbkRubric *rubric)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) titles = NULL;
  const char *const *failed = rbk_review_get_failed (review);
  g_autofree char *list = NULL;

  for (guint i = 0; failed != NULL && failed[i] != NULL; i++)
    {
      const RbkRubricGate *gate = rbk_rubric_find_gate (rubric, failed[i]);

      g_strv_builder_add (builder, gate != NULL ? gate->title : failed[i]);
    }
  titles = g_strv_builder_end (builder);
  if (*titles == NULL)
    return NULL;
  list = g_strjoinv (" · ", titles);
  /* Translators: %s is a list of what went wrong, such as "Wrong customer or wrong vehicle" */
  return g_strdup_printf (_ ("Gate failed: %s"), list);
}

static void
rbk_review_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_REVIEW_CARD);
  G_OBJECT_CLASS (rbk_review_card_parent_class)->dispose (object);
}

static void
rbk_review_card_class_init (RbkReviewCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_card_dispose;
  g_type_ensure (RBK_TYPE_REVIEW_SCORE);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-review-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCard, heading);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCard, score);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCard, words);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewCard, scores);
}

static void
rbk_review_card_init (RbkReviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_review_card_new:
 *
 * Returns: (transfer floating): the review, to be read
 */
GtkWidget *
rbk_review_card_new (RbkDesk *desk, RbkReview *review)
{
  RbkReviewCard *self = g_object_new (RBK_TYPE_REVIEW_CARD, NULL);
  RbkRubric *rubric = rbk_desk_find_rubric (desk, rbk_review_get_rubric (review));
  gboolean is_old = rbk_review_get_rubric (review) != rbk_rubric_get_version (rbk_desk_get_rubric (desk));
  const char *name = rbk_desk_get_person_name (desk, rbk_review_get_reviewer (review));
  g_autofree char *time = rbk_review_words_dup_time (desk, rbk_review_get_time_us (review));
  g_autofree char *failed = dup_failed (review, rubric);
  /* Translators: what was decided ("Approved"), by whom, and when */
  g_autofree char *heading = g_strdup_printf (
    _ ("%s – %s, %s"), rbk_review_words_get_decision (rbk_review_get_decision (review)), name, time);

  gtk_label_set_label (self->heading, heading);
  rbk_review_score_set_total (self->score, (int) rbk_review_get_total (review), failed);
  show_words (self, review);
  show_scores (self, review, rubric, is_old);
  return GTK_WIDGET (self);
}
