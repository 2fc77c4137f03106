/* test-ledger-migration.c: a ledger of an older form is copied before it is changed, and a power cut at
 * any moment leaves one that is whole.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-copy.h"
#include "ledger/rbk-schema.h"
#include "test-ledger-dump.h"
#include "test-ledger.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define ROUNDS 24
/* Makes the copy take long enough to be cut off. */
#define FILLING "8000000"
static const char *const whole_file[] = {
  "SELECT * FROM entry ORDER BY seq",
  "SELECT media, seq, length (data) FROM media_chunk ORDER BY media, seq",
  "PRAGMA user_version",
  NULL,
};

static char *
make_older (const char *filling)
{
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "fixtures", "ledger-v1.db", NULL);
  char *path = rbk_test_make_path ();
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  if (filling != NULL)
    {
      g_autofree char *sql =
        g_strdup_printf ("INSERT INTO media_chunk SELECT 1, 2, randomblob (%s)", filling);

      rbk_test_execute (path, sql);
    }
  return path;
}

static void
open_and_close (const char *path)
{
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);

  rbk_ledger_close (ledger);
}

static gboolean
is_there (const char *name)
{
  return g_file_test (name, G_FILE_TEST_EXISTS);
}

static void
test_copy_is_kept_until_the_next_good_start (void)
{
  g_autofree char *path = make_older (NULL);
  g_autofree char *copy = rbk_ledger_copy_dup_path (path, RBK_SCHEMA_VERSION);
  g_autofree char *before = rbk_test_dump (path, whole_file);
  g_autofree char *kept = NULL;
  struct stat about;

  open_and_close (path);
  kept = rbk_test_dump (copy, whole_file);
  g_assert_cmpstr (before, ==, kept);
  g_assert_cmpint (stat (copy, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  open_and_close (path);
  g_assert_false (is_there (copy));
  rbk_test_remove (path);
}

/* What an older Ringback had written but not moved into its file is in the copy too. */
static void
test_copy_has_what_was_in_the_log (void)
{
  g_autofree char *path = make_older (NULL);
  g_autofree char *copy = rbk_ledger_copy_dup_path (path, RBK_SCHEMA_VERSION);
  g_autofree char *unclean = rbk_test_make_path ();
  g_autofree char *kept = NULL;
  static const char *const suffixes[] = { "", "-wal" };

  {
    g_autoptr (RbkDatabase) database = rbk_test_open_database (path);

    g_assert_true (
      rbk_database_execute (database, "INSERT INTO ledger VALUES ('heron', 'in the log')", NULL));
    /* As it lies there while it is open: after a power cut it is the same. */
    for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
      {
        g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
        g_autofree char *to = g_strconcat (unclean, suffixes[i], NULL);
        g_autofree char *bytes = NULL;
        gsize length;

        g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
        g_assert_true (g_file_set_contents (to, bytes, (gssize) length, NULL));
      }
  }
  open_and_close (unclean);
  g_free (copy);
  copy = rbk_ledger_copy_dup_path (unclean, RBK_SCHEMA_VERSION);
  kept = rbk_test_dump (
    copy,
    (const char *const[]) { "SELECT value FROM ledger WHERE name = 'heron'", "PRAGMA user_version", NULL });
  g_assert_true (g_str_has_prefix (kept, "in the log|"));
  g_assert_nonnull (strstr (kept, "\n1|"));
  rbk_test_remove (path);
  rbk_test_remove (unclean);
}

/* No room for the copy: then nothing is changed. */
static void
test_without_room_nothing_is_changed (void)
{
  g_autofree char *path = make_older (NULL);
  g_autofree char *copy = rbk_ledger_copy_dup_path (path, RBK_SCHEMA_VERSION);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (GError) error = NULL;

  before = rbk_test_dump (path, whole_file);
  /* A folder where the copy is to be written can be made by nobody into a file. */
  g_assert_cmpint (g_mkdir (part, 0700), ==, 0);
  g_assert_null (rbk_ledger_open (path, key, &error));
  g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_FAILED);
  g_assert_true (g_str_has_suffix (error->message, "."));
  after = rbk_test_dump (path, whole_file);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (g_rmdir (part), ==, 0);
  open_and_close (path);
  g_assert_true (is_there (copy));
  rbk_test_remove (path);
}

static void
test_new_ledger_has_no_copy (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *copy = rbk_ledger_copy_dup_path (path, RBK_SCHEMA_VERSION);

  open_and_close (path);
  g_assert_false (is_there (copy));
  rbk_test_remove (path);
}

static int
be_killed (const char *path)
{
  open_and_close (path);
  return 0;
}

/* @delay_us: when to kill it; 0 to let it be. Returns: whether it was cut off before it ended by itself */
static gboolean
run_and_kill (const char *path, gulong delay_us)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  const char *argv[] = { program, "--be-killed", path, NULL };
  g_autoptr (GError) error = NULL;
  int status = 0;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  if (delay_us > 0)
    {
      g_usleep (delay_us);
      kill (pid, SIGKILL);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true ((WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL) ||
                 (WIFEXITED (status) && WEXITSTATUS (status) == 0));
  return WIFSIGNALED (status);
}

static void
test_killed_while_migrating_loses_nothing (void)
{
  guint cut = 0, without_copy = 0, with_copy = 0;
  g_autofree char *uncut = make_older (FILLING);
  gint64 longest_us = g_get_monotonic_time ();

  run_and_kill (uncut, 0);
  longest_us = g_get_monotonic_time () - longest_us;
  rbk_test_remove (uncut);
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *path = make_older (FILLING);
      g_autofree char *copy = rbk_ledger_copy_dup_path (path, RBK_SCHEMA_VERSION);
      g_autofree char *older = rbk_test_dump (path, whole_file);
      g_autofree char *entries =
        rbk_test_dump (path, (const char *const[]) { whole_file[0], whole_file[1], NULL });
      g_autofree char *left = NULL;
      g_autofree char *version = NULL;

      cut += run_and_kill (path, (gulong) g_test_rand_int_range (1, (gint32) longest_us));
      /* A copy that has its name is whole; and what is changed has one. */
      if (is_there (copy))
        {
          g_autofree char *kept = rbk_test_dump (copy, whole_file);

          rbk_test_assert_same (older, kept);
          with_copy++;
        }
      else
        {
          version = rbk_test_dump (path, (const char *const[]) { "PRAGMA user_version", NULL });
          g_assert_true (g_str_has_prefix (version, "1|"));
          without_copy++;
        }
      open_and_close (path);
      left = rbk_test_dump (path, (const char *const[]) { whole_file[0], whole_file[1], NULL });
      rbk_test_assert_same (entries, left);
      /* The second start knows of no crash; the one after it needs no copy any more. */
      open_and_close (path);
      open_and_close (path);
      g_assert_false (is_there (copy));
      rbk_test_remove (path);
    }
  g_test_message (
    "%u of %d were cut off, %u before there was a copy, %u after", cut, ROUNDS, without_copy, with_copy);
  g_assert_cmpuint (cut, >, 0);
  g_assert_cmpuint (without_copy, >, 0);
  g_assert_cmpuint (with_copy, >, 0);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--be-killed"))
    return be_killed (argv[2]);
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/migration/copy-until-next-good-start",
                   test_copy_is_kept_until_the_next_good_start);
  g_test_add_func ("/ledger/migration/copy-has-the-log", test_copy_has_what_was_in_the_log);
  g_test_add_func ("/ledger/migration/no-room", test_without_room_nothing_is_changed);
  g_test_add_func ("/ledger/migration/new-has-none", test_new_ledger_has_no_copy);
  g_test_add_func ("/ledger/migration/killed", test_killed_while_migrating_loses_nothing);
  return g_test_run ();
}
