/* rbk-review-rubric-row.c: a criterion of the rubric, to be changed: its title, its weight, its four anchors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-rubric-row.h"

#include "base/rbk-id.h"
#include "model/rbk-rubric.h"

#include <glib/gi18n-lib.h>

#define N_ANCHORS (RBK_RUBRIC_BEST + 1)

struct _RbkReviewRubricRow
{
  AdwExpanderRow parent_instance;

  JsonObject *criterion; /* (owned): as it was; what is not shown of it stays */
  gboolean showing;      /* the rows are being filled by us, not by the person */

  GtkEditable *title_row;
  AdwSpinRow *weight_row;
  GtkEditable *anchor_rows[N_ANCHORS];
  GtkWidget *remove_row;
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewRubricRow, rbk_review_rubric_row, ADW_TYPE_EXPANDER_ROW)

static char *
dup_text (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static void
show_heading (RbkReviewRubricRow *self)
{
  g_autofree char *title = dup_text (self->title_row);
  /* Translators: how many points of a hundred a criterion is worth */
  g_autofree char *weight = g_strdup_printf (_ ("%u of 100"), rbk_review_rubric_row_get_weight (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), *title != '\0' ? title : _ ("New criterion"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 rbk_review_rubric_row_is_whole (self)
                                   ? weight
                                   : _ ("A title and four anchors are needed: what is worth 0, 1, 2 and 3"));
}

static void
changed_cb (RbkReviewRubricRow *self)
{
  if (self->showing)
    return;
  show_heading (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
removed_cb (RbkReviewRubricRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
rbk_review_rubric_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_REVIEW_RUBRIC_ROW);
  G_OBJECT_CLASS (rbk_review_rubric_row_parent_class)->dispose (object);
}

static void
rbk_review_rubric_row_finalize (GObject *object)
{
  json_object_unref (RBK_REVIEW_RUBRIC_ROW (object)->criterion);
  G_OBJECT_CLASS (rbk_review_rubric_row_parent_class)->finalize (object);
}

static void
rbk_review_rubric_row_class_init (RbkReviewRubricRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = RBK_TYPE_REVIEW_RUBRIC_ROW;

  G_OBJECT_CLASS (klass)->dispose = rbk_review_rubric_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_rubric_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-rubric-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricRow, title_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricRow, weight_row);
  for (guint i = 0; i < N_ANCHORS; i++)
    {
      g_autofree char *name = g_strdup_printf ("anchor_%u_row", i);

      gtk_widget_class_bind_template_child_full (
        widget_class,
        name,
        FALSE,
        (gssize) (G_STRUCT_OFFSET (RbkReviewRubricRow, anchor_rows) + i * sizeof (GtkEditable *)));
    }
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricRow, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
}

static void
rbk_review_rubric_row_init (RbkReviewRubricRow *self)
{
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_review_rubric_row_new:
 * @criterion: (nullable): as in rubric-changed; %NULL for a new one
 * @may_change: whether whoever acts here may
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_review_rubric_row_new (JsonObject *criterion, gboolean may_change)
{
  RbkReviewRubricRow *self = g_object_new (RBK_TYPE_REVIEW_RUBRIC_ROW, NULL);
  JsonArray *anchors = criterion != NULL ? rbk_json_get_array (criterion, "anchors") : NULL;
  g_autofree char *id = rbk_id_new ();
  const char *title = criterion != NULL ? rbk_json_get_string (criterion, "title") : NULL;

  self->criterion = criterion != NULL ? rbk_json_copy (criterion) : rbk_json_new ("id", id, NULL);
  gtk_editable_set_text (self->title_row, title != NULL ? title : "");
  adw_spin_row_set_value (self->weight_row,
                          criterion != NULL ? (double) rbk_json_get_int (criterion, "weight", 1) : 1);
  for (guint i = 0; i < N_ANCHORS; i++)
    {
      const char *anchor = anchors != NULL && i < json_array_get_length (anchors)
                             ? rbk_json_array_get_string (anchors, i)
                             : NULL;

      gtk_editable_set_text (self->anchor_rows[i], anchor != NULL ? anchor : "");
      gtk_widget_set_sensitive (GTK_WIDGET (self->anchor_rows[i]), may_change);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->title_row), may_change);
  gtk_widget_set_sensitive (GTK_WIDGET (self->weight_row), may_change);
  gtk_widget_set_visible (self->remove_row, may_change);
  self->showing = FALSE;
  show_heading (self);
  return GTK_WIDGET (self);
}

/**
 * rbk_review_rubric_row_get_weight:
 *
 * Returns: its share of the hundred, as it stands
 */
guint
rbk_review_rubric_row_get_weight (RbkReviewRubricRow *self)
{
  return (guint) adw_spin_row_get_value (self->weight_row);
}

/**
 * rbk_review_rubric_row_is_whole:
 *
 * Returns: whether everything of it is written
 */
gboolean
rbk_review_rubric_row_is_whole (RbkReviewRubricRow *self)
{
  g_autofree char *title = dup_text (self->title_row);
  gboolean whole = *title != '\0';

  for (guint i = 0; i < N_ANCHORS; i++)
    {
      g_autofree char *anchor = dup_text (self->anchor_rows[i]);

      whole = whole && *anchor != '\0';
    }
  return whole;
}

/**
 * rbk_review_rubric_row_make_json:
 *
 * Returns: (transfer full): the criterion as it stands, as in rubric-changed
 */
JsonObject *
rbk_review_rubric_row_make_json (RbkReviewRubricRow *self)
{
  JsonObject *criterion = rbk_json_copy (self->criterion);
  JsonArray *anchors = json_array_new ();
  g_autofree char *title = dup_text (self->title_row);

  json_object_set_string_member (criterion, "title", title);
  json_object_set_int_member (criterion, "weight", rbk_review_rubric_row_get_weight (self));
  for (guint i = 0; i < N_ANCHORS; i++)
    {
      g_autofree char *anchor = dup_text (self->anchor_rows[i]);

      json_array_add_string_element (anchors, anchor);
    }
  json_object_set_array_member (criterion, "anchors", anchors);
  return criterion;
}
