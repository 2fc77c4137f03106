/* rbk-hand-over-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-hand-over-row.h"

#include <glib/gi18n-lib.h>

#define SPACING 9

struct _RbkHandOverRow
{
  GtkBox parent_instance;

  RbkCustomer *customer; /* (owned) (nullable) */
  gboolean showing;      /* the tick is being set by us, not by a person */

  GtkCheckButton *check;
  GtkLabel *name;
  GtkLabel *words;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkHandOverRow, rbk_hand_over_row, GTK_TYPE_BOX)

static void
toggled_cb (RbkHandOverRow *self)
{
  if (!self->showing && self->customer != NULL)
    g_signal_emit (self, signals[TOGGLED], 0, self->customer, gtk_check_button_get_active (self->check));
}

static void
rbk_hand_over_row_finalize (GObject *object)
{
  g_clear_object (&RBK_HAND_OVER_ROW (object)->customer);
  G_OBJECT_CLASS (rbk_hand_over_row_parent_class)->finalize (object);
}

static void
rbk_hand_over_row_class_init (RbkHandOverRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_hand_over_row_finalize;
  signals[TOGGLED] = g_signal_new ("toggled",
                                   RBK_TYPE_HAND_OVER_ROW,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   2,
                                   RBK_TYPE_CUSTOMER,
                                   G_TYPE_BOOLEAN);
}

static GtkLabel *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return GTK_LABEL (label);
}

static void
rbk_hand_over_row_init (RbkHandOverRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_set_spacing (GTK_BOX (self), SPACING);
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  self->name = make_label ();
  self->words = make_label ();
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "caption");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->words));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->check));
  gtk_box_append (GTK_BOX (self), lines);
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (toggled_cb), self);
}

/**
 * rbk_hand_over_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_hand_over_row_new (void)
{
  return g_object_new (RBK_TYPE_HAND_OVER_ROW, NULL);
}

/**
 * rbk_hand_over_row_show:
 * @assigned: the name of who looked after them
 */
void
rbk_hand_over_row_show (RbkHandOverRow *self, RbkCustomer *customer, const char *assigned)
{
  g_autofree char *wanted = rbk_customer_dup_wanted (customer);
  g_autofree char *words =
    /* Translators: a person who left, then a vehicle that a customer wants */
    *wanted != '\0' ? g_strdup_printf (_ ("%1$s · %2$s"), assigned, wanted) : g_strdup (assigned);

  g_set_object (&self->customer, customer);
  gtk_label_set_label (self->name, rbk_customer_get_name (customer));
  gtk_label_set_label (self->words, words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, rbk_customer_get_name (customer), -1);
}

/**
 * rbk_hand_over_row_set_chosen:
 * @chosen: whether the customer is to be handed over
 */
void
rbk_hand_over_row_set_chosen (RbkHandOverRow *self, gboolean chosen)
{
  self->showing = TRUE;
  gtk_check_button_set_active (self->check, chosen);
  self->showing = FALSE;
}
