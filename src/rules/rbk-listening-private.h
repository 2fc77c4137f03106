/* rbk-listening-private.h: a take while its rules are asked one after the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-spoken-number.h"
#include "rules/rbk-voicemail-verdict.h"

G_BEGIN_DECLS

/* V-1: so soon it is said who calls. It is also what is meant by the opening (V-17). */
#define RBK_OPENING_US (5 * G_USEC_PER_SEC)

/* How a name came through. */
typedef enum
{
  RBK_NAME_MISSING,
  RBK_NAME_CLOSE, /* misspelt */
  RBK_NAME_CLEAR,
} RbkNameState;

typedef struct
{
  const RbkVoicemailContext *context; /* borrowed */
  RbkSpokenText *text;                /* (owned) (nullable): NULL without a transcript */
  GArray *numbers;                    /* (owned) (nullable) (element-type RbkSpokenNumber) */
  gint64 begin_us;                    /* where speech begins */
  RbkNameState person;
  RbkTokenRange person_at;
  RbkNameState showroom;
  RbkTokenRange showroom_at;
  GPtrArray *remarks; /* (owned) (element-type RbkRemark) */
} RbkListening;

void rbk_listening_say (
  RbkListening *self, const char *rule, RbkRemarkLevel level, char *words, const GArray *evidence);
void rbk_listening_say_of_words (
  RbkListening *self, const char *rule, RbkRemarkLevel level, char *words, const GArray *evidence);
GArray *rbk_evidence_new (void);
void rbk_evidence_add (GArray *evidence, RbkListening *listening, RbkEvidenceKind kind, RbkTokenRange range);

gint64 rbk_listening_get_end_us (RbkListening *self, RbkTokenRange range);
guint rbk_listening_get_opening (RbkListening *self);
gboolean rbk_range_has (RbkTokenRange range, guint token);

void rbk_listening_find_names (RbkListening *self);
void rbk_listening_judge_identity (RbkListening *self);       /* V-1 */
void rbk_listening_judge_vehicle (RbkListening *self);        /* V-16 */
void rbk_listening_judge_customer (RbkListening *self);       /* V-17 */
void rbk_listening_judge_screening_line (RbkListening *self); /* V-19 */
void rbk_listening_judge_numbers (RbkListening *self);        /* V-5…V-9 */
void rbk_listening_judge_reason (RbkListening *self);         /* V-2…V-4 */
void rbk_listening_judge_next_step (RbkListening *self);      /* V-10 */
void rbk_listening_judge_pace (RbkListening *self);           /* V-13 */
void rbk_listening_judge_privacy (RbkListening *self);        /* V-18 */
RbkTokenRange rbk_listening_find_fact (RbkListening *self, double *share);

G_END_DECLS
