/* rbk-length-gauge.c: how long a voicemail has become, against the length it should have.
 *
 * A line of one minute, at whose end recording stops; on it the band that the showroom's school teaches
 * and, filled up to now, the length.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-length-gauge.h"

#include "desk/rbk-voicemail-guide.h"
#include "ui/rbk-drawn.h"
#include "ui/rbk-sound-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define LINE        8
#define LABEL_SCALE 0.8
/* Seconds */
#define LABELS_APART 6

struct _RbkLengthGauge
{
  GtkWidget parent_instance;

  RbkDesk *desk; /* (owned) (nullable): the default school's band without it */
  gint64 duration_us;
  gint64 told_second; /* what assistive technologies were last told */
};

G_DEFINE_FINAL_TYPE (RbkLengthGauge, rbk_length_gauge, GTK_TYPE_WIDGET)

static const RbkLengthBand *
get_band (RbkLengthGauge *self)
{
  return rbk_voicemail_school_get_length (self->desk != NULL
                                            ? rbk_voicemail_guide_get_school (self->desk)
                                            : g_ptr_array_index (rbk_voicemail_guide_get_schools (), 0));
}

static gint64
us_of (guint seconds)
{
  return seconds * (gint64) G_USEC_PER_SEC;
}

static double
share_of (gint64 duration_us)
{
  return (double) CLAMP (duration_us, 0, RBK_LENGTH_GAUGE_STOP_US) / RBK_LENGTH_GAUGE_STOP_US;
}

static GdkRGBA
color_of (RbkLengthGauge *self, gint64 duration_us)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const RbkLengthBand *length = get_band (self);
  GdkRGBA color = { 0 };

  if (duration_us < us_of (length->from))
    adw_accent_color_to_standalone_rgba (
      adw_style_manager_get_accent_color (adw_style_manager_get_default ()), dark, &color);
  else if (duration_us <= us_of (length->to))
    gdk_rgba_parse (&color, dark ? "#78e9ab" : "#1b8553");
  else if (duration_us <= us_of (length->warn_above))
    gdk_rgba_parse (&color, dark ? "#ffc252" : "#b5750a");
  else
    gdk_rgba_parse (&color, dark ? "#ff938c" : "#c30000");
  return color;
}

static void
append_line (
  RbkLengthGauge *self, GtkSnapshot *snapshot, const GdkRGBA *color, double from, double to, gboolean round)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double x = rtl ? (1 - to) * width : from * width;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) x, 0, (float) ((to - from) * width), LINE);
  GskRoundedRect line;

  gsk_rounded_rect_init_from_rect (&line, &bounds, round ? LINE / 2.0f : 0);
  gtk_snapshot_push_rounded_clip (snapshot, &line);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_label (RbkLengthGauge *self, GtkSnapshot *snapshot, const GdkRGBA *color, gint64 at_us)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *words = rbk_sound_words_dup_clock (at_us);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  double x = share_of (at_us) * width;
  int label_width;

  pango_attr_list_insert (attributes, pango_attr_scale_new (LABEL_SCALE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &label_width, NULL);
  if (rtl)
    x = width - x;
  x = CLAMP (x - label_width / 2.0, 0, width - label_width);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, LINE + 2));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
rbk_length_gauge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RbkLengthGauge *self = RBK_LENGTH_GAUGE (widget);
  const RbkLengthBand *length = get_band (self);
  gint64 from_us = us_of (length->from);
  gint64 to_us = us_of (length->to);
  double now = share_of (self->duration_us);
  GdkRGBA trough, band, words, color;

  gtk_widget_get_color (widget, &words);
  trough = words;
  trough.alpha *= 0.15f;
  words.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ()) ? 1 : 0.7f;
  band = color_of (self, from_us);
  band.alpha *= 0.4f;

  append_line (self, snapshot, &trough, 0, 1, TRUE);
  append_line (self, snapshot, &band, share_of (from_us), share_of (to_us), FALSE);
  if (now * gtk_widget_get_width (widget) >= LINE)
    {
      color = color_of (self, self->duration_us);
      append_line (self, snapshot, &color, 0, now, TRUE);
    }
  /* Bounds close to each other, or to nothing, would be written over each other. */
  if (from_us >= us_of (LABELS_APART))
    append_label (self, snapshot, &words, 0);
  if (to_us - from_us >= us_of (LABELS_APART))
    append_label (self, snapshot, &words, from_us);
  append_label (self, snapshot, &words, to_us);
  append_label (self, snapshot, &words, RBK_LENGTH_GAUGE_STOP_US);
}

