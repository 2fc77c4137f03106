/* rbk-write-dialog.c: a text or an email to a customer, as it is being written.
 *
 * The whole address stands on the button that sends (voice 4). What the gate says of it stands above,
 * while it is written and not only when the button is pressed. An error leaves everything as it was typed,
 * and words that were not sent are not thrown away without a question.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-write-dialog.h"

#include "model/rbk-json.h"
#include "ui/rbk-attachment-group.h"
#include "ui/rbk-choice-factory.h"
#include "ui/rbk-consent-dialog.h"
#include "ui/rbk-customer-dialog.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-later-popover.h"
#include "ui/rbk-remark-list.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-verdict-bar.h"

#include <glib/gi18n-lib.h>

/* Whoever pauses that long reads what the gate says. */
#define PAUSE_MS 250

struct _RbkWriteDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  RbkCustomer *customer;     /* (owned): newer facts of the same customer replace it */
  GPtrArray *accounts;       /* (owned) (element-type RbkAccount): of the from row */
  GPtrArray *templates;      /* (owned) (element-type RbkFilledTemplate): of the template row, after "none" */
  RbkVerdict *verdict;       /* (owned) (nullable): the latest */
  GPtrArray *settled;        /* (owned) (element-type utf8): rules that asked, and were answered */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  char *filled;              /* (owned) (nullable): the words of the template, while nobody changed them */
  guint pause;               /* until the gate is asked */
  gboolean showing;          /* being filled by us, not by the person */
  gboolean sending;
  gboolean scheduled; /* what is being sent is for later */

  AdwWindowTitle *window_title;
  AdwToggleGroup *medium_group;
  GtkStack *stack;
  AdwStatusPage *no_account_page;
  GtkWidget *set_up_button;
  GtkWidget *form;
  AdwComboRow *to_row;
  AdwActionRow *nobody_row;
  AdwComboRow *from_row;
  AdwComboRow *template_row;
  GtkEditable *subject_row;
  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  GtkLabel *length_label;
  GtkLabel *closing_label;
  RbkAttachmentGroup *attachment_group;
  AdwSwitchRow *reply_row;
  RbkRemarkList *remark_list;
  GtkWidget *bottom_box;
  RbkVerdictBar *verdict_bar;
  GtkLabel *error_label;
  GtkWidget *send_button;
  GtkWidget *spinner;
  GtkLabel *send_label;
  GtkMenuButton *later_button;
  RbkLaterPopover *later_popover;
};

enum
{
  QUEUED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkWriteDialog, rbk_write_dialog, ADW_TYPE_DIALOG)

static RbkMedium
get_medium (RbkWriteDialog *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->medium_group), "email") == 0 ? RBK_MEDIUM_EMAIL
                                                                                         : RBK_MEDIUM_TEXT;
}

static char *
dup_text (RbkWriteDialog *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

/* What of the list of facts the to row's choices are: numbers or mail addresses. */
static const char *
get_address (RbkWriteDialog *self)
{
  gboolean email = get_medium (self) == RBK_MEDIUM_EMAIL;
  JsonArray *known =
    rbk_json_get_array (rbk_customer_get_facts (self->customer), email ? "emails" : "phones");
  guint selected = adw_combo_row_get_selected (self->to_row);

  if (known == NULL || selected >= json_array_get_length (known))
    return NULL;
  return rbk_json_get_string (rbk_json_array_get_object (known, selected), email ? "address" : "number");
}

static RbkAccount *
get_account (RbkWriteDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->from_row);

  return selected < self->accounts->len ? self->accounts->pdata[selected] : NULL;
}

static char *
dup_address_words (RbkWriteDialog *self, const char *address)
{
  return get_medium (self) == RBK_MEDIUM_EMAIL ? g_strdup (address)
                                               : rbk_desk_dup_phone_words (self->desk, address);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));

  return *stripped == '\0';
}

