/* test-faulty-web.c: what is visible, and what is said, when a web space misbehaves (faulty_web.py).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "channels/hosting/rbk-media-host.h"
#include "channels/rbk-http-session.h"
#include "rbk-test.h"

#include <string.h>

#define SECRET "quite-a-secret"
/* Short, so that what hangs is noticed soon. */
#define IDLE_SECONDS  1
#define WHOLE_SECONDS 3
#define LENGTH        (64 * 1024)

static const RbkLandingPage page = { .showroom = "Harbor Point Motors",
                                     .title = "A message about your Outback" };

typedef struct
{
  const char *plan; /* as faulty_web.py reads it; "https:" before it: over TLS */
  RbkChannelError code;
  int wait_seconds;
  const char *words; /* a part of what is said */
} Case;

static const Case cases[] = {
  { "put-401", RBK_CHANNEL_ERROR_SIGN_IN, 0, "no longer accepted" },
  { "put-403", RBK_CHANNEL_ERROR_FORBIDDEN, 0, "right to write" },
  { "put-404", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0, "no such folder" },
  { "put-405", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0, "takes no uploads" },
  { "put-409", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0, "missing" },
  { "put-413", RBK_CHANNEL_ERROR_TOO_LARGE, 0, "larger" },
  { "put-415", RBK_CHANNEL_ERROR_MESSAGE, 0, "kind of file" },
  { "put-429", RBK_CHANNEL_ERROR_BUSY, 7, "wait" },
  { "put-500", RBK_CHANNEL_ERROR_SERVER, 0, "fault" },
  { "put-501", RBK_CHANNEL_ERROR_NOT_A_SERVER, 0, "takes no uploads" },
  { "put-503", RBK_CHANNEL_ERROR_BUSY, 7, "wait" },
  { "put-507", RBK_CHANNEL_ERROR_TOO_LARGE, 0, "full" },
  { "put-early", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "put-half", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "https:put-half", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "put-close", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "put-cut", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "put-headers", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "put-endless", RBK_CHANNEL_ERROR_BAD_REPLY, 0, "no sense" },
  { "put-drip", RBK_CHANNEL_ERROR_UNREACHABLE, 0, "not answer" },
  { "put-hang", RBK_CHANNEL_ERROR_UNREACHABLE, 0, "not answer" },
  { "https:put-plain", RBK_CHANNEL_ERROR_UNSAFE, 0, "sends uploads on" },
  { "put-elsewhere", RBK_CHANNEL_ERROR_UNSAFE, 0, "sends uploads on" },

  { "check-401", RBK_CHANNEL_ERROR_ACCOUNT, 0, "asks for a password" },
  { "check-403", RBK_CHANNEL_ERROR_ACCOUNT, 0, "asks for a password" },
  { "check-404", RBK_CHANNEL_ERROR_ACCOUNT, 0, "not found at the public address" },
  { "check-405", RBK_CHANNEL_ERROR_ACCOUNT, 0, "does not say what it holds" },
  { "check-500", RBK_CHANNEL_ERROR_SERVER, 0, "fault" },
  { "check-503", RBK_CHANNEL_ERROR_BUSY, 0, "wait" },
  { "check-type", RBK_CHANNEL_ERROR_ACCOUNT, 0, "as “application/octet-stream” instead of “audio/mp4”" },
  { "check-length", RBK_CHANNEL_ERROR_ACCOUNT, 0, "another length" },
  { "check-nolength", RBK_CHANNEL_ERROR_ACCOUNT, 0, "how long" },
  { "check-login", RBK_CHANNEL_ERROR_ACCOUNT, 0, "as “text/html” instead of" },
  { "check-elsewhere", RBK_CHANNEL_ERROR_ACCOUNT, 0, "as “application/json” instead of" },
  { "https:check-plain", RBK_CHANNEL_ERROR_UNSAFE, 0, "public address must begin with https" },
  { "check-close", RBK_CHANNEL_ERROR_CUT, 0, "removed again" },
  { "check-hang", RBK_CHANNEL_ERROR_UNREACHABLE, 0, "removed again" },

  { "page-403", RBK_CHANNEL_ERROR_FORBIDDEN, 0, "right to write" },
  { "page-507", RBK_CHANNEL_ERROR_TOO_LARGE, 0, "full" },
  { "page-half", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "page-close", RBK_CHANNEL_ERROR_CUT, 0, "broke" },
  { "checkpage-401", RBK_CHANNEL_ERROR_ACCOUNT, 0, "asks for a password" },
  { "checkpage-404", RBK_CHANNEL_ERROR_ACCOUNT, 0, "not found at the public address" },
  { "checkpage-type", RBK_CHANNEL_ERROR_ACCOUNT, 0, "instead of “text/html”" },
  { "checkpage-hang", RBK_CHANNEL_ERROR_UNREACHABLE, 0, "removed again" },
};

