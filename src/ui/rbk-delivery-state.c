/* rbk-delivery-state.c: how far a message came, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-delivery-state.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-written.h"
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

struct _RbkDeliveryState
{
  GtkBox parent_instance;

  RbkTimelineItem *item; /* (owned) (nullable) */
  RbkDesk *desk;         /* (owned) (nullable) */
  guint tick;            /* runs while the seconds to undo are counted */

  GtkWidget *state;
  GtkWidget *spinner;
  GtkImage *icon;
  GtkLabel *words;
  GtkWidget *buttons;
  GtkWidget *cancel_button;
  GtkWidget *arrived_button;
  GtkWidget *retry_button;
  GtkWidget *again_button;
  GtkWidget *now_button;
  GtkWidget *edit_button;
  GtkWidget *decide_button;
  gboolean only_read; /* nothing can be done about it here */
};

G_DEFINE_FINAL_TYPE (RbkDeliveryState, rbk_delivery_state, GTK_TYPE_BOX)

/* How each state looks. Colours only repeat what the words say. */
static const struct
{
  const char *icon;
  const char *style;
} looks[RBK_N_MESSAGE_STATES] = {
  [RBK_MESSAGE_STATE_NONE] = { NULL, NULL },
  [RBK_MESSAGE_STATE_QUEUED] = { "alarm-symbolic", NULL },
  [RBK_MESSAGE_STATE_HELD] = { "media-playback-pause-symbolic", "warning" },
  [RBK_MESSAGE_STATE_SENDING] = { NULL, NULL },
  [RBK_MESSAGE_STATE_ACCEPTED] = { "object-select-symbolic", NULL },
  [RBK_MESSAGE_STATE_DELIVERED] = { "object-select-symbolic", "success" },
  [RBK_MESSAGE_STATE_FAILED] = { "dialog-error-symbolic", "error" },
  [RBK_MESSAGE_STATE_UNKNOWN] = { "rbk-delivery-unknown-symbolic", "warning" },
  [RBK_MESSAGE_STATE_CANCELLED] = { "edit-undo-symbolic", NULL },
};

static gint64
get_now_us (RbkDeliveryState *self)
{
  return rbk_clock_now_us (rbk_desk_get_clock (self->desk));
}

/* How long it can still be taken back before it leaves; a message for later is not counted down. */
static gint64
get_seconds_left (RbkDeliveryState *self)
{
  gint64 left_us = rbk_timeline_item_get_next_us (self->item) - get_now_us (self);

  if (left_us <= 0 || rbk_timeline_item_is_scheduled (self->item))
    return 0;
  return MIN ((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, RBK_DESK_UNDO_SECONDS);
}

static char *
dup_time_words (RbkDeliveryState *self)
{
  gint64 next_us = rbk_timeline_item_get_next_us (self->item);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = rbk_time_dup_day (next_us, get_now_us (self), zone);
  g_autofree char *clock = rbk_time_dup_clock (next_us, zone);

  /* Translators: a day and a time of day */
  return g_strdup_printf (_ ("Leaves %1$s, %2$s"), day, clock);
}

static char *
dup_words (RbkDeliveryState *self, RbkMessageState state, gint64 left)
{
  const char *detail = rbk_timeline_item_get_detail (self->item);
  g_autofree char *words = NULL;

  if (state == RBK_MESSAGE_STATE_QUEUED && left > 0)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Leaves in %d second", "Leaves in %d seconds", (gulong) left),
      (int) left);
  if (state == RBK_MESSAGE_STATE_QUEUED && rbk_timeline_item_is_scheduled (self->item) &&
      rbk_timeline_item_get_next_us (self->item) > get_now_us (self))
    return dup_time_words (self);
  words =
    rbk_message_state_dup_words_of (state, rbk_entry_get_kind (rbk_timeline_item_get_entry (self->item)));
  if (detail != NULL && *detail != '\0')
    /* Translators: how far a message came, and why */
    return g_strdup_printf (_ ("%s: %s"), words, detail);
  if (state == RBK_MESSAGE_STATE_UNKNOWN)
    /* Translators: %s is "Not known whether it was sent" */
    return g_strdup_printf (
      _ ("%s. Look among the sent messages of the company account, or ask the customer."), words);
  return g_steal_pointer (&words);
}

/* Only what has a channel here can be sent again from here. */
static gboolean
is_of_a_channel (RbkTimelineItem *item)
{
  RbkEntryKind kind = rbk_entry_get_kind (rbk_timeline_item_get_entry (item));

  return kind == RBK_ENTRY_KIND_EMAIL || kind == RBK_ENTRY_KIND_TEXT;
}

/* A voicemail's email belongs to its recording, which is opened again by taking it back. */
static gboolean
is_written (RbkTimelineItem *item)
{
  return is_of_a_channel (item) && rbk_entry_get_string (rbk_timeline_item_get_entry (item), "draft") == NULL;
}

/* Whether what holds it is a rule that whoever acts here may decide otherwise. */
static gboolean
may_be_decided (RbkDeliveryState *self)
{
  g_autoptr (RbkVerdict) verdict = NULL;

  /* The gate is not asked in vain. */
  if (!rbk_desk_may (self->desk, RBK_RIGHT_DECIDE, NULL))
    return FALSE;
  verdict =
    rbk_desk_judge_message (self->desk, rbk_entry_get_id (rbk_timeline_item_get_entry (self->item)), NULL);
  return rbk_desk_find_row_to_decide (self->desk, verdict) != NULL;
}

static gboolean tick (gpointer data);

