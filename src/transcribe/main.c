/* main.c: ringback-transcribe, what a customer will read, by whisper.cpp.
 *
 *   ringback-transcribe --model FILE --kind whisper [--plain] < SOUND > WORDS
 *
 * A program of its own because the engine can crash and hang on bad files and does not stop in the
 * midst of encoding when it is asked to: whoever wants no more of it ends this process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcribe/rbk-transcribe-io.h"

#include <getopt.h>
#include <ggml-backend.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <whisper.h>

/* Reading the model and encoding the first window come before the first word. */
#define READ    0.05
#define ENCODED 0.45

/* Brisk speech has some four and a half tokens a second; only the progress leans on it. */
#define TOKENS_A_SECOND 4.5

/* Whisper encodes windows of this length, however little is said in them. */
#define WINDOW_S 30.0

/* It reads nothing from less than a tenth of a second; what is short is followed by silence. */
#define SHORTEST (RBK_TRANSCRIBE_RATE + RBK_TRANSCRIBE_RATE / 10)

typedef struct
{
  double length_s; /* of what is transcribed */
} Progress;

static void
log_errors (enum ggml_log_level level, const char *text, void *user_data)
{
  if (level == GGML_LOG_LEVEL_ERROR)
    fputs (text, stderr);
}

/* Called for each token that is about to be chosen: n_tokens are there since the window's start. */
static void
on_token (struct whisper_context *context,
          struct whisper_state *state,
          const whisper_token_data *tokens,
          int n_tokens,
          float *logits,
          void *user_data)
{
  const Progress *progress = user_data;
  int n_segments = whisper_full_n_segments_from_state (state);
  double before =
    n_segments > 0 ? (double) whisper_full_get_segment_t1_from_state (state, n_segments - 1) / 100 : 0;
  double window = CLAMP (progress->length_s - before, 1, WINDOW_S);
  double within = MIN (1, n_tokens / (window * TOKENS_A_SECOND));
  double from = before > 0 ? 0 : ENCODED;

  rbk_transcribe_write_progress (READ + 0.94 * (before + window * (from + (1 - from) * within)) /
                                          MAX (progress->length_s, 1));
}

static struct whisper_full_params
choose (Progress *progress)
{
  struct whisper_full_params params = whisper_full_default_params (WHISPER_SAMPLING_GREEDY);
  long cores = sysconf (_SC_NPROCESSORS_ONLN);

  params.n_threads = cores > 2 ? (int) MIN (cores - 1, 8) : 2;
  params.language = "en";
  /* One word a segment, with its times. */
  params.token_timestamps = true;
  params.max_len = 1;
  params.split_on_word = true;
  /* No second tries at a higher temperature, no noises in brackets, and nothing remembered: the same
     sound gives the same words. */
  params.temperature_inc = 0;
  params.suppress_nst = true;
  params.no_context = true;
  /* It is not told the name or the showroom: it would hear what it was told. */
  params.initial_prompt = NULL;
  params.greedy.best_of = 1;
  params.print_progress = false;
  params.print_realtime = false;
  params.print_timestamps = false;
  params.print_special = false;
  params.logits_filter_callback = on_token;
  params.logits_filter_callback_user_data = progress;
  return params;
}

/* A word is as sure as its least sure token. */
static double
get_probability (struct whisper_context *context, int segment)
{
  int n_tokens = whisper_full_n_tokens (context, segment);
  double least = 1;

  for (int i = 0; i < n_tokens; i++)
    {
      if (whisper_full_get_token_id (context, segment, i) < whisper_token_eot (context))
        least = MIN (least, whisper_full_get_token_p (context, segment, i));
    }
  return least;
}

