/* rbk-workspace.c: customers, timeline and details, side by side as far as there is room.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-workspace.h"

#include "desk/rbk-desk-written.h"
#include "ui/rbk-consent-dialog.h"
#include "ui/rbk-customer-dialog.h"
#include "ui/rbk-customers-pane.h"
#include "ui/rbk-details-pane.h"
#include "ui/rbk-outbox-dialog.h"
#include "ui/rbk-review-dialog.h"
#include "ui/rbk-timeline-pane.h"

#include <glib/gi18n-lib.h>

/* How often clocks and waiting times on screen are brought up to date. */
#define TICK_SECONDS 30

/* How long a message may be on its way before a banner says so: longer than the undo time and a send. */
#define PATIENCE_US (G_GINT64_CONSTANT (30) * G_USEC_PER_SEC)

struct _RbkWorkspace
{
  AdwBreakpointBin parent_instance;

  RbkDesk *desk;         /* (owned) */
  GSettings *settings;   /* (owned) */
  RbkCustomer *customer; /* (owned) (nullable): the one on screen */
  gboolean remember;     /* what show-sidebar becomes was a person's choice */
  guint tick;

  AdwOverlaySplitView *details_view;
  AdwNavigationSplitView *customers_view;
  RbkCustomersPane *customers_pane;
  RbkTimelinePane *timeline_pane;
  RbkDetailsPane *details_pane;
};

G_DEFINE_FINAL_TYPE (RbkWorkspace, rbk_workspace, ADW_TYPE_BREAKPOINT_BIN)

/* Keys are for the whole window, but not for what lies behind a dialog. */
static gboolean
has_dialog (RbkWorkspace *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return ADW_IS_APPLICATION_WINDOW (root) &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
}

/* Customers */

static void
show_customer (RbkWorkspace *self, RbkCustomer *customer)
{
  g_set_object (&self->customer, customer);
  /* Looking around does not make one forget where one was. */
  if (!rbk_desk_is_sample (self->desk))
    g_settings_set_string (self->settings, "last-customer", rbk_customer_get_id (customer));
  rbk_timeline_pane_open (self->timeline_pane, self->desk, customer);
  rbk_details_pane_show (self->details_pane, self->desk, customer);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workspace.edit-customer", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workspace.agreed", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workspace.stop", TRUE);
}

static void
customer_opened (RbkWorkspace *self, RbkCustomer *customer, gboolean by_choice)
{
  if (self->customer == NULL ||
      g_strcmp0 (rbk_customer_get_id (self->customer), rbk_customer_get_id (customer)) != 0)
    show_customer (self, customer);
  if (by_choice)
    adw_navigation_split_view_set_show_content (self->customers_view, TRUE);
}

static gboolean
open_by_id (RbkWorkspace *self, const char *id)
{
  g_autoptr (RbkCustomer) customer = NULL;
  g_autoptr (GError) error = NULL;

  if (id == NULL || *id == '\0')
    return FALSE;
  customer = rbk_desk_dup_customer (self->desk, id, &error);
  if (customer == NULL)
    {
      g_debug ("The customer of last time is not there: %s", error->message);
      return FALSE;
    }
  show_customer (self, customer);
  rbk_customers_pane_select (self->customers_pane, id);
  return TRUE;
}

/* Somebody is on screen from the start, where there is room: who was last, else who waits longest. */
static void
start (RbkWorkspace *self)
{
  g_autofree char *last = NULL;

  last = g_settings_get_string (self->settings, "last-customer");
  if (!open_by_id (self, last))
    rbk_customers_pane_select (self->customers_pane, NULL);
}

static void
customer_changed (RbkWorkspace *self, const char *id)
{
  g_autoptr (RbkCustomer) customer = NULL;
  g_autoptr (GError) error = NULL;

  if (self->customer == NULL || g_strcmp0 (rbk_customer_get_id (self->customer), id) != 0)
    return;
  customer = rbk_desk_dup_customer (self->desk, id, &error);
  if (customer == NULL)
    {
      g_warning ("The customer on screen cannot be read again: %s", error->message);
      return;
    }
  g_set_object (&self->customer, customer);
  rbk_timeline_pane_refresh (self->timeline_pane, customer);
  rbk_details_pane_show (self->details_pane, self->desk, customer);
}

static void
customer_saved (RbkWorkspace *self, const char *id)
{
  if (self->customer != NULL && g_strcmp0 (rbk_customer_get_id (self->customer), id) == 0)
    return;
  if (open_by_id (self, id))
    adw_navigation_split_view_set_show_content (self->customers_view, TRUE);
}

/* Banner */

static gboolean
can_send (RbkWorkspace *self)
{
  g_autoptr (GPtrArray) mailboxes = rbk_desk_list_accounts_of (self->desk, RBK_MEDIUM_EMAIL);
  g_autoptr (GPtrArray) lines = rbk_desk_list_accounts_of (self->desk, RBK_MEDIUM_TEXT);

  return mailboxes->len + lines->len > 0;
}

