/* rbk-account-dialog.c: tries a company account and, if it works, adds it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-account-dialog.h"

#include "desk/rbk-desk-written.h"
#include "model/rbk-json.h"
#include "ui/rbk-choice-factory.h"
#include "ui/rbk-error-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkAccountDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the trial under way */
  char *page;                /* (owned) (nullable): the provider's, while it is open in the browser */

  GtkWidget *form;
  AdwPreferencesGroup *main_group;
  AdwComboRow *kind_row;
  GtkEditable *address_row;
  GtkEditable *public_row;
  GtkEditable *name_row;
  AdwComboRow *sign_in_row;
  GtkEditable *secret_row;
  GtkWidget *advanced_group;
  AdwExpanderRow *advanced_row;
  GtkEditable *server_row;
  GtkEditable *user_row;
  GtkEditable *service_row;
  GtkEditable *issuer_row;
  GtkEditable *client_row;
  GtkLabel *error_label;
  GtkWidget *progress_box;
  GtkLabel *progress_label;
  GtkWidget *code_box;
  GtkLabel *place_label;
  GtkLabel *code_label;
  GtkWidget *copy_button;
  GtkWidget *add_button;
  GtkWidget *elsewhere_button;
  GtkWidget *stop_button;
  GtkLabel *secret_label;
};

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkAccountDialog, rbk_account_dialog, ADW_TYPE_DIALOG)

/* What each kind of account asks for, in the order of the kind row. */
static const struct
{
  const char *kind;
  const char *title;
  const char *description;
  const char *address;
  const char *name;    /* (nullable): it asks for a name to sign in with */
  const char *secret;  /* (nullable): NULL: it signs in in the browser */
  gboolean has_choice; /* a password or a token */
  gboolean has_server; /* elsewhere than where its provider has it */
} kinds[] = {
  {
    RBK_ACCOUNT_JMAP,
    N_ ("Mailbox (JMAP)"),
    N_ ("Messages leave from here, with a copy in its Sent folder. It has to be a mailbox of the showroom."),
    N_ ("_Address"),
    NULL,
    N_ ("_Password"),
    TRUE,
    TRUE,
  },
  {
    RBK_ACCOUNT_GRAPH,
    N_ ("Microsoft 365 mailbox"),
    N_ ("You sign in at Microsoft, in the browser. It has to be a mailbox of the showroom."),
    N_ ("_Address"),
    NULL,
    NULL,
    FALSE,
    TRUE,
  },
  {
    RBK_ACCOUNT_GMAIL,
    N_ ("Google Workspace mailbox"),
    N_ ("You sign in at Google, in the browser. It has to be a mailbox of the showroom."),
    N_ ("_Address"),
    NULL,
    NULL,
    FALSE,
    TRUE,
  },
  {
    RBK_ACCOUNT_TWILIO,
    N_ ("Texting number (Twilio)"),
    N_ ("Texts leave from this number. It has to be one of the showroom’s, with its registration in the "
        "company policy."),
    N_ ("_Number"),
    N_ ("Account _SID"),
    N_ ("Auth _token"),
    FALSE,
    TRUE,
  },
  {
    RBK_ACCOUNT_WEB,
    N_ ("Web space for recordings and videos"),
    N_ (
      "A folder of the company’s web space (WebDAV). Customers open what is put there by a link that nobody "
      "can guess."),
    N_ ("_Address to which files are put (https://…)"),
    N_ ("_User name"),
    N_ ("_Password"),
    TRUE,
    FALSE,
  },
};

static guint
get_kind (RbkAccountDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->kind_row), G_N_ELEMENTS (kinds) - 1);
}

static gboolean
is_of (RbkAccountDialog *self, const char *kind)
{
  return g_str_equal (kinds[get_kind (self)].kind, kind);
}

static gboolean
is_mailbox (RbkAccountDialog *self)
{
  return !is_of (self, RBK_ACCOUNT_TWILIO) && !is_of (self, RBK_ACCOUNT_WEB);
}

