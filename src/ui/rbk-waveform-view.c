/* rbk-waveform-view.c: the picture of a sound, in which one can point at a moment, or select a passage.
 *
 * Rounded bars, the played ones in the accent colour. It looks the same however wide it is: there
 * are as many bars as fit, each as high as the peaks that it stands for against the loudest of all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-waveform-view.h"

#include "ui/rbk-drawn.h"
#include "ui/rbk-sound-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define BAR_WIDTH  3
#define BAR_GAP    2
#define MIN_HEIGHT 36
/* Where one works in it. */
#define TALL_HEIGHT 66

/* A sound whose loudest sample is below this is drawn as low as it is. */
#define QUIETEST 0.05

/* What the arrow keys and the page keys move by. A voicemail is some 25 seconds long. */
#define STEP_US (1 * G_USEC_PER_SEC)
#define PAGE_US (5 * G_USEC_PER_SEC)
/* With Control, for cutting between two words; with Shift, which extends the selection, something between. */
#define FINE_US   (G_USEC_PER_SEC / 20)
#define EXTEND_US (G_USEC_PER_SEC / 4)

/* A pointer that moved less did not mean to drag; one that begins so near to an edge means the edge. */
#define DRAG_THRESHOLD 5
#define EDGE_REACH     7

struct _RbkWaveformView
{
  GtkWidget parent_instance;

  GArray *peaks;      /* (owned) (nullable) (element-type float): 0…1 */
  double loudest;     /* of them, and never so little that mere noise would fill the height */
  gint64 duration_us; /* 0: nothing to seek in */
  gint64 position_us;
  gint64 told_second; /* what assistive technologies were last told; -1: nothing yet */
  double drag_start;  /* x at which a drag began */

  gboolean selectable;
  gint64 anchor_us; /* the end of the selection that stays; -1: nothing is selected */
  gint64 head_us;   /* the end that moves */
  gboolean dragged; /* the drag under way selects */
  GArray *marks;    /* (owned) (nullable) (element-type RbkMark) */
};

enum
{
  SEEK,
  SELECTION_CHANGED,
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
  gint64 from_us, to_us;

  if (second == self->told_second)
    return;
  self->told_second = second;
  position = rbk_sound_words_dup_clock (self->position_us);
  duration = rbk_sound_words_dup_length (self->duration_us);
  /* Translators: a position in a recording and its length, such as "0:05 of 0:24" */
  words = g_strdup_printf (_ ("%s of %s"), position, duration);
  if (rbk_waveform_view_get_selection (self, &from_us, &to_us))
    {
      g_autofree char *from = rbk_sound_words_dup_tenths (from_us);
      g_autofree char *to = rbk_sound_words_dup_tenths (to_us);
      g_autofree char *plain = g_steal_pointer (&words);

      /* Translators: where a recording is, and what is selected of it: "0:05 of 0:24, selected 0:03.2 to
       * 0:05.0" */
      words = g_strdup_printf (_ ("%1$s, selected %2$s to %3$s"), plain, from, to);
    }
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

static gint64
time_at (RbkWaveformView *self, double x)
{
  double share = x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);

  share = CLAMP (share, 0, 1);
  if (is_rtl (self))
    share = 1 - share;
  return (gint64) (share * (double) self->duration_us);
}

static double
x_at (RbkWaveformView *self, gint64 us)
{
  double share = self->duration_us > 0 ? (double) us / (double) self->duration_us : 0;

  return (is_rtl (self) ? 1 - share : share) * gtk_widget_get_width (GTK_WIDGET (self));
}

