/* rbk-base64url.h: base64 as URLs and JSON Web Tokens carry it (RFC 4648 §5, without padding).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rbk_base64url_encode (const guint8 *data, gsize size);
GBytes *rbk_base64url_decode (const char *text, gsize length);

G_END_DECLS
