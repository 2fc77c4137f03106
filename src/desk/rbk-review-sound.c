/* rbk-review-sound.c: what is heard of a voicemail that is reviewed: the take, as it was edited when it left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-review-private.h"

#include "desk/rbk-take-sound.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_review_sound_free:
 */
void
rbk_review_sound_free (RbkReviewSound *self)
{
  g_clear_object (&self->item);
  g_clear_object (&self->draft);
  g_clear_object (&self->take);
  g_clear_object (&self->cut);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  g_free (self->content);
  g_free (self);
}

/* What was made of the take when it came to be judged. */
static gboolean
read_cut (RbkLedgerReader *reader, RbkReviewSound *sound, GError **error)
{
  g_autoptr (RbkEntry) source =
    rbk_ledger_reader_get_entry (reader, rbk_review_item_get_facts (sound->item)->source, error);
  JsonArray *passages;

  if (source == NULL)
    return FALSE;
  passages = rbk_json_get_array (rbk_entry_get_payload (source), "passages");
  if (passages == NULL || json_array_get_length (passages) == 0)
    return TRUE;
  sound->cut = rbk_cut_new_from_json (passages, error);
  return sound->cut != NULL;
}

/**
 * rbk_review_sound_load:
 * @item: the id of an item
 *
 * Blocks for some milliseconds a minute of sound.
 *
 * Returns: (transfer full): what is heard of it, or NULL with an RbkLedgerError, RbkMediaError, RbkCutError
 * or %RBK_DESK_ERROR_INVALID
 */
RbkReviewSound *
rbk_review_sound_load (RbkLedgerReader *reader, const char *item, GError **error)
{
  g_autoptr (RbkReviewSound) sound = g_new0 (RbkReviewSound, 1);
  g_autoptr (GHashTable) sounds = rbk_take_sound_new_sounds (NULL);
  RbkTake *take;

  sound->item = rbk_ledger_reader_get_review_item (reader, item, error);
  if (sound->item == NULL)
    return NULL;
  sound->draft = rbk_ledger_reader_get_draft (reader, item, error);
  if (sound->draft == NULL)
    return NULL;
  take = rbk_draft_find_take (sound->draft, rbk_review_item_get_facts (sound->item)->take);
  if (take == NULL)
    {
      g_set_error_literal (
        error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID, _ ("The recording of this voicemail is not here."));
      return NULL;
    }
  sound->take = g_object_ref (take);
  if (!read_cut (reader, sound, error))
    return NULL;
  sound->pcm = rbk_take_sound_render (reader, sound->draft, take, sound->cut, sounds, error);
  if (sound->pcm == NULL)
    return NULL;
  sound->content = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sound->pcm);
  return g_steal_pointer (&sound);
}
