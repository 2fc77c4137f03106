/* test-ledger-secrecy.c: nothing of a customer can be read in the bytes on the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-ledger.h"

#include <string.h>

static gboolean
is_in_file (const char *path, const char *suffix, gconstpointer needle, gsize length)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  return g_file_get_contents (name, &bytes, &size, NULL) && memmem (bytes, size, needle, length) != NULL;
}

static void
assert_nowhere (const char *path, gconstpointer needle, gsize length)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    g_assert_false (is_in_file (path, suffixes[i], needle, length));
}

static void
test_nothing_can_be_read_on_the_disk (void)
{
  static const char *const secrets[] = {
    "Okafor",           "okafor",      "13125550142",  "5550142",      "dana@mail.example",
    "plumber",          "tow package", "Kestrel",      "kestrel",      "Lakeside",
    "customer-changed", "first",       "CREATE TABLE", "entry",        "customer",
    "SQLite",           "payload",     "0190b5a0",     "roof carrier",
  };
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *media = rbk_id_new ();
  g_autofree char *sound = g_malloc (48000);
  g_autoptr (GBytes) chunk = NULL;
  g_autoptr (GBytes) key = rbk_test_key ();
  g_autoptr (RbkLedger) ledger = rbk_test_open (path);
  g_autoptr (RbkLedgerReader) reader = rbk_test_read (ledger);

  for (gsize i = 0; i < 48000; i++)
    sound[i] = "RINGING SOUND OF A VOICE "[i % 25];
  chunk = g_bytes_new (sound, 48000);
  rbk_test_add (ledger, SHOWROOM_CHANGED, NULL, 1, "{'name':'Lakeside Motors'}");
  for (guint round = 0; round < 2; round++)
    {
      rbk_test_add (ledger,
                    CUSTOMER_CHANGED,
                    customer,
                    2,
                    "{'first':'Dana','last':'Okafor','phones':[{'number':'+13125550142'}],"
                    "'emails':[{'address':'dana@mail.example'}],'wanted':[{'make':'Kestrel'}]}");
      rbk_test_add (ledger, NOTE, customer, 3, "{'text':'is a plumber, wants the tow package'}");
      rbk_test_add (ledger, VOICEMAIL_LEFT, customer, 4, "{'act':'live','transcript':'the roof carrier'}");
      g_assert_true (rbk_ledger_append_media (ledger, media, chunk, NULL));
      g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "plumber okafor", NULL), ==, 1);
      /* The log is looked at too, while it holds something. */
      g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
      for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
        assert_nowhere (path, secrets[i], strlen (secrets[i]));
      assert_nowhere (path, "RINGING SOUND", strlen ("RINGING SOUND"));
      assert_nowhere (path, customer, strlen (customer));
      assert_nowhere (path, g_bytes_get_data (key, NULL), g_bytes_get_size (key));
    }
  g_clear_object (&reader);
  rbk_ledger_close (ledger);
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    assert_nowhere (path, secrets[i], strlen (secrets[i]));
  assert_nowhere (path, customer, strlen (customer));
  rbk_test_remove (path);
}

/* The search above can find something. */
static void
test_what_is_not_enciphered_is_found (void)
{
  g_autofree char *path = rbk_test_make_path ();

  g_assert_true (g_file_set_contents (path, "xx Okafor xx", -1, NULL));
  g_assert_true (is_in_file (path, "", "Okafor", 6));
  rbk_test_remove (path);
}

static void
test_key_is_in_no_error (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autoptr (GBytes) key = rbk_test_key ();
  const guint8 *bytes = g_bytes_get_data (key, NULL);
  g_autofree char *hex = g_strdup_printf ("%02x%02x%02x", bytes[0], bytes[1], bytes[2]);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "no ledger", -1, NULL));
  g_assert_null (rbk_ledger_open (path, key, &error));
  g_assert_null (strstr (error->message, hex));
  rbk_test_remove (path);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/ledger/secrecy/nothing-on-the-disk", test_nothing_can_be_read_on_the_disk);
  g_test_add_func ("/ledger/secrecy/search-can-find", test_what_is_not_enciphered_is_found);
  g_test_add_func ("/ledger/secrecy/key-in-no-error", test_key_is_in_no_error);
  return g_test_run ();
}
