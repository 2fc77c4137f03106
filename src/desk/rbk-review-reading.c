/* rbk-review-reading.c: makes the transcript of a voicemail that is reviewed, if there is none yet.
 *
 * Whoever recorded it may have had no speech model, or may have sent it before it was read. The words belong
 * to the sound that was heard, as in the composer, so that nobody has them made twice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-review-reading.h"

#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-private.h"
#include "media/rbk-phone-ear.h"
#include "transcriber/rbk-transcriber.h"

/* Main thread. */
struct _RbkReviewReading
{
  GObject parent_instance;

  RbkDesk *desk;               /* (owned) */
  RbkReviewPageFacts *facts;   /* (owned) */
  RbkSpeechShelf *shelf;       /* (owned) */
  RbkTranscriber *transcriber; /* (owned) */

  char *content; /* (owned) (nullable): of the sound that all of this is about */
  RbkReviewReadingState state;
  double progress;
  GError *error;     /* (owned) (nullable): with FAILED */
  GCancellable *job; /* (owned) (nullable): with READING */
};

G_DEFINE_FINAL_TYPE (RbkReviewReading, rbk_review_reading, G_TYPE_OBJECT)

enum
{
  PROP_PROGRESS = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint changed;

static void
set_progress (RbkReviewReading *self, double progress)
{
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* @error: (transfer full) (nullable) */
static void
set_state (RbkReviewReading *self, RbkReviewReadingState state, GError *error)
{
  if (state != RBK_REVIEW_READING_READING && self->job != NULL)
    {
      g_cancellable_cancel (self->job);
      g_clear_object (&self->job);
    }
  g_clear_error (&self->error);
  self->error = error;
  if (self->state == state)
    return;
  self->state = state;
  g_signal_emit (self, changed, 0);
}

/* A callback of what was cancelled must touch nothing: the reading may be gone. */
static gboolean
is_over (GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_error_free (error);
  return TRUE;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  /* What was kept, the facts find by themselves. */
  if (!rbk_ledger_append_finish (RBK_LEDGER (source), result, &error) && !is_over (error))
    set_state (data, RBK_REVIEW_READING_FAILED, error);
}

static void
keep (RbkReviewReading *self, RbkTranscript *transcript)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (rbk_review_page_facts_get_item (self->facts));
  JsonObject *payload = rbk_transcript_to_json (transcript);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = rbk_transcript_dup_text (transcript);

  json_object_set_string_member (payload, "content", self->content);
  json_object_set_string_member (payload, "text", text);
  json_object_set_string_member (payload, "draft", facts->id);
  json_object_set_string_member (payload, "take", facts->take);
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self->desk, RBK_ENTRY_KIND_TRANSCRIPT, facts->customer, payload));
  rbk_ledger_append_async (self->desk->ledger, entries, self->job, kept_cb, self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkReviewReading *self;
  GError *error = NULL;
  g_autoptr (RbkTranscript) transcript =
    rbk_transcriber_transcribe_finish (RBK_TRANSCRIBER (source), result, &error);

  if (transcript == NULL && is_over (error))
    return;
  self = data;
  if (transcript == NULL)
    set_state (self, RBK_REVIEW_READING_FAILED, error);
  else if (self->desk->ledger != NULL && rbk_review_page_facts_get_item (self->facts) != NULL)
    keep (self, transcript);
}

static void
progress_cb (double progress, gpointer data)
{
  RbkReviewReading *self = data;

  /* What a helper says after it was ended is about nothing any more. */
  if (self->job != NULL)
    set_progress (self, progress);
}

static void
rendered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkReviewReading *self;
  GError *error = NULL;
  g_autoptr (GBytes) sound = rbk_phone_ear_for_recogniser_finish (result, &error);
  RbkSpeechModel *model;

  if (sound == NULL && is_over (error))
    return;
  self = data;
  model = rbk_speech_shelf_get_model (self->shelf);
  if (sound == NULL)
    set_state (self, RBK_REVIEW_READING_FAILED, error);
  else if (model == NULL)
    set_state (self, RBK_REVIEW_READING_NO_MODEL, NULL);
  else
    rbk_transcriber_transcribe_async (
      self->transcriber, sound, model, progress_cb, self, self->job, read_cb, self);
}

static void
begin (RbkReviewReading *self)
{
  GError *error = NULL;

  if (!rbk_desk_may (self->desk, RBK_RIGHT_SEND, &error))
    {
      set_state (self, RBK_REVIEW_READING_FAILED, error);
      return;
    }
  self->job = g_cancellable_new ();
  set_progress (self, 0);
  rbk_phone_ear_for_recogniser_async (
    rbk_review_page_facts_get_sound (self->facts), self->job, rendered_cb, self);
  set_state (self, RBK_REVIEW_READING_READING, NULL);
}

