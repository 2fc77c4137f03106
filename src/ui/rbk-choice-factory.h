/* rbk-choice-factory.h: the rows of a list of choices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *rbk_choice_factory_new (void);

G_END_DECLS
