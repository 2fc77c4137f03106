/* rbk-ledger-key.c
 *
 * The key is random and stored under an id that stands, in the open, beside the ledger: two
 * ledgers of one person never take each other's key, and a ledger that was copied to another
 * PC finds no key there rather than a wrong one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-ledger-key.h"

#include "base/rbk-id.h"
#include "desk/rbk-desk.h"
#include "keyring/rbk-keyring.h"
#include "ledger/rbk-ledger.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

/* The file that names the key. */
#define NAME_FILE "ledger.id"

static void
free_wiped (gpointer key)
{
  explicit_bzero (key, RBK_LEDGER_KEY_BYTES);
  g_free (key);
}

static GBytes *
take_key (guint8 *key)
{
  return g_bytes_new_with_free_func (key, RBK_LEDGER_KEY_BYTES, free_wiped, key);
}

/**
 * rbk_ledger_key_make:
 *
 * Returns: (transfer full): a new random key (getrandom(2)), wiped when it is freed
 */
GBytes *
rbk_ledger_key_make (void)
{
  guint8 *key = g_malloc (RBK_LEDGER_KEY_BYTES);

  for (gsize done = 0; done < RBK_LEDGER_KEY_BYTES;)
    {
      ssize_t got = getrandom (key + done, RBK_LEDGER_KEY_BYTES - done, 0);

      if (got > 0)
        done += (gsize) got;
    }
  return take_key (key);
}

static char *
get_name (const char *directory, gboolean may_make, GError **error)
{
  g_autofree char *path = g_build_filename (directory, NAME_FILE, NULL);
  g_autofree char *name = NULL;

  if (g_file_get_contents (path, &name, NULL, NULL))
    {
      g_strstrip (name);
      if (rbk_id_is_valid (name))
        return g_steal_pointer (&name);
    }
  if (!may_make)
    {
      g_set_error (error,
                   RBK_DESK_ERROR,
                   RBK_DESK_ERROR_KEYRING,
                   _ ("The file %s, which names the ledger’s key, is missing. Put it back from the backup."),
                   path);
      return NULL;
    }
  g_free (name);
  name = rbk_id_new ();
  /* Durable before the key is stored under it. */
  if (!g_file_set_contents_full (
        path, name, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return NULL;
  return g_steal_pointer (&name);
}

static GBytes *
decode (const char *text)
{
  gsize length;
  g_autofree guint8 *key = g_base64_decode (text, &length);

  if (length != RBK_LEDGER_KEY_BYTES)
    {
      explicit_bzero (key, length);
      return NULL;
    }
  return take_key (g_steal_pointer (&key));
}

/**
 * rbk_ledger_key_get:
 * @directory: where the ledger lies
 * @may_make: whether there is no ledger yet, so that a new key may be made
 *
 * Blocks, perhaps for as long as the person takes to unlock the keyring.
 *
 * Returns: (transfer full): the key, or NULL with an RbkKeyringError, %RBK_DESK_ERROR_KEYRING or
 *   a GFileError
 */
GBytes *
rbk_ledger_key_get (const char *directory, gboolean may_make, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = get_name (directory, may_make, error);
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GError) local = NULL;
  char *stored, *text;
  gboolean ok;

  if (name == NULL)
    return NULL;
  stored = rbk_keyring_lookup (RBK_KEYRING_LEDGER, name, cancellable, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (stored != NULL)
    {
      key = decode (stored);
      rbk_keyring_free (stored);
      if (key != NULL)
        return g_steal_pointer (&key);
    }
  if (!may_make)
    {
      g_set_error_literal (
        error,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_KEYRING,
        _ ("The keyring does not hold the key of this showroom’s ledger. If the PC or the "
           "keyring was changed, restore the keyring from its backup; nothing in the ledger "
           "was touched."));
      return NULL;
    }
  key = rbk_ledger_key_make ();
  text = g_base64_encode (g_bytes_get_data (key, NULL), RBK_LEDGER_KEY_BYTES);
  ok = rbk_keyring_store (
    RBK_KEYRING_LEDGER, name, _ ("Ringback: key of the showroom’s ledger"), text, cancellable, error);
  explicit_bzero (text, strlen (text));
  g_free (text);
  return ok ? g_steal_pointer (&key) : NULL;
}
