/* rbk-take-row.c: one recording among several, to be chosen, heard or deleted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-take-row.h"

#include "media/rbk-pcm.h"
#include "ui/rbk-sound-words.h"
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

struct _RbkTakeRow
{
  AdwActionRow parent_instance;

  RbkTake *take;     /* (owned) */
  char *name;        /* (owned): "Take 1" */
  char *when;        /* (owned): when and by which microphone it was recorded */
  char *suggestion;  /* (owned) (nullable): why it is the best of them */
  gboolean choosing; /* the check is being set by us, not by the person */

  GtkCheckButton *check;
  GtkWidget *edited_label;
  GtkWidget *suggested_label;
  GtkButton *play_button;
  GtkButton *delete_button;
};

enum
{
  CHOOSE,
  PLAY,
  DELETE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkTakeRow, rbk_take_row, ADW_TYPE_ACTION_ROW)

static void
check_toggled_cb (RbkTakeRow *self)
{
  if (!self->choosing && gtk_check_button_get_active (self->check))
    g_signal_emit (self, signals[CHOOSE], 0);
}

static void
play_clicked_cb (RbkTakeRow *self)
{
  g_signal_emit (self, signals[PLAY], 0);
}

static void
delete_clicked_cb (RbkTakeRow *self)
{
  g_signal_emit (self, signals[DELETE], 0);
}

static void
rbk_take_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_TAKE_ROW);
  G_OBJECT_CLASS (rbk_take_row_parent_class)->dispose (object);
}

static void
rbk_take_row_finalize (GObject *object)
{
  RbkTakeRow *self = RBK_TAKE_ROW (object);

  g_clear_object (&self->take);
  g_free (self->name);
  g_free (self->when);
  g_free (self->suggestion);
  G_OBJECT_CLASS (rbk_take_row_parent_class)->finalize (object);
}

static void
rbk_take_row_class_init (RbkTakeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_take_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_take_row_finalize;

  /**
   * RbkTakeRow::choose:
   *
   * The person wants this take to be the voicemail.
   */
  signals[CHOOSE] = g_signal_new ("choose", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * RbkTakeRow::play:
   *
   * The person wants to hear it, or not to hear it any more.
   */
  signals[PLAY] = g_signal_new ("play", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * RbkTakeRow::delete:
   *
   * The person wants it deleted; nobody has asked yet whether they are sure.
   */
  signals[DELETE] = g_signal_new ("delete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-take-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkTakeRow, check);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeRow, edited_label);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeRow, suggested_label);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeRow, play_button);
  gtk_widget_class_bind_template_child (widget_class, RbkTakeRow, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, play_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
rbk_take_row_init (RbkTakeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* With the day if that is not today. */
static char *
dup_time (gint64 time_us, GTimeZone *zone)
{
  if (rbk_time_get_day (time_us, zone) == rbk_time_get_day (g_get_real_time (), zone))
    return rbk_time_dup_clock (time_us, zone);
  return rbk_time_dup_full (time_us, zone);
}

static void
show_words (RbkTakeRow *self)
{
  /* Translators: when a take was recorded, and why it is suggested */
  g_autofree char *subtitle = self->suggestion != NULL
                                ? g_strdup_printf (_ ("%1$s\n%2$s"), self->when, self->suggestion)
                                : g_strdup (self->when);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (self->suggested_label, self->suggestion != NULL);
}

/**
 * rbk_take_row_new:
 * @take: the take
 * @number: which one it is, from 1, as the person counts
 * @group: a check button of the group that this row's belongs to
 * @zone: the zone of the showroom's clock, as on the timeline
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_take_row_new (RbkTake *take, guint number, GtkCheckButton *group, GTimeZone *zone)
{
  RbkTakeRow *self = g_object_new (RBK_TYPE_TAKE_ROW, NULL);
  g_autofree char *time = dup_time (rbk_take_get_time_us (take), zone);
  const char *microphone = rbk_take_get_microphone (take);
  g_autofree char *delete = NULL;

  self->take = g_object_ref (take);
  /* Translators: the first, second … recording of a voicemail */
  self->name = g_strdup_printf (_ ("Take %u"), number);
  self->when = microphone != NULL && *microphone != '\0' ? g_strdup_printf (_ ("%s · %s"), time, microphone)
                                                         : g_strdup (time);
  delete = g_strdup_printf (_ ("Delete %s"), self->name);
  gtk_check_button_set_group (self->check, group);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->delete_button), GTK_ACCESSIBLE_PROPERTY_LABEL, delete, -1);
  show_words (self);
  rbk_take_row_set_length (self, rbk_pcm_duration_us ((gsize) MAX (rbk_take_get_bytes (take), 0)), FALSE);
  rbk_take_row_set_playing (self, FALSE);
  return GTK_WIDGET (self);
}

/**
 * rbk_take_row_get_take:
 *
 * Returns: (transfer none): the take
 */
RbkTake *
rbk_take_row_get_take (RbkTakeRow *self)
{
  g_return_val_if_fail (RBK_IS_TAKE_ROW (self), NULL);

  return self->take;
}

/**
 * rbk_take_row_set_chosen:
 * @chosen: whether it is the one that will be the voicemail
 */
void
rbk_take_row_set_chosen (RbkTakeRow *self, gboolean chosen)
{
  g_return_if_fail (RBK_IS_TAKE_ROW (self));

  self->choosing = TRUE;
  gtk_check_button_set_active (self->check, chosen);
  self->choosing = FALSE;
}

/**
 * rbk_take_row_set_playing:
 * @playing: whether it is heard now
 */
void
rbk_take_row_set_playing (RbkTakeRow *self, gboolean playing)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RBK_IS_TAKE_ROW (self));

  /* Translators: %s is such as "Take 1" */
  words = g_strdup_printf (playing ? _ ("Pause %s") : _ ("Play %s"), self->name);
  gtk_button_set_icon_name (self->play_button,
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), words);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * rbk_take_row_set_length:
 * @length_us: how long it is, as it would leave
 * @edited: whether that is otherwise than it was recorded
 */
void
rbk_take_row_set_length (RbkTakeRow *self, gint64 length_us, gboolean edited)
{
  g_autofree char *length = NULL;
  g_autofree char *title = NULL;
  g_autofree char *choose = NULL;

  g_return_if_fail (RBK_IS_TAKE_ROW (self));

  length = rbk_sound_words_dup_length (length_us);
  /* Translators: a take and its length, such as "Take 1 · 0:24" */
  title = g_strdup_printf (_ ("%s · %s"), self->name, length);
  choose = g_strdup_printf (_ ("Use %s"), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, choose, -1);
  gtk_widget_set_visible (self->edited_label, edited);
}

/**
 * rbk_take_row_set_suggestion:
 * @words: (nullable): why this take is the best of them, in a sentence; %NULL if it is not suggested
 *
 * The person decides; nothing is chosen by it.
 */
void
rbk_take_row_set_suggestion (RbkTakeRow *self, const char *words)
{
  g_return_if_fail (RBK_IS_TAKE_ROW (self));

  if (g_set_str (&self->suggestion, words))
    show_words (self);
}
