/* rbk-policy-page.c: what the company decides about written messages, in the preferences.
 *
 * Saving signs it off: it is an entry with an author and a date.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-policy-page.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-written.h"
#include "model/rbk-json.h"
#include "ui/rbk-day-row.h"
#include "ui/rbk-overrides-group.h"
#include "ui/rbk-review-policy-group.h"
#include "ui/rbk-time-words.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

#define N_DAYS 7

struct _RbkPolicyPage
{
  AdwPreferencesPage parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  RbkDayRow *days[N_DAYS];   /* Monday first */
  gboolean showing;          /* being filled by us, not by the person */
  gboolean changed;          /* something on screen is not signed off */
  gboolean saving;
  gboolean has_review; /* how voicemails are reviewed was decided here */

  AdwPreferencesGroup *source_group;
  GtkWidget *import_button;
  AdwActionRow *signed_row;
  GtkEditable *postal_row;
  GtkEditable *unsubscribe_row;
  GtkEditable *why_row;
  GtkEditable *number_row;
  GtkEditable *registration_row;
  GtkEditable *opt_out_row;
  AdwExpanderRow *hours_row;
  GtkEditable *microsoft_tenant_row;
  GtkEditable *microsoft_client_row;
  GtkEditable *google_client_row;
  GtkEditable *google_secret_row;
  RbkReviewPolicyGroup *review_group;
  RbkOverridesGroup *overrides_group;
  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (RbkPolicyPage, rbk_policy_page, ADW_TYPE_PREFERENCES_PAGE)

/* The page is long: what is to be signed off, and what is wrong with it, stands where it is seen from
 * everywhere in it. */
static void
show_banner (RbkPolicyPage *self, const char *wrong)
{
  gboolean shown = self->changed || wrong != NULL;

  adw_banner_set_title (self->banner,
                        wrong != NULL ? wrong : _ ("Your changes hold once they are signed off"));
  adw_banner_set_button_label (self->banner, self->changed ? _ ("_Sign Off") : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->banner), shown);
  adw_banner_set_revealed (self->banner, shown);
  if (wrong != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->banner), wrong, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_text (GtkEditable *row, const char *text)
{
  gtk_editable_set_text (row, text != NULL ? text : "");
}

static void
set_number (RbkPolicyPage *self, GtkEditable *row, const char *number)
{
  g_autofree char *words = number != NULL ? rbk_desk_dup_phone_words (self->desk, number) : NULL;

  set_text (row, words);
}

static void
show_signed (RbkPolicyPage *self, RbkCompanyPolicy *policy)
{
  const char *who = rbk_company_policy_get_signed_by (policy);
  gint64 when = rbk_company_policy_get_signed_us (policy);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = when != 0 ? rbk_time_dup_full (when, zone) : NULL;
  g_autofree char *words = NULL;

  if (who != NULL && day != NULL)
    /* Translators: a person's name, and a day */
    words = g_strdup_printf (_ ("By %1$s, %2$s"), rbk_desk_get_person_name (self->desk, who), day);
  else
    words = g_strdup (_ ("Not yet. Until then the defaults of the law hold, and texts wait for a registered "
                         "number."));
  adw_action_row_set_subtitle (self->signed_row, words);
}

/* Whoever may not decide reads it; being told so only after it was all typed would be too late. */
static void
show_who_decides (RbkPolicyPage *self)
{
  GtkEditable *rows[] = { self->postal_row,           self->unsubscribe_row,      self->why_row,
                          self->number_row,           self->registration_row,     self->opt_out_row,
                          self->microsoft_tenant_row, self->microsoft_client_row, self->google_client_row,
                          self->google_secret_row };
  gboolean may = rbk_desk_may (self->desk, RBK_RIGHT_DECIDE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_editable_set_editable (rows[i], may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->review_group), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hours_row), may);
  gtk_widget_set_sensitive (self->import_button, may);
  adw_preferences_group_set_description (self->source_group,
                                         may ? NULL : _ ("Only a manager changes it. Ask yours."));
}

