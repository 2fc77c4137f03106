/* rbk-cut.c: which parts of which takes a message is made of.
 *
 * There is one form for one message: neighbours that go on where the one before ended, in the same take, are
 * one passage. Two cuts that sound alike for having the same samples are therefore equal, and where there
 * are two passages there is a seam to be heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-cut.h"

#include "base/rbk-id.h"
#include "model/rbk-json.h"
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rbk - cut - error - quark, rbk_cut_error)

struct _RbkCut
{
  GObject parent_instance;

  GArray *passages; /* (owned) (element-type RbkPassage): each holds a reference of its GRefString */
  gint64 length;    /* sum of their lengths */
};

G_DEFINE_FINAL_TYPE (RbkCut, rbk_cut, G_TYPE_OBJECT)

static void
rbk_cut_finalize (GObject *object)
{
  RbkCut *self = RBK_CUT (object);

  g_array_unref (self->passages);
  G_OBJECT_CLASS (rbk_cut_parent_class)->finalize (object);
}

static void
rbk_cut_class_init (RbkCutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_cut_finalize;
}

static void
clear_passage (gpointer data)
{
  RbkPassage *passage = data;

  g_ref_string_release ((GRefString *) passage->take);
}

static void
rbk_cut_init (RbkCut *self)
{
  self->passages = g_array_new (FALSE, FALSE, sizeof (RbkPassage));
  g_array_set_clear_func (self->passages, clear_passage);
}

/* Puts one more at the end while @self is being made. */
static void
append (RbkCut *self, const char *take, gint64 first, gint64 end)
{
  RbkPassage *last =
    self->passages->len > 0 ? &g_array_index (self->passages, RbkPassage, self->passages->len - 1) : NULL;

  if (first >= end)
    return;
  self->length += end - first;
  if (last != NULL && last->end == first && g_str_equal (last->take, take))
    last->end = end;
  else
    {
      /* Interned: the hundreds of cuts that lie on the way back share the few ids. */
      RbkPassage passage = { g_ref_string_new_intern (take), first, end };

      g_array_append_val (self->passages, passage);
    }
}

static void
append_range (RbkCut *self, RbkCut *source, gint64 from, gint64 to)
{
  gint64 position = 0;

  for (guint i = 0; i < source->passages->len && position < to; i++)
    {
      const RbkPassage *passage = &g_array_index (source->passages, RbkPassage, i);
      gint64 length = passage->end - passage->first;
      gint64 skipped = CLAMP (from - position, 0, length);
      gint64 kept = MIN (to - position, length);

      append (self, passage->take, passage->first + skipped, passage->first + kept);
      position += length;
    }
}

static gboolean
set_too_long (GError **error)
{
  g_set_error_literal (
    error, RBK_CUT_ERROR, RBK_CUT_ERROR_TOO_LARGE, _ ("The message would be longer than an hour."));
  return FALSE;
}

