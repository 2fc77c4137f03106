/* rbk-take-sound.h: what a take sounds like with its edits, and what the rules say of how it sounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-cut-history.h"
#include "rules/rbk-voicemail-school.h"

G_BEGIN_DECLS

/* A take as it sounds with its edits. */
typedef struct
{
  GBytes *pcm;        /* (owned): 48 kHz mono 16-bit */
  char *content;      /* (owned): the SHA-256 of pcm in hex */
  GPtrArray *remarks; /* (owned) (element-type RbkRemark): what the rules say of how it sounds */
  GHashTable *sounds; /* (owned) (element-type utf8 GBytes): of the takes it is made of, by their ids */
} RbkTakeSound;

void rbk_take_sound_free (RbkTakeSound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTakeSound, rbk_take_sound_free)

void rbk_take_sound_load_async (RbkDesk *desk,
                                RbkDraft *draft,
                                RbkTake *take,
                                RbkCut *cut,
                                GHashTable *sounds,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
RbkTakeSound *rbk_take_sound_load_finish (GAsyncResult *result, GError **error);
GHashTable *rbk_take_sound_new_sounds (GHashTable *known);

/* These block for some milliseconds a minute of sound: for worker threads. */

GPtrArray *rbk_take_sound_judge (GBytes *sound, const RbkLengthBand *band);
GBytes *rbk_take_sound_render (
  RbkLedgerReader *reader, RbkDraft *draft, RbkTake *take, RbkCut *cut, GHashTable *sounds, GError **error);
RbkCutHistory *
rbk_take_sound_read_history (RbkLedgerReader *reader, const char *draft, const char *take, GError **error);

G_END_DECLS
