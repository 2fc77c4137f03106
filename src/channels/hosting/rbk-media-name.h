/* rbk-media-name.h: what a file is called in a web space that anybody may read who knows its name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rbk_media_name_new_key (void);
const char *rbk_media_name_get_extension (const char *media_type);
gboolean rbk_media_name_is_ours (const char *name);
gboolean rbk_media_type_is_same (const char *wanted, const char *served);

G_END_DECLS
