/* test-cyrus.c: sending through a real mail server (with-cyrus) over TLS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "channels/email/rbk-email.h"
#include "channels/email/rbk-jmap-mailbox.h"
#include "rbk-test.h"

#include <gmime/gmime.h>

#define USER   (g_getenv ("RBK_TEST_USER"))
#define SECRET (g_getenv ("RBK_TEST_SECRET"))
#define URL    (g_getenv ("RBK_TEST_JMAP_URL"))

static RbkMailbox *
mailbox_new_as (const char *address, const char *password)
{
  g_autoptr (RbkAccess) access = rbk_basic_access_new (USER, password);

  return rbk_jmap_mailbox_new (address, URL, access);
}

static RbkMailbox *
mailbox_new (void)
{
  return mailbox_new_as (USER, SECRET);
}

/* A message of its own each time, with a recording in it. */
static GBytes *
message_new (const char *to_address, gsize size, char **message_id)
{
  g_autoptr (RbkEmail) email = rbk_email_new ();
  g_autofree char *id = rbk_id_new ();
  g_autofree guint8 *data = g_malloc (size);
  g_autoptr (GBytes) recording = NULL;
  g_autoptr (GError) error = NULL;
  const char *signature[] = { "Anna Example", "Example Motors", "+1 555 0100", NULL };
  GBytes *message;

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 131 + (i >> 8));
  recording = g_bytes_new (data, size);
  email->message_id = rbk_email_make_message_id (id, "dealer.test");
  email->from_name = g_strdup ("Anna Müller, Example Motors");
  email->from_address = g_strdup (USER);
  email->to_name = g_strdup ("José Ejemplo");
  email->to_address = g_strdup (to_address);
  email->subject = g_strdup ("Ihre Probefahrt ✓");
  email->text = g_strdup ("Guten Tag,\n\nich habe Ihnen etwas aufgenommen.");
  email->signature = g_strdupv ((char **) signature);
  email->date_us = g_get_real_time ();
  rbk_email_attach (email, "voicemail.m4a", "audio/mp4", recording);
  message = rbk_email_write (email, &error);
  g_assert_no_error (error);
  if (message_id != NULL)
    *message_id = g_strdup (email->message_id);
  return message;
}

/* What arrived at the customers' mail servers with this Message-ID. */
static GPtrArray *
find_arrived (const char *message_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  const char *sink = g_getenv ("RBK_TEST_SINK");
  g_autoptr (GDir) dir = g_dir_open (sink, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (sink, name, NULL);
      g_autofree char *text = NULL;

      if (g_str_has_suffix (name, ".eml") && g_file_get_contents (path, &text, NULL, NULL) &&
          strstr (text, message_id) != NULL)
        g_ptr_array_add (found, g_steal_pointer (&text));
    }
  return found;
}

static guint
count_arrived (const char *message_id)
{
  g_autoptr (GPtrArray) found = find_arrived (message_id);

  return found->len;
}

static void
assert_accepted (RbkMailbox *mailbox, const char *message_id, const char *to, GBytes *message)
{
  g_autoptr (GError) error = NULL;
  RbkSendResult result = rbk_mailbox_send (mailbox, message_id, to, message, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, RBK_SEND_ACCEPTED);
}

/* Each failure has its code and a sentence for a person, without addresses or secrets in it. */
static void
assert_failed (RbkSendResult result, RbkSendResult expected, GError *error, RbkChannelError code)
{
  g_assert_cmpint (result, ==, expected);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "example.net"));
}

