/* rbk-ledger.c
 *
 * Everything that writes goes through one line of writings, in the order in which it was asked for.
 * The worker takes what has gathered there and writes it in one transaction, so that many small
 * appends cost one wait for the disk; each is acknowledged only once it is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-private.h"

#include "base/rbk-worker.h"
#include "ledger/rbk-change-set-private.h"
#include "ledger/rbk-ledger-file.h"
#include "ledger/rbk-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (rbk - ledger - error - quark, rbk_ledger_error)

/* Enough to make the wait for the disk cheap, and few enough to be done in a moment. */
#define MOST_WRITINGS 256

struct _RbkLedger
{
  GObject parent_instance;

  char *path;            /* (owned): absolute */
  char *device;          /* (owned) */
  GMainContext *context; /* (owned): where "changed" is emitted */
  RbkWorker *worker;     /* (owned) */
  RbkWriter *writer;     /* (owned) (nullable): the worker's thread; NULL once closed */
  int lock_file;         /* the worker's thread, once open */

  GMutex door;                      /* nothing is queued after the job that closes; before lock */
  gboolean closed;                  /* (door): nothing more may be asked for */
  guint8 key[RBK_LEDGER_KEY_BYTES]; /* (door): wiped when closed */

  GMutex lock;
  GCond done;     /* (lock): what somebody waits for is done */
  GQueue line;    /* (lock) (element-type RbkWriting) */
  gboolean ended; /* (lock): the writer has let go of the file */
};

G_DEFINE_FINAL_TYPE (RbkLedger, rbk_ledger, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- News ---- */

typedef struct
{
  GWeakRef ledger;
  RbkChangeSet *changes; /* (owned) */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_weak_ref_clear (&news->ledger);
  g_object_unref (news->changes);
  g_free (news);
}

static gboolean
emit_cb (gpointer user_data)
{
  News *news = user_data;
  g_autoptr (RbkLedger) self = g_weak_ref_get (&news->ledger);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, news->changes);
  return G_SOURCE_REMOVE;
}

static void
tell (RbkLedger *self, GPtrArray *writings)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSource) source = NULL;
  News *news;

  for (guint i = 0; i < writings->len; i++)
    {
      RbkWriting *writing = g_ptr_array_index (writings, i);

      if (writing->error == NULL && writing->appended != NULL)
        g_ptr_array_extend (entries, writing->appended, (GCopyFunc) (void *) g_object_ref, NULL);
    }
  if (entries->len == 0)
    return;
  news = g_new0 (News, 1);
  g_weak_ref_init (&news->ledger, self);
  news->changes = rbk_change_set_new (entries);
  /* Before the callbacks of the same appends, which have the same priority. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "rbk-ledger changed");
  g_source_set_callback (source, emit_cb, news, news_free);
  g_source_attach (source, self->context);
}

/* ---- The worker's thread ---- */

static void
answer (RbkLedger *self, RbkWriting *writing)
{
  if (writing->task != NULL)
    {
      if (writing->item != NULL && writing->error == NULL)
        g_task_set_task_data (writing->task, g_steal_pointer (&writing->item), g_object_unref);
      if (writing->error != NULL)
        g_task_return_error (writing->task, g_steal_pointer (&writing->error));
      else if (writing->lost != NULL)
        g_task_return_error (writing->task, g_steal_pointer (&writing->lost));
      else
        g_task_return_boolean (writing->task, TRUE);
      rbk_writing_free (writing);
      return;
    }
  g_mutex_lock (&self->lock);
  writing->done = TRUE;
  g_mutex_unlock (&self->lock);
  /* Without the lock, so that whom it wakes need not wait for that. Whoever drops the ledger now
   * waits for this thread. */
  g_cond_broadcast (&self->done);
}

static GPtrArray *
take_from_line (RbkLedger *self)
{
  GPtrArray *writings = g_ptr_array_new ();

  g_mutex_lock (&self->lock);
  while (writings->len < MOST_WRITINGS && !g_queue_is_empty (&self->line))
    {
      RbkWriting *next = g_queue_peek_head (&self->line);

      if (writings->len > 0 && rbk_writing_is_alone (next))
        break;
      g_ptr_array_add (writings, g_queue_pop_head (&self->line));
      if (rbk_writing_is_alone (next))
        break;
    }
  g_mutex_unlock (&self->lock);
  return writings;
}

