/* rbk-review-rubric-page.c: by what voicemails are judged here, in the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-rubric-page.h"

#include "base/rbk-id.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-review-rubric-row.h"

#include <glib/gi18n-lib.h>

#define WHOLE 100

struct _RbkReviewRubricPage
{
  AdwPreferencesPage parent_instance;

  RbkDesk *desk;             /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the page goes away */
  GPtrArray *rows;           /* (owned) (element-type RbkReviewRubricRow) */
  GPtrArray *gates;          /* (owned) (element-type AdwEntryRow): its id is its data "gate" */
  gboolean saving;

  AdwPreferencesGroup *criteria_group;
  AdwPreferencesGroup *gates_group;
  GtkWidget *add_button;
  GtkWidget *add_gate_button;
  GtkLabel *sum_label;
  GtkLabel *error_label;
  GtkWidget *save_button;
};

G_DEFINE_FINAL_TYPE (RbkReviewRubricPage, rbk_review_rubric_page, ADW_TYPE_PREFERENCES_PAGE)

static guint
get_sum (RbkReviewRubricPage *self)
{
  guint sum = 0;

  for (guint i = 0; i < self->rows->len; i++)
    sum += rbk_review_rubric_row_get_weight (self->rows->pdata[i]);
  return sum;
}

static gboolean
is_whole (RbkReviewRubricPage *self)
{
  gboolean whole = self->rows->len > 0;

  for (guint i = 0; i < self->rows->len; i++)
    whole = whole && rbk_review_rubric_row_is_whole (self->rows->pdata[i]);
  return whole;
}

static void
show_sum (RbkReviewRubricPage *self)
{
  guint sum = get_sum (self);
  g_autofree char *words = NULL;

  if (sum == WHOLE)
    words = g_strdup_printf (_ ("The weights are %u together, as they have to be."), sum);
  else if (sum < WHOLE)
    words = g_strdup_printf (
      _ ("The weights are %u together: %u are missing to %u."), sum, WHOLE - sum, (guint) WHOLE);
  else
    words =
      g_strdup_printf (_ ("The weights are %u together: %u more than %u."), sum, sum - WHOLE, (guint) WHOLE);
  gtk_label_set_label (self->sum_label, words);
  if (sum == WHOLE)
    gtk_widget_remove_css_class (GTK_WIDGET (self->sum_label), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->sum_label), "error");
  gtk_widget_set_sensitive (self->save_button, sum == WHOLE && is_whole (self) && !self->saving);
}

static void
changed_cb (RbkReviewRubricPage *self)
{
  gtk_widget_set_visible (self->save_button, TRUE);
  rbk_error_label_show (self->error_label, NULL);
  show_sum (self);
}

static void
removed_cb (RbkReviewRubricRow *row, RbkReviewRubricPage *self)
{
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (self->criteria_group, GTK_WIDGET (row));
  gtk_widget_grab_focus (self->add_button);
  changed_cb (self);
}

static GtkWidget *
add_row (RbkReviewRubricPage *self, JsonObject *criterion)
{
  GtkWidget *row = rbk_review_rubric_row_new (criterion, rbk_desk_is_reviewer (self->desk));

  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (row, "removed", G_CALLBACK (removed_cb), self);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->criteria_group, row);
  return row;
}

static void
add_cb (RbkReviewRubricPage *self)
{
  GtkWidget *row = add_row (self, NULL);

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_widget_grab_focus (row);
  changed_cb (self);
}

static void
remove_gate_cb (GtkWidget *button, RbkReviewRubricPage *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  g_ptr_array_remove (self->gates, row);
  adw_preferences_group_remove (self->gates_group, row);
  gtk_widget_grab_focus (self->add_gate_button);
  changed_cb (self);
}

static GtkWidget *
add_gate (RbkReviewRubricPage *self, const char *id, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();
  gboolean mine = rbk_desk_is_reviewer (self->desk);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Gate"));
  gtk_editable_set_text (GTK_EDITABLE (row), title != NULL ? title : "");
  g_object_set_data_full (G_OBJECT (row), "gate", g_strdup (id), g_free);
  gtk_widget_set_sensitive (row, mine);
  if (mine)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _ ("Remove This Gate"));
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Remove this gate"), -1);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_gate_cb), self);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
    }
  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  g_ptr_array_add (self->gates, row);
  adw_preferences_group_add (self->gates_group, row);
  return row;
}

