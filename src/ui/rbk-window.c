/* rbk-window.c: the window: opens the desk and shows what there is to show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-window.h"

#include "ui/rbk-application.h"
#include "ui/rbk-first-run-page.h"
#include "ui/rbk-loss-question.h"
#include "ui/rbk-preferences-dialog.h"
#include "ui/rbk-review-judgement.h"
#include "ui/rbk-who-page.h"
#include "ui/rbk-workspace.h"

#include <glib/gi18n-lib.h>

struct _RbkWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings;       /* (owned) */
  char *data_directory;      /* (owned) */
  RbkDesk *desk;             /* (owned) (nullable): the one on screen, or being opened */
  GCancellable *cancellable; /* (owned): of the opening */
  gboolean sample;           /* what was asked for last */
  gboolean opened;           /* desk is ready to be shown */
  GtkWidget *page;           /* (nullable): what shows the desk; a child of stack */
  guint focus_source;        /* looks where the keyboard went; 0: none */
  GListModel *dialogs;       /* (owned): those that are open */

  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *look_around_button;
};

G_DEFINE_FINAL_TYPE (RbkWindow, rbk_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_page (RbkWindow *self, GtkWidget *page)
{
  GtkWidget *old = self->page;

  self->page = page;
  if (page != NULL)
    {
      gtk_stack_add_child (self->stack, page);
      gtk_stack_set_visible_child (self->stack, page);
    }
  if (old != NULL)
    gtk_stack_remove (self->stack, old);
}

static void
open_sample (RbkWindow *self)
{
  rbk_window_open_desk (self, TRUE);
}

/* Shows the desk that is open: to be founded first, or to be told who acts, or to be worked at. */
static void
show_desk (RbkWindow *self)
{
  GtkWidget *page;

  if (self->sample)
    gtk_widget_add_css_class (GTK_WIDGET (self), "rbk-sample");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "rbk-sample");
  if (rbk_desk_is_founded (self->desk))
    {
      show_page (self, rbk_workspace_new (self->desk, self->settings));
      return;
    }
  if (rbk_desk_get_showroom (self->desk) != NULL && rbk_desk_get_people (self->desk)->len > 0)
    {
      page = rbk_who_page_new (self->desk);
      g_signal_connect_object (page, "chosen", G_CALLBACK (show_desk), self, G_CONNECT_SWAPPED);
      show_page (self, page);
      return;
    }
  page = rbk_first_run_page_new (self->desk);
  g_signal_connect_object (page, "founded", G_CALLBACK (show_desk), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "look-around", G_CALLBACK (open_sample), self, G_CONNECT_SWAPPED);
  show_page (self, page);
}

static void
desk_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (rbk_desk_open_finish (RBK_DESK (source), result, &error))
    {
      /* Another desk may have been asked for meanwhile. */
      if (self->desk != RBK_DESK (source))
        return;
      self->opened = TRUE;
      show_desk (self);
      return;
    }
  if (self->desk != RBK_DESK (source) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->desk);
  words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, words);
  gtk_widget_set_visible (self->look_around_button, !self->sample);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
desk_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GApplication) application = data;
  g_autoptr (GError) error = NULL;

  if (!rbk_desk_close_finish (RBK_DESK (source), result, &error))
    g_warning ("The desk did not close in order: %s", error->message);
  g_application_release (application);
}

/* Shuts the desk in the background; the program does not end before that is done. */
static void
close_desk (RbkWindow *self)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (RbkDesk) desk = NULL;

  if (self->desk == NULL)
    return;
  desk = g_steal_pointer (&self->desk);
  self->opened = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_application_hold (application);
  rbk_desk_close_async (desk, desk_closed, g_object_ref (application));
}

/**
 * rbk_window_open_desk:
 * @sample: the sample showroom rather than the own one
 *
 * Shuts what is open and opens that instead.
 */
void
rbk_window_open_desk (RbkWindow *self, gboolean sample)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();

  gtk_stack_set_visible_child_name (self->stack, "opening");
  show_page (self, NULL);
  close_desk (self);
  self->sample = sample;
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->desk = rbk_desk_new (self->data_directory, sample, clock);
  rbk_desk_open_async (self->desk, self->cancellable, desk_opened, g_object_ref (self));
}

