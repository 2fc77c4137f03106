/* rbk-composer-dialog.c: records, hears, chooses and sends a voicemail for one customer.
 *
 * The dialog is opened for a customer and stays with that one, whatever is opened behind it; the
 * name and the number stand in its title (voices 1 to 4).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-composer-dialog.h"

#include "media/rbk-pcm.h"
#include "ui/rbk-record-page.h"
#include "ui/rbk-send-page.h"

#include <glib/gi18n-lib.h>

struct _RbkComposerDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;              /* (owned) */
  RbkCustomer *customer;      /* (owned) */
  RbkRecordPage *record_page; /* (nullable) (not owned): of the navigation view */
  RbkSendPage *send_page;     /* (nullable) (not owned): likewise, once made */

  AdwNavigationView *navigation;
};

enum
{
  SENT,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkComposerDialog, rbk_composer_dialog, ADW_TYPE_DIALOG)

static void
sent_cb (RbkComposerDialog *self, const char *message)
{
  g_signal_emit (self, signals[SENT], 0, message);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
submitted_cb (RbkComposerDialog *self)
{
  g_signal_emit (self, signals[SUBMITTED], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
use_cb (RbkComposerDialog *self)
{
  RbkComposer *composer = rbk_record_page_get_composer (self->record_page);
  RbkTake *chosen = composer != NULL ? rbk_composer_get_chosen (composer) : NULL;

  if (chosen == NULL ||
      adw_navigation_view_get_visible_page (self->navigation) != ADW_NAVIGATION_PAGE (self->record_page))
    return;
  /* Made once: what was written there is still there after going back for another take. */
  if (self->send_page == NULL)
    {
      self->send_page = RBK_SEND_PAGE (rbk_send_page_new (self->desk, self->customer));
      g_signal_connect_object (self->send_page, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (
        self->send_page, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
      adw_navigation_view_add (self->navigation, ADW_NAVIGATION_PAGE (self->send_page));
    }
  rbk_send_page_set_take (self->send_page,
                          rbk_composer_get_draft (composer),
                          chosen,
                          rbk_composer_get_length (composer, chosen) * G_USEC_PER_SEC / RBK_PCM_RATE,
                          rbk_composer_get_chosen_sound (composer),
                          rbk_voicemail_plan_is_practice (rbk_composer_get_plan (composer)));
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->send_page));
}

static void
recording_cb (RbkComposerDialog *self)
{
  gboolean recording;

  g_object_get (self->record_page, "recording", &recording, NULL);
  adw_dialog_set_can_close (ADW_DIALOG (self), !recording);
}

/* Back from the other page: its button that had the focus is out of sight. */
static void
popped_cb (RbkComposerDialog *self)
{
  gtk_widget_grab_focus (rbk_record_page_get_focus_widget (self->record_page));
}

static void
closed_cb (RbkComposerDialog *self)
{
  if (self->record_page != NULL)
    rbk_record_page_close (self->record_page);
}

static void
close_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposerDialog) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "close") == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Only while something is being recorded. */
static void
close_attempt_cb (RbkComposerDialog *self)
{
  AdwDialog *question = adw_alert_dialog_new (
    _ ("Stop Recording?"), _ ("What was recorded so far is kept as a take of this customer’s draft."));

  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (question), "on", _ ("_Go On"), "close", _ ("_Stop and Close"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "on");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "on");
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, close_answered_cb, g_object_ref (self));
}

static void
rbk_composer_dialog_dispose (GObject *object)
{
  RbkComposerDialog *self = RBK_COMPOSER_DIALOG (object);

  self->record_page = NULL;
  self->send_page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_COMPOSER_DIALOG);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_composer_dialog_parent_class)->dispose (object);
}

static void
rbk_composer_dialog_class_init (RbkComposerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_composer_dialog_dispose;

  /**
   * RbkComposerDialog::sent:
   * @message: id of the message
   *
   * The voicemail is on its way, to the recipient that was shown when the button was pressed.
   */
  signals[SENT] = g_signal_new (
    "sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RbkComposerDialog::submitted:
   *
   * It asks a manager to hear it. It can still be sent, or left.
   */
  signals[SUBMITTED] = g_signal_new (
    "submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-composer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkComposerDialog, navigation);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
rbk_composer_dialog_init (RbkComposerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_composer_dialog_new:
 * @customer: whom it is for, and stays for
 * @item: (nullable): the draft of a voicemail that is spoken once more
 *
 * Opens the customer's draft if there is one, with its takes.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_composer_dialog_new (RbkDesk *desk, RbkCustomer *customer, const char *item)
{
  RbkComposerDialog *self = g_object_new (RBK_TYPE_COMPOSER_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_object_ref (customer);
  self->record_page = RBK_RECORD_PAGE (rbk_record_page_new (desk, customer, item));
  g_signal_connect_object (self->record_page, "use", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->record_page, "notify::recording", G_CALLBACK (recording_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->navigation, "popped", G_CALLBACK (popped_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->record_page));
  adw_dialog_set_title (ADW_DIALOG (self),
                        adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self->record_page)));
  adw_dialog_set_focus (ADW_DIALOG (self), rbk_record_page_get_focus_widget (self->record_page));
  return ADW_DIALOG (self);
}
