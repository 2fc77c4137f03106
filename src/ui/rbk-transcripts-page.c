/* rbk-transcripts-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-transcripts-page.h"

#include "ui/rbk-loss-question.h"
#include "ui/rbk-model-adder.h"
#include "ui/rbk-remove-button.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

/* So much of a SHA-256 is shown: enough to compare by eye, the rest is in the tooltip. */
#define SHOWN_DIGITS 12

struct _RbkTranscriptsPage
{
  AdwPreferencesPage parent_instance;

  RbkSpeechShelf *shelf;     /* (owned) */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): of the group */
  GCancellable *cancellable; /* (owned): ends what is under way when the page goes away */
  GtkCheckButton *group;     /* (owned): never shown; with it, one model alone is a choice, too */
  gboolean showing;          /* the rows are being filled by us, not by the person */

  AdwPreferencesGroup *models_group;
  RbkModelAdder *adder;
};

G_DEFINE_FINAL_TYPE (RbkTranscriptsPage, rbk_transcripts_page, ADW_TYPE_PREFERENCES_PAGE)

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkTranscriptsPage *self = data;
  g_autoptr (GError) error = NULL;

  /* Cancelled when the page went away: @self is not to be touched. */
  if (!rbk_speech_shelf_remove_finish (RBK_SPEECH_SHELF (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rbk_toasts_say (GTK_WIDGET (self), error->message);
}

typedef struct
{
  RbkTranscriptsPage *self; /* (owned) */
  RbkSpeechModel *model;    /* (owned) */
} Removal;

static void
removal_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Removal *removal = data;
  RbkTranscriptsPage *self = removal->self;

  if (g_strcmp0 (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result), "remove") == 0 &&
      !g_cancellable_is_cancelled (self->cancellable))
    rbk_speech_shelf_remove_async (self->shelf, removal->model, self->cancellable, removed_cb, self);
  g_object_unref (removal->model);
  g_object_unref (self);
  g_free (removal);
}

static void
remove_cb (GtkButton *button, RbkTranscriptsPage *self)
{
  RbkSpeechModel *model = g_object_get_data (G_OBJECT (button), "model");
  /* Translators: %s is the name of a speech model */
  g_autofree char *heading = g_strdup_printf (_ ("Remove %s?"), rbk_speech_model_get_name (model));
  AdwDialog *question = rbk_loss_question_new (
    heading,
    _ ("Its file is deleted. Transcripts that were made with it stay with their recordings."),
    _ ("_Keep"),
    "remove",
    _ ("_Remove"));
  Removal *removal = g_new0 (Removal, 1);

  removal->self = g_object_ref (self);
  removal->model = g_object_ref (model);
  adw_alert_dialog_choose (
    ADW_ALERT_DIALOG (question), GTK_WIDGET (self), NULL, removal_answered_cb, removal);
}

static void
toggled_cb (GtkCheckButton *check, RbkTranscriptsPage *self)
{
  RbkSpeechModel *model = g_object_get_data (G_OBJECT (check), "model");

  if (!self->showing && gtk_check_button_get_active (check))
    rbk_speech_shelf_set_wanted (self->shelf, rbk_speech_model_get_sha256 (model));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static GtkWidget *
make_remove_button (RbkTranscriptsPage *self, RbkSpeechModel *model)
{
  /* Translators: %s is the name of a speech model */
  g_autofree char *words = g_strdup_printf (_ ("Remove %s"), rbk_speech_model_get_name (model));
  GtkWidget *button = rbk_remove_button_new (words, words);

  g_object_set_data_full (G_OBJECT (button), "model", g_object_ref (model), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  return button;
}

static GtkWidget *
make_model_row (RbkTranscriptsPage *self, RbkSpeechModel *model)
{
  const char *licence = rbk_speech_model_get_licence (model);
  g_autofree char *size = g_format_size (rbk_speech_model_get_size (model));
  g_autofree char *digits = g_strndup (rbk_speech_model_get_sha256 (model), SHOWN_DIGITS);
  /* Translators: a model file's size, its licence, and the beginning of its SHA-256 */
  g_autofree char *words = g_strdup_printf (
    _ ("%s · %s · SHA-256 %s…"), size, licence != NULL && *licence != '\0' ? licence : "–", digits);
  GtkWidget *row = make_row (rbk_speech_model_get_name (model), words);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_tooltip_text (row, rbk_speech_model_get_sha256 (model));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->group);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), model == rbk_speech_shelf_get_model (self->shelf));
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, rbk_speech_model_get_name (model), -1);
  g_object_set_data_full (G_OBJECT (check), "model", g_object_ref (model), g_object_unref);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  if (rbk_speech_models_is_own (rbk_speech_shelf_get_models (self->shelf), model))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, model));
  g_object_set_data (G_OBJECT (row), "check", check);
  return row;
}

