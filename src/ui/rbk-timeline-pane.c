/* rbk-timeline-pane.c: everything that ever passed between the showroom and one customer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-timeline-pane.h"

#include "desk/rbk-timeline.h"
#include "ui/rbk-call-dialog.h"
#include "ui/rbk-composer-dialog.h"
#include "ui/rbk-entry-words.h"
#include "ui/rbk-message-actions.h"
#include "ui/rbk-phone-words.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-timeline-days.h"
#include "ui/rbk-timeline-row.h"
#include "ui/rbk-timeline-scroller.h"
#include "ui/rbk-timeline-subject.h"
#include "ui/rbk-write-dialog.h"

#include <glib/gi18n-lib.h>

struct _RbkTimelinePane
{
  AdwNavigationPage parent_instance;

  RbkDesk *desk;                 /* (owned) (nullable): nobody is shown without it */
  RbkTimelineSubject *subject;   /* (owned) (nullable) */
  RbkTimeline *timeline;         /* (owned) (nullable) */
  RbkTimelineScroller *scroller; /* (owned) */
  gint64 today;                  /* the day that the headings were made on */

  AdwToolbarView *toolbar_view;
  AdwWindowTitle *window_title;
  GtkWidget *details_button;
  AdwBanner *banner;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list_view;
  GtkRevealer *newest_revealer;
  GtkWidget *newest_button;
  GtkLabel *newest_count;
  GtkEditable *note_entry;
  GtkWidget *note_button;
};

G_DEFINE_FINAL_TYPE (RbkTimelinePane, rbk_timeline_pane, ADW_TYPE_NAVIGATION_PAGE)

/* What went wrong and needs the person: a dialog, as a toast may be missed. */
static void
say_error (RbkTimelinePane *self, const char *heading, const GError *error)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, error->message);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static const char *
get_customer (RbkTimelinePane *self)
{
  return rbk_customer_get_id (rbk_timeline_subject_get_customer (self->subject));
}

/* The keys of this pane are for the whole window, but not for what lies behind a dialog. */
static gboolean
can_act (RbkTimelinePane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return self->subject != NULL &&
         (!ADW_IS_APPLICATION_WINDOW (root) ||
          adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == NULL);
}

/* Rows */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, rbk_timeline_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  RbkTimelinePane *self = data;

  if (self->subject != NULL)
    rbk_timeline_row_bind (item, self->subject);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  rbk_timeline_row_unbind (item);
}

/* Where one is in the list */

static void
update_stack (RbkTimelinePane *self)
{
  const char *name = "nobody";

  if (self->timeline != NULL)
    name = g_list_model_get_n_items (G_LIST_MODEL (self->timeline)) > 0 ? "timeline" : "empty";
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
update_newest (RbkTimelinePane *self)
{
  guint count = rbk_timeline_scroller_get_unseen (self->scroller);
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *label =
    count > 0
      ? g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Newest, %u new entry", "Newest, %u new entries", count), count)
      : g_strdup (_ ("Newest"));

  gtk_revealer_set_reveal_child (self->newest_revealer, !rbk_timeline_scroller_is_at_end (self->scroller));
  gtk_widget_set_visible (GTK_WIDGET (self->newest_count), count > 0);
  gtk_label_set_label (self->newest_count, number);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->newest_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
load_older (RbkTimelinePane *self)
{
  if (self->timeline != NULL && rbk_timeline_get_has_older (self->timeline))
    rbk_timeline_load_older (self->timeline);
}

static void
update_title (RbkTimelinePane *self)
{
  RbkCustomer *customer = rbk_timeline_subject_get_customer (self->subject);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *subtitle = NULL;
  char *their_time = rbk_timeline_subject_dup_their_time (self->subject);

  if (rbk_customer_get_phone (customer) != NULL)
    g_strv_builder_take (builder, rbk_phone_words_dup (self->desk, rbk_customer_get_phone (customer)));
  if (rbk_customer_get_email (customer) != NULL)
    g_strv_builder_add (builder, rbk_customer_get_email (customer));
  if (their_time != NULL)
    g_strv_builder_take (builder, their_time);
  parts = g_strv_builder_end (builder);
  subtitle = g_strjoinv (" · ", parts);
  adw_window_title_set_title (self->window_title, rbk_customer_get_name (customer));
  adw_window_title_set_subtitle (self->window_title, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->window_title), subtitle);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), rbk_customer_get_name (customer));
}

