/* rbk-accounts-group.c: the company accounts that messages leave by, to be added and removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-accounts-group.h"

#include "desk/rbk-desk-written.h"
#include "ui/rbk-account-dialog.h"
#include "ui/rbk-loss-question.h"
#include "ui/rbk-remove-button.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

struct _RbkAccountsGroup
{
  AdwPreferencesGroup parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget) */
  GCancellable *cancellable; /* (owned) */
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (RbkAccountsGroup, rbk_accounts_group, ADW_TYPE_PREFERENCES_GROUP)

/* What the account is called: its address, or its number as people here write it. */
static char *
dup_name (RbkAccountsGroup *self, RbkAccount *account)
{
  return rbk_account_get_medium (account) == RBK_MEDIUM_TEXT
           ? rbk_desk_dup_phone_words (self->desk, rbk_account_get_address (account))
           : g_strdup (rbk_account_get_address (account));
}

static const char *
get_kind_words (RbkAccount *account)
{
  const char *kind = rbk_account_get_kind (account);

  if (g_str_equal (kind, RBK_ACCOUNT_GRAPH))
    return _ ("Microsoft 365 mailbox");
  if (g_str_equal (kind, RBK_ACCOUNT_GMAIL))
    return _ ("Google Workspace mailbox");
  if (g_str_equal (kind, RBK_ACCOUNT_TWILIO))
    return _ ("Texting number");
  if (g_str_equal (kind, RBK_ACCOUNT_WEB))
    return _ ("Web space for recordings and videos");
  return _ ("Mailbox");
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAccountsGroup *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_remove_account_finish (RBK_DESK (object), result, &error))
    return;
  /* Cancelled when the group went away: @self is not to be touched. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rbk_toasts_say (GTK_WIDGET (self), error->message);
}

static void
removal_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkAccountsGroup) self = data;
  const char *account = g_object_get_data (object, "account");

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "remove") == 0 &&
      self->desk != NULL)
    rbk_desk_remove_account_async (self->desk, account, self->cancellable, removed_cb, self);
}

static void
remove_cb (RbkAccountsGroup *self, GtkButton *button)
{
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  /* Translators: %s is an email address or a number */
  g_autofree char *heading = g_strdup_printf (_ ("Remove %s?"), name);
  AdwDialog *question =
    rbk_loss_question_new (heading,
                           _ ("Nothing is sent from it any more and its password leaves the keyring. What "
                              "was sent stays on the timelines."),
                           _ ("_Keep"),
                           "remove",
                           _ ("_Remove"));

  g_object_set_data_full (
    G_OBJECT (question), "account", g_strdup (g_object_get_data (G_OBJECT (button), "account")), g_free);
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, removal_answered_cb, g_object_ref (self));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
make_account_row (RbkAccountsGroup *self, RbkAccount *account)
{
  g_autofree char *name = dup_name (self, account);
  GtkWidget *row = make_row (name, get_kind_words (account));
  /* Translators: %s is an email address or a number */
  g_autofree char *words = g_strdup_printf (_ ("Remove %s"), name);
  GtkWidget *button = rbk_remove_button_new (words, words);

  g_object_set_data_full (G_OBJECT (button), "account", g_strdup (rbk_account_get_id (account)), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_steal_pointer (&name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_accounts (RbkAccountsGroup *self)
{
  GPtrArray *accounts = rbk_desk_get_accounts (self->desk);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (self->rows, make_account_row (self, accounts->pdata[i]));
  if (self->rows->len == 0)
    g_ptr_array_add (
      self->rows,
      make_row (_ ("None yet"),
                rbk_desk_is_sample (self->desk)
                  ? _ ("Nothing leaves the sample showroom.")
                  : _ ("Add the mailbox that the showroom gave you; nothing can be sent without.")));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  gtk_widget_set_sensitive (self->add_button, !rbk_desk_is_sample (self->desk));
}

static void
added_cb (RbkAccountsGroup *self)
{
  rbk_toasts_say (GTK_WIDGET (self), _ ("The account works and was added"));
}

static void
add_cb (RbkAccountsGroup *self)
{
  AdwDialog *dialog = rbk_account_dialog_new (self->desk);

  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
rbk_accounts_group_dispose (GObject *object)
{
  RbkAccountsGroup *self = RBK_ACCOUNTS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_accounts_group_parent_class)->dispose (object);
}

static void
rbk_accounts_group_finalize (GObject *object)
{
  RbkAccountsGroup *self = RBK_ACCOUNTS_GROUP (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (rbk_accounts_group_parent_class)->finalize (object);
}

static void
rbk_accounts_group_class_init (RbkAccountsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_accounts_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_accounts_group_finalize;
}

static void
rbk_accounts_group_init (RbkAccountsGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->add_button = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_valign (self->add_button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->add_button, "flat");
  gtk_widget_set_tooltip_text (self->add_button, _ ("Add a Company Account"));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a company account"), -1);
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (group, self->add_button);
  adw_preferences_group_set_title (group, _ ("Company Accounts"));
  adw_preferences_group_set_description (
    group, _ ("Messages leave from here. Only the showroom’s own mailboxes and numbers can be added."));
}

/**
 * rbk_accounts_group_set_desk:
 *
 * Once; shows the accounts of @desk from now on.
 */
void
rbk_accounts_group_set_desk (RbkAccountsGroup *self, RbkDesk *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "accounts-changed", G_CALLBACK (show_accounts), self, G_CONNECT_SWAPPED);
  show_accounts (self);
}
