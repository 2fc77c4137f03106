/* test-contact-card.c: the card that a customer's phone saves (vCard 3.0, RFC 2425 and RFC 2426).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-contact-card.h"
#include "rbk-test.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const other_lines[] = { "+13125550100", "+13125550112", NULL };

static GBytes *
photo_new (gsize size)
{
  guint8 *data = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 13 + i / 7);
  memcpy (data, "\xff\xd8\xff\xe0", 4);
  return g_bytes_new_take (data, size);
}

static RbkContactCard
card_new (void)
{
  return (RbkContactCard) {
    .id = "0195d9b4-0000-7000-8000-000000000001",
    .name = "Zoë de la Cruz",
    .showroom = "Harbor, Point; Motors",
    .title = "Salesperson",
    .direct_line = "+13125550112",
    .other_lines = other_lines,
    .email = "zoe@harborpoint.example.com",
    .address = "1200 N Lakeshore Row, Chicago, IL 60601",
    .why_buy = "https://harborpoint.example.com/why-buy?from=card,1",
    .note =
      "Call or text me: I answer myself.\nSalesperson at Harbor Point Motors, since 2011; ask \\ anything. "
      "日本語でもどうぞ、いつでもお電話ください。",
  };
}

static char *
write_card (const RbkContactCard *card)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rbk_contact_card_write (card, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* The content lines, folded together again (RFC 2425 §5.8.1). */
static char **
read_lines (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);
  g_autofree char *whole = g_strjoinv ("", parts);
  char **lines = g_strsplit (whole, "\r\n", -1);
  guint n = g_strv_length (lines);

  g_assert_cmpstr (lines[n - 1], ==, "");
  g_clear_pointer (&lines[n - 1], g_free);
  return lines;
}

static const char *
find (char **lines, const char *name)
{
  const char *found = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], name) && lines[i][strlen (name)] == ':')
        {
          g_assert_null (found);
          found = lines[i] + strlen (name) + 1;
        }
    }
  return found;
}

static void
test_what_is_on_it (void)
{
  RbkContactCard card = card_new ();
  g_autofree char *text = write_card (&card);
  g_auto (GStrv) lines = read_lines (text);
  guint n = g_strv_length (lines);

  g_assert_cmpstr (lines[0], ==, "BEGIN:VCARD");
  g_assert_cmpstr (lines[1], ==, "VERSION:3.0");
  g_assert_cmpstr (lines[n - 1], ==, "END:VCARD");
  g_assert_cmpstr (find (lines, "FN"), ==, "Zoë de la Cruz");
  g_assert_cmpstr (find (lines, "N"), ==, "Cruz;Zoë de la;;;");
  g_assert_cmpstr (find (lines, "ORG"), ==, "Harbor\\, Point\\; Motors");
  g_assert_cmpstr (find (lines, "TITLE"), ==, "Salesperson");
  g_assert_cmpstr (find (lines, "EMAIL;TYPE=INTERNET,WORK,PREF"), ==, "zoe@harborpoint.example.com");
  g_assert_cmpstr (
    find (lines, "ADR;TYPE=WORK"), ==, ";;1200 N Lakeshore Row;Chicago;IL;60601;United States");
  g_assert_cmpstr (find (lines, "URL"), ==, "https://harborpoint.example.com/why-buy?from=card%2C1");
  g_assert_cmpstr (find (lines, "UID"), ==, card.id);
  g_assert_nonnull (strstr (find (lines, "NOTE"),
                            "myself.\\nSalesperson at Harbor Point Motors\\, since 2011\\; "
                            "ask \\\\ anything. 日本語"));
}

/* S0: the call that is to ring through comes from this line, so it is the first, and once. */
static void
test_s0_direct_line_first (void)
{
  RbkContactCard card = card_new ();
  g_autofree char *text = write_card (&card);
  g_auto (GStrv) lines = read_lines (text);
  g_autoptr (GPtrArray) tels = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "TEL"))
        g_ptr_array_add (tels, lines[i]);
    }
  g_assert_cmpuint (tels->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (tels, 0), ==, "TEL;TYPE=WORK,PREF,VOICE:+13125550112");
  g_assert_cmpstr (g_ptr_array_index (tels, 1), ==, "TEL;TYPE=WORK,VOICE:+13125550100");
}

