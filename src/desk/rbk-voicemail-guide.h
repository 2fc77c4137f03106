/* rbk-voicemail-guide.h: how voicemails are spoken in this showroom: its school, its scripts, its words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "model/rbk-script.h"
#include "rules/rbk-script-merge.h"
#include "rules/rbk-voicemail-school.h"

G_BEGIN_DECLS

/* V-19 */
#define RBK_SCREENING_LINE_WORDS   20
#define RBK_SCREENING_LINE_SECONDS 10

/* All of this is for the main thread. */
GPtrArray *rbk_voicemail_guide_get_schools (void); /* (element-type RbkVoicemailSchool): never empty */
RbkVoicemailSchool *rbk_voicemail_guide_get_school (RbkDesk *desk);
gboolean rbk_voicemail_guide_may_choose (RbkDesk *desk);

GPtrArray *rbk_voicemail_guide_list_scripts (RbkDesk *desk, RbkReasonId reason);
RbkScript *rbk_voicemail_guide_find_script (RbkDesk *desk, const char *script);
RbkMergedScript *
rbk_voicemail_guide_merge (RbkDesk *desk, RbkCustomer *customer, RbkScript *script, RbkVoicemailPlan *plan);
char *rbk_voicemail_guide_dup_screening_line (RbkDesk *desk, RbkCustomer *customer, RbkVoicemailPlan *plan);
guint rbk_voicemail_guide_count_words (const char *text);
char *rbk_voicemail_guide_dup_number_groups (const char *number);
char *rbk_voicemail_guide_dup_demands (RbkAct act, gboolean is_practice);

G_END_DECLS
