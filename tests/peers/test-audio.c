/* test-audio.c: recorder, player and list of microphones against a real PulseAudio. with-pulseaudio starts
 * the server, in the state that the argument names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-microphones.h"
#include "media/rbk-pcm.h"
#include "media/rbk-phone-ear.h"
#include "media/rbk-player.h"
#include "media/rbk-recorder.h"
#include "media/rbk-room.h"
#include "rbk-test-speech.h"
#include "rbk-test.h"
#include <glib/gstdio.h>

#define SAID  "Hello Ana, this is Devon Clark from Northside Motors about the blue estate car."
#define OTHER "Entirely different words were spoken by someone else on another day, slowly. Very slowly."

typedef struct
{
  RbkRecorder *recorder;
  GByteArray *pcm;
  GError *error;
  guint n_stopped;
  guint n_failed;
} Take;

static void
pcm_cb (RbkRecorder *recorder, GBytes *bytes, Take *take)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpuint (take->n_stopped + take->n_failed, ==, 0);
  g_byte_array_append (take->pcm, data, (guint) size);
}

static void
stopped_cb (RbkRecorder *recorder, Take *take)
{
  take->n_stopped++;
}

static void
failed_cb (RbkRecorder *recorder, GError *error, Take *take)
{
  take->n_failed++;
  take->error = g_error_copy (error);
}

static void
take_init (Take *take)
{
  *take = (Take) { .recorder = rbk_recorder_new (), .pcm = g_byte_array_new () };
  g_signal_connect (take->recorder, "pcm", G_CALLBACK (pcm_cb), take);
  g_signal_connect (take->recorder, "stopped", G_CALLBACK (stopped_cb), take);
  g_signal_connect (take->recorder, "failed", G_CALLBACK (failed_cb), take);
}

static void
take_clear (Take *take)
{
  g_object_unref (take->recorder);
  g_byte_array_unref (take->pcm);
  g_clear_error (&take->error);
}

static void
take_start (Take *take)
{
  g_autoptr (GError) error = NULL;

  take->n_stopped = 0;
  g_byte_array_set_size (take->pcm, 0);
  g_assert_true (rbk_recorder_start (take->recorder, &error));
  g_assert_no_error (error);
}

static void
take_record (Take *take)
{
  take_start (take);
  rbk_test_wait_until (take->n_failed > 0 || (rbk_recorder_get_duration_us (take->recorder) > 0 &&
                                              rbk_recorder_get_microphone_name (take->recorder) != NULL));
  if (take->error != NULL)
    g_error ("recording failed: %s", take->error->message);
}

static void
take_stop (Take *take)
{
  rbk_recorder_stop (take->recorder);
  rbk_test_wait_until (take->n_stopped > 0);
}

static GBytes *
take_bytes (Take *take)
{
  return g_bytes_new (take->pcm->data, take->pcm->len);
}

static void
waited_cb (GObject *process, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* Runs a program to its end, and the main loop meanwhile. */
static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, waited_cb, &done);
  rbk_test_wait_until (done);
  if (!g_subprocess_get_successful (process))
    g_error ("%s %s failed", argv[0], argv[1]);
}

#define RUN(...) run ((const char *const[]) { __VA_ARGS__, NULL })

static char *
speak_to_file (const char *words, const char *name)
{
  char *path = g_build_filename (g_get_user_runtime_dir (), name, NULL);

  RUN ("espeak-ng", "-v", "en", "-w", path, words);
  return path;
}

static GBytes *
read_wav (const char *path)
{
  g_autofree char *raw = g_strconcat (path, ".raw", NULL);
  char *data;
  gsize size;

  RUN ("sox", path, "-t", "raw", "-r", "48000", "-c", "1", "-b", "16", "-e", "signed-integer", raw);
  g_assert_true (g_file_get_contents (raw, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

static char *
read_pactl (const char *first, const char *second)
{
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, "pactl", "list", first, second, NULL);
  char *text = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, NULL));
  return text;
}

