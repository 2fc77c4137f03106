/* rbk-draft-sound.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-draft-sound.h"

struct _RbkDraftSound
{
  GObject parent_instance;

  RbkDesk *desk;         /* (owned) */
  RbkTake *take;         /* (owned) (nullable): what is asked for */
  RbkCut *cut;           /* (owned) (nullable): what is asked for */
  RbkTakeSound *loaded;  /* (owned) (nullable): of take; of the cut before while the new one is loading */
  GCancellable *loading; /* (owned) (nullable) */
  guint pending;         /* loads under way; each holds a reference */
};

G_DEFINE_FINAL_TYPE (RbkDraftSound, rbk_draft_sound, G_TYPE_OBJECT)

enum
{
  PROP_BUSY = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  CHANGED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rbk_draft_sound_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_BUSY)
    g_value_set_boolean (value, rbk_draft_sound_is_busy (RBK_DRAFT_SOUND (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rbk_draft_sound_finalize (GObject *object)
{
  RbkDraftSound *self = RBK_DRAFT_SOUND (object);

  g_clear_object (&self->loading);
  g_clear_object (&self->take);
  g_clear_object (&self->cut);
  g_clear_pointer (&self->loaded, rbk_take_sound_free);
  g_object_unref (self->desk);
  G_OBJECT_CLASS (rbk_draft_sound_parent_class)->finalize (object);
}

static void
rbk_draft_sound_class_init (RbkDraftSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = RBK_TYPE_DRAFT_SOUND;

  object_class->get_property = rbk_draft_sound_get_property;
  object_class->finalize = rbk_draft_sound_finalize;
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] =
    g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rbk_draft_sound_init (RbkDraftSound *self)
{
}

/**
 * rbk_draft_sound_new:
 *
 * Returns: (transfer full): the sound of nothing yet
 */
RbkDraftSound *
rbk_draft_sound_new (RbkDesk *desk)
{
  RbkDraftSound *self = g_object_new (RBK_TYPE_DRAFT_SOUND, NULL);

  self->desk = g_object_ref (desk);
  return self;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkDraftSound) self = data;
  g_autoptr (GError) error = NULL;
  RbkTakeSound *loaded = rbk_take_sound_load_finish (result, &error);

  self->pending--;
  if (loaded != NULL)
    {
      g_clear_object (&self->loading);
      g_clear_pointer (&self->loaded, rbk_take_sound_free);
      self->loaded = loaded;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    g_signal_emit (self, signals[FAILED], 0, error);
  if (self->pending == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static gboolean
is_same_take (RbkTake *a, RbkTake *b)
{
  return a != NULL && b != NULL && g_str_equal (rbk_take_get_id (a), rbk_take_get_id (b)) &&
         rbk_take_get_bytes (a) == rbk_take_get_bytes (b);
}

/**
 * rbk_draft_sound_show:
 * @draft: (nullable): the draft of all takes that are needed
 * @take: (nullable): the take to listen to; NULL for silence
 * @cut: (nullable): what was made of it; NULL for the take as it was recorded
 *
 * "changed" follows when it is loaded. Until then there is nothing, or, if only the edits are others,
 * what there was.
 *
 * Returns: whether it is another take than before
 */
gboolean
rbk_draft_sound_show (RbkDraftSound *self, RbkDraft *draft, RbkTake *take, RbkCut *cut)
{
  gboolean same = is_same_take (self->take, take) || (self->take == NULL && take == NULL);

  if (same && (take == NULL || rbk_cut_equal (self->cut, cut)))
    return FALSE;
  rbk_draft_sound_cancel (self);
  if (!same)
    g_clear_pointer (&self->loaded, rbk_take_sound_free);
  g_set_object (&self->take, take);
  g_set_object (&self->cut, cut);
  if (take == NULL)
    return TRUE;
  self->loading = g_cancellable_new ();
  if (self->pending++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  rbk_take_sound_load_async (self->desk,
                             draft,
                             take,
                             cut,
                             rbk_draft_sound_get_sounds (self),
                             self->loading,
                             loaded_cb,
                             g_object_ref (self));
  return !same;
}

/**
 * rbk_draft_sound_cancel:
 *
 * Gives up what is being loaded.
 */
void
rbk_draft_sound_cancel (RbkDraftSound *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/**
 * rbk_draft_sound_get_pcm:
 *
 * Returns: (transfer none) (nullable): 48 kHz mono 16-bit PCM, once it is loaded
 */
GBytes *
rbk_draft_sound_get_pcm (RbkDraftSound *self)
{
  return self->loaded != NULL ? self->loaded->pcm : NULL;
}

/**
 * rbk_draft_sound_get_content:
 *
 * Returns: (transfer none) (nullable): the SHA-256 of rbk_draft_sound_get_pcm(), in hex
 */
const char *
rbk_draft_sound_get_content (RbkDraftSound *self)
{
  return self->loaded != NULL ? self->loaded->content : NULL;
}

/**
 * rbk_draft_sound_get_remarks:
 *
 * Returns: (transfer none) (nullable) (element-type RbkRemark): what the rules say of how it sounds
 */
GPtrArray *
rbk_draft_sound_get_remarks (RbkDraftSound *self)
{
  return self->loaded != NULL ? self->loaded->remarks : NULL;
}

/**
 * rbk_draft_sound_get_sounds:
 *
 * Returns: (transfer none) (nullable) (element-type utf8 GBytes): the sounds of the takes that it is made
 *   of, by their ids; not to be changed
 */
GHashTable *
rbk_draft_sound_get_sounds (RbkDraftSound *self)
{
  return self->loaded != NULL ? self->loaded->sounds : NULL;
}

/**
 * rbk_draft_sound_is_busy:
 *
 * Returns: whether something is being loaded
 */
gboolean
rbk_draft_sound_is_busy (RbkDraftSound *self)
{
  return self->pending > 0;
}