/* Actions */

static void
queued (RbkTimelinePane *self, const char *message, const char *words)
{
  rbk_timeline_scroller_go_to_end (self->scroller);
  rbk_message_actions_say_queued (GTK_WIDGET (self), self->desk, message, words);
}

static void
sent (RbkTimelinePane *self, const char *message)
{
  queued (self, message, _ ("Email queued"));
}

static void
submitted (RbkTimelinePane *self)
{
  rbk_timeline_scroller_go_to_end (self->scroller);
}

static void
present_composer (RbkTimelinePane *self, const char *item)
{
  AdwDialog *dialog =
    rbk_composer_dialog_new (self->desk, rbk_timeline_subject_get_customer (self->subject), item);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (sent), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (submitted), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
record (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (can_act (RBK_TIMELINE_PANE (widget)))
    present_composer (RBK_TIMELINE_PANE (widget), NULL);
}

static void
present_write_dialog (RbkTimelinePane *self, RbkMedium medium)
{
  RbkCustomer *customer;
  g_autoptr (RbkWrittenDraft) draft = NULL;
  AdwDialog *dialog;

  if (!can_act (self))
    return;
  customer = rbk_timeline_subject_get_customer (self->subject);
  draft = rbk_written_draft_new (medium, rbk_customer_get_id (customer));
  dialog = rbk_write_dialog_new (self->desk, customer, draft);
  g_signal_connect_object (dialog, "queued", G_CALLBACK (queued), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
write_text (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_write_dialog (RBK_TIMELINE_PANE (widget), RBK_MEDIUM_TEXT);
}

static void
write_email (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_write_dialog (RBK_TIMELINE_PANE (widget), RBK_MEDIUM_EMAIL);
}

static void
log_call (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkTimelinePane *self = RBK_TIMELINE_PANE (widget);

  if (can_act (self))
    adw_dialog_present (rbk_call_dialog_new (self->desk, rbk_timeline_subject_get_customer (self->subject)),
                        widget);
}

static void
focus_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (can_act (RBK_TIMELINE_PANE (widget)))
    gtk_widget_grab_focus (GTK_WIDGET (RBK_TIMELINE_PANE (widget)->note_entry));
}

static void
go_to_newest (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (can_act (RBK_TIMELINE_PANE (widget)))
    rbk_timeline_scroller_go_to_end (RBK_TIMELINE_PANE (widget)->scroller);
}

static void
note_typed (RbkTimelinePane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->note_entry)));

  gtk_widget_set_sensitive (self->note_button, *text != '\0');
}

static void
note_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkTimelinePane) self = data;
  g_autoptr (GError) error = NULL;

  gtk_editable_set_editable (self->note_entry, TRUE);
  if (!rbk_desk_add_note_finish (RBK_DESK (source), result, &error))
    {
      note_typed (self);
      say_error (self, _ ("The Note Was Not Kept"), error);
      return;
    }
  gtk_editable_set_text (self->note_entry, "");
  rbk_timeline_scroller_go_to_end (self->scroller);
}

static void
add_note (RbkTimelinePane *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->note_entry)));

  if (*text == '\0' || self->subject == NULL)
    return;
  /* Once, and the words stay until they are kept for certain. */
  if (!gtk_editable_get_editable (self->note_entry))
    return;
  gtk_editable_set_editable (self->note_entry, FALSE);
  gtk_widget_set_sensitive (self->note_button, FALSE);
  rbk_desk_add_note_async (self->desk, get_customer (self), text, NULL, note_added, g_object_ref (self));
}

/* The object */

static void
forget_timeline (RbkTimelinePane *self)
{
  if (self->timeline != NULL)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->timeline);
  g_clear_object (&self->subject);
}

