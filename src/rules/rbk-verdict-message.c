/* rbk-verdict-message.c: what is said: the reason (V-2…V-4), the next step (V-10), how fast (V-13), and
 * nothing private (V-18).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-plain-word.h"
#include "rules/rbk-likeness.h"
#include "rules/rbk-listening-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* V-2: so much of what the fact says must be heard close together. A default of our own. */
#define FACT_SHARE 0.5
/* V-10: the step of “call or text”. */
#define ANSWER "answer"
/* V-13, words a minute. */
#define SLOWEST 120
#define FASTEST 165
/* So few words have no pace. */
#define FEWEST_WORDS 10

/* Words that say nothing of a fact. */
static const char *const empty_words[] = {
  "a",     "an",   "the",  "and", "or",   "of",   "to",   "in",   "on",  "for",   "is",   "are",   "was",
  "were",  "it",   "its",  "we",  "you",  "your", "i",    "my",   "our", "have",  "has",  "had",   "this",
  "that",  "with", "at",   "by",  "from", "be",   "been", "just", "as",  "not",   "now",  "so",    "if",
  "there", "they", "them", "he",  "she",  "will", "can",  "me",   "us",  "about", "what", "which", NULL
};

static gboolean
is_set (const char *text)
{
  g_auto (GStrv) words = rbk_plain_words_split (text);

  return words[0] != NULL;
}

/* (element-type utf8): the words of @text that say something, each once. */
static GHashTable *
collect_words (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) all = rbk_plain_words_split (text);

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (!g_strv_contains (empty_words, all[i]))
        g_hash_table_add (words, g_strdup (all[i]));
    }
  return words;
}

/**
 * rbk_listening_find_fact:
 * @share: (out): how much of the fact is said there, 0…1
 *
 * Looks for the passage in which most of the fact's words are said, articles and the like aside; it is
 * no longer than twice the fact.
 *
 * Returns: from the first of those words to the last
 */
RbkTokenRange
rbk_listening_find_fact (RbkListening *self, double *share)
{
  g_autoptr (GHashTable) wanted = collect_words (self->context->fact);
  g_auto (GStrv) all = rbk_plain_words_split (self->context->fact);
  guint longest = g_strv_length (all) * 2;
  guint n_wanted = g_hash_table_size (wanted);
  RbkTokenRange best = { 0, 0 };
  guint most = 0;

  for (guint i = 0; i < rbk_spoken_text_get_length (self->text); i++)
    {
      g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

      if (!g_hash_table_contains (wanted, rbk_spoken_text_get (self->text, i)->plain))
        continue;
      for (guint j = i; j < rbk_spoken_text_get_length (self->text) && j - i < longest; j++)
        {
          char *plain = rbk_spoken_text_get (self->text, j)->plain;

          if (!g_hash_table_contains (wanted, plain) || !g_hash_table_add (found, plain))
            continue;
          if (g_hash_table_size (found) > most)
            {
              most = g_hash_table_size (found);
              best = (RbkTokenRange) { i, j - i + 1 };
            }
        }
    }
  *share = n_wanted > 0 ? (double) most / n_wanted : 0;
  return best;
}

static void
judge_why_and_what (RbkListening *self)
{
  const RbkVoicemailContext *context = self->context;
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  double share = 0;
  RbkTokenRange range;

  if (!is_set (context->reason) || !is_set (context->fact))
    {
      rbk_listening_say (
        self,
        "V-2",
        RBK_REMARK_FAIL,
        g_strdup (_ ("Why are you calling? Choose a reason, and write the one fact that is new to "
                     "this customer.")),
        NULL);
      return;
    }
  if (!is_set (context->next_step))
    {
      rbk_listening_say (self,
                         "V-2",
                         RBK_REMARK_FAIL,
                         g_strdup (_ ("What should come of it? Write the one next step that you ask for.")),
                         NULL);
      return;
    }
  if (self->text == NULL)
    {
      rbk_listening_say (self,
                         "V-2",
                         RBK_REMARK_NOT_CHECKED,
                         g_strdup_printf (_ ("Listen: is it clear why you are calling? “%s”"), context->fact),
                         NULL);
      return;
    }
  range = rbk_listening_find_fact (self, &share);
  if (share >= FACT_SHARE)
    {
      rbk_evidence_add (evidence, self, RBK_EVIDENCE_REASON, range);
      rbk_listening_say_of_words (
        self, "V-2", RBK_REMARK_GOOD, g_strdup (_ ("Your reason for calling comes through.")), evidence);
    }
  else
    rbk_listening_say_of_words (
      self,
      "V-2",
      RBK_REMARK_WARNING,
      g_strdup_printf (_ ("Your reason for calling does not come through: “%s”."), context->fact),
      NULL);
}

