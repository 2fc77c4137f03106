/* bench-splice.c: the sound of a minute in twenty pieces; beside it what copying a minute costs, and finding
 * where a cut snaps to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "media/rbk-pcm.h"
#include "media/rbk-quiet-point.h"
#include "media/rbk-splice.h"
#include "rbk-test.h"

#define ROUNDS    31
#define PIECES    20
#define MINUTE    (60 * RBK_PCM_RATE)
#define BUDGET_MS 10.0

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static double
median_ms (gint64 *times)
{
  qsort (times, ROUNDS, sizeof (gint64), compare_times);
  return (double) times[ROUNDS / 2] / 1000;
}

int
main (int argc, char *argv[])
{
  g_autofree char *take = rbk_id_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  g_autofree gint16 *samples = g_new (gint16, MINUTE + PIECES * 1000);
  g_autoptr (GBytes) pcm = NULL;
  g_autoptr (GHashTable) sounds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (RbkCut) cut = NULL;
  RbkPassage passages[PIECES];
  gint64 splicing[ROUNDS];
  gint64 copying[ROUNDS];
  gint64 snapping[ROUNDS];
  double took;

  rbk_test_init (&argc, &argv);
  for (int i = 0; i < MINUTE + PIECES * 1000; i++)
    samples[i] = (gint16) g_rand_int_range (random, -9000, 9000);
  pcm = g_bytes_new (samples, (MINUTE + PIECES * 1000) * 2);
  g_hash_table_insert (sounds, take, pcm);
  for (int i = 0; i < PIECES; i++)
    passages[i] = (RbkPassage) { take,
                                 (gint64) i * (MINUTE / PIECES + 1000) + 500,
                                 (gint64) i * (MINUTE / PIECES + 1000) + 500 + MINUTE / PIECES };
  cut = rbk_cut_new (passages, PIECES, NULL);
  for (int i = 0; i < ROUNDS; i++)
    {
      gint64 begun = g_get_monotonic_time ();
      g_autoptr (GBytes) spliced = rbk_splice (cut, sounds, NULL);
      gint64 done = g_get_monotonic_time ();
      g_autoptr (GBytes) copied = g_bytes_new (samples, MINUTE * 2);
      gint64 copied_at = g_get_monotonic_time ();

      g_assert (g_bytes_get_size (spliced) == MINUTE * 2);
      splicing[i] = done - begun;
      copying[i] = copied_at - done;
      for (int k = 1; k <= 1000; k++)
        g_assert (rbk_quiet_point_find (copied, (gint64) k * 2000) > 0);
      snapping[i] = g_get_monotonic_time () - copied_at;
    }
  took = median_ms (splicing);
  g_print ("a minute in %d pieces %.2f ms, copied %.2f ms, a thousand quiet points %.2f ms\n",
           PIECES,
           took,
           median_ms (copying),
           median_ms (snapping));
  g_print ("%-44s %8.2f ms  (at most %.0f) %s\n",
           "sound of an edited minute",
           took,
           BUDGET_MS,
           took <= BUDGET_MS ? "ok" : "MISSED");
  return took <= BUDGET_MS ? EXIT_SUCCESS : EXIT_FAILURE;
}
