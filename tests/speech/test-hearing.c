/* test-hearing.c: takes are read when they are settled, once, and judged by what was read.
 *
 * The helpers are stand-ins: what a recogniser makes of speech is proved in test-speech.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../unit/test-composer.h"

#include "desk/rbk-hearing.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Of two seconds and a half. */
#define WORD(w, t0, t1, p) "{\"w\":\"" w "\",\"t0\":" #t0 ",\"t1\":" #t1 ",\"p\":" #p "}\n"
static const char spoken[] =
  WORD ("Hi", 0, 100, 0.9) WORD ("Lena,", 100, 300, 0.4) WORD ("this", 300, 400, 0.9)
    WORD ("is", 400, 450, 0.9) WORD ("Ana", 450, 600, 0.9) WORD ("Reyes", 600, 800, 0.9)
      WORD ("from", 800, 900, 0.9) WORD ("Harbor", 900, 1100, 0.9) WORD ("Point", 1100, 1200, 0.9)
        WORD ("Motors.", 1200, 1400, 0.9) "{\"progress\":1}\n{\"engine\":\"canned 1\",\"words\":10}\n";
static const char nothing_said[] =
  WORD ("Well", 0, 100, 0.9) "{\"progress\":1}\n{\"engine\":\"canned 1\",\"words\":1}\n";

typedef struct
{
  Fixture desk;
  char *folder; /* of the models, and of what the helper says */
  char *canned;
  char *wait;
  char *runs;
  RbkSpeechShelf *shelf;
  RbkComposer *composer;
  RbkHearing *hearing;
} Room;

static void
put_model (Room *room)
{
  g_autofree char *model = g_build_filename (room->folder, "model.bin", NULL);
  g_autofree char *card = g_build_filename (room->folder, "model.bin.json", NULL);

  g_assert_cmpint (symlink (RBK_TEST_MODEL, model), ==, 0);
  g_assert_cmpint (symlink (RBK_TEST_MODEL ".json", card), ==, 0);
}

static void
say (Room *room, const char *lines)
{
  g_assert_true (g_file_set_contents (room->canned, lines, -1, NULL));
}

