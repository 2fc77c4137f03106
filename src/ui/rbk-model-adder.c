/* rbk-model-adder.c
 *
 * In the Flatpak the file dialog is the portal's: Ringback sees the file that was chosen and no other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-model-adder.h"

#include "ui/rbk-error-label.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_MS 100

struct _RbkModelAdder
{
  GtkBox parent_instance;

  RbkSpeechShelf *shelf;     /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the file that is being chosen or checked */
  guint progress_timeout;

  GtkWidget *choose_button;
  GtkWidget *progress_box;
  GtkProgressBar *progress_bar;
  GtkLabel *error_label;
};

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkModelAdder, rbk_model_adder, GTK_TYPE_BOX)

static gboolean
progress_cb (gpointer data)
{
  RbkModelAdder *self = data;

  gtk_progress_bar_set_fraction (self->progress_bar,
                                 rbk_speech_models_get_progress (rbk_speech_shelf_get_models (self->shelf)));
  return G_SOURCE_CONTINUE;
}

static void
show_checking (RbkModelAdder *self, gboolean checking)
{
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  gtk_widget_set_visible (self->progress_box, checking);
  gtk_widget_set_visible (self->choose_button, !checking);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  g_clear_handle_id (&self->progress_timeout, g_source_remove);
  if (checking)
    self->progress_timeout = g_timeout_add (PROGRESS_MS, progress_cb, self);
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkModelAdder *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkSpeechModel) model = rbk_speech_shelf_add_finish (RBK_SPEECH_SHELF (source), result, &error);

  /* Cancelled: the adder may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  show_checking (self, FALSE);
  if (model != NULL)
    g_signal_emit (self, signals[ADDED], 0, model);
  else
    rbk_error_label_show (self->error_label, error->message);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkModelAdder *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        rbk_error_label_show (self->error_label, error->message);
      return;
    }
  self->cancellable = g_cancellable_new ();
  show_checking (self, TRUE);
  rbk_speech_shelf_add_async (self->shelf, file, self->cancellable, added_cb, self);
}

static void
choose_cb (RbkModelAdder *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->shelf == NULL || self->cancellable != NULL)
    return;
  rbk_error_label_show (self->error_label, NULL);
  gtk_file_filter_set_name (filter, _ ("Speech models"));
  gtk_file_filter_add_pattern (filter, "*.bin");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Model File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  self->cancellable = g_cancellable_new ();
  gtk_file_dialog_open (
    dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable, chosen_cb, self);
}

static void
stop (RbkModelAdder *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
cancel_cb (RbkModelAdder *self)
{
  stop (self);
  show_checking (self, FALSE);
}

static void
rbk_model_adder_dispose (GObject *object)
{
  RbkModelAdder *self = RBK_MODEL_ADDER (object);

  stop (self);
  g_clear_handle_id (&self->progress_timeout, g_source_remove);
  g_clear_object (&self->shelf);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_MODEL_ADDER);
  G_OBJECT_CLASS (rbk_model_adder_parent_class)->dispose (object);
}

static void
rbk_model_adder_class_init (RbkModelAdderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_model_adder_dispose;

  /**
   * RbkModelAdder::added:
   * @model: what was added
   */
  signals[ADDED] = g_signal_new ("added",
                                 RBK_TYPE_MODEL_ADDER,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 1,
                                 RBK_TYPE_SPEECH_MODEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-model-adder.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkModelAdder, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RbkModelAdder, progress_box);
  gtk_widget_class_bind_template_child (widget_class, RbkModelAdder, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkModelAdder, error_label);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
rbk_model_adder_init (RbkModelAdder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_model_adder_new:
 *
 * Returns: (transfer floating): an adder without a shelf
 */
GtkWidget *
rbk_model_adder_new (void)
{
  return g_object_new (RBK_TYPE_MODEL_ADDER, NULL);
}

/**
 * rbk_model_adder_set_shelf:
 * @shelf: (nullable): where what is added goes
 */
void
rbk_model_adder_set_shelf (RbkModelAdder *self, RbkSpeechShelf *shelf)
{
  g_return_if_fail (RBK_IS_MODEL_ADDER (self));

  if (g_set_object (&self->shelf, shelf))
    cancel_cb (self);
}