static int
transcribe (const char *model, RbkSpeech *speech)
{
  struct whisper_context_params how = whisper_context_default_params ();
  Progress progress = { (double) speech->n_samples / RBK_TRANSCRIBE_RATE };
  struct whisper_context *context;
  g_autofree char *engine = g_strconcat ("whisper.cpp ", whisper_version (), NULL);

  how.use_gpu = false;
  context = whisper_init_from_file_with_params (model, how);
  if (context == NULL)
    return RBK_TRANSCRIBE_MODEL;
  rbk_transcribe_write_progress (READ);
  if (speech->n_samples > 0)
    {
      gsize padded = MAX (speech->n_samples, SHORTEST);

      speech->samples = g_renew (float, speech->samples, padded);
      for (gsize i = speech->n_samples; i < padded; i++)
        speech->samples[i] = 0;
      if (whisper_full (context, choose (&progress), speech->samples, (int) padded) != 0)
        return RBK_TRANSCRIBE_ENGINE;
      for (int i = 0; i < whisper_full_n_segments (context); i++)
        rbk_transcribe_write_word (speech,
                                   whisper_full_get_segment_text (context, i),
                                   whisper_full_get_segment_t0 (context, i) * 10,
                                   whisper_full_get_segment_t1 (context, i) * 10,
                                   get_probability (context, i));
    }
  rbk_transcribe_write_progress (1);
  rbk_transcribe_write_end (speech, engine);
  whisper_free (context);
  return RBK_TRANSCRIBE_OK;
}

#ifdef RBK_TRANSCRIBE_PLAIN
/* This program runs on every processor that the desktop does; the one beside it is some times faster
   on those that have AVX2, which is not said of every showroom's PC. */
static void
become_faster (char **argv)
{
  g_autofree char *own = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *faster = NULL;

  if (!__builtin_cpu_supports ("avx2") || !__builtin_cpu_supports ("fma") ||
      !__builtin_cpu_supports ("f16c") || !__builtin_cpu_supports ("bmi2"))
    return;
  own = g_file_read_link ("/proc/self/exe", NULL);
  if (own == NULL)
    return;
  folder = g_path_get_dirname (own);
  faster = g_build_filename (folder, "ringback-transcribe-avx2", NULL);
  /* Where it is missing this one goes on. */
  execv (faster, argv);
}
#endif

int
main (int argc, char **argv)
{
  static const struct option options[] = {
    { "model", required_argument, NULL, 'm' },
    { "kind", required_argument, NULL, 'k' },
    { "plain", no_argument, NULL, 'p' },
    { NULL, 0, NULL, 0 },
  };
  const char *model = NULL;
  const char *kind = NULL;
  G_GNUC_UNUSED gboolean plain = FALSE;
  G_GNUC_UNUSED g_autofree char *path = NULL;
  RbkSpeech speech;
  int option, status = RBK_TRANSCRIBE_SOUND;

  while ((option = getopt_long (argc, argv, "", options, NULL)) != -1)
    {
      if (option == 'm')
        model = optarg;
      else if (option == 'k')
        kind = optarg;
      else if (option == 'p')
        plain = TRUE;
      else
        return RBK_TRANSCRIBE_USAGE;
    }
  if (model == NULL || g_strcmp0 (kind, "whisper") != 0 || optind < argc)
    {
      fputs ("usage: ringback-transcribe --model FILE --kind whisper < SOUND\n", stderr);
      return RBK_TRANSCRIBE_USAGE;
    }
  rbk_transcribe_settle ();
#ifdef RBK_TRANSCRIBE_PLAIN
  if (!plain)
    become_faster (argv);
  if (!__builtin_cpu_supports ("sse4.2"))
    return RBK_TRANSCRIBE_PROCESSOR;
#endif
  /* An assertion of the engine would start a debugger to say where it was. */
  g_setenv ("GGML_NO_BACKTRACE", "1", TRUE);
  whisper_log_set (log_errors, NULL);
#ifdef RBK_TRANSCRIBE_PLUGINS
  /* Without it a libwhisper that was built with plug-ins ends the process. It may look for them in the
     working folder, where nobody else's may lie. */
  path = g_canonicalize_filename (model, NULL);
  model = path;
  if (chdir ("/") != 0)
    return RBK_TRANSCRIBE_ENGINE;
  ggml_backend_load_all ();
#endif
  if (rbk_speech_read (&speech, STDIN_FILENO))
    status = transcribe (model, &speech);
  rbk_speech_clear (&speech);
  return status;
}
