/* main.c: Ringback, the follow-up desk of a showroom's sales floor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-log.h"
#include "ui/rbk-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

int
main (int argc, char *argv[])
{
  g_autoptr (RbkApplication) application = NULL;

#ifdef __GLIBC__
  /* The C library would give each of our threads a heap of its own, and with them five megabytes to what
   * is never used again. None of them allocates so much that one heap would be slower. */
  mallopt (M_ARENA_MAX, 1);
#endif
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, RBK_LOCALE_DIRECTORY);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
#ifdef RBK_DEVELOPMENT
  rbk_log_make_criticals_fatal ();
#endif

  application = rbk_application_new (RBK_VERSION);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
