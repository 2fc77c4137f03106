/* test-killed.c: kill -9 while a take is read, or made ready to leave.
 *
 * This program is the one that is killed, too: it is started again with what it is to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "../unit/test-composer.h"

#include "desk/rbk-hearing.h"
#include "media/rbk-render.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS  8
#define SECONDS 20
#define DRAFT   "01990000-0000-7000-8000-0000000000d%u"
#define TAKE    "01990000-0000-7000-8000-0000000000e%u"
#define MEDIA   "01990000-0000-7000-8000-0000000000f0"

static void
say (const char *word)
{
  puts (word);
  fflush (stdout);
}

/* ---- The one who is killed ---- */

static Fixture *
open_again (const char *directory, const char *customer)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->clock = rbk_clock_new ();
  fixture->directory = g_strdup (directory);
  fixture->customer = g_strdup (customer);
  open_desk (fixture);
  return fixture;
}

static int
be_killed_reading (const char *directory, const char *customer, const char *models_folder)
{
  Fixture *fixture = open_again (directory, customer);
  const char *folders[] = { models_folder, NULL };
  RbkSpeechModels *models = rbk_speech_models_new (folders);
  RbkSpeechShelf *shelf = rbk_speech_shelf_new (models);
  RbkComposer *composer;
  RbkHearing *hearing;

  rbk_test_wait_until (rbk_speech_shelf_is_loaded (shelf));
  composer = rbk_composer_new (fixture->desk, customer);
  hearing = rbk_hearing_new (composer, shelf);
  rbk_test_wait_until (rbk_hearing_get_state (hearing) == RBK_HEARING_READING &&
                       rbk_hearing_get_progress (hearing) >= 0.5);
  say ("reading");
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

static int
be_killed_sending (const char *directory, const char *customer, const char *draft, const char *take)
{
  Fixture *fixture = open_again (directory, customer);
  g_autofree char *message = NULL;

  say ("pressed");
  message = send_take (fixture, draft, take, NULL);
  say (message != NULL ? "queued" : "refused");
  /* Whoever looks sees what the press did, and no orderly end. */
  _exit (0);
}

/* ---- The one who looks afterwards ---- */

typedef struct
{
  GPid pid;
  FILE *output;
} Child;

static Child
start (const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  Child child;
  int from;

  g_ptr_array_add (argv, program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);
  g_spawn_async_with_pipes (NULL,
                            (char **) argv->pdata,
                            NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD,
                            NULL,
                            NULL,
                            &child.pid,
                            NULL,
                            &from,
                            NULL,
                            &error);
  g_assert_no_error (error);
  child.output = fdopen (from, "r");
  return child;
}

static void
wait_for_line (Child *child, const char *line)
{
  char said[64];

  while (fgets (said, sizeof said, child->output) != NULL)
    {
      if (g_str_has_prefix (said, line))
        return;
    }
  g_error ("it never said “%s”", line);
}

/* Whether it was killed, and had not ended before. */
static gboolean
kill_child (Child *child)
{
  int status = 0;

  kill (child->pid, SIGKILL);
  g_assert_cmpint (waitpid (child->pid, &status, 0), ==, child->pid);
  fclose (child->output);
  return WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL;
}

/* A take that was recorded as far as the ledger knows: noise, which is neither silent nor like another. */
static void
add_take (Fixture *fixture, guint number, gboolean with_sound)
{
  g_autofree char *opened = g_strdup_printf ("{'event':'opened','draft':'" DRAFT "'}", number);
  g_autofree char *chosen =
    g_strdup_printf ("{'event':'chosen','draft':'" DRAFT "','take':'" TAKE "'}", number, number);
  g_autofree char *take =
    g_strdup_printf ("{'draft':'" DRAFT "','take':'" TAKE "','media':'" MEDIA "'}", number, number);
  RbkLedger *ledger = rbk_desk_get_ledger (fixture->desk);
  g_autoptr (GError) error = NULL;

  if (with_sound)
    {
      gsize n = SECONDS * 48000;
      gint16 *samples = g_new (gint16, n);
      g_autoptr (GBytes) sound = g_bytes_new_take (samples, n * sizeof (gint16));

      for (gsize i = 0; i < n; i++)
        samples[i] = (gint16) g_test_rand_int_range (-3000, 3000);
      rbk_ledger_append_media (ledger, MEDIA, sound, &error);
      g_assert_no_error (error);
      rbk_ledger_finish_media (ledger, MEDIA, &error);
      g_assert_no_error (error);
    }
  g_free (append (fixture, RBK_ENTRY_KIND_VOICEMAIL_DRAFT, TRUE, opened));
  g_free (append (fixture, RBK_ENTRY_KIND_VOICEMAIL_TAKE, TRUE, take));
  g_free (append (fixture, RBK_ENTRY_KIND_VOICEMAIL_DRAFT, TRUE, chosen));
}

static void
assert_no_media_is_unfinished (Fixture *fixture)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_auto (GStrv) unfinished = rbk_ledger_reader_list_unfinished_media (reader, NULL);

  g_assert_cmpuint (g_strv_length (unfinished), ==, 0);
}

