/* rbk-mastering-private.h: from a take to a sound of the loudness that leaves.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "media/rbk-loudness.h"

G_BEGIN_DECLS

/* What is so quiet that this does not bring it to the target is mostly noise. */
#define RBK_MASTERING_MAX_GAIN_DB 36.0

/**
 * RbkMastering: what is wished for
 * @rate: samples a second
 * @is_companded: at the telephone's 8 kHz, the sound will go through mu-law, and is to be right after that
 */
typedef struct
{
  guint rate;
  gboolean is_companded;
  double target_lufs;
  double ceiling_dbtp;
} RbkMastering;

gboolean rbk_loudness_measure_floats (const float *samples,
                                      gsize n,
                                      guint rate,
                                      RbkLoudness *loudness,
                                      GCancellable *cancellable,
                                      GError **error);
float *rbk_master (
  const float *samples, gsize n, const RbkMastering *wish, GCancellable *cancellable, GError **error);

G_END_DECLS
