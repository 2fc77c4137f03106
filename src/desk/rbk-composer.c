/* rbk-composer.c
 *
 * Recording and keeping are one movement: the take's entry is queued with its first sound, and every
 * half second of sound is a durable chunk. Nothing here waits for "stop" to be pressed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer.h"

#include "base/rbk-id.h"
#include "desk/rbk-desk-private.h"
#include "desk/rbk-take-sound.h"
#include "model/rbk-json.h"
#include "rules/rbk-voicemail-check.h"

#include <glib/gi18n-lib.h>

struct _RbkComposer
{
  GObject parent_instance;

  RbkDesk *desk;               /* (owned) */
  char *customer;              /* (owned) */
  char *draft;                 /* (owned) (nullable): NULL until something was recorded */
  GPtrArray *takes;            /* (owned) (element-type RbkTake): not deleted, whole */
  RbkMicrophones *microphones; /* (owned) (nullable): made when asked for */
  RbkRecorder *recorder;       /* (owned) */
  RbkPlayer *player;           /* (owned) */

  /* The take being recorded. */
  char *take;  /* (owned) (nullable) */
  char *media; /* (owned) (nullable) */
  gsize captured;
  gboolean keeping_failed;

  RbkTake *chosen;       /* (owned) (nullable) */
  GBytes *sound;         /* (owned) (nullable): of chosen */
  GPtrArray *remarks;    /* (owned) (element-type RbkRemark): of chosen */
  GCancellable *loading; /* (owned) (nullable) */

  guint pending;  /* appends and loads under way; each holds a reference */
  GTask *closing; /* (owned) (nullable) */
};

static void rbk_composer_model_init (GListModelInterface *iface);
static void reload (RbkComposer *self);
static void maybe_closed (RbkComposer *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkComposer,
                               rbk_composer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_composer_model_init))

enum
{
  PROP_STATE = 1,
  PROP_RECORDING,
  PROP_DURATION_US,
  PROP_CHOSEN,
  PROP_MICROPHONE_NAME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  LEVEL,
  FAILED,
  RECORDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return RBK_TYPE_TAKE;
}

static guint
get_n_items (GListModel *model)
{
  return RBK_COMPOSER (model)->takes->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RbkComposer *self = RBK_COMPOSER (model);

  return position < self->takes->len ? g_object_ref (g_ptr_array_index (self->takes, position)) : NULL;
}

static void
rbk_composer_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Until the recorder has given out everything: it is idle a moment before that. */
static gboolean
is_recording (RbkComposer *self)
{
  RbkRecorderState state = rbk_recorder_get_state (self->recorder);

  return self->media != NULL || state == RBK_RECORDER_STARTING || state == RBK_RECORDER_RECORDING ||
         state == RBK_RECORDER_PAUSED || state == RBK_RECORDER_STOPPING;
}

static void
rbk_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkComposer *self = RBK_COMPOSER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, rbk_recorder_get_state (self->recorder));
      break;
    case PROP_RECORDING:
      g_value_set_boolean (value, is_recording (self));
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, rbk_recorder_get_duration_us (self->recorder));
      break;
    case PROP_CHOSEN:
      g_value_set_object (value, self->chosen);
      break;
    case PROP_MICROPHONE_NAME:
      g_value_set_string (value, rbk_recorder_get_microphone_name (self->recorder));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_composer_dispose (GObject *object)
{
  RbkComposer *self = RBK_COMPOSER (object);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->recorder != NULL)
    g_signal_handlers_disconnect_by_data (self->recorder, self);
  G_OBJECT_CLASS (rbk_composer_parent_class)->dispose (object);
}

static void
rbk_composer_finalize (GObject *object)
{
  RbkComposer *self = RBK_COMPOSER (object);

  g_clear_object (&self->recorder);
  g_clear_object (&self->player);
  g_clear_object (&self->microphones);
  g_clear_object (&self->chosen);
  g_clear_pointer (&self->sound, g_bytes_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_ptr_array_unref (self->takes);
  g_free (self->take);
  g_free (self->media);
  g_free (self->draft);
  g_free (self->customer);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_composer_parent_class)->finalize (object);
}

