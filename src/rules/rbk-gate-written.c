/* rbk-gate-written.c: the words of an email or text (M-1…M-7, V-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-plain-word.h"
#include "rules/rbk-gate-private.h"
#include "rules/rbk-phone-number.h"
#include "rules/rbk-written-check.h"

#include <glib/gi18n-lib.h>

static void
add (GPtrArray *remarks, const char *rule, RbkRemarkLevel level, const char *words)
{
  g_ptr_array_add (remarks, rbk_remark_new (rule, level, words));
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* A confirmation and a message of media alone have no words to judge. */
static RbkVerdict *
judge_fields (const RbkGateQuestion *question)
{
  if (question->medium == RBK_MEDIUM_EMAIL && (is_empty (question->subject) || is_empty (question->text)))
    return rbk_verdict_new (RBK_GATE_REFUSED,
                            "M-4",
                            RBK_INSTEAD_EDIT,
                            _ ("A message needs a subject and words (rule M-4). Add what is missing."));
  if (is_empty (question->text) && question->n_attachments == 0)
    return rbk_verdict_new (
      RBK_GATE_REFUSED, "M-4", RBK_INSTEAD_EDIT, _ ("A text needs words (rule M-4). Write something."));
  if (rbk_written_has_empty_field (question->subject) || rbk_written_has_empty_field (question->text))
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "M-4",
      RBK_INSTEAD_EDIT,
      _ ("A name or other field in the message is empty (rule M-4). Fill it in or take it out."));
  return NULL;
}

/* M-1, M-2: the subject is judged as strictly as the text, and a text as an email. */
static void
remark_on_value (const RbkGateQuestion *question, GPtrArray *remarks)
{
  const char *phrase = NULL;
  g_autofree char *words = NULL;

  if (question->tables == NULL)
    return;
  if (question->subject != NULL && question->medium == RBK_MEDIUM_EMAIL)
    phrase = rbk_gate_tables_find_phrase (question->tables, question->subject);
  if (phrase == NULL)
    phrase = rbk_gate_tables_find_phrase (question->tables, question->text);
  if (phrase == NULL)
    return;
  words = g_strdup_printf (_ ("“%s” gives them nothing (rule M-1). Thank them, name the vehicle, say the one "
                              "thing that is new, or ask something open (M-2)."),
                           phrase);
  add (remarks, "M-1", RBK_REMARK_WARNING, words);
}

static gboolean
is_settled (const RbkGateQuestion *question, const char *rule)
{
  return question->settled != NULL && g_strv_contains (question->settled, rule);
}

/* Whether @name is also a word of @of: of this customer's name, the author's, the showroom's, the vehicle's.
 */
static gboolean
is_word_of (const char *name, const char *of)
{
  g_autofree char *plain = rbk_plain_word_dup (name);
  g_auto (GStrv) words = rbk_plain_words_split (of);

  return g_strv_contains ((const char *const *) words, plain);
}

static gboolean
is_ours (const RbkGateQuestion *question, const char *name)
{
  const char *const *aliases = rbk_showroom_get_aliases (question->showroom);
  g_autofree char *wanted = rbk_customer_dup_wanted (question->customer);
  gboolean ours = is_word_of (name, rbk_customer_get_name (question->customer)) ||
                  is_word_of (name, rbk_person_get_name (question->author)) ||
                  is_word_of (name, rbk_showroom_get_name (question->showroom)) || is_word_of (name, wanted);

  for (guint i = 0; !ours && aliases != NULL && aliases[i] != NULL; i++)
    ours = is_word_of (name, aliases[i]);
  return ours;
}

/* V-17 of written words: a person decides whether it is the wrong customer or a friend who came along. */
static void
remark_on_names (const RbkGateQuestion *question, GPtrArray *remarks)
{
  if (question->other_names == NULL || is_settled (question, "V-17"))
    return;
  for (guint i = 0; question->other_names[i] != NULL; i++)
    {
      const char *name = question->other_names[i];
      RbkOtherName in_subject = rbk_written_find_name (question->subject, name);
      RbkOtherName found = MAX (rbk_written_find_name (question->text, name), in_subject);
      g_autofree char *words = NULL;

      if (found == RBK_OTHER_NAME_NOWHERE || is_ours (question, name))
        continue;
      words =
        g_strdup_printf (found == RBK_OTHER_NAME_GREETED
                           ? _ ("It greets %s, and goes to %s (rule V-17). Is this the right customer?")
                           : _ ("It names %s, who is another customer, and goes to %s (rule V-17). Is this "
                                "the right customer?"),
                         name,
                         rbk_customer_get_name (question->customer));
      add (remarks, "V-17", RBK_REMARK_FAIL, words);
      return;
    }
}

/* M-3: the direct line, and not more than one link to the page that says why to buy here. */
static void
remark_on_links (const RbkGateQuestion *question, const char *whole, GPtrArray *remarks)
{
  const char *line = rbk_person_get_line (question->author);

  if (!is_empty (line) && !rbk_written_has_number (whole, line))
    {
      g_autofree char *written = rbk_phone_number_dup_words (line);
      g_autofree char *words = g_strdup_printf (
        _ ("Your direct line %s is not in it (rule M-3). Say it, so that they call you and nobody else."),
        written);

      add (remarks, "M-3", RBK_REMARK_WARNING, words);
    }
  if (rbk_written_count (whole, question->policy.why_buy) > 1)
    add (remarks,
         "M-3",
         RBK_REMARK_WARNING,
         _ ("The “why buy here” page is linked more than once (rule M-3). Leave one of the links."));
}

