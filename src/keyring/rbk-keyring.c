/* rbk-keyring.c
 *
 * Goes through libsecret's password functions and not through SecretService, so that in a
 * Flatpak, where there is no such service on the bus, libsecret's own encrypted file is used.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "keyring/rbk-keyring.h"

#include "base/rbk-deadline.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

G_DEFINE_QUARK (rbk - keyring - error - quark, rbk_keyring_error)

/* gnome-keyring does not find items by schema name in a keyring that was not opened since it
 * started ("cold"), so the name is not matched; GNOME Calls does the same for this reason. The
 * purposes are ours alone, which keeps other programs' items out. */
static const SecretSchema schema = {
  .name = "app.ringback.Ringback",
  .flags = SECRET_SCHEMA_DONT_MATCH_NAME,
  .attributes = { { "purpose", SECRET_SCHEMA_ATTRIBUTE_STRING },
                  { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
                  { NULL, 0 } },
};

/* How long a service may take, the question for the keyring's password included. */
#define PATIENCE_SECONDS 120

static guint patience = PATIENCE_SECONDS; /* (atomic) */

static void
set_dismissed (GError **error)
{
  g_set_error_literal (error,
                       RBK_KEYRING_ERROR,
                       RBK_KEYRING_ERROR_DISMISSED,
                       _ ("The keyring stays locked because its password was not given. "
                          "Try again and enter the password of your keyring."));
}

/* Whether libsecret keeps secrets in a file of the Flatpak, encrypted with one secret that the desktop hands
 * out through the Secret portal
 * (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Secret.html). It looks for
 * the same file. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Turns what libsecret, GIO and D-Bus say into one of ours. */
static void
explain (GError **error, GError *cause, gboolean impatient, GCancellable *outer)
{
  g_autoptr (GError) owned = cause;

  if (impatient)
    g_set_error_literal (error,
                         RBK_KEYRING_ERROR,
                         RBK_KEYRING_ERROR_LOCKED,
                         _ ("The keyring did not open in time. Unlock it with “Passwords and Keys” or "
                            "sign out and in again, then try once more."));
  else if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED) && outer != NULL &&
           g_cancellable_is_cancelled (outer))
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (owned->domain == RBK_KEYRING_ERROR)
    g_propagate_error (error, g_steal_pointer (&owned));
  else if (g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_set_error_literal (error,
                         RBK_KEYRING_ERROR,
                         RBK_KEYRING_ERROR_LOCKED,
                         _ ("The keyring is locked. Unlock it with “Passwords and Keys” or sign out and in "
                            "again, then try once more."));
  else if (g_error_matches (owned, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT) ||
           /* gnome-keyring's way of saying that there is no keyring yet and none could be made */
           g_error_matches (owned, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD) ||
           g_error_matches (owned, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT) ||
           /* libsecret's way of saying that the question for a first keyring's password was closed */
           g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_dismissed (error);
  else if (is_sandboxed () && g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_FAILED))
    g_set_error_literal (
      error,
      RBK_KEYRING_ERROR,
      RBK_KEYRING_ERROR_WITHHELD,
      _ ("The keyring of this computer did not open for Ringback. If it asked for a password, "
         "try again and enter it. If there is none yet, install and start “GNOME Keyring” "
         "(or ask whoever looks after this computer)."));
  else if (owned->domain == G_IO_ERROR || owned->domain == G_DBUS_ERROR || owned->domain == G_SPAWN_ERROR)
    {
      g_info ("no keyring: %s %d", g_quark_to_string (owned->domain), owned->code);
      /* libsecret stays with the daemon it first met: let the next call look for a new one. */
      secret_service_disconnect ();
      g_set_error_literal (
        error,
        RBK_KEYRING_ERROR,
        RBK_KEYRING_ERROR_ABSENT,
        is_sandboxed ()
          ? _ ("This computer does not let installed apps reach its keyring at the moment. Install "
               "and start “GNOME Keyring” and “xdg-desktop-portal” (or ask whoever looks after "
               "this computer), then try again.")
          : _ ("This computer has no keyring for passwords at the moment. Install and start "
               "“GNOME Keyring” (or ask whoever looks after this computer), then try "
               "again."));
    }
  else
    {
      g_info ("keyring failed: %s %d", g_quark_to_string (owned->domain), owned->code);
      g_set_error_literal (error,
                           RBK_KEYRING_ERROR,
                           RBK_KEYRING_ERROR_FAILED,
                           _ ("The keyring reported an error. Sign out and in again; if that does not help, "
                              "look at it with “Passwords and Keys”."));
    }
}

/* libsecret 0.21 answers a question that the person closes by returning an error that is not there:
 * a critical, and a call that never ends. And when a call is cancelled it dismisses the question,
 * upon which gnome-keyring-daemon 48 ends itself (gkd-secret-unlock.c, "!self->current"). The prompt
 * is a virtual function of SecretService so that a program can bring its own; this one reports a
 * closed question as an error, and leaves the question on the screen if the call is cancelled. */
