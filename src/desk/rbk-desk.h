/* rbk-desk.h: the follow-up desk without its window: everything that the interface can do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-clock.h"
#include "ledger/rbk-ledger.h"
#include "model/rbk-call-outcome.h"
#include "model/rbk-customer.h"
#include "model/rbk-message.h"
#include "model/rbk-showroom.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkDeskError:
 * @RBK_DESK_ERROR_KEYRING: the keyring does not give out the ledger's key; only the sample showroom can be
 * opened
 * @RBK_DESK_ERROR_INVALID: what was typed cannot be so; the message says which and why
 * @RBK_DESK_ERROR_REFUSED: a rule forbids it; the message names the rule and whom to ask
 * @RBK_DESK_ERROR_NOT_SET_UP: no company mailbox is set up
 * @RBK_DESK_ERROR_TOO_LATE: it has left, or has been dealt with, already
 */
typedef enum
{
  RBK_DESK_ERROR_KEYRING,
  RBK_DESK_ERROR_INVALID,
  RBK_DESK_ERROR_REFUSED,
  RBK_DESK_ERROR_NOT_SET_UP,
  RBK_DESK_ERROR_TOO_LATE,
} RbkDeskError;

#define RBK_DESK_ERROR (rbk_desk_error_quark ())
GQuark rbk_desk_error_quark (void);

/* Seconds in which a message can be taken back after the press (voice 18). */
#define RBK_DESK_UNDO_SECONDS 10

#define RBK_TYPE_DESK (rbk_desk_get_type ())
G_DECLARE_FINAL_TYPE (RbkDesk, rbk_desk, RBK, DESK, GObject)

/* All of this is for the main thread. Objects got are borrowed unless a name says dup.
 *
 * Properties: "online" (boolean): whether the network seems to be there.
 *             "waiting-messages" (uint): messages queued, held, sending or unknown.
 * Signals: "showroom-changed" (), also when people change or another acts here; "accounts-changed" ();
 *          "assignments-changed" (): rbk_desk_count_customers_of() may say something else;
 *          "policy-changed" (): see rbk_desk_get_policy();
 *          "browse" (const char *uri, const char *user_code): open the provider's page; with a code, show
 *          both instead: it is entered there, on any device;
 *          "queue-changed" (): rbk_desk_get_queued() says something else;
 *          "customer-changed" (const char *id): something of that customer was appended. */