static void
show_policy (RbkPolicyPage *self)
{
  RbkCompanyPolicy *policy = rbk_desk_get_policy (self->desk);
  GPtrArray *texting = rbk_company_policy_get_texting (policy);
  const RbkTextingNumber *number = texting != NULL && texting->len > 0 ? texting->pdata[0] : NULL;

  self->showing = TRUE;
  set_text (self->postal_row, rbk_company_policy_get_postal_address (policy));
  set_text (self->unsubscribe_row, rbk_company_policy_get_unsubscribe (policy));
  set_text (self->why_row, rbk_company_policy_get_why_buy (policy));
  set_number (self, self->number_row, number != NULL ? number->number : NULL);
  set_text (self->registration_row, number != NULL ? number->registration : NULL);
  set_number (self, self->opt_out_row, rbk_company_policy_get_opt_out_number (policy));
  set_text (self->microsoft_tenant_row, rbk_company_policy_get_tenant (policy, "microsoft"));
  set_text (self->microsoft_client_row, rbk_company_policy_get_client (policy, "microsoft"));
  set_text (self->google_client_row, rbk_company_policy_get_client (policy, "google"));
  set_text (self->google_secret_row, rbk_company_policy_get_client_secret (policy, "google"));
  for (guint i = 0; i < N_DAYS; i++)
    {
      const RbkDayHours *hours = rbk_company_policy_find_hours (policy, i + 1);

      /* Who says for the first time begins with every day; who did before is closed on the days left out. */
      if (hours != NULL)
        rbk_day_row_set_hours (self->days[i], TRUE, hours->opens, hours->closes);
      else
        rbk_day_row_set_hours (self->days[i], !rbk_company_policy_has_hours (policy), 9 * 60, 20 * 60);
    }
  adw_expander_row_set_enable_expansion (self->hours_row, rbk_company_policy_has_hours (policy));
  rbk_review_policy_group_show (self->review_group, rbk_company_policy_get_review (policy));
  self->showing = FALSE;
  self->has_review = FALSE;
  show_signed (self, policy);
  show_who_decides (self);
  self->changed = FALSE;
  show_banner (self, NULL);
}

static void
policy_changed_cb (RbkPolicyPage *self)
{
  /* What is being written is not overwritten by news from elsewhere. */
  if (!self->changed || self->saving)
    show_policy (self);
}

static void
changed_cb (RbkPolicyPage *self)
{
  if (self->showing || self->desk == NULL)
    return;
  self->changed = TRUE;
  show_banner (self, NULL);
}

static void
review_changed_cb (RbkPolicyPage *self)
{
  self->has_review = TRUE;
  changed_cb (self);
}

/* Saving */

static void
add_entry (JsonObject *object, const char *member, GtkEditable *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  if (*text != '\0')
    json_object_set_string_member (object, member, text);
}

/* What was wiped is taken away. */
static void
change_entry (JsonObject *changes, const char *member, GtkEditable *row)
{
  json_object_set_null_member (changes, member);
  add_entry (changes, member, row);
}

static JsonArray *
make_hours (RbkPolicyPage *self)
{
  JsonArray *hours = json_array_new ();

  for (guint i = 0; i < N_DAYS; i++)
    {
      guint opens, closes;
      JsonObject *day;
      g_autofree char *from = NULL;
      g_autofree char *until = NULL;

      if (!rbk_day_row_get_hours (self->days[i], &opens, &closes))
        continue;
      from = g_strdup_printf ("%02u:%02u", opens / 60, opens % 60);
      until = g_strdup_printf ("%02u:%02u", closes / 60, closes % 60);
      day = rbk_json_new ("opens", from, "closes", until, NULL);
      json_object_set_int_member (day, "day", i + 1);
      json_array_add_object_element (hours, day);
    }
  return hours;
}

/* The first number is changed here; others came with a file, and stay. */
static JsonArray *
make_texting (RbkPolicyPage *self)
{
  GPtrArray *known = rbk_company_policy_get_texting (rbk_desk_get_policy (self->desk));
  g_autofree char *number = g_strstrip (g_strdup (gtk_editable_get_text (self->number_row)));
  JsonArray *texting = json_array_new ();

  if (*number != '\0')
    {
      JsonObject *first = json_object_new ();

      json_object_set_string_member (first, "number", number);
      add_entry (first, "registration", self->registration_row);
      json_array_add_object_element (texting, first);
    }
  for (guint i = 1; known != NULL && i < known->len; i++)
    {
      RbkTextingNumber *other = known->pdata[i];

      json_array_add_object_element (
        texting,
        rbk_json_new (
          "number", other->number, "registration", other->registration, "brand", other->brand, NULL));
    }
  return texting;
}

