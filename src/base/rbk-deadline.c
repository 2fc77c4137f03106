/* rbk-deadline.c
 *
 * A thread and not a GSource: the caller blocks, and its main context, if it has one, with it. One thread
 * sees to all of them, and is woken only by one that ends before those it knows of: making one for each
 * request took longer than the rest of a short request.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-deadline.h"

struct _RbkDeadline
{
  GCancellable *inner; /* (owned) */
  GCancellable *outer; /* (owned) (nullable) */
  gulong chained;
  gint64 until;    /* monotonic */
  gboolean late;   /* (mutex lock) */
  gboolean firing; /* (mutex lock): the watch is cancelling it */
};

static GMutex lock;
static GCond wake;        /* (mutex lock): one ends before the watch looks again */
static GCond fired;       /* (mutex lock): the watch is done with one */
static GPtrArray *begun;  /* (mutex lock) (element-type RbkDeadline): unowned */
static gint64 looks_next; /* (mutex lock): when the watch does so by itself */

static RbkDeadline *
find_first (void)
{
  RbkDeadline *first = NULL;

  for (guint i = 0; i < begun->len; i++)
    {
      RbkDeadline *one = g_ptr_array_index (begun, i);

      if (first == NULL || one->until < first->until)
        first = one;
    }
  return first;
}

static gpointer
watch_thread (gpointer data)
{
  g_mutex_lock (&lock);
  while (TRUE)
    {
      RbkDeadline *first = find_first ();

      looks_next = first != NULL ? first->until : G_MAXINT64;
      if (first == NULL)
        g_cond_wait (&wake, &lock);
      else if (g_get_monotonic_time () < first->until)
        g_cond_wait_until (&wake, &lock, first->until);
      else
        {
          g_ptr_array_remove_fast (begun, first);
          first->late = first->firing = TRUE;
          g_mutex_unlock (&lock);
          g_cancellable_cancel (first->inner);
          g_mutex_lock (&lock);
          first->firing = FALSE;
          g_cond_broadcast (&fired);
        }
    }
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
  self->until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->chained = g_cancellable_connect (
        cancellable, G_CALLBACK (chain_cb), g_object_ref (self->inner), g_object_unref);
    }
  g_mutex_lock (&lock);
  if (begun == NULL)
    {
      begun = g_ptr_array_new ();
      looks_next = G_MAXINT64;
      g_thread_unref (g_thread_new ("rbk-deadline", watch_thread, NULL));
    }
  g_ptr_array_add (begun, self);
  if (self->until < looks_next)
    g_cond_signal (&wake);
  g_mutex_unlock (&lock);
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

  g_mutex_lock (&lock);
  while (self->firing)
    g_cond_wait (&fired, &lock);
  g_ptr_array_remove_fast (begun, self);
  late = self->late;
  g_mutex_unlock (&lock);
  if (self->outer != NULL)
    g_cancellable_disconnect (self->outer, self->chained);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_free (self);
  return late;
}
