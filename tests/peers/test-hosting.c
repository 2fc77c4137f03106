/* test-hosting.c: recordings and films in a real web space (with-web): nginx and Apache over TLS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-media-host.h"
#include "channels/rbk-http-session.h"
#include "rbk-test.h"

#include <string.h>

/* What nginx's /m/ takes is 64 MB, and /small/ 64 kB. */
#define FILM_LENGTH (G_GINT64_CONSTANT (48) * 1024 * 1024)

static const RbkLandingPage page = {
  .showroom = "Harbor Point Motors",
  .title = "A message about your <Outback> & more",
  .salesperson = "Zoë Brandt",
  .line = "+13125550112",
  .line_words = "(312) 555-0112",
};

static RbkAccess *
access_new (void)
{
  return rbk_basic_access_new (g_getenv ("RBK_TEST_USER"), g_getenv ("RBK_TEST_SECRET"));
}

static RbkMediaHost *
host_new_with (const char *server, const char *upload, const char *shown, RbkAccess *access)
{
  g_autofree char *upload_base = g_strconcat (g_getenv (server), upload, NULL);
  g_autofree char *public_base = g_strconcat (g_getenv (server), shown, NULL);

  return rbk_media_host_new (upload_base, public_base, access);
}

static RbkMediaHost *
host_new (const char *upload, const char *shown)
{
  g_autoptr (RbkAccess) access = access_new ();

  return host_new_with ("RBK_TEST_WEB_URL", upload, shown, access);
}

static guint
count_files (const char *variable)
{
  g_autoptr (GDir) folder = g_dir_open (g_getenv (variable), 0, NULL);
  guint n = 0;

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The part of a web space's answer to anybody that is its body. */
static char *
fetch (const char *url, guint status)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (RbkHttpSession) http = rbk_http_session_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkHttpReply) reply =
    rbk_http_session_get (http, uri, NULL, RBK_HTTP_REDIRECT_NEVER, NULL, &error);
  gsize size;
  const char *body;

  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, status);
  body = g_bytes_get_data (reply->body, &size);
  return g_strndup (body != NULL ? body : "", size);
}

static void
assert_readable (GError *error)
{
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, g_getenv ("RBK_TEST_SECRET")));
}

/* A film that is nowhere in memory: each byte follows from where it stands. */
typedef struct
{
  gint64 fails_at; /* 0: never */
  gint64 stops_at; /* 0: never */
  gint64 done;
  gint64 read; /* how far it was read */
  GCancellable *cancellable;
} Film;

static guint8
get_byte (gint64 at)
{
  return (guint8) (at * 31 + at / 4099);
}

static gssize
film_read (
  gint64 offset, void *buffer, gsize size, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Film *film = user_data;

  if (film->fails_at > 0 && offset >= film->fails_at)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The disk is gone");
      return -1;
    }
  for (gsize i = 0; i < size; i++)
    ((guint8 *) buffer)[i] = get_byte (offset + (gint64) i);
  film->read = offset + (gint64) size;
  return (gssize) size;
}

static void
film_progress (gint64 done, gint64 length, gpointer user_data)
{
  Film *film = user_data;

  g_assert_cmpint (length, ==, FILM_LENGTH);
  g_assert_cmpint (done, >, film->done);
  g_assert_cmpint (done, <=, length);
  /* What has left was read just before: the film does not pile up anywhere. */
  g_assert_cmpint (film->read - done, <=, 256 * 1024);
  film->done = done;
  if (film->stops_at > 0 && done >= film->stops_at)
    g_cancellable_cancel (film->cancellable);
}

static RbkHosted *
upload_film (RbkMediaHost *host, Film *film, GError **error)
{
  RbkMediaFile file = {
    .media_type = "video/mp4",
    .length = FILM_LENGTH,
    .read = film_read,
    .read_data = film,
    .progress = film_progress,
    .progress_data = film,
  };

  return rbk_media_host_upload (host, &file, &page, NULL, film->cancellable, error);
}

static RbkHosted *
upload_text (RbkMediaHost *host, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  RbkMediaFile file = { .media_type = "audio/mp4", .bytes = bytes };

  return rbk_media_host_upload (host, &file, &page, NULL, NULL, error);
}

/* The most memory that this process has ever had, in kB. */
static gint64
get_peak (void)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  return g_ascii_strtoll (strstr (status, "VmHWM:") + 6, NULL, 10);
}

