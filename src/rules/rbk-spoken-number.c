/* rbk-spoken-number.c
 *
 * Words become items of one or more digits: “two”, “0143”, “double five”, “eight hundred”, “forty two”.
 * Items that follow each other are a run, and a run is cut into numbers of ten digits, which begin as
 * numbers of the North American plan do: neither area code nor exchange starts with 0 or 1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-spoken-number.h"

#include "model/rbk-plain-word.h"
#include "rules/rbk-phone-number.h"

#include <string.h>

/* Fewer digits in a row are a year, a price or a time of day. */
#define FEWEST_DIGITS 5
#define LOCAL_DIGITS  7
/* A silence that keeps two groups apart (V-8). */
#define PAUSE_US (G_USEC_PER_SEC / 4)

typedef enum
{
  WORD_OTHER,
  WORD_FILLER,
  WORD_DIGIT,
  WORD_TENS,
  WORD_DIGITS, /* ten to nineteen, and anything written in numerals */
  WORD_HOMOPHONE,
  WORD_HUNDRED,
  WORD_THOUSAND,
  WORD_DOUBLE,
  WORD_TRIPLE,
} WordKind;

static const struct
{
  const char *word;
  WordKind kind;
  const char *digits;
} vocabulary[] = {
  { "zero", WORD_DIGIT, "0" },
  { "oh", WORD_DIGIT, "0" },
  { "o", WORD_DIGIT, "0" },
  { "nought", WORD_DIGIT, "0" },
  { "one", WORD_DIGIT, "1" },
  { "two", WORD_DIGIT, "2" },
  { "three", WORD_DIGIT, "3" },
  { "four", WORD_DIGIT, "4" },
  { "five", WORD_DIGIT, "5" },
  { "six", WORD_DIGIT, "6" },
  { "seven", WORD_DIGIT, "7" },
  { "eight", WORD_DIGIT, "8" },
  { "nine", WORD_DIGIT, "9" },
  { "niner", WORD_DIGIT, "9" },
  { "ten", WORD_DIGITS, "10" },
  { "eleven", WORD_DIGITS, "11" },
  { "twelve", WORD_DIGITS, "12" },
  { "thirteen", WORD_DIGITS, "13" },
  { "fourteen", WORD_DIGITS, "14" },
  { "fifteen", WORD_DIGITS, "15" },
  { "sixteen", WORD_DIGITS, "16" },
  { "seventeen", WORD_DIGITS, "17" },
  { "eighteen", WORD_DIGITS, "18" },
  { "nineteen", WORD_DIGITS, "19" },
  { "twenty", WORD_TENS, "2" },
  { "thirty", WORD_TENS, "3" },
  { "forty", WORD_TENS, "4" },
  { "fourty", WORD_TENS, "4" },
  { "fifty", WORD_TENS, "5" },
  { "sixty", WORD_TENS, "6" },
  { "seventy", WORD_TENS, "7" },
  { "eighty", WORD_TENS, "8" },
  { "ninety", WORD_TENS, "9" },
  { "hundred", WORD_HUNDRED, "00" },
  { "thousand", WORD_THOUSAND, "000" },
  { "double", WORD_DOUBLE, "" },
  { "triple", WORD_TRIPLE, "" },
  { "treble", WORD_TRIPLE, "" },
  { "to", WORD_HOMOPHONE, "2" },
  { "too", WORD_HOMOPHONE, "2" },
  { "for", WORD_HOMOPHONE, "4" },
  { "fore", WORD_HOMOPHONE, "4" },
  { "ate", WORD_HOMOPHONE, "8" },
  { "won", WORD_HOMOPHONE, "1" },
  { "owe", WORD_HOMOPHONE, "0" },
  /* Measured: what PocketSphinx writes for “zero”. */
  { "hero", WORD_HOMOPHONE, "0" },
  /* Said between the digits without being one. */
  { "uh", WORD_FILLER, "" },
  { "um", WORD_FILLER, "" },
  { "er", WORD_FILLER, "" },
  { "and", WORD_FILLER, "" },
  { "then", WORD_FILLER, "" },
  { "dash", WORD_FILLER, "" },
  { "area", WORD_FILLER, "" },
  { "code", WORD_FILLER, "" },
};

