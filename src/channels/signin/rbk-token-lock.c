/* rbk-token-lock.c
 *
 * flock(2) on a file beside the ledger: it belongs to the open file and not to the process, so it also keeps
 * two threads apart, and the kernel lets go of it however its holder ends. In the file stands the SHA-256 of
 * a refresh token with which a renewal began of which nobody knows the end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/signin/rbk-token-lock.h"

#include "channels/rbk-channel-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Longer than a renewal may take (rbk-token-access.c), with a keyring's question in it. */
#define PATIENCE_SECONDS 150
/* flock() that waits cannot be cancelled: it is tried again this often. */
#define RETRY_MS 20
/* A SHA-256 in hexadecimal digits. */
#define MARK_SIZE 64u

struct _RbkTokenLock
{
  char *path; /* (owned) */
  int file;   /* (owned) */
};

static void
rbk_token_lock_free (RbkTokenLock *self)
{
  if (self->file >= 0)
    close (self->file);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_still_there (RbkTokenLock *self)
{
  struct stat there, held;

  return fstat (self->file, &held) == 0 && stat (self->path, &there) == 0 && held.st_ino == there.st_ino &&
         held.st_dev == there.st_dev;
}

static gboolean
set_failed (GError **error, int number)
{
  g_autofree char *sentence = /* Translators: %s is the system's message */
    g_strdup_printf (_ ("The folder of Ringback's data cannot be written to (%s), so the sign-in cannot be "
                        "renewed."),
                     g_strerror (number));

  rbk_channel_error_set (error, RBK_CHANNEL_ERROR_BUSY, sentence);
  return FALSE;
}

/* Returns whether it is decided: the lock is ours, or @error is set. */
static gboolean
try (RbkTokenLock *self, GError **error)
{
  if (self->file < 0)
    self->file = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->file < 0)
    return !set_failed (error, errno);
  if (flock (self->file, LOCK_EX | LOCK_NB) < 0)
    return errno != EWOULDBLOCK && errno != EINTR ? !set_failed (error, errno) : FALSE;
  /* Whoever held it before may have taken the name away in between. */
  if (is_still_there (self))
    return TRUE;
  close (self->file);
  self->file = -1;
  return FALSE;
}

/* Waits a moment, or until somebody cancels. */
static void
pause_shortly (GCancellable *cancellable)
{
  GPollFD fd;

  if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_poll (&fd, 1, RETRY_MS);
      g_cancellable_release_fd (cancellable);
    }
  else
    g_usleep (RETRY_MS * 1000);
}

/**
 * rbk_token_lock_take:
 * @directory: where the ledger lies
 *
 * Waits until nobody else has it. Blocks.
 *
 * Returns: (transfer full): the lock; NULL with %RBK_CHANNEL_ERROR_BUSY if another holds it for too long or
 *   the folder cannot be written to, or %RBK_CHANNEL_ERROR_CANCELLED
 */
RbkTokenLock *
rbk_token_lock_take (const char *directory, const char *account_id, GCancellable *cancellable, GError **error)
{
  RbkTokenLock *self = g_new0 (RbkTokenLock, 1);
  g_autofree char *escaped = g_uri_escape_string (account_id, NULL, FALSE);
  g_autofree char *name = g_strconcat ("sign-in-", escaped, ".lock", NULL);
  gint64 until = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  GError *cause = NULL;

  self->path = g_build_filename (directory, name, NULL);
  self->file = -1;
  while (!try (self, &cause))
    {
      if (g_cancellable_is_cancelled (cancellable))
        rbk_channel_error_set (&cause, RBK_CHANNEL_ERROR_CANCELLED, NULL);
      else if (g_get_monotonic_time () > until)
        rbk_channel_error_set (
          &cause,
          RBK_CHANNEL_ERROR_BUSY,
          _ ("Another Ringback on this computer is renewing this account's sign-in and does "
             "not come to an end. Close it, then try again."));
      if (cause != NULL)
        break;
      pause_shortly (cancellable);
    }
  if (cause == NULL)
    return self;
  rbk_token_lock_free (self);
  g_propagate_error (error, cause);
  return NULL;
}

/**
 * rbk_token_lock_release:
 * @self: (transfer full): the next one may have it
 */
void
rbk_token_lock_release (RbkTokenLock *self)
{
  if (self != NULL)
    rbk_token_lock_free (self);
}

/**
 * rbk_token_lock_is_marked:
 * @refresh: a refresh token
 *
 * Returns: whether a renewal with it began, and it is not known how it ended
 */
gboolean
rbk_token_lock_is_marked (RbkTokenLock *self, const char *refresh)
{
  g_autofree char *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, refresh, -1);
  char there[MARK_SIZE];

  return pread (self->file, there, sizeof there, 0) == sizeof there &&
         memcmp (there, mark, sizeof there) == 0;
}

/**
 * rbk_token_lock_set_marked:
 * @refresh: (nullable): the refresh token that a renewal is about to spend; NULL: it has ended
 *
 * Durable before it returns, as far as the disk allows. It only decides what a person is told: that it cannot
 * be written stops nothing.
 */
void
rbk_token_lock_set_marked (RbkTokenLock *self, const char *refresh)
{
  g_autofree char *mark =
    refresh != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, refresh, -1) : NULL;

  if ((mark != NULL ? pwrite (self->file, mark, MARK_SIZE, 0) < 0 : ftruncate (self->file, 0) < 0) ||
      fdatasync (self->file) < 0)
    g_info ("the renewal cannot be noted: %s", g_strerror (errno));
}

/**
 * rbk_token_lock_remove:
 *
 * Takes the file away, because the account goes. The lock is held until it is released.
 */
void
rbk_token_lock_remove (RbkTokenLock *self)
{
  g_unlink (self->path);
}