static RbkWrittenDraft *
make_draft (RbkWriteDialog *self)
{
  RbkWrittenDraft *draft = rbk_written_draft_new (get_medium (self), rbk_customer_get_id (self->customer));
  RbkAccount *account = get_account (self);

  draft->account = account != NULL ? g_strdup (rbk_account_get_id (account)) : NULL;
  draft->address = g_strdup (get_address (self));
  if (draft->medium == RBK_MEDIUM_EMAIL)
    draft->subject = g_strdup (gtk_editable_get_text (self->subject_row));
  draft->text = dup_text (self);
  draft->is_reply = adw_switch_row_get_active (self->reply_row);
  rbk_attachment_group_fill (self->attachment_group, draft);
  if (self->settled->len > 0)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint i = 0; i < self->settled->len; i++)
        g_strv_builder_add (builder, self->settled->pdata[i]);
      draft->settled = g_strv_builder_end (builder);
    }
  return draft;
}

/* What somebody else could have said too is no loss. */
static gboolean
has_own_words (RbkWriteDialog *self)
{
  g_autofree char *text = dup_text (self);

  return (!is_blank (text) && g_strcmp0 (text, self->filled) != 0) ||
         rbk_attachment_group_get_count (self->attachment_group) > 0;
}

/* Showing */

static void
show_length (RbkWriteDialog *self, const RbkWrittenDraft *draft)
{
  gboolean text = draft->medium == RBK_MEDIUM_TEXT;

  gtk_widget_set_visible (GTK_WIDGET (self->length_label), text);
  if (text)
    {
      g_autofree char *words = rbk_desk_dup_written_length (self->desk, draft);

      gtk_label_set_label (self->length_label, words);
    }
}

static void
show_closing (RbkWriteDialog *self, const RbkWrittenDraft *draft)
{
  g_autofree char *closing = rbk_desk_dup_written_closing (self->desk, draft);

  gtk_label_set_label (self->closing_label, closing != NULL ? closing : "");
  gtk_widget_set_visible (GTK_WIDGET (self->closing_label), closing != NULL);
}

/* Something that keeps it from being sent and that is plainer than what the gate would say. */
static char *
dup_what_is_missing (RbkWriteDialog *self, const RbkWrittenDraft *draft)
{
  if (draft->address == NULL)
    return g_strdup (draft->medium == RBK_MEDIUM_EMAIL ? _ ("An email address of the customer is missing.")
                                                       : _ ("A number of the customer is missing."));
  if (draft->medium == RBK_MEDIUM_EMAIL && is_blank (draft->subject))
    return g_strdup (_ ("Write a subject."));
  if (is_blank (draft->text))
    return g_strdup (_ ("Write something first."));
  return NULL;
}

static void
show_verdict (RbkWriteDialog *self, const char *missing)
{
  gboolean judged = missing == NULL && self->verdict != NULL;

  /* What is on its way is not spoken of as if it could still be changed. */
  if (self->sending)
    rbk_verdict_bar_show (self->verdict_bar, NULL, NULL);
  else
    rbk_verdict_bar_show (self->verdict_bar, self->verdict, missing);
  rbk_remark_list_set_remarks (self->remark_list, judged ? self->verdict->remarks : NULL);
}

