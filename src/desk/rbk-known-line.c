/* rbk-known-line.c
 *
 * The facts are entries on the customer's timeline: a card that left and did not fail, by the number that
 * stands first on it; a text of theirs to the line, after one from it; a call of theirs to the line; a note
 * that they saved it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-known-line.h"

#include "desk/rbk-desk-private.h"
#include "model/rbk-contact-card.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define KIND_BIT(kind) (G_GUINT64_CONSTANT (1) << RBK_ENTRY_KIND_##kind)
/* Whoever was called so often is known, or never will be. */
#define MOST_ENTRIES 200
/* Where on a card numbers stand (RFC 2426 §3.3.1); the direct line is the first. */
#define CARD_NUMBER "\r\nTEL;"

/* ---- What happened ---- */

/* The first number on a card that lies in the ledger. (transfer full) (nullable) */
static char *
dup_card_line (RbkDesk *self, const char *media)
{
  g_autoptr (GBytes) card = rbk_ledger_reader_get_media (self->reader, media, NULL);
  const char *text, *found, *value;
  gsize size;

  if (card == NULL)
    return NULL;
  text = g_bytes_get_data (card, &size);
  found = g_strstr_len (text, (gssize) size, CARD_NUMBER);
  value = found != NULL ? memchr (found, ':', size - (gsize) (found - text)) : NULL;
  if (value == NULL)
    return NULL;
  value++;
  for (gsize length = 0; length < size - (gsize) (value - text); length++)
    {
      if (value[length] == '\r')
        return g_strndup (value, length);
    }
  return NULL;
}

/* Whether it is with them, as far as we were told. */
static gboolean
has_left (RbkDesk *self, RbkEntry *entry)
{
  g_autoptr (RbkMessage) message =
    rbk_ledger_reader_get_message (self->reader, rbk_entry_get_id (entry), NULL);

  return message != NULL && (rbk_message_get_state (message) == RBK_MESSAGE_STATE_ACCEPTED ||
                             rbk_message_get_state (message) == RBK_MESSAGE_STATE_DELIVERED);
}

/* A fact with strings of its own. */
typedef struct
{
  RbkCallerFact fact;
  char *line;
  char *number;
} Fact;

static void
fact_clear (gpointer data)
{
  Fact *fact = data;

  g_free (fact->line);
  g_free (fact->number);
}

/* @line: (transfer full) */
static void
add (GArray *facts, RbkKnownCaller what, RbkEntry *entry, char *line, const char *number)
{
  Fact fact = { .line = line, .number = g_strdup (number) };

  fact.fact = (RbkCallerFact) {
    .what = what, .line = fact.line, .number = fact.number, .time_us = rbk_entry_get_time_us (entry)
  };
  g_array_append_val (facts, fact);
}

static void
add_card (RbkDesk *self, GArray *facts, RbkEntry *entry)
{
  JsonArray *attachments = rbk_json_get_array (rbk_entry_get_payload (entry), "attachments");

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = rbk_json_array_get_object (attachments, i);
      const char *media = rbk_json_get_string (attachment, "media");
      char *line;

      if (media == NULL ||
          g_strcmp0 (rbk_json_get_string (attachment, "media_type"), RBK_CONTACT_CARD_MEDIA_TYPE) != 0 ||
          !has_left (self, entry))
        continue;
      line = dup_card_line (self, media);
      /* A text reaches one phone; an email all that they read it on. */
      if (line != NULL)
        add (facts, RBK_KNOWN_CALLER_CARD_SENT, entry, line, rbk_entry_get_string (entry, "number"));
    }
}

