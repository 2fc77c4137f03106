/* test-stop-words.c: what asks us to stop, and what does not (K-31, K-33, K-35).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-gate.h"
#include "rbk-test.h"
#include "rules/rbk-stop-words.h"

static RbkStopWords *
make_words (void)
{
  g_autoptr (GBytes) json = rbk_test_fetch_rules ("stop-words.json", NULL, NULL);
  g_autoptr (GError) error = NULL;
  RbkStopWords *words = rbk_stop_words_new (json, &error);

  g_assert_no_error (error);
  return words;
}

static void
expect (RbkStop answer, const char *const *texts)
{
  g_autoptr (RbkStopWords) words = make_words ();

  for (; *texts != NULL; texts++)
    {
      g_autofree char *word = NULL;
      RbkStop got = rbk_stop_words_judge (words, *texts, &word);

      g_test_message ("“%s”: %d, %s", *texts, (int) got, word != NULL ? word : "nothing");
      g_assert_cmpint (got, ==, answer);
      g_assert_true ((word != NULL) == (answer != RBK_STOP_NO));
    }
}

static void
test_stops (void)
{
  static const char *const texts[] = { /* Each word of the law, and the carriers' two. */
                                       "stop",
                                       "quit",
                                       "end",
                                       "revoke",
                                       "opt out",
                                       "cancel",
                                       "unsubscribe",
                                       "STOPALL",
                                       "OPTOUT",
                                       "opt-out",
                                       /* In whatever writing. */
                                       "STOP",
                                       "Stop.",
                                       "  sToP!!! ",
                                       "\"Stop\"",
                                       "s t o p",
                                       "S.T.O.P.",
                                       "ＳＴＯＰ",
                                       "st\u200bop",
                                       "*STOP*",
                                       "Stop/End",
                                       "stop,please",
                                       "STOP\n",
                                       /* Clearly within a short sentence. */
                                       "Stop. Thank you",
                                       "please stop",
                                       "Please STOP texting me",
                                       "stop sending me messages",
                                       "Unsubscribe me from this list",
                                       "Cancel, thanks",
                                       "I want to stop receiving these texts",
                                       "ok stop now",
                                       /* What they quote is not what they say. */
                                       "STOP\n\n> Hi Lena, this is Ana\n> I'll stop by at 4",
                                       "Unsubscribe\nOn Mon, Nov 23, 2026 Ana wrote:\nHello",
                                       NULL
  };

  expect (RBK_STOP_YES, texts);
}

static void
test_asks (void)
{
  static const char *const texts[] = { "don't stop, I love it",
                                       "don’t stop, I love it",
                                       "I'll stop by at 4",
                                       "cancel my 3 pm appointment",
                                       "When does the sale end?",
                                       "Can you stop by?",
                                       "I quit my job last week",
                                       "please don't text me",
                                       "Do not contact me again",
                                       "Leave me alone",
                                       "Take me off your list",
                                       "wrong number",
                                       "not interested",
                                       "stop stop stop stop stop stop stop stop stop",
                                       "Can I cancel the order on the Kestrel",
                                       "No more texts please",
                                       "I had to stop working on it but I am still in",
                                       "No me llame",
                                       NULL };

  expect (RBK_STOP_ASK, texts);
}

static void
test_is_no_stop (void)
{
  static const char *const texts[] = {
    "",
    "   ",
    "Thanks!",
    "Yes, call me at 4",
    "I love the Silverado",
    "The weekend is fine",
    "Nonstop flights",
    "It ended well, didn't it? A bus-stopper",
    "Thank you all",
    /* Our own words, quoted. */
    "Sounds good\n> Reply STOP to opt out",
    "See you\n-----Original Message-----\nReply STOP to opt out",
    "Yes!\nOn Mon, Nov 23, 2026 at 9:14 AM Ana Silva <ana@x.test> wrote:\nReply STOP to end",
    NULL
  };
  g_autoptr (RbkStopWords) words = make_words ();

  expect (RBK_STOP_NO, texts);
  g_assert_cmpint (rbk_stop_words_judge (words, NULL, NULL), ==, RBK_STOP_NO);
  g_assert_cmpint (rbk_stop_words_judge (words, "\xff\xfe\x80", NULL), ==, RBK_STOP_NO);
}