/* anchor_us below 0: nothing. */
static void
select_from (RbkWaveformView *self, gint64 anchor_us, gint64 head_us)
{
  if (anchor_us >= 0)
    {
      anchor_us = CLAMP (anchor_us, 0, self->duration_us);
      head_us = CLAMP (head_us, 0, self->duration_us);
    }
  if (anchor_us < 0 || self->duration_us <= 0)
    anchor_us = head_us = -1;
  if (anchor_us == self->anchor_us && head_us == self->head_us)
    return;
  self->anchor_us = anchor_us;
  self->head_us = head_us;
  self->told_second = -1;
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
drag_begin_cb (RbkWaveformView *self, double x, double y)
{
  gint64 from_us, to_us;

  self->drag_start = x;
  self->dragged = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!self->selectable)
    seek_to (self, time_at (self, x));
  else if (rbk_waveform_view_get_selection (self, &from_us, &to_us))
    {
      /* An edge that is taken hold of moves, and the other one stays. */
      if (ABS (x_at (self, from_us) - x) <= EDGE_REACH)
        select_from (self, to_us, from_us);
      else if (ABS (x_at (self, to_us) - x) <= EDGE_REACH)
        select_from (self, from_us, to_us);
      else
        return;
      self->dragged = TRUE;
    }
}

static void
drag_update_cb (RbkWaveformView *self, double offset_x, double offset_y)
{
  gint64 here = time_at (self, self->drag_start + offset_x);

  if (!self->selectable)
    seek_to (self, here);
  else if (self->dragged)
    select_from (self, self->anchor_us, here);
  else if (ABS (offset_x) >= DRAG_THRESHOLD)
    {
      self->dragged = TRUE;
      select_from (self, time_at (self, self->drag_start), here);
    }
}

static void
drag_end_cb (RbkWaveformView *self, double offset_x, double offset_y)
{
  gint64 from_us, to_us;

  if (!self->selectable)
    return;
  if (!self->dragged)
    {
      select_from (self, -1, -1);
      seek_to (self, time_at (self, self->drag_start));
    }
  else if (rbk_waveform_view_get_selection (self, &from_us, &to_us))
    seek_to (self, from_us);
  self->dragged = FALSE;
}

/* How far a key goes; 0 if it is none of those that move. */
static gint64
step_of (RbkWaveformView *self, guint key, GdkModifierType modifiers)
{
  gint64 forward = is_rtl (self) ? -1 : 1;
  gint64 arrow = (modifiers & GDK_CONTROL_MASK) != 0 ? FINE_US
                 : (modifiers & GDK_SHIFT_MASK) != 0 ? EXTEND_US
                                                     : STEP_US;

  switch (key)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return forward * arrow;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return -forward * arrow;
    case GDK_KEY_Page_Up:
      return PAGE_US;
    case GDK_KEY_Page_Down:
      return -PAGE_US;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return -self->duration_us;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return self->duration_us;
    default:
      return 0;
    }
}

static gboolean
key_pressed_cb (RbkWaveformView *self, guint key, guint code, GdkModifierType modifiers)
{
  GdkModifierType meant = modifiers & gtk_accelerator_get_default_mod_mask ();
  gint64 step = step_of (self, key, meant);

  if (self->duration_us <= 0 || step == 0 ||
      (meant & ~(self->selectable ? GDK_SHIFT_MASK | GDK_CONTROL_MASK : 0)) != 0)
    return GDK_EVENT_PROPAGATE;
  if ((meant & GDK_SHIFT_MASK) != 0)
    rbk_waveform_view_extend (self, step);
  else
    seek_to (self, self->position_us + step);
  return GDK_EVENT_STOP;
}

static gboolean
query_tooltip_cb (RbkWaveformView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const RbkMark *mark =
    keyboard || self->marks == NULL
      ? NULL
      : rbk_waveform_marks_find (
          self->marks, self->duration_us, gtk_widget_get_width (GTK_WIDGET (self)), x, is_rtl (self));

  if (mark == NULL || mark->words == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, mark->words);
  return TRUE;
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
append_selection (RbkWaveformView *self, GtkSnapshot *snapshot, const GdkRGBA *color, double height)
{
  gint64 from_us, to_us;
  GdkRGBA tint = *color;
  double left, right;

  if (!rbk_waveform_view_get_selection (self, &from_us, &to_us))
    return;
  left = MIN (x_at (self, from_us), x_at (self, to_us));
  right = MAX (x_at (self, from_us), x_at (self, to_us));
  tint.alpha *= 0.22f;
  gtk_snapshot_append_color (
    snapshot, &tint, &GRAPHENE_RECT_INIT ((float) left, 0, (float) (right - left), (float) height));
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT ((float) left - 1, 0, 2, (float) height));
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT ((float) right - 1, 0, 2, (float) height));
}

