/* rbk-desk-written.h: what the showroom writes to customers, from which accounts and by which policy.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "desk/rbk-upload.h"
#include "desk/rbk-voice-note.h"
#include "model/rbk-company-policy.h"
#include "rules/rbk-gate.h"
#include "rules/rbk-rule-rows.h"

G_BEGIN_DECLS

/* A file that goes with a message. Either @data, or @media, which is in the ledger already; or @upload or
 * @link: then it is online, and a link to it goes with the words. */
typedef struct
{
  char *file_name;    /* (owned) */
  char *media_type;   /* (owned) */
  GBytes *data;       /* (owned) (nullable) */
  char *media;        /* (owned) (nullable) */
  RbkUpload *upload;  /* (owned) (nullable) */
  char *link;         /* (owned) (nullable): of a message that was taken back to be edited */
  RbkVoiceNote *note; /* (owned) (nullable): the recording that it is, whichever way it goes */
} RbkWrittenAttachment;

/* A text or email in the making, as it stands on the screen. Plain data of whoever made it. */
typedef struct
{
  RbkMedium medium;       /* RBK_MEDIUM_TEXT or RBK_MEDIUM_EMAIL */
  char *customer;         /* (owned): id */
  char *account;          /* (owned) (nullable): id of the account it leaves by; NULL: the medium's first */
  char *address;          /* (owned) (nullable): a mail address, or a number */
  char *subject;          /* (owned) (nullable): of an email */
  char *text;             /* (owned) (nullable) */
  GPtrArray *attachments; /* (owned) (element-type RbkWrittenAttachment) */
  gboolean is_reply;      /* it answers the customer's own question or is about their appointment (K-13) */
  GStrv settled;          /* (owned) (nullable): rules that asked, and that the person settled */
  gint64 not_before_us;   /* 0: when the undo time has passed */
  char *edited_from;      /* (owned) (nullable): id of the message that it was before it was edited */
} RbkWrittenDraft;

RbkWrittenDraft *rbk_written_draft_new (RbkMedium medium, const char *customer);
RbkWrittenDraft *rbk_written_draft_copy (const RbkWrittenDraft *draft);
void rbk_written_draft_free (RbkWrittenDraft *draft);
void rbk_written_draft_attach (RbkWrittenDraft *draft,
                               const char *file_name,
                               const char *media_type,
                               GBytes *data);
void rbk_written_draft_attach_kept (RbkWrittenDraft *draft,
                                    const char *file_name,
                                    const char *media_type,
                                    const char *media);
void rbk_written_draft_attach_note (RbkWrittenDraft *draft, RbkVoiceNote *note);
void rbk_written_draft_attach_upload (RbkWrittenDraft *draft, RbkUpload *upload, RbkVoiceNote *note);
void rbk_written_draft_attach_link (RbkWrittenDraft *draft,
                                    const char *file_name,
                                    const char *media_type,
                                    const char *link);
char *rbk_written_draft_dup_links (const RbkWrittenDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkWrittenDraft, rbk_written_draft_free)

gboolean rbk_written_attachment_is_link (const RbkWrittenAttachment *attachment);
const char *rbk_written_attachment_get_link (const RbkWrittenAttachment *attachment);

/* Whether a file goes with a text itself (MMS), rather than as a link. */
gboolean rbk_desk_can_attach_to_text (RbkDesk *self, const RbkWrittenDraft *draft, goffset bytes);
/* So many bytes of files at the most go with an email: more is refused by most mail servers once it is
 * encoded. */
#define RBK_DESK_MOST_WITH_EMAIL (15 * 1000 * 1000)
/* What keeps the files of @draft from leaving as they are; NULL: nothing. */
RbkVerdict *rbk_desk_judge_attachments (RbkDesk *self, const RbkWrittenDraft *draft);
/* The gate's answer as it would be now (or at not_before_us); quick, asked while somebody types. */
RbkVerdict *rbk_desk_judge_written (RbkDesk *self, const RbkWrittenDraft *draft);
/* The lines that go under it when it leaves: of an email signature, postal address and opt-out (M-5); of a
 * first text the sender and STOP wording (M-7), if the text lacks them. NULL if nothing is added. */
