/* rbk-person-dialog.h: one person of the showroom: who they are, and whether they are still here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_TYPE_PERSON_DIALOG (rbk_person_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RbkPersonDialog, rbk_person_dialog, RBK, PERSON_DIALOG, AdwDialog)

AdwDialog *rbk_person_dialog_new (RbkDesk *desk, RbkPerson *person, GtkWidget *opener);

G_END_DECLS