static JsonObject *
make_changes (RbkPolicyPage *self)
{
  JsonObject *changes = json_object_new ();
  JsonObject *tenants = json_object_new ();
  JsonObject *clients = json_object_new ();
  JsonObject *client_secrets = json_object_new ();

  change_entry (changes, "postal_address", self->postal_row);
  change_entry (changes, "unsubscribe", self->unsubscribe_row);
  change_entry (changes, "why_buy", self->why_row);
  change_entry (changes, "opt_out_number", self->opt_out_row);
  json_object_set_array_member (changes, "texting", make_texting (self));
  if (adw_expander_row_get_enable_expansion (self->hours_row))
    json_object_set_array_member (changes, "hours", make_hours (self));
  else
    json_object_set_null_member (changes, "hours");
  if (self->has_review)
    json_object_set_object_member (changes, "review", rbk_review_policy_group_make_json (self->review_group));
  add_entry (tenants, "microsoft", self->microsoft_tenant_row);
  json_object_set_object_member (changes, "tenants", tenants);
  add_entry (clients, "microsoft", self->microsoft_client_row);
  add_entry (clients, "google", self->google_client_row);
  json_object_set_object_member (changes, "clients", clients);
  add_entry (client_secrets, "google", self->google_secret_row);
  json_object_set_object_member (changes, "client_secrets", client_secrets);
  return changes;
}

static void
end_saving (RbkPolicyPage *self, gboolean saved, const GError *error)
{
  self->saving = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->banner), TRUE);
  gtk_widget_set_sensitive (self->import_button, TRUE);
  if (!saved)
    {
      show_banner (self, error->message);
      return;
    }
  /* The button that was pressed goes away; without a focus, Escape would reach nobody. */
  gtk_widget_grab_focus (self->import_button);
  show_policy (self);
  rbk_toasts_say (GTK_WIDGET (self), _ ("The policy is signed off"));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = rbk_desk_change_policy_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the page went away: it is not to be touched. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_saving (data, saved, error);
}

static void
begin_saving (RbkPolicyPage *self)
{
  self->saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->banner), FALSE);
  gtk_widget_set_sensitive (self->import_button, FALSE);
  show_banner (self, NULL);
}

static void
save_cb (RbkPolicyPage *self)
{
  g_autoptr (JsonObject) changes = NULL;

  if (self->saving || !self->changed)
    return;
  begin_saving (self);
  changes = make_changes (self);
  rbk_desk_change_policy_async (self->desk, changes, self->cancellable, saved_cb, self);
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean imported = rbk_desk_import_policy_finish (RBK_DESK (object), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_saving (data, imported, error);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPolicyPage *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file != NULL)
    {
      begin_saving (self);
      rbk_desk_import_policy_async (self->desk, file, self->cancellable, imported_cb, self);
    }
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_banner (self, error->message);
}

static void
import_cb (RbkPolicyPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Import the Company Policy"));
  gtk_file_dialog_open (
    dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, file_chosen_cb, self);
}

static void
rbk_policy_page_dispose (GObject *object)
{
  RbkPolicyPage *self = RBK_POLICY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  /* Disposing the template would unparent a child that has a name, behind the page's back. */
  adw_preferences_page_set_banner (ADW_PREFERENCES_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_POLICY_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_policy_page_parent_class)->dispose (object);
}

static void
rbk_policy_page_finalize (GObject *object)
{
  RbkPolicyPage *self = RBK_POLICY_PAGE (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rbk_policy_page_parent_class)->finalize (object);
}

static void
rbk_policy_page_class_init (RbkPolicyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_policy_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_policy_page_finalize;
  g_type_ensure (RBK_TYPE_OVERRIDES_GROUP);
  g_type_ensure (RBK_TYPE_REVIEW_POLICY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-policy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, source_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, signed_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, postal_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, unsubscribe_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, why_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, number_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, registration_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, opt_out_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, hours_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, microsoft_tenant_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, microsoft_client_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, google_client_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, google_secret_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, review_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, overrides_group);
  gtk_widget_class_bind_template_child (widget_class, RbkPolicyPage, banner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
rbk_policy_page_init (RbkPolicyPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_DAYS; i++)
    {
      GtkWidget *row = rbk_day_row_new (i + 1);

      self->days[i] = RBK_DAY_ROW (row);
      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (self->hours_row, row);
    }
}

/**
 * rbk_policy_page_set_desk:
 *
 * Once; shows the policy of @desk from now on.
 */
void
rbk_policy_page_set_desk (RbkPolicyPage *self, RbkDesk *desk)
{
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "policy-changed", G_CALLBACK (policy_changed_cb), self, G_CONNECT_SWAPPED);
  rbk_overrides_group_set_desk (self->overrides_group, desk);
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (policy_changed_cb), self, G_CONNECT_SWAPPED);
  show_policy (self);
}
