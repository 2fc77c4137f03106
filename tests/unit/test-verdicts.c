/* test-verdicts.c: what every rule of voicemails says, on both sides of each bound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-verdicts.h"

static void
test_identity (void)
{
  static const Case cases[] = {
    { "Hi Maria, this is Devon Clark at Sunrise Chevrolet.", RBK_REMARK_GOOD },
    { "hi maria this is devon clark at sunrise chevrolet", RBK_REMARK_GOOD },
    { "Hi Maria, Devon here at Sunrise Chevrolet.", RBK_REMARK_GOOD },
    { "Hi Maria, this is Devonclark at Sun Rise Chevrolet.", RBK_REMARK_GOOD },
    { "Hi Maria, this is Devin Clark at Sunrise Chevrolet.", RBK_REMARK_WARNING },
    { "Hi Maria, this is Devon Clock at Sunrise Chevrolet.", RBK_REMARK_WARNING },
    { "Hi Maria, this is Devin at Sunrise Chevrolet.", RBK_REMARK_WARNING },
    { "Hi Maria, this is Devon Clark at Sunrice Chevrolet.", RBK_REMARK_WARNING },
    { "Hi Maria, this is your salesman at Sunrise Chevrolet.", RBK_REMARK_FAIL },
    { "Hi Maria, this is Devon Clark from the dealership.", RBK_REMARK_FAIL },
    { "Hi Maria, call me back.", RBK_REMARK_FAIL },
    /* A word takes 0.4 s: the thirteenth ends after 5.1 s, the twelfth after 4.7 s. */
    { "well hi there Maria how are you today it is Devon at Sunrise Chevrolet", RBK_REMARK_WARNING },
    { "hi there Maria how are you today it is Devon Sunrise Chevrolet", RBK_REMARK_GOOD },
  };
  RbkVoicemailContext context = known ();
  static const char *const aliases[] = { "the Chevy store", NULL };

  EXPECT_CASES (&context, "V-1", cases);
  context.showroom_aliases = aliases;
  expect (&context, "Hi, Devon Clark from the Chevy store here.", "V-1", RBK_REMARK_GOOD);
  /* Nobody says “Motors”. */
  context.showroom_name = "Harbor Point Motors";
  expect (&context, "Hi, Devon Clark from Harbor Point here.", "V-1", RBK_REMARK_GOOD);
  /* The customer has the same name. */
  context.customer_first = "Devon";
  expect (&context, "Hi Devon, this is Devon Clark from Harbor Point.", "V-1", RBK_REMARK_GOOD);
  context.showroom_name = "Gateway Buick GMC";
  expect (&context, "Hi, Devon Clark at Gateway Buick G M C.", "V-1", RBK_REMARK_GOOD);
  context.person_name = NULL;
  expect (&context, "Hi", "V-1", RBK_REMARK_NOT_CHECKED);
}

/* The bound itself: 5 s and a microsecond more. */
static void
test_identity_bound (void)
{
  for (gint64 more = 0; more < 2; more++)
    {
      const RbkTranscriptWord words[] = {
        { "Devon", 1000000, 1300000, 1, FALSE },
        { "Sunrise", 1400000, 1700000, 1, FALSE },
        { "Chevrolet", 5000000, 6000000 + more, 1, FALSE },
      };
      g_autoptr (RbkTranscript) transcript = rbk_transcript_new ("t", NULL, words, G_N_ELEMENTS (words));
      RbkVoicemailContext context = known ();

      context.transcript = transcript;
      expect (&context, NULL, "V-1", more == 0 ? RBK_REMARK_GOOD : RBK_REMARK_WARNING);
    }
}

static void
test_evidence (void)
{
  RbkVoicemailContext context = known ();
  g_autoptr (RbkRemark) remark =
    judge (&context, "Hi Maria, this is Devon Clark at Sunrise Chevrolet.", "V-1");
  const RbkEvidence *name = rbk_remark_get_evidence (remark, 0);
  const RbkEvidence *showroom = rbk_remark_get_evidence (remark, 1);

  g_assert_cmpuint (rbk_remark_get_n_evidence (remark), ==, 2);
  g_assert_cmpint (name->kind, ==, RBK_EVIDENCE_NAME);
  g_assert_cmpstr (name->text, ==, "Devon Clark");
  g_assert_cmpint (name->t0_us, ==, 1600000);
  g_assert_cmpint (name->t1_us, ==, 2300000);
  g_assert_cmpuint (name->first_word, ==, 4);
  g_assert_cmpuint (name->n_words, ==, 2);
  g_assert_cmpstr (showroom->text, ==, "Sunrise Chevrolet");
}

