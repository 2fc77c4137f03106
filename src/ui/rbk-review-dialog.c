/* rbk-review-dialog.c: where voicemails are heard and judged, and people read what was said of theirs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-dialog.h"

#include "ui/rbk-review-page.h"
#include "ui/rbk-review-queue-page.h"
#include "ui/rbk-review-report-page.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;                  /* (owned) */
  RbkReviewQueuePage *queue_page; /* (not owned): of the navigation view */

  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
};

enum
{
  RECORD_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewDialog, rbk_review_dialog, ADW_TYPE_DIALOG)

static void
say (RbkReviewDialog *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* The next takes the place of the one before, so that one step back is always the list. */
static void
go_on (RbkReviewDialog *self, const char *item)
{
  g_autofree char *next = rbk_review_queue_page_dup_next (self->queue_page, item);

  if (next != NULL)
    rbk_review_dialog_open (self, next);
  else
    adw_navigation_view_pop_to_page (self->navigation, ADW_NAVIGATION_PAGE (self->queue_page));
}

static void
finished_cb (RbkReviewDialog *self, const char *item, const char *words)
{
  say (self, words);
  go_on (self, item);
}

static void
skipped_cb (RbkReviewDialog *self, const char *item)
{
  go_on (self, item);
}

static void
open_item_cb (RbkReviewDialog *self, const char *item)
{
  g_autofree char *id = g_strdup (item);

  rbk_review_dialog_open (self, id);
}

static void
record_again_cb (RbkReviewDialog *self, const char *item, const char *customer)
{
  g_autoptr (RbkReviewDialog) kept = g_object_ref (self);
  g_autofree char *id = g_strdup (item);
  g_autofree char *whom = g_strdup (customer);

  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[RECORD_AGAIN], 0, id, whom);
}

static void
report_cb (RbkReviewDialog *self)
{
  adw_navigation_view_push (self->navigation, rbk_review_report_page_new (self->desk));
}

static void
popped_cb (RbkReviewDialog *self)
{
  rbk_review_queue_page_refresh (self->queue_page);
}

static void
rbk_review_dialog_dispose (GObject *object)
{
  RbkReviewDialog *self = RBK_REVIEW_DIALOG (object);

  self->queue_page = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_dialog_parent_class)->dispose (object);
}

static void
rbk_review_dialog_class_init (RbkReviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_dialog_dispose;
  signals[RECORD_AGAIN] = g_signal_new ("record-again",
                                        RBK_TYPE_REVIEW_DIALOG,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        2,
                                        G_TYPE_STRING,
                                        G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewDialog, navigation);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
}

static void
rbk_review_dialog_init (RbkReviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_review_dialog_new:
 *
 * Returns: (transfer floating): the dialog, at the list of what waits
 */
AdwDialog *
rbk_review_dialog_new (RbkDesk *desk)
{
  RbkReviewDialog *self = g_object_new (RBK_TYPE_REVIEW_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  self->queue_page = RBK_REVIEW_QUEUE_PAGE (rbk_review_queue_page_new (desk));
  g_signal_connect_object (self->queue_page, "open-item", G_CALLBACK (open_item_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue_page, "report", G_CALLBACK (report_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->queue_page));
  return ADW_DIALOG (self);
}

/**
 * rbk_review_dialog_open:
 * @item: the voicemail to listen to
 */
void
rbk_review_dialog_open (RbkReviewDialog *self, const char *item)
{
  AdwNavigationPage *page;
  AdwNavigationPage *pages[2];

  g_return_if_fail (RBK_IS_REVIEW_DIALOG (self));

  page = rbk_review_page_new (self->desk, item);
  g_signal_connect_object (page, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "skipped", G_CALLBACK (skipped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "open-item", G_CALLBACK (open_item_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "record-again", G_CALLBACK (record_again_cb), self, G_CONNECT_SWAPPED);
  if (adw_navigation_view_get_visible_page (self->navigation) == ADW_NAVIGATION_PAGE (self->queue_page))
    {
      adw_navigation_view_push (self->navigation, page);
      return;
    }
  pages[0] = ADW_NAVIGATION_PAGE (self->queue_page);
  pages[1] = page;
  adw_navigation_view_replace (self->navigation, pages, G_N_ELEMENTS (pages));
}
