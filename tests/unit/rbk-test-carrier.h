/* rbk-test-carrier.h: a carrier that does what a test tells it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "outbox/rbk-carrier.h"

#include <string.h>

/* Gives the answers it was told, a letter each and the last for whatever comes after it, and counts. */
#define SCRIPTED_TYPE_CARRIER (scripted_carrier_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedCarrier, scripted_carrier, SCRIPTED, CARRIER, GObject)

struct _ScriptedCarrier
{
  GObject parent_instance;

  const char *answers; /* A accepted, B busy for an hour, I sign-in, O offline, X opted out, U uncertain */
  const char *finds;   /* S sent, N not sent, ? unknown */
  const char *words;   /* what became of it: D delivered, F failed, A awaited, N never told, ? unknown */
  gint sends;          /* (atomic) */
  gint looks;          /* (atomic) */
  gint asked;          /* (atomic) */
  GMutex gate;         /* held by a test while sends shall last */
  gboolean steps;      /* each send lasts until it is allowed */
  gint allowed;        /* (atomic): how many are */
};

static char
next_of (const char *script, gint asked)
{
  return script[MIN ((gsize) asked, strlen (script) - 1)];
}

static GBytes *
scripted_write (RbkCarrier *carrier, RbkEntry *entry, RbkLedgerReader *reader, GError **error)
{
  return g_bytes_new_static ("text", 4);
}

static RbkSendResult
scripted_send (RbkCarrier *carrier,
               RbkEntry *entry,
               GBytes *written,
               RbkReceipt *receipt,
               GCancellable *cancellable,
               GError **error)
{
  ScriptedCarrier *self = SCRIPTED_CARRIER (carrier);
  gint number = g_atomic_int_add (&self->sends, 1);

  g_mutex_lock (&self->gate);
  g_mutex_unlock (&self->gate);
  while (self->steps && g_atomic_int_get (&self->allowed) <= number)
    g_usleep (1000);
  switch (next_of (self->answers, number))
    {
    case 'A':
      receipt->reference = g_strdup_printf ("SM%d", number);
      return RBK_SEND_ACCEPTED;
    case 'B':
      receipt->retry_after_us = 3600 * (gint64) G_USEC_PER_SEC;
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BUSY, "The provider asks us to wait.");
      return RBK_SEND_NOT_SENT;
    case 'I':
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_SIGN_IN, "The token is not accepted.");
      return RBK_SEND_NOT_SENT;
    case 'O':
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_OFFLINE, "There is no network.");
      return RBK_SEND_NOT_SENT;
    case 'X':
      receipt->code = g_strdup ("21610");
      receipt->opted_out = TRUE;
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_RECIPIENT, "They answered STOP.");
      return RBK_SEND_REFUSED;
    default:
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_CUT, "The answer was cut off.");
      return RBK_SEND_UNCERTAIN;
    }
}

static RbkFound
scripted_find_sent (RbkCarrier *carrier,
                    RbkEntry *entry,
                    gint64 since_us,
                    RbkLedgerReader *reader,
                    RbkReceipt *receipt,
                    GCancellable *cancellable,
                    GError **error)
{
  ScriptedCarrier *self = SCRIPTED_CARRIER (carrier);
  char answer = next_of (self->finds, g_atomic_int_add (&self->looks, 1));

  if (answer == 'S')
    {
      receipt->reference = g_strdup ("SM-found");
      return RBK_FOUND_SENT;
    }
  if (answer == 'N')
    return RBK_FOUND_NOT_SENT;
  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_SERVER, "The provider has a fault.");
  return RBK_FOUND_UNKNOWN;
}

static RbkArrival
scripted_look_up (
  RbkCarrier *carrier, const char *reference, RbkReceipt *receipt, GCancellable *cancellable, GError **error)
{
  ScriptedCarrier *self = SCRIPTED_CARRIER (carrier);

  g_assert_true (g_str_has_prefix (reference, "SM"));
  switch (next_of (self->words, g_atomic_int_add (&self->asked, 1)))
    {
    case 'D':
      return RBK_ARRIVAL_DELIVERED;
    case 'F':
      receipt->code = g_strdup ("30007");
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_RECIPIENT, "The carrier filtered it.");
      return RBK_ARRIVAL_FAILED;
    case 'A':
      return RBK_ARRIVAL_AWAITED;
    case 'N':
      return RBK_ARRIVAL_NEVER_TOLD;
    default:
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_UNREACHABLE, "The provider does not answer.");
      return RBK_ARRIVAL_UNKNOWN;
    }
}

static const char *
scripted_get_words (RbkCarrier *carrier, RbkCarrierWords words)
{
  return words == RBK_CARRIER_WORDS_UNKNOWN ? "Nobody knows." : "The provider is asked.";
}

static void
scripted_carrier_iface_init (RbkCarrierInterface *iface)
{
  iface->kind = RBK_ENTRY_KIND_TEXT;
  iface->delay = 1;
  iface->is_awaited = TRUE;
  iface->write = scripted_write;
  iface->send = scripted_send;
  iface->find_sent = scripted_find_sent;
  iface->look_up = scripted_look_up;
  iface->get_words = scripted_get_words;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedCarrier,
                               scripted_carrier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_CARRIER, scripted_carrier_iface_init))

static void
scripted_carrier_class_init (ScriptedCarrierClass *klass)
{
}

static void
scripted_carrier_init (ScriptedCarrier *self)
{
  self->answers = "A";
  self->finds = "?";
  self->words = "A";
  g_mutex_init (&self->gate);
}
