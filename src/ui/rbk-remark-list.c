/* rbk-remark-list.c: what the rules say of a take, each with an icon and words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-remark-list.h"

#include "desk/rbk-composer.h"

#include <glib/gi18n-lib.h>

struct _RbkRemarkList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (RbkRemarkList, rbk_remark_list, GTK_TYPE_BOX)

static const struct
{
  const char *icon;
  const char *style;
  const char *words;
} levels[] = {
  [RBK_REMARK_GOOD] = { "object-select-symbolic", "success", N_ ("Good") },
  [RBK_REMARK_WARNING] = { "dialog-warning-symbolic", "warning", N_ ("Warning") },
  [RBK_REMARK_REFUSAL] = { "dialog-error-symbolic", "error", N_ ("Cannot be sent") },
  [RBK_REMARK_FAIL] = { "dialog-error-symbolic", "error", N_ ("Broken rule") },
  [RBK_REMARK_HEARD] = { "audio-input-microphone-symbolic", "dim-label", N_ ("Heard") },
  [RBK_REMARK_NOT_HEARD] = { "microphone-sensitivity-muted-symbolic", "dim-label", N_ ("Not heard") },
  [RBK_REMARK_BY_EAR] = { "object-select-symbolic", "accent", N_ ("Confirmed by ear") },
  [RBK_REMARK_NOT_CHECKED] = { "dialog-question-symbolic", "dim-label", N_ ("Not checked") },
};

static GtkWidget *
make_row (RbkRemark *remark)
{
  RbkRemarkLevel level = rbk_remark_get_level (remark);
  GtkWidget *row =
    g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, "spacing", 9, NULL);
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "icon-name",
                                   levels[level].icon,
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   NULL);
  GtkWidget *label = gtk_label_new (rbk_remark_get_words (remark));
  /* Translators: how good it is, such as "Good", "Warning" or "Not heard", and what a rule says of it */
  g_autofree char *words =
    g_strdup_printf (_ ("%s: %s"), _ (levels[level].words), rbk_remark_get_words (remark));

  gtk_widget_add_css_class (image, levels[level].style);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), label);
  gtk_widget_set_tooltip_text (row, rbk_remark_get_rule (remark));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return row;
}

static void
rbk_remark_list_class_init (RbkRemarkListClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
rbk_remark_list_init (RbkRemarkList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What the rules say of this take"), -1);
}

/**
 * rbk_remark_list_new:
 *
 * Returns: (transfer floating): an empty list, which is hidden
 */
GtkWidget *
rbk_remark_list_new (void)
{
  return g_object_new (RBK_TYPE_REMARK_LIST, NULL);
}

/**
 * rbk_remark_list_set_remarks:
 * @remarks: (nullable) (element-type RbkRemark): what to show instead of what it shows
 */
void
rbk_remark_list_set_remarks (RbkRemarkList *self, GPtrArray *remarks)
{
  GtkWidget *child;

  g_return_if_fail (RBK_IS_REMARK_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    gtk_box_append (GTK_BOX (self), make_row (remarks->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), remarks != NULL && remarks->len > 0);
}

/**
 * rbk_remark_list_get_level_icon:
 *
 * Returns: (transfer none): the name of the icon by which @level is known
 */
const char *
rbk_remark_list_get_level_icon (RbkRemarkLevel level)
{
  return levels[level].icon;
}

/**
 * rbk_remark_list_get_level_style:
 *
 * Returns: (transfer none): the style class of that icon
 */
const char *
rbk_remark_list_get_level_style (RbkRemarkLevel level)
{
  return levels[level].style;
}

/**
 * rbk_remark_list_get_level_words:
 *
 * Returns: (transfer none): what @level is called
 */
const char *
rbk_remark_list_get_level_words (RbkRemarkLevel level)
{
  return _ (levels[level].words);
}
