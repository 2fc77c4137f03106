/* rbk-review-page.c: one voicemail: to be listened to and judged, or to be read what was said of it.
 *
 * Everything can be done by keys that work wherever the keyboard is, but in text that is being written. What
 * they do stands in the dialog of shortcuts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-page.h"

#include "ui/rbk-error-label.h"
#include "ui/rbk-remark-list.h"
#include "ui/rbk-review-answer.h"
#include "ui/rbk-review-card.h"
#include "ui/rbk-review-comment-row.h"
#include "ui/rbk-review-comments.h"
#include "ui/rbk-review-criterion-row.h"
#include "ui/rbk-review-example-dialog.h"
#include "ui/rbk-review-form.h"
#include "ui/rbk-review-sound.h"
#include "ui/rbk-review-timeline.h"
#include "ui/rbk-review-transcript.h"
#include "ui/rbk-review-words.h"

#include <glib/gi18n-lib.h>

/* What the arrow keys move by: a phrase. */
#define SKIP_US (2 * G_USEC_PER_SEC)

struct _RbkReviewPage
{
  AdwNavigationPage parent_instance;

  RbkDesk *desk;             /* (owned) */
  RbkReviewPageFacts *facts; /* (owned) */
  char *item;                /* (owned) */
  char *customer;            /* (owned) (nullable): once loaded */
  gboolean judging;          /* the form is shown */
  gboolean resume;           /* it played when a comment was begun */
  char *came_from;           /* (owned) (nullable): the page of a narrow window that was left for a comment */

  AdwWindowTitle *window_title;
  GtkWidget *library_button;
  GtkStack *stack;
  RbkReviewSound *sound;
  GtkLabel *sound_error;
  AdwViewStack *narrow_stack;
  AdwViewStack *medium_stack;
  GtkWidget *link_box;
  GtkWidget *before_button;
  GtkWidget *after_button;
  RbkReviewComments *comments;
  RbkReviewTranscript *transcript;
  GtkWidget *measures_box;
  RbkRemarkList *remark_list;
  GtkBox *earlier_box;
  GtkStack *judge_stack;
  RbkReviewForm *form;
  GtkLabel *why_label;
  GtkLabel *calibration_label;
  GtkBox *cards_box;
  RbkReviewAnswer *answer;
  RbkReviewTimeline *timeline;
};

enum
{
  FINISHED,
  SKIPPED,
  OPEN_ITEM,
  RECORD_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewPage, rbk_review_page, ADW_TYPE_NAVIGATION_PAGE)

static const RbkReviewFacts *
get_item_facts (RbkReviewPage *self)
{
  RbkReviewItem *item = rbk_review_page_facts_get_item (self->facts);

  return item != NULL ? rbk_review_item_get_facts (item) : NULL;
}

static void
set_focus (RbkReviewPage *self)
{
  /* Not shown yet; "shown" comes back to this. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->judging)
    rbk_review_criteria_focus (rbk_review_form_get_criteria (self->form));
  else if (!rbk_review_answer_focus (self->answer))
    gtk_widget_grab_focus (GTK_WIDGET (self->sound));
}

/* What is shown */

static void
show_title (RbkReviewPage *self)
{
  RbkReviewItem *item = rbk_review_page_facts_get_item (self->facts);
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
  g_autofree char *customer = rbk_review_words_dup_customer (self->desk, item);
  g_autofree char *time = rbk_review_words_dup_time (self->desk, facts->time_us);
  const char *author = rbk_desk_get_person_name (self->desk, facts->author);
  /* Translators: a salesperson, and the customer whom they speak to */
  g_autofree char *title = g_strdup_printf (_ ("%s to %s"), author, customer);
  /* Translators: how a voicemail left, when, and how far its review is */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %s · %s"),
                                               rbk_review_words_get_outcome (facts->outcome),
                                               time,
                                               rbk_review_words_get_state (facts->state));

  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title, subtitle);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
}

static void
show_cards (RbkReviewPage *self)
{
  GPtrArray *reviews = rbk_review_page_facts_get_reviews (self->facts);
  GtkBox *box = self->judging ? self->earlier_box : self->cards_box;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->earlier_box))) != NULL)
    gtk_box_remove (self->earlier_box, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards_box))) != NULL)
    gtk_box_remove (self->cards_box, child);
  for (guint i = reviews != NULL ? reviews->len : 0; i > 0; i--)
    gtk_box_append (box, rbk_review_card_new (self->desk, reviews->pdata[i - 1]));
  gtk_widget_set_visible (GTK_WIDGET (self->earlier_box),
                          gtk_widget_get_first_child (GTK_WIDGET (self->earlier_box)) != NULL);
}

