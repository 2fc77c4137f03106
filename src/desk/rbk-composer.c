/* rbk-composer.c: the composer's takes, and what they sound like.
 *
 * What is done shows at once and is queued for the ledger; what the ledger says is taken over again when
 * nothing of the composer's own is under way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer-private.h"

#include "base/rbk-id.h"
#include "model/rbk-cut-history.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

static void rbk_composer_model_init (GListModelInterface *iface);
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
  PROP_PUNCHING_IN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  LEVEL,
  FAILED,
  RECORDED,
  CHANGED,
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

static RbkRecorder *
get_recorder (RbkComposer *self)
{
  return rbk_take_keeper_get_recorder (self->keeper);
}

static void
rbk_composer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkComposer *self = RBK_COMPOSER (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, rbk_composer_get_state (self));
      break;
    case PROP_RECORDING:
      g_value_set_boolean (value, rbk_take_keeper_is_recording (self->keeper));
      break;
    case PROP_DURATION_US:
      g_value_set_int64 (value, rbk_recorder_get_duration_us (get_recorder (self)));
      break;
    case PROP_CHOSEN:
      g_value_set_object (value, self->chosen);
      break;
    case PROP_MICROPHONE_NAME:
      g_value_set_string (value, rbk_recorder_get_microphone_name (get_recorder (self)));
      break;
    case PROP_PUNCHING_IN:
      g_value_set_boolean (value, rbk_composer_is_punching_in (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_composer_dispose (GObject *object)
{
  RbkComposer *self = RBK_COMPOSER (object);

  g_clear_handle_id (&self->plan_timer, g_source_remove);
  if (self->keeper != NULL)
    g_signal_handlers_disconnect_by_data (self->keeper, self);
  if (self->sound != NULL)
    {
      rbk_draft_sound_cancel (self->sound);
      g_signal_handlers_disconnect_by_data (self->sound, self);
    }
  G_OBJECT_CLASS (rbk_composer_parent_class)->dispose (object);
}

static void
rbk_composer_finalize (GObject *object)
{
  RbkComposer *self = RBK_COMPOSER (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->sound);
  g_clear_object (&self->player);
  g_clear_object (&self->microphones);
  g_clear_object (&self->chosen);
  g_clear_object (&self->stored);
  g_clear_object (&self->plan);
  g_clear_object (&self->punch.cut);
  g_free (self->wished);
  g_free (self->punch.take);
  g_free (self->punch.spoken);
  g_free (self->punch.by);
  g_hash_table_unref (self->histories);
  g_hash_table_unref (self->mending);
  g_ptr_array_unref (self->takes);
  g_free (self->draft);
  g_free (self->again);
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
  properties[PROP_PUNCHING_IN] = g_param_spec_boolean ("punching-in", NULL, NULL, FALSE, flags);
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
  signals[CHANGED] =
    g_signal_new ("changed", RBK_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RECORDED] = g_signal_new (
    "recorded", RBK_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RBK_TYPE_TAKE);
}

static void
rbk_composer_init (RbkComposer *self)
{
  self->takes = g_ptr_array_new_with_free_func (g_object_unref);
  self->player = rbk_player_new ();
  self->plan = rbk_voicemail_plan_new (RBK_REASON_NONE, NULL, NULL, RBK_ACT_LIVE, FALSE, NULL, NULL);
  self->histories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->mending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Tells that recording or keeping went wrong. */
void
rbk_composer_tell_failed (RbkComposer *self, const GError *error)
{
  g_signal_emit (self, signals[FAILED], 0, error);
}

/* Tells that plan, edits, transcripts or ticks may be others. */
void
rbk_composer_tell_changed (RbkComposer *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Something is under way that closing waits for; whoever does it holds the composer. */
void
rbk_composer_begun (RbkComposer *self)
{
  self->pending++;
}

void
rbk_composer_ended (RbkComposer *self)
{
  self->pending--;
  maybe_closed (self);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkComposer) self = data;
  g_autoptr (GError) error = NULL;

  rbk_ledger_append_finish (RBK_LEDGER (source), result, &error);
  if (error != NULL)
    rbk_composer_tell_failed (self, error);
  rbk_composer_ended (self);
  /* What was shown did not come to be. */
  if (error != NULL)
    rbk_composer_reload (self);
}

