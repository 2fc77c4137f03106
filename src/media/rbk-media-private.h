/* rbk-media-private.h: what the files of the media module share with nobody else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-worker.h"
#include "media/rbk-media.h"
#include <gst/gst.h>

G_BEGIN_DECLS

/* The form in which sound goes through every pipeline of ours. */
#define RBK_PCM_CAPS "audio/x-raw,format=S16LE,rate=48000,channels=1,layout=interleaved"

gboolean rbk_media_require (const char *const *elements, GError **error);
gboolean rbk_media_has (const char *const *elements);
GstElement *rbk_media_make (GstBin *bin, const char *element);
void rbk_media_queue (GTask *task, GTaskThreadFunc function);
void rbk_media_take_error (GMutex *lock, GError **place, GError *error);

G_END_DECLS