/* A customer's phone gets the page, and with it the film, whole. */
static void
test_film (void)
{
  g_autoptr (RbkMediaHost) host = host_new ("/m", "/m/");
  g_autoptr (GError) error = NULL;
  Film film = { 0 };
  g_autoptr (RbkHosted) hosted = NULL;
  gint64 peak;
  g_autofree char *html = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GMappedFile) stored = NULL;
  const guint8 *data;

  /* What TLS and its authorities take is taken before it is measured what the film takes. */
  g_assert_true (rbk_media_host_test (host, NULL, NULL, &error));
  peak = get_peak ();
  hosted = upload_film (host, &film, &error);
  g_assert_no_error (error);
  g_assert_cmpint (film.done, ==, FILM_LENGTH);
#ifndef __SANITIZE_ADDRESS__
  g_test_message ("%" G_GINT64_FORMAT " kB more at the peak", get_peak () - peak);
  g_assert_cmpint (get_peak () - peak, <, FILM_LENGTH / 1024 / 8);
#endif
  g_assert_cmpstr (hosted->link, ==, hosted->page_url);
  g_assert_null (hosted->remark);

  name = g_path_get_basename (hosted->media_url);
  path = g_build_filename (g_getenv ("RBK_TEST_WEB_FILES"), name, NULL);
  stored = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((gint64) g_mapped_file_get_length (stored), ==, FILM_LENGTH);
  data = (const guint8 *) g_mapped_file_get_contents (stored);
  for (gint64 i = 0; i < FILM_LENGTH; i++)
    {
      if (data[i] != get_byte (i))
        g_error ("byte %" G_GINT64_FORMAT " is another", i);
    }

  html = fetch (hosted->link, 200);
  g_assert_nonnull (strstr (html, name));
  g_assert_nonnull (strstr (html, "<video controls"));
  g_assert_nonnull (strstr (html, "href=\"tel:+13125550112\""));
  g_assert_nonnull (strstr (html, "&#x3c;Outback&#x3e;"));

  g_assert_true (rbk_media_host_remove (host, hosted->page_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, hosted->media_url, NULL, &error));
  g_assert_no_error (error);
  g_free (fetch (hosted->page_url, 404));
  g_free (fetch (hosted->media_url, 404));
  g_assert_cmpuint (count_files ("RBK_TEST_WEB_FILES"), ==, 0);
}

/* Who does not know the name does not find it, and no name says anything of another. */
static void
test_unguessable (void)
{
  g_autoptr (RbkMediaHost) host = host_new ("/m/", "/m/");
  g_autofree char *folder = g_strconcat (g_getenv ("RBK_TEST_WEB_URL"), "/m/", NULL);
  g_autofree char *listing = NULL;
  g_autoptr (RbkHosted) first = NULL;
  g_autoptr (RbkHosted) second = NULL;
  g_autoptr (GError) error = NULL;
  gsize same = 0;

  first = upload_text (host, "the same recording", &error);
  second = upload_text (host, "the same recording", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files ("RBK_TEST_WEB_FILES"), ==, 4);
  g_assert_cmpuint (
    strlen (first->media_url), ==, strlen (folder) + strlen ("abcdefghijklmnopqrstuvwxyz.m4a"));
  g_assert_true (g_str_has_prefix (first->media_url, folder));
  for (gsize i = strlen (folder); i < strlen (folder) + 26; i++)
    same += first->media_url[i] == second->media_url[i];
  g_assert_cmpuint (same, <, 13);
  listing = fetch (folder, 403);
  g_assert_null (strstr (listing, first->media_url + strlen (folder)));
  g_assert_true (rbk_media_host_remove (host, first->page_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, first->media_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, second->page_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, second->media_url, NULL, &error));
  g_assert_no_error (error);
}

static gboolean
nothing_is_there (void)
{
  return count_files ("RBK_TEST_WEB_FILES") == 0 && count_files ("RBK_TEST_WEB_TEMPORARY") == 0;
}

