/* rbk-entry-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-entry-kind.h"

static const char *const kind_names[] = {
  "unknown",
  "lead-arrived",
  "customer-changed",
  "note",
  "call-claimed",
  "text",
  "email",
  "video",
  "voicemail-draft",
  "voicemail-take",
  "voicemail-left",
  "delivery",
  "consent-given",
  "consent-withdrawn",
  "assignment",
  "showroom-changed",
  "person-changed",
  "account-changed",
  "voicemail-plan",
  "voicemail-edit",
  "transcript",
  "voicemail-tick",
  "policy-changed",
  "voicemail-submitted",
  "review-comment",
  "review",
  "review-reply",
  "rubric-changed",
  "voicemail-example",
};

G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == RBK_ENTRY_KIND_LAST + 1);

/**
 * rbk_entry_kind_get_name:
 *
 * Returns: the name as it stands in files that people read
 */
const char *
rbk_entry_kind_get_name (RbkEntryKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), "unknown");
  return kind_names[kind];
}

/**
 * rbk_entry_kind_from_name:
 * @name: (nullable): a name
 *
 * Returns: its kind; %RBK_ENTRY_KIND_UNKNOWN for any other text
 */
RbkEntryKind
rbk_entry_kind_from_name (const char *name)
{
  for (guint i = 1; i < G_N_ELEMENTS (kind_names); i++)
    {
      if (g_strcmp0 (name, kind_names[i]) == 0)
        return (RbkEntryKind) i;
    }
  return RBK_ENTRY_KIND_UNKNOWN;
}

/**
 * rbk_entry_kind_needs_customer:
 *
 * Returns: whether an entry of this kind is always about a customer
 */
gboolean
rbk_entry_kind_needs_customer (RbkEntryKind kind)
{
  return kind != RBK_ENTRY_KIND_UNKNOWN && (guint) kind <= RBK_ENTRY_KIND_LAST &&
         kind != RBK_ENTRY_KIND_SHOWROOM_CHANGED && kind != RBK_ENTRY_KIND_PERSON_CHANGED &&
         kind != RBK_ENTRY_KIND_ACCOUNT_CHANGED && kind != RBK_ENTRY_KIND_POLICY_CHANGED &&
         kind != RBK_ENTRY_KIND_RUBRIC_CHANGED && kind != RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE;
}

/**
 * rbk_entry_kind_is_row:
 *
 * Returns: whether an entry of this kind is a row of its customer's timeline, rather than a step of
 *   something that is one. The index of the timeline leaves out the same kinds
 */
gboolean
rbk_entry_kind_is_row (RbkEntryKind kind)
{
  return kind != RBK_ENTRY_KIND_DELIVERY && kind != RBK_ENTRY_KIND_VOICEMAIL_TAKE &&
         kind != RBK_ENTRY_KIND_VOICEMAIL_PLAN && kind != RBK_ENTRY_KIND_VOICEMAIL_EDIT &&
         kind != RBK_ENTRY_KIND_TRANSCRIPT && kind != RBK_ENTRY_KIND_VOICEMAIL_TICK &&
         kind != RBK_ENTRY_KIND_REVIEW_COMMENT;
}
