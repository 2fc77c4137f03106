/* rbk-loudness.h: how loud a sound is to an ear.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How loud a voicemail leaves, give or take one: the prompts of telephone exchanges measure -18.3 to -19.9.
 */
#define RBK_LOUDNESS_TARGET_LUFS (-19.0)

/* No peak that leaves is higher, also between the samples. */
#define RBK_LOUDNESS_CEILING_DBTP (-2.0)

/* What is said of silence. */
#define RBK_LOUDNESS_SILENCE (-120.0)

/**
 * RbkLoudness:
 * @integrated_lufs: of the whole, by ITU-R BS.1770 and EBU R 128, pauses left out; %RBK_LOUDNESS_SILENCE
 * where nothing is louder than -70 LUFS, or all of it is shorter than 0.4 s
 * @true_peak_dbtp: the highest peak between or on samples; %RBK_LOUDNESS_SILENCE where there is none
 */
typedef struct
{
  double integrated_lufs;
  double true_peak_dbtp;
} RbkLoudness;

void rbk_loudness_measure (GBytes *pcm, RbkLoudness *loudness);
void rbk_loudness_measure_async (GBytes *pcm,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rbk_loudness_measure_finish (GAsyncResult *result, RbkLoudness *loudness, GError **error);

void rbk_loudness_match (const RbkLoudness *takes, guint n_takes, double *gains_db);

G_END_DECLS
