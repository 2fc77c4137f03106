/* test-media-player.c: the player with a clock in place of the loudspeaker.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-pcm.h"
#include "media/rbk-player.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"
#include <glib/gstdio.h>

/* Only a development build lets a test stand in for the devices. */
#ifdef RBK_DEVELOPMENT
#define CAN_REPLACE TRUE
#else
#define CAN_REPLACE FALSE
#endif

typedef struct
{
  guint n_ended;
  guint n_failed;
  guint n_positions;
  GError *error;
} Heard;

static void
ended_cb (RbkPlayer *player, Heard *heard)
{
  heard->n_ended++;
}

static void
failed_cb (RbkPlayer *player, GError *error, Heard *heard)
{
  heard->n_failed++;
  g_clear_error (&heard->error);
  heard->error = g_error_copy (error);
}

static void
position_cb (RbkPlayer *player, GParamSpec *pspec, Heard *heard)
{
  heard->n_positions++;
}

static GBytes *
make_tone (double seconds)
{
  GByteArray *pcm = g_byte_array_new ();

  rbk_test_append_tone (pcm, seconds, 440, -20);
  return g_byte_array_free_to_bytes (pcm);
}

static RbkPlayer *
player_new (Heard *heard, double seconds)
{
  RbkPlayer *player = rbk_player_new ();
  g_autoptr (GBytes) pcm = make_tone (seconds);

  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  *heard = (Heard) { 0 };
  g_signal_connect (player, "ended", G_CALLBACK (ended_cb), heard);
  g_signal_connect (player, "failed", G_CALLBACK (failed_cb), heard);
  g_signal_connect (player, "notify::position-us", G_CALLBACK (position_cb), heard);
  rbk_player_set_pcm (player, pcm);
  return player;
}

static void
play (RbkPlayer *player)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_player_play (player, &error));
  g_assert_no_error (error);
  g_assert_true (rbk_player_get_playing (player));
}

static void
test_plays_to_the_end_many_times (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 0.4);

  g_assert_cmpint (rbk_player_get_duration_us (player), ==, 400000);
  for (guint i = 1; i <= 10; i++)
    {
      gint64 before = g_get_monotonic_time ();

      heard.n_positions = 0;
      play (player);
      rbk_test_wait_until (heard.n_ended == i);
      g_assert_cmpint (g_get_monotonic_time () - before, >=, 390000);
      g_assert_false (rbk_player_get_playing (player));
      g_assert_cmpint (rbk_player_get_position_us (player), ==, 0);
      g_assert_cmpuint (heard.n_positions, >=, 3);
    }
  g_assert_cmpuint (heard.n_failed, ==, 0);
}

static void
test_shortest_sound_ends (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 0.001);

  for (guint i = 1; i <= 20; i++)
    {
      play (player);
      rbk_test_wait_until (heard.n_ended == i);
    }
}

static void
test_pause_keeps_the_position (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 5);
  gint64 position_us;
  gint64 until;

  play (player);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 300000);
  rbk_player_pause (player);
  g_assert_false (rbk_player_get_playing (player));
  position_us = rbk_player_get_position_us (player);
  until = g_get_monotonic_time () + 300000;
  rbk_test_wait_until (g_get_monotonic_time () > until);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, position_us);
  play (player);
  rbk_test_wait_until (rbk_player_get_position_us (player) > position_us + 200000);
  g_assert_cmpint (rbk_player_get_position_us (player), <, position_us + 600000);
}

static void
test_seek_shows_at_once (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 10);

  rbk_player_seek (player, 4000000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 4000000);
  g_assert_false (rbk_player_get_playing (player));
  rbk_player_skip (player, 5000000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 9000000);
  rbk_player_skip (player, 5000000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 10000000);
  rbk_player_skip (player, -50000000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 0);
  rbk_player_seek (player, 4000000);
  play (player);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 4100000);
  g_assert_cmpint (rbk_player_get_position_us (player), <, 4600000);
  rbk_player_seek (player, 9700000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 9700000);
  rbk_test_wait_until (heard.n_ended == 1);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 0);
}

