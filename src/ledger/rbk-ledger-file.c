/* rbk-ledger-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ledger/rbk-ledger-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* SQLCipher 4's defaults (https://www.zetetic.net/sqlcipher/design/): a page ends with its random
 * start value and an HMAC-SHA512 of both; the file begins with a salt in place of SQLite's mark. */
#define PAGE_BYTES  4096
#define SALT_BYTES  16
#define START_BYTES 16
#define HMAC_BYTES  64
#define HMAC_ROUNDS 2
#define HMAC_MASK   0x3a

/* How many pages are looked at for one that our key fits. */
#define PAGES_TRIED 8

/* Of 4096 bytes of cipher text every value is expected 16 times: that fewer than this many of the
 * 256 values occur is out of the question, while text and most formats use fewer. */
#define FEWEST_VALUES 250

/**
 * rbk_ledger_file_lock:
 * @path: the ledger's file
 *
 * One process writes to a ledger at a time, and one #RbkLedger in it. The lock is on a file beside
 * it, since closing any descriptor of the file itself would drop SQLite's locks (fcntl(2)).
 *
 * Returns: a descriptor for rbk_ledger_file_unlock(), or -1 with an #RbkLedgerError
 */
int
rbk_ledger_file_lock (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  while (TRUE)
    {
      int lock = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      struct stat there, held;

      if (lock < 0)
        {
          int number = errno;

          g_set_error (error,
                       RBK_LEDGER_ERROR,
                       number == ENOSPC || number == EDQUOT ? RBK_LEDGER_ERROR_FULL : RBK_LEDGER_ERROR_FAILED,
                       /* Translators: %s is the system's message */
                       _ ("The ledger’s folder cannot be written to (%s)."),
                       g_strerror (number));
          return -1;
        }
      if (flock (lock, LOCK_EX | LOCK_NB) < 0)
        {
          close (lock);
          g_set_error_literal (error,
                               RBK_LEDGER_ERROR,
                               RBK_LEDGER_ERROR_IN_USE,
                               _ ("The ledger is in use by another Ringback. Close that one first."));
          return -1;
        }
      /* Whoever held it before may have taken the name away in between. */
      if (fstat (lock, &held) == 0 && stat (name, &there) == 0 && held.st_ino == there.st_ino &&
          held.st_dev == there.st_dev)
        return lock;
      close (lock);
    }
}

/**
 * rbk_ledger_file_unlock:
 *
 * Lets go of it and takes away the file that was locked.
 */
void
rbk_ledger_file_unlock (const char *path, int lock)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  g_unlink (name);
  close (lock);
}

static goffset
get_size (const char *path)
{
  struct stat about;

  return stat (path, &about) == 0 ? about.st_size : 0;
}

/**
 * rbk_ledger_file_has_log:
 *
 * Returns: whether SQLite's log beside it holds anything, as after a program that did not end well
 */
gboolean
rbk_ledger_file_has_log (const char *path)
{
  g_autofree char *name = g_strconcat (path, "-wal", NULL);

  return get_size (name) > 0;
}

/**
 * rbk_ledger_file_is_new:
 *
 * Returns: whether there is nothing at @path
 */
gboolean
rbk_ledger_file_is_new (const char *path)
{
  return get_size (path) == 0 && !rbk_ledger_file_has_log (path);
}

/* PBKDF2-HMAC-SHA512 (RFC 8018 §5.2), first block, as SQLCipher makes the HMAC's key of the cipher's. */
static void
make_hmac_key (const guint8 *key, const guint8 *salt, guint8 *hmac_key)
{
  guint8 block[HMAC_BYTES], sum[HMAC_BYTES] = { 0 };
  guint8 first[SALT_BYTES + 4] = { 0 };
  gsize length = sizeof block;

  for (guint i = 0; i < SALT_BYTES; i++)
    first[i] = salt[i] ^ HMAC_MASK;
  first[sizeof first - 1] = 1;
  for (guint round = 0; round < HMAC_ROUNDS; round++)
    {
      g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA512, key, RBK_LEDGER_KEY_BYTES);

      if (round == 0)
        g_hmac_update (hmac, first, sizeof first);
      else
        g_hmac_update (hmac, block, sizeof block);
      length = sizeof block;
      g_hmac_get_digest (hmac, block, &length);
      for (guint i = 0; i < sizeof block; i++)
        sum[i] ^= block[i];
    }
  memcpy (hmac_key, sum, RBK_LEDGER_KEY_BYTES);
  explicit_bzero (sum, sizeof sum);
  explicit_bzero (block, sizeof block);
}

static gboolean
is_page_ours (const guint8 *page, guint number, const guint8 *hmac_key)
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA512, hmac_key, RBK_LEDGER_KEY_BYTES);
  gsize skipped = number == 1 ? SALT_BYTES : 0;
  guint32 stored = GUINT32_TO_LE (number);
  guint8 digest[HMAC_BYTES];
  gsize length = sizeof digest;

  g_hmac_update (hmac, page + skipped, (gssize) (PAGE_BYTES - HMAC_BYTES - skipped));
  g_hmac_update (hmac, (const guint8 *) &stored, sizeof stored);
  g_hmac_get_digest (hmac, digest, &length);
  return memcmp (digest, page + PAGE_BYTES - HMAC_BYTES, HMAC_BYTES) == 0;
}

static gboolean
looks_enciphered (const guint8 *page)
{
  gboolean seen[256] = { FALSE };
  guint values = 0;

  for (guint i = 0; i < PAGE_BYTES; i++)
    {
      values += !seen[page[i]];
      seen[page[i]] = TRUE;
    }
  return values >= FEWEST_VALUES;
}

/**
 * rbk_ledger_file_judge:
 * @path: a file that SQLCipher could not read with @key
 * @error: (out): why it cannot be opened
 *
 * SQLCipher says the same of a file that never was a ledger, of another key and of a damaged first
 * page. Each page proves by itself that it was written with a key, so one that does means ours and
 * damaged; else what looks like cipher text is taken for a ledger with another key.
 */
void
rbk_ledger_file_judge (const char *path, const guint8 *key, GError **error)
{
  guint8 page[PAGE_BYTES], hmac_key[RBK_LEDGER_KEY_BYTES];
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean enciphered = FALSE, ours = FALSE;

  if (file >= 0 && pread (file, page, PAGE_BYTES, 0) == PAGE_BYTES)
    {
      enciphered = looks_enciphered (page);
      make_hmac_key (key, page, hmac_key);
      for (guint number = 1; !ours && number <= PAGES_TRIED; number++)
        {
          if (pread (file, page, PAGE_BYTES, (off_t) (number - 1) * PAGE_BYTES) != PAGE_BYTES)
            break;
          ours = is_page_ours (page, number, hmac_key);
        }
      explicit_bzero (hmac_key, sizeof hmac_key);
    }
  if (file >= 0)
    close (file);
  if (ours)
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_DAMAGED,
                         _ ("Part of the ledger’s file is damaged and cannot be read. Put back a copy of "
                            "the file from a backup."));
  else if (enciphered)
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_KEY,
                         _ ("The ledger cannot be read with the key in this computer’s keyring. It was "
                            "made with another key, or its beginning is damaged."));
  else
    g_set_error_literal (error,
                         RBK_LEDGER_ERROR,
                         RBK_LEDGER_ERROR_FOREIGN,
                         _ ("This file is not a ledger of Ringback. It was left as it is."));
}
