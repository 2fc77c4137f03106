/* rbk-first-run-page.c: names the showroom and whoever sits here, or leads to the sample showroom.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-first-run-page.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-written.h"
#include "model/rbk-json.h"
#include "ui/rbk-choice-factory.h"
#include "ui/rbk-domain-list.h"
#include "ui/rbk-error-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkFirstRunPage
{
  AdwBin parent_instance;

  RbkDesk *desk;             /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the page goes away */
  gboolean founding;

  AdwNavigationView *navigation;
  AdwNavigationPage *showroom_page;
  AdwNavigationPage *person_page;
  GtkWidget *set_up_button;
  GtkEditable *name_row;
  GtkEditable *postal_row;
  GtkEditable *domains_row;
  GtkLabel *showroom_error;
  GtkWidget *next_button;
  GtkWidget *person_form;
  GtkEditable *person_row;
  GtkEditable *email_row;
  GtkEditable *line_row;
  AdwComboRow *role_row;
  GtkLabel *person_error;
  GtkWidget *finish_button;
  GtkWidget *spinner;
};

enum
{
  FOUNDED,
  LOOK_AROUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkFirstRunPage, rbk_first_run_page, ADW_TYPE_BIN)

static char *
dup_entry (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/* Marks the rows that something is wrong with; the first of them is where the person goes on. */
static void
mark (GtkEditable *row, gboolean wrong)
{
  if (wrong)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static void
set_up_cb (RbkFirstRunPage *self)
{
  adw_navigation_view_push (self->navigation, self->showroom_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

static void
look_around_cb (RbkFirstRunPage *self)
{
  g_signal_emit (self, signals[LOOK_AROUND], 0);
}

static void
showroom_changed_cb (RbkFirstRunPage *self)
{
  rbk_error_label_show (self->showroom_error, NULL);
  mark (self->name_row, FALSE);
  mark (self->domains_row, FALSE);
}

static void
person_changed_cb (RbkFirstRunPage *self)
{
  rbk_error_label_show (self->person_error, NULL);
  mark (self->person_row, FALSE);
  mark (self->email_row, FALSE);
  mark (self->line_row, FALSE);
}

static void
next_cb (RbkFirstRunPage *self)
{
  g_autofree char *name = dup_entry (self->name_row);
  g_autoptr (GError) error = NULL;

  showroom_changed_cb (self);
  if (*name == '\0')
    {
      mark (self->name_row, TRUE);
      rbk_error_label_show (self->showroom_error,
                            _ ("Write the name of the showroom, as customers know it."));
      return;
    }
  if (!rbk_domain_list_check (self->desk, gtk_editable_get_text (self->domains_row), &error))
    {
      mark (self->domains_row, TRUE);
      rbk_error_label_show (self->showroom_error, error->message);
      return;
    }
  adw_navigation_view_push (self->navigation, self->person_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->person_row));
}

static void
show_founding (RbkFirstRunPage *self, gboolean founding)
{
  self->founding = founding;
  gtk_widget_set_sensitive (self->person_form, !founding);
  gtk_widget_set_visible (self->spinner, founding);
  adw_navigation_page_set_can_pop (self->person_page, !founding);
}

/* The words of the rules about an address name it, or its domain. */
static gboolean
is_about_address (RbkFirstRunPage *self, const char *words)
{
  g_autofree char *address = dup_entry (self->email_row);
  const char *at = strrchr (address, '@');

  return strstr (words, at != NULL && at[1] != '\0' ? at + 1 : address) != NULL;
}

static void
postal_kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkFirstRunPage *self = data;
  g_autoptr (GError) error = NULL;

  /* The showroom is founded all the same; an email without the address says so before it leaves (M-5). */
  if (!rbk_desk_change_policy_finish (RBK_DESK (object), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_message ("The postal address was not kept: %s", error->message);
    }
  show_founding (self, FALSE);
  g_signal_emit (self, signals[FOUNDED], 0);
}

static void
keep_postal (RbkFirstRunPage *self)
{
  g_autofree char *postal = dup_entry (self->postal_row);
  g_autoptr (JsonObject) policy = rbk_json_new ("postal_address", *postal != '\0' ? postal : NULL, NULL);

  rbk_desk_change_policy_async (self->desk, policy, self->cancellable, postal_kept_cb, self);
}

static void
role_kept_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *person = rbk_desk_change_person_finish (RBK_DESK (object), result, &error);

  /* Where no manager works, a salesperson may do as much, and can become one in the preferences. */
  if (person == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      g_message ("The role was not kept: %s", error->message);
    }
  keep_postal (data);
}

static void
founded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkFirstRunPage *self = data;
  g_autoptr (GError) error = NULL;
  gboolean founded = rbk_desk_found_showroom_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (founded)
    {
      g_autoptr (JsonObject) role = rbk_json_new ("role", "manager", NULL);

      if (adw_combo_row_get_selected (self->role_row) == 0)
        keep_postal (self);
      else
        rbk_desk_change_person_async (self->desk,
                                      rbk_person_get_id (rbk_desk_get_person (self->desk)),
                                      role,
                                      self->cancellable,
                                      role_kept_cb,
                                      self);
      return;
    }
  rbk_error_label_show (self->person_error, error->message);
  show_founding (self, FALSE);
  mark (self->email_row, is_about_address (self, error->message));
}

static gboolean
check_person (RbkFirstRunPage *self, const char *name, const char *email, const char *line)
{
  if (*name == '\0')
    {
      mark (self->person_row, TRUE);
      rbk_error_label_show (self->person_error, _ ("Write your own name, as customers know you."));
    }
  else if (*email == '\0')
    {
      mark (self->email_row, TRUE);
      rbk_error_label_show (self->person_error, _ ("Write the address that the showroom gave you."));
    }
  else if (*line == '\0')
    {
      mark (self->line_row, TRUE);
      rbk_error_label_show (self->person_error,
                            _ ("Write the number on which customers reach you directly."));
    }
  else
    return TRUE;
  return FALSE;
}

static void
finish_cb (RbkFirstRunPage *self)
{
  g_autofree char *name = dup_entry (self->name_row);
  g_autofree char *person = dup_entry (self->person_row);
  g_autofree char *email = dup_entry (self->email_row);
  g_autofree char *line = dup_entry (self->line_row);
  g_auto (GStrv) domains = rbk_domain_list_split (gtk_editable_get_text (self->domains_row));

  if (self->founding)
    return;
  person_changed_cb (self);
  if (!check_person (self, person, email, line))
    return;
  show_founding (self, TRUE);
  rbk_desk_found_showroom_async (self->desk,
                                 name,
                                 (const char *const *) domains,
                                 person,
                                 email,
                                 line,
                                 self->cancellable,
                                 founded_cb,
                                 self);
}

static void
rbk_first_run_page_dispose (GObject *object)
{
  RbkFirstRunPage *self = RBK_FIRST_RUN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* Disposing the template would unparent a child that has a name behind its parent's back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_FIRST_RUN_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_first_run_page_parent_class)->dispose (object);
}

static void
rbk_first_run_page_finalize (GObject *object)
{
  g_clear_object (&RBK_FIRST_RUN_PAGE (object)->cancellable);
  G_OBJECT_CLASS (rbk_first_run_page_parent_class)->finalize (object);
}

static void
rbk_first_run_page_class_init (RbkFirstRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_first_run_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_first_run_page_finalize;

  /**
   * RbkFirstRunPage::founded:
   *
   * The showroom is there now, and who acts at this window is known.
   */
  signals[FOUNDED] = g_signal_new ("founded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * RbkFirstRunPage::look-around:
   *
   * The person wants to see the sample showroom.
   */
  signals[LOOK_AROUND] =
    g_signal_new ("look-around", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-first-run-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, showroom_page);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, person_page);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, set_up_button);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, postal_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, domains_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, showroom_error);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, person_form);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, person_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, email_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, line_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, role_row);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, person_error);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, finish_button);
  gtk_widget_class_bind_template_child (widget_class, RbkFirstRunPage, spinner);
  gtk_widget_class_bind_template_callback (widget_class, set_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_around_cb);
  gtk_widget_class_bind_template_callback (widget_class, showroom_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);
}

static void
rbk_first_run_page_init (RbkFirstRunPage *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  adw_combo_row_set_list_factory (self->role_row, factory);
}

/**
 * rbk_first_run_page_new:
 * @desk: a desk that is open and not founded yet
 *
 * Returns: (transfer floating): the page, with header bars of its own
 */
GtkWidget *
rbk_first_run_page_new (RbkDesk *desk)
{
  RbkFirstRunPage *self = g_object_new (RBK_TYPE_FIRST_RUN_PAGE, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
