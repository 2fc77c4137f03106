/* rbk-media-stream.h: a recording or a film as a stream, read piece by piece from where it is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkMediaRead:
 * @offset: from where on
 * @buffer: (out caller-allocates): where to put it
 * @size: how much of it at most
 *
 * Called in the thread that uploads, and again from the beginning if that has to be done anew.
 *
 * Returns: how much there is now in @buffer, more than 0; or -1 with @error
 */
typedef gssize (*RbkMediaRead) (
  gint64 offset, void *buffer, gsize size, gpointer user_data, GCancellable *cancellable, GError **error);

/* A file that is put online; all borrowed. Either @bytes or @read. */
typedef struct
{
  const char *media_type;
  GBytes *bytes; /* (nullable) */
  gint64 length; /* of what @read gives, in bytes */
  RbkMediaRead read;
  gpointer read_data;
  /* Called in the thread that uploads; what is done never gets less. */
  void (*progress) (gint64 done, gint64 length, gpointer user_data); /* (nullable) */
  gpointer progress_data;
} RbkMediaFile;

#define RBK_TYPE_MEDIA_STREAM (rbk_media_stream_get_type ())
G_DECLARE_FINAL_TYPE (RbkMediaStream, rbk_media_stream, RBK, MEDIA_STREAM, GInputStream)

gint64 rbk_media_file_get_length (const RbkMediaFile *file);
GInputStream *rbk_media_stream_new (const RbkMediaFile *file);
const GError *rbk_media_stream_get_error (RbkMediaStream *self);

G_END_DECLS
