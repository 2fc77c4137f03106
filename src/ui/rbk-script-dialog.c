/* rbk-script-dialog.c: writes a script of the showroom's own, or changes one.
 *
 * What is written shows at once as a customer would hear it, with everything known of them and with little.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-script-dialog.h"

#include "base/rbk-id.h"
#include "model/rbk-json.h"
#include "ui/rbk-loss-question.h"
#include "ui/rbk-script-fields.h"
#include "ui/rbk-sound-settings.h"

#include <glib/gi18n-lib.h>

struct _RbkScriptDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) (nullable): not before everything is filled in */
  RbkScript *script;         /* (owned) (nullable): what is changed; NULL for a new one */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  char *before;              /* (owned): everything as it was when the dialog opened */
  gboolean saving;

  GtkWidget *save_button;
  GtkWidget *form;
  GtkEditable *name_row;
  AdwComboRow *reason_row;
  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  GtkLabel *error_label;
  AdwWrapBox *field_box;
  AdwSwitchRow *little_row;
  GtkLabel *preview_label;
  GtkLabel *missing_label;
  GtkLabel *length_label;
};

G_DEFINE_FINAL_TYPE (RbkScriptDialog, rbk_script_dialog, ADW_TYPE_DIALOG)

static char *
dup_name (RbkScriptDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static char *
dup_text (RbkScriptDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

/* The first row is for any reason. */
static RbkReasonId
get_reason (RbkScriptDialog *self)
{
  return (RbkReasonId) MIN (adw_combo_row_get_selected (self->reason_row), RBK_N_REASONS - 1);
}

static char *
dup_everything (RbkScriptDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = dup_text (self);

  return g_strdup_printf ("%s\n%d\n%s", name, (int) get_reason (self), text);
}

static void
show_error (RbkScriptDialog *self, const char *words)
{
  gboolean other = g_strcmp0 (gtk_label_get_label (self->error_label), words != NULL ? words : "") != 0;

  gtk_label_set_label (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), words != NULL);
  if (words != NULL && other)
    gtk_accessible_announce (
      GTK_ACCESSIBLE (self->error_label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_preview (RbkScriptDialog *self, const char *text)
{
  g_autoptr (RbkMergedScript) merged =
    rbk_script_fields_preview (self->desk, text, adw_switch_row_get_active (self->little_row));
  guint n = rbk_voicemail_guide_count_words (merged->text);
  guint pace = (guint) rbk_sound_settings_get_pace ();
  const RbkLengthBand *band = rbk_voicemail_school_get_length (rbk_voicemail_guide_get_school (self->desk));
  /* Translators: the first number is a count of words, the second how many seconds they take, the others
   * are the seconds that are best */
  g_autofree char *length = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                          "%u word, about %u s; %u to %u s are best",
                                                          "%u words, about %u s; %u to %u s are best",
                                                          n),
                                             n,
                                             (n * 60 + pace / 2) / pace,
                                             band->from,
                                             band->to);

  gtk_label_set_label (self->preview_label, *merged->text != '\0' ? merged->text : _ ("Nothing yet"));
  gtk_label_set_label (self->missing_label, merged->words != NULL ? merged->words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->missing_label), merged->words != NULL);
  gtk_label_set_label (self->length_label, length);
}

static void
changed_cb (RbkScriptDialog *self)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *now = NULL;

  if (self->desk == NULL)
    return;
  name = dup_name (self);
  text = dup_text (self);
  fault = rbk_script_fields_dup_fault (text);
  now = dup_everything (self);
  show_error (self, fault);
  show_preview (self, text);
  adw_dialog_set_can_close (ADW_DIALOG (self), !self->saving && g_strcmp0 (now, self->before) == 0);
  gtk_widget_set_sensitive (self->form, !self->saving);
  gtk_widget_set_sensitive (self->save_button,
                            !self->saving && fault == NULL && *name != '\0' && *text != '\0');
  gtk_widget_set_tooltip_text (
    self->save_button, *name == '\0' || *text == '\0' ? _ ("A script needs a name and words") : fault);
}

/* What is selected goes in between. */
static void
put_in (RbkScriptDialog *self, const char *before, const char *after)
{
  GtkTextIter start, end;
  g_autofree char *selected = NULL;
  g_autofree char *words = NULL;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &end);
  selected = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  words = g_strconcat (before, selected, after, NULL);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, words, -1);
  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (after, -1));
  gtk_text_buffer_place_cursor (self->buffer, &start);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
field_cb (GtkWidget *button, RbkScriptDialog *self)
{
  const char *field = g_object_get_data (G_OBJECT (button), "field");
  g_autofree char *words = g_strdup_printf ("{%s}", field);

  /* A field takes the place of what is selected. */
  gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
  put_in (self, words, "");
}

static void
optional_cb (RbkScriptDialog *self)
{
  put_in (self, "[", "]");
}

static void
twice_cb (RbkScriptDialog *self)
{
  put_in (self, "[twice: ", "]");
}

static GtkWidget *
add_button (RbkScriptDialog *self, const char *title, const char *words)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_widget_add_css_class (button, "rbk-small-button");
  gtk_widget_set_tooltip_text (button, words);
  adw_wrap_box_append (self->field_box, button);
  return button;
}

