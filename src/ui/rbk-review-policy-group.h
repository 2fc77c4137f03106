/* rbk-review-policy-group.h: whose voicemails wait for a manager, and how many of them are heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-company-policy.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "changed" (): a person changed something; the page that holds it saves it with the rest. */
#define RBK_TYPE_REVIEW_POLICY_GROUP (rbk_review_policy_group_get_type ())
G_DECLARE_FINAL_TYPE (
  RbkReviewPolicyGroup, rbk_review_policy_group, RBK, REVIEW_POLICY_GROUP, AdwPreferencesGroup)

void rbk_review_policy_group_show (RbkReviewPolicyGroup *self, const RbkReviewPolicy *policy);
JsonObject *rbk_review_policy_group_make_json (RbkReviewPolicyGroup *self);

G_END_DECLS