/* Returns: whether there was anything to write. The ledger may be gone then. */
static gboolean
write_some (RbkLedger *self)
{
  g_autoptr (GPtrArray) writings = take_from_line (self);
  g_autoptr (RbkLedger) held = NULL;

  if (writings->len == 0)
    return FALSE;
  g_assert (rbk_worker_is_current (self->worker));
  for (guint i = 0; i < writings->len; i++)
    {
      RbkWriting *writing = g_ptr_array_index (writings, i);

      /* Each task holds the ledger, until it is answered. */
      if (writing->task != NULL && held == NULL)
        held = g_object_ref (self);
      /* Cancelled before its turn: as if it had never been asked for. */
      if (writing->task != NULL && g_task_return_error_if_cancelled (writing->task))
        {
          rbk_writing_free (writing);
          g_ptr_array_remove_index (writings, i--);
        }
    }
  if (writings->len > 0)
    rbk_writer_write (self->writer, writings);
  tell (self, writings);
  for (guint i = 0; i < writings->len; i++)
    answer (self, g_ptr_array_index (writings, i));
  return TRUE;
}

static void
write_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  /* A job for each writing: most find the line empty, since one before them took all there was. */
  write_some (data);
  g_task_return_boolean (task, TRUE);
}

/* Does not need the object's thread: nobody else looks at these once it is closed. */
static gboolean
end_writing (RbkLedger *self, GError **error)
{
  gboolean done = rbk_writer_tidy_up (self->writer, error);

  g_clear_pointer (&self->writer, rbk_writer_free);
  rbk_ledger_file_unlock (self->path, self->lock_file);
  self->lock_file = -1;
  return done;
}

static void
close_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkLedger *self = RBK_LEDGER (source);
  GError *error = NULL;

  gboolean done;

  while (write_some (self))
    ;
  done = end_writing (self, &error);
  g_mutex_lock (&self->lock);
  self->ended = TRUE;
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->lock);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* ---- The line ---- */

static gboolean
begin_closing (RbkLedger *self)
{
  gboolean first;

  g_mutex_lock (&self->door);
  first = !self->closed;
  self->closed = TRUE;
  explicit_bzero (self->key, sizeof self->key);
  g_mutex_unlock (&self->door);
  return first;
}

static gboolean
stand_in_line (RbkLedger *self, RbkWriting *writing)
{
  gboolean open;

  g_mutex_lock (&self->door);
  open = !self->closed;
  if (open)
    {
      GTask *job = g_task_new (NULL, NULL, NULL, NULL);

      g_mutex_lock (&self->lock);
      g_queue_push_tail (&self->line, writing);
      g_mutex_unlock (&self->lock);
      g_task_set_task_data (job, self, NULL);
      rbk_worker_queue (self->worker, job, write_cb);
    }
  g_mutex_unlock (&self->door);
  if (!open)
    writing->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The ledger is closed."));
  return open;
}

/**
 * rbk_ledger_review_and_wait:
 * @writing: (transfer full): what to write
 * @item: (out) (optional) (nullable) (transfer full): what was reviewed
 *
 * Returns: whether it is on the disk, and its decision, if it has one, counts
 */
gboolean
rbk_ledger_review_and_wait (RbkLedger *self, RbkWriting *writing, RbkReviewItem **item, GError **error)
{
  gboolean done;

  g_assert (!rbk_worker_is_current (self->worker));
  if (stand_in_line (self, writing))
    {
      g_mutex_lock (&self->lock);
      while (!writing->done)
        g_cond_wait (&self->done, &self->lock);
      g_mutex_unlock (&self->lock);
    }
  if (item != NULL)
    *item = writing->error == NULL ? g_steal_pointer (&writing->item) : NULL;
  if (writing->error == NULL)
    writing->error = g_steal_pointer (&writing->lost);
  done = writing->error == NULL;
  if (!done)
    g_propagate_error (error, g_steal_pointer (&writing->error));
  rbk_writing_free (writing);
  return done;
}