/* The number of the module that made a device. */
static char *
find_module (const char *argument)
{
  g_autofree char *text = read_pactl ("short", "modules");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], argument) != NULL)
      return g_strndup (lines[i], strcspn (lines[i], "\t"));
  g_error ("no module with %s", argument);
}

static void
unplug (const char *source)
{
  g_autofree char *argument = g_strconcat ("source_name=", source, NULL);
  g_autofree char *module = find_module (argument);

  RUN ("pactl", "unload-module", module);
}

static void
plug (const char *source, const char *feed, const char *description)
{
  g_autofree char *name = g_strconcat ("source_name=", source, NULL);
  g_autofree char *master = g_strconcat ("master=", feed, ".monitor", NULL);
  g_autofree char *properties =
    g_strdup_printf ("source_properties=\"device.description='%s'\"", description);

  RUN ("pactl", "load-module", "module-remap-source", name, master, properties);
}

/* What `pactl list` says of the recorder's own stream, or nothing. */
static char *
find_own_stream (void)
{
  g_autofree char *text = read_pactl ("source-outputs", NULL);
  g_auto (GStrv) streams = g_strsplit (text, "Source Output #", -1);

  for (guint i = 0; streams[i] != NULL; i++)
    if (strstr (streams[i], "application.name = \"Ringback\"") != NULL)
      return g_strdup (streams[i]);
  return NULL;
}

static gboolean
nobody_records (void)
{
  g_autofree char *stream = find_own_stream ();

  return stream == NULL;
}

/* Speaks into a microphone while @take records, and returns how alike the two are. */
static double
record_speech (Take *take, const char *wav, const char *feed)
{
  g_autofree char *device = g_strconcat ("--device=", feed, NULL);
  g_autoptr (GBytes) said = read_wav (wav);
  g_autoptr (GBytes) heard = NULL;

  take_record (take);
  RUN ("paplay", device, wav);
  take_stop (take);
  heard = take_bytes (take);
  return rbk_test_likeness (said, heard);
}

static void
test_records_what_is_said (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  g_autofree char *other = speak_to_file (OTHER, "other.wav");
  g_autoptr (GBytes) other_pcm = read_wav (other);
  g_autoptr (GBytes) heard = NULL;
  Take take;
  double likeness;

  take_init (&take);
  g_assert_true (nobody_records ());
  likeness = record_speech (&take, said, "micfeed");
  heard = take_bytes (&take);
  g_test_message ("likeness %.3f, other words %.3f", likeness, rbk_test_likeness (other_pcm, heard));
  g_assert_cmpfloat (likeness, >, 0.9);
  g_assert_cmpfloat (rbk_test_likeness (other_pcm, heard), <, 0.7);
  g_assert_cmpstr (rbk_recorder_get_microphone_name (take.recorder), ==, "Test Microphone");
  g_assert_true (nobody_records ());
  take_clear (&take);
}

static void
test_records_one_after_another (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  Take take;

  take_init (&take);
  for (guint i = 0; i < 3; i++)
    {
      if (i == 1)
        rbk_recorder_prepare (take.recorder);
      g_assert_cmpfloat (record_speech (&take, said, "micfeed"), >, 0.9);
    }
  take_clear (&take);
}

/* Preparing shows nowhere as a recording. */
static void
test_prepare_does_not_listen (void)
{
  Take take;
  gint64 until = g_get_monotonic_time () + 300000;

  take_init (&take);
  rbk_recorder_prepare (take.recorder);
  rbk_test_wait_until (g_get_monotonic_time () > until);
  g_assert_true (nobody_records ());
  take_clear (&take);
}