static char *
dup_entry (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/* How it is signed in to, in the order of the sign-in row. A web space knows no browser. */
static const char *
get_sign_in (RbkAccountDialog *self)
{
  static const char *const choices[] = { RBK_SIGN_IN_PASSWORD, RBK_SIGN_IN_TOKEN, RBK_SIGN_IN_OAUTH };
  guint selected = adw_combo_row_get_selected (self->sign_in_row);

  if (kinds[get_kind (self)].secret == NULL)
    return RBK_SIGN_IN_OAUTH;
  if (!kinds[get_kind (self)].has_choice || selected >= G_N_ELEMENTS (choices))
    return RBK_SIGN_IN_PASSWORD;
  return choices[selected];
}

static gboolean
is_token (RbkAccountDialog *self)
{
  return g_str_equal (get_sign_in (self), RBK_SIGN_IN_TOKEN);
}

static gboolean
is_oauth (RbkAccountDialog *self)
{
  return g_str_equal (get_sign_in (self), RBK_SIGN_IN_OAUTH);
}

/* Where the showroom's own mail server is signed in to, nobody else can say; of Microsoft and Google the
 * company policy does. */
static gboolean
asks_for_issuer (RbkAccountDialog *self)
{
  return is_of (self, RBK_ACCOUNT_JMAP) && is_oauth (self);
}

static gboolean
is_empty (GtkEditable *row)
{
  g_autofree char *text = dup_entry (row);

  return *text == '\0';
}

static gboolean
is_complete (RbkAccountDialog *self)
{
  guint kind = get_kind (self);

  return !is_empty (self->address_row) &&
         (kinds[kind].name == NULL || !is_empty (self->name_row) || is_token (self)) &&
         (is_oauth (self) || *gtk_editable_get_text (self->secret_row) != '\0') &&
         (!is_of (self, RBK_ACCOUNT_WEB) || !is_empty (self->public_row)) &&
         (!asks_for_issuer (self) || (!is_empty (self->issuer_row) && !is_empty (self->client_row)));
}

static void
show_state (RbkAccountDialog *self)
{
  gboolean trying = self->cancellable != NULL;
  gboolean complete = is_complete (self);
  guint kind = get_kind (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 is_token (self)
                                   ? _ ("_Access token")
                                   : _ (kinds[kind].secret != NULL ? kinds[kind].secret : "_Password"));
  gtk_widget_set_visible (GTK_WIDGET (self->name_row), kinds[kind].name != NULL && !is_token (self));
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), !is_oauth (self));
  gtk_widget_set_visible (GTK_WIDGET (self->issuer_row), is_oauth (self));
  gtk_widget_set_visible (GTK_WIDGET (self->client_row), asks_for_issuer (self));
  gtk_label_set_label (
    self->secret_label,
    is_oauth (self)
      ? _ ("Ringback never sees your password. What the provider hands out instead is kept in the keyring of "
           "this computer and nowhere else.")
      : _ ("The password is kept in the keyring of this computer and nowhere else."));
  gtk_widget_set_sensitive (self->form, !trying);
  gtk_widget_set_visible (self->progress_box, trying);
  gtk_widget_set_visible (self->add_button, !trying);
  /* Google takes no code for what mail needs
   * (https://developers.google.com/identity/protocols/oauth2/limited-input-device#allowedscopes). */
  gtk_widget_set_visible (self->elsewhere_button,
                          !trying && is_oauth (self) && !is_of (self, RBK_ACCOUNT_GMAIL));
  gtk_widget_set_sensitive (self->elsewhere_button, complete);
  gtk_widget_set_visible (self->copy_button, trying && self->page != NULL);
  gtk_widget_set_visible (self->stop_button, trying);
  gtk_widget_set_visible (self->code_box, trying && *gtk_label_get_label (self->code_label) != '\0');
  gtk_widget_set_sensitive (self->add_button, complete);
  gtk_button_set_label (GTK_BUTTON (self->add_button),
                        is_oauth (self) ? _ ("_Sign In and Add") : _ ("_Test and Add"));
  gtk_widget_set_tooltip_text (self->add_button, complete ? NULL : _ ("Fill in what is asked for first"));
}

/* The rule is said as soon as an address is whole, not only when the button is pressed. */
static void
changed_cb (RbkAccountDialog *self)
{
  g_autofree char *address = dup_entry (self->address_row);
  const char *at = strchr (address, '@');
  g_autoptr (GError) error = NULL;
  gboolean wrong;

  if (self->desk == NULL)
    return;
  wrong = is_mailbox (self) && at != NULL && strchr (at, '.') != NULL && at[strlen (at) - 1] != '.' &&
          !rbk_desk_check_company_address (self->desk, address, &error);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  rbk_error_label_show (self->error_label, wrong ? error->message : NULL);
  show_state (self);
}