static void
test_seeks_in_a_row_end_where_the_last_says (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 20);

  play (player);
  for (guint i = 0; i < 200; i++)
    {
      rbk_player_seek (player, (i * 7919000) % 20000000);
      if (i % 10 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  rbk_player_seek (player, 12000000);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 12200000);
  g_assert_cmpint (rbk_player_get_position_us (player), <, 12800000);
  g_assert_cmpuint (heard.n_ended, ==, 0);
}

/* A seek in the very moment of the end goes on playing: the end is not told late. */
static void
test_seek_at_the_end_goes_on (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 3);

  rbk_player_seek (player, 2800000);
  play (player);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 2810000);
  /* The pipeline comes to its end meanwhile; its message waits for the main loop. */
  g_usleep (500000);
  rbk_player_seek (player, 1000000);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 1200000 || heard.n_ended > 0);
  g_assert_cmpuint (heard.n_ended, ==, 0);
  g_assert_true (rbk_player_get_playing (player));
}

static void
test_speed_is_kept (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 2);
  const double speeds[] = { 0.75, 1.5, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (speeds); i++)
    {
      gint64 before;
      double took;

      rbk_player_set_speed (player, speeds[i]);
      play (player);
      rbk_test_wait_until (rbk_player_get_position_us (player) > 0);
      before = g_get_monotonic_time () - (gint64) (rbk_player_get_position_us (player) / speeds[i]);
      rbk_test_wait_until (heard.n_ended == i + 1);
      took = (double) (g_get_monotonic_time () - before) / G_USEC_PER_SEC;
      g_test_message ("2 s at %.2f took %.2f s", speeds[i], took);
      g_assert_cmpfloat (took, >, 2 / speeds[i] - 0.2);
      g_assert_cmpfloat (took, <, 2 / speeds[i] + 0.5);
    }
  rbk_player_set_speed (player, 17);
  g_assert_cmpfloat (rbk_player_get_speed (player), ==, RBK_PLAYER_MAX_SPEED);
  rbk_player_set_speed (player, 0);
  g_assert_cmpfloat (rbk_player_get_speed (player), ==, RBK_PLAYER_MIN_SPEED);
}

static void
test_speed_can_change_in_the_middle (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 4);
  gint64 position_us;

  play (player);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 500000);
  position_us = rbk_player_get_position_us (player);
  rbk_player_set_speed (player, 2);
  g_assert_cmpint (rbk_player_get_position_us (player) - position_us, <, 200000);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 1500000);
  rbk_test_wait_until (heard.n_ended == 1);
}

static void
test_another_sound_in_the_middle (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 5);
  g_autoptr (GBytes) other = make_tone (0.3);

  play (player);
  rbk_test_wait_until (rbk_player_get_position_us (player) > 200000);
  rbk_player_set_pcm (player, other);
  g_assert_false (rbk_player_get_playing (player));
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 0);
  g_assert_cmpint (rbk_player_get_duration_us (player), ==, 300000);
  play (player);
  rbk_test_wait_until (heard.n_ended == 1);
  rbk_player_set_pcm (player, NULL);
  g_assert_cmpint (rbk_player_get_duration_us (player), ==, 0);
}

/* A sound of which every sample says where it stands, and on which of the two sides. */
static GBytes *
make_ruler (guint n, int sign)
{
  g_autofree gint16 *samples = g_new (gint16, n);

  for (guint i = 0; i < n; i++)
    samples[i] = GINT16_TO_LE ((gint16) (sign * (1000 + (int) (i % 7919))));
  return g_bytes_new (samples, n * sizeof (gint16));
}

#define ruler_at(i) (1000 + (int) ((i) % 7919))

/* In place of the loudspeaker a file that keeps all it got, by the real clock. */
static RbkPlayer *
player_into_file (Heard *heard, const char *location)
{
  g_autofree char *sink =
    g_strdup_printf ("audioconvert ! audio/x-raw,format=S16LE,rate=48000,channels=1 ! "
                     "multifilesink location=%s next-file=max-size max-file-size=100000000 sync=true",
                     location);
  RbkPlayer *player = player_new (heard, 1);

  g_setenv ("RBK_AUDIO_SINK", sink, TRUE);
  return player;
}