static void
test_why_and_what (void)
{
  static const Case cases[] = {
    { "two blue Silverados just arrived this morning", RBK_REMARK_GOOD },
    { "I have two of them, in blue, and they arrived", RBK_REMARK_GOOD },
    { "we have a car that arrived", RBK_REMARK_WARNING },
    { "just calling to say hello", RBK_REMARK_WARNING },
  };
  RbkVoicemailContext context = known ();

  /* Of two, blue, silverados, arrived, two are half. */
  EXPECT_CASES (&context, "V-2", cases);
  expect (&context, "two blue ones", "V-2", RBK_REMARK_GOOD);
  expect (&context, "two ones", "V-2", RBK_REMARK_WARNING);
  expect (&context, NULL, "V-2", RBK_REMARK_NOT_CHECKED);
  context.next_step = " ";
  expect (&context, "two blue Silverados just arrived", "V-2", RBK_REMARK_FAIL);
  context = known ();
  context.fact = "";
  expect (&context, "two blue Silverados just arrived", "V-2", RBK_REMARK_FAIL);
  context = known ();
  context.reason = NULL;
  expect (&context, NULL, "V-2", RBK_REMARK_FAIL);
}

static void
test_no_value (void)
{
  static const Case cases[] = {
    { "just checking in to see if you are still in the market", RBK_REMARK_WARNING },
    { "I wanted to see where you’re at", RBK_REMARK_WARNING },
    { "just following up", RBK_REMARK_WARNING },
    { "touching base", RBK_REMARK_WARNING },
    { "see if you’ve made a decision?", RBK_REMARK_WARNING },
    { "circling back", RBK_REMARK_WARNING },
    { "I checked in the truck", RBK_REMARK_GOOD },
    { "just following up, two blue Silverados just arrived", RBK_REMARK_GOOD },
    { "your key is here", RBK_REMARK_GOOD },
  };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-3", cases);
  expect (&context, NULL, "V-3", RBK_REMARK_NOT_CHECKED);
}

static void
test_news (void)
{
  RbkVoicemailContext context = known ();
  static const char *const same[] = { "one two three four five six seven eight nine ten", NULL };

  expect (&context, NULL, "V-4", RBK_REMARK_GOOD);
  context.fact = "the rebate on the Tahoe went up by five hundred dollars";
  expect (&context, NULL, "V-4", RBK_REMARK_WARNING);
  /* 8 of 10 words is 0.8, 7 is 0.7. */
  context.last_messages = same;
  context.fact = "one two three four five six seven eight a b";
  expect (&context, NULL, "V-4", RBK_REMARK_WARNING);
  context.fact = "one two three four five six seven a b c";
  expect (&context, NULL, "V-4", RBK_REMARK_GOOD);
  /* The very same message again. */
  context.fact = "new";
  expect (&context, "One two three four five six seven eight nine ten.", "V-4", RBK_REMARK_WARNING);
  context.fact = NULL;
  expect (&context, NULL, "V-4", RBK_REMARK_NOT_CHECKED);
}