static void
add_buttons (RbkScriptDialog *self)
{
  for (guint i = 0; i < rbk_script_fields_count (); i++)
    {
      g_autofree char *words = g_strdup_printf ("{%s}", rbk_script_fields_get_name (i));
      GtkWidget *button = add_button (self, rbk_script_fields_get_title (i), words);

      g_object_set_data (G_OBJECT (button), "field", (gpointer) rbk_script_fields_get_name (i));
      g_signal_connect (button, "clicked", G_CALLBACK (field_cb), self);
    }
  g_signal_connect_swapped (add_button (self,
                                        /* Translators: a part of a script that can be left out */
                                        _ ("[ Only if known ]"),
                                        _ ("Left out where a field in it is not known")),
                            "clicked",
                            G_CALLBACK (optional_cb),
                            self);
  g_signal_connect_swapped (
    add_button (self,
                /* Translators: a part of a script for showrooms that say the number twice */
                _ ("[ Number again ]"),
                _ ("Said only where the school wants the number twice")),
    "clicked",
    G_CALLBACK (twice_cb),
    self);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkScriptDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = rbk_desk_change_voicemail_policy_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->saving = FALSE;
  changed_cb (self);
  if (saved)
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    show_error (self, error->message);
}

static void
save_cb (RbkScriptDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = dup_text (self);
  g_autofree char *id = self->script != NULL ? g_strdup (rbk_script_get_id (self->script)) : rbk_id_new ();
  g_autoptr (RbkScript) script = rbk_script_new (id, name, get_reason (self), text);
  g_autoptr (JsonObject) changes = NULL;

  if (self->saving || !gtk_widget_get_sensitive (self->save_button))
    return;
  changes = rbk_script_dialog_make_changes (self->desk, script, FALSE);
  self->saving = TRUE;
  changed_cb (self);
  rbk_desk_change_voicemail_policy_async (self->desk, changes, self->cancellable, saved_cb, self);
}

static void
cancel_cb (RbkScriptDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
close_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkScriptDialog) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "discard") == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Only with words that would be lost. */
static void
close_attempt_cb (RbkScriptDialog *self)
{
  AdwDialog *question;

  if (self->saving)
    return;
  question = rbk_loss_question_new (_ ("Discard What You Wrote?"),
                                    _ ("The script was not saved."),
                                    _ ("_Go On Writing"),
                                    "discard",
                                    _ ("_Discard"));
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, close_answered_cb, g_object_ref (self));
}

static void
rbk_script_dialog_dispose (GObject *object)
{
  RbkScriptDialog *self = RBK_SCRIPT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_SCRIPT_DIALOG);
  g_clear_object (&self->script);
  G_OBJECT_CLASS (rbk_script_dialog_parent_class)->dispose (object);
}

static void
rbk_script_dialog_finalize (GObject *object)
{
  g_clear_object (&RBK_SCRIPT_DIALOG (object)->cancellable);
  g_free (RBK_SCRIPT_DIALOG (object)->before);
  G_OBJECT_CLASS (rbk_script_dialog_parent_class)->finalize (object);
}

static void
rbk_script_dialog_class_init (RbkScriptDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_script_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_script_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-script-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, field_box);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, little_row);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, preview_label);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, missing_label);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptDialog, length_label);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
rbk_script_dialog_init (RbkScriptDialog *self)
{
  g_autoptr (GtkStringList) reasons = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (reasons, _ ("Any reason"));
  for (guint i = 1; i < RBK_N_REASONS; i++)
    gtk_string_list_take (reasons, rbk_reason_id_dup_words ((RbkReasonId) i));
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (reasons));
  add_buttons (self);
}

/**
 * rbk_script_dialog_new:
 * @script: (nullable): what is changed; %NULL for a new one
 * @as_copy: whether @script is only what the new one begins with
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_script_dialog_new (RbkDesk *desk, RbkScript *script, gboolean as_copy)
{
  RbkScriptDialog *self = g_object_new (RBK_TYPE_SCRIPT_DIALOG, NULL);
  gboolean is_new = script == NULL || as_copy;

  if (script != NULL)
    {
      gtk_editable_set_text (self->name_row, rbk_script_get_name (script));
      adw_combo_row_set_selected (self->reason_row, rbk_script_get_reason (script));
      gtk_text_buffer_set_text (self->buffer, rbk_script_get_text (script), -1);
    }
  self->script = is_new ? NULL : g_object_ref (script);
  self->before = dup_everything (self);
  self->desk = g_object_ref (desk);
  adw_dialog_set_title (ADW_DIALOG (self), is_new ? _ ("New Script") : _ ("Change the Script"));
  changed_cb (self);
  return ADW_DIALOG (self);
}

/**
 * rbk_script_dialog_make_changes:
 * @script: takes the place of the one with the same id, or comes after all the others
 * @remove: whether it goes instead
 *
 * Returns: (transfer full): all scripts of the showroom with that change, for
 *   rbk_desk_change_voicemail_policy_async()
 */
JsonObject *
rbk_script_dialog_make_changes (RbkDesk *desk, RbkScript *script, gboolean remove)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);
  GPtrArray *scripts = showroom != NULL ? rbk_showroom_get_scripts (showroom) : NULL;
  JsonObject *changes = json_object_new ();
  JsonArray *array = json_array_new ();
  gboolean found = FALSE;

  for (guint i = 0; scripts != NULL && i < scripts->len; i++)
    {
      RbkScript *other = g_ptr_array_index (scripts, i);
      gboolean same = g_strcmp0 (rbk_script_get_id (other), rbk_script_get_id (script)) == 0;

      found |= same;
      if (!same || !remove)
        json_array_add_object_element (array, rbk_script_make_json (same ? script : other));
    }
  if (!found && !remove)
    json_array_add_object_element (array, rbk_script_make_json (script));
  json_object_set_array_member (changes, "scripts", array);
  return changes;
}
