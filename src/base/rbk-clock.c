/* rbk-clock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-clock.h"

struct _RbkClock
{
  GObject parent_instance;

  gboolean fixed;  /* set once, before the clock is shared */
  gint64 ahead_us; /* of the machine's clock; set once, before the clock is shared */
  GMutex lock;
  gint64 now_us; /* (mutex lock); used only where fixed */
};

G_DEFINE_FINAL_TYPE (RbkClock, rbk_clock, G_TYPE_OBJECT)

static void
rbk_clock_finalize (GObject *object)
{
  g_mutex_clear (&RBK_CLOCK (object)->lock);
  G_OBJECT_CLASS (rbk_clock_parent_class)->finalize (object);
}

static void
rbk_clock_class_init (RbkClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_clock_finalize;
}

static void
rbk_clock_init (RbkClock *self)
{
  g_mutex_init (&self->lock);
}

/**
 * rbk_clock_new:
 *
 * Returns: (transfer full): the machine's own clock
 */
RbkClock *
rbk_clock_new (void)
{
  RbkClock *self = g_object_new (RBK_TYPE_CLOCK, NULL);

#ifdef RBK_DEVELOPMENT
  /* What may leave depends on the hour, and a test runs at any. */
  if (g_getenv ("RBK_CLOCK_AHEAD") != NULL)
    self->ahead_us = g_ascii_strtoll (g_getenv ("RBK_CLOCK_AHEAD"), NULL, 10) * G_USEC_PER_SEC;
#endif
  return self;
}

/**
 * rbk_clock_new_fixed:
 * @now_us: the time it shows, in microseconds since 1970 UTC
 *
 * Returns: (transfer full): a clock that moves only by rbk_clock_advance()
 */
RbkClock *
rbk_clock_new_fixed (gint64 now_us)
{
  RbkClock *self = rbk_clock_new ();

  self->fixed = TRUE;
  self->now_us = now_us;
  return self;
}

/**
 * rbk_clock_now_us:
 *
 * May be called from any thread.
 *
 * Returns: microseconds since 1970 UTC
 */
gint64
rbk_clock_now_us (RbkClock *self)
{
  gint64 now;

  if (!self->fixed)
    return g_get_real_time () + self->ahead_us;
  g_mutex_lock (&self->lock);
  now = self->now_us;
  g_mutex_unlock (&self->lock);
  return now;
}

/**
 * rbk_clock_advance:
 * @by_us: microseconds to move a fixed clock by; may be negative
 */
void
rbk_clock_advance (RbkClock *self, gint64 by_us)
{
  g_return_if_fail (self->fixed);
  g_mutex_lock (&self->lock);
  self->now_us += by_us;
  g_mutex_unlock (&self->lock);
}
