/* test-composer-edits.c: edits are kept as they are made, and heard, and sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-composer.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Any sequence of edits, undos and redos is there again after a restart, back and forth. */
static void
test_edits_are_replayed (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  g_autoptr (RbkCutHistory) expected = rbk_cut_history_new ();
  g_autofree char *take = NULL;

  record (composer, 2500000);
  take = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  for (guint step = 0; step < 45; step++)
    {
      g_autoptr (RbkCut) cut = rbk_composer_dup_cut (composer);
      gint64 length = rbk_cut_get_length (cut);
      gint64 from = g_rand_int_range (random, 0, (gint32) length);
      gint64 to = g_rand_int_range (random, (gint32) from, (gint32) length) + 1;
      g_autoptr (GError) error = NULL;
      gboolean edited = FALSE;

      switch (g_rand_int_range (random, 0, 6))
        {
        case 0:
          rbk_composer_undo (composer);
          rbk_cut_history_undo (expected);
          break;
        case 1:
          rbk_composer_redo (composer);
          rbk_cut_history_redo (expected);
          break;
        case 2:
          edited = length > 48000 && rbk_composer_trim (composer, from / 4, length - to / 4, &error);
          break;
        default:
          edited = rbk_composer_remove (composer, from, MIN (to, from + length / 8 + 1), &error);
          break;
        }
      if (edited)
        {
          g_autoptr (RbkCut) made = rbk_composer_dup_cut (composer);

          g_assert_false (rbk_cut_equal (made, cut));
          rbk_cut_history_push (expected, made);
        }
      if (error != NULL)
        g_assert_true (error->domain == RBK_CUT_ERROR);
      if (step % 15 == 14)
        {
          close_composer (composer);
          close_desk (fixture);
          open_desk (fixture);
          composer = rbk_composer_new (fixture->desk, fixture->customer);
          g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, take);
        }
      g_assert_cmpint (rbk_composer_can_undo (composer), ==, rbk_cut_history_can_undo (expected));
      g_assert_cmpint (rbk_composer_can_redo (composer), ==, rbk_cut_history_can_redo (expected));
      if (rbk_cut_history_get_current (expected) != NULL)
        {
          g_autoptr (RbkCut) now = rbk_composer_dup_cut (composer);

          g_assert_true (rbk_cut_equal (now, rbk_cut_history_get_current (expected)));
        }
      else
        g_assert_false (rbk_composer_is_edited (composer, rbk_composer_get_chosen (composer)));
    }
  /* And all the way back it is what was recorded. */
  while (rbk_composer_can_undo (composer))
    rbk_composer_undo (composer);
  wait_for_sound (composer);
  {
    g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
    g_autofree char *content =
      rbk_ledger_reader_get_content (reader, rbk_take_get_media (rbk_composer_get_chosen (composer)), NULL);

    g_assert_cmpstr (rbk_composer_get_content (composer), ==, content);
  }
  close_composer (composer);
}

/* What leaves is what was heard, and what is heard on the timeline is the same. */
static void
test_edited_take_is_sent_edited (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autofree char *message = NULL;
  g_autofree char *draft = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (GBytes) heard = NULL;
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (RbkCut) cut = NULL;
  g_autoptr (GError) error = NULL;

  add_account (fixture);
  record (composer, 3200000);
  draft = g_strdup (rbk_composer_get_draft (composer));
  g_assert_true (rbk_composer_remove (composer, 24000, 40000, &error));
  g_assert_no_error (error);
  /* At once: the edit is not on the disk yet. */
  message = send_take (fixture, draft, rbk_take_get_id (rbk_composer_get_chosen (composer)), &error);
  g_assert_no_error (error);
  wait_for_sound (composer);
  heard = g_bytes_ref (rbk_composer_get_chosen_sound (composer));
  reader = read_ledger (fixture);
  entry = rbk_ledger_reader_get_entry (reader, message, NULL);
  kept = rbk_ledger_reader_get_media (reader, rbk_entry_get_string (entry, "media"), NULL);
  g_assert_cmpmem (g_bytes_get_data (heard, NULL),
                   g_bytes_get_size (heard),
                   g_bytes_get_data (kept, NULL),
                   g_bytes_get_size (kept));
  cut = rbk_cut_new_from_json (rbk_json_get_array (rbk_entry_get_payload (entry), "passages"), NULL);
  g_assert_cmpint (rbk_cut_get_length (cut) * 2, ==, (gint64) g_bytes_get_size (kept));
  close_composer (composer);
}