/* Said after an amount, not after a telephone number. */
static const char *const units[] = {
  "dollars", "dollar", "bucks", "miles", "mile", "percent", "point", NULL
};

typedef struct
{
  guint word;        /* the transcript's */
  gboolean is_apart; /* a comma or a pause comes after it */
  WordKind kind;
  char digits[32];
} Piece;

typedef struct
{
  guint first_word;
  guint last_word;
  char digits[32];
  gboolean homophone;
} Item;

/**
 * rbk_spoken_number_dup_word:
 * @plain: a word in compared form
 *
 * Returns: (transfer full): the numerals for @plain if it is a number from zero to ninety, for
 *   example in the name of a vehicle; else @plain
 */
char *
rbk_spoken_number_dup_word (const char *plain)
{
  for (guint i = 0; i < G_N_ELEMENTS (vocabulary); i++)
    {
      WordKind kind = vocabulary[i].kind;

      if (strcmp (plain, vocabulary[i].word) != 0 || strlen (plain) < 2)
        continue;
      if (kind == WORD_DIGIT || kind == WORD_DIGITS || kind == WORD_HUNDRED)
        return g_strdup (vocabulary[i].digits);
      if (kind == WORD_TENS)
        return g_strconcat (vocabulary[i].digits, "0", NULL);
    }
  return g_strdup (plain);
}

static void
read_piece (const char *text, Piece *piece)
{
  g_autofree char *plain = rbk_plain_word_dup (text);
  gsize length = strlen (plain);
  gboolean numerals = length > 0;

  piece->kind = WORD_OTHER;
  piece->digits[0] = '\0';
  for (gsize i = 0; i < length; i++)
    numerals = numerals && g_ascii_isdigit (plain[i]);
  /* “$800”, “10:30”, “4.9” and “2,000” are amounts and times. */
  if (numerals && length < sizeof piece->digits && strpbrk (text, "$%:#’'€£") == NULL)
    {
      piece->kind = length == 1 ? WORD_DIGIT : WORD_DIGITS;
      g_strlcpy (piece->digits, plain, sizeof piece->digits);
    }
  for (guint i = 0; !numerals && i < G_N_ELEMENTS (vocabulary); i++)
    {
      if (strcmp (plain, vocabulary[i].word) != 0)
        continue;
      piece->kind = vocabulary[i].kind;
      g_strlcpy (piece->digits, vocabulary[i].digits, sizeof piece->digits);
    }
}

/* Counts the digits around the points and commas within @text; fewer than a local number has are an amount.
 */
static gboolean
is_dotted_amount (const char *text)
{
  guint digits = 0;
  gboolean dotted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      digits += g_ascii_isdigit (*p);
      dotted = dotted ||
               (strchr (".,", *p) != NULL && p > text && g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[1]));
    }
  return dotted && digits < LOCAL_DIGITS;
}

/* Whether something keeps the word at @i and the next one apart. */
static gboolean
is_apart (RbkTranscript *transcript, guint i)
{
  const RbkTranscriptWord *word = rbk_transcript_get_word (transcript, i);
  gsize length = strlen (word->text);

  return strchr (".,;:", word->text[length - 1]) != NULL ||
         (i + 1 < rbk_transcript_get_n_words (transcript) &&
          rbk_transcript_get_word (transcript, i + 1)->t0_us - word->t1_us >= PAUSE_US);
}

