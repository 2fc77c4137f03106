/* rbk-customer-row.c: a customer in the list: who, what was last, and whether they wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-customer-row.h"

#include "ui/rbk-entry-words.h"
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

struct _RbkCustomerRow
{
  GtkBox parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *time;
  GtkImage *kind_icon;
  GtkLabel *last;
  GtkWidget *opted_out_icon;
  GtkLabel *waiting;
};

G_DEFINE_FINAL_TYPE (RbkCustomerRow, rbk_customer_row, GTK_TYPE_BOX)

static void
rbk_customer_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_CUSTOMER_ROW);
  G_OBJECT_CLASS (rbk_customer_row_parent_class)->dispose (object);
}

static void
rbk_customer_row_class_init (RbkCustomerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_customer_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-customer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, name);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, time);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, kind_icon);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, last);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, opted_out_icon);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomerRow, waiting);
}

static void
rbk_customer_row_init (RbkCustomerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_waiting (RbkCustomer *customer, gint64 now_us)
{
  gint64 since_us = rbk_customer_get_waiting_since_us (customer);
  g_autofree char *span = NULL;

  if (since_us == 0)
    return NULL;
  if (now_us - since_us < 60 * G_USEC_PER_SEC)
    return g_strdup (_ ("Waits since just now"));
  span = rbk_time_dup_span (now_us - since_us);
  /* Translators: how long a customer has been waiting for an answer, such as "2 h" */
  return g_strdup_printf (_ ("Waits for %s"), span);
}

static char *
dup_last (RbkCustomer *customer)
{
  const char *words = rbk_customer_get_last_words (customer);

  if (words != NULL && *words != '\0')
    return g_strdup (words);
  return rbk_entry_words_dup_kind (rbk_customer_get_last_kind (customer));
}

/**
 * rbk_customer_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_customer_row_new (void)
{
  return g_object_new (RBK_TYPE_CUSTOMER_ROW, NULL);
}

/**
 * rbk_customer_row_show:
 * @now_us: what the desk's clock says; the row is to be shown again as time goes on
 * @zone: the showroom's
 */
void
rbk_customer_row_show (RbkCustomerRow *self, RbkCustomer *customer, gint64 now_us, GTimeZone *zone)
{
  const char *name = rbk_customer_get_name (customer);
  gint64 last_us = rbk_customer_get_last_time_us (customer);
  g_autofree char *last = dup_last (customer);
  g_autofree char *time = last_us != 0 ? rbk_time_dup_short (last_us, now_us, zone) : g_strdup ("");
  g_autofree char *waiting = dup_waiting (customer, now_us);
  g_autofree char *opted_out = rbk_entry_words_dup_opted_out (rbk_customer_get_opted_out (customer));

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->last, last);
  gtk_image_set_from_icon_name (self->kind_icon,
                                rbk_entry_words_get_kind_icon (rbk_customer_get_last_kind (customer)));
  gtk_widget_set_visible (GTK_WIDGET (self->kind_icon), last_us != 0);
  gtk_label_set_label (self->waiting, waiting != NULL ? waiting : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), waiting != NULL);
  gtk_widget_set_visible (self->opted_out_icon, opted_out != NULL);
  gtk_widget_set_tooltip_text (self->opted_out_icon, opted_out);
}

/**
 * rbk_customer_row_dup_accessible_label:
 *
 * Returns: (transfer full): the row in one sentence, for people who do not see it
 */
char *
rbk_customer_row_dup_accessible_label (RbkCustomer *customer, gint64 now_us)
{
  const char *parts[5] = { rbk_customer_get_name (customer) };
  g_autofree char *waiting = dup_waiting (customer, now_us);
  g_autofree char *opted_out = rbk_entry_words_dup_opted_out (rbk_customer_get_opted_out (customer));
  g_autofree char *last = dup_last (customer);
  guint n = 1;

  if (waiting != NULL)
    parts[n++] = waiting;
  if (opted_out != NULL)
    parts[n++] = opted_out;
  if (*last != '\0')
    parts[n++] = last;
  return g_strjoinv (", ", (char **) parts);
}
