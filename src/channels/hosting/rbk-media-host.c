/* rbk-media-host.c
 *
 * Two addresses of one folder: the upload address, which takes PUT and DELETE from the showroom (HTTP,
 * WebDAV), and the public address, which gives GET to anybody. A file is put there under a name that nobody
 * can guess, made for this upload: trying again is another name, and nothing is ever overwritten. Before
 * anybody is given a link, it is asked for as a customer's phone will: without a password. What does not pass
 * is removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-media-host.h"

#include "base/rbk-deadline.h"
#include "channels/hosting/rbk-hosting-words.h"
#include "channels/hosting/rbk-media-name.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

/* Without a byte for this long the web space counts as gone; some think for a while about a long file. */
#define IDLE_SECONDS  60u
#define WHOLE_SECONDS 600u
/* Clearing up must not keep a person waiting who has stopped it or whose network is gone. */
#define CLEAR_UP_SECONDS 10u
/* How many folders above the one for uploads are made. */
#define MOST_FOLDERS 8

#define PAGE_TYPE "text/html"
/* What is stored for a moment to see how it is served. Servers judge by the name, not by what is in it. */
#define TINY_FILE "<!DOCTYPE html><title>Ringback</title>\n"

/* An address is taken as a person pastes it, with blanks in a folder's name for one. */
#define URI_FLAGS (SOUP_HTTP_URI_FLAGS | G_URI_FLAGS_PARSE_RELAXED)

struct _RbkMediaHost
{
  GObject parent_instance;

  char *upload_base;    /* (owned) */
  char *public_base;    /* (owned) */
  RbkAccess *access;    /* (owned) */
  RbkHttpSession *http; /* (owned) */
  gboolean is_deaf;     /* whether it has shown that it does not answer "may I upload this?" */

  RbkMediaBegun begun; /* (nullable) */
  RbkMediaGone gone;   /* (nullable): if begun is */
  gpointer notes;      /* (owned): of the two */
  GDestroyNotify destroy_notes;
};

G_DEFINE_FINAL_TYPE (RbkMediaHost, rbk_media_host, G_TYPE_OBJECT)

void
rbk_hosted_free (RbkHosted *hosted)
{
  if (hosted == NULL)
    return;
  g_free (hosted->link);
  g_free (hosted->media_url);
  g_free (hosted->page_url);
  g_free (hosted->remark);
  g_free (hosted);
}

static void
rbk_media_host_finalize (GObject *object)
{
  RbkMediaHost *self = RBK_MEDIA_HOST (object);

  g_free (self->upload_base);
  g_free (self->public_base);
  g_clear_object (&self->access);
  g_clear_object (&self->http);
  if (self->destroy_notes != NULL)
    self->destroy_notes (self->notes);
  G_OBJECT_CLASS (rbk_media_host_parent_class)->finalize (object);
}

static void
rbk_media_host_class_init (RbkMediaHostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_media_host_finalize;
}

static void
rbk_media_host_init (RbkMediaHost *self)
{
  self->http = rbk_http_session_new ();
  rbk_http_session_set_timeout (self->http, IDLE_SECONDS, WHOLE_SECONDS);
}

/* ---- Addresses ---- */

/* @name: (nullable): in that folder; NULL: the folder */
static GUri *
resolve (const char *base, const char *name, RbkHostingSide side, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base, URI_FLAGS, NULL);
  g_autofree char *path = NULL;

  if (uri == NULL || !rbk_http_uri_is_safe (uri) || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      GError *cause = NULL;

      rbk_channel_error_set (&cause, RBK_CHANNEL_ERROR_UNSAFE, NULL);
      rbk_hosting_explain_error (error, cause, side);
      return NULL;
    }
  path = g_strconcat (g_uri_get_path (uri),
                      g_str_has_suffix (g_uri_get_path (uri), "/") ? "" : "/",
                      name != NULL ? name : "",
                      NULL);
  return g_uri_build (
    URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), path, NULL, NULL);
}

