/* rbk-secret-text.h: texts that are wiped before their memory is given back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-json.h"

G_BEGIN_DECLS

typedef char RbkSecretText;

void rbk_secret_text_free (RbkSecretText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkSecretText, rbk_secret_text_free)

gboolean rbk_secret_text_equal (const char *one, const char *other);
void rbk_secret_bytes_unref (GBytes *bytes);
void rbk_secret_json_unref (JsonObject *object);

G_END_DECLS
