/* rbk-waveform-view.h: the picture of a sound, in which one can point at a moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A slider to assistive technologies, with the value in seconds.
 * Signals: "seek" (gint64 position_us): the person chose a moment; the owner moves the player. */
#define RBK_TYPE_WAVEFORM_VIEW (rbk_waveform_view_get_type ())
G_DECLARE_FINAL_TYPE (RbkWaveformView, rbk_waveform_view, RBK, WAVEFORM_VIEW, GtkWidget)

/* How many peaks fill the widest view; pass it to rbk_waveform_compute(). */
#define RBK_WAVEFORM_VIEW_BUCKETS 160

GtkWidget *rbk_waveform_view_new (void);
void rbk_waveform_view_set_peaks (RbkWaveformView *self, GArray *peaks);
void rbk_waveform_view_set_duration (RbkWaveformView *self, gint64 duration_us);
void rbk_waveform_view_set_position (RbkWaveformView *self, gint64 position_us);
gint64 rbk_waveform_view_get_position (RbkWaveformView *self);

G_END_DECLS
