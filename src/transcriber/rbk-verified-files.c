/* rbk-verified-files.c
 *
 * A file is told by its device, inode, size and the times of its last change, in nanoseconds: whoever
 * writes to it moves them. What is remembered lies in the person's cache; losing it costs reading the
 * file once more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "transcriber/rbk-verified-files.h"

#define GROUP "checked"

/* A file changed so shortly ago may change again without its times saying so. */
#define SETTLED_S 2

struct _RbkVerifiedFiles
{
  char *path;     /* (owned) */
  GKeyFile *rows; /* (owned): identity of a file = SHA-256 */
};

/**
 * rbk_verified_files_new:
 * @path: the file in which it is remembered; it need not be there
 *
 * Returns: (transfer full): what is remembered, which belongs to one thread at a time
 */
RbkVerifiedFiles *
rbk_verified_files_new (const char *path)
{
  RbkVerifiedFiles *self = g_new0 (RbkVerifiedFiles, 1);

  self->path = g_strdup (path);
  self->rows = g_key_file_new ();
  /* Nothing is lost with a memory that cannot be read. */
  g_key_file_load_from_file (self->rows, path, G_KEY_FILE_NONE, NULL);
  return self;
}

void
rbk_verified_files_free (RbkVerifiedFiles *self)
{
  g_key_file_unref (self->rows);
  g_free (self->path);
  g_free (self);
}

static char *
identify (const struct stat *status)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT
                          ".%09ld-%" G_GINT64_FORMAT ".%09ld",
                          (guint64) status->st_dev,
                          (guint64) status->st_ino,
                          (gint64) status->st_size,
                          (gint64) status->st_mtim.tv_sec,
                          (long) status->st_mtim.tv_nsec,
                          (gint64) status->st_ctim.tv_sec,
                          (long) status->st_ctim.tv_nsec);
}

/**
 * rbk_verified_files_has:
 *
 * Returns: whether the file of @status, as it is now, was found to have @sha256
 */
gboolean
rbk_verified_files_has (RbkVerifiedFiles *self, const struct stat *status, const char *sha256)
{
  g_autofree char *file = identify (status);
  g_autofree char *remembered = g_key_file_get_string (self->rows, GROUP, file, NULL);

  return g_strcmp0 (remembered, sha256) == 0;
}

/**
 * rbk_verified_files_add:
 *
 * Remembers that the file of @status has @sha256. One that was changed within the last two seconds is
 * not remembered; it is read again next time.
 */
void
rbk_verified_files_add (RbkVerifiedFiles *self, const struct stat *status, const char *sha256)
{
  g_autofree char *file = identify (status);
  g_autofree char *folder = g_path_get_dirname (self->path);

  if (g_get_real_time () / G_USEC_PER_SEC - (gint64) status->st_ctim.tv_sec < SETTLED_S)
    return;
  g_key_file_set_string (self->rows, GROUP, file, sha256);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (self->rows, self->path, NULL))
    g_debug ("%s cannot be written; models are read again next time", self->path);
}

/**
 * rbk_verified_files_same:
 *
 * Returns: whether both are the same file, unchanged
 */
gboolean
rbk_verified_files_same (const struct stat *one, const struct stat *other)
{
  g_autofree char *left = identify (one);
  g_autofree char *right = identify (other);

  return g_str_equal (left, right);
}
