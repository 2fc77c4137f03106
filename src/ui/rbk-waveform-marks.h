/* rbk-waveform-marks.h: moments of a sound that something is to be said of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * RbkMarkKind:
 * @RBK_MARK_PASS: what should be there, is there
 * @RBK_MARK_WARN: it could be better
 * @RBK_MARK_FAIL: it has to be mended
 * @RBK_MARK_NOTE: nothing is judged
 *
 * Each has a shape of its own, so that nobody has to tell colours apart.
 */
typedef enum
{
  RBK_MARK_PASS,
  RBK_MARK_WARN,
  RBK_MARK_FAIL,
  RBK_MARK_NOTE,
} RbkMarkKind;

/**
 * RbkMark:
 * @us: the moment, microseconds from the beginning of the sound
 * @words: (nullable): what is said of it
 */
typedef struct
{
  gint64 us;
  RbkMarkKind kind;
  char *words;
} RbkMark;

/* How much of the height of a waveform they take, below it. */
#define RBK_WAVEFORM_MARKS_HEIGHT 10

GArray *rbk_waveform_marks_new (void); /* (element-type RbkMark) (transfer full) */
void rbk_waveform_marks_add (GArray *marks, gint64 us, RbkMarkKind kind, const char *words);
void rbk_waveform_marks_append_to (
  GArray *marks, GtkSnapshot *snapshot, gint64 duration_us, double width, double top, gboolean rtl);
const RbkMark *
rbk_waveform_marks_find (GArray *marks, gint64 duration_us, double width, double x, gboolean rtl);

G_END_DECLS
