/* rbk-review-words.c: what a voicemail that is to be heard is called, and how far it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-words.h"

#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_review_words_get_outcome:
 *
 * Returns: (transfer none): how the voicemail reached somebody, or is to
 */
const char *
rbk_review_words_get_outcome (RbkReviewOutcome outcome)
{
  switch (outcome)
    {
    case RBK_REVIEW_OUTCOME_WAITING:
      return _ ("In the outbox");
    case RBK_REVIEW_OUTCOME_SENT:
      return _ ("Sent");
    case RBK_REVIEW_OUTCOME_LEFT:
      return _ ("Left on the phone");
    case RBK_REVIEW_OUTCOME_SUBMITTED:
    default:
      return _ ("Submitted");
    }
}

/**
 * rbk_review_words_get_outcome_icon:
 *
 * Returns: (transfer none): the name of an icon for that
 */
const char *
rbk_review_words_get_outcome_icon (RbkReviewOutcome outcome)
{
  switch (outcome)
    {
    case RBK_REVIEW_OUTCOME_WAITING:
      return "rbk-outbox-symbolic";
    case RBK_REVIEW_OUTCOME_SENT:
      return "rbk-email-symbolic";
    case RBK_REVIEW_OUTCOME_LEFT:
      return "rbk-voicemail-symbolic";
    case RBK_REVIEW_OUTCOME_SUBMITTED:
    default:
      return "rbk-take-symbolic";
    }
}

/**
 * rbk_review_words_get_state:
 *
 * Returns: (transfer none): how far its review is
 */
const char *
rbk_review_words_get_state (RbkReviewState state)
{
  switch (state)
    {
    case RBK_REVIEW_STATE_SECOND:
      return _ ("Waits for a second review");
    case RBK_REVIEW_STATE_REVIEWED:
      return _ ("Reviewed");
    case RBK_REVIEW_STATE_APPROVED:
      return _ ("Approved");
    case RBK_REVIEW_STATE_RETURNED:
      return _ ("Returned");
    case RBK_REVIEW_STATE_REPLACED:
      return _ ("Recorded once more");
    case RBK_REVIEW_STATE_WAITING:
    default:
      return _ ("Waits for a review");
    }
}

/**
 * rbk_review_words_get_decision:
 *
 * Returns: (transfer none): what was decided
 */
const char *
rbk_review_words_get_decision (RbkReviewDecision decision)
{
  switch (decision)
    {
    case RBK_REVIEW_DECISION_APPROVED:
      return _ ("Approved");
    case RBK_REVIEW_DECISION_RETURNED:
      return _ ("Returned, to be recorded once more");
    case RBK_REVIEW_DECISION_NONE:
    default:
      return _ ("Reviewed");
    }
}

/**
 * rbk_review_words_dup_customer:
 *
 * Returns: (transfer full): the name of whom it is for
 */
char *
rbk_review_words_dup_customer (RbkDesk *desk, RbkReviewItem *item)
{
  g_autoptr (RbkCustomer) customer =
    rbk_desk_dup_customer (desk, rbk_review_item_get_facts (item)->customer, NULL);

  return g_strdup (customer != NULL ? rbk_customer_get_name (customer) : _ ("Somebody not in the ledger"));
}

static GTimeZone *
dup_zone (RbkDesk *desk)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (desk);

  return rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
}

/**
 * rbk_review_words_dup_time:
 *
 * Returns: (transfer full): that time, short, by the showroom's clock
 */
char *
rbk_review_words_dup_time (RbkDesk *desk, gint64 time_us)
{
  g_autoptr (GTimeZone) zone = dup_zone (desk);

  return rbk_time_dup_short (time_us, rbk_clock_now_us (rbk_desk_get_clock (desk)), zone);
}

/**
 * rbk_review_words_dup_age:
 *
 * Returns: (transfer full): since when it could be reviewed: "12 min", "2 d"
 */
char *
rbk_review_words_dup_age (RbkDesk *desk, RbkReviewItem *item)
{
  gint64 span_us = rbk_clock_now_us (rbk_desk_get_clock (desk)) - rbk_review_item_get_facts (item)->time_us;

  return span_us < 60 * G_USEC_PER_SEC ? g_strdup (_ ("just now")) : rbk_time_dup_span (span_us);
}

/**
 * rbk_review_words_dup_total:
 *
 * Returns: (transfer full): a total with its band in words
 */
char *
rbk_review_words_dup_total (guint total)
{
  /* Translators: points of a hundred, and what they mean in a word or two */
  return g_strdup_printf (_ ("%u of 100, %s"), total, rbk_score_band_get_words (rbk_score_band_of (total)));
}
