/* rbk-timeline-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-timeline-item.h"

/* The entry never changes; how far it came does, so a row binds to the two properties.
 * Main thread, once it is in a list. */
struct _RbkTimelineItem
{
  GObject parent_instance;

  RbkEntry *entry; /* (owned) */
  RbkMessageState state;
  char *detail; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkTimelineItem, rbk_timeline_item, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_DETAIL,
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
      g_value_set_uint (value, self->state);
      break;
    case PROP_DETAIL:
      g_value_set_string (value, self->detail);
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
  g_free (self->detail);
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
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_timeline_item_init (RbkTimelineItem *self)
{
}

/**
 * rbk_timeline_item_new:
 * @detail: (nullable): why it is in @state
 *
 * Returns: (transfer full): the row for @entry
 */
RbkTimelineItem *
rbk_timeline_item_new (RbkEntry *entry, RbkMessageState state, const char *detail)
{
  RbkTimelineItem *self = g_object_new (RBK_TYPE_TIMELINE_ITEM, NULL);

  self->entry = g_object_ref (entry);
  self->state = state;
  self->detail = g_strdup (detail);
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
  return self->state;
}

/**
 * rbk_timeline_item_get_detail:
 *
 * Returns: (nullable) (transfer none): why it is in its state, as a person reads it
 */
const char *
rbk_timeline_item_get_detail (RbkTimelineItem *self)
{
  return self->detail;
}

/**
 * rbk_timeline_item_set_state:
 *
 * For the list that holds the row; tells whoever shows it.
 */
void
rbk_timeline_item_set_state (RbkTimelineItem *self, RbkMessageState state, const char *detail)
{
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (g_set_str (&self->detail, detail))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
}
