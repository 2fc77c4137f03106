/* rbk-send-page.c: the email that a voicemail leaves in: to whom, from where, with which words.
 *
 * The whole address stands on the button that sends (voice 4), and what is sent goes to that one,
 * frozen at the press. An error leaves everything as it was typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-send-page.h"

#include "desk/rbk-desk-written.h"
#include "media/rbk-clean-up.h"
#include "model/rbk-json.h"
#include "ui/rbk-customer-dialog.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-leaving-sound.h"
#include "ui/rbk-sound-settings.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-submit-dialog.h"

#include <glib/gi18n-lib.h>

struct _RbkSendPage
{
  AdwNavigationPage parent_instance;

  RbkDesk *desk;             /* (owned) */
  RbkCustomer *customer;     /* (owned): newer facts of the same customer replace it */
  char *draft;               /* (owned) (nullable) */
  RbkTake *take;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends what is under way when the page goes away */
  gboolean practice;         /* the draft is planned as practice */
  gboolean sending;

  GtkStack *stack;
  GtkWidget *form;
  AdwWindowTitle *window_title;
  AdwComboRow *to_row;
  GtkWidget *nobody_row;
  AdwActionRow *from_row;
  GtkEditable *subject_row;
  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  GtkLabel *signature_label;
  AdwActionRow *attachment_row;
  GtkWidget *sound_row;
  RbkLeavingSound *leaving_sound;
  AdwSwitchRow *clean_row;
  GtkWidget *bottom_box;
  GtkLabel *error_label;
  GtkLabel *reason_label;
  GtkWidget *send_button;
  GtkWidget *submit_button;
  GtkWidget *spinner;
  GtkLabel *send_label;
};

enum
{
  SENT,
  SUBMITTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkSendPage, rbk_send_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
get_address (RbkSendPage *self)
{
  GtkStringObject *selected = adw_combo_row_get_selected_item (self->to_row);

  return selected != NULL ? gtk_string_object_get_string (selected) : NULL;
}

static char *
dup_text (RbkSendPage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped == '\0';
}

/* The mailbox that the desk sends from; the desk keeps it. */
static RbkAccount *
get_account (RbkSendPage *self)
{
  g_autoptr (GPtrArray) accounts = rbk_desk_list_accounts_of (self->desk, RBK_MEDIUM_EMAIL);

  return accounts->len > 0 ? accounts->pdata[0] : NULL;
}

static gboolean
is_practice (RbkSendPage *self)
{
  return self->practice || (self->take != NULL && rbk_take_is_practice (self->take));
}

static char *
dup_what_is_missing (RbkSendPage *self)
{
  g_autofree char *text = dup_text (self);

  if (self->take == NULL)
    return g_strdup (_ ("Choose a take first."));
  if (is_practice (self))
    return g_strdup (
      _ ("This is practice, and practice never leaves (rule V-20). Turn it off and record it once "
         "more for the customer."));
  if ((rbk_customer_get_opted_out (self->customer) & RBK_MEDIUM_EMAIL) != 0)
    {
      /* Translators: %s is a customer's name; K-30 is the rule's number */
      return g_strdup_printf (_ ("%s asked not to get email (rule K-30)."),
                              rbk_customer_get_name (self->customer));
    }
  if (get_address (self) == NULL)
    return g_strdup (_ ("An email address of the customer is missing."));
  if (is_blank (gtk_editable_get_text (self->subject_row)))
    return g_strdup (_ ("Write a subject."));
  if (is_blank (text))
    return g_strdup (_ ("Write a line or two: a recording alone looks like junk mail."));
  return NULL;
}

static void
show_state (RbkSendPage *self)
{
  g_autofree char *missing = dup_what_is_missing (self);
  const char *address = get_address (self);
  g_autofree char *send = NULL;

  if (self->sending)
    send = g_strdup (_ ("Sending…"));
  else if (address != NULL)
    {
      /* Translators: %s is an email address */
      send = g_strdup_printf (_ ("Send to %s"), address);
    }
  else
    send = g_strdup (_ ("Send"));
  gtk_label_set_label (self->send_label, send);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL, send, -1);
  gtk_widget_set_sensitive (self->send_button, missing == NULL && !self->sending);
  gtk_widget_set_sensitive (
    self->submit_button, self->draft != NULL && self->take != NULL && !is_practice (self) && !self->sending);
  gtk_widget_set_visible (self->spinner, self->sending);
  gtk_widget_set_sensitive (self->form, !self->sending);
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), !self->sending);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), missing != NULL && !self->sending);
  gtk_label_set_label (self->reason_label, missing != NULL ? missing : "");
}

