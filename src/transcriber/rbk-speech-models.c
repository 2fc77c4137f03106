/* rbk-speech-models.c
 *
 * A model is opened for an engine only here, and only once its kind, size and SHA-256 were found to
 * be what they should be; the engine then gets the very file that was checked, by its descriptor. What
 * was checked is remembered with the file's identity and times, so that it is read only once.
 *
 * All work on files is done on a thread of its own: 82 MB take a third of a second, and a model may
 * lie on a slow disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcriber/rbk-speech-models.h"
#include "base/rbk-worker.h"
#include "transcriber/rbk-verified-files.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (1024 * 1024)

/* A folder of models holds a handful; what is after these is not looked at. */
#define MOST_FILES 200

/* Where the extensions of the Flatpak lie, each in a folder of its own. */
#define EXTENSIONS "/app/extensions/models"

#define CARD ".json"
#define PART ".part"

struct _RbkSpeechModels
{
  GObject parent_instance;

  GStrv folders;              /* (owned): the first is the person's own */
  RbkWorker *worker;          /* (owned) */
  RbkVerifiedFiles *verified; /* (owned): of the worker's thread */
  int read_share;             /* atomic: how much of the file under way was read, in thousandths */
};

G_DEFINE_FINAL_TYPE (RbkSpeechModels, rbk_speech_models, G_TYPE_OBJECT)

static void
rbk_speech_models_finalize (GObject *object)
{
  RbkSpeechModels *self = RBK_SPEECH_MODELS (object);

  /* The worker may be the one who drops the last reference, with nothing queued behind. */
  if (!rbk_worker_is_current (self->worker))
    rbk_worker_shutdown (self->worker);
  g_object_unref (self->worker);
  rbk_verified_files_free (self->verified);
  g_strfreev (self->folders);
  G_OBJECT_CLASS (rbk_speech_models_parent_class)->finalize (object);
}

static void
rbk_speech_models_class_init (RbkSpeechModelsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_speech_models_finalize;
}

static void
rbk_speech_models_init (RbkSpeechModels *self)
{
  g_autofree char *memory = g_build_filename (g_get_user_cache_dir (), "ringback", "models-checked", NULL);

  self->worker = rbk_worker_new ("rbk-models");
  self->verified = rbk_verified_files_new (memory);
}

/**
 * rbk_speech_models_new:
 * @folders: (nullable) (array zero-terminated=1): where models lie, the person's own folder first;
 *   NULL for the usual ones: the person's data, the Flatpak's extensions, the system's
 *
 * Returns: (transfer full): the models in @folders
 */
RbkSpeechModels *
rbk_speech_models_new (const char *const *folders)
{
  RbkSpeechModels *self = g_object_new (RBK_TYPE_SPEECH_MODELS, NULL);

  if (folders != NULL)
    self->folders = g_strdupv ((char **) folders);
  else
    {
      g_autofree char *own = g_build_filename (g_get_user_data_dir (), "ringback", "models", NULL);

      const char *usual[] = {
        own, EXTENSIONS, "/usr/local/share/ringback/models", "/usr/share/ringback/models", NULL,
      };

      self->folders = g_strdupv ((char **) usual);
    }
  return self;
}

/**
 * rbk_speech_models_how_to_get_one:
 *
 * Returns: (transfer none): a sentence for a page on a computer that has no model
 */
const char *
rbk_speech_models_how_to_get_one (void)
{
  return _ ("There is no speech model on this computer. Ask whoever looks after it for the file "
            "ggml-base.en-q8_0.bin (82 MB, from huggingface.co/ggerganov/whisper.cpp), and add it in "
            "Preferences; until then, listen to the recording and tick what you hear.");
}

/* What vouches for the file at @path: the list, or a card beside it. */
static RbkSpeechModel *
recognise (const char *path, guint64 size, GError **error)
{
  RbkSpeechModel *model = rbk_speech_model_new_known (path, size);
  g_autofree char *card_path = NULL;
  g_autofree char *file_name = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) card = NULL;
  GStatBuf status;
  gsize length;

  if (model != NULL)
    return model;
  card_path = g_strconcat (path, CARD, NULL);
  if (g_stat (card_path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size <= PIECE &&
      g_file_get_contents (card_path, &text, &length, NULL))
    {
      card = g_bytes_new (text, length);
      return rbk_speech_model_new_from_card (path, card, error);
    }
  file_name = g_path_get_basename (path);
  g_set_error (error,
               RBK_SPEECH_MODEL_ERROR,
               RBK_SPEECH_MODEL_ERROR_UNKNOWN,
               /* Translators: the first and second %s are a file's name, the third is ".json" */
               _ ("%s is not a speech model that Ringback knows. Take ggml-base.en-q8_0.bin, or put a card "
                  "(%s%s) beside the file that says its kind, size and SHA-256."),
               file_name,
               file_name,
               CARD);
  return NULL;
}