static void
test_direct_line (void)
{
  static const Case cases[] = {
    { "my direct line is two four zero, five five five, zero one four three", RBK_REMARK_GOOD },
    { "at 240-555-0143, again 240-555-0143", RBK_REMARK_GOOD },
    { "at to for zero five five five zero one four three", RBK_REMARK_WARNING },
    { "at 240-555-0144", RBK_REMARK_WARNING },
    { "at 240-555-0143, again 240-555-0144", RBK_REMARK_WARNING },
    { "at 555-0143", RBK_REMARK_WARNING },
    { "at 240-555-0134", RBK_REMARK_FAIL },
    { "at 240-555-01", RBK_REMARK_FAIL },
    { "call me", RBK_REMARK_FAIL },
  };
  RbkVoicemailContext context = known ();
  g_autoptr (RbkRemark) remark = NULL;

  EXPECT_CASES (&context, "V-5", cases);
  expect (&context, NULL, "V-5", RBK_REMARK_NOT_CHECKED);
  remark = judge (&context, "that is 240-555-0134.", "V-5");
  g_assert_nonnull (strstr (rbk_remark_get_words (remark), "(240) 555-0134"));
  g_assert_cmpint (rbk_remark_get_evidence (remark, 0)->t0_us, ==, 800000);
  context.direct_line = NULL;
  expect (&context, "at 240-555-0143", "V-5", RBK_REMARK_NOT_CHECKED);
}

static void
test_says_direct (void)
{
  static const Case cases[] = {
    { "my direct line is 240-555-0143", RBK_REMARK_GOOD },
    { "call 240-555-0143, again, that is my direct line", RBK_REMARK_GOOD },
    { "use my direct/cell phone number at 240-555-0143", RBK_REMARK_GOOD },
    { "my cell is 240-555-0143", RBK_REMARK_GOOD },
    /* Eight words between, and nine. */
    { "my direct line a b c d e f g h 240-555-0143", RBK_REMARK_GOOD },
    { "my direct line a b c d e f g h i 240-555-0143", RBK_REMARK_WARNING },
    { "240-555-0143 a b c d e f g h my direct line", RBK_REMARK_GOOD },
    { "240-555-0143 a b c d e f g h i my direct line", RBK_REMARK_WARNING },
    { "call 240-555-0143", RBK_REMARK_WARNING },
    { "my direct line", RBK_REMARK_WARNING },
  };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-6", cases);
}

#define NUMBER "240-555-0143. "

static void
test_count (void)
{
  static const struct
  {
    const char *school, *said;
    RbkRemarkLevel level;
  } cases[] = {
    { NULL, NUMBER, RBK_REMARK_FAIL },
    { NULL, NUMBER "Again " NUMBER, RBK_REMARK_GOOD },
    { "ringback", NUMBER, RBK_REMARK_FAIL },
    { "ringback", NUMBER "Again " NUMBER, RBK_REMARK_GOOD },
    { "ringback", NUMBER "Again " NUMBER "Once more " NUMBER, RBK_REMARK_FAIL },
    { "once", NUMBER, RBK_REMARK_GOOD },
    { "once", NUMBER "Again " NUMBER, RBK_REMARK_FAIL },
    { "once", "Hello", RBK_REMARK_FAIL },
    { "kain", NUMBER "Again " NUMBER "Once more " NUMBER, RBK_REMARK_GOOD },
    { "kain", "555-0143", RBK_REMARK_FAIL },
  };
  RbkVoicemailContext context = known ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      context.school = rbk_voicemail_schools_find (schools, cases[i].school);
      g_assert_true ((context.school != NULL) == (cases[i].school != NULL));
      expect (&context, cases[i].said, "V-7", cases[i].level);
    }
}

/* Ten digits in @seconds, in words of equal length, with @pause_us after the third and the sixth. */
static RbkTranscript *
say_number (gint64 length_us, gint64 pause_us)
{
  static const char *const digits[] = { "two",  "four", "zero", "five", "five",
                                        "five", "zero", "one",  "four", "three" };
  RbkTranscriptWord words[10];
  gint64 each_us = (length_us - 2 * pause_us) / 10;
  gint64 now_us = 0;

  for (guint i = 0; i < 10; i++)
    {
      now_us += i == 3 || i == 6 ? pause_us : 0;
      words[i] = (RbkTranscriptWord) { digits[i], now_us, now_us + each_us, 1, FALSE };
      now_us += each_us;
    }
  return rbk_transcript_new ("t", NULL, words, 10);
}

