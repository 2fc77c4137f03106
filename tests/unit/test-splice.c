/* test-splice.c: the sound of an edited message, sample by sample, and where it is cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-media.h"
#include "media/rbk-quiet-point.h"
#include "media/rbk-splice.h"
#include "model/rbk-cut-history.h"
#include "model/rbk-json.h"
#include "rbk-test-sound.h"
#include "rbk-test.h"

#define A "01890a5d-ac96-774b-bcce-b302099a8001"
#define B "01890a5d-ac96-774b-bcce-b302099a8002"

#define FADE RBK_SPLICE_FADE
#define HALF (FADE / 2)

/* Sample i of n is from + i * step. */
static GBytes *
make_ramp (int n, int from, int step)
{
  GByteArray *pcm = g_byte_array_new ();

  for (int i = 0; i < n; i++)
    rbk_test_append_sample (pcm, from + i * step);
  return g_byte_array_free_to_bytes (pcm);
}

/* Each sample says where it is and differs from those around it. */
static GBytes *
make_random (GRand *random, int n)
{
  GByteArray *pcm = g_byte_array_new ();

  for (int i = 0; i < n; i++)
    rbk_test_append_sample (pcm, g_rand_int_range (random, G_MININT16, G_MAXINT16 + 1));
  return g_byte_array_free_to_bytes (pcm);
}

static GHashTable *
make_sounds (GBytes *a, GBytes *b)
{
  GHashTable *sounds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);

  if (a != NULL)
    g_hash_table_insert (sounds, (gpointer) A, a);
  if (b != NULL)
    g_hash_table_insert (sounds, (gpointer) B, b);
  return sounds;
}

static int
sample_of (GBytes *pcm, gint64 i)
{
  const guint8 *data = g_bytes_get_data (pcm, NULL);

  g_assert_cmpint (i, >=, 0);
  g_assert_cmpint (i, <, (gint64) g_bytes_get_size (pcm) / 2);
  return (gint16) (data[2 * i] | data[2 * i + 1] << 8);
}

static GBytes *
splice (RbkCut *cut, GHashTable *sounds)
{
  g_autoptr (GError) error = NULL;
  GBytes *pcm = rbk_splice (cut, sounds, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pcm), ==, (gsize) rbk_cut_get_length (cut) * 2);
  return pcm;
}

/* Samples [@from, @to) of @pcm are those of @take from @first on. */
static void
expect_samples (GBytes *pcm, gint64 from, gint64 to, GBytes *take, gint64 first)
{
  for (gint64 i = from; i < to; i++)
    g_assert_cmpint (sample_of (pcm, i), ==, sample_of (take, first + i - from));
}

static double
gain (gint64 i)
{
  return sin (((double) i + 0.5) / FADE * G_PI_2);
}

static void
expect_near (int sample, double wanted)
{
  g_assert_cmpfloat (fabs (sample - CLAMP (wanted, G_MININT16, G_MAXINT16)), <=, 0.5001);
}

static void
test_a_whole_take_is_itself (void)
{
  g_autoptr (GHashTable) sounds = make_sounds (make_ramp (1000, 5, 7), NULL);
  g_autoptr (RbkCut) cut = rbk_cut_new_whole (A, 1000, NULL);
  g_autoptr (GBytes) pcm = splice (cut, sounds);

  g_assert_true (g_bytes_equal (pcm, g_hash_table_lookup (sounds, A)));
}