static void
set_gone (RbkSpeechModel *model, int code, GError **error)
{
  g_set_error (
    error,
    RBK_SPEECH_MODEL_ERROR,
    RBK_SPEECH_MODEL_ERROR_GONE,
    _ ("The speech model %s cannot be read (%s). Add it again, or choose another, in Preferences."),
    rbk_speech_model_get_name (model),
    g_strerror (code));
}

static gboolean
set_damaged (RbkSpeechModel *model, GError **error)
{
  g_set_error (error,
               RBK_SPEECH_MODEL_ERROR,
               RBK_SPEECH_MODEL_ERROR_DAMAGED,
               _ ("The file of the speech model %s is damaged or was changed: it does not match its "
                  "checksum. Get it again and add it in Preferences."),
               rbk_speech_model_get_name (model));
  return FALSE;
}

static gboolean
check_header (RbkSpeechModel *model, int fd, GError **error)
{
  guint8 header[RBK_SPEECH_MODEL_HEADER];
  gssize got = pread (fd, header, sizeof header, 0);

  if (got < 0)
    {
      set_gone (model, errno, error);
      return FALSE;
    }
  if (rbk_speech_model_has_kind (model, header, (gsize) got))
    return TRUE;
  g_set_error (error,
               RBK_SPEECH_MODEL_ERROR,
               RBK_SPEECH_MODEL_ERROR_KIND,
               _ ("The file of %s is not a Whisper model in ggml form, whatever its name says. Get the right "
                  "one and add it in Preferences."),
               rbk_speech_model_get_name (model));
  return FALSE;
}

/* Reads @fd from where it stands to its end; writes what it reads to @copy unless that is -1. */
static gboolean
digest (
  RbkSpeechModels *self, RbkSpeechModel *model, int fd, int copy, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *piece = g_malloc (PIECE);
  guint64 size = 0;
  gssize got;

  g_atomic_int_set (&self->read_share, 0);
  while ((got = read (fd, piece, PIECE)) != 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          set_gone (model, errno, error);
          return FALSE;
        }
      size += (guint64) got;
      if (size > rbk_speech_model_get_size (model))
        return set_damaged (model, error);
      g_checksum_update (checksum, piece, got);
      g_atomic_int_set (&self->read_share, (int) (size * 1000 / rbk_speech_model_get_size (model)));
      for (gssize done = 0, n; copy != -1 && done < got; done += n)
        {
          n = write (copy, piece + done, (gsize) (got - done));
          if (n < 0 && errno == EINTR)
            n = 0;
          if (n < 0)
            {
              g_set_error (error,
                           RBK_SPEECH_MODEL_ERROR,
                           RBK_SPEECH_MODEL_ERROR_COPY,
                           _ ("The speech model could not be kept: %s."),
                           g_strerror (errno));
              return FALSE;
            }
        }
    }
  if (size != rbk_speech_model_get_size (model) ||
      !g_str_equal (g_checksum_get_string (checksum), rbk_speech_model_get_sha256 (model)))
    return set_damaged (model, error);
  return TRUE;
}

static void
list_folder (const char *folder, GPtrArray *models)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint n = 0; dir != NULL && n < MOST_FILES && (name = g_dir_read_name (dir)) != NULL; n++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (RbkSpeechModel) model = NULL;
      gboolean there = FALSE;
      GStatBuf status;

      if (g_str_has_suffix (name, CARD) || g_str_has_suffix (name, PART) || g_stat (path, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode) && g_str_equal (folder, EXTENSIONS))
        list_folder (path, models);
      if (!S_ISREG (status.st_mode))
        continue;
      model = recognise (path, (guint64) status.st_size, NULL);
      if (model == NULL || rbk_speech_model_get_size (model) != (guint64) status.st_size)
        continue;
      for (guint i = 0; i < models->len && !there; i++)
        there = g_str_equal (rbk_speech_model_get_sha256 (g_ptr_array_index (models, i)),
                             rbk_speech_model_get_sha256 (model));
      if (!there)
        g_ptr_array_add (models, g_steal_pointer (&model));
    }
}

static int
compare_models (gconstpointer a, gconstpointer b)
{
  RbkSpeechModel *left = *(RbkSpeechModel *const *) a;
  RbkSpeechModel *right = *(RbkSpeechModel *const *) b;
  int order = rbk_speech_model_is_default (right) - rbk_speech_model_is_default (left);

  return order != 0 ? order : g_strcmp0 (rbk_speech_model_get_name (left), rbk_speech_model_get_name (right));
}

