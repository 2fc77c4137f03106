/* rbk-draft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-draft.h"

struct _RbkTake
{
  GObject parent_instance;

  char *id;         /* (owned) */
  char *draft;      /* (owned) */
  char *media;      /* (owned) */
  char *microphone; /* (owned) (nullable) */
  gint64 time_us;
  gint64 bytes;
  gboolean deleted;
  gboolean practice;
  char *mends; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkTake, rbk_take, G_TYPE_OBJECT)

static void
rbk_take_finalize (GObject *object)
{
  RbkTake *self = RBK_TAKE (object);

  g_free (self->id);
  g_free (self->draft);
  g_free (self->media);
  g_free (self->microphone);
  g_free (self->mends);
  G_OBJECT_CLASS (rbk_take_parent_class)->finalize (object);
}

static void
rbk_take_class_init (RbkTakeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_take_finalize;
}

static void
rbk_take_init (RbkTake *self)
{
}

/**
 * rbk_take_new:
 * @media: the id of its sound in the ledger
 * @microphone: (nullable): what it was recorded with
 * @bytes: how much sound was kept so far
 * @practice: whether it was recorded to practise, and may never leave (V-20)
 * @mends: (nullable): the take of which it replaces a passage
 *
 * Returns: (transfer full): the take
 */
RbkTake *
rbk_take_new (const char *id,
              const char *draft,
              const char *media,
              const char *microphone,
              gint64 time_us,
              gint64 bytes,
              gboolean deleted,
              gboolean practice,
              const char *mends)
{
  RbkTake *self = g_object_new (RBK_TYPE_TAKE, NULL);

  self->id = g_strdup (id);
  self->draft = g_strdup (draft);
  self->media = g_strdup (media);
  self->microphone = g_strdup (microphone);
  self->time_us = time_us;
  self->bytes = bytes;
  self->deleted = deleted;
  self->practice = practice;
  self->mends = g_strdup (mends);
  return self;
}

/**
 * rbk_take_get_id:
 *
 * Returns: (transfer none): id
 */
const char *
rbk_take_get_id (RbkTake *self)
{
  return self->id;
}

/**
 * rbk_take_get_draft:
 *
 * Returns: (transfer none): the draft it belongs to
 */
const char *
rbk_take_get_draft (RbkTake *self)
{
  return self->draft;
}

/**
 * rbk_take_get_media:
 *
 * Returns: (transfer none): where its sound is in the ledger
 */
const char *
rbk_take_get_media (RbkTake *self)
{
  return self->media;
}

/**
 * rbk_take_get_microphone:
 *
 * Returns: (nullable) (transfer none): what it was recorded with, as a person reads it
 */
const char *
rbk_take_get_microphone (RbkTake *self)
{
  return self->microphone;
}

/**
 * rbk_take_get_time_us:
 *
 * Returns: when it was begun, microseconds since 1970 UTC
 */
gint64
rbk_take_get_time_us (RbkTake *self)
{
  return self->time_us;
}

/**
 * rbk_take_get_bytes:
 *
 * Returns: how much sound there is, in bytes of 48 kHz mono 16-bit PCM
 */
gint64
rbk_take_get_bytes (RbkTake *self)
{
  return self->bytes;
}

/**
 * rbk_take_is_deleted:
 *
 * Returns: whether a person put it away; its sound is still there
 */
gboolean
rbk_take_is_deleted (RbkTake *self)
{
  return self->deleted;
}

/**
 * rbk_take_is_practice:
 *
 * Returns: whether it was recorded to practise: it can enter no outbox, whatever the draft becomes (V-20)
 */
gboolean
rbk_take_is_practice (RbkTake *self)
{
  return self->practice;
}

/**
 * rbk_take_get_mends:
 *
 * Returns: (nullable) (transfer none): the take of which it replaces a passage; such a take is no
 *   voicemail by itself
 */
const char *
rbk_take_get_mends (RbkTake *self)
{
  return self->mends;
}

struct _RbkDraft
{
  GObject parent_instance;

  char *id;       /* (owned) */
  char *customer; /* (owned) */
  char *author;   /* (owned) */
  gint64 time_us;
  char *chosen; /* (owned) (nullable) */
  gboolean closed;
  RbkVoicemailPlan *plan; /* (owned) (nullable) */
  GPtrArray *takes;       /* (owned) (element-type RbkTake) */
};

G_DEFINE_FINAL_TYPE (RbkDraft, rbk_draft, G_TYPE_OBJECT)

