/* rbk-application.h: the program: its options, actions and keys, and its one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RBK_APPLICATION_ID "app.ringback.Ringback"

#define RBK_TYPE_APPLICATION (rbk_application_get_type ())
G_DECLARE_FINAL_TYPE (RbkApplication, rbk_application, RBK, APPLICATION, AdwApplication)

RbkApplication *rbk_application_new (const char *version);

G_END_DECLS
