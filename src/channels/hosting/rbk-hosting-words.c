/* rbk-hosting-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-hosting-words.h"

#include "channels/hosting/rbk-media-name.h"

#include <glib/gi18n-lib.h>

#define SUCCESS(status)  ((status) >= 200 && (status) < 300)
#define REDIRECT(status) ((status) >= 300 && (status) < 400)

static const char *
get_upload_sentence (RbkChannelError code)
{
  switch (code)
    {
    case RBK_CHANNEL_ERROR_OFFLINE:
      return _ ("The company's web space cannot be found. Check this computer's network, and the upload "
                "address in the preferences.");
    case RBK_CHANNEL_ERROR_UNREACHABLE:
      return _ ("The company's web space does not answer. Try again later.");
    case RBK_CHANNEL_ERROR_CERTIFICATE:
      return _ ("The company's web space could not prove that it is the right one, so nothing was uploaded. "
                "Ask whoever looks after it about its certificate.");
    case RBK_CHANNEL_ERROR_CUT:
      return _ ("The connection to the company's web space broke. Nothing was put online; try again.");
    case RBK_CHANNEL_ERROR_UNSAFE:
      return _ ("The upload address must begin with https:// and hold no password. Correct it in the "
                "preferences.");
    case RBK_CHANNEL_ERROR_CANCELLED:
      return NULL;
    case RBK_CHANNEL_ERROR_SIGN_IN:
    case RBK_CHANNEL_ERROR_FORBIDDEN:
    case RBK_CHANNEL_ERROR_RECIPIENT:
    case RBK_CHANNEL_ERROR_TOO_LARGE:
    case RBK_CHANNEL_ERROR_BUSY:
    case RBK_CHANNEL_ERROR_SERVER:
    case RBK_CHANNEL_ERROR_BAD_REPLY:
    case RBK_CHANNEL_ERROR_NOT_A_SERVER:
    case RBK_CHANNEL_ERROR_ACCOUNT:
    case RBK_CHANNEL_ERROR_MESSAGE:
    default:
      return _ ("The company's web space answers in a way that makes no sense. Ask whoever looks after it.");
    }
}

static const char *
get_public_sentence (RbkChannelError code)
{
  switch (code)
    {
    case RBK_CHANNEL_ERROR_OFFLINE:
      return _ ("The address at which customers would open the recording cannot be found. Check the public "
                "address in the preferences.");
    case RBK_CHANNEL_ERROR_UNREACHABLE:
    case RBK_CHANNEL_ERROR_CUT:
      return _ ("The recording was uploaded, but the address at which customers would open it does not "
                "answer, so it was removed again. Try again later.");
    case RBK_CHANNEL_ERROR_CERTIFICATE:
      return _ ("Customers' phones would warn of the public address: it cannot prove that it is yours. Ask "
                "whoever looks after the company's web space about its certificate.");
    case RBK_CHANNEL_ERROR_UNSAFE:
      return _ ("The public address must begin with https://, and not send customers on to one that does "
                "not. Correct it in the preferences.");
    case RBK_CHANNEL_ERROR_CANCELLED:
      return NULL;
    case RBK_CHANNEL_ERROR_SIGN_IN:
    case RBK_CHANNEL_ERROR_FORBIDDEN:
    case RBK_CHANNEL_ERROR_RECIPIENT:
    case RBK_CHANNEL_ERROR_TOO_LARGE:
    case RBK_CHANNEL_ERROR_BUSY:
    case RBK_CHANNEL_ERROR_SERVER:
    case RBK_CHANNEL_ERROR_BAD_REPLY:
    case RBK_CHANNEL_ERROR_NOT_A_SERVER:
    case RBK_CHANNEL_ERROR_ACCOUNT:
    case RBK_CHANNEL_ERROR_MESSAGE:
    default:
      return _ ("The public address answers in a way that makes no sense. Ask whoever looks after the "
                "company's web space.");
    }
}

/**
 * rbk_hosting_explain_error:
 * @cause: (transfer full): why there was no whole reply
 *
 * Says what an %RBK_CHANNEL_ERROR of the connection means for a web space. Other errors are passed on.
 */
void
rbk_hosting_explain_error (GError **error, GError *cause, RbkHostingSide side)
{
  g_autoptr (GError) owned = cause;
  RbkChannelError code;

  if (owned->domain != RBK_CHANNEL_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return;
    }
  code = (RbkChannelError) owned->code;
  rbk_channel_error_set (
    error, code, side == RBK_HOSTING_SIDE_UPLOAD ? get_upload_sentence (code) : get_public_sentence (code));
}

/* What holds whatever was asked of the upload address. */
static void
explain_status (GError **error, guint status)
{
  if (REDIRECT (status))
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_UNSAFE,
      _ ("The company's web space sends uploads on to another address, and was not given "
         "the password there. Enter that address in the preferences if it is right."));
  else if (status == 401)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_SIGN_IN,
      _ ("The company's web space does not accept the user name and password. Enter them "
         "again in the preferences."));
  else if (status == 429 || status == 503 || status == 423)
    rbk_channel_error_set (error,
                           RBK_CHANNEL_ERROR_BUSY,
                           _ ("The company's web space asks us to wait. Try again in some minutes."));
  else if (status == 507)
    rbk_channel_error_set (error,
                           RBK_CHANNEL_ERROR_TOO_LARGE,
                           _ ("The company's web space is full. Ask whoever looks after it to make room."));
  else if (status >= 500)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_SERVER,
      _ ("The company's web space has a fault of its own. Try again later; if it lasts, tell "
         "whoever looks after it."));
  else
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_BAD_REPLY,
      _ ("The company's web space refused the upload without saying why. Ask whoever looks "
         "after it."));
}