static gboolean
should_judge (RbkReviewPage *self)
{
  RbkReviewItem *item = rbk_review_page_facts_get_item (self->facts);
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
  RbkPerson *person = rbk_desk_get_person (self->desk);

  if (person == NULL || !rbk_desk_may_review (self->desk, item, NULL))
    return FALSE;
  if (facts->state == RBK_REVIEW_STATE_SECOND)
    return g_strcmp0 (facts->judged_by, rbk_person_get_id (person)) != 0;
  return facts->state == RBK_REVIEW_STATE_WAITING;
}

static void
show_judgement (RbkReviewPage *self)
{
  const RbkReviewFacts *facts = get_item_facts (self);
  gboolean was = self->judging;
  g_autofree char *calibration = rbk_review_page_facts_dup_calibration (self->facts);
  const char *why = NULL;

  self->judging = should_judge (self);
  gtk_stack_set_visible_child_name (self->judge_stack, self->judging ? "judge" : "read");
  if (self->judging && !was)
    rbk_review_form_set_facts (self->form, self->desk, self->facts);
  else if (self->judging)
    rbk_review_form_refresh (self->form);
  if (!self->judging)
    rbk_review_answer_set_facts (self->answer, self->desk, self->facts);
  if (facts->state == RBK_REVIEW_STATE_SECOND)
    why = _ ("Another manager reviews it too. Both see what the other says once both have scored.");
  else if (facts->n_reviews == 0)
    why = rbk_review_words_get_state (facts->state);
  gtk_label_set_label (self->why_label, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_label), why != NULL);
  gtk_label_set_label (self->calibration_label, calibration != NULL ? calibration : "");
  gtk_widget_set_visible (GTK_WIDGET (self->calibration_label), calibration != NULL);
  show_cards (self);
}

static void
show_sound (RbkReviewPage *self)
{
  const GError *error = rbk_review_page_facts_get_error (self->facts);
  GPtrArray *remarks = rbk_review_page_facts_get_remarks (self->facts);

  rbk_review_sound_set_sound (self->sound, rbk_review_page_facts_get_sound (self->facts));
  gtk_widget_set_visible (self->library_button,
                          rbk_review_page_facts_get_sound (self->facts) != NULL &&
                            rbk_desk_is_reviewer (self->desk));
  if (error == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->sound_error)))
    rbk_error_label_show (self->sound_error, error != NULL ? error->message : NULL);
  rbk_remark_list_set_remarks (self->remark_list, remarks);
  gtk_widget_set_visible (self->measures_box, remarks != NULL && remarks->len > 0);
}

static void
show_comments (RbkReviewPage *self)
{
  g_autoptr (GArray) marks = NULL;

  rbk_review_comments_set_item (
    self->comments,
    self->desk,
    self->item,
    rbk_desk_may_review (self->desk, rbk_review_page_facts_get_item (self->facts), NULL));
  rbk_review_comments_set_comments (self->comments, rbk_review_page_facts_get_comments (self->facts));
  rbk_review_comments_set_position (self->comments, rbk_review_sound_get_position_us (self->sound));
  marks = rbk_review_comments_dup_marks (self->comments);
  rbk_review_sound_set_marks (self->sound, marks);
}

static void
show_customer (RbkReviewPage *self)
{
  const RbkReviewFacts *facts = get_item_facts (self);
  g_autoptr (RbkCustomer) customer = NULL;

  if (self->customer != NULL)
    return;
  self->customer = g_strdup (facts->customer);
  customer = rbk_desk_dup_customer (self->desk, facts->customer, NULL);
  if (customer != NULL)
    rbk_review_timeline_set_customer (self->timeline, self->desk, customer);
}