/* The file of exactly @size bytes; it is whole a little after the end is told. */
static gint16 *
read_samples (const char *location, gsize size)
{
  g_autofree char *path = g_strndup (location, strlen (location) - strlen ("%d.raw"));
  g_autofree char *first = g_strconcat (path, "0.raw", NULL);
  GStatBuf status;
  char *data;
  gsize length;

  rbk_test_wait_until (g_stat (first, &status) == 0 && status.st_size >= (goffset) size);
  g_assert_true (g_file_get_contents (first, &data, &length, NULL));
  g_assert_cmpuint (length, ==, size);
  g_assert_cmpint (g_unlink (first), ==, 0);
  return (gint16 *) (void *) data;
}

static void
test_switching_ears_keeps_the_position (void)
{
  const guint n = 3 * RBK_PCM_RATE + 17;
  g_autofree char *location = g_build_filename (g_get_user_runtime_dir (), "switched%d.raw", NULL);
  Heard heard;
  g_autoptr (RbkPlayer) player = player_into_file (&heard, location);
  g_autoptr (GBytes) plain = make_ruler (n, 1);
  g_autoptr (GBytes) phone = make_ruler (n, -1);
  g_autofree gint16 *samples = NULL;
  guint n_switches = 0;
  guint n_between = 0;
  int side = 1;

  rbk_player_set_pcm (player, plain);
  rbk_player_set_phone_pcm (player, phone);
  play (player);
  for (guint i = 1; i <= 5; i++)
    {
      rbk_test_wait_until (rbk_player_get_position_us (player) > i * 450000);
      rbk_player_set_on_phone (player, i % 2 == 1);
      g_assert_cmpint (rbk_player_get_on_phone (player), ==, i % 2 == 1);
      g_assert_true (rbk_player_get_playing (player));
    }
  rbk_test_wait_until (heard.n_ended == 1);
  samples = read_samples (location, n * sizeof (gint16));
  for (guint i = 0; i < n; i++)
    {
      int sample = GINT16_FROM_LE (samples[i]);

      if (ABS (sample) != ruler_at (i))
        {
          /* Within a fade, and never beyond either side. */
          g_assert_cmpint (ABS (sample), <, ruler_at (i));
          n_between++;
        }
      else if (sample * side < 0)
        {
          side = -side;
          n_switches++;
        }
    }
  g_assert_cmpuint (n_switches, ==, 5);
  g_assert_cmpuint (n_between, >, 0);
  g_assert_cmpuint (n_between, <=, 5 * RBK_PCM_RATE / 200);
}

/* The phone's sound comes late, while it plays already: it is heard from then on, and forgotten with the
 * sound it belongs to. */
static void
test_phone_comes_late_and_goes (void)
{
  const guint n = 2 * RBK_PCM_RATE;
  g_autofree char *location = g_build_filename (g_get_user_runtime_dir (), "late%d.raw", NULL);
  Heard heard;
  g_autoptr (RbkPlayer) player = player_into_file (&heard, location);
  g_autoptr (GBytes) plain = make_ruler (n, 1);
  g_autoptr (GBytes) phone = make_ruler (n, -1);
  g_autoptr (GBytes) other = make_ruler (n, 1);

  rbk_player_set_on_phone (player, TRUE);
  for (guint round = 0; round < 2; round++)
    {
      g_autofree gint16 *samples = NULL;

      rbk_player_set_pcm (player, round == 0 ? plain : other);
      play (player);
      rbk_test_wait_until (rbk_player_get_position_us (player) > 500000);
      if (round == 0)
        rbk_player_set_phone_pcm (player, phone);
      rbk_test_wait_until (heard.n_ended == round + 1);
      samples = read_samples (location, n * sizeof (gint16));
      g_assert_cmpint ((gint16) GINT16_FROM_LE (samples[0]), ==, ruler_at (0));
      g_assert_cmpint (
        (gint16) GINT16_FROM_LE (samples[n - 1]), ==, round == 0 ? -ruler_at (n - 1) : ruler_at (n - 1));
    }
  g_assert_true (rbk_player_get_on_phone (player));
}

