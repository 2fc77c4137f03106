/* rbk-ledger-private.h: what the ledger shows its doors, its readers and tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "ledger/rbk-ledger.h"
#include "ledger/rbk-writer.h"

G_BEGIN_DECLS

gboolean rbk_ledger_write_and_wait (RbkLedger *self, RbkWriting *writing, GError **error);
gboolean
rbk_ledger_review_and_wait (RbkLedger *self, RbkWriting *writing, RbkReviewItem **item, GError **error);
void rbk_ledger_write_async (RbkLedger *self,
                             RbkWriting *writing,
                             gpointer tag,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rbk_ledger_finish_writing (RbkLedger *self, GAsyncResult *result, gpointer tag, GError **error);

RbkDatabase *rbk_ledger_open_database (RbkLedger *self, GError **error);
gboolean rbk_ledger_limit_pages (RbkLedger *self, guint pages, GError **error);

G_END_DECLS
