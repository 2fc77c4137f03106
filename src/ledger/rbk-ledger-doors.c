/* rbk-ledger-doors.c: what may be asked of the ledger; each asks for one writing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-private.h"

/* ---- Appending ---- */

static RbkWriting *
make_append (GPtrArray *entries, guint from)
{
  RbkWriting *writing = g_new0 (RbkWriting, 1);

  writing->kind = RBK_WRITING_APPEND;
  /* A copy: the caller may go on with its array. */
  writing->entries = g_ptr_array_copy (entries, (GCopyFunc) (void *) g_object_ref, NULL);
  g_ptr_array_set_free_func (writing->entries, g_object_unref);
  writing->from = from;
  return writing;
}

/* No state is no bit: then nothing may be done from anywhere. */
static guint
get_bits (guint from)
{
  return from != 0 ? from : G_MAXUINT & ~(G_MAXUINT >> 1);
}

static RbkWriting *
make_advance_all (GPtrArray *entries, guint from)
{
  return make_append (entries, get_bits (from));
}

static RbkWriting *
make_advance (RbkEntry *delivery, guint from)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_ptr_array_add (entries, delivery);
  return make_advance_all (entries, from);
}

/**
 * rbk_ledger_append:
 * @entries: (transfer none) (element-type RbkEntry): what happened, in order
 *
 * Appends all of them or none. Blocks until they are on the disk.
 *
 * Returns: whether they were appended. If not, %RBK_LEDGER_ERROR_INVALID says that one of them may
 *   not be (no customer, an id that is there already, more than a megabyte),
 *   %RBK_LEDGER_ERROR_FULL that there is no room
 */
gboolean
rbk_ledger_append (RbkLedger *self, GPtrArray *entries, GError **error)
{
  g_return_val_if_fail (RBK_IS_LEDGER (self) && entries != NULL, FALSE);
  return rbk_ledger_write_and_wait (self, make_append (entries, 0), error);
}

/**
 * rbk_ledger_append_async:
 *
 * As rbk_ledger_append(). Cancelling works until its turn comes.
 */
void
rbk_ledger_append_async (RbkLedger *self,
                         GPtrArray *entries,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (RBK_IS_LEDGER (self) && entries != NULL);
  rbk_ledger_write_async (
    self, make_append (entries, 0), rbk_ledger_append_async, cancellable, callback, user_data);
}

/**
 * rbk_ledger_append_finish:
 *
 * Returns: whether they are on the disk
 */
gboolean
rbk_ledger_append_finish (RbkLedger *self, GAsyncResult *result, GError **error)
{
  return rbk_ledger_finish_writing (self, result, rbk_ledger_append_async, error);
}

/**
 * rbk_ledger_advance:
 * @delivery: a delivery entry
 * @from: the states, as RBK_MESSAGE_STATE_BIT(), in which its message must be
 *
 * Appends @delivery, unless something else happened to the message in between.
 *
 * Returns: whether it was appended. If not, %RBK_LEDGER_ERROR_CONFLICT says that the message is in
 *   none of the states @from
 */
gboolean
rbk_ledger_advance (RbkLedger *self, RbkEntry *delivery, guint from, GError **error)
{
  g_return_val_if_fail (RBK_IS_LEDGER (self) && RBK_IS_ENTRY (delivery), FALSE);
  return rbk_ledger_write_and_wait (self, make_advance (delivery, from), error);
}

/**
 * rbk_ledger_advance_both:
 * @one: a delivery entry
 * @one_from: the states, as RBK_MESSAGE_STATE_BIT(), in which its message must be
 * @other: a delivery entry about another message
 * @other_from: the same of that one
 *
 * As rbk_ledger_advance(), of two messages in one transaction: neither is appended if something else happened
 * to either of them in between.
 *
 * Returns: whether both were appended
 */
gboolean
rbk_ledger_advance_both (
  RbkLedger *self, RbkEntry *one, guint one_from, RbkEntry *other, guint other_from, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  RbkWriting *writing;

  g_return_val_if_fail (RBK_IS_LEDGER (self) && RBK_IS_ENTRY (one) && RBK_IS_ENTRY (other), FALSE);

  g_ptr_array_add (entries, one);
  g_ptr_array_add (entries, other);
  writing = make_append (entries, get_bits (one_from));
  writing->second_from = get_bits (other_from);
  return rbk_ledger_write_and_wait (self, writing, error);
}

/**
 * rbk_ledger_advance_async:
 *
 * As rbk_ledger_advance(). Cancelling works until its turn comes.
 */
void
rbk_ledger_advance_async (RbkLedger *self,
                          RbkEntry *delivery,
                          guint from,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (RBK_IS_LEDGER (self) && RBK_IS_ENTRY (delivery));
  rbk_ledger_write_async (
    self, make_advance (delivery, from), rbk_ledger_advance_async, cancellable, callback, user_data);
}

