/* rbk-render.c: the sound that a customer's phone gets.
 *
 * Everything that leaves is equally loud (rbk-loudness.h). An encoder that throws away what is not heard
 * moves the peaks, so what it wrote is read again and measured; where a peak came out too high, it is made
 * once more with a lower ceiling.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-render.h"
#include "media/rbk-mastering-private.h"
#include "media/rbk-media-private.h"
#include "media/rbk-pcm.h"
#include "media/rbk-phone-line-private.h"
#include "media/rbk-pipe-private.h"
#include <glib/gi18n-lib.h>

/* How often a file is made at most, and by how much it may miss the target before it is made again. */
#define PASSES       5
#define TOLERANCE_LU 0.8

/* Between the samples of 8 kHz no two resamplers find quite the same peaks. */
#define PHONE_MARGIN_DB 0.1

typedef struct
{
  const char *file_name;
  const char *media_type;
  guint rate;              /* of the sound that goes in */
  double headroom_db;      /* by how much the encoder may raise peaks; 0 if it keeps the samples */
  double makeup_lu;        /* by how much it makes the whole quieter */
  const char *description; /* what stands between the PCM and the file */
  const char *elements[5]; /* what of it may be missing */
} Format;

static const Format formats[] = {
  [RBK_RENDER_MP3] = { "voicemail.mp3",
                       "audio/mpeg",
                       RBK_PCM_RATE,
                       1.0,
                       0.3,
                       /* xingmux goes back at the end and writes the length, without which players guess it.
                        */
                       "lamemp3enc target=bitrate bitrate=64 cbr=true mono=true ! xingmux",
                       { "lamemp3enc", "xingmux", NULL } },
  [RBK_RENDER_M4A] = { "voicemail.m4a",
                       "audio/mp4",
                       RBK_PCM_RATE,
                       1.2,
                       0.1,
                       "voaacenc bitrate=64000 ! aacparse ! mp4mux",
                       { "voaacenc", "aacparse", "mp4mux", NULL } },
  [RBK_RENDER_OGG_OPUS] = { "voicemail.ogg",
                            "audio/ogg",
                            RBK_PCM_RATE,
                            2.5,
                            0.4,
                            "opusenc bitrate=32000 audio-type=voice ! oggmux",
                            { "opusenc", "oggmux", NULL } },
  [RBK_RENDER_WAV] = { "voicemail.wav",
                       "audio/wav",
                       RBK_PCM_RATE,
                       0.6,
                       0,
                       "audioresample ! audio/x-raw,rate=16000 ! wavenc",
                       { "audioresample", "wavenc", NULL } },
  [RBK_RENDER_PHONE_WAV] = { "voicemail-8khz.wav",
                             "audio/wav",
                             RBK_PHONE_RATE,
                             0,
                             0,
                             "wavenc",
                             { "wavenc", NULL } },
  [RBK_RENDER_PHONE_MULAW] = { "voicemail-mulaw.wav",
                               "audio/wav",
                               RBK_PHONE_RATE,
                               0,
                               0,
                               "mulawenc ! wavenc",
                               { "mulawenc", "wavenc", NULL } },
};

/* MP3 first: every phone and every mail program plays it in place, and its encoder is part of GStreamer's
 * good plugins, which the GNOME runtime and Debian carry, while m4a needs one of the bad or non-free ones.
 * Where neither is there, Ogg Opus for those who can play it and WAV for the rest. */
static const RbkRenderFormat alternatives[][2] = {
  { RBK_RENDER_MP3, RBK_RENDER_MP3 },
  { RBK_RENDER_M4A, RBK_RENDER_M4A },
  { RBK_RENDER_OGG_OPUS, RBK_RENDER_WAV },
};

G_DEFINE_BOXED_TYPE (RbkRendition, rbk_rendition, rbk_rendition_copy, rbk_rendition_free)

