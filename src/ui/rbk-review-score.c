/* rbk-review-score.c: a total of a hundred, with its band in colour and words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-score.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewScore
{
  GtkBox parent_instance;

  GtkLabel *number; /* (not owned): of the box, as are the others */
  GtkLabel *band;
  GtkLabel *why;
};

G_DEFINE_FINAL_TYPE (RbkReviewScore, rbk_review_score, GTK_TYPE_BOX)

/* By RbkScoreBand. */
static const char *const styles[] = { "rbk-band-red", "rbk-band-yellow", "rbk-band-blue", "rbk-band-green" };

static GtkLabel *
add_label (GtkWidget *box, const char *const *classes)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "xalign",
                                   0.0,
                                   "wrap",
                                   TRUE,
                                   "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR,
                                   "css-classes",
                                   classes,
                                   NULL);

  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
rbk_review_score_class_init (RbkReviewScoreClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
rbk_review_score_init (RbkReviewScore *self)
{
  static const char *const number[] = { "rbk-score", "numeric", NULL };
  static const char *const band[] = { "heading", NULL };
  static const char *const why[] = { "caption", NULL };
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "rbk-total");
  self->number = add_label (GTK_WIDGET (self), number);
  gtk_label_set_wrap (self->number, FALSE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words, TRUE);
  self->band = add_label (words, band);
  self->why = add_label (words, why);
  gtk_box_append (GTK_BOX (self), words);
  rbk_review_score_set_total (self, -1, NULL);
}

/**
 * rbk_review_score_new:
 *
 * Returns: (transfer floating): a total that is not known yet
 */
GtkWidget *
rbk_review_score_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_SCORE, NULL);
}

/**
 * rbk_review_score_set_total:
 * @total: 0 to 100; -1 while it is not known
 * @why: (nullable): what else is to be said of it, such as the gate that makes it 0
 */
void
rbk_review_score_set_total (RbkReviewScore *self, int total, const char *why)
{
  g_autofree char *number = total >= 0 ? g_strdup_printf ("%d", total) : g_strdup ("–");
  const char *band =
    total >= 0 ? rbk_score_band_get_words (rbk_score_band_of ((guint) total)) : _ ("Not scored yet");
  /* Translators: points of a hundred, and what they mean in a word or two */
  g_autofree char *words =
    total >= 0 ? g_strdup_printf (_ ("Total %d of 100, %s"), total, band) : g_strdup (band);
  g_autofree char *all = why != NULL ? g_strdup_printf ("%s. %s", words, why) : g_strdup (words);

  g_return_if_fail (RBK_IS_REVIEW_SCORE (self));

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), styles[i]);
  if (total >= 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), styles[rbk_score_band_of ((guint) total)]);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->band, band);
  gtk_label_set_label (self->why, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), why != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}