static void
show_buttons (RbkWriteDialog *self, const RbkWrittenDraft *draft, const char *missing)
{
  gboolean refused = self->verdict != NULL && self->verdict->answer == RBK_GATE_REFUSED;
  gboolean held = self->verdict != NULL && self->verdict->answer == RBK_GATE_HELD;
  /* What waits for no hour, but for somebody to set something up, is not taken by the outbox. */
  gboolean can = missing == NULL && !refused && !(held && self->verdict->until_us == 0) && !self->sending;
  g_autofree char *to = draft->address != NULL ? dup_address_words (self, draft->address) : NULL;
  g_autofree char *send = NULL;

  if (self->sending)
    send = g_strdup (_ ("Sending…"));
  else if (to == NULL)
    send = g_strdup (_ ("Send"));
  else if (held && self->verdict->until_us > 0)
    /* Translators: %s is an email address or a number; it leaves when it may */
    send = g_strdup_printf (_ ("Send to %s When It May Leave"), to);
  else
    /* Translators: %s is an email address or a number */
    send = g_strdup_printf (_ ("Send to %s"), to);
  gtk_label_set_label (self->send_label, send);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->send_button), GTK_ACCESSIBLE_PROPERTY_LABEL, send, -1);
  gtk_widget_set_sensitive (self->send_button, can);
  gtk_widget_set_sensitive (GTK_WIDGET (self->later_button), can);
  gtk_widget_set_visible (self->spinner, self->sending);
  gtk_widget_set_sensitive (self->form, !self->sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->medium_group), !self->sending);
}

static void
judge (RbkWriteDialog *self)
{
  g_autoptr (RbkWrittenDraft) draft = make_draft (self);
  g_autofree char *missing = dup_what_is_missing (self, draft);

  g_clear_pointer (&self->verdict, rbk_verdict_free);
  self->verdict = rbk_desk_judge_written (self->desk, draft);
  show_length (self, draft);
  show_closing (self, draft);
  show_verdict (self, missing);
  show_buttons (self, draft, missing);
  adw_dialog_set_can_close (ADW_DIALOG (self), !has_own_words (self) && !self->sending);
}

static gboolean
judge_after_pause (gpointer data)
{
  RbkWriteDialog *self = data;

  self->pause = 0;
  judge (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (RbkWriteDialog *self)
{
  if (self->showing || self->desk == NULL)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, judge_after_pause, self);
}

static void
show_to (RbkWriteDialog *self, const char *wanted)
{
  gboolean email = get_medium (self) == RBK_MEDIUM_EMAIL;
  JsonArray *known =
    rbk_json_get_array (rbk_customer_get_facts (self->customer), email ? "emails" : "phones");
  g_autoptr (GtkStringList) addresses = gtk_string_list_new (NULL);
  guint n = known != NULL ? json_array_get_length (known) : 0;
  guint selected = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *address =
        rbk_json_get_string (rbk_json_array_get_object (known, i), email ? "address" : "number");
      g_autofree char *words = dup_address_words (self, address != NULL ? address : "");

      gtk_string_list_append (addresses, words);
      if (g_strcmp0 (address, wanted) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->to_row, G_LIST_MODEL (addresses));
  if (n > 0)
    adw_combo_row_set_selected (self->to_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->to_row), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nobody_row), n == 0);
  adw_action_row_set_subtitle (self->nobody_row,
                               email ? _ ("There is no email address yet") : _ ("There is no number yet"));
}

static void
show_from (RbkWriteDialog *self, const char *wanted)
{
  gboolean email = get_medium (self) == RBK_MEDIUM_EMAIL;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  self->accounts = rbk_desk_list_accounts_of (self->desk, get_medium (self));
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = self->accounts->pdata[i];
      g_autofree char *words = dup_address_words (self, rbk_account_get_address (account));

      gtk_string_list_append (names, words);
      if (g_strcmp0 (rbk_account_get_id (account), wanted) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->from_row, G_LIST_MODEL (names));
  if (self->accounts->len > 0)
    adw_combo_row_set_selected (self->from_row, selected);
  gtk_stack_set_visible_child_name (self->stack, self->accounts->len > 0 ? "message" : "no-account");
  gtk_widget_set_visible (self->bottom_box, self->accounts->len > 0);
  adw_status_page_set_description (
    self->no_account_page,
    email ? _ ("Emails are sent from a mailbox of the showroom, never from a private one. Set it up once.")
          : _ ("Texts are sent from a number of the showroom, never from a private phone. Set it up once."));
}

