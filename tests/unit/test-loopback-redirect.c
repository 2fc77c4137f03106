/* test-loopback-redirect.c: the port that the browser comes back to, with real callers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-loopback-redirect.h"
#include "rbk-test.h"

#define ISSUER "https://id.dealer.test"
#define STATE  "st-1"
#define GOOD   "GET /callback?code=c1&state=st-1 HTTP/1.1\r\nHost: %s\r\n\r\n"

typedef struct
{
  RbkLoopbackRedirect *redirect;
  RbkProviderMetadata *metadata;
  GCancellable *cancellable;
  GThread *thread;
  guint seconds;
  char *host; /* host:port */
  char *code;
  GError *error;
} Fixture;

static gpointer
wait_thread (gpointer data)
{
  Fixture *fixture = data;

  fixture->code = rbk_loopback_redirect_wait (
    fixture->redirect, STATE, fixture->metadata, fixture->seconds, fixture->cancellable, &fixture->error);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer seconds)
{
  g_autofree char *text = g_strdup ("{\"issuer\":\"" ISSUER "\",\"authorization_endpoint\":\"" ISSUER
                                    "/a\",\"token_endpoint\":\"" ISSUER "/t\"}");
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  const char *uri;

  fixture->metadata = rbk_provider_metadata_parse (RBK_PROVIDER_OTHER, ISSUER, body, &error);
  g_assert_no_error (error);
  fixture->redirect = rbk_loopback_redirect_new (&error);
  g_assert_no_error (error);
  uri = rbk_loopback_redirect_get_uri (fixture->redirect);
  g_assert_true (g_str_has_prefix (uri, "http://127.0.0.1:"));
  g_assert_true (g_str_has_suffix (uri, "/callback"));
  fixture->host =
    g_strndup (uri + strlen ("http://"), strlen (uri) - strlen ("http://") - strlen ("/callback"));
  fixture->cancellable = g_cancellable_new ();
  fixture->seconds = GPOINTER_TO_UINT (seconds);
  fixture->thread = g_thread_new ("wait", wait_thread, fixture);
}

static void
end (Fixture *fixture)
{
  if (fixture->thread != NULL)
    g_thread_join (g_steal_pointer (&fixture->thread));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  end (fixture);
  rbk_loopback_redirect_free (fixture->redirect);
  rbk_provider_metadata_free (fixture->metadata);
  g_object_unref (fixture->cancellable);
  g_clear_error (&fixture->error);
  g_free (fixture->host);
  rbk_secret_text_free (fixture->code);
}

static GSocketConnection *
call (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, fixture->host, 0, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
say (GSocketConnection *connection, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (
    g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
}

/* All until the other side closes; nothing if it resets the connection. */
static char *
hear (GSocketConnection *connection)
{
  g_autoptr (GOutputStream) heard = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (heard,
                          g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                          G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                          NULL,
                          NULL);
  if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (heard)) == 0)
    return g_strdup ("");
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (heard)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (heard)));
}

static char *
ask (Fixture *fixture, const char *format)
{
  g_autoptr (GSocketConnection) connection = call (fixture);
  g_auto (GStrv) parts = g_strsplit (format, "%s", -1);
  g_autofree char *text = g_strjoinv (fixture->host, parts);

  say (connection, text);
  return hear (connection);
}

static void
test_signs_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = ask (fixture, GOOD);

  end (fixture);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->code, ==, "c1");
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 OK\r\n"));
  g_assert_nonnull (strstr (page, "You are signed in. You can close this tab and go back to Ringback."));
  g_assert_nonnull (strstr (page, "Cache-Control: no-store"));
  g_assert_nonnull (strstr (page, "Referrer-Policy: no-referrer"));
  g_assert_null (strstr (page, "c1"));
  g_assert_null (strstr (page, STATE));
}

