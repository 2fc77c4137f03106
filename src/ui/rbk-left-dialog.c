/* rbk-left-dialog.c: writes down that a voicemail was spoken on the phone.
 *
 * The call may have ended otherwise: then that is logged, and the draft stays for the next try.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-left-dialog.h"

#include "media/rbk-pcm.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-number-choice.h"
#include "ui/rbk-sound-words.h"

#include <glib/gi18n-lib.h>

/* How such a call ends; the first is what the button said. */
static const RbkCallOutcome outcomes[] = {
  RBK_CALL_OUTCOME_VOICEMAIL_LEFT, RBK_CALL_OUTCOME_CONNECTED, RBK_CALL_OUTCOME_SCREENED,
  RBK_CALL_OUTCOME_NO_MESSAGE,     RBK_CALL_OUTCOME_BUSY,      RBK_CALL_OUTCOME_FAILED,
  RBK_CALL_OUTCOME_WRONG_NUMBER,
};

struct _RbkLeftDialog
{
  AdwDialog parent_instance;

  RbkComposer *composer; /* (owned) */
  RbkCustomer *customer; /* (owned) (nullable) */
  gboolean saving;

  AdwWindowTitle *window_title;
  GtkWidget *form;
  GtkWidget *cancel_button;
  GtkWidget *save_button;
  GtkLabel *error_label;
  AdwComboRow *outcome_row;
  AdwComboRow *number_row;
  AdwEntryRow *other_row;
  AdwEntryRow *note_row;
  AdwActionRow *take_row;
};

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkLeftDialog, rbk_left_dialog, ADW_TYPE_DIALOG)

static RbkCallOutcome
get_outcome (RbkLeftDialog *self)
{
  return outcomes[MIN (adw_combo_row_get_selected (self->outcome_row), G_N_ELEMENTS (outcomes) - 1)];
}

/* While it is written down nothing may go away under it. */
static void
set_saving (RbkLeftDialog *self, gboolean saving)
{
  self->saving = saving;
  adw_dialog_set_can_close (ADW_DIALOG (self), !saving);
  gtk_widget_set_sensitive (self->form, !saving);
  gtk_widget_set_sensitive (self->save_button, !saving);
  gtk_widget_set_sensitive (self->cancel_button, !saving);
}

static void
cancel_cb (RbkLeftDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
number_cb (RbkLeftDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->other_row), rbk_number_choice_is_another (self->number_row));
}

static void
outcome_cb (RbkLeftDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->take_row), get_outcome (self) == RBK_CALL_OUTCOME_VOICEMAIL_LEFT);
}

static void
ended (RbkLeftDialog *self, gboolean done, gboolean left, GError *error)
{
  /* The window was closed over it. */
  if (self->composer == NULL)
    return;
  set_saving (self, FALSE);
  if (!done)
    {
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  adw_dialog_force_close (ADW_DIALOG (self));
  if (left)
    g_signal_emit (self, signals[LEFT], 0);
}

static void
left_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkLeftDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_leave_live_finish (RBK_DESK (object), result, &error);

  ended (self, done, TRUE, error);
}

static void
claimed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkLeftDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_claim_call_finish (RBK_DESK (object), result, &error);

  ended (self, done, get_outcome (self) == RBK_CALL_OUTCOME_VOICEMAIL_LEFT, error);
}

/* Everything that was planned and recorded is in the ledger now. */
static void
kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkLeftDialog) self = data;
  g_autofree char *number = NULL;
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  gboolean kept = rbk_composer_close_finish (RBK_COMPOSER (object), result, &error);
  RbkDesk *desk;
  RbkTake *take;

  if (!kept || self->composer == NULL)
    {
      ended (self, FALSE, FALSE, error);
      return;
    }
  desk = rbk_composer_get_desk (self->composer);
  take = rbk_composer_get_chosen (self->composer);
  number = rbk_number_choice_dup_number (self->number_row, GTK_EDITABLE (self->other_row), self->customer);
  note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note_row))));
  /* Without a draft nothing was prepared: it is a call like any other. */
  if (get_outcome (self) == RBK_CALL_OUTCOME_VOICEMAIL_LEFT &&
      rbk_composer_get_draft (self->composer) != NULL)
    rbk_desk_leave_live_async (desk,
                               rbk_composer_get_customer (self->composer),
                               rbk_composer_get_draft (self->composer),
                               take != NULL ? rbk_take_get_id (take) : NULL,
                               number,
                               *note != '\0' ? note : NULL,
                               0,
                               0,
                               NULL,
                               left_cb,
                               g_object_ref (self));
  else
    rbk_desk_claim_call_async (desk,
                               rbk_composer_get_customer (self->composer),
                               "out",
                               get_outcome (self),
                               number,
                               *note != '\0' ? note : NULL,
                               0,
                               NULL,
                               claimed_cb,
                               g_object_ref (self));
}

static void
save_cb (RbkLeftDialog *self)
{
  if (self->saving)
    return;
  set_saving (self, TRUE);
  rbk_error_label_show (self->error_label, NULL);
  rbk_composer_close_async (self->composer, kept_cb, g_object_ref (self));
}

static void
rbk_left_dialog_dispose (GObject *object)
{
  RbkLeftDialog *self = RBK_LEFT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_LEFT_DIALOG);
  g_clear_object (&self->customer);
  g_clear_object (&self->composer);
  G_OBJECT_CLASS (rbk_left_dialog_parent_class)->dispose (object);
}

static void
rbk_left_dialog_class_init (RbkLeftDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_left_dialog_dispose;

  /**
   * RbkLeftDialog::left:
   *
   * It was written down that a voicemail was left, and the draft is closed.
   */
  signals[LEFT] =
    g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-left-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, outcome_row);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, other_row);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, RbkLeftDialog, take_row);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_cb);
  gtk_widget_class_bind_template_callback (widget_class, outcome_cb);
}

static void
rbk_left_dialog_init (RbkLeftDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    gtk_string_list_take (words, rbk_call_outcome_dup_words (outcomes[i]));
  adw_combo_row_set_model (self->outcome_row, G_LIST_MODEL (words));
}

static void
show_take (RbkLeftDialog *self)
{
  RbkTake *take = rbk_composer_get_chosen (self->composer);
  g_autofree char *length = NULL;

  if (take != NULL)
    length = rbk_sound_words_dup_length (rbk_pcm_duration_us ((gsize) MAX (rbk_take_get_bytes (take), 0)));
  adw_action_row_set_subtitle (self->take_row, length != NULL ? length : _ ("None was recorded"));
}

/**
 * rbk_left_dialog_new:
 * @composer: with what was planned and rehearsed
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_left_dialog_new (RbkComposer *composer)
{
  RbkLeftDialog *self = g_object_new (RBK_TYPE_LEFT_DIALOG, NULL);

  self->composer = g_object_ref (composer);
  self->customer =
    rbk_desk_dup_customer (rbk_composer_get_desk (composer), rbk_composer_get_customer (composer), NULL);
  if (self->customer != NULL)
    adw_window_title_set_subtitle (self->window_title, rbk_customer_get_name (self->customer));
  /* Who has no number on file is not asked for one first. */
  if (rbk_number_choice_fill (self->number_row, rbk_composer_get_desk (composer), self->customer) == 0)
    adw_combo_row_set_selected (self->number_row, 1);
  number_cb (self);
  show_take (self);
  return ADW_DIALOG (self);
}
