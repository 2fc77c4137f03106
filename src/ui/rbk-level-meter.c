/* rbk-level-meter.c: how loud somebody speaks, now and in the last seconds.
 *
 * Above, the last seconds as a waveform that moves; below, the level of this moment on a scale of
 * decibels, with the highest of the last second held. What lies in the band of rule V-14 is green.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-level-meter.h"

#include "ui/rbk-drawn.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* dBFS. The scale ends below room noise; the band is -19 ± 6 (V-14, RFC 7874 §4); above -1 the
 * next louder word is cut off. Below -50 the rules call it silence (V-15). */
#define FLOOR_DB     (-60.0)
#define SILENCE_DB   (-50.0)
#define GOOD_FROM_DB (-25.0)
#define GOOD_TO_DB   (-13.0)
#define CLIP_DB      (-1.0)

#define BAR_WIDTH  3
#define BAR_GAP    2
#define SCALE      8 /* height of the level bar */
#define SCALE_GAP  10
#define MIN_HEIGHT 76
#define N_HISTORY  256 /* at one step in 50 ms about 13 s, more than the widest meter shows */
#define PEAK_HOLD  20  /* steps, one second */
#define TELL_EVERY (2 * G_USEC_PER_SEC) /* to assistive technologies, unless the word for it changes */

typedef enum
{
  ZONE_NOTHING,
  ZONE_SILENT,
  ZONE_QUIET,
  ZONE_GOOD,
  ZONE_LOUD,
  ZONE_CLIPPED,
} Zone;

struct _RbkLevelMeter
{
  GtkWidget parent_instance;

  float history[N_HISTORY]; /* RMS in dBFS, a ring */
  guint8 zones[N_HISTORY];  /* the Zone of each, likewise */
  guint n_history;          /* all that was ever pushed since the reset */
  double rms_db;
  double peak_db;
  double held_db;
  guint held_for; /* steps since the held peak */
  Zone told_zone;
  gint64 told_at_us; /* monotonic */
};

G_DEFINE_FINAL_TYPE (RbkLevelMeter, rbk_level_meter, GTK_TYPE_WIDGET)

static Zone
zone_of (double rms_db, double peak_db)
{
  if (peak_db > CLIP_DB)
    return ZONE_CLIPPED;
  if (rms_db > GOOD_TO_DB)
    return ZONE_LOUD;
  if (rms_db >= GOOD_FROM_DB)
    return ZONE_GOOD;
  if (rms_db >= SILENCE_DB)
    return ZONE_QUIET;
  return ZONE_SILENT;
}

static const char *
zone_words (Zone zone)
{
  switch (zone)
    {
    case ZONE_SILENT:
      return _ ("silent");
    case ZONE_QUIET:
      return _ ("quiet");
    case ZONE_GOOD:
      return _ ("good");
    case ZONE_LOUD:
      return _ ("loud");
    case ZONE_CLIPPED:
      return _ ("too loud");
    case ZONE_NOTHING:
    default:
      return _ ("not recording");
    }
}

static void
tell_value (RbkLevelMeter *self, Zone zone)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *words = NULL;

  if (zone == self->told_zone && now - self->told_at_us < TELL_EVERY)
    return;
  self->told_zone = zone;
  self->told_at_us = now;
  if (zone == ZONE_NOTHING)
    words = g_strdup (zone_words (zone));
  else
    {
      /* Translators: a loudness and the word for it, such as "-18 decibels, good" */
      words = g_strdup_printf (_ ("%d decibels, %s"), (int) self->rms_db, zone_words (zone));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  FLOOR_DB,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  CLAMP (self->rms_db, FLOOR_DB, 0),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words,
                                  -1);
}

static double
share_of (double db)
{
  return (CLAMP (db, FLOOR_DB, 0) - FLOOR_DB) / -FLOOR_DB;
}

/* libadwaita's own green, yellow and red, for light and for dark backgrounds; strong ones for high
 * contrast, where light green on white could not be told from white. */
static GdkRGBA
zone_color (Zone zone)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);
  GdkRGBA color = { 0 };
  const char *name;

  switch (zone)
    {
    case ZONE_CLIPPED:
      name = dark ? "#ff938c" : "#c30000";
      break;
    case ZONE_GOOD:
      name = dark ? "#78e9ab" : "#1b8553";
      break;
    case ZONE_NOTHING:
    case ZONE_SILENT:
    case ZONE_QUIET:
    case ZONE_LOUD:
    default:
      name = dark ? "#ffc252" : "#b5750a";
      break;
    }
  gdk_rgba_parse (&color, name);
  return color;
}