static char *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static guint
count_transcripts (RbkLedgerReader *reader, const char *content)
{
  g_autoptr (GPtrArray) transcripts = rbk_ledger_reader_list_transcripts (reader, content, NULL);

  return transcripts->len;
}

/* The helper ends with its parent, and what it would have said is asked again. */
static void
test_killed_while_reading (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("rbk-killed-XXXXXX", NULL);
  g_autofree char *model = g_build_filename (folder, "model.bin", NULL);
  g_autofree char *card = g_strconcat (model, ".json", NULL);
  g_autofree char *number_file = g_build_filename (fixture->directory, "helper", NULL);
  g_autofree char *number = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *models_after = NULL;
  const char *folders[] = { folder, NULL };
  g_autoptr (RbkSpeechModels) models = rbk_speech_models_new (folders);
  RbkSpeechShelf *shelf;
  RbkComposer *composer;
  RbkHearing *hearing;
  g_autoptr (RbkLedgerReader) reader = NULL;
  Child child;
  GPid helper;
  int status = 0;

  g_assert_cmpint (symlink (RBK_TEST_MODEL, model), ==, 0);
  g_assert_cmpint (symlink (RBK_TEST_MODEL ".json", card), ==, 0);
  add_take (fixture, 0, TRUE);
  close_desk (fixture);
  before = list_files (fixture->directory);
  g_setenv ("RBK_TRANSCRIBER", RBK_FAULTY_HELPER, TRUE);
  g_setenv ("RBK_FAULT", "forget", TRUE);
  g_setenv ("RBK_FAULT_PID", number_file, TRUE);
  /* A helper that outlives its parent becomes ours, and is seen to end. */
  g_assert_cmpint (prctl (PR_SET_CHILD_SUBREAPER, 1), ==, 0);
  child = start (
    (const char *const[]) { "--be-killed-reading", fixture->directory, fixture->customer, folder, NULL });
  wait_for_line (&child, "reading");
  g_assert_true (g_file_get_contents (number_file, &number, NULL, NULL));
  helper = atoi (number);
  g_assert_cmpint (kill (helper, 0), ==, 0);
  g_assert_true (kill_child (&child));
  rbk_test_wait_until (waitpid (helper, &status, WNOHANG) == helper);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  g_remove (number_file);

  g_unsetenv ("RBK_FAULT");
  g_unsetenv ("RBK_FAULT_PID");
  open_desk (fixture);
  assert_no_media_is_unfinished (fixture);
  shelf = rbk_speech_shelf_new (models);
  rbk_test_wait_until (rbk_speech_shelf_is_loaded (shelf));
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 1);
  hearing = rbk_hearing_new (composer, shelf);
  rbk_test_wait_until (rbk_hearing_get_state (hearing) == RBK_HEARING_READ);
  reader = read_ledger (fixture);
  rbk_test_wait_until (count_transcripts (reader, rbk_composer_get_content (composer)) == 1);
  g_assert_finalize_object (hearing);
  close_composer (composer);
  g_object_unref (shelf);
  g_clear_object (&reader);
  close_desk (fixture);
  after = list_files (fixture->directory);
  g_assert_cmpstr (after, ==, before);
  models_after = list_files (folder);
  g_assert_cmpstr (models_after, ==, "model.bin model.bin.json");
  g_remove (model);
  g_remove (card);
  g_rmdir (folder);
}

/* (transfer full): the emails that came of a draft */
static GPtrArray *
list_sent (RbkLedgerReader *reader, Fixture *fixture, const char *draft)
{
  GPtrArray *emails = rbk_ledger_reader_list_of_kinds (
    reader, fixture->customer, G_GUINT64_CONSTANT (1) << RBK_ENTRY_KIND_EMAIL, 1000, NULL);

  for (guint i = emails->len; i > 0; i--)
    {
      if (g_strcmp0 (rbk_entry_get_string (emails->pdata[i - 1], "draft"), draft) != 0)
        g_ptr_array_remove_index (emails, i - 1);
    }
  return emails;
}

