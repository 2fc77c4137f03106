/* rbk-cut-map.c: where the samples of takes are in a message, and what an edit left as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-cut-map.h"

/**
 * rbk_cut_find:
 * @position: a position in the message
 * @take: (out) (transfer none) (optional): the id of the take that sounds there, valid as long as @self
 * @sample: (out) (optional): which of its samples
 *
 * Returns: whether @position lies in the message; nothing is set if not
 */
gboolean
rbk_cut_find (RbkCut *self, gint64 position, const char **take, gint64 *sample)
{
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (self, &n);

  if (position < 0)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      gint64 length = passages[i].end - passages[i].first;

      if (position < length)
        {
          if (take != NULL)
            *take = passages[i].take;
          if (sample != NULL)
            *sample = passages[i].first + position;
          return TRUE;
        }
      position -= length;
    }
  return FALSE;
}

/**
 * rbk_cut_places:
 * @take: the id of a take
 * @first: the first of its samples that is asked for
 * @end: the one after the last
 *
 * A word that was heard in a take is in the message wherever a place holds it from @first to @end; a place
 * that holds less of it is a word that was cut through.
 *
 * Returns: (transfer full) (element-type RbkCutPlace): where these samples are, or some of them, in the order
 *   of the message; empty if none is
 */
GArray *
rbk_cut_places (RbkCut *self, const char *take, gint64 first, gint64 end)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (RbkCutPlace));
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (self, &n);
  gint64 position = 0;

  for (gsize i = 0; i < n; i++)
    {
      RbkCutPlace place = { .first = MAX (first, passages[i].first), .end = MIN (end, passages[i].end) };

      if (place.first < place.end && g_str_equal (passages[i].take, take))
        {
          place.position = position + (place.first - passages[i].first);
          g_array_append_val (places, place);
        }
      position += passages[i].end - passages[i].first;
    }
  return places;
}

/* The part of @before that has what sounds at @wanted in the new message: @length of @take from @sample on.
 * What goes on from the part before wins, so that a message is found to be itself; else the longest does.
 * *gap is how far it is to the next sample of @take that was there at all, if none is found. */
static gboolean
match (RbkCut *before,
       const char *take,
       gint64 sample,
       gint64 end,
       gint64 goes_on_at,
       RbkCutPart *found,
       gint64 *gap)
{
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (before, &n);
  gint64 position = 0;

  found->length = 0;
  *gap = end - sample;
  for (gsize i = 0; i < n; i++)
    {
      const RbkPassage *old = &passages[i];
      gint64 at = position + (sample - old->first);
      gint64 length = MIN (old->end, end) - sample;

      position += old->end - old->first;
      if (!g_str_equal (old->take, take))
        continue;
      if (old->first > sample)
        *gap = MIN (*gap, old->first - sample);
      else if (length > 0 && (at == goes_on_at || (found->length < length && found->before != goes_on_at)))
        {
          found->before = at;
          found->length = length;
        }
    }
  return found->length > 0;
}

/**
 * rbk_cut_unchanged:
 * @before: the message before an edit, or any other one
 *
 * What is known of a part of @before, such as the words in it, holds for the same part of @self, later or
 * earlier by the difference of the two positions. To have the words of @self: go through its parts, take the
 * words of @before that lie in [before, before + length) whole, shift them, and listen anew only to what lies
 * between the parts. What was cut through or runs over a new seam is whole in no part. Sound within 2.5 ms of
 * a new seam is that of a cross-fade.
 *
 * Returns: (transfer full) (element-type RbkCutPart): the parts of @self that are samples of @before, in the
 *   order of @self; they do not overlap in @self, and what is between them is nowhere in @before
 */
GArray *
rbk_cut_unchanged (RbkCut *self, RbkCut *before)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (RbkCutPart));
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (self, &n);
  gint64 position = 0;
  gint64 part_end = 0;   /* where the last part ended in the new message */
  gint64 before_end = 0; /* and in the old one */

  for (gsize i = 0; i < n; i++)
    {
      gint64 sample = passages[i].first;

      while (sample < passages[i].end)
        {
          RbkCutPart part = { .position = position, .before = -1 };
          gint64 goes_on_at = position == part_end ? before_end : G_MININT64;
          gint64 gap;

          if (!match (before, passages[i].take, sample, passages[i].end, goes_on_at, &part, &gap))
            {
              sample += gap;
              position += gap;
              continue;
            }
          if (parts->len > 0 && part.before == goes_on_at)
            g_array_index (parts, RbkCutPart, parts->len - 1).length += part.length;
          else
            g_array_append_val (parts, part);
          sample += part.length;
          position += part.length;
          part_end = position;
          before_end = part.before + part.length;
        }
    }
  return parts;
}
