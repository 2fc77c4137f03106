/* rbk-photo-row.c
 *
 * A camera's picture is some megabytes, and a contact card takes a hundred kilobytes: the middle square of it
 * is made small here, away from the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-photo-row.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

/* Pixels of a side: what phones show beside a call, twice as fine. */
#define SIDE 320
/* Larger files are no photos of a person. Bytes. */
#define LARGEST_FILE (20 * 1024 * 1024)

struct _RbkPhotoRow
{
  AdwActionRow parent_instance;

  GBytes *photo; /* (owned) (nullable) */
  gboolean changed;
  GCancellable *cancellable; /* (owned): ends what is under way when the row goes away */

  AdwAvatar *avatar;
  GtkWidget *choose_button;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (RbkPhotoRow, rbk_photo_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
show_photo (RbkPhotoRow *self)
{
  g_autoptr (GdkTexture) texture =
    self->photo != NULL ? gdk_texture_new_from_bytes (self->photo, NULL) : NULL;

  adw_avatar_set_custom_image (self->avatar, texture != NULL ? GDK_PAINTABLE (texture) : NULL);
  gtk_widget_set_visible (self->remove_button, self->photo != NULL);
}

static void
say (RbkPhotoRow *self, const char *words)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* @photo: (transfer full) (nullable) */
static void
take (RbkPhotoRow *self, GBytes *photo)
{
  g_clear_pointer (&self->photo, g_bytes_unref);
  self->photo = photo;
  self->changed = TRUE;
  show_photo (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* (transfer full): the middle square of @file as a small JPEG. */
static GBytes *
make_small (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
    g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GdkPixbuf) square = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  char *data = NULL;
  gsize size = 0;
  int side;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > LARGEST_FILE)
    {
      g_set_error_literal (
        error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("This file is larger than 20 MB. Choose a smaller photo."));
      return NULL;
    }
  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  /* Never made larger than this, whatever the file says it is. */
  whole = gdk_pixbuf_new_from_stream_at_scale (
    G_INPUT_STREAM (stream), SIDE * 4, SIDE * 4, TRUE, cancellable, NULL);
  upright = whole != NULL ? gdk_pixbuf_apply_embedded_orientation (whole) : NULL;
  if (upright == NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        g_set_error_literal (error,
                             G_IO_ERROR,
                             G_IO_ERROR_INVALID_DATA,
                             _ ("This file is no picture that can be read. Choose a JPEG or PNG file."));
      return NULL;
    }
  side = MIN (gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright));
  square = gdk_pixbuf_new_subpixbuf (upright,
                                     (gdk_pixbuf_get_width (upright) - side) / 2,
                                     (gdk_pixbuf_get_height (upright) - side) / 2,
                                     side,
                                     side);
  small = gdk_pixbuf_scale_simple (square, SIDE, SIDE, GDK_INTERP_BILINEAR);
  if (!gdk_pixbuf_save_to_buffer (small, &data, &size, "jpeg", error, "quality", "85", NULL))
    return NULL;
  return g_bytes_new_take (data, size);
}

static void
make_small_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *photo = make_small (data, cancellable, &error);

  if (photo != NULL)
    g_task_return_pointer (task, photo, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
made_small_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkPhotoRow *self = RBK_PHOTO_ROW (object);
  g_autoptr (GError) error = NULL;
  GBytes *photo = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->choose_button, TRUE);
  if (photo != NULL)
    take (self, photo);
  else
    say (self, error->message);
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkPhotoRow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);
  g_autoptr (GTask) task = NULL;

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      task = g_task_new (self, self->cancellable, made_small_cb, NULL);
      g_task_set_task_data (task, g_steal_pointer (&file), g_object_unref);
      gtk_widget_set_sensitive (self->choose_button, FALSE);
      g_task_run_in_thread (task, make_small_thread);
    }
  else if (error != NULL && error->domain != GTK_DIALOG_ERROR &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error->message);
}

static void
choose_cb (RbkPhotoRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Photo"));
  gtk_file_dialog_open (dialog,
                        GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        self->cancellable,
                        chosen_cb,
                        g_object_ref (self));
}

static void
remove_cb (RbkPhotoRow *self)
{
  gtk_widget_grab_focus (self->choose_button);
  take (self, NULL);
}

static void
rbk_photo_row_dispose (GObject *object)
{
  RbkPhotoRow *self = RBK_PHOTO_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_PHOTO_ROW);
  G_OBJECT_CLASS (rbk_photo_row_parent_class)->dispose (object);
}

static void
rbk_photo_row_finalize (GObject *object)
{
  RbkPhotoRow *self = RBK_PHOTO_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->photo, g_bytes_unref);
  G_OBJECT_CLASS (rbk_photo_row_parent_class)->finalize (object);
}

static void
rbk_photo_row_class_init (RbkPhotoRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_photo_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_photo_row_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-photo-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkPhotoRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, RbkPhotoRow, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RbkPhotoRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
rbk_photo_row_init (RbkPhotoRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_photo (self);
}

/**
 * rbk_photo_row_show:
 * @name: (nullable): whose it is, for the initials where there is no photo
 * @photo: (nullable): the one they have
 */
void
rbk_photo_row_show (RbkPhotoRow *self, const char *name, GBytes *photo)
{
  adw_avatar_set_text (self->avatar, name);
  g_clear_pointer (&self->photo, g_bytes_unref);
  self->photo = photo != NULL ? g_bytes_ref (photo) : NULL;
  self->changed = FALSE;
  show_photo (self);
}

/**
 * rbk_photo_row_is_changed:
 *
 * Returns: whether the person chose another, or none, since it was shown
 */
gboolean
rbk_photo_row_is_changed (RbkPhotoRow *self)
{
  return self->changed;
}

/**
 * rbk_photo_row_get_photo:
 *
 * Returns: (transfer none) (nullable): a JPEG small enough for a contact card, or what was shown; NULL: none
 */
GBytes *
rbk_photo_row_get_photo (RbkPhotoRow *self)
{
  return self->photo;
}