static void
facts_cb (RbkReviewPage *self)
{
  const RbkReviewFacts *facts = get_item_facts (self);
  gboolean first = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "item") != 0;

  if (facts == NULL)
    {
      const GError *error = rbk_review_page_facts_get_error (self->facts);

      adw_window_title_set_subtitle (self->window_title, error != NULL ? error->message : "");
      return;
    }
  show_title (self);
  show_customer (self);
  gtk_widget_set_visible (self->before_button, facts->replaces != NULL);
  gtk_widget_set_visible (self->after_button, facts->replaced != NULL);
  gtk_widget_set_visible (self->link_box, facts->replaces != NULL || facts->replaced != NULL);
  show_sound (self);
  show_comments (self);
  show_judgement (self);
  gtk_stack_set_visible_child_name (self->stack, "item");
  if (first)
    set_focus (self);
}

/* What is heard */

static void
moved_cb (RbkReviewPage *self)
{
  gint64 position_us = rbk_review_sound_get_position_us (self->sound);

  rbk_review_comments_set_position (self->comments, position_us);
  rbk_review_transcript_set_position (
    self->transcript, rbk_review_sound_is_playing (self->sound) || position_us > 0 ? position_us : -1);
}

static void
play_from_cb (RbkReviewPage *self, gint64 us)
{
  rbk_review_sound_play_from (self->sound, us);
}

static void
written_cb (RbkReviewPage *self)
{
  if (self->came_from != NULL)
    adw_view_stack_set_visible_child_name (self->narrow_stack, self->came_from);
  g_clear_pointer (&self->came_from, g_free);
  set_focus (self);
  if (self->resume && !rbk_review_sound_is_playing (self->sound))
    rbk_review_sound_toggle (self->sound);
  self->resume = FALSE;
}

/* Where there is no room for all columns, one of a stack is shown. */
static void
show_column (RbkReviewPage *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->narrow_stack, name) != NULL)
    adw_view_stack_set_visible_child_name (self->narrow_stack, name);
  if (adw_view_stack_get_child_by_name (self->medium_stack, name) != NULL)
    adw_view_stack_set_visible_child_name (self->medium_stack, name);
}

static void
write_comment (RbkReviewPage *self)
{
  if (!rbk_review_comments_is_writing (self->comments))
    {
      self->resume = rbk_review_sound_is_playing (self->sound);
      g_set_str (&self->came_from, adw_view_stack_get_visible_child_name (self->narrow_stack));
    }
  rbk_review_sound_pause (self->sound);
  /* In a narrow window the comments may be out of sight. */
  show_column (self, "listen");
  rbk_review_comments_write (self->comments);
}

static void
before_cb (RbkReviewPage *self)
{
  const RbkReviewFacts *facts = get_item_facts (self);

  if (facts != NULL && facts->replaces != NULL)
    g_signal_emit (self, signals[OPEN_ITEM], 0, facts->replaces);
}

static void
after_cb (RbkReviewPage *self)
{
  const RbkReviewFacts *facts = get_item_facts (self);

  if (facts != NULL && facts->replaced != NULL)
    g_signal_emit (self, signals[OPEN_ITEM], 0, facts->replaced);
}

static void
library_cb (RbkReviewPage *self)
{
  GBytes *pcm = rbk_review_page_facts_get_sound (self->facts);

  rbk_review_sound_pause (self->sound);
  if (pcm != NULL)
    adw_dialog_present (rbk_review_example_dialog_new (self->desk, self->item, pcm), GTK_WIDGET (self));
}

static void
done_cb (RbkReviewPage *self, const char *words)
{
  rbk_review_sound_pause (self->sound);
  g_signal_emit (self, signals[FINISHED], 0, self->item, words);
}

static void
record_again_cb (RbkReviewPage *self)
{
  rbk_review_sound_pause (self->sound);
  g_signal_emit (self, signals[RECORD_AGAIN], 0, self->item, self->customer);
}

static void
layout_cb (RbkReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)) &&
      (focus == NULL || !gtk_widget_get_mapped (focus)))
    set_focus (self);
}

/* Keys */

static gboolean
is_in (GtkWidget *focus, GType type)
{
  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL;
}

