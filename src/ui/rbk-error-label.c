/* rbk-error-label.c: the place in a form where it says what is wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-error-label.h"

/**
 * rbk_error_label_show:
 * @words: (nullable): what is wrong, and what to do; NULL: nothing is, and the label goes away
 *
 * A screen reader says it at once: whoever pressed a button waits for an answer.
 */
void
rbk_error_label_show (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
