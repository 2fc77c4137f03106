/* rbk-cut.h: which parts of which takes a message is made of, and the edits of that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Far more than anybody cuts a voicemail of a minute into, few enough to be looked through at once. */
#define RBK_CUT_MAX_PASSAGES 1000

/* An hour of 48 kHz, which is also the longest sound that Ringback opens. */
#define RBK_CUT_MAX_SAMPLES (G_GINT64_CONSTANT (48000) * 3600)

/**
 * RbkCutError:
 * @RBK_CUT_ERROR_EMPTY: nothing would be left of the message
 * @RBK_CUT_ERROR_RANGE: the part that was meant does not lie in the message, or is empty
 * @RBK_CUT_ERROR_NO_SOUND: the take, or what was to be put in, holds no sound
 * @RBK_CUT_ERROR_TOO_LARGE: more than %RBK_CUT_MAX_PASSAGES pieces or %RBK_CUT_MAX_SAMPLES samples
 * @RBK_CUT_ERROR_INVALID: what was stored is no list of passages
 *
 * The messages are sentences for the person who edits.
 */
typedef enum
{
  RBK_CUT_ERROR_EMPTY,
  RBK_CUT_ERROR_RANGE,
  RBK_CUT_ERROR_NO_SOUND,
  RBK_CUT_ERROR_TOO_LARGE,
  RBK_CUT_ERROR_INVALID,
} RbkCutError;

#define RBK_CUT_ERROR (rbk_cut_error_quark ())
GQuark rbk_cut_error_quark (void);

/**
 * RbkPassage:
 * @take: the id of a take
 * @first: the first of its samples, at 48 kHz
 * @end: the one after the last
 */
typedef struct
{
  const char *take;
  gint64 first;
  gint64 end;
} RbkPassage;

/* A list of passages, one after another, never empty. No edit changes a cut or the sound of a take; it gives
 * another cut. Positions are samples from the beginning of the message, ranges go from their first sample to
 * the one after their last. Immutable, so any thread may read it. */
#define RBK_TYPE_CUT (rbk_cut_get_type ())
G_DECLARE_FINAL_TYPE (RbkCut, rbk_cut, RBK, CUT, GObject)

RbkCut *rbk_cut_new (const RbkPassage *passages, gsize n_passages, GError **error);
RbkCut *rbk_cut_new_whole (const char *take, gint64 n_samples, GError **error);
RbkCut *rbk_cut_new_from_json (JsonArray *passages, GError **error);
JsonArray *rbk_cut_to_json (RbkCut *self);

const RbkPassage *rbk_cut_get_passages (RbkCut *self, gsize *n_passages);
gint64 rbk_cut_get_length (RbkCut *self);
char **rbk_cut_dup_takes (RbkCut *self);
gboolean rbk_cut_equal (RbkCut *self, RbkCut *other);

RbkCut *rbk_cut_trim (RbkCut *self, gint64 from, gint64 to, GError **error);
RbkCut *rbk_cut_remove (RbkCut *self, gint64 from, gint64 to, GError **error);
RbkCut *rbk_cut_replace (RbkCut *self, gint64 from, gint64 to, const RbkPassage *passage, GError **error);

G_END_DECLS
