/* rbk-review-chart.c: a number a week, as bars, against a line to compare them with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-chart.h"

#include <adwaita.h>
#include <math.h>

/* In pixels, around and between what is drawn. */
#define GAP         6
#define WIDEST_BAR  48
#define PLOT_HEIGHT 140
/* So narrow a bar has no room for its number. */
#define NARROW 22

typedef struct
{
  char *label; /* (owned): under the bar */
  char *words; /* (owned): above it */
  double value;
} Bar;

struct _RbkReviewChart
{
  GtkWidget parent_instance;

  GArray *bars;     /* (owned) (element-type Bar) */
  double full;      /* the value as high as the picture */
  double line;      /* NAN: none */
  char *line_words; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RbkReviewChart, rbk_review_chart, GTK_TYPE_WIDGET)

static void
bar_clear (gpointer data)
{
  g_free (((Bar *) data)->label);
  g_free (((Bar *) data)->words);
}

static PangoLayout *
make_layout (RbkReviewChart *self, const char *words, int *width, int *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), words);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, width, height);
  return layout;
}

static int
get_line_height (RbkReviewChart *self)
{
  int width, height;
  g_autoptr (PangoLayout) layout = make_layout (self, "0", &width, &height);

  return height;
}

static void
append_words (RbkReviewChart *self, GtkSnapshot *snapshot, const char *words, double middle, double y)
{
  int width, height;
  g_autoptr (PangoLayout) layout = make_layout (self, words, &width, &height);
  double x = CLAMP (middle - width / 2.0, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - width, 0));
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width, double height)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height),
                                   (float) MIN (4, MIN (width, height) / 2));
  gsk_path_builder_add_rounded_rect (builder, &rect);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
append_line (
  RbkReviewChart *self, GtkSnapshot *snapshot, const GdkRGBA *color, double x, double y, double width)
{
  static const float dash[] = { 6, 4 };
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  g_autoptr (GskStroke) stroke = gsk_stroke_new (1.5f);

  gsk_path_builder_move_to (builder, (float) x, (float) y);
  gsk_path_builder_line_to (builder, (float) (x + width), (float) y);
  path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
  gsk_stroke_set_dash (stroke, dash, G_N_ELEMENTS (dash));
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

/* The words of the line stand beside the bars, where none of them can cover them. */
static int
get_margin (RbkReviewChart *self)
{
  int width, height;
  g_autoptr (PangoLayout) layout = NULL;

  if (isnan (self->line) || self->line_words == NULL)
    return 0;
  layout = make_layout (self, self->line_words, &width, &height);
  return width + GAP;
}

static void
rbk_review_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RbkReviewChart *self = RBK_REVIEW_CHART (widget);
  AdwStyleManager *style = adw_style_manager_get_default ();
  int line_height = get_line_height (self);
  double width = gtk_widget_get_width (widget);
  double bars = MAX (width - get_margin (self), 1);
  double bottom = gtk_widget_get_height (widget) - line_height - GAP;
  double plot = MAX (bottom - 2 * line_height - GAP, 1);
  double step = self->bars->len > 0 ? bars / self->bars->len : bars;
  double bar_width = MAX (MIN (step - GAP, WIDEST_BAR), 2);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA accent, rest;

  adw_accent_color_to_standalone_rgba (
    adw_style_manager_get_accent_color (style), adw_style_manager_get_dark (style), &accent);
  gtk_widget_get_color (widget, &rest);
  if (adw_style_manager_get_high_contrast (style))
    accent = rest;
  for (guint i = 0; i < self->bars->len; i++)
    {
      const Bar *bar = &g_array_index (self->bars, Bar, i);
      double middle = (i + 0.5) * step;
      double height = isnan (bar->value) ? 0 : CLAMP (bar->value / self->full, 0, 1) * plot;

      if (rtl)
        middle = width - middle;
      if (height > 0)
        append_bar (snapshot, &accent, middle - bar_width / 2, bottom - height, bar_width, height);
      if (step >= NARROW)
        append_words (self, snapshot, bar->words, middle, bottom - height - line_height);
      /* Where they would run into each other, every other week is named. */
      if (step >= 2 * NARROW || i % 2 == 0)
        append_words (self, snapshot, bar->label, middle, bottom + GAP / 2.0);
    }
  rest.alpha *= 0.7f;
  if (!isnan (self->line))
    {
      double y = bottom - CLAMP (self->line / self->full, 0, 1) * plot;

      append_line (self, snapshot, &rest, rtl ? width - bars : 0, y, bars);
      if (self->line_words != NULL)
        append_words (self, snapshot, self->line_words, rtl ? 0 : width, y - line_height / 2.0);
    }
  rest.alpha *= 0.5f;
  gtk_snapshot_append_color (snapshot, &rest, &GRAPHENE_RECT_INIT (0, (float) bottom, (float) width, 1));
}

static void
rbk_review_chart_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  int height = PLOT_HEIGHT + 3 * get_line_height (RBK_REVIEW_CHART (widget)) + 2 * GAP;

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : height;
}

static void
rbk_review_chart_finalize (GObject *object)
{
  RbkReviewChart *self = RBK_REVIEW_CHART (object);

  g_array_unref (self->bars);
  g_free (self->line_words);
  G_OBJECT_CLASS (rbk_review_chart_parent_class)->finalize (object);
}

static void
rbk_review_chart_class_init (RbkReviewChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rbk_review_chart_finalize;
  widget_class->snapshot = rbk_review_chart_snapshot;
  widget_class->measure = rbk_review_chart_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rbk_review_chart_init (RbkReviewChart *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->bars = g_array_new (FALSE, TRUE, sizeof (Bar));
  g_array_set_clear_func (self->bars, bar_clear);
  self->full = 1;
  self->line = NAN;
  g_signal_connect_object (
    style, "notify::accent-color", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    style, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
    style, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_review_chart_new:
 *
 * Returns: (transfer floating): a picture of nothing yet
 */
GtkWidget *
rbk_review_chart_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_CHART, NULL);
}

/**
 * rbk_review_chart_clear:
 * @full: the value of a bar as high as the picture
 */
void
rbk_review_chart_clear (RbkReviewChart *self, double full)
{
  g_return_if_fail (RBK_IS_REVIEW_CHART (self));

  g_array_set_size (self->bars, 0);
  self->full = full;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_review_chart_add:
 * @label: stands under the bar
 * @value: NAN draws none
 * @words: stand above it
 */
void
rbk_review_chart_add (RbkReviewChart *self, const char *label, double value, const char *words)
{
  Bar bar = { g_strdup (label), g_strdup (words), value };

  g_return_if_fail (RBK_IS_REVIEW_CHART (self));

  g_array_append_val (self->bars, bar);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rbk_review_chart_set_line:
 * @value: where a line is drawn across; NAN for none
 * @words: (nullable): what it is
 */
void
rbk_review_chart_set_line (RbkReviewChart *self, double value, const char *words)
{
  g_return_if_fail (RBK_IS_REVIEW_CHART (self));

  self->line = value;
  g_set_str (&self->line_words, words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
