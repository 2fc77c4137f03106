/* rbk-review-comments.c: what is said of a voicemail, each at its second.
 *
 * A comment is in the ledger as soon as it is written. What is being written stays in the entry until it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-comments.h"

#include "ui/rbk-error-label.h"
#include "ui/rbk-review-comment-row.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-waveform-marks.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewComments
{
  GtkBox parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  char *item;                /* (owned) (nullable) */
  GPtrArray *comments;       /* (owned) (nullable) (element-type RbkReviewComment) */
  GCancellable *cancellable; /* (owned): ends what is under way when the list goes away */
  gint64 position_us;        /* what is heard now */
  gint64 entry_us;           /* the moment that is being written about */
  char *corrected;           /* (owned) (nullable): the comment that is being written anew */
  gboolean keeping;

  GtkWidget *write_button;
  GtkWidget *entry_box;
  GtkLabel *entry_clock;
  GtkEditable *entry;
  GtkLabel *error_label;
  GtkLabel *nothing_label;
  GtkListBox *list;
};

enum
{
  PLAY_FROM,
  WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewComments, rbk_review_comments, GTK_TYPE_BOX)

static void
close_entry (RbkReviewComments *self)
{
  g_clear_pointer (&self->corrected, g_free);
  gtk_editable_set_text (self->entry, "");
  gtk_widget_set_visible (self->entry_box, FALSE);
  rbk_error_label_show (self->error_label, NULL);
  g_signal_emit (self, signals[WRITTEN], 0);
}

static void
open_entry (RbkReviewComments *self, gint64 position_us, RbkReviewComment *corrected)
{
  g_autofree char *clock = rbk_sound_words_dup_clock (position_us);
  /* Translators: %s is a moment of a recording such as "0:07" */
  g_autofree char *label = g_strdup_printf (_ ("Comment at %s"), clock);

  self->entry_us = position_us;
  g_set_str (&self->corrected, corrected != NULL ? rbk_review_comment_get_id (corrected) : NULL);
  gtk_editable_set_text (self->entry, corrected != NULL ? rbk_review_comment_get_text (corrected) : "");
  gtk_label_set_label (self->entry_clock, clock);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (self->entry_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
commented_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewComments *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_comment_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the list went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->keeping = FALSE;
  gtk_widget_set_sensitive (self->entry_box, TRUE);
  if (done)
    close_entry (self);
  else
    rbk_error_label_show (self->error_label, error->message);
}

static void
keep (RbkReviewComments *self, const char *comment, gint64 position_us, const char *text)
{
  if (self->keeping)
    return;
  self->keeping = TRUE;
  gtk_widget_set_sensitive (self->entry_box, FALSE);
  rbk_error_label_show (self->error_label, NULL);
  rbk_desk_comment_async (
    self->desk, self->item, comment, position_us, text, self->cancellable, commented_cb, self);
}

static void
keep_cb (RbkReviewComments *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (*text == '\0')
    close_entry (self);
  else
    keep (self, self->corrected, self->entry_us, text);
}

static void
write_cb (RbkReviewComments *self)
{
  rbk_review_comments_write (self);
}

static void
edit_cb (RbkReviewCommentRow *row, RbkReviewComments *self)
{
  RbkReviewComment *comment = rbk_review_comment_row_get_comment (row);

  open_entry (self, rbk_review_comment_get_position_us (comment), comment);
}

static void
remove_cb (RbkReviewCommentRow *row, RbkReviewComments *self)
{
  RbkReviewComment *comment = rbk_review_comment_row_get_comment (row);

  keep (self, rbk_review_comment_get_id (comment), rbk_review_comment_get_position_us (comment), "");
}

static void
activated_cb (RbkReviewComments *self, GtkListBoxRow *row)
{
  RbkReviewComment *comment = rbk_review_comment_row_get_comment (RBK_REVIEW_COMMENT_ROW (row));

  g_signal_emit (self, signals[PLAY_FROM], 0, rbk_review_comment_get_position_us (comment));
}

static void
rbk_review_comments_dispose (GObject *object)
{
  RbkReviewComments *self = RBK_REVIEW_COMMENTS (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_COMMENTS);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_comments_parent_class)->dispose (object);
}

