/* rbk-attachment-group.c: the files that go with a message.
 *
 * A file is read when it is chosen, so that what leaves is what was there then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-attachment-group.h"

#include <glib/gi18n-lib.h>

/* More is refused by most mail servers once it is encoded. */
#define LARGEST_BYTES (15 * 1024 * 1024)

struct _RbkAttachmentGroup
{
  AdwPreferencesGroup parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  RbkWrittenDraft *kept;     /* (owned): only its attachments are used */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): one an attachment */
  GCancellable *cancellable; /* (owned) */

  GtkWidget *card_button;
  GtkWidget *file_button;
  GtkLabel *error_label;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkAttachmentGroup, rbk_attachment_group, ADW_TYPE_PREFERENCES_GROUP)

static void
say (RbkAttachmentGroup *self, const char *words)
{
  gtk_label_set_label (self->error_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), words != NULL);
  if (words != NULL)
    gtk_accessible_announce (
      GTK_ACCESSIBLE (self->error_label), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void show_rows (RbkAttachmentGroup *self);

static void
changed (RbkAttachmentGroup *self)
{
  show_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (RbkAttachmentGroup *self, GtkButton *button)
{
  g_ptr_array_remove (self->kept->attachments, g_object_get_data (G_OBJECT (button), "attachment"));
  changed (self);
}

static GtkWidget *
make_row (RbkAttachmentGroup *self, RbkWrittenAttachment *attachment)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-attachment-symbolic");
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *size =
    attachment->data != NULL ? g_format_size (g_bytes_get_size (attachment->data)) : NULL;
  /* Translators: %s is a file's name */
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), attachment->file_name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), attachment->file_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), size != NULL ? size : "");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  g_object_set_data (G_OBJECT (button), "attachment", attachment);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_rows (RbkAttachmentGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->kept->attachments->len; i++)
    {
      g_ptr_array_add (self->rows, make_row (self, self->kept->attachments->pdata[i]));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
    }
}

static void
attach (RbkAttachmentGroup *self, const char *file_name, const char *media_type, GBytes *data)
{
  if (g_bytes_get_size (data) > LARGEST_BYTES)
    {
      say (self, _ ("That file is larger than 15 MB, which mail servers refuse. Send a link to it."));
      return;
    }
  say (self, NULL);
  rbk_written_draft_attach (self->kept, file_name, media_type, data);
  changed (self);
}

static void
card_cb (RbkAttachmentGroup *self)
{
  g_autofree char *file_name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = rbk_desk_dup_contact_card (self->desk, &file_name, &error);

  if (card != NULL)
    attach (self, file_name, "text/vcard", card);
  else
    say (self, error->message);
}

static void
file_read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAttachmentGroup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (object), result, NULL, &error);
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *type = NULL;
  g_autofree char *media_type = NULL;

  /* Cancelled when the group went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bytes == NULL)
    {
      say (self, error->message);
      return;
    }
  type = g_content_type_guess (
    name, g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), (gsize) 4096), NULL);
  media_type = g_content_type_get_mime_type (type);
  attach (self, name, media_type != NULL ? media_type : "application/octet-stream", bytes);
}

static void
file_sized_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAttachmentGroup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    say (self, error->message);
  else if (g_file_info_get_size (info) > LARGEST_BYTES)
    say (self, _ ("That file is larger than 15 MB, which mail servers refuse. Send a link to it."));
  else
    g_file_load_bytes_async (G_FILE (object), self->cancellable, file_read_cb, self);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAttachmentGroup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file != NULL)
    g_file_query_info_async (file,
                             G_FILE_ATTRIBUTE_STANDARD_SIZE,
                             G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT,
                             self->cancellable,
                             file_sized_cb,
                             self);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    say (self, error->message);
}

static void
file_cb (RbkAttachmentGroup *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Attach a File"));
  gtk_file_dialog_open (
    dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, file_chosen_cb, self);
}

static void
rbk_attachment_group_dispose (GObject *object)
{
  RbkAttachmentGroup *self = RBK_ATTACHMENT_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_ATTACHMENT_GROUP);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_attachment_group_parent_class)->dispose (object);
}

static void
rbk_attachment_group_finalize (GObject *object)
{
  RbkAttachmentGroup *self = RBK_ATTACHMENT_GROUP (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
  rbk_written_draft_free (self->kept);
  G_OBJECT_CLASS (rbk_attachment_group_parent_class)->finalize (object);
}

static void
rbk_attachment_group_class_init (RbkAttachmentGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_attachment_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_attachment_group_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_ATTACHMENT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-attachment-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, card_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, file_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, error_label);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
}

static void
rbk_attachment_group_init (RbkAttachmentGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->kept = rbk_written_draft_new (RBK_MEDIUM_EMAIL, NULL);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_attachment_group_set_draft:
 * @draft: its attachments are shown
 */
void
rbk_attachment_group_set_draft (RbkAttachmentGroup *self, RbkDesk *desk, const RbkWrittenDraft *draft)
{
  g_set_object (&self->desk, desk);
  rbk_written_draft_free (self->kept);
  self->kept = rbk_written_draft_copy (draft);
  show_rows (self);
}

/**
 * rbk_attachment_group_fill:
 * @draft: gets what is attached here, instead of what it has
 */
void
rbk_attachment_group_fill (RbkAttachmentGroup *self, RbkWrittenDraft *draft)
{
  g_autoptr (RbkWrittenDraft) copy = rbk_written_draft_copy (self->kept);
  GPtrArray *before = draft->attachments;

  draft->attachments = copy->attachments;
  copy->attachments = before;
}

/**
 * rbk_attachment_group_get_count:
 *
 * Returns: how many files are attached
 */
guint
rbk_attachment_group_get_count (RbkAttachmentGroup *self)
{
  return self->kept->attachments->len;
}
