/* rbk-voicemail-plan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-voicemail-plan.h"

#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *words;
} acts[RBK_N_ACTS] = {
  [RBK_ACT_LIVE] = { "live", N_ ("Spoken live") },
  [RBK_ACT_PLAYED] = { "played", N_ ("Played into a call") },
  [RBK_ACT_RINGLESS] = { "ringless", N_ ("Ringless") },
  [RBK_ACT_VOICE_NOTE] = { "voice-note", N_ ("Voice note") },
};

/**
 * rbk_act_get_name:
 *
 * Returns: the name as it is stored
 */
const char *
rbk_act_get_name (RbkAct act)
{
  g_return_val_if_fail ((guint) act < RBK_N_ACTS, "live");
  return acts[act].name;
}

/**
 * rbk_act_dup_words:
 *
 * Returns: (transfer full): the act as a person reads it
 */
char *
rbk_act_dup_words (RbkAct act)
{
  g_return_val_if_fail ((guint) act < RBK_N_ACTS, NULL);
  return g_strdup (_ (acts[act].words));
}

/**
 * rbk_act_from_name:
 * @name: (nullable): a stored name
 *
 * Returns: its act; %RBK_ACT_LIVE, the default of K-20, for any other text
 */
RbkAct
rbk_act_from_name (const char *name)
{
  for (guint i = 0; i < RBK_N_ACTS; i++)
    {
      if (g_strcmp0 (name, acts[i].name) == 0)
        return (RbkAct) i;
    }
  return RBK_ACT_LIVE;
}

static const struct
{
  const char *name;
  const char *words;
} reasons[RBK_N_REASONS] = {
  [RBK_REASON_NONE] = { "", N_ ("No reason yet") },
  [RBK_REASON_FORGOTTEN] = { "forgotten", N_ ("Something forgotten") },
  [RBK_REASON_LIKE_TRADED_IN] = { "like-traded-in", N_ ("A similar vehicle traded in") },
  [RBK_REASON_NEW_STOCK] = { "new-stock", N_ ("New in stock") },
  [RBK_REASON_INCENTIVE] = { "incentive", N_ ("An offer has changed") },
  [RBK_REASON_QUESTION] = { "question", N_ ("The customer’s question") },
  [RBK_REASON_OWN_WORDS] = { "own-words", N_ ("Own words") },
};

/**
 * rbk_reason_id_get_name:
 *
 * Returns: the name as it is stored; empty for none
 */
const char *
rbk_reason_id_get_name (RbkReasonId reason)
{
  g_return_val_if_fail ((guint) reason < RBK_N_REASONS, "");
  return reasons[reason].name;
}

/**
 * rbk_reason_id_dup_words:
 *
 * Returns: (transfer full): the reason as a person reads it
 */
char *
rbk_reason_id_dup_words (RbkReasonId reason)
{
  g_return_val_if_fail ((guint) reason < RBK_N_REASONS, NULL);
  return g_strdup (_ (reasons[reason].words));
}

/**
 * rbk_reason_id_from_name:
 * @name: (nullable): a stored name
 *
 * Returns: its reason; %RBK_REASON_OWN_WORDS for one of a newer Ringback, whose fact says what it is,
 *   %RBK_REASON_NONE for nothing
 */
RbkReasonId
rbk_reason_id_from_name (const char *name)
{
  for (guint i = 0; i < RBK_N_REASONS; i++)
    {
      if (g_strcmp0 (name != NULL ? name : "", reasons[i].name) == 0)
        return (RbkReasonId) i;
    }
  return RBK_REASON_OWN_WORDS;
}

struct _RbkVoicemailPlan
{
  GObject parent_instance;

  RbkReasonId reason;
  char *fact;      /* (owned): never NULL */
  char *next_step; /* (owned): never NULL */
  RbkAct act;
  gboolean practice;
  char *script; /* (owned) (nullable) */
  char *text;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkVoicemailPlan, rbk_voicemail_plan, G_TYPE_OBJECT)

static void
rbk_voicemail_plan_finalize (GObject *object)
{
  RbkVoicemailPlan *self = RBK_VOICEMAIL_PLAN (object);

  g_free (self->fact);
  g_free (self->next_step);
  g_free (self->script);
  g_free (self->text);
  G_OBJECT_CLASS (rbk_voicemail_plan_parent_class)->finalize (object);
}

static void
rbk_voicemail_plan_class_init (RbkVoicemailPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_voicemail_plan_finalize;
}

static void
rbk_voicemail_plan_init (RbkVoicemailPlan *self)
{
}

/**
 * rbk_voicemail_plan_new:
 * @reason: why the customer is called
 * @fact: (nullable): what there is to say, the one thing of value to this customer (V-3)
 * @next_step: (nullable): what should happen next; one thing (V-10)
 * @act: how it shall reach them
 * @practice: whether nothing of it shall ever leave (V-20)
 * @script: (nullable): the id of the showroom's script that is read
 * @text: (nullable): the script as it is read, every field filled
 *
 * Returns: (transfer full): the plan
 */