/* Every line of at most 75 octets, each whole UTF-8, each ended by CR LF. */
static void
test_folding (void)
{
  for (guint pad = 0; pad < 8; pad++)
    {
      g_autofree char *padding = g_strnfill (pad, 'x');
      g_autofree char *note =
        g_strconcat (padding,
                     "ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"
                     "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字"
                     "🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙🚗🚙",
                     NULL);
      g_autoptr (GBytes) photo = photo_new (1000 + pad);
      RbkContactCard card = card_new ();
      g_autofree char *text = NULL;
      g_auto (GStrv) folded = NULL;
      g_auto (GStrv) lines = NULL;
      guint longest = 0;

      card.note = note;
      card.photo = photo;
      text = write_card (&card);
      folded = g_strsplit (text, "\r\n", -1);
      for (guint i = 0; folded[i] != NULL; i++)
        {
          g_assert_true (g_utf8_validate (folded[i], -1, NULL));
          g_assert_null (strpbrk (folded[i], "\r\n"));
          g_assert_cmpuint (strlen (folded[i]), <=, 75);
          longest = MAX (longest, (guint) strlen (folded[i]));
        }
      g_assert_cmpuint (longest, ==, 75);
      lines = read_lines (text);
      g_assert_cmpstr (find (lines, "NOTE"), ==, note);
    }
}

/* A line of 75 octets is not folded; one of 76 is. */
static void
test_folding_boundary (void)
{
  for (guint length = 74; length <= 77; length++)
    {
      g_autofree char *title = g_strnfill (length - strlen ("TITLE:"), 't');
      g_autofree char *line = g_strconcat ("TITLE:", title, "\r\n", NULL);
      RbkContactCard card = card_new ();
      g_autofree char *text = NULL;

      card.title = title;
      text = write_card (&card);
      g_assert_cmpint (strstr (text, line) != NULL, ==, length <= 75);
    }
}

static void
test_photo (void)
{
  g_autoptr (GBytes) largest = photo_new (RBK_CONTACT_CARD_LONGEST_PHOTO);
  g_autoptr (GBytes) larger = photo_new (RBK_CONTACT_CARD_LONGEST_PHOTO + 1);
  g_autoptr (GBytes) png = g_bytes_new_static ("\x89PNG\r\n\x1a\n picture", 16);
  g_autoptr (GBytes) gif = g_bytes_new_static ("GIF89a picture", 14);
  GBytes *refused[] = { larger, gif };
  RbkContactCard card = card_new ();

  {
    g_autofree char *text = NULL;
    g_auto (GStrv) lines = NULL;
    g_autofree guchar *data = NULL;
    gsize size;

    card.photo = largest;
    text = write_card (&card);
    lines = read_lines (text);
    data = g_base64_decode (find (lines, "PHOTO;ENCODING=b;TYPE=JPEG"), &size);
    g_assert_cmpmem (data, size, g_bytes_get_data (largest, NULL), g_bytes_get_size (largest));
  }
  {
    g_autofree char *text = NULL;
    g_auto (GStrv) lines = NULL;

    card.photo = png;
    text = write_card (&card);
    lines = read_lines (text);
    g_assert_nonnull (find (lines, "PHOTO;ENCODING=b;TYPE=PNG"));
  }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      card.photo = refused[i];
      g_assert_null (rbk_contact_card_write (&card, &error));
      g_assert_error (error, RBK_CONTACT_CARD_ERROR, RBK_CONTACT_CARD_ERROR_PHOTO);
    }
}

/* Whatever a field holds, it cannot become another field. */
static void
test_nothing_breaks_out (void)
{
  RbkContactCard card = card_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  card.name = "Eve\r\nTEL:+19005550100\r\n Kent\x01\x7f \xff";
  card.showroom = "Motors\nTEL:+19005550100";
  card.title = "\xe2\x80\x8bSales\tperson";
  card.address = "1 Main St\r\nTEL:+19005550100\nChicago, IL 60601";
  text = write_card (&card);
  lines = read_lines (text);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_false (g_str_has_prefix (lines[i], "TEL:"));
      g_assert_null (strpbrk (lines[i], "\r\n\t\x01\x7f"));
    }
  g_assert_cmpstr (find (lines, "FN"), ==, "Eve\\nTEL:+19005550100\\n Kent �");
  g_assert_cmpstr (
    find (lines, "ADR;TYPE=WORK"), ==, ";;1 Main St\\nTEL:+19005550100;Chicago;IL;60601;United States");
}