/* K-31: alone or clearly within a short sentence: eight words, not nine. */
static void
test_short (void)
{
  const char *eight[] = { "please please please please please please please stop", NULL };
  const char *nine[] = { "please please please please please please please please stop", NULL };

  expect (RBK_STOP_YES, eight);
  expect (RBK_STOP_ASK, nine);
}

static void
test_scope (void)
{
  g_autoptr (RbkGateTables) tables = rbk_test_make_gate_tables ();
  RbkRowOverride override = {
    .row = "revocation-scope", .value = "channel", .reason = "R", .person = "boss"
  };
  RbkGatePolicy policy = { 0 };

  g_assert_cmpint (rbk_stop_find_scope (&policy, tables, RBK_MEDIUM_TEXT), ==, RBK_MEDIUM_ALL);
  policy.overrides = &override;
  policy.n_overrides = 1;
  g_assert_cmpint (rbk_stop_find_scope (&policy, tables, RBK_MEDIUM_TEXT), ==, RBK_MEDIUM_TEXT);
  override.value = "nothing";
  g_assert_cmpint (rbk_stop_find_scope (&policy, tables, RBK_MEDIUM_TEXT), ==, RBK_MEDIUM_ALL);
  override.value = "channel";
  override.reason = NULL;
  g_assert_cmpint (rbk_stop_find_scope (&policy, tables, RBK_MEDIUM_TEXT), ==, RBK_MEDIUM_ALL);
}

static void
test_machines (void)
{
  static const struct
  {
    RbkMailMarks marks;
    RbkWriter writer;
  } cases[] = {
    { { 0 }, RBK_WRITER_PERSON },
    { { .auto_submitted = "no" }, RBK_WRITER_PERSON },
    { { .auto_submitted = " No (a person)" }, RBK_WRITER_PERSON },
    { { .auto_submitted = "auto-replied" }, RBK_WRITER_MACHINE },
    { { .auto_submitted = "auto-generated; owner-email=\"x@y.test\"" }, RBK_WRITER_MACHINE },
    { { .auto_submitted = "no-idea" }, RBK_WRITER_MACHINE },
    { { .auto_submitted = "" }, RBK_WRITER_MACHINE },
    { { .return_path = "<>" }, RBK_WRITER_BOUNCE },
    { { .return_path = "<lena@mail.test>" }, RBK_WRITER_PERSON },
    { { .auto_submitted = "auto-replied", .return_path = " <> " }, RBK_WRITER_BOUNCE },
    { { .content_type = "Multipart/Report; report-type=delivery-status" }, RBK_WRITER_BOUNCE },
    { { .content_type = "multipart/reported" }, RBK_WRITER_PERSON },
    { { .content_type = "text/plain" }, RBK_WRITER_PERSON },
    { { .precedence = "auto_reply" }, RBK_WRITER_MACHINE },
    { { .precedence = "bulk" }, RBK_WRITER_MACHINE },
    { { .precedence = "first-class" }, RBK_WRITER_PERSON },
    { { .auto_reply = "yes" }, RBK_WRITER_MACHINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      g_assert_cmpint (rbk_mail_find_writer (&cases[i].marks), ==, cases[i].writer);
    }
}

static void
test_wants_rows (void)
{
  static const char *const bad[] = {
    "[]", "{}", "{\"rows\":[]}", "{\"rows\":[{\"kind\":\"filler\",\"phrase\":\"me\"}]}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (rbk_stop_words_new (json, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/rules/stop/K-31/stops", test_stops);
  g_test_add_func ("/rules/stop/K-30/K-31/asks", test_asks);
  g_test_add_func ("/rules/stop/K-31/no-stop", test_is_no_stop);
  g_test_add_func ("/rules/stop/K-31/short", test_short);
  g_test_add_func ("/rules/stop/K-33/scope", test_scope);
  g_test_add_func ("/rules/stop/K-35/machines", test_machines);
  g_test_add_func ("/rules/stop/rows", test_wants_rows);
  return g_test_run ();
}