/* What is said in a pause is not in the take, and what is said around it is one speech. */
static void
test_pause_leaves_no_gap (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  g_autofree char *other = speak_to_file (OTHER, "other.wav");
  g_autoptr (GBytes) said_pcm = read_wav (said);
  g_autoptr (GBytes) heard = NULL;
  Take take;
  gint64 duration_us;

  take_init (&take);
  take_record (&take);
  RUN ("paplay", "--device=micfeed", said);
  rbk_recorder_pause (take.recorder);
  rbk_test_wait_until (rbk_pcm_duration_us (take.pcm->len) == rbk_recorder_get_duration_us (take.recorder));
  duration_us = rbk_recorder_get_duration_us (take.recorder);
  RUN ("paplay", "--device=micfeed", other);
  g_assert_cmpint (rbk_recorder_get_duration_us (take.recorder) - duration_us, <, 100000);
  rbk_recorder_resume (take.recorder);
  rbk_test_wait_until (rbk_recorder_get_duration_us (take.recorder) > duration_us + 300000);
  RUN ("paplay", "--device=micfeed", said);
  take_stop (&take);
  heard = take_bytes (&take);
  {
    g_autoptr (GBytes) first = rbk_pcm_slice (heard, 0, duration_us);
    g_autoptr (GBytes) second = rbk_pcm_slice (heard, duration_us, -1);
    g_autoptr (GBytes) other_pcm = read_wav (other);

    g_assert_cmpfloat (rbk_test_likeness (said_pcm, first), >, 0.9);
    g_assert_cmpfloat (rbk_test_likeness (said_pcm, second), >, 0.9);
    g_assert_cmpfloat (rbk_test_likeness (other_pcm, heard), <, 0.7);
  }
  /* Nothing was filled in for the pause, which was longer than five seconds. */
  g_assert_cmpint (rbk_recorder_get_duration_us (take.recorder),
                   <,
                   2 * rbk_pcm_duration_us (g_bytes_get_size (said_pcm)) + 3 * G_USEC_PER_SEC);
  take_clear (&take);
}

static void
test_unplugging_keeps_what_was_said (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  g_autoptr (GBytes) said_pcm = read_wav (said);
  g_autoptr (GBytes) heard = NULL;
  const char *const chosen[] = { NULL, "mic" };

  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      Take take;

      take_init (&take);
      rbk_recorder_set_microphone (take.recorder, chosen[i]);
      take_record (&take);
      RUN ("paplay", "--device=micfeed", said);
      unplug ("mic");
      rbk_test_wait_until (take.n_failed > 0);
      g_assert_error (take.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MICROPHONE_LOST);
      g_assert_cmpuint (take.n_stopped, ==, 0);
      g_assert_cmpint (rbk_recorder_get_state (take.recorder), ==, RBK_RECORDER_FAILED);
      g_assert_cmpint (rbk_pcm_duration_us (take.pcm->len), ==, rbk_recorder_get_duration_us (take.recorder));
      g_clear_pointer (&heard, g_bytes_unref);
      heard = take_bytes (&take);
      g_assert_cmpfloat (rbk_test_likeness (said_pcm, heard), >, 0.9);
      g_assert_true (nobody_records ());
      plug ("mic", "micfeed", "Test Microphone");
      RUN ("pactl", "set-default-source", "mic");
      take_clear (&take);
    }
}

static void
test_records_the_chosen_one (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  Take take;

  take_init (&take);
  rbk_recorder_set_microphone (take.recorder, "other");
  g_assert_cmpfloat (record_speech (&take, said, "otherfeed"), >, 0.9);
  g_assert_cmpstr (rbk_recorder_get_microphone_name (take.recorder), ==, "Other Microphone");
  g_assert_cmpfloat (record_speech (&take, said, "micfeed"), <, 0.5);
  rbk_recorder_set_microphone (take.recorder, NULL);
  g_assert_cmpfloat (record_speech (&take, said, "micfeed"), >, 0.9);
  g_assert_cmpstr (rbk_recorder_get_microphone_name (take.recorder), ==, "Test Microphone");
  take_clear (&take);
}

static void
test_chosen_one_is_not_there (void)
{
  Take take;

  take_init (&take);
  rbk_recorder_set_microphone (take.recorder, "gone");
  take_start (&take);
  rbk_test_wait_until (take.n_failed > 0);
  g_assert_error (take.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_MICROPHONE);
  g_assert_cmpuint (take.pcm->len, ==, 0);
  take_clear (&take);
}

