/* rbk-leaving-sound.h: a take as it is about to be heard by somebody else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "ledger/rbk-ledger-reader.h"

G_BEGIN_DECLS

/* Of the worker's thread. */
typedef struct
{
  RbkDraft *draft;     /* (owned) */
  RbkTake *take;       /* (unowned): of the draft */
  GBytes *pcm;         /* (owned): 48 kHz mono 16-bit, with the edits */
  JsonArray *passages; /* (owned) (nullable): what it is made of; NULL: all of the take */
} RbkLeavingSound;

RbkLeavingSound *rbk_leaving_sound_read (
  RbkDesk *desk, const char *customer, const char *draft, const char *take, GError **error);
void rbk_leaving_sound_free (RbkLeavingSound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkLeavingSound, rbk_leaving_sound_free)

G_END_DECLS