static void
judge_value (RbkListening *self)
{
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  g_autofree char *said = NULL;
  RbkTokenRange phrase;
  double share = 0;

  if (self->text == NULL)
    {
      rbk_listening_say (
        self,
        "V-3",
        RBK_REMARK_NOT_CHECKED,
        g_strdup (_ ("Listen: does it give them something of value, and not only “just checking in”?")),
        NULL);
      return;
    }
  phrase = rbk_voicemail_tables_find_phrase (self->context->tables, RBK_PHRASE_NO_VALUE, self->text, 0, NULL);
  if (phrase.n == 0)
    {
      rbk_listening_say_of_words (
        self, "V-3", RBK_REMARK_GOOD, g_strdup (_ ("Nothing is said just for the sake of calling.")), NULL);
      return;
    }
  said = rbk_spoken_text_dup_range (self->text, phrase);
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_NO_VALUE, phrase);
  rbk_listening_find_fact (self, &share);
  if (share >= FACT_SHARE)
    rbk_listening_say_of_words (
      self,
      "V-3",
      RBK_REMARK_GOOD,
      g_strdup_printf (_ ("You say “%s”, but you give a fact too. It is stronger without those words."),
                       said),
      evidence);
  else
    rbk_listening_say_of_words (
      self,
      "V-3",
      RBK_REMARK_WARNING,
      g_strdup_printf (_ ("You say “%s”, and give no fact. What do they get from calling you back?"), said),
      evidence);
}

/* V-4. The measure is rbk_likeness_of_fact(); the whole of what was said is compared too, so that the same
 * message is not left twice. */
static void
judge_news (RbkListening *self)
{
  const RbkVoicemailContext *context = self->context;
  g_autofree char *text = context->transcript != NULL ? rbk_transcript_dup_text (context->transcript) : NULL;
  int used =
    is_set (context->fact) ? rbk_likeness_find_used_fact (context->fact, context->last_messages) : -1;

  for (int i = 0;
       used < 0 && text != NULL && context->last_messages != NULL && context->last_messages[i] != NULL;
       i++)
    {
      if (rbk_likeness_of_texts (text, context->last_messages[i]) >= RBK_LIKENESS_SAME_FACT)
        used = i;
    }
  if (used >= 0)
    rbk_listening_say (
      self,
      "V-4",
      RBK_REMARK_WARNING,
      g_strdup (
        used == 0
          ? _ ("The last message to this customer said this already. Find something new.")
          : _ ("One of the last three messages to this customer said this already. Find something new.")),
      NULL);
  else if (!is_set (context->fact) && text == NULL)
    rbk_listening_say (self,
                       "V-4",
                       RBK_REMARK_NOT_CHECKED,
                       g_strdup (_ ("Without a fact, Ringback cannot tell whether this is new to them.")),
                       NULL);
  else
    rbk_listening_say (self,
                       "V-4",
                       RBK_REMARK_GOOD,
                       g_strdup (_ ("The last messages to this customer did not say this.")),
                       NULL);
}

/**
 * rbk_listening_judge_reason:
 *
 * V-2, V-3 and V-4.
 */
void
rbk_listening_judge_reason (RbkListening *self)
{
  judge_why_and_what (self);
  judge_value (self);
  judge_news (self);
}

/* Where each step is asked for that counts: "answer" (“call or text”), which V-9 wants said anyway, only if
 * there is no other. */
static GArray *
collect_steps (RbkListening *self)
{
  g_autoptr (GHashTable) steps = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *evidence = rbk_evidence_new ();
  RbkTokenRange answer = { 0, 0 };
  guint i = 0;

  while (i < rbk_spoken_text_get_length (self->text))
    {
      const char *step = NULL;
      RbkTokenRange phrase =
        rbk_voicemail_tables_match_phrase (self->context->tables, RBK_PHRASE_NEXT_STEP, self->text, i, &step);

      if (phrase.n > 0 && g_str_equal (step, ANSWER))
        answer = answer.n > 0 ? answer : phrase;
      else if (phrase.n > 0 && g_hash_table_add (steps, (gpointer) step))
        rbk_evidence_add (evidence, self, RBK_EVIDENCE_NEXT_STEP, phrase);
      i += MAX (phrase.n, 1);
    }
  if (evidence->len == 0)
    rbk_evidence_add (evidence, self, RBK_EVIDENCE_NEXT_STEP, answer);
  return evidence;
}

/**
 * rbk_listening_judge_next_step:
 *
 * V-10: one thing is asked of the customer.
 */
