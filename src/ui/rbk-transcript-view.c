/* rbk-transcript-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-transcript-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* A word of less than this is underlined. */
#define SURE 0.5

/* Where a word stands. */
typedef struct
{
  int begin; /* characters from the beginning */
  int end;
  char *why; /* (owned) (nullable): what a rule finds in it */
} Place;

struct _RbkTranscriptView
{
  GtkTextView parent_instance;

  RbkTranscript *transcript; /* (owned) (nullable) */
  GArray *places;            /* (owned) (element-type Place): of the transcript's words */
  int heard;                 /* the word that is heard; -1: none */
  gboolean correcting;

  GtkTextTag *unsure;
  GtkTextTag *marked;
  GtkTextTag *hand;
  GtkTextTag *at;     /* the word on which the keys work */
  GtkTextTag *spoken; /* the word that is heard */
};

enum
{
  PLAY_FROM,
  KEPT,
  GIVEN_UP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkTranscriptView, rbk_transcript_view, GTK_TYPE_TEXT_VIEW)

static GtkTextBuffer *
get_buffer (RbkTranscriptView *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
}

static void
place_clear (gpointer data)
{
  g_free (((Place *) data)->why);
}

static Place *
get_place (RbkTranscriptView *self, guint word)
{
  return &g_array_index (self->places, Place, word);
}

/* The word at a place of the text, or the last one before it; -1 if there is none. */
static int
find_word (RbkTranscriptView *self, int offset)
{
  int found = -1;

  for (guint i = 0; i < self->places->len && get_place (self, i)->begin <= offset; i++)
    found = (int) i;
  return found;
}

static int
find_cursor_word (RbkTranscriptView *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter, gtk_text_buffer_get_insert (get_buffer (self)));
  return find_word (self, gtk_text_iter_get_offset (&iter));
}

static void
get_iters (RbkTranscriptView *self, guint word, GtkTextIter *begin, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), begin, get_place (self, word)->begin);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), end, get_place (self, word)->end);
}

static void
tag_word (RbkTranscriptView *self, GtkTextTag *tag, guint word)
{
  GtkTextIter begin, end;

  get_iters (self, word, &begin, &end);
  gtk_text_buffer_apply_tag (get_buffer (self), tag, &begin, &end);
}

static void
untag (RbkTranscriptView *self, GtkTextTag *tag)
{
  GtkTextIter begin, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &begin, &end);
  gtk_text_buffer_remove_tag (get_buffer (self), tag, &begin, &end);
}

static void
show_cursor_word (RbkTranscriptView *self)
{
  int word = find_cursor_word (self);

  untag (self, self->at);
  if (!self->correcting && word >= 0 && gtk_widget_has_focus (GTK_WIDGET (self)))
    tag_word (self, self->at, (guint) word);
}

static void
go_to_word (RbkTranscriptView *self, int word)
{
  GtkTextIter begin, end;

  if (self->places->len == 0)
    return;
  get_iters (self, (guint) CLAMP (word, 0, (int) self->places->len - 1), &begin, &end);
  gtk_text_buffer_place_cursor (get_buffer (self), &begin);
}

static void
play_from (RbkTranscriptView *self, int word)
{
  if (word >= 0 && self->transcript != NULL && (guint) word < rbk_transcript_get_n_words (self->transcript))
    g_signal_emit (
      self, signals[PLAY_FROM], 0, rbk_transcript_get_word (self->transcript, (guint) word)->t0_us);
}