static void
test_a_seam_is_a_cross_fade_of_5_ms (void)
{
  GBytes *a = make_ramp (4000, -16000, 3);
  GBytes *b = make_ramp (3000, 12000, -5);
  g_autoptr (GHashTable) sounds = make_sounds (a, b);
  const RbkPassage passages[] = { { A, 0, 1500 }, { B, 700, 1900 }, { A, 2500, 4000 } };
  g_autoptr (RbkCut) cut = rbk_cut_new (passages, 3, NULL);
  g_autoptr (GBytes) pcm = splice (cut, sounds);

  g_assert_cmpint (FADE, ==, RBK_PCM_RATE * 5 / 1000);
  g_assert_cmpuint (g_bytes_get_size (pcm) / 2, ==, 1500 + 1200 + 1500);
  /* Outside of the fades nothing is touched, the ends of the takes neither. */
  expect_samples (pcm, 0, 1500 - HALF, a, 0);
  expect_samples (pcm, 1500 + HALF, 2700 - HALF, b, 700 + HALF);
  expect_samples (pcm, 2700 + HALF, 4200, a, 2500 + HALF);
  /* In them the takes go on outside of their passages. */
  for (int i = 0; i < FADE; i++)
    {
      expect_near (sample_of (pcm, 1500 - HALF + i),
                   sample_of (a, 1500 - HALF + i) * gain (FADE - 1 - i) +
                     sample_of (b, 700 - HALF + i) * gain (i));
      expect_near (sample_of (pcm, 2700 - HALF + i),
                   sample_of (b, 1900 - HALF + i) * gain (FADE - 1 - i) +
                     sample_of (a, 2500 - HALF + i) * gain (i));
    }
}

static void
test_a_seam_keeps_the_power (void)
{
  const RbkPassage passages[] = { { A, 0, 1000 }, { B, 500, 1500 } };
  g_autoptr (RbkCut) cut = rbk_cut_new (passages, 2, NULL);
  g_autoptr (GHashTable) going = make_sounds (make_ramp (1500, 20000, 0), make_ramp (1500, 0, 0));
  g_autoptr (GHashTable) coming = make_sounds (make_ramp (1500, 0, 0), make_ramp (1500, 20000, 0));
  g_autoptr (GBytes) out = splice (cut, going);
  g_autoptr (GBytes) in = splice (cut, coming);

  for (int i = 0; i < 2000; i++)
    {
      double power = pow (sample_of (out, i), 2) + pow (sample_of (in, i), 2);

      g_assert_cmpfloat_with_epsilon (sqrt (power), 20000, 1);
      if (i > 0)
        {
          /* No step anywhere is louder than that of the fade. */
          g_assert_cmpint (sample_of (out, i - 1) - sample_of (out, i), <=, 140);
          g_assert_cmpint (sample_of (in, i) - sample_of (in, i - 1), <=, 140);
        }
    }
}

static void
test_a_loud_seam_does_not_wrap (void)
{
  const RbkPassage passages[] = { { A, 0, 1000 }, { B, 500, 1500 } };
  g_autoptr (RbkCut) cut = rbk_cut_new (passages, 2, NULL);
  g_autoptr (GHashTable) high = make_sounds (make_ramp (1500, 32767, 0), make_ramp (1500, 32767, 0));
  g_autoptr (GHashTable) low = make_sounds (make_ramp (1500, -32768, 0), make_ramp (1500, -32768, 0));
  g_autoptr (GBytes) highest = splice (cut, high);
  g_autoptr (GBytes) lowest = splice (cut, low);

  for (int i = 0; i < 2000; i++)
    {
      g_assert_cmpint (sample_of (highest, i), ==, 32767);
      g_assert_cmpint (sample_of (lowest, i), ==, -32768);
    }
}

/* Two takes as they were recorded, one after the other: there is nothing outside of the passages. */
static void
test_past_its_end_a_take_is_mirrored (void)
{
  GBytes *a = make_ramp (1000, 100, 9);
  GBytes *b = make_ramp (800, -3000, 11);
  g_autoptr (GHashTable) sounds = make_sounds (a, b);
  const RbkPassage passages[] = { { A, 0, 1000 }, { B, 0, 800 } };
  g_autoptr (RbkCut) cut = rbk_cut_new (passages, 2, NULL);
  g_autoptr (GBytes) pcm = splice (cut, sounds);

  expect_samples (pcm, 0, 1000 - HALF, a, 0);
  expect_samples (pcm, 1000 + HALF, 1800, b, HALF);
  for (int i = 0; i < FADE; i++)
    {
      int last = 1000 - HALF + i;
      int first = i - HALF;

      expect_near (sample_of (pcm, last),
                   sample_of (a, last < 1000 ? last : 1999 - last) * gain (FADE - 1 - i) +
                     sample_of (b, first >= 0 ? first : -1 - first) * gain (i));
    }
}

