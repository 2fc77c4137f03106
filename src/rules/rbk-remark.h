/* rbk-remark.h: one thing that a rule has to say, with the rule's id and words for a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RbkRemarkLevel:
 * @RBK_REMARK_GOOD: the rule is kept, as far as it can be known
 * @RBK_REMARK_WARNING: the rule is not kept, or only nearly
 * @RBK_REMARK_REFUSAL: it cannot be sent so
 * @RBK_REMARK_FAIL: the rule is broken; a person decides
 * @RBK_REMARK_HEARD: a recogniser whose score nobody knows heard what the rule wants
 * @RBK_REMARK_NOT_HEARD: that recogniser did not hear it; neither is a judgement
 * @RBK_REMARK_BY_EAR: a person listened, and confirms it
 * @RBK_REMARK_NOT_CHECKED: nothing was there to judge it by; the words say what to listen for
 */
typedef enum
{
  RBK_REMARK_GOOD,
  RBK_REMARK_WARNING,
  RBK_REMARK_REFUSAL,
  RBK_REMARK_FAIL,
  RBK_REMARK_HEARD,
  RBK_REMARK_NOT_HEARD,
  RBK_REMARK_BY_EAR,
  RBK_REMARK_NOT_CHECKED,
} RbkRemarkLevel;

/* What a remark rests on: where in the recording something is said. */
typedef enum
{
  RBK_EVIDENCE_NAME,
  RBK_EVIDENCE_SHOWROOM,
  RBK_EVIDENCE_REASON,
  RBK_EVIDENCE_NO_VALUE,
  RBK_EVIDENCE_NUMBER,
  RBK_EVIDENCE_DIRECT_LINE,
  RBK_EVIDENCE_TEXT_INVITATION,
  RBK_EVIDENCE_NEXT_STEP,
  RBK_EVIDENCE_VEHICLE,
  RBK_EVIDENCE_OTHER_CUSTOMER,
  RBK_EVIDENCE_PRIVATE,
  RBK_EVIDENCE_EAR, /* where the person confirmed it */
} RbkEvidenceKind;

typedef struct
{
  RbkEvidenceKind kind;
  char *text; /* (nullable): as the transcript writes it; owned by the remark */
  gint64 t0_us;
  gint64 t1_us;
  guint first_word; /* of the transcript */
  guint n_words;    /* 0 where it is no words */
} RbkEvidence;

#define RBK_TYPE_REMARK (rbk_remark_get_type ())
G_DECLARE_FINAL_TYPE (RbkRemark, rbk_remark, RBK, REMARK, GObject)

RbkRemark *rbk_remark_new (const char *rule, RbkRemarkLevel level, const char *words);
RbkRemark *rbk_remark_new_with_evidence (
  const char *rule, RbkRemarkLevel level, const char *words, const RbkEvidence *evidence, guint n_evidence);
const char *rbk_remark_get_rule (RbkRemark *self);
RbkRemarkLevel rbk_remark_get_level (RbkRemark *self);
const char *rbk_remark_get_words (RbkRemark *self);
guint rbk_remark_get_n_evidence (RbkRemark *self);
const RbkEvidence *rbk_remark_get_evidence (RbkRemark *self, guint index);

G_END_DECLS
