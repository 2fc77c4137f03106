/* rbk-id.h: the names of entries, customers, drafts and media.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The characters of an id as text, without the closing zero. */
#define RBK_ID_LENGTH 36

char *rbk_id_new (void);
gboolean rbk_id_is_valid (const char *id);
gint64 rbk_id_get_time_ms (const char *id);

G_END_DECLS
