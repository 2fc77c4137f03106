/* rbk-message-actions.h: what a person can do about a message, wherever it is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

void rbk_message_actions_insert (GtkWidget *widget, RbkDesk *desk);
void
rbk_message_actions_say_queued (GtkWidget *widget, RbkDesk *desk, const char *message, const char *words);

G_END_DECLS
