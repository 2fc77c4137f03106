/* rbk-plan-group.c: why a voicemail is left, and what shall come of it.
 *
 * The reasons are offered from what this customer wants and asked (V-2). Nothing has to be chosen: who is
 * in a hurry can record, and is told gently what is missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-plan-group.h"

#include "desk/rbk-voicemail-guide.h"
#include "ui/rbk-choice-factory.h"
#include "ui/rbk-plan-form.h"
#include "ui/rbk-remark-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _RbkPlanGroup
{
  AdwBin parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  GPtrArray *reasons;    /* (owned) (nullable) (element-type RbkReason): after the first row, which is none */
  gboolean showing;      /* the rows are being filled by us, not by the person */

  AdwComboRow *reason_row;
  GtkEditable *fact_row;
  GtkEditable *step_row;
  GtkMenuButton *step_button;
  RbkRemarkList *remark_list;
  GtkLabel *hint_label;
};

G_DEFINE_FINAL_TYPE (RbkPlanGroup, rbk_plan_group, ADW_TYPE_BIN)

/* One thing each (V-10), open and easy. They are spoken: they go into the scripts of data/rules, as the facts
 * of RbkReason do, and so are in their language, whatever the language of the window. */
static const char *const steps[] = {
  "Call or text me back",
  "Tell me which day suits you for a look",
  "Tell me if I should keep it for you",
  "Tell me what you would like to know first",
};

static RbkReason *
get_reason (RbkPlanGroup *self, guint row)
{
  return row > 0 && self->reasons != NULL && row <= self->reasons->len
           ? g_ptr_array_index (self->reasons, row - 1)
           : NULL;
}

/* The row of the plan's reason: with several vehicles, the one that the fact names. */
static guint
find_row (RbkPlanGroup *self, const RbkPlanForm *form)
{
  guint found = 0;

  for (guint row = 1; get_reason (self, row) != NULL; row++)
    {
      RbkReason *reason = get_reason (self, row);

      if (rbk_reason_get_id (reason) != form->reason)
        continue;
      if (found == 0 || strstr (form->fact, rbk_reason_get_about (reason)) != NULL)
        {
          if (found == 0 || strstr (form->fact, rbk_reason_get_about (get_reason (self, found))) == NULL)
            found = row;
        }
    }
  return found;
}

static char *
dup_row_words (RbkReason *reason)
{
  g_autofree char *id = rbk_reason_id_dup_words (rbk_reason_get_id (reason));
  const char *about = rbk_reason_get_about (reason);
  /* Translators: a reason to call, and the vehicle or the question that it is about */
  g_autofree char *words = *about != '\0' ? g_strdup_printf (_ ("%s: %s"), id, about) : g_strdup (id);

  if (rbk_reason_get_warning (reason) == NULL)
    return g_steal_pointer (&words);
  /* Translators: %s is a reason to call which one of the last messages gave already */
  return g_strdup_printf (_ ("%s (they were told, V-4)"), words);
}

static void
show_fact (RbkPlanGroup *self, const RbkPlanForm *form)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_object_unref);
  RbkRemark *used = *form->fact != '\0' ? rbk_composer_judge_fact (self->composer, form->fact) : NULL;
  const char *hint = NULL;

  if (used != NULL)
    g_ptr_array_add (remarks, used);
  rbk_remark_list_set_remarks (self->remark_list, remarks);
  if (form->reason == RBK_REASON_NONE)
    hint =
      _ ("No reason is chosen yet. You can record all the same, but it is better to know first what is new "
         "to this customer (V-2).");
  else if (*form->fact == '\0')
    hint = _ ("Write the one thing that is new to this customer (V-2).");
  else if (*form->next_step == '\0')
    hint = _ ("Ask for one thing, and one only (V-10).");
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL);
}

static void
show_text (GtkEditable *row, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (row), text))
    gtk_editable_set_text (row, text);
}

static void
show_plan (RbkPlanGroup *self)
{
  RbkPlanForm form = rbk_plan_form_read (self->composer);
  RbkReason *selected = get_reason (self, adw_combo_row_get_selected (self->reason_row));

  self->showing = TRUE;
  if ((selected != NULL ? rbk_reason_get_id (selected) : RBK_REASON_NONE) != form.reason)
    adw_combo_row_set_selected (self->reason_row, find_row (self, &form));
  show_text (self->fact_row, form.fact);
  show_text (self->step_row, form.next_step);
  self->showing = FALSE;
  show_fact (self, &form);
}

/* Whether @fact is one that was proposed: it may be taken away again. */
static gboolean
is_proposed (RbkPlanGroup *self, const char *fact)
{
  for (guint row = 1; get_reason (self, row) != NULL; row++)
    {
      if (g_str_equal (rbk_reason_get_fact (get_reason (self, row)), fact))
        return TRUE;
    }
  return *fact == '\0';
}

