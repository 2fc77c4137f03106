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
