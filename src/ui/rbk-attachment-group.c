/* rbk-attachment-group.c: the files that go with a message.
 *
 * A file is read when it is chosen, so that what leaves is what was there then. What goes as a link is put
 * online as soon as it is chosen, while the words are still being written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-attachment-group.h"

#include "ui/rbk-attachment-row.h"
#include "ui/rbk-error-label.h"
#include "ui/rbk-recording-popover.h"

#include <glib/gi18n-lib.h>

/* So much of a file is looked at to tell what it is. */
#define TELLING_BYTES 4096

struct _RbkAttachmentGroup
{
  AdwPreferencesGroup parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  RbkWrittenDraft *kept;     /* (owned): its attachments, and where it goes */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): one an attachment */
  GCancellable *cancellable; /* (owned) */

  GtkWidget *card_button;
  GtkMenuButton *recording_button;
  RbkRecordingPopover *recording_popover;
  GtkWidget *video_button;
  GtkWidget *file_button;
  GtkLabel *error_label;
  GtkWidget *accounts_button;
  GtkWidget *working_box;
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
  rbk_error_label_show (self->error_label, words);
  gtk_widget_set_visible (self->accounts_button, FALSE);
}

static void show_rows (RbkAttachmentGroup *self);

static void
changed (RbkAttachmentGroup *self)
{
  show_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_cb (RbkAttachmentGroup *self, GtkWidget *row)
{
  g_ptr_array_remove (self->kept->attachments, g_object_get_data (G_OBJECT (row), "attachment"));
  say (self, NULL);
  changed (self);
  gtk_widget_grab_focus (self->card_button);
}

/* An upload came further: what can be sent may be another. */
static void
uploaded_cb (RbkAttachmentGroup *self, RbkUpload *upload)
{
  if (rbk_upload_get_state (upload) != RBK_UPLOAD_RUNNING)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Puts something online, of which a link goes. @note: (nullable): the recording that it is */
static void
add_upload (RbkAttachmentGroup *self, const RbkUploadPlan *plan, RbkVoiceNote *note)
{
  g_autoptr (RbkUpload) upload = rbk_upload_new (self->desk, plan);

  g_signal_connect_object (upload, "changed", G_CALLBACK (uploaded_cb), self, G_CONNECT_SWAPPED);
  rbk_written_draft_attach_upload (self->kept, upload, note);
  rbk_upload_start (upload);
  changed (self);
}

static gboolean
check_web_space (RbkAttachmentGroup *self)
{
  g_autoptr (GError) error = NULL;

  if (rbk_desk_has_web_space (self->desk, &error))
    return TRUE;
  say (self, error->message);
  gtk_widget_set_visible (self->accounts_button, TRUE);
  return FALSE;
}

static void
add_note_link (RbkAttachmentGroup *self, RbkVoiceNote *note)
{
  const RbkUploadPlan plan = { .file_name = note->file_name,
                               .media_type = note->media_type,
                               .bytes = note->bytes,
                               .title = note->title,
                               .words = note->words };

  add_upload (self, &plan, note);
}

static char *
dup_title (RbkAttachmentGroup *self, const char *media_type)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (self->desk, self->kept->customer, NULL);
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);

  if (customer != NULL && g_str_has_prefix (media_type, "video/"))
    return rbk_desk_dup_video_title (self->desk, customer);
  return g_strdup (showroom != NULL ? rbk_showroom_get_name (showroom) : "");
}

/* A link instead of the file. */
static void
link_cb (RbkAttachmentGroup *self, GtkWidget *row)
{
  RbkWrittenAttachment *attachment = g_object_get_data (G_OBJECT (row), "attachment");
  g_autoptr (RbkVoiceNote) note = attachment->note != NULL ? rbk_voice_note_ref (attachment->note) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_ref (attachment->data);
  g_autofree char *file_name = g_strdup (attachment->file_name);
  g_autofree char *media_type = g_strdup (attachment->media_type);

  if (!check_web_space (self))
    return;
  g_ptr_array_remove (self->kept->attachments, attachment);
  if (note != NULL)
    add_note_link (self, note);
  else
    {
      g_autofree char *title = dup_title (self, media_type);
      const RbkUploadPlan plan = {
        .file_name = file_name, .media_type = media_type, .bytes = bytes, .title = title
      };

      add_upload (self, &plan, NULL);
    }
  gtk_widget_grab_focus (self->card_button);
}

static gboolean
can_link (const RbkWrittenAttachment *attachment)
{
  return attachment->data != NULL && !rbk_written_attachment_is_link (attachment) &&
         (g_str_has_prefix (attachment->media_type, "audio/") ||
          g_str_has_prefix (attachment->media_type, "video/")) &&
         rbk_upload_takes (attachment->media_type);
}

static GtkWidget *
make_row (RbkAttachmentGroup *self, RbkWrittenAttachment *attachment)
{
  GtkWidget *row = rbk_attachment_row_new (attachment);

  g_object_set_data (G_OBJECT (row), "attachment", attachment);
  rbk_attachment_row_set_can_link (RBK_ATTACHMENT_ROW (row), can_link (attachment));
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
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

/* FALSE, and it is said, where a file of that size goes with no message. */
static gboolean
check_size (RbkAttachmentGroup *self, goffset size)
{
  if (size > 0 && size <= RBK_DESK_MOST_WITH_EMAIL)
    return TRUE;
  say (self,
       size > 0 ? _ ("That file is larger than 15 MB, which mail servers refuse. A video can go as a link.")
                : _ ("That file is empty."));
  return FALSE;
}

static void
attach (RbkAttachmentGroup *self, const char *file_name, const char *media_type, GBytes *data)
{
  if (!check_size (self, (goffset) g_bytes_get_size (data)))
    return;
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
    name, g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), (gsize) TELLING_BYTES), NULL);
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
  else if (check_size (self, g_file_info_get_size (info)))
    g_file_load_bytes_async (G_FILE (object), self->cancellable, file_read_cb, self);
}

