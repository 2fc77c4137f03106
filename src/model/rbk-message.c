/* rbk-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-message.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *words;
} states[RBK_N_MESSAGE_STATES] = {
  [RBK_MESSAGE_STATE_NONE] = { "none", "" },
  [RBK_MESSAGE_STATE_QUEUED] = { "queued", N_ ("Waiting to be sent") },
  [RBK_MESSAGE_STATE_HELD] = { "held", N_ ("Held") },
  [RBK_MESSAGE_STATE_SENDING] = { "sending", N_ ("Sending…") },
  [RBK_MESSAGE_STATE_ACCEPTED] = { "accepted", N_ ("Accepted by the mail server") },
  [RBK_MESSAGE_STATE_DELIVERED] = { "delivered", N_ ("Delivered") },
  [RBK_MESSAGE_STATE_FAILED] = { "failed", N_ ("Not sent") },
  [RBK_MESSAGE_STATE_UNKNOWN] = { "unknown", N_ ("Not known whether it was sent") },
  [RBK_MESSAGE_STATE_CANCELLED] = { "cancelled", N_ ("Cancelled before it left") },
};

struct _RbkMessage
{
  GObject parent_instance;

  char *id;       /* (owned): that of the entry */
  char *customer; /* (owned) */
  char *account;  /* (owned) (nullable) */
  RbkMessageState state;
  char *detail; /* (owned) (nullable) */
  guint attempt;
  gint64 next_us;
};

G_DEFINE_FINAL_TYPE (RbkMessage, rbk_message, G_TYPE_OBJECT)

static void
rbk_message_finalize (GObject *object)
{
  RbkMessage *self = RBK_MESSAGE (object);

  g_free (self->id);
  g_free (self->customer);
  g_free (self->account);
  g_free (self->detail);
  G_OBJECT_CLASS (rbk_message_parent_class)->finalize (object);
}

static void
rbk_message_class_init (RbkMessageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_message_finalize;
}

static void
rbk_message_init (RbkMessage *self)
{
}

/**
 * rbk_message_state_get_name:
 *
 * Returns: the name as it stands in payloads
 */
const char *
rbk_message_state_get_name (RbkMessageState state)
{
  g_return_val_if_fail ((guint) state < RBK_N_MESSAGE_STATES, "none");
  return states[state].name;
}

/**
 * rbk_message_state_from_name:
 * @name: (nullable): a name
 *
 * Returns: its state; %RBK_MESSAGE_STATE_NONE for any other text
 */
RbkMessageState
rbk_message_state_from_name (const char *name)
{
  for (guint i = 1; i < RBK_N_MESSAGE_STATES; i++)
    {
      if (g_strcmp0 (name, states[i].name) == 0)
        return (RbkMessageState) i;
    }
  return RBK_MESSAGE_STATE_NONE;
}

/**
 * rbk_message_state_dup_words:
 *
 * Returns: (transfer full): the state as a person reads it
 */
char *
rbk_message_state_dup_words (RbkMessageState state)
{
  g_return_val_if_fail ((guint) state < RBK_N_MESSAGE_STATES, NULL);
  return g_strdup (state == RBK_MESSAGE_STATE_NONE ? "" : _ (states[state].words));
}

/**
 * rbk_message_new:
 * @id: the id of the entry that is meant to leave
 * @account: (nullable): the account it leaves by
 * @detail: (nullable): why it is in this state, as a person reads it
 * @attempt: how often sending it was begun
 * @next_us: when it may be looked at again, microseconds since 1970 UTC; 0 if never by itself
 *
 * Returns: (transfer full): the row
 */
RbkMessage *
rbk_message_new (const char *id,
                 const char *customer,
                 const char *account,
                 RbkMessageState state,
                 const char *detail,
                 guint attempt,
                 gint64 next_us)
{
  RbkMessage *self = g_object_new (RBK_TYPE_MESSAGE, NULL);

  self->id = g_strdup (id);
  self->customer = g_strdup (customer);
  self->account = g_strdup (account);
  self->state = state;
  self->detail = g_strdup (detail);
  self->attempt = attempt;
  self->next_us = next_us;
  return self;
}

/**
 * rbk_message_get_id:
 *
 * Returns: (transfer none): the id of the entry that is meant to leave
 */
const char *
rbk_message_get_id (RbkMessage *self)
{
  return self->id;
}

/**
 * rbk_message_get_customer:
 *
 * Returns: (transfer none): the customer it goes to
 */
const char *
rbk_message_get_customer (RbkMessage *self)
{
  return self->customer;
}

/**
 * rbk_message_get_account:
 *
 * Returns: (nullable) (transfer none): the account it leaves by
 */
const char *
rbk_message_get_account (RbkMessage *self)
{
  return self->account;
}

/**
 * rbk_message_get_state:
 *
 * Returns: how far it came
 */
RbkMessageState
rbk_message_get_state (RbkMessage *self)
{
  return self->state;
}

/**
 * rbk_message_get_detail:
 *
 * Returns: (nullable) (transfer none): why it is in this state, as a person reads it
 */
const char *
rbk_message_get_detail (RbkMessage *self)
{
  return self->detail;
}

/**
 * rbk_message_get_attempt:
 *
 * Returns: how often sending it was begun
 */
guint
rbk_message_get_attempt (RbkMessage *self)
{
  return self->attempt;
}

/**
 * rbk_message_get_next_us:
 *
 * Returns: when it may be looked at again; 0 if never by itself
 */
gint64
rbk_message_get_next_us (RbkMessage *self)
{
  return self->next_us;
}
