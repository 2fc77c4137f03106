/* rbk-plan-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-plan-form.h"

/**
 * rbk_plan_form_read:
 *
 * Returns: what is planned now
 */
RbkPlanForm
rbk_plan_form_read (RbkComposer *composer)
{
  RbkVoicemailPlan *plan = rbk_composer_get_plan (composer);

  return (RbkPlanForm) {
    .reason = rbk_voicemail_plan_get_reason (plan),
    .fact = rbk_voicemail_plan_get_fact (plan),
    .next_step = rbk_voicemail_plan_get_next_step (plan),
    .act = rbk_voicemail_plan_get_act (plan),
    .practice = rbk_voicemail_plan_is_practice (plan),
    .script = rbk_voicemail_plan_get_script (plan),
    .text = rbk_voicemail_plan_get_text (plan),
  };
}

/**
 * rbk_plan_form_apply:
 * @form: invalid after the call
 *
 * The composer keeps it, and tells that it changed.
 */
void
rbk_plan_form_apply (const RbkPlanForm *form, RbkComposer *composer)
{
  g_autoptr (RbkVoicemailPlan) plan = rbk_voicemail_plan_new (
    form->reason, form->fact, form->next_step, form->act, form->practice, form->script, form->text);

  rbk_composer_set_plan (composer, plan);
}