/**
 * rbk_ledger_write_and_wait:
 * @writing: (transfer full): what to write
 *
 * Returns: whether it is on the disk
 */
gboolean
rbk_ledger_write_and_wait (RbkLedger *self, RbkWriting *writing, GError **error)
{
  return rbk_ledger_review_and_wait (self, writing, NULL, error);
}

/**
 * rbk_ledger_write_async:
 * @writing: (transfer full): what to write
 * @tag: the door that was called
 */
void
rbk_ledger_write_async (RbkLedger *self,
                        RbkWriting *writing,
                        gpointer tag,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  writing->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (writing->task, tag);
  /* What is written is written, whatever was cancelled in the meantime. */
  g_task_set_check_cancellable (writing->task, FALSE);
  if (!stand_in_line (self, writing))
    {
      g_task_return_error (writing->task, g_steal_pointer (&writing->error));
      rbk_writing_free (writing);
    }
}

/**
 * rbk_ledger_finish_writing:
 *
 * Returns: whether it is on the disk
 */
gboolean
rbk_ledger_finish_writing (RbkLedger *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- Object ---- */

static void
rbk_ledger_finalize (GObject *object)
{
  RbkLedger *self = RBK_LEDGER (object);

  if (self->writer != NULL && !rbk_worker_is_current (self->worker))
    {
      begin_closing (self);
      rbk_worker_shutdown (self->worker);
    }
  /* Nothing is in the line: each writing's job holds the ledger. */
  if (self->writer != NULL)
    end_writing (self, NULL);
  g_clear_object (&self->worker);
  g_clear_pointer (&self->context, g_main_context_unref);
  explicit_bzero (self->key, sizeof self->key);
  g_free (self->path);
  g_free (self->device);
  g_mutex_clear (&self->door);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  G_OBJECT_CLASS (rbk_ledger_parent_class)->finalize (object);
}

static void
rbk_ledger_class_init (RbkLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_ledger_finalize;
  /**
   * RbkLedger::changed:
   * @changes: an #RbkChangeSet of the entries that were appended
   *
   * After each commit, in the main context that was the thread-default where the ledger was
   * opened, and before the callbacks of the appends it tells of.
   */
  signals[SIGNAL_CHANGED] = g_signal_new (
    "changed", RBK_TYPE_LEDGER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RBK_TYPE_CHANGE_SET);
}

static void
rbk_ledger_init (RbkLedger *self)
{
  g_mutex_init (&self->door);
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  g_queue_init (&self->line);
  self->lock_file = -1;
}

/* ---- Opening ---- */

static RbkLedger *
open_in_context (const char *path, GBytes *key, GMainContext *context, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  gsize length;
  const guint8 *bytes = g_bytes_get_data (key, &length);
  g_autoptr (RbkWriter) writer = NULL;
  RbkLedger *self;
  int lock_file;

  if (length != RBK_LEDGER_KEY_BYTES)
    {
      g_set_error_literal (error,
                           RBK_LEDGER_ERROR,
                           RBK_LEDGER_ERROR_KEY,
                           _ ("What the keyring keeps for the ledger is not a key of this Ringback."));
      return NULL;
    }
  lock_file = rbk_ledger_file_lock (absolute, error);
  if (lock_file < 0)
    return NULL;
  writer = rbk_writer_new (absolute, bytes, error);
  if (writer == NULL)
    {
      rbk_ledger_file_unlock (absolute, lock_file);
      return NULL;
    }
  self = g_object_new (RBK_TYPE_LEDGER, NULL);
  self->path = g_steal_pointer (&absolute);
  self->device = g_strdup (rbk_writer_get_device (writer));
  self->context = g_main_context_ref (context);
  self->writer = g_steal_pointer (&writer);
  self->lock_file = lock_file;
  self->worker = rbk_worker_new ("rbk-ledger");
  memcpy (self->key, bytes, RBK_LEDGER_KEY_BYTES);
  return self;
}

/**
 * rbk_ledger_open:
 * @path: the file; made if there is none
 * @key: %RBK_LEDGER_KEY_BYTES random bytes, the same every time
 *
 * Blocks for some milliseconds, however large the ledger is; once, after an update that changes its
 * form, for as long as a copy of the file and the change take. The copy lies beside it until the next
 * good opening. A file that is not a ledger, is damaged, newer or of another key is left to the byte
 * as it is.
 *
 * Returns: (transfer full): the ledger, or NULL with an #RbkLedgerError
 */
RbkLedger *
rbk_ledger_open (const char *path, GBytes *key, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_val_if_fail (path != NULL && key != NULL, NULL);
  return open_in_context (path, key, context, error);
}

typedef struct
{
  char *path;            /* (owned) */
  GBytes *key;           /* (owned) */
  GMainContext *context; /* (owned) */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_bytes_unref (opening->key);
  g_main_context_unref (opening->context);
  g_free (opening);
}

static void
open_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  RbkLedger *self = open_in_context (opening->path, opening->key, opening->context, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_ledger_open_async:
 *
 * As rbk_ledger_open(), on another thread.
 */
void
rbk_ledger_open_async (
  const char *path, GBytes *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening;

  g_return_if_fail (path != NULL && key != NULL);

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (path);
  opening->key = g_bytes_ref (key);
  opening->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, rbk_ledger_open_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_cb);
}

/**
 * rbk_ledger_open_finish:
 *
 * Returns: (transfer full): the ledger, or NULL with an #RbkLedgerError
 */
RbkLedger *
rbk_ledger_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Closing ---- */

static void
shut_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = g_task_get_task_data (task);

  rbk_worker_shutdown_finish (RBK_WORKER (source), result, NULL);
  if (failure != NULL)
    g_task_return_error (task, g_error_copy (failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RbkLedger *self = RBK_LEDGER (source);
  GTask *task = user_data;
  GError *failure = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &failure))
    g_task_set_task_data (task, failure, (GDestroyNotify) g_error_free);
  rbk_worker_shutdown_async (self->worker, NULL, shut_cb, task);
}

