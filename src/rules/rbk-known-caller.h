/* rbk-known-caller.h: whether a customer's phone is likely to know the line that calls it (P-1, C-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RbkKnownCaller:
 * @RBK_KNOWN_CALLER_NO: nothing speaks for it
 * @RBK_KNOWN_CALLER_CARD_SENT: weak: a contact card with the line was sent to them
 * @RBK_KNOWN_CALLER_SAID_SAVED: they told us that they saved the line
 * @RBK_KNOWN_CALLER_ANSWERED_TEXT: they answered a text that came from the line
 * @RBK_KNOWN_CALLER_CALLED_US: they called the line
 *
 * In the order of how much each says. None of them is certain: phones are set up differently.
 */
typedef enum
{
  RBK_KNOWN_CALLER_NO,
  RBK_KNOWN_CALLER_CARD_SENT,
  RBK_KNOWN_CALLER_SAID_SAVED,
  RBK_KNOWN_CALLER_ANSWERED_TEXT,
  RBK_KNOWN_CALLER_CALLED_US,
} RbkKnownCaller;

/* Something that happened between a line of ours and a phone of theirs; all borrowed. */
typedef struct
{
  RbkKnownCaller what; /* not %RBK_KNOWN_CALLER_NO */
  const char *line;    /* (nullable): ours, E.164; NULL: not known, and then it says nothing of any line */
  const char *number;  /* (nullable): theirs, E.164; NULL: it holds for whatever phone they have */
  gint64 time_us;
} RbkCallerFact;

RbkKnownCaller rbk_known_caller_judge (const char *line,
                                       const char *number,
                                       gint64 now_us,
                                       const RbkCallerFact *facts,
                                       guint n_facts,
                                       gint64 *time_us);
gboolean rbk_known_caller_is_likely (RbkKnownCaller state);
char *rbk_known_caller_dup_title (RbkKnownCaller state, gboolean card_first);
char *rbk_known_caller_dup_words (RbkKnownCaller state, const char *day);
gboolean rbk_known_caller_wants_card (RbkKnownCaller state,
                                      gboolean called_before,
                                      gboolean has_email_address,
                                      gboolean may_text);

G_END_DECLS
