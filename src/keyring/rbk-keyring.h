/* rbk-keyring.h: the person's keyring, the only place where secrets are kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkKeyringError:
 * @RBK_KEYRING_ERROR_ABSENT: no keyring service or no session bus to reach it on
 * @RBK_KEYRING_ERROR_LOCKED: the keyring stayed locked, or never answered
 * @RBK_KEYRING_ERROR_DISMISSED: the question for the keyring's password was closed without it
 * @RBK_KEYRING_ERROR_WITHHELD: in a Flatpak: the desktop did not hand out the secret that our keyring is
 *   encrypted with. It does not say whether its own keyring stayed locked or is not there
 * @RBK_KEYRING_ERROR_FAILED: anything else that the service reported
 *
 * A cancelled call ends with %G_IO_ERROR_CANCELLED instead.
 */
typedef enum
{
  RBK_KEYRING_ERROR_ABSENT,
  RBK_KEYRING_ERROR_LOCKED,
  RBK_KEYRING_ERROR_DISMISSED,
  RBK_KEYRING_ERROR_WITHHELD,
  RBK_KEYRING_ERROR_FAILED,
} RbkKeyringError;

#define RBK_KEYRING_ERROR (rbk_keyring_error_quark ())
GQuark rbk_keyring_error_quark (void);

/* Purposes: the ledger's key (by ledger id), a mailbox's secret (by address) and the tokens of an account
 * that was signed in to (by account id). */
#define RBK_KEYRING_LEDGER  "ledger-key"
#define RBK_KEYRING_MAILBOX "mailbox"
#define RBK_KEYRING_TOKENS  "tokens"

gboolean rbk_keyring_store (const char *purpose,
                            const char *name,
                            const char *label,
                            const char *secret,
                            GCancellable *cancellable,
                            GError **error);
char *rbk_keyring_lookup (const char *purpose, const char *name, GCancellable *cancellable, GError **error);
gboolean rbk_keyring_clear (const char *purpose, const char *name, GCancellable *cancellable, GError **error);

void rbk_keyring_store_async (const char *purpose,
                              const char *name,
                              const char *label,
                              const char *secret,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rbk_keyring_store_finish (GAsyncResult *result, GError **error);
void rbk_keyring_lookup_async (const char *purpose,
                               const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
char *rbk_keyring_lookup_finish (GAsyncResult *result, GError **error);
void rbk_keyring_clear_async (const char *purpose,
                              const char *name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean rbk_keyring_clear_finish (GAsyncResult *result, GError **error);

void rbk_keyring_free (char *secret);
void rbk_keyring_set_patience (guint seconds);

G_END_DECLS