static void
update_banner (RbkWorkspace *self)
{
  AdwBanner *banner = rbk_timeline_pane_get_banner (self->timeline_pane);
  g_autofree char *words = NULL;
  const char *button = NULL;
  const char *action = "app.preferences";
  gboolean online = TRUE;
  guint waiting = 0;
  guint late;

  g_object_get (self->desk, "online", &online, "waiting-messages", &waiting, NULL);
  rbk_customers_pane_set_waiting (self->customers_pane, waiting);
  late = waiting > 0 ? rbk_desk_count_late (self->desk, PATIENCE_US) : 0;

  if (!can_send (self))
    {
      words = g_strdup (_ ("Nothing can be sent yet: no company account is set up"));
      button = _ ("_Set Up");
    }
  else if (!online && late > 0)
    {
      words = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "You are offline. %u message waits, and leaves when the network is back.",
                     "You are offline. %u messages wait, and leave when the network is back.",
                     late),
        late);
    }
  else if (!online)
    {
      words = g_strdup (_ ("You are offline. Messages leave when the network is back."));
    }
  else if (late > 0)
    {
      words = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u message may not have left", "%u messages may not have left", late),
        late);
      button = _ ("_Outbox");
      action = "workspace.outbox";
    }
  if (words != NULL)
    adw_banner_set_title (banner, words);
  adw_banner_set_button_label (banner, button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (banner), action);
  /* What is no longer so is not to be read behind a banner that is folded up either. */
  gtk_widget_set_visible (GTK_WIDGET (banner), words != NULL);
  adw_banner_set_revealed (banner, words != NULL);
}

static gboolean
tick (gpointer data)
{
  RbkWorkspace *self = data;

  rbk_customers_pane_tick (self->customers_pane);
  rbk_timeline_pane_tick (self->timeline_pane);
  rbk_details_pane_tick (self->details_pane);
  update_banner (self);
  return G_SOURCE_CONTINUE;
}

/* Panes */

static void
details_collapsed (RbkWorkspace *self)
{
  gboolean collapsed = adw_overlay_split_view_get_collapsed (self->details_view);

  /* Over the timeline they are shown when asked for; beside it, as the person left them. */
  self->remember = FALSE;
  rbk_details_pane_set_over (self->details_pane, collapsed);
  adw_overlay_split_view_set_show_sidebar (
    self->details_view,
    !collapsed && (self->settings == NULL || g_settings_get_boolean (self->settings, "show-details")));
  self->remember = !collapsed;
}

static void
details_shown (RbkWorkspace *self)
{
  if (self->remember && self->settings != NULL)
    g_settings_set_boolean (
      self->settings, "show-details", adw_overlay_split_view_get_show_sidebar (self->details_view));
}

static void
customers_collapsed (RbkWorkspace *self)
{
  rbk_customers_pane_set_single (self->customers_pane,
                                 adw_navigation_split_view_get_collapsed (self->customers_view));
}

/* Actions */

static void
search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);

  if (has_dialog (self))
    return;
  adw_navigation_split_view_set_show_content (self->customers_view, FALSE);
  rbk_customers_pane_search (self->customers_pane);
}

static void
present_customer_dialog (RbkWorkspace *self, RbkCustomer *customer)
{
  AdwDialog *dialog = rbk_customer_dialog_new (self->desk, customer);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (customer_saved), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_customer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!has_dialog (RBK_WORKSPACE (widget)))
    present_customer_dialog (RBK_WORKSPACE (widget), NULL);
}

static void
edit_customer (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);

  if (self->customer != NULL && !has_dialog (self))
    present_customer_dialog (self, self->customer);
}

static void
stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);

  if (self->customer != NULL && !has_dialog (self))
    adw_dialog_present (rbk_consent_dialog_new_withdrawn (self->desk, self->customer), widget);
}

static void
agreed (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);

  if (self->customer != NULL && !has_dialog (self))
    adw_dialog_present (rbk_consent_dialog_new_given (self->desk, self->customer), widget);
}

static void
open_of_outbox (RbkWorkspace *self, const char *customer)
{
  if (open_by_id (self, customer))
    adw_navigation_split_view_set_show_content (self->customers_view, TRUE);
}