static void
rbk_review_comments_finalize (GObject *object)
{
  RbkReviewComments *self = RBK_REVIEW_COMMENTS (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  g_free (self->item);
  g_free (self->corrected);
  G_OBJECT_CLASS (rbk_review_comments_parent_class)->finalize (object);
}

static void
rbk_review_comments_class_init (RbkReviewCommentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = RBK_TYPE_REVIEW_COMMENTS;

  G_OBJECT_CLASS (klass)->dispose = rbk_review_comments_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_comments_finalize;
  signals[PLAY_FROM] =
    g_signal_new ("play-from", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[WRITTEN] = g_signal_new ("written", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-comments.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, write_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, entry_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, entry_clock);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, entry);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewComments, list);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
rbk_review_comments_init (RbkReviewComments *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * rbk_review_comments_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
rbk_review_comments_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_COMMENTS, NULL);
}

/**
 * rbk_review_comments_set_item:
 * @item: what is commented on
 * @may_write: whether whoever acts here may
 */
void
rbk_review_comments_set_item (RbkReviewComments *self, RbkDesk *desk, const char *item, gboolean may_write)
{
  g_return_if_fail (RBK_IS_REVIEW_COMMENTS (self));

  g_set_object (&self->desk, desk);
  g_set_str (&self->item, item);
  gtk_widget_set_visible (self->write_button, may_write);
  gtk_label_set_label (self->nothing_label,
                       may_write ? _ ("Press C where you hear something worth saying.") : _ ("None"));
  rbk_review_comments_set_position (self, 0);
}

/**
 * rbk_review_comments_set_comments:
 * @comments: (nullable) (element-type RbkReviewComment): by their position
 */
void
rbk_review_comments_set_comments (RbkReviewComments *self, GPtrArray *comments)
{
  RbkPerson *person = rbk_desk_get_person (self->desk);
  const char *me = person != NULL ? rbk_person_get_id (person) : NULL;
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  guint n = comments != NULL ? comments->len : 0;

  if (comments != NULL)
    g_ptr_array_ref (comments);
  g_clear_pointer (&self->comments, g_ptr_array_unref);
  self->comments = comments;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n; i++)
    {
      RbkReviewComment *comment = comments->pdata[i];
      const char *author = rbk_review_comment_get_author (comment);
      GtkWidget *row = rbk_review_comment_row_new (comment,
                                                   rbk_desk_get_person_name (self->desk, author),
                                                   gtk_widget_get_visible (self->write_button) &&
                                                     g_strcmp0 (author, me) == 0);

      g_signal_connect (row, "edit", G_CALLBACK (edit_cb), self);
      g_signal_connect (row, "remove", G_CALLBACK (remove_cb), self);
      gtk_list_box_append (self->list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), n == 0);
  /* The row that had the keyboard is gone; its keys have to go on working. */
  if (focus != NULL)
    g_signal_emit (self, signals[WRITTEN], 0);
}

/**
 * rbk_review_comments_set_position:
 * @position_us: what is heard now, where the next comment would be
 */
void
rbk_review_comments_set_position (RbkReviewComments *self, gint64 position_us)
{
  g_autofree char *clock = rbk_sound_words_dup_clock (position_us);
  /* Translators: a button; %s is a moment of a recording such as "0:07" */
  g_autofree char *words = g_strdup_printf (_ ("_Comment at %s"), clock);

  self->position_us = position_us;
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (self->write_button)), words) != 0)
    gtk_button_set_label (GTK_BUTTON (self->write_button), words);
}

/**
 * rbk_review_comments_write:
 *
 * Opens the entry for a comment at the moment that is heard.
 */
void
rbk_review_comments_write (RbkReviewComments *self)
{
  if (!gtk_widget_get_visible (self->write_button))
    return;
  if (rbk_review_comments_is_writing (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    open_entry (self, self->position_us, NULL);
}

/**
 * rbk_review_comments_give_up:
 *
 * Returns: whether something was being written, which is forgotten
 */
gboolean
rbk_review_comments_give_up (RbkReviewComments *self)
{
  if (!rbk_review_comments_is_writing (self))
    return FALSE;
  close_entry (self);
  return TRUE;
}

gboolean
rbk_review_comments_is_writing (RbkReviewComments *self)
{
  return gtk_widget_get_visible (self->entry_box);
}

/**
 * rbk_review_comments_dup_marks:
 *
 * Returns: (transfer full) (element-type RbkMark): where they are, for the picture of the sound
 */
GArray *
rbk_review_comments_dup_marks (RbkReviewComments *self)
{
  GArray *marks = rbk_waveform_marks_new ();

  for (guint i = 0; self->comments != NULL && i < self->comments->len; i++)
    rbk_waveform_marks_add (marks,
                            rbk_review_comment_get_position_us (self->comments->pdata[i]),
                            RBK_MARK_NOTE,
                            rbk_review_comment_get_text (self->comments->pdata[i]));
  return marks;
}
