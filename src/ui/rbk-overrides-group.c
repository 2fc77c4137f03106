/* rbk-overrides-group.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-overrides-group.h"

#include "desk/rbk-desk-people.h"
#include "ui/rbk-override-dialog.h"
#include "ui/rbk-rule-words.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

struct _RbkOverridesGroup
{
  AdwPreferencesGroup parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends what is under way when the group goes away */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) */
  GPtrArray *rules;          /* (owned) (nullable) (element-type RbkRuleRow) */

  GtkWidget *add_button;
  GtkWidget *nothing_row;
};

G_DEFINE_FINAL_TYPE (RbkOverridesGroup, rbk_overrides_group, ADW_TYPE_PREFERENCES_GROUP)

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkOverridesGroup *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_restore_rule_finish (RBK_DESK (object), result, &error))
    return;
  /* Cancelled when the group went away: @self is not to be touched. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rbk_toasts_say (GTK_WIDGET (self), error->message);
}

static void
restore_cb (RbkOverridesGroup *self, GtkWidget *button)
{
  const char *row = g_object_get_data (G_OBJECT (button), "rule");

  gtk_widget_set_sensitive (button, FALSE);
  /* The button that was pressed goes away; without a focus, Escape would reach nobody. */
  gtk_widget_grab_focus (self->add_button);
  rbk_desk_restore_rule_async (self->desk, row, self->cancellable, restored_cb, self);
}

static char *
dup_title (const RbkRuleOverride *decided, const RbkRuleRow *rule)
{
  g_autofree char *title = NULL;
  g_autofree char *value = NULL;

  if (rule == NULL)
    return g_strdup (decided->row);
  title = rbk_rule_words_dup_title (rule);
  value = rbk_rule_words_dup_value (rule, decided->value);
  /* Translators: what a rule is about, and what the showroom decided */
  return g_strdup_printf (_ ("%1$s: %2$s"), title, value);
}

static char *
dup_subtitle (RbkOverridesGroup *self, const RbkRuleOverride *decided)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = rbk_time_dup_full (decided->time_us, zone);

  /* Translators: why a rule was decided otherwise, by whom, and when */
  return g_strdup_printf (
    _ ("%1$s (%2$s, %3$s)"), decided->reason, rbk_desk_get_person_name (self->desk, decided->person), day);
}

static GtkWidget *
make_row (RbkOverridesGroup *self, const RbkRuleOverride *decided)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = dup_title (decided, rbk_rule_rows_find (self->rules, decided->row));
  g_autofree char *subtitle = dup_subtitle (self, decided);
  /* Translators: %s is a rule that was decided otherwise */
  g_autofree char *words = g_strdup_printf (_ ("Let it stand as it was: %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Let It Stand as It Was"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (button, rbk_desk_may (self->desk, RBK_RIGHT_DECIDE, NULL));
  g_object_set_data_full (G_OBJECT (button), "rule", g_strdup (decided->row), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (restore_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_overrides (RbkOverridesGroup *self)
{
  GPtrArray *overrides = rbk_company_policy_get_overrides (rbk_desk_get_policy (self->desk));
  gboolean may_decide = rbk_desk_may (self->desk, RBK_RIGHT_DECIDE, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < overrides->len; i++)
    {
      GtkWidget *row = make_row (self, overrides->pdata[i]);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  gtk_widget_set_visible (self->nothing_row, overrides->len == 0);
  gtk_widget_set_sensitive (self->add_button, may_decide);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    may_decide
      ? _ ("Each with a name and a reason. A rule’s words name it, such as K-13. What nobody overrides: "
           "the company’s own accounts (A-1), and customers who asked us to stop (K-30).")
      : _ ("A manager decides these."));
}

static void
add_cb (RbkOverridesGroup *self)
{
  if (self->desk != NULL)
    adw_dialog_present (rbk_override_dialog_new (self->desk, NULL), GTK_WIDGET (self));
}

static void
rbk_overrides_group_dispose (GObject *object)
{
  RbkOverridesGroup *self = RBK_OVERRIDES_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_OVERRIDES_GROUP);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_overrides_group_parent_class)->dispose (object);
}

static void
rbk_overrides_group_finalize (GObject *object)
{
  RbkOverridesGroup *self = RBK_OVERRIDES_GROUP (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  G_OBJECT_CLASS (rbk_overrides_group_parent_class)->finalize (object);
}

static void
rbk_overrides_group_class_init (RbkOverridesGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_overrides_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_overrides_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-overrides-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkOverridesGroup, add_button);
  gtk_widget_class_bind_template_child (widget_class, RbkOverridesGroup, nothing_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
rbk_overrides_group_init (RbkOverridesGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_overrides_group_set_desk:
 *
 * Once; shows what the showroom of @desk decided from now on.
 */
void
rbk_overrides_group_set_desk (RbkOverridesGroup *self, RbkDesk *desk)
{
  self->desk = g_object_ref (desk);
  self->rules = rbk_desk_list_rule_rows (desk);
  g_signal_connect_object (desk, "policy-changed", G_CALLBACK (show_overrides), self, G_CONNECT_SWAPPED);
  show_overrides (self);
}