static void
show_templates (RbkWriteDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = rbk_desk_list_templates (self->desk, self->customer, get_medium (self));
  gtk_string_list_append (names, _ ("Own words"));
  for (guint i = 0; i < self->templates->len; i++)
    {
      RbkFilledTemplate *filled = self->templates->pdata[i];

      gtk_string_list_append (names, filled->name);
    }
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->template_row), self->templates->len > 0);
}

static void
show_medium (RbkWriteDialog *self, const char *address, const char *account)
{
  self->showing = TRUE;
  show_to (self, address);
  show_from (self, account);
  show_templates (self);
  gtk_widget_set_visible (GTK_WIDGET (self->subject_row), get_medium (self) == RBK_MEDIUM_EMAIL);
  self->showing = FALSE;
  judge (self);
}

static void
medium_cb (RbkWriteDialog *self)
{
  if (!self->showing && self->desk != NULL)
    show_medium (self, NULL, NULL);
}

static void
fill (RbkWriteDialog *self, RbkFilledTemplate *filled)
{
  self->showing = TRUE;
  gtk_text_buffer_set_text (self->buffer, filled->text, -1);
  if (filled->subject != NULL)
    gtk_editable_set_text (self->subject_row, filled->subject);
  g_set_str (&self->filled, filled->text);
  self->showing = FALSE;
  judge (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
asked_to_replace (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkWriteDialog) self = data;
  guint selected = adw_combo_row_get_selected (self->template_row);

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "replace") == 0 &&
      selected > 0 && selected <= self->templates->len)
    fill (self, self->templates->pdata[selected - 1]);
}

/* Own words are not replaced without a question. */
static void
template_cb (RbkWriteDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->template_row);
  AdwDialog *question;

  if (self->showing || self->desk == NULL || selected == 0 || selected > self->templates->len)
    return;
  if (!has_own_words (self))
    {
      fill (self, self->templates->pdata[selected - 1]);
      return;
    }
  question = adw_alert_dialog_new (_ ("Replace It?"), _ ("The template takes the place of what you wrote."));
  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (question), "keep", _ ("_Keep"), "replace", _ ("_Replace"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, asked_to_replace, g_object_ref (self));
}

static void
customer_changed_cb (RbkWriteDialog *self, const char *id)
{
  g_autofree char *address = g_strdup (get_address (self));
  RbkCustomer *customer;

  if (g_strcmp0 (id, rbk_customer_get_id (self->customer)) != 0 || self->sending)
    return;
  customer = rbk_desk_dup_customer (self->desk, id, NULL);
  if (customer == NULL)
    return;
  g_object_unref (self->customer);
  self->customer = customer;
  self->showing = TRUE;
  show_to (self, address);
  self->showing = FALSE;
  judge (self);
}

static void
accounts_changed_cb (RbkWriteDialog *self)
{
  RbkAccount *account = get_account (self);
  g_autofree char *id = account != NULL ? g_strdup (rbk_account_get_id (account)) : NULL;

  self->showing = TRUE;
  show_from (self, id);
  self->showing = FALSE;
  judge (self);
}

static void
edit_customer_cb (RbkWriteDialog *self)
{
  adw_dialog_present (rbk_customer_dialog_new (self->desk, self->customer), GTK_WIDGET (self));
}

static void
agreed_cb (RbkWriteDialog *self)
{
  adw_dialog_present (rbk_consent_dialog_new_given (self->desk, self->customer), GTK_WIDGET (self));
}

