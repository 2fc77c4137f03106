/* rbk-review-timeline.c: what passed between the showroom and the customer of a voicemail, to be read.
 *
 * The rows are those of the timeline itself; nothing can be done there about what is being judged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-timeline.h"

#include "desk/rbk-timeline.h"
#include "ui/rbk-timeline-days.h"
#include "ui/rbk-timeline-row.h"
#include "ui/rbk-timeline-scroller.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewTimeline
{
  AdwBin parent_instance;

  RbkTimelineSubject *subject;   /* (owned) (nullable) */
  RbkTimeline *timeline;         /* (owned) (nullable) */
  RbkTimelineScroller *scroller; /* (owned) */
  GtkListView *list_view;        /* (not owned): in the child */
};

G_DEFINE_FINAL_TYPE (RbkReviewTimeline, rbk_review_timeline, ADW_TYPE_BIN)

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, rbk_timeline_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  RbkReviewTimeline *self = data;

  if (self->subject != NULL)
    rbk_timeline_row_bind (item, self->subject);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  rbk_timeline_row_unbind (item);
}

static void
load_older (RbkReviewTimeline *self)
{
  if (self->timeline != NULL && rbk_timeline_get_has_older (self->timeline))
    rbk_timeline_load_older (self->timeline);
}

static void
forget (RbkReviewTimeline *self)
{
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->timeline);
  g_clear_object (&self->subject);
}

static void
rbk_review_timeline_dispose (GObject *object)
{
  RbkReviewTimeline *self = RBK_REVIEW_TIMELINE (object);

  forget (self);
  self->list_view = NULL;
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (self->scroller, self);
  g_clear_object (&self->scroller);
  G_OBJECT_CLASS (rbk_review_timeline_parent_class)->dispose (object);
}

static void
rbk_review_timeline_class_init (RbkReviewTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_review_timeline_dispose;
}

static void
rbk_review_timeline_init (RbkReviewTimeline *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list_view =
    GTK_LIST_VIEW (g_object_new (GTK_TYPE_LIST_VIEW, "accessible-role", GTK_ACCESSIBLE_ROLE_LOG, NULL));
  gtk_list_view_set_tab_behavior (self->list_view, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "rbk-timeline");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timeline"), -1);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list_view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->scroller = rbk_timeline_scroller_new (self->list_view, GTK_SCROLLED_WINDOW (scrolled));
  g_signal_connect_swapped (self->scroller, "near-start", G_CALLBACK (load_older), self);
  adw_bin_set_child (ADW_BIN (self), scrolled);
}

/**
 * rbk_review_timeline_new:
 *
 * Returns: (transfer floating): nobody's timeline yet
 */
GtkWidget *
rbk_review_timeline_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_TIMELINE, NULL);
}

/**
 * rbk_review_timeline_set_customer:
 * @customer: whose timeline to show
 */
void
rbk_review_timeline_set_customer (RbkReviewTimeline *self, RbkDesk *desk, RbkCustomer *customer)
{
  g_autoptr (GtkNoSelection) model = NULL;

  g_return_if_fail (RBK_IS_REVIEW_TIMELINE (self));

  forget (self);
  self->subject = rbk_timeline_subject_new (desk, customer);
  rbk_timeline_subject_set_only_read (self->subject);
  self->timeline = rbk_timeline_new (desk, rbk_customer_get_id (customer));
  rbk_timeline_days_set_headers (self->list_view, self->subject);
  model = gtk_no_selection_new (rbk_timeline_days_divide (G_LIST_MODEL (self->timeline), self->subject));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (model));
  rbk_timeline_scroller_set_model (self->scroller, G_LIST_MODEL (model));
}
