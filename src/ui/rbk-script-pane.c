/* rbk-script-pane.c: what comes before the microphone: why, which words, and how it is left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-script-pane.h"

#include "ui/rbk-act-group.h"
#include "ui/rbk-cue-page.h"
#include "ui/rbk-left-dialog.h"
#include "ui/rbk-plan-group.h"
#include "ui/rbk-row-keys.h"
#include "ui/rbk-script-card.h"
#include "ui/rbk-sound-settings.h"

struct _RbkScriptPane
{
  AdwBin parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  gboolean keys_are_set; /* the page around it knows the keys of this pane */

  RbkPlanGroup *plan_group;
  RbkScriptCard *script_card;
  RbkActGroup *act_group;
};

G_DEFINE_FINAL_TYPE (RbkScriptPane, rbk_script_pane, ADW_TYPE_BIN)

static void
cue_cb (RbkScriptPane *self)
{
  GtkWidget *navigation = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_PAGE);

  if (self->composer == NULL || navigation == NULL ||
      adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (navigation)) != ADW_NAVIGATION_PAGE (page))
    return;
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (navigation),
                            rbk_cue_page_new (self->composer, self->script_card));
}

static gboolean
cue_key_cb (GtkWidget *page, GVariant *arguments, gpointer data)
{
  cue_cb (data);
  return TRUE;
}

static gboolean
faster_key_cb (GtkWidget *page, GVariant *arguments, gpointer data)
{
  rbk_sound_settings_set_pace (rbk_sound_settings_get_pace () + RBK_SOUND_SETTINGS_STEP);
  return TRUE;
}

static gboolean
slower_key_cb (GtkWidget *page, GVariant *arguments, gpointer data)
{
  rbk_sound_settings_set_pace (rbk_sound_settings_get_pace () - RBK_SOUND_SETTINGS_STEP);
  return TRUE;
}

/* What was logged is no draft any more. */
static void
left_cb (RbkScriptPane *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
leave_cb (RbkScriptPane *self)
{
  AdwDialog *dialog;

  if (self->composer == NULL)
    return;
  dialog = rbk_left_dialog_new (self->composer);
  g_signal_connect_object (dialog, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
customer_changed_cb (RbkScriptPane *self, const char *customer)
{
  if (g_strcmp0 (customer, rbk_composer_get_customer (self->composer)) == 0)
    rbk_script_card_reload (self->script_card, FALSE);
}

static void
showroom_changed_cb (RbkScriptPane *self)
{
  rbk_script_card_reload (self->script_card, TRUE);
}

/* @trigger: as gtk_shortcut_trigger_parse_string() reads it */
static void
add_key (RbkScriptPane *self, GtkEventController *keys, const char *trigger, GtkShortcutFunc callback)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (callback, self, NULL)));
}

/* The keys of the cue card and of the pace work wherever in the page the focus is. */
static void
rbk_script_pane_root (GtkWidget *widget)
{
  RbkScriptPane *self = RBK_SCRIPT_PANE (widget);
  GtkWidget *page = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_PAGE);
  GtkEventController *keys;

  GTK_WIDGET_CLASS (rbk_script_pane_parent_class)->root (widget);
  if (page == NULL || self->keys_are_set)
    return;
  self->keys_are_set = TRUE;
  keys = gtk_shortcut_controller_new ();
  add_key (self, keys, "c", cue_key_cb);
  add_key (self, keys, "plus|equal|KP_Add", faster_key_cb);
  add_key (self, keys, "minus|KP_Subtract", slower_key_cb);
  gtk_widget_add_controller (page, keys);
}

static void
rbk_script_pane_dispose (GObject *object)
{
  RbkScriptPane *self = RBK_SCRIPT_PANE (object);

  rbk_script_pane_set_composer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_SCRIPT_PANE);
  G_OBJECT_CLASS (rbk_script_pane_parent_class)->dispose (object);
}

static void
rbk_script_pane_class_init (RbkScriptPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_script_pane_dispose;
  widget_class->root = rbk_script_pane_root;
  g_type_ensure (RBK_TYPE_ACT_GROUP);
  g_type_ensure (RBK_TYPE_PLAN_GROUP);
  g_type_ensure (RBK_TYPE_SCRIPT_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-script-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkScriptPane, plan_group);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptPane, script_card);
  gtk_widget_class_bind_template_child (widget_class, RbkScriptPane, act_group);
  gtk_widget_class_bind_template_callback (widget_class, cue_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
rbk_script_pane_init (RbkScriptPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rbk_row_keys_add (GTK_WIDGET (self));
}

/**
 * rbk_script_pane_new:
 *
 * Returns: (transfer floating): a pane without a composer
 */
GtkWidget *
rbk_script_pane_new (void)
{
  return g_object_new (RBK_TYPE_SCRIPT_PANE, NULL);
}

/**
 * rbk_script_pane_set_composer:
 * @composer: (nullable): whose plan and script it shows
 */
void
rbk_script_pane_set_composer (RbkScriptPane *self, RbkComposer *composer)
{
  g_return_if_fail (RBK_IS_SCRIPT_PANE (self));

  if (self->composer == composer)
    return;
  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (rbk_composer_get_desk (self->composer), self);
  g_set_object (&self->composer, composer);
  if (self->plan_group != NULL)
    {
      rbk_plan_group_set_composer (self->plan_group, composer);
      rbk_script_card_set_composer (self->script_card, composer);
      rbk_act_group_set_composer (self->act_group, composer);
    }
  if (composer == NULL)
    return;
  g_signal_connect_swapped (
    rbk_composer_get_desk (composer), "customer-changed", G_CALLBACK (customer_changed_cb), self);
  g_signal_connect_swapped (
    rbk_composer_get_desk (composer), "showroom-changed", G_CALLBACK (showroom_changed_cb), self);
}