/* Broken off in the middle: it ends at once, and there is never anything to see. */
static void
test_stopped_in_the_middle (void)
{
  g_autoptr (RbkMediaHost) host = host_new ("/m/", "/m/");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Film film = { .stops_at = FILM_LENGTH / 2, .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  g_assert_null (upload_film (host, &film, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CANCELLED);
  g_assert_cmpint (film.done, <, FILM_LENGTH);
  rbk_test_wait_until (nothing_is_there ());
}

/* The film cannot be read to its end: what there is of it is no film. */
static void
test_cut_in_the_middle (void)
{
  g_autoptr (RbkMediaHost) host = host_new ("/m/", "/m/");
  Film film = { .fails_at = FILM_LENGTH / 2 };
  g_autoptr (GError) error = NULL;

  g_assert_null (upload_film (host, &film, &error));
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_MESSAGE);
  g_assert_cmpint (film.done, >, 0);
  rbk_test_wait_until (nothing_is_there ());
}

/* What is refused is refused before it is sent. */
static void
test_refused_at_the_door (void)
{
  static const struct
  {
    const char *base;
    gboolean wrong_password;
    RbkChannelError code;
    const char *words;
  } doors[] = {
    { "/m/", TRUE, RBK_CHANNEL_ERROR_SIGN_IN, "no longer accepted" },
    { "/small/", FALSE, RBK_CHANNEL_ERROR_TOO_LARGE, "larger" },
    { "/read-only/", FALSE, RBK_CHANNEL_ERROR_NOT_A_SERVER, "takes no uploads" },
    { "/fault/403/", FALSE, RBK_CHANNEL_ERROR_FORBIDDEN, "right to write" },
    { "/fault/404/", FALSE, RBK_CHANNEL_ERROR_NOT_A_SERVER, "folder" },
    { "/fault/409/", FALSE, RBK_CHANNEL_ERROR_NOT_A_SERVER, "folder" },
    { "/fault/413/", FALSE, RBK_CHANNEL_ERROR_TOO_LARGE, "larger" },
    { "/fault/503/", FALSE, RBK_CHANNEL_ERROR_BUSY, "wait" },
    { "/fault/507/", FALSE, RBK_CHANNEL_ERROR_TOO_LARGE, "full" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autoptr (RbkAccess) wrong = rbk_basic_access_new (g_getenv ("RBK_TEST_USER"), "not-it");
      g_autoptr (RbkAccess) right = access_new ();
      g_autoptr (RbkMediaHost) host =
        host_new_with ("RBK_TEST_WEB_URL", doors[i].base, "/m/", doors[i].wrong_password ? wrong : right);
      Film film = { 0 };
      g_autoptr (GError) error = NULL;
      gint64 started = g_get_monotonic_time ();

      g_assert_null (upload_film (host, &film, &error));
      assert_readable (error);
      g_assert_error (error, RBK_CHANNEL_ERROR, (int) doors[i].code);
      /* nginx holds such a connection for five seconds; nobody waits for that. */
      g_assert_cmpint (g_get_monotonic_time () - started, <, 4 * G_USEC_PER_SEC);
      g_assert_nonnull (strstr (error->message, doors[i].words));
      g_assert_cmpint (film.read, ==, 0);
      g_assert_true (nothing_is_there ());
    }
}

/* What customers could not open, or anybody could find, is found out when it is set up. */
static void
test_public_address (void)
{
  static const struct
  {
    const char *shown;
    const char *words;
  } bases[] = {
    { "/closed/", "asks for a password" },
    { "/empty/", "not found at the public address" },
    { "/plain/", "as “application/octet-stream” instead of “text/html”" },
    { "/listed/", "lists its files" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (RbkMediaHost) host = host_new ("/m/", bases[i].shown);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) upload_error = NULL;

      g_assert_false (rbk_media_host_test (host, NULL, NULL, &error));
      assert_readable (error);
      g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
      g_assert_nonnull (strstr (error->message, bases[i].words));
      if (!g_str_equal (bases[i].shown, "/listed/"))
        {
          g_assert_null (upload_text (host, "a recording", &upload_error));
          g_assert_error (upload_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_ACCOUNT);
        }
      g_assert_true (nothing_is_there ());
    }
}

static void
test_the_test (void)
{
  g_autoptr (RbkMediaHost) host = host_new ("/m/", "/m/");
  g_autoptr (RbkMediaHost) saved = host_new ("/m/", "/saved/");
  g_autofree char *remark = NULL;
  g_autoptr (RbkHosted) hosted = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_media_host_test (host, &remark, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (remark);
  g_assert_true (nothing_is_there ());

  g_assert_true (rbk_media_host_test (saved, &remark, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (strstr (remark, "the recordings themselves"));
  hosted = upload_text (saved, "a recording", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hosted->link, ==, hosted->media_url);
  g_assert_cmpuint (count_files ("RBK_TEST_WEB_FILES"), ==, 1);
  g_assert_true (rbk_media_host_remove (saved, hosted->link, NULL, &error));
  g_assert_true (nothing_is_there ());
}

static void
test_token (void)
{
  g_autoptr (RbkAccess) right = rbk_bearer_access_new (g_getenv ("RBK_TEST_BEARER"));
  g_autoptr (RbkAccess) wrong = rbk_bearer_access_new ("not-it");
  g_autoptr (RbkMediaHost) host = host_new_with ("RBK_TEST_WEB_URL", "/bearer/", "/m/", right);
  g_autoptr (RbkMediaHost) other = host_new_with ("RBK_TEST_WEB_URL", "/bearer/", "/m/", wrong);
  g_autoptr (GError) error = NULL;

  g_assert_true (rbk_media_host_test (host, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (rbk_media_host_test (other, NULL, NULL, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
}

/* A certificate by an authority that nobody knows: not a byte leaves. */
static void
test_stranger (void)
{
  g_autoptr (RbkAccess) access = access_new ();
  g_autoptr (RbkMediaHost) host = host_new_with ("RBK_TEST_STRANGER_URL", "/m/", "/m/", access);
  g_autofree char *upload = g_strconcat (g_getenv ("RBK_TEST_WEB_URL"), "/m/", NULL);
  g_autofree char *shown = g_strconcat (g_getenv ("RBK_TEST_STRANGER_URL"), "/m/", NULL);
  g_autoptr (RbkMediaHost) half = rbk_media_host_new (upload, shown, access);
  Film film = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) half_error = NULL;

  g_assert_null (upload_film (host, &film, &error));
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
  g_assert_cmpint (film.read, ==, 0);

  g_assert_null (upload_text (half, "a recording", &half_error));
  assert_readable (half_error);
  g_assert_error (half_error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (half_error->message, "phones would warn"));
  g_assert_true (nothing_is_there ());
}

/* Apache keeps to the letter of WebDAV: what has no folder is refused until the folder is made. */
static void
test_folders_are_made (void)
{
  g_autoptr (RbkAccess) access = access_new ();
  g_autoptr (RbkMediaHost) host = host_new_with (
    "RBK_TEST_APACHE_URL", "/m/Ringback clips/2026/fall", "/m/Ringback%20clips/2026/fall/", access);
  g_autofree char *folder =
    g_build_filename (g_getenv ("RBK_TEST_APACHE_FILES"), "Ringback clips", "2026", "fall", NULL);
  g_autoptr (RbkHosted) hosted = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (rbk_media_host_test (host, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (folder, G_FILE_TEST_IS_DIR));
  hosted = upload_text (host, "a recording", &error);
  g_assert_no_error (error);
  body = fetch (hosted->media_url, 200);
  g_assert_cmpstr (body, ==, "a recording");
  g_assert_true (rbk_media_host_remove (host, hosted->media_url, NULL, &error));
  g_assert_true (rbk_media_host_remove (host, hosted->page_url, NULL, &error));
  g_assert_no_error (error);
  g_free (fetch (hosted->media_url, 404));
}

/* As with nginx: what is refused costs nothing. */
static void
test_apache_refuses_at_the_door (void)
{
  g_autoptr (RbkAccess) wrong = rbk_basic_access_new (g_getenv ("RBK_TEST_USER"), "not-it");
  g_autoptr (RbkMediaHost) host = host_new_with ("RBK_TEST_APACHE_URL", "/m/", "/m/", wrong);
  Film film = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_null (upload_film (host, &film, &error));
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN);
  g_assert_cmpint (film.read, ==, 0);
}

/* A contact card or a picture, for a text: no page, and its own type. */
static void
test_without_a_page (void)
{
  g_autoptr (RbkMediaHost) host = host_new ("/m/", "/m/");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xff\xd8\xff\xe0 a picture", 14);
  RbkMediaFile picture = { .media_type = "image/jpeg", .bytes = bytes };
  RbkMediaFile program = { .media_type = "application/x-msdownload", .bytes = bytes };
  g_autoptr (RbkHosted) hosted = NULL;
  g_autoptr (GError) error = NULL;

  hosted = rbk_media_host_upload (host, &picture, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (hosted->link, ".jpg"));
  g_assert_null (hosted->page_url);
  g_assert_true (rbk_media_host_remove (host, hosted->link, NULL, &error));
  g_assert_null (rbk_media_host_upload (host, &program, NULL, NULL, NULL, &error));
  assert_readable (error);
  g_assert_error (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_MESSAGE);
  g_assert_true (nothing_is_there ());
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/hosting/film-whole-and-never-in-memory", test_film);
  g_test_add_func ("/hosting/unguessable", test_unguessable);
  g_test_add_func ("/hosting/stopped-in-the-middle", test_stopped_in_the_middle);
  g_test_add_func ("/hosting/cut-in-the-middle", test_cut_in_the_middle);
  g_test_add_func ("/hosting/refused-at-the-door", test_refused_at_the_door);
  g_test_add_func ("/hosting/public-address", test_public_address);
  g_test_add_func ("/hosting/the-test", test_the_test);
  g_test_add_func ("/hosting/token", test_token);
  g_test_add_func ("/hosting/unknown-authority", test_stranger);
  g_test_add_func ("/hosting/folders-are-made", test_folders_are_made);
  g_test_add_func ("/hosting/apache-refuses-at-the-door", test_apache_refuses_at_the_door);
  g_test_add_func ("/hosting/without-a-page", test_without_a_page);
  return g_test_run ();
}
