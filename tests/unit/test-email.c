/* test-email.c: the message as it is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-email.h"

#include "channels/rbk-channel-error.h"
#include "rbk-test.h"

#include <gmime/gmime.h>

#define ID "0190b5a0-0000-7000-8000-000000000001@example-motors.test"

static RbkEmail *
email_new (void)
{
  RbkEmail *email = rbk_email_new ();
  const char *signature[] = { "Anna Example", "Example Motors", "Direct: +1 555 0100", NULL };

  email->message_id = g_strdup (ID);
  email->from_name = g_strdup ("Anna Example");
  email->from_address = g_strdup ("anna@example-motors.test");
  email->to_name = g_strdup ("José Ejemplo");
  email->to_address = g_strdup ("jose@example.net");
  email->subject = g_strdup ("Your question about the Ford");
  email->text = g_strdup ("Hi José,\n\nI have recorded something for you.\nListen when you like.");
  email->signature = g_strdupv ((char **) signature);
  email->date_us = G_GINT64_CONSTANT (1750000000123456);
  return email;
}

static void
attach (RbkEmail *email, const char *name, const char *type, gsize size)
{
  g_autofree guint8 *data = g_malloc (size);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + (i >> 8));
  bytes = g_bytes_new (data, size);
  rbk_email_attach (email, name, type, bytes);
}

static char *
write_text (RbkEmail *email)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rbk_email_write (email, &error);
  gsize size;
  const char *data;

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &size);
  return g_strndup (data, size);
}

static GMimeMessage *
parse (const char *text)
{
  GMimeStream *stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  GMimeParser *parser = g_mime_parser_new_with_stream (stream);
  GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

  g_object_unref (parser);
  g_object_unref (stream);
  g_assert_nonnull (message);
  return message;
}

static char *
get_text (GMimeObject *part)
{
  char *text = g_mime_text_part_get_text (GMIME_TEXT_PART (part));
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  g_free (text);
  return g_strjoinv ("\n", lines);
}

static GMimeObject *
get_part (GMimeObject *multipart, const char *subtype, int n, int index)
{
  g_assert_true (GMIME_IS_MULTIPART (multipart));
  g_assert_true (
    g_mime_content_type_is_type (g_mime_object_get_content_type (multipart), "multipart", subtype));
  g_assert_cmpint (g_mime_multipart_get_count (GMIME_MULTIPART (multipart)), ==, n);
  return g_mime_multipart_get_part (GMIME_MULTIPART (multipart), index);
}

/* Lines end with CRLF, none is longer than RFC 5322 §2.1.1 wants, and all is ASCII. */
static void
assert_fit_to_travel (const char *text)
{
  gsize length = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      g_assert_cmpint (*p, >, 0);
      if (*p == '\n')
        {
          g_assert_true (p > text && p[-1] == '\r');
          g_assert_cmpuint (length, <=, 78 + 1);
          length = 0;
        }
      else
        {
          g_assert_true (*p != '\r' || p[1] == '\n');
          length++;
        }
    }
}

