/* rbk-verdict-identity.c: who calls (V-1, V-19), about what vehicle (V-16), and whom (V-17).
 *
 * Names are looked for as they are written; what is not there is looked for by likeness
 * (rbk_likeness_of_names()), and said to come through as it was heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-plain-word.h"
#include "rules/rbk-likeness.h"
#include "rules/rbk-listening-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* V-19 */
#define SCREENING_WORDS 20
#define SCREENING_US    (10 * G_USEC_PER_SEC)
/* A reason is at least this many words besides the names: “about the Silverado”. */
#define REASON_WORDS 2

/* What a showroom's name may end with, and nobody says: “Harbor Point”. */
static const char *const tails[] = { "motors", "motor", "auto",       "autos", "automotive", "cars",
                                     "group",  "inc",   "dealership", "sales", "llc",        NULL };

static gboolean
follows (RbkListening *self, guint index, RbkPhraseKind kind)
{
  for (guint i = 0; i < index; i++)
    {
      RbkTokenRange phrase =
        rbk_voicemail_tables_match_phrase (self->context->tables, kind, self->text, i, NULL);

      if (phrase.n > 0 && phrase.first + phrase.n == index)
        return TRUE;
    }
  return FALSE;
}

static RbkTokenRange
find_exact (RbkListening *self, guint from, char **words, double *likeness)
{
  return rbk_spoken_text_find_name (
    self->text, from, rbk_spoken_text_get_length (self->text), (const char *const *) words, likeness);
}

static void
find_showroom_by (RbkListening *self, char **words)
{
  double likeness;
  RbkTokenRange range = find_exact (self, 0, words, &likeness);
  RbkNameState state = likeness >= 1                         ? RBK_NAME_CLEAR
                       : likeness >= RBK_LIKENESS_CLOSE_NAME ? RBK_NAME_CLOSE
                                                             : RBK_NAME_MISSING;

  if (state <= self->showroom)
    return;
  self->showroom = state;
  self->showroom_at = range;
}

static void
find_showroom (RbkListening *self, const char *name)
{
  g_auto (GStrv) words = rbk_plain_words_split (name);
  guint n = g_strv_length (words);

  if (n == 0)
    return;
  find_showroom_by (self, words);
  if (n < 2 || !g_strv_contains (tails, words[n - 1]))
    return;
  g_clear_pointer (&words[n - 1], g_free);
  find_showroom_by (self, words);
}

/* Whether a name goes on after @range as if it were another last name: “Devon Clock”. */
static gboolean
goes_on_wrong (RbkListening *self, RbkTokenRange range, const char *last)
{
  guint next = range.first + range.n;
  const char *text = rbk_spoken_text_get_word (self->text, next - 1)->text;

  if (last == NULL || next >= rbk_spoken_text_get_length (self->text) ||
      !g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (text, text + strlen (text)))) ||
      rbk_range_has (self->showroom_at, next))
    return FALSE;
  return rbk_spoken_text_get (self->text, next)->capital ||
         rbk_likeness_of_names (rbk_spoken_text_get (self->text, next)->plain, last) >=
           RBK_LIKENESS_CLOSE_NAME;
}

/* The person's first name where it is not how the customer is greeted; they may have the same. */
static RbkTokenRange
find_first_name (RbkListening *self, const char *first)
{
  const char *const words[] = { first, NULL };
  RbkTokenRange range = rbk_spoken_text_find (self->text, 0, words);

  while (range.n > 0 && follows (self, range.first, RBK_PHRASE_GREETING) &&
         rbk_spoken_text_find (self->text, range.first + 1, words).n > 0)
    range = rbk_spoken_text_find (self->text, range.first + 1, words);
  return range;
}

/* What stands where the name should: after “this is”. */
static gboolean
find_misspelt (RbkListening *self, char **words)
{
  guint opening = rbk_spoken_text_get_length (self->text);
  double likeness = 0;
  RbkTokenRange range = find_exact (self, 0, words, &likeness);
  char *const first[] = { words[0], NULL };

  if (likeness < RBK_LIKENESS_CLOSE_NAME)
    {
      for (guint i = 0; i < opening && likeness < RBK_LIKENESS_CLOSE_NAME; i++)
        {
          if (follows (self, i, RBK_PHRASE_INTRODUCTION))
            range = rbk_spoken_text_find_name (self->text, i, i + 2, (const char *const *) first, &likeness);
        }
    }
  if (likeness < RBK_LIKENESS_CLOSE_NAME)
    return FALSE;
  self->person = RBK_NAME_CLOSE;
  self->person_at = range;
  return TRUE;
}

