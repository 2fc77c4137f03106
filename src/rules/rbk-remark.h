/* rbk-remark.h: one thing that a rule has to say, with the rule's id and words for a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  RBK_REMARK_GOOD,
  RBK_REMARK_WARNING,
  RBK_REMARK_REFUSAL,
} RbkRemarkLevel;

#define RBK_TYPE_REMARK (rbk_remark_get_type ())
G_DECLARE_FINAL_TYPE (RbkRemark, rbk_remark, RBK, REMARK, GObject)

RbkRemark *rbk_remark_new (const char *rule, RbkRemarkLevel level, const char *words);
const char *rbk_remark_get_rule (RbkRemark *self);
RbkRemarkLevel rbk_remark_get_level (RbkRemark *self);
const char *rbk_remark_get_words (RbkRemark *self);

G_END_DECLS
