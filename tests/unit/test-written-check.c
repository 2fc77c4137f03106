/* test-written-check.c: what is found in written words (M-1…M-7, V-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test-gate.h"
#include "rbk-test.h"
#include "rules/rbk-written-check.h"

static void
test_empty_fields (void)
{
  static const char *const empty[] = {
    "Hi ,",
    "Hi , it is here",
    "Hi,\nit is here",
    "Dear  ,",
    "HELLO ,",
    "Good morning , it is here",
    "Hola,",
    "Thanks. Hi , again",
    "Hi !",
    "Hey  - it is here",
    "Hello {first_name}",
    "Hello {{ name }}",
    "Hello {}",
    "Dear ${name},",
    "Dear *|FNAME|*,",
    "Hi %FIRST_NAME%",
    "Hi %%NAME%%",
    "Hi [First Name]",
    "Hi [name],",
    "Hi <first name>,",
    "Hi null,",
    "Hi undefined",
    "Hi customer, it is here",
    "Hello (null)",
    "The , is here",
    "I wrote about the .",
    "Your  , is here",
    "Good to meet you , Lena",
  };
  static const char *const full[] = {
    "Hi Lena,",
    "Hi, Lena,",
    "Hello!",
    "Hello Lena, it is here",
    "Dear Mr. Ortiz:",
    "Oh, hi Lena",
    "2 > 1 and 1 < 2",
    "It is 5% off",
    "[1] and {2}",
    "I say hi, often",
    "See you at 4 :)",
    "The price is $20,000, which is good",
    "Chi, the letter",
    "<3",
    "What is it about?",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    {
      g_test_message ("“%s”", empty[i]);
      g_assert_true (rbk_written_has_empty_field (empty[i]));
    }
  for (guint i = 0; full[i] != NULL; i++)
    {
      g_test_message ("“%s”", full[i]);
      g_assert_false (rbk_written_has_empty_field (full[i]));
    }
  g_assert_false (rbk_written_has_empty_field (NULL));
}

/* Both templates of “7 most common reasons why follow up fails”, the poor one and the good one. */
static void
test_value (void)
{
  g_autoptr (RbkGateTables) tables = rbk_test_make_gate_tables ();
  const char *poor = "Hi Lena, I just wanted to follow up with you, and see if you’ve made a decision?";
  const char *good =
    "Hi Lena, I just wanted to thank you for stopping by the other day. I really enjoyed getting "
    "to meet you and talk a little bit about what you were considering. Do you have any further "
    "questions or concerns regarding the Chevy Silverado that you were looking at?";

  g_assert_cmpstr (rbk_gate_tables_find_phrase (tables, poor), ==, "just wanted to follow up");
  g_assert_null (rbk_gate_tables_find_phrase (tables, good));
  g_assert_nonnull (rbk_gate_tables_find_phrase (tables, "JUST CHECKING IN!"));
  g_assert_nonnull (rbk_gate_tables_find_phrase (tables, "Are you still in\nthe market?"));
  g_assert_null (rbk_gate_tables_find_phrase (tables, "You are still in the marketing team"));
  g_assert_null (rbk_gate_tables_find_phrase (tables, NULL));
}

static void
test_shorteners (void)
{
  g_autoptr (RbkGateTables) tables = rbk_test_make_gate_tables ();
  static const struct
  {
    const char *text;
    gboolean is_shortener;
  } cases[] = {
    { "See https://bit.ly/3abc", TRUE },
    { "See bit.ly/3abc.", TRUE },
    { "See BIT.LY/3abc", TRUE },
    { "See http://www.bit.ly/3abc", TRUE },
    { "See https://user@bit.ly:443/x", TRUE },
    { "(tinyurl.com/x)", TRUE },
    { "See https://rabbit.ly/3", FALSE },
    { "See https://harborpoint.example.com/bit.ly/x", FALSE },
    { "See https://bit.ly.example.com/x", FALSE },
    { "Write to ana@bit.ly", FALSE },
    { "He bit. Ly did not", FALSE },
    { "no link", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) hosts = rbk_written_dup_hosts (cases[i].text);
      gboolean found = FALSE;

      for (guint j = 0; hosts[j] != NULL; j++)
        found |= rbk_gate_tables_is_shortener (tables, hosts[j]);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (found, ==, cases[i].is_shortener);
    }
}

static void
test_stop_wording (void)
{
  g_assert_true (rbk_written_says_stop ("Reply STOP to opt out"));
  g_assert_true (rbk_written_says_stop ("Text “stop” to end"));
  g_assert_true (rbk_written_says_stop ("(STOP ends it)"));
  g_assert_false (rbk_written_says_stop ("I'll stop by at 4"));
  g_assert_false (rbk_written_says_stop ("Text stop by the door"));
  g_assert_false (rbk_written_says_stop ("Nonstop fun"));
  g_assert_false (rbk_written_says_stop (NULL));
}