/**
 * rbk_window_is_sample:
 *
 * Returns: whether the sample showroom is shown, or about to be
 */
gboolean
rbk_window_is_sample (RbkWindow *self)
{
  return self->sample;
}

/* They can be asked for from any dialog that misses something in them, but not while a question is open. */
static gboolean
can_show_preferences (RbkWindow *self)
{
  if (!self->opened || !rbk_desk_is_founded (self->desk))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (self->dialogs); i++)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (self->dialogs, i);

      if (RBK_IS_PREFERENCES_DIALOG (dialog) || ADW_IS_ALERT_DIALOG (dialog))
        return FALSE;
    }
  return TRUE;
}

/* @page: (nullable): the one to begin with */
static void
show_preferences (RbkWindow *self, const char *page)
{
  AdwDialog *dialog;

  if (!can_show_preferences (self))
    return;
  dialog = rbk_preferences_dialog_new (self->desk);
  if (page != NULL)
    adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), page);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/**
 * rbk_window_show_preferences:
 *
 * Does nothing before there is a showroom that they could be about.
 */
void
rbk_window_show_preferences (RbkWindow *self)
{
  show_preferences (self, NULL);
}

static void
show_people (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_preferences (RBK_WINDOW (widget), "people");
}

static void
try_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rbk_window_open_desk (RBK_WINDOW (widget), RBK_WINDOW (widget)->sample);
}

static void
look_around (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_sample (RBK_WINDOW (widget));
}

static void
leave_sample (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rbk_window_open_desk (RBK_WINDOW (widget), FALSE);
}

static void
leave_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkWindow) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "close") == 0)
    rbk_window_quit (self, TRUE);
}

/* A review that is begun lives as long as the window. Returns: whether somebody is asked. */
static gboolean
ask_before_leaving (RbkWindow *self)
{
  guint n = self->desk != NULL && self->opened ? rbk_review_judgement_count_begun (self->desk) : 0;
  g_autofree char *words = NULL;
  AdwDialog *question;

  if (n == 0)
    return FALSE;
  words = g_strdup_printf (
    g_dngettext (
      GETTEXT_PACKAGE,
      "%u review is begun and not finished. Its scores and words would be lost; comments are kept.",
      "%u reviews are begun and not finished. Their scores and words would be lost; comments are kept.",
      n),
    n);
  question = rbk_loss_question_new (
    _ ("Leave a Review Unfinished?"), words, _ ("_Go On"), "close", _ ("_Close Ringback"));
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, leave_answered_cb, g_object_ref (self));
  return TRUE;
}

/**
 * rbk_window_quit:
 * @force: without asking: dialogs are closed whatever they are at
 *
 * Closes the window with the dialogs in it. A dialog that does not want to be closed, as
 * there is something in it to be lost, says so itself and keeps the window.
 */
void
rbk_window_quit (RbkWindow *self, gboolean force)
{
  AdwDialog *dialog;

  if (!force && ask_before_leaving (self))
    return;
  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self))) != NULL)
    {
      if (force)
        adw_dialog_force_close (dialog);
      else if (!adw_dialog_close (dialog))
        return;
      /* One that is still fading out is not in the way any more. */
      if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == dialog)
        break;
    }
  show_page (self, NULL);
  close_desk (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Once for each dialog: one that comes up from below gives the keyboard to whatever stands first in it,
 * whatever it was told to.
 */
static void
give_keyboard (AdwDialog *dialog, GtkWidget *focus)
{
  g_autoptr (GtkWidget) wanted = g_object_steal_data (G_OBJECT (dialog), "first-focus");

  if (wanted != NULL && focus != wanted && !gtk_widget_is_ancestor (focus, wanted) &&
      gtk_widget_is_ancestor (wanted, GTK_WIDGET (dialog)))
    gtk_widget_grab_focus (wanted);
}

/* When what had the keyboard goes away (a row that was removed, a button that is done with), GTK gives the
 * keyboard to nothing, or to what lies behind the dialog, and then Escape does not close the dialog any more.
 */
static gboolean
keep_keyboard_in_dialog (gpointer data)
{
  RbkWindow *self = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  self->focus_source = 0;
  if (dialog != NULL && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog)))
    {
      g_object_set_data (G_OBJECT (dialog), "had-keyboard", dialog);
      give_keyboard (dialog, focus);
    }
  /* A new one, that never had it, is still being given it. */
  else if (dialog != NULL && g_object_get_data (G_OBJECT (dialog), "had-keyboard") != NULL &&
           gtk_widget_get_mapped (GTK_WIDGET (dialog)))
    gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
