/* rbk-policy-check.h: whether a company policy, from a file or typed, can be so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RbkPolicyError:
 * @RBK_POLICY_ERROR_FORM: not a policy file at all, or too large
 * @RBK_POLICY_ERROR_NEWER: a file for a newer Ringback
 * @RBK_POLICY_ERROR_MEMBER: it says something that no policy has; misspelt, perhaps
 * @RBK_POLICY_ERROR_VALUE: one of its values cannot be so; the message says where and why
 */
typedef enum
{
  RBK_POLICY_ERROR_FORM,
  RBK_POLICY_ERROR_NEWER,
  RBK_POLICY_ERROR_MEMBER,
  RBK_POLICY_ERROR_VALUE,
} RbkPolicyError;

#define RBK_POLICY_ERROR (rbk_policy_error_quark ())
GQuark rbk_policy_error_quark (void);

/* A file says which form it has by its member of this name. */
#define RBK_POLICY_FORMAT_MEMBER "ringback_policy"
#define RBK_POLICY_FORMAT        1
/* More than any policy needs, in bytes. */
#define RBK_POLICY_LARGEST_FILE (512 * 1024)

JsonObject *rbk_policy_read_file (GBytes *file, GError **error);
gboolean rbk_policy_check (JsonObject *changes, GError **error);
gboolean rbk_policy_read_time (const char *text, guint *minutes);

G_END_DECLS
