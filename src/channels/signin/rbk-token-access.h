/* rbk-token-access.h: access by tokens that are renewed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-access.h"

G_BEGIN_DECLS

#define RBK_TYPE_TOKEN_ACCESS (rbk_token_access_get_type ())
G_DECLARE_FINAL_TYPE (RbkTokenAccess, rbk_token_access, RBK, TOKEN_ACCESS, GObject)

RbkAccess *rbk_token_access_new (const char *account_id, const char *directory);

G_END_DECLS
