/* rbk-voicemail-plan.h: why a voicemail is left and what shall come of it (V-2), before it is spoken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How a voicemail reaches somebody (K-20). The names are stored, the numbers are not. */
typedef enum
{
  RBK_ACT_LIVE,       /* rehearsed here, spoken on the phone */
  RBK_ACT_PLAYED,     /* a recording, played into a call */
  RBK_ACT_RINGLESS,   /* put into a mailbox without a call */
  RBK_ACT_VOICE_NOTE, /* in an email or a text */
  RBK_N_ACTS
} RbkAct;

const char *rbk_act_get_name (RbkAct act);
char *rbk_act_dup_words (RbkAct act);
RbkAct rbk_act_from_name (const char *name);

/* Why somebody is called. The names are stored, the numbers are not. */
typedef enum
{
  RBK_REASON_NONE,
  RBK_REASON_FORGOTTEN,      /* something was forgotten when they spoke */
  RBK_REASON_LIKE_TRADED_IN, /* a vehicle like theirs or the one they want was traded in */
  RBK_REASON_NEW_STOCK,
  RBK_REASON_INCENTIVE, /* an offer of the maker's or the showroom's changed */
  RBK_REASON_QUESTION,  /* the customer asked something */
  RBK_REASON_OWN_WORDS,
  RBK_N_REASONS
} RbkReasonId;

const char *rbk_reason_id_get_name (RbkReasonId reason);
char *rbk_reason_id_dup_words (RbkReasonId reason);
RbkReasonId rbk_reason_id_from_name (const char *name);

/* Immutable. */
#define RBK_TYPE_VOICEMAIL_PLAN (rbk_voicemail_plan_get_type ())
G_DECLARE_FINAL_TYPE (RbkVoicemailPlan, rbk_voicemail_plan, RBK, VOICEMAIL_PLAN, GObject)

RbkVoicemailPlan *rbk_voicemail_plan_new (RbkReasonId reason,
                                          const char *fact,
                                          const char *next_step,
                                          RbkAct act,
                                          gboolean practice,
                                          const char *script,
                                          const char *text);
RbkVoicemailPlan *rbk_voicemail_plan_new_from_payload (JsonObject *payload);
JsonObject *rbk_voicemail_plan_make_payload (RbkVoicemailPlan *self, const char *draft);
gboolean rbk_voicemail_plan_is_same (RbkVoicemailPlan *self, RbkVoicemailPlan *other);

RbkReasonId rbk_voicemail_plan_get_reason (RbkVoicemailPlan *self);
const char *rbk_voicemail_plan_get_fact (RbkVoicemailPlan *self);
const char *rbk_voicemail_plan_get_next_step (RbkVoicemailPlan *self);
RbkAct rbk_voicemail_plan_get_act (RbkVoicemailPlan *self);
gboolean rbk_voicemail_plan_is_practice (RbkVoicemailPlan *self);
const char *rbk_voicemail_plan_get_script (RbkVoicemailPlan *self);
const char *rbk_voicemail_plan_get_text (RbkVoicemailPlan *self);

G_END_DECLS