RbkRendition *
rbk_rendition_copy (const RbkRendition *self)
{
  RbkRendition *copy = g_new0 (RbkRendition, 1);

  copy->file_name = g_strdup (self->file_name);
  copy->media_type = g_strdup (self->media_type);
  copy->bytes = g_bytes_ref (self->bytes);
  return copy;
}

void
rbk_rendition_free (RbkRendition *self)
{
  g_free (self->file_name);
  g_free (self->media_type);
  g_bytes_unref (self->bytes);
  g_free (self);
}

/**
 * rbk_render_can:
 *
 * Returns: whether this computer has what it takes to make @format
 */
gboolean
rbk_render_can (RbkRenderFormat format)
{
  return rbk_media_init (NULL) && rbk_media_has (formats[format].elements);
}

/* Whether @file sounds as it should. Where not, @wish becomes what should give such a file. A file that this
 * computer can make and not read is taken as it is. */
static gboolean
is_as_wished (GBytes *file, RbkMastering *wish, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) heard = rbk_decode_to_pcm (file, G_TIME_SPAN_HOUR, cancellable, &error);
  RbkLoudness loudness;
  double over_db;
  double miss = 0;

  if (heard == NULL)
    {
      g_debug ("a rendition is not measured: %s", error->message);
      return TRUE;
    }
  rbk_loudness_measure (heard, &loudness);
  over_db = loudness.true_peak_dbtp - RBK_LOUDNESS_CEILING_DBTP;
  if (loudness.integrated_lufs > RBK_LOUDNESS_SILENCE)
    miss = RBK_LOUDNESS_TARGET_LUFS - loudness.integrated_lufs;
  if (over_db <= 0 && ABS (miss) <= TOLERANCE_LU)
    return TRUE;
  g_debug ("a rendition has %.1f LUFS and %.1f dBTP", loudness.integrated_lufs, loudness.true_peak_dbtp);
  if (over_db > 0)
    wish->ceiling_dbtp -= over_db + 0.3;
  wish->target_lufs += miss;
  return FALSE;
}

/**
 * rbk_render:
 * @pcm: the sound
 * @format: what to make of it
 * @cancellable: (nullable): obeyed within tens of milliseconds
 *
 * Blocking, for worker threads. The sound is brought to %RBK_LOUDNESS_TARGET_LUFS, give or take one, with no
 * true peak above %RBK_LOUDNESS_CEILING_DBTP; what is quieter than -55 LUFS stays as much quieter, and what
 * is silent or shorter than 0.4 s keeps its level.
 *
 * Returns: (transfer full): the file; %RBK_MEDIA_ERROR_BAD_DATA where @pcm holds no sample,
 *   %RBK_MEDIA_ERROR_MISSING_ELEMENT where rbk_render_can() says no
 */
