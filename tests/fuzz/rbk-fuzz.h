/* rbk-fuzz.h: what the fuzz targets share.
 *
 * Built with libFuzzer a target looks for what breaks it; built without, it reads the files that it is given,
 * so that the seeds are part of every test run (replay-seeds.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* An answer of a reader is good only without an error, and bad only with one; @error is clear again after it.
 */
#define CHECK(good)                                                                                          \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert ((good) == (error == NULL));                                                                    \
    g_clear_error (&error);                                                                                  \
  }                                                                                                          \
  G_STMT_END
