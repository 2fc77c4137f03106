/* rbk-verdict-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-verdict-row.h"

#include "ui/rbk-remark-list.h"
#include "ui/rbk-sound-words.h"

#include <glib/gi18n-lib.h>

struct _RbkVerdictRow
{
  AdwActionRow parent_instance;

  gboolean is_tick;
  RbkRemark *remark; /* (owned) (nullable) */
  GtkImage *icon;
  GtkWidget *check; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkVerdictRow, rbk_verdict_row, ADW_TYPE_ACTION_ROW)

static void
rbk_verdict_row_finalize (GObject *object)
{
  g_clear_object (&RBK_VERDICT_ROW (object)->remark);
  G_OBJECT_CLASS (rbk_verdict_row_parent_class)->finalize (object);
}

static void
rbk_verdict_row_class_init (RbkVerdictRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_verdict_row_finalize;
}

static void
rbk_verdict_row_init (RbkVerdictRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
}

/**
 * rbk_verdict_row_new:
 * @is_tick: whether the person ticks it
 *
 * Returns: (transfer floating): a row without a remark
 */
GtkWidget *
rbk_verdict_row_new (gboolean is_tick)
{
  RbkVerdictRow *self = g_object_new (RBK_TYPE_VERDICT_ROW,
                                      "accessible-role",
                                      is_tick ? GTK_ACCESSIBLE_ROLE_CHECKBOX : GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                      NULL);

  self->is_tick = is_tick;
  if (is_tick)
    {
      /* The row is the control; this is its picture. "focusable" alone would leave a check button that says
       * it took the focus. */
      self->check = g_object_new (GTK_TYPE_CHECK_BUTTON,
                                  "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "can-focus",
                                  FALSE,
                                  "can-target",
                                  FALSE,
                                  "valign",
                                  GTK_ALIGN_CENTER,
                                  NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (self), self->check);
    }
  else
    {
      self->icon =
        GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
      adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->icon));
    }
  return GTK_WIDGET (self);
}

/* "Heard · V-1 · “this is Ana Reyes” at 0:03" */
static char *
dup_basis (RbkRemark *remark)
{
  const RbkEvidence *evidence =
    rbk_remark_get_n_evidence (remark) > 0 ? rbk_remark_get_evidence (remark, 0) : NULL;
  const char *level = rbk_remark_list_get_level_words (rbk_remark_get_level (remark));
  g_autofree char *clock = evidence != NULL ? rbk_sound_words_dup_clock (evidence->t0_us) : NULL;

  if (evidence != NULL && evidence->text != NULL)
    /* Translators: what a rule says ("Heard"), its id ("V-1"), the words it rests on, and when they are said
     */
    return g_strdup_printf (
      _ ("%s · %s · “%s” at %s"), level, rbk_remark_get_rule (remark), evidence->text, clock);
  if (evidence != NULL)
    /* Translators: what a rule says ("Confirmed by ear"), its id ("V-1"), and when it was heard */
    return g_strdup_printf (_ ("%s · %s · at %s"), level, rbk_remark_get_rule (remark), clock);
  /* Translators: what a rule says ("Good"), and its id ("V-11") */
  return g_strdup_printf (_ ("%s · %s"), level, rbk_remark_get_rule (remark));
}

/**
 * rbk_verdict_row_set_remark:
 * @remark: what the rule says
 * @asked: (nullable): what it says while it is not ticked, which is what there is to listen for
 */
void
rbk_verdict_row_set_remark (RbkVerdictRow *self, RbkRemark *remark, RbkRemark *asked)
{
  g_autofree char *basis = dup_basis (remark);
  const char *words = rbk_remark_get_words (asked != NULL ? asked : remark);
  const char *style = rbk_remark_list_get_level_style (rbk_remark_get_level (remark));
  gboolean has_place = rbk_remark_get_n_evidence (remark) > 0;

  g_return_if_fail (RBK_IS_VERDICT_ROW (self));

  g_set_object (&self->remark, remark);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), basis);
  if (self->is_tick)
    {
      gboolean ticked = rbk_verdict_row_is_ticked (self);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), ticked);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                                   GTK_ACCESSIBLE_STATE_CHECKED,
                                   ticked ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                   -1);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
      return;
    }
  gtk_image_set_from_icon_name (self->icon, rbk_remark_list_get_level_icon (rbk_remark_get_level (remark)));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { style, NULL });
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), has_place);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), has_place ? _ ("Play from there") : NULL);
}

/**
 * rbk_verdict_row_get_remark:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
RbkRemark *
rbk_verdict_row_get_remark (RbkVerdictRow *self)
{
  g_return_val_if_fail (RBK_IS_VERDICT_ROW (self), NULL);

  return self->remark;
}

/**
 * rbk_verdict_row_is_ticked:
 *
 * Returns: whether a person confirmed it
 */
gboolean
rbk_verdict_row_is_ticked (RbkVerdictRow *self)
{
  g_return_val_if_fail (RBK_IS_VERDICT_ROW (self), FALSE);

  return self->remark != NULL && rbk_remark_get_level (self->remark) == RBK_REMARK_BY_EAR;
}

/**
 * rbk_verdict_row_get_position:
 *
 * Returns: where what it rests on is said, microseconds; -1 if nobody knows
 */
gint64
rbk_verdict_row_get_position (RbkVerdictRow *self)
{
  g_return_val_if_fail (RBK_IS_VERDICT_ROW (self), -1);

  return self->remark != NULL && rbk_remark_get_n_evidence (self->remark) > 0
           ? rbk_remark_get_evidence (self->remark, 0)->t0_us
           : -1;
}
