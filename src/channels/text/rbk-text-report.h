/* rbk-text-report.h: what a texting provider says became of one text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RbkTextState:
 * @RBK_TEXT_STATE_ACCEPTED: the provider has it, and will send it
 * @RBK_TEXT_STATE_SENT: a phone company has it; some never say more
 * @RBK_TEXT_STATE_DELIVERED: the customer's phone company says that it was delivered
 * @RBK_TEXT_STATE_UNDELIVERED: a phone company did not deliver it
 * @RBK_TEXT_STATE_FAILED: the provider could not send it, or somebody took it back there
 * @RBK_TEXT_STATE_GONE: the provider no longer keeps it
 */
typedef enum
{
  RBK_TEXT_STATE_ACCEPTED,
  RBK_TEXT_STATE_SENT,
  RBK_TEXT_STATE_DELIVERED,
  RBK_TEXT_STATE_UNDELIVERED,
  RBK_TEXT_STATE_FAILED,
  RBK_TEXT_STATE_GONE,
} RbkTextState;

typedef struct
{
  RbkTextState state;
  gboolean opted_out; /* the customer has told the provider that they want no texts (K-30) */
  char *reference;    /* (owned) (nullable): the provider's id of it; NULL: it was not taken */
  char *code;         /* (owned) (nullable): the provider's number for what is wrong */
  char *words;        /* (owned) (nullable): what is wrong and what to do, for the salesperson */
} RbkTextReport;

RbkTextReport *rbk_text_report_new (RbkTextState state, const char *reference);
void rbk_text_report_free (RbkTextReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTextReport, rbk_text_report_free)
gboolean rbk_text_state_is_final (RbkTextState state);
gint64 rbk_text_next_look_us (gint64 since_accepted_us);

G_END_DECLS
