/* rbk-media.h: what all of the media module shares: its errors, its start and its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RbkMediaError:
 * @RBK_MEDIA_ERROR_NO_MICROPHONE: there is nothing to record from, or the chosen microphone is not there
 * @RBK_MEDIA_ERROR_MICROPHONE_LOST: it went away in the middle of a recording; what was captured is whole
 * @RBK_MEDIA_ERROR_NO_SPEAKER: there is nothing to play through
 * @RBK_MEDIA_ERROR_NO_SOUND_SERVER: the sound service of the desktop cannot be reached
 * @RBK_MEDIA_ERROR_MISSING_ELEMENT: a GStreamer plugin that is needed is not installed
 * @RBK_MEDIA_ERROR_BAD_DATA: a file that is no sound, is damaged, or is larger than allowed
 * @RBK_MEDIA_ERROR_FAILED: anything else; trying again may help
 *
 * The messages are sentences for the person who records or listens.
 */
typedef enum
{
  RBK_MEDIA_ERROR_NO_MICROPHONE,
  RBK_MEDIA_ERROR_MICROPHONE_LOST,
  RBK_MEDIA_ERROR_NO_SPEAKER,
  RBK_MEDIA_ERROR_NO_SOUND_SERVER,
  RBK_MEDIA_ERROR_MISSING_ELEMENT,
  RBK_MEDIA_ERROR_BAD_DATA,
  RBK_MEDIA_ERROR_FAILED,
} RbkMediaError;

#define RBK_MEDIA_ERROR (rbk_media_error_quark ())
GQuark rbk_media_error_quark (void);

gboolean rbk_media_init (GError **error);
void rbk_media_shutdown (void);

G_END_DECLS