typedef struct
{
  GTask *task;     /* (owned) (nullable): NULL once answered */
  GSource *source; /* (owned) (nullable): the cancellable's */
  int ref_count;   /* of the prompt and of the source; one thread */
} Question;

static void
question_unref (gpointer data)
{
  Question *question = data;

  if (--question->ref_count > 0)
    return;
  g_clear_object (&question->task);
  g_free (question);
}

static void
prompt_cb (GObject *prompt, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&question->task);
  g_autoptr (GVariant) answer = NULL;
  GError *error = NULL;

  answer = secret_prompt_perform_finish (SECRET_PROMPT (prompt), result, &error);
  if (question->source != NULL)
    {
      g_source_destroy (question->source);
      g_clear_pointer (&question->source, g_source_unref);
    }
  question_unref (question);
  if (task == NULL)
    {
      g_clear_error (&error);
      return;
    }
  if (answer == NULL && error == NULL)
    set_dismissed (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) g_variant_unref);
}

static gboolean
prompt_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&question->task);

  g_clear_pointer (&question->source, g_source_unref);
  if (task != NULL)
    g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
prompt_async (SecretService *service,
              SecretPrompt *prompt,
              const GVariantType *return_type,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  Question *question = g_new0 (Question, 1);

  question->ref_count = 1;
  question->task = g_task_new (service, cancellable, callback, user_data);
  g_task_set_source_tag (question->task, prompt_async);
  if (cancellable != NULL)
    {
      question->ref_count++;
      question->source = g_cancellable_source_new (cancellable);
      g_source_set_callback (question->source, G_SOURCE_FUNC (prompt_cancelled_cb), question, question_unref);
      g_source_attach (question->source, g_main_context_get_thread_default ());
    }
  secret_prompt_perform (prompt, NULL, return_type, NULL, prompt_cb, question);
}

static GVariant *
prompt_finish (SecretService *service, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
use_own_prompt (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done))
    {
      SecretServiceClass *klass = g_type_class_ref (SECRET_TYPE_SERVICE);

      klass->prompt_async = prompt_async;
      klass->prompt_finish = prompt_finish;
      g_once_init_leave (&done, 1);
    }
}

static RbkDeadline *
begin (GCancellable *cancellable)
{
  use_own_prompt ();
  return rbk_deadline_begin ((guint) g_atomic_int_get ((gint *) &patience), cancellable);
}

static GHashTable *
attributes_new (const char *purpose, const char *name)
{
  return secret_attributes_build (&schema, "purpose", purpose, "name", name, NULL);
}

static gboolean
store (const char *purpose,
       const char *name,
       const char *label,
       const char *secret,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (purpose, name);

  return secret_password_storev_sync (
    &schema, attributes, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, error);
}

/* A locked item is not found missing: the person is asked for the keyring's password, and it is an
 * error if they do not give it. libsecret's own lookup would answer "nothing stored" then. */
static char *
lookup (const char *purpose, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = attributes_new (purpose, name);
  g_autolist (GObject)
    found = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretValue) value = NULL;
  char *secret;

  found = secret_password_searchv_sync (&schema, attributes, SECRET_SEARCH_NONE, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (found == NULL)
    return NULL;
  if (SECRET_IS_ITEM (found->data) && secret_item_get_locked (found->data))
    {
      g_autolist (GObject)
        opened = NULL;

      if (secret_service_unlock_sync (
            secret_item_get_service (found->data), found, cancellable, &opened, &local_error) < 1)
        {
          if (local_error != NULL)
            g_propagate_error (error, g_steal_pointer (&local_error));
          else
            set_dismissed (error);
          return NULL;
        }
    }
  value = secret_retrievable_retrieve_secret_sync (found->data, cancellable, error);
  if (value == NULL)
    return NULL;
  secret = secret_value_unref_to_password (g_steal_pointer (&value), NULL);
  if (secret == NULL)
    g_set_error_literal (error,
                         RBK_KEYRING_ERROR,
                         RBK_KEYRING_ERROR_FAILED,
                         _ ("What the keyring holds for Ringback is not a password. Enter it again in the "
                            "preferences."));
  return secret;
}

/**
 * rbk_keyring_store:
 * @purpose: for example %RBK_KEYRING_MAILBOX
 * @name: which of that purpose, for example the mailbox's address
 * @label: what “Passwords and Keys” shows, translated
 * @secret: UTF-8 text
 *
 * Keeps @secret, replacing what was there for @purpose and @name. Blocks, also while the person is
 * asked for the keyring's password; for worker threads.
 *
 * Returns: %FALSE with an %RBK_KEYRING_ERROR whose message says what to do next, or with
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
rbk_keyring_store (const char *purpose,
                   const char *name,
                   const char *label,
                   const char *secret,
                   GCancellable *cancellable,
                   GError **error)
{
  GError *cause = NULL;
  gboolean stored, impatient;
  RbkDeadline *deadline;

  g_return_val_if_fail (purpose != NULL && name != NULL && label != NULL && secret != NULL, FALSE);

  deadline = begin (cancellable);
  stored = store (purpose, name, label, secret, rbk_deadline_get_cancellable (deadline), &cause);
  impatient = rbk_deadline_end (deadline);
  if (!stored)
    {
      if (cause == NULL)
        set_dismissed (&cause);
      explain (error, cause, impatient, cancellable);
    }
  return stored;
}

/**
 * rbk_keyring_lookup:
 *
 * As rbk_keyring_store(), blocking too.
 *
 * Returns: (transfer full) (nullable): the secret in memory that is not swapped out, to be freed
 *   with rbk_keyring_free(); %NULL without an error if nothing is stored
 */