static void
add_gate_cb (RbkReviewRubricPage *self)
{
  g_autofree char *id = rbk_id_new ();

  gtk_widget_grab_focus (add_gate (self, id, NULL));
  changed_cb (self);
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
show_rubric (RbkReviewRubricPage *self)
{
  RbkRubric *rubric = rbk_desk_get_rubric (self->desk);
  g_autoptr (JsonObject) facts = rbk_rubric_dup_facts (rubric);
  JsonArray *criteria = rbk_json_get_array (facts, "criteria");
  gboolean mine = rbk_desk_is_reviewer (self->desk);
  /* Translators: %u is a number */
  g_autofree char *words =
    g_strdup_printf (_ ("Version %u. Everybody can read it. A change makes a new version; "
                        "scores that were given keep the version they were given by."),
                     rbk_rubric_get_version (rubric));

  clear (self->criteria_group, self->rows);
  clear (self->gates_group, self->gates);
  for (guint i = 0; criteria != NULL && i < json_array_get_length (criteria); i++)
    add_row (self, rbk_json_array_get_object (criteria, i));
  for (guint i = 0; i < rbk_rubric_get_n_gates (rubric); i++)
    add_gate (self, rbk_rubric_get_gate (rubric, i)->id, rbk_rubric_get_gate (rubric, i)->title);
  adw_preferences_group_set_description (self->criteria_group, words);
  gtk_widget_set_visible (self->add_button, mine);
  gtk_widget_set_visible (self->add_gate_button, mine);
  gtk_widget_set_visible (self->save_button, FALSE);
  rbk_error_label_show (self->error_label, NULL);
  show_sum (self);
}

static void
news_cb (RbkReviewRubricPage *self)
{
  /* What is being written is not overwritten by news from elsewhere. */
  if (!gtk_widget_get_visible (self->save_button))
    show_rubric (self);
}

/* Saving */

static JsonObject *
make_rubric (RbkReviewRubricPage *self)
{
  JsonObject *rubric = json_object_new ();
  JsonArray *criteria = json_array_new ();
  JsonArray *gates = json_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    json_array_add_object_element (criteria, rbk_review_rubric_row_make_json (self->rows->pdata[i]));
  for (guint i = 0; i < self->gates->len; i++)
    {
      g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->gates->pdata[i])));

      if (*title != '\0')
        json_array_add_object_element (
          gates,
          rbk_json_new ("id", g_object_get_data (self->gates->pdata[i], "gate"), "title", title, NULL));
    }
  json_object_set_array_member (rubric, "criteria", criteria);
  json_object_set_array_member (rubric, "gates", gates);
  return rubric;
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewRubricPage *self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = rbk_desk_change_rubric_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->saving = FALSE;
  if (saved)
    {
      gtk_widget_grab_focus (self->add_button);
      show_rubric (self);
      return;
    }
  show_sum (self);
  rbk_error_label_show (self->error_label, error->message);
}

static void
save_cb (RbkReviewRubricPage *self)
{
  g_autoptr (JsonObject) rubric = NULL;

  if (self->saving)
    return;
  rubric = make_rubric (self);
  self->saving = TRUE;
  show_sum (self);
  rbk_error_label_show (self->error_label, NULL);
  rbk_desk_change_rubric_async (self->desk, rubric, self->cancellable, saved_cb, self);
}

static void
rbk_review_rubric_page_dispose (GObject *object)
{
  RbkReviewRubricPage *self = RBK_REVIEW_RUBRIC_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_RUBRIC_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_rubric_page_parent_class)->dispose (object);
}

static void
rbk_review_rubric_page_finalize (GObject *object)
{
  RbkReviewRubricPage *self = RBK_REVIEW_RUBRIC_PAGE (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->gates);
  G_OBJECT_CLASS (rbk_review_rubric_page_parent_class)->finalize (object);
}

static void
rbk_review_rubric_page_class_init (RbkReviewRubricPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_rubric_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_rubric_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-rubric-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, criteria_group);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, gates_group);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, add_gate_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, sum_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRubricPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_gate_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rbk_review_rubric_page_init (RbkReviewRubricPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->gates = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_review_rubric_page_new:
 *
 * Returns: (transfer floating): the page; only who may review can change what stands there
 */
GtkWidget *
rbk_review_rubric_page_new (RbkDesk *desk)
{
  RbkReviewRubricPage *self = g_object_new (RBK_TYPE_REVIEW_RUBRIC_PAGE, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "rubric-changed", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  show_rubric (self);
  return GTK_WIDGET (self);
}
