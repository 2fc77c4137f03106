/* rbk-desk-written.c: texts and emails, from the first word to the outbox.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-written.h"

#include "desk/rbk-desk-press.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* First names of so many customers of late are looked for in what is written to another (V-17). */
#define MOST_OTHERS 200

/* ---- Accounts and names ---- */

static gboolean
is_of_another (RbkDesk *self, const char *id)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);
      RbkPerson *owner = rbk_desk_find_owner (self, account);

      if (g_str_equal (rbk_account_get_id (account), id))
        return owner != NULL && owner != rbk_desk_get_person (self);
    }
  return FALSE;
}

/* (transfer none) (nullable): the account of that id, if whoever acts here may use it, or the first, by which
 * @medium leaves. */
RbkAccount *
rbk_desk_find_account (RbkDesk *self, RbkMedium medium, const char *account)
{
  g_autoptr (GPtrArray) accounts = rbk_desk_list_accounts_of (self, medium);

  for (guint i = 0; account != NULL && i < accounts->len; i++)
    {
      if (g_str_equal (rbk_account_get_id (g_ptr_array_index (accounts, i)), account))
        return g_ptr_array_index (accounts, i);
    }
  /* What another wrote, and somebody else sends now, does not leave from the other's own mailbox. */
  if (account != NULL && !is_of_another (self, account))
    return NULL;
  return accounts->len > 0 ? g_ptr_array_index (accounts, 0) : NULL;
}

/**
 * rbk_desk_list_accounts_of:
 * @medium: text or email
 *
 * Returns: (transfer container) (element-type RbkAccount): by which a message of @medium by whoever acts here
 *   can leave, the first being the one that is taken if nobody chooses: one's own mailbox, then those that
 * are everybody's. A colleague's own is none of them
 */
GPtrArray *
rbk_desk_list_accounts_of (RbkDesk *self, RbkMedium medium)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_own = 0;

  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);
      RbkPerson *owner = rbk_desk_find_owner (self, account);

      if (rbk_account_get_medium (account) != medium)
        continue;
      if (owner == NULL)
        g_ptr_array_add (accounts, g_object_ref (account));
      else if (owner == rbk_desk_get_person (self))
        g_ptr_array_insert (accounts, (int) n_own++, g_object_ref (account));
    }
  return accounts;
}

/* (transfer none) (array zero-terminated=1): first names of customers of late, for the gate to look for. */
const char *const *
rbk_desk_get_other_names (RbkDesk *self)
{
  g_autoptr (GStrvBuilder) names = NULL;
  g_autoptr (GPtrArray) customers = NULL;

  if (self->other_names == NULL)
    {
      names = g_strv_builder_new ();
      customers = rbk_ledger_reader_list_customers (
        self->reader, NULL, RBK_CUSTOMER_ORDER_RECENT, 0, MOST_OTHERS, NULL);
      for (guint i = 0; customers != NULL && i < customers->len; i++)
        {
          const char *first =
            rbk_json_get_string (rbk_customer_get_facts (g_ptr_array_index (customers, i)), "first");

          if (first != NULL && *first != '\0')
            g_strv_builder_add (names, first);
        }
      self->other_names = g_strv_builder_end (names);
    }
  return (const char *const *) self->other_names;
}

/* ---- What is written ---- */

