/* rbk-ledger-reader-private.h: what the files of the reader share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "ledger/rbk-ledger-reader.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

struct _RbkLedgerReader
{
  GObject parent_instance;

  RbkDatabase *database; /* (owned): the thread's that made the reader */
  GThread *thread;       /* (unowned): for assertions */
};

/* What rbk_ledger_reader_read_message() reads of the table @t, given with its dot, or "". */
#define RBK_READER_MESSAGE_COLUMNS(t)                                                                        \
  t "id, " t "kind, " t "customer, " t "account, " t "state, " t "state_us, " t "detail, " t "rule, " t      \
    "code, " t "reference, " t "attempt, " t "next_us, " t "scheduled"
#define RBK_READER_N_MESSAGE_COLUMNS 13

/* (transfer full): the object of the statement's row */
typedef gpointer (*RbkReadRow) (RbkStatement *statement);

RbkStatement *rbk_ledger_reader_prepare (RbkLedgerReader *self, const char *sql);
gpointer rbk_ledger_reader_fail_not_found (GError **error);
GPtrArray *rbk_ledger_reader_read_all (RbkStatement *statement, RbkReadRow read_row, GError **error);
gpointer rbk_ledger_reader_read_one (RbkStatement *statement, RbkReadRow read_row, GError **error);
RbkMessage *rbk_ledger_reader_read_message (RbkStatement *statement, int first);
JsonObject *rbk_ledger_reader_read_facts (RbkStatement *statement, int column);

G_END_DECLS