/* Whether one of the older texts, those after @index, went from that line to that number. */
static gboolean
was_asked (GPtrArray *entries, guint index, const char *line, const char *number)
{
  for (guint i = index + 1; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);

      if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_TEXT && rbk_entry_is_out (entry) &&
          g_strcmp0 (rbk_entry_get_string (entry, "line"), line) == 0 &&
          g_strcmp0 (rbk_entry_get_string (entry, "number"), number) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What asks us to stop is no answer (K-31). */
static gboolean
is_stop (RbkDesk *self, const char *text)
{
  return text == NULL || rbk_stop_words_judge (self->stop_words, text, NULL) != RBK_STOP_NO;
}

static void
add_entry (RbkDesk *self, GArray *facts, GPtrArray *entries, guint index)
{
  RbkEntry *entry = g_ptr_array_index (entries, index);
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  const char *line = rbk_entry_get_string (entry, "line");
  const char *number = rbk_entry_get_string (entry, "number");
  const char *saved = rbk_entry_get_string (entry, "saved_line");

  if (kind == RBK_ENTRY_KIND_NOTE && saved != NULL)
    add (facts, RBK_KNOWN_CALLER_SAID_SAVED, entry, g_strdup (saved), NULL);
  else if (kind == RBK_ENTRY_KIND_NOTE)
    return;
  else if (kind == RBK_ENTRY_KIND_CALL_CLAIMED && !rbk_entry_is_out (entry))
    add (facts, RBK_KNOWN_CALLER_CALLED_US, entry, g_strdup (line), number);
  else if (kind != RBK_ENTRY_KIND_CALL_CLAIMED && rbk_entry_is_out (entry))
    add_card (self, facts, entry);
  else if (kind == RBK_ENTRY_KIND_TEXT && was_asked (entries, index, line, number) &&
           !is_stop (self, rbk_entry_get_string (entry, "text")))
    add (facts, RBK_KNOWN_CALLER_ANSWERED_TEXT, entry, g_strdup (line), number);
}

/* ---- What follows from it ---- */

static gboolean
was_called (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);

      if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_CALL_CLAIMED && rbk_entry_is_out (entry))
        return TRUE;
    }
  return FALSE;
}

/* The last that they said of texts (K-41 asks for more, in the moment of sending). */
static gboolean
may_text (RbkDesk *self, RbkCustomer *customer)
{
  g_autoptr (GPtrArray) consents =
    rbk_ledger_reader_list_consents (self->reader, rbk_customer_get_id (customer), NULL);
  gboolean may = FALSE;

  for (guint i = 0; consents != NULL && i < consents->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (consents, i);
      const char *medium = rbk_entry_get_string (entry, "medium");

      if (g_strcmp0 (medium, "text") == 0 || g_strcmp0 (medium, "all") == 0)
        may = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_CONSENT_GIVEN;
    }
  return may && rbk_customer_get_phone (customer) != NULL &&
         !(rbk_customer_get_opted_out (customer) & RBK_MEDIUM_TEXT);
}

/* A text needs a web space for the card; an email carries it. */
static RbkMedium
find_way (RbkDesk *self, RbkCustomer *customer, gboolean texts, gboolean emails)
{
  if (texts && rbk_desk_find_account (self, RBK_MEDIUM_TEXT, NULL) != NULL &&
      rbk_desk_find_web_space (self) != NULL)
    return RBK_MEDIUM_TEXT;
  return emails ? RBK_MEDIUM_EMAIL : 0;
}

/**
 * rbk_desk_judge_known_line:
 * @customer: an id
 * @number: (nullable): the number that is going to be called; NULL: any of theirs
 * @known: (out caller-allocates): what is likely, and whether a contact card comes first
 *
 * Of the line of whoever acts here, as things stand now.
 *
 * Returns: whether it could be read; otherwise an RbkLedgerError
 */
