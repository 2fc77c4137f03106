/* rbk-plan-form.h: the plan of a voicemail, one field of which is being changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

G_BEGIN_DECLS

/* All borrowed: of the composer's plan, until rbk_plan_form_apply(). */
typedef struct
{
  RbkReasonId reason;
  const char *fact;
  const char *next_step;
  RbkAct act;
  gboolean practice;
  const char *script; /* (nullable) */
  const char *text;   /* (nullable): NULL while it is the script's, filled in */
} RbkPlanForm;

RbkPlanForm rbk_plan_form_read (RbkComposer *composer);
void rbk_plan_form_apply (const RbkPlanForm *form, RbkComposer *composer);

G_END_DECLS