static void
test_a_trimmed_end_does_not_click (void)
{
  GBytes *a = make_ramp (5000, 20000, 0);
  g_autoptr (GHashTable) sounds = make_sounds (a, NULL);
  g_autoptr (RbkCut) whole = rbk_cut_new_whole (A, 5000, NULL);
  g_autoptr (RbkCut) both = rbk_cut_trim (whole, 1, 4999, NULL);
  g_autoptr (RbkCut) end = rbk_cut_trim (whole, 0, 4999, NULL);
  g_autoptr (GBytes) faded = splice (both, sounds);
  g_autoptr (GBytes) begun = splice (end, sounds);

  for (int i = 0; i < FADE; i++)
    {
      expect_near (sample_of (faded, i), 20000 * gain (i));
      expect_near (sample_of (faded, 4997 - i), 20000 * gain (i));
      expect_near (sample_of (begun, 4998 - i), 20000 * gain (i));
    }
  expect_samples (faded, FADE, 4998 - FADE, a, 1 + FADE);
  /* What nobody trimmed begins as it was recorded. */
  expect_samples (begun, 0, 4999 - FADE, a, 0);
}

static void
test_passages_shorter_than_a_fade_are_whole (void)
{
  GBytes *a = make_ramp (2000, 8000, 0);
  g_autoptr (GHashTable) sounds = make_sounds (a, make_ramp (1, 8000, 0));

  for (gint64 n = 1; n < 2 * FADE + 3; n++)
    {
      const RbkPassage passages[] = { { A, 100, 100 + n }, { B, 0, 1 }, { A, 900, 900 + n },
                                      { A, 300, 300 + n }, { B, 0, 1 }, { B, 0, 1 } };
      g_autoptr (RbkCut) cut = rbk_cut_new (passages, G_N_ELEMENTS (passages), NULL);
      g_autoptr (GBytes) pcm = splice (cut, sounds);
      g_autoptr (RbkCut) part = rbk_cut_new (passages, 1, NULL);
      g_autoptr (GBytes) short_pcm = splice (part, sounds);

      g_assert_cmpuint (g_bytes_get_size (pcm) / 2, ==, (gsize) (3 * n + 3));
      for (gint64 i = 0; i < 3 * n + 3; i++)
        g_assert_cmpint (sample_of (pcm, i), <=, (int) lrint (8000 * G_SQRT2));
      for (gint64 i = 0; i < n; i++)
        g_assert_cmpint (sample_of (short_pcm, i), <=, 8000);
    }
}

static void
test_a_missing_sound_is_said (void)
{
  g_autoptr (GHashTable) sounds = make_sounds (make_ramp (100, 0, 1), NULL);
  const RbkPassage passages[] = { { A, 0, 50 }, { B, 0, 50 }, { A, 0, 101 }, { A, 50, 100 } };
  g_autoptr (RbkCut) stranger = rbk_cut_new (passages, 2, NULL);
  g_autoptr (RbkCut) longer = rbk_cut_new (passages + 2, 1, NULL);
  g_autoptr (RbkCut) rest = rbk_cut_new (passages + 3, 1, NULL);
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (rbk_splice (stranger, sounds, &error));
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
  g_clear_error (&error);
  g_assert_null (rbk_splice (longer, sounds, &error));
  g_assert_error (error, RBK_MEDIA_ERROR, RBK_MEDIA_ERROR_BAD_DATA);
  pcm = splice (rest, sounds);
}

