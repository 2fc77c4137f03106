/* rbk-call-outcome.h: how a call ended, in words that mean different things (rule R-5).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers are not stored; the names are. */
typedef enum
{
  RBK_CALL_OUTCOME_CONNECTED,
  RBK_CALL_OUTCOME_SCREENED, /* an assistant answered, not the person (P-5) */
  RBK_CALL_OUTCOME_VOICEMAIL_LEFT,
  RBK_CALL_OUTCOME_VOICEMAIL_PLAYED,
  RBK_CALL_OUTCOME_NO_MESSAGE,
  RBK_CALL_OUTCOME_BUSY,
  RBK_CALL_OUTCOME_FAILED,
  RBK_CALL_OUTCOME_WRONG_NUMBER,
  RBK_N_CALL_OUTCOMES
} RbkCallOutcome;

const char *rbk_call_outcome_get_name (RbkCallOutcome outcome);
char *rbk_call_outcome_dup_words (RbkCallOutcome outcome);
gboolean rbk_call_outcome_from_name (const char *name, RbkCallOutcome *outcome);

G_END_DECLS