static gboolean
key_cb (RbkTranscriptView *self, guint key, guint code, GdkModifierType modifiers)
{
  GdkModifierType pressed = modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
  int word;

  if (self->correcting)
    {
      if (key == GDK_KEY_Escape && pressed == 0)
        g_signal_emit (self, signals[GIVEN_UP], 0);
      else if (is_enter && pressed == GDK_CONTROL_MASK)
        g_signal_emit (self, signals[KEPT], 0);
      else
        return GDK_EVENT_PROPAGATE;
      return GDK_EVENT_STOP;
    }
  if (pressed != 0 || self->places->len == 0)
    return GDK_EVENT_PROPAGATE;
  word = find_cursor_word (self);
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go_to_word (self, word - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go_to_word (self, word + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      go_to_word (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      go_to_word (self, (int) self->places->len);
      return GDK_EVENT_STOP;
    default:
      if (!is_enter)
        return GDK_EVENT_PROPAGATE;
      play_from (self, word);
      return GDK_EVENT_STOP;
    }
}

/* The word under a point of the widget; -1 where there is none. */
static int
find_word_at (RbkTranscriptView *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter iter;
  int buffer_x, buffer_y, word;

  gtk_text_view_window_to_buffer_coords (
    view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y))
    return -1;
  word = find_word (self, gtk_text_iter_get_offset (&iter));
  return word >= 0 && gtk_text_iter_get_offset (&iter) <= get_place (self, (guint) word)->end ? word : -1;
}

static void
released_cb (RbkTranscriptView *self, int n_press, double x, double y)
{
  if (!self->correcting && n_press == 1 && !gtk_text_buffer_get_has_selection (get_buffer (self)))
    play_from (self, find_word_at (self, x, y));
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  RbkTranscriptView *self = RBK_TRANSCRIPT_VIEW (widget);
  int word = by_keyboard ? find_cursor_word (self) : find_word_at (self, x, y);
  const RbkTranscriptWord *said;

  if (word < 0 || self->correcting || self->transcript == NULL)
    return FALSE;
  said = rbk_transcript_get_word (self->transcript, (guint) word);
  if (get_place (self, (guint) word)->why != NULL)
    gtk_tooltip_set_text (tooltip, get_place (self, (guint) word)->why);
  else if (said->probability < SURE)
    gtk_tooltip_set_text (tooltip, _ ("This may have been understood wrongly."));
  else
    return FALSE;
  return TRUE;
}

/* The height that the text takes in a width. A text view knows only that of the width it was last drawn in,
 * and would be cut off where it is shown in a narrower one for the first time. */
static int
measure_height (RbkTranscriptView *self, int width)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  g_autofree char *text = rbk_transcript_view_dup_text (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();
  int inside = width - gtk_text_view_get_left_margin (view) - gtk_text_view_get_right_margin (view);
  int height;

  for (guint i = 0; i < self->places->len && !self->correcting; i++)
    {
      const Place *place = get_place (self, i);
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

      weight->start_index = (guint) (g_utf8_offset_to_pointer (text, place->begin) - text);
      weight->end_index = (guint) (g_utf8_offset_to_pointer (text, place->end) - text);
      if (place->why != NULL)
        pango_attr_list_insert (bold, weight);
      else
        pango_attribute_destroy (weight);
    }
  pango_layout_set_attributes (layout, bold);
  pango_layout_set_width (layout, MAX (inside, 1) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, gtk_text_view_get_pixels_inside_wrap (view) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view);
}

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GTK_WIDGET_CLASS (rbk_transcript_view_parent_class)
    ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = measure_height (RBK_TRANSCRIPT_VIEW (widget), for_size);
}

/* A tag's colours cannot be style variables. */
static void
show_colours (RbkTranscriptView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  GdkRGBA line = { 0.78f, 0.44f, 0, 1 };
  GdkRGBA spoken = *accent;
  GdkRGBA at = *accent;

  if (adw_style_manager_get_dark (manager))
    line = (GdkRGBA) { 1, 0.75f, 0.3f, 1 };
  spoken.alpha = 0.4f;
  at.alpha = 0.18f;
  g_object_set (self->unsure, "underline-rgba", &line, NULL);
  g_object_set (self->spoken, "background-rgba", &spoken, NULL);
  g_object_set (self->at, "background-rgba", &at, NULL);
}

static void
rbk_transcript_view_finalize (GObject *object)
{
  RbkTranscriptView *self = RBK_TRANSCRIPT_VIEW (object);

  g_clear_object (&self->transcript);
  g_array_unref (self->places);
  G_OBJECT_CLASS (rbk_transcript_view_parent_class)->finalize (object);
}

