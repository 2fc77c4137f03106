/* rbk-timeline-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-timeline-item.h"

/* The entry never changes; how far it came does, so a row binds to the properties.
 * Main thread, once it is in a list. */
struct _RbkTimelineItem
{
  GObject parent_instance;

  RbkEntry *entry;     /* (owned) */
  RbkMessage *message; /* (owned) (nullable): how far it came, if it is something that leaves */
};

G_DEFINE_FINAL_TYPE (RbkTimelineItem, rbk_timeline_item, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_DETAIL,
  PROP_RULE,
  PROP_NEXT_US,
  PROP_SCHEDULED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
rbk_timeline_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkTimelineItem *self = RBK_TIMELINE_ITEM (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, rbk_timeline_item_get_state (self));
      break;
    case PROP_DETAIL:
      g_value_set_string (value, rbk_timeline_item_get_detail (self));
      break;
    case PROP_RULE:
      g_value_set_string (value, rbk_timeline_item_get_rule (self));
      break;
    case PROP_NEXT_US:
      g_value_set_int64 (value, rbk_timeline_item_get_next_us (self));
      break;
    case PROP_SCHEDULED:
      g_value_set_boolean (value, rbk_timeline_item_is_scheduled (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_timeline_item_finalize (GObject *object)
{
  RbkTimelineItem *self = RBK_TIMELINE_ITEM (object);

  g_object_unref (self->entry);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (rbk_timeline_item_parent_class)->finalize (object);
}

static void
rbk_timeline_item_class_init (RbkTimelineItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_timeline_item_get_property;
  object_class->finalize = rbk_timeline_item_finalize;
  /**
   * RbkTimelineItem:state: an RbkMessageState: how far a message came
   */
  properties[PROP_STATE] = g_param_spec_uint (
    "state", NULL, NULL, 0, RBK_N_MESSAGE_STATES - 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * RbkTimelineItem:detail: (nullable): why it is in that state, as a person reads it
   */
  properties[PROP_DETAIL] =
    g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * RbkTimelineItem:rule: (nullable): the rule of the gate that holds or refuses it
   */
  properties[PROP_RULE] =
    g_param_spec_string ("rule", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * RbkTimelineItem:next-us: when it may be looked at again, microseconds since 1970 UTC; 0 if never by
   * itself
   */
  properties[PROP_NEXT_US] = g_param_spec_int64 (
    "next-us", NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * RbkTimelineItem:scheduled: whether a person chose that time
   */
  properties[PROP_SCHEDULED] =
    g_param_spec_boolean ("scheduled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_timeline_item_init (RbkTimelineItem *self)
{
}

/**
 * rbk_timeline_item_new:
 * @message: (nullable): how far it came; NULL if it is nothing that leaves
 *
 * Returns: (transfer full): the row for @entry
 */
RbkTimelineItem *
rbk_timeline_item_new (RbkEntry *entry, RbkMessage *message)
{
  RbkTimelineItem *self = g_object_new (RBK_TYPE_TIMELINE_ITEM, NULL);

  self->entry = g_object_ref (entry);
  g_set_object (&self->message, message);
  return self;
}

/**
 * rbk_timeline_item_get_entry:
 *
 * Returns: (transfer none): the entry
 */
RbkEntry *
rbk_timeline_item_get_entry (RbkTimelineItem *self)
{
  return self->entry;
}

/**
 * rbk_timeline_item_get_state:
 *
 * Returns: how far it came; %RBK_MESSAGE_STATE_NONE if it is nothing that leaves
 */
RbkMessageState
rbk_timeline_item_get_state (RbkTimelineItem *self)
{
  return self->message != NULL ? rbk_message_get_state (self->message) : RBK_MESSAGE_STATE_NONE;
}

/**
 * rbk_timeline_item_get_detail:
 *
 * Returns: (nullable) (transfer none): why it is in its state, as a person reads it
 */
const char *
rbk_timeline_item_get_detail (RbkTimelineItem *self)
{
  return self->message != NULL ? rbk_message_get_detail (self->message) : NULL;
}

/**
 * rbk_timeline_item_get_rule:
 *
 * Returns: (nullable) (transfer none): the rule of the gate that holds or refuses it
 */
const char *
rbk_timeline_item_get_rule (RbkTimelineItem *self)
{
  return self->message != NULL ? rbk_message_get_rule (self->message) : NULL;
}

/**
 * rbk_timeline_item_get_next_us:
 *
 * Returns: when it may be looked at again, microseconds since 1970 UTC; 0 if never by itself
 */
gint64
rbk_timeline_item_get_next_us (RbkTimelineItem *self)
{
  return self->message != NULL ? rbk_message_get_next_us (self->message) : 0;
}

/**
 * rbk_timeline_item_is_scheduled:
 *
 * Returns: whether rbk_timeline_item_get_next_us() was chosen by a person
 */
gboolean
rbk_timeline_item_is_scheduled (RbkTimelineItem *self)
{
  return self->message != NULL && rbk_message_is_scheduled (self->message);
}

/**
 * rbk_timeline_item_get_message:
 *
 * Returns: (nullable) (transfer none): how far it came; NULL if it is nothing that leaves
 */
RbkMessage *
rbk_timeline_item_get_message (RbkTimelineItem *self)
{
  return self->message;
}

/**
 * rbk_timeline_item_set_message:
 * @message: (nullable): how far it came by now
 *
 * For the list that holds the row; tells whoever shows it.
 */
void
rbk_timeline_item_set_message (RbkTimelineItem *self, RbkMessage *message)
{
  g_autoptr (RbkMessage) old = g_steal_pointer (&self->message);
  g_autoptr (RbkTimelineItem) before = rbk_timeline_item_new (self->entry, old);
  gboolean changed[N_PROPS] = { FALSE };

  g_set_object (&self->message, message);
  changed[PROP_STATE] = rbk_timeline_item_get_state (before) != rbk_timeline_item_get_state (self);
  changed[PROP_DETAIL] =
    g_strcmp0 (rbk_timeline_item_get_detail (before), rbk_timeline_item_get_detail (self)) != 0;
  changed[PROP_RULE] =
    g_strcmp0 (rbk_timeline_item_get_rule (before), rbk_timeline_item_get_rule (self)) != 0;
  changed[PROP_NEXT_US] = rbk_timeline_item_get_next_us (before) != rbk_timeline_item_get_next_us (self);
  changed[PROP_SCHEDULED] = rbk_timeline_item_is_scheduled (before) != rbk_timeline_item_is_scheduled (self);
  for (guint i = 1; i < N_PROPS; i++)
    {
      if (changed[i])
        g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
    }
}
