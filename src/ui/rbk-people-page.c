/* rbk-people-page.c: the page of the preferences about who works here, and who no longer does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-people-page.h"

#include "desk/rbk-desk-people.h"
#include "ui/rbk-hand-over-dialog.h"
#include "ui/rbk-person-dialog.h"
#include "ui/rbk-person-words.h"

#include <glib/gi18n-lib.h>

#define AVATAR_SIZE 32

struct _RbkPeoplePage
{
  AdwPreferencesPage parent_instance;

  RbkDesk *desk;   /* (owned) (nullable) */
  GPtrArray *rows; /* (owned) (element-type GtkWidget): of either group */

  AdwPreferencesGroup *here_group;
  GtkWidget *add_button;
  AdwPreferencesGroup *left_group;
  GtkWidget *hand_over_button;
};

G_DEFINE_FINAL_TYPE (RbkPeoplePage, rbk_people_page, ADW_TYPE_PREFERENCES_PAGE)

static void
present_person (RbkPeoplePage *self, RbkPerson *person)
{
  adw_dialog_present (rbk_person_dialog_new (self->desk, person, GTK_WIDGET (self)),
                      GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
person_cb (RbkPeoplePage *self, GtkWidget *row)
{
  RbkPerson *person = rbk_desk_find_person (self->desk, g_object_get_data (G_OBJECT (row), "person"));

  if (person != NULL)
    present_person (self, person);
}

static void
add_cb (RbkPeoplePage *self)
{
  present_person (self, NULL);
}

static void
hand_over_cb (RbkPeoplePage *self)
{
  adw_dialog_present (rbk_hand_over_dialog_new (self->desk, NULL, GTK_WIDGET (self)),
                      GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
}

/* Role, line and address; of who left, what is still theirs. */
static char *
dup_words (RbkPeoplePage *self, RbkPerson *person)
{
  const char *line = rbk_person_get_line (person);
  const char *parts[4] = { NULL };
  g_autofree char *number = line != NULL ? rbk_desk_dup_phone_words (self->desk, line) : NULL;
  guint count = rbk_desk_count_customers_of (self->desk, rbk_person_get_id (person));
  guint n = 0;

  if (rbk_person_has_left (person))
    {
      if (count == 0)
        return g_strdup (_ ("All customers are handed over"));
      return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%u customer to hand over", "%u customers to hand over", count), count);
    }
  parts[n++] = rbk_person_words_get_role (person);
  if (number != NULL)
    parts[n++] = number;
  if (rbk_person_get_email (person) != NULL)
    parts[n++] = rbk_person_get_email (person);
  return g_strjoinv (" · ", (char **) parts);
}

static GtkWidget *
make_row (RbkPeoplePage *self, RbkPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (AVATAR_SIZE, rbk_person_get_name (person), TRUE);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *words = dup_words (self, person);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rbk_person_get_name (person));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_PROPERTY_LABEL, rbk_person_get_name (person), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  if (person == rbk_desk_get_person (self->desk))
    {
      GtkWidget *you = gtk_label_new (_ ("You"));

      gtk_widget_add_css_class (you, "dimmed");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), you);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_strdup (rbk_person_get_id (person)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_people (RbkPeoplePage *self)
{
  GPtrArray *people = rbk_desk_get_people (self->desk);
  gboolean left = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *group = gtk_widget_get_ancestor (self->rows->pdata[i], ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), self->rows->pdata[i]);
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < people->len; i++)
    {
      RbkPerson *person = people->pdata[i];
      GtkWidget *row = make_row (self, person);

      adw_preferences_group_add (rbk_person_has_left (person) ? self->left_group : self->here_group, row);
      g_ptr_array_add (self->rows, row);
      left |= rbk_person_has_left (person);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->left_group), left);
  gtk_widget_set_visible (self->hand_over_button, rbk_desk_count_customers_of (self->desk, NULL) > 0);
  gtk_widget_set_sensitive (self->hand_over_button, rbk_desk_may (self->desk, RBK_RIGHT_REASSIGN, NULL));
}

static void
show_rights (RbkPeoplePage *self)
{
  g_autoptr (GError) error = NULL;
  gboolean may = rbk_desk_may (self->desk, RBK_RIGHT_CHANGE_PEOPLE, &error);

  gtk_widget_set_sensitive (self->add_button, may);
  adw_preferences_group_set_description (
    self->here_group,
    may ? _ ("Whoever can use this computer’s account is believed to be who they say they are.")
        : error->message);
}

static void
showroom_cb (RbkPeoplePage *self)
{
  show_people (self);
  show_rights (self);
}

static void
rbk_people_page_dispose (GObject *object)
{
  RbkPeoplePage *self = RBK_PEOPLE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_PEOPLE_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_people_page_parent_class)->dispose (object);
}

static void
rbk_people_page_finalize (GObject *object)
{
  g_ptr_array_unref (RBK_PEOPLE_PAGE (object)->rows);
  G_OBJECT_CLASS (rbk_people_page_parent_class)->finalize (object);
}

static void
rbk_people_page_class_init (RbkPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_people_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_people_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkPeoplePage, here_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPeoplePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPeoplePage, left_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPeoplePage, hand_over_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, hand_over_cb);
}

static void
rbk_people_page_init (RbkPeoplePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_people_page_set_desk:
 * @desk: a desk that is founded
 *
 * Once; shows its people from now on.
 */
void
rbk_people_page_set_desk (RbkPeoplePage *self, RbkDesk *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (showroom_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "assignments-changed", G_CALLBACK (show_people), self, G_CONNECT_SWAPPED);
  showroom_cb (self);
}