/* (element-type Piece): what may be digits of every word, and what may not. */
static GArray *
read_pieces (RbkTranscript *transcript)
{
  GArray *pieces = g_array_new (FALSE, TRUE, sizeof (Piece));

  for (guint i = 0; i < rbk_transcript_get_n_words (transcript); i++)
    {
      const char *text = rbk_transcript_get_word (transcript, i)->text;
      g_auto (GStrv) parts =
        g_regex_split_simple ("[-–—‐‑().,/]+", text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
      guint before = pieces->len;
      gboolean good = !is_dotted_amount (text);

      for (guint j = 0; parts[j] != NULL; j++)
        {
          Piece piece = { .word = i };

          if (*parts[j] == '\0')
            continue;
          read_piece (parts[j], &piece);
          good = good && piece.kind != WORD_OTHER;
          g_array_append_val (pieces, piece);
        }
      /* A word is of digits as a whole or not at all: “F-150”. */
      if (!good)
        {
          Piece other = { .word = i, .kind = WORD_OTHER };

          g_array_set_size (pieces, before);
          g_array_append_val (pieces, other);
        }
      if (pieces->len > before)
        g_array_index (pieces, Piece, pieces->len - 1).is_apart = is_apart (transcript, i);
    }
  return pieces;
}

static WordKind
kind_at (GArray *pieces, guint i)
{
  return i < pieces->len ? g_array_index (pieces, Piece, i).kind : WORD_OTHER;
}

/* Makes an item of the pieces at @i; returns how many they are, 0 if they are no digits. */
static guint
read_item (GArray *pieces, guint i, Item *item)
{
  const Piece *piece = &g_array_index (pieces, Piece, i);
  const Piece *next = i + 1 < pieces->len ? &g_array_index (pieces, Piece, i + 1) : NULL;
  WordKind after = kind_at (pieces, i + 1);
  guint used = 1;

  *item = (Item) { .first_word = piece->word, .last_word = piece->word };
  g_strlcpy (item->digits, piece->digits, sizeof item->digits);
  switch (piece->kind)
    {
    case WORD_DIGIT:
    case WORD_DIGITS:
      if ((after == WORD_HUNDRED || after == WORD_THOUSAND) && strlen (piece->digits) <= 2)
        {
          g_strlcat (item->digits, next->digits, sizeof item->digits);
          used = 2;
        }
      break;
    case WORD_TENS:
      if (after == WORD_DIGIT && *next->digits != '0' && !piece->is_apart)
        {
          g_strlcat (item->digits, next->digits, sizeof item->digits);
          used = 2;
        }
      else
        g_strlcat (item->digits, "0", sizeof item->digits);
      break;
    case WORD_DOUBLE:
    case WORD_TRIPLE:
      if (after != WORD_DIGIT)
        return 0;
      g_strlcpy (item->digits, next->digits, sizeof item->digits);
      g_strlcat (item->digits, next->digits, sizeof item->digits);
      if (piece->kind == WORD_TRIPLE)
        g_strlcat (item->digits, next->digits, sizeof item->digits);
      used = 2;
      break;
    case WORD_HOMOPHONE:
      item->homophone = TRUE;
      break;
    case WORD_OTHER:
    case WORD_FILLER:
    case WORD_HUNDRED:
    case WORD_THOUSAND:
    default:
      return 0;
    }
  item->last_word = g_array_index (pieces, Piece, i + used - 1).word;
  return used;
}

static const Item *
item_at (GArray *run, guint i)
{
  return &g_array_index (run, Item, i);
}

/* The items from @first on that have exactly ten digits, as a number has them; 0 if there are none. */
static guint
find_window (GArray *run, guint first)
{
  char digits[64] = "";
  guint n = 0;

  while (strlen (digits) < RBK_SPOKEN_NUMBER_DIGITS && first + n < run->len)
    g_strlcat (digits, item_at (run, first + n++)->digits, sizeof digits);
  return strlen (digits) == RBK_SPOKEN_NUMBER_DIGITS && digits[0] >= '2' && digits[3] >= '2' ? n : 0;
}

/* The silence before item @i; RBK_SPOKEN_NUMBER_UNKNOWN within a word. */
static gint64
pause_before (RbkTranscript *transcript, GArray *run, guint i)
{
  guint before = item_at (run, i - 1)->last_word;
  guint after = item_at (run, i)->first_word;

  return before == after ? RBK_SPOKEN_NUMBER_UNKNOWN
                         : MAX (rbk_transcript_get_word (transcript, after)->t0_us -
                                  rbk_transcript_get_word (transcript, before)->t1_us,
                                0);
}

static void
measure_pauses (RbkTranscript *transcript, GArray *run, guint first, guint n, RbkSpokenNumber *number)
{
  guint digits = 0;
  gint64 longest = 0;
  gboolean at[2] = { FALSE, FALSE };

  number->pauses_us[0] = number->pauses_us[1] = RBK_SPOKEN_NUMBER_UNKNOWN;
  for (guint i = first; i < first + n; i++)
    {
      gint64 pause = i > first ? pause_before (transcript, run, i) : 0;

      if (digits == 3 || digits == 6)
        {
          number->pauses_us[digits / 3 - 1] = pause;
          at[digits / 3 - 1] = TRUE;
        }
      else
        number->other_pause_us = MAX (number->other_pause_us, pause);
      longest = MAX (longest, pause);
      digits += (guint) strlen (item_at (run, i)->digits);
    }
  /* Words whose times touch each other come from a recogniser that does not tell silences. */
  if (longest == 0)
    number->pauses_us[0] = number->pauses_us[1] = RBK_SPOKEN_NUMBER_UNKNOWN;
  /* “two forty five”: said in one breath over the border of a group. */
  for (guint i = 0; longest > 0 && i < G_N_ELEMENTS (at); i++)
    number->pauses_us[i] = at[i] ? number->pauses_us[i] : 0;
}

/* Appends the number that the items are; @skip leaves out the 1 of a long-distance call. */
static void
add_number (RbkTranscript *transcript, GArray *run, guint first, guint n, gboolean skip, GArray *numbers)
{
  const RbkTranscriptWord *begin = rbk_transcript_get_word (transcript, item_at (run, first)->first_word);
  const RbkTranscriptWord *end =
    rbk_transcript_get_word (transcript, item_at (run, first + n - 1)->last_word);
  RbkSpokenNumber number = {
    .first_word = item_at (run, first)->first_word,
    .n_words = item_at (run, first + n - 1)->last_word - item_at (run, first)->first_word + 1,
    .t0_us = begin->t0_us,
    .t1_us = end->t1_us,
  };

  for (guint i = first + (skip ? 1 : 0); i < first + n; i++)
    {
      g_strlcat (number.digits, item_at (run, i)->digits, sizeof number.digits);
      number.n_digits += (guint) strlen (item_at (run, i)->digits);
      number.has_homophones |= item_at (run, i)->homophone;
    }
  for (guint i = 0; i < number.n_words; i++)
    number.by_hand |= rbk_transcript_get_word (transcript, number.first_word + i)->by_hand;
  if (skip)
    measure_pauses (transcript, run, first + 1, n - 1, &number);
  else
    measure_pauses (transcript, run, first, n, &number);
  if (number.t1_us > number.t0_us && !number.by_hand)
    number.digits_per_second =
      number.n_digits * (double) G_USEC_PER_SEC / (double) (number.t1_us - number.t0_us);
  g_array_append_val (numbers, number);
}

/* What no whole number was found in: a number that was cut off or misheard, if it is long enough. */
static void
add_rest (RbkTranscript *transcript, GArray *run, guint first, guint end, GArray *numbers)
{
  guint digits = 0;

  while (first < end && item_at (run, first)->homophone)
    first++;
  while (end > first && item_at (run, end - 1)->homophone)
    end--;
  for (guint i = first; i < end; i++)
    digits += (guint) strlen (item_at (run, i)->digits);
  if (digits >= FEWEST_DIGITS)
    add_number (transcript, run, first, end - first, FALSE, numbers);
}

static void
cut_run (RbkTranscript *transcript, GArray *run, gboolean is_amount, GArray *numbers)
{
  guint rest = 0;
  guint i = 0;

  while (i < run->len)
    {
      const Item *item = item_at (run, i);
      guint n = find_window (run, i);
      gboolean skip = FALSE;

      /* “…number is for three one two …”: the number begins after the “for” if it is whole without it. */
      if (item->homophone && i + 1 < run->len && find_window (run, i + 1) > 0)
        n = 0;
      if (n == 0 && strcmp (item->digits, "1") == 0 && !item->homophone)
        {
          n = find_window (run, i + 1);
          n += n > 0;
          skip = n > 0;
        }
      if (n == 0)
        {
          i++;
          continue;
        }
      add_rest (transcript, run, rest, i, numbers);
      add_number (transcript, run, i, n, skip, numbers);
      i += n;
      rest = i;
    }
  if (!is_amount)
    add_rest (transcript, run, rest, run->len, numbers);
  g_array_set_size (run, 0);
}

static gboolean
is_unit (RbkTranscript *transcript, guint word)
{
  g_autofree char *plain = NULL;

  if (word >= rbk_transcript_get_n_words (transcript))
    return FALSE;
  plain = rbk_plain_word_dup (rbk_transcript_get_word (transcript, word)->text);
  return g_strv_contains (units, plain);
}

/* Eleven numerals that begin with a 1 are ten and the 1 of a long-distance call. */
static void
drop_long_distance (Item *item)
{
  if (strlen (item->digits) == RBK_SPOKEN_NUMBER_DIGITS + 1 && *item->digits == '1')
    memmove (item->digits, item->digits + 1, strlen (item->digits));
}

/**
 * rbk_spoken_number_find_all:
 *
 * Returns: (transfer full) (element-type RbkSpokenNumber): the telephone numbers in @transcript in the
 *   order in which they were said: whole ones, and what five or more digits are left of others
 */
GArray *
rbk_spoken_number_find_all (RbkTranscript *transcript)
{
  GArray *numbers = g_array_new (FALSE, TRUE, sizeof (RbkSpokenNumber));
  g_autoptr (GArray) pieces = read_pieces (transcript);
  g_autoptr (GArray) run = g_array_new (FALSE, TRUE, sizeof (Item));

  for (guint i = 0; i < pieces->len;)
    {
      Item item;
      guint used = read_item (pieces, i, &item);

      if (used > 0)
        {
          drop_long_distance (&item);
          g_array_append_val (run, item);
        }
      else if (kind_at (pieces, i) != WORD_FILLER)
        cut_run (transcript, run, is_unit (transcript, g_array_index (pieces, Piece, i).word), numbers);
      i += MAX (used, 1);
    }
  cut_run (transcript, run, FALSE, numbers);
  return numbers;
}

/**
 * rbk_spoken_number_is_whole:
 *
 * Returns: whether it has as many digits as a number has
 */
gboolean
rbk_spoken_number_is_whole (const RbkSpokenNumber *number)
{
  return number->n_digits == RBK_SPOKEN_NUMBER_DIGITS;
}

/* The ten digits of @line, or NULL if it is none of the North American plan. */
static char *
dup_line_digits (const char *line)
{
  g_autofree char *e164 = rbk_phone_number_normalise (line);

  return e164 != NULL && g_str_has_prefix (e164, "+1") && strlen (e164) == RBK_SPOKEN_NUMBER_DIGITS + 2
           ? g_strdup (e164 + 2)
           : NULL;
}

/**
 * rbk_spoken_number_can_compare:
 * @line: (nullable): a line's number
 *
 * Returns: whether spoken numbers can be compared with it: whether it is of the North American plan
 */
gboolean
rbk_spoken_number_can_compare (const char *line)
{
  g_autofree char *digits = dup_line_digits (line);

  return digits != NULL;
}

/**
 * rbk_spoken_number_compare:
 * @line: the number of a line
 *
 * Returns: how the two compare
 */
RbkSpokenNumberLikeness
rbk_spoken_number_compare (const RbkSpokenNumber *number, const char *line)
{
  g_autofree char *digits = dup_line_digits (line);
  guint differ = 0;

  if (digits == NULL)
    return RBK_SPOKEN_NUMBER_OTHER;
  if (number->n_digits == LOCAL_DIGITS && g_str_has_suffix (digits, number->digits))
    return RBK_SPOKEN_NUMBER_NO_AREA;
  if (number->n_digits < RBK_SPOKEN_NUMBER_DIGITS)
    return RBK_SPOKEN_NUMBER_CUT_OFF;
  if (number->n_digits > RBK_SPOKEN_NUMBER_DIGITS)
    return RBK_SPOKEN_NUMBER_OTHER;
  for (guint i = 0; i < RBK_SPOKEN_NUMBER_DIGITS; i++)
    differ += digits[i] != number->digits[i];
  if (differ == 0)
    return number->has_homophones ? RBK_SPOKEN_NUMBER_HOMOPHONES : RBK_SPOKEN_NUMBER_SAME;
  return differ == 1 ? RBK_SPOKEN_NUMBER_ONE_OFF : RBK_SPOKEN_NUMBER_OTHER;
}