static void
rbk_composer_class_init (RbkComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rbk_composer_get_property;
  object_class->dispose = rbk_composer_dispose;
  object_class->finalize = rbk_composer_finalize;
  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RECORDING] = g_param_spec_boolean ("recording", NULL, NULL, FALSE, flags);
  properties[PROP_DURATION_US] = g_param_spec_int64 ("duration-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CHOSEN] = g_param_spec_object ("chosen", NULL, NULL, RBK_TYPE_TAKE, flags);
  properties[PROP_MICROPHONE_NAME] = g_param_spec_string ("microphone-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LEVEL] = g_signal_new ("level",
                                 RBK_TYPE_COMPOSER,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 2,
                                 G_TYPE_DOUBLE,
                                 G_TYPE_DOUBLE);
  signals[FAILED] = g_signal_new (
    "failed", RBK_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[RECORDED] = g_signal_new (
    "recorded", RBK_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RBK_TYPE_TAKE);
}

static void
rbk_composer_init (RbkComposer *self)
{
  self->takes = g_ptr_array_new_with_free_func (g_object_unref);
  self->recorder = rbk_recorder_new ();
  self->player = rbk_player_new ();
}

static void
fail (RbkComposer *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Ends what the recorder would go on capturing although it can no longer be kept. */
static void
keeping_failed (RbkComposer *self, const GError *error)
{
  if (self->keeping_failed)
    return;
  self->keeping_failed = TRUE;
  fail (self, error);
  if (is_recording (self))
    rbk_recorder_stop (self->recorder);
}

static void
written (RbkComposer *self, GError *error)
{
  self->pending--;
  if (error != NULL)
    keeping_failed (self, error);
  maybe_closed (self);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposer) self = data;
  g_autoptr (GError) error = NULL;

  rbk_ledger_append_finish (RBK_LEDGER (source), result, &error);
  written (self, error);
}

static void
append (RbkComposer *self, GPtrArray *entries)
{
  self->pending++;
  rbk_ledger_append_async (self->desk->ledger, entries, NULL, appended_cb, g_object_ref (self));
}

static RbkEntry *
new_draft_entry (RbkComposer *self, const char *event, const char *take)
{
  return rbk_desk_new_entry (self->desk,
                             RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                             self->customer,
                             rbk_json_new ("event", event, "draft", self->draft, "take", take, NULL));
}

static void
append_event (RbkComposer *self, const char *event, const char *take)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, new_draft_entry (self, event, take));
  append (self, entries);
}

static void
chunk_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposer) self = data;
  g_autoptr (GError) error = NULL;

  rbk_ledger_append_media_finish (RBK_LEDGER (source), result, &error);
  written (self, error);
}

/* The take's entry, with its first sound: only then is it known which microphone it is. */
static void
begin_take (RbkComposer *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->draft == NULL)
    {
      self->draft = rbk_id_new ();
      g_ptr_array_add (entries, new_draft_entry (self, "opened", NULL));
    }
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self->desk,
                                       RBK_ENTRY_KIND_VOICEMAIL_TAKE,
                                       self->customer,
                                       rbk_json_new ("draft",
                                                     self->draft,
                                                     "take",
                                                     self->take,
                                                     "media",
                                                     self->media,
                                                     "microphone",
                                                     rbk_recorder_get_microphone_name (self->recorder),
                                                     NULL)));
  append (self, entries);
}

static void
pcm_cb (RbkComposer *self, GBytes *pcm)
{
  if (self->media == NULL || self->keeping_failed || g_bytes_get_size (pcm) == 0)
    return;
  if (self->captured == 0)
    begin_take (self);
  self->captured += g_bytes_get_size (pcm);
  self->pending++;
  rbk_ledger_append_media_async (
    self->desk->ledger, self->media, pcm, NULL, chunk_kept_cb, g_object_ref (self));
}