/* By the person, or since the group went away. */
static gboolean
is_dismissed (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
         g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
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
  else if (!is_dismissed (error))
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

/* Recordings */

static void
recording_cb (RbkAttachmentGroup *self)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_menu_button_get_active (self->recording_button) || self->desk == NULL)
    return;
  if (!rbk_recording_popover_fill (self->recording_popover, self->desk, self->kept->customer, &error))
    say (self, error->message);
}

static void
forget_notes (RbkAttachmentGroup *self)
{
  for (guint i = self->kept->attachments->len; i > 0; i--)
    {
      if (((RbkWrittenAttachment *) self->kept->attachments->pdata[i - 1])->note != NULL)
        g_ptr_array_remove_index (self->kept->attachments, i - 1);
    }
}

static void
note_made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAttachmentGroup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkVoiceNote) note = rbk_desk_make_voice_note_finish (RBK_DESK (object), result, &error);

  /* Cancelled when the group went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_visible (self->working_box, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recording_button), TRUE);
  if (note == NULL)
    {
      say (self, error->message);
      return;
    }
  say (self, NULL);
  /* A message has one voice note. */
  forget_notes (self);
  if (self->kept->medium == RBK_MEDIUM_TEXT &&
      !rbk_desk_can_attach_to_text (self->desk, self->kept, (goffset) g_bytes_get_size (note->bytes)) &&
      rbk_desk_has_web_space (self->desk, NULL))
    add_note_link (self, note);
  else
    {
      rbk_written_draft_attach_note (self->kept, note);
      changed (self);
    }
}

static void
recording_chosen_cb (RbkAttachmentGroup *self, const char *draft, const char *take)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (self->desk, self->kept->customer, &error);

  if (customer == NULL)
    {
      say (self, error->message);
      return;
    }
  say (self, NULL);
  gtk_widget_set_visible (self->working_box, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->recording_button), FALSE);
  rbk_desk_make_voice_note_async (self->desk, customer, draft, take, self->cancellable, note_made_cb, self);
}

/* Films */

static void
video_sized_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAttachmentGroup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);
  g_autofree char *media_type = NULL;
  g_autofree char *title = NULL;
  RbkUploadPlan plan = { .file = G_FILE (object) };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (info == NULL)
    {
      say (self, error->message);
      return;
    }
  if (g_file_info_get_content_type (info) != NULL)
    media_type = g_content_type_get_mime_type (g_file_info_get_content_type (info));
  if (media_type == NULL || !g_str_has_prefix (media_type, "video/") || !rbk_upload_takes (media_type))
    {
      say (self, _ ("Customers’ phones do not play that file. Choose an MP4, MOV or WebM video."));
      return;
    }
  if (g_file_info_get_size (info) <= 0)
    {
      say (self, _ ("That file is empty."));
      return;
    }
  say (self, NULL);
  title = dup_title (self, media_type);
  plan.file_name = g_file_info_get_display_name (info);
  plan.media_type = media_type;
  plan.length = g_file_info_get_size (info);
  plan.title = title;
  add_upload (self, &plan, NULL);
}

static void
video_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkAttachmentGroup *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file != NULL)
    g_file_query_info_async (file,
                             G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE
                                                            "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                             G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT,
                             self->cancellable,
                             video_sized_cb,
                             self);
  else if (!is_dismissed (error))
    say (self, error->message);
}

static void
video_cb (RbkAttachmentGroup *self)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GListStore) filters = NULL;

  if (!check_web_space (self))
    return;
  dialog = gtk_file_dialog_new ();
  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Videos that phones play"));
  gtk_file_filter_add_mime_type (filter, "video/mp4");
  gtk_file_filter_add_mime_type (filter, "video/quicktime");
  gtk_file_filter_add_mime_type (filter, "video/webm");
  filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Choose a Video"));
  gtk_file_dialog_open (
    dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->cancellable, video_chosen_cb, self);
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

  g_type_ensure (RBK_TYPE_RECORDING_POPOVER);
  G_OBJECT_CLASS (klass)->dispose = rbk_attachment_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_attachment_group_finalize;
  signals[CHANGED] = g_signal_new (
    "changed", RBK_TYPE_ATTACHMENT_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-attachment-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, card_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, file_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, error_label);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, accounts_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, recording_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, recording_popover);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, video_button);
  gtk_widget_class_bind_template_child (widget_class, RbkAttachmentGroup, working_box);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
  gtk_widget_class_bind_template_callback (widget_class, recording_cb);
  gtk_widget_class_bind_template_callback (widget_class, recording_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, video_cb);
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
 * @draft: as it stands; gets what is attached here, instead of what it has
 */
void
rbk_attachment_group_fill (RbkAttachmentGroup *self, RbkWrittenDraft *draft)
{
  g_autoptr (RbkWrittenDraft) copy = rbk_written_draft_copy (self->kept);
  GPtrArray *before = draft->attachments;

  draft->attachments = copy->attachments;
  copy->attachments = before;
  /* What of it can go which way depends on where it goes. */
  self->kept->medium = draft->medium;
  g_set_str (&self->kept->account, draft->account);
  g_set_str (&self->kept->address, draft->address);
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