/* Whoever follows the desktop's choice may change it in the middle, while the first microphone stays. */
static void
test_follows_another_choice (void)
{
  Take take;
  gint64 until;
  g_autofree char *stream = NULL;

  take_init (&take);
  take_record (&take);
  stream = find_own_stream ();
  g_assert_nonnull (stream);
  stream[strcspn (stream, "\n")] = '\0';
  RUN ("pactl", "move-source-output", stream, "other");
  rbk_test_wait_until (take.n_failed > 0 ||
                       g_strcmp0 (rbk_recorder_get_microphone_name (take.recorder), "Other Microphone") == 0);
  g_assert_cmpuint (take.n_failed, ==, 0);
  until = g_get_monotonic_time () + 500000;
  rbk_test_wait_until (g_get_monotonic_time () > until);
  g_assert_cmpint (rbk_recorder_get_state (take.recorder), ==, RBK_RECORDER_RECORDING);
  take_stop (&take);
  take_clear (&take);
}

static void
test_list_follows_plugging (void)
{
  g_autoptr (RbkMicrophones) list = rbk_microphones_new ();
  g_autoptr (RbkMicrophones) second = rbk_microphones_new ();
  GListModel *model = G_LIST_MODEL (list);
  RbkMicrophone *mic;

  g_assert_true (g_list_model_get_item_type (model) == RBK_TYPE_MICROPHONE);
  rbk_test_wait_until (g_list_model_get_n_items (model) == 2);
  /* By name, and no monitor of a speaker among them. */
  {
    g_autoptr (RbkMicrophone) first = g_list_model_get_item (model, 0);

    g_assert_cmpstr (rbk_microphone_get_name (first), ==, "Other Microphone");
    g_assert_cmpstr (rbk_microphone_get_id (first), ==, "other");
    g_assert_false (rbk_microphone_get_is_default (first));
  }
  mic = rbk_microphones_find (list, "mic");
  g_assert_nonnull (mic);
  g_assert_cmpstr (rbk_microphone_get_name (mic), ==, "Test Microphone");
  g_assert_true (rbk_microphone_get_is_default (mic));
  g_assert_true (rbk_microphones_find (list, NULL) == mic);

  unplug ("other");
  rbk_test_wait_until (g_list_model_get_n_items (model) == 1);
  g_assert_true (rbk_microphones_find (list, "mic") == mic);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (second)) == 1);
  plug ("other", "otherfeed", "Other Microphone");
  rbk_test_wait_until (g_list_model_get_n_items (model) == 2);
  RUN ("pactl", "set-default-source", "other");
  rbk_test_wait_until (rbk_microphones_find (list, NULL) != NULL &&
                       g_str_equal (rbk_microphone_get_id (rbk_microphones_find (list, NULL)), "other"));
  RUN ("pactl", "set-default-source", "mic");
  rbk_test_wait_until (rbk_microphones_find (list, NULL) != NULL &&
                       g_str_equal (rbk_microphone_get_id (rbk_microphones_find (list, NULL)), "mic"));
  rbk_microphones_refresh (list);
  rbk_test_wait_until (g_list_model_get_n_items (model) == 2);
}

static void
ended_cb (RbkPlayer *player, guint *n_ended)
{
  (*n_ended)++;
}

static void
player_failed_cb (RbkPlayer *player, GError *error, GError **place)
{
  g_clear_error (place);
  *place = g_error_copy (error);
}

/* Writes all that the loudspeaker plays to a file, from now on. */
static GSubprocess *
listen (const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *listener;
  GStatBuf status;

  g_unlink (path);
  listener = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE,
                               &error,
                               "parec",
                               "--device=speaker.monitor",
                               "--rate=48000",
                               "--channels=1",
                               "--format=s16le",
                               "--raw",
                               path,
                               NULL);
  g_assert_no_error (error);
  rbk_test_wait_until (g_stat (path, &status) == 0 && status.st_size > 1000);
  return listener;
}

