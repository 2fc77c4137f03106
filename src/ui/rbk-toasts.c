/* rbk-toasts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-toasts.h"

/**
 * rbk_toasts_add:
 * @widget: something in a dialog or window that shows toasts
 * @toast: (transfer full): what it shows; dropped if there is nothing that could
 */
void
rbk_toasts_add (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *preferences = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  /* What names are in it is no markup. */
  adw_toast_set_use_markup (toast, FALSE);
  if (preferences != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (preferences), toast);
  else if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

/**
 * rbk_toasts_say:
 * @words: what happened
 */
void
rbk_toasts_say (GtkWidget *widget, const char *words)
{
  rbk_toasts_add (widget, adw_toast_new (words));
}
