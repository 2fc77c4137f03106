/* rbk-table-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-table-words.h"

#include <glib/gi18n-lib.h>

/* gettext does not read JSON, so these are here once more; tests/style compares the two. Names of people
 * and companies need no other language, and so are not listed. */
static const char *const known[] = {
  /* Translators: names of scripts for voicemails */
  N_ ("Something forgotten"),
  N_ ("A similar vehicle traded in"),
  N_ ("New in stock"),
  N_ ("An offer has changed"),
  N_ ("The customer’s question"),
  N_ ("Thanks for the visit"),
  N_ ("Own words"),
  N_ ("Points to the email"),
  /* Translators: names of templates for texts and emails */
  N_ ("Permission to call"),
  N_ ("Closing paragraph with the direct line"),
  N_ ("Appointment"),
  N_ ("Apology for calling"),
  /* Translators: a way to leave voicemails, beside those of people and companies such as “Kershner” */
  N_ ("Ringback’s default"),
  /* Translators: the name of a way to leave voicemails: the number is said once */
  N_ ("Give it once"),
  /* Translators: from here on, what a way to leave voicemails is for */
  N_ ("Say the one new thing, and point to an email sent the same minute"),
  N_ ("Call or text me on my direct line"),
  N_ ("One message in all, the number once"),
  N_ ("Curiosity: the second call comes from the direct line and leaves nothing"),
  N_ ("Be present: always leave a message"),
  N_ ("A call back: eleven seconds, no main number, nothing repeated"),
  N_ ("Call me back, and nothing else"),
  N_ ("A call back"),
  N_ ("Send them to the email: more of them answer it, and somewhat fewer pick up the next call"),
  N_ ("Two messages: the second one pays more than the first"),
  /* Translators: federal holidays of the United States, as in “since it is Labor Day” */
  N_ ("New Year’s Day"),
  N_ ("the birthday of Martin Luther King, Jr."),
  N_ ("Washington’s Birthday"),
  N_ ("Memorial Day"),
  N_ ("Juneteenth"),
  N_ ("Independence Day"),
  N_ ("Labor Day"),
  N_ ("Columbus Day"),
  N_ ("Veterans Day"),
  N_ ("Thanksgiving Day"),
  N_ ("Christmas Day"),
  /* Translators: from here on, by what a voicemail is judged: a criterion, and then what is worth 0, 1, 2
   * and 3 of it */
  N_ ("Identity early and clear"),
  N_ ("Missing"),
  N_ ("Name or store only"),
  N_ ("Both, late or unclear"),
  N_ ("Both within 5 s, clear"),
  N_ ("Reason with value (SNAP: iNvaluable, Aligned)"),
  N_ ("“Checking in”"),
  N_ ("Generic"),
  N_ ("One fact"),
  N_ ("A fact new to this customer"),
  N_ ("This customer (name, vehicle, memory of visit)"),
  N_ ("None"),
  N_ ("Name"),
  N_ ("Name and vehicle"),
  N_ ("Also a detail from the visit or lead"),
  N_ ("Direct line"),
  N_ ("None or wrong"),
  N_ ("Number only"),
  N_ ("Also “direct”"),
  N_ ("Also the right count, grouped, slow, “call or text”"),
  N_ ("One easy next step (Simple, Priority)"),
  N_ ("Several"),
  N_ ("One, closed"),
  N_ ("One, open, low effort"),
  N_ ("Length and shape"),
  N_ ("Over 45 s or under 5 s"),
  N_ ("Outside the band"),
  N_ ("Within 5 s of the band"),
  N_ ("In the band, no dead air"),
  N_ ("Voice: pace, warmth, professional urgency"),
  N_ ("Rushed or flat"),
  N_ ("Uneven"),
  N_ ("Fine"),
  N_ ("Warm, unhurried, sure"),
  N_ ("Reads well as transcript, sounds clean"),
  N_ ("Unreadable"),
  N_ ("Name or number garbled"),
  N_ ("Small slips"),
  N_ ("Name, store, vehicle and number right"),
  /* Translators: from here on, gates: whatever else was good, a voicemail of which this is true has no points
   */
  N_ ("Played or ringless without consent"),
  N_ ("Outside hours, do-not-call or opted out"),
  N_ ("Wrong customer or wrong vehicle"),
  N_ ("Caller or dealership unidentifiable"),
  N_ ("Number wrong or cut off"),
  N_ ("Audio unusable (silent, clipped, truncated)"),
  N_ ("Untrue urgency, price or promise"),
  N_ ("Private or financial data"),
  N_ ("Personal (non-professional) remark"),
};

/**
 * rbk_table_words_get:
 * @words: a name or an aim in a table of data/rules
 *
 * Returns: (transfer none): the same as a person reads it; @words themselves if they are not of the tables
 *   that come with Ringback
 */
const char *
rbk_table_words_get (const char *words)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_str_equal (words, known[i]))
        return _ (known[i]);
    }
  return words;
}