static void
update (RbkDeliveryState *self)
{
  RbkMessageState state =
    self->item != NULL ? rbk_timeline_item_get_state (self->item) : RBK_MESSAGE_STATE_NONE;
  gboolean waits = state == RBK_MESSAGE_STATE_QUEUED || state == RBK_MESSAGE_STATE_HELD;
  gboolean has_channel = self->item != NULL && is_of_a_channel (self->item);
  gboolean failed = state == RBK_MESSAGE_STATE_FAILED && has_channel;
  gboolean unknown = state == RBK_MESSAGE_STATE_UNKNOWN;
  gint64 left = state == RBK_MESSAGE_STATE_QUEUED ? get_seconds_left (self) : 0;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), state != RBK_MESSAGE_STATE_NONE);
  if (state == RBK_MESSAGE_STATE_NONE || state >= RBK_N_MESSAGE_STATES)
    {
      g_clear_handle_id (&self->tick, g_source_remove);
      return;
    }
  for (guint i = 0; i < RBK_N_MESSAGE_STATES; i++)
    {
      if (looks[i].style != NULL)
        gtk_widget_remove_css_class (self->state, looks[i].style);
    }
  if (looks[state].style != NULL)
    gtk_widget_add_css_class (self->state, looks[state].style);
  gtk_widget_set_visible (self->spinner, state == RBK_MESSAGE_STATE_SENDING);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), looks[state].icon != NULL);
  if (looks[state].icon != NULL)
    gtk_image_set_from_icon_name (self->icon, looks[state].icon);
  words = dup_words (self, state, left);
  gtk_label_set_label (self->words, words);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), left > 0 ? _ ("Undo") : _ ("Cancel Sending"));
  gtk_widget_set_visible (self->cancel_button, waits);
  gtk_widget_set_visible (self->retry_button, failed);
  gtk_widget_set_visible (self->arrived_button, unknown);
  gtk_widget_set_visible (self->again_button, unknown);
  gtk_widget_set_visible (self->now_button,
                          waits && has_channel && rbk_timeline_item_is_scheduled (self->item));
  gtk_widget_set_visible (self->edit_button, (waits || failed) && has_channel && is_written (self->item));
  gtk_widget_set_visible (self->decide_button,
                          state == RBK_MESSAGE_STATE_HELD && has_channel && may_be_decided (self));
  gtk_widget_set_visible (self->buttons, !self->only_read && (waits || failed || unknown));
  if (left == 0)
    g_clear_handle_id (&self->tick, g_source_remove);
  else if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = g_timeout_add (500, tick, self);
}

static gboolean
tick (gpointer data)
{
  RbkDeliveryState *self = data;

  /* update() takes the source away itself when nothing is left to count. */
  update (self);
  return G_SOURCE_CONTINUE;
}

static void
rbk_delivery_state_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rbk_delivery_state_parent_class)->map (widget);
  update (RBK_DELIVERY_STATE (widget));
}

static void
rbk_delivery_state_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&RBK_DELIVERY_STATE (widget)->tick, g_source_remove);
  GTK_WIDGET_CLASS (rbk_delivery_state_parent_class)->unmap (widget);
}

static void
rbk_delivery_state_dispose (GObject *object)
{
  RbkDeliveryState *self = RBK_DELIVERY_STATE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_clear_object (&self->item);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_func (self->desk, update, self);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_DELIVERY_STATE);
  G_OBJECT_CLASS (rbk_delivery_state_parent_class)->dispose (object);
}

static void
rbk_delivery_state_class_init (RbkDeliveryStateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_delivery_state_dispose;
  widget_class->map = rbk_delivery_state_map;
  widget_class->unmap = rbk_delivery_state_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-delivery-state.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, state);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, spinner);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, words);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, buttons);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, arrived_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, retry_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, again_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, now_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, edit_button);
  gtk_widget_class_bind_template_child (widget_class, RbkDeliveryState, decide_button);
}

static void
rbk_delivery_state_init (RbkDeliveryState *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_delivery_state_set_only_read:
 * @only_read: whether nothing can be done about the message here
 *
 * Counts from the next rbk_delivery_state_set_item() on.
 */
void
rbk_delivery_state_set_only_read (RbkDeliveryState *self, gboolean only_read)
{
  self->only_read = only_read;
}

/**
 * rbk_delivery_state_set_item:
 * @item: (nullable): the message; its state is followed from now on
 * @desk: (nullable): only without @item
 */
void
rbk_delivery_state_set_item (RbkDeliveryState *self, RbkTimelineItem *item, RbkDesk *desk)
{
  const struct
  {
    GtkWidget *button;
    const char *action;
  } buttons[] = {
    { self->cancel_button, "message.cancel" }, { self->arrived_button, "message.confirm" },
    { self->retry_button, "message.retry" },   { self->again_button, "message.send-again" },
    { self->now_button, "message.send-now" },  { self->edit_button, "message.edit" },
    { self->decide_button, "message.decide" },
  };

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_set_object (&self->item, item);
  if (self->desk != NULL && self->desk != desk)
    g_signal_handlers_disconnect_by_func (self->desk, update, self);
  /* Who acts here may be another by then, and may decide more or less. */
  if (g_set_object (&self->desk, desk) && desk != NULL)
    g_signal_connect_swapped (desk, "showroom-changed", G_CALLBACK (update), self);
  if (item != NULL)
    {
      const char *message = rbk_entry_get_id (rbk_timeline_item_get_entry (item));

      /* The target first: an action that gets none is a mistake to GTK. */
      for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
        {
          gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i].button), "s", message);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (buttons[i].button), buttons[i].action);
        }
      g_signal_connect_swapped (item, "notify::state", G_CALLBACK (update), self);
      g_signal_connect_swapped (item, "notify::detail", G_CALLBACK (update), self);
      g_signal_connect_swapped (item, "notify::next-us", G_CALLBACK (update), self);
    }
  update (self);
}