/* All of it is there: the sound as it leaves, its place in the queue, the end of the draft. */
static void
assert_is_whole (RbkLedgerReader *reader, RbkEntry *email, const char *draft)
{
  JsonArray *attachments = rbk_json_get_array (rbk_entry_get_payload (email), "attachments");
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (reader, rbk_entry_get_id (email), NULL);
  g_autoptr (RbkDraft) closed = rbk_ledger_reader_get_draft (reader, draft, NULL);

  g_assert_nonnull (message);
  g_assert_cmpint (rbk_message_get_state (message), !=, RBK_MESSAGE_STATE_NONE);
  g_assert_true (rbk_draft_is_closed (closed));
  g_assert_cmpuint (json_array_get_length (attachments), >, 0);
  for (guint i = 0; i < json_array_get_length (attachments); i++)
    {
      const char *media = rbk_json_get_string (rbk_json_array_get_object (attachments, i), "media");
      g_autoptr (GError) error = NULL;
      g_autofree char *content = rbk_ledger_reader_get_content (reader, media, &error);
      g_autoptr (GBytes) bytes = rbk_ledger_reader_get_media (reader, media, NULL);
      g_autoptr (GBytes) pcm = NULL;

      /* Which says also that it is finished. */
      g_assert_no_error (error);
      pcm = rbk_decode_to_pcm (bytes, 2 * SECONDS * G_USEC_PER_SEC, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (ABS ((gint64) g_bytes_get_size (pcm) - SECONDS * 96000), <, 96000 / 4);
    }
}

static void
look_and_send (Fixture *fixture, const char *draft, const char *take, gboolean *was_there)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (GPtrArray) before = list_sent (reader, fixture, draft);
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;

  *was_there = before->len > 0;
  g_assert_cmpuint (before->len, <=, 1);
  /* Whoever presses again sends what had not been sent, and nothing twice. */
  message = send_take (fixture, draft, take, &error);
  if (*was_there)
    g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  else
    g_assert_no_error (error);
  after = list_sent (reader, fixture, draft);
  g_assert_cmpuint (after->len, ==, 1);
  assert_is_whole (reader, after->pdata[0], draft);
}

static void
test_killed_while_exporting (Fixture *fixture, gconstpointer data)
{
  gint64 begun, span = 0;
  guint killed = 0, there = 0;

  add_account (fixture);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *draft = g_strdup_printf (DRAFT, round);
      g_autofree char *take = g_strdup_printf (TAKE, round);
      gboolean was_there;
      Child child;

      add_take (fixture, round, round == 0);
      close_desk (fixture);
      child = start ((const char *const[]) {
        "--be-killed-sending", fixture->directory, fixture->customer, draft, take, NULL });
      wait_for_line (&child, "pressed");
      begun = g_get_monotonic_time ();
      if (round == 0)
        {
          /* How long it takes here and now, so that kills fall all over it. */
          wait_for_line (&child, "queued");
          span = g_get_monotonic_time () - begun;
        }
      else
        g_usleep ((gulong) (span * (round - 1) / (ROUNDS - 2)));
      killed += kill_child (&child) ? 1 : 0;
      open_desk (fixture);
      assert_no_media_is_unfinished (fixture);
      look_and_send (fixture, draft, take, &was_there);
      there += was_there ? 1 : 0;
      g_assert_true (was_there || round > 0);
    }
  g_test_message (
    "%u of %d killed within %" G_GINT64_FORMAT " ms; %u had been queued", killed, ROUNDS, span / 1000, there);
  g_assert_cmpuint (there, <, ROUNDS);
}

#define ADD(path, function) g_test_add ("/killed/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  if (argc == 5 && g_str_equal (argv[1], "--be-killed-reading"))
    return be_killed_reading (argv[2], argv[3], argv[4]);
  if (argc == 6 && g_str_equal (argv[1], "--be-killed-sending"))
    return be_killed_sending (argv[2], argv[3], argv[4], argv[5]);
  rbk_test_init (&argc, &argv);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  ADD ("reading", test_killed_while_reading);
  ADD ("exporting", test_killed_while_exporting);
  return g_test_run ();
}