void
rbk_listening_judge_next_step (RbkListening *self)
{
  g_autoptr (GArray) evidence = NULL;

  if (self->text == NULL)
    {
      rbk_listening_say (
        self,
        "V-10",
        RBK_REMARK_NOT_CHECKED,
        is_set (self->context->next_step)
          ? g_strdup_printf (_ ("Listen: do you ask for one thing only, “%s”?"), self->context->next_step)
          : g_strdup (_ ("Listen: do you ask for one thing only?")),
        NULL);
      return;
    }
  evidence = collect_steps (self);
  if (evidence->len == 1)
    rbk_listening_say_of_words (
      self, "V-10", RBK_REMARK_GOOD, g_strdup (_ ("You ask for one thing.")), evidence);
  else if (evidence->len == 0)
    rbk_listening_say_of_words (
      self,
      "V-10",
      RBK_REMARK_WARNING,
      g_strdup (_ ("You ask for nothing. Say the one thing that should happen next.")),
      NULL);
  else
    {
      const RbkEvidence *first = &g_array_index (evidence, RbkEvidence, 0);
      const RbkEvidence *second = &g_array_index (evidence, RbkEvidence, 1);

      rbk_listening_say_of_words (
        self,
        "V-10",
        RBK_REMARK_WARNING,
        g_strdup_printf (
          _ ("You ask for more than one thing: “%s” and “%s”. One is answered, two are put off."),
          first->text,
          second->text),
        evidence);
    }
}

/**
 * rbk_listening_judge_pace:
 *
 * V-13: words a minute from the first word to the last. A number's digits are words each.
 */
void
rbk_listening_judge_pace (RbkListening *self)
{
  guint n = self->text != NULL ? rbk_transcript_get_n_words (self->context->transcript) : 0;
  double minutes = 0;
  guint words = n;
  guint pace;

  if (n >= FEWEST_WORDS)
    minutes = (double) (rbk_transcript_get_word (self->context->transcript, n - 1)->t1_us - self->begin_us) /
              (60.0 * G_USEC_PER_SEC);
  if (minutes <= 0 || minutes > 60)
    {
      rbk_listening_say (
        self, "V-13", RBK_REMARK_NOT_CHECKED, g_strdup (_ ("Listen: is it unhurried, but not slow?")), NULL);
      return;
    }
  for (guint i = 0; i < self->numbers->len; i++)
    {
      const RbkSpokenNumber *number = &g_array_index (self->numbers, RbkSpokenNumber, i);

      words += number->n_digits > number->n_words ? number->n_digits - number->n_words : 0;
    }
  pace = (guint) (words / minutes + 0.5);
  if (pace < SLOWEST)
    rbk_listening_say_of_words (
      self,
      "V-13",
      RBK_REMARK_WARNING,
      g_strdup_printf (_ ("%u words a minute: rather slow. People talk at 130 to 160."), pace),
      NULL);
  else if (pace > FASTEST)
    rbk_listening_say_of_words (
      self,
      "V-13",
      RBK_REMARK_WARNING,
      g_strdup_printf (_ ("%u words a minute: too fast to follow. People talk at 130 to 160."), pace),
      NULL);
  else
    rbk_listening_say_of_words (
      self, "V-13", RBK_REMARK_GOOD, g_strdup_printf (_ ("%u words a minute: a good pace."), pace), NULL);
}

/**
 * rbk_listening_judge_privacy:
 *
 * V-18: no word of credit, a finance decision, a balance or identity data: others may hear it.
 */
void
rbk_listening_judge_privacy (RbkListening *self)
{
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  g_autofree char *said = NULL;
  RbkTokenRange phrase;

  if (self->text == NULL)
    {
      rbk_listening_say (
        self,
        "V-18",
        RBK_REMARK_NOT_CHECKED,
        g_strdup (
          _ ("Listen: does it leave out credit, money owed and personal papers? Others may hear it.")),
        NULL);
      return;
    }
  phrase = rbk_voicemail_tables_find_phrase (self->context->tables, RBK_PHRASE_PRIVATE, self->text, 0, NULL);
  if (phrase.n == 0)
    {
      rbk_listening_say_of_words (
        self, "V-18", RBK_REMARK_GOOD, g_strdup (_ ("Nothing private is said.")), NULL);
      return;
    }
  said = rbk_spoken_text_dup_range (self->text, phrase);
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_PRIVATE, phrase);
  rbk_listening_say_of_words (
    self,
    "V-18",
    RBK_REMARK_REFUSAL,
    g_strdup_printf (
      _ ("“%s” is private, and others may hear a voicemail (rule V-18). Say that you have news, "
         "and tell them when they call. If Ringback misheard it, listen and tick it."),
      said),
    evidence);
}