static GBytes *
stop_listening (GSubprocess *listener, const char *path)
{
  gint64 until = g_get_monotonic_time () + 400000;
  char *data;
  gsize size;

  /* What is on its way to the listener's file arrives. */
  rbk_test_wait_until (g_get_monotonic_time () > until);
  g_subprocess_send_signal (listener, 15);
  g_subprocess_wait (listener, NULL, NULL);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  return g_bytes_new_take (data, size);
}

static void
test_plays_what_was_recorded (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "heard.raw", NULL);
  g_autoptr (GBytes) said_pcm = read_wav (said);
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  guint n_ended = 0;

  rbk_player_set_pcm (player, said_pcm);
  g_signal_connect (player, "ended", G_CALLBACK (ended_cb), &n_ended);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSubprocess) listener = NULL;
      g_autoptr (GBytes) heard = NULL;
      g_autoptr (GError) error = NULL;
      double likeness;

      listener = listen (path);
      g_assert_true (rbk_player_play (player, &error));
      rbk_test_wait_until (n_ended == i + 1);
      g_assert_cmpint (rbk_player_get_position_us (player), ==, 0);
      heard = stop_listening (listener, path);
      likeness = rbk_test_likeness (said_pcm, heard);
      g_test_message ("likeness %.3f", likeness);
      g_assert_cmpfloat (likeness, >, 0.9);
    }
}

/* A seek is heard where it says: the end of the speech alone, after a pause and a jump. */
static void
test_seek_is_heard (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "heard.raw", NULL);
  g_autoptr (GBytes) said_pcm = read_wav (said);
  g_autoptr (GBytes) end = rbk_pcm_slice (said_pcm, 2500000, -1);
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  g_autoptr (GSubprocess) listener = NULL;
  guint n_ended = 0;

  rbk_player_set_pcm (player, said_pcm);
  g_signal_connect (player, "ended", G_CALLBACK (ended_cb), &n_ended);
  g_assert_true (rbk_player_play (player, NULL));
  rbk_test_wait_until (rbk_player_get_position_us (player) > 200000);
  rbk_player_pause (player);
  listener = listen (path);
  rbk_player_seek (player, 2500000);
  g_assert_cmpint (rbk_player_get_position_us (player), ==, 2500000);
  g_assert_true (rbk_player_play (player, NULL));
  rbk_test_wait_until (n_ended == 1);
  heard = stop_listening (listener, path);
  g_assert_cmpfloat (rbk_test_likeness (end, heard), >, 0.9);
}

/* The loudspeaker gives the second half as a telephone would, and nothing is left out between the halves. */
static void
test_switching_ears_is_heard (void)
{
  g_autofree char *said = speak_to_file (SAID, "said.wav");
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "heard.raw", NULL);
  g_autoptr (GBytes) said_pcm = read_wav (said);
  g_autoptr (GBytes) phone = rbk_phone_ear (said_pcm, NULL, NULL);
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  g_autoptr (GSubprocess) listener = NULL;
  gint64 half_us = rbk_pcm_duration_us (g_bytes_get_size (said_pcm)) / 2;
  guint n_ended = 0;
  double likeness;

  rbk_player_set_pcm (player, said_pcm);
  rbk_player_set_phone_pcm (player, phone);
  g_signal_connect (player, "ended", G_CALLBACK (ended_cb), &n_ended);
  listener = listen (path);
  g_assert_true (rbk_player_play (player, NULL));
  rbk_test_wait_until (rbk_player_get_position_us (player) > half_us);
  rbk_player_set_on_phone (player, TRUE);
  rbk_test_wait_until (n_ended == 1);
  heard = stop_listening (listener, path);
  likeness = rbk_test_likeness (said_pcm, heard);
  {
    g_autoptr (GBytes) end = rbk_pcm_slice (said_pcm, half_us + 400000, -1);
    g_autoptr (GBytes) phone_end = rbk_pcm_slice (phone, half_us + 400000, -1);
    g_autoptr (GBytes) rest =
      rbk_pcm_slice (heard, rbk_pcm_duration_us (g_bytes_get_size (heard)) - half_us + 400000, -1);

    g_test_message ("likeness %.3f; hiss of the second half: said %.3f, by phone %.3f, heard %.3f",
                    likeness,
                    rbk_test_hiss (end),
                    rbk_test_hiss (phone_end),
                    rbk_test_hiss (rest));
    g_assert_cmpfloat (likeness, >, 0.9);
    g_assert_cmpfloat (rbk_test_hiss (rest), <, (rbk_test_hiss (end) + rbk_test_hiss (phone_end)) / 2);
  }
}

