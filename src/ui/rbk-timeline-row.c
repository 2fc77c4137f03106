/* rbk-timeline-row.c: a row of the timeline; chooses what shows an entry.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-timeline-row.h"

#include "ui/rbk-entry-words.h"
#include "ui/rbk-event-row.h"
#include "ui/rbk-message-row.h"

#include <glib/gi18n-lib.h>

struct _RbkTimelineRow
{
  AdwBin parent_instance;

  RbkTimelineItem *item;       /* (owned) (nullable) */
  RbkTimelineSubject *subject; /* (owned) (nullable) */
  GtkListItem *list_item;      /* (not owned) (nullable): while it is bound */
  gulong reviews_changed;      /* of the desk; 0: not connected */
};

G_DEFINE_FINAL_TYPE (RbkTimelineRow, rbk_timeline_row, ADW_TYPE_BIN)

/* A row that is used again keeps its child as long as that can show the next entry too. */
static GtkWidget *
ensure_child (RbkTimelineRow *self, GType type, GtkWidget *(*make) (void) )
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (child == NULL || !G_TYPE_CHECK_INSTANCE_TYPE (child, type))
    {
      child = make ();
      adw_bin_set_child (ADW_BIN (self), child);
    }
  return child;
}

/* (transfer full): the row in one sentence */
static char *
dup_accessible_label (RbkTimelineRow *self)
{
  RbkEntry *entry = rbk_timeline_item_get_entry (self->item);
  RbkDesk *desk = rbk_timeline_subject_get_desk (self->subject);
  g_autofree char *title = rbk_entry_words_dup_title (entry, desk);
  g_autofree char *time = rbk_timeline_subject_dup_full_time (self->subject, rbk_entry_get_time_us (entry));
  g_autofree char *author = rbk_entry_words_dup_author (
    entry, desk, rbk_customer_get_name (rbk_timeline_subject_get_customer (self->subject)));

  /* Translators: what happened, who did it, and when */
  return g_strdup_printf (_ ("%s, %s, %s"), title, author, time);
}

static void
update (RbkTimelineRow *self)
{
  g_autofree char *label = dup_accessible_label (self);
  GtkWidget *child;

  gtk_list_item_set_accessible_label (self->list_item, label);
  switch (rbk_entry_get_kind (rbk_timeline_item_get_entry (self->item)))
    {
    case RBK_ENTRY_KIND_TEXT:
    case RBK_ENTRY_KIND_EMAIL:
    case RBK_ENTRY_KIND_VIDEO:
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      child = ensure_child (self, RBK_TYPE_MESSAGE_ROW, rbk_message_row_new);
      rbk_message_row_set_item (RBK_MESSAGE_ROW (child), self->item, self->subject);
      break;
    case RBK_ENTRY_KIND_UNKNOWN:
    case RBK_ENTRY_KIND_LEAD_ARRIVED:
    case RBK_ENTRY_KIND_CUSTOMER_CHANGED:
    case RBK_ENTRY_KIND_NOTE:
    case RBK_ENTRY_KIND_CALL_CLAIMED:
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
    case RBK_ENTRY_KIND_DELIVERY:
    case RBK_ENTRY_KIND_CONSENT_GIVEN:
    case RBK_ENTRY_KIND_CONSENT_WITHDRAWN:
    case RBK_ENTRY_KIND_ASSIGNMENT:
    case RBK_ENTRY_KIND_SHOWROOM_CHANGED:
    case RBK_ENTRY_KIND_PERSON_CHANGED:
    case RBK_ENTRY_KIND_ACCOUNT_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_PLAN:
    case RBK_ENTRY_KIND_VOICEMAIL_EDIT:
    case RBK_ENTRY_KIND_TRANSCRIPT:
    case RBK_ENTRY_KIND_VOICEMAIL_TICK:
    case RBK_ENTRY_KIND_POLICY_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_REVIEW:
    case RBK_ENTRY_KIND_REVIEW_REPLY:
    case RBK_ENTRY_KIND_RUBRIC_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE:
    default:
      child = ensure_child (self, RBK_TYPE_EVENT_ROW, rbk_event_row_new);
      rbk_event_row_set_item (RBK_EVENT_ROW (child), self->item, self->subject);
      break;
    }
}

static void
forget_subject (RbkTimelineRow *self)
{
  if (self->subject != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->subject, update, self);
      g_clear_signal_handler (&self->reviews_changed, rbk_timeline_subject_get_desk (self->subject));
    }
  g_clear_object (&self->subject);
  g_clear_object (&self->item);
  self->list_item = NULL;
}

static void
rbk_timeline_row_dispose (GObject *object)
{
  forget_subject (RBK_TIMELINE_ROW (object));
  G_OBJECT_CLASS (rbk_timeline_row_parent_class)->dispose (object);
}

static void
rbk_timeline_row_class_init (RbkTimelineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_timeline_row_dispose;
}

static void
rbk_timeline_row_init (RbkTimelineRow *self)
{
}

/**
 * rbk_timeline_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_timeline_row_new (void)
{
  return g_object_new (RBK_TYPE_TIMELINE_ROW, NULL);
}

/**
 * rbk_timeline_row_bind:
 * @list_item: whose child is a row, and whose item an RbkTimelineItem
 * @subject: whom it is about
 *
 * Shows the item, and says it in one sentence for people who do not see it; anew when that changes.
 */
void
rbk_timeline_row_bind (GtkListItem *list_item, RbkTimelineSubject *subject)
{
  RbkTimelineRow *self = RBK_TIMELINE_ROW (gtk_list_item_get_child (list_item));

  forget_subject (self);
  self->list_item = list_item;
  self->item = g_object_ref (gtk_list_item_get_item (list_item));
  self->subject = g_object_ref (subject);
  g_signal_connect_swapped (subject, "changed", G_CALLBACK (update), self);
  /* Who may read what a manager said is another question when another acts, or has judged it too. */
  if (rbk_entry_get_kind (rbk_timeline_item_get_entry (self->item)) == RBK_ENTRY_KIND_REVIEW)
    self->reviews_changed = g_signal_connect_swapped (
      rbk_timeline_subject_get_desk (subject), "reviews-changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * rbk_timeline_row_unbind:
 * @list_item: that which was bound
 */
void
rbk_timeline_row_unbind (GtkListItem *list_item)
{
  forget_subject (RBK_TIMELINE_ROW (gtk_list_item_get_child (list_item)));
}