static void
list_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *const *folders = task_data;
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; folders[i] != NULL; i++)
    list_folder (folders[i], models);
  g_ptr_array_sort (models, compare_models);
  g_task_return_pointer (task, models, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * rbk_speech_models_list_async:
 *
 * Looks which models there are, by their names, sizes and cards; their contents are not read.
 */
void
rbk_speech_models_list_async (RbkSpeechModels *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_speech_models_list_async);
  g_task_set_task_data (task, g_strdupv (self->folders), (GDestroyNotify) g_strfreev);
  rbk_worker_queue (self->worker, task, list_thread);
}

/**
 * rbk_speech_models_list_finish:
 *
 * Returns: (transfer full) (element-type RbkSpeechModel): the models, the default one first, each once;
 *   empty where there is none. NULL only with %G_IO_ERROR_CANCELLED
 */
GPtrArray *
rbk_speech_models_list_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_speech_models_choose:
 * @models: (element-type RbkSpeechModel): what rbk_speech_models_list_finish() gave
 * @wanted_sha256: (nullable): the model that somebody chose in Preferences
 *
 * Returns: (transfer none) (nullable): that model if it is there, else the default one, else the first
 */
RbkSpeechModel *
rbk_speech_models_choose (GPtrArray *models, const char *wanted_sha256)
{
  for (guint i = 0; i < models->len; i++)
    {
      RbkSpeechModel *model = g_ptr_array_index (models, i);

      if (g_strcmp0 (rbk_speech_model_get_sha256 (model), wanted_sha256) == 0)
        return model;
    }
  return models->len > 0 ? g_ptr_array_index (models, 0) : NULL;
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RbkSpeechModels *self = source;
  RbkSpeechModel *model = task_data;
  g_autofd int fd = open (rbk_speech_model_get_path (model), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autoptr (GError) error = NULL;
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    set_gone (model, errno, &error);
  else if (!S_ISREG (status.st_mode))
    set_gone (model, ENOENT, &error);
  else if ((guint64) status.st_size != rbk_speech_model_get_size (model))
    set_damaged (model, &error);
  else if (check_header (model, fd, &error) &&
           !rbk_verified_files_has (self->verified, &status, rbk_speech_model_get_sha256 (model)) &&
           digest (self, model, fd, -1, cancellable, &error))
    {
      /* Only if it was not written to while it was read. */
      struct stat after;

      if (fstat (fd, &after) == 0 && rbk_verified_files_same (&status, &after))
        rbk_verified_files_add (self->verified, &status, rbk_speech_model_get_sha256 (model));
      else
        set_damaged (model, &error);
    }
  if (error == NULL && lseek (fd, 0, SEEK_SET) != 0)
    set_gone (model, errno, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, g_steal_fd (&fd));
}

/**
 * rbk_speech_models_open_async:
 * @model: one of rbk_speech_models_list_finish()'s, or what was added
 *
 * Opens the model's file for an engine, once it is found to be what it should be.
 */
void
rbk_speech_models_open_async (RbkSpeechModels *self,
                              RbkSpeechModel *model,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_speech_models_open_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (model), g_object_unref);
  rbk_worker_queue (self->worker, task, open_thread);
}

/**
 * rbk_speech_models_open_finish:
 *
 * Returns: a descriptor at the file's beginning, which the caller closes, or -1 with an
 *   %RBK_SPEECH_MODEL_ERROR or %G_IO_ERROR_CANCELLED
 */
int
rbk_speech_models_open_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

/* Durable before it has its name: a file under a model's name is whole. */
static RbkSpeechModel *
keep (RbkSpeechModels *self,
      RbkSpeechModel *model,
      int fd,
      const char *folder,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree char *path = g_build_filename (folder, rbk_speech_model_get_file_name (model), NULL);
  g_autofree char *part = g_strconcat (path, PART, NULL);
  g_autofree char *card_path = g_strconcat (path, CARD, NULL);
  g_autofree char *card = rbk_speech_model_to_card (model);
  g_autofd int copy = -1;
  struct stat status;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    copy = open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (copy == -1)
    g_set_error (error,
                 RBK_SPEECH_MODEL_ERROR,
                 RBK_SPEECH_MODEL_ERROR_COPY,
                 _ ("The speech model could not be kept in %s: %s."),
                 folder,
                 g_strerror (errno));
  else if (digest (self, model, fd, copy, cancellable, error))
    {
      if (fsync (copy) == 0 && g_file_set_contents (card_path, card, -1, NULL) &&
          g_rename (part, path) == 0 && fstat (copy, &status) == 0)
        {
          rbk_verified_files_add (self->verified, &status, rbk_speech_model_get_sha256 (model));
          return rbk_speech_model_at (model, path);
        }
      g_set_error (error,
                   RBK_SPEECH_MODEL_ERROR,
                   RBK_SPEECH_MODEL_ERROR_COPY,
                   _ ("The speech model could not be kept: %s."),
                   g_strerror (errno));
    }
  if (copy != -1)
    g_unlink (part);
  return NULL;
}

