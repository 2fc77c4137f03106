/* test-ledger-crash.c: kill -9 loses nothing that was acknowledged, and leaves nothing half done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger-dump.h"
#include "test-ledger.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS           36
#define WRITERS          3
#define ENTRIES_AT_ONCE  3
#define CHUNK_BYTES      4800
#define MOST_READ_LINES  60
#define LONGEST_DELAY_US 4000

/* ---- The one who is killed ---- */

static GMutex output_lock;

static void
acknowledge (const char *what, const char *id, gsize number)
{
  g_autofree char *line = g_strdup_printf ("%s %s %" G_GSIZE_FORMAT "\n", what, id, number);

  g_mutex_lock (&output_lock);
  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (1);
  g_mutex_unlock (&output_lock);
}

static guint8
get_sample (gsize position)
{
  return (guint8) (position * 31 + position / 251);
}

static gpointer
append_for_ever (gpointer data)
{
  RbkLedger *ledger = data;

  while (TRUE)
    {
      g_autofree char *group = rbk_id_new ();
      g_autofree char *customer = rbk_id_new ();
      g_autofree char *payload = g_strdup_printf ("{'direction':'in','text':'heron','group':'%s'}", group);
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = 0; i < ENTRIES_AT_ONCE; i++)
        g_ptr_array_add (entries, rbk_test_make_entry (RBK_ENTRY_KIND_TEXT, customer, i + 1, payload));
      if (!rbk_ledger_append (ledger, entries, NULL))
        _exit (2);
      acknowledge ("group", group, ENTRIES_AT_ONCE);
    }
  return NULL;
}

static gpointer
record_for_ever (gpointer data)
{
  RbkLedger *ledger = data;

  while (TRUE)
    {
      g_autofree char *media = rbk_id_new ();

      for (gsize done = 0; done < 20 * CHUNK_BYTES; done += CHUNK_BYTES)
        {
          guint8 bytes[CHUNK_BYTES];
          g_autoptr (GBytes) chunk = NULL;

          for (gsize i = 0; i < CHUNK_BYTES; i++)
            bytes[i] = get_sample (done + i);
          chunk = g_bytes_new (bytes, CHUNK_BYTES);
          if (!rbk_ledger_append_media (ledger, media, chunk, NULL))
            _exit (2);
          acknowledge ("sound", media, done + CHUNK_BYTES);
        }
      if (!rbk_ledger_finish_media (ledger, media, NULL))
        _exit (2);
      acknowledge ("finished", media, 20 * CHUNK_BYTES);
    }
  return NULL;
}

static int
be_killed (const char *path)
{
  RbkLedger *ledger = rbk_test_open (path);

  for (guint i = 0; i < WRITERS; i++)
    g_thread_unref (g_thread_new ("writer", append_for_ever, ledger));
  record_for_ever (ledger);
  return 0;
}

/* ---- The one who looks afterwards ---- */

typedef struct
{
  GHashTable *groups;   /* id: acknowledged */
  GHashTable *sounds;   /* id: bytes acknowledged */
  GHashTable *finished; /* id: acknowledged */
} Acknowledged;

static void
keep_line (Acknowledged *acknowledged, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);

  /* The last line may be cut. */
  if (g_strv_length (words) != 3 || !g_str_has_suffix (words[2], "\n"))
    return;
  if (g_str_equal (words[0], "group"))
    g_hash_table_add (acknowledged->groups, g_strdup (words[1]));
  else if (g_str_equal (words[0], "sound"))
    g_hash_table_replace (
      acknowledged->sounds, g_strdup (words[1]), GSIZE_TO_POINTER (g_ascii_strtoull (words[2], NULL, 10)));
  else
    g_hash_table_add (acknowledged->finished, g_strdup (words[1]));
}

static void
run_and_kill (const char *path, Acknowledged *acknowledged)
{
  const char *argv[] = { g_get_prgname (), "--be-killed", path, NULL };
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  int lines = g_test_rand_int_range (0, MOST_READ_LINES);
  char line[128];
  FILE *output;
  GPid pid;
  int from;

  argv[0] = program;
  g_spawn_async_with_pipes (
    NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &from, NULL, &error);
  g_assert_no_error (error);
  output = fdopen (from, "r");
  while (lines-- > 0 && fgets (line, sizeof line, output) != NULL)
    keep_line (acknowledged, line);
  g_usleep ((gulong) g_test_rand_int_range (0, LONGEST_DELAY_US));
  kill (pid, SIGKILL);
  while (fgets (line, sizeof line, output) != NULL)
    keep_line (acknowledged, line);
  fclose (output);
  {
    int status = 0;

    g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
    /* It did not end by itself. */
    g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  }
}

