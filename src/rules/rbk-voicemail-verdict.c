/* rbk-voicemail-verdict.c
 *
 * The rules are asked one after the other, and each says one thing (V-14 may say two): there is no sum, since
 * a sum would pretend to be a person's judgement.
 *
 * What rests on words is a good mark only where the recogniser's score is known. Else what a rule wants was
 * heard or not heard, which is no judgement; what a rule forbids remains a warning if it was heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-listening-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* Rules that a person can judge by listening. */
static const char *const by_ear[] = { "V-1", "V-2",  "V-3",  "V-5",  "V-6",  "V-7",  "V-8",
                                      "V-9", "V-10", "V-16", "V-17", "V-18", "V-19", NULL };
/* Rules that forbid words. */
static const char *const unwanted[] = { "V-3", "V-17", "V-18", NULL };
/* Of a screening line only these are asked. */
static const char *const of_screening[] = { "V-1", "V-12", "V-14", "V-15", "V-18", "V-19", "V-20", NULL };

/**
 * rbk_voicemail_rule_is_by_ear:
 *
 * Returns: whether a person can tick @rule after listening
 */
gboolean
rbk_voicemail_rule_is_by_ear (const char *rule)
{
  return g_strv_contains (by_ear, rule);
}

/**
 * rbk_voicemail_rule_is_unwanted:
 *
 * Returns: whether @rule forbids words, so that “not heard” is what one hopes for
 */
gboolean
rbk_voicemail_rule_is_unwanted (const char *rule)
{
  return g_strv_contains (unwanted, rule);
}

/* The tick of the person for @rule, the last one, or NULL. */
static const RbkEarTick *
find_tick (const RbkVoicemailContext *context, const char *rule)
{
  for (gsize i = context->n_ticks; i-- > 0;)
    {
      if (g_strcmp0 (context->ticks[i].rule, rule) == 0)
        return rbk_voicemail_rule_is_by_ear (rule) ? &context->ticks[i] : NULL;
    }
  return NULL;
}

/* A measured recogniser that did not understand a name is not cured by a person who did: the customer's
 * phone will not either. What it took for a forbidden word may be lifted. */
static gboolean
can_be_ticked (RbkRemarkLevel level, const char *rule)
{
  return level == RBK_REMARK_NOT_CHECKED || level == RBK_REMARK_HEARD || level == RBK_REMARK_NOT_HEARD ||
         (level != RBK_REMARK_GOOD && level != RBK_REMARK_BY_EAR && rbk_voicemail_rule_is_unwanted (rule));
}

/**
 * rbk_listening_say:
 * @words: (transfer full): what a person reads
 * @evidence: (nullable) (element-type RbkEvidence): what it rests on
 *
 * Says it as it is.
 */
void
rbk_listening_say (
  RbkListening *self, const char *rule, RbkRemarkLevel level, char *words, const GArray *evidence)
{
  const RbkEarTick *tick = find_tick (self->context, rule);
  RbkRemark *remark;

  if (tick != NULL && can_be_ticked (level, rule))
    {
      const RbkEvidence ear = { .kind = RBK_EVIDENCE_EAR, .t0_us = tick->at_us, .t1_us = tick->at_us };
      /* Translators: where in the recording somebody heard it, in minutes and seconds */
      g_autofree char *confirmed = g_strdup_printf (_ ("Confirmed by ear at %d:%02d."),
                                                    (int) (tick->at_us / G_USEC_PER_SEC / 60),
                                                    (int) (tick->at_us / G_USEC_PER_SEC % 60));

      remark = rbk_remark_new_with_evidence (rule, RBK_REMARK_BY_EAR, confirmed, &ear, 1);
    }
  else
    remark = rbk_remark_new_with_evidence (rule,
                                           level,
                                           words,
                                           evidence != NULL ? (RbkEvidence *) (void *) evidence->data : NULL,
                                           evidence != NULL ? evidence->len : 0);
  g_ptr_array_add (self->remarks, remark);
  g_free (words);
}

static gboolean
is_by_hand (RbkListening *self, const GArray *evidence)
{
  gboolean by_hand = FALSE;

  for (guint i = 0; evidence != NULL && i < evidence->len; i++)
    {
      const RbkEvidence *place = &g_array_index (evidence, RbkEvidence, i);

      for (guint j = 0; j < place->n_words; j++)
        by_hand |= rbk_transcript_get_word (self->context->transcript, place->first_word + j)->by_hand;
    }
  return by_hand;
}

