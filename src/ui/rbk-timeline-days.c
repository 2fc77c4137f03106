/* rbk-timeline-days.c: a timeline under the days on which it happened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-timeline-days.h"

#include "model/rbk-timeline-item.h"
#include "ui/rbk-time-words.h"

static void
setup_header (GtkSignalListItemFactory *factory, GtkListHeader *header, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_list_header_set_child (header, label);
}

static void
bind_header (GtkSignalListItemFactory *factory, GtkListHeader *header, gpointer data)
{
  RbkTimelineSubject *subject = data;
  RbkTimelineItem *item = gtk_list_header_get_item (header);
  g_autofree char *day = NULL;

  if (item == NULL)
    return;
  day = rbk_time_dup_day (rbk_entry_get_time_us (rbk_timeline_item_get_entry (item)),
                          rbk_timeline_subject_get_now_us (subject),
                          rbk_timeline_subject_get_zone (subject));
  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), day);
}

static int
compare_days (gconstpointer a, gconstpointer b, gpointer data)
{
  GTimeZone *zone = data;
  gint64 one = rbk_time_get_day (rbk_entry_get_time_us (rbk_timeline_item_get_entry ((gpointer) a)), zone);
  gint64 other = rbk_time_get_day (rbk_entry_get_time_us (rbk_timeline_item_get_entry ((gpointer) b)), zone);

  return one < other ? -1 : one > other;
}

/**
 * rbk_timeline_days_divide:
 * @timeline: (element-type RbkTimelineItem): a customer's entries in their order
 * @subject: whose clocks say when a day ends
 *
 * Returns: (transfer full): the same, with a section for each day
 */
GListModel *
rbk_timeline_days_divide (GListModel *timeline, RbkTimelineSubject *subject)
{
  g_autoptr (GtkSorter) days =
    GTK_SORTER (gtk_custom_sorter_new (compare_days,
                                       g_time_zone_ref (rbk_timeline_subject_get_zone (subject)),
                                       (GDestroyNotify) g_time_zone_unref));
  GtkSortListModel *sections = gtk_sort_list_model_new (g_object_ref (timeline), NULL);

  gtk_sort_list_model_set_section_sorter (sections, days);
  return G_LIST_MODEL (sections);
}

/**
 * rbk_timeline_days_set_headers:
 * @list_view: what shows it
 *
 * Names the days from now on. To be called again when another day has begun: today becomes yesterday.
 */
void
rbk_timeline_days_set_headers (GtkListView *list_view, RbkTimelineSubject *subject)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_header), NULL);
  g_signal_connect_data (factory,
                         "bind",
                         G_CALLBACK (bind_header),
                         g_object_ref (subject),
                         (GClosureNotify) (void *) g_object_unref,
                         G_CONNECT_DEFAULT);
  gtk_list_view_set_header_factory (list_view, factory);
}