static gboolean
is_typing (GtkWidget *focus)
{
  return GTK_IS_TEXT (focus) ||
         (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
}

/* Whether the space bar presses what has the keyboard. */
static gboolean
takes_space (GtkWidget *focus)
{
  if (GTK_IS_BUTTON (focus) || GTK_IS_CHECK_BUTTON (focus) || is_in (focus, GTK_TYPE_MENU_BUTTON))
    return TRUE;
  return GTK_IS_LIST_BOX_ROW (focus) && !RBK_IS_REVIEW_CRITERION_ROW (focus) &&
         !RBK_IS_REVIEW_COMMENT_ROW (focus);
}

/* Whether it goes from one thing to the next by the arrow keys itself. */
static gboolean
takes_arrows (GtkWidget *focus, gboolean across)
{
  if (GTK_IS_TEXT_VIEW (focus) || is_in (focus, GTK_TYPE_LIST_VIEW) ||
      is_in (focus, ADW_TYPE_INLINE_VIEW_SWITCHER))
    return TRUE;
  return !across && is_in (focus, GTK_TYPE_LIST_BOX) && !is_in (focus, RBK_TYPE_REVIEW_CRITERIA);
}

static void
judge_key (RbkReviewPage *self, int move, int score)
{
  RbkReviewCriteria *criteria = rbk_review_form_get_criteria (self->form);

  show_column (self, "judge");
  if (score >= 0)
    {
      rbk_review_criteria_score (criteria, score);
      rbk_review_criteria_focus (criteria);
    }
  else
    rbk_review_criteria_move (criteria, move);
}

/* Keys that only judging has. */
static gboolean
judging_key (RbkReviewPage *self, guint key, GtkWidget *focus)
{
  if (key >= GDK_KEY_1 && key <= GDK_KEY_4)
    judge_key (self, 0, (int) (key - GDK_KEY_1));
  else if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_4)
    judge_key (self, 0, (int) (key - GDK_KEY_KP_1));
  else if ((key == GDK_KEY_Up || key == GDK_KEY_KP_Up) && !takes_arrows (focus, FALSE))
    judge_key (self, -1, -1);
  else if ((key == GDK_KEY_Down || key == GDK_KEY_KP_Down) && !takes_arrows (focus, FALSE))
    judge_key (self, 1, -1);
  else if (key == GDK_KEY_g)
    {
      show_column (self, "judge");
      rbk_review_form_focus_gates (self->form);
    }
  else if (key == GDK_KEY_s)
    {
      show_column (self, "judge");
      rbk_review_form_focus_words (self->form);
    }
  else if (key == GDK_KEY_n)
    {
      rbk_review_sound_pause (self->sound);
      g_signal_emit (self, signals[SKIPPED], 0, self->item);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
plain_key (RbkReviewPage *self, guint key, GtkWidget *focus)
{
  gint64 forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (takes_space (focus))
        return GDK_EVENT_PROPAGATE;
      rbk_review_sound_toggle (self->sound);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (takes_arrows (focus, TRUE))
        return GDK_EVENT_PROPAGATE;
      rbk_review_sound_skip (self->sound,
                             (key == GDK_KEY_Left || key == GDK_KEY_KP_Left ? -forward : forward) * SKIP_US);
      return GDK_EVENT_STOP;
    case GDK_KEY_c:
      write_comment (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_p:
      rbk_review_sound_toggle_phone (self->sound);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      rbk_review_sound_change_speed (self->sound, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      rbk_review_sound_change_speed (self->sound, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_r:
      if (self->judging || !rbk_review_answer_can_record_again (self->answer))
        return GDK_EVENT_PROPAGATE;
      record_again_cb (self);
      return GDK_EVENT_STOP;
    default:
      return self->judging ? judging_key (self, key, focus) : GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_cb (RbkReviewPage *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GdkModifierType meant = modifiers & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;

  if (get_item_facts (self) == NULL || (focus != NULL && is_in (focus, GTK_TYPE_POPOVER)))
    return GDK_EVENT_PROPAGATE;
  if (enter && (meant & GDK_CONTROL_MASK) != 0 && self->judging)
    {
      if ((meant & GDK_SHIFT_MASK) != 0)
        rbk_review_form_return (self->form);
      else
        rbk_review_form_finish (self->form);
      return GDK_EVENT_STOP;
    }
  if (focus != NULL && is_typing (focus))
    {
      /* Out of what is being written, not out of the page. */
      if (key != GDK_KEY_Escape)
        return GDK_EVENT_PROPAGATE;
      if (!rbk_review_comments_give_up (self->comments))
        set_focus (self);
      return GDK_EVENT_STOP;
    }
  if ((meant & ~GDK_SHIFT_MASK) != 0 || (meant != 0 && key != GDK_KEY_plus))
    return GDK_EVENT_PROPAGATE;
  return plain_key (self, key, focus);
}

static void
shown_cb (RbkReviewPage *self)
{
  if (get_item_facts (self) != NULL)
    set_focus (self);
}

/* The object */

static void
rbk_review_page_dispose (GObject *object)
{
  RbkReviewPage *self = RBK_REVIEW_PAGE (object);

  if (self->facts != NULL)
    g_signal_handlers_disconnect_by_data (self->facts, self);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (self->comments != NULL)
    g_signal_handlers_disconnect_by_data (self->comments, self);
  if (self->sound != NULL)
    g_signal_handlers_disconnect_by_data (self->sound, self);
  if (self->transcript != NULL)
    g_signal_handlers_disconnect_by_data (self->transcript, self);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_PAGE);
  g_clear_object (&self->facts);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_page_parent_class)->dispose (object);
}

static void
rbk_review_page_finalize (GObject *object)
{
  RbkReviewPage *self = RBK_REVIEW_PAGE (object);

  g_free (self->item);
  g_free (self->customer);
  g_free (self->came_from);
  G_OBJECT_CLASS (rbk_review_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, library_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, sound);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, sound_error);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, link_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, before_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, after_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, comments);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, measures_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, remark_list);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, earlier_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, judge_stack);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, form);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, why_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, calibration_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, cards_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, answer);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, narrow_stack);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewPage, medium_stack);
  gtk_widget_class_bind_template_callback (widget_class, layout_cb);
  gtk_widget_class_bind_template_callback (widget_class, library_cb);
  gtk_widget_class_bind_template_callback (widget_class, before_cb);
  gtk_widget_class_bind_template_callback (widget_class, after_cb);
}