static void
reason_cb (RbkPlanGroup *self)
{
  RbkReason *reason = get_reason (self, adw_combo_row_get_selected (self->reason_row));
  g_autoptr (GPtrArray) scripts = NULL;
  RbkPlanForm form;

  if (self->showing || self->composer == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  form.reason = reason != NULL ? rbk_reason_get_id (reason) : RBK_REASON_NONE;
  if (is_proposed (self, form.fact))
    form.fact = reason != NULL ? rbk_reason_get_fact (reason) : "";
  scripts = rbk_voicemail_guide_list_scripts (rbk_composer_get_desk (self->composer), form.reason);
  /* Words of one's own are not thrown away. */
  if (form.text == NULL)
    form.script =
      reason != NULL && scripts->len > 0 ? rbk_script_get_id (g_ptr_array_index (scripts, 0)) : NULL;
  rbk_plan_form_apply (&form, self->composer);
}

static void
fact_cb (RbkPlanGroup *self)
{
  RbkPlanForm form;

  if (self->showing || self->composer == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  form.fact = gtk_editable_get_text (self->fact_row);
  rbk_plan_form_apply (&form, self->composer);
}

static void
step_cb (RbkPlanGroup *self)
{
  RbkPlanForm form;

  if (self->showing || self->composer == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  form.next_step = gtk_editable_get_text (self->step_row);
  rbk_plan_form_apply (&form, self->composer);
}

static void
propose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RbkPlanGroup *self = RBK_PLAN_GROUP (widget);

  gtk_editable_set_text (self->step_row, g_variant_get_string (parameter, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (self->step_row));
}

static void
rbk_plan_group_dispose (GObject *object)
{
  RbkPlanGroup *self = RBK_PLAN_GROUP (object);

  rbk_plan_group_set_composer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_PLAN_GROUP);
  G_OBJECT_CLASS (rbk_plan_group_parent_class)->dispose (object);
}

static void
rbk_plan_group_class_init (RbkPlanGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_plan_group_dispose;
  g_type_ensure (RBK_TYPE_REMARK_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-plan-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkPlanGroup, reason_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPlanGroup, fact_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPlanGroup, step_row);
  gtk_widget_class_bind_template_child (widget_class, RbkPlanGroup, step_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPlanGroup, remark_list);
  gtk_widget_class_bind_template_child (widget_class, RbkPlanGroup, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, reason_cb);
  gtk_widget_class_bind_template_callback (widget_class, fact_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_cb);
  gtk_widget_class_install_action (widget_class, "plan.propose", "s", propose_cb);
}

static void
rbk_plan_group_init (RbkPlanGroup *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();
  g_autoptr (GMenu) menu = g_menu_new ();

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
  adw_combo_row_set_list_factory (self->reason_row, factory);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (steps[i], NULL);

      g_menu_item_set_action_and_target (item, "plan.propose", "s", steps[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->step_button, G_MENU_MODEL (menu));
}

/**
 * rbk_plan_group_reload:
 *
 * Offers the reasons again, as the customer stands now.
 */
void
rbk_plan_group_reload (RbkPlanGroup *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autofree char *none = rbk_reason_id_dup_words (RBK_REASON_NONE);
  g_autoptr (GError) error = NULL;
  RbkPlanForm form;

  g_return_if_fail (RBK_IS_PLAN_GROUP (self));

  if (self->composer == NULL)
    return;
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  self->reasons = rbk_composer_list_reasons (self->composer, &error);
  /* The ledger says so itself, where it is shown; a plan can be made without. */
  if (self->reasons == NULL)
    g_message ("no reasons can be offered: %s", error->message);
  gtk_string_list_append (words, none);
  for (guint row = 1; get_reason (self, row) != NULL; row++)
    gtk_string_list_take (words, dup_row_words (get_reason (self, row)));
  form = rbk_plan_form_read (self->composer);
  self->showing = TRUE;
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->reason_row, find_row (self, &form));
  self->showing = FALSE;
  show_plan (self);
}

/**
 * rbk_plan_group_set_composer:
 * @composer: (nullable): whose plan it is
 */
void
rbk_plan_group_set_composer (RbkPlanGroup *self, RbkComposer *composer)
{
  g_return_if_fail (RBK_IS_PLAN_GROUP (self));

  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (self->composer, self);
  g_set_object (&self->composer, composer);
  if (composer == NULL)
    {
      g_clear_pointer (&self->reasons, g_ptr_array_unref);
      return;
    }
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_plan), self);
  rbk_plan_group_reload (self);
}
