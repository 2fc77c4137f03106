/* rbk-desk-review-news.c: what changes about reviews, and how many wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#define PROPERTY "waiting-reviews"

static guint reviews_changed, rubric_changed;

/**
 * rbk_desk_install_reviews:
 *
 * The part of RbkDesk's class that is about reviews.
 */
void
rbk_desk_install_reviews (GObjectClass *klass)
{
  /**
   * RbkDesk:waiting-reviews: voicemails that whoever acts here could judge now
   */
  g_object_class_install_property (
    klass,
    RBK_DESK_PROP_WAITING_REVIEWS,
    g_param_spec_uint (PROPERTY, NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  reviews_changed =
    g_signal_new ("reviews-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  rubric_changed =
    g_signal_new ("rubric-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
count (RbkDesk *self)
{
  gint64 waiting = 0;

  if (self->reader != NULL && self->person != NULL && rbk_desk_is_reviewer (self))
    waiting = rbk_ledger_reader_count_waiting_reviews (self->reader, self->person, NULL);
  /* Of what cannot be read, nothing new is known. */
  if (waiting < 0 || (guint) waiting == self->waiting_reviews)
    return;
  self->waiting_reviews = (guint) waiting;
  g_object_notify (G_OBJECT (self), PROPERTY);
}

static gboolean
tell_cb (gpointer data)
{
  RbkDesk *self = data;

  self->review_count = 0;
  count (self);
  g_signal_emit (self, reviews_changed, 0);
  return G_SOURCE_REMOVE;
}

/* A hundred messages that leave are a hundred transactions: they are looked at together. */
static void
tell_soon (RbkDesk *self)
{
  if (self->review_count == 0)
    self->review_count = g_idle_add (tell_cb, self);
}

/* What makes an item, or moves one. */
static gboolean
concerns_items (RbkChangeSet *changes)
{
  static const RbkEntryKind kinds[] = {
    RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED,
    RBK_ENTRY_KIND_REVIEW_COMMENT,
    RBK_ENTRY_KIND_REVIEW,
    RBK_ENTRY_KIND_REVIEW_REPLY,
    RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE,
    RBK_ENTRY_KIND_VOICEMAIL_LEFT,
    RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
    RBK_ENTRY_KIND_DELIVERY,
    RBK_ENTRY_KIND_TEXT,
    RBK_ENTRY_KIND_EMAIL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (rbk_change_set_has_kind (changes, kinds[i]))
        return TRUE;
    }
  return FALSE;
}

/* Whether what is held may be free to go. */
static gboolean
frees_messages (RbkChangeSet *changes)
{
  GPtrArray *entries = rbk_change_set_get_entries (changes);

  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);

      if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_REVIEW &&
          rbk_entry_get_string (entry, "decision") != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_desk_note_review_changes:
 *
 * Tells the window and the outbox of them.
 */
void
rbk_desk_note_review_changes (RbkDesk *self, RbkChangeSet *changes)
{
  if (rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_RUBRIC_CHANGED))
    {
      rbk_desk_reload_rubric (self);
      g_signal_emit (self, rubric_changed, 0);
    }
  if (concerns_items (changes))
    tell_soon (self);
  if (self->outbox != NULL && frees_messages (changes))
    rbk_outbox_wake (self->outbox, TRUE);
}

/**
 * rbk_desk_begin_reviews:
 *
 * When the ledger is open.
 */
void
rbk_desk_begin_reviews (RbkDesk *self)
{
  rbk_desk_reload_rubric (self);
  count (self);
  /* Another person may act here, or somebody may have another role. */
  g_signal_handlers_disconnect_by_func (self, tell_soon, NULL);
  g_signal_connect (self, "showroom-changed", G_CALLBACK (tell_soon), NULL);
}

/**
 * rbk_desk_end_reviews:
 *
 * When the desk is gone.
 */
void
rbk_desk_end_reviews (RbkDesk *self)
{
  g_clear_handle_id (&self->review_count, g_source_remove);
  g_clear_object (&self->rubric);
  g_clear_pointer (&self->rubrics, g_hash_table_unref);
}
