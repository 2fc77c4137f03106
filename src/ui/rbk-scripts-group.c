/* rbk-scripts-group.c: the scripts of the showroom, and those that come with Ringback.
 *
 * The showroom's own are offered first. Those of Ringback stay as they are; who wants one to be otherwise
 * makes a copy of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-scripts-group.h"

#include "desk/rbk-voicemail-guide.h"
#include "ui/rbk-script-dialog.h"
#include "ui/rbk-script-fields.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

/* Nobody is asked before, so the way back stays long enough to be reached with any keyboard. */
#define UNDO_SECONDS 15

struct _RbkScriptsGroup
{
  AdwPreferencesGroup parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends what is under way when the group goes away */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): of the showroom's own scripts */
  GPtrArray *supplied;       /* (owned) (element-type GtkWidget): buttons that copy one of Ringback's */

  GtkWidget *add_button;
  AdwActionRow *nothing_row;
  AdwExpanderRow *supplied_row;
};

G_DEFINE_FINAL_TYPE (RbkScriptsGroup, rbk_scripts_group, ADW_TYPE_PREFERENCES_GROUP)

static void
write_script (RbkScriptsGroup *self, RbkScript *script, gboolean as_copy)
{
  adw_dialog_present (rbk_script_dialog_new (self->desk, script, as_copy), GTK_WIDGET (self));
}

static void
add_cb (RbkScriptsGroup *self)
{
  if (self->desk != NULL)
    write_script (self, NULL, FALSE);
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkScriptsGroup *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_change_voicemail_policy_finish (RBK_DESK (object), result, &error))
    return;
  /* Cancelled when the page went away: @self is not to be touched. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rbk_toasts_say (GTK_WIDGET (self), error->message);
}

static void
restore_cb (AdwToast *toast, RbkScriptsGroup *self)
{
  g_autoptr (JsonObject) changes =
    rbk_script_dialog_make_changes (self->desk, g_object_get_data (G_OBJECT (toast), "script"), FALSE);

  rbk_desk_change_voicemail_policy_async (self->desk, changes, self->cancellable, changed_cb, self);
}

static RbkScript *
get_script (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "script");
}

static void
set_script (gpointer object, RbkScript *script)
{
  g_object_set_data_full (G_OBJECT (object), "script", g_object_ref (script), g_object_unref);
}

static void
delete_cb (GtkWidget *button, RbkScriptsGroup *self)
{
  RbkScript *script = get_script (button);
  g_autoptr (JsonObject) changes = rbk_script_dialog_make_changes (self->desk, script, TRUE);
  /* Translators: %s is the name of a script */
  g_autofree char *words = g_strdup_printf (_ ("“%s” deleted"), rbk_script_get_name (script));
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  set_script (toast, script);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (restore_cb), self, 0);
  gtk_widget_grab_focus (self->add_button);
  rbk_desk_change_voicemail_policy_async (self->desk, changes, self->cancellable, changed_cb, self);
  rbk_toasts_add (GTK_WIDGET (self), toast);
}

static void
edit_cb (GtkWidget *row, RbkScriptsGroup *self)
{
  write_script (self, get_script (row), FALSE);
}

static void
copy_cb (GtkWidget *button, RbkScriptsGroup *self)
{
  write_script (self, get_script (button), TRUE);
}

static GtkWidget *
make_row (RbkScriptsGroup *self, RbkScript *script)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *reason = rbk_script_get_reason (script) != RBK_REASON_NONE
                              ? rbk_reason_id_dup_words (rbk_script_get_reason (script))
                              : g_strdup (_ ("Any reason"));
  g_autoptr (RbkMergedScript) merged =
    rbk_script_fields_preview (self->desk, rbk_script_get_text (script), FALSE);
  /* Translators: why somebody is called, and how the script for it begins */
  g_autofree char *words = g_strdup_printf (_ ("%s · %s"), reason, merged->text);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rbk_script_get_name (script));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  return row;
}

static GtkWidget *
add_button (GtkWidget *row, const char *icon, const char *tip, const char *words, RbkScript *script)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  /* Translators: what a button does, and the script that it does it to */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), words, rbk_script_get_name (script));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  set_script (button, script);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_own (RbkScriptsGroup *self, RbkScript *script, gboolean mine)
{
  GtkWidget *row = make_row (self, script);
  GtkWidget *button;

  set_script (row, script);
  if (mine)
    {
      button = add_button (row, "user-trash-symbolic", _ ("Delete This Script"), _ ("Delete"), script);
      g_signal_connect (button, "clicked", G_CALLBACK (delete_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (edit_cb), self);
    }
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
show_own (RbkScriptsGroup *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);
  GPtrArray *scripts = showroom != NULL ? rbk_showroom_get_scripts (showroom) : NULL;
  gboolean mine = rbk_voicemail_guide_may_choose (self->desk);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  /* The rows of the showroom's own stand before the one that holds Ringback's. */
  g_object_ref (self->supplied_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->supplied_row));
  for (guint i = 0; scripts != NULL && i < scripts->len; i++)
    add_own (self, g_ptr_array_index (scripts, i), mine);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->supplied_row));
  g_object_unref (self->supplied_row);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_row), self->rows->len == 0);
  adw_action_row_set_subtitle (
    self->nothing_row, mine ? _ ("Write one, or begin with a copy of one that comes with Ringback.") : "");
  gtk_widget_set_sensitive (self->add_button, mine);
  for (guint i = 0; i < self->supplied->len; i++)
    gtk_widget_set_sensitive (self->supplied->pdata[i], mine);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    mine ? _ ("Words to begin with, offered in the composer for the reason of the call.")
         : _ ("A manager writes these (C-15)"));
}

static void
show_supplied (RbkScriptsGroup *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);
  g_autoptr (GPtrArray) scripts = rbk_voicemail_guide_list_scripts (self->desk, RBK_REASON_NONE);
  GPtrArray *own = showroom != NULL ? rbk_showroom_get_scripts (showroom) : NULL;

  for (guint i = own != NULL ? own->len : 0; i < scripts->len; i++)
    {
      RbkScript *script = g_ptr_array_index (scripts, i);
      GtkWidget *row = make_row (self, script);
      GtkWidget *button =
        add_button (row, "edit-copy-symbolic", _ ("Write One That Begins With This"), _ ("Copy"), script);

      g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), self);
      g_ptr_array_add (self->supplied, button);
      adw_expander_row_add_row (self->supplied_row, row);
    }
}

static void
rbk_scripts_group_dispose (GObject *object)
{
  RbkScriptsGroup *self = RBK_SCRIPTS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->supplied, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_SCRIPTS_GROUP);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_scripts_group_parent_class)->dispose (object);
}

static void
rbk_scripts_group_finalize (GObject *object)
{
  RbkScriptsGroup *self = RBK_SCRIPTS_GROUP (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->supplied);
  G_OBJECT_CLASS (rbk_scripts_group_parent_class)->finalize (object);
}

static void
rbk_scripts_group_class_init (RbkScriptsGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_scripts_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_scripts_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-scripts-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkScriptsGroup, add_button);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptsGroup, nothing_row);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptsGroup, supplied_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
rbk_scripts_group_init (RbkScriptsGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->supplied = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_scripts_group_set_desk:
 * @desk: whose showroom it is; once
 */
void
rbk_scripts_group_set_desk (RbkScriptsGroup *self, RbkDesk *desk)
{
  g_return_if_fail (RBK_IS_SCRIPTS_GROUP (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (show_own), self, G_CONNECT_SWAPPED);
  show_supplied (self);
  show_own (self);
}
