/* rbk-send-result.h: what is certain after a message was handed to a provider, by whatever medium.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RbkSendResult:
 * @RBK_SEND_ACCEPTED: the provider has it and will deliver it
 * @RBK_SEND_NOT_SENT: certain that nothing left; may be tried again later
 * @RBK_SEND_REFUSED: certain that nothing left, and trying again as it is will not help
 * @RBK_SEND_UNCERTAIN: it may have left: ask the provider for it before anything else
 */
typedef enum
{
  RBK_SEND_ACCEPTED,
  RBK_SEND_NOT_SENT,
  RBK_SEND_REFUSED,
  RBK_SEND_UNCERTAIN,
} RbkSendResult;

/**
 * RbkFound:
 * @RBK_FOUND_SENT: the provider has sent it, or is about to
 * @RBK_FOUND_NOT_SENT: the provider answered clearly that it has not
 * @RBK_FOUND_UNKNOWN: no clear answer
 */
typedef enum
{
  RBK_FOUND_SENT,
  RBK_FOUND_NOT_SENT,
  RBK_FOUND_UNKNOWN,
} RbkFound;

G_END_DECLS
