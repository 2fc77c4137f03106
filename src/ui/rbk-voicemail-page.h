/* rbk-voicemail-page.h: how voicemails are spoken here: the showroom's school, one's own lines, recording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A page of the preferences. */
#define RBK_TYPE_VOICEMAIL_PAGE (rbk_voicemail_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkVoicemailPage, rbk_voicemail_page, RBK, VOICEMAIL_PAGE, AdwPreferencesPage)

void rbk_voicemail_page_set_desk (RbkVoicemailPage *self, RbkDesk *desk);

G_END_DECLS