char *
rbk_keyring_lookup (const char *purpose, const char *name, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  gboolean impatient;
  char *secret;
  RbkDeadline *deadline;

  g_return_val_if_fail (purpose != NULL && name != NULL, NULL);

  deadline = begin (cancellable);
  secret = lookup (purpose, name, rbk_deadline_get_cancellable (deadline), &cause);
  impatient = rbk_deadline_end (deadline);
  if (cause != NULL)
    explain (error, cause, impatient, cancellable);
  return secret;
}

/**
 * rbk_keyring_clear:
 *
 * Removes what is stored; nothing being there is no error. Blocks.
 */
gboolean
rbk_keyring_clear (const char *purpose, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) attributes = NULL;
  GError *cause = NULL;
  gboolean impatient;
  char *secret;
  RbkDeadline *deadline;

  g_return_val_if_fail (purpose != NULL && name != NULL, FALSE);

  attributes = attributes_new (purpose, name);
  deadline = begin (cancellable);
  /* Clearing leaves locked items where they are and says nothing of it: open them first. */
  secret = lookup (purpose, name, rbk_deadline_get_cancellable (deadline), &cause);
  rbk_keyring_free (secret);
  if (cause == NULL)
    secret_password_clearv_sync (&schema, attributes, rbk_deadline_get_cancellable (deadline), &cause);
  impatient = rbk_deadline_end (deadline);
  if (cause == NULL)
    return TRUE;
  explain (error, cause, impatient, cancellable);
  return FALSE;
}

/**
 * rbk_keyring_free:
 * @secret: (transfer full) (nullable)
 *
 * Overwrites, then frees.
 */
void
rbk_keyring_free (char *secret)
{
  secret_password_free (secret);
}

/**
 * rbk_keyring_set_patience:
 * @seconds: how long a call may take before it ends as %RBK_KEYRING_ERROR_LOCKED; 0 restores the
 *   two minutes that a person needs to find and type a password
 */
void
rbk_keyring_set_patience (guint seconds)
{
  g_atomic_int_set ((gint *) &patience, (gint) (seconds > 0 ? seconds : PATIENCE_SECONDS));
}

typedef struct
{
  char *purpose; /* (owned) */
  char *name;    /* (owned) */
  char *label;   /* (owned) (nullable) */
  char *secret;  /* (owned) (nullable); wiped */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->purpose);
  g_free (request->name);
  g_free (request->label);
  secret_password_free (request->secret);
  g_free (request);
}

/* GLib's own thread pool: a call may wait minutes for a person, and nothing of ours is behind it. */
static void
run (const char *purpose,
     const char *name,
     const char *label,
     const char *secret,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data,
     gpointer tag,
     GTaskThreadFunc function)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->purpose = g_strdup (purpose);
  request->name = g_strdup (name);
  request->label = g_strdup (label);
  request->secret = g_strdup (secret);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, function);
}

static void
store_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;

  if (rbk_keyring_store (
        request->purpose, request->name, request->label, request->secret, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
lookup_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;
  char *secret = rbk_keyring_lookup (request->purpose, request->name, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) rbk_keyring_free);
}

static void
clear_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;

  if (rbk_keyring_clear (request->purpose, request->name, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_keyring_store_async:
 *
 * rbk_keyring_store() for the main thread. @secret is copied, and the copy wiped afterwards.
 */
void
rbk_keyring_store_async (const char *purpose,
                         const char *name,
                         const char *label,
                         const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (purpose != NULL && name != NULL && label != NULL && secret != NULL);

  run (
    purpose, name, label, secret, cancellable, callback, user_data, rbk_keyring_store_async, store_in_thread);
}

gboolean
rbk_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rbk_keyring_store_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rbk_keyring_lookup_async:
 *
 * rbk_keyring_lookup() for the main thread.
 */
void
rbk_keyring_lookup_async (const char *purpose,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (purpose != NULL && name != NULL);

  run (
    purpose, name, NULL, NULL, cancellable, callback, user_data, rbk_keyring_lookup_async, lookup_in_thread);
}

/**
 * rbk_keyring_lookup_finish:
 *
 * Returns: (transfer full) (nullable): as rbk_keyring_lookup()
 */
char *
rbk_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rbk_keyring_lookup_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rbk_keyring_clear_async:
 *
 * rbk_keyring_clear() for the main thread.
 */
void
rbk_keyring_clear_async (const char *purpose,
                         const char *name,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (purpose != NULL && name != NULL);

  run (purpose, name, NULL, NULL, cancellable, callback, user_data, rbk_keyring_clear_async, clear_in_thread);
}

gboolean
rbk_keyring_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rbk_keyring_clear_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
