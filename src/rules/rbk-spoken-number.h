/* rbk-spoken-number.h: telephone numbers as people say them and as recognisers write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"

G_BEGIN_DECLS

/* Digits of a whole number here: area code, exchange, line. */
#define RBK_SPOKEN_NUMBER_DIGITS 10
/* Not known: the recogniser gave no time for it. */
#define RBK_SPOKEN_NUMBER_UNKNOWN (-1)

/**
 * RbkSpokenNumber:
 * @first_word: the transcript's word with the first digit
 * @n_words: how many words from there to the last digit
 * @t0_us: where it begins
 * @t1_us: where it ends
 * @digits: the digits, without the 1 of a long-distance call; those past the fifteenth are left out
 * @n_digits: how many were said; less than ten is a number without area code or one that was cut off
 * @has_homophones: a digit was written as another word: “to”, “for”, “ate”, “won”
 * @by_hand: a person wrote some of its words; nothing is known of their times
 * @digits_per_second: how fast it was said, pauses included; 0 if not known
 * @pauses_us: silence after the third and the sixth of ten digits, or %RBK_SPOKEN_NUMBER_UNKNOWN
 * @other_pause_us: the longest silence elsewhere in it
 */
typedef struct
{
  guint first_word;
  guint n_words;
  gint64 t0_us;
  gint64 t1_us;
  char digits[16];
  guint n_digits;
  gboolean has_homophones;
  gboolean by_hand;
  double digits_per_second;
  gint64 pauses_us[2];
  gint64 other_pause_us;
} RbkSpokenNumber;

/* How a spoken number compares with a line's, at all ten digits. */
typedef enum
{
  RBK_SPOKEN_NUMBER_SAME,
  RBK_SPOKEN_NUMBER_HOMOPHONES, /* the same if “to” is two and “for” is four */
  RBK_SPOKEN_NUMBER_ONE_OFF,    /* one digit differs */
  RBK_SPOKEN_NUMBER_NO_AREA,    /* the last seven digits are the same, the area code was not said */
  RBK_SPOKEN_NUMBER_CUT_OFF,    /* too few digits */
  RBK_SPOKEN_NUMBER_OTHER,
} RbkSpokenNumberLikeness;

GArray *rbk_spoken_number_find_all (RbkTranscript *transcript);
gboolean rbk_spoken_number_is_whole (const RbkSpokenNumber *number);
RbkSpokenNumberLikeness rbk_spoken_number_compare (const RbkSpokenNumber *number, const char *line);
char *rbk_spoken_number_dup_word (const char *plain);
gboolean rbk_spoken_number_can_compare (const char *line);

G_END_DECLS
