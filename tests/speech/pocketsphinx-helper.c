/* pocketsphinx-helper.c: a transcribing helper on PocketSphinx, for tests only.
 *
 * The one recogniser with weights in Debian. It hears clear speech well enough to prove the way from
 * a sound to a verdict, and a telephone's so badly that it would accuse good voicemails (README.md
 * beside this file has its scores), so it is never installed.
 *
 *   pocketsphinx-helper --model FILE --kind KIND < SOUND > WORDS
 *
 * FILE is the language model with the rest beside it if KIND is pocketsphinx; otherwise it is not
 * opened, and Debian's American English is used: so it can stand in for the real helper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcribe/rbk-transcribe-io.h"

#include <pocketsphinx.h>
#include <unistd.h>

/* Frames of the recogniser are 10 ms. */
#define FRAME_MS 10

/* What is recognised at once, between two lines of progress. */
#define PIECE (RBK_TRANSCRIBE_RATE / 2)

/* Pauses, breaths and noises, and the number of a pronunciation: "the(2)". */
static char *
get_word (const char *text)
{
  const char *end = strchr (text, '(');

  if (strchr ("<[+", *text) != NULL)
    return g_strdup ("");
  return end != NULL ? g_strndup (text, (gsize) (end - text)) : g_strdup (text);
}

static void
recognise (ps_decoder_t *decoder, RbkSpeech *speech)
{
  gint16 samples[PIECE];

  ps_start_utt (decoder);
  for (gsize done = 0; done < speech->n_samples; done += PIECE)
    {
      gsize n = MIN (PIECE, speech->n_samples - done);

      for (gsize i = 0; i < n; i++)
        samples[i] = (gint16) (speech->samples[done + i] * 32767.f);
      ps_process_raw (decoder, samples, n, FALSE, FALSE);
      rbk_transcribe_write_progress ((double) (done + n) / (double) speech->n_samples);
    }
  ps_end_utt (decoder);
  for (ps_seg_t *segment = ps_seg_iter (decoder); segment != NULL; segment = ps_seg_next (segment))
    {
      g_autofree char *word = get_word (ps_seg_word (segment));
      int first, last, acoustic, language, back;
      double sure =
        logmath_exp (ps_get_logmath (decoder), ps_seg_prob (segment, &acoustic, &language, &back));

      ps_seg_frames (segment, &first, &last);
      rbk_transcribe_write_word (
        speech, word, (gint64) first * FRAME_MS, (gint64) (last + 1) * FRAME_MS, sure);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *acoustic = NULL;
  g_autofree char *language = NULL;
  g_autofree char *dictionary = NULL;
  cmd_ln_t *config;
  ps_decoder_t *decoder;
  RbkSpeech speech;

  if (argc != 5 || !g_str_equal (argv[1], "--model") || !g_str_equal (argv[3], "--kind"))
    return RBK_TRANSCRIBE_USAGE;
  rbk_transcribe_settle ();
  folder =
    g_str_equal (argv[4], "pocketsphinx") ? g_path_get_dirname (argv[2]) : g_strdup (RBK_POCKETSPHINX_MODEL);
  acoustic = g_build_filename (folder, "en-us", NULL);
  language = g_build_filename (folder, "en-us.lm.bin", NULL);
  dictionary = g_build_filename (folder, "cmudict-en-us.dict", NULL);
  config = cmd_ln_init (NULL,
                        ps_args (),
                        TRUE,
                        "-hmm",
                        acoustic,
                        "-lm",
                        language,
                        "-dict",
                        dictionary,
                        "-logfn",
                        "/dev/null",
                        /* Left out, it would be missing from the words' times. */
                        "-remove_silence",
                        "no",
                        NULL);
  decoder = config != NULL ? ps_init (config) : NULL;
  if (decoder == NULL)
    return RBK_TRANSCRIBE_MODEL;
  if (!rbk_speech_read (&speech, STDIN_FILENO))
    return RBK_TRANSCRIBE_SOUND;
  if (speech.n_samples > 0)
    recognise (decoder, &speech);
  rbk_transcribe_write_progress (1);
  rbk_transcribe_write_end (&speech, "PocketSphinx 0.8");
  rbk_speech_clear (&speech);
  ps_free (decoder);
  cmd_ln_free_r (config);
  return RBK_TRANSCRIBE_OK;
}
