/* rbk-desk-online.c
 *
 * Before the first byte of a recording or film leaves for the web space, the ledger notes where it will be.
 * The note goes in the transaction of the message that leads there, or once the file is offline again. So
 * whatever ends the program meanwhile, the next start knows what lies there that nobody was sent, whole or
 * half, and takes it offline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-online.h"

#include "base/rbk-worker.h"
#include "desk/rbk-account-access.h"
#include "desk/rbk-desk-private.h"

#include <string.h>

/* Whose notes those of one web space are. */
typedef struct
{
  RbkLedger *ledger; /* (owned) */
  char *account;     /* (owned): the id of the web space */
} Notes;

static void
notes_free (gpointer data)
{
  Notes *notes = data;

  g_object_unref (notes->ledger);
  g_free (notes->account);
  g_free (notes);
}

static gboolean
note_begun (const char *url, gpointer user_data, GError **error)
{
  Notes *notes = user_data;

  return rbk_ledger_note_online (notes->ledger, url, notes->account, error);
}

/* That it could not be forgotten costs the next start a look. */
static void
note_gone (const char *url, gpointer user_data)
{
  Notes *notes = user_data;
  g_autoptr (GError) error = NULL;

  if (!rbk_ledger_forget_online (notes->ledger, url, &error))
    g_info ("what went offline stays noted: %s", error->message);
}

/**
 * rbk_desk_open_host:
 * @ledger: knows what is put there until a message leads to it
 * @account: a web space
 *
 * Blocks.
 *
 * Returns: (transfer full): @account, opened with its secret, or NULL with an error
 */
RbkMediaHost *
rbk_desk_open_host (
  RbkLedger *ledger, RbkAccount *account, const char *directory, GCancellable *cancellable, GError **error)
{
  RbkMediaHost *host = rbk_account_open_host (account, directory, cancellable, error);
  Notes *notes;

  if (host == NULL)
    return NULL;
  notes = g_new0 (Notes, 1);
  notes->ledger = g_object_ref (ledger);
  notes->account = g_strdup (rbk_account_get_id (account));
  rbk_media_host_set_notes (host, note_begun, note_gone, notes, notes_free);
  return host;
}

/* ---- Offline again ---- */

/* Told all that it needs: the desk may close meanwhile. */
typedef struct
{
  RbkLedger *ledger;   /* (owned) */
  RbkAccount *account; /* (owned) */
  char *directory;     /* (owned) */
  GPtrArray *urls;     /* (owned) (element-type utf8): of files, not of the pages beside them */
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->ledger);
  g_object_unref (removal->account);
  g_free (removal->directory);
  g_ptr_array_unref (removal->urls);
  g_free (removal);
}

/* The page first: the note is the file's, and goes with it. */
static gboolean
take_one_offline (RbkMediaHost *host, const char *url, GCancellable *cancellable, GError **error)
{
  const char *dot = strrchr (url, '.');
  g_autofree char *stem = g_strndup (url, dot != NULL ? (gsize) (dot - url) : strlen (url));
  g_autofree char *page = g_strconcat (stem, ".html", NULL);

  return rbk_media_host_remove (host, page, cancellable, error) &&
         rbk_media_host_remove (host, url, cancellable, error);
}

static void
removal_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Removal *removal = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkMediaHost) host =
    rbk_desk_open_host (removal->ledger, removal->account, removal->directory, cancellable, &error);

  for (guint i = 0; host != NULL && error == NULL && i < removal->urls->len; i++)
    take_one_offline (host, g_ptr_array_index (removal->urls, i), cancellable, &error);
  /* What stays has a name that nobody was told, and is noted: the next start tries again. */
  if (error != NULL)
    g_info ("a file of no use stays in the web space: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

/* @urls: (transfer full) */
static void
take_all_offline (RbkLedger *ledger, RbkAccount *account, const char *directory, GPtrArray *urls)
{
  g_autoptr (RbkWorker) worker = rbk_worker_new ("rbk-offline");
  Removal *removal = g_new0 (Removal, 1);
  GTask *task = g_task_new (NULL, NULL, NULL, NULL);

  removal->ledger = g_object_ref (ledger);
  removal->account = g_object_ref (account);
  removal->directory = g_strdup (directory);
  removal->urls = urls;
  g_task_set_task_data (task, removal, removal_free);
  rbk_worker_queue (worker, task, removal_thread);
  rbk_worker_end (worker);
}

/**
 * rbk_desk_take_offline:
 * @account: the web space it is in
 * @url: where a file is that no message leads to
 *
 * Removes it and the page beside it, some time later, on a thread of its own.
 */
void
rbk_desk_take_offline (RbkLedger *ledger, RbkAccount *account, const char *directory, const char *url)
{
  GPtrArray *urls = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (urls, g_strdup (url));
  take_all_offline (ledger, account, directory, urls);
}

/**
 * rbk_desk_clear_online:
 *
 * Takes offline what an earlier run was putting online when it ended, and sent to nobody. Call before
 * anything is put online by this one.
 */
void
rbk_desk_clear_online (RbkDesk *self)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (self->accounts, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) urls = NULL;

      if (!g_str_equal (rbk_account_get_kind (account), RBK_ACCOUNT_WEB))
        continue;
      urls = rbk_ledger_reader_list_online (self->reader, rbk_account_get_id (account), &error);
      if (urls == NULL)
        g_warning ("What is online could not be read: %s", error->message);
      else if (urls->len > 0)
        take_all_offline (self->ledger, account, self->directory, g_steal_pointer (&urls));
    }
}
