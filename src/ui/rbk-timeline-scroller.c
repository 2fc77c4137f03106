/* rbk-timeline-scroller.c: keeps a timeline at its newest entry, or where the reader left it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-timeline-scroller.h"

/* How much is there above what is seen, in pages. */
#define PAGES_AHEAD 1

struct _RbkTimelineScroller
{
  GObject parent_instance;

  GtkListView *list_view;    /* (unowned): lives longer than this */
  GtkAdjustment *adjustment; /* (owned) */
  GListModel *model;         /* (owned) (nullable) */
  gboolean sticky;           /* stay at the end, whatever is appended */
  double last_upper;         /* to tell the reader's scrolling from the list's growing */
  double last_page;
  double last_value;
  guint unseen; /* rows appended since the reader left the end */
  guint scroll; /* idle */
  guint look;   /* tick callback */
  gboolean new; /* rows came since the last frame, and are not laid out yet */
};

G_DEFINE_FINAL_TYPE (RbkTimelineScroller, rbk_timeline_scroller, G_TYPE_OBJECT)

enum
{
  CHANGED,
  NEAR_START,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_sticky (RbkTimelineScroller *self, gboolean sticky)
{
  if (self->sticky == sticky)
    return;
  self->sticky = sticky;
  if (sticky)
    self->unseen = 0;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
scroll_now (gpointer data)
{
  RbkTimelineScroller *self = data;
  guint n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  self->scroll = 0;
  if (self->sticky && n_items > 0)
    gtk_list_view_scroll_to (self->list_view, n_items - 1, GTK_LIST_SCROLL_NONE, NULL);
  return G_SOURCE_REMOVE;
}

/* Not at once: this comes out of the list's own laying out. Before the next frame all the same. */
static void
queue_scroll (RbkTimelineScroller *self)
{
  if (self->scroll == 0)
    self->scroll = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, scroll_now, self, NULL);
}

static gboolean
look_now (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RbkTimelineScroller *self = data;
  double page = gtk_adjustment_get_page_size (self->adjustment);

  /* A frame lays out after its ticks. */
  if (self->new)
    {
      self->new = FALSE;
      return G_SOURCE_CONTINUE;
    }
  self->look = 0;
  /* Pages ahead, so that the reader does not meet an end that is none. */
  if (self->model != NULL && page > 0 && gtk_adjustment_get_value (self->adjustment) < PAGES_AHEAD * page)
    g_signal_emit (self, signals[NEAR_START], 0);
  return G_SOURCE_REMOVE;
}

/* Once a frame at most: what comes then is as much as a frame can take. */
static void
queue_look (RbkTimelineScroller *self)
{
  if (self->look == 0)
    self->look = gtk_widget_add_tick_callback (GTK_WIDGET (self->list_view), look_now, self, NULL);
}

static void
value_changed (RbkTimelineScroller *self)
{
  double value = gtk_adjustment_get_value (self->adjustment);
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);

  if (value + page >= upper - 1)
    set_sticky (self, TRUE);
  else if (value < self->last_value && upper >= self->last_upper - 1 && upper <= self->last_upper + 1 &&
           page >= self->last_page - 1)
    set_sticky (self, FALSE);
  self->last_value = value;
  self->last_upper = upper;
  self->last_page = page;
  queue_look (self);
}

static void
bounds_changed (RbkTimelineScroller *self)
{
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double page = gtk_adjustment_get_page_size (self->adjustment);

  if (self->sticky && gtk_adjustment_get_value (self->adjustment) + page < upper - 1)
    queue_scroll (self);
  self->last_upper = upper;
  self->last_page = page;
  queue_look (self);
}

static void
items_changed (RbkTimelineScroller *self, guint position, guint removed, guint added)
{
  guint n_items = g_list_model_get_n_items (self->model);

  self->new = TRUE;
  queue_look (self);
  if (self->sticky)
    {
      queue_scroll (self);
    }
  else if (added > removed && position + added == n_items && position > 0)
    {
      self->unseen += added - removed;
      g_signal_emit (self, signals[CHANGED], 0);
    }
}

static void
forget_model (RbkTimelineScroller *self)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_handle_id (&self->scroll, g_source_remove);
  if (self->look != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list_view), self->look);
  self->look = 0;
}

static void
rbk_timeline_scroller_dispose (GObject *object)
{
  RbkTimelineScroller *self = RBK_TIMELINE_SCROLLER (object);

  forget_model (self);
  if (self->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustment, self);
  g_clear_object (&self->adjustment);
  G_OBJECT_CLASS (rbk_timeline_scroller_parent_class)->dispose (object);
}

static void
rbk_timeline_scroller_class_init (RbkTimelineScrollerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_timeline_scroller_dispose;
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_TIMELINE_SCROLLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEAR_START] = g_signal_new (
    "near-start", RBK_TYPE_TIMELINE_SCROLLER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_timeline_scroller_init (RbkTimelineScroller *self)
{
  self->sticky = TRUE;
}

/**
 * rbk_timeline_scroller_new:
 * @list_view: (transfer none): the list; it must outlive the scroller
 * @scrolled: what it scrolls in
 *
 * Returns: (transfer full): the scroller
 */
RbkTimelineScroller *
rbk_timeline_scroller_new (GtkListView *list_view, GtkScrolledWindow *scrolled)
{
  RbkTimelineScroller *self = g_object_new (RBK_TYPE_TIMELINE_SCROLLER, NULL);

  self->list_view = list_view;
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scrolled));
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (value_changed), self);
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (bounds_changed), self);
  return self;
}

/**
 * rbk_timeline_scroller_set_model:
 * @model: (transfer none): what the list shows from now on, from its end
 */
void
rbk_timeline_scroller_set_model (RbkTimelineScroller *self, GListModel *model)
{
  forget_model (self);
  self->model = g_object_ref (model);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed), self);
  self->sticky = TRUE;
  self->new = TRUE;
  self->unseen = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  scroll_now (self);
  queue_look (self);
}

/**
 * rbk_timeline_scroller_go_to_end:
 *
 * Shows the newest row, and stays there.
 */
void
rbk_timeline_scroller_go_to_end (RbkTimelineScroller *self)
{
  set_sticky (self, TRUE);
  queue_scroll (self);
}

/**
 * rbk_timeline_scroller_is_at_end:
 *
 * Returns: whether the newest row is on screen, and stays there
 */
gboolean
rbk_timeline_scroller_is_at_end (RbkTimelineScroller *self)
{
  return self->sticky;
}

/**
 * rbk_timeline_scroller_get_unseen:
 *
 * Returns: how many rows were appended since the reader left the end
 */
guint
rbk_timeline_scroller_get_unseen (RbkTimelineScroller *self)
{
  return self->unseen;
}
