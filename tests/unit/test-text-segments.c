/* test-text-segments.c: of how many parts a text is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "rules/rbk-text-segments.h"

/* (transfer full): @part @n times. */
static char *
repeat (const char *part, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, part);
  return g_string_free_and_steal (text);
}

static void
expect (const char *part, guint n, RbkTextAlphabet alphabet, guint segments, guint left)
{
  g_autofree char *text = repeat (part, n);
  RbkTextSegments got = rbk_text_segments_count (text, FALSE);
  g_autofree char *words = rbk_text_segments_dup_words (&got);

  g_test_message ("%u × “%s”: %s", n, part, words);
  g_assert_cmpint (got.alphabet, ==, alphabet);
  g_assert_cmpuint (got.segments, ==, segments);
  g_assert_cmpuint (got.left, ==, left);
  g_assert_cmpint (got.price, ==, segments > 1 ? RBK_TEXT_PRICE_SEVERAL : RBK_TEXT_PRICE_ONE);
}

static void
test_gsm7 (void)
{
  expect ("a", 0, RBK_TEXT_GSM7, 0, 160);
  expect ("a", 1, RBK_TEXT_GSM7, 1, 159);
  expect ("a", 160, RBK_TEXT_GSM7, 1, 0);
  expect ("a", 161, RBK_TEXT_GSM7, 2, 145);
  expect ("a", 306, RBK_TEXT_GSM7, 2, 0);
  expect ("a", 307, RBK_TEXT_GSM7, 3, 152);
  expect ("ñ", 160, RBK_TEXT_GSM7, 1, 0);
  expect ("\n", 160, RBK_TEXT_GSM7, 1, 0);
}

/* Those of the extension table take two, and are not divided between segments. */
static void
test_extension (void)
{
  expect ("€", 80, RBK_TEXT_GSM7, 1, 0);
  expect ("€", 81, RBK_TEXT_GSM7, 2, 143);
  expect ("{", 76, RBK_TEXT_GSM7, 1, 8);
  /* 153 is odd: 76 of them leave one septet empty. */
  expect ("[", 152, RBK_TEXT_GSM7, 2, 1);
  expect ("[", 153, RBK_TEXT_GSM7, 3, 151);
}

static void
test_ucs2 (void)
{
  RbkTextSegments got = rbk_text_segments_count ("Hi Lena, it’s here", FALSE);

  g_assert_cmpint (got.alphabet, ==, RBK_TEXT_UCS2);
  g_assert_cmpuint (got.wide, ==, 0x2019);
  expect ("ш", 70, RBK_TEXT_UCS2, 1, 0);
  expect ("ш", 71, RBK_TEXT_UCS2, 2, 63);
  expect ("ш", 134, RBK_TEXT_UCS2, 2, 0);
  expect ("ш", 135, RBK_TEXT_UCS2, 3, 66);
  /* A surrogate pair takes two and is not divided: 67 is odd. */
  expect ("😀", 35, RBK_TEXT_UCS2, 1, 0);
  expect ("😀", 36, RBK_TEXT_UCS2, 2, 61);
  expect ("😀", 66, RBK_TEXT_UCS2, 2, 1);
  expect ("😀", 67, RBK_TEXT_UCS2, 3, 65);
  /* These look as if they were of the alphabet. */
  expect ("ç", 70, RBK_TEXT_UCS2, 1, 0);
  expect ("`", 70, RBK_TEXT_UCS2, 1, 0);
  expect ("á", 71, RBK_TEXT_UCS2, 2, 63);
}

/* Every character of 3GPP TS 23.038, by its number there, so that none is missed or too many. */
static void
test_alphabet (void)
{
  guint one = 0, two = 0;

  for (gunichar c = 1; c < 0x3000; c++)
    {
      char text[8] = { 0 };
      RbkTextSegments got;

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, text);
      got = rbk_text_segments_count (text, FALSE);
      one += got.alphabet == RBK_TEXT_GSM7 && got.units == 1;
      two += got.alphabet == RBK_TEXT_GSM7 && got.units == 2;
    }
  /* 128 positions, of which one is the escape. */
  g_assert_cmpuint (one, ==, 127);
  g_assert_cmpuint (two, ==, 10);
}

static void
test_plain (void)
{
  g_autofree char *plain = rbk_text_segments_dup_plain ("“It’s here” – call\u00a0me… 😀");
  g_autofree char *same = rbk_text_segments_dup_plain ("Grüße, €5");
  g_autofree char *narrow = rbk_text_segments_dup_plain ("It’s “here”—now…");

  g_assert_cmpstr (plain, ==, "\"It's here\" - call me... 😀");
  g_assert_cmpstr (same, ==, "Grüße, €5");
  g_assert_cmpint (rbk_text_segments_count (narrow, FALSE).alphabet, ==, RBK_TEXT_GSM7);
}

static void
test_price (void)
{
  g_autofree char *longest = repeat ("a", RBK_TEXT_LONGEST);
  g_autofree char *longer = repeat ("a", RBK_TEXT_LONGEST + 1);
  RbkTextSegments media = rbk_text_segments_count (longest, TRUE);

  g_assert_cmpint (media.price, ==, RBK_TEXT_PRICE_MEDIA);
  g_assert_cmpuint (media.segments, ==, 1);
  g_assert_false (media.is_too_long);
  g_assert_false (rbk_text_segments_count (longest, FALSE).is_too_long);
  g_assert_true (rbk_text_segments_count (longer, FALSE).is_too_long);
  g_assert_cmpuint (rbk_text_segments_count (NULL, FALSE).segments, ==, 0);
  g_assert_cmpint (rbk_text_segments_count ("\xff", FALSE).alphabet, ==, RBK_TEXT_UCS2);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/rules/segments/gsm7", test_gsm7);
  g_test_add_func ("/rules/segments/extension", test_extension);
  g_test_add_func ("/rules/segments/ucs2", test_ucs2);
  g_test_add_func ("/rules/segments/alphabet", test_alphabet);
  g_test_add_func ("/rules/segments/plain", test_plain);
  g_test_add_func ("/rules/segments/price", test_price);
  return g_test_run ();
}