static void
find_person (RbkListening *self)
{
  g_auto (GStrv) words = rbk_plain_words_split (self->context->person_name);
  guint n = g_strv_length (words);
  double likeness = 0;
  RbkTokenRange range;

  if (n == 0)
    return;
  range = find_exact (self, 0, words, &likeness);
  if (likeness >= 1 && n > 1)
    {
      self->person = RBK_NAME_CLEAR;
      self->person_at = range;
      return;
    }
  range = find_first_name (self, words[0]);
  if (range.n == 0)
    {
      find_misspelt (self, words);
      return;
    }
  self->person = RBK_NAME_CLEAR;
  self->person_at = range;
  if (goes_on_wrong (self, range, n > 1 ? words[n - 1] : NULL))
    {
      self->person = RBK_NAME_CLOSE;
      self->person_at.n = 2;
    }
}

/**
 * rbk_listening_find_names:
 *
 * Finds the person's name and the showroom's.
 */
void
rbk_listening_find_names (RbkListening *self)
{
  find_showroom (self, self->context->showroom_name);
  for (guint i = 0; self->context->showroom_aliases != NULL && self->context->showroom_aliases[i] != NULL;
       i++)
    find_showroom (self, self->context->showroom_aliases[i]);
  find_person (self);
}

static char *
dup_close_words (RbkListening *self)
{
  g_autofree char *name =
    self->person == RBK_NAME_CLOSE ? rbk_spoken_text_dup_range (self->text, self->person_at) : NULL;
  g_autofree char *showroom =
    self->showroom == RBK_NAME_CLOSE ? rbk_spoken_text_dup_range (self->text, self->showroom_at) : NULL;

  if (name != NULL && showroom != NULL)
    return g_strdup_printf (_ ("Your name comes through as “%s”, and the showroom as “%s”. Say them more "
                               "slowly, with a pause between them."),
                            name,
                            showroom);
  if (name != NULL)
    return g_strdup_printf (_ ("Your name comes through as “%s”. Say it more slowly, and pause after it."),
                            name);
  return g_strdup_printf (_ ("The showroom comes through as “%s”. Say it more slowly, and pause before it."),
                          showroom);
}

static char *
dup_missing_words (RbkListening *self)
{
  if (self->person == RBK_NAME_MISSING && self->showroom == RBK_NAME_MISSING)
    return g_strdup_printf (_ ("Neither your name nor %s can be made out. Begin with both."),
                            self->context->showroom_name);
  if (self->person == RBK_NAME_MISSING)
    return g_strdup (_ ("Your name cannot be made out. Begin with it, and say it slowly."));
  return g_strdup_printf (_ ("%s cannot be made out. Say it right after your name."),
                          self->context->showroom_name);
}

/**
 * rbk_listening_judge_identity:
 *
 * V-1: name and showroom within five seconds of the first speech.
 */
void
rbk_listening_judge_identity (RbkListening *self)
{
  const RbkVoicemailContext *context = self->context;
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  gint64 said_us;

  if (context->person_name == NULL || context->showroom_name == NULL)
    {
      rbk_listening_say (self,
                         "V-1",
                         RBK_REMARK_NOT_CHECKED,
                         g_strdup (_ ("Listen: are your name and the showroom’s said within the first five "
                                      "seconds? Ringback does not know both of them yet.")),
                         NULL);
      return;
    }
  if (self->text == NULL)
    {
      rbk_listening_say (
        self,
        "V-1",
        RBK_REMARK_NOT_CHECKED,
        g_strdup_printf (_ ("Listen: are your name and %s said clearly within the first five seconds?"),
                         context->showroom_name),
        NULL);
      return;
    }
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_NAME, self->person_at);
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_SHOWROOM, self->showroom_at);
  if (self->person == RBK_NAME_MISSING || self->showroom == RBK_NAME_MISSING)
    {
      rbk_listening_say_of_words (self, "V-1", RBK_REMARK_FAIL, dup_missing_words (self), evidence);
      return;
    }
  if (self->person == RBK_NAME_CLOSE || self->showroom == RBK_NAME_CLOSE)
    {
      rbk_listening_say_of_words (self, "V-1", RBK_REMARK_WARNING, dup_close_words (self), evidence);
      return;
    }
  said_us = MAX (rbk_listening_get_end_us (self, self->person_at),
                 rbk_listening_get_end_us (self, self->showroom_at)) -
            self->begin_us;
  if (said_us > RBK_OPENING_US)
    rbk_listening_say_of_words (self,
                                "V-1",
                                RBK_REMARK_WARNING,
                                g_strdup_printf (_ ("Who is calling is clear only after %.1f seconds. Your "
                                                    "name and the showroom belong in the first five."),
                                                 (double) said_us / G_USEC_PER_SEC),
                                evidence);
  else
    rbk_listening_say_of_words (
      self,
      "V-1",
      RBK_REMARK_GOOD,
      g_strdup_printf (_ ("Your name and %s come through at once."), context->showroom_name),
      evidence);
}