static void
test_refuses (void)
{
  static const char *const bad_line[] = { "3125550112", "+1 312 555 0112", "+1312555", NULL };
  static const struct
  {
    RbkContactCardError code;
    const char *name;
    const char *line;
    const char *email;
    const char *link;
  } cases[] = {
    { RBK_CONTACT_CARD_ERROR_NAME, " ", "+13125550112", NULL, NULL },
    { RBK_CONTACT_CARD_ERROR_NAME, NULL, "+13125550112", NULL, NULL },
    { RBK_CONTACT_CARD_ERROR_LINE, "Anna Kent", NULL, NULL, NULL },
    { RBK_CONTACT_CARD_ERROR_LINE, "Anna Kent", "312-555-0112", NULL, NULL },
    { RBK_CONTACT_CARD_ERROR_LINE, "Anna Kent", "+1312555011212345", NULL, NULL },
    { RBK_CONTACT_CARD_ERROR_LINE, "Anna Kent", "+13125550112;ext=1", NULL, NULL },
    { RBK_CONTACT_CARD_ERROR_EMAIL, "Anna Kent", "+13125550112", "anna", NULL },
    { RBK_CONTACT_CARD_ERROR_EMAIL, "Anna Kent", "+13125550112", "a@b.test\r\nTEL:1", NULL },
    { RBK_CONTACT_CARD_ERROR_LINK, "Anna Kent", "+13125550112", NULL, "http://example.com/" },
    { RBK_CONTACT_CARD_ERROR_LINK, "Anna Kent", "+13125550112", NULL, "https://example.com/\r\nTEL:1" },
    { RBK_CONTACT_CARD_ERROR_LINK, "Anna Kent", "+13125550112", NULL, "javascript:alert(1)" },
    { RBK_CONTACT_CARD_ERROR_LINK, "Anna Kent", "+13125550112", NULL, "why-buy" },
  };
  RbkContactCard other = card_new ();
  g_autoptr (GError) other_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RbkContactCard card = {
        .name = cases[i].name, .direct_line = cases[i].line, .email = cases[i].email, .why_buy = cases[i].link
      };
      g_autoptr (GError) error = NULL;

      g_assert_null (rbk_contact_card_write (&card, &error));
      g_assert_error (error, RBK_CONTACT_CARD_ERROR, (int) cases[i].code);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  other.other_lines = bad_line;
  g_assert_null (rbk_contact_card_write (&other, &other_error));
  g_assert_error (other_error, RBK_CONTACT_CARD_ERROR, RBK_CONTACT_CARD_ERROR_LINE);
}

/* Little is needed; an address of another form stays whole. */
static void
test_little (void)
{
  RbkContactCard card = { .name = "Prince",
                          .direct_line = "+442071838750",
                          .address = "10 Downing St, London SW1A 2AA" };
  g_autofree char *text = write_card (&card);

  g_assert_cmpstr (
    text,
    ==,
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Prince\r\nN:;Prince;;;\r\nTEL;TYPE=WORK,PREF,VOICE:+442071838750\r\n"
    "ADR;TYPE=WORK:;;10 Downing St\\, London SW1A 2AA;;;;\r\nEND:VCARD\r\n");
}

static void
test_file_name (void)
{
  static const char *const names[][2] = {
    { "Anna Kent", "Anna-Kent.vcf" }, { "Zoë  O'Neil ", "Zoe-O-Neil.vcf" },
    { "../../etc", "etc.vcf" },       { "", "contact.vcf" },
    { NULL, "contact.vcf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      RbkContactCard card = { .name = names[i][0] };
      g_autofree char *name = rbk_contact_card_dup_file_name (&card);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
}

/* Somebody else's reader finds on it what was put there. */
static void
test_another_reader (void)
{
  g_autoptr (GBytes) photo = photo_new (20000);
  RbkContactCard card = card_new ();
  g_autofree char *folder = g_dir_make_tmp ("rbk-card-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "card.vcf", NULL);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "unit", "read-card.py", NULL);
  const char *arguments[] = { "python3", "-B", script, path, NULL };
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, photo);
  g_autofree char *expected = NULL;
  g_autofree char *text = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  card.photo = photo;
  text = write_card (&card);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_spawn_sync (
    NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &found, NULL, &status, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
  if (g_spawn_check_wait_status (status, NULL) == FALSE && WEXITSTATUS (status) == 77)
    {
      g_test_skip ("python3-vobject is not installed");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  expected = g_strconcat (
    "FN Zoë de la Cruz\nN Cruz / Zoë de la\nORG ['Harbor, Point; Motors']\nTITLE Salesperson\n"
    "TEL +13125550112 WORK,PREF,VOICE\nTEL +13125550100 WORK,VOICE\nEMAIL zoe@harborpoint.example.com\n"
    "ADR 1200 N Lakeshore Row / Chicago / IL / 60601 / United States\n"
    "URL https://harborpoint.example.com/why-buy?from=card%2C1\n"
    "NOTE Call or text me: I answer myself.|Salesperson at Harbor Point Motors, since 2011; ask \\ anything. "
    "日本語でもどうぞ、いつでもお電話ください。\nPHOTO ",
    sum,
    "\n",
    NULL);
  g_assert_cmpstr (found, ==, expected);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/contact-card/what-is-on-it", test_what_is_on_it);
  g_test_add_func ("/contact-card/S0/direct-line-first", test_s0_direct_line_first);
  g_test_add_func ("/contact-card/folding", test_folding);
  g_test_add_func ("/contact-card/folding-boundary", test_folding_boundary);
  g_test_add_func ("/contact-card/photo", test_photo);
  g_test_add_func ("/contact-card/nothing-breaks-out", test_nothing_breaks_out);
  g_test_add_func ("/contact-card/refuses", test_refuses);
  g_test_add_func ("/contact-card/little", test_little);
  g_test_add_func ("/contact-card/file-name", test_file_name);
  g_test_add_func ("/contact-card/another-reader", test_another_reader);
  return g_test_run ();
}
