/* rbk-tick.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-tick.h"

struct _RbkTick
{
  GObject parent_instance;

  char *content; /* (owned) (nullable) */
  char *rule;    /* (owned) */
  gint64 position_us;
  gboolean ticked;
};

G_DEFINE_FINAL_TYPE (RbkTick, rbk_tick, G_TYPE_OBJECT)

static void
rbk_tick_finalize (GObject *object)
{
  RbkTick *self = RBK_TICK (object);

  g_free (self->content);
  g_free (self->rule);
  G_OBJECT_CLASS (rbk_tick_parent_class)->finalize (object);
}

static void
rbk_tick_class_init (RbkTickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_tick_finalize;
}

static void
rbk_tick_init (RbkTick *self)
{
}

/**
 * rbk_tick_new:
 * @content: (nullable): the SHA-256 of the very sound that was listened to
 * @rule: the rule that was listened for, such as "V-5"
 * @position_us: where it was heard; -1 if that was not said
 * @ticked: whether it was heard; FALSE if the tick was taken back
 *
 * Returns: (transfer full): the tick
 */
RbkTick *
rbk_tick_new (const char *content, const char *rule, gint64 position_us, gboolean ticked)
{
  RbkTick *self = g_object_new (RBK_TYPE_TICK, NULL);

  self->content = g_strdup (content);
  self->rule = g_strdup (rule);
  self->position_us = position_us;
  self->ticked = ticked;
  return self;
}

/**
 * rbk_tick_get_content:
 *
 * Returns: (nullable) (transfer none): the SHA-256 of the very sound that was listened to; what was
 *   heard of another sound, though it be of the same take, says nothing of this one
 */
const char *
rbk_tick_get_content (RbkTick *self)
{
  return self->content;
}

/**
 * rbk_tick_get_rule:
 *
 * Returns: (transfer none): the rule that was listened for
 */
const char *
rbk_tick_get_rule (RbkTick *self)
{
  return self->rule;
}

/**
 * rbk_tick_get_position_us:
 *
 * Returns: where it was heard; -1 if that was not said
 */
gint64
rbk_tick_get_position_us (RbkTick *self)
{
  return self->position_us;
}

/**
 * rbk_tick_is_ticked:
 *
 * Returns: whether it was heard; FALSE if the tick was taken back
 */
gboolean
rbk_tick_is_ticked (RbkTick *self)
{
  return self->ticked;
}