/* Where a vehicle on file is named, not counting its make in the showroom's name; by its make alone only if
 * no model is named: a Honda is not the Honda that they asked about. */
static RbkTokenRange
find_on_file (RbkListening *self, const char *vehicle, gboolean by_make)
{
  g_auto (GStrv) names = rbk_voicemail_tables_dup_models (self->context->tables, vehicle);

  for (guint i = 0; names[i] != NULL; i++)
    {
      RbkTokenRange range = rbk_vehicle_name_find (self->text, 0, names[i]);

      if (!by_make && rbk_voicemail_tables_is_make (self->context->tables, names[i]))
        continue;
      while (range.n > 0 && rbk_range_has (self->showroom_at, range.first))
        range = rbk_vehicle_name_find (self->text, range.first + range.n, names[i]);
      if (range.n > 0)
        return range;
    }
  return (RbkTokenRange) { 0, 0 };
}

static RbkTokenRange
find_close_vehicle (RbkListening *self, const char *vehicle)
{
  g_auto (GStrv) names = rbk_voicemail_tables_dup_models (self->context->tables, vehicle);
  const char *const model[] = { names[0], NULL };
  double likeness = 0;
  RbkTokenRange range = { 0, 0 };

  if (names[0] != NULL)
    range =
      rbk_spoken_text_find_name (self->text, 0, rbk_spoken_text_get_length (self->text), model, &likeness);
  return likeness >= RBK_LIKENESS_CLOSE_NAME ? range : (RbkTokenRange) { 0, 0 };
}

static void
say_of_vehicle (RbkListening *self, RbkRemarkLevel level, RbkTokenRange range, const char *format)
{
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  g_autofree char *said = rbk_spoken_text_dup_range (self->text, range);
  g_autoptr (GString) words = g_string_new (format);

  g_string_replace (words, "%s", said, 1);
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_VEHICLE, range);
  rbk_listening_say_of_words (self, "V-16", level, g_strdup (words->str), evidence);
}

/**
 * rbk_listening_judge_vehicle:
 *
 * V-16: the vehicle that is named is on the customer's file.
 */
void
rbk_listening_judge_vehicle (RbkListening *self)
{
  const char *const *vehicles = self->context->vehicles;
  g_autoptr (GArray) mentions = NULL;

  if (self->text == NULL)
    {
      rbk_listening_say (
        self,
        "V-16",
        RBK_REMARK_NOT_CHECKED,
        vehicles != NULL && vehicles[0] != NULL
          ? g_strdup_printf (_ ("Listen: is it about this customer’s vehicle, the %s?"), vehicles[0])
          : g_strdup (_ ("Listen: do you name the right vehicle? None is on this customer’s file.")),
        NULL);
      return;
    }
  mentions = rbk_voicemail_tables_find_vehicles (self->context->tables, self->text);
  for (guint i = 0; vehicles != NULL && vehicles[i] != NULL; i++)
    {
      RbkTokenRange range = find_on_file (self, vehicles[i], mentions->len == 0);

      if (range.n > 0)
        {
          say_of_vehicle (self, RBK_REMARK_GOOD, range, _ ("The vehicle, “%s”, is on their file."));
          return;
        }
    }
  if (mentions->len > 0)
    {
      say_of_vehicle (self,
                      RBK_REMARK_FAIL,
                      g_array_index (mentions, RbkVehicleMention, 0).range,
                      _ ("You name a vehicle, “%s”, that is not on this customer’s file. Is it the right "
                         "customer? If so, add it to the file."));
      return;
    }
  for (guint i = 0; vehicles != NULL && vehicles[i] != NULL; i++)
    {
      RbkTokenRange range = find_close_vehicle (self, vehicles[i]);

      if (range.n > 0)
        {
          say_of_vehicle (
            self, RBK_REMARK_WARNING, range, _ ("The vehicle comes through as “%s”. Say its make too."));
          return;
        }
    }
  if (vehicles == NULL || vehicles[0] == NULL)
    rbk_listening_say (self,
                       "V-16",
                       RBK_REMARK_NOT_CHECKED,
                       g_strdup (_ ("No vehicle is on their file, and none is named.")),
                       NULL);
  else
    rbk_listening_say_of_words (
      self,
      "V-16",
      RBK_REMARK_WARNING,
      g_strdup_printf (_ ("No vehicle is named. They asked about the %s."), vehicles[0]),
      NULL);
}

