/* rbk-message.h: something that is meant to leave, and how far it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-entry-kind.h"

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
  RBK_MESSAGE_STATE_FAILED = 6,    /* certain that it did not leave, or did not arrive */
  RBK_MESSAGE_STATE_UNKNOWN = 7,   /* it may have left; a person decides */
  RBK_MESSAGE_STATE_CANCELLED = 8, /* taken back before it left */
} RbkMessageState;

#define RBK_N_MESSAGE_STATES         (RBK_MESSAGE_STATE_CANCELLED + 1)
#define RBK_MESSAGE_STATE_BIT(state) (1u << (guint) (state))

const char *rbk_message_state_get_name (RbkMessageState state);
RbkMessageState rbk_message_state_from_name (const char *name);
char *rbk_message_state_dup_words (RbkMessageState state);
char *rbk_message_state_dup_words_of (RbkMessageState state, RbkEntryKind kind);

/* What is known of a message; all borrowed. */
typedef struct
{
  const char *id;       /* that of the entry that is meant to leave */
  RbkEntryKind kind;    /* text, email or video */
  const char *customer; /* whom it goes to */
  const char *account;  /* (nullable): by what it leaves; NULL: told afterwards */
  RbkMessageState state;
  gint64 state_us;       /* since when */
  const char *detail;    /* (nullable): why it is in this state, as a person reads it */
  const char *rule;      /* (nullable): that of the gate which holds or refuses it */
  const char *code;      /* (nullable): the provider's, of a failure */
  const char *reference; /* (nullable): the provider's id of it, or of how it was last sent */
  guint attempt;         /* how often sending it was begun */
  gint64 next_us;        /* when it may be looked at again; 0 if never by itself */
  gboolean scheduled;    /* next_us was chosen by a person */
} RbkMessageFields;

/* A row of the outbox: a projection of an outgoing entry and its delivery entries. Immutable. */
#define RBK_TYPE_MESSAGE (rbk_message_get_type ())
G_DECLARE_FINAL_TYPE (RbkMessage, rbk_message, RBK, MESSAGE, GObject)

RbkMessage *rbk_message_new (const RbkMessageFields *row);
const char *rbk_message_get_id (RbkMessage *self);
RbkEntryKind rbk_message_get_kind (RbkMessage *self);
const char *rbk_message_get_customer (RbkMessage *self);
const char *rbk_message_get_account (RbkMessage *self);
RbkMessageState rbk_message_get_state (RbkMessage *self);
gint64 rbk_message_get_state_us (RbkMessage *self);
const char *rbk_message_get_detail (RbkMessage *self);
const char *rbk_message_get_rule (RbkMessage *self);
const char *rbk_message_get_code (RbkMessage *self);
const char *rbk_message_get_reference (RbkMessage *self);
guint rbk_message_get_attempt (RbkMessage *self);
gint64 rbk_message_get_next_us (RbkMessage *self);
gboolean rbk_message_is_scheduled (RbkMessage *self);

G_END_DECLS
