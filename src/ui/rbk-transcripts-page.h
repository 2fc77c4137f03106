/* rbk-transcripts-page.h: the page of the preferences with the models that read recordings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-speech-shelf.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_TRANSCRIPTS_PAGE (rbk_transcripts_page_get_type ())
G_DECLARE_FINAL_TYPE (RbkTranscriptsPage, rbk_transcripts_page, RBK, TRANSCRIPTS_PAGE, AdwPreferencesPage)

GtkWidget *rbk_transcripts_page_new (RbkSpeechShelf *shelf);

G_END_DECLS
