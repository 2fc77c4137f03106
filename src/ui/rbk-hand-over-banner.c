/* rbk-hand-over-banner.c: tells a manager of customers whom nobody looks after any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-hand-over-banner.h"

#include "desk/rbk-desk-people.h"
#include "ui/rbk-hand-over-dialog.h"

#include <glib/gi18n-lib.h>

struct _RbkHandOverBanner
{
  AdwBin parent_instance;

  RbkDesk *desk; /* (owned) (nullable) */
  AdwBanner *banner;
};

G_DEFINE_FINAL_TYPE (RbkHandOverBanner, rbk_hand_over_banner, ADW_TYPE_BIN)

static void
show_count (RbkHandOverBanner *self)
{
  guint count = rbk_desk_count_customers_of (self->desk, NULL);
  gboolean may = rbk_desk_may (self->desk, RBK_RIGHT_REASSIGN, NULL);
  g_autofree char *words = NULL;

  if (count > 0 && may)
    {
      words = g_strdup_printf (
        g_dngettext (
          GETTEXT_PACKAGE, "%u customer of somebody who left", "%u customers of people who left", count),
        count);
      adw_banner_set_title (self->banner, words);
    }
  adw_banner_set_revealed (self->banner, words != NULL);
}

static void
clicked_cb (RbkHandOverBanner *self)
{
  if (self->desk != NULL)
    adw_dialog_present (rbk_hand_over_dialog_new (self->desk, NULL, GTK_WIDGET (self)),
                        GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
}

static void
rbk_hand_over_banner_dispose (GObject *object)
{
  RbkHandOverBanner *self = RBK_HAND_OVER_BANNER (object);

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_hand_over_banner_parent_class)->dispose (object);
}

static void
rbk_hand_over_banner_class_init (RbkHandOverBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_hand_over_banner_dispose;
}

static void
rbk_hand_over_banner_init (RbkHandOverBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_button_label (self->banner, _ ("_Hand Over…"));
  g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (clicked_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

/**
 * rbk_hand_over_banner_set_desk:
 *
 * Once; shows from now on how many there are, to whoever may hand them over.
 */
void
rbk_hand_over_banner_set_desk (RbkHandOverBanner *self, RbkDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "assignments-changed", G_CALLBACK (show_count), self);
  g_signal_connect_swapped (desk, "showroom-changed", G_CALLBACK (show_count), self);
  show_count (self);
}