static void
rbk_review_page_class_init (RbkReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = RBK_TYPE_REVIEW_PAGE;

  G_OBJECT_CLASS (klass)->dispose = rbk_review_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_page_finalize;
  g_type_ensure (RBK_TYPE_REVIEW_SOUND);
  g_type_ensure (RBK_TYPE_REVIEW_COMMENTS);
  g_type_ensure (RBK_TYPE_REVIEW_FORM);
  g_type_ensure (RBK_TYPE_REVIEW_ANSWER);
  g_type_ensure (RBK_TYPE_REVIEW_TIMELINE);
  g_type_ensure (RBK_TYPE_REVIEW_TRANSCRIPT);
  g_type_ensure (RBK_TYPE_REMARK_LIST);
  signals[FINISHED] = g_signal_new (
    "finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SKIPPED] =
    g_signal_new ("skipped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPEN_ITEM] =
    g_signal_new ("open-item", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RECORD_AGAIN] = g_signal_new ("record-again",
                                        type,
                                        G_SIGNAL_RUN_LAST,
                                        0,
                                        NULL,
                                        NULL,
                                        NULL,
                                        G_TYPE_NONE,
                                        2,
                                        G_TYPE_STRING,
                                        G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-review-page.ui");
  bind_children (widget_class);
}

static void
rbk_review_page_init (RbkReviewPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "shown", G_CALLBACK (shown_cb), NULL);
  g_signal_connect_swapped (self->sound, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->comments, "play-from", G_CALLBACK (play_from_cb), self);
  g_signal_connect_swapped (self->comments, "written", G_CALLBACK (written_cb), self);
  g_signal_connect_swapped (self->transcript, "play-from", G_CALLBACK (play_from_cb), self);
  g_signal_connect_object (self->form, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    self->answer, "record-again", G_CALLBACK (record_again_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_review_page_new:
 * @item: the draft that is judged
 *
 * Returns: (transfer floating): the page; what is on it comes when it is read
 */
AdwNavigationPage *
rbk_review_page_new (RbkDesk *desk, const char *item)
{
  RbkReviewPage *self = g_object_new (RBK_TYPE_REVIEW_PAGE, NULL);

  self->desk = g_object_ref (desk);
  self->item = g_strdup (item);
  self->facts = rbk_review_page_facts_new (desk, item);
  g_signal_connect_swapped (self->facts, "changed", G_CALLBACK (facts_cb), self);
  /* Another may act at this window now. */
  g_signal_connect_swapped (desk, "showroom-changed", G_CALLBACK (facts_cb), self);
  rbk_review_transcript_set_facts (self->transcript, desk, self->facts);
  facts_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rbk_review_page_get_item:
 *
 * Returns: (transfer none): the draft that is judged
 */
const char *
rbk_review_page_get_item (RbkReviewPage *self)
{
  return self->item;
}
