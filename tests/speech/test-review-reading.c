/* test-review-reading.c: a voicemail that is reviewed is read where nobody read it before.
 *
 * The helper is a stand-in: what a recogniser makes of speech is proved in test-speech.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../unit/test-review.h"

#include "desk/rbk-review-reading.h"
#include "rules/rbk-voicemail-verdict.h"

#include <glib/gstdio.h>
#include <unistd.h>

static const char spoken[] = "{\"w\":\"This\",\"t0\":0,\"t1\":300,\"p\":0.9}\n"
                             "{\"w\":\"is\",\"t0\":300,\"t1\":400,\"p\":0.9}\n"
                             "{\"w\":\"Ana.\",\"t0\":400,\"t1\":900,\"p\":0.9}\n"
                             "{\"progress\":1}\n{\"engine\":\"canned 1\",\"words\":3}\n";

typedef struct
{
  Showroom showroom;
  char *folder; /* of the models, and of what the helper says */
  RbkSpeechShelf *shelf;
  char *item;
  RbkReviewPageFacts *facts;
  RbkReviewReading *reading;
} Room;

static char *
make_path (Room *room, const char *name)
{
  return g_build_filename (room->folder, name, NULL);
}

static void
put_model (Room *room)
{
  g_autofree char *model = make_path (room, "model.bin");
  g_autofree char *card = make_path (room, "model.bin.json");

  g_assert_cmpint (symlink (RBK_TEST_MODEL, model), ==, 0);
  g_assert_cmpint (symlink (RBK_TEST_MODEL ".json", card), ==, 0);
}

static void
put (Room *room, const char *name, const char *text)
{
  g_autofree char *path = make_path (room, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
take_away (Room *room, const char *name)
{
  g_autofree char *path = make_path (room, name);

  g_remove (path);
}

static guint
count_runs (Room *room)
{
  g_autofree char *path = make_path (room, "runs");
  g_autofree char *runs = NULL;
  guint n = 0;

  if (!g_file_get_contents (path, &runs, NULL, NULL))
    return 0;
  for (const char *p = runs; *p != '\0'; p++)
    n += *p == '\n';
  return n;
}

static void
set_up_room (Room *room, gconstpointer data)
{
  g_autoptr (RbkSpeechModels) models = NULL;
  g_autofree char *canned = NULL;
  g_autofree char *runs = NULL;
  const char *folders[2] = { NULL };

  set_up_review (&room->showroom, NULL);
  room->folder = g_dir_make_tmp ("rbk-review-reading-XXXXXX", NULL);
  canned = make_path (room, "canned");
  runs = make_path (room, "runs");
  g_setenv ("RBK_TRANSCRIBER", RBK_CANNED_HELPER, TRUE);
  g_setenv ("RBK_CANNED", canned, TRUE);
  g_setenv ("RBK_CANNED_RUNS", runs, TRUE);
  put (room, "canned", spoken);
  folders[0] = room->folder;
  models = rbk_speech_models_new (folders);
  room->shelf = rbk_speech_shelf_new (models);
  rbk_test_wait_until (rbk_speech_shelf_is_loaded (room->shelf));
  room->item = submit (&room->showroom, 300);
  act_as (&room->showroom, MONA);
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
close_review (Room *room)
{
  g_assert_finalize_object (g_steal_pointer (&room->reading));
  let_go (g_steal_pointer (&room->facts));
}

static void
open_review (Room *room)
{
  RbkDesk *desk = room->showroom.fixture.desk;

  room->facts = rbk_review_page_facts_new (desk, room->item);
  room->reading = rbk_review_reading_new (desk, room->facts, room->shelf);
}

static void
tear_down_room (Room *room, gconstpointer data)
{
  static const char *const names[] = { "model.bin", "model.bin.json", "canned", "canned.wait", "runs" };

  if (room->reading != NULL)
    close_review (room);
  let_go (room->shelf);
  tear_down_review (&room->showroom, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    take_away (room, names[i]);
  g_rmdir (room->folder);
  g_free (room->folder);
  g_free (room->item);
}

#define wait_for_state(room, state)                                                                          \
  rbk_test_wait_until (rbk_review_reading_get_state ((room)->reading) == (state))

static void
wait_for_words (Room *room)
{
  g_autofree char *text = NULL;

  rbk_test_wait_until (rbk_review_page_facts_get_transcript (room->facts) != NULL);
  text = rbk_transcript_dup_text (rbk_review_page_facts_get_transcript (room->facts));
  g_assert_cmpstr (text, ==, "This is Ana.");
  wait_for_state (room, RBK_REVIEW_READING_NOTHING);
}

/* Without a model it says so. When one comes it is read, judged by what was read, and never read again. */
static void
test_reads_once (Room *room, gconstpointer data)
{
  GPtrArray *remarks;

  open_review (room);
  wait_for_state (room, RBK_REVIEW_READING_NO_MODEL);
  put_model (room);
  rbk_speech_shelf_refresh (room->shelf);
  wait_for_words (room);
  remarks = rbk_review_page_facts_get_remarks (room->facts);
  g_assert_cmpint (
    rbk_remark_get_level (rbk_voicemail_find_remark (remarks, "V-5")), ==, RBK_REMARK_NOT_HEARD);
  close_review (room);
  act_as (&room->showroom, CAL);
  open_review (room);
  wait_for_words (room);
  g_assert_cmpuint (count_runs (room), ==, 1);
}

/* Whoever stopped it has it read when they want it. */
static void
test_stops (Room *room, gconstpointer data)
{
  put_model (room);
  put (room, "canned.wait", "");
  rbk_speech_shelf_refresh (room->shelf);
  open_review (room);
  wait_for_state (room, RBK_REVIEW_READING_READING);
  rbk_test_wait_until (count_runs (room) == 1);
  rbk_review_reading_stop (room->reading);
  g_assert_cmpint (rbk_review_reading_get_state (room->reading), ==, RBK_REVIEW_READING_STOPPED);
  take_away (room, "canned.wait");
  rbk_review_reading_read_again (room->reading);
  wait_for_words (room);
  g_assert_cmpuint (count_runs (room), ==, 2);
}

/* What fails is said, and can be tried again. */
static void
test_fails (Room *room, gconstpointer data)
{
  put_model (room);
  put (room, "canned", "nonsense\n");
  rbk_speech_shelf_refresh (room->shelf);
  open_review (room);
  wait_for_state (room, RBK_REVIEW_READING_FAILED);
  g_assert_nonnull (rbk_review_reading_get_error (room->reading));
  put (room, "canned", spoken);
  rbk_review_reading_read_again (room->reading);
  wait_for_words (room);
}

/* Whoever leaves the page ends it. */
static void
test_ends_with_the_page (Room *room, gconstpointer data)
{
  put_model (room);
  put (room, "canned.wait", "");
  rbk_speech_shelf_refresh (room->shelf);
  open_review (room);
  rbk_test_wait_until (count_runs (room) == 1);
  close_review (room);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define TEST(path, test) g_test_add ("/review/reading/" path, Room, NULL, set_up_room, test, tear_down_room)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  TEST ("once", test_reads_once);
  TEST ("stopped", test_stops);
  TEST ("failed", test_fails);
  TEST ("left", test_ends_with_the_page);
  return g_test_run ();
}
