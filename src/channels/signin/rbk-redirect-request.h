/* rbk-redirect-request.h: what a browser brings back from the provider (RFC 6749 §4.1.2, RFC 9207).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/signin/rbk-provider-metadata.h"
#include "channels/signin/rbk-secret-text.h"

G_BEGIN_DECLS

#define RBK_REDIRECT_PATH "/callback"

/**
 * RbkRedirectAnswer:
 * @RBK_REDIRECT_ELSEWHERE: for another place, such as an icon: there is nothing
 * @RBK_REDIRECT_WRONG: not from this sign-in, or no request at all: it changes nothing
 * @RBK_REDIRECT_CODE: the person signed in
 * @RBK_REDIRECT_REFUSED: the provider says no
 * @RBK_REDIRECT_OTHER_ISSUER: of this sign-in, but from another provider (RFC 9207 §2.4): nothing may be done
 * with it
 */
typedef enum
{
  RBK_REDIRECT_ELSEWHERE,
  RBK_REDIRECT_WRONG,
  RBK_REDIRECT_CODE,
  RBK_REDIRECT_REFUSED,
  RBK_REDIRECT_OTHER_ISSUER,
} RbkRedirectAnswer;

RbkRedirectAnswer rbk_redirect_request_read (const char *head,
                                             guint16 port,
                                             const char *state,
                                             RbkProviderMetadata *metadata,
                                             RbkSecretText **code,
                                             char **refusal);

G_END_DECLS