RbkVoicemailPlan *
rbk_voicemail_plan_new (RbkReasonId reason,
                        const char *fact,
                        const char *next_step,
                        RbkAct act,
                        gboolean practice,
                        const char *script,
                        const char *text)
{
  RbkVoicemailPlan *self = g_object_new (RBK_TYPE_VOICEMAIL_PLAN, NULL);

  self->reason = reason;
  self->fact = g_strdup (fact != NULL ? fact : "");
  self->next_step = g_strdup (next_step != NULL ? next_step : "");
  self->act = act;
  self->practice = practice;
  self->script = g_strdup (script);
  self->text = g_strdup (text);
  return self;
}

/**
 * rbk_voicemail_plan_new_from_payload:
 * @payload: that of a voicemail-plan entry
 *
 * Returns: (transfer full): the plan it tells of
 */
RbkVoicemailPlan *
rbk_voicemail_plan_new_from_payload (JsonObject *payload)
{
  return rbk_voicemail_plan_new (rbk_reason_id_from_name (rbk_json_get_string (payload, "reason")),
                                 rbk_json_get_string (payload, "fact"),
                                 rbk_json_get_string (payload, "next_step"),
                                 rbk_act_from_name (rbk_json_get_string (payload, "act")),
                                 rbk_json_get_boolean (payload, "practice", FALSE),
                                 rbk_json_get_string (payload, "script"),
                                 rbk_json_get_string (payload, "text"));
}

static const char *
or_null (const char *text)
{
  return *text != '\0' ? text : NULL;
}

/**
 * rbk_voicemail_plan_make_payload:
 * @draft: whose plan it is
 *
 * Returns: (transfer full): the payload of a voicemail-plan entry
 */
JsonObject *
rbk_voicemail_plan_make_payload (RbkVoicemailPlan *self, const char *draft)
{
  JsonObject *payload = rbk_json_new ("draft",
                                      draft,
                                      "reason",
                                      or_null (rbk_reason_id_get_name (self->reason)),
                                      "fact",
                                      or_null (self->fact),
                                      "next_step",
                                      or_null (self->next_step),
                                      "act",
                                      rbk_act_get_name (self->act),
                                      "script",
                                      self->script,
                                      "text",
                                      self->text,
                                      NULL);

  json_object_set_boolean_member (payload, "practice", self->practice);
  return payload;
}

/**
 * rbk_voicemail_plan_is_same:
 * @other: (nullable): another plan
 *
 * Returns: whether both decide the same
 */
gboolean
rbk_voicemail_plan_is_same (RbkVoicemailPlan *self, RbkVoicemailPlan *other)
{
  return other != NULL && self->reason == other->reason && g_str_equal (self->fact, other->fact) &&
         g_str_equal (self->next_step, other->next_step) && self->act == other->act &&
         self->practice == other->practice && g_strcmp0 (self->script, other->script) == 0 &&
         g_strcmp0 (self->text, other->text) == 0;
}

/**
 * rbk_voicemail_plan_get_reason:
 *
 * Returns: why the customer is called
 */
RbkReasonId
rbk_voicemail_plan_get_reason (RbkVoicemailPlan *self)
{
  return self->reason;
}

/**
 * rbk_voicemail_plan_get_fact:
 *
 * Returns: (transfer none): what there is to say; empty if nothing yet
 */
const char *
rbk_voicemail_plan_get_fact (RbkVoicemailPlan *self)
{
  return self->fact;
}

/**
 * rbk_voicemail_plan_get_next_step:
 *
 * Returns: (transfer none): what should happen next; empty if that is open
 */
const char *
rbk_voicemail_plan_get_next_step (RbkVoicemailPlan *self)
{
  return self->next_step;
}

/**
 * rbk_voicemail_plan_get_act:
 *
 * Returns: how it shall reach the customer
 */
RbkAct
rbk_voicemail_plan_get_act (RbkVoicemailPlan *self)
{
  return self->act;
}

/**
 * rbk_voicemail_plan_is_practice:
 *
 * Returns: whether nothing of it shall ever leave (V-20)
 */
gboolean
rbk_voicemail_plan_is_practice (RbkVoicemailPlan *self)
{
  return self->practice;
}

/**
 * rbk_voicemail_plan_get_script:
 *
 * Returns: (transfer none) (nullable): the id of the showroom's script that is read
 */
const char *
rbk_voicemail_plan_get_script (RbkVoicemailPlan *self)
{
  return self->script;
}

/**
 * rbk_voicemail_plan_get_text:
 *
 * Returns: (transfer none) (nullable): the script as it is read
 */
const char *
rbk_voicemail_plan_get_text (RbkVoicemailPlan *self)
{
  return self->text;
}