static char *
dup_public_url (RbkMediaHost *self, const char *name, GError **error)
{
  g_autoptr (GUri) uri = resolve (self->public_base, name, RBK_HOSTING_SIDE_PUBLIC, error);

  return uri != NULL ? g_uri_to_string (uri) : NULL;
}

/* ---- Notes ---- */

static gboolean
note_begun (RbkMediaHost *self, const char *name, GError **error)
{
  g_autofree char *url = dup_public_url (self, name, error);

  return url != NULL && (self->begun == NULL || self->begun (url, self->notes, error));
}

static void
note_gone (RbkMediaHost *self, const char *name)
{
  g_autofree char *url = self->gone != NULL ? dup_public_url (self, name, NULL) : NULL;

  if (url != NULL)
    self->gone (url, self->notes);
}

/* ---- Requests ---- */

/* @file, @upload: (nullable): of a PUT, which reads the file from its beginning */
static RbkHttpReply *
request_once (RbkMediaHost *self,
              const char *method,
              GUri *uri,
              const char *authorization,
              const RbkMediaFile *file,
              RbkHttpUpload *upload,
              GCancellable *cancellable,
              GError **error)
{
  RbkHttpReply *reply;
  GError *cause = NULL;

  if (upload != NULL)
    {
      g_clear_object (&upload->body);
      upload->body = rbk_media_stream_new (file);
      reply = rbk_http_session_put (self->http, uri, authorization, upload, cancellable, &cause);
    }
  else if (g_str_equal (method, "DELETE"))
    reply = rbk_http_session_delete (self->http, uri, authorization, cancellable, &cause);
  else
    reply = rbk_http_session_mkcol (self->http, uri, authorization, cancellable, &cause);
  if (reply == NULL)
    rbk_hosting_explain_error (error, cause, RBK_HOSTING_SIDE_UPLOAD);
  return reply;
}

/* A request with the showroom's access, and once more if that can be renewed after a 401. */
static RbkHttpReply *
request (RbkMediaHost *self,
         const char *method,
         GUri *uri,
         const RbkMediaFile *file,
         RbkHttpUpload *upload,
         GCancellable *cancellable,
         GError **error)
{
  for (guint i = 0;; i++)
    {
      GError *cause = NULL;
      char *authorization = rbk_access_dup_authorization (self->access, cancellable, &cause);
      g_autoptr (RbkHttpReply) reply = NULL;

      if (authorization == NULL)
        {
          rbk_access_propagate_error (error, cause);
          return NULL;
        }
      reply = request_once (self, method, uri, authorization, file, upload, cancellable, error);
      if (reply == NULL || reply->status != 401 || i > 0)
        {
          rbk_access_free_authorization (authorization);
          return g_steal_pointer (&reply);
        }
      if (!rbk_access_renew (self->access, authorization, cancellable, &cause))
        {
          rbk_access_free_authorization (authorization);
          rbk_access_propagate_error (error, cause);
          return NULL;
        }
      rbk_access_free_authorization (authorization);
    }
}

static gboolean
delete_name (RbkMediaHost *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = resolve (self->upload_base, name, RBK_HOSTING_SIDE_UPLOAD, error);
  g_autoptr (RbkHttpReply) reply = NULL;

  if (uri == NULL)
    return FALSE;
  reply = request (self, "DELETE", uri, NULL, NULL, cancellable, error);
  if (reply == NULL)
    return FALSE;
  if ((reply->status >= 200 && reply->status < 300) || reply->status == 404 || reply->status == 410)
    return TRUE;
  rbk_hosting_explain_removal (error, reply->status);
  return FALSE;
}

/* Removes what is of no use, also after a person has stopped it. If that fails, what stays is a file whose
 * name nobody knows. */
static void
clear_up (RbkMediaHost *self, const char *name)
{
  RbkDeadline *deadline = rbk_deadline_begin (CLEAR_UP_SECONDS, NULL);
  g_autoptr (GError) error = NULL;

  if (delete_name (self, name, rbk_deadline_get_cancellable (deadline), &error))
    note_gone (self, name);
  else
    g_info ("a file of no use stays in the web space: %s", error->message);
  rbk_deadline_end (deadline);
}