static void
test_passage_is_spoken_again (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autofree char *take = NULL;
  g_autoptr (RbkCut) mended = NULL;
  g_autoptr (GError) error = NULL;
  const RbkPassage *passages;
  gsize n_passages;

  record (composer, 2500000);
  take = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  g_assert_false (rbk_composer_punch_in (composer, 48000, 48000, &error));
  g_assert_error (error, RBK_CUT_ERROR, RBK_CUT_ERROR_RANGE);
  g_clear_error (&error);
  /* Given up while it is led up to: as if nothing had been. */
  g_assert_true (rbk_composer_punch_in (composer, 60000, 80000, &error));
  g_assert_true (rbk_composer_is_punching_in (composer));
  rbk_composer_stop (composer);
  g_assert_false (rbk_composer_is_punching_in (composer));
  g_assert_false (rbk_composer_can_undo (composer));

  /* Given up before there was a sound: the same. */
  g_assert_true (rbk_composer_punch_in (composer, 0, 80000, &error));
  g_assert_true (rbk_composer_is_punching_in (composer));
  rbk_composer_stop (composer);
  rbk_test_wait_until (!rbk_composer_is_punching_in (composer));
  wait_for_sound (composer);
  rbk_composer_undo (composer);
  wait_for_sound (composer);

  g_assert_true (rbk_composer_punch_in (composer, 60000, 80000, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_composer_remove (composer, 0, 1000, NULL));
  rbk_test_wait_until (rbk_composer_get_state (composer) == RBK_RECORDER_RECORDING &&
                       get_duration (composer) >= 700000);
  rbk_composer_stop (composer);
  rbk_test_wait_until (!rbk_composer_is_punching_in (composer));
  wait_for_sound (composer);
  /* It is no take of its own, but a part of the one it mends. */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 1);
  g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, take);
  mended = rbk_composer_dup_cut (composer);
  passages = rbk_cut_get_passages (mended, &n_passages);
  g_assert_cmpuint (n_passages, ==, 3);
  g_assert_cmpstr (passages[0].take, ==, take);
  g_assert_cmpstr (passages[1].take, !=, take);
  g_assert_cmpstr (passages[2].take, ==, take);
  /* Cuts are made where it is quiet: at most 50 ms from where they were meant. */
  g_assert_cmpint (ABS (passages[0].end - 60000), <=, 2400);
  g_assert_cmpint (ABS (passages[2].first - 80000), <=, 2400);
  close_composer (composer);
  close_desk (fixture);
  open_desk (fixture);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 1);
  {
    g_autoptr (RbkCut) again = rbk_composer_dup_cut (composer);

    g_assert_true (rbk_cut_equal (again, mended));
  }
  /* Taken back, what was said is still a part of an edit that can be made again. */
  rbk_composer_undo (composer);
  g_assert_false (rbk_composer_is_edited (composer, rbk_composer_get_chosen (composer)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 1);
  close_composer (composer);
}

/* ---- The power fails ---- */

#define KILLS        8
#define EDIT_STEPS   4000
#define TAKE_SAMPLES 96000

/* Edits for ever, saying after each what is on the disk. Its desk was founded by the test. */
static int
be_killed (const char *directory, const char *customer)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  Fixture fixture = { .clock = clock, .directory = (char *) directory };
  RbkComposer *composer;

  open_desk (&fixture);
  composer = rbk_composer_new (fixture.desk, customer);
  for (guint step = 0; step < EDIT_STEPS; step++)
    {
      g_autoptr (RbkLedgerReader) reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture.desk), NULL);
      g_autoptr (GPtrArray) edits = NULL;
      g_autofree char *line = NULL;

      if (step % 3 == 2)
        rbk_composer_undo (composer);
      else
        {
          g_autoptr (GError) error = NULL;

          rbk_composer_remove (composer, 100 + step, 110 + step, &error);
          g_assert_no_error (error);
        }
      edits = rbk_ledger_reader_list_edits (reader, rbk_composer_get_draft (composer), NULL);
      line = g_strdup_printf ("%u\n", edits->len);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        _exit (1);
      g_main_context_iteration (NULL, FALSE);
    }
  return 0;
}