static void
test_speed (void)
{
  static const struct
  {
    gint64 length_us, pause_us;
    RbkRemarkLevel level;
  } cases[] = {
    { 4000000, 250000, RBK_REMARK_GOOD },    /* 2.5 digits a second */
    { 3999980, 250000, RBK_REMARK_WARNING }, /* a little more */
    { 6000000, 250000, RBK_REMARK_GOOD },
    { 6000000, 249995, RBK_REMARK_WARNING },
    /* The recogniser does not tell silences. */
    { 6000000, 0, RBK_REMARK_NOT_CHECKED },
    { 3000000, 0, RBK_REMARK_WARNING },
  };
  RbkVoicemailContext context = known ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkTranscript) transcript = say_number (cases[i].length_us, cases[i].pause_us);

      context.transcript = transcript;
      expect (&context, NULL, "V-8", cases[i].level);
    }
  /* Evenly slow: not in groups. */
  expect (&context, "two four zero five five five zero one four three", "V-8", RBK_REMARK_WARNING);
  expect (&context, "no number", "V-8", RBK_REMARK_NOT_CHECKED);
}

static void
test_text_invitation (void)
{
  static const Case cases[] = {
    { "feel free to call or text", RBK_REMARK_GOOD },
    { "you can even text me at that number", RBK_REMARK_GOOD },
    { "text or call me", RBK_REMARK_GOOD },
    { "shoot me a text", RBK_REMARK_GOOD },
    { "call me back", RBK_REMARK_WARNING },
    { "the text in the brochure", RBK_REMARK_WARNING },
  };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-9", cases);
  expect (&context, NULL, "V-9", RBK_REMARK_NOT_CHECKED);
  context.line_takes_texts = FALSE;
  expect (&context, "call or text", "V-9", RBK_REMARK_FAIL);
  expect (&context, "call me", "V-9", RBK_REMARK_GOOD);
}

static void
test_next_step (void)
{
  static const Case cases[] = {
    { "call me back", RBK_REMARK_GOOD },
    { "call or text me, or reach me at my desk", RBK_REMARK_GOOD },
    { "please stop by on Saturday", RBK_REMARK_GOOD },
    { "can you stop by today? Or call me", RBK_REMARK_WARNING },
    /* That they may text is said anyway (V-9). */
    { "please stop by on Saturday; call or text, my line is 240-555-0143", RBK_REMARK_GOOD },
    { "call or text", RBK_REMARK_GOOD },
    { "stop by, or email me", RBK_REMARK_WARNING },
    { "email me or call me", RBK_REMARK_WARNING },
    { "talk to you soon", RBK_REMARK_WARNING },
  };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-10", cases);
}

static void
test_length (void)
{
  static const struct
  {
    const char *school;
    gint64 duration_us, lead_in_us, tail_us;
    RbkRemarkLevel level;
  } cases[] = {
    { NULL, 7999999, 0, 0, RBK_REMARK_WARNING },
    { NULL, 8000000, 0, 0, RBK_REMARK_GOOD },
    { NULL, 35000000, 0, 0, RBK_REMARK_GOOD },
    { NULL, 35000001, 0, 0, RBK_REMARK_WARNING },
    /* Silence before and after does not count. */
    { NULL, 36000000, 500000, 500000, RBK_REMARK_GOOD },
    { NULL, 9000000, 500000, 500001, RBK_REMARK_WARNING },
    { "interactivetel", 11000000, 0, 0, RBK_REMARK_GOOD },
    { "interactivetel", 15000001, 0, 0, RBK_REMARK_WARNING },
    { "stauning", 20000000, 0, 0, RBK_REMARK_GOOD },
    { "stauning", 20000001, 0, 0, RBK_REMARK_WARNING },
    { "insidesales", 30000000, 0, 0, RBK_REMARK_GOOD },
    { "insidesales", 30000001, 0, 0, RBK_REMARK_WARNING },
  };
  RbkVoicemailContext context = known ();
  RbkVoicemailFacts sound = *context.sound;

  context.sound = &sound;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      sound.duration_us = cases[i].duration_us;
      sound.lead_in_us = cases[i].lead_in_us;
      sound.tail_us = cases[i].tail_us;
      context.school = rbk_voicemail_schools_find (schools, cases[i].school);
      expect (&context, NULL, "V-11", cases[i].level);
    }
}

