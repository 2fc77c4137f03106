/* rbk-attachment-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-attachment-row.h"

#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

struct _RbkAttachmentRow
{
  AdwPreferencesRow parent_instance;

  RbkUpload *upload; /* (owned) (nullable) */
  char *size;        /* (owned) (nullable): and of a recording how long it is, in words */
  RbkUploadState told;

  GtkImage *icon;
  GtkLabel *name_label;
  GtkLabel *words_label;
  GtkProgressBar *bar;
  GtkWidget *link_button;
  GtkWidget *retry_button;
  GtkWidget *stop_button;
  GtkWidget *remove_button;
};

enum
{
  LINK,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkAttachmentRow, rbk_attachment_row, ADW_TYPE_PREFERENCES_ROW)

static char *
dup_words (RbkAttachmentRow *self)
{
  RbkUploadState state = rbk_upload_get_state (self->upload);
  const char *words = rbk_upload_get_words (self->upload);
  g_autofree char *done = NULL;

  if (state == RBK_UPLOAD_FAILED)
    return g_strdup (words);
  if (state == RBK_UPLOAD_DONE && words != NULL)
    return g_strdup (words);
  if (state == RBK_UPLOAD_DONE)
    /* Translators: %s is how large a file is */
    return g_strdup_printf (_ ("Online, %s; a link goes with the message"), self->size);
  done = g_format_size ((guint64) rbk_upload_get_done (self->upload));
  /* Translators: how much of a file is uploaded, and how large it is: "3 MB of 12 MB uploaded" */
  return g_strdup_printf (_ ("%1$s of %2$s uploaded"), done, self->size);
}

