/* test-spoken-number.c: telephone numbers as people say them and as recognisers write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-transcript.h"
#include "rbk-test.h"
#include "rules/rbk-likeness.h"
#include "rules/rbk-spoken-number.h"

#include <string.h>

/* All numbers of @text, those with homophones with a "?". */
static char *
read_numbers (const char *text)
{
  g_autoptr (RbkTranscript) transcript = rbk_test_transcript (text);
  g_autoptr (GArray) numbers = rbk_spoken_number_find_all (transcript);
  GString *found = g_string_new (NULL);

  for (guint i = 0; i < numbers->len; i++)
    {
      const RbkSpokenNumber *number = &g_array_index (numbers, RbkSpokenNumber, i);

      g_string_append_printf (
        found, "%s%s%s", i > 0 ? " " : "", number->digits, number->has_homophones ? "?" : "");
    }
  return g_string_free_and_steal (found);
}

static void
test_ways_to_say (void)
{
  static const struct
  {
    const char *said, *numbers;
  } cases[] = {
    { "my direct line is two four zero, five five five, zero one four three.", "2405550143" },
    { "two four oh five five five oh one four three", "2405550143" },
    { "two four o double five five o one four three", "2405550143" },
    { "two four zero triple five zero one double four", "2405550144" },
    { "eight hundred five five five zero one four three", "8005550143" },
    { "eight hundred, five five five, five thousand", "8005555000" },
    { "2 4 0 5 5 5 0 1 4 3", "2405550143" },
    { "at 240-555-0143.", "2405550143" },
    { "at (240) 555-0143, thanks", "2405550143" },
    { "at 240.555.0143", "2405550143" },
    { "at 2405550143", "2405550143" },
    { "at +1 240 555 0143", "2405550143" },
    { "at 1-800-555-0143", "8005550143" },
    { "at 12405550143", "2405550143" },
    { "one eight hundred five five five zero one four three", "8005550143" },
    { "two forty five five fifty five oh one forty three", "2455550143" },
    { "two forty, five five five, oh one forty-three", "2405550143" },
    { "two-four-zero five-five-five zero-one-four-three", "2405550143" },
    { "area code two four zero and then five five five uh zero one four three", "2405550143" },
    /* Twice, with and without words between. */
    { "240-555-0143. Again, 240-555-0143.", "2405550143 2405550143" },
    { "two four zero five five five zero one four three two four zero five five five zero one four three",
      "2405550143 2405550143" },
    /* Homophones are amber. */
    { "to four zero five five five zero one for three", "2405550143?" },
    { "two for zero five five five zero won four three", "2405550143?" },
    { "six zero too five five five ate one one nine", "6025558119?" },
    /* Words that are only words. */
    { "the number is for three one two five five five zero one seven eight", "3125550178" },
    { "call 312 555 0178 to talk", "3125550178" },
    { "call three one two five five five zero one seven eight to talk for a minute", "3125550178" },
    { "one thing, I have two for you to see", "" },
    /* Amounts, years and times are no numbers. */
    { "twelve hundred dollars off, $4,500 or 4.9 percent", "" },
    { "the 2026 F-150 with 88,400 miles at 10:30", "" },
    { "it has eighty eight thousand four hundred miles on it", "" },
    { "come at ten thirty on the twenty second", "" },
    /* Without area code, and cut off. */
    { "reach me at 555-0142", "5550142" },
    { "reach me at three one two five five five zero one", "31255501" },
    { "reach me at three one two", "" },
    /* Two digits too many. */
    { "0 1 1 0 5 5 5 0 1 4 3 1", "011055501431" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *numbers = read_numbers (cases[i].said);

      g_test_message ("%s", cases[i].said);
      g_assert_cmpstr (numbers, ==, cases[i].numbers);
    }
}

static void
test_comparison (void)
{
  static const struct
  {
    const char *said;
    RbkSpokenNumberLikeness likeness;
  } cases[] = {
    { "240-555-0143", RBK_SPOKEN_NUMBER_SAME },
    { "two four zero five five five zero won four three", RBK_SPOKEN_NUMBER_HOMOPHONES },
    { "240-555-0144", RBK_SPOKEN_NUMBER_ONE_OFF },
    { "240-555-0134", RBK_SPOKEN_NUMBER_OTHER },
    { "555-0143", RBK_SPOKEN_NUMBER_NO_AREA },
    { "555-0144", RBK_SPOKEN_NUMBER_CUT_OFF },
    { "240-555-01", RBK_SPOKEN_NUMBER_CUT_OFF },
    { "111-240-555-0143", RBK_SPOKEN_NUMBER_CUT_OFF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkTranscript) transcript = rbk_test_transcript (cases[i].said);
      g_autoptr (GArray) numbers = rbk_spoken_number_find_all (transcript);
      const RbkSpokenNumber *number = &g_array_index (numbers, RbkSpokenNumber, 0);

      g_test_message ("%s", cases[i].said);
      g_assert_cmpuint (numbers->len, >=, 1);
      if (i < G_N_ELEMENTS (cases) - 1)
        g_assert_cmpint (rbk_spoken_number_compare (number, "+12405550143"), ==, cases[i].likeness);
    }
  g_assert_true (rbk_spoken_number_can_compare ("(240) 555-0143"));
  g_assert_false (rbk_spoken_number_can_compare ("+442079460958"));
  g_assert_false (rbk_spoken_number_can_compare (NULL));
}

static void
test_times (void)
{
  g_autoptr (RbkTranscript) grouped =
    rbk_test_transcript_at ("at two four zero ~ five five five ~ zero one four three", 1000000);
  g_autoptr (RbkTranscript) even = rbk_test_transcript ("two four zero five five five zero one four three");
  g_autoptr (RbkTranscript) one = rbk_test_transcript ("at 240-555-0143");
  g_autoptr (RbkTranscript) typed = rbk_transcript_correct (one, "at 240-555-0144");
  g_autoptr (GArray) numbers = rbk_spoken_number_find_all (grouped);
  const RbkSpokenNumber *number = &g_array_index (numbers, RbkSpokenNumber, 0);

  g_assert_cmpuint (number->first_word, ==, 1);
  g_assert_cmpuint (number->n_words, ==, 10);
  g_assert_cmpint (number->t0_us, ==, 1400000);
  g_assert_cmpint (number->t1_us, ==, 1400000 + 9 * 400000 + 2 * 500000 + 300000);
  g_assert_cmpfloat_with_epsilon (number->digits_per_second, 10 / 4.9, 1e-9);
  g_assert_cmpint (number->pauses_us[0], ==, 600000);
  g_assert_cmpint (number->pauses_us[1], ==, 600000);
  g_assert_cmpint (number->other_pause_us, ==, 100000);
  g_clear_pointer (&numbers, g_array_unref);

  numbers = rbk_spoken_number_find_all (even);
  number = &g_array_index (numbers, RbkSpokenNumber, 0);
  g_assert_cmpint (number->pauses_us[0], ==, 100000);
  g_clear_pointer (&numbers, g_array_unref);

  numbers = rbk_spoken_number_find_all (one);
  number = &g_array_index (numbers, RbkSpokenNumber, 0);
  g_assert_cmpint (number->pauses_us[0], ==, RBK_SPOKEN_NUMBER_UNKNOWN);
  g_clear_pointer (&numbers, g_array_unref);

  numbers = rbk_spoken_number_find_all (typed);
  number = &g_array_index (numbers, RbkSpokenNumber, 0);
  g_assert_true (number->by_hand);
  g_assert_cmpfloat (number->digits_per_second, ==, 0);
}

/* One of the ways in which a digit is said or written. */
static const char *
say_digit (char digit)
{
  static const char *const ways[10][4] = {
    { "zero", "oh", "o", "0" },   { "one", "1", "one", "1" },      { "two", "2", "two", "2" },
    { "three", "3", "3", "3" },   { "four", "4", "four,", "4" },   { "five", "5", "Five", "5," },
    { "six", "6", "six", "6." },  { "seven", "7", "seven.", "7" }, { "eight", "8", "Eight", "8" },
    { "nine", "9", "nine", "9" },
  };

  return ways[digit - '0'][g_test_rand_int_range (0, 4)];
}

/* However a number is said, among whatever words, it is found. */
static void
test_any_number (void)
{
  static const char *const around[] = { "my",    "direct", "line", "is",    "Silverado", "hello,",
                                        "Maria", "please", "call", "about", "it.",       "thanks" };

  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) said = g_string_new (NULL);
      g_autofree char *found = NULL;
      char digits[11] = "";

      for (int i = 0; i < 10; i++)
        digits[i] = (char) ('0' + g_test_rand_int_range (i == 0 || i == 3 ? 2 : 0, 10));
      for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
        g_string_append_printf (said, "%s ", around[g_test_rand_int_range (0, G_N_ELEMENTS (around))]);
      for (int i = 0; i < 10;)
        {
          if (i < 9 && digits[i] == digits[i + 1] && g_test_rand_bit ())
            {
              g_string_append_printf (said, "double %s ", say_digit (digits[i]));
              i += 2;
              continue;
            }
          g_string_append_printf (said, "%s ", say_digit (digits[i++]));
          if (i < 10 && g_test_rand_int_range (0, 8) == 0)
            g_string_append (said, "um ");
        }
      for (int i = g_test_rand_int_range (0, 6); i > 0; i--)
        g_string_append_printf (said, "%s ", around[g_test_rand_int_range (0, G_N_ELEMENTS (around))]);
      found = read_numbers (said->str);
      g_test_message ("%s", said->str);
      g_assert_cmpstr (found, ==, digits);
    }
}