static gboolean
is_own_word (RbkListening *self, const char *plain)
{
  const char *const own[] = { self->context->customer_first,
                              self->context->customer_last,
                              self->context->person_name };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_auto (GStrv) words = rbk_plain_words_split (own[i]);

      if (g_strv_contains ((const char *const *) words, plain))
        return TRUE;
    }
  return FALSE;
}

/* Somebody else's first name at @index. A name that is a word besides (“will”, “grace”) counts where a name
 * is meant: after a greeting, or with a capital within a sentence. */
static gboolean
is_other (RbkListening *self, guint index)
{
  const RbkSpokenToken *token = rbk_spoken_text_get (self->text, index);

  if (rbk_range_has (self->person_at, index) || rbk_range_has (self->showroom_at, index) ||
      is_own_word (self, token->plain) || (!token->capital && !follows (self, index, RBK_PHRASE_GREETING)))
    return FALSE;
  for (guint i = 0; self->context->other_first_names[i] != NULL; i++)
    {
      g_auto (GStrv) words = rbk_plain_words_split (self->context->other_first_names[i]);

      if (rbk_spoken_text_has_at (self->text, index, (const char *const *) words))
        return TRUE;
    }
  return FALSE;
}

/* Another name in the opening, if this customer is not greeted by their own. */
static RbkTokenRange
find_other (RbkListening *self)
{
  guint opening = rbk_listening_get_opening (self);
  gboolean greeted = FALSE;
  RbkTokenRange other = { 0, 0 };

  for (guint i = 0; i < opening; i++)
    {
      g_auto (GStrv) own = rbk_plain_words_split (self->context->customer_first);

      greeted = greeted || (rbk_spoken_text_has_at (self->text, i, (const char *const *) own) &&
                            !rbk_range_has (self->person_at, i));
      if (!is_other (self, i))
        continue;
      if (follows (self, i, RBK_PHRASE_GREETING))
        return (RbkTokenRange) { i, 1 };
      if (other.n == 0)
        other = (RbkTokenRange) { i, 1 };
    }
  return greeted ? (RbkTokenRange) { 0, 0 } : other;
}

/**
 * rbk_listening_judge_customer:
 *
 * V-17: no other customer's first name in the opening.
 */
void
rbk_listening_judge_customer (RbkListening *self)
{
  const RbkVoicemailContext *context = self->context;
  g_autoptr (GArray) evidence = rbk_evidence_new ();
  g_autofree char *said = NULL;
  RbkTokenRange other;

  if (self->text == NULL || context->other_first_names == NULL)
    {
      rbk_listening_say (
        self,
        "V-17",
        RBK_REMARK_NOT_CHECKED,
        context->customer_first != NULL
          ? g_strdup_printf (_ ("Listen: do you greet %s, and nobody else?"), context->customer_first)
          : g_strdup (_ ("Listen: do you greet this customer, and nobody else?")),
        NULL);
      return;
    }
  other = find_other (self);
  if (other.n == 0)
    {
      rbk_listening_say_of_words (
        self, "V-17", RBK_REMARK_GOOD, g_strdup (_ ("No other customer’s name is in the opening.")), NULL);
      return;
    }
  rbk_evidence_add (evidence, self, RBK_EVIDENCE_OTHER_CUSTOMER, other);
  said = rbk_spoken_text_dup_range (self->text, other);
  rbk_listening_say_of_words (
    self,
    "V-17",
    RBK_REMARK_REFUSAL,
    context->customer_first != NULL
      ? g_strdup_printf (
          _ ("Wrong customer? You say “%s”, and this voicemail is for %s (rule V-17). Listen to "
             "it; if it is right, tick it, otherwise record another take."),
          said,
          context->customer_first)
      : g_strdup_printf (_ ("Wrong customer? You say “%s”, and this voicemail is for somebody else (rule "
                            "V-17). Listen to it; if it is right, tick it, otherwise record another take."),
                         said),
    evidence);
}

