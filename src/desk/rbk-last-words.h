/* rbk-last-words.h: what a customer was told last, and what they asked last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger-reader.h"

G_BEGIN_DECLS

char **rbk_last_words_list_told (
  RbkLedgerReader *reader, const char *customer, gint64 before_us, guint most, GError **error);
char *rbk_last_words_dup_asked (RbkLedgerReader *reader, const char *customer, GError **error);

G_END_DECLS
