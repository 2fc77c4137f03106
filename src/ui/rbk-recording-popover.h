/* rbk-recording-popover.h: which recording for a customer goes with a message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-voice-note.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "chosen" (const char *draft, const char *take). */
#define RBK_TYPE_RECORDING_POPOVER (rbk_recording_popover_get_type ())
G_DECLARE_FINAL_TYPE (RbkRecordingPopover, rbk_recording_popover, RBK, RECORDING_POPOVER, GtkPopover)

gboolean
rbk_recording_popover_fill (RbkRecordingPopover *self, RbkDesk *desk, const char *customer, GError **error);

G_END_DECLS
