/* rbk-written-check.h: what can be found in written words, and must not or must be there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-gate-tables.h"

G_BEGIN_DECLS

gboolean rbk_written_has_empty_field (const char *text);
gboolean rbk_written_has_words (const char *text, const char *words);
gboolean rbk_written_has_number (const char *text, const char *number);
gboolean rbk_written_says_stop (const char *text);
gboolean rbk_written_says_opt_out (const char *text, RbkGateTables *tables, const char *unsubscribe);
guint rbk_written_count (const char *text, const char *part);
char **rbk_written_dup_hosts (const char *text);

/* Where another person's first name stands. */
typedef enum
{
  RBK_OTHER_NAME_NOWHERE,
  RBK_OTHER_NAME_INSIDE,
  RBK_OTHER_NAME_GREETED, /* “Hi Marcus,” */
} RbkOtherName;

RbkOtherName rbk_written_find_name (const char *text, const char *first_name);

G_END_DECLS
