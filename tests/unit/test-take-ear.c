/* test-take-ear.c: takes are heard equally loud, and as on a telephone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-take-ear.h"
#include "test-composer.h"

#include <math.h>

/* The microphone is opened before anybody records: @source is what is heard first. */
static RbkComposer *
open_composer (Fixture *fixture, const char *source)
{
  g_setenv ("RBK_AUDIO_SOURCE", source, TRUE);
  return rbk_composer_new (fixture->desk, fixture->customer);
}

static void
record_from (RbkComposer *composer, const char *source)
{
  g_setenv ("RBK_AUDIO_SOURCE", source, TRUE);
  record (composer, 1000000);
}

static void
choose (RbkComposer *composer, guint position)
{
  g_autoptr (RbkTake) take = g_list_model_get_item (G_LIST_MODEL (composer), position);

  rbk_composer_choose (composer, take);
  rbk_test_wait_until (
    rbk_composer_get_chosen_sound (composer) != NULL &&
    g_str_equal (rbk_take_get_id (rbk_composer_get_chosen (composer)), rbk_take_get_id (take)));
}

/* How loud the chosen take comes out of the speaker. */
static double
get_heard (RbkComposer *composer, RbkTakeEar *ear)
{
  RbkLoudness loudness;

  rbk_test_wait_until (rbk_take_ear_get_loudness (ear, &loudness));
  return loudness.integrated_lufs + rbk_player_get_gain_db (rbk_composer_get_player (composer));
}

/* What is still computed holds the ear until it has noticed that it is over. */
static void
close_ear (RbkTakeEar *ear)
{
  gpointer held = ear;

  rbk_take_ear_close (ear);
  g_object_add_weak_pointer (G_OBJECT (ear), &held);
  g_object_unref (ear);
  rbk_test_wait_until (held == NULL);
}

/* A/B: the louder take is not the better one. */
static void
test_takes_are_equally_loud (Fixture *fixture, gconstpointer data)
{
  static const char *const sources[] = { "audiotestsrc is-live=true volume=0.03",
                                         "audiotestsrc is-live=true volume=0.4",
                                         "audiotestsrc is-live=true wave=white-noise volume=0.1" };
  RbkComposer *composer = open_composer (fixture, sources[0]);
  RbkTakeEar *ear;
  double gains[G_N_ELEMENTS (sources)];

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    record_from (composer, sources[i]);
  ear = rbk_take_ear_new (composer);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      choose (composer, i);
      rbk_test_wait_until (fabs (get_heard (composer, ear) - RBK_LOUDNESS_TARGET_LUFS) <= 1);
      gains[i] = rbk_player_get_gain_db (rbk_composer_get_player (composer));
    }
  g_assert_cmpfloat (gains[0] - gains[1], >, 20);
  /* Known once, it is so from the first sample on. */
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      choose (composer, i);
      g_assert_cmpfloat_with_epsilon (
        rbk_player_get_gain_db (rbk_composer_get_player (composer)), gains[i], 0.01);
    }
  close_ear (ear);
  close_composer (composer);
}