static void
test_structure (void)
{
  g_autoptr (RbkEmail) email = email_new ();
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *html = NULL;
  GMimeMessage *message;
  GMimeObject *body, *alternative, *audio;
  GMimeStream *stream;
  GByteArray *bytes;
  gsize size;

  attach (email, "voicemail.m4a", "audio/mp4", 100000);
  text = write_text (email);
  assert_fit_to_travel (text);
  message = parse (text);
  body = g_mime_message_get_mime_part (message);
  alternative = get_part (body, "mixed", 2, 0);
  plain = get_text (get_part (alternative, "alternative", 2, 0));
  g_assert_cmpstr (plain,
                   ==,
                   "Hi José,\n\nI have recorded something for you.\nListen when you like.\n\n-- \nAnna "
                   "Example\nExample Motors\nDirect: +1 555 0100\n");
  html = get_text (get_part (alternative, "alternative", 2, 1));
  g_assert_nonnull (strstr (html, "<p>Hi José,</p>"));
  g_assert_nonnull (strstr (html, "for you.<br>\nListen"));
  g_assert_nonnull (strstr (html, "Direct: +1 555 0100</p>"));
  g_assert_null (strstr (html, "http"));

  audio = get_part (body, "mixed", 2, 1);
  g_assert_true (g_mime_content_type_is_type (g_mime_object_get_content_type (audio), "audio", "mp4"));
  g_assert_cmpstr (g_mime_part_get_filename (GMIME_PART (audio)), ==, "voicemail.m4a");
  g_assert_cmpstr (g_mime_object_get_disposition (audio), ==, "attachment");
  stream = g_mime_stream_mem_new ();
  g_mime_data_wrapper_write_to_stream (g_mime_part_get_content (GMIME_PART (audio)), stream);
  bytes = g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream));
  g_assert_cmpmem (bytes->data,
                   bytes->len,
                   g_bytes_get_data (((RbkEmailAttachment *) email->attachments->pdata[0])->data, &size),
                   100000);
  g_object_unref (stream);
  g_object_unref (message);
}

static void
test_without_attachment (void)
{
  g_autoptr (RbkEmail) email = email_new ();
  g_autofree char *text = write_text (email);
  GMimeMessage *message = parse (text);

  get_part (g_mime_message_get_mime_part (message), "alternative", 2, 0);
  g_object_unref (message);
}

/* A-3: everything that says who it is from is the company account. */
static void
test_sender_is_the_company_account (void)
{
  g_autoptr (RbkEmail) email = email_new ();
  g_autofree char *text = NULL;
  GMimeMessage *message;
  InternetAddressList *from;
  GDateTime *date;

  email->reply_to = g_strdup ("sales@example-motors.test");
  text = write_text (email);
  message = parse (text);
  from = g_mime_message_get_from (message);
  g_assert_cmpint (internet_address_list_length (from), ==, 1);
  g_assert_cmpstr (internet_address_mailbox_get_addr (
                     INTERNET_ADDRESS_MAILBOX (internet_address_list_get_address (from, 0))),
                   ==,
                   "anna@example-motors.test");
  g_assert_cmpint (internet_address_list_length (g_mime_message_get_to (message)), ==, 1);
  g_assert_cmpint (internet_address_list_length (g_mime_message_get_cc (message)), ==, 0);
  g_assert_cmpint (internet_address_list_length (g_mime_message_get_bcc (message)), ==, 0);
  g_assert_cmpstr (g_mime_message_get_message_id (message), ==, ID);
  g_assert_nonnull (strstr (text, "\r\nReply-To: Anna Example <sales@example-motors.test>\r\n"));
  g_assert_null (strstr (text, "\nSender:"));
  date = g_mime_message_get_date (message);
  g_assert_cmpint (g_date_time_to_unix (date), ==, 1750000000);
  g_object_unref (message);
}

static void
test_names_and_subjects_of_all_languages (void)
{
  const char *texts[] = {
    "Ihre Probefahrt ✓ am Samstag",
    "試乗のご予約",
    "Ваш вопрос о машине и ещё очень длинное продолжение, которое не поместится в одну строку заголовка "
    "письма",
    "אופק",
    "\"Quoted\", with, commas; and <brackets> (and comments) @ all",
    "100 % = yes? no?",
    "a word_with_0123456789012345678901234567890123456789012345678901234567890123456789_no_place_to_break",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RbkEmail) email = email_new ();
      g_autofree char *text = NULL;
      GMimeMessage *message;
      InternetAddress *to;
      g_autoptr (GString) name = NULL;

      g_free (email->subject);
      email->subject = g_strdup (texts[i]);
      g_free (email->to_name);
      email->to_name = g_strdup (texts[i]);
      text = write_text (email);
      message = parse (text);
      to = internet_address_list_get_address (g_mime_message_get_to (message), 0);
      g_assert_cmpstr (g_mime_message_get_subject (message), ==, texts[i]);
      /* GMime leaves the folds of a header in a name (RFC 5322 §2.2.3). */
      name = g_string_new (internet_address_get_name (to));
      g_string_replace (name, "\r\n\t", " ", 0);
      g_assert_cmpstr (name->str, ==, texts[i]);
      g_assert_cmpstr (
        internet_address_mailbox_get_addr (INTERNET_ADDRESS_MAILBOX (to)), ==, "jose@example.net");
      g_object_unref (message);
    }
}

