/* rbk-message-row.c: something said between showroom and customer: text, email, video, voicemail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-message-row.h"

#include "ui/rbk-delivery-state.h"
#include "ui/rbk-entry-words.h"
#include "ui/rbk-folded-text.h"
#include "ui/rbk-phone-words.h"
#include "ui/rbk-sound-bar.h"

#include <glib/gi18n-lib.h>

/* Which side it came from shows even where colours do not. */
#define INDENT 36

struct _RbkMessageRow
{
  GtkBox parent_instance;

  GtkWidget *bubble;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *address;
  AdwBin *sound_place;
  GtkWidget *body_heading;
  RbkFoldedText *body;
  GtkLinkButton *link_button;
  GtkLabel *meta;
  RbkDeliveryState *delivery;
};

G_DEFINE_FINAL_TYPE (RbkMessageRow, rbk_message_row, GTK_TYPE_BOX)

static void
rbk_message_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_MESSAGE_ROW);
  G_OBJECT_CLASS (rbk_message_row_parent_class)->dispose (object);
}

static void
rbk_message_row_class_init (RbkMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (RBK_TYPE_FOLDED_TEXT);
  g_type_ensure (RBK_TYPE_DELIVERY_STATE);
  G_OBJECT_CLASS (klass)->dispose = rbk_message_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-message-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, bubble);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, title);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, address);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, sound_place);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, body_heading);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, body);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, link_button);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, meta);
  gtk_widget_class_bind_template_child (widget_class, RbkMessageRow, delivery);
}

static void
rbk_message_row_init (RbkMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The address or number at the other end, as people here write it. */
static char *
dup_address_words (RbkEntry *entry, RbkDesk *desk)
{
  const char *address = rbk_entry_get_string (entry, "address");
  const char *number = rbk_entry_get_string (entry, "number");
  g_autofree char *words = NULL;

  if (address != NULL && *address != '\0')
    words = g_strdup (address);
  else if (number != NULL && *number != '\0')
    words = rbk_phone_words_dup (desk, number);
  if (words == NULL)
    return NULL;
  /* Translators: %s is an address or a number */
  return g_strdup_printf (rbk_entry_is_out (entry) ? _ ("To %s") : _ ("From %s"), words);
}

/* Only an address of the web is offered as a link: entries come from outside too. */
static gboolean
is_web_address (const char *url)
{
  const char *scheme = url != NULL ? g_uri_peek_scheme (url) : NULL;

  return g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0;
}

static void
show_sound (RbkMessageRow *self, RbkEntry *entry, RbkDesk *desk)
{
  const char *media = rbk_entry_get_string (entry, "media");
  gboolean any = media != NULL && *media != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->sound_place), any);
  if (!any)
    {
      /* A recycled row must not go on playing what it no longer shows. */
      adw_bin_set_child (self->sound_place, NULL);
      return;
    }
  if (adw_bin_get_child (self->sound_place) == NULL)
    adw_bin_set_child (self->sound_place, rbk_sound_bar_new ());
  rbk_sound_bar_set_sound (RBK_SOUND_BAR (adw_bin_get_child (self->sound_place)),
                           desk,
                           media,
                           rbk_entry_get_int (entry, "seconds", 0) * G_USEC_PER_SEC);
}

/**
 * rbk_message_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_message_row_new (void)
{
  return g_object_new (RBK_TYPE_MESSAGE_ROW, NULL);
}

/**
 * rbk_message_row_set_item:
 * @item: what to show; its state is followed
 */
void
rbk_message_row_set_item (RbkMessageRow *self, RbkTimelineItem *item, RbkTimelineSubject *subject)
{
  RbkEntry *entry = rbk_timeline_item_get_entry (item);
  RbkDesk *desk = rbk_timeline_subject_get_desk (subject);
  gboolean out = rbk_entry_is_out (entry);
  gboolean video = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_VIDEO;
  gboolean spoken = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_VOICEMAIL_LEFT;
  const char *url = video ? rbk_entry_get_string (entry, "url") : NULL;
  g_autofree char *title = rbk_entry_words_dup_title (entry, desk);
  g_autofree char *body = video ? NULL : rbk_entry_words_dup_body (entry, desk);
  g_autofree char *address = dup_address_words (entry, desk);
  g_autofree char *author = rbk_entry_words_dup_author (
    entry, desk, rbk_customer_get_name (rbk_timeline_subject_get_customer (subject)));
  g_autofree char *time = rbk_timeline_subject_dup_time (subject, rbk_entry_get_time_us (entry));
  g_autofree char *full_time = rbk_timeline_subject_dup_full_time (subject, rbk_entry_get_time_us (entry));
  g_autofree char *meta = g_strdup_printf ("%s · %s", time, author);

  gtk_widget_remove_css_class (self->bubble, out ? "rbk-in" : "rbk-out");
  gtk_widget_add_css_class (self->bubble, out ? "rbk-out" : "rbk-in");
  gtk_widget_set_margin_start (self->bubble, out ? INDENT : 0);
  gtk_widget_set_margin_end (self->bubble, out ? 0 : INDENT);
  gtk_image_set_from_icon_name (self->icon, rbk_entry_words_get_icon (entry));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->address, address != NULL ? address : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address), address != NULL);
  gtk_widget_set_visible (self->body_heading, spoken && body != NULL && *body != '\0');
  rbk_folded_text_set_text (self->body, body);
  gtk_widget_set_visible (GTK_WIDGET (self->link_button), is_web_address (url));
  gtk_link_button_set_uri (self->link_button, is_web_address (url) ? url : "");
  gtk_label_set_label (self->meta, meta);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->meta), full_time);
  show_sound (self, entry, desk);
  rbk_delivery_state_set_only_read (self->delivery, rbk_timeline_subject_is_only_read (subject));
  rbk_delivery_state_set_item (self->delivery, item, desk);
}