/* An edit makes it another sound, and what was loud in it may be gone. */
static void
test_edited_take_is_measured_anew (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = open_composer (fixture, "audiotestsrc is-live=true wave=white-noise volume=0.1");
  RbkTakeEar *ear = rbk_take_ear_new (composer);
  g_autoptr (GBytes) whole = NULL;
  RbkLoudness before, after;

  /* No two parts of noise are quite as loud. */
  record_from (composer, "audiotestsrc is-live=true wave=white-noise volume=0.1");
  rbk_test_wait_until (rbk_take_ear_get_loudness (ear, &before));
  whole = g_bytes_ref (rbk_composer_get_chosen_sound (composer));
  g_assert_true (rbk_composer_remove (composer, 0, 24000, NULL));
  rbk_test_wait_until (rbk_composer_get_chosen_sound (composer) != whole);
  rbk_test_wait_until (rbk_take_ear_get_loudness (ear, &after));
  g_assert_true (before.integrated_lufs != after.integrated_lufs);
  close_ear (ear);
  close_composer (composer);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_telephone_is_heard_at_once (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = open_composer (fixture, "audiotestsrc is-live=true volume=0.1");
  RbkTakeEar *ear = rbk_take_ear_new (composer);
  RbkPlayer *player = rbk_composer_get_player (composer);
  guint changes = 0;

  g_assert_false (rbk_take_ear_is_phone_ready (ear));
  record_from (composer, "audiotestsrc is-live=true volume=0.1");
  record_from (composer, "audiotestsrc is-live=true volume=0.2");
  rbk_test_wait_until (rbk_take_ear_is_phone_ready (ear));
  g_signal_connect_swapped (ear, "changed", G_CALLBACK (count_cb), &changes);
  rbk_take_ear_set_on_phone (ear, TRUE);
  g_assert_cmpuint (changes, ==, 1);
  rbk_take_ear_set_on_phone (ear, TRUE);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (rbk_player_get_on_phone (player));
  /* It holds for the other takes, and what was computed for one is not lost. */
  choose (composer, 0);
  g_assert_true (rbk_take_ear_get_on_phone (ear));
  rbk_test_wait_until (rbk_take_ear_is_phone_ready (ear));
  rbk_take_ear_set_on_phone (ear, FALSE);
  g_assert_false (rbk_player_get_on_phone (player));
  close_ear (ear);
  close_composer (composer);
}

/* Whoever is too far from the microphone hears so before it leaves. */
static void
test_how_loud_it_leaves_is_known (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *source;
    RbkLeavingLoudness leaving;
  } cases[] = {
    { "audiotestsrc is-live=true wave=silence", RBK_LEAVING_SILENT },
    { "audiotestsrc is-live=true volume=0.001", RBK_LEAVING_TOO_SOFT },
    { "audiotestsrc is-live=true volume=0.03", RBK_LEAVING_RAISED },
    { "audiotestsrc is-live=true freq=997 volume=0.159", RBK_LEAVING_AS_IT_IS },
    { "audiotestsrc is-live=true volume=0.6", RBK_LEAVING_LOWERED },
  };
  RbkComposer *composer = open_composer (fixture, cases[0].source);
  RbkTakeEar *ear = rbk_take_ear_new (composer);

  g_assert_cmpint (rbk_take_ear_judge_leaving (ear), ==, RBK_LEAVING_UNKNOWN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RbkLoudness loudness;

      record_from (composer, cases[i].source);
      rbk_test_wait_until (rbk_take_ear_get_loudness (ear, &loudness));
      g_test_message ("%s: %.1f LUFS", cases[i].source, loudness.integrated_lufs);
      g_assert_cmpint (rbk_take_ear_judge_leaving (ear), ==, cases[i].leaving);
    }
  close_ear (ear);
  close_composer (composer);
}

/* Closed in the middle of it, it lets the composer go. */
static void
test_closed_while_it_computes (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = open_composer (fixture, "audiotestsrc is-live=true volume=0.1");
  RbkTakeEar *ear;
  RbkLoudness loudness;

  record_from (composer, "audiotestsrc is-live=true volume=0.1");
  ear = rbk_take_ear_new (composer);
  rbk_take_ear_close (ear);
  rbk_take_ear_close (ear);
  g_assert_false (rbk_take_ear_get_loudness (ear, &loudness));
  g_assert_false (rbk_take_ear_is_phone_ready (ear));
  rbk_take_ear_set_on_phone (ear, TRUE);
  g_assert_false (rbk_take_ear_get_on_phone (ear));
  close_composer (composer);
  close_ear (ear);
}

#define ADD(path, function) g_test_add ("/take-ear/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  ADD ("equally-loud", test_takes_are_equally_loud);
  ADD ("edited", test_edited_take_is_measured_anew);
  ADD ("telephone", test_telephone_is_heard_at_once);
  ADD ("leaving", test_how_loud_it_leaves_is_known);
  ADD ("closed", test_closed_while_it_computes);
  return g_test_run ();
}