static void
assert_all_sound_is_there (RbkLedger *ledger, Acknowledged *acknowledged)
{
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);
  g_auto (GStrv) unfinished = rbk_ledger_reader_list_unfinished_media (reader, NULL);
  GHashTableIter iter;
  gpointer id, bytes;

  g_hash_table_iter_init (&iter, acknowledged->sounds);
  while (g_hash_table_iter_next (&iter, &id, &bytes))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) sound = rbk_ledger_reader_get_media (reader, id, &error);
      const guint8 *samples;
      gsize length;

      g_assert_no_error (error);
      samples = g_bytes_get_data (sound, &length);
      g_assert_cmpuint (length, >=, GPOINTER_TO_SIZE (bytes));
      g_assert_cmpuint (length % CHUNK_BYTES, ==, 0);
      for (gsize i = 0; i < length; i++)
        g_assert_true (samples[i] == get_sample (i));
      g_assert_false (g_hash_table_contains (acknowledged->finished, id) &&
                      g_strv_contains ((const char *const *) unfinished, id));
    }
}

static void
assert_all_entries_are_there (const char *path, Acknowledged *acknowledged)
{
  static const char *const groups[] = {
    "SELECT payload ->> 'group', count (*), count (DISTINCT customer) FROM entry GROUP BY 1",
    NULL,
  };
  static const char *const strays[] = {
    "SELECT m.id FROM media m WHERE m.bytes <> (SELECT coalesce (sum (length (data)), 0) FROM media_chunk c "
    "WHERE c.media = m.number)",
    "SELECT id FROM media WHERE (finished = 1) <> (sha256 IS NOT NULL)",
    "SELECT customer FROM entry WHERE customer NOT IN (SELECT id FROM customer)",
    NULL,
  };
  g_autofree char *text = rbk_test_dump (path, groups);
  g_autofree char *stray = rbk_test_dump (path, strays);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  g_assert_cmpstr (stray, ==, "");
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *rest = strchr (lines[i], '|');

      *rest++ = '\0';
      /* No half of a transaction. */
      g_assert_true (g_str_has_prefix (rest, G_STRINGIFY (ENTRIES_AT_ONCE) "|1|"));
      g_hash_table_add (found, lines[i]);
    }
  g_hash_table_iter_init (&iter, acknowledged->groups);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_true (g_hash_table_contains (found, id));
}

static void
test_killed_while_writing_loses_nothing (void)
{
  g_autofree char *path = rbk_test_make_path ();
  Acknowledged acknowledged = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                                g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                                g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  for (guint round = 0; round < ROUNDS; round++)
    {
      run_and_kill (path, &acknowledged);
      {
        g_autoptr (RbkLedger) ledger = rbk_test_open (path);

        assert_all_sound_is_there (ledger, &acknowledged);
        rbk_ledger_close (ledger);
      }
      assert_all_entries_are_there (path, &acknowledged);
      if (round % 6 == 5)
        {
          g_autofree char *kept = rbk_test_dump (path, rbk_test_projections);
          g_autofree char *rebuilt = NULL;
          g_autoptr (RbkLedger) ledger = rbk_test_open (path);

          g_assert_true (rbk_ledger_rebuild (ledger, NULL));
          rbk_ledger_close (ledger);
          rebuilt = rbk_test_dump (path, rbk_test_projections);
          rbk_test_assert_same (kept, rebuilt);
        }
    }
  g_test_message ("%u groups of entries and %u sounds acknowledged",
                  g_hash_table_size (acknowledged.groups),
                  g_hash_table_size (acknowledged.sounds));
  g_assert_cmpuint (g_hash_table_size (acknowledged.groups), >, ROUNDS);
  g_assert_cmpuint (g_hash_table_size (acknowledged.sounds), >, 0);
  g_hash_table_unref (acknowledged.groups);
  g_hash_table_unref (acknowledged.sounds);
  g_hash_table_unref (acknowledged.finished);
  rbk_test_remove (path);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--be-killed"))
    return be_killed (argv[2]);
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/crash/killed-while-writing", test_killed_while_writing_loses_nothing);
  return g_test_run ();
}
