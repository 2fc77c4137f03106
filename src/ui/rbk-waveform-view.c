/* rbk-waveform-view.c: the picture of a sound, in which one can point at a moment.
 *
 * Rounded bars, the played ones in the accent colour. It looks the same however wide it is: there
 * are as many bars as fit, each as high as the peaks that it stands for against the loudest of all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-waveform-view.h"

#include "ui/rbk-sound-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define BAR_WIDTH  3
#define BAR_GAP    2
#define MIN_HEIGHT 36

/* A sound whose loudest sample is below this is drawn as low as it is. */
#define QUIETEST 0.05

/* What the arrow keys and the page keys move by. A voicemail is some 25 seconds long. */
#define STEP_US (1 * G_USEC_PER_SEC)
#define PAGE_US (5 * G_USEC_PER_SEC)

struct _RbkWaveformView
{
  GtkWidget parent_instance;

  GArray *peaks;      /* (owned) (nullable) (element-type float): 0…1 */
  double loudest;     /* of them, and never so little that mere noise would fill the height */
  gint64 duration_us; /* 0: nothing to seek in */
  gint64 position_us;
  gint64 told_second; /* what assistive technologies were last told; -1: nothing yet */
  double drag_start;  /* x at which a drag began */
};

enum
{
  SEEK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
set_current_value (GtkAccessibleRange *range, double value)
{
  RbkWaveformView *self = RBK_WAVEFORM_VIEW (range);

  if (self->duration_us <= 0)
    return FALSE;
  g_signal_emit (self, signals[SEEK], 0, CLAMP ((gint64) (value * G_USEC_PER_SEC), 0, self->duration_us));
  return TRUE;
}

static void
accessible_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = set_current_value;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkWaveformView,
                               rbk_waveform_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE, accessible_range_init))

/* Screen readers are told once a second, not with every frame. */
static void
tell_value (RbkWaveformView *self)
{
  gint64 second = self->position_us / G_USEC_PER_SEC;
  g_autofree char *position = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *words = NULL;

  if (second == self->told_second)
    return;
  self->told_second = second;
  position = rbk_sound_words_dup_clock (self->position_us);
  duration = rbk_sound_words_dup_length (self->duration_us);
  /* Translators: a position in a recording and its length, such as "0:05 of 0:24" */
  words = g_strdup_printf (_ ("%s of %s"), position, duration);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) self->duration_us / G_USEC_PER_SEC,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) self->position_us / G_USEC_PER_SEC,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words,
                                  -1);
}

static void
seek_to (RbkWaveformView *self, gint64 position_us)
{
  if (self->duration_us > 0)
    g_signal_emit (self, signals[SEEK], 0, CLAMP (position_us, 0, self->duration_us));
}

static gboolean
is_rtl (RbkWaveformView *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static void
seek_to_x (RbkWaveformView *self, double x)
{
  double share = x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);

  share = CLAMP (share, 0, 1);
  if (is_rtl (self))
    share = 1 - share;
  seek_to (self, (gint64) (share * self->duration_us));
}

static void
drag_begin_cb (RbkWaveformView *self, double x, double y)
{
  self->drag_start = x;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  seek_to_x (self, x);
}

static void
drag_update_cb (RbkWaveformView *self, double offset_x, double offset_y)
{
  seek_to_x (self, self->drag_start + offset_x);
}

