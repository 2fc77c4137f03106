/* rbk-act-group.c: how a voicemail reaches the customer, and what is asked of each way.
 *
 * Live is the default (K-20). Each way is shown with what the gate says of it for this customer, also one
 * that cannot be done yet, so that nobody looks for a way around it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-act-group.h"

#include "desk/rbk-next-call.h"
#include "desk/rbk-voicemail-guide.h"
#include "ui/rbk-plan-form.h"

#include <glib/gi18n-lib.h>

struct _RbkActGroup
{
  AdwBin parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  gboolean showing;      /* the rows are being filled by us, not by the person */
  char *advice;          /* (owned) (nullable): what the school does if nobody answers (C-15) */
  GtkCheckButton *checks[RBK_N_ACTS];
  AdwActionRow *rows[RBK_N_ACTS];

  AdwExpanderRow *act_row;
  AdwSwitchRow *practice_row;
  GtkWidget *leave_button;
  GtkLabel *leave_label;
};

enum
{
  LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkActGroup, rbk_act_group, ADW_TYPE_BIN)

/* What this version can do. */
static gboolean
is_possible (RbkAct act)
{
  return act == RBK_ACT_LIVE || act == RBK_ACT_VOICE_NOTE;
}

/* What the school does if nobody answers comes first: there may be nothing to say at all (C-15). */
static char *
dup_way_words (RbkActGroup *self, RbkAct act)
{
  if (act != RBK_ACT_LIVE)
    return g_strdup (_ ("Record it here, then send it by email"));
  return g_strdup_printf ("%s%s%s",
                          self->advice != NULL ? self->advice : "",
                          self->advice != NULL ? "\n" : "",
                          _ ("Rehearse it here, speak it on the phone, then log it as left"));
}

static void
show_plan (RbkActGroup *self)
{
  RbkPlanForm form = rbk_plan_form_read (self->composer);
  g_autofree char *words = rbk_act_dup_words (form.act);
  g_autofree char *way = dup_way_words (self, form.act);
  gboolean recording = FALSE;
  const char *why;

  g_object_get (self->composer, "recording", &recording, NULL);
  self->showing = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->act_row), words);
  adw_expander_row_set_subtitle (self->act_row, way);
  gtk_check_button_set_active (self->checks[form.act], TRUE);
  adw_switch_row_set_active (self->practice_row, form.practice);
  self->showing = FALSE;
  why = form.practice ? _ ("Practice is not left anywhere: turn it off first (V-20).")
        : recording   ? _ ("Stop recording first.")
                      : _ ("When you have spoken it on the phone, log it as left.");
  gtk_label_set_label (self->leave_label, why);
  gtk_widget_set_sensitive (self->leave_button, !form.practice && !recording);
  gtk_widget_set_visible (self->leave_button, form.act == RBK_ACT_LIVE);
  gtk_widget_set_visible (GTK_WIDGET (self->leave_label), form.act == RBK_ACT_LIVE);
}

/* What the gate says of it; what it asks of everybody where it says yes, or cannot be asked. */
static char *
dup_act_words (RbkActGroup *self, RbkAct act)
{
  g_autoptr (RbkVerdict) verdict = rbk_next_call_judge_act (rbk_composer_get_desk (self->composer),
                                                            rbk_composer_get_customer (self->composer),
                                                            act,
                                                            rbk_plan_form_read (self->composer).practice,
                                                            NULL);
  g_autofree char *demands = rbk_voicemail_guide_dup_demands (act, FALSE);
  const char *words =
    verdict != NULL && verdict->answer != RBK_GATE_YES && verdict->words != NULL ? verdict->words : demands;

  if (act == RBK_ACT_VOICE_NOTE)
    return g_strdup_printf ("%s %s", words, _ ("By email for now: texting is not set up here."));
  if (!is_possible (act))
    /* Translators: %s is what the law and the rules say of it, in sentences */
    return g_strdup_printf (_ ("Not possible here: no line for it is set up. %s"), words);
  return g_strdup (words);
}