static guint
run_and_kill (Fixture *fixture, const char *how, int lines)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, how, fixture->directory, fixture->customer, NULL };
  g_autoptr (GError) error = NULL;
  char line[64];
  guint acknowledged = 0;
  int status = 0, from;
  FILE *output;
  GPid pid;

  g_spawn_async_with_pipes (
    NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &from, NULL, &error);
  g_assert_no_error (error);
  output = fdopen (from, "r");
  while (lines-- > 0 && fgets (line, sizeof line, output) != NULL)
    acknowledged = (guint) g_ascii_strtoull (line, NULL, 10);
  g_usleep ((gulong) g_test_rand_int_range (0, 3000));
  kill (pid, SIGKILL);
  while (fgets (line, sizeof line, output) != NULL)
    {
      if (g_str_has_suffix (line, "\n"))
        acknowledged = (guint) g_ascii_strtoull (line, NULL, 10);
    }
  fclose (output);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  return acknowledged;
}

/* A take that nobody has to wait for. */
static void
add_silent_take (Fixture *fixture)
{
  g_autofree guint8 *silence = g_malloc0 (TAKE_SAMPLES * sizeof (gint16));
  g_autoptr (GBytes) sound = g_bytes_new (silence, TAKE_SAMPLES * sizeof (gint16));
  const char *media = "0190b5a0-0001-7000-8000-00000000d001";

  g_assert_true (rbk_ledger_append_media (rbk_desk_get_ledger (fixture->desk), media, sound, NULL));
  g_assert_true (rbk_ledger_finish_media (rbk_desk_get_ledger (fixture->desk), media, NULL));
  ADD_ENTRY (VOICEMAIL_DRAFT, TRUE, "{'event':'opened','draft':'d1'}");
  ADD_ENTRY (VOICEMAIL_TAKE,
             TRUE,
             "{'draft':'d1','take':'0190b5a0-0001-7000-8000-00000000e001','media':"
             "'0190b5a0-0001-7000-8000-00000000d001'}");
}

static void
test_killed_while_editing_loses_nothing (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer;
  guint before = 0;

  add_silent_take (fixture);
  for (guint round = 0; round < KILLS; round++)
    {
      g_autoptr (RbkLedgerReader) reader = NULL;
      g_autoptr (GPtrArray) edits = NULL;
      g_autoptr (RbkCutHistory) history = rbk_cut_history_new ();
      g_autoptr (RbkCut) cut = NULL;
      guint acknowledged;

      close_desk (fixture);
      acknowledged = run_and_kill (fixture, "--be-killed", g_test_rand_int_range (1, 60));
      open_desk (fixture);
      reader = read_ledger (fixture);
      edits = rbk_ledger_reader_list_edits (reader, "d1", NULL);
      g_assert_cmpuint (edits->len, >=, acknowledged);
      g_assert_cmpuint (edits->len, >=, before);
      before = edits->len;
      /* Each says what stands after it, and the replay comes to the same. */
      for (guint i = 0; i < edits->len; i++)
        {
          JsonObject *payload = rbk_entry_get_payload (edits->pdata[i]);
          g_autoptr (RbkCut) stands = rbk_cut_new_from_json (rbk_json_get_array (payload, "passages"), NULL);

          g_assert_true (rbk_cut_history_replay (history, payload, NULL));
          g_assert_nonnull (stands);
          if (rbk_cut_history_get_current (history) != NULL)
            g_assert_true (rbk_cut_equal (stands, rbk_cut_history_get_current (history)));
        }
      composer = rbk_composer_new (fixture->desk, fixture->customer);
      cut = rbk_composer_dup_cut (composer);
      if (rbk_cut_history_get_current (history) != NULL)
        g_assert_true (rbk_cut_equal (cut, rbk_cut_history_get_current (history)));
      close_composer (composer);
    }
  g_assert_cmpuint (before, >, KILLS);
}

