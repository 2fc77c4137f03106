/* rbk-transcriber.c
 *
 * The helper gets the sound as a file in memory that is whole before it starts, so nothing of ours
 * waits for it to read; the model as a descriptor of the file that was checked; and is ended with a
 * signal that it cannot refuse when it is no longer wanted, is too slow or talks nonsense.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcriber/rbk-transcriber.h"
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* Ten minutes, which the helper reads at most. */
#define LONGEST_BYTES ((gsize) 600 * RBK_TRANSCRIBER_RATE * sizeof (gint16))

/* A minute of speech takes eight seconds on two cores with the default model, twenty with the largest
   that is offered for such a computer. */
#define TIME_LIMIT_MS 120000

/* Where the helper finds the model's file. */
#define MODEL_FD 3

/* What is read of the helper at once. */
#define PIECE 4096

struct _RbkTranscriber
{
  GObject parent_instance;

  RbkSpeechModels *models; /* (owned) */
  char *program;           /* (owned) */
  guint time_limit_ms;
};

/* One transcription: the data of its task, all on the thread that began it. */
typedef struct
{
  GBytes *pcm;           /* (owned) */
  RbkSpeechModel *model; /* (owned) */
  RbkWordReader *reader; /* (owned) */
  GSubprocess *helper;   /* (owned) (nullable) */
  GCancellable *stop;    /* (owned): ends the reading; what a helper left open cannot hold us up */
  gulong cancelled_id;   /* of the task's cancellable */
  GSource *timer;        /* (owned) (nullable): of the task's context */
  guint pending;         /* the reading, the waiting */
  gboolean was_slow;     /* the time is over */
  GError *garbage;       /* (owned) (nullable): what the reader found */
} Run;

G_DEFINE_QUARK (rbk - transcriber - error - quark, rbk_transcriber_error)
G_DEFINE_FINAL_TYPE (RbkTranscriber, rbk_transcriber, G_TYPE_OBJECT)

static void
stop_timer (Run *run)
{
  if (run->timer != NULL)
    g_source_destroy (run->timer);
  g_clear_pointer (&run->timer, g_source_unref);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  stop_timer (run);
  g_bytes_unref (run->pcm);
  g_object_unref (run->model);
  rbk_word_reader_free (run->reader);
  g_clear_object (&run->helper);
  g_clear_object (&run->stop);
  g_clear_error (&run->garbage);
  g_free (run);
}

static void
rbk_transcriber_finalize (GObject *object)
{
  RbkTranscriber *self = RBK_TRANSCRIBER (object);

  g_object_unref (self->models);
  g_free (self->program);
  G_OBJECT_CLASS (rbk_transcriber_parent_class)->finalize (object);
}

static void
rbk_transcriber_class_init (RbkTranscriberClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_transcriber_finalize;
}

static void
rbk_transcriber_init (RbkTranscriber *self)
{
  self->time_limit_ms = TIME_LIMIT_MS;
}

static char *
find_program (void)
{
#ifdef RBK_DEVELOPMENT
  const char *other = g_getenv ("RBK_TRANSCRIBER");

  if (other != NULL)
    return g_strdup (other);
  if (!g_file_test (RBK_TRANSCRIBE_PROGRAM, G_FILE_TEST_IS_EXECUTABLE))
    return g_strdup (RBK_TRANSCRIBE_BUILT);
#endif
  return g_strdup (RBK_TRANSCRIBE_PROGRAM);
}

/**
 * rbk_transcriber_new:
 * @models: where the models' files come from
 * @program: (nullable): the helper; NULL for Ringback's own
 *
 * In development builds RBK_TRANSCRIBER names another helper.
 *
 * Returns: (transfer full): a transcriber
 */
RbkTranscriber *
rbk_transcriber_new (RbkSpeechModels *models, const char *program)
{
  RbkTranscriber *self = g_object_new (RBK_TYPE_TRANSCRIBER, NULL);

  self->models = g_object_ref (models);
  self->program = program != NULL ? g_strdup (program) : find_program ();
  return self;
}

/**
 * rbk_transcriber_set_time_limit:
 * @milliseconds: how long a helper may take; two minutes unless it is set
 */
void
rbk_transcriber_set_time_limit (RbkTranscriber *self, guint milliseconds)
{
  self->time_limit_ms = milliseconds;
}