/* What was typed is shown as it was typed, not decoded. */
static void
test_no_encoded_word_can_be_typed (void)
{
  g_autoptr (RbkEmail) email = email_new ();
  g_autofree char *text = NULL;
  GMimeMessage *message;

  g_free (email->subject);
  email->subject = g_strdup ("=?utf-8?B?QmNjOiB4?= hello");
  text = write_text (email);
  message = parse (text);
  g_assert_cmpstr (g_mime_message_get_subject (message), ==, "= ?utf-8?B?QmNjOiB4?= hello");
  g_object_unref (message);
}

static void
test_body_of_any_text (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (RbkEmail) email = email_new ();
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *html = NULL;
  GMimeMessage *message;

  for (int i = 0; i < 300; i++)
    g_string_append (body, "änd on ");
  g_string_append (
    body, "\nFrom the start\n.\n.dots\n=3D <b>&amp;</b> \"quotes\"\n--=_mixed-\r\nbell\x07 \xff end");
  g_free (email->text);
  email->text = g_strdup (body->str);
  text = write_text (email);
  assert_fit_to_travel (text);
  message = parse (text);
  plain = get_text (get_part (g_mime_message_get_mime_part (message), "alternative", 2, 0));
  g_assert_true (g_str_has_prefix (plain, "änd on änd on "));
  g_assert_nonnull (
    strstr (plain,
            "\nFrom the start\n.\n.dots\n=3D <b>&amp;</b> \"quotes\"\n--=_mixed-\nbell \xef\xbf\xbd "
            "end\n\n-- \n"));
  html = get_text (get_part (g_mime_message_get_mime_part (message), "alternative", 2, 1));
  g_assert_nonnull (strstr (html, "&lt;b&gt;&amp;amp;&lt;/b&gt;"));
  g_object_unref (message);
}

/* (transfer full) (nullable): what the customer's mail program finds under @name. */
static char *
dup_header (const char *text, const char *name)
{
  GMimeMessage *message = parse (text);
  char *value = g_strdup (g_mime_object_get_header (GMIME_OBJECT (message), name));

  g_object_unref (message);
  return value;
}

/* M-5, RFC 2369: whoever has enough has a button for it in their mail program. */
static void
test_unsubscribe (void)
{
  static const struct
  {
    const char *uri, *value;
  } cases[] = {
    { "mailto:anna@example-motors.test?subject=unsubscribe",
      "<mailto:anna@example-motors.test?subject=unsubscribe>" },
    { "https://example-motors.test/out?who=1&list=%20a",
      "<https://example-motors.test/out?who=1&list=%20a>" },
    /* Neither another header nor a second way. */
    { "mailto:a@b.test>\r\nBcc: <all@example.net", "<mailto:a@b.test%3E%0D%0ABcc:%20%3Call@example.net>" },
    { "https://example-motors.test/adiós", "<https://example-motors.test/adi%C3%B3s>" },
  };
  g_autoptr (RbkEmail) plain = email_new ();
  g_autofree char *without = write_text (plain);
  g_autofree char *none = dup_header (without, "List-Unsubscribe");

  g_assert_null (none);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkEmail) email = email_new ();
      g_autofree char *text = NULL;
      g_autofree char *value = NULL;
      g_autofree char *post = NULL;

      email->unsubscribe = g_strdup (cases[i].uri);
      text = write_text (email);
      assert_fit_to_travel (text);
      value = dup_header (text, "List-Unsubscribe");
      g_assert_cmpstr (value, ==, cases[i].value);
      g_assert_null (strstr (text, "\nBcc:"));
      /* RFC 8058: one click is not claimed, as no web service would take it. */
      post = dup_header (text, "List-Unsubscribe-Post");
      g_assert_null (post);
    }
}