/* Asks the rules again, which look into the ledger: not at every letter of the plan. */
static void
show_answers (RbkActGroup *self)
{
  g_free (self->advice);
  self->advice = rbk_next_call_dup_advice (
    rbk_composer_get_desk (self->composer), rbk_composer_get_customer (self->composer), NULL);
  for (guint i = 0; i < RBK_N_ACTS; i++)
    {
      g_autofree char *words = dup_act_words (self, (RbkAct) i);

      adw_action_row_set_subtitle (self->rows[i], words);
    }
  show_plan (self);
}

/* Also when they asked us to stop, or a call was logged, elsewhere. */
static void
customer_changed_cb (RbkActGroup *self, const char *customer)
{
  if (self->composer != NULL && g_str_equal (customer, rbk_composer_get_customer (self->composer)))
    show_answers (self);
}

static void
act_cb (RbkActGroup *self)
{
  RbkPlanForm form;

  if (self->showing || self->composer == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  for (guint i = 0; i < RBK_N_ACTS; i++)
    {
      if (gtk_check_button_get_active (self->checks[i]))
        form.act = (RbkAct) i;
    }
  rbk_plan_form_apply (&form, self->composer);
}

static void
practice_cb (RbkActGroup *self)
{
  RbkPlanForm form;

  if (self->showing || self->composer == NULL)
    return;
  form = rbk_plan_form_read (self->composer);
  form.practice = adw_switch_row_get_active (self->practice_row);
  rbk_plan_form_apply (&form, self->composer);
  show_answers (self);
}

static void
leave_cb (RbkActGroup *self)
{
  g_signal_emit (self, signals[LEAVE], 0);
}

static void
add_act (RbkActGroup *self, RbkAct act)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *title = rbk_act_dup_words (act);

  self->checks[act] = GTK_CHECK_BUTTON (check);
  self->rows[act] = ADW_ACTION_ROW (row);
  /* A customer's name may hold what markup is made of. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (act > 0)
    gtk_check_button_set_group (self->checks[act], self->checks[0]);
  /* The words stay readable: only what would choose it is not to be had. */
  gtk_widget_set_sensitive (check, is_possible (act));
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (act_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  if (is_possible (act))
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_expander_row_add_row (self->act_row, row);
}

static void
rbk_act_group_dispose (GObject *object)
{
  RbkActGroup *self = RBK_ACT_GROUP (object);

  rbk_act_group_set_composer (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_ACT_GROUP);
  G_OBJECT_CLASS (rbk_act_group_parent_class)->dispose (object);
}

static void
rbk_act_group_finalize (GObject *object)
{
  g_free (RBK_ACT_GROUP (object)->advice);
  G_OBJECT_CLASS (rbk_act_group_parent_class)->finalize (object);
}

static void
rbk_act_group_class_init (RbkActGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_act_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_act_group_finalize;

  /**
   * RbkActGroup::leave:
   *
   * The person says that they spoke it on the phone: it is to be logged.
   */
  signals[LEAVE] =
    g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-act-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkActGroup, act_row);
  gtk_widget_class_bind_template_child (widget_class, RbkActGroup, practice_row);
  gtk_widget_class_bind_template_child (widget_class, RbkActGroup, leave_button);
  gtk_widget_class_bind_template_child (widget_class, RbkActGroup, leave_label);
  gtk_widget_class_bind_template_callback (widget_class, practice_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
rbk_act_group_init (RbkActGroup *self)
{
  static const RbkAct order[] = { RBK_ACT_LIVE, RBK_ACT_VOICE_NOTE, RBK_ACT_PLAYED, RBK_ACT_RINGLESS };

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    add_act (self, order[i]);
  self->showing = FALSE;
}

/**
 * rbk_act_group_set_composer:
 * @composer: (nullable): whose plan it is
 */
void
rbk_act_group_set_composer (RbkActGroup *self, RbkComposer *composer)
{
  g_return_if_fail (RBK_IS_ACT_GROUP (self));

  if (self->composer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->composer, self);
      g_signal_handlers_disconnect_by_data (rbk_composer_get_desk (self->composer), self);
    }
  g_set_object (&self->composer, composer);
  if (composer == NULL)
    return;
  g_signal_connect_swapped (composer, "changed", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (composer, "notify::recording", G_CALLBACK (show_plan), self);
  g_signal_connect_swapped (
    rbk_composer_get_desk (composer), "customer-changed", G_CALLBACK (customer_changed_cb), self);
  show_answers (self);
}
