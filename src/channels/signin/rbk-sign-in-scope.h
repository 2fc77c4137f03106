/* rbk-sign-in-scope.h: what a company account must let Ringback do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-provider-metadata.h"

G_BEGIN_DECLS

char *rbk_sign_in_scope_new (RbkProviderMetadata *metadata);
gboolean rbk_sign_in_scope_has (const char *scope, const char *wanted);
gboolean rbk_sign_in_scope_is_covered (const char *asked, const char *granted);

G_END_DECLS