/* Makes the folder at @base, and those above it that are missing (RFC 4918 §9.3.1: 409). */
static gboolean
make_folder (RbkMediaHost *self, GUri *folder, guint depth, GCancellable *cancellable, GError **error)
{
  g_autoptr (RbkHttpReply) reply = request (self, "MKCOL", folder, NULL, NULL, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (reply->status == 409 && depth < MOST_FOLDERS && !g_str_equal (g_uri_get_path (folder), "/"))
    {
      g_autoptr (GUri) above = g_uri_parse_relative (folder, "..", URI_FLAGS, NULL);

      if (above == NULL || !make_folder (self, above, depth + 1, cancellable, error))
        return FALSE;
      g_clear_pointer (&reply, rbk_http_reply_free);
      reply = request (self, "MKCOL", folder, NULL, NULL, cancellable, error);
      if (reply == NULL)
        return FALSE;
    }
  /* 405: it is there already, as another of our PCs may just have made it; or folders are not made here,
   * which the next upload will show. */
  if ((reply->status >= 200 && reply->status < 300) || reply->status == 405)
    return TRUE;
  rbk_hosting_explain_folder (error, reply->status);
  return FALSE;
}

/* ---- Storing ---- */

/* How far an upload has come, over however many attempts. */
typedef struct
{
  const RbkMediaFile *file;
  gint64 length;
  gint64 done;
} Progress;

static void
progress_cb (gint64 written, gpointer user_data)
{
  Progress *progress = user_data;

  if (written <= progress->done || progress->file->progress == NULL)
    return;
  progress->done = MIN (written, progress->length);
  progress->file->progress (progress->done, progress->length, progress->file->progress_data);
}

typedef enum
{
  STORED,
  NO_FOLDER, /* the folder for uploads is missing, it seems */
  DEAF,      /* the web space does not say whether it takes the file: it must be sent unasked */
  FAILED,
} Stored;

/* One attempt to store @file under @name. */
static Stored
store_once (RbkMediaHost *self,
            const char *name,
            Progress *progress,
            gint64 *retry_after_us,
            GCancellable *cancellable,
            GError **error)
{
  RbkHttpUpload upload = {
    .content_type = progress->file->media_type,
    .length = progress->length,
    .ask_first = !self->is_deaf,
    .progress = progress_cb,
    .progress_data = progress,
  };
  g_autoptr (GUri) uri = resolve (self->upload_base, name, RBK_HOSTING_SIDE_UPLOAD, error);
  g_autoptr (RbkHttpReply) reply = NULL;
  GError *cause = NULL;
  Stored stored = FAILED;

  if (uri == NULL)
    return FAILED;
  reply = request (self, "PUT", uri, progress->file, &upload, cancellable, &cause);
  if (reply != NULL && reply->status >= 200 && reply->status < 300)
    stored = STORED;
  else if (reply == NULL && upload.body != NULL &&
           rbk_media_stream_get_error (RBK_MEDIA_STREAM (upload.body)) != NULL)
    {
      g_clear_error (&cause);
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_MESSAGE,
                             _ ("The recording cannot be read whole, so it was not put online."));
    }
  else if (reply == NULL && upload.ask_first && upload.left && upload.written == 0 &&
           g_error_matches (cause, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE))
    {
      stored = DEAF;
      g_propagate_error (error, cause);
    }
  else if (reply == NULL)
    g_propagate_error (error, cause);
  else
    {
      if (reply->status == 417 && upload.ask_first)
        stored = DEAF;
      else if (reply->status == 409 || reply->status == 404)
        stored = NO_FOLDER;
      if (retry_after_us != NULL)
        *retry_after_us = reply->retry_after_us;
      rbk_hosting_explain_upload (error, reply->status);
    }
  g_clear_object (&upload.body);
  if (stored != STORED && upload.written > 0)
    clear_up (self, name);
  else if (stored != STORED)
    note_gone (self, name);
  return stored;
}

/* Stores @file, under a new name for every attempt. Returns: (nullable) (transfer full): the key of its name
 */
