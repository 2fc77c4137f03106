/* bench-kill-recording.c: how much sound is lost when the power goes while a voicemail is recorded.
 *
 * Twelve times a child records through the desk, as the composer's dialog does, and is killed without
 * warning somewhere in its seconds; then the ledger is opened again. What is lost is what was spoken
 * between the first captured sample and the kill, less what is in the ledger. Runs under with-pulseaudio.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "desk/rbk-composer.h"
#include "desk/rbk-ledger-key.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS            12
#define BUDGET_SECONDS   1.0
#define BYTES_PER_SECOND (48000.0 * 2)

static void
check (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static RbkDesk *
open_desk (const char *directory)
{
  g_autoptr (RbkClock) clock = rbk_clock_new ();
  RbkDesk *desk = rbk_desk_new (directory, FALSE, clock);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  rbk_desk_open_async (desk, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_open_finish (desk, result, &error);
  check (error);
  return desk;
}

static void
close_desk (RbkDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;

  rbk_desk_close_async (desk, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_object_unref (desk);
}

/* The child: says the time of the first sample, and records until it is killed. */
static void
record (const char *directory, const char *customer, int pipe)
{
  RbkDesk *desk = open_desk (directory);
  RbkComposer *composer = rbk_composer_new (desk, customer);
  GError *error = NULL;
  gint64 captured;
  gint64 now;

  rbk_composer_record (composer, &error);
  check (error);
  rbk_test_wait_until (rbk_composer_get_state (composer) == RBK_RECORDER_RECORDING);
  now = g_get_monotonic_time ();
  g_object_get (composer, "duration-us", &captured, NULL);
  now -= captured;
  if (write (pipe, &now, sizeof now) != sizeof now)
    _exit (1);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* Makes the showroom; returns a customer's id. */
static char *
found (const char *directory)
{
  RbkDesk *desk = open_desk (directory);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *person = rbk_id_new ();
  char *customer = rbk_id_new ();
  gint64 now = g_get_real_time ();
  GError *error = NULL;

  g_ptr_array_add (
    entries,
    rbk_entry_new (RBK_ENTRY_KIND_SHOWROOM_CHANGED,
                   NULL,
                   person,
                   now,
                   rbk_json_new ("name", "Example Motors", "time_zone", "America/Chicago", NULL)));
  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_PERSON_CHANGED,
                                  NULL,
                                  person,
                                  now,
                                  rbk_json_new ("person", person, "name", "Dana Example", NULL)));
  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_CUSTOMER_CHANGED,
                                  customer,
                                  person,
                                  now,
                                  rbk_json_new ("first", "Lena", "last", "Fischer", NULL)));
  rbk_ledger_append (rbk_desk_get_ledger (desk), entries, &error);
  check (error);
  close_desk (desk);
  return customer;
}

/* Bytes of sound in all takes of the customer. */
static gsize
measure (const char *directory, const char *customer)
{
  RbkDesk *desk = open_desk (directory);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  GError *error = NULL;
  gsize bytes = 0;

  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (desk), &error);
  check (error);
  drafts = rbk_ledger_reader_list_drafts (reader, customer, &error);
  check (error);
  for (guint i = 0; i < drafts->len; i++)
    {
      GPtrArray *takes = rbk_draft_get_takes (g_ptr_array_index (drafts, i));

      for (guint k = 0; k < takes->len; k++)
        {
          g_autoptr (GBytes) sound =
            rbk_ledger_reader_get_media (reader, rbk_take_get_media (g_ptr_array_index (takes, k)), &error);

          check (error);
          bytes += g_bytes_get_size (sound);
        }
    }
  g_clear_object (&reader);
  close_desk (desk);
  return bytes;
}

/* Each step is a process of its own, as fork() and threads do not mix. */
static GPid
spawn (char *program, const char *step, const char *directory, const char *customer, int *output)
{
  char *arguments[] = { program, (char *) step, (char *) directory, (char *) customer, NULL };
  GError *error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (
    NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, output, NULL, &error);
  check (error);
  return pid;
}

static double
kill_once (char *program, const char *directory, const char *customer, gsize *before, double seconds)
{
  int output;
  GPid child = spawn (program, "record", directory, customer, &output);
  gint64 begun, killed;
  gsize after;
  double spoken;

  if (read (output, &begun, sizeof begun) != sizeof begun)
    g_error ("the recording did not begin");
  close (output);
  while (g_get_monotonic_time () < begun + (gint64) (seconds * G_USEC_PER_SEC))
    g_usleep (1000);
  killed = g_get_monotonic_time ();
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);

  after = measure (directory, customer);
  spoken = (double) (killed - begun) / G_USEC_PER_SEC;
  spoken -= (double) (after - *before) / BYTES_PER_SECOND;
  *before = after;
  return spoken;
}

int
main (int argc, char *argv[])
{
  g_autofree char *directory = NULL;
  g_autofree char *keyring = NULL;
  g_autofree char *customer = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GString) all = g_string_new (NULL);
  double worst = 0, sum = 0;
  gsize before = 0;

  if (argc == 4)
    {
      record (argv[2], argv[3], STDOUT_FILENO);
      return 1;
    }
  directory = g_dir_make_tmp ("rbk-kill-recording-XXXXXX", NULL);
  keyring = g_build_filename (directory, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  customer = found (directory);
  for (guint i = 0; i < KILLS; i++)
    {
      double lost = kill_once (argv[0], directory, customer, &before, g_rand_double_range (random, 2.0, 5.0));

      g_string_append_printf (all, " %.2f", lost);
      worst = MAX (worst, lost);
      sum += lost;
    }
  g_print ("# seconds lost by each kill:%s\n", all->str);
  g_print ("%-44s %8.2f %-3s %-12s %7.2f <= %-5g %s\n",
           "sound lost by kill -9, longest of 12",
           worst,
           "s",
           "",
           worst,
           BUDGET_SECONDS,
           worst <= BUDGET_SECONDS ? "ok" : "MISSED");
  g_print ("# mean %.2f s\n", sum / KILLS);
  return worst <= BUDGET_SECONDS ? 0 : 1;
}