static guint
count_runs (Room *room)
{
  g_autofree char *runs = NULL;
  guint n = 0;

  if (!g_file_get_contents (room->runs, &runs, NULL, NULL))
    return 0;
  for (const char *p = runs; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

static void
hold_helper (Room *room)
{
  g_assert_true (g_file_set_contents (room->wait, "", -1, NULL));
}

static void
let_helper_go (Room *room)
{
  g_assert_cmpint (g_remove (room->wait), ==, 0);
}

static void
set_up_room (Room *room, gconstpointer without_model)
{
  g_autoptr (RbkSpeechModels) models = NULL;
  const char *folders[2] = { NULL };

  set_up (&room->desk, NULL);
  room->folder = g_dir_make_tmp ("rbk-hearing-XXXXXX", NULL);
  room->canned = g_build_filename (room->folder, "canned", NULL);
  room->wait = g_strconcat (room->canned, ".wait", NULL);
  room->runs = g_build_filename (room->folder, "runs", NULL);
  g_setenv ("RBK_TRANSCRIBER", RBK_CANNED_HELPER, TRUE);
  g_setenv ("RBK_CANNED", room->canned, TRUE);
  g_setenv ("RBK_CANNED_RUNS", room->runs, TRUE);
  g_unsetenv ("RBK_FAULT");
  say (room, spoken);
  if (without_model == NULL)
    put_model (room);
  folders[0] = room->folder;
  models = rbk_speech_models_new (folders);
  room->shelf = rbk_speech_shelf_new (models);
  rbk_test_wait_until (rbk_speech_shelf_is_loaded (room->shelf));
}

static void
open_room (Room *room)
{
  room->composer = rbk_composer_new (room->desk.desk, room->desk.customer);
  room->hearing = rbk_hearing_new (room->composer, room->shelf);
}

/* What is under way holds on to some of them until it has noticed that it is over. */
static void
let_go (gpointer object)
{
  gpointer held = object;

  g_object_add_weak_pointer (object, &held);
  g_object_unref (object);
  rbk_test_wait_until (held == NULL);
}

static void
close_room (Room *room)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (room->hearing != NULL)
    g_assert_finalize_object (room->hearing);
  room->hearing = NULL;
  if (room->composer == NULL)
    return;
  rbk_composer_close_async (room->composer, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_true (rbk_composer_close_finish (room->composer, result, NULL));
  g_clear_object (&result);
  let_go (g_steal_pointer (&room->composer));
}

static void
tear_down_room (Room *room, gconstpointer data)
{
  static const char *const names[] = { "model.bin", "model.bin.json", "canned", "canned.wait", "runs" };

  close_room (room);
  let_go (room->shelf);
  tear_down (&room->desk, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (room->folder, names[i], NULL);

      g_remove (path);
    }
  g_rmdir (room->folder);
  g_free (room->folder);
  g_free (room->canned);
  g_free (room->wait);
  g_free (room->runs);
}

#define wait_for_state(room, state) rbk_test_wait_until (rbk_hearing_get_state ((room)->hearing) == (state))

static RbkRemark *
find_remark (GPtrArray *remarks, const char *rule)
{
  g_assert_nonnull (remarks);
  return rbk_voicemail_find_remark (remarks, rule);
}

static int
get_level (Room *room, const char *rule)
{
  RbkRemark *remark = find_remark (rbk_hearing_get_remarks (room->hearing), rule);

  return remark != NULL ? (int) rbk_remark_get_level (remark) : -1;
}

static char *
dup_text (Room *room)
{
  RbkTranscript *transcript = rbk_hearing_get_transcript (room->hearing);

  return transcript != NULL ? rbk_transcript_dup_text (transcript) : NULL;
}

/* A take is read by itself, and judged with what the desk knows; an engine that nobody scored gets no
 * green tick. */
static void
test_reads_and_judges (Room *room, gconstpointer data)
{
  g_autofree char *text = NULL;

  open_room (room);
  g_assert_cmpint (rbk_hearing_get_state (room->hearing), ==, RBK_HEARING_NOTHING);
  g_assert_null (rbk_hearing_get_remarks (room->hearing));
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  text = dup_text (room);
  g_assert_cmpstr (text, ==, "Hi Lena, this is Ana Reyes from Harbor Point Motors.");
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_HEARD);
  g_assert_cmpint (get_level (room, "V-5"), ==, RBK_REMARK_NOT_HEARD);
  g_assert_cmpint (get_level (room, "V-2"), ==, RBK_REMARK_FAIL);
  g_assert_cmpuint (count_runs (room), ==, 1);
}

/* What was read of a sound is never read again: not after undo, not when the draft is opened again. */
static void
test_reads_once (Room *room, gconstpointer data)
{
  g_autofree char *content = NULL;

  open_room (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  content = g_strdup (rbk_composer_get_content (room->composer));
  say (room, nothing_said);
  /* So little that it is not too short to be one (V-15). */
  g_assert_true (rbk_composer_remove (room->composer, 0, 12000, NULL));
  rbk_test_wait_until (g_strcmp0 (rbk_composer_get_content (room->composer), content) != 0);
  wait_for_state (room, RBK_HEARING_WAITING);
  wait_for_state (room, RBK_HEARING_READ);
  g_assert_cmpuint (count_runs (room), ==, 2);
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_NOT_HEARD);
  rbk_composer_undo (room->composer);
  rbk_test_wait_until (g_strcmp0 (rbk_composer_get_content (room->composer), content) == 0);
  wait_for_state (room, RBK_HEARING_READ);
  rbk_test_wait_until (get_level (room, "V-1") == RBK_REMARK_HEARD);
  close_room (room);
  open_room (room);
  wait_for_state (room, RBK_HEARING_READ);
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_HEARD);
  g_assert_cmpuint (count_runs (room), ==, 2);
}

/* Recording again ends the helper at once; the take is read when there is time. */
static void
test_recording_again_cancels (Room *room, gconstpointer data)
{
  g_autoptr (RbkTake) first = NULL;

  open_room (room);
  hold_helper (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READING);
  rbk_test_wait_until (rbk_hearing_get_progress (room->hearing) == 0.25);
  first = g_object_ref (rbk_composer_get_chosen (room->composer));
  g_assert_true (rbk_composer_record (room->composer, NULL));
  wait_for_state (room, RBK_HEARING_NOTHING);
  g_assert_null (rbk_hearing_get_remarks (room->hearing));
  rbk_test_wait_until (get_duration (room->composer) >= 2500000);
  let_helper_go (room);
  rbk_composer_stop (room->composer);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (room->composer)) == 2);
  wait_for_state (room, RBK_HEARING_READ);
  /* Then the first one, so that they can be compared. */
  rbk_test_wait_until (count_runs (room) == 3);
  rbk_test_wait_until (rbk_hearing_get_take_remarks (room->hearing, first) != NULL &&
                       rbk_remark_get_level (find_remark (rbk_hearing_get_take_remarks (room->hearing, first),
                                                          "V-1")) == RBK_REMARK_HEARD);
}

static void
test_person_stops_it (Room *room, gconstpointer data)
{
  open_room (room);
  hold_helper (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READING);
  rbk_hearing_stop (room->hearing);
  g_assert_cmpint (rbk_hearing_get_state (room->hearing), ==, RBK_HEARING_STOPPED);
  /* What needs no words is judged all the same. */
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_NOT_CHECKED);
  g_assert_cmpint (get_level (room, "V-11"), ==, RBK_REMARK_WARNING);
  let_helper_go (room);
  rbk_hearing_read_again (room->hearing);
  wait_for_state (room, RBK_HEARING_READ);
}