static char *
store (RbkMediaHost *self,
       const RbkMediaFile *file,
       gint64 *retry_after_us,
       GCancellable *cancellable,
       GError **error)
{
  Progress progress = { .file = file, .length = rbk_media_file_get_length (file) };
  g_autoptr (GUri) shown = resolve (self->public_base, NULL, RBK_HOSTING_SIDE_PUBLIC, error);
  gboolean made_folder = FALSE;

  /* Before anything leaves: what nobody could open is not uploaded. */
  if (shown == NULL)
    return NULL;
  for (;;)
    {
      g_autofree char *key = rbk_media_name_new_key ();
      g_autofree char *name = g_strdup_printf ("%s.%s", key, rbk_media_name_get_extension (file->media_type));
      g_autoptr (GError) cause = NULL;
      Stored stored;

      if (!note_begun (self, name, error))
        return NULL;
      stored = store_once (self, name, &progress, retry_after_us, cancellable, &cause);
      if (stored == STORED)
        return g_steal_pointer (&key);
      if (stored == DEAF && !self->is_deaf)
        self->is_deaf = TRUE;
      else if (stored == NO_FOLDER && !made_folder)
        {
          g_autoptr (GUri) folder = resolve (self->upload_base, NULL, RBK_HOSTING_SIDE_UPLOAD, error);

          if (folder == NULL || !make_folder (self, folder, 0, cancellable, error))
            return NULL;
          made_folder = TRUE;
        }
      else
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
    }
}

/* Whether anybody gets @name as what it is. @is_download: (out): as something to save */
static gboolean
check_public (RbkMediaHost *self,
              const char *name,
              const char *media_type,
              gint64 length,
              gboolean *is_download,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GUri) uri = resolve (self->public_base, name, RBK_HOSTING_SIDE_PUBLIC, error);
  g_autoptr (RbkHttpReply) reply = NULL;
  GError *cause = NULL;

  if (uri == NULL)
    return FALSE;
  reply = rbk_http_session_head (self->http, uri, cancellable, &cause);
  if (reply == NULL)
    {
      rbk_hosting_explain_error (error, cause, RBK_HOSTING_SIDE_PUBLIC);
      return FALSE;
    }
  *is_download = reply->is_download;
  return rbk_hosting_check_public (
    reply, media_type, rbk_media_name_get_extension (media_type), length, error);
}

/* The page beside the file of the same key. Returns FALSE with @error; TRUE without a page in @hosted where
 * the web space does not show pages. */
static gboolean
add_page (RbkMediaHost *self,
          RbkHosted *hosted,
          const RbkLandingPage *page,
          const char *key,
          const char *media_name,
          const char *media_type,
          gint64 *retry_after_us,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *name = g_strconcat (key, ".html", NULL);
  g_autoptr (GBytes) html = rbk_landing_page_write (page, media_name, media_type);
  RbkMediaFile file = { .media_type = PAGE_TYPE, .bytes = html };
  Progress progress = { .file = &file, .length = (gint64) g_bytes_get_size (html) };
  gboolean is_download = FALSE;

  if (store_once (self, name, &progress, retry_after_us, cancellable, error) != STORED)
    return FALSE;
  if (!check_public (self, name, PAGE_TYPE, progress.length, &is_download, cancellable, error))
    {
      clear_up (self, name);
      return FALSE;
    }
  if (is_download)
    {
      clear_up (self, name);
      hosted->remark =
        g_strdup (_ ("The company's web space does not show pages but offers them for saving, so "
                     "the link leads to the recording itself."));
      return TRUE;
    }
  hosted->page_url = dup_public_url (self, name, error);
  return hosted->page_url != NULL;
}

/**
 * rbk_media_host_set_notes:
 * @begun: called before the first byte of a file leaves; the page beside it has the same name, but for its
 * end
 * @gone: called when nothing is there any more: it was removed, or nothing of it got there
 * @user_data: (transfer full): for both
 *
 * So that what is cut off with the program itself can be found and removed by another run.
 */