static void
test_sound (void)
{
  RbkVoicemailContext context = known ();
  RbkVoicemailFacts sound = *context.sound;
  g_autoptr (GPtrArray) remarks = NULL;

  context.sound = &sound;
  expect (&context, NULL, "V-12", RBK_REMARK_GOOD);
  expect (&context, NULL, "V-14", RBK_REMARK_GOOD);
  expect (&context, NULL, "V-15", RBK_REMARK_GOOD);
  sound.longest_gap_us = 1500000;
  sound.lead_in_us = 500000;
  expect (&context, NULL, "V-12", RBK_REMARK_GOOD);
  sound.longest_gap_us = 1500001;
  expect (&context, NULL, "V-12", RBK_REMARK_WARNING);
  sound.longest_gap_us = 0;
  sound.lead_in_us = 500001;
  expect (&context, NULL, "V-12", RBK_REMARK_WARNING);
  sound.speech_to_noise_db = 20;
  expect (&context, NULL, "V-14", RBK_REMARK_GOOD);
  sound.speech_to_noise_db = 19.99;
  expect (&context, NULL, "V-14", RBK_REMARK_WARNING);
  sound.duration_us = 1999999;
  remarks = rbk_voicemail_judge (&context);
  g_assert_cmpuint (remarks->len, ==, 1);
  g_assert_cmpstr (rbk_remark_get_rule (g_ptr_array_index (remarks, 0)), ==, "V-15");
  g_assert_cmpint (rbk_remark_get_level (g_ptr_array_index (remarks, 0)), ==, RBK_REMARK_REFUSAL);
  context.sound = NULL;
  expect (&context, NULL, "V-15", RBK_REMARK_NOT_CHECKED);
}

/* @n words of which the last one ends at @length_us. */
static RbkTranscript *
talk (guint n, gint64 length_us)
{
  g_autofree RbkTranscriptWord *words = g_new0 (RbkTranscriptWord, n);

  for (guint i = 0; i < n; i++)
    words[i] = (RbkTranscriptWord) { "word", i * 1000, i + 1 < n ? i * 1000 : length_us, 1, FALSE };
  return rbk_transcript_new ("t", NULL, words, n);
}

static void
test_pace (void)
{
  static const struct
  {
    guint words;
    RbkRemarkLevel level;
  } cases[] = { { 119, RBK_REMARK_WARNING },
                { 120, RBK_REMARK_GOOD },
                { 165, RBK_REMARK_GOOD },
                { 166, RBK_REMARK_WARNING } };
  RbkVoicemailContext context = known ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkTranscript) transcript = talk (cases[i].words, 60 * (gint64) G_USEC_PER_SEC);

      context.transcript = transcript;
      expect (&context, NULL, "V-13", cases[i].level);
    }
  /* Written as one word, said as ten: 14 words in 5.9 s, not 5. */
  expect (&context, "a b c d e f g h i 240-555-0143 j k l m n", "V-13", RBK_REMARK_WARNING);
  expect (&context, "a b c", "V-13", RBK_REMARK_NOT_CHECKED);
}