static void
rbk_draft_finalize (GObject *object)
{
  RbkDraft *self = RBK_DRAFT (object);

  g_free (self->id);
  g_free (self->customer);
  g_free (self->author);
  g_free (self->chosen);
  g_clear_object (&self->plan);
  g_ptr_array_unref (self->takes);
  G_OBJECT_CLASS (rbk_draft_parent_class)->finalize (object);
}

static void
rbk_draft_class_init (RbkDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_draft_finalize;
}

static void
rbk_draft_init (RbkDraft *self)
{
}

/**
 * rbk_draft_new:
 * @chosen: (nullable): the id of the take that was chosen
 * @closed: whether it was sent or left, and is no longer in the making
 * @plan: (nullable): what was decided about it
 * @takes: (transfer none) (element-type RbkTake): its takes, oldest first, deleted ones included
 *
 * Returns: (transfer full): the draft
 */
RbkDraft *
rbk_draft_new (const char *id,
               const char *customer,
               const char *author,
               gint64 time_us,
               const char *chosen,
               gboolean closed,
               RbkVoicemailPlan *plan,
               GPtrArray *takes)
{
  RbkDraft *self = g_object_new (RBK_TYPE_DRAFT, NULL);

  self->id = g_strdup (id);
  self->customer = g_strdup (customer);
  self->author = g_strdup (author);
  self->time_us = time_us;
  self->chosen = g_strdup (chosen);
  self->closed = closed;
  g_set_object (&self->plan, plan);
  self->takes = g_ptr_array_ref (takes);
  return self;
}

/**
 * rbk_draft_get_id:
 *
 * Returns: (transfer none): the id
 */
const char *
rbk_draft_get_id (RbkDraft *self)
{
  return self->id;
}

/**
 * rbk_draft_get_customer:
 *
 * Returns: (transfer none): the customer it belongs to
 */
const char *
rbk_draft_get_customer (RbkDraft *self)
{
  return self->customer;
}

/**
 * rbk_draft_get_author:
 *
 * Returns: (transfer none): the person who makes it
 */
const char *
rbk_draft_get_author (RbkDraft *self)
{
  return self->author;
}

/**
 * rbk_draft_get_time_us:
 *
 * Returns: when it was begun, microseconds since 1970 UTC
 */
gint64
rbk_draft_get_time_us (RbkDraft *self)
{
  return self->time_us;
}

/**
 * rbk_draft_is_closed:
 *
 * Returns: whether it was sent or left
 */
gboolean
rbk_draft_is_closed (RbkDraft *self)
{
  return self->closed;
}

/**
 * rbk_draft_get_takes:
 *
 * Returns: (transfer none): (element-type RbkTake) its takes, oldest first, deleted ones included
 */
GPtrArray *
rbk_draft_get_takes (RbkDraft *self)
{
  return self->takes;
}

/**
 * rbk_draft_get_chosen:
 *
 * Returns: (nullable) (transfer none): the take that a person chose; if that was deleted, or none
 *   was chosen, the newest that was not deleted, of which something was kept if of any was. One that mends
 *   another is it only where a person chose it
 */
RbkTake *
rbk_draft_get_chosen (RbkDraft *self)
{
  RbkTake *newest = NULL;

  for (guint i = 0; i < self->takes->len; i++)
    {
      RbkTake *take = g_ptr_array_index (self->takes, i);

      if (take->deleted)
        continue;
      if (g_strcmp0 (take->id, self->chosen) == 0)
        return take;
      if (take->mends == NULL && (newest == NULL || newest->bytes == 0 || take->bytes > 0))
        newest = take;
    }
  return newest;
}

/**
 * rbk_draft_find_take:
 * @take: (nullable): an id
 *
 * Returns: (nullable) (transfer none): its take of that id, deleted or not
 */
RbkTake *
rbk_draft_find_take (RbkDraft *self, const char *take)
{
  for (guint i = 0; i < self->takes->len; i++)
    {
      RbkTake *known = g_ptr_array_index (self->takes, i);

      if (g_strcmp0 (known->id, take) == 0)
        return known;
    }
  return NULL;
}

/**
 * rbk_draft_get_plan:
 *
 * Returns: (nullable) (transfer none): what was decided about it; NULL if nothing was
 */
RbkVoicemailPlan *
rbk_draft_get_plan (RbkDraft *self)
{
  return self->plan;
}

/**
 * rbk_draft_is_practice:
 *
 * Returns: whether what is recorded now is recorded to practise (V-20)
 */
gboolean
rbk_draft_is_practice (RbkDraft *self)
{
  return self->plan != NULL && rbk_voicemail_plan_is_practice (self->plan);
}
