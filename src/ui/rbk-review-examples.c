/* rbk-review-examples.c: the showroom's library: passages worth hearing, to be played.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-examples.h"

#include "ui/rbk-sound-bar.h"
#include "ui/rbk-sound-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkReviewExamples
{
  GtkPopover parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  RbkPlayer *player;         /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of what is being loaded or removed */

  GtkLabel *words_label;
  GtkWidget *scrolled;
  GtkListBox *list;
  RbkSoundBar *bar;
};

G_DEFINE_FINAL_TYPE (RbkReviewExamples, rbk_review_examples, GTK_TYPE_POPOVER)

static void show_examples (RbkReviewExamples *self);

static void
say (RbkReviewExamples *self, const char *words)
{
  gtk_label_set_label (self->words_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), *words != '\0');
}

static void
stop (RbkReviewExamples *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->player != NULL)
    rbk_player_pause (self->player);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewExamples *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pcm = rbk_desk_load_example_finish (RBK_DESK (object), result, &error);

  /* Cancelled for another, or when this was closed: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (pcm == NULL)
    {
      say (self, error->message);
      return;
    }
  rbk_sound_bar_set_player (self->bar, NULL, NULL);
  rbk_player_set_pcm (self->player, pcm);
  rbk_sound_bar_set_player (self->bar, self->player, pcm);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), TRUE);
  rbk_sound_bar_toggle (self->bar);
}

static void
activated_cb (RbkReviewExamples *self, GtkListBoxRow *row)
{
  stop (self);
  self->cancellable = g_cancellable_new ();
  rbk_desk_load_example_async (
    self->desk, g_object_get_data (G_OBJECT (row), "example"), self->cancellable, loaded_cb, self);
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkReviewExamples *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = rbk_desk_remove_example_finish (RBK_DESK (object), result, &error);

  /* Cancelled when this was closed: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done)
    show_examples (self);
  else
    say (self, error->message);
}

static void
remove_cb (GtkWidget *button, RbkReviewExamples *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  RbkEntry *example = g_object_get_data (G_OBJECT (row), "example");

  stop (self);
  self->cancellable = g_cancellable_new ();
  rbk_desk_remove_example_async (
    self->desk, rbk_entry_get_string (example, "item"), self->cancellable, removed_cb, self);
}

static GtkWidget *
make_row (RbkReviewExamples *self, RbkEntry *example)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *length =
    rbk_sound_words_dup_length (rbk_entry_get_int (example, "seconds", 0) * G_USEC_PER_SEC);
  const char *title = rbk_entry_get_string (example, "title");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), length);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("media-playback-start-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "example", g_object_ref (example), g_object_unref);
  if (rbk_desk_is_reviewer (self->desk))
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
      /* Translators: %s is the name of a passage in the library */
      g_autofree char *words =
        g_strdup_printf (_ ("Take “%s” out of the library"), title != NULL ? title : "");

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _ ("Take It out of the Library"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
show_examples (RbkReviewExamples *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) examples = rbk_desk_list_examples (self->desk, &error);
  guint n = examples != NULL ? examples->len : 0;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (self->list, make_row (self, examples->pdata[i]));
  gtk_widget_set_visible (self->scrolled, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  if (examples == NULL)
    say (self, error->message);
  else
    say (self, n > 0 ? "" : _ ("Nothing yet. A manager who hears a voicemail can put the best of it here."));
}

static void
rbk_review_examples_map (GtkWidget *widget)
{
  RbkReviewExamples *self = RBK_REVIEW_EXAMPLES (widget);

  if (self->desk != NULL)
    show_examples (self);
  GTK_WIDGET_CLASS (rbk_review_examples_parent_class)->map (widget);
}

static void
rbk_review_examples_unmap (GtkWidget *widget)
{
  stop (RBK_REVIEW_EXAMPLES (widget));
  GTK_WIDGET_CLASS (rbk_review_examples_parent_class)->unmap (widget);
}

static void
rbk_review_examples_dispose (GObject *object)
{
  RbkReviewExamples *self = RBK_REVIEW_EXAMPLES (object);

  stop (self);
  if (self->bar != NULL)
    rbk_sound_bar_set_player (self->bar, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_EXAMPLES);
  g_clear_object (&self->player);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_examples_parent_class)->dispose (object);
}

static void
rbk_review_examples_class_init (RbkReviewExamplesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_examples_dispose;
  widget_class->map = rbk_review_examples_map;
  widget_class->unmap = rbk_review_examples_unmap;
  g_type_ensure (RBK_TYPE_SOUND_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-examples.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExamples, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExamples, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExamples, list);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewExamples, bar);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
rbk_review_examples_init (RbkReviewExamples *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->player = rbk_player_new ();
}

/**
 * rbk_review_examples_set_desk:
 * @desk: whose library to show, each time it is opened
 */
void
rbk_review_examples_set_desk (RbkReviewExamples *self, RbkDesk *desk)
{
  g_return_if_fail (RBK_IS_REVIEW_EXAMPLES (self));

  g_set_object (&self->desk, desk);
}