static void
test_vehicle (void)
{
  static const Case cases[] = {
    { "the blue Silverado you asked about", RBK_REMARK_GOOD },
    { "the blue silverado you asked about", RBK_REMARK_GOOD },
    { "your Chevy is ready", RBK_REMARK_GOOD },
    { "a Colorado like your Silverado", RBK_REMARK_GOOD },
    { "two silverados just came", RBK_REMARK_GOOD },
    { "at a three o’clock appointment it is 300 miles", RBK_REMARK_WARNING },
    { "the silver auto you asked about", RBK_REMARK_WARNING },
    { "the blue Tahoe you asked about", RBK_REMARK_FAIL },
    /* The make is right, the model is another. */
    { "the Chevy Tahoe you asked about", RBK_REMARK_FAIL },
    { "the Chevrolet Colorado you asked about", RBK_REMARK_FAIL },
    { "the C X five in gray", RBK_REMARK_FAIL },
    { "the f one fifty in gray", RBK_REMARK_FAIL },
    /* Words that are names besides. */
    { "you can escape the rain, pilot", RBK_REMARK_WARNING },
    { "the Honda pilot you asked about", RBK_REMARK_FAIL },
    { "I have the Escape here", RBK_REMARK_FAIL },
    /* The make in the showroom's name says nothing of the vehicle. */
    { "this is Devon at Sunrise Chevrolet about your truck", RBK_REMARK_WARNING },
  };
  static const char *const crv[] = { "2026 Honda CR-V Hybrid Sport-L", NULL };
  static const char *const cx[] = { "Mazda CX five", NULL };
  static const char *const odd[] = { "1967 Sunbeam Tiger", NULL };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-16", cases);
  context.vehicles = crv;
  expect (&context, "the CR-V you asked about", "V-16", RBK_REMARK_GOOD);
  expect (&context, "the CRV you asked about", "V-16", RBK_REMARK_GOOD);
  expect (&context, "the c r v you asked about", "V-16", RBK_REMARK_GOOD);
  context.vehicles = cx;
  expect (&context, "the C X five you asked about", "V-16", RBK_REMARK_GOOD);
  expect (&context, "the CX-5 you asked about", "V-16", RBK_REMARK_GOOD);
  expect (&context, "the CX-50 you asked about", "V-16", RBK_REMARK_FAIL);
  context.vehicles = odd;
  expect (&context, "the Tiger you asked about", "V-16", RBK_REMARK_GOOD);
  context.vehicles = NULL;
  expect (&context, "the car you asked about", "V-16", RBK_REMARK_NOT_CHECKED);
  expect (&context, "the Tahoe you asked about", "V-16", RBK_REMARK_FAIL);
  expect (&context, NULL, "V-16", RBK_REMARK_NOT_CHECKED);
}

static void
test_wrong_customer (void)
{
  static const Case cases[] = {
    { "Hi Maria, this is Devon Clark", RBK_REMARK_GOOD },
    { "Hi there, this is Devon Clark", RBK_REMARK_GOOD },
    { "Hi James, this is Devon Clark", RBK_REMARK_REFUSAL },
    { "hi james this is devon clark", RBK_REMARK_REFUSAL },
    { "This message is for Rosa, it is Devon", RBK_REMARK_REFUSAL },
    { "Good morning James, this is Devon", RBK_REMARK_REFUSAL },
    { "it is Devon, is this Rosa", RBK_REMARK_REFUSAL },
    { "Hi Maria, James in service asked me to call", RBK_REMARK_GOOD },
    /* A word that is a name besides. */
    { "Hi, I will be quick", RBK_REMARK_GOOD },
    { "Hi Will, I am quick", RBK_REMARK_REFUSAL },
    /* Said later than the opening: the fourteenth word ends after 5.5 s. */
    { "hi a b c d e f g h i j k l James", RBK_REMARK_GOOD },
    { "hi a b c d e f g h i j James", RBK_REMARK_REFUSAL },
  };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-17", cases);
  expect (&context, NULL, "V-17", RBK_REMARK_NOT_CHECKED);
  context.person_name = "James Clark";
  expect (&context, "Hi, James Clark from Sunrise Chevrolet", "V-17", RBK_REMARK_GOOD);
}

static void
test_private (void)
{
  static const Case cases[] = {
    { "your financing was approved at four point nine percent", RBK_REMARK_REFUSAL },
    { "it is about your credit application", RBK_REMARK_REFUSAL },
    { "you still owe eight hundred dollars", RBK_REMARK_REFUSAL },
    { "bring your Social Security card", RBK_REMARK_REFUSAL },
    { "to your credit, you waited", RBK_REMARK_REFUSAL },
    { "I have good news on the papers, call me", RBK_REMARK_GOOD },
    { "the rebate is a loyalty credit", RBK_REMARK_GOOD },
  };
  RbkVoicemailContext context = known ();

  EXPECT_CASES (&context, "V-18", cases);
  expect (&context, NULL, "V-18", RBK_REMARK_NOT_CHECKED);
}

