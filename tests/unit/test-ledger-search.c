/* test-ledger-search.c: whom a person finds by what they type.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-fold.h"
#include "test-ledger.h"

typedef struct
{
  char *path;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
  char *jose;
  char *dana;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = rbk_test_make_path ();
  fixture->ledger = rbk_test_open (fixture->path);
  fixture->reader = rbk_test_read (fixture->ledger);
  fixture->jose = rbk_id_new ();
  fixture->dana = rbk_id_new ();
  rbk_test_add (fixture->ledger,
                CUSTOMER_CHANGED,
                fixture->jose,
                1,
                "{'first':'José','last':'Núñez-Ångström','phones':[{'number':'+13125550142'}],"
                "'emails':[{'address':'jose.nunez@mail.example'}],'wanted':[{'year':2024,'make':'Kestrel',"
                "'model':'Trail','stock':'K4471'}],'address':{'city':'Łódź','postal_code':'60601'}}");
  rbk_test_add (fixture->ledger,
                CUSTOMER_CHANGED,
                fixture->dana,
                2,
                "{'first':'Dana','last':'Okafor','phones':[{'number':'+17735550199'}]}");
  rbk_test_add (
    fixture->ledger, NOTE, fixture->jose, 3, "{'text':'Wants the tow package, brother is a plumber'}");
  rbk_test_add (fixture->ledger,
                EMAIL,
                fixture->dana,
                4,
                "{'direction':'in','address':'d.okafor@work.example','subject':'Warranty','text':'Straße'}");
  rbk_test_add (
    fixture->ledger, VOICEMAIL_LEFT, fixture->dana, 5, "{'act':'live','transcript':'about the roofrack'}");
  rbk_test_add (
    fixture->ledger, LEAD_ARRIVED, fixture->dana, 6, "{'source':'AutoFinder','vehicle':{'make':'Merlin'}}");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->reader);
  rbk_ledger_close (fixture->ledger);
  g_object_unref (fixture->ledger);
  rbk_test_remove (fixture->path);
  g_free (fixture->path);
  g_free (fixture->jose);
  g_free (fixture->dana);
}

static void
assert_finds (Fixture *fixture, const char *search, const char *customer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
    rbk_ledger_reader_list_customers (fixture->reader, search, RBK_CUSTOMER_ORDER_WAITING, 0, 10, &error);
  gint64 count = rbk_ledger_reader_count_customers (fixture->reader, search, NULL);

  g_assert_no_error (error);
  g_test_message ("“%s” finds %u", search, found->len);
  g_assert_cmpint (count, ==, found->len);
  if (customer == NULL)
    {
      g_assert_cmpuint (found->len, ==, 0);
      return;
    }
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (rbk_customer_get_id (g_ptr_array_index (found, 0)), ==, customer);
}

static void
test_finds_by_name (Fixture *fixture, gconstpointer data)
{
  assert_finds (fixture, "jose", fixture->jose);
  assert_finds (fixture, "JOSÉ", fixture->jose);
  assert_finds (fixture, "jos", fixture->jose);
  assert_finds (fixture, "j", fixture->jose);
  assert_finds (fixture, "nunez", fixture->jose);
  assert_finds (fixture, "angstrom jose", fixture->jose);
  assert_finds (fixture, "núñez-ång", fixture->jose);
  assert_finds (fixture, "okafor dana", fixture->dana);
  assert_finds (fixture, "jose okafor", NULL);
  assert_finds (fixture, "ose", NULL);
}

static void
test_finds_by_number_in_any_spelling (Fixture *fixture, gconstpointer data)
{
  static const char *const spellings[] = {
    "0142",         "555 0142",       "555-0142",     "5550142",        "312 555 0142",
    "+1 312",       "(312) 555-0142", "+13125550142", "1 312 555 0142", "312.555.01 42",
    "+1 (312) 555", "1312",           "jose 0142",    "0142 jose",      "01 jose",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    assert_finds (fixture, spellings[i], fixture->jose);
  assert_finds (fixture, "773", fixture->dana);
  assert_finds (fixture, "555 0143", NULL);
}

static void
test_finds_by_address_vehicle_and_words (Fixture *fixture, gconstpointer data)
{
  assert_finds (fixture, "jose.nunez@mail.example", fixture->jose);
  assert_finds (fixture, "jose.nunez@mail", fixture->jose);
  assert_finds (fixture, "d.okafor@work.example", fixture->dana);
  assert_finds (fixture, "plumb", fixture->jose);
  assert_finds (fixture, "tow jose", fixture->jose);
  assert_finds (fixture, "plumber tow kestrel 0142", fixture->jose);
  assert_finds (fixture, "2024 kestrel", fixture->jose);
  assert_finds (fixture, "k4471", fixture->jose);
  assert_finds (fixture, "lodz", fixture->jose);
  assert_finds (fixture, "60601", fixture->jose);
  assert_finds (fixture, "warranty", fixture->dana);
  assert_finds (fixture, "strasse", fixture->dana);
  assert_finds (fixture, "roofrack", fixture->dana);
  assert_finds (fixture, "merlin autofinder", fixture->dana);
  assert_finds (fixture, "plumber okafor", NULL);
}

static void
test_finds_what_holds_now (Fixture *fixture, gconstpointer data)
{
  rbk_test_add (fixture->ledger,
                CUSTOMER_CHANGED,
                fixture->dana,
                9,
                "{'last':'Reyes','phones':[{'number':'+17085550123'}]}");
  assert_finds (fixture, "okafo", fixture->dana); /* their mail still has it */
  assert_finds (fixture, "0199", NULL);
  assert_finds (fixture, "dana reyes 0123", fixture->dana);
  rbk_test_add (fixture->ledger, CUSTOMER_CHANGED, fixture->dana, 10, "{'last':'Okafor'}");
  assert_finds (fixture, "reyes", NULL);
  assert_finds (fixture, "dana okafor", fixture->dana);
}