static void
rbk_waveform_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RbkWaveformView *self = RBK_WAVEFORM_VIEW (widget);
  AdwStyleManager *style = adw_style_manager_get_default ();
  double width = gtk_widget_get_width (widget);
  double full_height = gtk_widget_get_height (widget);
  double height = full_height - (self->selectable ? RBK_WAVEFORM_MARKS_HEIGHT : 0);
  guint n_bars = (guint) MAX ((width + BAR_GAP) / (BAR_WIDTH + BAR_GAP), 1);
  double played =
    self->duration_us > 0 ? (double) self->position_us / (double) self->duration_us * n_bars : 0;
  gboolean high_contrast = adw_style_manager_get_high_contrast (style);
  GdkRGBA accent, rest, line;

  adw_accent_color_to_standalone_rgba (
    adw_style_manager_get_accent_color (style), adw_style_manager_get_dark (style), &accent);
  gtk_widget_get_color (widget, &rest);
  line = rest;
  if (high_contrast)
    accent = rest;
  rest.alpha *= high_contrast ? 0.6f : 0.35f;
  if (!gtk_widget_is_sensitive (widget))
    accent.alpha *= 0.5f;

  append_selection (self, snapshot, &accent, height);
  for (guint i = 0; i < n_bars; i++)
    {
      double share = self->peaks != NULL && self->peaks->len > 0 ? height_of (self, i, n_bars) : 0;
      double x = i * (BAR_WIDTH + BAR_GAP);

      if (is_rtl (self))
        x = width - x - BAR_WIDTH;
      append_bar (snapshot, i < played ? &accent : &rest, x, MAX (share * height, BAR_WIDTH), height);
    }
  if (self->selectable && self->duration_us > 0)
    gtk_snapshot_append_color (
      snapshot,
      &line,
      &GRAPHENE_RECT_INIT (
        (float) CLAMP (x_at (self, self->position_us) - 1, 0, MAX (width - 2, 0)), 0, 2, (float) height));
  if (self->marks != NULL)
    rbk_waveform_marks_append_to (self->marks,
                                  snapshot,
                                  self->duration_us,
                                  width,
                                  full_height - RBK_WAVEFORM_MARKS_HEIGHT + 2,
                                  is_rtl (self));
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
  int height = RBK_WAVEFORM_VIEW (widget)->selectable ? TALL_HEIGHT : MIN_HEIGHT;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 20 * (BAR_WIDTH + BAR_GAP) : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 60 * (BAR_WIDTH + BAR_GAP) : height;
}

