/* rbk-verified-files.h: large files that need not be read again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

typedef struct _RbkVerifiedFiles RbkVerifiedFiles;

RbkVerifiedFiles *rbk_verified_files_new (const char *path);
void rbk_verified_files_free (RbkVerifiedFiles *self);
gboolean rbk_verified_files_has (RbkVerifiedFiles *self, const struct stat *status, const char *sha256);
void rbk_verified_files_add (RbkVerifiedFiles *self, const struct stat *status, const char *sha256);
gboolean rbk_verified_files_same (const struct stat *one, const struct stat *other);

G_END_DECLS
