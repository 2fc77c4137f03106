/* rbk-override-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-override-dialog.h"

#include "ui/rbk-choice-factory.h"
#include "ui/rbk-rule-words.h"

#include <glib/gi18n-lib.h>

struct _RbkOverrideDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;      /* (owned) */
  GPtrArray *rows;    /* (owned) (element-type RbkRuleRow): in the order of the rule row */
  GPtrArray *choices; /* (owned) (element-type utf8): values in the order of the choice row; NULL: no value;
                       * "": one that is written */

  GtkWidget *decide_button;
  AdwBanner *error_banner;
  AdwComboRow *rule_row;
  AdwComboRow *choice_row;
  GtkEditable *value_row;
  GtkEditable *reason_row;
  GtkLabel *source_label;
};

G_DEFINE_FINAL_TYPE (RbkOverrideDialog, rbk_override_dialog, ADW_TYPE_DIALOG)

#define WRITTEN ""

static const RbkRuleRow *
get_row (RbkOverrideDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->rule_row);

  return self->rows != NULL && selected < self->rows->len ? g_ptr_array_index (self->rows, selected) : NULL;
}

static const char *
get_choice (RbkOverrideDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->choice_row);

  return selected < self->choices->len ? g_ptr_array_index (self->choices, selected) : WRITTEN;
}

static gboolean
is_written (RbkOverrideDialog *self)
{
  return g_strcmp0 (get_choice (self), WRITTEN) == 0;
}

/* (transfer full) (nullable) */
static char *
dup_value (RbkOverrideDialog *self)
{
  return is_written (self) ? g_strstrip (g_strdup (gtk_editable_get_text (self->value_row)))
                           : g_strdup (get_choice (self));
}

static void
changed_cb (RbkOverrideDialog *self)
{
  const RbkRuleRow *row = get_row (self);
  g_autofree char *value = dup_value (self);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason_row)));
  gboolean good = row != NULL && rbk_rule_row_allows (row, value);

  if (good || !is_written (self) || value == NULL || *value == '\0')
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->value_row), "error");
  gtk_widget_set_sensitive (self->decide_button, good && *reason != '\0');
}

static void
choice_cb (RbkOverrideDialog *self)
{
  if (self->choices == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->value_row), is_written (self));
  changed_cb (self);
}

static void
add_choice (RbkOverrideDialog *self, GtkStringList *words, const char *value, const char *said)
{
  g_ptr_array_add (self->choices, g_strdup (value));
  gtk_string_list_append (words, said);
}

static const char *
get_form_words (const RbkRuleRow *row)
{
  switch (row->form)
    {
    case RBK_RULE_HOURS:
      return _ ("Hours, such as 09:00-20:00, or c_losed");
    case RBK_RULE_TERM:
      return _ ("How _long, such as 30 days or 12 months");
    case RBK_RULE_NUMBER:
    case RBK_RULE_CHOICE:
    default:
      return _ ("_Number");
    }
}

static void
show_choices (RbkOverrideDialog *self, const RbkRuleRow *row)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->choices, 0);
  for (guint i = 0; row->choices != NULL && row->choices[i] != NULL; i++)
    {
      g_autofree char *said = rbk_rule_words_dup_value (row, row->choices[i]);

      /* What stands there already is no decision. */
      if (!g_str_equal (row->choices[i], row->value))
        add_choice (self, words, row->choices[i], said);
    }
  if (row->form != RBK_RULE_CHOICE)
    add_choice (self, words, WRITTEN, _ ("Something else"));
  if (row->may_go)
    add_choice (self, words, NULL, _ ("It does not count here"));
  adw_combo_row_set_model (self->choice_row, G_LIST_MODEL (words));
}

static void
rule_cb (RbkOverrideDialog *self)
{
  const RbkRuleRow *row = get_row (self);
  g_autofree char *value = NULL;
  g_autofree char *now = NULL;
  g_autofree char *words = NULL;

  if (row == NULL)
    return;
  value = rbk_rule_words_dup_value (row, row->value);
  /* Translators: %s is what a rule says */
  now = g_strdup_printf (_ ("As it comes with Ringback: %s"), value);
  words = g_strconcat (now, "\n", row->source, NULL);
  gtk_label_set_label (self->source_label, words);
  gtk_editable_set_text (self->value_row, "");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->value_row), get_form_words (row));
  show_choices (self, row);
  choice_cb (self);
}

static void
decided_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkOverrideDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_override_rule_finish (RBK_DESK (source), result, &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_widget_set_sensitive (self->decide_button, TRUE);
  adw_banner_set_title (self->error_banner, error->message);
  adw_banner_set_revealed (self->error_banner, TRUE);
}

static void
decide_cb (RbkOverrideDialog *self)
{
  const RbkRuleRow *row = get_row (self);
  g_autofree char *value = dup_value (self);

  if (row == NULL)
    return;
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_sensitive (self->decide_button, FALSE);
  adw_banner_set_revealed (self->error_banner, FALSE);
  rbk_desk_override_rule_async (self->desk,
                                row->id,
                                value,
                                gtk_editable_get_text (self->reason_row),
                                NULL,
                                decided_cb,
                                g_object_ref (self));
}

static void
rbk_override_dialog_dispose (GObject *object)
{
  RbkOverrideDialog *self = RBK_OVERRIDE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_OVERRIDE_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_override_dialog_parent_class)->dispose (object);
}

static void
rbk_override_dialog_finalize (GObject *object)
{
  RbkOverrideDialog *self = RBK_OVERRIDE_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_ptr_array_unref (self->choices);
  G_OBJECT_CLASS (rbk_override_dialog_parent_class)->finalize (object);
}

static void
rbk_override_dialog_class_init (RbkOverrideDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_override_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_override_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-override-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, decide_button);
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, rule_row);
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, choice_row);
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, value_row);
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, RbkOverrideDialog, source_label);
  gtk_widget_class_bind_template_callback (widget_class, rule_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
}

static void
rbk_override_dialog_init (RbkOverrideDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();
  g_autoptr (GtkExpression) words = NULL;

  self->choices = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_list_factory (self->rule_row, factory);
  adw_combo_row_set_list_factory (self->choice_row, factory);
  /* What is searched for a rule. */
  words = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  adw_combo_row_set_expression (self->rule_row, words);
}

/**
 * rbk_override_dialog_new:
 * @row: (nullable): the id of the rule that it is about; NULL: it is still to be chosen
 *
 * Returns: (transfer floating): the dialog; it signs the decision off and closes itself
 */
AdwDialog *
rbk_override_dialog_new (RbkDesk *desk, const char *row)
{
  RbkOverrideDialog *self = g_object_new (RBK_TYPE_OVERRIDE_DIALOG, NULL);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint selected = 0;

  self->desk = g_object_ref (desk);
  self->rows = rbk_desk_list_rule_rows (desk);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const RbkRuleRow *known = g_ptr_array_index (self->rows, i);
      g_autofree char *title = rbk_rule_words_dup_title (known);

      gtk_string_list_append (titles, title);
      if (g_strcmp0 (known->id, row) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->rule_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->rule_row, selected);
  rule_cb (self);
  /* What it is about was said by whatever led here. */
  if (row != NULL)
    adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->choice_row));
  return ADW_DIALOG (self);
}
