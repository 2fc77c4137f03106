/* rbk-remark.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-remark.h"

/* Immutable. */
struct _RbkRemark
{
  GObject parent_instance;

  char *rule; /* (owned) */
  RbkRemarkLevel level;
  char *words; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkRemark, rbk_remark, G_TYPE_OBJECT)

static void
rbk_remark_finalize (GObject *object)
{
  RbkRemark *self = RBK_REMARK (object);

  g_free (self->rule);
  g_free (self->words);
  G_OBJECT_CLASS (rbk_remark_parent_class)->finalize (object);
}

static void
rbk_remark_class_init (RbkRemarkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_remark_finalize;
}

static void
rbk_remark_init (RbkRemark *self)
{
}

/**
 * rbk_remark_new:
 * @rule: the rule's id, for example "V-11"
 * @words: what it says, as a person reads it
 *
 * Returns: (transfer full): the remark
 */
RbkRemark *
rbk_remark_new (const char *rule, RbkRemarkLevel level, const char *words)
{
  RbkRemark *self = g_object_new (RBK_TYPE_REMARK, NULL);

  self->rule = g_strdup (rule);
  self->level = level;
  self->words = g_strdup (words);
  return self;
}

/**
 * rbk_remark_get_rule:
 *
 * Returns: (transfer none): the id of the rule
 */
const char *
rbk_remark_get_rule (RbkRemark *self)
{
  return self->rule;
}

/**
 * rbk_remark_get_level:
 *
 * Returns: how much it weighs
 */
RbkRemarkLevel
rbk_remark_get_level (RbkRemark *self)
{
  return self->level;
}

/**
 * rbk_remark_get_words:
 *
 * Returns: (transfer none): what a person reads
 */
const char *
rbk_remark_get_words (RbkRemark *self)
{
  return self->words;
}