/* Media are read from files: half a sample at the end is none, and bytes may lie anywhere. */
static void
test_sounds_may_lie_anywhere (void)
{
  g_autoptr (GBytes) even = make_ramp (3000, -500, 4);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) shifted = NULL;
  g_autoptr (GHashTable) plain = NULL;
  g_autoptr (GHashTable) odd = NULL;
  g_autoptr (RbkCut) whole = rbk_cut_new_whole (A, 3000, NULL);
  g_autoptr (RbkCut) cut = rbk_cut_remove (whole, 1000, 1300, NULL);
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) got = NULL;
  g_autoptr (GBytes) itself = NULL;

  g_byte_array_append (bytes, (const guint8 *) "x", 1);
  g_byte_array_append (bytes, g_bytes_get_data (even, NULL), (guint) g_bytes_get_size (even));
  g_byte_array_append (bytes, (const guint8 *) "x", 1);
  shifted = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  plain = make_sounds (g_bytes_ref (even), NULL);
  odd = make_sounds (g_bytes_new_from_bytes (shifted, 1, g_bytes_get_size (even) + 1), NULL);
  wanted = splice (cut, plain);
  got = splice (cut, odd);
  itself = splice (whole, odd);
  g_assert_true (g_bytes_equal (wanted, got));
  g_assert_true (g_bytes_equal (itself, even));
}

/* The property: any edits, undos and redos are the same list rendered at once. */

#define TAKES 4

typedef struct
{
  int take;
  int sample;
} Source; /* of one sample of a message, as plainly as can be */

typedef struct
{
  GRand *random;
  char *ids[TAKES];
  int lengths[TAKES];
  GHashTable *sounds;
  GPtrArray *lists; /* (element-type GArray of Source): after every edit */
  guint done;
  RbkCutHistory *history;
  GPtrArray *stored; /* (element-type JsonObject): what the ledger would hold */
} World;

static void
world_init (World *world, guint32 seed)
{
  world->random = g_rand_new_with_seed (seed);
  world->sounds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_bytes_unref);
  for (int i = 0; i < TAKES; i++)
    {
      world->ids[i] = g_strdup_printf ("01890a5d-ac96-774b-bcce-b302099a80%02d", i);
      world->lengths[i] = g_rand_int_range (world->random, 1, i == 0 ? 50 : 3000);
      g_hash_table_insert (world->sounds, world->ids[i], make_random (world->random, world->lengths[i]));
    }
  world->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  world->done = 0;
  world->history = rbk_cut_history_new ();
  world->stored = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}

static void
world_clear (World *world)
{
  g_rand_free (world->random);
  g_hash_table_unref (world->sounds);
  for (int i = 0; i < TAKES; i++)
    g_free (world->ids[i]);
  g_ptr_array_unref (world->lists);
  g_object_unref (world->history);
  g_ptr_array_unref (world->stored);
}

static RbkPassage
pick_passage (World *world, int *take)
{
  RbkPassage passage;

  *take = g_rand_int_range (world->random, 0, TAKES);
  passage.take = world->ids[*take];
  passage.first = g_rand_int_range (world->random, 0, world->lengths[*take]);
  passage.end = g_rand_int_range (world->random, (gint32) passage.first + 1, world->lengths[*take] + 1);
  return passage;
}

static void
append_sources (GArray *list, int take, const RbkPassage *passage)
{
  for (int i = (int) passage->first; i < passage->end; i++)
    {
      Source source = { take, i };

      g_array_append_val (list, source);
    }
}

static void
world_push (World *world, RbkCut *cut, GArray *list)
{
  JsonObject *payload = rbk_json_new ("event", RBK_CUT_EVENT_EDITED, NULL);

  json_object_set_array_member (payload, "passages", rbk_cut_to_json (cut));
  g_ptr_array_add (world->stored, payload);
  rbk_cut_history_push (world->history, cut);
  g_ptr_array_set_size (world->lists, (int) world->done);
  g_ptr_array_add (world->lists, list);
  world->done++;
}

