/* rbk-timeline-scroller.h: keeps a timeline at its newest entry, or where the reader left it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signals: "changed" (): at the end or not, or the number of unseen rows; "near-start" (): the
 * reader is about to see the oldest row that is there. */
#define RBK_TYPE_TIMELINE_SCROLLER (rbk_timeline_scroller_get_type ())
G_DECLARE_FINAL_TYPE (RbkTimelineScroller, rbk_timeline_scroller, RBK, TIMELINE_SCROLLER, GObject)

RbkTimelineScroller *rbk_timeline_scroller_new (GtkListView *list_view, GtkScrolledWindow *scrolled);
void rbk_timeline_scroller_set_model (RbkTimelineScroller *self, GListModel *model);
void rbk_timeline_scroller_go_to_end (RbkTimelineScroller *self);
gboolean rbk_timeline_scroller_is_at_end (RbkTimelineScroller *self);
guint rbk_timeline_scroller_get_unseen (RbkTimelineScroller *self);

G_END_DECLS
