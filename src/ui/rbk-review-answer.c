/* rbk-review-answer.c: what whoever spoke says to a review, and how they speak once more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-answer.h"

#include "ui/rbk-error-label.h"
#include "ui/rbk-review-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkReviewAnswer
{
  GtkBox parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  char *item;                /* (owned) (nullable) */
  char *review;              /* (owned) (nullable): the last one, which is answered */
  GCancellable *cancellable; /* (owned): ends what is under way when this goes away */
  gboolean acknowledged;     /* that review was answered, or acknowledged */
  gboolean returned;         /* it is to be recorded once more */
  gboolean busy;

  GtkListBox *replies;
  GtkWidget *own_box;
  GtkEditable *entry;
  GtkLabel *error_label;
  GtkButton *answer_button;
  GtkWidget *again_button;
};

enum
{
  RECORD_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewAnswer, rbk_review_answer, GTK_TYPE_BOX)

static char *
dup_text (RbkReviewAnswer *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
set_suggested (GtkWidget *button, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
show_state (RbkReviewAnswer *self)
{
  g_autofree char *text = dup_text (self);
  gboolean empty = *text == '\0';

  gtk_button_set_label (self->answer_button,
                        !empty               ? _ ("_Answer")
                        : self->acknowledged ? _ ("Acknowledged")
                                             : _ ("_Acknowledge"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer_button), !self->busy && (!empty || !self->acknowledged));
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), !self->busy);
  /* Only what was returned has to be spoken once more. */
  set_suggested (self->again_button, self->returned);
  set_suggested (GTK_WIDGET (self->answer_button), !self->returned);
}

static void
typed_cb (RbkReviewAnswer *self)
{
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
}

static void
replied_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewAnswer *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_reply_to_review_finish (RBK_DESK (object), result, &error);

  /* Cancelled when this went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (done)
    {
      self->acknowledged = TRUE;
      gtk_editable_set_text (self->entry, "");
    }
  else
    rbk_error_label_show (self->error_label, error->message);
  show_state (self);
}

static void
answer_cb (RbkReviewAnswer *self)
{
  g_autofree char *text = dup_text (self);

  if (self->busy || self->review == NULL || (*text == '\0' && self->acknowledged))
    return;
  self->busy = TRUE;
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
  rbk_desk_reply_to_review_async (
    self->desk, self->item, self->review, *text != '\0' ? text : NULL, self->cancellable, replied_cb, self);
}

static void
again_cb (RbkReviewAnswer *self)
{
  g_signal_emit (self, signals[RECORD_AGAIN], 0);
}

static void
show_replies (RbkReviewAnswer *self, GPtrArray *replies)
{
  guint n = replies != NULL ? replies->len : 0;

  gtk_list_box_remove_all (self->replies);
  self->acknowledged = FALSE;
  for (guint i = 0; i < n; i++)
    {
      RbkEntry *reply = replies->pdata[i];
      const char *text = rbk_entry_get_string (reply, "text");
      g_autofree char *time = rbk_review_words_dup_time (self->desk, rbk_entry_get_time_us (reply));
      const char *name = rbk_desk_get_person_name (self->desk, rbk_entry_get_author (reply));
      /* Translators: a person, and when they wrote it */
      g_autofree char *who = g_strdup_printf (_ ("%s, %s"), name, time);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     text != NULL && *text != '\0' ? text : _ ("Acknowledged"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), who);
      gtk_list_box_append (self->replies, row);
      if (g_strcmp0 (rbk_entry_get_string (reply, "review"), self->review) == 0)
        self->acknowledged = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->replies), n > 0);
}

static void
rbk_review_answer_dispose (GObject *object)
{
  RbkReviewAnswer *self = RBK_REVIEW_ANSWER (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_ANSWER);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_answer_parent_class)->dispose (object);
}

static void
rbk_review_answer_finalize (GObject *object)
{
  RbkReviewAnswer *self = RBK_REVIEW_ANSWER (object);

  g_clear_object (&self->cancellable);
  g_free (self->item);
  g_free (self->review);
  G_OBJECT_CLASS (rbk_review_answer_parent_class)->finalize (object);
}

static void
rbk_review_answer_class_init (RbkReviewAnswerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_answer_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_answer_finalize;
  signals[RECORD_AGAIN] = g_signal_new (
    "record-again", RBK_TYPE_REVIEW_ANSWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-answer.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewAnswer, replies);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewAnswer, own_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewAnswer, entry);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewAnswer, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewAnswer, answer_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewAnswer, again_button);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, answer_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
rbk_review_answer_init (RbkReviewAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * rbk_review_answer_new:
 *
 * Returns: (transfer floating): nothing to answer yet
 */
GtkWidget *
rbk_review_answer_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_ANSWER, NULL);
}

/**
 * rbk_review_answer_set_facts:
 * @facts: loaded
 *
 * Whoever spoke can answer; others read.
 */
void
rbk_review_answer_set_facts (RbkReviewAnswer *self, RbkDesk *desk, RbkReviewPageFacts *facts)
{
  const RbkReviewFacts *item = rbk_review_item_get_facts (rbk_review_page_facts_get_item (facts));
  GPtrArray *reviews = rbk_review_page_facts_get_reviews (facts);
  RbkPerson *person = rbk_desk_get_person (desk);
  gboolean own = person != NULL && g_strcmp0 (rbk_person_get_id (person), item->author) == 0;
  guint n = reviews != NULL ? reviews->len : 0;

  g_return_if_fail (RBK_IS_REVIEW_ANSWER (self));

  g_set_object (&self->desk, desk);
  g_set_str (&self->item, item->id);
  g_set_str (&self->review, n > 0 ? rbk_review_get_id (reviews->pdata[n - 1]) : NULL);
  show_replies (self, rbk_review_page_facts_get_replies (facts));
  gtk_widget_set_visible (self->own_box, own && n > 0);
  gtk_widget_set_visible (self->again_button, item->state != RBK_REVIEW_STATE_REPLACED);
  self->returned = item->state == RBK_REVIEW_STATE_RETURNED;
  show_state (self);
}

/**
 * rbk_review_answer_can_record_again:
 *
 * Returns: whether whoever acts here spoke it, and could do so once more
 */
gboolean
rbk_review_answer_can_record_again (RbkReviewAnswer *self)
{
  return gtk_widget_get_visible (self->own_box) && gtk_widget_get_visible (self->again_button);
}

/**
 * rbk_review_answer_focus:
 *
 * Returns: whether there is something to answer, and the entry has the keyboard
 */
gboolean
rbk_review_answer_focus (RbkReviewAnswer *self)
{
  return gtk_widget_get_visible (self->own_box) && gtk_widget_grab_focus (GTK_WIDGET (self->answer_button));
}
