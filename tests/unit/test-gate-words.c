/* test-gate-words.c: what they agreed to, and what is written, before the gate (K-20…K-26, K-41, M-…, V-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-question.h"

/* K-20…K-26. */
static void
test_recordings (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->call;
  const RbkRowOverride oral = {
    .row = "recorded-consent", .value = "oral", .reason = "Bradford", .person = "boss"
  };
  const RbkRowOverride none = { .row = "recorded-consent", .reason = "R", .person = "boss" };

  question->policy.opt_out_number = "+18005550100";
  question->n_consents = 0;
  check (question, RBK_GATE_YES, NULL);
  question->act = RBK_ACT_PLAYED;
  check (question, RBK_GATE_REFUSED, "K-22");
  question->act = RBK_ACT_RINGLESS;
  check (question, RBK_GATE_REFUSED, "K-21");
  question->n_consents = 1;
  fixture->consent.how = "oral";
  check (question, RBK_GATE_REFUSED, "K-24");
  question->policy.overrides = &oral;
  question->policy.n_overrides = 1;
  check (question, RBK_GATE_YES, NULL);
  fixture->consent.how = "number-given";
  check (question, RBK_GATE_REFUSED, "K-24");
  /* The row may be loosened, not taken away. */
  question->policy.overrides = &none;
  fixture->consent.how = "oral";
  check (question, RBK_GATE_REFUSED, "K-24");
  fixture->consent.how = "written";
  check (question, RBK_GATE_YES, NULL);
  question->policy.opt_out_number = NULL;
  check (question, RBK_GATE_REFUSED, "K-25");
  question->policy.opt_out_number = "+18005550100";
  fixture->consent.media = RBK_MEDIUM_TEXT;
  check (question, RBK_GATE_REFUSED, "K-21");
}

/* K-26: scheduled with consent, and taken back before it leaves. */
static void
test_withdrawn (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->call;

  question->policy.opt_out_number = "+18005550100";
  question->act = RBK_ACT_PLAYED;
  question->written_us = 5000;
  fixture->consent.how = "written";
  check (question, RBK_GATE_YES, NULL);
  fixture->consent.withdrawn_us = 5001;
  check (question, RBK_GATE_REFUSED, "K-26");
  /* Before it was written: it never had one. */
  fixture->consent.withdrawn_us = 4999;
  check (question, RBK_GATE_REFUSED, "K-22");
  /* Given anew. */
  fixture->consent.given_us = 5002;
  check (question, RBK_GATE_YES, NULL);
  fixture->question.written_us = 5000;
  fixture->consent.given_us = 1000;
  fixture->consent.withdrawn_us = 5001;
  check (&fixture->question, RBK_GATE_REFUSED, "K-26");
}

/* K-41. */
static void
test_text_consent (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->question;
  const RbkRowOverride written = {
    .row = "text-consent", .value = "written", .reason = "R", .person = "boss"
  };
  g_autoptr (RbkVerdict) verdict = NULL;

  question->n_consents = 0;
  verdict = expect (question, RBK_GATE_REFUSED, "K-41");
  g_assert_cmpstr (verdict->row, ==, "text-consent");
  g_assert_cmpint (verdict->instead, ==, RBK_INSTEAD_OTHER_WAY);
  question->asks_for_consent = TRUE;
  check (question, RBK_GATE_REFUSED, "K-41");
  question->is_reply = TRUE;
  check (question, RBK_GATE_REFUSED, "K-41");
  question->asks_for_consent = FALSE;
  check (question, RBK_GATE_YES, NULL);
  question->is_reply = FALSE;
  question->n_consents = 1;
  check (question, RBK_GATE_YES, NULL);
  fixture->consent.how = NULL;
  check (question, RBK_GATE_REFUSED, "K-41");
  fixture->consent.how = "oral";
  question->policy.overrides = &written;
  question->policy.n_overrides = 1;
  check (question, RBK_GATE_REFUSED, "K-41");
  fixture->consent.how = "written";
  check (question, RBK_GATE_YES, NULL);
}

/* M-7. */
static void
test_first_text (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->question;

  question->is_first_text = TRUE;
  question->text = "Lena, the Kestrel is here. Reply STOP to opt out";
  check (question, RBK_GATE_REFUSED, "M-7");
  question->text = "Lena, Ana here: the Kestrel is here. Reply STOP to opt out";
  check (question, RBK_GATE_REFUSED, "M-7");
  question->text = "Lena, Harbor Point Motors here: the Kestrel is here. Reply STOP to opt out";
  check (question, RBK_GATE_REFUSED, "M-7");
  question->text = "Lena, Ana of Harbor Point Motors: the Kestrel is here. I'll stop by.";
  check (question, RBK_GATE_REFUSED, "M-7");
  question->text = "Lena, Ana of Harbor Point Motors: the Kestrel is here. Reply STOP to opt out";
  check (question, RBK_GATE_YES, NULL);
  question->is_first_text = FALSE;
  question->text = "Lena, the Kestrel: bit.ly/3abc";
  check (question, RBK_GATE_REFUSED, "M-7");
  question->text = "Lena, the Kestrel: https://harborpoint.example.com/kestrel";
  check (question, RBK_GATE_YES, NULL);
  question->text = "";
  check (question, RBK_GATE_REFUSED, "M-4");
  question->n_attachments = 1;
  check (question, RBK_GATE_YES, NULL);
  question->text = "Hi , it is here";
  check (question, RBK_GATE_REFUSED, "M-4");
}