static RbkMediaHost *
host_new (const char *variable, const char *plan, const char *run)
{
  g_autofree char *upload = g_strdup_printf ("%s/%s/%s/up", g_getenv (variable), plan, run);
  g_autofree char *shown = g_strdup_printf ("%s/%s/%s/pub/", g_getenv (variable), plan, run);
  g_autoptr (RbkAccess) access = rbk_basic_access_new ("showroom", SECRET);
  RbkMediaHost *host = rbk_media_host_new (upload, shown, access);

  rbk_media_host_set_timeout (host, IDLE_SECONDS, WHOLE_SECONDS);
  return host;
}

static GBytes *
recording_new (void)
{
  guint8 *data = g_malloc (LENGTH);

  for (gsize i = 0; i < LENGTH; i++)
    data[i] = (guint8) (i * 7 + i / 251);
  return g_bytes_new_take (data, LENGTH);
}

static void
progress_cb (gint64 done, gint64 length, gpointer user_data)
{
  gint64 *before = user_data;

  g_assert_cmpint (length, ==, LENGTH);
  g_assert_cmpint (done, >, *before);
  g_assert_cmpint (done, <=, length);
  *before = done;
}

static RbkHosted *
upload (RbkMediaHost *host, gint64 *done, gint64 *wait, GError **error)
{
  g_autoptr (GBytes) recording = recording_new ();
  RbkMediaFile file = {
    .media_type = "audio/mp4", .bytes = recording, .progress = progress_cb, .progress_data = done
  };

  return rbk_media_host_upload (host, &file, &page, wait, NULL, error);
}

/* What anybody could see now. */
static char *
list_visible (const char *variable, const char *plan, const char *run)
{
  g_autofree char *url = g_strdup_printf ("%s/%s/%s/state", g_getenv (variable), plan, run);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkHttpReply) reply =
    rbk_http_session_get (http, uri, NULL, RBK_HTTP_REDIRECT_NEVER, NULL, &error);
  gsize size;
  const char *body;

  g_assert_no_error (error);
  body = g_bytes_get_data (reply->body, &size);
  return g_strndup (body != NULL ? body : "", size);
}

/* How often the server was asked for that. */
static guint
count (const char *plan, const char *run, const char *stage)
{
  g_autofree char *line = g_strdup_printf ("%s/%s %s\n", plan, run, stage);
  g_autofree char *log = NULL;
  guint n = 0;

  g_file_get_contents (g_getenv ("RBK_TEST_FAULTY_LOG"), &log, NULL, NULL);
  for (const char *p = log; p != NULL && (p = strstr (p, line)) != NULL; p++)
    n++;
  return n;
}

static void
assert_readable (GError *error)
{
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_null (strstr (error->message, SECRET));
  g_assert_null (strstr (error->message, "mail"));
}