/* RFC 6068: what an address may have, and a URI means something else by. */
static void
test_unsubscribe_of_any_mailbox (void)
{
  g_autofree char *plain = rbk_email_dup_unsubscribe ("anna.berg+cars@example-motors.test");
  g_autofree char *odd = rbk_email_dup_unsubscribe ("a%b?c&d=e@example-motors.test");
  g_autofree char *idn = rbk_email_dup_unsubscribe ("anna@bücher.test");
  g_autofree char *name = g_strnfill (60, 'a');
  g_autofree char *address = g_strdup_printf ("%s@a-very-long-name-of-a-showroom.example-motors.test", name);
  g_autofree char *bracketed = NULL;
  g_autofree char *text = NULL;
  g_autoptr (RbkEmail) email = email_new ();

  g_assert_cmpstr (plain, ==, "mailto:anna.berg+cars@example-motors.test?subject=unsubscribe");
  g_assert_cmpstr (odd, ==, "mailto:a%25b%3Fc%26d%3De@example-motors.test?subject=unsubscribe");
  g_assert_cmpstr (idn, ==, "mailto:anna@xn--bcher-kva.test?subject=unsubscribe");
  /* A long one is not cut in two: not every mail program puts it together again. */
  email->unsubscribe = rbk_email_dup_unsubscribe (address);
  bracketed = g_strdup_printf ("<%s>\r\n", email->unsubscribe);
  text = write_text (email);
  g_assert_nonnull (strstr (text, bracketed));
}

static void
test_same_bytes_again (void)
{
  g_autoptr (RbkEmail) one = email_new ();
  g_autoptr (RbkEmail) two = email_new ();
  g_autoptr (RbkEmail) other = email_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *fourth = NULL;

  attach (one, "a.m4a", "audio/mp4", 5000);
  attach (two, "a.m4a", "audio/mp4", 5000);
  attach (other, "a.m4a", "audio/mp4", 5000);
  g_free (other->message_id);
  other->message_id = g_strdup ("x" ID);
  first = write_text (one);
  second = write_text (one);
  third = write_text (two);
  fourth = write_text (other);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, ==, third);
  g_assert_cmpstr (first, !=, fourth);
}

/* Nothing that a name, a subject or a file name holds starts a header or a part of its own. */
static void
test_no_header_can_be_injected (void)
{
  const char *evil[] = {
    "x\r\nBcc: all@example.net",
    "x\nBcc: all@example.net\n\nbody",
    "x\rBcc: all@example.net",
    "x\r\n\r\n<script>",
    "x\xe2\x80\xa8"
    "Bcc: all@example.net",
    "\r\n.\r\nMAIL FROM:<x@example.net>",
    "x\" filename=\"other.exe",
    "../../etc/passwd",
  };

  for (guint i = 0; i < G_N_ELEMENTS (evil); i++)
    {
      g_autoptr (RbkEmail) email = email_new ();
      g_autofree char *text = NULL;
      GMimeMessage *message;
      GMimeObject *part;
      const char *signature[] = { evil[i], NULL };

      g_free (email->subject);
      email->subject = g_strdup (evil[i]);
      g_free (email->to_name);
      email->to_name = g_strdup (evil[i]);
      g_free (email->from_name);
      email->from_name = g_strdup (evil[i]);
      g_strfreev (email->signature);
      email->signature = g_strdupv ((char **) signature);
      attach (email, evil[i], evil[i], 10);
      text = write_text (email);
      assert_fit_to_travel (text);
      g_assert_null (strstr (text, "\nBcc:"));
      g_assert_null (strstr (text, "\n.\r"));
      message = parse (text);
      g_assert_cmpint (internet_address_list_length (g_mime_message_get_bcc (message)), ==, 0);
      g_assert_cmpint (internet_address_list_length (g_mime_message_get_to (message)), ==, 1);
      g_assert_cmpint (internet_address_list_length (g_mime_message_get_from (message)), ==, 1);
      g_assert_null (strchr (g_mime_message_get_subject (message), '\n'));
      part = get_part (g_mime_message_get_mime_part (message), "mixed", 2, 1);
      g_assert_null (strchr (g_mime_part_get_filename (GMIME_PART (part)), '/'));
      g_assert_null (strchr (g_mime_part_get_filename (GMIME_PART (part)), '\n'));
      g_object_unref (message);
    }
}

