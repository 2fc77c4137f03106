/* rbk-review-row.c: a voicemail in the list of those that are reviewed, or are to be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-row.h"

#include "ui/rbk-review-judgement.h"
#include "ui/rbk-review-words.h"
#include "ui/rbk-sound-words.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _RbkReviewRow
{
  GtkBox parent_instance;

  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *age;
  GtkImage *icon;
  GtkLabel *words;
  GtkLabel *badge;
};

G_DEFINE_FINAL_TYPE (RbkReviewRow, rbk_review_row, GTK_TYPE_BOX)

static void
rbk_review_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_REVIEW_ROW);
  G_OBJECT_CLASS (rbk_review_row_parent_class)->dispose (object);
}

static void
rbk_review_row_class_init (RbkReviewRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-review-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRow, title);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRow, age);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRow, words);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewRow, badge);
}

static void
rbk_review_row_init (RbkReviewRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_review_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rbk_review_row_new (void)
{
  return g_object_new (RBK_TYPE_REVIEW_ROW, NULL);
}

static char *
dup_title (RbkDesk *desk, RbkReviewItem *item)
{
  g_autofree char *customer = rbk_review_words_dup_customer (desk, item);

  /* Translators: a salesperson, and the customer whom they speak to */
  return g_strdup_printf (
    _ ("%s to %s"), rbk_desk_get_person_name (desk, rbk_review_item_get_facts (item)->author), customer);
}

/* How it left, how long it is, and what came of it. */
static char *
dup_words (RbkReviewItem *item)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
  GString *words = g_string_new (rbk_review_words_get_outcome (facts->outcome));

  if (facts->duration_us > 0)
    {
      g_autofree char *length = rbk_sound_words_dup_length (facts->duration_us);

      g_string_append_printf (words, " · %s", length);
    }
  if (facts->state != RBK_REVIEW_STATE_WAITING)
    g_string_append_printf (words, " · %s", rbk_review_words_get_state (facts->state));
  if (facts->total >= 0)
    {
      g_autofree char *total = rbk_review_words_dup_total ((guint) facts->total);

      g_string_append_printf (words, " · %s", total);
    }
  return g_string_free_and_steal (words);
}

static const char *
get_badge (RbkDesk *desk, RbkReviewItem *item)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);

  if (rbk_review_judgement_is_begun_of (desk, facts->id))
    return _ ("Begun");
  if (facts->is_news && rbk_desk_get_person (desk) != NULL &&
      g_strcmp0 (facts->author, rbk_person_get_id (rbk_desk_get_person (desk))) == 0)
    return _ ("New review");
  if (facts->replaces != NULL)
    return _ ("Recorded once more");
  if (facts->is_blind && facts->state <= RBK_REVIEW_STATE_SECOND)
    return _ ("Judged by two");
  return NULL;
}

/**
 * rbk_review_row_set_item:
 * @item: what to show
 */
void
rbk_review_row_set_item (RbkReviewRow *self, RbkDesk *desk, RbkReviewItem *item)
{
  const RbkReviewFacts *facts = rbk_review_item_get_facts (item);
  const char *badge = get_badge (desk, item);
  g_autofree char *title = dup_title (desk, item);
  g_autofree char *words = dup_words (item);
  g_autofree char *age = rbk_review_words_dup_age (desk, item);

  adw_avatar_set_text (self->avatar, rbk_desk_get_person_name (desk, facts->author));
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->age, age);
  gtk_label_set_label (self->words, words);
  gtk_image_set_from_icon_name (self->icon, rbk_review_words_get_outcome_icon (facts->outcome));
  gtk_label_set_label (self->badge, badge != NULL ? badge : "");
  gtk_widget_set_visible (GTK_WIDGET (self->badge), badge != NULL);
}

/**
 * rbk_review_row_dup_accessible_label:
 *
 * Returns: (transfer full): the row in a sentence
 */
char *
rbk_review_row_dup_accessible_label (RbkDesk *desk, RbkReviewItem *item)
{
  const char *badge = get_badge (desk, item);
  g_autofree char *title = dup_title (desk, item);
  g_autofree char *words = dup_words (item);
  g_autofree char *age = rbk_review_words_dup_age (desk, item);

  if (badge != NULL)
    return g_strdup_printf ("%s, %s, %s, %s", title, words, age, badge);
  return g_strdup_printf ("%s, %s, %s", title, words, age);
}
