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

static void
update (RbkTimelineRow *self)
{
  GtkWidget *child;

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
    g_signal_handlers_disconnect_by_func (self->subject, update, self);
  g_clear_object (&self->subject);
  g_clear_object (&self->item);
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
 * rbk_timeline_row_set_item:
 * @item: (nullable): what to show
 * @subject: (nullable): whom it is about
 */
void
rbk_timeline_row_set_item (RbkTimelineRow *self, RbkTimelineItem *item, RbkTimelineSubject *subject)
{
  forget_subject (self);
  if (item == NULL || subject == NULL)
    return;
  self->item = g_object_ref (item);
  self->subject = g_object_ref (subject);
  g_signal_connect_swapped (subject, "changed", G_CALLBACK (update), self);
  update (self);
}

/**
 * rbk_timeline_row_dup_accessible_label:
 *
 * Returns: (transfer full): the row in one sentence, for people who do not see it
 */
char *
rbk_timeline_row_dup_accessible_label (RbkTimelineItem *item, RbkTimelineSubject *subject)
{
  RbkEntry *entry = rbk_timeline_item_get_entry (item);
  RbkDesk *desk = rbk_timeline_subject_get_desk (subject);
  g_autofree char *title = rbk_entry_words_dup_title (entry, desk);
  g_autofree char *time = rbk_timeline_subject_dup_full_time (subject, rbk_entry_get_time_us (entry));
  g_autofree char *author = rbk_entry_words_dup_author (
    entry, desk, rbk_customer_get_name (rbk_timeline_subject_get_customer (subject)));

  /* Translators: what happened, who did it, and when */
  return g_strdup_printf (_ ("%s, %s, %s"), title, author, time);
}