/* Gives out what was made, if it may be. */
static RbkCut *
finish (RbkCut *made, GError **error)
{
  g_autoptr (RbkCut) self = made;

  if (self->length == 0)
    {
      g_set_error_literal (
        error, RBK_CUT_ERROR, RBK_CUT_ERROR_EMPTY, _ ("Nothing would be left of the message."));
      return NULL;
    }
  if (self->length > RBK_CUT_MAX_SAMPLES)
    {
      set_too_long (error);
      return NULL;
    }
  if (self->passages->len > RBK_CUT_MAX_PASSAGES)
    {
      g_set_error_literal (error,
                           RBK_CUT_ERROR,
                           RBK_CUT_ERROR_TOO_LARGE,
                           _ ("The message is in too many pieces to be cut once more."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static gboolean
set_invalid (GError **error)
{
  g_set_error_literal (
    error, RBK_CUT_ERROR, RBK_CUT_ERROR_INVALID, _ ("This edit of the message cannot be read."));
  return FALSE;
}

/* With this bound no sum or difference of positions and samples can overflow. */
static gboolean
is_passage (const RbkPassage *passage)
{
  return rbk_id_is_valid (passage->take) && passage->first >= 0 && passage->first < passage->end &&
         passage->end <= RBK_CUT_MAX_SAMPLES;
}

static gboolean
check_passage (const RbkPassage *passage, GError **error)
{
  if (passage->first >= passage->end)
    {
      g_set_error_literal (
        error, RBK_CUT_ERROR, RBK_CUT_ERROR_NO_SOUND, _ ("There is no sound in what was recorded."));
      return FALSE;
    }
  if (passage->end > RBK_CUT_MAX_SAMPLES)
    return set_too_long (error);
  return is_passage (passage) || set_invalid (error);
}

/**
 * rbk_cut_new:
 * @passages: (array length=n_passages): in the order in which they sound; copied
 *
 * Returns: (transfer full): the message that they make, or NULL with %RBK_CUT_ERROR_INVALID if one of them
 *   cannot be a part of a take, %RBK_CUT_ERROR_EMPTY or %RBK_CUT_ERROR_TOO_LARGE
 */
RbkCut *
rbk_cut_new (const RbkPassage *passages, gsize n_passages, GError **error)
{
  g_autoptr (RbkCut) self = g_object_new (RBK_TYPE_CUT, NULL);

  for (gsize i = 0; i < n_passages; i++)
    {
      if (!is_passage (&passages[i]))
        {
          set_invalid (error);
          return NULL;
        }
      append (self, passages[i].take, passages[i].first, passages[i].end);
      if (self->length > RBK_CUT_MAX_SAMPLES)
        break;
    }
  return finish (g_steal_pointer (&self), error);
}

/**
 * rbk_cut_new_whole:
 * @take: the id of a take
 * @n_samples: how many it has
 *
 * Returns: (transfer full): the message that is the take as it was recorded, or NULL with
 *   %RBK_CUT_ERROR_NO_SOUND, %RBK_CUT_ERROR_TOO_LARGE, or %RBK_CUT_ERROR_INVALID if @take is no id
 */
RbkCut *
rbk_cut_new_whole (const char *take, gint64 n_samples, GError **error)
{
  RbkPassage whole = { take, 0, n_samples };

  return check_passage (&whole, error) ? rbk_cut_new (&whole, 1, error) : NULL;
}

/**
 * rbk_cut_new_from_json:
 * @passages: (nullable): what stands in an entry: [{"take", "first", "end"}]; it may hold anything
 *
 * Returns: (transfer full): the message, or NULL with %RBK_CUT_ERROR_INVALID or %RBK_CUT_ERROR_TOO_LARGE.
 *   Members that are not known are passed over.
 */
RbkCut *
rbk_cut_new_from_json (JsonArray *passages, GError **error)
{
  g_autoptr (GArray) read = g_array_new (FALSE, FALSE, sizeof (RbkPassage));
  guint n = passages != NULL ? json_array_get_length (passages) : 0;

  if (n == 0 || n > RBK_CUT_MAX_PASSAGES)
    {
      set_invalid (error);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = rbk_json_array_get_object (passages, i);
      RbkPassage passage = { rbk_json_get_string (object, "take"),
                             rbk_json_get_int (object, "first", -1),
                             rbk_json_get_int (object, "end", -1) };

      g_array_append_val (read, passage);
    }
  return rbk_cut_new ((const RbkPassage *) (gpointer) read->data, n, error);
}

/**
 * rbk_cut_to_json:
 *
 * Returns: (transfer full): the passages as they stand in an entry, for rbk_cut_new_from_json()
 */
JsonArray *
rbk_cut_to_json (RbkCut *self)
{
  JsonArray *passages = json_array_sized_new (self->passages->len);

  for (guint i = 0; i < self->passages->len; i++)
    {
      const RbkPassage *passage = &g_array_index (self->passages, RbkPassage, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "take", passage->take);
      json_object_set_int_member (object, "first", passage->first);
      json_object_set_int_member (object, "end", passage->end);
      json_array_add_object_element (passages, object);
    }
  return passages;
}

/**
 * rbk_cut_get_passages:
 * @n_passages: (out): how many there are, at least one
 *
 * Returns: (transfer none) (array length=n_passages): the passages in the order in which they sound, valid as
 *   long as @self; no two neighbours could be one
 */
const RbkPassage *
rbk_cut_get_passages (RbkCut *self, gsize *n_passages)
{
  *n_passages = self->passages->len;
  return (const RbkPassage *) (gpointer) self->passages->data;
}

/**
 * rbk_cut_get_length:
 *
 * Returns: how many samples the message has, at least one
 */
gint64
rbk_cut_get_length (RbkCut *self)
{
  return self->length;
}

/**
 * rbk_cut_dup_takes:
 *
 * Returns: (transfer full): the ids of the takes whose sound is needed, each once, by their first passage
 */
char **
rbk_cut_dup_takes (RbkCut *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->passages->len; i++)
    {
      const char *take = g_array_index (self->passages, RbkPassage, i).take;

      if (g_hash_table_add (seen, (gpointer) take))
        g_strv_builder_add (builder, take);
    }
  return g_strv_builder_end (builder);
}

/**
 * rbk_cut_equal:
 * @self: (nullable): a cut
 * @other: (nullable): another
 *
 * Returns: whether the two are the same samples of the same takes, or both are none
 */
gboolean
rbk_cut_equal (RbkCut *self, RbkCut *other)
{
  if (self == other)
    return TRUE;
  if (self == NULL || other == NULL || self->passages->len != other->passages->len)
    return FALSE;
  for (guint i = 0; i < self->passages->len; i++)
    {
      const RbkPassage *a = &g_array_index (self->passages, RbkPassage, i);
      const RbkPassage *b = &g_array_index (other->passages, RbkPassage, i);

      if (a->first != b->first || a->end != b->end || !g_str_equal (a->take, b->take))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_range (RbkCut *self, gint64 from, gint64 to, GError **error)
{
  if (from >= 0 && from < to && to <= self->length)
    return TRUE;
  g_set_error_literal (error, RBK_CUT_ERROR, RBK_CUT_ERROR_RANGE, _ ("Select a part of the message first."));
  return FALSE;
}

/* @passage in the place of [@from, @to) */
static RbkCut *
put (RbkCut *self, gint64 from, gint64 to, const RbkPassage *passage, GError **error)
{
  g_autoptr (RbkCut) made = g_object_new (RBK_TYPE_CUT, NULL);

  append_range (made, self, 0, from);
  if (passage != NULL)
    append (made, passage->take, passage->first, passage->end);
  append_range (made, self, to, self->length);
  return finish (g_steal_pointer (&made), error);
}

/**
 * rbk_cut_trim:
 * @from: the first position that stays
 * @to: the position after the last that stays
 *
 * Returns: (transfer full): the message without what lies before and after, or NULL with
 *   %RBK_CUT_ERROR_RANGE
 */
RbkCut *
rbk_cut_trim (RbkCut *self, gint64 from, gint64 to, GError **error)
{
  g_autoptr (RbkCut) made = NULL;

  if (!check_range (self, from, to, error))
    return NULL;
  made = g_object_new (RBK_TYPE_CUT, NULL);
  append_range (made, self, from, to);
  return finish (g_steal_pointer (&made), error);
}

/**
 * rbk_cut_remove:
 * @from: the first position that goes
 * @to: the position after the last that goes
 *
 * Returns: (transfer full): the message without them, or NULL with %RBK_CUT_ERROR_RANGE,
 *   %RBK_CUT_ERROR_EMPTY if that is all of it, or %RBK_CUT_ERROR_TOO_LARGE
 */
RbkCut *
rbk_cut_remove (RbkCut *self, gint64 from, gint64 to, GError **error)
{
  return check_range (self, from, to, error) ? put (self, from, to, NULL, error) : NULL;
}

/**
 * rbk_cut_replace:
 * @from: the first position that goes
 * @to: the position after the last that goes
 * @passage: what comes in their place, of any length
 *
 * A punch-in: the part was spoken again, in a take of its own.
 *
 * Returns: (transfer full): the message so mended, or NULL with %RBK_CUT_ERROR_RANGE,
 *   %RBK_CUT_ERROR_NO_SOUND, %RBK_CUT_ERROR_TOO_LARGE, or %RBK_CUT_ERROR_INVALID if @passage cannot be a
 *   part of a take
 */
RbkCut *
rbk_cut_replace (RbkCut *self, gint64 from, gint64 to, const RbkPassage *passage, GError **error)
{
  if (!check_range (self, from, to, error) || !check_passage (passage, error))
    return NULL;
  return put (self, from, to, passage, error);
}