/* M-5, M-6. */
static void
test_footer (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->email;
  static const char *const domains[] = { "harborpoint.example.com", NULL };
  g_autoptr (RbkShowroom) nowhere =
    rbk_showroom_new ("Harbor Point Motors", domains, "America/Chicago", NULL);
  const RbkRowOverride warn = { .row = "email-footer", .value = "warn", .reason = "R", .person = "boss" };
  g_autoptr (RbkVerdict) verdict = NULL;

  question->signature = "Ana 312 555 0101\nReply STOP to get no more.";
  check (question, RBK_GATE_REFUSED, "M-5");
  question->signature = "Ana 312 555 0101\n12 Quay Street, Harbor Point, IL 60601";
  check (question, RBK_GATE_REFUSED, "M-5");
  /* By hand, in Spanish; a car that is taken off the road is no way out. */
  question->text = "Hola Lena: si no desea recibir más correos, dígamelo.";
  check (question, RBK_GATE_YES, NULL);
  question->text = "Hola Lena: podemos dar de baja su coche viejo.";
  check (question, RBK_GATE_REFUSED, "M-5");
  /* An answer is no advertisement. */
  question->is_reply = TRUE;
  check (question, RBK_GATE_YES, NULL);
  question->is_reply = FALSE;
  question->policy.unsubscribe = "mailto:out@harborpoint.example.com";
  question->signature =
    "Ana 312 555 0101\n12 Quay Street, Harbor Point, IL 60601\nout@harborpoint.example.com";
  check (question, RBK_GATE_YES, NULL);
  question->policy.postal_address = "9 Pier Road, Harbor Point";
  check (question, RBK_GATE_REFUSED, "M-5");
  question->policy.postal_address = NULL;
  question->showroom = nowhere;
  verdict = expect (question, RBK_GATE_HELD, "M-5");
  g_assert_cmpint (verdict->instead, ==, RBK_INSTEAD_POLICY);
  g_assert_cmpstr (verdict->row, ==, "email-footer");
  question->policy.overrides = &warn;
  question->policy.n_overrides = 1;
  check_remark (question, "M-5", TRUE);
}

/* M-1, M-2, M-3. */
static void
test_email_remarks (Fixture *fixture, gconstpointer data)
{
  RbkGateQuestion *question = &fixture->email;

  question->policy.why_buy = "https://harborpoint.example.com/why";
  question->subject = "Just checking in";
  check_remark (question, "M-1", TRUE);
  question->subject = "The Kestrel";
  check_remark (question, "M-1", FALSE);
  question->text = "Hello Lena, I just wanted to follow up with you, and see if you’ve made a decision?";
  check_remark (question, "M-1", TRUE);
  question->text =
    "Hello Lena, I just wanted to thank you for stopping by the other day. I really enjoyed getting to "
    "meet you and talk a little bit about what you were considering. Do you have any further questions "
    "or concerns regarding the Chevy Silverado that you were looking at?";
  check_remark (question, "M-1", FALSE);
  check_remark (question, "M-3", FALSE);
  question->text = "Hello Lena, https://harborpoint.example.com/why and https://harborpoint.example.com/why";
  check_remark (question, "M-3", TRUE);
  question->text = "Hello Lena, https://harborpoint.example.com/why";
  check_remark (question, "M-3", FALSE);
  question->signature = "Ana\n12 Quay Street, Harbor Point, IL 60601\nReply STOP to get no more.";
  check_remark (question, "M-3", TRUE);
  /* Of a text only what gives nothing. */
  fixture->question.text = "Just checking in, Lena";
  check_remark (&fixture->question, "M-1", TRUE);
  check_remark (&fixture->question, "M-3", FALSE);
}

/* V-17 of words: it asks, and leaves once a person settled it. */
static void
test_other_customer (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Ana", "Lena", "Avia", "Harbor", "Marcus", NULL };
  static const char *const settled[] = { "V-17", NULL };
  RbkGateQuestion *question = &fixture->question;
  g_autoptr (RbkVerdict) asks = NULL;
  g_autoptr (RbkVerdict) done = NULL;

  question->other_names = names;
  question->text = "Lena, Ana of Harbor Point: the Avia is here.";
  check_remark (question, "V-17", FALSE);
  question->text = "Hi Marcus, the Avia is here.";
  asks = expect (question, RBK_GATE_YES, NULL);
  g_assert_nonnull (rbk_verdict_find_asking (asks));
  g_assert_cmpstr (rbk_remark_get_rule (rbk_verdict_find_asking (asks)), ==, "V-17");
  g_assert_nonnull (strstr (rbk_remark_get_words (rbk_verdict_find_asking (asks)), "Marcus"));
  question->settled = settled;
  done = expect (question, RBK_GATE_YES, NULL);
  g_assert_null (rbk_verdict_find_asking (done));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("/gate/K-20/K-21/K-22/K-24/K-25/recordings", test_recordings);
  ADD ("/gate/K-26/withdrawn", test_withdrawn);
  ADD ("/gate/K-41/consent", test_text_consent);
  ADD ("/gate/M-4/M-7/first-text", test_first_text);
  ADD ("/gate/M-5/M-6/footer", test_footer);
  ADD ("/gate/M-1/M-2/M-3/remarks", test_email_remarks);
  ADD ("/gate/V-17/other-customer", test_other_customer);
  return g_test_run ();
}
