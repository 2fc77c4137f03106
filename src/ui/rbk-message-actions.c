/* rbk-message-actions.c: what a person can do about a message, wherever it is shown.
 *
 * Each action takes the message's id. They are the same on the timeline and in the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-message-actions.h"

#include "ui/rbk-override-dialog.h"
#include "ui/rbk-toasts.h"
#include "ui/rbk-write-dialog.h"

#include <glib/gi18n-lib.h>

/* What the actions of one widget act on. */
typedef struct
{
  GtkWidget *widget; /* it owns the actions, and they this */
  RbkDesk *desk;     /* (owned) */
} Base;

/* One action under way, or one question that is being asked. */
typedef struct
{
  GtkWidget *widget; /* (owned): where it was asked for, and is answered */
  RbkDesk *desk;     /* (owned) */
  char *message;     /* (owned) */
} Job;

static Job *
job_new (GtkWidget *widget, RbkDesk *desk, const char *message)
{
  Job *job = g_new0 (Job, 1);

  job->widget = g_object_ref (widget);
  job->desk = g_object_ref (desk);
  job->message = g_strdup (message);
  return job;
}

static void
job_free (Job *job)
{
  g_object_unref (job->widget);
  g_object_unref (job->desk);
  g_free (job->message);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
free_job (gpointer data, GClosure *closure)
{
  job_free (data);
}

static void
free_base (gpointer data, GClosure *closure)
{
  Base *base = data;

  g_object_unref (base->desk);
  g_free (base);
}

/* What went wrong and needs the person: a dialog, as a toast may be missed. */
static void
say_error (Job *job, const char *heading, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, job->widget);
}

/* Taking back */

static void
cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_cancel_message_finish (RBK_DESK (source), result, &error))
    rbk_toasts_say (job->widget, _ ("Taken back before it left"));
  else
    say_error (job, _ ("Not Taken Back"), error);
}

static void
cancel (Job *job)
{
  rbk_desk_cancel_message_async (
    job->desk, job->message, NULL, cancelled, job_new (job->widget, job->desk, job->message));
}

static void
undo_clicked (AdwToast *toast, Job *job)
{
  cancel (job);
}

/* Sending again */

static void
retried (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  if (!rbk_desk_retry_message_finish (RBK_DESK (source), result, &error))
    say_error (job, _ ("Not Sent Again"), error);
}

static void
retry (Job *job)
{
  rbk_desk_retry_message_async (
    job->desk, job->message, NULL, retried, job_new (job->widget, job->desk, job->message));
}

static void
asked_to_send_again (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "send") == 0)
    retry (job);
}

/* What may have arrived goes out a second time only when the person says so twice. */
static void
send_again (Job *job)
{
  AdwDialog *dialog =
    adw_alert_dialog_new (_ ("Send It Again?"),
                          _ ("It is not known whether this message arrived. If it did, the customer gets it "
                             "twice. Look among the sent messages of the company account first, or ask the "
                             "customer."));

  adw_alert_dialog_add_responses (
    ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "send", _ ("_Send Again"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "send", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog),
                           job->widget,
                           NULL,
                           asked_to_send_again,
                           job_new (job->widget, job->desk, job->message));
}

static void
confirmed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  if (!rbk_desk_confirm_message_finish (RBK_DESK (source), result, &error))
    say_error (job, _ ("Not Noted"), error);
}

static void
confirm (Job *job)
{
  rbk_desk_confirm_message_async (
    job->desk, job->message, NULL, confirmed, job_new (job->widget, job->desk, job->message));
}

/* Writing anew */

static void
draft_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkWrittenDraft) draft = rbk_desk_edit_message_finish (RBK_DESK (source), result, &error);
  g_autoptr (RbkCustomer) customer = NULL;
  AdwDialog *dialog;

  if (draft != NULL)
    customer = rbk_desk_dup_customer (job->desk, draft->customer, &error);
  if (customer == NULL)
    {
      say_error (job, _ ("Not Taken Back"), error);
      return;
    }
  dialog = rbk_write_dialog_new (job->desk, customer, draft);
  adw_dialog_present (dialog, job->widget);
}

/* What is written anew is the only one that leaves (voice 15). */
static void
edit (Job *job)
{
  rbk_desk_edit_message_async (
    job->desk, job->message, NULL, draft_taken, job_new (job->widget, job->desk, job->message));
}

static void
rescheduled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Job) job = data;
  g_autoptr (GError) error = NULL;

  if (!rbk_desk_reschedule_message_finish (RBK_DESK (source), result, &error))
    say_error (job, _ ("It Stays As It Was"), error);
}

static void
send_now (Job *job)
{
  rbk_desk_reschedule_message_async (
    job->desk, job->message, 0, NULL, rescheduled, job_new (job->widget, job->desk, job->message));
}

/* The rule that holds it now, which may be another than the one that was shown. Its outbox asks again by
 * itself once that is decided. */
static void
decide (Job *job)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkVerdict) verdict = rbk_desk_judge_message (job->desk, job->message, &error);
  const char *row = rbk_desk_find_row_to_decide (job->desk, verdict);

  if (row != NULL)
    adw_dialog_present (rbk_override_dialog_new (job->desk, row), job->widget);
  else if (verdict == NULL)
    say_error (job, _ ("It Stays As It Was"), error);
  else
    rbk_toasts_say (job->widget, _ ("No rule that you can decide holds it any more"));
}

static const struct
{
  const char *name;
  void (*act) (Job *job);
} actions[] = {
  { "cancel", cancel }, { "confirm", confirm },       { "decide", decide },     { "edit", edit },
  { "retry", retry },   { "send-again", send_again }, { "send-now", send_now },
};

static void
activated (GSimpleAction *action, GVariant *parameter, Base *base)
{
  g_autoptr (Job) job = job_new (base->widget, base->desk, g_variant_get_string (parameter, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, g_action_get_name (G_ACTION (action))))
        actions[i].act (job);
    }
}

/**
 * rbk_message_actions_insert:
 * @widget: shows messages of @desk
 *
 * Gives @widget and what is in it the actions "message.cancel", "message.edit" and so on, each with the
 * message's id as its target. What comes of them is told in a toast or dialog above @widget.
 */
void
rbk_message_actions_insert (GtkWidget *widget, RbkDesk *desk)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i].name, G_VARIANT_TYPE_STRING);
      Base *base = g_new0 (Base, 1);

      base->widget = widget;
      base->desk = g_object_ref (desk);
      g_signal_connect_data (action, "activate", G_CALLBACK (activated), base, free_base, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (widget, "message", G_ACTION_GROUP (group));
}

/**
 * rbk_message_actions_say_queued:
 * @widget: where it was written
 * @message: the id of a message that was just queued
 * @words: what to say of it
 *
 * Says so for as long as it can be undone, with the button that undoes it.
 */
void
rbk_message_actions_say_queued (GtkWidget *widget, RbkDesk *desk, const char *message, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  /* Not by the action's name: the toast lies outside of the widget that has it. */
  g_signal_connect_data (
    toast, "button-clicked", G_CALLBACK (undo_clicked), job_new (widget, desk, message), free_job, 0);
  adw_toast_set_timeout (toast, RBK_DESK_UNDO_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  rbk_toasts_add (widget, toast);
}
