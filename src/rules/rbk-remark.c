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
  char *words;      /* (owned) */
  GArray *evidence; /* (owned) (element-type RbkEvidence) */
};

G_DEFINE_FINAL_TYPE (RbkRemark, rbk_remark, G_TYPE_OBJECT)

static void
clear_evidence (gpointer data)
{
  g_free (((RbkEvidence *) data)->text);
}

static void
rbk_remark_finalize (GObject *object)
{
  RbkRemark *self = RBK_REMARK (object);

  g_free (self->rule);
  g_free (self->words);
  g_array_unref (self->evidence);
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
  self->evidence = g_array_new (FALSE, TRUE, sizeof (RbkEvidence));
  g_array_set_clear_func (self->evidence, clear_evidence);
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
 * rbk_remark_new_with_evidence:
 * @rule: the rule's id
 * @words: what it says, as a person reads it
 * @evidence: (array length=n_evidence): where what it rests on is said, in order; copied
 *
 * Returns: (transfer full): the remark
 */
RbkRemark *
rbk_remark_new_with_evidence (
  const char *rule, RbkRemarkLevel level, const char *words, const RbkEvidence *evidence, guint n_evidence)
{
  RbkRemark *self = rbk_remark_new (rule, level, words);

  for (guint i = 0; i < n_evidence; i++)
    {
      RbkEvidence copy = evidence[i];

      copy.text = g_strdup (copy.text);
      g_array_append_val (self->evidence, copy);
    }
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

/**
 * rbk_remark_get_n_evidence:
 *
 * Returns: in how many places of the recording it is said what the remark rests on; often none
 */
guint
rbk_remark_get_n_evidence (RbkRemark *self)
{
  return self->evidence->len;
}

/**
 * rbk_remark_get_evidence:
 * @index: less than rbk_remark_get_n_evidence()
 *
 * Returns: (transfer none): one of those places
 */
const RbkEvidence *
rbk_remark_get_evidence (RbkRemark *self, guint index)
{
  g_return_val_if_fail (index < self->evidence->len, NULL);
  return &g_array_index (self->evidence, RbkEvidence, index);
}
