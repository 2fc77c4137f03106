/* rbk-review-form.c: where a voicemail is judged: scores, gates, words, and the decision.
 *
 * What is judged so far is an RbkReviewJudgement, which outlives the form. Whether it is whole, and who may
 * decide, is said by the desk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-form.h"

#include "ui/rbk-error-label.h"
#include "ui/rbk-review-gates.h"
#include "ui/rbk-review-score.h"
#include "ui/rbk-review-words.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewForm
{
  GtkBox parent_instance;

  RbkDesk *desk;                 /* (owned) (nullable) */
  RbkReviewPageFacts *facts;     /* (owned) (nullable) */
  RbkReviewItem *item;           /* (owned) (nullable) */
  RbkReviewJudgement *judgement; /* (owned) (nullable) */
  GCancellable *cancellable;     /* (owned): ends what is under way when the form goes away */
  RbkReviewDecision sent;        /* what is being appended */
  int sent_total;
  gboolean busy;
  gboolean showing; /* the rows are being filled by us, not by the person */

  GtkWidget *body;
  GtkLabel *note_label;
  RbkReviewCriteria *criteria;
  RbkReviewGates *gates;
  GtkWidget *strength_row;
  GtkWidget *second_row;
  GtkWidget *third_row;
  GtkWidget *improvement_row;
  GtkWidget *action_row;
  RbkReviewScore *score;
  GtkLabel *error_label;
  GtkWidget *return_button;
  GtkButton *finish_button;
  GtkLabel *lack_label;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewForm, rbk_review_form, GTK_TYPE_BOX)

/* Whether something waits for the decision. */
static gboolean
is_waiting (RbkReviewForm *self)
{
  RbkReviewOutcome outcome = rbk_review_item_get_facts (self->item)->outcome;

  return outcome == RBK_REVIEW_OUTCOME_SUBMITTED || outcome == RBK_REVIEW_OUTCOME_WAITING;
}

static RbkReviewDecision
get_decision (RbkReviewForm *self)
{
  return is_waiting (self) ? RBK_REVIEW_DECISION_APPROVED : RBK_REVIEW_DECISION_NONE;
}

/* Everything that is known of the review, lent until something of it changes. */
static void
fill (RbkReviewForm *self, RbkReviewDecision decision, RbkReviewDraft *draft)
{
  rbk_review_judgement_fill (self->judgement, decision, draft);
  rbk_review_page_facts_fill (self->facts, draft);
}

static char *
dup_lack (RbkReviewForm *self, RbkReviewDecision decision)
{
  RbkReviewDraft draft;

  fill (self, decision, &draft);
  return rbk_desk_dup_review_lack (self->desk, &draft);
}

/* Returning may need other words than approving. */
static void
show_lack (RbkReviewForm *self)
{
  g_autofree char *finish = dup_lack (self, get_decision (self));
  g_autofree char *back = is_waiting (self) ? dup_lack (self, RBK_REVIEW_DECISION_RETURNED) : NULL;
  g_autofree char *words = NULL;

  if (finish != NULL)
    words = g_strdup (finish);
  else if (back != NULL)
    /* Translators: %s is a sentence that says what is missing */
    words = g_strdup_printf (_ ("To return it: %s"), back);
  gtk_label_set_label (self->lack_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->lack_label), words != NULL && !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->finish_button), finish == NULL && !self->busy);
  gtk_widget_set_sensitive (self->return_button, back == NULL && !self->busy);
}

static void
show_judgement (RbkReviewForm *self)
{
  RbkRubric *rubric = rbk_desk_get_rubric (self->desk);
  int total = rbk_review_judgement_get_total (self->judgement, rubric);
  g_autofree char *failed = rbk_review_gates_dup_failed (self->gates);

  /* What was wrong may be right now; it is said anew when a button is pressed. */
  if (!self->busy)
    rbk_error_label_show (self->error_label, NULL);
  rbk_review_score_set_total (self->score, total, failed);
  show_lack (self);
  gtk_widget_set_sensitive (self->body, !self->busy);
  /* One line more as soon as the last one is used. */
  gtk_widget_set_visible (self->second_row,
                          rbk_review_judgement_get_strength (self->judgement, 0) != NULL ||
                            rbk_review_judgement_get_strength (self->judgement, 1) != NULL);
  gtk_widget_set_visible (self->third_row,
                          rbk_review_judgement_get_strength (self->judgement, 1) != NULL ||
                            rbk_review_judgement_get_strength (self->judgement, 2) != NULL);
}

