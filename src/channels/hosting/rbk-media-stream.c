/* rbk-media-stream.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-media-stream.h"

#include <string.h>

struct _RbkMediaStream
{
  GInputStream parent_instance;

  GBytes *bytes; /* (owned) (nullable) */
  gint64 length;
  RbkMediaRead read;
  gpointer read_data;
  gint64 at;
  GError *error; /* (owned) (nullable): why it could not be read */
};

G_DEFINE_FINAL_TYPE (RbkMediaStream, rbk_media_stream, G_TYPE_INPUT_STREAM)

static void
rbk_media_stream_finalize (GObject *object)
{
  RbkMediaStream *self = RBK_MEDIA_STREAM (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (rbk_media_stream_parent_class)->finalize (object);
}

static gssize
read_fn (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  RbkMediaStream *self = RBK_MEDIA_STREAM (stream);
  gsize wanted = (gsize) MIN ((gint64) MIN (count, G_MAXSSIZE), self->length - self->at);
  g_autoptr (GError) cause = NULL;
  gssize n;

  if (wanted == 0)
    return 0;
  if (self->bytes != NULL)
    {
      memcpy (buffer, (const guint8 *) g_bytes_get_data (self->bytes, NULL) + self->at, wanted);
      n = (gssize) wanted;
    }
  else
    n = self->read (self->at, buffer, wanted, self->read_data, cancellable, &cause);
  if (n <= 0 || (gsize) n > wanted)
    {
      if (cause == NULL)
        g_set_error_literal (
          &cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "it is shorter than it was said to be");
      /* A caller that stopped it has nothing wrong with its file. */
      if (self->error == NULL && !g_cancellable_is_cancelled (cancellable))
        self->error = g_error_copy (cause);
      g_propagate_error (error, g_steal_pointer (&cause));
      return -1;
    }
  self->at += n;
  return n;
}

static void
rbk_media_stream_class_init (RbkMediaStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_media_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = read_fn;
}

static void
rbk_media_stream_init (RbkMediaStream *self)
{
}

/**
 * rbk_media_file_get_length:
 *
 * Returns: how many bytes the file has
 */
gint64
rbk_media_file_get_length (const RbkMediaFile *file)
{
  return file->bytes != NULL ? (gint64) g_bytes_get_size (file->bytes) : file->length;
}

/**
 * rbk_media_stream_new:
 *
 * Returns: (transfer full): an %RBK_TYPE_MEDIA_STREAM from the file's beginning; the file's functions must
 *   live as long as it is read
 */
GInputStream *
rbk_media_stream_new (const RbkMediaFile *file)
{
  RbkMediaStream *self = g_object_new (RBK_TYPE_MEDIA_STREAM, NULL);

  self->bytes = file->bytes != NULL ? g_bytes_ref (file->bytes) : NULL;
  self->length = rbk_media_file_get_length (file);
  self->read = file->read;
  self->read_data = file->read_data;
  return G_INPUT_STREAM (self);
}

/**
 * rbk_media_stream_get_error:
 *
 * Returns: (nullable) (transfer none): why the file could not be read whole; NULL while it could
 */
const GError *
rbk_media_stream_get_error (RbkMediaStream *self)
{
  return self->error;
}