/**
 * rbk_ledger_close_async:
 *
 * Writes what was asked for so far, moves everything into the file itself, lets go of the file and
 * wipes the key. Cannot be cancelled. Readers that are still open see the ledger as it was.
 */
void
rbk_ledger_close_async (RbkLedger *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, rbk_ledger_close_async);
  if (begin_closing (self))
    {
      rbk_worker_queue (self->worker, g_task_new (self, NULL, closed_cb, task), close_cb);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * rbk_ledger_close_finish:
 *
 * Returns: TRUE, or FALSE with an #RbkLedgerError if the log could not be moved into the file, which
 *   loses nothing: the next opening does
 */
gboolean
rbk_ledger_close_finish (RbkLedger *self, GAsyncResult *result, GError **error)
{
  return rbk_ledger_finish_writing (self, result, rbk_ledger_close_async, error);
}

/**
 * rbk_ledger_close:
 *
 * As rbk_ledger_close_async(), but waits. For tests and the end of the program.
 */
void
rbk_ledger_close (RbkLedger *self)
{
  if (begin_closing (self))
    rbk_worker_queue (self->worker, g_task_new (self, NULL, NULL, NULL), close_cb);
  g_mutex_lock (&self->lock);
  while (!self->ended)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);
  rbk_worker_shutdown (self->worker);
}

/**
 * rbk_ledger_get_device:
 *
 * Returns: (transfer none): the id of this PC, as in entries that it appends
 */
const char *
rbk_ledger_get_device (RbkLedger *self)
{
  return self->device;
}

/**
 * rbk_ledger_open_database:
 *
 * Returns: (transfer full): a connection of the caller's own that only reads, or NULL with an error
 */
RbkDatabase *
rbk_ledger_open_database (RbkLedger *self, GError **error)
{
  guint8 key[RBK_LEDGER_KEY_BYTES];
  RbkDatabase *database = NULL;
  gboolean closed;

  g_mutex_lock (&self->door);
  closed = self->closed;
  memcpy (key, self->key, sizeof key);
  g_mutex_unlock (&self->door);
  if (closed)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The ledger is closed."));
  else
    database = rbk_database_open (self->path, key, RBK_DATABASE_READ, error);
  explicit_bzero (key, sizeof key);
  return database;
}