/* Speaks a passage again, says so once the take has an entry, and waits for its end. */
static int
be_killed_speaking (const char *directory, const char *customer)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  Fixture fixture = { .clock = clock, .directory = (char *) directory };
  g_autoptr (GError) error = NULL;
  RbkComposer *composer;
  gboolean told = FALSE;

  open_desk (&fixture);
  composer = rbk_composer_new (fixture.desk, customer);
  g_assert_true (rbk_composer_punch_in (composer, 0, 48000, &error));
  while (TRUE)
    {
      g_main_context_iteration (NULL, TRUE);
      if (told || get_duration (composer) < 1500000)
        continue;
      told = TRUE;
      if (write (STDOUT_FILENO, "1\n", 2) < 0)
        _exit (1);
    }
}

/* A take that was cut off is no part of anything yet, and is there to be heard. */
static void
test_killed_while_speaking_again_keeps_it (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer;
  g_autoptr (RbkTake) first = NULL;
  g_autoptr (RbkTake) second = NULL;

  add_silent_take (fixture);
  close_desk (fixture);
  g_assert_cmpuint (run_and_kill (fixture, "--be-killed-speaking", 1), ==, 1);
  open_desk (fixture);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 2);
  first = g_list_model_get_item (G_LIST_MODEL (composer), 0);
  second = g_list_model_get_item (G_LIST_MODEL (composer), 1);
  g_assert_cmpstr (rbk_take_get_mends (second), ==, rbk_take_get_id (first));
  /* At most a second of it is gone. */
  g_assert_cmpint (rbk_take_get_bytes (second), >=, 48000);
  g_assert_false (rbk_composer_is_edited (composer, first));
  g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, rbk_take_get_id (first));
  /* Whoever wants it as it is can have it. */
  rbk_composer_choose (composer, second);
  close_composer (composer);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, rbk_take_get_id (second));
  close_composer (composer);
}

/* The power failed after the take's entry and before its first sound: what there is to hear is shown. */
static void
test_take_without_sound_is_not_shown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *draft = NULL;
  g_autofree char *entry = NULL;
  RbkComposer *composer;

  add_silent_take (fixture);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  draft = g_strdup (rbk_composer_get_draft (composer));
  close_composer (composer);
  entry = g_strdup_printf ("{'draft':'%s','take':'01990000-0000-7000-8000-0000000000aa','media':"
                           "'01990000-0000-7000-8000-0000000000ab'}",
                           draft);
  ADD_ENTRY (VOICEMAIL_TAKE, TRUE, entry);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 1);
  wait_for_sound (composer);
  close_composer (composer);
}

/* What the ledger says late is not taken for what the person wants now. */
static void
test_choice_stands_until_it_is_kept (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);

  record (composer, 300000);
  record (composer, 300000);
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (RbkTake) take = g_list_model_get_item (G_LIST_MODEL (composer), i % 2);

      rbk_composer_choose (composer, take);
      g_signal_emit_by_name (fixture->desk, "customer-changed", fixture->customer);
      g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, rbk_take_get_id (take));
    }
  close_composer (composer);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  {
    g_autoptr (RbkTake) second = g_list_model_get_item (G_LIST_MODEL (composer), 1);

    g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, rbk_take_get_id (second));
  }
  close_composer (composer);
}

#define ADD(path, function) g_test_add ("/composer/edits/" path, Fixture, NULL, set_up, function, tear_down)

/* The data is a seed, not a time. */
static void
set_up_now (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, NULL);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--be-killed"))
    return be_killed (argv[2], argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "--be-killed-speaking"))
    return be_killed_speaking (argv[2], argv[3]);
  rbk_test_init (&argc, &argv);
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true volume=0.1", TRUE);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/composer/edits/replayed/%u", seed);

      g_test_add (name, Fixture, GUINT_TO_POINTER (seed), set_up_now, test_edits_are_replayed, tear_down);
    }
  ADD ("sent", test_edited_take_is_sent_edited);
  ADD ("punched-in", test_passage_is_spoken_again);
  ADD ("killed", test_killed_while_editing_loses_nothing);
  ADD ("killed-speaking", test_killed_while_speaking_again_keeps_it);
  ADD ("choice", test_choice_stands_until_it_is_kept);
  ADD ("without-sound", test_take_without_sound_is_not_shown);
  return g_test_run ();
}
