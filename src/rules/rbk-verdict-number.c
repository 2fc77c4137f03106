/* rbk-verdict-number.c: the direct line (V-5…V-8) and the invitation to text (V-9).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-listening-private.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

/* V-8: as fast as somebody can write it down. */
#define DIGITS_PER_SECOND 2.5
#define PAUSE_US          (G_USEC_PER_SEC / 4)
/* V-6: “my direct line” stands next to the number with at most as many words between. */
#define NEXT_TO_WORDS 8

static const RbkSpokenNumber *
number_at (RbkListening *self, guint i)
{
  return &g_array_index (self->numbers, RbkSpokenNumber, i);
}

static RbkTokenRange
range_of (RbkListening *self, const RbkSpokenNumber *number)
{
  guint first = rbk_spoken_text_find_word (self->text, number->first_word);

  return (RbkTokenRange) {
    first, rbk_spoken_text_find_word (self->text, number->first_word + number->n_words) - first
  };
}

static guint
count_whole (RbkListening *self)
{
  guint n = 0;

  for (guint i = 0; i < self->numbers->len; i++)
    n += rbk_spoken_number_is_whole (number_at (self, i));
  return n;
}

static GArray *
collect_numbers (RbkListening *self)
{
  GArray *evidence = rbk_evidence_new ();

  for (guint i = 0; i < self->numbers->len; i++)
    rbk_evidence_add (evidence, self, RBK_EVIDENCE_NUMBER, range_of (self, number_at (self, i)));
  return evidence;
}

/* As people here write a number; what is none of theirs in plain digits. */
static char *
dup_said (const RbkSpokenNumber *number)
{
  return rbk_spoken_number_is_whole (number) ? rbk_phone_number_dup_words (number->digits)
                                             : g_strdup (number->digits);
}

static void
judge_same_number (RbkListening *self)
{
  RbkSpokenNumberLikeness worst = RBK_SPOKEN_NUMBER_SAME;
  g_autoptr (GArray) evidence = collect_numbers (self);
  g_autofree char *line = rbk_phone_number_dup_words (self->context->direct_line);
  g_autofree char *said = NULL;
  RbkRemarkLevel level = RBK_REMARK_FAIL;
  char *words;

  for (guint i = 0; i < self->numbers->len; i++)
    {
      RbkSpokenNumberLikeness likeness =
        rbk_spoken_number_compare (number_at (self, i), self->context->direct_line);

      if (likeness < worst || (i > 0 && likeness == worst))
        continue;
      worst = likeness;
      g_free (said);
      said = dup_said (number_at (self, i));
    }
  if (self->numbers->len == 0)
    words = g_strdup_printf (_ ("Your direct line, %s, is not said."), line);
  else
    switch (worst)
      {
      case RBK_SPOKEN_NUMBER_SAME:
        level = RBK_REMARK_GOOD;
        words = g_strdup_printf (_ ("The number comes through as your direct line, %s."), line);
        break;
      case RBK_SPOKEN_NUMBER_HOMOPHONES:
        level = RBK_REMARK_WARNING;
        words = g_strdup_printf (_ ("The number is yours, %s, but some digits come through as words (“to”, "
                                    "“for”). Say each digit clearly."),
                                 line);
        break;
      case RBK_SPOKEN_NUMBER_ONE_OFF:
        level = RBK_REMARK_WARNING;
        words = g_strdup_printf (
          _ ("The number comes through as %s; one digit differs from your line, %s."), said, line);
        break;
      case RBK_SPOKEN_NUMBER_NO_AREA:
        level = RBK_REMARK_WARNING;
        words = g_strdup (_ ("The number is yours, but the area code is not said."));
        break;
      case RBK_SPOKEN_NUMBER_CUT_OFF:
        words = g_strdup_printf (_ ("A number breaks off: only %s comes through."), said);
        break;
      case RBK_SPOKEN_NUMBER_OTHER:
      default:
        words =
          g_strdup_printf (_ ("The number comes through as %s, which is not your line, %s."), said, line);
        break;
      }
  rbk_listening_say_of_words (self, "V-5", level, words, evidence);
}

/* How many tokens stand between the two; 0 where they touch. */
static guint
distance (RbkTokenRange a, RbkTokenRange b)
{
  if (a.first + a.n <= b.first)
    return b.first - (a.first + a.n);
  return b.first + b.n <= a.first ? a.first - (b.first + b.n) : 0;
}