static void
test_addresses (void)
{
  const char *good[] = { "a@b.co",
                         "anna.example+ford@mail.example-motors.test",
                         "o'brien@example.net",
                         "x@bücher.example",
                         "1@2.example" };
  const char *bad[] = { "",        "a",         "@b.co",         "a@",         "a@b",
                        "a@@b.co", "a b@c.co",  "a@b c.co",      "a@b.co\n",   "a\r\n@b.co",
                        "a@b.co>", "<a@b.co",   "a,b@c.co",      "\"a\"@b.co", ".a@b.co",
                        "a.@b.co", "a..b@c.co", "a@-b.co",       "a@b-.co",    "a@.b.co",
                        "a@b..co", "a@b.co.",   "a@[127.0.0.1]", "ä@b.co",     "a@b.co\xff" };

  g_assert_false (rbk_email_address_is_valid (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rbk_email_address_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (RbkEmail) to = email_new ();
      g_autoptr (RbkEmail) from = email_new ();
      g_autoptr (GError) to_error = NULL;
      g_autoptr (GError) from_error = NULL;

      if (rbk_email_address_is_valid (bad[i]))
        g_error ("accepted as an address: %s", bad[i]);
      g_free (to->to_address);
      to->to_address = g_strdup (bad[i]);
      g_assert_null (rbk_email_write (to, &to_error));
      g_assert_error (to_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_RECIPIENT);
      g_free (from->from_address);
      from->from_address = g_strdup (bad[i]);
      g_assert_null (rbk_email_write (from, &from_error));
      g_assert_error (from_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
    }
}

static void
test_message_id (void)
{
  g_autofree char *id =
    rbk_email_make_message_id ("0190b5a0-0000-7000-8000-000000000001", "example-motors.test");

  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpstr (rbk_email_address_get_domain ("a@b@c.test"), ==, "c.test");
  g_assert_cmpstr (rbk_email_address_get_domain (NULL), ==, "");
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_mime_init ();
  g_test_add_func ("/email/structure", test_structure);
  g_test_add_func ("/email/without-attachment", test_without_attachment);
  g_test_add_func ("/email/A-3/sender-is-the-company-account", test_sender_is_the_company_account);
  g_test_add_func ("/email/names-and-subjects-of-all-languages", test_names_and_subjects_of_all_languages);
  g_test_add_func ("/email/no-encoded-word-can-be-typed", test_no_encoded_word_can_be_typed);
  g_test_add_func ("/email/body-of-any-text", test_body_of_any_text);
  g_test_add_func ("/email/M-5/unsubscribe", test_unsubscribe);
  g_test_add_func ("/email/M-5/unsubscribe-of-any-mailbox", test_unsubscribe_of_any_mailbox);
  g_test_add_func ("/email/same-bytes-again", test_same_bytes_again);
  g_test_add_func ("/email/no-header-can-be-injected", test_no_header_can_be_injected);
  g_test_add_func ("/email/addresses", test_addresses);
  g_test_add_func ("/email/message-id", test_message_id);
  return g_test_run ();
}
