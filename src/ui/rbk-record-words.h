/* rbk-record-words.h: what stands under the clock of a recording, and on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-recorder.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *rbk_record_words_dup_state (
  guint counting, RbkRecorderState state, gboolean recording, gboolean microphone, gboolean stopped_itself);
void rbk_record_words_show_clock (GtkLabel *label, const char *clock, const char *spoken);
gboolean rbk_record_words_are_watched (GtkWidget *page);

G_END_DECLS