/* Sending */

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkWriteDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = rbk_desk_send_written_finish (RBK_DESK (object), result, &error);
  const char *words;

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->sending = FALSE;
  if (message == NULL)
    {
      judge (self);
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  if (get_medium (self) == RBK_MEDIUM_EMAIL)
    words = self->scheduled ? _ ("Email scheduled") : _ ("Email queued");
  else
    words = self->scheduled ? _ ("Text scheduled") : _ ("Text queued");
  g_signal_emit (self, signals[QUEUED], 0, message, words);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
send_draft (RbkWriteDialog *self, gint64 not_before_us)
{
  g_autoptr (RbkWrittenDraft) draft = make_draft (self);

  draft->not_before_us = not_before_us;
  self->scheduled = not_before_us > 0;
  self->sending = TRUE;
  rbk_error_label_show (self->error_label, NULL);
  judge (self);
  rbk_desk_send_written_async (self->desk, draft, self->cancellable, sent_cb, self);
}

static void
asked_about_rule (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkWriteDialog) self = data;
  const char *rule = g_object_get_data (source, "rule");
  const gint64 *not_before_us = g_object_get_data (source, "not-before");

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "send") != 0)
    return;
  g_ptr_array_add (self->settled, g_strdup (rule));
  send_draft (self, *not_before_us);
}

/* A rule that asks is answered by a person, not by the press that was on its way anyhow. */
static void
ask_about_rule (RbkWriteDialog *self, RbkRemark *remark, gint64 not_before_us)
{
  AdwDialog *question = adw_alert_dialog_new (_ ("Is This Right?"), rbk_remark_get_words (remark));

  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (question), "back", _ ("_Go Back"), "send", _ ("_Send It"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "back");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "back");
  g_object_set_data_full (G_OBJECT (question), "rule", g_strdup (rbk_remark_get_rule (remark)), g_free);
  g_object_set_data_full (
    G_OBJECT (question), "not-before", g_memdup2 (&not_before_us, sizeof not_before_us), g_free);
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, asked_about_rule, g_object_ref (self));
}

static void
start_sending (RbkWriteDialog *self, gint64 not_before_us)
{
  RbkRemark *asking;

  if (self->sending)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  judge (self);
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->later_button)))
    return;
  asking = self->verdict != NULL ? rbk_verdict_find_asking (self->verdict) : NULL;
  if (asking != NULL)
    ask_about_rule (self, asking, not_before_us);
  else
    send_draft (self, not_before_us);
}

static void
send_cb (RbkWriteDialog *self)
{
  start_sending (self, 0);
}

/* By Ctrl+Return. The action is always enabled: else the key would begin a new line when nothing can be sent.
 */
static void
send_now (GtkWidget *widget, const char *name, GVariant *parameter)
{
  send_cb (RBK_WRITE_DIALOG (widget));
}

static void
later_cb (RbkWriteDialog *self, gint64 time_us)
{
  start_sending (self, time_us);
}

static gint64
ask_gate_for (gint64 time_us, gpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_draft (data);
  g_autoptr (RbkVerdict) verdict = NULL;

  draft->not_before_us = time_us;
  verdict = rbk_desk_judge_written (RBK_WRITE_DIALOG (data)->desk, draft);
  return verdict->answer == RBK_GATE_HELD && verdict->until_us > 0 ? verdict->until_us : time_us;
}

static void
show_later_cb (RbkWriteDialog *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);
  const char *theirs = rbk_customer_get_time_zone (self->customer);
  g_autoptr (GTimeZone) zone =
    rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
  g_autoptr (GTimeZone) their_zone =
    theirs != NULL && *theirs != '\0' ? g_time_zone_new_identifier (theirs) : NULL;

  if (!gtk_menu_button_get_active (self->later_button))
    return;
  rbk_later_popover_set_times (self->later_popover,
                               rbk_clock_now_us (rbk_desk_get_clock (self->desk)),
                               zone,
                               their_zone,
                               self->verdict != NULL ? self->verdict->until_us : 0);
}

static void
choose_text (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toggle_group_set_active_name (RBK_WRITE_DIALOG (widget)->medium_group, "text");
}

static void
choose_email (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toggle_group_set_active_name (RBK_WRITE_DIALOG (widget)->medium_group, "email");
}

/* Leaving */