static void
world_edit (World *world)
{
  RbkCut *now = rbk_cut_history_get_current (world->history);
  g_autoptr (RbkCut) cut = NULL;
  g_autoptr (GError) error = NULL;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Source));
  int take;
  RbkPassage passage = pick_passage (world, &take);
  const GArray *old;
  guint from;
  guint to;

  if (now == NULL)
    {
      cut = rbk_cut_new_whole (passage.take, world->lengths[take], &error);
      append_sources (list, take, &(RbkPassage) { NULL, 0, world->lengths[take] });
      world_push (world, cut, list);
      return;
    }
  old = g_ptr_array_index (world->lists, world->done - 1);
  from = (guint) g_rand_int_range (world->random, 0, (gint32) old->len);
  to = (guint) g_rand_int_range (world->random, (gint32) from + 1, (gint32) old->len + 1);
  switch (g_rand_int_range (world->random, 0, 4))
    {
    case 0:
      /* Seldom down to next to nothing. */
      from /= 8;
      to = old->len - (old->len - to) / 8;
      cut = rbk_cut_trim (now, from, to, &error);
      g_array_append_vals (list, &g_array_index (old, Source, from), to - from);
      break;
    case 1:
      to = from + MAX ((to - from) / 4, 1);
      cut = rbk_cut_remove (now, from, to, &error);
      g_array_append_vals (list, old->data, from);
      g_array_append_vals (list, old->data + to * sizeof (Source), old->len - to);
      break;
    default:
      cut = rbk_cut_replace (now, from, to, &passage, &error);
      g_array_append_vals (list, old->data, from);
      append_sources (list, take, &passage);
      g_array_append_vals (list, old->data + to * sizeof (Source), old->len - to);
      break;
    }
  if (cut == NULL)
    {
      g_assert_error (error, RBK_CUT_ERROR, RBK_CUT_ERROR_EMPTY);
      g_assert_cmpuint (list->len, ==, 0);
      g_array_unref (list);
      return;
    }
  world_push (world, cut, list);
}

static void
world_step (World *world)
{
  int what = g_rand_int_range (world->random, 0, 10);

  if (what < 6)
    world_edit (world);
  else if (what < 9)
    {
      g_assert_cmpint (rbk_cut_history_undo (world->history), ==, world->done > 0);
      world->done -= world->done > 0;
      g_ptr_array_add (world->stored, rbk_json_new ("event", RBK_CUT_EVENT_UNDONE, NULL));
    }
  else
    {
      gboolean can = world->done < world->lists->len;

      g_assert_cmpint (rbk_cut_history_redo (world->history), ==, can);
      world->done += can;
      g_ptr_array_add (world->stored, rbk_json_new ("event", RBK_CUT_EVENT_REDONE, NULL));
    }
}

/* What is in no fade is the sample of its take. */
static void
expect_sources (World *world, RbkCut *cut, GBytes *pcm, const GArray *list)
{
  gsize n;
  const RbkPassage *passages = rbk_cut_get_passages (cut, &n);
  gint64 position = 0;

  for (gsize i = 0; i < n; i++)
    {
      gint64 length = passages[i].end - passages[i].first;

      for (gint64 k = i == 0 ? FADE : HALF; k < length - (i == n - 1 ? FADE : HALF); k++)
        {
          const Source *source = &g_array_index (list, Source, position + k);

          g_assert_cmpint (
            sample_of (pcm, position + k),
            ==,
            sample_of (g_hash_table_lookup (world->sounds, world->ids[source->take]), source->sample));
        }
      position += length;
    }
}

static void
world_check (World *world)
{
  RbkCut *cut = rbk_cut_history_get_current (world->history);
  const GArray *list;
  g_autoptr (GArray) passages = g_array_new (FALSE, FALSE, sizeof (RbkPassage));
  g_autoptr (RbkCut) at_once = NULL;
  g_autoptr (GBytes) edited = NULL;
  g_autoptr (GBytes) wanted = NULL;

  g_assert_cmpint (cut == NULL, ==, world->done == 0);
  if (cut == NULL)
    return;
  list = g_ptr_array_index (world->lists, world->done - 1);
  g_assert_cmpint (rbk_cut_get_length (cut), ==, list->len);
  for (guint i = 0; i < list->len; i++)
    {
      const Source *source = &g_array_index (list, Source, i);
      RbkPassage passage = { world->ids[source->take], source->sample, source->sample + 1 };

      g_array_append_val (passages, passage);
    }
  at_once = rbk_cut_new ((const RbkPassage *) (gpointer) passages->data, passages->len, NULL);
  g_assert_nonnull (at_once);
  g_assert_true (rbk_cut_equal (cut, at_once));
  edited = splice (cut, world->sounds);
  wanted = splice (at_once, world->sounds);
  g_assert_true (g_bytes_equal (edited, wanted));
  expect_sources (world, cut, edited, list);
}