static gboolean
key_pressed_cb (RbkWaveformView *self, guint key, guint code, GdkModifierType modifiers)
{
  gint64 forward = is_rtl (self) ? -1 : 1;

  if (self->duration_us <= 0 || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      seek_to (self, self->position_us + forward * STEP_US);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      seek_to (self, self->position_us - forward * STEP_US);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      seek_to (self, self->position_us + PAGE_US);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      seek_to (self, self->position_us - PAGE_US);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      seek_to (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      seek_to (self, self->duration_us);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* The mean of the peaks that a bar stands for, against the loudest of all: 0…1. */
static double
height_of (RbkWaveformView *self, guint bar, guint n_bars)
{
  guint from = bar * self->peaks->len / n_bars;
  guint to = MIN (MAX ((bar + 1) * self->peaks->len / n_bars, from + 1), self->peaks->len);
  double sum = 0;

  for (guint i = from; i < to; i++)
    sum += g_array_index (self->peaks, float, i);
  return to > from ? MIN (sum / (to - from) / self->loudest, 1) : 0;
}

static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double height, double full_height)
{
  GskRoundedRect bar;
  graphene_rect_t bounds =
    GRAPHENE_RECT_INIT ((float) x, (float) ((full_height - height) / 2), BAR_WIDTH, (float) height);

  gsk_rounded_rect_init_from_rect (&bar, &bounds, BAR_WIDTH / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &bar);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rbk_waveform_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RbkWaveformView *self = RBK_WAVEFORM_VIEW (widget);
  AdwStyleManager *style = adw_style_manager_get_default ();
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);
  guint n_bars = (guint) MAX ((width + BAR_GAP) / (BAR_WIDTH + BAR_GAP), 1);
  double played =
    self->duration_us > 0 ? (double) self->position_us / (double) self->duration_us * n_bars : 0;
  gboolean high_contrast = adw_style_manager_get_high_contrast (style);
  GdkRGBA accent, rest;

  adw_accent_color_to_standalone_rgba (
    adw_style_manager_get_accent_color (style), adw_style_manager_get_dark (style), &accent);
  gtk_widget_get_color (widget, &rest);
  if (high_contrast)
    accent = rest;
  rest.alpha *= high_contrast ? 0.6f : 0.35f;
  if (!gtk_widget_is_sensitive (widget))
    accent.alpha *= 0.5f;

  for (guint i = 0; i < n_bars; i++)
    {
      double share = self->peaks != NULL && self->peaks->len > 0 ? height_of (self, i, n_bars) : 0;
      double x = i * (BAR_WIDTH + BAR_GAP);

      if (is_rtl (self))
        x = width - x - BAR_WIDTH;
      append_bar (snapshot, i < played ? &accent : &rest, x, MAX (share * height, BAR_WIDTH), height);
    }
}

static void
rbk_waveform_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 20 * (BAR_WIDTH + BAR_GAP) : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 * (BAR_WIDTH + BAR_GAP) : MIN_HEIGHT;
}

static void
rbk_waveform_view_finalize (GObject *object)
{
  RbkWaveformView *self = RBK_WAVEFORM_VIEW (object);

  g_clear_pointer (&self->peaks, g_array_unref);
  G_OBJECT_CLASS (rbk_waveform_view_parent_class)->finalize (object);
}

static void
rbk_waveform_view_class_init (RbkWaveformViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rbk_waveform_view_finalize;
  widget_class->snapshot = rbk_waveform_view_snapshot;
  widget_class->measure = rbk_waveform_view_measure;
  gtk_widget_class_set_css_name (widget_class, "waveform");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);

  /**
   * RbkWaveformView::seek:
   * @position_us: the moment chosen, within the sound
   */
  signals[SEEK] = g_signal_new (
    "seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
rbk_waveform_view_init (RbkWaveformView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->told_second = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Position in the recording"), -1);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_object (
    style, "notify::accent-color", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_waveform_view_new:
 *
 * Returns: (transfer floating): a view of nothing yet
 */
GtkWidget *
rbk_waveform_view_new (void)
{
  return g_object_new (RBK_TYPE_WAVEFORM_VIEW, NULL);
}

/**
 * rbk_waveform_view_set_peaks:
 * @peaks: (nullable) (transfer none) (element-type float): loudness 0…1 over time, see
 *   rbk_waveform_compute(); %NULL while it is not known, which shows as a dotted line
 */
void
rbk_waveform_view_set_peaks (RbkWaveformView *self, GArray *peaks)
{
  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (peaks != NULL)
    g_array_ref (peaks);
  g_clear_pointer (&self->peaks, g_array_unref);
  self->peaks = peaks;
  self->loudest = QUIETEST;
  for (guint i = 0; peaks != NULL && i < peaks->len; i++)
    self->loudest = MAX (self->loudest, g_array_index (peaks, float, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_waveform_view_set_duration:
 * @duration_us: the length of the sound; 0 if there is nothing to seek in
 */
void
rbk_waveform_view_set_duration (RbkWaveformView *self, gint64 duration_us)
{
  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (self->duration_us == duration_us && self->told_second >= 0)
    return;
  self->duration_us = MAX (duration_us, 0);
  self->told_second = -1;
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_waveform_view_set_position:
 * @position_us: the moment that is played now
 */
void
rbk_waveform_view_set_position (RbkWaveformView *self, gint64 position_us)
{
  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  position_us = MAX (position_us, 0);
  if (self->position_us == position_us)
    return;
  self->position_us = position_us;
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_waveform_view_get_position:
 *
 * Returns: the moment that it shows, microseconds
 */
gint64
rbk_waveform_view_get_position (RbkWaveformView *self)
{
  g_return_val_if_fail (RBK_IS_WAVEFORM_VIEW (self), 0);

  return self->position_us;
}
