/* rbk-acting-button.c: who acts at this window, and the way to somebody else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-acting-button.h"

#include "desk/rbk-desk-people.h"
#include "ui/rbk-person-words.h"

#include <glib/gi18n-lib.h>

#define AVATAR_SIZE  24
#define SPACING      6
#define HIGHEST      320 /* pixels of the list, in any window */
#define WIDEST_CHARS 32

struct _RbkActingButton
{
  AdwBin parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends what is under way when the button goes away */
  GtkMenuButton *button;     /* the child */
  AdwAvatar *avatar;
  GtkListBox *choice;
};

G_DEFINE_FINAL_TYPE (RbkActingButton, rbk_acting_button, ADW_TYPE_BIN)

/* Of our own rather than of a menu: its rows say their names to a screen reader. */
static GtkWidget *
make_row (RbkActingButton *self, RbkPerson *person)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  g_autofree char *words = rbk_person_words_dup_label (person);
  GtkWidget *label = gtk_label_new (words);
  gboolean acts = person == rbk_desk_get_person (self->desk);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDEST_CHARS);
  gtk_widget_set_hexpand (label, TRUE);
  /* Takes its room where it is not seen, too. */
  gtk_widget_set_opacity (check, acts ? 1 : 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (acts)
    gtk_accessible_update_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Acts now"), -1);
  g_object_set_data_full (G_OBJECT (row), "person", g_strdup (rbk_person_get_id (person)), g_free);
  return row;
}

static void
show_choice (RbkActingButton *self)
{
  GPtrArray *people = rbk_desk_get_people (self->desk);

  gtk_list_box_remove_all (self->choice);
  for (guint i = 0; i < people->len; i++)
    {
      if (!rbk_person_has_left (people->pdata[i]))
        gtk_list_box_append (self->choice, make_row (self, people->pdata[i]));
    }
}

static void
show_person (RbkActingButton *self)
{
  RbkPerson *person = rbk_desk_get_person (self->desk);
  g_autofree char *label = person != NULL ? rbk_person_words_dup_label (person) : NULL;
  g_autofree char *words = NULL;
  gboolean left = person != NULL && rbk_person_has_left (person);

  if (left)
    /* Translators: %s is a person */
    words = g_strdup_printf (_ ("%s no longer works here. Choose who acts"), rbk_person_get_name (person));
  else
    /* Translators: %s is a person and their role */
    words = g_strdup_printf (_ ("You act as %s"), label != NULL ? label : _ ("Somebody"));
  adw_avatar_set_text (self->avatar, person != NULL ? rbk_person_get_name (person) : NULL);
  show_choice (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  if (left)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "error");
}

static void
acting_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkActingButton *self = data;
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;

  /* Cancelled when the button went away: @self is not to be touched. */
  if (rbk_desk_act_as_finish (RBK_DESK (object), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  dialog = adw_alert_dialog_new (_ ("Not Changed"), error->message);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
chosen_cb (RbkActingButton *self, GtkWidget *row)
{
  const char *person = g_object_get_data (G_OBJECT (row), "person");
  RbkPerson *now = rbk_desk_get_person (self->desk);

  gtk_menu_button_popdown (self->button);
  if (now == NULL || g_strcmp0 (rbk_person_get_id (now), person) != 0)
    rbk_desk_act_as_async (self->desk, person, self->cancellable, acting_cb, self);
}

/* The way that a menu would do it by itself. */
static void
people_cb (RbkActingButton *self)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.people", NULL);
}

static void
rbk_acting_button_dispose (GObject *object)
{
  RbkActingButton *self = RBK_ACTING_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_acting_button_parent_class)->dispose (object);
}

static void
rbk_acting_button_finalize (GObject *object)
{
  RbkActingButton *self = RBK_ACTING_BUTTON (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rbk_acting_button_parent_class)->finalize (object);
}

static void
rbk_acting_button_class_init (RbkActingButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_acting_button_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_acting_button_finalize;
}

static GtkWidget *
make_popover (RbkActingButton *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *heading = gtk_label_new (_ ("You Act As"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *people = gtk_button_new_with_mnemonic (_ ("_People…"));

  self->choice = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->choice, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->choice), "navigation-sidebar");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("You Act As"), -1);
  g_signal_connect_object (self->choice, "row-activated", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (heading, "heading");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), HIGHEST);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->choice));
  gtk_widget_add_css_class (people, "flat");
  g_signal_connect_object (people, "clicked", G_CALLBACK (people_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), people);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
rbk_acting_button_init (RbkActingButton *self)
{
  self->cancellable = g_cancellable_new ();
  self->avatar = ADW_AVATAR (adw_avatar_new (AVATAR_SIZE, NULL, TRUE));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->avatar));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "rbk-acting");
  gtk_menu_button_set_popover (self->button, make_popover (self));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * rbk_acting_button_set_desk:
 *
 * Once; shows who acts at @desk from now on.
 */
void
rbk_acting_button_set_desk (RbkActingButton *self, RbkDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "showroom-changed", G_CALLBACK (show_person), self);
  show_person (self);
}