/* M-5: in the languages that the showroom writes in, and never by a word that says something else as well. */
static void
test_opt_out_wording (void)
{
  g_autoptr (RbkGateTables) tables = rbk_test_make_gate_tables ();
  static const struct
  {
    const char *text;
    gboolean says;
  } cases[] = {
    { "To unsubscribe, write back.", TRUE },
    { "You can opt-out\nat any time", TRUE },
    { "OPTING OUT is easy: tell me.", TRUE },
    { "No more e-mails? Say so.", TRUE },
    { "If you would rather not receive any more emails, tell me.", TRUE },
    { "Para no recibir más correos nuestros, responda con “unsubscribe”.", TRUE },
    { "Si desea darse de baja, dígamelo.", TRUE },
    { "¿No más correos? Responda BAJA.", TRUE },
    { "Si no quiere recibir mas mensajes,\nconteste a este correo.", TRUE },
    { "Cancele su suscripción cuando guste.", TRUE },
    { "Responda STOP para no saber más de nosotros.", TRUE },
    { "Unsubscribed customers are asked first.", FALSE },
    { "There are no more wagons, and my email is below.", FALSE },
    { "I opted for the blue one. Out front it stands.", FALSE },
    { "I will stop by with the keys.", FALSE },
    { "Podemos dar de baja su coche viejo.", FALSE },
    { "La tasa más baja del mes", FALSE },
    { "No recibirá más de una llamada.", FALSE },
    { "Su suscripción a la revista sigue.", FALSE },
    { "", FALSE },
    { NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (rbk_written_says_opt_out (cases[i].text, tables, NULL), ==, cases[i].says);
    }
  g_assert_true (rbk_written_says_opt_out ("Not for you? out@x.test", tables, "mailto:out@x.test"));
  g_assert_true (rbk_written_says_opt_out ("https://x.test/out", tables, "https://x.test/out"));
  g_assert_false (rbk_written_says_opt_out ("Call me", tables, "mailto:out@x.test"));
  /* Who has no phrases at hand still knows the address. */
  g_assert_true (rbk_written_says_opt_out ("out@x.test", NULL, "mailto:out@x.test"));
  g_assert_false (rbk_written_says_opt_out ("unsubscribe", NULL, NULL));
}

static void
test_names_and_numbers (void)
{
  g_assert_true (
    rbk_written_has_words ("Ana\n12 Quay Street,\nHarbor Point", "12 Quay Street, Harbor Point"));
  g_assert_false (rbk_written_has_words ("12 Quay Harbor Point", "12 Quay Street, Harbor Point"));
  g_assert_false (rbk_written_has_words ("anything", ""));
  g_assert_true (rbk_written_has_number ("My line: (312) 555-0101", "+13125550101"));
  g_assert_true (rbk_written_has_number ("+1 312.555.0101", "+13125550101"));
  g_assert_false (rbk_written_has_number ("312 555 0102", "+13125550101"));
  /* Two numbers do not make a third. */
  g_assert_false (rbk_written_has_number ("312\n5550101", "+13125550101"));
  g_assert_cmpuint (rbk_written_count ("https://x.test/why https://x.test/why", "https://x.test/why"), ==, 2);
  g_assert_cmpuint (rbk_written_count ("none", "https://x.test/why"), ==, 0);
}

static void
test_other_names (void)
{
  g_assert_cmpint (rbk_written_find_name ("Hi Marcus,\nit is here", "Marcus"), ==, RBK_OTHER_NAME_GREETED);
  g_assert_cmpint (rbk_written_find_name ("hi marcus it is here", "Marcus"), ==, RBK_OTHER_NAME_GREETED);
  g_assert_cmpint (
    rbk_written_find_name ("Thanks! Good morning Marcus", "Marcus"), ==, RBK_OTHER_NAME_GREETED);
  g_assert_cmpint (rbk_written_find_name ("As Marcus said", "Marcus"), ==, RBK_OTHER_NAME_INSIDE);
  g_assert_cmpint (rbk_written_find_name ("Marcus’s car", "Marcus"), ==, RBK_OTHER_NAME_INSIDE);
  g_assert_cmpint (rbk_written_find_name ("I will mark it", "Mark"), ==, RBK_OTHER_NAME_NOWHERE);
  g_assert_cmpint (rbk_written_find_name ("Willow Street", "Will"), ==, RBK_OTHER_NAME_NOWHERE);
  g_assert_cmpint (rbk_written_find_name ("Anna-Maria came", "Anna"), ==, RBK_OTHER_NAME_NOWHERE);
  g_assert_cmpint (rbk_written_find_name ("Hi José,", "José"), ==, RBK_OTHER_NAME_GREETED);
  g_assert_cmpint (rbk_written_find_name ("a (b", "(b"), ==, RBK_OTHER_NAME_NOWHERE);
  g_assert_cmpint (rbk_written_find_name (NULL, "Marcus"), ==, RBK_OTHER_NAME_NOWHERE);
  g_assert_cmpint (rbk_written_find_name ("Hi ", ""), ==, RBK_OTHER_NAME_NOWHERE);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/rules/written/M-4/empty-fields", test_empty_fields);
  g_test_add_func ("/rules/written/M-1/M-2/value", test_value);
  g_test_add_func ("/rules/written/M-7/shorteners", test_shorteners);
  g_test_add_func ("/rules/written/M-7/stop-wording", test_stop_wording);
  g_test_add_func ("/rules/written/M-5/M-6/opt-out-wording", test_opt_out_wording);
  g_test_add_func ("/rules/written/M-3/M-5/names-and-numbers", test_names_and_numbers);
  g_test_add_func ("/rules/written/V-17/other-names", test_other_names);
  return g_test_run ();
}
