/* rbk-deadline.c
 *
 * A thread and not a GSource: the caller blocks, and its main context, if it has one, with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-deadline.h"

struct _RbkDeadline
{
  GCancellable *inner; /* (owned) */
  GCancellable *outer; /* (owned) (nullable) */
  gulong chained;
  GThread *thread; /* (owned) */
  GMutex mutex;
  GCond ended_cond;
  gboolean ended; /* (mutex mutex) */
  gboolean late;  /* (mutex mutex) */
  gint64 until;   /* monotonic */
};

static gpointer
deadline_thread (gpointer data)
{
  RbkDeadline *self = data;
  gboolean late;

  g_mutex_lock (&self->mutex);
  while (!self->ended && !self->late)
    self->late = !g_cond_wait_until (&self->ended_cond, &self->mutex, self->until);
  late = self->late;
  g_mutex_unlock (&self->mutex);
  if (late)
    g_cancellable_cancel (self->inner);
  return NULL;
}

static void
chain_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

/**
 * rbk_deadline_begin:
 * @cancellable: (nullable): the caller's own
 *
 * Returns: (transfer full): a deadline in @seconds from now, to be ended with rbk_deadline_end()
 */
RbkDeadline *
rbk_deadline_begin (guint seconds, GCancellable *cancellable)
{
  RbkDeadline *self = g_new0 (RbkDeadline, 1);

  self->inner = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ended_cond);
  self->until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->chained = g_cancellable_connect (
        cancellable, G_CALLBACK (chain_cb), g_object_ref (self->inner), g_object_unref);
    }
  self->thread = g_thread_new ("rbk-deadline", deadline_thread, self);
  return self;
}

/**
 * rbk_deadline_get_cancellable:
 *
 * Returns: (transfer none): what to give to the blocking call; cancelled at the deadline, and with
 *   the caller's own
 */
GCancellable *
rbk_deadline_get_cancellable (RbkDeadline *self)
{
  return self->inner;
}

/**
 * rbk_deadline_end:
 * @self: (transfer full): a deadline
 *
 * Returns: whether it had passed
 */
gboolean
rbk_deadline_end (RbkDeadline *self)
{
  gboolean late;

  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  g_cond_signal (&self->ended_cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  late = self->late;
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->chained);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ended_cond);
  g_free (self);
  return late;
}
