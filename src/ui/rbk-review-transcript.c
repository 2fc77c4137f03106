/* rbk-review-transcript.c: what was said in a voicemail that is reviewed, word by word.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-transcript.h"

#include "desk/rbk-review-reading.h"
#include "ui/rbk-speech-settings.h"
#include "ui/rbk-transcript-view.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewTranscript
{
  GtkBox parent_instance;

  RbkReviewPageFacts *facts; /* (owned) (nullable): until they are given */
  RbkReviewReading *reading; /* (owned) (nullable): likewise */

  RbkTranscriptView *view;
  GtkLabel *words_label;
  GtkWidget *reading_box;
  GtkProgressBar *progress_bar;
  GtkWidget *again_button;
};

enum
{
  PLAY_FROM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewTranscript, rbk_review_transcript, GTK_TYPE_BOX)

/* (transfer none): why there are no words */
static const char *
get_words (RbkReviewTranscript *self)
{
  const GError *error = rbk_review_reading_get_error (self->reading);

  switch (rbk_review_reading_get_state (self->reading))
    {
    case RBK_REVIEW_READING_NO_MODEL:
      return _ ("There is no transcript of it, and no speech model on this computer that could make one. "
                "Preferences, under Transcripts, has a place for one.");
    case RBK_REVIEW_READING_FAILED:
      return error != NULL ? error->message : _ ("There is no transcript of it.");
    case RBK_REVIEW_READING_NOTHING:
    case RBK_REVIEW_READING_STOPPED:
    case RBK_REVIEW_READING_READING:
    default:
      return _ ("There is no transcript of it.");
    }
}

static void
show_state (RbkReviewTranscript *self)
{
  RbkTranscript *transcript = rbk_review_page_facts_get_transcript (self->facts);
  RbkReviewReadingState state = rbk_review_reading_get_state (self->reading);
  gboolean is_reading = transcript == NULL && state == RBK_REVIEW_READING_READING;

  rbk_transcript_view_set_transcript (self->view, transcript);
  gtk_widget_set_visible (GTK_WIDGET (self->view), transcript != NULL);
  gtk_label_set_label (self->words_label, get_words (self));
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), transcript == NULL && !is_reading);
  gtk_widget_set_visible (self->reading_box, is_reading);
  gtk_widget_set_visible (self->again_button,
                          transcript == NULL &&
                            (state == RBK_REVIEW_READING_STOPPED || state == RBK_REVIEW_READING_FAILED));
}

static void
show_progress (RbkReviewTranscript *self)
{
  gtk_progress_bar_set_fraction (self->progress_bar, rbk_review_reading_get_progress (self->reading));
}

static void
stop_cb (RbkReviewTranscript *self)
{
  rbk_review_reading_stop (self->reading);
  gtk_widget_grab_focus (self->again_button);
}

static void
again_cb (RbkReviewTranscript *self)
{
  rbk_review_reading_read_again (self->reading);
}

static void
play_from_cb (RbkReviewTranscript *self, gint64 us)
{
  g_signal_emit (self, signals[PLAY_FROM], 0, us);
}

/* The object */

static void
rbk_review_transcript_dispose (GObject *object)
{
  RbkReviewTranscript *self = RBK_REVIEW_TRANSCRIPT (object);

  if (self->facts != NULL)
    g_signal_handlers_disconnect_by_data (self->facts, self);
  if (self->reading != NULL)
    g_signal_handlers_disconnect_by_data (self->reading, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_TRANSCRIPT);
  g_clear_object (&self->reading);
  g_clear_object (&self->facts);
  G_OBJECT_CLASS (rbk_review_transcript_parent_class)->dispose (object);
}

static void
rbk_review_transcript_class_init (RbkReviewTranscriptClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_transcript_dispose;
  g_type_ensure (RBK_TYPE_TRANSCRIPT_VIEW);
  signals[PLAY_FROM] = g_signal_new ("play-from",
                                     RBK_TYPE_REVIEW_TRANSCRIPT,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-transcript.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewTranscript, view);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewTranscript, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewTranscript, reading_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewTranscript, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewTranscript, again_button);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
rbk_review_transcript_init (RbkReviewTranscript *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->view, "play-from", G_CALLBACK (play_from_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_review_transcript_new:
 *
 * Returns: (transfer floating): nothing to read yet
 */
GtkWidget *
rbk_review_transcript_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_TRANSCRIPT, NULL);
}

/**
 * rbk_review_transcript_set_facts:
 * @facts: whose transcript is shown, and made if there is none; given once
 */
void
rbk_review_transcript_set_facts (RbkReviewTranscript *self, RbkDesk *desk, RbkReviewPageFacts *facts)
{
  RbkSpeechShelf *shelf = rbk_speech_settings_get_shelf (desk);

  g_return_if_fail (RBK_IS_REVIEW_TRANSCRIPT (self) && self->facts == NULL);

  /* A model may have come since. */
  rbk_speech_shelf_refresh (shelf);
  self->facts = g_object_ref (facts);
  self->reading = rbk_review_reading_new (desk, facts, shelf);
  g_signal_connect_swapped (facts, "changed", G_CALLBACK (show_state), self);
  g_signal_connect_swapped (self->reading, "changed", G_CALLBACK (show_state), self);
  g_signal_connect_swapped (self->reading, "notify::progress", G_CALLBACK (show_progress), self);
  show_state (self);
}

/**
 * rbk_review_transcript_set_position:
 * @position_us: where it is heard; -1: nowhere
 */
void
rbk_review_transcript_set_position (RbkReviewTranscript *self, gint64 position_us)
{
  rbk_transcript_view_set_position (self->view, position_us);
}
