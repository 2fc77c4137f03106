/* rbk-record-page.h: records the takes of a voicemail for one customer, and lets one be chosen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "ui/rbk-countdown.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Properties: "recording" (boolean): a take is being recorded, or paused.
 * Signals: "use" (): the chosen take is to be the voicemail. */
#define RBK_TYPE_RECORD_PAGE (rbk_record_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkRecordPage, rbk_record_page, RBK, RECORD_PAGE, AdwNavigationPage)

AdwNavigationPage *rbk_record_page_new (RbkDesk *desk, RbkCustomer *customer, const char *item);
RbkComposer *rbk_record_page_get_composer (RbkRecordPage *self);
RbkCountdown *rbk_record_page_get_countdown (RbkRecordPage *self);
GtkWidget *rbk_record_page_get_focus_widget (RbkRecordPage *self);
void rbk_record_page_close (RbkRecordPage *self);

G_END_DECLS