static const char *
get_text (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
typed_cb (RbkReviewForm *self)
{
  if (self->showing || self->judgement == NULL)
    return;
  rbk_review_judgement_set_strength (self->judgement, 0, get_text (self->strength_row));
  rbk_review_judgement_set_strength (self->judgement, 1, get_text (self->second_row));
  rbk_review_judgement_set_strength (self->judgement, 2, get_text (self->third_row));
  rbk_review_judgement_set_improvement (self->judgement, get_text (self->improvement_row));
  rbk_review_judgement_set_action (self->judgement, get_text (self->action_row));
}

static void
set_text (GtkWidget *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
show_words (RbkReviewForm *self)
{
  self->showing = TRUE;
  set_text (self->strength_row, rbk_review_judgement_get_strength (self->judgement, 0));
  set_text (self->second_row, rbk_review_judgement_get_strength (self->judgement, 1));
  set_text (self->third_row, rbk_review_judgement_get_strength (self->judgement, 2));
  set_text (self->improvement_row, rbk_review_judgement_get_improvement (self->judgement));
  set_text (self->action_row, rbk_review_judgement_get_action (self->judgement));
  self->showing = FALSE;
}

static char *
dup_done_words (RbkReviewForm *self)
{
  g_autofree char *total = rbk_review_words_dup_total ((guint) MAX (self->sent_total, 0));

  /* Translators: what was decided ("Approved"), and the total with its band in words */
  return g_strdup_printf (_ ("%s: %s"), rbk_review_words_get_decision (self->sent), total);
}

static void
reviewed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewForm *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_review_finish (RBK_DESK (object), result, &error);
  g_autofree char *words = NULL;

  /* Cancelled when the form went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  if (!done && !g_error_matches (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE))
    {
      show_judgement (self);
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  /* The first decision stands; this review is kept beside it. */
  words = done ? dup_done_words (self) : g_strdup (error->message);
  rbk_review_judgement_forget (self->desk, rbk_review_item_get_facts (self->item)->id);
  g_signal_emit (self, signals[DONE], 0, words);
}

static void
review (RbkReviewForm *self, RbkReviewDecision decision)
{
  g_autofree char *lack = NULL;
  RbkReviewDraft draft;

  if (self->busy || self->judgement == NULL)
    return;
  lack = dup_lack (self, decision);
  if (lack != NULL)
    {
      /* The key was pressed; whoever does not see the button is told why nothing happens. */
      rbk_error_label_show (self->error_label, lack);
      return;
    }
  self->busy = TRUE;
  self->sent = decision;
  self->sent_total = rbk_review_judgement_get_total (self->judgement, rbk_desk_get_rubric (self->desk));
  rbk_error_label_show (self->error_label, NULL);
  show_judgement (self);
  fill (self, decision, &draft);
  rbk_desk_review_async (self->desk, &draft, self->cancellable, reviewed_cb, self);
}

static void
finish_cb (RbkReviewForm *self)
{
  rbk_review_form_finish (self);
}

static void
return_cb (RbkReviewForm *self)
{
  rbk_review_form_return (self);
}

static void
show_rubric (RbkReviewForm *self)
{
  RbkRubric *rubric = rbk_desk_get_rubric (self->desk);

  rbk_review_criteria_set_judgement (self->criteria, rubric, self->judgement);
  rbk_review_gates_set_judgement (self->gates, rubric, self->judgement);
  show_judgement (self);
}

static void
forget (RbkReviewForm *self)
{
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (self->judgement != NULL)
    g_signal_handlers_disconnect_by_data (self->judgement, self);
  g_clear_object (&self->judgement);
  g_clear_object (&self->item);
  g_clear_object (&self->facts);
  g_clear_object (&self->desk);
}

static void
rbk_review_form_dispose (GObject *object)
{
  RbkReviewForm *self = RBK_REVIEW_FORM (object);

  g_cancellable_cancel (self->cancellable);
  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_FORM);
  G_OBJECT_CLASS (rbk_review_form_parent_class)->dispose (object);
}

