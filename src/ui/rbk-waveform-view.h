/* rbk-waveform-view.h: the picture of a sound, in which one can point at a moment, or select a passage.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ui/rbk-waveform-marks.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A slider to assistive technologies, with the value in seconds.
 * Signals: "seek" (gint64 position_us): the person chose a moment; the owner moves the player;
 *          "selection-changed" (): another passage is selected, or none. */
#define RBK_TYPE_WAVEFORM_VIEW (rbk_waveform_view_get_type ())
G_DECLARE_FINAL_TYPE (RbkWaveformView, rbk_waveform_view, RBK, WAVEFORM_VIEW, GtkWidget)

/* How many peaks fill the widest view; pass it to rbk_waveform_compute(). */
#define RBK_WAVEFORM_VIEW_BUCKETS 160

GtkWidget *rbk_waveform_view_new (void);
void rbk_waveform_view_set_peaks (RbkWaveformView *self, GArray *peaks);
void rbk_waveform_view_set_duration (RbkWaveformView *self, gint64 duration_us);
void rbk_waveform_view_set_position (RbkWaveformView *self, gint64 position_us);
gint64 rbk_waveform_view_get_position (RbkWaveformView *self);

void rbk_waveform_view_set_selectable (RbkWaveformView *self, gboolean selectable);
void rbk_waveform_view_set_selection (RbkWaveformView *self, gint64 from_us, gint64 to_us);
gboolean rbk_waveform_view_get_selection (RbkWaveformView *self, gint64 *from_us, gint64 *to_us);
void rbk_waveform_view_extend (RbkWaveformView *self, gint64 by_us);
void rbk_waveform_view_extend_step (RbkWaveformView *self, gboolean forward, gboolean fine);
void rbk_waveform_view_mark_in (RbkWaveformView *self);
void rbk_waveform_view_mark_out (RbkWaveformView *self);

void rbk_waveform_view_set_marks (RbkWaveformView *self, GArray *marks);

G_END_DECLS
