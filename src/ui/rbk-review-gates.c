/* rbk-review-gates.c: what makes a voicemail worth nothing, whatever its points.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-gates.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewGates
{
  AdwBin parent_instance;

  RbkRubric *rubric;             /* (owned) (nullable) */
  RbkReviewJudgement *judgement; /* (owned) (nullable) */
  GPtrArray *checks;             /* (owned) (element-type GtkCheckButton): one a gate */
  gboolean showing;              /* they are being set by us, not by the person */
  guint focus_id;                /* source that gives the keyboard to the first; 0: none */
  GtkListBox *list;              /* (not owned): the child */
  AdwExpanderRow *row;           /* (not owned): of the list */
};

G_DEFINE_FINAL_TYPE (RbkReviewGates, rbk_review_gates, ADW_TYPE_BIN)

static const char *
get_gate (GtkCheckButton *check)
{
  return g_object_get_data (G_OBJECT (check), "gate");
}

static void
show (RbkReviewGates *self)
{
  g_autofree char *failed = rbk_review_gates_dup_failed (self);

  self->showing = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (
      self->checks->pdata[i],
      rbk_review_judgement_has_failed (self->judgement, get_gate (self->checks->pdata[i])));
  self->showing = FALSE;
  adw_expander_row_set_subtitle (
    self->row, failed != NULL ? failed : _ ("None has failed. One that fails makes the total 0."));
  if (failed != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->row), "error");
}

static void
toggled_cb (GtkCheckButton *check, RbkReviewGates *self)
{
  if (!self->showing)
    rbk_review_judgement_set_failed (self->judgement, get_gate (check), gtk_check_button_get_active (check));
}

static void
add_gate (RbkReviewGates *self, const RbkRubricGate *gate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gate->title);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "gate", g_strdup (gate->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, gate->title, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->row, row);
  g_ptr_array_add (self->checks, check);
}

static void
forget (RbkReviewGates *self)
{
  if (self->judgement != NULL)
    g_signal_handlers_disconnect_by_data (self->judgement, self);
  g_clear_object (&self->judgement);
  g_clear_object (&self->rubric);
}

static void
rbk_review_gates_dispose (GObject *object)
{
  g_clear_handle_id (&RBK_REVIEW_GATES (object)->focus_id, g_source_remove);
  forget (RBK_REVIEW_GATES (object));
  G_OBJECT_CLASS (rbk_review_gates_parent_class)->dispose (object);
}

static void
rbk_review_gates_finalize (GObject *object)
{
  g_ptr_array_unref (RBK_REVIEW_GATES (object)->checks);
  G_OBJECT_CLASS (rbk_review_gates_parent_class)->finalize (object);
}

static void
rbk_review_gates_class_init (RbkReviewGatesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_review_gates_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_gates_finalize;
}

static void
rbk_review_gates_init (RbkReviewGates *self)
{
  self->checks = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

/**
 * rbk_review_gates_new:
 *
 * Returns: (transfer floating): no gates yet
 */
GtkWidget *
rbk_review_gates_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_GATES, NULL);
}

/**
 * rbk_review_gates_set_judgement:
 * @judgement: where it is kept which have failed
 */
void
rbk_review_gates_set_judgement (RbkReviewGates *self, RbkRubric *rubric, RbkReviewJudgement *judgement)
{
  gboolean other;

  g_return_if_fail (RBK_IS_REVIEW_GATES (self));

  other = rubric != self->rubric;
  g_object_ref (rubric);
  g_object_ref (judgement);
  forget (self);
  self->rubric = rubric;
  self->judgement = judgement;
  g_signal_connect_swapped (judgement, "changed", G_CALLBACK (show), self);
  if (other)
    {
      g_ptr_array_set_size (self->checks, 0);
      gtk_list_box_remove_all (self->list);
      self->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Gates that have failed"));
      for (guint i = 0; i < rbk_rubric_get_n_gates (rubric); i++)
        add_gate (self, rbk_rubric_get_gate (rubric, i));
      gtk_list_box_append (self->list, GTK_WIDGET (self->row));
    }
  show (self);
}

static gboolean
focus_cb (gpointer data)
{
  RbkReviewGates *self = data;

  self->focus_id = 0;
  if (self->checks->len > 0)
    gtk_widget_grab_focus (self->checks->pdata[0]);
  return G_SOURCE_REMOVE;
}

/**
 * rbk_review_gates_focus:
 *
 * Unfolds them, and gives the keyboard to the first.
 */
void
rbk_review_gates_focus (RbkReviewGates *self)
{
  if (self->checks->len == 0)
    return;
  adw_expander_row_set_expanded (self->row, TRUE);
  /* Once they have their place, so that they come into sight. */
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_full (G_PRIORITY_LOW, focus_cb, self, NULL);
}

/**
 * rbk_review_gates_dup_failed:
 *
 * Returns: (transfer full) (nullable): the gates that have failed, named; %NULL for none
 */
char *
rbk_review_gates_dup_failed (RbkReviewGates *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) titles = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; self->rubric != NULL && i < rbk_rubric_get_n_gates (self->rubric); i++)
    {
      const RbkRubricGate *gate = rbk_rubric_get_gate (self->rubric, i);

      if (rbk_review_judgement_has_failed (self->judgement, gate->id))
        g_strv_builder_add (builder, gate->title);
    }
  titles = g_strv_builder_end (builder);
  if (*titles == NULL)
    return NULL;
  list = g_strjoinv (" · ", titles);
  /* Translators: %s is a list of what went wrong, such as "Wrong customer or wrong vehicle" */
  return g_strdup_printf (_ ("Gate failed: %s"), list);
}