/**
 * rbk_listening_say_of_words:
 * @words: (transfer full): what a person reads
 * @evidence: (nullable) (element-type RbkEvidence): what it rests on
 *
 * Says it as far as the recogniser can be trusted.
 */
void
rbk_listening_say_of_words (
  RbkListening *self, const char *rule, RbkRemarkLevel level, char *words, const GArray *evidence)
{
  gboolean is_unwanted = rbk_voicemail_rule_is_unwanted (rule);

  if (level == RBK_REMARK_GOOD && is_by_hand (self, evidence))
    level = RBK_REMARK_BY_EAR;
  else if (!self->context->engine_trusted && level != RBK_REMARK_NOT_CHECKED)
    {
      if (level == RBK_REMARK_GOOD)
        level = is_unwanted ? RBK_REMARK_NOT_HEARD : RBK_REMARK_HEARD;
      else
        level = is_unwanted ? RBK_REMARK_WARNING : RBK_REMARK_NOT_HEARD;
    }
  rbk_listening_say (self, rule, level, words, evidence);
}

static void
clear_evidence (gpointer data)
{
  g_free (((RbkEvidence *) data)->text);
}

/**
 * rbk_evidence_new:
 *
 * Returns: (transfer full) (element-type RbkEvidence): no evidence yet
 */
GArray *
rbk_evidence_new (void)
{
  GArray *evidence = g_array_new (FALSE, TRUE, sizeof (RbkEvidence));

  g_array_set_clear_func (evidence, clear_evidence);
  return evidence;
}

/**
 * rbk_evidence_add:
 * @range: where it is said; nothing is added for no tokens
 */
void
rbk_evidence_add (GArray *evidence, RbkListening *listening, RbkEvidenceKind kind, RbkTokenRange range)
{
  RbkEvidence place = { .kind = kind };

  if (range.n == 0)
    return;
  place.text = rbk_spoken_text_dup_range (listening->text, range);
  place.first_word = rbk_spoken_text_get (listening->text, range.first)->word;
  place.n_words =
    rbk_spoken_text_get (listening->text, range.first + range.n - 1)->word - place.first_word + 1;
  place.t0_us = rbk_spoken_text_get_word (listening->text, range.first)->t0_us;
  place.t1_us = rbk_listening_get_end_us (listening, range);
  g_array_append_val (evidence, place);
}

/**
 * rbk_listening_get_end_us:
 * @range: some tokens
 *
 * Returns: when the last of them has been said
 */
gint64
rbk_listening_get_end_us (RbkListening *self, RbkTokenRange range)
{
  return rbk_spoken_text_get_word (self->text, range.first + range.n - 1)->t1_us;
}

/**
 * rbk_listening_get_opening:
 *
 * Returns: how many tokens have been said within %RBK_OPENING_US of the first speech
 */
guint
rbk_listening_get_opening (RbkListening *self)
{
  guint n = 0;

  while (n < rbk_spoken_text_get_length (self->text) &&
         rbk_spoken_text_get_word (self->text, n)->t1_us - self->begin_us <= RBK_OPENING_US)
    n++;
  return n;
}

/**
 * rbk_range_has:
 *
 * Returns: whether @token lies in @range
 */
gboolean
rbk_range_has (RbkTokenRange range, guint token)
{
  return token >= range.first && token - range.first < range.n;
}