/* Whatever goes wrong, and wherever: nothing stays online, and a person is told what to do. */
static void
test_nothing_stays (gconstpointer data)
{
  const Case *one = data;
  gboolean tls = g_str_has_prefix (one->plan, "https:");
  const char *plan = tls ? one->plan + 6 : one->plan;
  const char *variable = tls ? "RBK_TEST_FAULTY_HTTPS" : "RBK_TEST_FAULTY_HTTP";
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) host = host_new (variable, plan, run);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkHosted) hosted = NULL;
  g_autofree char *visible = NULL;
  gint64 started = g_get_monotonic_time ();
  gint64 done = 0;
  gint64 wait = -1;

  hosted = upload (host, &done, &wait, &error);
  g_assert_null (hosted);
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, (int) one->code);
  g_assert_nonnull (strstr (error->message, one->words));
  g_assert_cmpint (wait, ==, one->wait_seconds * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 30 * G_USEC_PER_SEC);
  visible = list_visible (variable, plan, run);
  g_assert_cmpstr (visible, ==, "");
  g_assert_cmpuint (count (plan, run, "leak"), ==, 0);
  /* What is refused by its first word costs no more than the question. */
  if (g_str_has_prefix (plan, "put-4") || g_str_has_prefix (plan, "put-5") || g_str_equal (plan, "put-early"))
    g_assert_cmpint (done, ==, 0);
}

/* Servers that answer otherwise than the book says, and take it all the same. */
static void
test_it_works_all_the_same (gconstpointer data)
{
  const char *plan = data;
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) host = host_new ("RBK_TEST_FAULTY_HTTP", plan, run);
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkHosted) hosted = NULL;
  g_autofree char *visible = NULL;
  g_auto (GStrv) names = NULL;
  gint64 done = 0;

  hosted = upload (host, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done, ==, LENGTH);
  visible = list_visible ("RBK_TEST_FAULTY_HTTP", plan, run);
  names = g_strsplit (g_strstrip (visible), "\n", -1);
  g_assert_true (g_str_has_suffix (hosted->media_url, names[0]));
  if (g_str_equal (plan, "checkpage-download"))
    {
      /* A page that nobody could see is no use: the link leads to the recording, and that is said. */
      g_assert_cmpuint (g_strv_length (names), ==, 1);
      g_assert_cmpstr (hosted->link, ==, hosted->media_url);
      g_assert_null (hosted->page_url);
      g_assert_nonnull (strstr (hosted->remark, "recording itself"));
    }
  else
    {
      g_assert_cmpuint (g_strv_length (names), ==, 2);
      g_assert_true (g_str_has_suffix (hosted->page_url, names[1]));
      g_assert_cmpstr (hosted->link, ==, hosted->page_url);
      g_assert_null (hosted->remark);
    }
  if (g_str_has_prefix (plan, "put-orphan"))
    g_assert_cmpuint (count (plan, run, "folder"), ==, 1);
  /* What was learnt is remembered: the page is not held up again. */
  if (g_str_equal (plan, "put-deaf") || g_str_equal (plan, "put-doubt"))
    g_assert_cmpuint (count (plan, run, "put"), ==, 2);
}

/* Where a folder is missing and cannot be made, that is what is said. */
static void
test_no_folder (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) host = host_new ("RBK_TEST_FAULTY_HTTP", "put-409", run);
  g_autoptr (GError) error = NULL;
  gint64 done = 0;

  g_assert_null (upload (host, &done, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_NOT_A_SERVER);
  g_assert_nonnull (strstr (error->message, "missing"));
  g_assert_cmpuint (count ("put-409", run, "folder"), ==, 1);
  g_assert_cmpuint (count ("put-409", run, "put"), ==, 2);
}

