/* rbk-text-carrier.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-text-carrier.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/* In units of five seconds: RBK_TEXT_LOOK_AGAIN_US, and some more. */
#define DELAY 3
/* The provider's clock may be another than ours. */
#define CLOCK_SLACK_US ((gint64) 3600 * G_USEC_PER_SEC)

G_STATIC_ASSERT (DELAY * 5 * G_USEC_PER_SEC >= RBK_TEXT_LOOK_AGAIN_US);

struct _RbkTextCarrier
{
  GObject parent_instance;

  RbkTextLine *line; /* (owned) */
};

static void carrier_iface_init (RbkCarrierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkTextCarrier,
                               rbk_text_carrier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RBK_TYPE_CARRIER, carrier_iface_init))

static void
rbk_text_carrier_finalize (GObject *object)
{
  g_clear_object (&RBK_TEXT_CARRIER (object)->line);
  G_OBJECT_CLASS (rbk_text_carrier_parent_class)->finalize (object);
}

static void
rbk_text_carrier_class_init (RbkTextCarrierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_text_carrier_finalize;
}

static void
rbk_text_carrier_init (RbkTextCarrier *self)
{
}

/* (transfer container) (array zero-terminated=1): where what goes with @entry lies; held by it */
static const char **
list_media (RbkEntry *entry)
{
  JsonArray *attachments = rbk_json_get_array (rbk_entry_get_payload (entry), "attachments");
  g_autoptr (GPtrArray) media = g_ptr_array_new ();

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      const char *url = rbk_json_get_string (rbk_json_array_get_object (attachments, i), "url");

      if (url != NULL)
        g_ptr_array_add (media, (gpointer) url);
    }
  g_ptr_array_add (media, NULL);
  return (const char **) g_ptr_array_steal (media, NULL);
}

static RbkText
make_text (RbkEntry *entry, const char *const *media)
{
  return (RbkText) {
    .to = rbk_entry_get_string (entry, "number"),
    .body = rbk_entry_get_string (entry, "text"),
    .media = media[0] != NULL ? media : NULL,
  };
}

/* A text travels as it stands; there is nothing to write beforehand, but something to look at. */
static GBytes *
write_text (RbkCarrier *carrier, RbkEntry *entry, RbkLedgerReader *reader, GError **error)
{
  JsonArray *attachments = rbk_json_get_array (rbk_entry_get_payload (entry), "attachments");
  g_autofree const char **media = list_media (entry);
  const char *text = rbk_entry_get_string (entry, "text");

  if (rbk_entry_get_string (entry, "number") == NULL || text == NULL)
    {
      rbk_channel_error_set (
        error, RBK_CHANNEL_ERROR_MESSAGE, _ ("This text has no number or no words. Write it anew."));
      return NULL;
    }
  if (attachments != NULL && json_array_get_length (attachments) != g_strv_length ((char **) media))
    {
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_MESSAGE,
                             _ ("What goes with this text was not put where a phone finds it. Write it "
                                "anew."));
      return NULL;
    }
  return g_bytes_new (text, strlen (text));
}

static void
note_report (RbkReceipt *receipt, const RbkTextReport *report)
{
  if (report == NULL)
    return;
  g_set_str (&receipt->reference, report->reference);
  g_set_str (&receipt->code, report->code);
  receipt->opted_out = report->opted_out;
}

static RbkSendResult
send_text (RbkCarrier *carrier,
           RbkEntry *entry,
           GBytes *written,
           RbkReceipt *receipt,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree const char **media = list_media (entry);
  g_autoptr (RbkTextReport) report = NULL;
  RbkText text = make_text (entry, media);
  RbkSendResult result = rbk_text_line_send (
    RBK_TEXT_CARRIER (carrier)->line, &text, &report, &receipt->retry_after_us, cancellable, error);

  note_report (receipt, report);
  return result;
}

static RbkFound
find_sent (RbkCarrier *carrier,
           RbkEntry *entry,
           gint64 since_us,
           RbkLedgerReader *reader,
           RbkReceipt *receipt,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree const char **media = list_media (entry);
  g_autoptr (RbkTextReport) report = NULL;
  RbkText text = make_text (entry, media);
  g_auto (GStrv) known = rbk_ledger_reader_list_references (
    reader, rbk_entry_get_string (entry, "account"), text.to, since_us - CLOCK_SLACK_US, error);
  RbkFound found;

  if (known == NULL)
    return RBK_FOUND_UNKNOWN;
  found = rbk_text_line_find_sent (RBK_TEXT_CARRIER (carrier)->line,
                                   &text,
                                   since_us,
                                   (const char *const *) known,
                                   &report,
                                   &receipt->retry_after_us,
                                   cancellable,
                                   error);
  note_report (receipt, report);
  return found;
}

static RbkArrival
look_up (
  RbkCarrier *carrier, const char *reference, RbkReceipt *receipt, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkTextReport) report = rbk_text_line_look_up (
    RBK_TEXT_CARRIER (carrier)->line, reference, &receipt->retry_after_us, cancellable, error);

  if (report == NULL)
    return RBK_ARRIVAL_UNKNOWN;
  note_report (receipt, report);
  switch (report->state)
    {
    case RBK_TEXT_STATE_DELIVERED:
      return RBK_ARRIVAL_DELIVERED;
    case RBK_TEXT_STATE_UNDELIVERED:
    case RBK_TEXT_STATE_FAILED:
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_RECIPIENT,
        report->words != NULL
          ? report->words
          : _ ("The customer’s phone company did not deliver it and did not say why. Call "
               "them, or write an email."));
      return RBK_ARRIVAL_FAILED;
    case RBK_TEXT_STATE_GONE:
      return RBK_ARRIVAL_NEVER_TOLD;
    case RBK_TEXT_STATE_ACCEPTED:
    case RBK_TEXT_STATE_SENT:
    default:
      return RBK_ARRIVAL_AWAITED;
    }
}

static const char *
get_words (RbkCarrier *carrier, RbkCarrierWords words)
{
  switch (words)
    {
    case RBK_CARRIER_WORDS_ASKING:
      return _ ("The connection broke; asking the texting provider whether it has it.");
    case RBK_CARRIER_WORDS_NOT_THERE:
      return _ ("The texting provider does not have it; sending it again.");
    case RBK_CARRIER_WORDS_UNKNOWN:
    default:
      return _ ("The connection broke while it was sent, and the texting provider could not be asked. Look "
                "into the provider’s list of sent texts, or ask the customer, before sending it again.");
    }
}

static void
carrier_iface_init (RbkCarrierInterface *iface)
{
  iface->kind = RBK_ENTRY_KIND_TEXT;
  iface->delay = DELAY;
  iface->is_awaited = TRUE;
  iface->write = write_text;
  iface->send = send_text;
  iface->find_sent = find_sent;
  iface->look_up = look_up;
  iface->get_words = get_words;
}

/**
 * rbk_text_carrier_new:
 * @line: (transfer full): a texting number, by whoever provides it
 *
 * Returns: (transfer full): it as the outbox sees it
 */
RbkCarrier *
rbk_text_carrier_new (RbkTextLine *line)
{
  RbkTextCarrier *self = g_object_new (RBK_TYPE_TEXT_CARRIER, NULL);

  self->line = line;
  return RBK_CARRIER (self);
}
