/* rbk-voicemail-verdict.h: what every rule of voicemails says of a take (V-1…V-20).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"
#include "rules/rbk-remark.h"
#include "rules/rbk-voicemail-check.h"
#include "rules/rbk-voicemail-school.h"
#include "rules/rbk-voicemail-tables.h"

G_BEGIN_DECLS

/* Somebody listened, and ticked that a rule is kept. */
typedef struct
{
  const char *rule;
  gint64 at_us; /* where in the recording they were */
} RbkEarTick;

/* What is known of a take, its author and its customer; all borrowed, and NULL where it is not known. */
typedef struct
{
  RbkVoicemailTables *tables; /* never NULL */
  RbkVoicemailSchool *school; /* NULL: 20–30 s, the number twice */

  const char *person_name;
  const char *direct_line; /* as rbk-phone-number.h reads it */
  gboolean line_takes_texts;
  const char *showroom_name;
  const char *const *showroom_aliases;
  const char *customer_first;
  const char *customer_last;
  const char *const *vehicles;          /* on their file, as rbk_vehicle_dup_words() writes them */
  const char *const *other_first_names; /* of customers with whom this one could be mixed up */
  const char *const *last_messages;     /* the last three to this customer, newest first */

  const char *reason; /* why, chosen before recording */
  const char *fact;
  const char *next_step;      /* what should come of it */
  const char *screening_line; /* as text */
  gboolean is_screening_line; /* this take is the screening line, not a voicemail */
  gboolean is_practice;

  const RbkVoicemailFacts *sound; /* its band is the school's whatever it says */
  RbkTranscript *transcript;
  gboolean engine_trusted; /* the score of the transcript's engine is known to be good enough */
  const RbkEarTick *ticks;
  gsize n_ticks;
} RbkVoicemailContext;

GPtrArray *rbk_voicemail_judge (const RbkVoicemailContext *context);
RbkRemark *rbk_voicemail_find_remark (GPtrArray *remarks, const char *rule);
gboolean rbk_voicemail_rule_is_by_ear (const char *rule);
gboolean rbk_voicemail_rule_is_unwanted (const char *rule);

G_END_DECLS
