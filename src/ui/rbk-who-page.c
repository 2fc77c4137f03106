/* rbk-who-page.c: asks who sits here, where several people could.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-who-page.h"

#include "desk/rbk-desk-people.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-person-words.h"

#include <glib/gi18n-lib.h>

#define AVATAR_SIZE 32

struct _RbkWhoPage
{
  AdwBin parent_instance;

  RbkDesk *desk;             /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the page goes away */

  GtkListBox *people_list;
  GtkLabel *error_label;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkWhoPage, rbk_who_page, ADW_TYPE_BIN)

static void
acting_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkWhoPage *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_act_as_finish (RBK_DESK (object), result, &error))
    {
      g_signal_emit (self, signals[CHOSEN], 0);
      return;
    }
  /* Cancelled when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->people_list), TRUE);
  rbk_error_label_show (self->error_label, error->message);
}

static void
activated_cb (RbkWhoPage *self, GtkWidget *row)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->people_list), FALSE);
  rbk_error_label_show (self->error_label, NULL);
  rbk_desk_act_as_async (
    self->desk, g_object_get_data (G_OBJECT (row), "person"), self->cancellable, acting_cb, self);
}

static GtkWidget *
make_row (RbkWhoPage *self, RbkPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (AVATAR_SIZE, rbk_person_get_name (person), TRUE);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rbk_person_get_name (person));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), rbk_person_words_get_role (person));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (avatar), GTK_ACCESSIBLE_PROPERTY_LABEL, rbk_person_get_name (person), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_strdup (rbk_person_get_id (person)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
rbk_who_page_dispose (GObject *object)
{
  RbkWhoPage *self = RBK_WHO_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* Disposing the template would unparent a child that has a name behind its parent's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_WHO_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_who_page_parent_class)->dispose (object);
}

static void
rbk_who_page_finalize (GObject *object)
{
  g_clear_object (&RBK_WHO_PAGE (object)->cancellable);
  G_OBJECT_CLASS (rbk_who_page_parent_class)->finalize (object);
}

static void
rbk_who_page_class_init (RbkWhoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_who_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_who_page_finalize;
  signals[CHOSEN] =
    g_signal_new ("chosen", RBK_TYPE_WHO_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-who-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkWhoPage, people_list);
  gtk_widget_class_bind_template_child (widget_class, RbkWhoPage, error_label);
}

static void
rbk_who_page_init (RbkWhoPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_who_page_new:
 * @desk: a desk whose showroom is known, and not who acts
 *
 * Returns: (transfer floating): the page, with a header bar of its own
 */
GtkWidget *
rbk_who_page_new (RbkDesk *desk)
{
  RbkWhoPage *self = g_object_new (RBK_TYPE_WHO_PAGE, NULL);
  GPtrArray *people = rbk_desk_get_people (desk);

  self->desk = g_object_ref (desk);
  for (guint i = 0; i < people->len; i++)
    {
      if (!rbk_person_has_left (people->pdata[i]))
        gtk_list_box_append (self->people_list, make_row (self, people->pdata[i]));
    }
  return GTK_WIDGET (self);
}