/* V-11, V-12, V-14, V-15; FALSE if it is refused as silent and nothing else matters. */
static gboolean
judge_sound (RbkListening *self)
{
  static const struct
  {
    const char *rule, *kept, *unknown;
  } rules[] = {
    { "V-11", "", N_ ("Its length is not known before it is recorded.") },
    { "V-12",
      N_ ("It begins at once, and has no long pause."),
      N_ ("Listen: does it begin at once, and have no long pause?") },
    { "V-14", "", N_ ("Listen: is it loud enough, and clean?") },
    { "V-15", N_ ("It can be heard."), N_ ("Listen: can it be heard?") },
  };
  g_autoptr (GPtrArray) said = NULL;
  RbkVoicemailFacts facts;

  for (guint i = 0; self->context->sound == NULL && i < G_N_ELEMENTS (rules); i++)
    rbk_listening_say (self, rules[i].rule, RBK_REMARK_NOT_CHECKED, g_strdup (_ (rules[i].unknown)), NULL);
  if (self->context->sound == NULL)
    return TRUE;
  facts = *self->context->sound;
  if (self->context->school != NULL)
    facts.band = rbk_voicemail_school_get_length (self->context->school);
  said = rbk_voicemail_check (&facts);
  for (guint i = 0; i < said->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (said, i);

      if (rbk_remark_get_level (remark) == RBK_REMARK_REFUSAL)
        {
          g_ptr_array_set_size (self->remarks, 0);
          g_ptr_array_add (self->remarks, g_object_ref (remark));
          return FALSE;
        }
      g_ptr_array_add (self->remarks, g_object_ref (remark));
    }
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (rbk_voicemail_find_remark (said, rules[i].rule) == NULL)
        rbk_listening_say (self, rules[i].rule, RBK_REMARK_GOOD, g_strdup (_ (rules[i].kept)), NULL);
    }
  return TRUE;
}

static void
judge_practice (RbkListening *self)
{
  if (self->context->is_practice)
    rbk_listening_say (self,
                       "V-20",
                       RBK_REMARK_REFUSAL,
                       g_strdup (_ ("This is a practice take, and practice is never sent (rule V-20). Record "
                                    "another take to send one.")),
                       NULL);
  else
    rbk_listening_say (self, "V-20", RBK_REMARK_GOOD, g_strdup (_ ("It is not a practice take.")), NULL);
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  RbkRemark *first = *(RbkRemark *const *) a;
  RbkRemark *second = *(RbkRemark *const *) b;

  return atoi (rbk_remark_get_rule (first) + strlen ("V-")) -
         atoi (rbk_remark_get_rule (second) + strlen ("V-"));
}

/**
 * rbk_voicemail_judge:
 * @context: what is known
 *
 * Every rule says at least one thing, in their order; rules for which there is nothing to judge by say
 * what to listen for (%RBK_REMARK_NOT_CHECKED), and those for which
 * rbk_voicemail_rule_is_by_ear() holds are the list to listen and tick. If the take is silent, V-15
 * alone speaks; of a screening line only the rules that are meant for one.
 *
 * Returns: (transfer full) (element-type RbkRemark): what the rules say
 */
GPtrArray *
rbk_voicemail_judge (const RbkVoicemailContext *context)
{
  RbkListening self = { .context = context };

  self.remarks = g_ptr_array_new_with_free_func (g_object_unref);
  if (!judge_sound (&self))
    return self.remarks;
  if (context->transcript != NULL)
    {
      self.text = rbk_spoken_text_new (context->transcript);
      self.numbers = rbk_spoken_number_find_all (context->transcript);
      if (rbk_spoken_text_get_length (self.text) > 0)
        self.begin_us = rbk_spoken_text_get_word (self.text, 0)->t0_us;
      rbk_listening_find_names (&self);
    }
  rbk_listening_judge_identity (&self);
  rbk_listening_judge_reason (&self);
  rbk_listening_judge_numbers (&self);
  rbk_listening_judge_next_step (&self);
  rbk_listening_judge_pace (&self);
  rbk_listening_judge_vehicle (&self);
  rbk_listening_judge_customer (&self);
  rbk_listening_judge_privacy (&self);
  rbk_listening_judge_screening_line (&self);
  judge_practice (&self);
  for (guint i = self.remarks->len; context->is_screening_line && i-- > 0;)
    {
      if (!g_strv_contains (of_screening, rbk_remark_get_rule (g_ptr_array_index (self.remarks, i))))
        g_ptr_array_remove_index (self.remarks, i);
    }
  g_ptr_array_sort (self.remarks, compare_rules);
  rbk_spoken_text_free (self.text);
  g_clear_pointer (&self.numbers, g_array_unref);
  return self.remarks;
}

/**
 * rbk_voicemail_find_remark:
 * @remarks: (element-type RbkRemark): what the rules say
 *
 * Returns: (nullable) (transfer none): the first thing that @rule says
 */
RbkRemark *
rbk_voicemail_find_remark (GPtrArray *remarks, const char *rule)
{
  for (guint i = 0; i < remarks->len; i++)
    {
      if (g_str_equal (rbk_remark_get_rule (g_ptr_array_index (remarks, i)), rule))
        return g_ptr_array_index (remarks, i);
    }
  return NULL;
}
