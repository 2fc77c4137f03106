/* rbk-message.h: something that is meant to leave, and how far it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The numbers are stored: never change one, append new ones. */
typedef enum
{
  RBK_MESSAGE_STATE_NONE = 0,      /* nothing that leaves: a note, something that came in */
  RBK_MESSAGE_STATE_QUEUED = 1,    /* waits for its turn, or for the undo time to pass */
  RBK_MESSAGE_STATE_HELD = 2,      /* the gate, or the network, says later */
  RBK_MESSAGE_STATE_SENDING = 3,   /* committed before the first byte left */
  RBK_MESSAGE_STATE_ACCEPTED = 4,  /* the provider took it; not the same as heard or read */
  RBK_MESSAGE_STATE_DELIVERED = 5, /* the provider says that it arrived */
  RBK_MESSAGE_STATE_FAILED = 6,    /* certain that it did not leave */
  RBK_MESSAGE_STATE_UNKNOWN = 7,   /* it may have left; a person decides */
  RBK_MESSAGE_STATE_CANCELLED = 8, /* taken back before it left */
} RbkMessageState;

#define RBK_N_MESSAGE_STATES         (RBK_MESSAGE_STATE_CANCELLED + 1)
#define RBK_MESSAGE_STATE_BIT(state) (1u << (guint) (state))

const char *rbk_message_state_get_name (RbkMessageState state);
RbkMessageState rbk_message_state_from_name (const char *name);
char *rbk_message_state_dup_words (RbkMessageState state);

/* A row of the outbox: a projection of an outgoing entry and its delivery entries. Immutable. */
#define RBK_TYPE_MESSAGE (rbk_message_get_type ())
G_DECLARE_FINAL_TYPE (RbkMessage, rbk_message, RBK, MESSAGE, GObject)

RbkMessage *rbk_message_new (const char *id,
                             const char *customer,
                             const char *account,
                             RbkMessageState state,
                             const char *detail,
                             guint attempt,
                             gint64 next_us);
const char *rbk_message_get_id (RbkMessage *self);
const char *rbk_message_get_customer (RbkMessage *self);
const char *rbk_message_get_account (RbkMessage *self);
RbkMessageState rbk_message_get_state (RbkMessage *self);
const char *rbk_message_get_detail (RbkMessage *self);
guint rbk_message_get_attempt (RbkMessage *self);
gint64 rbk_message_get_next_us (RbkMessage *self);

G_END_DECLS