static void
test_helper_crashes (Room *room, gconstpointer data)
{
  g_setenv ("RBK_TRANSCRIBER", RBK_FAULTY_HELPER, TRUE);
  g_setenv ("RBK_FAULT", "crash", TRUE);
  open_room (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_FAILED);
  g_assert_nonnull (rbk_hearing_get_error (room->hearing));
  g_assert_null (rbk_hearing_get_transcript (room->hearing));
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_NOT_CHECKED);
  g_assert_nonnull (rbk_composer_get_chosen_sound (room->composer));
  g_unsetenv ("RBK_FAULT");
  rbk_hearing_read_again (room->hearing);
  wait_for_state (room, RBK_HEARING_READ);
}

/* Without a model all else works, and a person who listens may tick. */
static void
test_without_model (Room *room, gconstpointer data)
{
  open_room (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_NO_MODEL);
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_NOT_CHECKED);
  g_assert_cmpint (get_level (room, "V-11"), ==, RBK_REMARK_WARNING);
  rbk_composer_tick (room->composer, "V-1", 1200000, TRUE);
  rbk_test_wait_until (get_level (room, "V-1") == RBK_REMARK_BY_EAR);
  rbk_composer_tick (room->composer, "V-1", -1, FALSE);
  rbk_test_wait_until (get_level (room, "V-1") == RBK_REMARK_NOT_CHECKED);
  /* One that comes is used at once. */
  put_model (room);
  rbk_speech_shelf_refresh (room->shelf);
  wait_for_state (room, RBK_HEARING_READ);
}

/* A person's correction is kept, is told from what was heard, and is what is judged. */
static void
test_correction (Room *room, gconstpointer data)
{
  g_autofree char *text = NULL;

  say (room, nothing_said);
  open_room (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_NOT_HEARD);
  g_assert_true (rbk_hearing_correct (room->hearing, "Hi Lena, this is Ana Reyes from Harbor Point Motors."));
  g_assert_cmpint (get_level (room, "V-1"), ==, RBK_REMARK_BY_EAR);
  g_assert_true (rbk_transcript_is_corrected (rbk_hearing_get_transcript (room->hearing)));
  close_room (room);
  open_room (room);
  wait_for_state (room, RBK_HEARING_READ);
  text = dup_text (room);
  g_assert_cmpstr (text, ==, "Hi Lena, this is Ana Reyes from Harbor Point Motors.");
  g_assert_true (rbk_transcript_is_corrected (rbk_hearing_get_transcript (room->hearing)));
}

/* The take of which the rules say the best is suggested, under the number that it keeps. */
static void
test_suggests_a_take (Room *room, gconstpointer data)
{
  g_autoptr (RbkTake) first = NULL;
  g_autoptr (RbkTake) second = NULL;
  const char *words;

  open_room (room);
  say (room, nothing_said);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  first = g_object_ref (rbk_composer_get_chosen (room->composer));
  g_assert_null (rbk_hearing_get_suggestion (room->hearing, &words));
  say (room, spoken);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  second = g_object_ref (rbk_composer_get_chosen (room->composer));
  say (room, nothing_said);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  rbk_composer_delete_take (room->composer, first);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (room->composer)) == 2);
  rbk_test_wait_until (rbk_hearing_get_suggestion (room->hearing, &words) != NULL);
  g_assert_cmpstr (rbk_hearing_get_suggestion (room->hearing, &words), ==, rbk_take_get_id (second));
  g_assert_nonnull (strstr (words, "Take 2"));
}

/* The plan is a part of what is judged, at once. */
static void
test_plan_is_judged (Room *room, gconstpointer data)
{
  g_autoptr (RbkVoicemailPlan) plan = make_plan ("Harbor Point Motors", TRUE);

  open_room (room);
  record (room->composer, 2500000);
  wait_for_state (room, RBK_HEARING_READ);
  g_assert_cmpint (get_level (room, "V-20"), ==, RBK_REMARK_GOOD);
  rbk_composer_set_plan (room->composer, plan);
  rbk_test_wait_until (get_level (room, "V-20") == RBK_REMARK_REFUSAL);
  g_assert_cmpint (get_level (room, "V-2"), ==, RBK_REMARK_HEARD);
}

#define ADD(name, data, test)                                                                                \
  g_test_add ("/desk/hearing/" name, Room, data, set_up_room, test, tear_down_room)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  /* No two takes are alike. */
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc wave=white-noise is-live=true volume=0.1", TRUE);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  ADD ("reads-and-judges", NULL, test_reads_and_judges);
  ADD ("reads-once", NULL, test_reads_once);
  ADD ("recording-again", NULL, test_recording_again_cancels);
  ADD ("stopped", NULL, test_person_stops_it);
  ADD ("crash", NULL, test_helper_crashes);
  ADD ("without-model", "without", test_without_model);
  ADD ("correction", NULL, test_correction);
  ADD ("suggestion", NULL, test_suggests_a_take);
  ADD ("plan", NULL, test_plan_is_judged);
  return g_test_run ();
}
