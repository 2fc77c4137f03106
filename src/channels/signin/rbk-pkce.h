/* rbk-pkce.h: the proof that who redeems a code is who asked for it (RFC 7636), and other random texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-secret-text.h"

G_BEGIN_DECLS

typedef struct
{
  RbkSecretText *verifier; /* (owned): stays here until the code is redeemed */
  char *challenge;         /* (owned): S256 of it, which the browser carries */
} RbkPkce;

RbkPkce *rbk_pkce_new (void);
RbkPkce *rbk_pkce_new_from_verifier (const char *verifier);
void rbk_pkce_free (RbkPkce *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkPkce, rbk_pkce_free)

char *rbk_pkce_make_random_text (void);

G_END_DECLS