/* The test of the preferences finds what only customers would notice. */
static void
test_the_test (void)
{
  static const struct
  {
    const char *plan;
    RbkChannelError code;
    const char *words;
  } tests[] = {
    { "list-names", RBK_CHANNEL_ERROR_ACCOUNT, "lists its files" },
    { "remove-403", RBK_CHANNEL_ERROR_FORBIDDEN, "right to delete" },
    { "remove-hang", RBK_CHANNEL_ERROR_UNREACHABLE, "does not answer" },
    { "check-type", RBK_CHANNEL_ERROR_ACCOUNT, "serves .m4a files as" },
    { "put-401", RBK_CHANNEL_ERROR_SIGN_IN, "no longer accepted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMediaHost) host = host_new ("RBK_TEST_FAULTY_HTTP", tests[i].plan, run);
      g_autoptr (GError) error = NULL;

      g_assert_false (rbk_media_host_test (host, NULL, NULL, &error));
      assert_readable (error);
      g_assert_error (error, RBK_CHANNEL_ERROR, (int) tests[i].code);
      g_assert_nonnull (strstr (error->message, tests[i].words));
    }
}

static void
assert_certificate_refused (const char *variable)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) host = host_new (variable, "list-none", run);
  g_autoptr (GError) error = NULL;
  gint64 done = 0;

  g_assert_null (upload (host, &done, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
  assert_readable (error);
  g_assert_cmpuint (count ("list-none", run, "put"), ==, 0);
}

static void
test_certificates (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) good = host_new ("RBK_TEST_FAULTY_HTTPS", "list-none", run);
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;

  g_assert_true (rbk_media_host_test (good, &remark, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (remark);
  assert_certificate_refused ("RBK_TEST_FAULTY_OTHER_NAME");
  assert_certificate_refused ("RBK_TEST_FAULTY_EXPIRED");
}

/* Nothing that could be read on the way is even tried. */
static void
test_no_plain_addresses (void)
{
  static const char *const bases[] = { "http://web.example.com/m/",
                                       "ftp://localhost/m/",
                                       "localhost",
                                       "https://showroom:secret@web.example.com/m/",
                                       "https://web.example.com/m/?folder=1",
                                       "" };
  g_autoptr (RbkAccess) access = rbk_basic_access_new ("showroom", SECRET);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (bases); i++)
    {
      const char *odd = bases[i / 2];
      g_autoptr (RbkMediaHost) host = i % 2 == 0
                                        ? rbk_media_host_new (odd, "https://web.example.com/m/", access)
                                        : rbk_media_host_new ("https://web.invalid/m/", odd, access);
      g_autoptr (GError) error = NULL;

      g_assert_false (rbk_media_host_test (host, NULL, NULL, &error));
      assert_readable (error);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNSAFE);
      g_assert_nonnull (strstr (
        error->message, i % 2 == 0 ? "upload address must begin with https" : "public address must begin"));
    }
}

/* Ours are removed; nothing else can be, whatever an entry says. */
static void
test_removes_only_ours (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) host = host_new ("RBK_TEST_FAULTY_HTTP", "list-none", run);
  g_autofree char *base = g_strdup_printf ("%s/list-none/%s/pub/", g_getenv ("RBK_TEST_FAULTY_HTTP"), run);
  static const char *const others[] = { "index.html",
                                        "../abcdefghijklmnopqrstuvwxyz.html",
                                        "sub/abcdefghijklmnopqrstuvwxyz.html",
                                        "abcdefghijklmnopqrstuvwxyz.php",
                                        "abcdefghijklmnopqrstuvwxyz.html?x",
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ.html",
                                        "" };
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkHosted) hosted = NULL;
  g_autofree char *visible = NULL;
  gint64 done = 0;

  hosted = upload (host, &done, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *url = g_strconcat (base, others[i], NULL);
      g_autoptr (GError) refused = NULL;

      g_assert_false (rbk_media_host_remove (host, url, NULL, &refused));
      g_assert_error (refused, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
    }
  g_assert_cmpuint (count ("list-none", run, "remove"), ==, 0);
  g_assert_true (rbk_media_host_remove (host, hosted->page_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, hosted->media_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, hosted->media_url, NULL, &error));
  g_assert_no_error (error);
  visible = list_visible ("RBK_TEST_FAULTY_HTTP", "list-none", run);
  g_assert_cmpstr (visible, ==, "");
}

typedef struct
{
  const char *plan;
  const char *run;
  GCancellable *cancellable;
} Stop;

/* At once; or when all of it has arrived and only the answer is missing. */
static void
stop_cb (gint64 done, gint64 length, gpointer user_data)
{
  Stop *stop = user_data;

  if (g_str_equal (stop->plan, "put-stuck"))
    {
      if (done < length)
        return;
      for (g_autofree char *visible = NULL; visible == NULL || *visible == '\0';)
        {
          g_free (visible);
          visible = list_visible ("RBK_TEST_FAULTY_HTTP", stop->plan, stop->run);
        }
    }
  g_cancellable_cancel (stop->cancellable);
}