/* Before speaking: the chosen microphone's noise, of which nothing shows as a recording afterwards. */
static void
test_room_is_listened_to (void)
{
  g_autofree char *noise = g_build_filename (g_get_user_runtime_dir (), "noise.wav", NULL);
  const RbkRoomVerdict expected[] = { RBK_ROOM_DEAD, RBK_ROOM_VERY_NOISY };

  RUN (
    "sox", "-n", "-r", "48000", "-c", "1", "-b", "16", noise, "synth", "6", "pinknoise", "gain", "-n", "-8");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) fan = NULL;
      RbkRoom room;

      if (i == 1)
        {
          gint64 until = g_get_monotonic_time () + 500000;

          fan = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, "paplay", "--device=micfeed", noise, NULL);
          rbk_test_wait_until (g_get_monotonic_time () > until);
        }
      rbk_room_listen_async ("mic", NULL, rbk_test_keep_result_cb, &result);
      rbk_test_wait_until (result != NULL);
      g_assert_true (rbk_room_listen_finish (result, &room, &error));
      g_assert_no_error (error);
      g_test_message ("%.1f dBFS", room.noise_db);
      g_assert_cmpint (room.verdict, ==, expected[i]);
      if (fan != NULL)
        {
          g_subprocess_send_signal (fan, 15);
          g_subprocess_wait (fan, NULL, NULL);
        }
      g_assert_true (nobody_records ());
    }
}

/* Last: it takes the server with it. */
static void
test_server_dies (void)
{
  g_autoptr (GBytes) silence = g_bytes_new_take (g_malloc0 (960000), 960000);
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  g_autoptr (RbkMicrophones) list = rbk_microphones_new ();
  g_autoptr (GError) error = NULL;
  Take take;

  take_init (&take);
  rbk_player_set_pcm (player, silence);
  g_signal_connect (player, "failed", G_CALLBACK (player_failed_cb), &error);
  g_assert_true (rbk_player_play (player, NULL));
  take_record (&take);
  rbk_test_wait_until (rbk_recorder_get_duration_us (take.recorder) > 300000 &&
                       rbk_player_get_position_us (player) > 100000);
  RUN ("pactl", "exit");
  rbk_test_wait_until (take.n_failed > 0 && error != NULL);
  g_assert_error (take.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MICROPHONE_LOST);
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_SPEAKER);
  g_assert_cmpint (rbk_pcm_duration_us (take.pcm->len), >, 300000);
  g_assert_false (rbk_player_get_playing (player));
  g_clear_error (&take.error);
  take.n_failed = 0;
  take_start (&take);
  rbk_test_wait_until (take.n_failed > 0);
  g_assert_error (take.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_SOUND_SERVER);
  rbk_microphones_refresh (list);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0);
  take_clear (&take);
}

static void
assert_sentence (const GError *error)
{
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

/* V-15's worst case: a server that would give what the loudspeakers play, and call it a recording. */
static void
test_no_microphone_is_said (void)
{
  Take take;

  take_init (&take);
  for (guint i = 0; i < 2; i++)
    {
      if (i == 1)
        rbk_recorder_prepare (take.recorder);
      g_clear_error (&take.error);
      take.n_failed = 0;
      take_start (&take);
      rbk_test_wait_until (take.n_failed > 0);
      g_assert_error (take.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_MICROPHONE);
      assert_sentence (take.error);
      g_assert_cmpuint (take.pcm->len, ==, 0);
    }
  take_clear (&take);
}

static void
test_microphone_comes_later (void)
{
  g_autoptr (RbkMicrophones) list = rbk_microphones_new ();
  Take take;

  RUN ("pactl", "load-module", "module-null-sink", "sink_name=micfeed");
  plug ("mic", "micfeed", "Test Microphone");
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1);
  RUN ("pactl", "set-default-source", "mic");
  take_init (&take);
  take_record (&take);
  g_assert_cmpstr (rbk_recorder_get_microphone_name (take.recorder), ==, "Test Microphone");
  take_stop (&take);
  take_clear (&take);
}