static void
show_models (RbkTranscriptsPage *self)
{
  GListModel *models = G_LIST_MODEL (self->shelf);

  self->showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->models_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr (RbkSpeechModel) model = g_list_model_get_item (models, i);

      g_ptr_array_add (self->rows, make_model_row (self, model));
    }
  if (self->rows->len == 0 && rbk_speech_shelf_is_loaded (self->shelf))
    g_ptr_array_add (self->rows, make_row (_ ("None yet"), rbk_speech_models_how_to_get_one ()));
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_add (self->models_group, self->rows->pdata[i]);
  self->showing = FALSE;
}

static void
show_chosen (RbkTranscriptsPage *self)
{
  self->showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkCheckButton *check = g_object_get_data (self->rows->pdata[i], "check");

      if (check != NULL)
        gtk_check_button_set_active (check,
                                     g_object_get_data (G_OBJECT (check), "model") ==
                                       (gpointer) rbk_speech_shelf_get_model (self->shelf));
    }
  self->showing = FALSE;
}

static void
added_cb (RbkTranscriptsPage *self, RbkSpeechModel *model)
{
  rbk_speech_shelf_set_wanted (self->shelf, rbk_speech_model_get_sha256 (model));
  rbk_toasts_say (GTK_WIDGET (self), _ ("The model is what it should be, and was added"));
}

static void
rbk_transcripts_page_dispose (GObject *object)
{
  RbkTranscriptsPage *self = RBK_TRANSCRIPTS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_TRANSCRIPTS_PAGE);
  g_clear_object (&self->group);
  g_clear_object (&self->shelf);
  G_OBJECT_CLASS (rbk_transcripts_page_parent_class)->dispose (object);
}

static void
rbk_transcripts_page_finalize (GObject *object)
{
  RbkTranscriptsPage *self = RBK_TRANSCRIPTS_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (rbk_transcripts_page_parent_class)->finalize (object);
}

static void
rbk_transcripts_page_class_init (RbkTranscriptsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_transcripts_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_transcripts_page_finalize;
  g_type_ensure (RBK_TYPE_MODEL_ADDER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-transcripts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkTranscriptsPage, models_group);
  gtk_widget_class_bind_template_child (widget_class, RbkTranscriptsPage, adder);
}

static void
rbk_transcripts_page_init (RbkTranscriptsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->group = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
  self->cancellable = g_cancellable_new ();
}

/**
 * rbk_transcripts_page_new:
 * @shelf: the models of this computer
 *
 * Looks again which there are.
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
rbk_transcripts_page_new (RbkSpeechShelf *shelf)
{
  RbkTranscriptsPage *self = g_object_new (RBK_TYPE_TRANSCRIPTS_PAGE, NULL);

  self->shelf = g_object_ref (shelf);
  rbk_model_adder_set_shelf (self->adder, shelf);
  g_signal_connect_object (self->adder, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "items-changed", G_CALLBACK (show_models), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "notify::model", G_CALLBACK (show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "notify::loaded", G_CALLBACK (show_models), self, G_CONNECT_SWAPPED);
  show_models (self);
  rbk_speech_shelf_refresh (shelf);
  return GTK_WIDGET (self);
}