static void
rbk_review_form_finalize (GObject *object)
{
  g_clear_object (&RBK_REVIEW_FORM (object)->cancellable);
  G_OBJECT_CLASS (rbk_review_form_parent_class)->finalize (object);
}

static void
rbk_review_form_class_init (RbkReviewFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_form_finalize;
  g_type_ensure (RBK_TYPE_REVIEW_CRITERIA);
  g_type_ensure (RBK_TYPE_REVIEW_GATES);
  g_type_ensure (RBK_TYPE_REVIEW_SCORE);
  signals[DONE] = g_signal_new (
    "done", RBK_TYPE_REVIEW_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-review-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, body);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, note_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, criteria);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, gates);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, strength_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, second_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, third_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, improvement_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, action_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, score);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, return_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, finish_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewForm, lack_label);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);
  gtk_widget_class_bind_template_callback (widget_class, return_cb);
}

static void
rbk_review_form_init (RbkReviewForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * rbk_review_form_new:
 *
 * Returns: (transfer floating): a form for nothing yet
 */
GtkWidget *
rbk_review_form_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_FORM, NULL);
}

/**
 * rbk_review_form_set_facts:
 * @page_facts: what to judge, loaded; what was judged of it before is there again
 */
void
rbk_review_form_set_facts (RbkReviewForm *self, RbkDesk *desk, RbkReviewPageFacts *page_facts)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (rbk_review_page_facts_get_item (page_facts));
  g_autofree char *note = NULL;

  g_return_if_fail (RBK_IS_REVIEW_FORM (self));

  g_object_ref (desk);
  g_object_ref (page_facts);
  forget (self);
  self->desk = desk;
  self->facts = page_facts;
  self->item = g_object_ref (rbk_review_page_facts_get_item (page_facts));
  self->judgement = g_object_ref (rbk_review_judgement_get (desk, facts->id));
  g_signal_connect_swapped (self->judgement, "changed", G_CALLBACK (show_judgement), self);
  g_signal_connect_swapped (desk, "rubric-changed", G_CALLBACK (show_rubric), self);
  if (facts->note != NULL && *facts->note != '\0')
    /* Translators: a salesperson's name, and what they wrote to who reviews it */
    note = g_strdup_printf (_ ("%s: “%s”"), rbk_desk_get_person_name (desk, facts->author), facts->note);
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL);
  gtk_button_set_label (self->finish_button, is_waiting (self) ? _ ("_Approve") : _ ("_Review"));
  gtk_widget_set_visible (self->return_button, is_waiting (self));
  rbk_error_label_show (self->error_label, NULL);
  show_words (self);
  show_rubric (self);
}

/**
 * rbk_review_form_refresh:
 *
 * The facts say something else: what lacks may be something else too.
 */
void
rbk_review_form_refresh (RbkReviewForm *self)
{
  if (self->judgement != NULL)
    show_judgement (self);
}

/**
 * rbk_review_form_get_criteria:
 *
 * Returns: (transfer none): the lines that are scored
 */
RbkReviewCriteria *
rbk_review_form_get_criteria (RbkReviewForm *self)
{
  return self->criteria;
}

/**
 * rbk_review_form_focus_gates:
 *
 * Gives the keyboard to the gates.
 */
void
rbk_review_form_focus_gates (RbkReviewForm *self)
{
  rbk_review_gates_focus (self->gates);
}

/**
 * rbk_review_form_focus_words:
 *
 * Gives the keyboard to the first strength.
 */
void
rbk_review_form_focus_words (RbkReviewForm *self)
{
  gtk_widget_grab_focus (self->strength_row);
}

/**
 * rbk_review_form_finish:
 *
 * What the button does that is suggested: approve where something waits for it, else review.
 */
void
rbk_review_form_finish (RbkReviewForm *self)
{
  if (self->item != NULL)
    review (self, get_decision (self));
}

/**
 * rbk_review_form_return:
 *
 * Returns it to be recorded once more, where something waits for the decision.
 */
void
rbk_review_form_return (RbkReviewForm *self)
{
  if (self->item != NULL && is_waiting (self))
    review (self, RBK_REVIEW_DECISION_RETURNED);
}
