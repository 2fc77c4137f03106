/* rbk-failure-banner.c: what went wrong with a recording, and how to go on.
 *
 * Where a microphone was pulled out in the middle, what was said until then is a take; the banner offers to
 * go on in another one as soon as there is a microphone to do it with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-failure-banner.h"

#include <glib/gi18n-lib.h>

struct _RbkFailureBanner
{
  AdwBin parent_instance;

  GError *error;             /* (owned) (nullable): what is shown */
  RbkMicrophone *microphone; /* (owned) (nullable): the one that the next take would be recorded from */

  AdwBanner *banner;
};

enum
{
  GO_ON,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkFailureBanner, rbk_failure_banner, ADW_TYPE_BIN)

static gboolean
can_go_on (RbkFailureBanner *self)
{
  return g_error_matches (self->error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_MICROPHONE_LOST) &&
         self->microphone != NULL;
}

static void
show (RbkFailureBanner *self)
{
  g_autofree char *words = NULL;

  adw_banner_set_revealed (self->banner, self->error != NULL);
  if (self->error == NULL)
    return;
  if (can_go_on (self))
    /* Translators: %s is the name of a microphone */
    words =
      g_strdup_printf (_ ("The microphone is gone. What you had said until then is kept. Go on with %s, "
                          "in a new take?"),
                       rbk_microphone_get_name (self->microphone));
  else
    words = g_strdup (self->error->message);
  adw_banner_set_button_label (self->banner, can_go_on (self) ? _ ("_Go On") : _ ("_Dismiss"));
  if (g_strcmp0 (adw_banner_get_title (self->banner), words) == 0)
    return;
  adw_banner_set_title (self->banner, words);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->banner), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
clicked_cb (RbkFailureBanner *self)
{
  gboolean go_on = can_go_on (self);

  rbk_failure_banner_show (self, NULL);
  if (go_on)
    g_signal_emit (self, signals[GO_ON], 0);
}

static void
rbk_failure_banner_finalize (GObject *object)
{
  RbkFailureBanner *self = RBK_FAILURE_BANNER (object);

  g_clear_error (&self->error);
  g_clear_object (&self->microphone);
  G_OBJECT_CLASS (rbk_failure_banner_parent_class)->finalize (object);
}

static void
rbk_failure_banner_class_init (RbkFailureBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_failure_banner_finalize;

  /**
   * RbkFailureBanner::go-on:
   *
   * The person wants to go on in a new take.
   */
  signals[GO_ON] =
    g_signal_new ("go-on", RBK_TYPE_FAILURE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_failure_banner_init (RbkFailureBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  g_signal_connect_swapped (self->banner, "button-clicked", G_CALLBACK (clicked_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
}

/**
 * rbk_failure_banner_show:
 * @error: (nullable): what went wrong, in words for the person who records; %NULL for nothing any more
 */
void
rbk_failure_banner_show (RbkFailureBanner *self, const GError *error)
{
  g_return_if_fail (RBK_IS_FAILURE_BANNER (self));

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  show (self);
}

/**
 * rbk_failure_banner_set_microphone:
 * @microphone: (nullable): the one that the next take would be recorded from; %NULL if there is none
 */
void
rbk_failure_banner_set_microphone (RbkFailureBanner *self, RbkMicrophone *microphone)
{
  g_return_if_fail (RBK_IS_FAILURE_BANNER (self));

  if (g_set_object (&self->microphone, microphone))
    show (self);
}