/* What is wrong with the screening line in @listening, or NULL. */
static char *
find_screening_fault (RbkListening *listening, gint64 length_us)
{
  guint length = rbk_spoken_text_get_length (listening->text);
  RbkTokenRange greeting = { 0, 0 };
  guint rest = 0;

  if (length > 0)
    greeting = rbk_voicemail_tables_match_phrase (
      listening->context->tables, RBK_PHRASE_GREETING, listening->text, 0, NULL);
  if (greeting.n > 0)
    return g_strdup (_ ("A phone that asks who is calling listens at once: begin with your name, not with a "
                        "greeting (rule V-19)."));
  if (length > SCREENING_WORDS)
    return g_strdup_printf (_ ("The screening line has %u words, and only %d are read (rule V-19). Say your "
                               "name, the showroom and why."),
                            length,
                            SCREENING_WORDS);
  if (length_us > SCREENING_US)
    return g_strdup_printf (_ ("The screening line takes %.1f seconds; only ten are heard (rule V-19)."),
                            (double) length_us / G_USEC_PER_SEC);
  if (listening->person == RBK_NAME_MISSING)
    return g_strdup (_ ("The screening line does not say your name (rule V-19)."));
  if (listening->showroom == RBK_NAME_MISSING)
    return g_strdup (_ ("The screening line does not say the showroom’s name (rule V-19)."));
  for (guint i = 0; i < length; i++)
    rest += !rbk_range_has (listening->person_at, i) && !rbk_range_has (listening->showroom_at, i);
  if (rest < REASON_WORDS + 1)
    return g_strdup (_ ("The screening line does not say why you call (rule V-19). Name the vehicle, or what "
                        "the customer asked."));
  return NULL;
}

/**
 * rbk_listening_judge_screening_line:
 *
 * V-19: ten seconds, twenty words, name, showroom and reason, and no greeting first. The line that was
 * recorded, or that which is written.
 */
void
rbk_listening_judge_screening_line (RbkListening *self)
{
  const RbkVoicemailContext *context = self->context;
  gboolean is_spoken = context->is_screening_line && self->text != NULL;
  RbkListening written = { .context = context };
  g_autoptr (RbkTranscript) transcript = NULL;
  g_autofree char *fault = NULL;
  gint64 length_us = 0;
  char *words;

  /* What was written says nothing of what was said. */
  if (!is_spoken && (context->screening_line == NULL || context->is_screening_line))
    {
      rbk_listening_say (
        self,
        "V-19",
        RBK_REMARK_NOT_CHECKED,
        context->is_screening_line
          ? g_strdup (
              _ ("Listen: do name, showroom and reason come within ten seconds, without a greeting first?"))
          : g_strdup (_ ("There is no screening line for phones that ask who is calling.")),
        NULL);
      return;
    }
  if (context->is_screening_line && context->sound != NULL)
    length_us = context->sound->duration_us - context->sound->lead_in_us - context->sound->tail_us;
  if (is_spoken)
    fault = find_screening_fault (self, length_us);
  else
    {
      const RbkTranscriptWord line = { .text = context->screening_line, .probability = 1 };

      transcript = rbk_transcript_new ("text", NULL, &line, 1);
      written.text = rbk_spoken_text_new (transcript);
      rbk_listening_find_names (&written);
      fault = find_screening_fault (&written, length_us);
      rbk_spoken_text_free (written.text);
    }
  words =
    fault != NULL ? g_strdup (fault) : g_strdup (_ ("The screening line says who calls and why, in time."));
  if (is_spoken)
    rbk_listening_say_of_words (self, "V-19", fault != NULL ? RBK_REMARK_FAIL : RBK_REMARK_GOOD, words, NULL);
  else
    rbk_listening_say (self, "V-19", fault != NULL ? RBK_REMARK_FAIL : RBK_REMARK_GOOD, words, NULL);
}
