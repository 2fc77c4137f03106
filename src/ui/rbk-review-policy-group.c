/* rbk-review-policy-group.c: whose voicemails wait for a manager, and how many of them are heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-policy-group.h"

#include "ui/rbk-choice-factory.h"

struct _RbkReviewPolicyGroup
{
  AdwPreferencesGroup parent_instance;

  gboolean showing; /* being filled by us, not by the person */

  AdwComboRow *approval_row;
  AdwSpinRow *first_row;
  AdwSpinRow *sample_row;
  AdwSpinRow *calibration_row;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewPolicyGroup, rbk_review_policy_group, ADW_TYPE_PREFERENCES_GROUP)

/* As in policy-changed; by RbkApproval. */
static const char *const approvals[] = { "nobody", "first", "all" };

static void
show_rows (RbkReviewPolicyGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->first_row),
                          adw_combo_row_get_selected (self->approval_row) == RBK_APPROVAL_FIRST);
}

static void
changed_cb (RbkReviewPolicyGroup *self)
{
  if (self->showing)
    return;
  show_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rbk_review_policy_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_REVIEW_POLICY_GROUP);
  G_OBJECT_CLASS (rbk_review_policy_group_parent_class)->dispose (object);
}

static void
rbk_review_policy_group_class_init (RbkReviewPolicyGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_policy_group_dispose;
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_REVIEW_POLICY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-policy-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPolicyGroup, approval_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPolicyGroup, first_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPolicyGroup, sample_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPolicyGroup, calibration_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
rbk_review_policy_group_init (RbkReviewPolicyGroup *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_list_factory (self->approval_row, factory);
  show_rows (self);
  self->showing = FALSE;
}

/**
 * rbk_review_policy_group_show:
 * @policy: what was decided
 */
void
rbk_review_policy_group_show (RbkReviewPolicyGroup *self, const RbkReviewPolicy *policy)
{
  g_return_if_fail (RBK_IS_REVIEW_POLICY_GROUP (self));

  self->showing = TRUE;
  adw_combo_row_set_selected (self->approval_row, policy->approval);
  adw_spin_row_set_value (self->first_row, policy->first > 0 ? policy->first : RBK_REVIEW_FIRST);
  adw_spin_row_set_value (self->sample_row, policy->sample);
  adw_spin_row_set_value (self->calibration_row, policy->calibration);
  show_rows (self);
  self->showing = FALSE;
}

/**
 * rbk_review_policy_group_make_json:
 *
 * Returns: (transfer full): what is on screen, as the member "review" of policy-changed
 */
JsonObject *
rbk_review_policy_group_make_json (RbkReviewPolicyGroup *self)
{
  JsonObject *review = json_object_new ();
  guint approval = adw_combo_row_get_selected (self->approval_row);

  json_object_set_string_member (review, "approval", approvals[MIN (approval, G_N_ELEMENTS (approvals) - 1)]);
  json_object_set_int_member (review, "first", (gint64) adw_spin_row_get_value (self->first_row));
  json_object_set_int_member (review, "sample", (gint64) adw_spin_row_get_value (self->sample_row));
  json_object_set_int_member (review, "calibration", (gint64) adw_spin_row_get_value (self->calibration_row));
  return review;
}