static void
append_pill (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width, double height)
{
  GskRoundedRect pill;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height);

  gsk_rounded_rect_init_from_rect (&pill, &bounds, (float) MIN (width, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

/* The newest step stands at the end of the line, in whichever direction people read. */
static void
snapshot_history (RbkLevelMeter *self, GtkSnapshot *snapshot, double width, double height)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  guint n_bars = MIN ((guint) MAX (width / (BAR_WIDTH + BAR_GAP), 1), N_HISTORY);
  GdkRGBA rest;

  gtk_widget_get_color (GTK_WIDGET (self), &rest);
  rest.alpha *= 0.25f;
  for (guint i = 0; i < n_bars; i++)
    {
      double x = width - (i + 1) * (BAR_WIDTH + BAR_GAP) + BAR_GAP;
      double bar = BAR_WIDTH;
      GdkRGBA color = rest;

      if (rtl)
        x = width - x - BAR_WIDTH;
      if (i < self->n_history)
        {
          double db = self->history[(self->n_history - 1 - i) % N_HISTORY];

          Zone zone = self->zones[(self->n_history - 1 - i) % N_HISTORY];

          if (zone != ZONE_SILENT)
            bar = MAX (share_of (db) * height, BAR_WIDTH);
          /* The quiet between words is no fault. */
          if (zone == ZONE_QUIET)
            color.alpha *= 2;
          else if (zone != ZONE_SILENT)
            color = zone_color (zone);
        }
      append_pill (snapshot, &color, x, (height - bar) / 2, BAR_WIDTH, bar);
    }
}

static void
snapshot_scale (RbkLevelMeter *self, GtkSnapshot *snapshot, double y, double width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double level = share_of (self->rms_db) * width;
  double held = share_of (self->held_db) * width;
  double good = share_of (GOOD_FROM_DB) * width;
  double good_width = share_of (GOOD_TO_DB) * width - good;
  GdkRGBA trough, band, color;

  gtk_widget_get_color (GTK_WIDGET (self), &trough);
  trough.alpha *= 0.15f;
  append_pill (snapshot, &trough, 0, y, width, SCALE);

  /* The band to speak in, seen also before anybody speaks. */
  band = zone_color (ZONE_GOOD);
  band.alpha *= 0.35f;
  gtk_snapshot_append_color (
    snapshot,
    &band,
    &GRAPHENE_RECT_INIT (
      (float) (rtl ? width - good - good_width : good), (float) y, (float) good_width, SCALE));
  if (self->n_history == 0)
    return;
  color = zone_color (zone_of (self->rms_db, self->peak_db));
  if (level >= SCALE)
    append_pill (snapshot, &color, rtl ? width - level : 0, y, level, SCALE);
  if (held > SCALE)
    {
      color = zone_color (zone_of (self->held_db, self->held_db));
      append_pill (snapshot, &color, (rtl ? width - held : held) - 2, y - 2, 3, SCALE + 4);
    }
}

static void
rbk_level_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RbkLevelMeter *self = RBK_LEVEL_METER (widget);
  double width = gtk_widget_get_width (widget);
  double height = gtk_widget_get_height (widget);

  snapshot_history (self, snapshot, width, height - SCALE - SCALE_GAP);
  snapshot_scale (self, snapshot, height - SCALE - 2, width);
}

static void
rbk_level_meter_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : MIN_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 420 : MIN_HEIGHT;
}

static void
rbk_level_meter_class_init (RbkLevelMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = rbk_level_meter_snapshot;
  widget_class->measure = rbk_level_meter_measure;
  gtk_widget_class_set_css_name (widget_class, "levelmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
rbk_level_meter_init (RbkLevelMeter *self)
{
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Microphone level"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Speak so that the line ends in the green band"));
  rbk_drawn_follow_colours (GTK_WIDGET (self));
  rbk_level_meter_reset (self);
}

/**
 * rbk_level_meter_new:
 *
 * Returns: (transfer floating): a meter at rest
 */
GtkWidget *
rbk_level_meter_new (void)
{
  return g_object_new (RBK_TYPE_LEVEL_METER, NULL);
}

/**
 * rbk_level_meter_push:
 * @rms_db: loudness of the last step, dBFS
 * @peak_db: its highest sample, dBFS
 *
 * One step, meant to come every 50 ms; each moves the history by a bar.
 */
void
rbk_level_meter_push (RbkLevelMeter *self, double rms_db, double peak_db)
{
  g_return_if_fail (RBK_IS_LEVEL_METER (self));

  self->history[self->n_history % N_HISTORY] = (float) rms_db;
  self->zones[self->n_history % N_HISTORY] = (guint8) zone_of (rms_db, peak_db);
  self->n_history++;
  self->rms_db = rms_db;
  self->peak_db = peak_db;
  if (peak_db >= self->held_db || ++self->held_for > PEAK_HOLD)
    {
      self->held_db = peak_db;
      self->held_for = 0;
    }
  tell_value (self, zone_of (rms_db, peak_db));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_level_meter_rest:
 *
 * Nothing is recorded any more; what was recorded is still shown.
 */
void
rbk_level_meter_rest (RbkLevelMeter *self)
{
  g_return_if_fail (RBK_IS_LEVEL_METER (self));

  self->rms_db = FLOOR_DB;
  self->peak_db = FLOOR_DB;
  self->held_db = FLOOR_DB;
  self->held_for = 0;
  self->told_at_us = 0;
  tell_value (self, ZONE_NOTHING);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_level_meter_reset:
 *
 * As rbk_level_meter_rest(), and the history is empty.
 */
void
rbk_level_meter_reset (RbkLevelMeter *self)
{
  g_return_if_fail (RBK_IS_LEVEL_METER (self));

  self->n_history = 0;
  rbk_level_meter_rest (self);
}