static void
test_any_edits_equal_the_list_rendered_at_once (void)
{
  for (int round = 0; round < 40; round++)
    {
      guint32 seed = (guint32) g_test_rand_int ();
      g_autoptr (RbkCutHistory) again = rbk_cut_history_new ();
      World world;

      g_test_message ("seed %u", seed);
      world_init (&world, seed);
      for (int step = 0; step < 60; step++)
        {
          world_step (&world);
          world_check (&world);
        }
      for (guint i = 0; i < world.stored->len; i++)
        g_assert_true (rbk_cut_history_replay (again, g_ptr_array_index (world.stored, i), NULL));
      /* From what is stored comes the same, all the way back and forth. */
      do
        g_assert_true (
          rbk_cut_equal (rbk_cut_history_get_current (again), rbk_cut_history_get_current (world.history)));
      while (rbk_cut_history_undo (again) & rbk_cut_history_undo (world.history));
      g_assert_null (rbk_cut_history_get_current (world.history));
      do
        g_assert_true (
          rbk_cut_equal (rbk_cut_history_get_current (again), rbk_cut_history_get_current (world.history)));
      while (rbk_cut_history_redo (again) & rbk_cut_history_redo (world.history));
      g_assert_false (rbk_cut_history_can_redo (world.history));
      world_clear (&world);
    }
}

/* A tone with a pause of @pause samples from @from on. */
static GBytes *
make_pause (int n, int from, int pause, int level)
{
  GByteArray *pcm = g_byte_array_new ();

  for (int i = 0; i < n; i++)
    {
      double sine = sin (2 * G_PI * 300 * i / RBK_PCM_RATE + 1);

      rbk_test_append_sample (
        pcm, (int) lrint ((i >= from && i < from + pause ? level : 10000) * sine) + (i % 2 ? 20 : -20));
    }
  return g_byte_array_free_to_bytes (pcm);
}

static void
test_a_cut_snaps_to_the_quiet_on_either_side (void)
{
  g_autoptr (GBytes) pcm = make_pause (48000, 24000, 480, 0);

  /* 10 ms of quiet, whole within 50 ms of the place: their middle is at most 45 ms away. */
  for (int away = -2160; away <= 2160; away += 40)
    g_assert_cmpint (rbk_quiet_point_find (pcm, 24240 + away), ==, 24240);
  /* Half a millisecond more and a part of them is out of reach. */
  g_assert_cmpint (rbk_quiet_point_find (pcm, 24240 - 2184), ==, 24240 - 24);
  g_assert_cmpint (rbk_quiet_point_find (pcm, 24240 + 2184), ==, 24240 + 24);
  g_assert_cmpint (ABS (rbk_quiet_point_find (pcm, 24240 + 4000) - 24240), >=, 1000);
}

static void
test_a_cut_stays_within_reach (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GBytes) pcm = make_random (random, 20000);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 200; round++)
    {
      gint64 position = g_rand_int_range (random, 1, 20000);
      gint64 found = rbk_quiet_point_find (pcm, position);

      g_assert_cmpint (ABS (found - position), <=, 2400 - 240);
      g_assert_cmpint (found, >=, 240);
      g_assert_cmpint (found, <=, 20000 - 240);
      g_assert_cmpint (rbk_quiet_point_find (pcm, position), ==, found);
    }
}

static void
test_a_cut_in_silence_stays (void)
{
  g_autoptr (GBytes) pcm = make_ramp (20000, 0, 0);
  g_autoptr (GBytes) tone = make_ramp (20000, 1000, 0);

  g_assert_cmpint (rbk_quiet_point_find (pcm, 10001), ==, 10001);
  g_assert_cmpint (rbk_quiet_point_find (tone, 10001), ==, 10001);
  g_assert_cmpint (rbk_quiet_point_find (pcm, 240), ==, 240);
  g_assert_cmpint (rbk_quiet_point_find (pcm, 19760), ==, 19760);
}