static void
show_outbox (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);
  AdwDialog *dialog;

  if (has_dialog (self))
    return;
  dialog = rbk_outbox_dialog_new (self->desk);
  g_signal_connect_object (dialog, "opened", G_CALLBACK (open_of_outbox), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

/* Spoken once more: the same customer, linked to what was said before. */
static void
record_again (RbkWorkspace *self, const char *item, const char *customer)
{
  if (!open_by_id (self, customer))
    return;
  adw_navigation_split_view_set_show_content (self->customers_view, TRUE);
  rbk_timeline_pane_record_again (self->timeline_pane, item);
}

static RbkReviewDialog *
present_reviews (RbkWorkspace *self)
{
  AdwDialog *dialog = rbk_review_dialog_new (self->desk);

  g_signal_connect_object (dialog, "record-again", G_CALLBACK (record_again), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  return RBK_REVIEW_DIALOG (dialog);
}

static void
show_reviews (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!has_dialog (RBK_WORKSPACE (widget)))
    present_reviews (RBK_WORKSPACE (widget));
}

static void
open_review (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (!has_dialog (RBK_WORKSPACE (widget)))
    rbk_review_dialog_open (present_reviews (RBK_WORKSPACE (widget)), g_variant_get_string (parameter, NULL));
}

static void
update_reviews (RbkWorkspace *self)
{
  guint waiting = 0;

  g_object_get (self->desk, "waiting-reviews", &waiting, NULL);
  rbk_customers_pane_set_reviews (self->customers_pane, waiting);
}

static void
toggle_details (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);

  if (!has_dialog (self))
    adw_overlay_split_view_set_show_sidebar (self->details_view,
                                             !adw_overlay_split_view_get_show_sidebar (self->details_view));
}

static void
go_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkWorkspace *self = RBK_WORKSPACE (widget);

  if (has_dialog (self))
    return;
  if (adw_overlay_split_view_get_collapsed (self->details_view) &&
      adw_overlay_split_view_get_show_sidebar (self->details_view))
    adw_overlay_split_view_set_show_sidebar (self->details_view, FALSE);
  else
    adw_navigation_split_view_set_show_content (self->customers_view, FALSE);
}

/* The object */

static void
rbk_workspace_dispose (GObject *object)
{
  RbkWorkspace *self = RBK_WORKSPACE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  /* Disposing the template would unparent a child that has a name, behind the bin's back. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_WORKSPACE);
  g_clear_object (&self->customer);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rbk_workspace_parent_class)->dispose (object);
}

static void
rbk_workspace_class_init (RbkWorkspaceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_CUSTOMERS_PANE);
  g_type_ensure (RBK_TYPE_TIMELINE_PANE);
  g_type_ensure (RBK_TYPE_DETAILS_PANE);
  G_OBJECT_CLASS (klass)->dispose = rbk_workspace_dispose;
  gtk_widget_class_install_action (widget_class, "workspace.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "workspace.add-customer", NULL, add_customer);
  gtk_widget_class_install_action (widget_class, "workspace.edit-customer", NULL, edit_customer);
  gtk_widget_class_install_action (widget_class, "workspace.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "workspace.agreed", NULL, agreed);
  gtk_widget_class_install_action (widget_class, "workspace.outbox", NULL, show_outbox);
  gtk_widget_class_install_action (widget_class, "workspace.reviews", NULL, show_reviews);
  gtk_widget_class_install_action (widget_class, "workspace.open-review", "s", open_review);
  gtk_widget_class_install_action (widget_class, "workspace.toggle-details", NULL, toggle_details);
  gtk_widget_class_install_action (widget_class, "workspace.back", NULL, go_back);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-workspace.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkWorkspace, details_view);
  gtk_widget_class_bind_template_child (widget_class, RbkWorkspace, customers_view);
  gtk_widget_class_bind_template_child (widget_class, RbkWorkspace, customers_pane);
  gtk_widget_class_bind_template_child (widget_class, RbkWorkspace, timeline_pane);
  gtk_widget_class_bind_template_child (widget_class, RbkWorkspace, details_pane);
  gtk_widget_class_bind_template_callback (widget_class, details_collapsed);
  gtk_widget_class_bind_template_callback (widget_class, details_shown);
  gtk_widget_class_bind_template_callback (widget_class, customers_collapsed);
  gtk_widget_class_bind_template_callback (widget_class, customer_opened);
}

static void
rbk_workspace_init (RbkWorkspace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workspace.edit-customer", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workspace.agreed", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "workspace.stop", FALSE);
  g_object_bind_property (self->details_view,
                          "show-sidebar",
                          rbk_timeline_pane_get_details_button (self->timeline_pane),
                          "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

/**
 * rbk_workspace_new:
 * @desk: an open desk of a showroom that was founded
 * @settings: where the window remembers how it was left
 *
 * Returns: (transfer floating): the three panes
 */
GtkWidget *
rbk_workspace_new (RbkDesk *desk, GSettings *settings)
{
  RbkWorkspace *self = g_object_new (RBK_TYPE_WORKSPACE, NULL);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  details_collapsed (self);
  rbk_customers_pane_set_desk (self->customers_pane, desk);
  g_signal_connect_object (desk, "customer-changed", G_CALLBACK (customer_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "accounts-changed", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::online", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    desk, "notify::waiting-messages", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    desk, "notify::waiting-reviews", G_CALLBACK (update_reviews), self, G_CONNECT_SWAPPED);
  update_reviews (self);
  start (self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, tick, self);
  update_banner (self);
  return GTK_WIDGET (self);
}