/* M-5, M-6: whether an email without @what leaves is a row that a showroom can change. */
static RbkVerdict *
object (const RbkGateQuestion *question,
        RbkGateAnswer answer,
        RbkInstead instead,
        const char *words,
        GPtrArray *remarks)
{
  RbkVerdict *verdict;

  if (g_strcmp0 (rbk_gate_get_value (question, "email-footer"), "refuse") != 0)
    {
      add (remarks, "M-5", RBK_REMARK_WARNING, words);
      return NULL;
    }
  verdict = rbk_verdict_new (answer, "M-5", instead, words);
  verdict->row = g_strdup ("email-footer");
  return verdict;
}

static RbkVerdict *
judge_footer (const RbkGateQuestion *question, const char *whole, GPtrArray *remarks)
{
  const char *address = question->policy.postal_address;
  RbkVerdict *verdict = NULL;

  if (question->is_reply)
    return NULL;
  if (is_empty (address))
    address = rbk_showroom_get_address (question->showroom);
  if (is_empty (address))
    verdict =
      object (question,
              RBK_GATE_HELD,
              RBK_INSTEAD_POLICY,
              _ ("Emails must carry the showroom’s postal address, and Ringback does not know it (rule "
                 "M-5). Enter it in Preferences, under Policy; it leaves then."),
              remarks);
  else if (!rbk_written_has_words (whole, address))
    verdict = object (question,
                      RBK_GATE_REFUSED,
                      RBK_INSTEAD_EDIT,
                      _ ("The showroom’s postal address is not under this email (rule M-5). Write it anew; "
                         "Ringback puts the address there."),
                      remarks);
  if (verdict == NULL && !is_empty (address) &&
      !rbk_written_says_opt_out (whole, question->tables, question->policy.unsubscribe))
    verdict =
      object (question,
              RBK_GATE_REFUSED,
              RBK_INSTEAD_EDIT,
              _ ("It does not say how to get no more emails (rule M-5). Write it anew; Ringback puts a "
                 "line for that under it."),
              remarks);
  return verdict;
}

static gboolean
names_showroom (const RbkGateQuestion *question)
{
  const char *const *aliases = rbk_showroom_get_aliases (question->showroom);
  gboolean named = rbk_written_has_words (question->text, rbk_showroom_get_name (question->showroom));

  for (guint i = 0; !named && aliases != NULL && aliases[i] != NULL; i++)
    named = rbk_written_has_words (question->text, aliases[i]);
  return named;
}

static gboolean
names_author (const RbkGateQuestion *question)
{
  g_auto (GStrv) names = rbk_plain_words_split (rbk_person_get_name (question->author));

  return names[0] != NULL && rbk_written_has_words (question->text, names[0]);
}

static RbkVerdict *
judge_shorteners (const RbkGateQuestion *question)
{
  g_auto (GStrv) hosts = rbk_written_dup_hosts (question->text);

  for (guint i = 0; question->tables != NULL && hosts[i] != NULL; i++)
    {
      if (rbk_gate_tables_is_shortener (question->tables, hosts[i]))
        return rbk_verdict_take (
          RBK_GATE_REFUSED,
          "M-7",
          RBK_INSTEAD_EDIT,
          g_strdup_printf (
            _ ("Carriers block texts with links of public shorteners such as %s (rule M-7). Put the "
               "whole link into it."),
            hosts[i]));
    }
  return NULL;
}

/* M-7. */
static RbkVerdict *
judge_first_text (const RbkGateQuestion *question)
{
  if (!question->is_first_text || question->is_confirmation)
    return NULL;
  if (!names_author (question) || !names_showroom (question))
    return rbk_verdict_take (
      RBK_GATE_REFUSED,
      "M-7",
      RBK_INSTEAD_EDIT,
      g_strdup_printf (
        _ ("The first text to somebody says who writes: your first name and %s (rule M-7). Add them."),
        rbk_showroom_get_name (question->showroom)));
  if (!rbk_written_says_stop (question->text))
    return rbk_verdict_new (
      RBK_GATE_REFUSED,
      "M-7",
      RBK_INSTEAD_EDIT,
      _ ("The first text to somebody says how to get no more (rule M-7). Add “Reply STOP to "
         "opt out”."));
  return NULL;
}

/* M-1…M-7, V-17. */
RbkVerdict *
rbk_gate_judge_written (const RbkGateQuestion *question, GPtrArray *remarks)
{
  g_autofree char *whole = NULL;
  RbkVerdict *verdict;

  if (question->medium == RBK_MEDIUM_CALL)
    return NULL;
  verdict = judge_fields (question);
  if (verdict != NULL)
    return verdict;
  remark_on_value (question, remarks);
  remark_on_names (question, remarks);
  if (question->medium == RBK_MEDIUM_TEXT)
    {
      verdict = judge_shorteners (question);
      return verdict != NULL ? verdict : judge_first_text (question);
    }
  whole = g_strconcat (question->text, "\n", question->signature, NULL);
  remark_on_links (question, whole, remarks);
  return judge_footer (question, whole, remarks);
}