static void
test_no_server_is_said (void)
{
  g_autoptr (RbkMicrophones) list = rbk_microphones_new ();
  Take take;

  take_init (&take);
  take_start (&take);
  rbk_test_wait_until (take.n_failed > 0);
  g_assert_error (take.error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_NO_SOUND_SERVER);
  assert_sentence (take.error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  take_clear (&take);
}

static void
test_no_speaker_is_said (gconstpointer code)
{
  g_autoptr (GBytes) silence = g_bytes_new_take (g_malloc0 (96000), 96000);
  g_autoptr (RbkPlayer) player = rbk_player_new ();
  g_autoptr (GError) error = NULL;

  rbk_player_set_pcm (player, silence);
  g_signal_connect (player, "failed", G_CALLBACK (player_failed_cb), &error);
  g_assert_true (rbk_player_play (player, NULL));
  rbk_test_wait_until (error != NULL);
  g_assert_error (error, RBK_MEDIA_ERROR, GPOINTER_TO_INT (code));
  assert_sentence (error);
  g_assert_false (rbk_player_get_playing (player));
}

int
main (int argc, char *argv[])
{
  const char *state = argc > 1 ? argv[argc - 1] : "";
  int result;

  rbk_test_init (&argc, &argv);
  if (g_str_equal (state, "devices"))
    {
      g_test_add_func ("/audio/records-what-is-said", test_records_what_is_said);
      g_test_add_func ("/audio/records-one-after-another", test_records_one_after_another);
      g_test_add_func ("/audio/prepare-does-not-listen", test_prepare_does_not_listen);
      g_test_add_func ("/audio/pause-leaves-no-gap", test_pause_leaves_no_gap);
      g_test_add_func ("/audio/unplugging-keeps-what-was-said", test_unplugging_keeps_what_was_said);
      g_test_add_func ("/audio/records-the-chosen-one", test_records_the_chosen_one);
      g_test_add_func ("/audio/chosen-one-is-not-there", test_chosen_one_is_not_there);
      g_test_add_func ("/audio/follows-another-choice", test_follows_another_choice);
      g_test_add_func ("/audio/list-follows-plugging", test_list_follows_plugging);
      g_test_add_func ("/audio/plays-what-was-recorded", test_plays_what_was_recorded);
      g_test_add_func ("/audio/seek-is-heard", test_seek_is_heard);
      g_test_add_func ("/audio/switching-ears-is-heard", test_switching_ears_is_heard);
      g_test_add_func ("/audio/room-is-listened-to", test_room_is_listened_to);
      g_test_add_func ("/audio/server-dies", test_server_dies);
    }
  else if (g_str_equal (state, "speaker"))
    {
      g_test_add_func ("/audio/no-microphone-is-said", test_no_microphone_is_said);
      g_test_add_func ("/audio/microphone-comes-later", test_microphone_comes_later);
    }
  else if (g_str_equal (state, "bare"))
    {
      g_test_add_func ("/audio/no-microphone-is-said", test_no_microphone_is_said);
      g_test_add_data_func (
        "/audio/no-speaker-is-said", GINT_TO_POINTER (RBK_MEDIA_ERROR_NO_SPEAKER), test_no_speaker_is_said);
    }
  else
    {
      g_test_add_func ("/audio/no-server-is-said", test_no_server_is_said);
      g_test_add_data_func ("/audio/no-speaker-is-said",
                            GINT_TO_POINTER (RBK_MEDIA_ERROR_NO_SOUND_SERVER),
                            test_no_speaker_is_said);
    }
  result = g_test_run ();
  rbk_media_shutdown ();
  return result;
}