static void
sign_in_cb (RbkAccountDialog *self)
{
  if (self->desk == NULL)
    return;
  if (asks_for_issuer (self))
    adw_expander_row_set_expanded (self->advanced_row, TRUE);
  changed_cb (self);
}

static void
show_choices (RbkAccountDialog *self)
{
  const char *choices[] = { _ ("A password"), _ ("An access token"), NULL, NULL };
  g_autoptr (GtkStringList) model = NULL;

  if (is_of (self, RBK_ACCOUNT_JMAP))
    choices[2] = _ ("The browser (OAuth 2.0)");
  model = gtk_string_list_new (choices);
  adw_combo_row_set_model (self->sign_in_row, G_LIST_MODEL (model));
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_row), kinds[get_kind (self)].has_choice);
}

static void
show_kind (RbkAccountDialog *self)
{
  guint kind = get_kind (self);
  RbkPerson *person = rbk_desk_get_person (self->desk);
  const char *address = person != NULL && is_mailbox (self) ? rbk_person_get_email (person) : NULL;

  adw_preferences_group_set_description (self->main_group, _ (kinds[kind].description));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address_row), _ (kinds[kind].address));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row),
                                 kinds[kind].name != NULL ? _ (kinds[kind].name) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->public_row), is_of (self, RBK_ACCOUNT_WEB));
  show_choices (self);
  gtk_widget_set_visible (self->advanced_group, kinds[kind].has_server);
  adw_expander_row_set_subtitle (self->advanced_row,
                                 is_of (self, RBK_ACCOUNT_TWILIO)
                                   ? _ ("Its messaging service, if it is registered by one")
                                   : _ ("Only if the server is not found by itself"));
  gtk_widget_set_visible (GTK_WIDGET (self->user_row), is_of (self, RBK_ACCOUNT_JMAP));
  gtk_widget_set_visible (GTK_WIDGET (self->service_row), is_of (self, RBK_ACCOUNT_TWILIO));
  gtk_editable_set_text (self->address_row, address != NULL ? address : "");
  /* What was written for one provider is not shown to another. */
  gtk_editable_set_text (self->secret_row, "");
  gtk_editable_set_text (self->server_row, "");
  changed_cb (self);
}

static void
kind_cb (RbkAccountDialog *self)
{
  if (self->desk != NULL)
    show_kind (self);
}

static void
add_fact (JsonObject *facts, const char *member, GtkEditable *row)
{
  g_autofree char *text = dup_entry (row);

  if (*text != '\0')
    json_object_set_string_member (facts, member, text);
}

