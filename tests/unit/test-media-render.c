/* test-media-render.c: files made of takes, and takes made of files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-loudness.h"
#include "media/rbk-media.h"
#include "media/rbk-render.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"

static GBytes *
make_take (double seconds)
{
  GByteArray *pcm = g_byte_array_new ();

  for (double at = 0; at < seconds - 0.01; at += 1)
    {
      rbk_test_append_tone (pcm, 0.6, 440, -22);
      rbk_test_append_noise (pcm, 0.4, -50);
    }
  return g_byte_array_free_to_bytes (pcm);
}

/* Whoever hears @file hears what was said, as loud as a voicemail leaves. */
static void
assert_same_sound (GBytes *file, GBytes *pcm)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) back = rbk_decode_to_pcm (file, G_TIME_SPAN_MINUTE, NULL, &error);
  gint64 before = rbk_pcm_duration_us (g_bytes_get_size (pcm));
  gint64 after;
  RbkLoudness loudness;

  g_assert_no_error (error);
  after = rbk_pcm_duration_us (g_bytes_get_size (back));
  rbk_loudness_measure (back, &loudness);
  g_test_message ("%" G_GINT64_FORMAT " ms became %" G_GINT64_FORMAT " ms in %zu bytes: %.2f LUFS, %.2f dBTP",
                  before / 1000,
                  after / 1000,
                  g_bytes_get_size (file),
                  loudness.integrated_lufs,
                  loudness.true_peak_dbtp);
  g_assert_cmpint (ABS (after - before), <=, 50000);
  g_assert_cmpfloat_with_epsilon (loudness.integrated_lufs, RBK_LOUDNESS_TARGET_LUFS, 1);
  g_assert_cmpfloat (loudness.true_peak_dbtp, <=, RBK_LOUDNESS_CEILING_DBTP);
}

static void
test_round_trip (gconstpointer data)
{
  RbkRenderFormat format = (RbkRenderFormat) GPOINTER_TO_INT (data);
  const double lengths[] = { 1, 5, 23 };

  if (!rbk_render_can (format))
    {
      g_test_skip ("the encoder is not installed");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pcm = make_take (lengths[i]);
      g_autoptr (RbkRendition) rendition = rbk_render (pcm, format, NULL, &error);

      g_assert_no_error (error);
      assert_same_sound (rendition->bytes, pcm);
    }
}

static void
test_voice_note_is_mp3 (void)
{
  g_autoptr (GBytes) pcm = make_take (20);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) renditions = NULL;
  RbkRendition *first;
  gboolean has_length = FALSE;
  gsize size;
  const guint8 *data;

  rbk_render_voice_note_async (pcm, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  renditions = rbk_render_voice_note_finish (result, &error);
  g_assert_no_error (error);
  first = g_ptr_array_index (renditions, 0);
  if (!rbk_render_can (RBK_RENDER_MP3))
    {
      g_test_skip ("the MP3 encoder is not installed");
      return;
    }
  g_assert_cmpuint (renditions->len, ==, 1);
  g_assert_cmpstr (first->file_name, ==, "voicemail.mp3");
  g_assert_cmpstr (first->media_type, ==, "audio/mpeg");
  data = g_bytes_get_data (first->bytes, &size);
  /* 64 kbit/s: 160 kB for 20 s. */
  g_assert_cmpuint (size, >, 150000);
  g_assert_cmpuint (size, <, 170000);
  g_assert_cmphex (data[0], ==, 0xff);
  /* The header by which phones know the length at once: "Info" is what Xing is called at a constant rate. */
  for (guint i = 0; i < 64; i++)
    has_length |= memcmp (data + i, "Xing", 4) == 0 || memcmp (data + i, "Info", 4) == 0;
  g_assert_true (has_length);
}

/* The form that telephone exchanges take, down to the bytes of its heading. */
static void
test_phone_files (void)
{
  g_autoptr (GBytes) pcm = make_take (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkRendition) plain = rbk_render (pcm, RBK_RENDER_PHONE_WAV, NULL, &error);
  g_autoptr (RbkRendition) companded = NULL;
  const guint8 *heading;
  gsize size;

  g_assert_no_error (error);
  heading = g_bytes_get_data (plain->bytes, &size);
  /* PCM, one channel, 8000 a second, 16000 bytes a second, 2 bytes a sample, 16 bit. */
  g_assert_cmpmem (heading + 20, 16, "\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0", 16);
  g_assert_cmpuint (size, >=, 3 * 16000 + 44);
  g_assert_cmpuint (size, <, 3 * 16000 + 100);
  g_assert_cmpstr (plain->file_name, ==, "voicemail-8khz.wav");
  companded = rbk_render (pcm, RBK_RENDER_PHONE_MULAW, NULL, &error);
  g_assert_no_error (error);
  heading = g_bytes_get_data (companded->bytes, &size);
  /* Mu-law, one channel, 8000 a second, 8000 bytes a second, 1 byte a sample, 8 bit. */
  g_assert_cmpmem (heading + 20, 16, "\7\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0", 16);
  g_assert_cmpuint (size, >=, 3 * 8000 + 44);
  g_assert_cmpuint (size, <, 3 * 8000 + 100);
  g_assert_cmpstr (companded->file_name, ==, "voicemail-mulaw.wav");
  g_assert_cmpstr (companded->media_type, ==, "audio/wav");
}

