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

  RbkMessageFields row; /* its texts are owned by strings */
  char *strings[7];     /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkMessage, rbk_message, G_TYPE_OBJECT)

static void
rbk_message_finalize (GObject *object)
{
  RbkMessage *self = RBK_MESSAGE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->strings); i++)
    g_free (self->strings[i]);
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
 * rbk_message_state_dup_words_of:
 * @kind: what leaves
 *
 * Returns: (transfer full): the state of something of that kind as a person reads it
 */
char *
rbk_message_state_dup_words_of (RbkMessageState state, RbkEntryKind kind)
{
  if (kind == RBK_ENTRY_KIND_TEXT && state == RBK_MESSAGE_STATE_ACCEPTED)
    return g_strdup (_ ("On its way to the phone"));
  if (kind == RBK_ENTRY_KIND_TEXT && state == RBK_MESSAGE_STATE_DELIVERED)
    return g_strdup (_ ("On their phone"));
  return rbk_message_state_dup_words (state);
}

/**
 * rbk_message_new:
 * @row: (transfer none): what is known of it
 *
 * Returns: (transfer full): the row of the outbox
 */
RbkMessage *
rbk_message_new (const RbkMessageFields *row)
{
  RbkMessage *self = g_object_new (RBK_TYPE_MESSAGE, NULL);
  const char **texts[] = { &self->row.id,   &self->row.customer, &self->row.account,  &self->row.detail,
                           &self->row.rule, &self->row.code,     &self->row.reference };

  self->row = *row;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = self->strings[i] = g_strdup (*texts[i]);
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
  return self->row.id;
}

/**
 * rbk_message_get_kind:
 *
 * Returns: what leaves: text, email or video
 */
RbkEntryKind
rbk_message_get_kind (RbkMessage *self)
{
  return self->row.kind;
}

/**
 * rbk_message_get_customer:
 *
 * Returns: (transfer none): the customer it goes to
 */
const char *
rbk_message_get_customer (RbkMessage *self)
{
  return self->row.customer;
}

/**
 * rbk_message_get_account:
 *
 * Returns: (nullable) (transfer none): the account it leaves by
 */
const char *
rbk_message_get_account (RbkMessage *self)
{
  return self->row.account;
}

/**
 * rbk_message_get_state:
 *
 * Returns: how far it came
 */
RbkMessageState
rbk_message_get_state (RbkMessage *self)
{
  return self->row.state;
}

/**
 * rbk_message_get_state_us:
 *
 * Returns: since when it is in this state, microseconds since 1970 UTC
 */
gint64
rbk_message_get_state_us (RbkMessage *self)
{
  return self->row.state_us;
}

/**
 * rbk_message_get_detail:
 *
 * Returns: (nullable) (transfer none): why it is in this state, as a person reads it
 */
const char *
rbk_message_get_detail (RbkMessage *self)
{
  return self->row.detail;
}

/**
 * rbk_message_get_rule:
 *
 * Returns: (nullable) (transfer none): the rule of the gate that holds or refuses it
 */
const char *
rbk_message_get_rule (RbkMessage *self)
{
  return self->row.rule;
}

/**
 * rbk_message_get_code:
 *
 * Returns: (nullable) (transfer none): what the provider calls the failure
 */
const char *
rbk_message_get_code (RbkMessage *self)
{
  return self->row.code;
}

/**
 * rbk_message_get_reference:
 *
 * Returns: (nullable) (transfer none): the provider's id of it, or of how it was last sent
 */
const char *
rbk_message_get_reference (RbkMessage *self)
{
  return self->row.reference;
}

/**
 * rbk_message_get_attempt:
 *
 * Returns: how often sending it was begun
 */
guint
rbk_message_get_attempt (RbkMessage *self)
{
  return self->row.attempt;
}

/**
 * rbk_message_get_next_us:
 *
 * Returns: when it may be looked at again; 0 if never by itself
 */
gint64
rbk_message_get_next_us (RbkMessage *self)
{
  return self->row.next_us;
}

/**
 * rbk_message_is_scheduled:
 *
 * Returns: whether rbk_message_get_next_us() was chosen by a person
 */
gboolean
rbk_message_is_scheduled (RbkMessage *self)
{
  return self->row.scheduled;
}