static void
judge_direct (RbkListening *self)
{
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  RbkTokenRange said = { 0, 0 };
  gboolean near = FALSE;

  for (guint i = 0; i < rbk_spoken_text_get_length (self->text) && !near; i++)
    {
      RbkTokenRange here =
        rbk_voicemail_tables_match_phrase (self->context->tables, RBK_PHRASE_DIRECT, self->text, i, NULL);

      for (guint j = 0; here.n > 0 && j < self->numbers->len; j++)
        near = near || distance (here, range_of (self, number_at (self, j))) <= NEXT_TO_WORDS;
      if (here.n > 0 && (said.n == 0 || near))
        said = here;
    }
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_DIRECT_LINE, said);
  if (near)
    rbk_listening_say_of_words (
      self, "V-6", RBK_REMARK_GOOD, g_strdup (_ ("You say that it is your direct line.")), evidence);
  else if (said.n > 0)
    rbk_listening_say_of_words (
      self,
      "V-6",
      RBK_REMARK_WARNING,
      g_strdup (
        _ ("You say “direct line”, but not right beside the number, where it tells whose number it is.")),
      evidence);
  else
    rbk_listening_say_of_words (
      self,
      "V-6",
      RBK_REMARK_WARNING,
      g_strdup (_ ("Say that it is your direct line: people call when they know who picks up.")),
      NULL);
}

static void
judge_count (RbkListening *self)
{
  RbkNumberCount wanted = self->context->school != NULL
                            ? rbk_voicemail_school_get_number_count (self->context->school)
                            : RBK_NUMBER_COUNT_TWICE;
  guint n = count_whole (self);
  g_autoptr (GArray) evidence = collect_numbers (self);
  RbkRemarkLevel level = RBK_REMARK_FAIL;
  char *words;

  if (n == 0)
    words = g_strdup (_ ("No whole number is said."));
  else if (wanted == RBK_NUMBER_COUNT_ANY || n == (guint) wanted)
    {
      level = RBK_REMARK_GOOD;
      words =
        g_strdup_printf (ngettext ("The number is said %u time.", "The number is said %u times.", n), n);
    }
  else
    words = g_strdup_printf (wanted == RBK_NUMBER_COUNT_ONCE
                               ? ngettext ("The number is said %u time; your school says it once.",
                                           "The number is said %u times; your school says it once.",
                                           n)
                               : ngettext ("The number is said %u time; your school says it twice.",
                                           "The number is said %u times; your school says it twice.",
                                           n),
                             n);
  rbk_listening_say_of_words (self, "V-7", level, words, evidence);
}

static gboolean
is_grouped (const RbkSpokenNumber *number)
{
  return number->pauses_us[0] >= PAUSE_US && number->pauses_us[1] >= PAUSE_US &&
         number->other_pause_us < MIN (number->pauses_us[0], number->pauses_us[1]);
}

static void
judge_speed (RbkListening *self)
{
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  const RbkSpokenNumber *fastest = NULL;
  const RbkSpokenNumber *together = NULL;
  gboolean is_known = TRUE;

  for (guint i = 0; i < self->numbers->len; i++)
    {
      const RbkSpokenNumber *number = number_at (self, i);

      if (!rbk_spoken_number_is_whole (number))
        continue;
      if (fastest == NULL || number->digits_per_second > fastest->digits_per_second)
        fastest = number;
      if (number->by_hand || number->pauses_us[0] == RBK_SPOKEN_NUMBER_UNKNOWN ||
          number->pauses_us[1] == RBK_SPOKEN_NUMBER_UNKNOWN)
        is_known = FALSE;
      else if (together == NULL && !is_grouped (number))
        together = number;
    }
  if (fastest == NULL || fastest->digits_per_second <= 0)
    {
      rbk_listening_say (self,
                         "V-8",
                         RBK_REMARK_NOT_CHECKED,
                         g_strdup (_ ("Listen: could you write the number down while you hear it?")),
                         NULL);
      return;
    }
  if (fastest->digits_per_second > DIGITS_PER_SECOND)
    {
      rbk_evidence_add (evidence, self, RBK_EVIDENCE_NUMBER, range_of (self, fastest));
      rbk_listening_say_of_words (
        self,
        "V-8",
        RBK_REMARK_WARNING,
        g_strdup_printf (_ ("The number is said at %.1f digits a second; nobody writes faster than %.1f. Say "
                            "it as if you had just learned it."),
                         fastest->digits_per_second,
                         DIGITS_PER_SECOND),
        evidence);
    }
  else if (together != NULL)
    {
      rbk_evidence_add (evidence, self, RBK_EVIDENCE_NUMBER, range_of (self, together));
      rbk_listening_say_of_words (
        self,
        "V-8",
        RBK_REMARK_WARNING,
        g_strdup (_ ("Say the number in groups of three, three and four, with a short pause between them.")),
        evidence);
    }
  else
    {
      rbk_evidence_add (evidence, self, RBK_EVIDENCE_NUMBER, range_of (self, fastest));
      if (is_known)
        rbk_listening_say_of_words (self,
                                    "V-8",
                                    RBK_REMARK_GOOD,
                                    g_strdup (_ ("The number is slow enough to write down, and in groups.")),
                                    evidence);
      else
        rbk_listening_say (
          self,
          "V-8",
          RBK_REMARK_NOT_CHECKED,
          g_strdup (_ ("The number is slow enough to write down. Listen: is it in groups of three, three and "
                       "four?")),
          evidence);
    }
}