static void
test_the_ends_stay_the_ends (void)
{
  g_autoptr (GBytes) pcm = make_pause (20000, 400, 480, 0);
  g_autoptr (GBytes) little = make_ramp (479, 3, 1);
  g_autoptr (GBytes) enough = make_ramp (480, 3, 1);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);

  g_assert_cmpint (rbk_quiet_point_find (pcm, 0), ==, 0);
  g_assert_cmpint (rbk_quiet_point_find (pcm, -1), ==, 0);
  g_assert_cmpint (rbk_quiet_point_find (pcm, G_MININT64), ==, 0);
  g_assert_cmpint (rbk_quiet_point_find (pcm, 20000), ==, 20000);
  g_assert_cmpint (rbk_quiet_point_find (pcm, G_MAXINT64), ==, 20000);
  g_assert_cmpint (rbk_quiet_point_find (pcm, 1), ==, 640);
  g_assert_cmpint (rbk_quiet_point_find (little, 17), ==, 17);
  g_assert_cmpint (rbk_quiet_point_find (enough, 17), ==, 240);
  g_assert_cmpint (rbk_quiet_point_find (none, 17), ==, 0);
}

static void
test_both_ends_of_a_part_snap (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GBytes) pcm = NULL;
  gint64 from = 11000;
  gint64 to = 25500;

  rbk_test_append_noise (all, 0.25, -20);
  rbk_test_append_silence (all, 0.010);
  rbk_test_append_noise (all, 0.25, -20);
  rbk_test_append_silence (all, 0.010);
  rbk_test_append_noise (all, 0.25, -20);
  pcm = g_byte_array_free_to_bytes (g_steal_pointer (&all));
  g_assert_true (rbk_quiet_point_snap (pcm, &from, &to));
  g_assert_cmpint (from, ==, 12240);
  g_assert_cmpint (to, ==, 24720);
  /* Both in one pause. */
  from = 12100;
  to = 12300;
  g_assert_false (rbk_quiet_point_snap (pcm, &from, &to));
  g_assert_cmpint (from, ==, 12100);
  g_assert_cmpint (to, ==, 12300);
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/splice/a-whole-take-is-itself", test_a_whole_take_is_itself);
  g_test_add_func ("/splice/a-seam-is-a-cross-fade-of-5-ms", test_a_seam_is_a_cross_fade_of_5_ms);
  g_test_add_func ("/splice/a-seam-keeps-the-power", test_a_seam_keeps_the_power);
  g_test_add_func ("/splice/a-loud-seam-does-not-wrap", test_a_loud_seam_does_not_wrap);
  g_test_add_func ("/splice/past-its-end-a-take-is-mirrored", test_past_its_end_a_take_is_mirrored);
  g_test_add_func ("/splice/a-trimmed-end-does-not-click", test_a_trimmed_end_does_not_click);
  g_test_add_func ("/splice/passages-shorter-than-a-fade-are-whole",
                   test_passages_shorter_than_a_fade_are_whole);
  g_test_add_func ("/splice/a-missing-sound-is-said", test_a_missing_sound_is_said);
  g_test_add_func ("/splice/sounds-may-lie-anywhere", test_sounds_may_lie_anywhere);
  g_test_add_func ("/splice/any-edits-equal-the-list-rendered-at-once",
                   test_any_edits_equal_the_list_rendered_at_once);
  g_test_add_func ("/quiet-point/a-cut-snaps-to-the-quiet-on-either-side",
                   test_a_cut_snaps_to_the_quiet_on_either_side);
  g_test_add_func ("/quiet-point/a-cut-stays-within-reach", test_a_cut_stays_within_reach);
  g_test_add_func ("/quiet-point/a-cut-in-silence-stays", test_a_cut_in_silence_stays);
  g_test_add_func ("/quiet-point/the-ends-stay-the-ends", test_the_ends_stay_the_ends);
  g_test_add_func ("/quiet-point/both-ends-of-a-part-snap", test_both_ends_of_a_part_snap);
  return g_test_run ();
}
