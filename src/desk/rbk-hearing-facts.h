/* rbk-hearing-facts.h: what the desk knows of a voicemail, for the rules to judge it by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "media/rbk-take-measure.h"
#include "model/rbk-transcript.h"
#include "model/rbk-voicemail-plan.h"

G_BEGIN_DECLS

typedef struct _RbkHearingFacts RbkHearingFacts;

RbkHearingFacts *rbk_hearing_facts_new (RbkDesk *desk, const char *customer);
void rbk_hearing_facts_look_back (RbkHearingFacts *self, const char *speaker, gint64 time_us);
void rbk_hearing_facts_free (RbkHearingFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkHearingFacts, rbk_hearing_facts_free)

gboolean rbk_hearing_facts_trust (RbkHearingFacts *self, RbkTranscript *transcript);
void rbk_hearing_facts_forget (RbkHearingFacts *self);
GPtrArray *rbk_hearing_facts_judge (RbkHearingFacts *self,
                                    RbkVoicemailPlan *plan,
                                    gboolean is_practice,
                                    const RbkTakeMeasure *measure,
                                    RbkTranscript *transcript,
                                    GPtrArray *ticks);

G_END_DECLS
