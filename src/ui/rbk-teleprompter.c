/* rbk-teleprompter.c: a script that scrolls at the pace at which somebody speaks.
 *
 * It begins with a recording, and waits while that is paused. What was said already is dimmed; the word
 * that is to be said now stays in the upper part, so that the eye has the rest of the sentence below it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-teleprompter.h"

#include "ui/rbk-sound-settings.h"

#include <glib/gi18n-lib.h>

/* Where the word to be said stands, as a share of the height. */
#define READING_LINE 0.3
/* The share of the way that is scrolled in a second, so that lines glide. */
#define GLIDE      4.0
#define SAID_ALPHA (guint16) (G_MAXUINT16 * 0.6)

struct _RbkTeleprompter
{
  AdwBin parent_instance;

  RbkComposer *composer; /* (owned) (nullable) */
  GArray *words;         /* (owned) (element-type guint): where each word begins, in bytes */
  double position;       /* words that were said */
  guint shown;           /* the word that is shown as the one to be said */
  gboolean running;
  guint tick;          /* 0: none */
  gint64 last_tick_us; /* 0: none yet */

  GtkScrolledWindow *scroller; /* (not owned): of the widget */
  GtkLabel *label;             /* (not owned): of the scroller */
};

enum
{
  PROP_RUNNING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RbkTeleprompter, rbk_teleprompter, ADW_TYPE_BIN)

static void
show_word (RbkTeleprompter *self, guint word)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  guint start = word < self->words->len ? g_array_index (self->words, guint, word) : G_MAXUINT;
  PangoAttribute *said = pango_attr_foreground_alpha_new (SAID_ALPHA);

  self->shown = word;
  said->start_index = 0;
  said->end_index = start;
  pango_attr_list_insert (attributes, said);
  gtk_label_set_attributes (self->label, word > 0 ? attributes : NULL);
}

/* Where to scroll to, so that the word to be said stands on the reading line. */
static double
find_goal (RbkTeleprompter *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double page = gtk_adjustment_get_page_size (adjustment);
  PangoRectangle at;
  int left, top;

  if (self->words->len == 0)
    return 0;
  pango_layout_index_to_pos (
    gtk_label_get_layout (self->label),
    (int) g_array_index (self->words, guint, MIN (self->shown, self->words->len - 1)),
    &at);
  gtk_label_get_layout_offsets (self->label, &left, &top);
  return CLAMP (top + (double) at.y / PANGO_SCALE - page * READING_LINE,
                0,
                MAX (gtk_adjustment_get_upper (adjustment) - page, 0));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RbkTeleprompter *self = RBK_TELEPROMPTER (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double seconds =
    self->last_tick_us > 0 ? (double) (now_us - self->last_tick_us) / (double) G_USEC_PER_SEC : 0;
  double value = gtk_adjustment_get_value (adjustment);
  double goal;

  self->last_tick_us = now_us;
  self->position = MIN (self->position + seconds * rbk_sound_settings_get_pace () / 60, self->words->len);
  if ((guint) self->position != self->shown)
    show_word (self, (guint) self->position);
  goal = find_goal (self);
  if (adw_get_enable_animations (widget))
    goal = value + (goal - value) * MIN (seconds * GLIDE, 1);
  gtk_adjustment_set_value (adjustment, goal);
  return G_SOURCE_CONTINUE;
}

static void
state_cb (RbkTeleprompter *self)
{
  RbkRecorderState state = rbk_composer_get_state (self->composer);

  if (state == RBK_RECORDER_STARTING)
    rbk_teleprompter_rewind (self);
  rbk_teleprompter_set_running (self, state == RBK_RECORDER_RECORDING);
}

static void
rbk_teleprompter_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_RUNNING)
    g_value_set_boolean (value, RBK_TELEPROMPTER (object)->running);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rbk_teleprompter_dispose (GObject *object)
{
  RbkTeleprompter *self = RBK_TELEPROMPTER (object);

  rbk_teleprompter_set_composer (self, NULL);
  G_OBJECT_CLASS (rbk_teleprompter_parent_class)->dispose (object);
}

static void
rbk_teleprompter_finalize (GObject *object)
{
  g_array_unref (RBK_TELEPROMPTER (object)->words);
  G_OBJECT_CLASS (rbk_teleprompter_parent_class)->finalize (object);
}

static void
rbk_teleprompter_class_init (RbkTeleprompterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_teleprompter_get_property;
  object_class->dispose = rbk_teleprompter_dispose;
  object_class->finalize = rbk_teleprompter_finalize;

  /**
   * RbkTeleprompter:running:
   *
   * Whether it scrolls.
   */
  properties[PROP_RUNNING] =
    g_param_spec_boolean ("running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_teleprompter_init (RbkTeleprompter *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = gtk_label_new (NULL);

  self->words = g_array_new (FALSE, FALSE, sizeof (guint));
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_yalign (self->label, 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "rbk-prompt");
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (self->scroller, label);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * rbk_teleprompter_set_text:
 * @text: what is to be said, UTF-8
 *
 * Begins again with other words; goes on with the same ones.
 */
void
rbk_teleprompter_set_text (RbkTeleprompter *self, const char *text)
{
  gboolean between = TRUE;

  g_return_if_fail (RBK_IS_TELEPROMPTER (self));

  if (g_strcmp0 (gtk_label_get_label (self->label), text) == 0)
    return;
  g_array_set_size (self->words, 0);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (p));
      guint at = (guint) (p - text);

      if (between && !space)
        g_array_append_val (self->words, at);
      between = space;
    }
  gtk_label_set_label (self->label, text);
  rbk_teleprompter_rewind (self);
}

/**
 * rbk_teleprompter_set_composer:
 * @composer: (nullable): whose recording it follows
 */
void
rbk_teleprompter_set_composer (RbkTeleprompter *self, RbkComposer *composer)
{
  gint64 duration_us = 0;

  g_return_if_fail (RBK_IS_TELEPROMPTER (self));

  if (self->composer == composer)
    return;
  if (self->composer != NULL)
    g_signal_handlers_disconnect_by_data (self->composer, self);
  rbk_teleprompter_set_running (self, FALSE);
  g_set_object (&self->composer, composer);
  if (composer == NULL)
    return;
  g_signal_connect_swapped (composer, "notify::state", G_CALLBACK (state_cb), self);
  g_object_get (composer, "duration-us", &duration_us, NULL);
  state_cb (self);
  /* Shown in the middle of a recording, it is where it would be. */
  if (self->running)
    self->position = (double) duration_us / (double) G_USEC_PER_SEC * rbk_sound_settings_get_pace () / 60;
}

/**
 * rbk_teleprompter_is_running:
 *
 * Returns: whether it scrolls
 */
gboolean
rbk_teleprompter_is_running (RbkTeleprompter *self)
{
  g_return_val_if_fail (RBK_IS_TELEPROMPTER (self), FALSE);

  return self->running;
}

/**
 * rbk_teleprompter_set_running:
 * @running: whether it shall scroll, from where it is
 */
void
rbk_teleprompter_set_running (RbkTeleprompter *self, gboolean running)
{
  g_return_if_fail (RBK_IS_TELEPROMPTER (self));

  if (self->running == running)
    return;
  self->running = running;
  self->last_tick_us = 0;
  if (running)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  else
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
      self->tick = 0;
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

/**
 * rbk_teleprompter_rewind:
 *
 * Back to the first word.
 */
void
rbk_teleprompter_rewind (RbkTeleprompter *self)
{
  g_return_if_fail (RBK_IS_TELEPROMPTER (self));

  self->position = 0;
  show_word (self, 0);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
