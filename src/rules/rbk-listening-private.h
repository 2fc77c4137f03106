/* rbk-hearing-private.h: a take while its rules are asked one after the other.
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
} RbkHearing;

void rbk_hearing_say (
  RbkHearing *self, const char *rule, RbkRemarkLevel level, char *words, const GArray *evidence);
void rbk_hearing_say_of_words (
  RbkHearing *self, const char *rule, RbkRemarkLevel level, char *words, const GArray *evidence);
GArray *rbk_evidence_new (void);
void rbk_evidence_add (GArray *evidence, RbkHearing *hearing, RbkEvidenceKind kind, RbkTokenRange range);

gint64 rbk_hearing_get_end_us (RbkHearing *self, RbkTokenRange range);
guint rbk_hearing_get_opening (RbkHearing *self);
gboolean rbk_range_has (RbkTokenRange range, guint token);

void rbk_hearing_find_names (RbkHearing *self);
void rbk_hearing_judge_identity (RbkHearing *self);       /* V-1 */
void rbk_hearing_judge_vehicle (RbkHearing *self);        /* V-16 */
void rbk_hearing_judge_customer (RbkHearing *self);       /* V-17 */
void rbk_hearing_judge_screening_line (RbkHearing *self); /* V-19 */
void rbk_hearing_judge_numbers (RbkHearing *self);        /* V-5…V-9 */
void rbk_hearing_judge_reason (RbkHearing *self);         /* V-2…V-4 */
void rbk_hearing_judge_next_step (RbkHearing *self);      /* V-10 */
void rbk_hearing_judge_pace (RbkHearing *self);           /* V-13 */
void rbk_hearing_judge_privacy (RbkHearing *self);        /* V-18 */
RbkTokenRange rbk_hearing_find_fact (RbkHearing *self, double *share);

G_END_DECLS
