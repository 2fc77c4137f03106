/* rbk-length-gauge.h: how long a voicemail has become, against the length it should have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Where recording stops by itself (V-11). */
#define RBK_LENGTH_GAUGE_STOP_US (60 * G_USEC_PER_SEC)

#define RBK_TYPE_LENGTH_GAUGE (rbk_length_gauge_get_type ())
G_DECLARE_FINAL_TYPE (RbkLengthGauge, rbk_length_gauge, RBK, LENGTH_GAUGE, GtkWidget)

GtkWidget *rbk_length_gauge_new (void);
void rbk_length_gauge_set_desk (RbkLengthGauge *self, RbkDesk *desk);
void rbk_length_gauge_set_duration (RbkLengthGauge *self, gint64 duration_us);
char *rbk_length_gauge_dup_words (RbkLengthGauge *self, gint64 duration_us, gboolean recording);

G_END_DECLS
