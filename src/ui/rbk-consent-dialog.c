/* rbk-consent-dialog.c: what a customer agreed to, or does not want any more, in their words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-consent-dialog.h"

#include "ui/rbk-choice-factory.h"
#include "ui/rbk-error-label.h"

#include <glib/gi18n-lib.h>

#define N_MEDIA 4

/* What differs between the two. */
typedef struct
{
  const char *title;
  const char *button;
  const char *style;
  const char *medium;
  const char *words;
  const char *media[N_MEDIA];
} Form;

static const Form given = {
  .title = N_ ("They Agreed"),
  .button = N_ ("_Note It"),
  .style = "suggested-action",
  .medium = N_ ("They agreed _to"),
  .words = N_ ("_What they said or signed"),
  .media = { "text", "call", "email", "all" },
};

/* Everything comes first: a wish to be left alone is taken in full unless it was said to be less (K-30). */
static const Form withdrawn = {
  .title = N_ ("They Asked Us to Stop"),
  .button = N_ ("_Stop"),
  .style = "destructive-action",
  .medium = N_ ("They do not want _any more"),
  .words = N_ ("_What they said"),
  .media = { "all", "call", "text", "email" },
};

/* In the order of the template. */
static const char *const ways[] = { "number-given", "oral", "written" };

struct _RbkConsentDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;  /* (owned) */
  char *customer; /* (owned) */
  const Form *form;

  GtkWidget *note_button;
  GtkLabel *explanation;
  AdwComboRow *medium_row;
  AdwComboRow *how_row;
  GtkWidget *words_row;
  GtkLabel *error_label;
};

G_DEFINE_FINAL_TYPE (RbkConsentDialog, rbk_consent_dialog, ADW_TYPE_DIALOG)

static const char *
get_medium_words (const char *medium)
{
  if (g_str_equal (medium, "text"))
    return _ ("Texts");
  if (g_str_equal (medium, "call"))
    return _ ("Calls");
  if (g_str_equal (medium, "email"))
    return _ ("Emails");
  return _ ("Calls, texts and emails");
}

static void
noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkConsentDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = self->form == &given ? rbk_desk_give_consent_finish (RBK_DESK (source), result, &error)
                                       : rbk_desk_withdraw_consent_finish (RBK_DESK (source), result, &error);

  if (done)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_widget_set_sensitive (self->note_button, TRUE);
  rbk_error_label_show (self->error_label, error->message);
}

static void
note (RbkConsentDialog *self)
{
  const char *medium = self->form->media[MIN (adw_combo_row_get_selected (self->medium_row), N_MEDIA - 1)];
  guint way = MIN (adw_combo_row_get_selected (self->how_row), G_N_ELEMENTS (ways) - 1);
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->words_row));

  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_sensitive (self->note_button, FALSE);
  rbk_error_label_show (self->error_label, NULL);
  if (self->form == &given)
    rbk_desk_give_consent_async (
      self->desk, self->customer, medium, ways[way], words, NULL, noted, g_object_ref (self));
  else
    rbk_desk_withdraw_consent_async (
      self->desk, self->customer, medium, words, NULL, noted, g_object_ref (self));
}

static void
rbk_consent_dialog_dispose (GObject *object)
{
  g_clear_object (&RBK_CONSENT_DIALOG (object)->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_CONSENT_DIALOG);
  G_OBJECT_CLASS (rbk_consent_dialog_parent_class)->dispose (object);
}

static void
rbk_consent_dialog_finalize (GObject *object)
{
  g_free (RBK_CONSENT_DIALOG (object)->customer);
  G_OBJECT_CLASS (rbk_consent_dialog_parent_class)->finalize (object);
}

static void
rbk_consent_dialog_class_init (RbkConsentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_consent_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_consent_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-consent-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, note_button);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, medium_row);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, how_row);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, words_row);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, note);
}

static void
rbk_consent_dialog_init (RbkConsentDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_list_factory (self->how_row, factory);
}

static AdwDialog *
new_with_form (const Form *form, RbkDesk *desk, RbkCustomer *customer, const char *explanation)
{
  RbkConsentDialog *self = g_object_new (RBK_TYPE_CONSENT_DIALOG, NULL);
  g_autoptr (GtkStringList) media = gtk_string_list_new (NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (rbk_customer_get_id (customer));
  self->form = form;
  for (guint i = 0; i < N_MEDIA; i++)
    gtk_string_list_append (media, get_medium_words (form->media[i]));
  adw_dialog_set_title (ADW_DIALOG (self), _ (form->title));
  gtk_button_set_label (GTK_BUTTON (self->note_button), _ (form->button));
  gtk_widget_add_css_class (self->note_button, form->style);
  gtk_label_set_label (self->explanation, explanation);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->medium_row), _ (form->medium));
  adw_combo_row_set_model (self->medium_row, G_LIST_MODEL (media));
  gtk_widget_set_visible (GTK_WIDGET (self->how_row), form == &given);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->words_row), _ (form->words));
  return ADW_DIALOG (self);
}

/**
 * rbk_consent_dialog_new_given:
 *
 * Returns: (transfer floating): asks what @customer agreed to; it notes it and closes itself
 */
AdwDialog *
rbk_consent_dialog_new_given (RbkDesk *desk, RbkCustomer *customer)
{
  g_autofree char *words =
    /* Translators: %s is a customer */
    g_strdup_printf (_ ("What %s agreed to is kept, with who noted it and when; it cannot be deleted."),
                     rbk_customer_get_name (customer));

  return new_with_form (&given, desk, customer, words);
}

/**
 * rbk_consent_dialog_new_withdrawn:
 *
 * Returns: (transfer floating): asks what @customer does not want any more; it notes the wish and closes
 * itself
 */
AdwDialog *
rbk_consent_dialog_new_withdrawn (RbkDesk *desk, RbkCustomer *customer)
{
  g_autofree char *words =
    /* Translators: %s is a customer */
    g_strdup_printf (_ ("From now on nothing of that kind goes to %s from here. It is kept who noted it, and "
                        "when; it cannot be deleted."),
                     rbk_customer_get_name (customer));

  return new_with_form (&withdrawn, desk, customer, words);
}