/* Queues @entries (transfer none) for the ledger. */
void
rbk_composer_append (RbkComposer *self, GPtrArray *entries)
{
  rbk_composer_begun (self);
  rbk_ledger_append_async (self->desk->ledger, entries, NULL, appended_cb, g_object_ref (self));
}

/* Queues one entry about the customer. @payload: (transfer full) */
void
rbk_composer_append_one (RbkComposer *self, RbkEntryKind kind, JsonObject *payload)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, rbk_desk_new_entry (self->desk, kind, self->customer, payload));
  rbk_composer_append (self, entries);
}

/* (transfer full): an event of the draft. @take: (nullable) */
RbkEntry *
rbk_composer_new_draft_entry (RbkComposer *self, const char *event, const char *take)
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

  g_ptr_array_add (entries, rbk_composer_new_draft_entry (self, event, take));
  rbk_composer_append (self, entries);
}

/* ---- What the keeper tells ---- */

static void
begun_cb (RbkComposer *self)
{
  self->opened = TRUE;
}

static void
kept_cb (RbkComposer *self, const char *id)
{
  /* Another may have become whole only after a passage was begun to be spoken again. */
  gboolean mends = self->punch.spoken != NULL && g_str_equal (self->punch.spoken, id);
  RbkTake *take;

  if (mends)
    g_set_str (&self->punch.by, id);
  rbk_composer_reload (self);
  take = self->stored != NULL ? rbk_draft_find_take (self->stored, id) : NULL;
  if (mends && take != NULL)
    rbk_composer_mend (self, take);
  else if (mends)
    rbk_composer_forget_punch (self);
  if (take == NULL || mends)
    return;
  /* The passage was given up: the message that it was for stays the chosen one. */
  if (rbk_take_get_mends (take) != NULL)
    return;
  rbk_composer_choose (self, take);
  g_signal_emit (self, signals[RECORDED], 0, take);
}

static void
keeper_failed_cb (RbkComposer *self, const GError *error)
{
  /* What was captured is a take of its own: nobody knows how much of the passage it is. */
  rbk_composer_forget_punch (self);
  rbk_composer_tell_failed (self, error);
}

static void
level_cb (RbkComposer *self, double rms_db, double peak_db)
{
  g_signal_emit (self, signals[LEVEL], 0, rms_db, peak_db);
}

static void
keeper_notify_cb (RbkComposer *self, GParamSpec *pspec)
{
  GParamSpec *own = g_object_class_find_property (G_OBJECT_GET_CLASS (self), pspec->name);

  if (own != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), own);
  else
    {
      /* It was stopped before there was a sound. */
      if (self->punch.spoken != NULL && self->punch.by == NULL && !rbk_take_keeper_is_busy (self->keeper))
        rbk_composer_forget_punch (self);
      maybe_closed (self);
    }
}

/* ---- What is shown ---- */

static void
sound_changed_cb (RbkComposer *self)
{
  rbk_player_set_pcm (self->player, rbk_draft_sound_get_pcm (self->sound));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
  rbk_composer_tell_changed (self);
}

