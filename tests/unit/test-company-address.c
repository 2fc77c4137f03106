/* test-company-address.c: rules A-1 and A-2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "rules/rbk-company-address.h"

static const char *const listed[] = { "harborpoint.example.com", "example-motors.com", NULL };

static RbkConsumerDomains *
load_rows (void)
{
  g_autofree char *path = g_build_filename (RBK_DATA_DIRECTORY, "rules", "consumer-domains.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  RbkConsumerDomains *rows;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new (text, length);
  rows = rbk_consumer_domains_new (bytes, &error);
  g_assert_no_error (error);
  return rows;
}

/* The error's code, or -1 if the address may be used. */
static int
judge (RbkConsumerDomains *rows, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *checked = rbk_consumer_domains_check_address (rows, address, listed, &error);

  if (checked != NULL)
    {
      g_assert_no_error (error);
      return -1;
    }
  g_assert_true (error->domain == RBK_COMPANY_ADDRESS_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 20);
  return error->code;
}

static void
test_company_addresses_pass (void)
{
  g_autoptr (RbkConsumerDomains) rows = load_rows ();

  g_assert_cmpint (judge (rows, "ana@harborpoint.example.com"), ==, -1);
  g_assert_cmpint (judge (rows, " ana@HARBORPOINT.Example.com. "), ==, -1);
  g_assert_cmpint (judge (rows, "ana@sales.harborpoint.example.com"), ==, -1);
  /* A-2: judged by what was registered, not by a substring. */
  g_assert_cmpint (judge (rows, "sales@yahoo.example-motors.com"), ==, -1);
}

static void
test_consumer_addresses_are_refused (void)
{
  static const char *const addresses[] = {
    "ana@aol.com",
    "ana@msn.com",
    "ana@yahoo.com",
    "ana@yahoo.co.uk",
    "ana@hotmail.com",
    "ana@hotmail.fr",
    "ana@gmail.com",
    "ana@outlook.com",
    "ana@icloud.com",
    "ana@live.com",
    "ana@proton.me",
    /* A-2: capitals, the root's dot, full width letters, a subdomain of theirs */
    "user@YAHOO.COM.",
    "user@ｙａｈｏｏ.com",
    "user@gmail。com",
    "user@mail.yahoo.com",
    "user@harborpoint.example.com.gmail.com",
  };
  g_autoptr (RbkConsumerDomains) rows = load_rows ();

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_test_message ("%s", addresses[i]);
      g_assert_cmpint (judge (rows, addresses[i]), ==, RBK_COMPANY_ADDRESS_ERROR_CONSUMER);
    }
}

static void
test_foreign_addresses_are_refused (void)
{
  static const char *const addresses[] = {
    "ana@elsewhere.example.com",
    "ana@example.com",
    "ana@notharborpoint.example.com",
    "ana@harborpoint.example.com.evil.test",
    "ana@example-motors.co",
    /* a Cyrillic а in the name */
    "ana@hаrborpoint.example.com",
  };
  g_autoptr (RbkConsumerDomains) rows = load_rows ();

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_test_message ("%s", addresses[i]);
      g_assert_cmpint (judge (rows, addresses[i]), ==, RBK_COMPANY_ADDRESS_ERROR_FOREIGN);
    }
}

static void
test_what_is_no_address_is_refused (void)
{
  static const char *const addresses[] = {
    "",          "ana",           "@gmail.com", "ana@",      "ana@x",
    "ana@.com",  "a b@c.com",     "ana@a..com", "<a@b.com>", "a@b.com\nBcc: x@y.com",
    "a,b@c.com", "ana@-\x01.com",
  };
  g_autoptr (RbkConsumerDomains) rows = load_rows ();

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_test_message ("%s", addresses[i]);
      g_assert_cmpint (judge (rows, addresses[i]), ==, RBK_COMPANY_ADDRESS_ERROR_FORM);
    }
}

static void
test_domains_of_a_showroom (void)
{
  g_autoptr (RbkConsumerDomains) rows = load_rows ();
  g_autofree char *good = rbk_consumer_domains_check_domain (rows, "@HarborPoint.example.com", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (good, ==, "harborpoint.example.com");
  g_assert_null (rbk_consumer_domains_check_domain (rows, "gmail.com", &error));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_CONSUMER);
  g_assert_nonnull (strstr (error->message, "A-1"));
  g_clear_error (&error);
  /* Nobody registers a public suffix. */
  g_assert_null (rbk_consumer_domains_check_domain (rows, "co.uk", &error));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_FORM);
}

static void
test_rows_that_cannot_be_read (void)
{
  static const char *const texts[] = { "", "[]", "{}", "{\"rows\":7}", "{\"rows\":[7,null,{\"domain\":7}]}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (rbk_consumer_domains_new (bytes, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/rules/company-address/A-1/company-passes", test_company_addresses_pass);
  g_test_add_func ("/rules/company-address/A-1/A-2/consumer-refused", test_consumer_addresses_are_refused);
  g_test_add_func ("/rules/company-address/A-1/foreign-refused", test_foreign_addresses_are_refused);
  g_test_add_func ("/rules/company-address/form", test_what_is_no_address_is_refused);
  g_test_add_func ("/rules/company-address/domains", test_domains_of_a_showroom);
  g_test_add_func ("/rules/company-address/bad-rows", test_rows_that_cannot_be_read);
  return g_test_run ();
}