/* Whole: told once the sound is fixed. Its id is the callback's second half. */
typedef struct
{
  RbkComposer *self; /* (owned) */
  char *take;        /* (owned) */
} Ending;

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Ending *ending = data;
  RbkComposer *self = ending->self;
  g_autoptr (GError) error = NULL;

  rbk_ledger_finish_media_finish (RBK_LEDGER (source), result, &error);
  if (error == NULL)
    {
      reload (self);
      for (guint i = 0; i < self->takes->len; i++)
        {
          RbkTake *take = g_ptr_array_index (self->takes, i);

          if (!g_str_equal (rbk_take_get_id (take), ending->take))
            continue;
          rbk_composer_choose (self, take);
          g_signal_emit (self, signals[RECORDED], 0, take);
          break;
        }
    }
  written (self, error);
  g_free (ending->take);
  g_free (ending);
  g_object_unref (self);
}

/* The recorder has given out everything, one way or the other. */
static void
end_take (RbkComposer *self)
{
  g_autofree char *take = g_steal_pointer (&self->take);
  g_autofree char *media = g_steal_pointer (&self->media);

  Ending *ending;

  if (media != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
  if (media == NULL || self->captured == 0)
    return;
  ending = g_new0 (Ending, 1);
  ending->self = g_object_ref (self);
  ending->take = g_steal_pointer (&take);
  self->pending++;
  rbk_ledger_finish_media_async (self->desk->ledger, media, NULL, finished_cb, ending);
}

static void
stopped_cb (RbkComposer *self)
{
  end_take (self);
  maybe_closed (self);
}

static void
recorder_failed_cb (RbkComposer *self, const GError *error)
{
  end_take (self);
  fail (self, error);
  maybe_closed (self);
}

static void
level_cb (RbkComposer *self, double rms_db, double peak_db)
{
  g_signal_emit (self, signals[LEVEL], 0, rms_db, peak_db);
}

static void
notify_state_cb (RbkComposer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static void
notify_duration_cb (RbkComposer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_US]);
  if (rbk_recorder_get_state (self->recorder) == RBK_RECORDER_RECORDING &&
      rbk_recorder_get_duration_us (self->recorder) >= RBK_VOICEMAIL_HARD_STOP * G_USEC_PER_SEC)
    rbk_recorder_stop (self->recorder);
}

static void
notify_microphone_cb (RbkComposer *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE_NAME]);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposer) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *remarks = NULL;
  GBytes *sound = rbk_take_sound_load_finish (result, &remarks, &error);

  self->pending--;
  if (sound != NULL)
    {
      g_clear_object (&self->loading);
      self->sound = sound;
      self->remarks = remarks;
      rbk_player_set_pcm (self->player, self->sound);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    fail (self, error);
  maybe_closed (self);
}

