/* rbk-log.h: what may be written to a log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rbk_log_mask (const char *text);
void rbk_log_make_criticals_fatal (void);

G_END_DECLS