void
rbk_media_host_set_notes (
  RbkMediaHost *self, RbkMediaBegun begun, RbkMediaGone gone, gpointer user_data, GDestroyNotify destroy)
{
  g_return_if_fail (RBK_IS_MEDIA_HOST (self) && self->begun == NULL);

  self->begun = begun;
  self->gone = gone;
  self->notes = user_data;
  self->destroy_notes = destroy;
}

/**
 * rbk_media_host_upload:
 * @page: (nullable): what the page beside it says; NULL: none, as for a picture or a contact card
 * @retry_after_us: (out) (optional): how long the web space asks to wait; 0 = it does not
 *
 * Puts @file online, under a name that nobody can guess, with a page that plays it, and makes sure that
 * anybody who has the link can open both. If anything fails, or the caller stops it, both are removed again.
 *
 * Returns: (transfer full): where it is now; or NULL with an %RBK_CHANNEL_ERROR
 */
RbkHosted *
rbk_media_host_upload (RbkMediaHost *self,
                       const RbkMediaFile *file,
                       const RbkLandingPage *page,
                       gint64 *retry_after_us,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (RbkHosted) hosted = NULL;
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;
  gboolean ignored = FALSE;

  g_return_val_if_fail (RBK_IS_MEDIA_HOST (self), NULL);
  g_return_val_if_fail (file->bytes != NULL || file->read != NULL, NULL);

  if (retry_after_us != NULL)
    *retry_after_us = 0;
  if (rbk_media_name_get_extension (file->media_type) == NULL || rbk_media_file_get_length (file) <= 0)
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_MESSAGE,
        _ ("Customers' phones do not open files of this kind, so it was not put online."));
      return NULL;
    }
  key = store (self, file, retry_after_us, cancellable, error);
  if (key == NULL)
    return NULL;
  name = g_strdup_printf ("%s.%s", key, rbk_media_name_get_extension (file->media_type));
  hosted = g_new0 (RbkHosted, 1);
  hosted->media_url = dup_public_url (self, name, error);
  if (hosted->media_url == NULL ||
      !check_public (
        self, name, file->media_type, rbk_media_file_get_length (file), &ignored, cancellable, error) ||
      (page != NULL &&
       !add_page (self, hosted, page, key, name, file->media_type, retry_after_us, cancellable, error)))
    {
      clear_up (self, name);
      return NULL;
    }
  hosted->link = g_strdup (hosted->page_url != NULL ? hosted->page_url : hosted->media_url);
  return g_steal_pointer (&hosted);
}

/**
 * rbk_media_host_remove:
 * @url: one of the public addresses that rbk_media_host_upload() gave
 *
 * Takes it offline. What is not there any more counts as removed.
 *
 * Returns: whether it is gone; otherwise an %RBK_CHANNEL_ERROR, %RBK_CHANNEL_ERROR_ACCOUNT if @url is not of
 *   this web space
 */
gboolean
rbk_media_host_remove (RbkMediaHost *self, const char *url, GCancellable *cancellable, GError **error)
{
  const char *name = strrchr (url, '/');
  g_autofree char *expected = NULL;

  g_return_val_if_fail (RBK_IS_MEDIA_HOST (self), FALSE);

  if (name != NULL && rbk_media_name_is_ours (name + 1))
    expected = dup_public_url (self, name + 1, NULL);
  if (g_strcmp0 (expected, url) != 0)
    {
      rbk_channel_error_set (error,
                             RBK_CHANNEL_ERROR_ACCOUNT,
                             _ ("This link does not lead to the company's web space as it is set up now, so "
                                "nothing was removed."));
      return FALSE;
    }
  if (!delete_name (self, name + 1, cancellable, error))
    return FALSE;
  note_gone (self, name + 1);
  return TRUE;
}

/* ---- The test ---- */

