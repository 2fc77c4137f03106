/* rbk-event-row.c: something that happened: a lead, a call, a note, consent, a draft.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-event-row.h"

#include "ui/rbk-entry-words.h"
#include "ui/rbk-folded-text.h"

#include <glib/gi18n-lib.h>

struct _RbkEventRow
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  RbkFoldedText *body;
  GtkWidget *continue_button;
  GtkWidget *review_button;
  GtkLabel *meta;
};

G_DEFINE_FINAL_TYPE (RbkEventRow, rbk_event_row, GTK_TYPE_BOX)

static void
rbk_event_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_EVENT_ROW);
  G_OBJECT_CLASS (rbk_event_row_parent_class)->dispose (object);
}

static void
rbk_event_row_class_init (RbkEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_FOLDED_TEXT);
  G_OBJECT_CLASS (klass)->dispose = rbk_event_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkEventRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkEventRow, title);
  gtk_widget_class_bind_template_child (widget_class, RbkEventRow, body);
  gtk_widget_class_bind_template_child (widget_class, RbkEventRow, continue_button);
  gtk_widget_class_bind_template_child (widget_class, RbkEventRow, review_button);
  gtk_widget_class_bind_template_child (widget_class, RbkEventRow, meta);
}

static void
rbk_event_row_init (RbkEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_css_class (RbkEventRow *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* The voicemail that was submitted, reviewed or answered about: a draft. */
static void
show_review (RbkEventRow *self, RbkEntry *entry, gboolean only_read)
{
  const char *item = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED
                       ? rbk_entry_get_string (entry, "draft")
                     : rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_REVIEW ||
                         rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_REVIEW_REPLY
                       ? rbk_entry_get_string (entry, "item")
                       : NULL;

  gtk_widget_set_visible (self->review_button, item != NULL && !only_read);
  if (item == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->review_button), "s", item);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->review_button), "workspace.open-review");
}

/**
 * rbk_event_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_event_row_new (void)
{
  return g_object_new (RBK_TYPE_EVENT_ROW, NULL);
}

/**
 * rbk_event_row_set_item:
 * @item: what to show
 */
void
rbk_event_row_set_item (RbkEventRow *self, RbkTimelineItem *item, RbkTimelineSubject *subject)
{
  RbkEntry *entry = rbk_timeline_item_get_entry (item);
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  RbkDesk *desk = rbk_timeline_subject_get_desk (subject);
  gboolean only_read = rbk_timeline_subject_is_only_read (subject);
  g_autofree char *title = rbk_entry_words_dup_title (entry, desk);
  g_autofree char *body = rbk_entry_words_dup_body (entry, desk);
  g_autofree char *time = rbk_timeline_subject_dup_time (subject, rbk_entry_get_time_us (entry));
  g_autofree char *full_time = rbk_timeline_subject_dup_full_time (subject, rbk_entry_get_time_us (entry));
  g_autofree char *author = rbk_entry_words_dup_author (
    entry, desk, rbk_customer_get_name (rbk_timeline_subject_get_customer (subject)));
  g_autofree char *meta = g_strdup_printf ("%s · %s", time, author);

  gtk_image_set_from_icon_name (self->icon, rbk_entry_words_get_icon (entry));
  gtk_label_set_label (self->title, title);
  rbk_folded_text_set_text (self->body, body);
  gtk_label_set_label (self->meta, meta);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->meta), full_time);
  show_review (self, entry, only_read);
  gtk_widget_set_visible (self->continue_button, kind == RBK_ENTRY_KIND_VOICEMAIL_DRAFT && !only_read);
  set_css_class (self, "rbk-note", kind == RBK_ENTRY_KIND_NOTE);
  set_css_class (self, "rbk-lead", kind == RBK_ENTRY_KIND_LEAD_ARRIVED);
  set_css_class (self, "rbk-withdrawn", kind == RBK_ENTRY_KIND_CONSENT_WITHDRAWN);
}