static void
rbk_length_gauge_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 160;
      *natural = 420;
      return;
    }
  layout = gtk_widget_create_pango_layout (widget, "0");
  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = *natural = LINE + 2 + height;
}

static void
tell_value (RbkLengthGauge *self)
{
  gint64 second = self->duration_us / G_USEC_PER_SEC;
  g_autofree char *words = NULL;

  if (second == self->told_second)
    return;
  self->told_second = second;
  words = rbk_length_gauge_dup_words (self, self->duration_us, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) RBK_LENGTH_GAUGE_STOP_US / G_USEC_PER_SEC,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) second,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  words,
                                  -1);
}

static void
showroom_cb (RbkLengthGauge *self)
{
  self->told_second = -1;
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
rbk_length_gauge_finalize (GObject *object)
{
  g_clear_object (&RBK_LENGTH_GAUGE (object)->desk);
  G_OBJECT_CLASS (rbk_length_gauge_parent_class)->finalize (object);
}

static void
rbk_length_gauge_class_init (RbkLengthGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rbk_length_gauge_finalize;
  widget_class->snapshot = rbk_length_gauge_snapshot;
  widget_class->measure = rbk_length_gauge_measure;
  gtk_widget_class_set_css_name (widget_class, "lengthgauge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
rbk_length_gauge_init (RbkLengthGauge *self)
{
  self->told_second = -1;
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Length of the voicemail"), -1);
  rbk_drawn_follow_colours (GTK_WIDGET (self));
  tell_value (self);
}

/**
 * rbk_length_gauge_new:
 *
 * Returns: (transfer floating): a gauge at nothing
 */
GtkWidget *
rbk_length_gauge_new (void)
{
  return g_object_new (RBK_TYPE_LENGTH_GAUGE, NULL);
}

/**
 * rbk_length_gauge_set_desk:
 * @desk: whose showroom's school says which length is good (C-15)
 */
void
rbk_length_gauge_set_desk (RbkLengthGauge *self, RbkDesk *desk)
{
  g_return_if_fail (RBK_IS_LENGTH_GAUGE (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (showroom_cb), self, G_CONNECT_SWAPPED);
  showroom_cb (self);
}

/**
 * rbk_length_gauge_set_duration:
 * @duration_us: the length to show
 */
void
rbk_length_gauge_set_duration (RbkLengthGauge *self, gint64 duration_us)
{
  g_return_if_fail (RBK_IS_LENGTH_GAUGE (self));

  if (self->duration_us == duration_us)
    return;
  self->duration_us = MAX (duration_us, 0);
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_length_gauge_dup_words:
 * @duration_us: a length
 * @recording: whether it still grows
 *
 * Returns: (transfer full): what that length means, by rule V-11 and the showroom's school
 */
char *
rbk_length_gauge_dup_words (RbkLengthGauge *self, gint64 duration_us, gboolean recording)
{
  const RbkLengthBand *band = get_band (self);
  /* The nearest second is what is judged of a take that is whole. */
  gint64 judged_us =
    recording ? duration_us : (duration_us + G_USEC_PER_SEC / 2) / G_USEC_PER_SEC * G_USEC_PER_SEC;
  int left = (int) ((RBK_LENGTH_GAUGE_STOP_US - duration_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  if (duration_us <= 0)
    return g_strdup_printf (_ ("%u to %u seconds are best"), band->from, band->to);
  if (recording && duration_us > RBK_LENGTH_GAUGE_STOP_US - 15 * G_USEC_PER_SEC)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Recording stops by itself in %d second",
                                         "Recording stops by itself in %d seconds",
                                         (gulong) MAX (left, 0)),
                            MAX (left, 0));
  if (judged_us < us_of (band->from))
    return recording ? g_strdup_printf (_ ("Speak on: %u to %u seconds are best"), band->from, band->to)
                     : g_strdup_printf (
                         g_dngettext (
                           GETTEXT_PACKAGE, "Shorter than %u second", "Shorter than %u seconds", band->from),
                         band->from);
  if (judged_us <= us_of (band->to))
    return g_strdup (recording ? _ ("Good length: come to the end") : _ ("Good length"));
  if (judged_us <= us_of (band->warn_above))
    return g_strdup (_ ("A little long"));
  return g_strdup (_ ("Too long: few people listen this far"));
}
