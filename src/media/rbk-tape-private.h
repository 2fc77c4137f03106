/* rbk-tape-private.h: one recording, between the threads that capture and the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-media-private.h"

G_BEGIN_DECLS

/* One step of the meter: levels of 50 ms. */
typedef struct
{
  double rms_db;
  double peak_db;
} RbkTapeLevel;

/**
 * RbkTapeNews: what has come in since it was last asked
 * @captured_bytes: all that was captured so far
 * @pcm: (nullable): the next samples
 * @levels: (element-type RbkTapeLevel)
 * @error: (nullable): why it ended by itself: from %RBK_MEDIA_ERROR where that is certain, else GStreamer's
 */
typedef struct
{
  guint64 captured_bytes;
  GBytes *pcm;
  GArray *levels;
  GError *error;
} RbkTapeNews;

void rbk_tape_news_clear (RbkTapeNews *news);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RbkTapeNews, rbk_tape_news_clear)

/**
 * RbkTapeOrigin: where a tape's sound comes from
 * @id: (nullable): pulse source name; %NULL where that cannot be told
 * @name: (nullable): as a person reads it; known when @id is new
 * @is_new: this is the first answer, or another one than the last
 * @last_is_there: where it is another one, whether the microphone before it is still plugged in
 * @is_monitor: this is what the loudspeakers play, and no microphone
 */
typedef struct
{
  char *id;
  char *name;
  gboolean is_new;
  gboolean last_is_there;
  gboolean is_monitor;
} RbkTapeOrigin;

void rbk_tape_origin_free (RbkTapeOrigin *origin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTapeOrigin, rbk_tape_origin_free)

typedef struct _RbkTape RbkTape;

RbkTape *rbk_tape_new (const char *microphone, GSourceFunc wake, gpointer user_data);
RbkTape *rbk_tape_ref (RbkTape *self);
void rbk_tape_unref (RbkTape *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkTape, rbk_tape_unref)

/* Worker thread; may block. */
gboolean rbk_tape_prepare (RbkTape *self, GError **error);
gboolean rbk_tape_run (RbkTape *self, GError **error);
void rbk_tape_pause (RbkTape *self);
void rbk_tape_close (RbkTape *self);
RbkTapeOrigin *rbk_tape_find_origin (RbkTape *self);

/* Main thread. */
const char *rbk_tape_get_microphone (RbkTape *self);
gint64 rbk_tape_get_quiet_us (RbkTape *self);
void rbk_tape_take_news (RbkTape *self, gsize piece, gboolean all, RbkTapeNews *news);
void rbk_tape_disconnect (RbkTape *self);

G_END_DECLS