static void
test_wrong_requests_change_nothing (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *request, *status;
  } cases[] = {
    { "GET /callback?code=c0&state=st-2 HTTP/1.1\r\nHost: %s\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /callback?code=c0 HTTP/1.1\r\nHost: %s\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /callback?error=access_denied&state=x HTTP/1.1\r\nHost: %s\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /callback?code=c0&state=st-1 HTTP/1.1\r\nHost: evil.test\r\n\r\n", "HTTP/1.1 400 " },
    { "GET /favicon.ico HTTP/1.1\r\nHost: %s\r\n\r\n", "HTTP/1.1 404 " },
    { "GET /other?code=c0&state=st-1 HTTP/1.1\r\nHost: %s\r\n\r\n", "HTTP/1.1 404 " },
    { "nonsense\r\n\r\n", "HTTP/1.1 400 " },
  };
  g_autofree char *page = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = ask (fixture, cases[i].request);

      g_test_message ("%s", cases[i].request);
      g_assert_true (g_str_has_prefix (answer, cases[i].status));
    }
  page = ask (fixture, GOOD);
  end (fixture);
  g_assert_cmpstr (fixture->code, ==, "c1");
}

/* Browsers open connections ahead and leave them; others never end what they began. */
static void
test_idle_callers_do_not_block (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) idle = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *filler = g_strnfill (20000, 'x');
  g_autofree char *flood = g_strconcat ("GET /", filler, NULL);
  g_autofree char *page = NULL;
  g_autofree char *cut = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_ptr_array_add (idle, call (fixture));
      if (i % 2 == 0)
        say (g_ptr_array_index (idle, i), "GET /callback?co");
    }
  cut = ask (fixture, flood);
  g_assert_null (strstr (cut, "200 OK"));
  page = ask (fixture, GOOD);
  end (fixture);
  g_assert_cmpstr (fixture->code, ==, "c1");
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 200 OK"));
}

static void
test_slow_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = call (fixture);
  g_autofree char *text = g_strdup_printf (GOOD, fixture->host);
  g_autofree char *page = NULL;

  for (const char *p = text; *p != '\0'; p++)
    {
      const char letter[] = { *p, '\0' };

      say (connection, letter);
    }
  page = hear (connection);
  end (fixture);
  g_assert_cmpstr (fixture->code, ==, "c1");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page =
    ask (fixture, "GET /callback?error=access_denied&state=st-1 HTTP/1.1\r\nHost: %s\r\n\r\n");

  end (fixture);
  g_assert_null (fixture->code);
  g_assert_error (fixture->error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  g_assert_nonnull (strstr (fixture->error->message, "not allowed"));
  g_assert_nonnull (strstr (page, "You are not signed in"));
}

/* RFC 9207: an answer of another provider is not used, whoever sent it. */
static void
test_other_issuer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *page = ask (
    fixture, "GET /callback?code=c1&state=st-1&iss=https%3A%2F%2Fevil.test HTTP/1.1\r\nHost: %s\r\n\r\n");

  end (fixture);
  g_assert_null (fixture->code);
  g_assert_error (fixture->error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNSAFE);
  g_assert_true (g_str_has_prefix (page, "HTTP/1.1 400 "));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  end (fixture);
  g_assert_null (fixture->code);
  g_assert_error (fixture->error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CANCELLED);
}

static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  end (fixture);
  g_assert_null (fixture->code);
  g_assert_error (fixture->error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
}

#define ADD(path, seconds, function)                                                                         \
  g_test_add ("/loopback-redirect/" path, Fixture, GUINT_TO_POINTER (seconds), set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("signs-in", 60, test_signs_in);
  ADD ("wrong-requests-change-nothing", 60, test_wrong_requests_change_nothing);
  ADD ("idle-callers-do-not-block", 60, test_idle_callers_do_not_block);
  ADD ("a-letter-at-a-time", 60, test_slow_request);
  ADD ("refused-in-words", 60, test_refused);
  ADD ("other-issuer-is-refused", 60, test_other_issuer);
  ADD ("cancelled", 60, test_cancelled);
  ADD ("too-late", 1, test_too_late);
  return g_test_run ();
}
