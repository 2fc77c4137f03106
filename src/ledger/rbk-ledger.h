/* rbk-ledger.h: the append-only record of all entries, and the sound that belongs to them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-change-set.h"
#include "model/rbk-entry.h"
#include "model/rbk-message.h"
#include "model/rbk-review.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkLedgerError:
 * @RBK_LEDGER_ERROR_FOREIGN: the file is not a ledger
 * @RBK_LEDGER_ERROR_KEY: the file cannot be read with this key
 * @RBK_LEDGER_ERROR_DAMAGED: the file is a ledger but parts of it cannot be read
 * @RBK_LEDGER_ERROR_NEWER: a newer Ringback wrote the file
 * @RBK_LEDGER_ERROR_IN_USE: another program holds the file
 * @RBK_LEDGER_ERROR_FULL: the disk is full; nothing was appended and nothing lost
 * @RBK_LEDGER_ERROR_CONFLICT: the message is no longer in a state from which this may be done; or somebody
 *   decided about the voicemail before
 * @RBK_LEDGER_ERROR_INVALID: the entry may not be appended as it is
 * @RBK_LEDGER_ERROR_NOT_FOUND: there is no such entry or media
 * @RBK_LEDGER_ERROR_FAILED: anything else, with SQLite's words
 */
typedef enum
{
  RBK_LEDGER_ERROR_FOREIGN,
  RBK_LEDGER_ERROR_KEY,
  RBK_LEDGER_ERROR_DAMAGED,
  RBK_LEDGER_ERROR_NEWER,
  RBK_LEDGER_ERROR_IN_USE,
  RBK_LEDGER_ERROR_FULL,
  RBK_LEDGER_ERROR_CONFLICT,
  RBK_LEDGER_ERROR_INVALID,
  RBK_LEDGER_ERROR_NOT_FOUND,
  RBK_LEDGER_ERROR_FAILED,
} RbkLedgerError;

#define RBK_LEDGER_ERROR (rbk_ledger_error_quark ())
GQuark rbk_ledger_error_quark (void);

/* The bytes of a key (SQLCipher's raw key). */
#define RBK_LEDGER_KEY_BYTES 32

#define RBK_TYPE_LEDGER (rbk_ledger_get_type ())
G_DECLARE_FINAL_TYPE (RbkLedger, rbk_ledger, RBK, LEDGER, GObject)

/* Opening. The blocking forms are for worker threads and tests. */
RbkLedger *rbk_ledger_open (const char *path, GBytes *key, GError **error);
void rbk_ledger_open_async (
  const char *path, GBytes *key, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
RbkLedger *rbk_ledger_open_finish (GAsyncResult *result, GError **error);
void rbk_ledger_close_async (RbkLedger *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rbk_ledger_close_finish (RbkLedger *self, GAsyncResult *result, GError **error);
void rbk_ledger_close (RbkLedger *self);
const char *rbk_ledger_get_device (RbkLedger *self);

/* Appending: all of @entries in one transaction with their projections, durable when it returns. */
gboolean rbk_ledger_append (RbkLedger *self, GPtrArray *entries, GError **error);
void rbk_ledger_append_async (RbkLedger *self,
                              GPtrArray *entries,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rbk_ledger_append_finish (RbkLedger *self, GAsyncResult *result, GError **error);

/* Appends a delivery entry only if its message is in one of the states @from (RBK_MESSAGE_STATE_BIT). */
gboolean rbk_ledger_advance (RbkLedger *self, RbkEntry *delivery, guint from, GError **error);
void rbk_ledger_advance_async (RbkLedger *self,
                               RbkEntry *delivery,
                               guint from,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean rbk_ledger_advance_finish (RbkLedger *self, GAsyncResult *result, GError **error);
/* Two of these about two messages, in one transaction: both or neither. */
gboolean rbk_ledger_advance_both (
  RbkLedger *self, RbkEntry *one, guint one_from, RbkEntry *other, guint other_from, GError **error);
/* The same of a delivery, the first of @entries, and whatever else is to happen with it or not at all. */
void rbk_ledger_advance_all_async (RbkLedger *self,
                                   GPtrArray *entries,
                                   guint from,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean rbk_ledger_advance_all_finish (RbkLedger *self, GAsyncResult *result, GError **error);

/* Appends a review, the first of @entries. Its decision counts, and the other entries happen with it, only if
 * nobody decided about that sound of the item before; otherwise the review is kept without its decision, and
 * the answer is RBK_LEDGER_ERROR_CONFLICT. @from: where the messages of deliveries among the others must be;
 * if one is elsewhere, the review stands alone. @item: (out) (optional): how it is then, also with CONFLICT.
 */
gboolean
rbk_ledger_review (RbkLedger *self, GPtrArray *entries, guint from, RbkReviewItem **item, GError **error);
void rbk_ledger_review_async (RbkLedger *self,
                              GPtrArray *entries,
                              guint from,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean
rbk_ledger_review_finish (RbkLedger *self, GAsyncResult *result, RbkReviewItem **item, GError **error);

/* Media: chunks in the order they come; made by the first one. Finished once, then immutable. */
gboolean rbk_ledger_append_media (RbkLedger *self, const char *media, GBytes *chunk, GError **error);
void rbk_ledger_append_media_async (RbkLedger *self,
                                    const char *media,
                                    GBytes *chunk,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean rbk_ledger_append_media_finish (RbkLedger *self, GAsyncResult *result, GError **error);
gboolean rbk_ledger_finish_media (RbkLedger *self, const char *media, GError **error);
void rbk_ledger_finish_media_async (RbkLedger *self,
                                    const char *media,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean rbk_ledger_finish_media_finish (RbkLedger *self, GAsyncResult *result, GError **error);

/* What is in the web space and no message leads to yet: noted before its first byte leaves, forgotten with
 * the text or email that names @url among its links or attachments. Both block. */
gboolean rbk_ledger_note_online (RbkLedger *self, const char *url, const char *account, GError **error);
gboolean rbk_ledger_forget_online (RbkLedger *self, const char *url, GError **error);

/* Empties every projection and derives it anew from the entries. */
gboolean rbk_ledger_rebuild (RbkLedger *self, GError **error);

/*
 * Signal "changed" (RbkChangeSet *): after each commit, in the main context that was the
 * thread-default where the ledger was opened.
 */

G_END_DECLS