/**
 * rbk_ledger_advance_finish:
 *
 * Returns: whether it is on the disk
 */
gboolean
rbk_ledger_advance_finish (RbkLedger *self, GAsyncResult *result, GError **error)
{
  return rbk_ledger_finish_writing (self, result, rbk_ledger_advance_async, error);
}

/**
 * rbk_ledger_advance_all_async:
 * @entries: (transfer none) (element-type RbkEntry): a delivery, and what happens together with it
 * @from: the states, as RBK_MESSAGE_STATE_BIT(), in which its message must be
 *
 * As rbk_ledger_advance_async(): all of them are appended in one transaction, or none.
 */
void
rbk_ledger_advance_all_async (RbkLedger *self,
                              GPtrArray *entries,
                              guint from,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (RBK_IS_LEDGER (self) && entries != NULL && entries->len > 0);
  rbk_ledger_write_async (
    self, make_advance_all (entries, from), rbk_ledger_advance_all_async, cancellable, callback, user_data);
}

/**
 * rbk_ledger_advance_all_finish:
 *
 * Returns: whether they are on the disk
 */
gboolean
rbk_ledger_advance_all_finish (RbkLedger *self, GAsyncResult *result, GError **error)
{
  return rbk_ledger_finish_writing (self, result, rbk_ledger_advance_all_async, error);
}

/* ---- Reviews ---- */

static RbkWriting *
make_review (GPtrArray *entries, guint from)
{
  RbkWriting *writing = make_append (entries, from);

  writing->kind = RBK_WRITING_REVIEW;
  return writing;
}

/**
 * rbk_ledger_review:
 * @entries: (transfer none) (element-type RbkEntry): a review, and what happens if its decision counts
 * @from: the states, as RBK_MESSAGE_STATE_BIT(), in which the messages of deliveries among the others must be
 * @item: (out) (optional) (nullable) (transfer full): what was reviewed, as it is then; NULL if nothing was
 * kept
 *
 * Of several who decide about the same sound of the same voicemail, the first does; and nobody decides about
 * a sound that was changed since they heard it. A decision that comes too late is kept beside its review,
 * which stands without it, and what was to happen with it does not. A review without decision is never late.
 *
 * Where a delivery among the others is of a message in none of the states @from, the review and its decision
 * stand alone. Blocks until it is on the disk.
 *
 * Returns: whether all of that is as it was asked for. If not, %RBK_LEDGER_ERROR_CONFLICT says that the
 * review was kept and its decision does not count, @item who decided what; %RBK_LEDGER_ERROR_NOT_FOUND that
 * there is no such voicemail
 */
gboolean
rbk_ledger_review (RbkLedger *self, GPtrArray *entries, guint from, RbkReviewItem **item, GError **error)
{
  g_return_val_if_fail (RBK_IS_LEDGER (self) && entries != NULL && entries->len > 0, FALSE);
  return rbk_ledger_review_and_wait (self, make_review (entries, from), item, error);
}

/**
 * rbk_ledger_review_async:
 *
 * As rbk_ledger_review(). Cancelling works until its turn comes.
 */
void
rbk_ledger_review_async (RbkLedger *self,
                         GPtrArray *entries,
                         guint from,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (RBK_IS_LEDGER (self) && entries != NULL && entries->len > 0);
  rbk_ledger_write_async (
    self, make_review (entries, from), rbk_ledger_review_async, cancellable, callback, user_data);
}

/**
 * rbk_ledger_review_finish:
 * @item: (out) (optional) (nullable) (transfer full): as in rbk_ledger_review()
 *
 * Returns: as rbk_ledger_review()
 */
gboolean
rbk_ledger_review_finish (RbkLedger *self, GAsyncResult *result, RbkReviewItem **item, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (item != NULL)
    {
      *item = g_task_get_task_data (G_TASK (result));
      if (*item != NULL)
        g_object_ref (*item);
    }
  return rbk_ledger_finish_writing (self, result, rbk_ledger_review_async, error);
}

/* ---- Media ---- */

static RbkWriting *
make_media (RbkWritingKind kind, const char *media, GBytes *chunk)
{
  RbkWriting *writing = g_new0 (RbkWriting, 1);

  writing->kind = kind;
  writing->media = g_strdup (media);
  writing->chunk = chunk != NULL ? g_bytes_ref (chunk) : NULL;
  return writing;
}

/**
 * rbk_ledger_append_media:
 * @media: the id of a recording, made by its first chunk
 *
 * Adds @chunk to its end. Blocks until it is on the disk.
 *
 * Returns: whether it was added. If not, %RBK_LEDGER_ERROR_INVALID says that it is finished
 */
gboolean
rbk_ledger_append_media (RbkLedger *self, const char *media, GBytes *chunk, GError **error)
{
  g_return_val_if_fail (RBK_IS_LEDGER (self) && chunk != NULL, FALSE);
  return rbk_ledger_write_and_wait (self, make_media (RBK_WRITING_MEDIA_CHUNK, media, chunk), error);
}