/* Stopped while it is uploaded, and while it waits for an answer: it ends soon, and nothing stays. */
static void
test_stopped (void)
{
  static const char *const plans[] = { "list-none", "put-stuck" };

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *run = rbk_id_new ();
      g_autoptr (RbkMediaHost) host = host_new ("RBK_TEST_FAULTY_HTTP", plans[i], run);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GBytes) recording = recording_new ();
      Stop stop = { .plan = plans[i], .run = run, .cancellable = cancellable };
      RbkMediaFile file = {
        .media_type = "audio/mp4", .bytes = recording, .progress = stop_cb, .progress_data = &stop
      };
      g_autoptr (GError) error = NULL;
      g_autofree char *visible = NULL;

      g_assert_null (rbk_media_host_upload (host, &file, &page, NULL, cancellable, &error));
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CANCELLED);
      visible = list_visible ("RBK_TEST_FAULTY_HTTP", plans[i], run);
      g_assert_cmpstr (visible, ==, "");
    }
}

/* Once the web space is asked what it lists, the tiny file of the test lies there. */
static gpointer
stop_thread (gpointer data)
{
  Stop *stop = data;

  while (count (stop->plan, stop->run, "list") == 0)
    g_usleep (1000);
  g_cancellable_cancel (stop->cancellable);
  return NULL;
}

/* The test of the preferences is stopped while the web space thinks: nothing of it stays either. */
static void
test_stopped_test (void)
{
  g_autofree char *run = rbk_id_new ();
  g_autoptr (RbkMediaHost) host = host_new ("RBK_TEST_FAULTY_HTTP", "list-hang", run);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stop stop = { .plan = "list-hang", .run = run, .cancellable = cancellable };
  GThread *thread = g_thread_new ("stop", stop_thread, &stop);
  g_autoptr (GError) error = NULL;
  g_autofree char *visible = NULL;

  g_assert_false (rbk_media_host_test (host, NULL, cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CANCELLED);
  visible = list_visible ("RBK_TEST_FAULTY_HTTP", "list-hang", run);
  g_assert_cmpstr (visible, ==, "");
}

static void
test_nobody_there (void)
{
  g_autoptr (RbkAccess) access = rbk_basic_access_new ("showroom", SECRET);
  g_autoptr (RbkMediaHost) refused =
    rbk_media_host_new ("http://127.0.0.1:1/up/", "http://127.0.0.1:1/pub/", access);
  g_autoptr (RbkMediaHost) unknown =
    rbk_media_host_new ("https://no-such-host.invalid/up/", "https://no-such-host.invalid/", access);
  g_autoptr (GError) refused_error = NULL;
  g_autoptr (GError) unknown_error = NULL;

  g_assert_false (rbk_media_host_test (refused, NULL, NULL, &refused_error));
  g_assert_error (refused_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE);
  assert_readable (refused_error);
  g_assert_false (rbk_media_host_test (unknown, NULL, NULL, &unknown_error));
  g_assert_error (unknown_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE);
  assert_readable (unknown_error);
}

int
main (int argc, char **argv)
{
  static const char *const fine[] = { "list-none",  "put-deaf",       "put-doubt",
                                      "put-orphan", "check-download", "checkpage-download" };

  rbk_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/faulty-web/nothing-stays/%s", cases[i].plan);

      g_test_add_data_func (name, &cases[i], test_nothing_stays);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
    {
      g_autofree char *name = g_strdup_printf ("/faulty-web/works-all-the-same/%s", fine[i]);

      g_test_add_data_func (name, fine[i], test_it_works_all_the_same);
    }
  g_test_add_func ("/faulty-web/no-folder", test_no_folder);
  g_test_add_func ("/faulty-web/the-test-finds-what-customers-would", test_the_test);
  g_test_add_func ("/faulty-web/certificates", test_certificates);
  g_test_add_func ("/faulty-web/no-plain-addresses", test_no_plain_addresses);
  g_test_add_func ("/faulty-web/removes-only-ours", test_removes_only_ours);
  g_test_add_func ("/faulty-web/stopped", test_stopped);
  g_test_add_func ("/faulty-web/stopped-test-leaves-nothing", test_stopped_test);
  g_test_add_func ("/faulty-web/nobody-there", test_nobody_there);
  return g_test_run ();
}
