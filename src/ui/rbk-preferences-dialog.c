/* rbk-preferences-dialog.c: the showroom, its mailboxes, and how one likes to listen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-preferences-dialog.h"

#include "ui/rbk-accounts-group.h"
#include "ui/rbk-domain-list.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-people-page.h"
#include "ui/rbk-policy-page.h"
#include "ui/rbk-review-rubric-page.h"
#include "ui/rbk-sound-settings.h"
#include "ui/rbk-speech-settings.h"
#include "ui/rbk-toasts.h"
#include "ui/rbk-transcripts-page.h"
#include "ui/rbk-voicemail-page.h"

#include <glib/gi18n-lib.h>

struct _RbkPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  gboolean showing;          /* the rows are being filled by us, not by the person */
  gboolean saving;

  RbkAccountsGroup *accounts_group;
  GtkEditable *name_row;
  GtkEditable *domains_row;
  GtkEditable *person_row;
  GtkEditable *email_row;
  GtkEditable *line_row;
  GtkWidget *save_group;
  GtkLabel *showroom_error;
  GtkWidget *save_button;
  RbkPeoplePage *people_page;
  AdwComboRow *speed_row;
  RbkVoicemailPage *voicemail_page;
  RbkPolicyPage *policy_page;
};

G_DEFINE_FINAL_TYPE (RbkPreferencesDialog, rbk_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

/* The showroom */

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
show_showroom (RbkPreferencesDialog *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);
  RbkPerson *person = rbk_desk_get_person (self->desk);
  const char *line = person != NULL ? rbk_person_get_line (person) : NULL;
  g_autofree char *number = line != NULL ? rbk_desk_dup_phone_words (self->desk, line) : NULL;
  g_autofree char *domains =
    rbk_domain_list_join (showroom != NULL ? rbk_showroom_get_domains (showroom) : NULL);

  self->showing = TRUE;
  set_text (self->name_row, showroom != NULL ? rbk_showroom_get_name (showroom) : NULL);
  set_text (self->domains_row, domains);
  set_text (self->person_row, person != NULL ? rbk_person_get_name (person) : NULL);
  set_text (self->email_row, person != NULL ? rbk_person_get_email (person) : NULL);
  set_text (self->line_row, number);
  self->showing = FALSE;
  gtk_widget_set_visible (self->save_group, FALSE);
  rbk_error_label_show (self->showroom_error, NULL);
}

static void
showroom_cb (RbkPreferencesDialog *self)
{
  /* What is being written is not overwritten by news from elsewhere. */
  if (!gtk_widget_get_visible (self->save_group))
    show_showroom (self);
}

static void
showroom_changed_cb (RbkPreferencesDialog *self)
{
  if (self->showing || self->desk == NULL)
    return;
  gtk_widget_set_visible (self->save_group, TRUE);
  rbk_error_label_show (self->showroom_error, NULL);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPreferencesDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = rbk_desk_found_showroom_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!saved)
    {
      rbk_error_label_show (self->showroom_error, error->message);
      return;
    }
  show_showroom (self);
  rbk_toasts_say (GTK_WIDGET (self), _ ("Saved"));
}

static void
save_cb (RbkPreferencesDialog *self)
{
  g_auto (GStrv) domains = rbk_domain_list_split (gtk_editable_get_text (self->domains_row));

  if (self->saving || !gtk_widget_get_visible (self->save_group))
    return;
  self->saving = TRUE;
  gtk_widget_set_sensitive (self->save_button, FALSE);
  rbk_error_label_show (self->showroom_error, NULL);
  rbk_desk_found_showroom_async (self->desk,
                                 gtk_editable_get_text (self->name_row),
                                 (const char *const *) domains,
                                 gtk_editable_get_text (self->person_row),
                                 gtk_editable_get_text (self->email_row),
                                 gtk_editable_get_text (self->line_row),
                                 self->cancellable,
                                 saved_cb,
                                 self);
}

/* Sound */

static void
show_speeds (RbkPreferencesDialog *self)
{
  g_autoptr (GtkStringList) speeds = gtk_string_list_new (NULL);
  guint selected = 1;

  for (guint i = 0; i < RBK_SOUND_SETTINGS_N_SPEEDS; i++)
    {
      g_autofree char *words = rbk_sound_settings_dup_speed_words (rbk_sound_settings_speeds[i]);

      gtk_string_list_append (speeds, words);
      if (ABS (rbk_sound_settings_speeds[i] - rbk_sound_settings_get_speed ()) < 0.01)
        selected = i;
    }
  self->showing = TRUE;
  adw_combo_row_set_model (self->speed_row, G_LIST_MODEL (speeds));
  adw_combo_row_set_selected (self->speed_row, selected);
  self->showing = FALSE;
}

static void
speed_cb (RbkPreferencesDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->speed_row);

  if (!self->showing && selected < RBK_SOUND_SETTINGS_N_SPEEDS)
    rbk_sound_settings_set_speed (rbk_sound_settings_speeds[selected]);
}

static void
rbk_preferences_dialog_dispose (GObject *object)
{
  RbkPreferencesDialog *self = RBK_PREFERENCES_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_preferences_dialog_parent_class)->dispose (object);
}

static void
rbk_preferences_dialog_finalize (GObject *object)
{
  RbkPreferencesDialog *self = RBK_PREFERENCES_DIALOG (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rbk_preferences_dialog_parent_class)->finalize (object);
}

static void
rbk_preferences_dialog_class_init (RbkPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_preferences_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_preferences_dialog_finalize;
  g_type_ensure (RBK_TYPE_ACCOUNTS_GROUP);
  g_type_ensure (RBK_TYPE_PEOPLE_PAGE);
  g_type_ensure (RBK_TYPE_POLICY_PAGE);
  g_type_ensure (RBK_TYPE_VOICEMAIL_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, policy_page);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, domains_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, line_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, save_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, showroom_error);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, people_page);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, speed_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPreferencesDialog, voicemail_page);
  gtk_widget_class_bind_template_callback (widget_class, showroom_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_cb);
}

static void
rbk_preferences_dialog_init (RbkPreferencesDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_preferences_dialog_new:
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_preferences_dialog_new (RbkDesk *desk)
{
  RbkPreferencesDialog *self = g_object_new (RBK_TYPE_PREFERENCES_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (showroom_cb), self, G_CONNECT_SWAPPED);
  rbk_accounts_group_set_desk (self->accounts_group, desk);
  rbk_people_page_set_desk (self->people_page, desk);
  rbk_policy_page_set_desk (self->policy_page, desk);
  show_showroom (self);
  show_speeds (self);
  rbk_voicemail_page_set_desk (self->voicemail_page, desk);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self),
                              ADW_PREFERENCES_PAGE (rbk_review_rubric_page_new (desk)));
  adw_preferences_dialog_add (
    ADW_PREFERENCES_DIALOG (self),
    ADW_PREFERENCES_PAGE (rbk_transcripts_page_new (rbk_speech_settings_get_shelf (desk))));
  return ADW_DIALOG (self);
}