RbkDesk *rbk_desk_new (const char *data_directory, gboolean sample, RbkClock *clock);
void
rbk_desk_open_async (RbkDesk *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean rbk_desk_open_finish (RbkDesk *self, GAsyncResult *result, GError **error);
void rbk_desk_close_async (RbkDesk *self, GAsyncReadyCallback callback, gpointer data);
gboolean rbk_desk_close_finish (RbkDesk *self, GAsyncResult *result, GError **error);

gboolean rbk_desk_is_sample (RbkDesk *self);
gboolean rbk_desk_is_founded (RbkDesk *self); /* a showroom and the person who acts are known */
RbkClock *rbk_desk_get_clock (RbkDesk *self);
RbkLedger *rbk_desk_get_ledger (RbkDesk *self);
RbkShowroom *rbk_desk_get_showroom (RbkDesk *self); /* (nullable) */
RbkPerson *rbk_desk_get_person (RbkDesk *self);     /* (nullable): who acts at this window */
const char *rbk_desk_get_person_name (RbkDesk *self, const char *person); /* for an author's id; never NULL */
GPtrArray *rbk_desk_get_people (RbkDesk *self);                           /* (element-type RbkPerson) */
GPtrArray *rbk_desk_get_accounts (RbkDesk *self);                         /* (element-type RbkAccount) */
guint rbk_desk_get_queued (RbkDesk *self, RbkMessageState state); /* queued, held, sending or unknown */
RbkCustomer *rbk_desk_dup_customer (RbkDesk *self, const char *customer, GError **error);
char *rbk_desk_dup_phone_words (RbkDesk *self, const char *number); /* a number as people here write it */

/* Use cases. Every _finish returns FALSE (or NULL) with a sentence a person can act on. */
#define RBK_DESK_USE_CASE(name)                                                                              \
  gboolean rbk_desk_##name##_finish (RbkDesk *self, GAsyncResult *result, GError **error)

/* The first run. @domains: the showroom's mail domains, NULL-terminated. @line: as typed. */
void rbk_desk_found_showroom_async (RbkDesk *self,
                                    const char *name,
                                    const char *const *domains,
                                    const char *person_name,
                                    const char *email,
                                    const char *line,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer data);
RBK_DESK_USE_CASE (found_showroom);

void rbk_desk_add_note_async (RbkDesk *self,
                              const char *customer,
                              const char *text,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
RBK_DESK_USE_CASE (add_note);

/* @direction: "out" or "in". @number, @note: (nullable). @time_us: when; 0 for now. */
void rbk_desk_claim_call_async (RbkDesk *self,
                                const char *customer,
                                const char *direction,
                                RbkCallOutcome outcome,
                                const char *number,
                                const char *note,
                                gint64 time_us,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
RBK_DESK_USE_CASE (claim_call);

/* @customer: NULL makes a new one. @changes: a customer-changed payload; numbers as typed (they are
 * made E.164, or refused with words), addresses checked. Returns the customer's id (transfer full). */
void rbk_desk_change_customer_async (RbkDesk *self,
                                     const char *customer,
                                     JsonObject *changes,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
char *rbk_desk_change_customer_finish (RbkDesk *self, GAsyncResult *result, GError **error);

/* They agreed to be reached by @medium. @how: "number-given", "oral" or "written" (K-24). @words: (nullable):
 * what was said or signed. */
void rbk_desk_give_consent_async (RbkDesk *self,
                                  const char *customer,
                                  const char *medium,
                                  const char *how,
                                  const char *words,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer data);
RBK_DESK_USE_CASE (give_consent);

/* "They asked us to stop" (K-30). @medium: "call", "text", "email" or "all". @words: what was heard. */
void rbk_desk_withdraw_consent_async (RbkDesk *self,
                                      const char *customer,
                                      const char *medium,
                                      const char *words,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer data);
RBK_DESK_USE_CASE (withdraw_consent);

/* Mail set-up. Testing and adding both refuse addresses that are not the showroom's (A-1…A-3). Adding
 * tests first, then puts the secret into the keyring and appends the account. @server, @user_name: NULL
 * to find the server (RFC 8620 §2.2) and to sign in by the address. */
void rbk_desk_add_mailbox_async (RbkDesk *self,
                                 const char *address,
                                 const char *server,
                                 const char *user_name,
                                 const char *secret,
                                 gboolean bearer,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer data);
RBK_DESK_USE_CASE (add_mailbox);
/* Quick check of an address while it is typed: FALSE with the rule's words if it may not be used. */
gboolean rbk_desk_check_company_address (RbkDesk *self, const char *address, GError **error);
void rbk_desk_remove_mailbox_async (
  RbkDesk *self, const char *account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (remove_mailbox);

/* A voicemail that somebody says they spoke into a mailbox (K-20: live), with the call. @draft, @take:
 * what was rehearsed for it, linked and never shown as what was said; @take may be NULL. The draft is
 * closed by it. @number, @note: (nullable). @seconds: 0 if nobody counted. @time_us: when; 0 for now. */
void rbk_desk_leave_live_async (RbkDesk *self,
                                const char *customer,
                                const char *draft,
                                const char *take,
                                const char *number,
                                const char *note,
                                guint seconds,
                                gint64 time_us,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
RBK_DESK_USE_CASE (leave_live);

/* How voicemails are spoken here; a manager decides where there is one (C-15). @changes: of a
 * showroom-changed payload, any of voicemail_school, scripts, aliases; of a person-changed payload, any
 * of text_capable, screening_line, about whoever acts here. Other members are refused. */
void rbk_desk_change_voicemail_policy_async (
  RbkDesk *self, JsonObject *changes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (change_voicemail_policy);
void rbk_desk_change_own_voicemail_async (
  RbkDesk *self, JsonObject *changes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (change_own_voicemail);

/* Sending. Recipient, words and recording, with its edits, are frozen here. @draft, @take: NULL for words
 * alone. @clean: steady noise is taken out of what leaves; the recording stays as it is. A practice take is
 * refused (V-20). The draft is closed by it. @account: NULL for the first mailbox. @not_before_us: 0 for when
 * the undo time has passed. Returns the message's id (transfer full). */
void rbk_desk_send_email_async (RbkDesk *self,
                                const char *customer,
                                const char *address,
                                const char *subject,
                                const char *text,
                                const char *draft,
                                const char *take,
                                gboolean clean,
                                const char *account,
                                gint64 not_before_us,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
char *rbk_desk_send_email_finish (RbkDesk *self, GAsyncResult *result, GError **error);
/* Proposed words for a voicemail to this customer, signature not included (it is added when sent). */
char *rbk_desk_dup_email_subject (RbkDesk *self, RbkCustomer *customer);
char *rbk_desk_dup_email_text (RbkDesk *self, RbkCustomer *customer);
char *rbk_desk_dup_signature (RbkDesk *self);

/* Takes a message back while it has not left (undo and cancel are the same); TOO_LATE otherwise. The
 * draft it came from is open again. */
void rbk_desk_cancel_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (cancel_message);
/* Sends a failed message again, or one of unknown state after the person has looked. */
void rbk_desk_retry_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (retry_message);
/* The person has checked: an unknown message did arrive. */
void rbk_desk_confirm_message_async (
  RbkDesk *self, const char *message, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (confirm_message);

/* Sound: 48 kHz mono 16-bit PCM of a media id. */
void rbk_desk_load_sound_async (
  RbkDesk *self, const char *media, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GBytes *rbk_desk_load_sound_finish (RbkDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
