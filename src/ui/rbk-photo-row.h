/* rbk-photo-row.h: a person's photo, to be chosen from a file or taken away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" (): the person chose another photo, or none. */
#define RBK_TYPE_PHOTO_ROW (rbk_photo_row_get_type ())
G_DECLARE_FINAL_TYPE (RbkPhotoRow, rbk_photo_row, RBK, PHOTO_ROW, AdwActionRow)

void rbk_photo_row_show (RbkPhotoRow *self, const char *name, GBytes *photo);
gboolean rbk_photo_row_is_changed (RbkPhotoRow *self);
GBytes *rbk_photo_row_get_photo (RbkPhotoRow *self);

G_END_DECLS