/**
 * rbk_ledger_append_media_async:
 *
 * As rbk_ledger_append_media(). Chunks are added in the order of the calls.
 */
void
rbk_ledger_append_media_async (RbkLedger *self,
                               const char *media,
                               GBytes *chunk,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (RBK_IS_LEDGER (self) && chunk != NULL);
  rbk_ledger_write_async (self,
                          make_media (RBK_WRITING_MEDIA_CHUNK, media, chunk),
                          rbk_ledger_append_media_async,
                          cancellable,
                          callback,
                          user_data);
}

/**
 * rbk_ledger_append_media_finish:
 *
 * Returns: whether it is on the disk
 */
gboolean
rbk_ledger_append_media_finish (RbkLedger *self, GAsyncResult *result, GError **error)
{
  return rbk_ledger_finish_writing (self, result, rbk_ledger_append_media_async, error);
}

/**
 * rbk_ledger_finish_media:
 *
 * Fixes a recording: nothing can be added to it any more, and its SHA-256 is known.
 *
 * Returns: whether it was fixed. If not, %RBK_LEDGER_ERROR_NOT_FOUND says that there is none,
 *   %RBK_LEDGER_ERROR_INVALID that it was finished before
 */
gboolean
rbk_ledger_finish_media (RbkLedger *self, const char *media, GError **error)
{
  g_return_val_if_fail (RBK_IS_LEDGER (self), FALSE);
  return rbk_ledger_write_and_wait (self, make_media (RBK_WRITING_MEDIA_END, media, NULL), error);
}

/**
 * rbk_ledger_finish_media_async:
 *
 * As rbk_ledger_finish_media().
 */
void
rbk_ledger_finish_media_async (RbkLedger *self,
                               const char *media,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (RBK_IS_LEDGER (self));
  rbk_ledger_write_async (self,
                          make_media (RBK_WRITING_MEDIA_END, media, NULL),
                          rbk_ledger_finish_media_async,
                          cancellable,
                          callback,
                          user_data);
}

/**
 * rbk_ledger_finish_media_finish:
 *
 * Returns: whether it was fixed
 */
gboolean
rbk_ledger_finish_media_finish (RbkLedger *self, GAsyncResult *result, GError **error)
{
  return rbk_ledger_finish_writing (self, result, rbk_ledger_finish_media_async, error);
}

/* ---- The web space ---- */

/**
 * rbk_ledger_note_online:
 * @url: where something will be in the web space
 * @account: the id of the web space
 *
 * Blocks until it is on the disk. It is forgotten by rbk_ledger_forget_online(), or in the transaction of a
 * text or email of which @url is a link's "media_url" or an attachment's "url".
 *
 * Returns: whether it is noted
 */
gboolean
rbk_ledger_note_online (RbkLedger *self, const char *url, const char *account, GError **error)
{
  RbkWriting *writing;

  g_return_val_if_fail (RBK_IS_LEDGER (self) && url != NULL && account != NULL, FALSE);

  writing = make_media (RBK_WRITING_ONLINE, url, NULL);
  writing->account = g_strdup (account);
  return rbk_ledger_write_and_wait (self, writing, error);
}

/**
 * rbk_ledger_forget_online:
 *
 * @url is offline. Blocks until that is on the disk.
 *
 * Returns: whether it is not noted any more
 */
gboolean
rbk_ledger_forget_online (RbkLedger *self, const char *url, GError **error)
{
  g_return_val_if_fail (RBK_IS_LEDGER (self) && url != NULL, FALSE);
  return rbk_ledger_write_and_wait (self, make_media (RBK_WRITING_ONLINE, url, NULL), error);
}

/* ---- The file ---- */

/**
 * rbk_ledger_rebuild:
 *
 * Empties every projection and derives it anew from the entries, in one transaction. Blocks for as
 * long as that takes; readers see what was there before until it is done.
 *
 * Returns: whether it was done; if not, the projections are as they were
 */
gboolean
rbk_ledger_rebuild (RbkLedger *self, GError **error)
{
  RbkWriting *writing;

  g_return_val_if_fail (RBK_IS_LEDGER (self), FALSE);

  writing = g_new0 (RbkWriting, 1);
  writing->kind = RBK_WRITING_REBUILD;
  return rbk_ledger_write_and_wait (self, writing, error);
}

/**
 * rbk_ledger_limit_pages:
 * @pages: how many pages the file may have at most
 *
 * For tests: a disk that is full at a page of their choice.
 */
gboolean
rbk_ledger_limit_pages (RbkLedger *self, guint pages, GError **error)
{
  RbkWriting *writing = g_new0 (RbkWriting, 1);

  writing->kind = RBK_WRITING_LIMIT;
  writing->from = pages;
  return rbk_ledger_write_and_wait (self, writing, error);
}
