/* rbk-known-line.h: whether a customer's phone is likely to know the line that is going to call it (P-1,
 * C-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-written.h"
#include "rules/rbk-known-caller.h"

G_BEGIN_DECLS

typedef struct
{
  RbkKnownCaller state;
  gint64 time_us;      /* when what decided it happened last; 0 with RBK_KNOWN_CALLER_NO */
  RbkMedium card_by;   /* by which a contact card can go to them now; 0: by none */
  gboolean card_first; /* one comes before the first call (C-17) */
} RbkKnownLine;

gboolean rbk_desk_judge_known_line (
  RbkDesk *self, const char *customer, const char *number, RbkKnownLine *known, GError **error);

/* (transfer full): the card of whoever acts here, with words to go with it. */
RbkWrittenDraft *
rbk_desk_make_card_draft (RbkDesk *self, RbkCustomer *customer, RbkMedium medium, GError **error);

/* They said that they saved the line of whoever acts here. */
void rbk_desk_note_saved_line_async (RbkDesk *self,
                                     const char *customer,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
RBK_DESK_USE_CASE (note_saved_line);

G_END_DECLS
