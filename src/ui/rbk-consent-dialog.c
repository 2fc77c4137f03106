/* rbk-consent-dialog.c: notes that a customer agreed to be reached by a medium.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-consent-dialog.h"

#include <glib/gi18n-lib.h>

struct _RbkConsentDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;  /* (owned) */
  char *customer; /* (owned) */

  GtkWidget *note_button;
  AdwBanner *error_banner;
  GtkLabel *explanation;
  AdwComboRow *medium_row;
  AdwComboRow *how_row;
  GtkEditable *words_row;
};

G_DEFINE_FINAL_TYPE (RbkConsentDialog, rbk_consent_dialog, ADW_TYPE_DIALOG)

/* In the order of the template. */
static const char *const media[] = { "text", "call", "email", "all" };
static const char *const ways[] = { "number-given", "oral", "written" };

static void
noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkConsentDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_give_consent_finish (RBK_DESK (source), result, &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_widget_set_sensitive (self->note_button, TRUE);
  adw_banner_set_title (self->error_banner, error->message);
  adw_banner_set_revealed (self->error_banner, TRUE);
}

static void
note (RbkConsentDialog *self)
{
  guint medium = MIN (adw_combo_row_get_selected (self->medium_row), G_N_ELEMENTS (media) - 1);
  guint way = MIN (adw_combo_row_get_selected (self->how_row), G_N_ELEMENTS (ways) - 1);

  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_sensitive (self->note_button, FALSE);
  adw_banner_set_revealed (self->error_banner, FALSE);
  rbk_desk_give_consent_async (self->desk,
                               self->customer,
                               media[medium],
                               ways[way],
                               gtk_editable_get_text (self->words_row),
                               NULL,
                               noted,
                               g_object_ref (self));
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
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, medium_row);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, how_row);
  gtk_widget_class_bind_template_child (widget_class, RbkConsentDialog, words_row);
  gtk_widget_class_bind_template_callback (widget_class, note);
}

static void
rbk_consent_dialog_init (RbkConsentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_consent_dialog_new:
 *
 * Returns: (transfer floating): the dialog; it notes it and closes itself
 */
AdwDialog *
rbk_consent_dialog_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkConsentDialog *self = g_object_new (RBK_TYPE_CONSENT_DIALOG, NULL);
  g_autofree char *words =
    /* Translators: %s is a customer */
    g_strdup_printf (_ ("What %s agreed to is kept, with who noted it and when; it cannot be deleted."),
                     rbk_customer_get_name (customer));

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (rbk_customer_get_id (customer));
  gtk_label_set_label (self->explanation, words);
  return ADW_DIALOG (self);
}
