/* rbk-ledger-copy.c
 *
 * A copy of a file that nobody has open, byte by byte: it is as enciphered as the ledger, and the key
 * of the ledger opens it. It is whole or not there: it has its name only once it is on the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-copy.h"

#include "ledger/rbk-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define CHUNK_BYTES (1024 * 1024)

/**
 * rbk_ledger_copy_dup_path:
 * @path: the ledger's file
 * @version: the form to which it is about to be changed
 *
 * Returns: (transfer full): where its copy lies
 */
char *
rbk_ledger_copy_dup_path (const char *path, guint version)
{
  return g_strdup_printf ("%s.before-%u", path, version);
}

static gboolean
copy_bytes (int from, int to)
{
  g_autofree guint8 *chunk = NULL;

  /* Where the file system can, both share what neither changes. */
  if (ioctl (to, FICLONE, from) == 0)
    return TRUE;
  chunk = g_malloc (CHUNK_BYTES);
  while (TRUE)
    {
      gssize length = read (from, chunk, CHUNK_BYTES);

      if (length < 0 && errno == EINTR)
        continue;
      if (length <= 0)
        return length == 0;
      for (gssize done = 0; done < length;)
        {
          gssize written = write (to, chunk + done, (gsize) (length - done));

          if (written < 0 && errno != EINTR)
            return FALSE;
          done += MAX (written, 0);
        }
    }
}

/* Whether the names in the folder of @path are on the disk too. */
static gboolean
settle_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean settled = file >= 0 && fsync (file) == 0;

  if (file >= 0)
    close (file);
  return settled;
}

static gboolean
copy (const char *path, const char *part, const char *name)
{
  int from = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  int to = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean copied = from >= 0 && to >= 0 && copy_bytes (from, to) && fsync (to) == 0;
  int number = errno;

  if (from >= 0)
    close (from);
  if (to >= 0)
    close (to);
  errno = number;
  return copied && g_rename (part, name) == 0 && settle_folder (path);
}

/**
 * rbk_ledger_copy_make:
 * @path: the ledger's file, locked by the caller, open nowhere, and without a log beside it
 * @version: the form to which it is about to be changed
 *
 * Keeps the file as it is under another name, in place of one that was kept before.
 *
 * Returns: whether the copy is on the disk; if not, %RBK_LEDGER_ERROR_FULL says that there is no room
 */
gboolean
rbk_ledger_copy_make (const char *path, guint version, GError **error)
{
  g_autofree char *name = rbk_ledger_copy_dup_path (path, version);
  g_autofree char *part = g_strconcat (name, ".part", NULL);
  int number;

  if (copy (path, part, name))
    return TRUE;
  number = errno;
  g_unlink (part);
  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_FULL,
                         _ ("The disk has no room for a copy of the ledger, which this new version of "
                            "Ringback makes before it changes anything. Make room and start it again."));
  else
    g_set_error (error,
                 RBK_LEDGER_ERROR,
                 RBK_LEDGER_ERROR_FAILED,
                 /* Translators: %s is the system's message */
                 _ ("The ledger could not be copied before this new version of Ringback changes it (%s). "
                    "It was left as it is."),
                 g_strerror (number));
  return FALSE;
}

/**
 * rbk_ledger_copy_remove:
 *
 * Takes away what rbk_ledger_copy_make() kept, and what a crash left of it.
 */
void
rbk_ledger_copy_remove (const char *path)
{
  for (guint version = 2; version <= RBK_SCHEMA_VERSION; version++)
    {
      g_autofree char *name = rbk_ledger_copy_dup_path (path, version);
      g_autofree char *part = g_strconcat (name, ".part", NULL);

      g_unlink (name);
      g_unlink (part);
    }
}