static void
judge_text_invitation (RbkListening *self)
{
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  RbkTokenRange said;

  if (self->text == NULL)
    {
      rbk_listening_say (self,
                         "V-9",
                         RBK_REMARK_NOT_CHECKED,
                         self->context->line_takes_texts
                           ? g_strdup (_ ("Listen: do you say that they can text you too?"))
                           : g_strdup (_ ("Listen: do you leave out texting? Your line takes no texts.")),
                         NULL);
      return;
    }
  said = rbk_voicemail_tables_find_phrase (self->context->tables, RBK_PHRASE_TEXT, self->text, 0, NULL);
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_TEXT_INVITATION, said);
  if (self->context->line_takes_texts && said.n > 0)
    rbk_listening_say_of_words (
      self, "V-9", RBK_REMARK_GOOD, g_strdup (_ ("You invite them to text.")), evidence);
  else if (self->context->line_takes_texts)
    rbk_listening_say_of_words (
      self,
      "V-9",
      RBK_REMARK_WARNING,
      g_strdup (
        _ ("Say “call or text”: many people who do not call back send a text, and your line takes texts.")),
      NULL);
  else if (said.n > 0)
    rbk_listening_say_of_words (
      self,
      "V-9",
      RBK_REMARK_FAIL,
      g_strdup (_ ("You invite a text, but your line takes none. It would reach nobody.")),
      evidence);
  else
    rbk_listening_say (
      self, "V-9", RBK_REMARK_GOOD, g_strdup (_ ("Your line takes no texts, and you invite none.")), NULL);
}

static void
ask_numbers (RbkListening *self)
{
  g_autofree char *line = rbk_phone_number_dup_words (self->context->direct_line);
  RbkNumberCount wanted = self->context->school != NULL
                            ? rbk_voicemail_school_get_number_count (self->context->school)
                            : RBK_NUMBER_COUNT_TWICE;
  const char *const often[] = { _ ("Listen: is the whole number said?"),
                                _ ("Listen: is the whole number said once?"),
                                _ ("Listen: is the whole number said twice?") };

  rbk_listening_say (self,
                     "V-5",
                     RBK_REMARK_NOT_CHECKED,
                     g_strdup_printf (_ ("Listen: is the number your direct line, %s?"), line),
                     NULL);
  rbk_listening_say (self,
                     "V-6",
                     RBK_REMARK_NOT_CHECKED,
                     g_strdup (_ ("Listen: do you say that it is your direct line?")),
                     NULL);
  rbk_listening_say (self, "V-7", RBK_REMARK_NOT_CHECKED, g_strdup (often[wanted]), NULL);
  rbk_listening_say (self,
                     "V-8",
                     RBK_REMARK_NOT_CHECKED,
                     g_strdup (_ ("Listen: is the number in groups, and slow enough to write down?")),
                     NULL);
}

/**
 * rbk_listening_judge_numbers:
 *
 * V-5 to V-9.
 */
void
rbk_listening_judge_numbers (RbkListening *self)
{
  if (self->text == NULL)
    ask_numbers (self);
  else
    {
      if (rbk_spoken_number_can_compare (self->context->direct_line))
        judge_same_number (self);
      else
        rbk_listening_say (
          self,
          "V-5",
          RBK_REMARK_NOT_CHECKED,
          g_strdup (_ ("Listen: is the number your direct line? Add your line in Preferences, so that "
                       "Ringback can compare it.")),
          NULL);
      judge_direct (self);
      judge_count (self);
      judge_speed (self);
    }
  judge_text_invitation (self);
}