static char *
dup_stripped (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

/* A number as it is dialled from anywhere; as it was typed if it is none: the gate says what is wrong. */
static char *
dup_address (const RbkWrittenDraft *draft, RbkCustomer *customer)
{
  const char *known =
    draft->medium == RBK_MEDIUM_TEXT ? rbk_customer_get_phone (customer) : rbk_customer_get_email (customer);
  g_autofree char *typed =
    dup_stripped (draft->address != NULL && *draft->address != '\0' ? draft->address : known);
  char *number = draft->medium == RBK_MEDIUM_TEXT ? rbk_phone_number_normalise (typed) : NULL;

  return number != NULL ? number : g_steal_pointer (&typed);
}

/* Nothing is not made something by what is added to it. */
static void
append (char **text, const char *separator, const char *addition)
{
  char *whole;

  if (addition == NULL || **text == '\0')
    return;
  whole = g_strconcat (*text, separator, addition, NULL);
  g_free (*text);
  *text = whole;
}

/* All that is on the screen, without the files, which are heavy. (transfer full), or NULL with an error. */
static RbkPress *
make_press (RbkDesk *self, const RbkWrittenDraft *draft, GError **error)
{
  RbkPress *press = rbk_press_new (self, draft->medium);
  g_autofree char *closing = NULL;

  press->customer = rbk_desk_dup_customer (self, draft->customer, error);
  if (press->customer == NULL)
    {
      rbk_press_free (press);
      return NULL;
    }
  g_set_object (&press->account, rbk_desk_find_account (self, draft->medium, draft->account));
  g_set_object (&press->host, rbk_desk_find_web_space (self));
  press->address = dup_address (draft, press->customer);
  press->subject = dup_stripped (draft->subject);
  press->text = dup_stripped (draft->text);
  press->is_reply = draft->is_reply;
  press->settled = g_strdupv (draft->settled);
  press->not_before_us = draft->not_before_us;
  press->edited_from = g_strdup (draft->edited_from);
  if (draft->medium == RBK_MEDIUM_EMAIL)
    {
      g_autofree char *links = rbk_written_draft_dup_links (draft);

      append (&press->text, "\n\n", links);
      press->signature = rbk_desk_dup_signature (self);
      return press;
    }
  closing = rbk_desk_dup_written_closing (self, draft);
  append (&press->text, "\n", closing);
  return press;
}

/**
 * rbk_desk_judge_written:
 * @draft: as it stands
 *
 * Quick enough to be asked while somebody types.
 *
 * Returns: (transfer full): the gate's answer as it would be when it leaves
 */
RbkVerdict *
rbk_desk_judge_written (RbkDesk *self, const RbkWrittenDraft *draft)
{
  g_autoptr (GError) error = NULL;
  RbkVerdict *verdict = NULL;
  RbkPress *press;

  if (self->reader == NULL || !rbk_desk_is_founded (self))
    return rbk_verdict_new (RBK_GATE_HELD,
                            "A-4",
                            RBK_INSTEAD_SET_UP,
                            _ ("Ringback does not know the showroom and you yet. Set them up first."));
  verdict = rbk_desk_judge_attachments (self, draft);
  if (verdict != NULL)
    return verdict;
  press = make_press (self, draft, &error);
  if (press != NULL)
    {
      press->files = g_ptr_array_ref (draft->attachments);
      verdict = rbk_press_judge (self, press, &error);
      rbk_press_free (press);
    }
  return verdict != NULL ? verdict
                         : rbk_verdict_new (RBK_GATE_REFUSED, "A-4", RBK_INSTEAD_NOTHING, error->message);
}

/* ---- Sending ---- */

/* Whether a link to a recording is still among @links, those of the message that this one was. */
static gboolean
keeps_link (const RbkPress *press, JsonArray *links)
{
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      JsonObject *link = rbk_json_array_get_object (links, i);
      const char *type = rbk_json_get_string (link, "media_type");
      const char *url = rbk_json_get_string (link, "url");

      for (guint j = 0; type != NULL && g_str_has_prefix (type, "audio/") && j < press->files->len; j++)
        {
          if (g_strcmp0 (((RbkWrittenAttachment *) g_ptr_array_index (press->files, j))->link, url) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

/* What was recorded for the message that this one was stays what it was: its practice is asked for by it. */
static gboolean
keep_recording (RbkDesk *self, RbkPress *press, GError **error)
{
  g_autoptr (RbkEntry) before = NULL;
  JsonArray *attachments;
  gboolean kept = FALSE;

  if (press->edited_from == NULL)
    return TRUE;
  before = rbk_ledger_reader_get_entry (self->reader, press->edited_from, error);
  if (before == NULL)
    return FALSE;
  kept = keeps_link (press, rbk_json_get_array (rbk_entry_get_payload (before), "links"));
  attachments = rbk_json_get_array (rbk_entry_get_payload (before), "attachments");
  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++)
    {
      const char *media = rbk_json_get_string (rbk_json_array_get_object (attachments, i), "media");

      for (guint j = 0; media != NULL && j < press->files->len; j++)
        kept |= g_strcmp0 (((RbkWrittenAttachment *) g_ptr_array_index (press->files, j))->media, media) == 0;
    }
  if (kept)
    {
      JsonArray *passages = rbk_json_get_array (rbk_entry_get_payload (before), "passages");

      press->media = g_strdup (rbk_entry_get_string (before, "media"));
      press->draft = g_strdup (rbk_entry_get_string (before, "draft"));
      press->take = g_strdup (rbk_entry_get_string (before, "take"));
      press->passages = passages != NULL ? json_array_ref (passages) : NULL;
      press->seconds = rbk_entry_get_int (before, "seconds", 0);
    }
  return TRUE;
}

/* What was recorded is heard here as it was sent, and its draft is over. */
static void
take_note (RbkPress *press)
{
  for (guint i = 0; i < press->files->len; i++)
    {
      const RbkWrittenAttachment *file = g_ptr_array_index (press->files, i);

      if (file->note == NULL || press->take != NULL)
        continue;
      press->media = g_strdup (file->note->media);
      press->draft = g_strdup (file->note->draft);
      press->take = g_strdup (file->note->take);
      press->passages = file->note->passages != NULL ? json_array_ref (file->note->passages) : NULL;
      press->duration_us = file->note->duration_us;
    }
}

/* Everything but what the gate says. */
static gboolean
check_press (RbkDesk *self, RbkPress *press, const RbkWrittenDraft *draft, GError **error)
{
  g_autoptr (RbkVerdict) verdict = rbk_desk_judge_attachments (self, draft);

  if (verdict != NULL)
    {
      g_set_error_literal (error,
                           RBK_DESK_ERROR,
                           verdict->answer == RBK_GATE_HELD ? RBK_DESK_ERROR_NOT_SET_UP
                                                            : RBK_DESK_ERROR_INVALID,
                           verdict->words);
      return FALSE;
    }
  if (!keep_recording (self, press, error))
    return FALSE;
  take_note (press);
  return TRUE;
}

/**
 * rbk_desk_send_written_async:
 * @draft: (transfer none): as it stands; everything is frozen here
 *
 * It leaves when the undo time has passed, or at its own time, if the gate still lets it.
 */
void
rbk_desk_send_written_async (RbkDesk *self,
                             const RbkWrittenDraft *draft,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  g_autoptr (RbkWrittenDraft) frozen = rbk_written_draft_copy (draft);
  GError *error = NULL;
  RbkPress *press;

  if (!rbk_desk_check_may_act (self, task))
    return;
  press = make_press (self, draft, &error);
  if (press == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, press, rbk_press_free);
  press->files = g_ptr_array_ref (frozen->attachments);
  if (!check_press (self, press, frozen, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (!rbk_press_check (self, task, press))
    return;
  if (press->files->len == 0)
    {
      rbk_press_enqueue (self, task);
      return;
    }
  rbk_press_prepare (self, task, rbk_press_keep_files);
}

/**
 * rbk_desk_send_written_finish:
 *
 * Returns: (transfer full): the message's id, or NULL with %RBK_DESK_ERROR_REFUSED (a rule and its words),
 *   %RBK_DESK_ERROR_NOT_SET_UP, %RBK_DESK_ERROR_INVALID, an RbkChannelError (what goes with a text could not
 * be put where a phone gets it) or RbkLedgerError
 */
char *
rbk_desk_send_written_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