/* A take that is nothing, or hardly anything, still becomes a file. */
static void
test_little_to_send (void)
{
  const gsize sizes[] = { 2, 3, 9600, 192000 };
  const RbkRenderFormat list[] = {
    RBK_RENDER_MP3, RBK_RENDER_WAV, RBK_RENDER_PHONE_WAV, RBK_RENDER_PHONE_MULAW
  };
  g_autofree guint8 *zeros = g_malloc0 (192000);

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (list); i++)
    {
      g_autoptr (GBytes) pcm = g_bytes_new_static (zeros, sizes[i % G_N_ELEMENTS (sizes)]);
      RbkRenderFormat format = list[i / G_N_ELEMENTS (sizes)];
      g_autoptr (RbkRendition) rendition = NULL;
      g_autoptr (GError) error = NULL;

      if (!rbk_render_can (format))
        continue;
      rendition = rbk_render (pcm, format, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (rendition->bytes), >, 0);
    }
}

static void
test_door (void)
{
  g_autoptr (GBytes) pcm = make_take (2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkRendition) rendition = NULL;

  rbk_render_async (pcm, RBK_RENDER_PHONE_WAV, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rendition = rbk_render_finish (result, &error);
  g_assert_no_error (error);
  assert_same_sound (rendition->bytes, pcm);
  g_cancellable_cancel (cancellable);
  rbk_render_async (pcm, RBK_RENDER_PHONE_WAV, cancellable, rbk_test_keep_result_cb, &cancelled);
  rbk_test_wait_until (cancelled != NULL);
  g_assert_null (rbk_render_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_nothing_to_send (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (rbk_render_voice_note (empty, NULL, &error));
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
}

static void
test_render_can_be_cancelled (void)
{
  g_autoptr (GBytes) pcm = make_take (2);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rbk_render_voice_note (pcm, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  rbk_render_voice_note_async (pcm, cancellable, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_null (rbk_render_voice_note_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
cancel_thread (gpointer data)
{
  g_usleep ((gulong) g_random_int_range (0, 20000));
  g_cancellable_cancel (data);
  return NULL;
}

/* In whatever moment it comes, the answer is the file or that it was cancelled. */
static void
test_cancelling_in_the_middle (void)
{
  g_autoptr (GBytes) pcm = make_take (4);

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_thread, cancellable);
      g_autoptr (GError) error = NULL;
      g_autoptr (RbkRendition) rendition =
        rbk_render (pcm, i % 2 == 0 ? RBK_RENDER_MP3 : RBK_RENDER_PHONE_MULAW, cancellable, &error);

      g_thread_join (thread);
      if (rendition == NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

static void
assert_refused (const void *data, gsize size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (rbk_decode_to_pcm (file, G_TIME_SPAN_MINUTE, NULL, &error));
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
}

static void
test_garbage_is_refused (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (42);
  g_autofree guint8 *noise = g_malloc (100000);
  const char *text = "Dear customer, this is a letter and no sound at all.\n";
  const char *png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
  const char *html = "<!DOCTYPE html><html><body>404</body></html>";

  for (guint i = 0; i < 100000; i++)
    noise[i] = (guint8) g_rand_int_range (random, 0, 256);
  assert_refused ("", 0);
  assert_refused ("x", 1);
  assert_refused (text, strlen (text));
  assert_refused (png, 16);
  assert_refused (html, strlen (html));
  assert_refused (noise, 100000);
  memset (noise, 0, 100000);
  assert_refused (noise, 100000);
  /* A heading of a sound, and none after it. */
  assert_refused ("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\xbb\0\0\0\x77\1\0\2\0\x10\0data\0\0\0\0", 44);
  assert_refused ("fLaC\0\0\0\x22", 8);
  assert_refused ("OggS\0\2\0\0\0\0\0\0\0\0", 14);
}

/* Whatever is cut off or overwritten, the answer is a sound or a refusal, in finite time. */
static void
test_damaged_files_end (gconstpointer data)
{
  RbkRenderFormat format = (RbkRenderFormat) GPOINTER_TO_INT (data);
  g_autoptr (GBytes) pcm = make_take (2);
  g_autoptr (RbkRendition) rendition = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gsize size;
  const guint8 *whole;

  if (!rbk_render_can (format))
    {
      g_test_skip ("the encoder is not installed");
      return;
    }
  rendition = rbk_render (pcm, format, NULL, NULL);
  whole = g_bytes_get_data (rendition->bytes, &size);
  for (guint i = 0; i < 24; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (whole, size);
      gsize length = i % 2 == 0 ? (gsize) g_rand_int_range (random, 1, (gint32) size) : size;
      g_autoptr (GBytes) file = NULL;
      g_autoptr (GBytes) back = NULL;
      g_autoptr (GError) error = NULL;

      for (guint k = 0; i % 2 == 1 && k < 20; k++)
        {
          gint32 range = i % 4 == 1 ? 200 : (gint32) size;

          copy[g_rand_int_range (random, 0, MIN (range, (gint32) size))] =
            (guint8) g_rand_int_range (random, 0, 256);
        }
      file = g_bytes_new (copy, length);
      back = rbk_decode_to_pcm (file, G_TIME_SPAN_MINUTE, NULL, &error);
      if (back == NULL)
        g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
    }
}

static void
test_huge_is_refused (void)
{
  g_autofree guint8 *zeros = g_malloc0 (RBK_DECODE_MAX_BYTES + 1);
  g_autoptr (GBytes) pcm = make_take (5);
  g_autoptr (RbkRendition) rendition = rbk_render (pcm, RBK_RENDER_PHONE_WAV, NULL, NULL);
  g_autoptr (GByteArray) silence = g_byte_array_new ();
  g_autoptr (GBytes) long_pcm = NULL;
  g_autoptr (RbkRendition) long_file = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (zeros, RBK_DECODE_MAX_BYTES + 1);
  g_assert_null (rbk_decode_to_pcm (rendition->bytes, 4 * G_USEC_PER_SEC, NULL, &error));
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
  g_clear_error (&error);
  back = rbk_decode_to_pcm (rendition->bytes, 5 * G_USEC_PER_SEC, NULL, &error);
  g_assert_no_error (error);
  if (!rbk_render_can (RBK_RENDER_OGG_OPUS))
    {
      g_test_skip ("the encoder is not installed");
      return;
    }
  /* Small as a file, long as a sound. */
  rbk_test_append_silence (silence, 120);
  long_pcm = g_byte_array_free_to_bytes (g_steal_pointer (&silence));
  long_file = rbk_render (long_pcm, RBK_RENDER_OGG_OPUS, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (long_file->bytes), <, 300000);
  assert_refused (g_bytes_get_data (long_file->bytes, NULL), g_bytes_get_size (long_file->bytes));
}

static void
test_rendition_copies (void)
{
  g_autoptr (GBytes) pcm = make_take (1);
  g_autoptr (RbkRendition) rendition = rbk_render (pcm, RBK_RENDER_WAV, NULL, NULL);
  g_auto (GValue) value = G_VALUE_INIT;
  RbkRendition *copy;

  g_value_init (&value, RBK_TYPE_RENDITION);
  g_value_set_boxed (&value, rendition);
  copy = g_value_get_boxed (&value);
  g_assert_cmpstr (copy->file_name, ==, "voicemail.wav");
  g_assert_true (g_bytes_equal (copy->bytes, rendition->bytes));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    RbkRenderFormat format;
  } formats[] = {
    { "mp3", RBK_RENDER_MP3 },
    { "m4a", RBK_RENDER_M4A },
    { "ogg", RBK_RENDER_OGG_OPUS },
    { "wav", RBK_RENDER_WAV },
    { "phone-wav", RBK_RENDER_PHONE_WAV },
    { "phone-mulaw", RBK_RENDER_PHONE_MULAW },
  };
  int result;

  rbk_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *round_trip = g_strconcat ("/media/render/round-trip/", formats[i].name, NULL);
      g_autofree char *damaged = g_strconcat ("/media/decode/damaged-files-end/", formats[i].name, NULL);

      g_test_add_data_func (round_trip, GINT_TO_POINTER (formats[i].format), test_round_trip);
      g_test_add_data_func (damaged, GINT_TO_POINTER (formats[i].format), test_damaged_files_end);
    }
  g_test_add_func ("/media/render/voice-note-is-mp3", test_voice_note_is_mp3);
  g_test_add_func ("/media/render/phone-files", test_phone_files);
  g_test_add_func ("/media/render/little-to-send", test_little_to_send);
  g_test_add_func ("/media/render/door", test_door);
  g_test_add_func ("/media/render/nothing-to-send", test_nothing_to_send);
  g_test_add_func ("/media/render/can-be-cancelled", test_render_can_be_cancelled);
  g_test_add_func ("/media/render/cancelling-in-the-middle", test_cancelling_in_the_middle);
  g_test_add_func ("/media/render/rendition-copies", test_rendition_copies);
  g_test_add_func ("/media/decode/garbage-is-refused", test_garbage_is_refused);
  g_test_add_func ("/media/decode/huge-is-refused", test_huge_is_refused);
  result = g_test_run ();
  rbk_media_shutdown ();
  return result;
}
