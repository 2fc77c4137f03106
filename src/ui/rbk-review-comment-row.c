/* rbk-review-comment-row.c: a comment, which plays at its second.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-comment-row.h"

#include "ui/rbk-sound-words.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewCommentRow
{
  AdwActionRow parent_instance;

  RbkReviewComment *comment; /* (owned) */
};

enum
{
  EDIT,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewCommentRow, rbk_review_comment_row, ADW_TYPE_ACTION_ROW)

static void
rbk_review_comment_row_finalize (GObject *object)
{
  g_clear_object (&RBK_REVIEW_COMMENT_ROW (object)->comment);
  G_OBJECT_CLASS (rbk_review_comment_row_parent_class)->finalize (object);
}

static void
rbk_review_comment_row_class_init (RbkReviewCommentRowClass *klass)
{
  GType type = RBK_TYPE_REVIEW_COMMENT_ROW;

  G_OBJECT_CLASS (klass)->finalize = rbk_review_comment_row_finalize;
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_review_comment_row_init (RbkReviewCommentRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

static void
edit_cb (RbkReviewCommentRow *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
remove_cb (RbkReviewCommentRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
add_button (
  RbkReviewCommentRow *self, const char *icon, const char *tip, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);
}

/**
 * rbk_review_comment_row_new:
 * @author_name: whose it is, as people here call them
 * @is_own: whether whoever acts here may write it anew
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_review_comment_row_new (RbkReviewComment *comment, const char *author_name, gboolean is_own)
{
  RbkReviewCommentRow *self = g_object_new (RBK_TYPE_REVIEW_COMMENT_ROW, NULL);
  gint64 position_us = rbk_review_comment_get_position_us (comment);
  g_autofree char *clock = rbk_sound_words_dup_clock (position_us);
  GtkWidget *badge = gtk_label_new (clock);
  /* Translators: a moment of a recording, what somebody says of it, and who */
  g_autofree char *label =
    g_strdup_printf (_ ("At %s: %s – %s"), clock, rbk_review_comment_get_text (comment), author_name);
  /* Translators: %s is a moment of a recording such as "0:07" */
  g_autofree char *change = g_strdup_printf (_ ("Change the comment at %s"), clock);
  /* Translators: %s is a moment of a recording such as "0:07" */
  g_autofree char *away = g_strdup_printf (_ ("Delete the comment at %s"), clock);

  self->comment = g_object_ref (comment);
  gtk_widget_add_css_class (badge, "rbk-badge");
  gtk_widget_add_css_class (badge, "numeric");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), badge);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), rbk_review_comment_get_text (comment));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), author_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Play It from Here"));
  /* The title alone would be read, without its moment. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (is_own)
    {
      add_button (self, "document-edit-symbolic", _ ("Change This Comment"), change, G_CALLBACK (edit_cb));
      add_button (self, "user-trash-symbolic", _ ("Delete This Comment"), away, G_CALLBACK (remove_cb));
    }
  return GTK_WIDGET (self);
}

/**
 * rbk_review_comment_row_get_comment:
 *
 * Returns: (transfer none): what it shows
 */
RbkReviewComment *
rbk_review_comment_row_get_comment (RbkReviewCommentRow *self)
{
  return self->comment;
}