RbkRendition *
rbk_render (GBytes *pcm, RbkRenderFormat format, GCancellable *cancellable, GError **error)
{
  const Format *wanted = &formats[format];
  RbkMastering wish = {
    .rate = wanted->rate,
    .is_companded = format == RBK_RENDER_PHONE_MULAW,
    .target_lufs = RBK_LOUDNESS_TARGET_LUFS + wanted->makeup_lu,
    .ceiling_dbtp = RBK_LOUDNESS_CEILING_DBTP - wanted->headroom_db -
                    (wanted->rate == RBK_PHONE_RATE ? PHONE_MARGIN_DB : 0),
  };
  g_autofree float *samples = NULL;
  g_autoptr (GBytes) file = NULL;
  RbkRendition *rendition;
  gboolean is_done = FALSE;
  gsize n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (g_bytes_get_size (pcm) < 2)
    {
      g_set_error_literal (
        error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA, _ ("There is nothing in this recording to send."));
      return NULL;
    }
  if (!rbk_media_require (wanted->elements, error))
    return NULL;

  samples = rbk_pcm_to_floats (pcm, &n);
  if (wanted->rate == RBK_PHONE_RATE)
    {
      g_autofree float *wide = g_steal_pointer (&samples);

      samples = rbk_phone_line_narrow (wide, n, &n, cancellable, error);
      if (samples == NULL)
        return NULL;
    }
  for (guint pass = 1; !is_done; pass++)
    {
      g_autofree float *mastered = rbk_master (samples, n, &wish, cancellable, error);
      g_autoptr (GBytes) shaped = mastered != NULL ? rbk_pcm_from_floats (mastered, n) : NULL;

      g_clear_pointer (&file, g_bytes_unref);
      file = shaped != NULL ? rbk_pipe_through (shaped, wanted->rate, wanted->description, cancellable, error)
                            : NULL;
      if (file == NULL)
        return NULL;
      is_done = wanted->headroom_db <= 0 || pass == PASSES || is_as_wished (file, &wish, cancellable);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  rendition = g_new0 (RbkRendition, 1);
  rendition->file_name = g_strdup (wanted->file_name);
  rendition->media_type = g_strdup (wanted->media_type);
  rendition->bytes = g_steal_pointer (&file);
  return rendition;
}

/* What a task is to render. */
typedef struct
{
  GBytes *pcm; /* (owned) */
  RbkRenderFormat format;
} Order;

static void
order_free (Order *order)
{
  g_bytes_unref (order->pcm);
  g_free (order);
}

static void
render_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  GError *error = NULL;
  RbkRendition *rendition = rbk_render (order->pcm, order->format, cancellable, &error);

  if (rendition != NULL)
    g_task_return_pointer (task, rendition, (GDestroyNotify) rbk_rendition_free);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_render_async:
 * @pcm: the sound
 *
 * rbk_render() on the media module's own thread.
 */
void
rbk_render_async (GBytes *pcm,
                  RbkRenderFormat format,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->pcm = g_bytes_ref (pcm);
  order->format = format;
  g_task_set_source_tag (task, rbk_render_async);
  g_task_set_task_data (task, order, (GDestroyNotify) order_free);
  rbk_media_queue (task, render_cb);
}

/**
 * rbk_render_finish:
 *
 * Returns: (transfer full): as rbk_render()
 */
RbkRendition *
rbk_render_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_render_voice_note:
 * @pcm: the take
 *
 * Makes the files by which a voicemail reaches a phone as an attachment: one MP3; where that cannot be made,
 * one m4a; where neither can, Ogg Opus and WAV. Blocking, for worker threads.
 *
 * Returns: (transfer full) (element-type RbkRendition): at least one file, the best first
 */
GPtrArray *
rbk_render_voice_note (GBytes *pcm, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) renditions = g_ptr_array_new_with_free_func ((GDestroyNotify) rbk_rendition_free);
  guint choice = 0;

  if (!rbk_media_init (error))
    return NULL;
  while (choice + 1 < G_N_ELEMENTS (alternatives) && !rbk_render_can (alternatives[choice][0]))
    choice++;
  for (guint i = 0; i < 2; i++)
    {
      RbkRendition *rendition;

      if (i == 1 && alternatives[choice][1] == alternatives[choice][0])
        break;
      rendition = rbk_render (pcm, alternatives[choice][i], cancellable, error);
      if (rendition == NULL)
        return NULL;
      g_ptr_array_add (renditions, rendition);
    }
  return g_steal_pointer (&renditions);
}

static void
render_voice_note_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *renditions = rbk_render_voice_note (data, cancellable, &error);

  if (renditions != NULL)
    g_task_return_pointer (task, renditions, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * rbk_render_voice_note_async:
 * @pcm: the take
 *
 * rbk_render_voice_note() on the media module's own thread.
 */
void
rbk_render_voice_note_async (GBytes *pcm,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_render_voice_note_async);
  g_task_set_task_data (task, g_bytes_ref (pcm), (GDestroyNotify) g_bytes_unref);
  rbk_media_queue (task, render_voice_note_cb);
}

/**
 * rbk_render_voice_note_finish:
 *
 * Returns: (transfer full) (element-type RbkRendition): as rbk_render_voice_note()
 */
GPtrArray *
rbk_render_voice_note_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
