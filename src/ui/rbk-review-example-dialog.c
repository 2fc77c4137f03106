/* rbk-review-example-dialog.c: puts a passage of a voicemail into the showroom's library.
 *
 * Nothing of the customer may be in it, and only an ear can say so: a person selects the passage, and says
 * that they heard it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-example-dialog.h"

#include "ui/rbk-error-label.h"
#include "ui/rbk-sound-bar.h"
#include "ui/rbk-sound-words.h"

#include <glib/gi18n-lib.h>

struct _RbkReviewExampleDialog
{
  AdwDialog parent_instance;

  RbkDesk *desk;             /* (owned) */
  char *item;                /* (owned) */
  RbkPlayer *player;         /* (owned) */
  GCancellable *cancellable; /* (owned): ends what is under way when the dialog goes away */
  gboolean busy;

  RbkSoundBar *bar;
  GtkLabel *passage_label;
  GtkEditable *title_row;
  AdwSwitchRow *heard_row;
  GtkLabel *error_label;
  GtkWidget *add_button;
};

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewExampleDialog, rbk_review_example_dialog, ADW_TYPE_DIALOG)

static char *
dup_title (RbkReviewExampleDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->title_row)));
}

static void
show_state (RbkReviewExampleDialog *self)
{
  gint64 from_us, to_us;
  gboolean some = rbk_waveform_view_get_selection (rbk_sound_bar_get_waveform (self->bar), &from_us, &to_us);
  g_autofree char *title = dup_title (self);
  g_autofree char *from = rbk_sound_words_dup_tenths (from_us);
  g_autofree char *to = rbk_sound_words_dup_tenths (to_us);
  /* Translators: two moments of a recording, such as "0:03.2" and "0:09.0" */
  g_autofree char *words =
    some ? g_strdup_printf (_ ("From %s to %s"), from, to) : g_strdup (_ ("Nothing is selected yet."));

  gtk_label_set_label (self->passage_label, words);
  gtk_widget_set_sensitive (
    self->add_button, some && *title != '\0' && adw_switch_row_get_active (self->heard_row) && !self->busy);
}

static void
changed_cb (RbkReviewExampleDialog *self)
{
  if (self->desk != NULL)
    show_state (self);
}

/* What was heard is another passage now. */
static void
selection_cb (RbkReviewExampleDialog *self)
{
  adw_switch_row_set_active (self->heard_row, FALSE);
  show_state (self);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewExampleDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_add_example_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the dialog went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->busy = FALSE;
  show_state (self);
  if (!done)
    {
      rbk_error_label_show (self->error_label, error->message);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
add_cb (RbkReviewExampleDialog *self)
{
  g_autofree char *title = dup_title (self);
  gint64 from_us, to_us;

  if (self->busy ||
      !rbk_waveform_view_get_selection (rbk_sound_bar_get_waveform (self->bar), &from_us, &to_us))
    return;
  rbk_player_pause (self->player);
  self->busy = TRUE;
  rbk_error_label_show (self->error_label, NULL);
  show_state (self);
  rbk_desk_add_example_async (
    self->desk, self->item, title, from_us, to_us, self->cancellable, added_cb, self);
}

static gboolean
key_cb (RbkReviewExampleDialog *self, guint key, guint code, GdkModifierType modifiers)
{
  RbkWaveformView *waveform = rbk_sound_bar_get_waveform (self->bar);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (GTK_IS_TEXT (focus) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_i)
    rbk_waveform_view_mark_in (waveform);
  else if (key == GDK_KEY_o)
    rbk_waveform_view_mark_out (waveform);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
rbk_review_example_dialog_dispose (GObject *object)
{
  RbkReviewExampleDialog *self = RBK_REVIEW_EXAMPLE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->player != NULL)
    rbk_player_pause (self->player);
  if (self->bar != NULL)
    rbk_sound_bar_set_player (self->bar, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_EXAMPLE_DIALOG);
  g_clear_object (&self->player);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_example_dialog_parent_class)->dispose (object);
}

static void
rbk_review_example_dialog_finalize (GObject *object)
{
  RbkReviewExampleDialog *self = RBK_REVIEW_EXAMPLE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->item);
  G_OBJECT_CLASS (rbk_review_example_dialog_parent_class)->finalize (object);
}

static void
rbk_review_example_dialog_class_init (RbkReviewExampleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_example_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_example_dialog_finalize;
  g_type_ensure (RBK_TYPE_SOUND_BAR);
  signals[ADDED] = g_signal_new (
    "added", RBK_TYPE_REVIEW_EXAMPLE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-example-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExampleDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExampleDialog, passage_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExampleDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExampleDialog, heard_row);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExampleDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExampleDialog, add_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
rbk_review_example_dialog_init (RbkReviewExampleDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->player = rbk_player_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * rbk_review_example_dialog_new:
 * @item: the draft whose sound it is
 * @pcm: that sound, as in rbk-pcm.h
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
rbk_review_example_dialog_new (RbkDesk *desk, const char *item, GBytes *pcm)
{
  RbkReviewExampleDialog *self = g_object_new (RBK_TYPE_REVIEW_EXAMPLE_DIALOG, NULL);
  RbkWaveformView *waveform = rbk_sound_bar_get_waveform (self->bar);

  self->desk = g_object_ref (desk);
  self->item = g_strdup (item);
  rbk_player_set_pcm (self->player, pcm);
  rbk_sound_bar_set_player (self->bar, self->player, pcm);
  rbk_waveform_view_set_selectable (waveform, TRUE);
  g_signal_connect_object (waveform, "selection-changed", G_CALLBACK (selection_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (waveform));
  show_state (self);
  return ADW_DIALOG (self);
}