static void
rbk_transcript_view_class_init (RbkTranscriptViewClass *klass)
{
  GType type = RBK_TYPE_TRANSCRIPT_VIEW;

  G_OBJECT_CLASS (klass)->finalize = rbk_transcript_view_finalize;
  GTK_WIDGET_CLASS (klass)->get_request_mode = get_request_mode;
  GTK_WIDGET_CLASS (klass)->measure = measure;
  GTK_WIDGET_CLASS (klass)->query_tooltip = query_tooltip_cb;

  /**
   * RbkTranscriptView::play-from:
   * @us: where a word begins, microseconds from the beginning of the sound
   */
  signals[PLAY_FROM] =
    g_signal_new ("play-from", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[KEPT] = g_signal_new ("kept", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GIVEN_UP] = g_signal_new ("given-up", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rbk_transcript_view_init (RbkTranscriptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkTextBuffer *buffer = get_buffer (self);

  self->places = g_array_new (FALSE, TRUE, sizeof (Place));
  g_array_set_clear_func (self->places, place_clear);
  self->heard = -1;
  self->hand = gtk_text_buffer_create_tag (buffer, NULL, "style", PANGO_STYLE_ITALIC, NULL);
  self->marked = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->unsure = gtk_text_buffer_create_tag (buffer, NULL, "underline", PANGO_UNDERLINE_DOUBLE, NULL);
  self->at = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->spoken = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  show_colours (self);
  g_signal_connect_object (
    manager, "notify::accent-color-rgba", G_CALLBACK (show_colours), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (show_colours), self, G_CONNECT_SWAPPED);

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_pixels_inside_wrap (view, 4);
  gtk_text_view_set_top_margin (view, 10);
  gtk_text_view_set_bottom_margin (view, 10);
  gtk_text_view_set_left_margin (view, 12);
  gtk_text_view_set_right_margin (view, 12);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  gtk_widget_add_css_class (GTK_WIDGET (self), "rbk-transcript");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (buffer, "notify::cursor-position", G_CALLBACK (show_cursor_word), self);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (show_cursor_word), NULL);
}

/**
 * rbk_transcript_view_new:
 *
 * Returns: (transfer floating): an empty text
 */
GtkWidget *
rbk_transcript_view_new (void)
{
  return g_object_new (RBK_TYPE_TRANSCRIPT_VIEW, NULL);
}

/**
 * rbk_transcript_view_set_transcript:
 * @transcript: (nullable): what to show; does nothing if that is what it shows
 */
void
rbk_transcript_view_set_transcript (RbkTranscriptView *self, RbkTranscript *transcript)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int offset = 0;

  g_return_if_fail (RBK_IS_TRANSCRIPT_VIEW (self));

  if (!g_set_object (&self->transcript, transcript))
    return;
  self->heard = -1;
  g_array_set_size (self->places, 0);
  for (guint i = 0; transcript != NULL && i < rbk_transcript_get_n_words (transcript); i++)
    {
      const char *word = rbk_transcript_get_word (transcript, i)->text;
      Place place = { 0 };

      if (i > 0)
        {
          g_string_append_c (text, ' ');
          offset++;
        }
      g_string_append (text, word);
      place.begin = offset;
      place.end = offset += (int) g_utf8_strlen (word, -1);
      g_array_append_val (self->places, place);
    }
  gtk_text_buffer_set_text (get_buffer (self), text->str, -1);
  for (guint i = 0; i < self->places->len; i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (transcript, i);

      if (word->by_hand)
        tag_word (self, self->hand, i);
      else if (word->probability < SURE)
        tag_word (self, self->unsure, i);
    }
  go_to_word (self, 0);
}

/**
 * rbk_transcript_view_clear_marks:
 *
 * No word is said to be what a rule rests on any more.
 */
void
rbk_transcript_view_clear_marks (RbkTranscriptView *self)
{
  g_return_if_fail (RBK_IS_TRANSCRIPT_VIEW (self));

  untag (self, self->marked);
  for (guint i = 0; i < self->places->len; i++)
    g_clear_pointer (&get_place (self, i)->why, g_free);
}

/**
 * rbk_transcript_view_mark_words:
 * @first: the first word
 * @n: how many
 * @why: what a rule says of them
 */
void
rbk_transcript_view_mark_words (RbkTranscriptView *self, guint first, guint n, const char *why)
{
  g_return_if_fail (RBK_IS_TRANSCRIPT_VIEW (self));

  for (guint i = first; !self->correcting && i < self->places->len && i - first < n; i++)
    {
      tag_word (self, self->marked, i);
      g_set_str (&get_place (self, i)->why, why);
    }
  /* Bold words are wider. */
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rbk_transcript_view_set_position:
 * @position_us: what is heard; below 0 where nothing is
 */
void
rbk_transcript_view_set_position (RbkTranscriptView *self, gint64 position_us)
{
  int heard = -1;

  g_return_if_fail (RBK_IS_TRANSCRIPT_VIEW (self));

  for (guint i = 0; self->transcript != NULL && i < self->places->len && !self->correcting; i++)
    {
      const RbkTranscriptWord *word = rbk_transcript_get_word (self->transcript, i);

      if (position_us >= word->t0_us && position_us < word->t1_us)
        heard = (int) i;
    }
  if (heard == self->heard)
    return;
  untag (self, self->spoken);
  if (heard >= 0)
    tag_word (self, self->spoken, (guint) heard);
  self->heard = heard;
}

/**
 * rbk_transcript_view_set_correcting:
 * @correcting: whether the text is being corrected by hand
 */
void
rbk_transcript_view_set_correcting (RbkTranscriptView *self, gboolean correcting)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter begin, end;

  g_return_if_fail (RBK_IS_TRANSCRIPT_VIEW (self));

  if (correcting == self->correcting)
    return;
  if (correcting)
    rbk_transcript_view_clear_marks (self);
  self->correcting = correcting;
  gtk_text_view_set_editable (view, correcting);
  gtk_text_view_set_cursor_visible (view, correcting);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), correcting ? "text" : "pointer");
  gtk_text_buffer_get_bounds (get_buffer (self), &begin, &end);
  if (correcting)
    {
      gtk_text_buffer_remove_all_tags (get_buffer (self), &begin, &end);
      self->heard = -1;
    }
  else
    {
      g_autoptr (RbkTranscript) transcript = g_steal_pointer (&self->transcript);

      rbk_transcript_view_set_transcript (self, transcript);
    }
}

/**
 * rbk_transcript_view_get_correcting:
 *
 * Returns: whether the text is being corrected by hand
 */
gboolean
rbk_transcript_view_get_correcting (RbkTranscriptView *self)
{
  g_return_val_if_fail (RBK_IS_TRANSCRIPT_VIEW (self), FALSE);

  return self->correcting;
}

/**
 * rbk_transcript_view_dup_text:
 *
 * Returns: (transfer full): the text as it stands, corrections included
 */
char *
rbk_transcript_view_dup_text (RbkTranscriptView *self)
{
  GtkTextIter begin, end;

  g_return_val_if_fail (RBK_IS_TRANSCRIPT_VIEW (self), NULL);

  gtk_text_buffer_get_bounds (get_buffer (self), &begin, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &begin, &end, FALSE);
}