static void
assert_found (RbkMailbox *mailbox, const char *message_id, RbkFound expected)
{
  g_autoptr (GError) error = NULL;
  RbkFound found = rbk_mailbox_find_sent (mailbox, message_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (found, ==, expected);
}

static void
test_connection (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autoptr (RbkAccess) token = rbk_bearer_access_new (g_getenv ("RBK_TEST_BEARER"));
  g_autoptr (RbkMailbox) wrong = mailbox_new_as (USER, "not the password");
  g_autoptr (RbkMailbox) other = mailbox_new_as ("boss@dealer.test", SECRET);
  g_autoptr (RbkMailbox) bearer = rbk_jmap_mailbox_new (USER, URL, token);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) wrong_error = NULL;
  g_autoptr (GError) other_error = NULL;

  g_assert_cmpstr (rbk_mailbox_get_address (mailbox), ==, USER);
  g_assert_true (rbk_mailbox_test (mailbox, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (rbk_mailbox_test (bearer, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_mailbox_test (wrong, NULL, &wrong_error));
  g_assert_error (wrong_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  /* only an address that the account has an identity for. */
  g_assert_false (rbk_mailbox_test (other, NULL, &other_error));
  g_assert_error (other_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
}

static GMimeObject *
get_part (GMimeObject *multipart, int index)
{
  g_assert_true (GMIME_IS_MULTIPART (multipart));
  return g_mime_multipart_get_part (GMIME_MULTIPART (multipart), index);
}

static void
test_arrives_byte_for_byte (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new ("customer@example.net", 300000, &id);
  g_autoptr (GPtrArray) arrived = NULL;
  const char *text;
  gsize size;

  assert_accepted (mailbox, id, "customer@example.net", message);
  arrived = find_arrived (id);
  g_assert_cmpuint (arrived->len, ==, 1);
  text = arrived->pdata[0];
  g_assert_true (
    g_str_has_prefix (text, "X-Envelope-From: anna@dealer.test\r\nX-Envelope-To: customer@example.net\r\n"));
  text = strchr (strchr (text, '\n') + 1, '\n') + 1;
  g_bytes_get_data (message, &size);
  g_assert_cmpmem (text, strlen (text), g_bytes_get_data (message, NULL), size);

  /* And another program reads it as it was meant. */
  {
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
    GMimeParser *parser = g_mime_parser_new_with_stream (stream);
    GMimeMessage *parsed = g_mime_parser_construct_message (parser, NULL);
    GMimeObject *body = g_mime_message_get_mime_part (parsed);

    g_assert_cmpstr (g_mime_message_get_subject (parsed), ==, "Ihre Probefahrt ✓");
    g_assert_cmpstr (g_mime_message_get_message_id (parsed), ==, id);
    g_assert_cmpint (g_mime_multipart_get_count (GMIME_MULTIPART (body)), ==, 2);
    g_assert_true (GMIME_IS_MULTIPART (get_part (body, 0)));
    g_assert_cmpstr (g_mime_part_get_filename (GMIME_PART (get_part (body, 1))), ==, "voicemail.m4a");
    g_object_unref (parsed);
    g_object_unref (parser);
    g_object_unref (stream);
  }
  assert_found (mailbox, id, RBK_FOUND_SENT);
}

static void
test_once_however_often (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autoptr (RbkMailbox) restarted = mailbox_new ();
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new ("customer@example.net", 1000, &id);

  assert_found (mailbox, id, RBK_FOUND_NOT_SENT);
  for (int i = 0; i < 3; i++)
    assert_accepted (mailbox, id, "customer@example.net", message);
  assert_accepted (restarted, id, "customer@example.net", message);
  g_assert_cmpuint (count_arrived (id), ==, 1);
}

typedef struct
{
  const char *message_id;
  GBytes *message;
  RbkSendResult result;
} Racer;

static gpointer
race_thread (gpointer data)
{
  Racer *racer = data;
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autoptr (GError) error = NULL;

  racer->result =
    rbk_mailbox_send (mailbox, racer->message_id, "slow@example.net", racer->message, NULL, NULL, &error);
  if (error != NULL)
    g_test_message ("%u: %s", racer->result, error->message);
  return NULL;
}

/* A program that was killed while the server still worked on its submission, and started again. */
static void
test_once_from_many_at_once (void)
{
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new ("slow@example.net", 1000, &id);
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  Racer racers[6];
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      racers[i] = (Racer) { .message_id = id, .message = message };
      threads[i] = g_thread_new ("racer", race_thread, &racers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    g_assert_cmpint (racers[i].result, ==, RBK_SEND_ACCEPTED);
  g_assert_cmpuint (count_arrived (id), ==, 1);
  assert_found (mailbox, id, RBK_FOUND_SENT);
}

typedef struct
{
  RbkMailbox *mailbox;
  GBytes *message;
  const char *message_id;
} Errand;

static gpointer
errand_thread (gpointer data)
{
  Errand *errand = data;

  assert_accepted (errand->mailbox, errand->message_id, "customer@example.net", errand->message);
  return NULL;
}

/* A mailbox is made on the main thread, used on the outbox's, and dropped anywhere. */
static void
test_from_another_thread (void)
{
  RbkMailbox *mailbox = mailbox_new ();

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = NULL;
      g_autoptr (GBytes) message = message_new ("customer@example.net", 1000, &id);
      Errand errand = { mailbox, message, id };

      g_thread_join (g_thread_new ("errand", errand_thread, &errand));
      assert_found (mailbox, id, RBK_FOUND_SENT);
    }
  g_assert_finalize_object (mailbox);
}

static void
assert_recipient_fails (const char *to, RbkSendResult expected, RbkChannelError code)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (to, 1000, &id);
  g_autoptr (GError) error = NULL;
  gint64 wait = -1;
  RbkSendResult result = rbk_mailbox_send (mailbox, id, to, message, &wait, NULL, &error);

  assert_failed (result, expected, error, code);
  g_assert_cmpint (wait, ==, 0);
  g_assert_cmpuint (count_arrived (id), ==, 0);
  assert_found (mailbox, id, RBK_FOUND_NOT_SENT);
}

static void
test_refusals (void)
{
  assert_recipient_fails ("unknown@example.net", RBK_SEND_REFUSED, RBK_CHANNEL_ERROR_RECIPIENT);
  assert_recipient_fails ("greylisted@example.net", RBK_SEND_NOT_SENT, RBK_CHANNEL_ERROR_BUSY);
}

static void
test_greylisted_goes_later_and_once (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autofree char *unique = rbk_id_new ();
  g_autofree char *to = g_strdup_printf ("greylisted-once-%s@example.net", unique);
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new (to, 1000, &id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;

  result = rbk_mailbox_send (mailbox, id, to, message, NULL, NULL, &error);
  assert_failed (result, RBK_SEND_NOT_SENT, error, RBK_CHANNEL_ERROR_BUSY);
  assert_found (mailbox, id, RBK_FOUND_NOT_SENT);
  assert_accepted (mailbox, id, to, message);
  assert_accepted (mailbox, id, to, message);
  g_assert_cmpuint (count_arrived (id), ==, 1);
}

static void
test_sign_in (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new_as (USER, "wrong");
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new ("customer@example.net", 1000, &id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;
  g_autoptr (GError) find_error = NULL;

  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
  assert_failed (result, RBK_SEND_NOT_SENT, error, RBK_CHANNEL_ERROR_SIGN_IN);
  g_assert_cmpint (rbk_mailbox_find_sent (mailbox, id, NULL, &find_error), ==, RBK_FOUND_UNKNOWN);
  g_assert_error (find_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
}

static void
test_too_large (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new ("customer@example.net", 20 * 1024 * 1024, &id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;

  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, NULL, &error);
  assert_failed (result, RBK_SEND_REFUSED, error, RBK_CHANNEL_ERROR_TOO_LARGE);
}

static void
test_cancelled (void)
{
  g_autoptr (RbkMailbox) mailbox = mailbox_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *id = NULL;
  g_autoptr (GBytes) message = message_new ("customer@example.net", 1000, &id);
  g_autoptr (GError) error = NULL;
  RbkSendResult result;

  g_cancellable_cancel (cancellable);
  result = rbk_mailbox_send (mailbox, id, "customer@example.net", message, NULL, cancellable, &error);
  assert_failed (result, RBK_SEND_NOT_SENT, error, RBK_CHANNEL_ERROR_CANCELLED);
  g_assert_cmpuint (count_arrived (id), ==, 0);
}

/* A certificate from an authority that this computer does not know: nothing goes there. */
static void
test_unknown_authority (void)
{
  g_autofree char *ca_file = g_strdup (g_getenv ("RBK_TEST_CA_FILE"));
  g_autoptr (RbkMailbox) mailbox = NULL;
  g_autoptr (GError) error = NULL;

  g_unsetenv ("RBK_TEST_CA_FILE");
  mailbox = mailbox_new ();
  g_setenv ("RBK_TEST_CA_FILE", ca_file, TRUE);
  g_assert_false (rbk_mailbox_test (mailbox, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_mime_init ();
  g_test_add_func ("/cyrus/A-3/connection", test_connection);
  g_test_add_func ("/cyrus/arrives-byte-for-byte", test_arrives_byte_for_byte);
  g_test_add_func ("/cyrus/once-however-often", test_once_however_often);
  g_test_add_func ("/cyrus/once-from-many-at-once", test_once_from_many_at_once);
  g_test_add_func ("/cyrus/from-another-thread", test_from_another_thread);
  g_test_add_func ("/cyrus/refusals", test_refusals);
  g_test_add_func ("/cyrus/greylisted-goes-later-and-once", test_greylisted_goes_later_and_once);
  g_test_add_func ("/cyrus/sign-in", test_sign_in);
  g_test_add_func ("/cyrus/too-large", test_too_large);
  g_test_add_func ("/cyrus/cancelled", test_cancelled);
  g_test_add_func ("/cyrus/unknown-authority", test_unknown_authority);
  return g_test_run ();
}