static void
rbk_timeline_pane_dispose (GObject *object)
{
  RbkTimelinePane *self = RBK_TIMELINE_PANE (object);

  forget_timeline (self);
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (self->scroller, self);
  g_clear_object (&self->scroller);
  g_clear_object (&self->desk);
  /* Disposing the template would unparent a child that has a name, behind the page's back. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_TIMELINE_PANE);
  G_OBJECT_CLASS (rbk_timeline_pane_parent_class)->dispose (object);
}

static void
rbk_timeline_pane_class_init (RbkTimelinePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_timeline_pane_dispose;
  gtk_widget_class_install_action (widget_class, "timeline.record", NULL, record);
  gtk_widget_class_install_action (widget_class, "timeline.log-call", NULL, log_call);
  gtk_widget_class_install_action (widget_class, "timeline.note", NULL, focus_note);
  gtk_widget_class_install_action (widget_class, "timeline.newest", NULL, go_to_newest);
  gtk_widget_class_install_action (widget_class, "timeline.write-text", NULL, write_text);
  gtk_widget_class_install_action (widget_class, "timeline.write-email", NULL, write_email);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-timeline-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, details_button);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, banner);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, list_view);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, newest_revealer);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, newest_button);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, newest_count);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, note_entry);
  gtk_widget_class_bind_template_child (widget_class, RbkTimelinePane, note_button);
  gtk_widget_class_bind_template_callback (widget_class, add_note);
  gtk_widget_class_bind_template_callback (widget_class, note_typed);
}

static void
rbk_timeline_pane_init (RbkTimelinePane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  gtk_list_view_set_factory (self->list_view, factory);

  self->scroller = rbk_timeline_scroller_new (self->list_view, self->scrolled);
  g_signal_connect_swapped (self->scroller, "changed", G_CALLBACK (update_newest), self);
  g_signal_connect_swapped (self->scroller, "near-start", G_CALLBACK (load_older), self);
  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar_view, FALSE);
}

/**
 * rbk_timeline_pane_open:
 * @customer: whose timeline to show from now on
 */
void
rbk_timeline_pane_open (RbkTimelinePane *self, RbkDesk *desk, RbkCustomer *customer)
{
  g_autoptr (GtkNoSelection) model = NULL;

  forget_timeline (self);
  if (g_set_object (&self->desk, desk))
    rbk_message_actions_insert (GTK_WIDGET (self), desk);
  self->subject = rbk_timeline_subject_new (desk, customer);
  self->timeline = rbk_timeline_new (desk, rbk_customer_get_id (customer));
  self->today = rbk_time_get_day (rbk_timeline_subject_get_now_us (self->subject),
                                  rbk_timeline_subject_get_zone (self->subject));

  rbk_timeline_days_set_headers (self->list_view, self->subject);
  model = gtk_no_selection_new (rbk_timeline_days_divide (G_LIST_MODEL (self->timeline), self->subject));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (model));
  rbk_timeline_scroller_set_model (self->scroller, G_LIST_MODEL (model));
  g_signal_connect_swapped (self->timeline, "items-changed", G_CALLBACK (update_stack), self);
  gtk_editable_set_text (self->note_entry, "");
  update_title (self);
  update_stack (self);
  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar_view, TRUE);
}

/**
 * rbk_timeline_pane_refresh:
 * @customer: the customer on screen, as known now
 */
void
rbk_timeline_pane_refresh (RbkTimelinePane *self, RbkCustomer *customer)
{
  if (self->subject == NULL || g_strcmp0 (get_customer (self), rbk_customer_get_id (customer)) != 0)
    return;
  rbk_timeline_subject_set_customer (self->subject, customer);
  update_title (self);
}

/**
 * rbk_timeline_pane_record_again:
 * @item: the draft of a voicemail for this customer that was reviewed, and is spoken once more
 */
void
rbk_timeline_pane_record_again (RbkTimelinePane *self, const char *item)
{
  if (self->subject != NULL)
    present_composer (self, item);
}

/**
 * rbk_timeline_pane_tick:
 *
 * To be called every minute or so: clocks go on, and today becomes yesterday.
 */
void
rbk_timeline_pane_tick (RbkTimelinePane *self)
{
  gint64 today;

  if (self->subject == NULL)
    return;
  update_title (self);
  today = rbk_time_get_day (rbk_timeline_subject_get_now_us (self->subject),
                            rbk_timeline_subject_get_zone (self->subject));
  if (today != self->today)
    {
      self->today = today;
      rbk_timeline_days_set_headers (self->list_view, self->subject);
    }
}

/**
 * rbk_timeline_pane_get_details_button:
 *
 * Returns: (transfer none): the toggle that shows the details
 */
GtkWidget *
rbk_timeline_pane_get_details_button (RbkTimelinePane *self)
{
  return self->details_button;
}

/**
 * rbk_timeline_pane_get_banner:
 *
 * Returns: (transfer none): the banner for what stands in the way of sending
 */
AdwBanner *
rbk_timeline_pane_get_banner (RbkTimelinePane *self)
{
  return self->banner;
}