/* Shows @take (nullable) as chosen, and fetches its sound. */
void
rbk_composer_show_chosen (RbkComposer *self, RbkTake *take)
{
  RbkCut *cut = take != NULL ? rbk_composer_get_made_cut (self, take) : NULL;

  g_set_object (&self->chosen, take);
  if (!rbk_draft_sound_show (self->sound, self->stored, take, cut))
    return;
  rbk_player_set_pcm (self->player, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
list_takes (RbkComposer *self)
{
  g_autoptr (GPtrArray) old = self->takes;
  GPtrArray *takes = rbk_draft_get_takes (self->stored);

  self->takes = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < takes->len; i++)
    {
      RbkTake *take = g_ptr_array_index (takes, i);

      /* The take being recorded is not shown yet, nor one of which a crash left nothing but its name. */
      if (!rbk_take_is_deleted (take) && rbk_take_get_bytes (take) > 0 &&
          !rbk_composer_is_mending (self, take) &&
          g_strcmp0 (rbk_take_get_id (take), rbk_take_keeper_get_take (self->keeper)) != 0)
        g_ptr_array_add (self->takes, g_object_ref (take));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->takes->len);
}

/* (nullable): what the ledger says, or what was chosen since and is on its way there. */
static RbkTake *
find_chosen (RbkComposer *self)
{
  RbkTake *chosen = rbk_draft_get_chosen (self->stored);

  if (self->pending == 0 || (chosen != NULL && g_strcmp0 (rbk_take_get_id (chosen), self->wished) == 0))
    g_clear_pointer (&self->wished, g_free);
  for (guint i = 0; self->wished != NULL && i < self->takes->len; i++)
    {
      RbkTake *take = g_ptr_array_index (self->takes, i);

      if (g_str_equal (rbk_take_get_id (take), self->wished))
        return take;
    }
  return self->takes->len > 0 ? chosen : NULL;
}

/* The draft as it stands in the ledger. */
void
rbk_composer_reload (RbkComposer *self)
{
  g_autoptr (RbkDraft) draft = NULL;

  if (!self->opened || self->desk->reader == NULL)
    return;
  draft = rbk_ledger_reader_get_draft (self->desk->reader, self->draft, NULL);
  if (draft == NULL)
    return;
  g_set_object (&self->stored, draft);
  rbk_composer_load_plan (self);
  rbk_composer_load_edits (self);
  list_takes (self);
  if (rbk_take_keeper_get_take (self->keeper) == NULL || self->chosen == NULL)
    rbk_composer_show_chosen (self, find_chosen (self));
  rbk_composer_tell_changed (self);
}

static void
customer_changed_cb (RbkComposer *self, const char *customer)
{
  if (g_str_equal (customer, self->customer))
    rbk_composer_reload (self);
}

static RbkComposer *
make (RbkDesk *desk, const char *customer, const char *again)
{
  RbkComposer *self = g_object_new (RBK_TYPE_COMPOSER, NULL);

  self->desk = g_object_ref (desk);
  self->customer = g_strdup (customer);
  self->again = g_strdup (again);
  self->keeper = rbk_take_keeper_new (desk, customer);
  self->sound = rbk_draft_sound_new (desk);
  g_signal_connect_swapped (self->keeper, "level", G_CALLBACK (level_cb), self);
  g_signal_connect_swapped (self->keeper, "failed", G_CALLBACK (keeper_failed_cb), self);
  g_signal_connect_swapped (self->keeper, "begun", G_CALLBACK (begun_cb), self);
  g_signal_connect_swapped (self->keeper, "kept", G_CALLBACK (kept_cb), self);
  g_signal_connect_swapped (self->keeper, "notify", G_CALLBACK (keeper_notify_cb), self);
  g_signal_connect_swapped (self->sound, "changed", G_CALLBACK (sound_changed_cb), self);
  g_signal_connect_swapped (self->sound, "failed", G_CALLBACK (rbk_composer_tell_failed), self);
  g_signal_connect_swapped (self->sound, "notify::busy", G_CALLBACK (maybe_closed), self);
  rbk_composer_watch_player (self);
  g_signal_connect_object (
    desk, "customer-changed", G_CALLBACK (customer_changed_cb), self, G_CONNECT_SWAPPED);
  rbk_composer_find_draft (self);
  return self;
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
  return make (desk, customer, NULL);
}

/**
 * rbk_composer_new_again:
 * @desk: an open desk
 * @customer: the id of the customer whom @item is for
 * @item: the draft of a voicemail that was reviewed
 *
 * What is recorded here is spoken instead of it, and says so. Why and what are those of before.
 *
 * Returns: (transfer full): a composer on a new draft, or on the one that was begun for @item
 */
RbkComposer *
rbk_composer_new_again (RbkDesk *desk, const char *customer, const char *item)
{
  return make (desk, customer, item);
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
 * Returns: (transfer none) (nullable): the draft's id; NULL before a plan or the first recording
 */
const char *
rbk_composer_get_draft (RbkComposer *self)
{
  return self->opened ? self->draft : NULL;
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
  rbk_recorder_set_microphone (get_recorder (self), id);
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

/* Begins a take, which mends @mends (nullable). */
gboolean
rbk_composer_start_take (RbkComposer *self, const char *mends, GError **error)
{
  GPtrArray *before = NULL;

  rbk_player_pause (self->player);
  /* What was planned for the one before is planned for this. */
  self->plan_is_new |= !self->opened && self->again != NULL;
  rbk_composer_keep_plan (self);
  if (!self->opened)
    {
      if (self->draft == NULL)
        self->draft = rbk_id_new ();
      before = g_ptr_array_new_with_free_func (g_object_unref);
      rbk_composer_add_opening (self, before);
    }
  return rbk_take_keeper_start (
    self->keeper, self->draft, before, rbk_voicemail_plan_is_practice (self->plan), mends, error);
}

/**
 * rbk_composer_record:
 *
 * Begins a new take; nothing is ever recorded over another (voice 51). Does nothing while one
 * is being recorded.
 *
 * Returns: whether it began; else an RbkMediaError, or what rbk_desk_may() says
 */
gboolean
rbk_composer_record (RbkComposer *self, GError **error)
{
  if (rbk_take_keeper_is_recording (self->keeper) || self->closing != NULL || self->punch.by != NULL)
    return TRUE;
  if (!rbk_desk_may (self->desk, RBK_RIGHT_SEND, error))
    return FALSE;
  rbk_composer_forget_punch (self);
  return rbk_composer_start_take (self, NULL, error);
}

/**
 * rbk_composer_pause:
 *
 * What is said while it is paused is not in the take.
 */
void
rbk_composer_pause (RbkComposer *self)
{
  rbk_recorder_pause (get_recorder (self));
}

/**
 * rbk_composer_resume:
 *
 * Goes on with the paused take.
 */
void
rbk_composer_resume (RbkComposer *self)
{
  rbk_recorder_resume (get_recorder (self));
}

/**
 * rbk_composer_stop:
 *
 * Ends the take; "recorded" follows when it is whole in the ledger. A passage that was spoken again is put
 * in instead; one that was still led up to is given up.
 */
void
rbk_composer_stop (RbkComposer *self)
{
  if (self->punch.leading_up)
    {
      rbk_composer_forget_punch (self);
      rbk_player_pause (self->player);
    }
  rbk_take_keeper_stop (self->keeper);
}

/**
 * rbk_composer_get_state:
 *
 * Returns: what the recorder does
 */
RbkRecorderState
rbk_composer_get_state (RbkComposer *self)
{
  return rbk_recorder_get_state (get_recorder (self));
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
 * Chooses it, durably, and loads its sound into the player. Does nothing while a passage of the chosen one
 * is spoken again.
 */
void
rbk_composer_choose (RbkComposer *self, RbkTake *take)
{
  if (self->punch.take != NULL)
    return;
  if (self->chosen == NULL || !g_str_equal (rbk_take_get_id (self->chosen), rbk_take_get_id (take)))
    {
      append_event (self, "chosen", rbk_take_get_id (take));
      g_set_str (&self->wished, rbk_take_get_id (take));
    }
  rbk_composer_show_chosen (self, take);
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

/* Closing ends when the recorder is quiet and nothing is under way. */
static void
maybe_closed (RbkComposer *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->closing == NULL || self->pending > 0 || rbk_take_keeper_is_busy (self->keeper) ||
      rbk_draft_sound_is_busy (self->sound))
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
  rbk_composer_keep_plan (self);
  rbk_draft_sound_cancel (self->sound);
  maybe_closed (self);
}

gboolean
rbk_composer_close_finish (RbkComposer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
