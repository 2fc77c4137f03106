/* rbk-splice.c: the sound of a message that was cut, exact to the sample.
 *
 * A seam is a cross-fade of 5 ms with its middle where the two passages meet: half of it lies in the last
 * samples of the one, half in the first of the other. The one that fades out goes on into the samples after
 * its end, and the one that fades in comes from those before its beginning, as far as their takes have them;
 * past the end of a take its last samples come back in mirror image. So nothing is moved: a message has as
 * many samples as its passages together, and each that is not in a fade is that of its take.
 *
 * The gains are a quarter of a sine and of a cosine: of two sounds that have nothing to do with each other
 * the power stays the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-splice.h"

#include "media/rbk-media.h"
#include "media/rbk-pcm.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define HALF_FADE (RBK_SPLICE_FADE / 2)

G_STATIC_ASSERT (RBK_SPLICE_FADE == RBK_PCM_RATE / 1000 * 5);

/* A passage and the sound of its take. */
typedef struct
{
  GBytes *pcm;           /* (owned) */
  const gint16 *samples; /* in @pcm, little endian */
  gint64 n_samples;
  gint64 first;
  gint64 end;
} Piece;

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_bytes_unref (piece->pcm);
}

/* The sample at @index of the take, in mirror image where that lies outside of it. */
static double
sample_at (const Piece *piece, gint64 index)
{
  gint64 period = 2 * piece->n_samples;

  index %= period;
  if (index < 0)
    index += period;
  if (index >= piece->n_samples)
    index = period - 1 - index;
  return GINT16_FROM_LE (piece->samples[index]);
}

static gint16
to_sample (double value)
{
  return GINT16_TO_LE ((gint16) CLAMP (lrint (value), G_MININT16, G_MAXINT16));
}

/* Step @i of @n of a fade in the table of a whole one; the step of the other side is its mirror image. */
static guint
fade_step (gint64 i, gint64 n)
{
  return (guint) ((2 * i + 1) * RBK_SPLICE_FADE / (2 * n));
}

/* The passages meet at @seam. */
static void
cross_fade (gint16 *seam, const Piece *out, const Piece *in, const double *gains)
{
  /* Of a short passage half is left for its other end. */
  gint64 half = MIN (HALF_FADE, MIN (out->end - out->first, in->end - in->first) / 2);

  for (gint64 i = 0; i < 2 * half; i++)
    {
      guint step = fade_step (i, 2 * half);
      double going = sample_at (out, out->end - half + i) * gains[RBK_SPLICE_FADE - 1 - step];
      double coming = sample_at (in, in->first - half + i) * gains[step];

      seam[i - half] = to_sample (going + coming);
    }
}

/* An end that is cut off would click; the end of a take is as it was recorded. */
static void
fade_ends (gint16 *samples, gint64 n, const Piece *first, const Piece *last, const double *gains)
{
  gint64 in = MIN (RBK_SPLICE_FADE, (first->end - first->first) / 2);
  gint64 out = MIN (RBK_SPLICE_FADE, (last->end - last->first) / 2);

  for (gint64 i = 0; first->first > 0 && i < in; i++)
    samples[i] = to_sample (GINT16_FROM_LE (samples[i]) * gains[fade_step (i, in)]);
  for (gint64 i = 0; last->end < last->n_samples && i < out; i++)
    samples[n - 1 - i] = to_sample (GINT16_FROM_LE (samples[n - 1 - i]) * gains[fade_step (i, out)]);
}

/* The passages with their sounds, or NULL. Nothing is taken on trust: the list may come from a file. */
static GArray *
find_pieces (RbkCut *cut, GHashTable *sounds, GError **error)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (cut, &n);

  g_array_set_clear_func (pieces, clear_piece);
  for (gsize i = 0; i < n; i++)
    {
      GBytes *pcm = g_hash_table_lookup (sounds, passages[i].take);
      Piece piece = { .first = passages[i].first, .end = passages[i].end };
      gsize n_samples;

      if (pcm == NULL || (gsize) piece.end > g_bytes_get_size (pcm) / 2)
        {
          g_set_error_literal (error,
                               RBK_MEDIA_ERROR,
                               RBK_MEDIA_ERROR_BAD_DATA,
                               _ ("A part of this message is missing: a recording that it is made of is not "
                                  "there, or not whole. Undo the edit or record that part again."));
          return NULL;
        }
      piece.pcm = g_bytes_ref (pcm);
      piece.samples = rbk_pcm_samples (&piece.pcm, &n_samples);
      piece.n_samples = (gint64) n_samples;
      g_array_append_val (pieces, piece);
    }
  return g_steal_pointer (&pieces);
}

/**
 * rbk_splice:
 * @cut: a message
 * @sounds: (element-type utf8 GBytes): by the id of a take its sound, 48 kHz mono 16-bit PCM
 *
 * Takes some milliseconds a minute of sound, on any thread.
 *
 * Returns: (transfer full): what @cut sounds like, rbk_cut_get_length() samples of PCM; the sound of the take
 *   itself where that is all of it. NULL with %RBK_MEDIA_ERROR_BAD_DATA if @sounds lacks a take or has less
 *   of it than a passage needs.
 */
GBytes *
rbk_splice (RbkCut *cut, GHashTable *sounds, GError **error)
{
  g_autoptr (GArray) pieces = find_pieces (cut, sounds, error);
  gint64 n = rbk_cut_get_length (cut);
  double gains[RBK_SPLICE_FADE];
  const Piece *first;
  const Piece *last;
  gint16 *samples;
  gint64 position = 0;

  if (pieces == NULL)
    return NULL;
  first = &g_array_index (pieces, Piece, 0);
  last = &g_array_index (pieces, Piece, pieces->len - 1);
  if (pieces->len == 1 && first->first == 0 && first->end == first->n_samples)
    return g_bytes_new_from_bytes (first->pcm, 0, (gsize) n * 2);

  for (int i = 0; i < RBK_SPLICE_FADE; i++)
    gains[i] = sin ((i + 0.5) / RBK_SPLICE_FADE * G_PI_2);
  samples = g_new (gint16, (gsize) n);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      memcpy (samples + position, piece->samples + piece->first, (gsize) (piece->end - piece->first) * 2);
      if (i > 0)
        cross_fade (samples + position, piece - 1, piece, gains);
      position += piece->end - piece->first;
    }
  fade_ends (samples, n, first, last, gains);
  return g_bytes_new_take (samples, (gsize) n * 2);
}
