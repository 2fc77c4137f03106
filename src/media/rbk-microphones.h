/* rbk-microphones.h: the microphones of this computer, kept current.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RBK_TYPE_MICROPHONE (rbk_microphone_get_type ())
G_DECLARE_FINAL_TYPE (RbkMicrophone, rbk_microphone, RBK, MICROPHONE, GObject)

const char *rbk_microphone_get_id (RbkMicrophone *self);
const char *rbk_microphone_get_name (RbkMicrophone *self);
gboolean rbk_microphone_get_is_default (RbkMicrophone *self);

#define RBK_TYPE_MICROPHONES (rbk_microphones_get_type ())
G_DECLARE_FINAL_TYPE (RbkMicrophones, rbk_microphones, RBK, MICROPHONES, GObject)

RbkMicrophones *rbk_microphones_new (void);
gboolean rbk_microphones_is_looking (RbkMicrophones *self);
RbkMicrophone *rbk_microphones_find (RbkMicrophones *self, const char *id);
void rbk_microphones_refresh (RbkMicrophones *self);

G_END_DECLS
