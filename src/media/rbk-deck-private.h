/* rbk-deck-private.h: the pipeline of a player, between its worker and the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-media-private.h"

G_BEGIN_DECLS

/**
 * RbkDeckOrder: what the deck is to do next
 * @pcm: (owned) (nullable): what to play
 * @is_playing: whether to play or to stand still
 * @is_seeking: whether to go to @position_us, which it does anyway where @pcm or @speed is new
 * @seqnum: tells the end of this playing from the end of an earlier one
 */
typedef struct
{
  GBytes *pcm;
  gboolean is_playing;
  gboolean is_seeking;
  gint64 position_us;
  double speed;
  guint32 seqnum;
} RbkDeckOrder;

/**
 * RbkDeckEar: how a sound is heard
 * @pcm: (nullable): the sound it is meant for; another one is heard as it is
 * @phone: (nullable): what a telephone makes of it, as long as @pcm
 * @is_on_phone: whether that is what is heard, where it is there
 * @gain: by what each sample is multiplied
 */
typedef struct
{
  GBytes *pcm;
  GBytes *phone;
  gboolean is_on_phone;
  float gain;
} RbkDeckEar;

typedef struct _RbkDeck RbkDeck;

RbkDeck *rbk_deck_new (GSourceFunc wake, gpointer user_data);
RbkDeck *rbk_deck_ref (RbkDeck *self);
void rbk_deck_unref (RbkDeck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkDeck, rbk_deck_unref)

/* Worker thread; may block. */
gboolean rbk_deck_obey (RbkDeck *self, const RbkDeckOrder *order, GError **error);
void rbk_deck_close (RbkDeck *self);

GError *rbk_deck_error_lost (void);

/* Main thread. */
void rbk_deck_set_ear (RbkDeck *self, const RbkDeckEar *ear);
gboolean rbk_deck_take_end (RbkDeck *self, guint32 seqnum);
gboolean rbk_deck_has_failed (RbkDeck *self);
gint64 rbk_deck_get_position_us (RbkDeck *self);
void rbk_deck_disconnect (RbkDeck *self);

G_END_DECLS
