/* rbk-desk-attachments.c: whether the files of a message can leave the way they are attached.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-graph-mailbox.h"
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* What Twilio takes of all that goes with one text. */
#define MOST_WITH_TEXT (5 * 1000 * 1000)
/* What carriers let through of other than pictures, which nobody makes smaller on its way (Twilio's "MMS size
 * limits"). */
#define MOST_BESIDE_PICTURES (600 * 1000)
/* The same with Microsoft: in base64 and its lines, and with words beside it, it is half as much again. */
#define MOST_WITH_GRAPH (RBK_GRAPH_LARGEST_MESSAGE / 3 * 2)
/* MMS goes between numbers of one numbering plan, North America's, and nowhere else without loss. */
#define MMS_PLAN "+1"

static gboolean
is_in_plan (const char *number)
{
  g_autofree char *e164 = number != NULL ? rbk_phone_number_normalise (number) : NULL;

  return e164 != NULL && g_str_has_prefix (e164, MMS_PLAN);
}

/* Whether files can go from that number to this one at all. */
static gboolean
has_mms (RbkDesk *self, const RbkWrittenDraft *draft)
{
  RbkAccount *account = rbk_desk_find_account (self, RBK_MEDIUM_TEXT, draft->account);
  g_autoptr (RbkCustomer) customer =
    draft->address == NULL ? rbk_desk_dup_customer (self, draft->customer, NULL) : NULL;
  const char *number = draft->address != NULL ? draft->address
                       : customer != NULL     ? rbk_customer_get_phone (customer)
                                              : NULL;

  return account != NULL && is_in_plan (rbk_account_get_address (account)) && is_in_plan (number);
}

/**
 * rbk_desk_can_attach_to_text:
 * @draft: (nullable): a text as it stands; NULL: not known yet
 * @bytes: how large the file is, other than a picture
 *
 * Returns: whether it can go with the text itself; else it is better a link
 */
gboolean
rbk_desk_can_attach_to_text (RbkDesk *self, const RbkWrittenDraft *draft, goffset bytes)
{
  return bytes <= MOST_BESIDE_PICTURES && (draft == NULL || has_mms (self, draft));
}

static RbkVerdict *
refuse (RbkInstead instead, const char *words)
{
  return rbk_verdict_new (RBK_GATE_REFUSED, NULL, instead, words);
}

/* What goes as a link has to be online first. */
static RbkVerdict *
judge_uploads (const RbkWrittenDraft *draft)
{
  for (guint i = 0; i < draft->attachments->len; i++)
    {
      const RbkWrittenAttachment *attachment = g_ptr_array_index (draft->attachments, i);
      g_autofree char *words = NULL;

      if (attachment->upload == NULL || rbk_upload_get_state (attachment->upload) == RBK_UPLOAD_DONE)
        continue;
      if (rbk_upload_get_state (attachment->upload) == RBK_UPLOAD_FAILED)
        /* Translators: %s is a file's name */
        words =
          g_strdup_printf (_ ("%s is not online. Try again there, or remove it."), attachment->file_name);
      else
        /* Translators: %s is a file's name */
        words =
          g_strdup_printf (_ ("%s is still on its way to the showroom’s web space. The message can leave "
                              "when it is there."),
                           attachment->file_name);
      return refuse (RBK_INSTEAD_WAIT, words);
    }
  return NULL;
}

static RbkVerdict *
judge_text (RbkDesk *self, const RbkWrittenDraft *draft)
{
  gsize whole = 0;
  gboolean large = FALSE;
  guint n = 0;

  for (guint i = 0; i < draft->attachments->len; i++)
    {
      const RbkWrittenAttachment *attachment = g_ptr_array_index (draft->attachments, i);
      gsize bytes = attachment->data != NULL ? g_bytes_get_size (attachment->data) : 0;

      if (rbk_written_attachment_is_link (attachment))
        continue;
      n++;
      whole += bytes;
      large |= bytes > MOST_BESIDE_PICTURES && !g_str_has_prefix (attachment->media_type, "image/");
    }
  if (n == 0)
    return NULL;
  if (rbk_desk_find_web_space (self) == NULL)
    return rbk_verdict_new (
      RBK_GATE_HELD,
      NULL,
      RBK_INSTEAD_ACCOUNT,
      _ ("A file goes with a text only from the showroom’s own web space, and none is set up. Add it in "
         "Preferences, under Accounts, or send an email."));
  if (rbk_desk_find_account (self, RBK_MEDIUM_TEXT, draft->account) != NULL && !has_mms (self, draft))
    return refuse (RBK_INSTEAD_EDIT,
                   _ ("Files go with texts only between numbers in North America. Send it as a link, or by "
                      "email."));
  if (large || whole > MOST_WITH_TEXT)
    return refuse (RBK_INSTEAD_EDIT,
                   _ ("That is more than phone companies take with a text. Send it as a link, or by email."));
  return NULL;
}

/* What is too large is told while it can be changed, not once the provider refused it. */
static RbkVerdict *
judge_email (RbkDesk *self, const RbkWrittenDraft *draft)
{
  RbkAccount *account = rbk_desk_find_account (self, RBK_MEDIUM_EMAIL, draft->account);
  gboolean is_graph = account != NULL && g_str_equal (rbk_account_get_kind (account), RBK_ACCOUNT_GRAPH);
  gsize most = is_graph ? MOST_WITH_GRAPH : RBK_DESK_MOST_WITH_EMAIL;
  gsize whole = 0;
  g_autofree char *size = NULL;
  g_autofree char *words = NULL;

  for (guint i = 0; i < draft->attachments->len; i++)
    {
      const RbkWrittenAttachment *attachment = g_ptr_array_index (draft->attachments, i);

      if (attachment->data != NULL && !rbk_written_attachment_is_link (attachment))
        whole += g_bytes_get_size (attachment->data);
    }
  if (whole <= most)
    return NULL;
  size = g_format_size (most);
  /* Translators: %s is such as "15.0 MB" */
  words = g_strdup_printf (
    _ ("The files are more than the %s that an email from this mailbox takes. Attach smaller "
       "ones, or send a recording or video as a link."),
    size);
  return refuse (RBK_INSTEAD_EDIT, words);
}

/**
 * rbk_desk_judge_attachments:
 * @draft: as it stands
 *
 * Returns: (transfer full) (nullable): why the files of @draft cannot leave as they are, and what to do; NULL
 *   if they can
 */
RbkVerdict *
rbk_desk_judge_attachments (RbkDesk *self, const RbkWrittenDraft *draft)
{
  RbkVerdict *verdict = judge_uploads (draft);

  if (verdict != NULL)
    return verdict;
  return draft->medium == RBK_MEDIUM_TEXT ? judge_text (self, draft) : judge_email (self, draft);
}
