/* rbk-leaving-sound.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-leaving-sound.h"

#include "desk/rbk-desk-private.h"
#include "desk/rbk-take-sound.h"
#include "rules/rbk-remark.h"

#include <glib/gi18n-lib.h>

/* The take, if it is one of this customer's (voices 1, 2). */
static RbkTake *
find_take (RbkDraft *draft, const char *customer, const char *id, GError **error)
{
  RbkTake *take = rbk_draft_find_take (draft, id);

  if (take != NULL && !rbk_take_is_deleted (take) &&
      g_strcmp0 (rbk_draft_get_customer (draft), customer) == 0)
    return take;
  g_set_error_literal (
    error,
    RBK_DESK_ERROR,
    RBK_DESK_ERROR_INVALID,
    _ ("This recording belongs to another customer, or was deleted. Open the customer it is "
       "for."));
  return NULL;
}

/* A silent take is no voicemail (V-15). */
static gboolean
check_sound (GBytes *pcm, GError **error)
{
  g_autoptr (GPtrArray) remarks = rbk_take_sound_judge (pcm, NULL);

  for (guint i = 0; i < remarks->len; i++)
    {
      RbkRemark *remark = g_ptr_array_index (remarks, i);

      if (rbk_remark_get_level (remark) != RBK_REMARK_REFUSAL)
        continue;
      g_set_error_literal (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED, rbk_remark_get_words (remark));
      return FALSE;
    }
  return TRUE;
}

/**
 * rbk_leaving_sound_read:
 * @customer: whom it must belong to
 * @draft: the id of a draft
 * @take: the id of one of its takes
 *
 * What whoever pressed the button hears: the edits that are queued by now are in it. Practice is refused
 * (V-20), and so is silence (V-15). On the desk's worker.
 *
 * Returns: (transfer full): the sound, or NULL with %RBK_DESK_ERROR_INVALID, %RBK_DESK_ERROR_REFUSED,
 *   %G_IO_ERROR_CLOSED or an RbkLedgerError
 */
RbkLeavingSound *
rbk_leaving_sound_read (
  RbkDesk *desk, const char *customer, const char *draft, const char *take, GError **error)
{
  RbkLedgerReader *reader = rbk_desk_get_worker_reader (desk, error);
  g_autoptr (RbkLeavingSound) self = g_new0 (RbkLeavingSound, 1);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GHashTable) sounds = rbk_take_sound_new_sounds (NULL);
  g_autoptr (RbkCutHistory) history = NULL;
  RbkCut *cut;

  /* The ledger keeps its order: after this, all that was queued before is there. */
  if (reader == NULL || !rbk_ledger_append (desk->ledger, nothing, error))
    return NULL;
  self->draft = rbk_ledger_reader_get_draft (reader, draft, error);
  self->take = self->draft != NULL ? find_take (self->draft, customer, take, error) : NULL;
  if (self->take == NULL)
    return NULL;
  history = rbk_take_sound_read_history (reader, draft, take, error);
  if (history == NULL)
    return NULL;
  cut = rbk_cut_history_get_current (history);
  if (!rbk_desk_check_may_leave (self->draft, self->take, cut, error))
    return NULL;
  self->pcm = rbk_take_sound_render (reader, self->draft, self->take, cut, sounds, error);
  if (self->pcm == NULL || !check_sound (self->pcm, error))
    return NULL;
  self->passages = cut != NULL ? rbk_cut_to_json (cut) : NULL;
  return g_steal_pointer (&self);
}

/**
 * rbk_leaving_sound_free:
 */
void
rbk_leaving_sound_free (RbkLeavingSound *self)
{
  g_clear_object (&self->draft);
  g_clear_pointer (&self->pcm, g_bytes_unref);
  g_clear_pointer (&self->passages, json_array_unref);
  g_free (self);
}
