/* faulty-helper.c: a transcribing helper that does what RBK_FAULT says.
 *
 * It reads and writes as the real one does where it is not told otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcribe/rbk-transcribe-io.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void
sleep_for_ever (void)
{
  while (TRUE)
    pause ();
}

/* Whoever waits for the test to end it finds its number there. */
static void
leave_number (void)
{
  const char *path = g_getenv ("RBK_FAULT_PID");
  g_autofree char *number = g_strdup_printf ("%d", (int) getpid ());

  if (path != NULL && !g_file_set_contents (path, number, -1, NULL))
    exit (RBK_TRANSCRIBE_USAGE);
}

static void
say_words (const RbkSpeech *speech)
{
  rbk_transcribe_write_progress (0.5);
  rbk_transcribe_write_word (speech, " “Hi\\”", 0, 300, 0.98);
  rbk_transcribe_write_word (speech, " Maria\t", 300, 800, 0.5);
  rbk_transcribe_write_word (speech, "  ", 800, 900, 1);
  rbk_transcribe_write_progress (1);
}

int
main (int argc, char **argv)
{
  const char *fault = g_getenv ("RBK_FAULT");
  RbkSpeech speech;
  struct stat status;

  rbk_transcribe_settle ();
  leave_number ();
  if (g_strcmp0 (fault, "hang") == 0)
    sleep_for_ever ();
  if (!rbk_speech_read (&speech, STDIN_FILENO))
    return RBK_TRANSCRIBE_SOUND;
  if (g_strcmp0 (fault, "arguments") == 0)
    {
      g_autofree char *said = NULL;

      if (argc != 5 || !g_str_equal (argv[1], "--model") || stat (argv[2], &status) != 0)
        return RBK_TRANSCRIBE_USAGE;
      said = g_strdup_printf ("%s,%ld,%s,%d,%u",
                              argv[4],
                              (long) status.st_size,
                              g_getenv ("OMP_WAIT_POLICY"),
                              nice (0),
                              speech.length_ms);
      rbk_transcribe_write_word (&speech, said, 0, 0, 1);
    }
  else
    say_words (&speech);
  if (g_strcmp0 (fault, "crash") == 0)
    kill (getpid (), SIGSEGV);
  else if (g_strcmp0 (fault, "garbage") == 0)
    puts ("ggml_abort: 17");
  else if (g_strcmp0 (fault, "flood") == 0)
    while (putchar ('x') != EOF)
      ;
  else if (g_strcmp0 (fault, "forget") == 0)
    sleep_for_ever ();
  else if (g_strcmp0 (fault, "leave-behind") == 0)
    {
      /* Somebody else still holds its end of the pipe, and sleeps. */
      if (fork () == 0)
        sleep_for_ever ();
      sleep_for_ever ();
    }
  else if (fault != NULL && g_str_has_prefix (fault, "exit-"))
    exit (atoi (fault + 5));
  if (g_strcmp0 (fault, "early") != 0)
    rbk_transcribe_write_end (&speech, "faulty 1");
  rbk_speech_clear (&speech);
  return RBK_TRANSCRIBE_OK;
}
