/* rbk-transcribe-io.c: sound in, one JSON line a word out.
 *
 * The lines are
 *   {"progress":0.25}                              how far it is, never falling
 *   {"w":"Hi","t0":120,"t1":340,"p":0.98}          a word, in milliseconds of the whole sound
 *   {"engine":"whisper.cpp 1.9.1","words":1}       the last line; without it the rest is not whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcribe/rbk-transcribe-io.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* A voicemail box rarely takes more than three minutes; ten are read. */
#define LONGEST_S 600

/* Whisper invents text on silence: what is quieter than this, at both ends, it does not get. */
#define SILENCE_DBFS -50.0

/* Silence is judged in pieces of 10 ms, and this much of it is left for the first and last sound. */
#define PIECE  (RBK_TRANSCRIBE_RATE / 100)
#define MARGIN (RBK_TRANSCRIBE_RATE / 5)

static guint n_words;
static double said_progress;

/**
 * rbk_transcribe_settle:
 *
 * Makes this process what a helper should be: it gives way to the window (nice 10), ends when the
 * one who started it does, and leaves no copy of somebody's voice in a core file.
 */
void
rbk_transcribe_settle (void)
{
  const struct rlimit none = { 0, 0 };

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  setrlimit (RLIMIT_CORE, &none);
  /* It fails only where it is nicer already. */
  setpriority (PRIO_PROCESS, 0, 10);
}

static gboolean
is_silent (const float *samples, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) samples[i] * samples[i];
  return sum <= pow (10, SILENCE_DBFS / 10) * (double) n;
}

/* Leaves of the sound what lies between its first and last audible piece, with a margin. */
static void
trim (RbkSpeech *self)
{
  gsize first = 0, end = self->n_samples, kept;

  while (first < end && is_silent (self->samples + first, MIN (PIECE, end - first)))
    first += MIN (PIECE, end - first);
  while (end > first && is_silent (self->samples + end - MIN (PIECE, end - first), MIN (PIECE, end - first)))
    end -= MIN (PIECE, end - first);
  if (first == end)
    {
      self->n_samples = 0;
      return;
    }
  first -= MIN (first, MARGIN);
  /* Whole milliseconds, so that the words' times are exact. */
  first -= first % (RBK_TRANSCRIBE_RATE / 1000);
  end = MIN (end + MARGIN, self->n_samples);
  kept = end - first;
  memmove (self->samples, self->samples + first, kept * sizeof *self->samples);
  self->start_ms = (guint) (first / (RBK_TRANSCRIBE_RATE / 1000));
  self->n_samples = kept;
}

/**
 * rbk_speech_read:
 * @self: (out caller-allocates): clear it with rbk_speech_clear() in any case
 * @fd: gives 16 kHz mono S16 in this machine's byte order, to its end
 *
 * Returns: whether the sound could be read whole and is at most ten minutes long. A sound that is
 *   silent from end to end leaves no samples.
 */
gboolean
rbk_speech_read (RbkSpeech *self, int fd)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 piece[65536];
  gssize got;

  *self = (RbkSpeech) { 0 };
  while ((got = read (fd, piece, sizeof piece)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || bytes->len + (gsize) got > LONGEST_S * RBK_TRANSCRIBE_RATE * sizeof (gint16))
        return FALSE;
      g_byte_array_append (bytes, piece, (guint) got);
    }
  if (bytes->len % sizeof (gint16) != 0)
    return FALSE;
  self->n_samples = bytes->len / sizeof (gint16);
  self->length_ms = (guint) (self->n_samples / (RBK_TRANSCRIBE_RATE / 1000));
  self->samples = g_new (float, MAX (self->n_samples, 1));
  for (gsize i = 0; i < self->n_samples; i++)
    {
      gint16 sample;

      memcpy (&sample, bytes->data + i * sizeof sample, sizeof sample);
      self->samples[i] = (float) sample / 32768.f;
    }
  trim (self);
  return TRUE;
}

void
rbk_speech_clear (RbkSpeech *self)
{
  g_clear_pointer (&self->samples, g_free);
}

/* Whoever reads is gone: nothing is left to do. SIGPIPE says so too, unless it is ignored. */
static void
finish_line (void)
{
  if (putchar ('\n') == EOF || fflush (stdout) == EOF)
    _exit (RBK_TRANSCRIBE_OK);
}

/* Numbers stand with a point in every language. */
static void
put_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  fputs (g_ascii_formatd (text, sizeof text, "%.3f", number), stdout);
}

/* A word may be cut inside a character where the engine cut it. */
static void
put_string (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  putchar ('"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        putchar ('\\');
      if ((guchar) *p < 0x20)
        printf ("\\u%04x", (guchar) *p);
      else
        putchar (*p);
    }
  putchar ('"');
}

/**
 * rbk_transcribe_write_progress:
 * @progress: from 0 to 1; says nothing if it is not a hundredth more than what was said last
 */
void
rbk_transcribe_write_progress (double progress)
{
  if (progress < said_progress + 0.01 || progress > 1)
    return;
  said_progress = progress;
  fputs ("{\"progress\":", stdout);
  put_number (progress);
  putchar ('}');
  finish_line ();
}

/**
 * rbk_transcribe_write_word:
 * @word: as the engine wrote it; the space around it is left out, and a word of nothing is not said
 * @start_ms: in milliseconds of @speech, as is @end_ms; brought within it
 * @probability: from 0 to 1; brought within that
 */
void
rbk_transcribe_write_word (
  const RbkSpeech *speech, const char *word, gint64 start_ms, gint64 end_ms, double probability)
{
  g_autofree char *bare = g_strstrip (g_strdup (word));
  gint64 start = CLAMP (start_ms + (gint64) speech->start_ms, 0, (gint64) speech->length_ms);
  gint64 end = CLAMP (end_ms + (gint64) speech->start_ms, start, (gint64) speech->length_ms);

  if (*bare == '\0')
    return;
  n_words++;
  fputs ("{\"w\":", stdout);
  put_string (bare);
  printf (",\"t0\":%" G_GINT64_FORMAT ",\"t1\":%" G_GINT64_FORMAT ",\"p\":", start, end);
  put_number (isnan (probability) ? 0 : CLAMP (probability, 0, 1));
  putchar ('}');
  finish_line ();
}

/**
 * rbk_transcribe_write_end:
 * @engine: the engine and its version, as a person may read it
 */
void
rbk_transcribe_write_end (const RbkSpeech *speech, const char *engine)
{
  fputs ("{\"engine\":", stdout);
  put_string (engine);
  printf (",\"words\":%u,\"ms\":%u}", n_words, speech->length_ms);
  finish_line ();
}