/* From any thread; the task ends once the helper has. */
static void
end_helper (Run *run)
{
  g_subprocess_force_exit (run->helper);
  g_cancellable_cancel (run->stop);
}

static void
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  end_helper (user_data);
}

static gboolean
too_slow_cb (gpointer user_data)
{
  Run *run = g_task_get_task_data (user_data);

  run->was_slow = TRUE;
  end_helper (run);
  return G_SOURCE_REMOVE;
}

/* What the exit status means; the numbers are those of transcribe/rbk-transcribe-io.h. */
static void
return_failure (GTask *task, int status)
{
  static const struct
  {
    int status;
    RbkTranscriberError code;
    const char *words;
  } failures[] = {
    { 3,
      RBK_TRANSCRIBER_ERROR_MODEL,
      N_ ("The speech model could not be used. Choose another in Preferences; the recording is as it was.") },
    { 4,
      RBK_TRANSCRIBER_ERROR_SOUND,
      N_ ("The recording is too long for a transcript: ten minutes is the most.") },
    { 6,
      RBK_TRANSCRIBER_ERROR_PROCESSOR,
      N_ ("This computer’s processor is too old to make transcripts. Listen, and tick what you hear.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      if (failures[i].status == status)
        {
          g_task_return_new_error_literal (
            task, RBK_TRANSCRIBER_ERROR, (int) failures[i].code, _ (failures[i].words));
          return;
        }
    }
  g_task_return_new_error_literal (task,
                                   RBK_TRANSCRIBER_ERROR,
                                   RBK_TRANSCRIBER_ERROR_CRASHED,
                                   _ ("The program that makes transcripts stopped before it was done. The "
                                      "recording is as it was; try again, or choose another model."));
}

static void
settle (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (RbkTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exited;

  if (--run->pending > 0)
    return;
  stop_timer (run);
  if (run->cancelled_id != 0)
    g_cancellable_disconnect (cancellable, run->cancelled_id);
  run->cancelled_id = 0;
  exited = g_subprocess_get_if_exited (run->helper);

  if (g_task_return_error_if_cancelled (task))
    ;
  else if (run->was_slow)
    g_task_return_new_error_literal (
      task,
      RBK_TRANSCRIBER_ERROR,
      RBK_TRANSCRIBER_ERROR_TOO_SLOW,
      _ ("Making the transcript took too long and was stopped. Choose a smaller model in Preferences, or "
         "listen and tick what you hear."));
  else if (run->garbage != NULL)
    g_task_return_error (task, g_steal_pointer (&run->garbage));
  else if (!exited || g_subprocess_get_exit_status (run->helper) != 0)
    return_failure (task, exited ? g_subprocess_get_exit_status (run->helper) : -1);
  else if ((transcript =
              rbk_word_reader_end (run->reader, rbk_speech_model_get_sha256 (run->model), &error)) != NULL)
    g_task_return_pointer (task, g_steal_pointer (&transcript), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    g_debug ("waiting for the helper: %s", error->message);
  settle (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length > 0 && !g_cancellable_is_cancelled (run->stop))
    {
      if (rbk_word_reader_feed (run->reader, data, length, &run->garbage))
        {
          g_input_stream_read_bytes_async (G_INPUT_STREAM (source),
                                           PIECE,
                                           g_task_get_priority (task),
                                           run->stop,
                                           read_cb,
                                           g_object_ref (task));
          return;
        }
      end_helper (run);
    }
  settle (task);
}

/* The sound as a file in memory, at its beginning; -1 with errno if there is no room. */
static int
put_in_memory (GBytes *pcm)
{
  gsize length, done = 0;
  const char *data = g_bytes_get_data (pcm, &length);
  g_autofd int fd = memfd_create ("ringback-sound", MFD_CLOEXEC);

  while (fd != -1 && done < length)
    {
      gssize n = write (fd, data + done, length - done);

      if (n < 0 && errno != EINTR)
        return -1;
      done += (gsize) MAX (n, 0);
    }
  if (fd == -1 || lseek (fd, 0, SEEK_SET) != 0)
    return -1;
  return g_steal_fd (&fd);
}

static void
start (GTask *task, int model_fd)
{
  RbkTranscriber *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *model = g_strdup_printf ("/proc/self/fd/%d", MODEL_FD);
  int sound_fd;

  g_subprocess_launcher_take_fd (launcher, model_fd, MODEL_FD);
  sound_fd = put_in_memory (run->pcm);
  if (sound_fd == -1)
    {
      g_task_return_new_error (task,
                               G_IO_ERROR,
                               g_io_error_from_errno (errno),
                               _ ("There is not enough memory to make a transcript (%s)."),
                               g_strerror (errno));
      return;
    }
  g_subprocess_launcher_take_stdin_fd (launcher, sound_fd);
  /* Its threads wait for each other asleep: as soon as something else wants the processor, waiting
     awake makes them some thirty times slower. */
  g_subprocess_launcher_setenv (launcher, "OMP_WAIT_POLICY", "passive", TRUE);
  run->helper = g_subprocess_launcher_spawn (
    launcher, NULL, self->program, "--model", model, "--kind", rbk_speech_model_get_kind (run->model), NULL);
  if (run->helper == NULL)
    {
      g_task_return_new_error_literal (
        task,
        RBK_TRANSCRIBER_ERROR,
        RBK_TRANSCRIBER_ERROR_MISSING,
        _ ("The part of Ringback that makes transcripts is not installed. Everything else works; listen, and "
           "tick what you hear."));
      return;
    }
  run->pending = 2;
  run->timer = g_timeout_source_new (self->time_limit_ms);
  g_task_attach_source (task, run->timer, too_slow_cb);
  g_subprocess_wait_async (run->helper, NULL, waited_cb, g_object_ref (task));
  g_input_stream_read_bytes_async (g_subprocess_get_stdout_pipe (run->helper),
                                   PIECE,
                                   g_task_get_priority (task),
                                   run->stop,
                                   read_cb,
                                   g_object_ref (task));
  if (cancellable != NULL)
    run->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), run, NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  int fd = rbk_speech_models_open_finish (RBK_SPEECH_MODELS (source), result, &error);

  if (fd == -1)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (g_task_return_error_if_cancelled (task))
    close (fd);
  else
    start (task, fd);
}

/**
 * rbk_transcriber_transcribe_async:
 * @pcm: the *phone* rendition of a take, %RBK_TRANSCRIBER_RATE samples a second, mono, signed 16 bit:
 *   what the customer's carrier transcribes, which a master would flatter
 * @model: from rbk_speech_models_list_finish(); it is checked before the engine opens it
 * @progress: (nullable): is told how far it is, on this thread's main context
 * @cancellable: (nullable): cancelling it ends the helper at once
 *
 * Finds out what a customer would read, in a program of its own at the lowest priority that still
 * comes to its end; this takes some seconds. The thread that calls must outlive it (the helper ends
 * with that thread).
 */
void
rbk_transcriber_transcribe_async (RbkTranscriber *self,
                                  GBytes *pcm,
                                  RbkSpeechModel *model,
                                  RbkTranscriberProgressFunc progress,
                                  gpointer progress_data,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gsize length = g_bytes_get_size (pcm);
  Run *run = g_new0 (Run, 1);

  run->pcm = g_bytes_ref (pcm);
  run->model = g_object_ref (model);
  run->stop = g_cancellable_new ();
  run->reader = rbk_word_reader_new (
    (gint64) (length / sizeof (gint16)) * G_USEC_PER_SEC / RBK_TRANSCRIBER_RATE, progress, progress_data);
  g_task_set_source_tag (task, rbk_transcriber_transcribe_async);
  g_task_set_task_data (task, run, run_free);
  if (length > LONGEST_BYTES || length % sizeof (gint16) != 0)
    {
      return_failure (task, 4);
      return;
    }
  rbk_speech_models_open_async (self->models, model, cancellable, opened_cb, g_object_ref (task));
}

/**
 * rbk_transcriber_transcribe_finish:
 *
 * Returns: (transfer full): the transcript, which may have no words; or NULL with an
 *   %RBK_TRANSCRIBER_ERROR, an %RBK_SPEECH_MODEL_ERROR or %G_IO_ERROR_CANCELLED. No helper runs any more.
 */
RbkTranscript *
rbk_transcriber_transcribe_finish (RbkTranscriber *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
