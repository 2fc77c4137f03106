/* rbk-phone-ear.h: what a telephone makes of a sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RBK_PHONE_EAR_RECOGNISER_RATE 16000 /* samples a second, mono, signed 16 bit little endian */

GBytes *rbk_phone_ear (GBytes *pcm, GCancellable *cancellable, GError **error);
void rbk_phone_ear_async (GBytes *pcm,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GBytes *rbk_phone_ear_finish (GAsyncResult *result, GError **error);

GBytes *rbk_phone_ear_for_recogniser (GBytes *pcm, GCancellable *cancellable, GError **error);
void rbk_phone_ear_for_recogniser_async (GBytes *pcm,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GBytes *rbk_phone_ear_for_recogniser_finish (GAsyncResult *result, GError **error);

G_END_DECLS
