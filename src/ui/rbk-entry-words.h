/* rbk-entry-words.h: what an entry is called, looks like and says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-entry.h"

G_BEGIN_DECLS

const char *rbk_entry_words_get_kind_icon (RbkEntryKind kind);
char *rbk_entry_words_dup_kind (RbkEntryKind kind);
const char *rbk_entry_words_get_icon (RbkEntry *entry);
char *rbk_entry_words_dup_title (RbkEntry *entry, RbkDesk *desk);
char *rbk_entry_words_dup_body (RbkEntry *entry, RbkDesk *desk);
char *rbk_entry_words_dup_author (RbkEntry *entry, RbkDesk *desk, const char *customer_name);
char *rbk_entry_words_dup_medium (const char *medium);
char *rbk_entry_words_dup_opted_out (RbkMedium media);

G_END_DECLS