static void
test_finds_each_customer_once (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    rbk_test_add (fixture->ledger, NOTE, fixture->jose, 100 + i, "{'text':'heron heronry herons jose'}");
  assert_finds (fixture, "heron", fixture->jose);
  assert_finds (fixture, "her", fixture->jose);
  assert_finds (fixture, "jose", fixture->jose);
}

static void
test_hostile_words_are_only_words (Fixture *fixture, gconstpointer data)
{
  static const char *const hostile[] = {
    "\"",
    "\"\"\"",
    "*",
    "-",
    "jose*",
    "\"jose\"",
    "jose OR dana",
    "NEAR(a b, 2)",
    "NOT jose",
    "words:jose",
    "^jose",
    "jose AND",
    "(",
    "a' OR 1=1 --",
    "🦅",
    "🦅 jose",
    "jose\t\n",
    "\xff\xfe",
    "%s%n",
    "{jose}",
    "jose + nunez",
    "\\",
    "search : x",
    "'; DROP TABLE entry; --",
    "\u200b",
    "\u202ejose",
    "AND",
    "OR",
    "NEAR",
    "NOT",
  };
  g_autofree char *long_word = g_strnfill (100000, 'j');
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (many, "w%u ", i);
  for (guint i = 0; i < G_N_ELEMENTS (hostile) + 2; i++)
    {
      const char *text = i < G_N_ELEMENTS (hostile)    ? hostile[i]
                         : i == G_N_ELEMENTS (hostile) ? long_word
                                                       : many->str;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found =
        rbk_ledger_reader_list_customers (fixture->reader, text, RBK_CUSTOMER_ORDER_NAME, 0, 10, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (found->len, <=, 2);
      g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, text, &error), >=, 0);
      g_assert_no_error (error);
    }
  assert_finds (fixture, "\"jose\"", fixture->jose);
  assert_finds (fixture, "🦅 jose", fixture->jose);
  assert_finds (fixture, "jose OR dana", NULL);
}

static void
test_blank_search_is_for_all (Fixture *fixture, gconstpointer data)
{
  static const char *const blank[] = { NULL, "", "  \t", "(" };

  for (guint i = 0; i < G_N_ELEMENTS (blank); i++)
    {
      g_autoptr (GPtrArray) found =
        rbk_ledger_reader_list_customers (fixture->reader, blank[i], RBK_CUSTOMER_ORDER_NAME, 0, 10, NULL);

      g_assert_cmpuint (found->len, ==, 2);
      g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, blank[i], NULL), ==, 2);
    }
}

