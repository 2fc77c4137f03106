/* rbk-countdown.c: seconds to draw breath before a recording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-countdown.h"

#include "ui/rbk-sound-settings.h"

struct _RbkCountdown
{
  GObject parent_instance;

  guint left;  /* seconds */
  guint timer; /* 0: none */
};

enum
{
  PROP_LEFT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkCountdown, rbk_countdown, G_TYPE_OBJECT)

static void
set_left (RbkCountdown *self, guint left)
{
  if (self->left == left)
    return;
  self->left = left;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT]);
}

static gboolean
second_cb (gpointer data)
{
  g_autoptr (RbkCountdown) self = g_object_ref (data);

  if (self->left > 1)
    {
      set_left (self, self->left - 1);
      return G_SOURCE_CONTINUE;
    }
  self->timer = 0;
  set_left (self, 0);
  g_signal_emit (self, signals[DONE], 0);
  return G_SOURCE_REMOVE;
}

static void
rbk_countdown_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_LEFT)
    g_value_set_uint (value, RBK_COUNTDOWN (object)->left);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rbk_countdown_finalize (GObject *object)
{
  g_clear_handle_id (&RBK_COUNTDOWN (object)->timer, g_source_remove);
  G_OBJECT_CLASS (rbk_countdown_parent_class)->finalize (object);
}

static void
rbk_countdown_class_init (RbkCountdownClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_countdown_get_property;
  object_class->finalize = rbk_countdown_finalize;

  /**
   * RbkCountdown:left:
   *
   * Seconds that are left; 0 while nothing is counted down.
   */
  properties[PROP_LEFT] =
    g_param_spec_uint ("left", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * RbkCountdown::done:
   *
   * The last second is over, and nobody cancelled.
   */
  signals[DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_countdown_init (RbkCountdown *self)
{
}

/**
 * rbk_countdown_new:
 *
 * Returns: (transfer full): a countdown that does not count
 */
RbkCountdown *
rbk_countdown_new (void)
{
  return g_object_new (RBK_TYPE_COUNTDOWN, NULL);
}

/**
 * rbk_countdown_start:
 * @seconds: more than none; "done" comes after as many
 */
void
rbk_countdown_start (RbkCountdown *self, guint seconds)
{
  g_return_if_fail (RBK_IS_COUNTDOWN (self) && seconds > 0);

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (1000, second_cb, self);
  set_left (self, seconds);
}

/**
 * rbk_countdown_start_as_wished:
 *
 * Counts down if the person wants that before a recording; if not, "done" comes at once.
 */
void
rbk_countdown_start_as_wished (RbkCountdown *self)
{
  g_return_if_fail (RBK_IS_COUNTDOWN (self));

  if (rbk_sound_settings_get_countdown ())
    rbk_countdown_start (self, RBK_SOUND_SETTINGS_COUNTDOWN_SECONDS);
  else
    g_signal_emit (self, signals[DONE], 0);
}

/**
 * rbk_countdown_cancel:
 *
 * Nothing is counted down any more, and "done" does not come.
 */
void
rbk_countdown_cancel (RbkCountdown *self)
{
  g_return_if_fail (RBK_IS_COUNTDOWN (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  set_left (self, 0);
}

/**
 * rbk_countdown_get_left:
 *
 * Returns: seconds that are left; 0 while nothing is counted down
 */
guint
rbk_countdown_get_left (RbkCountdown *self)
{
  g_return_val_if_fail (RBK_IS_COUNTDOWN (self), 0);

  return self->left;
}
