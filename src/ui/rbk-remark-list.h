/* rbk-remark-list.h: what the rules say of a take, each with an icon and words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RBK_TYPE_REMARK_LIST (rbk_remark_list_get_type ())
G_DECLARE_FINAL_TYPE (RbkRemarkList, rbk_remark_list, RBK, REMARK_LIST, GtkBox)

GtkWidget *rbk_remark_list_new (void);
void rbk_remark_list_set_remarks (RbkRemarkList *self, GPtrArray *remarks);

const char *rbk_remark_list_get_level_icon (RbkRemarkLevel level);
const char *rbk_remark_list_get_level_style (RbkRemarkLevel level);
const char *rbk_remark_list_get_level_words (RbkRemarkLevel level);

G_END_DECLS