static void
changed_cb (RbkSendPage *self)
{
  if (self->desk != NULL)
    show_state (self);
}

static void
clean_cb (RbkSendPage *self)
{
  rbk_leaving_sound_set_clean (self->leaving_sound, adw_switch_row_get_active (self->clean_row));
}

static void
show_accounts (RbkSendPage *self)
{
  RbkAccount *account = get_account (self);

  /* A mailbox would not help practice to leave. */
  gboolean message = account != NULL || is_practice (self);

  gtk_stack_set_visible_child_name (self->stack, message ? "message" : "no-mailbox");
  gtk_widget_set_visible (self->bottom_box, message);
  adw_action_row_set_subtitle (self->from_row,
                               account != NULL ? rbk_account_get_address (account) : _ ("No mailbox yet"));
}

static void
show_customer (RbkSendPage *self)
{
  JsonArray *emails = rbk_json_get_array (rbk_customer_get_facts (self->customer), "emails");
  g_autofree char *before = g_strdup (get_address (self));
  g_autoptr (GtkStringList) addresses = gtk_string_list_new (NULL);
  guint n = 0;

  for (guint i = 0; emails != NULL && i < json_array_get_length (emails); i++)
    {
      const char *address = rbk_json_get_string (rbk_json_array_get_object (emails, i), "address");

      if (address != NULL && *address != '\0')
        gtk_string_list_append (addresses, address);
    }
  adw_combo_row_set_model (self->to_row, G_LIST_MODEL (addresses));
  n = g_list_model_get_n_items (G_LIST_MODEL (addresses));
  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (gtk_string_list_get_string (addresses, i), before) == 0)
        adw_combo_row_set_selected (self->to_row, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->to_row), n > 0);
  gtk_widget_set_visible (self->nobody_row, n == 0);
  adw_window_title_set_subtitle (self->window_title, rbk_customer_get_name (self->customer));
  show_state (self);
}

static void
customer_changed_cb (RbkSendPage *self, const char *id)
{
  RbkCustomer *customer;

  if (g_strcmp0 (id, rbk_customer_get_id (self->customer)) != 0 || self->sending)
    return;
  customer = rbk_desk_dup_customer (self->desk, id, NULL);
  if (customer == NULL)
    return;
  g_object_unref (self->customer);
  self->customer = customer;
  show_customer (self);
}

static void
edit_customer_cb (RbkSendPage *self)
{
  adw_dialog_present (rbk_customer_dialog_new (self->desk, self->customer), GTK_WIDGET (self));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkSendPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = rbk_desk_send_email_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->sending = FALSE;
  show_state (self);
  if (message != NULL)
    g_signal_emit (self, signals[SENT], 0, message);
  else
    rbk_error_label_show (self->error_label, error->message);
}

static void
send_clicked_cb (RbkSendPage *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *address = g_strdup (get_address (self));
  gboolean clean = rbk_clean_up_can () && adw_switch_row_get_active (self->clean_row);

  if (self->sending || self->take == NULL || address == NULL)
    return;
  if (rbk_clean_up_can ())
    rbk_sound_settings_set_clean_up (clean);
  self->sending = TRUE;
  rbk_leaving_sound_pause (self->leaving_sound);
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
  rbk_desk_send_email_async (self->desk,
                             rbk_customer_get_id (self->customer),
                             address,
                             gtk_editable_get_text (self->subject_row),
                             text,
                             self->draft,
                             rbk_take_get_id (self->take),
                             clean,
                             NULL,
                             0,
                             self->cancellable,
                             sent_cb,
                             self);
}

