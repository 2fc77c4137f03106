/* rbk-record-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-record-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * rbk_record_words_dup_state:
 * @counting: seconds that are counted down; 0 for none
 * @recording: whether a take is under way, paused or not
 * @microphone: whether there is one, as far as is known
 * @stopped_itself: whether the last take ended at the longest length
 *
 * Returns: (transfer full) (nullable): what there is to know first; %NULL where the length matters most
 */
char *
rbk_record_words_dup_state (
  guint counting, RbkRecorderState state, gboolean recording, gboolean microphone, gboolean stopped_itself)
{
  if (counting > 0)
    return g_strdup (_ ("Draw breath: recording is about to begin"));
  if (state == RBK_RECORDER_STARTING)
    return g_strdup (_ ("Wait: the microphone is being opened"));
  if (state == RBK_RECORDER_PAUSED)
    return g_strdup (_ ("Paused: the microphone is not listening"));
  if (!recording && !microphone)
    return g_strdup (_ ("There is no microphone. Plug one in and it will show up here."));
  if (!recording && stopped_itself)
    return g_strdup (_ ("Stopped at one minute, the longest a voicemail may be"));
  return NULL;
}

/**
 * rbk_record_words_show_clock:
 * @clock: what is seen
 * @spoken: what is heard of it
 *
 * Touches the label only where it changes.
 */
void
rbk_record_words_show_clock (GtkLabel *label, const char *clock, const char *spoken)
{
  if (g_strcmp0 (gtk_label_get_label (label), clock) == 0)
    return;
  gtk_label_set_label (label, clock);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/**
 * rbk_record_words_are_watched:
 * @page: a page of a dialog
 *
 * Returns: whether the person is still at that dialog, as far as the keyboard can tell
 */
gboolean
rbk_record_words_are_watched (GtkWidget *page)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (page, ADW_TYPE_DIALOG);
  GtkRoot *root = gtk_widget_get_root (page);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == NULL || dialog == NULL || gtk_widget_is_ancestor (focus, dialog);
}