focus_cb (RbkWindow *self)
{
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (keep_keyboard_in_dialog, self);
}

static gboolean
let_go (gpointer dialog)
{
  g_object_unref (dialog);
  return G_SOURCE_REMOVE;
}

/* With animations turned off, libadwaita takes a dialog away while it is still closing it, and goes on with
 * what is no longer there: by its own Close button, pressed by a key or by a screen reader, nobody else holds
 * it.
 */
static void
keep_while_closing (AdwDialog *dialog)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, let_go, g_object_ref (dialog), NULL);
}

static void
dialogs_changed_cb (GListModel *dialogs, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i);

      /* One that is opened again is listed again. */
      g_signal_handlers_disconnect_by_func (dialog, keep_while_closing, NULL);
      g_signal_connect (dialog, "closed", G_CALLBACK (keep_while_closing), NULL);
      if (g_object_get_data (G_OBJECT (dialog), "had-keyboard") == NULL &&
          adw_dialog_get_focus (dialog) != NULL)
        g_object_set_data_full (
          G_OBJECT (dialog), "first-focus", g_object_ref (adw_dialog_get_focus (dialog)), g_object_unref);
    }
}

static gboolean
rbk_window_close_request (GtkWindow *window)
{
  RbkWindow *self = RBK_WINDOW (window);
  gboolean stop =
    ask_before_leaving (self) || GTK_WINDOW_CLASS (rbk_window_parent_class)->close_request (window);

  if (!stop)
    {
      show_page (self, NULL);
      close_desk (self);
    }
  return stop;
}

static void
rbk_window_dispose (GObject *object)
{
  RbkWindow *self = RBK_WINDOW (object);

  g_signal_handlers_disconnect_by_func (self, focus_cb, NULL);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (self->dialogs != NULL)
    g_signal_handlers_disconnect_by_func (self->dialogs, dialogs_changed_cb, NULL);
  g_clear_object (&self->dialogs);
  if (self->stack != NULL)
    show_page (self, NULL);
  close_desk (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_WINDOW);
  G_OBJECT_CLASS (rbk_window_parent_class)->dispose (object);
}

static void
rbk_window_finalize (GObject *object)
{
  g_free (RBK_WINDOW (object)->data_directory);
  G_OBJECT_CLASS (rbk_window_parent_class)->finalize (object);
}

static void
rbk_window_class_init (RbkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = rbk_window_close_request;
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again);
  gtk_widget_class_install_action (widget_class, "win.look-around", NULL, look_around);
  gtk_widget_class_install_action (widget_class, "win.leave-sample", NULL, leave_sample);
  gtk_widget_class_install_action (widget_class, "win.people", NULL, show_people);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, RbkWindow, look_around_button);
}

static void
rbk_window_init (RbkWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (focus_cb), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (focus_cb), NULL);
  self->dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));
  g_signal_connect (self->dialogs, "items-changed", G_CALLBACK (dialogs_changed_cb), NULL);
#ifdef RBK_DEVELOPMENT
  gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
#endif
  self->settings = g_settings_new (RBK_APPLICATION_ID);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_SET);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_SET);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_SET);
}

/**
 * rbk_window_new:
 * @data_directory: where the ledger lies
 * @sample: whether to open the sample showroom
 *
 * Opens the desk at once; the content comes when it is ready.
 *
 * Returns: (transfer none): the window; it owns itself until closed
 */
RbkWindow *
rbk_window_new (AdwApplication *application, const char *data_directory, gboolean sample)
{
  RbkWindow *self = g_object_new (RBK_TYPE_WINDOW, "application", application, NULL);

  self->data_directory = g_strdup (data_directory);
  rbk_window_open_desk (self, sample);
  return self;
}
