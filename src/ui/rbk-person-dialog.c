/* rbk-person-dialog.c: one person of the showroom: who they are, and whether they are still here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-person-dialog.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-photo.h"
#include "model/rbk-json.h"
#include "ui/rbk-choice-factory.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-hand-over-dialog.h"
#include "ui/rbk-loss-question.h"
#include "ui/rbk-person-words.h"
#include "ui/rbk-photo-row.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

struct _RbkPersonDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  RbkPerson *person;         /* (owned) (nullable): NULL: a new one */
  GtkWidget *opener;         /* (weak) (nullable): where it was opened, and where toasts go */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  guint n_customers;         /* theirs, when it was asked whether they leave */
  char *saved;               /* (owned) (nullable): the id of who was added here already */

  GtkButton *cancel_button;
  GtkWidget *save_button;
  GtkLabel *rights_label;
  GtkWidget *form;
  GtkWidget *person_group;
  GtkEditable *name_row;
  AdwComboRow *role_row;
  GtkEditable *email_row;
  GtkEditable *line_row;
  RbkPhotoRow *photo_row;
  GtkLabel *error_label;
  GtkWidget *leaving_group;
  GtkWidget *hand_over_button;
  GtkWidget *take_back_button;
  GtkWidget *let_go_button;
};

G_DEFINE_FINAL_TYPE (RbkPersonDialog, rbk_person_dialog, ADW_TYPE_DIALOG)

/* In the order of the template. */
static const char *const roles[] = { "salesperson", "manager" };

static void
set_busy (RbkPersonDialog *self, gboolean busy)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), !busy);
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
  if (busy)
    rbk_error_label_show (self->error_label, NULL);
}

static void
fail (RbkPersonDialog *self, const GError *error)
{
  set_busy (self, FALSE);
  rbk_error_label_show (self->error_label, error->message);
}

/* @words: (transfer full) */
static void
end (RbkPersonDialog *self, char *words)
{
  if (self->opener != NULL)
    rbk_toasts_say (self->opener, words);
  g_free (words);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
changed_cb (RbkPersonDialog *self)
{
  if (self->desk != NULL)
    rbk_error_label_show (self->error_label, NULL);
}

/* Who they are */

static void
end_saved (RbkPersonDialog *self, const char *person)
{
  /* Translators: %s is a person */
  end (self,
       self->person != NULL
         ? g_strdup (_ ("Saved"))
         : g_strdup_printf (_ ("%s works here now"), rbk_desk_get_person_name (self->desk, person)));
}

static void
photo_saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPersonDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_change_photo_finish (RBK_DESK (object), result, &error))
    end_saved (self, self->saved);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPersonDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *person = rbk_desk_change_person_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (person == NULL)
    {
      fail (self, error);
      return;
    }
  if (!rbk_photo_row_is_changed (self->photo_row))
    {
      end_saved (self, person);
      return;
    }
  /* Whoever was added is not added once more if only the photo fails. */
  g_set_str (&self->saved, person);
  rbk_desk_change_photo_async (
    self->desk, person, rbk_photo_row_get_photo (self->photo_row), self->cancellable, photo_saved_cb, self);
}

static void
save_cb (RbkPersonDialog *self)
{
  guint role = MIN (adw_combo_row_get_selected (self->role_row), G_N_ELEMENTS (roles) - 1);
  g_autoptr (JsonObject) changes = rbk_json_new ("name",
                                                 gtk_editable_get_text (self->name_row),
                                                 "role",
                                                 roles[role],
                                                 "email",
                                                 gtk_editable_get_text (self->email_row),
                                                 "line",
                                                 gtk_editable_get_text (self->line_row),
                                                 NULL);

  set_busy (self, TRUE);
  rbk_desk_change_person_async (self->desk,
                                self->person != NULL ? rbk_person_get_id (self->person) : self->saved,
                                changes,
                                self->cancellable,
                                saved_cb,
                                self);
}

/* Whether they are here */

static void
hand_over (RbkPersonDialog *self)
{
  GtkWidget *opener = self->opener;

  if (opener == NULL)
    return;
  adw_dialog_present (rbk_hand_over_dialog_new (self->desk, self->person, opener),
                      GTK_WIDGET (gtk_widget_get_root (opener)));
}

static void
hand_over_cb (RbkPersonDialog *self)
{
  g_autoptr (RbkPersonDialog) kept = g_object_ref (self);

  adw_dialog_force_close (ADW_DIALOG (self));
  hand_over (kept);
}

static void
let_go_done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPersonDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkPersonDialog) kept = NULL;

  if (!rbk_desk_let_go_finish (RBK_DESK (object), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, error);
      return;
    }
  kept = g_object_ref (self);
  /* Translators: %s is a person */
  end (self, g_strdup_printf (_ ("%s no longer works here"), rbk_person_get_name (self->person)));
  if (kept->n_customers > 0)
    hand_over (kept);
}

static void
let_go_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkPersonDialog) self = data;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "let-go") != 0 ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, TRUE);
  rbk_desk_let_go_async (
    self->desk, rbk_person_get_id (self->person), self->cancellable, let_go_done_cb, self);
}