static JsonObject *
make_facts (RbkAccountDialog *self)
{
  g_autofree char *address = dup_entry (self->address_row);
  guint kind = get_kind (self);
  JsonObject *facts =
    rbk_json_new ("kind", kinds[kind].kind, "address", address, "sign_in", get_sign_in (self), NULL);

  if (kinds[kind].has_server)
    add_fact (facts, "server", self->server_row);
  if (is_of (self, RBK_ACCOUNT_JMAP))
    add_fact (facts, "user_name", self->user_row);
  else if (kinds[kind].name != NULL)
    add_fact (facts, "user_name", self->name_row);
  if (is_of (self, RBK_ACCOUNT_WEB))
    {
      json_object_set_string_member (facts, "server", address);
      add_fact (facts, "public_base", self->public_row);
    }
  if (is_of (self, RBK_ACCOUNT_TWILIO))
    add_fact (facts, "messaging_service", self->service_row);
  if (is_oauth (self))
    add_fact (facts, "issuer", self->issuer_row);
  if (asks_for_issuer (self))
    add_fact (facts, "client_id", self->client_row);
  return facts;
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAccountDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean added = rbk_desk_add_account_finish (RBK_DESK (object), result, &error);

  /* Cancelled by the person, or because the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->page, g_free);
  show_state (self);
  if (!added)
    {
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
stop (RbkAccountDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->page, g_free);
}

static void
stop_cb (RbkAccountDialog *self)
{
  stop (self);
  show_state (self);
  gtk_widget_grab_focus (self->add_button);
}

/* @elsewhere: with a code, on another device. */
static void
add (RbkAccountDialog *self, gboolean elsewhere)
{
  g_autofree char *address = dup_entry (self->address_row);
  g_autofree char *user = dup_entry (self->user_row);
  g_autofree char *words = NULL;
  g_autoptr (JsonObject) facts = NULL;

  if (self->cancellable != NULL || !gtk_widget_get_sensitive (self->add_button))
    return;
  self->cancellable = g_cancellable_new ();
  gtk_label_set_label (self->code_label, "");
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
  if (elsewhere)
    words = g_strdup (_ ("Asking for a code…"));
  else if (is_oauth (self))
    words = g_strdup (_ ("Go on in the browser, and come back when you have signed in there."));
  else
    /* Translators: %s is an email address, a number or the address of a web space */
    words = g_strdup_printf (_ ("Signing in as %s…"),
                             *user != '\0' && is_of (self, RBK_ACCOUNT_JMAP) ? user : address);
  gtk_label_set_label (self->progress_label, words);
  gtk_widget_grab_focus (self->stop_button);
  facts = make_facts (self);
  rbk_desk_sign_in_on_another_device (self->desk, elsewhere);
  rbk_desk_add_account_async (self->desk,
                              facts,
                              is_oauth (self) ? NULL : gtk_editable_get_text (self->secret_row),
                              self->cancellable,
                              added_cb,
                              self);
}

static void
add_cb (RbkAccountDialog *self)
{
  add (self, FALSE);
}

static void
elsewhere_cb (RbkAccountDialog *self)
{
  add (self, TRUE);
}

static void
copy_cb (RbkAccountDialog *self)
{
  if (self->page != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->page);
}

static void
launched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkAccountDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (object), result, &error) || self->page == NULL)
    return;
  g_message ("The browser could not be opened: %s", error->message);
  /* The provider is waited for all the same: the person may open the address by hand. */
  rbk_error_label_show (self->error_label,
                        _ ("The browser could not be opened. Copy the address, and open it in the browser "
                           "yourself; Ringback waits for it."));
}

static void
show_code (RbkAccountDialog *self, const char *place, const char *code)
{
  gtk_label_set_label (self->progress_label, _ ("Waiting for you to sign in there…"));
  gtk_label_set_label (self->place_label, place);
  gtk_label_set_label (self->code_label, code);
  show_state (self);
}

static void
browse_cb (RbkAccountDialog *self, const char *uri, const char *code)
{
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (self->cancellable == NULL)
    return;
  if (code != NULL)
    {
      show_code (self, uri, code);
      return;
    }
  g_set_str (&self->page, uri);
  show_state (self);
  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher,
                           GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                           self->cancellable,
                           launched_cb,
                           g_object_ref (self));
}

static void
rbk_account_dialog_dispose (GObject *object)
{
  RbkAccountDialog *self = RBK_ACCOUNT_DIALOG (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_ACCOUNT_DIALOG);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_account_dialog_parent_class)->dispose (object);
}

static void
rbk_account_dialog_class_init (RbkAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_account_dialog_dispose;

  /**
   * RbkAccountDialog::added:
   *
   * The account works and is one of the desk's now.
   */
  signals[ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, main_group);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, public_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, advanced_group);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, server_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, service_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, issuer_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, client_row);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, progress_box);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, code_box);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, place_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, copy_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, elsewhere_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAccountDialog, secret_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
rbk_account_dialog_init (RbkAccountDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();
  g_autoptr (PangoAttrList) whole = pango_attr_list_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A hyphen at the end of its line would be taken for one of the address. */
  pango_attr_list_insert (whole, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (self->place_label, whole);
  adw_combo_row_set_list_factory (self->kind_row, factory);
  adw_combo_row_set_list_factory (self->sign_in_row, factory);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (titles, _ (kinds[i].title));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (titles));
}

/**
 * rbk_account_dialog_new:
 *
 * Closing it while the account is being tried ends the trial.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_account_dialog_new (RbkDesk *desk)
{
  RbkAccountDialog *self = g_object_new (RBK_TYPE_ACCOUNT_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  show_kind (self);
  g_signal_connect_object (desk, "browse", G_CALLBACK (browse_cb), self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}
