/* rbk-worker.c
 *
 * A thread of a module's own rather than g_task_run_in_thread(): its work runs in
 * the order it was queued, is not held up by other modules' work, and what owns
 * it (a database connection, a session) is touched by no other thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-worker.h"

typedef struct
{
  GTask *task;              /* (owned) (nullable): NULL ends the thread */
  GTaskThreadFunc function; /* (nullable) */
} Job;

struct _RbkWorker
{
  GObject parent_instance;

  GThread *thread;   /* (owned) (nullable); NULL once joined; main thread */
  GAsyncQueue *jobs; /* (owned) (element-type Job) */
  gint closed;       /* (atomic) */
};

G_DEFINE_FINAL_TYPE (RbkWorker, rbk_worker, G_TYPE_OBJECT)

static gboolean
drop_task_cb (gpointer task)
{
  return G_SOURCE_REMOVE;
}

/* The answer may have been heard, and all else dropped, before the thread is done with the task: the task's
 * source object would then die here, in the middle of what it has to wait for. It dies where it belongs. */
static void
drop_task (GTask *task)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, drop_task_cb, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gpointer
worker_thread (gpointer data)
{
  GAsyncQueue *jobs = data;

  while (TRUE)
    {
      Job *job = g_async_queue_pop (jobs);
      GTask *task = job->task;
      GTaskThreadFunc function = job->function;

      g_free (job);
      if (function == NULL)
        {
          if (task != NULL)
            {
              g_task_return_boolean (task, TRUE);
              g_object_unref (task);
            }
          break;
        }
      if (!g_task_return_error_if_cancelled (task))
        function (
          task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
      drop_task (task);
    }
  g_async_queue_unref (jobs);
  return NULL;
}

static void
push (RbkWorker *self, GTask *task, GTaskThreadFunc function)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->function = function;
  g_async_queue_push (self->jobs, job);
}

static void
rbk_worker_finalize (GObject *object)
{
  RbkWorker *self = RBK_WORKER (object);

  /* Whoever drops a worker without ending it has lost track of its work. */
  if (self->thread != NULL)
    {
      if (!g_atomic_int_get (&self->closed))
        push (self, NULL, NULL);
      if (self->thread == g_thread_self ())
        g_thread_unref (self->thread);
      else
        g_thread_join (self->thread);
    }
  g_async_queue_unref (self->jobs);
  G_OBJECT_CLASS (rbk_worker_parent_class)->finalize (object);
}

static void
rbk_worker_class_init (RbkWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_worker_finalize;
}

static void
rbk_worker_init (RbkWorker *self)
{
  self->jobs = g_async_queue_new ();
}

/**
 * rbk_worker_new:
 * @name: the thread's name as debuggers show it, at most 15 characters
 *
 * Returns: (transfer full): a worker whose thread already waits. End it with
 *   rbk_worker_shutdown_async(), rbk_worker_end() or rbk_worker_shutdown() before dropping it.
 */
RbkWorker *
rbk_worker_new (const char *name)
{
  RbkWorker *self = g_object_new (RBK_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, worker_thread, g_async_queue_ref (self->jobs));
  return self;
}

/**
 * rbk_worker_queue:
 * @task: (transfer full): what is done; @function must return a value or an error from it
 * @function: runs on the worker's thread, after all that was queued before it
 *
 * A task whose cancellable was cancelled before its turn ends with %G_IO_ERROR_CANCELLED
 * without running; one queued after shutdown began ends with %G_IO_ERROR_CLOSED.
 */
void
rbk_worker_queue (RbkWorker *self, GTask *task, GTaskThreadFunc function)
{
  g_return_if_fail (RBK_IS_WORKER (self));
  g_return_if_fail (function != NULL);

  if (g_atomic_int_get (&self->closed))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "Ringback is closing");
      g_object_unref (task);
      return;
    }
  push (self, task, function);
}

/**
 * rbk_worker_is_current:
 *
 * Returns: whether the caller runs on the worker's thread; for assertions
 */
gboolean
rbk_worker_is_current (RbkWorker *self)
{
  return self->thread == g_thread_self ();
}

/* What still runs may ask whether it is on this thread: that must be so until it has ended. */
static void
join (RbkWorker *self)
{
  if (self->thread != NULL)
    g_thread_join (self->thread);
  self->thread = NULL;
}

/**
 * rbk_worker_shutdown_async:
 *
 * Ends the thread after everything queued so far. Calling it twice is an error of the caller's.
 */
void
rbk_worker_shutdown_async (RbkWorker *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, rbk_worker_shutdown_async);
  if (!g_atomic_int_compare_and_exchange (&self->closed, FALSE, TRUE))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  push (self, task, NULL);
}

gboolean
rbk_worker_shutdown_finish (RbkWorker *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  join (self);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  rbk_worker_shutdown_finish (RBK_WORKER (source), result, NULL);
}

/**
 * rbk_worker_end:
 *
 * As rbk_worker_shutdown_async(), with nobody waiting for it. The caller may drop the worker at once.
 */
void
rbk_worker_end (RbkWorker *self)
{
  rbk_worker_shutdown_async (self, NULL, ended_cb, NULL);
}

/**
 * rbk_worker_shutdown:
 *
 * As rbk_worker_shutdown_async(), but waits. For tests and the end of the program.
 */
void
rbk_worker_shutdown (RbkWorker *self)
{
  if (g_atomic_int_compare_and_exchange (&self->closed, FALSE, TRUE))
    push (self, NULL, NULL);
  join (self);
}