static void
test_screening_line (void)
{
  static const Case written[] = {
    { "Devon Clark from Sunrise Chevrolet, calling about the Silverado.", RBK_REMARK_GOOD },
    { "Hi, Devon Clark from Sunrise Chevrolet, calling about the Silverado.", RBK_REMARK_FAIL },
    { "Hello this is Devon Clark from Sunrise Chevrolet about the Silverado.", RBK_REMARK_FAIL },
    { "Devon Clark, calling about the Silverado.", RBK_REMARK_FAIL },
    { "Sunrise Chevrolet, calling about the Silverado.", RBK_REMARK_FAIL },
    { "Devon Clark, Sunrise Chevrolet, calling.", RBK_REMARK_FAIL },
    /* Twenty words, and one more. */
    { "Devon Clark from Sunrise Chevrolet a b c d e f g h i j k l m n o", RBK_REMARK_GOOD },
    { "Devon Clark from Sunrise Chevrolet a b c d e f g h i j k l m n o p", RBK_REMARK_FAIL },
  };
  RbkVoicemailContext context = known ();
  RbkVoicemailFacts sound = *context.sound;
  g_autoptr (GPtrArray) remarks = NULL;

  expect (&context, NULL, "V-19", RBK_REMARK_NOT_CHECKED);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      context.screening_line = written[i].said;
      expect (&context, NULL, "V-19", written[i].level);
    }
  context.screening_line = NULL;
  context.is_screening_line = TRUE;
  context.sound = &sound;
  sound.duration_us = 10 * G_USEC_PER_SEC;
  expect (&context, written[0].said, "V-19", RBK_REMARK_GOOD);
  sound.duration_us++;
  expect (&context, written[0].said, "V-19", RBK_REMARK_FAIL);
  sound.lead_in_us = 1;
  expect (&context, written[0].said, "V-19", RBK_REMARK_GOOD);
  expect (&context, NULL, "V-19", RBK_REMARK_NOT_CHECKED);
  /* Nobody has read what was said, whatever was written. */
  context.screening_line = written[0].said;
  expect (&context, NULL, "V-19", RBK_REMARK_NOT_CHECKED);
  context.screening_line = NULL;
  /* Nothing else is asked of it. */
  remarks = rbk_voicemail_judge (&context);
  g_assert_null (rbk_voicemail_find_remark (remarks, "V-11"));
  g_assert_null (rbk_voicemail_find_remark (remarks, "V-5"));
  g_assert_nonnull (rbk_voicemail_find_remark (remarks, "V-1"));
}

static void
test_practice (void)
{
  RbkVoicemailContext context = known ();

  expect (&context, NULL, "V-20", RBK_REMARK_GOOD);
  context.is_practice = TRUE;
  expect (&context, NULL, "V-20", RBK_REMARK_REFUSAL);
}

static void
add_tests (void)
{
  g_test_add_func ("/verdicts/V-1/identity", test_identity);
  g_test_add_func ("/verdicts/V-1/five-seconds", test_identity_bound);
  g_test_add_func ("/verdicts/V-1/evidence", test_evidence);
  g_test_add_func ("/verdicts/V-2/why-and-what", test_why_and_what);
  g_test_add_func ("/verdicts/V-3/no-value", test_no_value);
  g_test_add_func ("/verdicts/V-4/news", test_news);
  g_test_add_func ("/verdicts/V-5/direct-line", test_direct_line);
  g_test_add_func ("/verdicts/V-6/says-direct", test_says_direct);
  g_test_add_func ("/verdicts/V-7/count", test_count);
  g_test_add_func ("/verdicts/V-8/speed", test_speed);
  g_test_add_func ("/verdicts/V-9/text-invitation", test_text_invitation);
  g_test_add_func ("/verdicts/V-10/next-step", test_next_step);
  g_test_add_func ("/verdicts/V-11/length", test_length);
  g_test_add_func ("/verdicts/V-12/V-14/V-15/sound", test_sound);
  g_test_add_func ("/verdicts/V-13/pace", test_pace);
  g_test_add_func ("/verdicts/V-16/vehicle", test_vehicle);
  g_test_add_func ("/verdicts/V-17/wrong-customer", test_wrong_customer);
  g_test_add_func ("/verdicts/V-18/private", test_private);
  g_test_add_func ("/verdicts/V-19/screening-line", test_screening_line);
  g_test_add_func ("/verdicts/V-20/practice", test_practice);
}

int
main (int argc, char *argv[])
{
  return rbk_test_verdicts_run (argc, argv, add_tests);
}
