/* rbk-phone-line-private.h: down to the telephone's 8 kHz and up again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RBK_PHONE_RATE 8000 /* samples a second on every telephone network */

float *rbk_phone_line_narrow (
  const float *samples, gsize n, gsize *n_narrow, GCancellable *cancellable, GError **error);
float *rbk_phone_line_widen (
  const float *narrow, gsize n_narrow, guint step, gsize n, GCancellable *cancellable, GError **error);
float rbk_phone_line_companded (float sample);

G_END_DECLS