static void
add_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  RbkSpeechModels *self = source;
  const char *path = task_data;
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autoptr (RbkSpeechModel) model = NULL;
  RbkSpeechModel *kept = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    g_set_error (&error,
                 RBK_SPEECH_MODEL_ERROR,
                 RBK_SPEECH_MODEL_ERROR_GONE,
                 /* Translators: %s is the system's message */
                 _ ("The chosen file cannot be read (%s)."),
                 g_strerror (errno));
  else if (!S_ISREG (status.st_mode))
    g_set_error_literal (&error,
                         RBK_SPEECH_MODEL_ERROR,
                         RBK_SPEECH_MODEL_ERROR_GONE,
                         _ ("What you chose is not a file. Choose the file of the speech model."));
  else
    model = recognise (path, (guint64) status.st_size, &error);
  if (model != NULL && rbk_speech_model_get_size (model) != (guint64) status.st_size)
    set_damaged (model, &error);
  else if (model != NULL && check_header (model, fd, &error))
    kept = keep (self, model, fd, self->folders[0], cancellable, &error);
  if (kept != NULL)
    g_task_return_pointer (task, kept, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * rbk_speech_models_add_async:
 * @file: a file on this computer that somebody chose
 *
 * Copies a model into the person's own folder, if the list or a card beside it vouches for it and its
 * kind, size and SHA-256 are right. Nothing is left behind if not, or if it is cancelled.
 */
void
rbk_speech_models_add_async (RbkSpeechModels *self,
                             GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  char *path = g_file_get_path (file);

  g_task_set_source_tag (task, rbk_speech_models_add_async);
  g_task_set_check_cancellable (task, FALSE);
  if (path == NULL)
    {
      g_task_return_new_error (task,
                               RBK_SPEECH_MODEL_ERROR,
                               RBK_SPEECH_MODEL_ERROR_GONE,
                               _ ("The chosen file is not on this computer. Copy it here first."));
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, path, g_free);
  rbk_worker_queue (self->worker, task, add_thread);
}

/**
 * rbk_speech_models_add_finish:
 *
 * Returns: (transfer full): the model where it now lies, or NULL with an %RBK_SPEECH_MODEL_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
RbkSpeechModel *
rbk_speech_models_add_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_speech_models_get_progress:
 *
 * Returns: how much of the file that is being checked was read, from 0 to 1; of the last one if none is
 */
double
rbk_speech_models_get_progress (RbkSpeechModels *self)
{
  return g_atomic_int_get (&self->read_share) / 1000.0;
}

/**
 * rbk_speech_models_is_own:
 *
 * Returns: whether @model lies in the person's own folder, so that they can remove it
 */
gboolean
rbk_speech_models_is_own (RbkSpeechModels *self, RbkSpeechModel *model)
{
  g_autofree char *folder = g_path_get_dirname (rbk_speech_model_get_path (model));

  return g_str_equal (folder, self->folders[0]);
}

static void
remove_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *path = rbk_speech_model_get_path (task_data);
  g_autofree char *card = g_strconcat (path, CARD, NULL);

  if (g_unlink (path) != 0 && errno != ENOENT)
    {
      g_task_return_new_error (task,
                               RBK_SPEECH_MODEL_ERROR,
                               RBK_SPEECH_MODEL_ERROR_GONE,
                               _ ("The speech model %s could not be removed: %s."),
                               rbk_speech_model_get_name (task_data),
                               g_strerror (errno));
      return;
    }
  /* Without its model a card says nothing. */
  g_unlink (card);
  g_task_return_boolean (task, TRUE);
}

/**
 * rbk_speech_models_remove_async:
 * @model: one for which rbk_speech_models_is_own() holds
 *
 * Deletes the model's file and its card. An engine that has it open reads on.
 */
void
rbk_speech_models_remove_async (RbkSpeechModels *self,
                                RbkSpeechModel *model,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_speech_models_remove_async);
  g_task_set_task_data (task, g_object_ref (model), g_object_unref);
  if (rbk_speech_models_is_own (self, model))
    {
      rbk_worker_queue (self->worker, task, remove_thread);
      return;
    }
  g_task_return_new_error (task,
                           RBK_SPEECH_MODEL_ERROR,
                           RBK_SPEECH_MODEL_ERROR_COPY,
                           _ ("The speech model %s came with the system. Whoever looks after this computer "
                              "can remove it."),
                           rbk_speech_model_get_name (model));
  g_object_unref (task);
}

/**
 * rbk_speech_models_remove_finish:
 *
 * Returns: whether it is gone; if not, an %RBK_SPEECH_MODEL_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
rbk_speech_models_remove_finish (RbkSpeechModels *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
