/* rbk-desk-photo.h: a person's photo, which goes with their contact card.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

/* @photo: (nullable): a JPEG or PNG of at most 100 kB; NULL takes it away. One's own is one's own to change;
 * another's is whoever's may change people. */
void rbk_desk_change_photo_async (RbkDesk *self,
                                  const char *person,
                                  GBytes *photo,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
RBK_DESK_USE_CASE (change_photo);
GBytes *rbk_desk_dup_photo (RbkDesk *self, RbkPerson *person);

G_END_DECLS