/* Whatever was heard, what is found lies within it. */
static void
test_any_words (void)
{
  static const char *const words[] = { "one",
                                       "double",
                                       "hundred",
                                       "thousand",
                                       "to",
                                       "for",
                                       "555",
                                       "0142",
                                       "1",
                                       "forty",
                                       "teen",
                                       "(",
                                       "12345678901234567890123456789012345",
                                       "-",
                                       "240-555-0143",
                                       "oh",
                                       "and",
                                       "$5",
                                       "5.5",
                                       "dollars",
                                       "\xc3\xa9",
                                       "’" };

  for (guint round = 0; round < 1000; round++)
    {
      g_autoptr (GString) said = g_string_new (NULL);
      g_autoptr (RbkTranscript) transcript = NULL;
      g_autoptr (GArray) numbers = NULL;
      guint past = 0;

      for (int i = g_test_rand_int_range (0, 40); i > 0; i--)
        g_string_append_printf (said, "%s ", words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
      transcript = rbk_test_transcript (said->str);
      numbers = rbk_spoken_number_find_all (transcript);
      for (guint i = 0; i < numbers->len; i++)
        {
          const RbkSpokenNumber *number = &g_array_index (numbers, RbkSpokenNumber, i);

          g_assert_cmpuint (number->n_words, >=, 1);
          g_assert_cmpuint (
            number->first_word + number->n_words, <=, rbk_transcript_get_n_words (transcript));
          g_assert_cmpuint (number->first_word + 1, >=, past);
          g_assert_cmpuint (number->n_digits, >=, 5);
          g_assert_cmpint (number->t1_us, >=, number->t0_us);
          past = number->first_word + number->n_words;
        }
    }
}

static void
test_likeness (void)
{
  static const char *const messages[] = {
    "Hi Lena. The rebate on the CR-V went up by five hundred dollars this week. Call me.",
    "Two blue ones just arrived.",
    NULL
  };

  g_assert_cmpfloat (rbk_likeness_of_names ("devon", "devon"), ==, 1);
  g_assert_cmpfloat (rbk_likeness_of_names ("devin", "devon"), >, RBK_LIKENESS_CLOSE_NAME);
  g_assert_cmpfloat (rbk_likeness_of_names ("kowalchick", "kowalczyk"), >, RBK_LIKENESS_CLOSE_NAME);
  g_assert_cmpfloat (rbk_likeness_of_names ("mark", "mike"), <, RBK_LIKENESS_CLOSE_NAME);
  g_assert_cmpfloat (rbk_likeness_of_names ("", "mike"), ==, 0);
  /* Winkler's own example. */
  g_assert_cmpfloat_with_epsilon (rbk_likeness_of_names ("martha", "marhta"), 0.961, 0.001);
  g_assert_cmpfloat_with_epsilon (rbk_likeness_of_names ("dixon", "dicksonx"), 0.813, 0.001);
  g_assert_cmpfloat (rbk_likeness_of_texts ("a b c d", "D, c! B a?"), ==, 1);
  g_assert_cmpfloat (rbk_likeness_of_texts ("a b c d", "a b x y"), ==, 0.5);
  g_assert_cmpfloat (rbk_likeness_of_texts ("", ""), ==, 0);
  g_assert_cmpint (rbk_likeness_find_used_fact (NULL, messages), ==, -1);
  g_assert_cmpint (rbk_likeness_find_used_fact ("two blue ones just arrived", messages), ==, 1);
  g_assert_cmpint (
    rbk_likeness_find_used_fact ("The rebate on the CR-V went up by five hundred dollars", messages), ==, 0);
  g_assert_cmpint (rbk_likeness_find_used_fact ("Your key is here", messages), ==, -1);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/spoken-number/V-5/ways-to-say", test_ways_to_say);
  g_test_add_func ("/spoken-number/V-5/comparison", test_comparison);
  g_test_add_func ("/spoken-number/V-8/times", test_times);
  g_test_add_func ("/spoken-number/any-number", test_any_number);
  g_test_add_func ("/spoken-number/any-words", test_any_words);
  g_test_add_func ("/likeness/V-4", test_likeness);
  return g_test_run ();
}
