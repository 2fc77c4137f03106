/* rbk-shortcuts-dialog.c: the keys of the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-shortcuts-dialog.h"

#include <glib/gi18n-lib.h>

/* libadwaita 1.7 has no dialog for this, and GTK's is deprecated. */
static const struct
{
  const char *group; /* (nullable): begins a new one */
  const char *title;
  const char *accelerator;
} shortcuts[] = {
  { N_ ("Customers"), N_ ("Search customers"), "<Control>f" },
  { NULL, N_ ("Add a customer"), "<Control><Shift>n" },
  { N_ ("Timeline"), N_ ("Record a voicemail"), "<Control>r" },
  { NULL, N_ ("Log a call"), "<Control>l" },
  { NULL, N_ ("Write a text"), "<Control>t" },
  { NULL, N_ ("Write an email"), "<Control>e" },
  { NULL, N_ ("Send what is written"), "<Control>Return" },
  { NULL, N_ ("Add a note"), "<Control>n" },
  { NULL, N_ ("Go to the newest entry"), "<Control>End" },
  { NULL, N_ ("Show or hide the details"), "F9" },
  { NULL, N_ ("Back to the customers"), "<Alt>Left" },
  { N_ ("Voicemail"), N_ ("Record, and stop"), "r" },
  { NULL, N_ ("Play and pause; pause while recording"), "space" },
  { NULL, N_ ("A second back"), "Left" },
  { NULL, N_ ("A second on"), "Right" },
  { NULL, N_ ("Record a new take"), "t" },
  { NULL, N_ ("Choose the first take, the second…"), "1" },
  { NULL, N_ ("Use the chosen take"), "Return" },
  { NULL, N_ ("Hear it as on a telephone"), "p" },
  { NULL, N_ ("Show the cue card"), "c" },
  { NULL, N_ ("Scroll the script faster"), "plus" },
  { NULL, N_ ("Scroll the script slower"), "minus" },
  { NULL, N_ ("Select from here"), "i" },
  { NULL, N_ ("Select to here"), "o" },
  { NULL, N_ ("Select further back"), "<Shift>Left" },
  { NULL, N_ ("Select further on"), "<Shift>Right" },
  { NULL, N_ ("Select a little further back"), "<Control><Shift>Left" },
  { NULL, N_ ("Select a little further on"), "<Control><Shift>Right" },
  { NULL, N_ ("Cut the selected passage out"), "x" },
  { NULL, N_ ("Keep only the selected passage"), "k" },
  { NULL, N_ ("Record over the selected passage"), "<Shift>r" },
  { NULL, N_ ("Undo the last edit"), "<Control>z" },
  { NULL, N_ ("Redo the edit"), "<Control><Shift>z" },
  { NULL, N_ ("Delete the passage, or the take"), "Delete" },
  { NULL, N_ ("Forget the selection; leave"), "Escape" },
  { N_ ("Review"), N_ ("Play and pause"), "space" },
  { NULL, N_ ("Two seconds back"), "Left" },
  { NULL, N_ ("Two seconds on"), "Right" },
  { NULL, N_ ("Hear it as on a telephone"), "p" },
  { NULL, N_ ("Play faster"), "plus" },
  { NULL, N_ ("Play slower"), "minus" },
  { NULL, N_ ("Comment at this second"), "c" },
  { NULL, N_ ("The criterion above"), "Up" },
  { NULL, N_ ("The criterion below"), "Down" },
  { NULL, N_ ("Score it 0, 1, 2 or 3"), "1" },
  { NULL, N_ ("To the gates"), "g" },
  { NULL, N_ ("To strengths and improvement"), "s" },
  { NULL, N_ ("Approve, or review"), "<Control>Return" },
  { NULL, N_ ("Return it to be recorded once more"), "<Control><Shift>Return" },
  { NULL, N_ ("The next one, this one later"), "n" },
  { NULL, N_ ("Record your own once more"), "r" },
  { N_ ("General"), N_ ("Main menu"), "F10" },
  { NULL, N_ ("Outbox"), "<Control>o" },
  { NULL, N_ ("Reviews"), "<Control>j" },
  { NULL, N_ ("Preferences"), "<Control>comma" },
  { NULL, N_ ("Keyboard shortcuts"), "<Control>question" },
  { NULL, N_ ("Close the window"), "<Control>w" },
  { NULL, N_ ("Quit"), "<Control>q" },
};

static GtkWidget *
make_row (const char *title, const char *accelerator)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = NULL;
  guint key;
  GdkModifierType modifiers;
  g_autofree char *words = NULL;

  if (gtk_accelerator_parse (accelerator, &key, &modifiers))
    words = gtk_accelerator_get_label (key, modifiers);
  label = gtk_label_new (words);
  gtk_widget_add_css_class (label, "rbk-key");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

/**
 * rbk_shortcuts_dialog_new:
 *
 * Returns: (transfer floating): a dialog that lists the keys
 */
AdwDialog *
rbk_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].group != NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, _ (shortcuts[i].group));
          adw_preferences_page_add (page, group);
        }
      adw_preferences_group_add (group, make_row (_ (shortcuts[i].title), shortcuts[i].accelerator));
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