/* Takes of different loudness play equally loud, and the next one as it is. */
static void
test_gain_is_heard (void)
{
  const double gains[] = { 6, -12, 100, 0 };
  g_autofree char *location = g_build_filename (g_get_user_runtime_dir (), "gain%d.raw", NULL);
  Heard heard;
  g_autoptr (RbkPlayer) player = player_into_file (&heard, location);

  for (guint i = 0; i < G_N_ELEMENTS (gains); i++)
    {
      g_autoptr (GBytes) pcm = make_tone (0.5);
      gsize size = g_bytes_get_size (pcm);
      g_autofree gint16 *samples = NULL;
      double level;

      rbk_player_set_pcm (player, pcm);
      g_assert_cmpfloat (rbk_player_get_gain_db (player), ==, 0);
      if (gains[i] != 0)
        rbk_player_set_gain_db (player, gains[i]);
      play (player);
      rbk_test_wait_until (heard.n_ended == i + 1);
      samples = read_samples (location, size);
      level = rbk_test_rms_db ((const guint8 *) samples + size / 2, size / 2);
      /* At the end of the scale, the tone is a square. */
      if (gains[i] == 100)
        g_assert_cmpfloat (level, >, -1);
      else
        g_assert_cmpfloat_with_epsilon (level, -20 + gains[i], 0.1);
    }
}

static void
test_nothing_to_play (void)
{
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  g_autoptr (GError) error = NULL;

  rbk_player_pause (player);
  rbk_player_seek (player, 5000000);
  rbk_player_skip (player, 5000000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 0);
  g_assert_false (rbk_player_play (player, &error));
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
}

static void
test_failure_is_said_once (void)
{
  Heard heard;
  g_autoptr (RbkPlayer) player = player_new (&heard, 1);

  g_setenv ("RBK_AUDIO_SINK", "identity error-after=2 ! fakesink sync=true", TRUE);
  play (player);
  rbk_test_wait_until (heard.n_failed > 0);
  g_assert_error (heard.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_SPEAKER);
  g_assert_false (rbk_player_get_playing (player));
  g_setenv ("RBK_AUDIO_SINK", "nosuchsink", TRUE);
  play (player);
  rbk_test_wait_until (heard.n_failed > 1);
  g_assert_error (heard.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MISSING_ELEMENT);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  rbk_player_seek (player, 0);
  play (player);
  rbk_test_wait_until (heard.n_ended == 1);
  g_assert_cmpuint (heard.n_failed, ==, 2);
  g_clear_error (&heard.error);
}

static void
test_ends_in_the_middle (void)
{
  for (guint i = 0; i < 6; i++)
    {
      Heard heard;
      RbkPlayer *player = player_new (&heard, 3);

      play (player);
      if (i % 2 == 0)
        rbk_test_wait_until (rbk_player_get_position_us (player) > 10000 * i);
      if (i % 3 == 0)
        rbk_player_pause (player);
      g_object_add_weak_pointer (G_OBJECT (player), (gpointer *) &player);
      g_object_unref (player);
      rbk_test_wait_until (player == NULL);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/media/player/nothing-to-play", test_nothing_to_play);
  if (CAN_REPLACE)
    {
      g_test_add_func ("/media/player/plays-to-the-end-many-times", test_plays_to_the_end_many_times);
      g_test_add_func ("/media/player/shortest-sound-ends", test_shortest_sound_ends);
      g_test_add_func ("/media/player/pause-keeps-the-position", test_pause_keeps_the_position);
      g_test_add_func ("/media/player/seek-shows-at-once", test_seek_shows_at_once);
      g_test_add_func ("/media/player/seeks-in-a-row", test_seeks_in_a_row_end_where_the_last_says);
      g_test_add_func ("/media/player/seek-at-the-end-goes-on", test_seek_at_the_end_goes_on);
      g_test_add_func ("/media/player/speed-is-kept", test_speed_is_kept);
      g_test_add_func ("/media/player/speed-changes-in-the-middle", test_speed_can_change_in_the_middle);
      g_test_add_func ("/media/player/another-sound-in-the-middle", test_another_sound_in_the_middle);
      g_test_add_func ("/media/player/switching-ears-keeps-the-position",
                       test_switching_ears_keeps_the_position);
      g_test_add_func ("/media/player/phone-comes-late-and-goes", test_phone_comes_late_and_goes);
      g_test_add_func ("/media/player/gain-is-heard", test_gain_is_heard);
      g_test_add_func ("/media/player/failure-is-said-once", test_failure_is_said_once);
      g_test_add_func ("/media/player/ends-in-the-middle", test_ends_in_the_middle);
    }
  return g_test_run ();
}
