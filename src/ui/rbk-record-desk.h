/* rbk-record-desk.h: what stands at the microphone: level, clock, length, and the button that records.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "ui/rbk-countdown.h"
#include "ui/rbk-edit-bar.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Its buttons have the actions "composer.record" and "composer.pause" of what is around it.
 * Signals: "microphone-changed" (): the next take would be recorded from another microphone. */
#define RBK_TYPE_RECORD_DESK (rbk_record_desk_get_type ())
G_DECLARE_FINAL_TYPE (RbkRecordDesk, rbk_record_desk, RBK, RECORD_DESK, GtkBox)

void rbk_record_desk_set_composer (RbkRecordDesk *self,
                                   RbkComposer *composer,
                                   RbkCountdown *countdown,
                                   RbkEditBar *edit_bar);
void rbk_record_desk_prepare (RbkRecordDesk *self);
void rbk_record_desk_set_full (RbkRecordDesk *self, gboolean full);
gint64 rbk_record_desk_get_message_us (RbkRecordDesk *self);
gboolean rbk_record_desk_has_microphone (RbkRecordDesk *self);
RbkMicrophone *rbk_record_desk_get_microphone (RbkRecordDesk *self);

G_END_DECLS
