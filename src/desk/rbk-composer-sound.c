/* rbk-composer-sound.c: what the chosen take sounds like, and any other for comparison.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer-private.h"

/**
 * rbk_composer_get_chosen_sound:
 *
 * Returns: (transfer none) (nullable): 48 kHz mono 16-bit PCM of the chosen take with its edits, once it is
 *   loaded; while another edit of the same take is loading, what it was before
 */
GBytes *
rbk_composer_get_chosen_sound (RbkComposer *self)
{
  return rbk_draft_sound_get_pcm (self->sound);
}

/**
 * rbk_composer_get_content:
 *
 * Returns: (transfer none) (nullable): the SHA-256 of rbk_composer_get_chosen_sound(), in hex
 */
const char *
rbk_composer_get_content (RbkComposer *self)
{
  return rbk_draft_sound_get_content (self->sound);
}

/**
 * rbk_composer_dup_remarks:
 *
 * Returns: (transfer full) (element-type RbkRemark): what the rules say of the chosen sound; empty until it
 *   is loaded
 */
GPtrArray *
rbk_composer_dup_remarks (RbkComposer *self)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *found = rbk_draft_sound_get_remarks (self->sound);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (remarks, g_object_ref (g_ptr_array_index (found, i)));
  return remarks;
}

static void
take_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  RbkTakeSound *sound = rbk_take_sound_load_finish (result, &error);

  if (sound != NULL)
    g_task_return_pointer (task, sound, (GDestroyNotify) rbk_take_sound_free);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_composer_load_take_async:
 * @take: one of the takes listed
 *
 * Loads a take as it would leave, with its edits, to be compared with others.
 */
void
rbk_composer_load_take_async (
  RbkComposer *self, RbkTake *take, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, rbk_composer_load_take_async);
  rbk_take_sound_load_async (self->desk,
                             self->stored,
                             take,
                             rbk_composer_get_made_cut (self, take),
                             rbk_draft_sound_get_sounds (self->sound),
                             cancellable,
                             take_loaded_cb,
                             task);
}

/**
 * rbk_composer_load_take_finish:
 * @content: (out) (transfer full) (optional): the SHA-256 of the sound, in hex
 *
 * Returns: (transfer full): 48 kHz mono 16-bit PCM, or NULL with an RbkLedgerError, RbkMediaError or
 *   %G_IO_ERROR_CANCELLED
 */
GBytes *
rbk_composer_load_take_finish (RbkComposer *self, GAsyncResult *result, char **content, GError **error)
{
  g_autoptr (RbkTakeSound) sound = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  sound = g_task_propagate_pointer (G_TASK (result), error);
  if (sound == NULL)
    return NULL;
  if (content != NULL)
    *content = g_strdup (sound->content);
  return g_bytes_ref (sound->pcm);
}
