/* rbk-sign-in-words.h: what goes wrong with signing in, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-channel-error.h"

G_BEGIN_DECLS

void rbk_sign_in_set_error (GError **error, RbkChannelError code);
void rbk_sign_in_propagate (GError **error, GError *cause);
void rbk_sign_in_explain (GError **error, const char *refusal);

G_END_DECLS