/* Progress is seen; that it ended, and how, is also said. */
static void
tell (RbkAttachmentRow *self, RbkUploadState state, const char *words)
{
  if (state == self->told)
    return;
  self->told = state;
  if (state == RBK_UPLOAD_DONE || state == RBK_UPLOAD_FAILED)
    gtk_accessible_announce (GTK_ACCESSIBLE (self),
                             words,
                             state == RBK_UPLOAD_FAILED ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                                        : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_upload (RbkAttachmentRow *self)
{
  RbkUploadState state = rbk_upload_get_state (self->upload);
  g_autofree char *words = dup_words (self);
  gint64 length = rbk_upload_get_length (self->upload);
  gboolean stop_had_focus = gtk_widget_has_focus (self->stop_button);
  gboolean retry_had_focus = gtk_widget_has_focus (self->retry_button);

  gtk_label_set_label (self->words_label, words);
  gtk_widget_remove_css_class (GTK_WIDGET (self->words_label), "dimmed");
  gtk_widget_remove_css_class (GTK_WIDGET (self->words_label), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), state == RBK_UPLOAD_FAILED ? "error" : "dimmed");
  gtk_widget_set_visible (GTK_WIDGET (self->bar), state == RBK_UPLOAD_RUNNING);
  gtk_progress_bar_set_fraction (
    self->bar, length > 0 ? (double) rbk_upload_get_done (self->upload) / (double) length : 0);
  gtk_widget_set_visible (self->stop_button, state == RBK_UPLOAD_RUNNING);
  gtk_widget_set_visible (self->retry_button, state == RBK_UPLOAD_FAILED);
  /* The keyboard stays here when the button under it goes away. */
  if (stop_had_focus && state != RBK_UPLOAD_RUNNING)
    gtk_widget_grab_focus (state == RBK_UPLOAD_FAILED ? self->retry_button : self->remove_button);
  else if (retry_had_focus && state != RBK_UPLOAD_FAILED)
    gtk_widget_grab_focus (state == RBK_UPLOAD_RUNNING ? self->stop_button : self->remove_button);
  tell (self, state, words);
}

static void
link_cb (RbkAttachmentRow *self)
{
  g_signal_emit (self, signals[LINK], 0);
}

static void
retry_cb (RbkAttachmentRow *self)
{
  rbk_upload_start (self->upload);
}

static void
stop_cb (RbkAttachmentRow *self)
{
  rbk_upload_stop (self->upload);
}

static void
remove_cb (RbkAttachmentRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
rbk_attachment_row_dispose (GObject *object)
{
  RbkAttachmentRow *self = RBK_ATTACHMENT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_ATTACHMENT_ROW);
  g_clear_object (&self->upload);
  G_OBJECT_CLASS (rbk_attachment_row_parent_class)->dispose (object);
}

static void
rbk_attachment_row_finalize (GObject *object)
{
  g_free (RBK_ATTACHMENT_ROW (object)->size);
  G_OBJECT_CLASS (rbk_attachment_row_parent_class)->finalize (object);
}

static void
rbk_attachment_row_class_init (RbkAttachmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_attachment_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_attachment_row_finalize;
  signals[LINK] =
    g_signal_new ("link", RBK_TYPE_ATTACHMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] =
    g_signal_new ("remove", RBK_TYPE_ATTACHMENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-attachment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, bar);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, link_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
rbk_attachment_row_init (RbkAttachmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
get_icon (const RbkWrittenAttachment *attachment)
{
  if (g_str_has_prefix (attachment->media_type, "video/"))
    return "rbk-video-symbolic";
  if (g_str_has_prefix (attachment->media_type, "audio/"))
    return "rbk-voicemail-symbolic";
  return "mail-attachment-symbolic";
}

/* How large it is, and how long. NULL if neither is known here. */
static char *
dup_size (const RbkWrittenAttachment *attachment)
{
  g_autofree char *size = NULL;
  g_autofree char *length = NULL;

  if (attachment->upload != NULL)
    size = g_format_size ((guint64) rbk_upload_get_length (attachment->upload));
  else if (attachment->data != NULL)
    size = g_format_size (g_bytes_get_size (attachment->data));
  if (attachment->note == NULL || size == NULL)
    return g_steal_pointer (&size);
  length = rbk_time_dup_length (attachment->note->duration_us / G_USEC_PER_SEC);
  /* Translators: how long a recording is, and how large: "0:28, 230 kB" */
  return g_strdup_printf (_ ("%1$s, %2$s"), length, size);
}

/**
 * rbk_attachment_row_new:
 * @attachment: what it shows; not looked at again, save its upload
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
rbk_attachment_row_new (const RbkWrittenAttachment *attachment)
{
  RbkAttachmentRow *self = g_object_new (RBK_TYPE_ATTACHMENT_ROW, NULL);
  const char *name = attachment->note != NULL ? _ ("Voice note") : attachment->file_name;
  /* Translators: %s is a file's name */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), name);

  self->size = dup_size (attachment);
  gtk_image_set_from_icon_name (self->icon, get_icon (attachment));
  gtk_label_set_label (self->name_label, name);
  gtk_widget_set_tooltip_text (self->remove_button, remove);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (attachment->upload != NULL)
    {
      self->upload = g_object_ref (attachment->upload);
      self->told = rbk_upload_get_state (self->upload);
      g_signal_connect_object (self->upload, "changed", G_CALLBACK (show_upload), self, G_CONNECT_SWAPPED);
      show_upload (self);
      return GTK_WIDGET (self);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->words_label), "dimmed");
  gtk_label_set_label (self->words_label,
                       attachment->link != NULL ? _ ("Online; a link goes with the message")
                       : self->size != NULL     ? self->size
                                                : "");
  gtk_widget_set_visible (GTK_WIDGET (self->words_label), attachment->link != NULL || self->size != NULL);
  return GTK_WIDGET (self);
}

/**
 * rbk_attachment_row_set_can_link:
 * @can_link: whether a link can go instead of the file
 */
void
rbk_attachment_row_set_can_link (RbkAttachmentRow *self, gboolean can_link)
{
  gtk_widget_set_visible (self->link_button, can_link);
}
