/* rbk-render.h: sound between the form Ringback works on and files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkRendition:
 * @file_name: what the file is called where it arrives, such as `voicemail.mp3`
 * @media_type: such as `audio/mpeg`
 * @bytes: the whole file
 */
typedef struct
{
  char *file_name;
  char *media_type;
  GBytes *bytes;
} RbkRendition;

#define RBK_TYPE_RENDITION (rbk_rendition_get_type ())
GType rbk_rendition_get_type (void);
RbkRendition *rbk_rendition_copy (const RbkRendition *self);
void rbk_rendition_free (RbkRendition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkRendition, rbk_rendition_free)

/**
 * RbkRenderFormat:
 * @RBK_RENDER_MP3: mono, 64 kbit/s, with a Xing header
 * @RBK_RENDER_M4A: AAC in an MP4 file
 * @RBK_RENDER_OGG_OPUS: Opus in Ogg
 * @RBK_RENDER_WAV: 16 kHz, 16 bit
 * @RBK_RENDER_PHONE_WAV: the telephone's band, 8 kHz, 16 bit, as telephone exchanges and voicemail carriers
 * take it
 * @RBK_RENDER_PHONE_MULAW: the same in mu-law, as it goes over the line
 */
typedef enum
{
  RBK_RENDER_MP3,
  RBK_RENDER_M4A,
  RBK_RENDER_OGG_OPUS,
  RBK_RENDER_WAV,
  RBK_RENDER_PHONE_WAV,
  RBK_RENDER_PHONE_MULAW,
} RbkRenderFormat;

gboolean rbk_render_can (RbkRenderFormat format);
RbkRendition *rbk_render (GBytes *pcm, RbkRenderFormat format, GCancellable *cancellable, GError **error);
void rbk_render_async (GBytes *pcm,
                       RbkRenderFormat format,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
RbkRendition *rbk_render_finish (GAsyncResult *result, GError **error);
GPtrArray *rbk_render_voice_note (GBytes *pcm, GCancellable *cancellable, GError **error);
void rbk_render_voice_note_async (GBytes *pcm,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *rbk_render_voice_note_finish (GAsyncResult *result, GError **error);

/* The largest file that is looked into: a quarter of an hour of 48 kHz stereo WAV is less than three of
 * these. */
#define RBK_DECODE_MAX_BYTES (64u * 1024 * 1024)

GBytes *rbk_decode_to_pcm (GBytes *file, gint64 max_duration_us, GCancellable *cancellable, GError **error);

G_END_DECLS