static void
rbk_waveform_view_finalize (GObject *object)
{
  RbkWaveformView *self = RBK_WAVEFORM_VIEW (object);

  g_clear_pointer (&self->peaks, g_array_unref);
  g_clear_pointer (&self->marks, g_array_unref);
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
  /**
   * RbkWaveformView::selection-changed:
   *
   * Another passage is selected, or none any more; see rbk_waveform_view_get_selection().
   */
  signals[SELECTION_CHANGED] = g_signal_new (
    "selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_waveform_view_init (RbkWaveformView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->told_second = -1;
  self->anchor_us = -1;
  self->head_us = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Position in the recording"), -1);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);

  rbk_drawn_follow_colours (GTK_WIDGET (self));
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
  if (self->anchor_us > self->duration_us || self->head_us > self->duration_us)
    select_from (self, -1, -1);
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

/**
 * rbk_waveform_view_set_selectable:
 * @selectable: whether a passage of it can be selected
 *
 * A pointer that drags selects then, where it would seek otherwise, and Shift extends the selection by the
 * keys that move; with Control they move finely. It is also drawn higher, with room for marks.
 */
void
rbk_waveform_view_set_selectable (RbkWaveformView *self, gboolean selectable)
{
  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (self->selectable == selectable)
    return;
  self->selectable = selectable;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), selectable ? "text" : "pointer");
  if (!selectable)
    select_from (self, -1, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rbk_waveform_view_set_selection:
 * @from_us: where the passage begins; -1 to select nothing
 * @to_us: where it ends
 */
void
rbk_waveform_view_set_selection (RbkWaveformView *self, gint64 from_us, gint64 to_us)
{
  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  select_from (self, from_us, to_us);
}

/**
 * rbk_waveform_view_get_selection:
 * @from_us: (out): where the selected passage begins
 * @to_us: (out): where it ends, later than that
 *
 * Returns: whether something is selected; if not, both are 0
 */
gboolean
rbk_waveform_view_get_selection (RbkWaveformView *self, gint64 *from_us, gint64 *to_us)
{
  gboolean some;

  g_return_val_if_fail (RBK_IS_WAVEFORM_VIEW (self), FALSE);

  some = self->anchor_us >= 0 && self->anchor_us != self->head_us;
  *from_us = some ? MIN (self->anchor_us, self->head_us) : 0;
  *to_us = some ? MAX (self->anchor_us, self->head_us) : 0;
  return some;
}

/**
 * rbk_waveform_view_extend:
 * @by_us: how far; below 0 is back
 *
 * Moves the end of the selection that moves, and the position with it. Where nothing is selected, the
 * selection begins at the position.
 */
void
rbk_waveform_view_extend (RbkWaveformView *self, gint64 by_us)
{
  gint64 anchor_us, head_us;

  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (!self->selectable || self->duration_us <= 0)
    return;
  anchor_us = self->anchor_us >= 0 ? self->anchor_us : self->position_us;
  head_us = CLAMP ((self->anchor_us >= 0 ? self->head_us : self->position_us) + by_us, 0, self->duration_us);
  select_from (self, anchor_us, head_us);
  seek_to (self, head_us);
}

/**
 * rbk_waveform_view_extend_step:
 * @forward: in the direction in which the picture is read, or back
 * @fine: between two words, or a quarter of a second
 *
 * What an arrow key with Shift does, for keys that work elsewhere too.
 */
void
rbk_waveform_view_extend_step (RbkWaveformView *self, gboolean forward, gboolean fine)
{
  gint64 step = fine ? FINE_US : EXTEND_US;

  rbk_waveform_view_extend (self, forward ? step : -step);
}

/**
 * rbk_waveform_view_mark_in:
 *
 * The selection begins at the position, and goes to where it ended, or to the end.
 */
void
rbk_waveform_view_mark_in (RbkWaveformView *self)
{
  gint64 from_us, to_us;

  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (!self->selectable)
    return;
  if (!rbk_waveform_view_get_selection (self, &from_us, &to_us) || to_us <= self->position_us)
    to_us = self->duration_us;
  select_from (self, self->position_us, to_us);
}

/**
 * rbk_waveform_view_mark_out:
 *
 * The selection ends at the position, and begins where it began, or at the beginning.
 */
void
rbk_waveform_view_mark_out (RbkWaveformView *self)
{
  gint64 from_us, to_us;

  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (!self->selectable)
    return;
  if (!rbk_waveform_view_get_selection (self, &from_us, &to_us) || from_us >= self->position_us)
    from_us = 0;
  select_from (self, from_us, self->position_us);
}

/**
 * rbk_waveform_view_set_marks:
 * @marks: (nullable) (transfer none) (element-type RbkMark): see rbk_waveform_marks_new(); not to be changed
 *   any more
 *
 * Moments that something is said of. What is said shows where one points at them; it has to stand elsewhere
 * in words too, for those who do not point.
 */
void
rbk_waveform_view_set_marks (RbkWaveformView *self, GArray *marks)
{
  g_return_if_fail (RBK_IS_WAVEFORM_VIEW (self));

  if (marks != NULL)
    g_array_ref (marks);
  g_clear_pointer (&self->marks, g_array_unref);
  self->marks = marks;
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), marks != NULL && marks->len > 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