/**
 * rbk_hosting_explain_upload:
 * @status: of a PUT that was not a success
 *
 * Says in words why nothing was stored.
 */
void
rbk_hosting_explain_upload (GError **error, guint status)
{
  g_info ("upload: HTTP status %u", status);
  if (status == 403)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_FORBIDDEN,
      _ ("This user may not store files in the company's web space. Ask whoever looks after "
         "it for the right to write there."));
  else if (status == 404 || status == 410)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_NOT_A_SERVER,
      _ ("There is no such folder in the company's web space. Check the upload address in "
         "the preferences."));
  else if (status == 405 || status == 501)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_NOT_A_SERVER,
      _ ("The company's web space takes no uploads at this address. Check the address, or "
         "ask whoever looks after it to allow uploads there (WebDAV)."));
  else if (status == 409)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_NOT_A_SERVER,
      _ ("The folder for uploads is missing in the company's web space and cannot be made. "
         "Check the upload address in the preferences."));
  else if (status == 413)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_TOO_LARGE,
      _ ("The file is larger than the company's web space allows. Record a shorter one, or "
         "ask whoever looks after it to raise the limit."));
  else if (status == 415)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_MESSAGE,
      _ ("The company's web space does not take this kind of file. Ask whoever looks after "
         "it."));
  else
    explain_status (error, status);
}

/**
 * rbk_hosting_explain_folder:
 * @status: of a MKCOL that made nothing
 *
 * Says in words why the folder for uploads cannot be made.
 */
void
rbk_hosting_explain_folder (GError **error, guint status)
{
  g_info ("folder: HTTP status %u", status);
  /* Where folders cannot be made, the upload's own answer stands: there is none. */
  if (status == 403 || status == 404 || status == 405 || status == 501 || status == 415)
    rbk_hosting_explain_upload (error, 409);
  else
    rbk_hosting_explain_upload (error, status);
}

/**
 * rbk_hosting_explain_removal:
 * @status: of a DELETE that was not a success
 *
 * Says in words why something stays online.
 */
void
rbk_hosting_explain_removal (GError **error, guint status)
{
  g_info ("removal: HTTP status %u", status);
  if (status == 403 || status == 405 || status == 501)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_FORBIDDEN,
      _ ("The company's web space does not let this user remove files, so recordings would "
         "stay online for ever. Ask whoever looks after it for the right to delete."));
  else
    explain_status (error, status);
}

static void
explain_public_status (GError **error, guint status)
{
  if (status == 401 || status == 403 || status == 407)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_ACCOUNT,
      _ ("The public address asks for a password, so customers could not open the recording. "
         "Let everybody read that folder, or enter another public address."));
  else if (status == 404 || status == 410)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_ACCOUNT,
      _ ("What was uploaded is not found at the public address. Check in the preferences that "
         "the public address shows the folder of the upload address."));
  else if (status == 405 || status == 501)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_ACCOUNT,
      _ ("The public address does not say what it holds (HEAD), so it cannot be checked that "
         "customers can open the recording. Ask whoever looks after the company's web "
         "space."));
  else if (status == 429 || status == 503)
    rbk_channel_error_set (error,
                           RBK_CHANNEL_ERROR_BUSY,
                           _ ("The company's web space asks us to wait. Try again in some minutes."));
  else if (status >= 500)
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_SERVER,
      _ ("The public address has a fault of its own, so customers could not open the "
         "recording. Try again later; if it lasts, tell whoever looks after the company's "
         "web space."));
  else
    rbk_channel_error_set (
      error,
      RBK_CHANNEL_ERROR_ACCOUNT,
      _ ("Customers could not open the recording at the public address. Ask whoever looks "
         "after the company's web space."));
}

/**
 * rbk_hosting_check_public:
 * @reply: what anybody is told at the public address
 * @media_type: what the file is
 * @extension: its extension
 * @length: its length in bytes
 *
 * Returns: whether a customer's phone will get this file as what it is; otherwise an %RBK_CHANNEL_ERROR says
 *   what is wrong
 */
gboolean
rbk_hosting_check_public (
  const RbkHttpReply *reply, const char *media_type, const char *extension, gint64 length, GError **error)
{
  g_autofree char *sentence = NULL;

  if (reply->status != 200)
    {
      g_info ("public address: HTTP status %u", reply->status);
      explain_public_status (error, reply->status);
      return FALSE;
    }
  if (!rbk_media_type_is_same (media_type, reply->media_type))
    {
      /* Translators: the first %s is an extension such as mp4, the others media types such as video/mp4. */
      sentence =
        g_strdup_printf (_ ("The public address serves .%s files as “%s” instead of “%s”, which phones "
                            "do not open. Check the public address, or ask whoever looks after the "
                            "company's web space to set that type."),
                         extension,
                         reply->media_type != NULL ? reply->media_type : "-",
                         media_type);
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_ACCOUNT, sentence);
      return FALSE;
    }
  if (reply->length != length)
    {
      g_info ("public address: length %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, reply->length, length);
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_ACCOUNT,
        reply->length < 0 ? _ ("The public address does not say how long a file is, so phones could not "
                               "play it. Ask whoever looks after the company's web space.")
                          : _ ("What customers would get at the public address is not what was uploaded: "
                               "it has another length. Check the public address in the preferences."));
      return FALSE;
    }
  return TRUE;
}