gboolean
rbk_desk_judge_known_line (
  RbkDesk *self, const char *customer, const char *number, RbkKnownLine *known, GError **error)
{
  RbkPerson *person = rbk_desk_get_person (self);
  g_autoptr (RbkCustomer) whom = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  g_autoptr (GArray) borrowed = g_array_new (FALSE, FALSE, sizeof (RbkCallerFact));
  gboolean texts, emails;

  g_array_set_clear_func (facts, fact_clear);
  *known = (RbkKnownLine) { .state = RBK_KNOWN_CALLER_NO };
  whom = rbk_desk_dup_customer (self, customer, error);
  if (whom == NULL)
    return FALSE;
  if (person == NULL || rbk_person_get_line (person) == NULL)
    return TRUE;
  entries = rbk_ledger_reader_list_of_kinds (self->reader,
                                             customer,
                                             KIND_BIT (EMAIL) | KIND_BIT (TEXT) | KIND_BIT (CALL_CLAIMED) |
                                               KIND_BIT (NOTE),
                                             MOST_ENTRIES,
                                             error);
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    add_entry (self, facts, entries, i);
  for (guint i = 0; i < facts->len; i++)
    g_array_append_val (borrowed, g_array_index (facts, Fact, i).fact);
  known->state = rbk_known_caller_judge (rbk_person_get_line (person),
                                         number,
                                         rbk_clock_now_us (self->clock),
                                         (const RbkCallerFact *) (void *) borrowed->data,
                                         borrowed->len,
                                         &known->time_us);
  texts = may_text (self, whom);
  emails = rbk_customer_get_email (whom) != NULL && !(rbk_customer_get_opted_out (whom) & RBK_MEDIUM_EMAIL);
  known->card_by = known->state == RBK_KNOWN_CALLER_NO ? find_way (self, whom, texts, emails) : 0;
  known->card_first = rbk_known_caller_wants_card (known->state, was_called (entries), emails, texts);
  return TRUE;
}

/**
 * rbk_desk_make_card_draft:
 * @medium: text or email
 *
 * Returns: (transfer full): a message with the contact card, as it is proposed; or NULL with an
 *   RbkContactCardError that says what the card lacks
 */
RbkWrittenDraft *
rbk_desk_make_card_draft (RbkDesk *self, RbkCustomer *customer, RbkMedium medium, GError **error)
{
  g_autoptr (RbkWrittenDraft) draft = rbk_written_draft_new (medium, rbk_customer_get_id (customer));
  g_autofree char *file_name = NULL;
  g_autoptr (GBytes) card = rbk_desk_dup_contact_card (self, &file_name, error);
  const char *first = rbk_customer_get_first_name (customer);
  g_autofree char *greeting =
    first != NULL && *first != '\0' ? g_strdup_printf (_ ("Hello %s,"), first) : g_strdup (_ ("Hello!"));
  const char *name, *showroom;

  if (card == NULL)
    return NULL;
  name = rbk_person_get_name (rbk_desk_get_person (self));
  showroom = rbk_showroom_get_name (self->showroom);
  rbk_written_draft_attach (draft, file_name, RBK_CONTACT_CARD_MEDIA_TYPE, card);
  if (medium == RBK_MEDIUM_TEXT)
    {
      /* Translators: a text: a greeting, the salesperson, the showroom */
      draft->text =
        g_strdup_printf (_ ("%1$s %2$s at %3$s here. This is my contact card with my direct line. "
                            "Please save it, so that you see who is calling."),
                         greeting,
                         name,
                         showroom);
      return g_steal_pointer (&draft);
    }
  /* Translators: the subject of an email; %s is a salesperson */
  draft->subject = g_strdup_printf (_ ("My direct line: %s"), name);
  /* Translators: an email: a greeting, the salesperson, the showroom */
  draft->text =
    g_strdup_printf (_ ("%1$s\n\nthis is %2$s at %3$s. Attached is my contact card with my direct "
                        "line. Please save it on your phone, so that you see who is calling."),
                     greeting,
                     name,
                     showroom);
  return g_steal_pointer (&draft);
}

/**
 * rbk_desk_note_saved_line_async:
 * @customer: an id
 *
 * Notes on the timeline that they said so.
 */
void
rbk_desk_note_saved_line_async (
  RbkDesk *self, const char *customer, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GPtrArray *entries;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  const char *line;

  if (!rbk_desk_check_may_act (self, task))
    return;
  line = rbk_person_get_line (rbk_desk_get_person (self));
  number = rbk_desk_dup_phone_words (self, line);
  /* Translators: a note on a customer's timeline; %s is the salesperson's direct line */
  words = g_strdup_printf (_ ("They said that they saved my direct line, %s."), number);
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (
    entries,
    rbk_desk_new_entry (
      self, RBK_ENTRY_KIND_NOTE, customer, rbk_json_new ("text", words, "saved_line", line, NULL)));
  rbk_desk_return_append (self, task, entries);
}

gboolean
rbk_desk_note_saved_line_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}