static void
ask (RbkPersonDialog *self)
{
  /* Translators: %s is a person */
  g_autofree char *heading = g_strdup_printf (_ ("Has %s Left?"), rbk_person_get_name (self->person));
  g_autofree char *customers =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                  "%u customer is theirs and can be handed over next.",
                                  "%u customers are theirs and can be handed over next.",
                                  self->n_customers),
                     self->n_customers);
  /* Translators: what is said of the customers of somebody who leaves comes last */
  g_autofree char *body = g_strdup_printf (
    _ (
      "Nothing leaves in their name any more: messages that wait are cancelled, their own mailbox is removed "
      "and its password leaves the keyring. What they did stays on the timelines. %s"),
    self->n_customers > 0 ? customers : _ ("No customer is theirs."));
  AdwDialog *question = rbk_loss_question_new (heading, body, _ ("_Keep"), "let-go", _ ("_No Longer Here"));

  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, let_go_answered_cb, g_object_ref (self));
}

static void
customers_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPersonDialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) customers = rbk_desk_list_customers_of_finish (RBK_DESK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (customers == NULL)
    {
      fail (self, error);
      return;
    }
  set_busy (self, FALSE);
  self->n_customers = customers->len;
  ask (self);
}

/* The question says what will happen, so it is known first. */
static void
let_go_cb (RbkPersonDialog *self)
{
  set_busy (self, TRUE);
  rbk_desk_list_customers_of_async (
    self->desk, rbk_person_get_id (self->person), self->cancellable, customers_cb, self);
}

static void
taken_back_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPersonDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_take_back_finish (RBK_DESK (object), result, &error))
    /* Translators: %s is a person */
    end (self, g_strdup_printf (_ ("%s works here again"), rbk_person_get_name (self->person)));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fail (self, error);
}

static void
take_back_cb (RbkPersonDialog *self)
{
  set_busy (self, TRUE);
  rbk_desk_take_back_async (
    self->desk, rbk_person_get_id (self->person), self->cancellable, taken_back_cb, self);
}

/* What is shown */

static void
show_rights (RbkPersonDialog *self)
{
  g_autoptr (GError) error = NULL;
  gboolean may = rbk_desk_may (self->desk, RBK_RIGHT_CHANGE_PEOPLE, &error);
  gboolean own = self->person != NULL && self->person == rbk_desk_get_person (self->desk);
  gboolean left = self->person != NULL && rbk_person_has_left (self->person);
  guint count =
    self->person != NULL ? rbk_desk_count_customers_of (self->desk, rbk_person_get_id (self->person)) : 0;

  gtk_widget_set_sensitive (self->person_group, (may || own) && !left);
  gtk_widget_set_sensitive (GTK_WIDGET (self->role_row), may);
  gtk_widget_set_visible (self->save_button, (may || own) && !left);
  if (!gtk_widget_get_visible (self->save_button))
    {
      gtk_button_set_label (self->cancel_button, _ ("_Close"));
      adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->cancel_button));
    }
  gtk_label_set_label (self->rights_label, may ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->rights_label), !may);
  gtk_widget_set_visible (self->leaving_group, may && self->person != NULL && !own);
  gtk_widget_set_visible (self->let_go_button, !left);
  gtk_widget_set_visible (self->take_back_button, left);
  gtk_widget_set_visible (self->hand_over_button, left && count > 0);
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
show_person (RbkPersonDialog *self)
{
  const char *line = rbk_person_get_line (self->person);
  g_autofree char *number = line != NULL ? rbk_desk_dup_phone_words (self->desk, line) : NULL;
  g_autoptr (GBytes) photo = rbk_desk_dup_photo (self->desk, self->person);

  adw_dialog_set_title (ADW_DIALOG (self), rbk_person_get_name (self->person));
  set_text (self->name_row, rbk_person_get_name (self->person));
  set_text (self->email_row, rbk_person_get_email (self->person));
  set_text (self->line_row, number);
  rbk_photo_row_show (self->photo_row, rbk_person_get_name (self->person), photo);
  adw_combo_row_set_selected (self->role_row,
                              g_str_equal (rbk_person_get_role (self->person), roles[1]) ? 1 : 0);
}

static void
rbk_person_dialog_dispose (GObject *object)
{
  RbkPersonDialog *self = RBK_PERSON_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->opener);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_PERSON_DIALOG);
  G_OBJECT_CLASS (rbk_person_dialog_parent_class)->dispose (object);
}

static void
rbk_person_dialog_finalize (GObject *object)
{
  RbkPersonDialog *self = RBK_PERSON_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->person);
  g_clear_object (&self->desk);
  g_free (self->saved);
  G_OBJECT_CLASS (rbk_person_dialog_parent_class)->finalize (object);
}

static void
rbk_person_dialog_class_init (RbkPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_person_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_person_dialog_finalize;
  g_type_ensure (RBK_TYPE_PHOTO_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, rights_label);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, person_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, role_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, email_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, line_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, photo_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, leaving_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, hand_over_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPersonDialog, let_go_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, hand_over_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, let_go_cb);
}

static void
rbk_person_dialog_init (RbkPersonDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_list_factory (self->role_row, factory);
}

/**
 * rbk_person_dialog_new:
 * @person: (nullable): somebody of the showroom; NULL to add one
 * @opener: where toasts are shown and a handing over goes on
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_person_dialog_new (RbkDesk *desk, RbkPerson *person, GtkWidget *opener)
{
  RbkPersonDialog *self = g_object_new (RBK_TYPE_PERSON_DIALOG, NULL);

  g_set_weak_pointer (&self->opener, opener);
  if (person != NULL)
    {
      self->person = g_object_ref (person);
      self->desk = g_object_ref (desk);
      show_person (self);
    }
  else
    self->desk = g_object_ref (desk);
  show_rights (self);
  return ADW_DIALOG (self);
}
