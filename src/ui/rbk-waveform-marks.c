/* rbk-waveform-marks.c: moments of a sound that something is to be said of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-waveform-marks.h"

#include <adwaita.h>

#define SIZE 8
/* So far from its middle a mark is still meant by a pointer. */
#define REACH 8

static void
clear_mark (gpointer data)
{
  g_free (((RbkMark *) data)->words);
}

/**
 * rbk_waveform_marks_new:
 *
 * Returns: (transfer full) (element-type RbkMark): no marks yet
 */
GArray *
rbk_waveform_marks_new (void)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (RbkMark));

  g_array_set_clear_func (marks, clear_mark);
  return marks;
}

/**
 * rbk_waveform_marks_add:
 * @marks: (element-type RbkMark): of rbk_waveform_marks_new()
 * @words: (nullable): what is said of the moment
 */
void
rbk_waveform_marks_add (GArray *marks, gint64 us, RbkMarkKind kind, const char *words)
{
  RbkMark mark = { us, kind, g_strdup (words) };

  g_array_append_val (marks, mark);
}

static double
x_of (const RbkMark *mark, gint64 duration_us, double width, gboolean rtl)
{
  double share = duration_us > 0 ? (double) CLAMP (mark->us, 0, duration_us) / (double) duration_us : 0;

  return CLAMP ((rtl ? 1 - share : share) * width, SIZE / 2.0, MAX (width - SIZE / 2.0, SIZE / 2.0));
}

static GdkRGBA
color_of (RbkMarkKind kind)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  static const char *const light_colors[] = { "#1b8553", "#905400", "#c30000", "#56565b" };
  static const char *const dark_colors[] = { "#78e9ab", "#ffc252", "#ff938c", "#c0bfbc" };
  GdkRGBA color = { 0 };

  gdk_rgba_parse (&color, (dark ? dark_colors : light_colors)[MIN (kind, RBK_MARK_NOTE)]);
  return color;
}

/* A dot, a triangle, a diamond, a line. */
static void
append_shape (GskPathBuilder *builder, RbkMarkKind kind, double x, double top)
{
  float left = (float) (x - SIZE / 2.0), right = (float) (x + SIZE / 2.0), middle = (float) x;
  float high = (float) top, low = (float) (top + SIZE), half = (float) (top + SIZE / 2.0);

  switch (kind)
    {
    case RBK_MARK_PASS:
      gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (middle, half), SIZE / 2.0f - 0.5f);
      return;
    case RBK_MARK_WARN:
      gsk_path_builder_move_to (builder, middle, high);
      gsk_path_builder_line_to (builder, right, low);
      gsk_path_builder_line_to (builder, left, low);
      break;
    case RBK_MARK_FAIL:
      gsk_path_builder_move_to (builder, middle, high);
      gsk_path_builder_line_to (builder, right, half);
      gsk_path_builder_line_to (builder, middle, low);
      gsk_path_builder_line_to (builder, left, half);
      break;
    case RBK_MARK_NOTE:
    default:
      gsk_path_builder_add_rect (builder, &GRAPHENE_RECT_INIT (middle - 1, high, 2, SIZE));
      return;
    }
  gsk_path_builder_close (builder);
}

/**
 * rbk_waveform_marks_append_to:
 * @marks: (element-type RbkMark): what to draw
 * @width: of the whole sound
 * @top: where the marks' row begins
 */
void
rbk_waveform_marks_append_to (
  GArray *marks, GtkSnapshot *snapshot, gint64 duration_us, double width, double top, gboolean rtl)
{
  for (guint i = 0; i < marks->len; i++)
    {
      const RbkMark *mark = &g_array_index (marks, RbkMark, i);
      g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
      g_autoptr (GskPath) path = NULL;
      GdkRGBA color = color_of (mark->kind);

      append_shape (builder, mark->kind, x_of (mark, duration_us, width, rtl), top);
      path = gsk_path_builder_to_path (builder);
      gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
    }
}

/**
 * rbk_waveform_marks_find:
 * @x: where somebody points
 *
 * Returns: (transfer none) (nullable): the mark that is meant
 */
const RbkMark *
rbk_waveform_marks_find (GArray *marks, gint64 duration_us, double width, double x, gboolean rtl)
{
  const RbkMark *nearest = NULL;
  double least = REACH;

  for (guint i = 0; i < marks->len; i++)
    {
      const RbkMark *mark = &g_array_index (marks, RbkMark, i);
      double distance = ABS (x_of (mark, duration_us, width, rtl) - x);

      if (distance > least)
        continue;
      least = distance;
      nearest = mark;
    }
  return nearest;
}