/* Whether the folder shows its files to anybody, and with them every customer's recording. */
static gboolean
check_listing (RbkMediaHost *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) folder = resolve (self->public_base, NULL, RBK_HOSTING_SIDE_PUBLIC, error);
  g_autoptr (RbkHttpReply) reply = NULL;
  gsize size;
  const char *body;

  if (folder == NULL)
    return FALSE;
  reply = rbk_http_session_get (self->http, folder, NULL, RBK_HTTP_REDIRECT_ANYWHERE, cancellable, NULL);
  if (reply == NULL)
    return TRUE;
  body = g_bytes_get_data (reply->body, &size);
  if (size == 0 || g_strstr_len (body, (gssize) size, name) == NULL)
    return TRUE;
  rbk_channel_error_set (error,
                         RBK_CHANNEL_ERROR_ACCOUNT,
                         _ ("The public address lists its files, so anybody could find every customer's "
                            "recording. Ask whoever looks after the company's web space to turn the listing "
                            "off."));
  return FALSE;
}

/* Stores a tiny file of that type, asks for it as a customer would, and removes it. */
static gboolean
test_type (RbkMediaHost *self,
           const char *media_type,
           gboolean *is_download,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (TINY_FILE, strlen (TINY_FILE));
  RbkMediaFile file = { .media_type = media_type, .bytes = bytes };
  g_autofree char *key = store (self, &file, NULL, cancellable, error);
  g_autofree char *name = NULL;

  if (key == NULL)
    return FALSE;
  name = g_strdup_printf ("%s.%s", key, rbk_media_name_get_extension (media_type));
  if (check_public (
        self, name, media_type, rbk_media_file_get_length (&file), is_download, cancellable, error) &&
      check_listing (self, name, cancellable, error) && delete_name (self, name, cancellable, error))
    return TRUE;
  clear_up (self, name);
  return FALSE;
}

/**
 * rbk_media_host_test:
 * @remark: (out) (optional) (nullable) (transfer full): what works but could be better, in words
 *
 * Stores, opens as a customer would, and removes a tiny page, recording and film.
 *
 * Returns: whether all that went well; otherwise the error says what to change, and where
 */
gboolean
rbk_media_host_test (RbkMediaHost *self, char **remark, GCancellable *cancellable, GError **error)
{
  gboolean page_is_download = FALSE;
  gboolean ignored = FALSE;

  g_return_val_if_fail (RBK_IS_MEDIA_HOST (self), FALSE);

  if (remark != NULL)
    *remark = NULL;
  if (!test_type (self, PAGE_TYPE, &page_is_download, cancellable, error) ||
      !test_type (self, "audio/mp4", &ignored, cancellable, error) ||
      !test_type (self, "video/mp4", &ignored, cancellable, error))
    return FALSE;
  if (page_is_download && remark != NULL)
    *remark =
      g_strdup (_ ("This web space does not show pages but offers them for saving, so links will lead to "
                   "the recordings themselves."));
  return TRUE;
}

/**
 * rbk_media_host_new:
 * @upload_base: where files are stored by PUT; https
 * @public_base: where anybody opens what is stored there; https
 * @access: who we are at @upload_base; nothing is shown to @public_base
 *
 * Connects to nothing yet.
 *
 * Returns: (transfer full): the web space, for one worker thread
 */
RbkMediaHost *
rbk_media_host_new (const char *upload_base, const char *public_base, RbkAccess *access)
{
  RbkMediaHost *self;

  g_return_val_if_fail (upload_base != NULL && public_base != NULL, NULL);
  g_return_val_if_fail (RBK_IS_ACCESS (access), NULL);

  self = g_object_new (RBK_TYPE_MEDIA_HOST, NULL);
  self->upload_base = g_strdup (upload_base);
  self->public_base = g_strdup (public_base);
  self->access = g_object_ref (access);
  return self;
}

/**
 * rbk_media_host_set_timeout:
 * @idle_seconds: without a byte for this long the web space counts as gone
 * @whole_seconds: how long each request may take in all; an upload has more time, by its length
 */
void
rbk_media_host_set_timeout (RbkMediaHost *self, guint idle_seconds, guint whole_seconds)
{
  g_return_if_fail (RBK_IS_MEDIA_HOST (self));
  rbk_http_session_set_timeout (self->http, idle_seconds, whole_seconds);
}
