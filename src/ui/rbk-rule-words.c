/* rbk-rule-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-rule-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A row, or without @row its @value, in words. A row that is not here is called by its id. */
static const struct
{
  const char *row;
  const char *value; /* (nullable): NULL: the row itself */
  const char *words;
} known[] = {
  { "reply-hours", NULL, N_ ("Answers to the customer’s own question, outside the hours") },
  { "reply-hours", "held", N_ ("They wait for the hours") },
  { "reply-hours", "allowed", N_ ("They leave at any hour") },
  { "recorded-consent", NULL, N_ ("Consent before a recorded voice") },
  { "recorded-consent", "written", N_ ("In writing") },
  { "recorded-consent", "oral", N_ ("They said so") },
  { "text-consent", NULL, N_ ("Consent before the first text") },
  { "text-consent", "number-given", N_ ("They gave us the number for it") },
  { "text-consent", "oral", N_ ("They said so") },
  { "text-consent", "written", N_ ("In writing") },
  { "registry-age-days", NULL, N_ ("How old the do-not-call registry’s answer may be, in days") },
  { "revocation-scope", NULL, N_ ("What a customer’s request to stop ends") },
  { "revocation-scope", "all", N_ ("All marketing") },
  { "revocation-scope", "channel", N_ ("The medium in which they asked") },
  { "confirmation-minutes", NULL, N_ ("How long a request to stop may be confirmed, in minutes") },
  { "email-footer", NULL, N_ ("Emails without a postal address or a way to stop") },
  { "email-footer", "refuse", N_ ("They do not leave") },
  { "email-footer", "warn", N_ ("They leave, after a warning") },
};

static const char *
find_words (const char *row, const char *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_str_equal (known[i].row, row) && g_strcmp0 (known[i].value, value) == 0)
        return _ (known[i].words);
    }
  return NULL;
}

/* Who says so: a source begins with its name. */
static char *
dup_source (const RbkRuleRow *row)
{
  return g_strndup (row->source, strcspn (row->source, ",:;"));
}

static char *
dup_name (const RbkRuleRow *row)
{
  const char *words = find_words (row->id, NULL);
  const char *state = row->state != NULL ? row->state : _ ("federal");
  g_autofree char *source = NULL;

  if (words != NULL)
    return g_strdup (words);
  switch (row->form)
    {
    case RBK_RULE_HOURS:
      source = dup_source (row);
      /* Translators: a state such as FL, or “federal”; and who says so, as sources differ */
      return g_strdup_printf (_ ("Hours for calls and texts, %1$s, by %2$s"), state, source);
    case RBK_RULE_TERM:
      return g_strdup_printf (g_strcmp0 (row->of, "purchase") == 0
                                /* Translators: %s is a state such as FL, or “federal” */
                                ? _ ("Calls to numbers of the registry after a purchase, %s")
                                /* Translators: %s is a state such as FL, or “federal” */
                                : _ ("Calls to numbers of the registry after an inquiry, %s"),
                              state);
    case RBK_RULE_NUMBER:
      /* Translators: %s is a state such as FL */
      return row->state != NULL ? g_strdup_printf (_ ("Calls and texts within 24 hours, %s"), state)
                                : g_strdup (row->id);
    case RBK_RULE_CHOICE:
    default:
      return g_strdup (row->id);
    }
}

/**
 * rbk_rule_words_dup_title:
 *
 * Returns: (transfer full): what the row is about, and its rule
 */
char *
rbk_rule_words_dup_title (const RbkRuleRow *row)
{
  g_autofree char *name = dup_name (row);

  /* Translators: what a rule is about, and its number, such as K-13 */
  return g_strdup_printf (_ ("%1$s (%2$s)"), name, row->rule);
}

/**
 * rbk_rule_words_dup_value:
 * @value: (nullable): of the row; NULL: the row does not count
 *
 * Returns: (transfer full): what that means
 */
char *
rbk_rule_words_dup_value (const RbkRuleRow *row, const char *value)
{
  const char *words;

  if (value == NULL)
    return g_strdup (_ ("It does not count here"));
  words = row->form == RBK_RULE_CHOICE ? find_words (row->id, value) : NULL;
  return g_strdup (words != NULL ? words : value);
}