static void
look (RbkReviewReading *self)
{
  RbkReviewItem *item = rbk_review_page_facts_get_item (self->facts);
  const char *content = rbk_review_page_facts_get_content (self->facts);
  gboolean wants = item != NULL && rbk_review_item_get_facts (item)->customer != NULL && content != NULL &&
                   rbk_review_page_facts_get_transcript (self->facts) == NULL;

  if (g_set_str (&self->content, content) || !wants)
    set_state (self, RBK_REVIEW_READING_NOTHING, NULL);
  if (!wants || (self->state != RBK_REVIEW_READING_NOTHING && self->state != RBK_REVIEW_READING_NO_MODEL))
    return;
  if (rbk_speech_shelf_get_model (self->shelf) != NULL)
    begin (self);
  else if (rbk_speech_shelf_is_loaded (self->shelf))
    set_state (self, RBK_REVIEW_READING_NO_MODEL, NULL);
}

static void
rbk_review_reading_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROGRESS)
    g_value_set_double (value, RBK_REVIEW_READING (object)->progress);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rbk_review_reading_dispose (GObject *object)
{
  RbkReviewReading *self = RBK_REVIEW_READING (object);

  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (rbk_review_reading_parent_class)->dispose (object);
}

static void
rbk_review_reading_finalize (GObject *object)
{
  RbkReviewReading *self = RBK_REVIEW_READING (object);

  g_clear_object (&self->transcriber);
  g_clear_object (&self->shelf);
  g_clear_object (&self->facts);
  g_clear_object (&self->desk);
  g_clear_error (&self->error);
  g_free (self->content);
  G_OBJECT_CLASS (rbk_review_reading_parent_class)->finalize (object);
}

static void
rbk_review_reading_class_init (RbkReviewReadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_review_reading_get_property;
  object_class->dispose = rbk_review_reading_dispose;
  object_class->finalize = rbk_review_reading_finalize;
  properties[PROP_PROGRESS] = g_param_spec_double (
    "progress", NULL, NULL, 0, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed =
    g_signal_new ("changed", RBK_TYPE_REVIEW_READING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_review_reading_init (RbkReviewReading *self)
{
}

/**
 * rbk_review_reading_new:
 * @facts: whose sound is read, once it is there and has no transcript
 * @shelf: which model reads
 *
 * Returns: (transfer full): what reads
 */
RbkReviewReading *
rbk_review_reading_new (RbkDesk *desk, RbkReviewPageFacts *facts, RbkSpeechShelf *shelf)
{
  RbkReviewReading *self = g_object_new (RBK_TYPE_REVIEW_READING, NULL);

  self->desk = g_object_ref (desk);
  self->facts = g_object_ref (facts);
  self->shelf = g_object_ref (shelf);
  self->transcriber = rbk_transcriber_new (rbk_speech_shelf_get_models (shelf), NULL);
  g_signal_connect_object (facts, "changed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "notify::model", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "notify::loaded", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return self;
}

/**
 * rbk_review_reading_get_state:
 *
 * Returns: how far it is
 */
RbkReviewReadingState
rbk_review_reading_get_state (RbkReviewReading *self)
{
  return self->state;
}

/**
 * rbk_review_reading_get_progress:
 *
 * Returns: how much of the sound was read, from 0 to 1
 */
double
rbk_review_reading_get_progress (RbkReviewReading *self)
{
  return self->progress;
}

/**
 * rbk_review_reading_get_error:
 *
 * Returns: (transfer none) (nullable): why it could not be read, in a sentence
 */
const GError *
rbk_review_reading_get_error (RbkReviewReading *self)
{
  return self->error;
}

/**
 * rbk_review_reading_stop:
 *
 * Stops reading; rbk_review_reading_read_again() begins anew.
 */
void
rbk_review_reading_stop (RbkReviewReading *self)
{
  if (self->state == RBK_REVIEW_READING_READING)
    set_state (self, RBK_REVIEW_READING_STOPPED, NULL);
}

/**
 * rbk_review_reading_read_again:
 *
 * Reads what was stopped or failed, if there is a model.
 */
void
rbk_review_reading_read_again (RbkReviewReading *self)
{
  if (self->state != RBK_REVIEW_READING_STOPPED && self->state != RBK_REVIEW_READING_FAILED)
    return;
  set_state (self, RBK_REVIEW_READING_NOTHING, NULL);
  look (self);
}