/* Shows @take as chosen, and fetches its sound. */
static void
set_chosen (RbkComposer *self, RbkTake *take)
{
  if (self->chosen != NULL && take != NULL &&
      g_str_equal (rbk_take_get_id (self->chosen), rbk_take_get_id (take)) &&
      rbk_take_get_bytes (self->chosen) == rbk_take_get_bytes (take))
    return;
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->sound, g_bytes_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_set_object (&self->chosen, take);
  rbk_player_set_pcm (self->player, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
  if (take == NULL)
    return;
  self->loading = g_cancellable_new ();
  self->pending++;
  rbk_take_sound_load_async (
    self->desk, rbk_take_get_media (take), self->loading, loaded_cb, g_object_ref (self));
}

/* The draft as it stands in the ledger. The take being recorded is not shown yet. */
static void
reload (RbkComposer *self)
{
  g_autoptr (RbkDraft) draft = NULL;
  g_autoptr (GPtrArray) old = NULL;
  GPtrArray *takes;

  if (self->draft == NULL || self->desk->reader == NULL)
    return;
  draft = rbk_ledger_reader_get_draft (self->desk->reader, self->draft, NULL);
  if (draft == NULL)
    return;
  old = self->takes;
  self->takes = g_ptr_array_new_with_free_func (g_object_unref);
  takes = rbk_draft_get_takes (draft);
  for (guint i = 0; i < takes->len; i++)
    {
      RbkTake *take = g_ptr_array_index (takes, i);

      if (!rbk_take_is_deleted (take) && g_strcmp0 (rbk_take_get_id (take), self->take) != 0)
        g_ptr_array_add (self->takes, g_object_ref (take));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->takes->len);
  if (self->take == NULL || self->chosen == NULL)
    set_chosen (self, self->takes->len > 0 ? rbk_draft_get_chosen (draft) : NULL);
}

static void
customer_changed_cb (RbkComposer *self, const char *customer)
{
  if (g_str_equal (customer, self->customer))
    reload (self);
}

static void
find_draft (RbkComposer *self)
{
  g_autoptr (GPtrArray) drafts = rbk_ledger_reader_list_drafts (self->desk->reader, self->customer, NULL);

  if (drafts == NULL || drafts->len == 0)
    return;
  self->draft = g_strdup (rbk_draft_get_id (g_ptr_array_index (drafts, drafts->len - 1)));
  reload (self);
}

/**
 * rbk_composer_new:
 * @desk: an open desk
 * @customer: the id of the customer whom every recording made here is for
 *
 * Returns: (transfer full): a composer on the customer's draft, as it was left
 */
RbkComposer *
rbk_composer_new (RbkDesk *desk, const char *customer)
{
  RbkComposer *self = g_object_new (RBK_TYPE_COMPOSER, NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (customer);
  g_signal_connect_swapped (self->recorder, "pcm", G_CALLBACK (pcm_cb), self);
  g_signal_connect_swapped (self->recorder, "level", G_CALLBACK (level_cb), self);
  g_signal_connect_swapped (self->recorder, "stopped", G_CALLBACK (stopped_cb), self);
  g_signal_connect_swapped (self->recorder, "failed", G_CALLBACK (recorder_failed_cb), self);
  g_signal_connect_swapped (self->recorder, "notify::state", G_CALLBACK (notify_state_cb), self);
  g_signal_connect_swapped (self->recorder, "notify::duration-us", G_CALLBACK (notify_duration_cb), self);
  g_signal_connect_swapped (
    self->recorder, "notify::microphone-name", G_CALLBACK (notify_microphone_cb), self);
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  rbk_recorder_prepare (self->recorder);
  find_draft (self);
  return self;
}

/**
 * rbk_composer_get_desk:
 *
 * Returns: (transfer none): the desk
 */
RbkDesk *
rbk_composer_get_desk (RbkComposer *self)
{
  return self->desk;
}

/**
 * rbk_composer_get_customer:
 *
 * Returns: (transfer none): whom the voicemail is for
 */
const char *
rbk_composer_get_customer (RbkComposer *self)
{
  return self->customer;
}

/**
 * rbk_composer_get_draft:
 *
 * Returns: (transfer none) (nullable): the draft's id; NULL before the first recording
 */
const char *
rbk_composer_get_draft (RbkComposer *self)
{
  return self->draft;
}

/**
 * rbk_composer_get_microphones:
 *
 * Returns: (transfer none): the microphones of this PC, kept current
 */
RbkMicrophones *
rbk_composer_get_microphones (RbkComposer *self)
{
  if (self->microphones == NULL)
    self->microphones = rbk_microphones_new ();
  return self->microphones;
}

/**
 * rbk_composer_set_microphone:
 * @id: (nullable): a microphone's id; NULL for the system's own choice
 *
 * Holds from the next take on.
 */
void
rbk_composer_set_microphone (RbkComposer *self, const char *id)
{
  rbk_recorder_set_microphone (self->recorder, id);
}

/**
 * rbk_composer_get_player:
 *
 * Returns: (transfer none): plays the chosen take
 */
RbkPlayer *
rbk_composer_get_player (RbkComposer *self)
{
  return self->player;
}

/**
 * rbk_composer_record:
 *
 * Begins a new take; nothing is ever recorded over another (voice 51). Does nothing while one
 * is being recorded.
 *
 * Returns: whether it began; else an RbkMediaError, or %RBK_DESK_ERROR_NOT_SET_UP
 */
gboolean
rbk_composer_record (RbkComposer *self, GError **error)
{
  if (is_recording (self) || self->closing != NULL)
    return TRUE;
  if (!rbk_desk_is_founded (self->desk))
    {
      g_set_error_literal (
        error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP, _ ("Name the showroom and yourself first."));
      return FALSE;
    }
  rbk_player_pause (self->player);
  if (!rbk_recorder_start (self->recorder, error))
    return FALSE;
  self->captured = 0;
  self->keeping_failed = FALSE;
  self->take = rbk_id_new ();
  self->media = rbk_id_new ();
  return TRUE;
}

/**
 * rbk_composer_pause:
 *
 * What is said while it is paused is not in the take.
 */
void
rbk_composer_pause (RbkComposer *self)
{
  rbk_recorder_pause (self->recorder);
}

/**
 * rbk_composer_resume:
 *
 * Goes on with the paused take.
 */
void
rbk_composer_resume (RbkComposer *self)
{
  rbk_recorder_resume (self->recorder);
}

/**
 * rbk_composer_stop:
 *
 * Ends the take; "recorded" follows when it is whole in the ledger.
 */
void
rbk_composer_stop (RbkComposer *self)
{
  if (is_recording (self))
    rbk_recorder_stop (self->recorder);
}

/**
 * rbk_composer_get_state:
 *
 * Returns: what the recorder does
 */
RbkRecorderState
rbk_composer_get_state (RbkComposer *self)
{
  return rbk_recorder_get_state (self->recorder);
}

/**
 * rbk_composer_get_chosen:
 *
 * Returns: (transfer none) (nullable): the take that will be used
 */
RbkTake *
rbk_composer_get_chosen (RbkComposer *self)
{
  return self->chosen;
}

/**
 * rbk_composer_choose:
 * @take: one of the takes listed
 *
 * Chooses it, durably, and loads its sound into the player.
 */
void
rbk_composer_choose (RbkComposer *self, RbkTake *take)
{
  if (self->chosen == NULL || !g_str_equal (rbk_take_get_id (self->chosen), rbk_take_get_id (take)) ||
      self->draft == NULL)
    append_event (self, "chosen", rbk_take_get_id (take));
  set_chosen (self, take);
}

/**
 * rbk_composer_delete_take:
 * @take: one of the takes listed; the caller has asked the person
 *
 * Puts it away. Its sound stays in the ledger, so that rbk_composer_restore_take() can undo it.
 */
void
rbk_composer_delete_take (RbkComposer *self, RbkTake *take)
{
  append_event (self, "deleted", rbk_take_get_id (take));
}

/**
 * rbk_composer_restore_take:
 * @take: a take that was deleted
 */
void
rbk_composer_restore_take (RbkComposer *self, RbkTake *take)
{
  append_event (self, "restored", rbk_take_get_id (take));
}

/**
 * rbk_composer_get_chosen_sound:
 *
 * Returns: (transfer none) (nullable): 48 kHz mono 16-bit PCM of the chosen take, once it is loaded
 */
GBytes *
rbk_composer_get_chosen_sound (RbkComposer *self)
{
  return self->sound;
}

/**
 * rbk_composer_dup_remarks:
 *
 * Returns: (transfer full) (element-type RbkRemark): what the rules say of the chosen take; empty
 *   until its sound is loaded
 */
GPtrArray *
rbk_composer_dup_remarks (RbkComposer *self)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->remarks != NULL && i < self->remarks->len; i++)
    g_ptr_array_add (remarks, g_object_ref (g_ptr_array_index (self->remarks, i)));
  return remarks;
}

/* Closing ends when the recorder is quiet and nothing is under way. */
static void
maybe_closed (RbkComposer *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->closing == NULL || self->pending > 0 || is_recording (self))
    return;
  task = g_steal_pointer (&self->closing);
  g_task_return_boolean (task, TRUE);
}

/**
 * rbk_composer_close_async:
 *
 * Ends a take that is being recorded, and calls back when everything is kept.
 */
void
rbk_composer_close_async (RbkComposer *self, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (self->closing == NULL);
  self->closing = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (self->closing, rbk_composer_close_async);
  rbk_player_pause (self->player);
  rbk_composer_stop (self);
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  maybe_closed (self);
}

gboolean
rbk_composer_close_finish (RbkComposer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