static void
submitted_cb (RbkSendPage *self)
{
  g_signal_emit (self, signals[SUBMITTED], 0);
}

static void
submit_cb (RbkSendPage *self)
{
  AdwDialog *dialog;

  if (self->draft == NULL || self->take == NULL)
    return;
  rbk_leaving_sound_pause (self->leaving_sound);
  dialog = rbk_submit_dialog_new (self->desk, self->customer, self->draft, rbk_take_get_id (self->take));
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
rbk_send_page_dispose (GObject *object)
{
  RbkSendPage *self = RBK_SEND_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_SEND_PAGE);
  g_clear_object (&self->take);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_send_page_parent_class)->dispose (object);
}

static void
rbk_send_page_finalize (GObject *object)
{
  RbkSendPage *self = RBK_SEND_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->draft);
  G_OBJECT_CLASS (rbk_send_page_parent_class)->finalize (object);
}

static void
rbk_send_page_class_init (RbkSendPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_send_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_send_page_finalize;

  /**
   * RbkSendPage::sent:
   * @message: id of the message
   */
  signals[SENT] = g_signal_new (
    "sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * RbkSendPage::submitted:
   *
   * It asks a manager to hear it, and stays a draft.
   */
  signals[SUBMITTED] = g_signal_new (
    "submitted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (RBK_TYPE_LEAVING_SOUND);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-send-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, form);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, to_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, nobody_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, from_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, subject_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, text_view);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, buffer);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, signature_label);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, attachment_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, sound_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, leaving_sound);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, clean_row);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, bottom_box);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, reason_label);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, submit_button);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, RbkSendPage, send_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clean_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_customer_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
rbk_send_page_init (RbkSendPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->clean_row), rbk_clean_up_can ());
  adw_switch_row_set_active (self->clean_row, rbk_sound_settings_get_clean_up ());
  self->cancellable = g_cancellable_new ();
}

/**
 * rbk_send_page_new:
 * @customer: to whom, for good
 *
 * Subject and text are proposed; the person may change them.
 *
 * Returns: (transfer floating): the page
 */
AdwNavigationPage *
rbk_send_page_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkSendPage *self = g_object_new (RBK_TYPE_SEND_PAGE, NULL);
  g_autofree char *subject = rbk_desk_dup_email_subject (desk, customer);
  g_autofree char *text = rbk_desk_dup_email_text (desk, customer);
  g_autofree char *signature = rbk_desk_dup_signature (desk);

  gtk_editable_set_text (self->subject_row, subject != NULL ? subject : "");
  gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
  gtk_label_set_label (self->signature_label, signature != NULL ? signature : "");
  self->desk = g_object_ref (desk);
  self->customer = g_object_ref (customer);
  g_signal_connect_object (desk, "accounts-changed", G_CALLBACK (show_accounts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  show_accounts (self);
  show_customer (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rbk_send_page_set_take:
 * @draft: (nullable): id of the draft that the take is of
 * @take: the recording that is attached
 * @length_us: how long it is with its edits
 * @sound: (nullable): PCM of it, to be heard once more
 * @practice: whether it is planned as practice, which never leaves (V-20)
 */
void
rbk_send_page_set_take (
  RbkSendPage *self, const char *draft, RbkTake *take, gint64 length_us, GBytes *sound, gboolean practice)
{
  g_autofree char *length = NULL;

  g_return_if_fail (RBK_IS_SEND_PAGE (self));

  g_set_str (&self->draft, draft);
  g_set_object (&self->take, take);
  self->practice = practice;
  length = rbk_sound_words_dup_length (length_us);
  adw_action_row_set_subtitle (self->attachment_row, length);
  rbk_leaving_sound_set_sound (self->leaving_sound, sound);
  gtk_widget_set_visible (self->sound_row, sound != NULL);
  rbk_error_label_show (self->error_label, NULL);
  show_accounts (self);
  show_state (self);
}
