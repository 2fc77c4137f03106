/* rbk-send-page.h: the email that a voicemail leaves in: to whom, from where, with which words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "sent" (const char *message): the message with that id is on its way. */
#define RBK_TYPE_SEND_PAGE (rbk_send_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkSendPage, rbk_send_page, RBK, SEND_PAGE, AdwNavigationPage)

AdwNavigationPage *rbk_send_page_new (RbkDesk *desk, RbkCustomer *customer);
void rbk_send_page_set_take (
  RbkSendPage *self, const char *draft, RbkTake *take, gint64 length_us, GBytes *sound, gboolean practice);

G_END_DECLS