static void
asked_to_discard (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkWriteDialog) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "discard") == 0)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (RbkWriteDialog *self)
{
  AdwDialog *question;

  if (self->sending)
    return;
  question = adw_alert_dialog_new (_ ("Discard It?"), _ ("What you wrote was not sent."));
  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (question), "keep", _ ("_Keep Writing"), "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, asked_to_discard, g_object_ref (self));
}

static void
rbk_write_dialog_dispose (GObject *object)
{
  RbkWriteDialog *self = RBK_WRITE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pause, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_WRITE_DIALOG);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_write_dialog_parent_class)->dispose (object);
}

static void
rbk_write_dialog_finalize (GObject *object)
{
  RbkWriteDialog *self = RBK_WRITE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->templates);
  g_ptr_array_unref (self->settled);
  g_clear_pointer (&self->verdict, rbk_verdict_free);
  g_free (self->filled);
  G_OBJECT_CLASS (rbk_write_dialog_parent_class)->finalize (object);
}

static void
rbk_write_dialog_class_init (RbkWriteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_ATTACHMENT_GROUP);
  g_type_ensure (RBK_TYPE_LATER_POPOVER);
  g_type_ensure (RBK_TYPE_REMARK_LIST);
  g_type_ensure (RBK_TYPE_VERDICT_BAR);
  G_OBJECT_CLASS (klass)->dispose = rbk_write_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_write_dialog_finalize;
  signals[QUEUED] = g_signal_new ("queued",
                                  RBK_TYPE_WRITE_DIALOG,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "write.send", NULL, send_now);
  gtk_widget_class_install_action (widget_class, "write.text", NULL, choose_text);
  gtk_widget_class_install_action (widget_class, "write.email", NULL, choose_email);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-write-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, medium_group);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, no_account_page);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, set_up_button);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, to_row);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, nobody_row);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, subject_row);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, length_label);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, closing_label);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, attachment_group);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, reply_row);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, remark_list);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, bottom_box);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, verdict_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, send_label);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, later_button);
  gtk_widget_class_bind_template_child (widget_class, RbkWriteDialog, later_popover);
  gtk_widget_class_bind_template_callback (widget_class, agreed_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_customer_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, medium_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_later_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_cb);
}

static void
rbk_write_dialog_init (RbkWriteDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->templates = g_ptr_array_new ();
  self->settled = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_list_factory (self->to_row, factory);
  adw_combo_row_set_list_factory (self->from_row, factory);
  adw_combo_row_set_list_factory (self->template_row, factory);
  rbk_later_popover_set_gate (self->later_popover, ask_gate_for, self);
}

/**
 * rbk_write_dialog_new:
 * @customer: whom it is for
 * @draft: what it begins with; its medium at least
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_write_dialog_new (RbkDesk *desk, RbkCustomer *customer, const RbkWrittenDraft *draft)
{
  RbkWriteDialog *self = g_object_new (RBK_TYPE_WRITE_DIALOG, NULL);
  g_autofree char *title = NULL;

  self->desk = g_object_ref (desk);
  self->customer = g_object_ref (customer);
  rbk_verdict_bar_set_desk (self->verdict_bar, desk);
  /* Translators: %s is a customer's name */
  title = g_strdup_printf (_ ("Write to %s"), rbk_customer_get_name (customer));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_toggle_group_set_active_name (self->medium_group, draft->medium == RBK_MEDIUM_EMAIL ? "email" : "text");
  if (draft->subject != NULL)
    gtk_editable_set_text (self->subject_row, draft->subject);
  if (draft->text != NULL)
    gtk_text_buffer_set_text (self->buffer, draft->text, -1);
  adw_switch_row_set_active (self->reply_row, draft->is_reply);
  rbk_attachment_group_set_draft (self->attachment_group, desk, draft);
  show_medium (self, draft->address, draft->account);
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    desk, "accounts-changed", G_CALLBACK (accounts_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "policy-changed", G_CALLBACK (judge), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self),
                        self->accounts->len > 0 ? GTK_WIDGET (self->text_view) : self->set_up_button);
  return ADW_DIALOG (self);
}
