/* rbk-jmap-discovery.h: where a company's JMAP server is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "channels/rbk-http-session.h"

G_BEGIN_DECLS

GUri *rbk_jmap_discover (
  RbkHttpSession *http, const char *address, const char *server, GCancellable *cancellable, GError **error);

G_END_DECLS