/* More customers than are looked up one by one: both ways of ordering say the same. */
static void
test_many_found_come_in_order (Fixture *fixture, gconstpointer data)
{
  static const RbkCustomerOrder orders[] = {
    RBK_CUSTOMER_ORDER_WAITING,
    RBK_CUSTOMER_ORDER_RECENT,
    RBK_CUSTOMER_ORDER_NAME,
  };
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *customer = rbk_id_new ();
      g_autofree char *name = g_strdup_printf ("{'first':'Owl%u'}", (i * 7919) % 1500);
      const char *text =
        i < 800 ? "{'direction':'in','text':'barn tawny'}" : "{'direction':'in','text':'barn'}";

      g_ptr_array_add (entries, rbk_test_make_entry (RBK_ENTRY_KIND_CUSTOMER_CHANGED, customer, 1, name));
      g_ptr_array_add (entries,
                       rbk_test_make_entry (RBK_ENTRY_KIND_TEXT, customer, 10 + (i * 31) % 1500, text));
      if (i % 3 == 0)
        g_ptr_array_add (
          entries, rbk_test_make_entry (RBK_ENTRY_KIND_VOICEMAIL_LEFT, customer, 5000 + i, "{'act':'live'}"));
    }
  g_assert_true (rbk_ledger_append (fixture->ledger, entries, NULL));
  g_assert_cmpint (rbk_ledger_reader_count_customers (fixture->reader, "barn", NULL), ==, 1500);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GPtrArray) all =
        rbk_ledger_reader_list_customers (fixture->reader, NULL, orders[i], 0, 2000, NULL);
      g_autoptr (GPtrArray) many =
        rbk_ledger_reader_list_customers (fixture->reader, "barn", orders[i], 0, 2000, NULL);
      g_autoptr (GPtrArray) few =
        rbk_ledger_reader_list_customers (fixture->reader, "tawny", orders[i], 0, 2000, NULL);
      g_autoptr (GPtrArray) page =
        rbk_ledger_reader_list_customers (fixture->reader, "barn", orders[i], 700, 50, NULL);
      guint next_many = 0, next_few = 0;

      g_assert_cmpuint (many->len, ==, 1500);
      g_assert_cmpuint (few->len, ==, 800);
      g_assert_cmpuint (page->len, ==, 50);
      for (guint j = 0; j < all->len; j++)
        {
          const char *id = rbk_customer_get_id (g_ptr_array_index (all, j));

          if (next_many < many->len &&
              g_str_equal (id, rbk_customer_get_id (g_ptr_array_index (many, next_many))))
            next_many++;
          if (next_few < few->len &&
              g_str_equal (id, rbk_customer_get_id (g_ptr_array_index (few, next_few))))
            next_few++;
        }
      g_assert_cmpuint (next_many, ==, many->len);
      g_assert_cmpuint (next_few, ==, few->len);
      g_assert_cmpstr (rbk_customer_get_id (g_ptr_array_index (page, 0)),
                       ==,
                       rbk_customer_get_id (g_ptr_array_index (many, 700)));
    }
}

static void
test_folding_is_the_same_everywhere (void)
{
  static const char *const pairs[][2] = {
    { "José", "jose" },     { "STRASSE", "strasse" }, { "Straße", "strasse" }, { "Łódź", "lodz" },
    { "Ærø", "aero" },      { "ﬁne", "fine" },        { "Ⅷ", "viii" },         { "İstanbul", "istanbul" },
    { "Ελλάδα", "ελλαδα" }, { "Jose\u0301", "jose" }, { "１２３", "123" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *folded = rbk_fold_text (pairs[i][0]);

      g_assert_cmpstr (folded, ==, pairs[i][1]);
    }
}

#define add(name, function) g_test_add ("/ledger/search/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  add ("name", test_finds_by_name);
  add ("number", test_finds_by_number_in_any_spelling);
  add ("address-vehicle-words", test_finds_by_address_vehicle_and_words);
  add ("holds-now", test_finds_what_holds_now);
  add ("once", test_finds_each_customer_once);
  add ("hostile", test_hostile_words_are_only_words);
  add ("blank", test_blank_search_is_for_all);
  add ("order", test_many_found_come_in_order);
  g_test_add_func ("/ledger/search/folding", test_folding_is_the_same_everywhere);
  return g_test_run ();
}
