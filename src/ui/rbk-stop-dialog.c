/* rbk-stop-dialog.c: "They asked us to stop": what they do not want any more, in their words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-stop-dialog.h"

#include <glib/gi18n-lib.h>

struct _RbkStopDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;  /* (owned) */
  char *customer; /* (owned) */

  GtkWidget *stop_button;
  AdwBanner *error_banner;
  GtkLabel *explanation;
  AdwComboRow *medium_row;
  GtkEditable *words_row;
};

G_DEFINE_FINAL_TYPE (RbkStopDialog, rbk_stop_dialog, ADW_TYPE_DIALOG)

/* In the order of the template. Everything comes first: a wish to be left alone is
 * taken in full unless it was said to be less (K-30). */
static const char *const media[] = { "all", "call", "text", "email" };

static void
stopped (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkStopDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_withdraw_consent_finish (RBK_DESK (source), result, &error))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  gtk_widget_set_sensitive (self->stop_button, TRUE);
  adw_banner_set_title (self->error_banner, error->message);
  adw_banner_set_revealed (self->error_banner, TRUE);
}

static void
stop (RbkStopDialog *self)
{
  guint chosen = MIN (adw_combo_row_get_selected (self->medium_row), G_N_ELEMENTS (media) - 1);

  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
  gtk_widget_set_sensitive (self->stop_button, FALSE);
  adw_banner_set_revealed (self->error_banner, FALSE);
  rbk_desk_withdraw_consent_async (self->desk,
                                   self->customer,
                                   media[chosen],
                                   gtk_editable_get_text (self->words_row),
                                   NULL,
                                   stopped,
                                   g_object_ref (self));
}

static void
rbk_stop_dialog_dispose (GObject *object)
{
  g_clear_object (&RBK_STOP_DIALOG (object)->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_STOP_DIALOG);
  G_OBJECT_CLASS (rbk_stop_dialog_parent_class)->dispose (object);
}

static void
rbk_stop_dialog_finalize (GObject *object)
{
  g_free (RBK_STOP_DIALOG (object)->customer);
  G_OBJECT_CLASS (rbk_stop_dialog_parent_class)->finalize (object);
}

static void
rbk_stop_dialog_class_init (RbkStopDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_stop_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_stop_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-stop-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkStopDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RbkStopDialog, error_banner);
  gtk_widget_class_bind_template_child (widget_class, RbkStopDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, RbkStopDialog, medium_row);
  gtk_widget_class_bind_template_child (widget_class, RbkStopDialog, words_row);
  gtk_widget_class_bind_template_callback (widget_class, stop);
}

static void
rbk_stop_dialog_init (RbkStopDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_stop_dialog_new:
 *
 * Returns: (transfer floating): the dialog; it notes the wish and closes itself
 */
AdwDialog *
rbk_stop_dialog_new (RbkDesk *desk, RbkCustomer *customer)
{
  RbkStopDialog *self = g_object_new (RBK_TYPE_STOP_DIALOG, NULL);
  g_autofree char *words =
    /* Translators: %s is a customer */
    g_strdup_printf (_ ("From now on nothing of that kind goes to %s from here. It is kept who noted it, and "
                        "when; it cannot be deleted."),
                     rbk_customer_get_name (customer));

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (rbk_customer_get_id (customer));
  gtk_label_set_label (self->explanation, words);
  return ADW_DIALOG (self);
}