char *rbk_desk_dup_written_closing (RbkDesk *self, const RbkWrittenDraft *draft);
/* How long a text is with its closing, in words: characters, parts, what they cost. */
char *rbk_desk_dup_written_length (RbkDesk *self, const RbkWrittenDraft *draft);
/* (transfer container) (element-type RbkAccount): by which a message of @medium can leave: one's own mailbox
 * first, then those of everybody; never another's own. */
GPtrArray *rbk_desk_list_accounts_of (RbkDesk *self, RbkMedium medium);

/* Sends, or queues for not_before_us. Everything is frozen here. Returns the message's id (transfer full),
 * or NULL with %RBK_DESK_ERROR_REFUSED (the rule's words), %RBK_DESK_ERROR_NOT_SET_UP, … A message that the
 * gate holds is queued and waits in the outbox; the verdict said so. */
void rbk_desk_send_written_async (RbkDesk *self,
                                  const RbkWrittenDraft *draft,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
char *rbk_desk_send_written_finish (RbkDesk *self, GAsyncResult *result, GError **error);
/* Takes a message back while it has not left (or one that failed) and returns it as a draft (transfer full),
 * in one transaction: what is sent next is only the edited one (voice 15). */
void rbk_desk_edit_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RbkWrittenDraft *rbk_desk_edit_message_finish (RbkDesk *self, GAsyncResult *result, GError **error);
/* Another time for a message that waits; 0: now. */
void rbk_desk_reschedule_message_async (RbkDesk *self,
                                        const char *message,
                                        gint64 not_before_us,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer data);
RBK_DESK_USE_CASE (reschedule_message);

/* The gate's answer about a message on its way as it would be now; NULL with an error. */
RbkVerdict *rbk_desk_judge_message (RbkDesk *self, const char *message, GError **error);

/* Messages that have been where they are for that long, though no hour is waited for. */
guint rbk_desk_count_late (RbkDesk *self, gint64 patience_us);

/* A template with this customer's and this person's names in it. */
typedef struct
{
  char *id;      /* (owned) */
  char *name;    /* (owned): as it is chosen by */
  char *subject; /* (owned) (nullable) */
  char *text;    /* (owned) */
  GStrv missing; /* (owned): fields that nothing is known for, in words; they stand in the text in braces */
} RbkFilledTemplate;

void rbk_filled_template_free (RbkFilledTemplate *filled);
/* (transfer full) (element-type RbkFilledTemplate) */
GPtrArray *rbk_desk_list_templates (RbkDesk *self, RbkCustomer *customer, RbkMedium medium);
/* The vCard of whoever acts here, to be attached; NULL with why there is none. */
GBytes *rbk_desk_dup_contact_card (RbkDesk *self, char **file_name, GError **error);

/* What the company decided. Managers decide where there is one. @changes: a policy-changed payload. */
RbkCompanyPolicy *rbk_desk_get_policy (RbkDesk *self); /* never NULL; signal "policy-changed" */
void rbk_desk_change_policy_async (
  RbkDesk *self, JsonObject *changes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (change_policy);
void rbk_desk_import_policy_async (
  RbkDesk *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (import_policy);
/* Rules that the showroom decides otherwise (rules/rbk-rule-rows.h), each with a name and a reason. */
GPtrArray *rbk_desk_list_rule_rows (RbkDesk *self);
const char *rbk_desk_find_row_to_decide (RbkDesk *self, const RbkVerdict *verdict);
void rbk_desk_override_rule_async (RbkDesk *self,
                                   const char *row,
                                   const char *value,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
RBK_DESK_USE_CASE (override_rule);
void rbk_desk_restore_rule_async (
  RbkDesk *self, const char *row, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (restore_rule);

/* Accounts of every kind. @facts: an account-changed payload without "account"; tests, then keeps @secret in
 * the keyring and appends. For sign_in "oauth" @secret is NULL: the person signs in at the provider, whose
 * page "browse" asks for; issuer, client_id and tenant are those of the company policy where @facts have
 * none. */
void rbk_desk_add_account_async (RbkDesk *self,
                                 JsonObject *facts,
                                 const char *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
RBK_DESK_USE_CASE (add_account);
/* Where there is no browser: the next account is signed in to on another device, by a code that "browse"
 * gives. */
void rbk_desk_sign_in_on_another_device (RbkDesk *self, gboolean elsewhere);
/* Asks the account's provider whether it would take a message, with the secret as it is kept. Sends nothing.
 */
void rbk_desk_test_account_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (test_account);
void rbk_desk_remove_account_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (remove_account);

G_END_DECLS
