/* rbk-review-queue-page.c: the voicemails that wait to be heard, and one's own with what was said of them.
 *
 * The order of what waits is the desk's. One's own come with those first whose review is still to be
 * acknowledged, then those that were returned, as there is something to do about them, then what was
 * said something of, then what still waits.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-review-queue-page.h"

#include "ui/rbk-choice-factory.h"
#include "ui/rbk-review-row.h"
#include "ui/rbk-review-words.h"

#include <glib/gi18n-lib.h>

/* States of what is shown under "Reviewed" and "Mine", in this order; there, what is news comes before all.
 */
static const RbkReviewState done_states[] = {
  RBK_REVIEW_STATE_RETURNED,
  RBK_REVIEW_STATE_REVIEWED,
  RBK_REVIEW_STATE_APPROVED,
};
static const RbkReviewState own_states[] = {
  RBK_REVIEW_STATE_RETURNED, RBK_REVIEW_STATE_REVIEWED, RBK_REVIEW_STATE_APPROVED,
  RBK_REVIEW_STATE_WAITING,  RBK_REVIEW_STATE_SECOND,   RBK_REVIEW_STATE_REPLACED,
};
static const RbkReviewState news_states[] = {
  RBK_REVIEW_STATE_RETURNED,
  RBK_REVIEW_STATE_REVIEWED,
  RBK_REVIEW_STATE_APPROVED,
  RBK_REVIEW_STATE_SECOND,
};

#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* What can be chosen as an age; 0 is any. */
static const struct
{
  const char *words;
  guint days;
} ages[] = {
  { N_ ("Any age"), 0 },
  { N_ ("Today and yesterday"), 2 },
  { N_ ("Last 7 days"), 7 },
  { N_ ("Last 30 days"), 30 },
};

struct _RbkReviewQueuePage
{
  AdwNavigationPage parent_instance;

  RbkDesk *desk;     /* (owned) (nullable): not before everything is there */
  GPtrArray *queues; /* (owned) (element-type RbkReviewQueue): what is shown, one a state */
  GListModel *model; /* (owned) (nullable): all of them, one behind the other */
  GPtrArray *people; /* (owned) (element-type utf8) (nullable elements): ids beside person_choice */
  gboolean choosing; /* the choices are being filled by us, not by the person */

  GtkWidget *report_button;
  AdwWindowTitle *window_title;
  AdwToggleGroup *which_group;
  GtkWidget *filter_box;
  GtkDropDown *person_choice;
  GtkDropDown *outcome_choice;
  GtkDropDown *age_choice;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkScrolledWindow *scrolled;
  GtkListView *list_view;
};

enum
{
  OPEN_ITEM,
  REPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkReviewQueuePage, rbk_review_queue_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_which (RbkReviewQueuePage *self, const char *name)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->which_group), name) == 0;
}

/* Rows */

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, rbk_review_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  RbkReviewQueuePage *self = data;
  RbkReviewItem *review = gtk_list_item_get_item (item);
  g_autofree char *label = NULL;

  if (self->desk == NULL)
    return;
  label = rbk_review_row_dup_accessible_label (self->desk, review);
  gtk_list_item_set_accessible_label (item, label);
  rbk_review_row_set_item (RBK_REVIEW_ROW (gtk_list_item_get_child (item)), self->desk, review);
}

static void
make_rows (RbkReviewQueuePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
activated_cb (RbkReviewQueuePage *self, guint position)
{
  g_autoptr (RbkReviewItem) item = g_list_model_get_item (self->model, position);

  if (item != NULL)
    g_signal_emit (self, signals[OPEN_ITEM], 0, rbk_review_item_get_facts (item)->id);
}

/* What there is */

static gboolean
is_loading (RbkReviewQueuePage *self)
{
  for (guint i = 0; i < self->queues->len; i++)
    {
      gboolean loading = FALSE;

      g_object_get (self->queues->pdata[i], "loading", &loading, NULL);
      if (loading)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_filtered (RbkReviewQueuePage *self)
{
  return gtk_widget_get_visible (self->filter_box) &&
         (gtk_drop_down_get_selected (self->person_choice) > 0 ||
          gtk_drop_down_get_selected (self->outcome_choice) > 0 ||
          gtk_drop_down_get_selected (self->age_choice) > 0);
}

static void
show_empty (RbkReviewQueuePage *self)
{
  const char *title, *words;

  if (is_filtered (self))
    {
      title = _ ("Nothing Like This");
      words = _ ("No voicemail is of this person, kind and age. Choose others above.");
    }
  else if (is_which (self, "waiting"))
    {
      title = _ ("Nothing Waits for You");
      words = _ ("Voicemails come here when somebody sends one, leaves one on the phone, or submits one.");
    }
  else if (is_which (self, "done"))
    {
      title = _ ("Nothing Reviewed Yet");
      words = _ ("What managers have scored is found here.");
    }
  else
    {
      title = _ ("No Voicemails of Yours Yet");
      words =
        _ ("Record one for a customer with Ctrl+R, and send it or submit it for review. What is said of "
           "it comes here.");
    }
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, words);
}

static void
show_count (RbkReviewQueuePage *self)
{
  guint waiting = 0;
  g_autofree char *words = NULL;

  if (rbk_desk_is_reviewer (self->desk))
    g_object_get (self->desk, "waiting-reviews", &waiting, NULL);
  if (waiting > 0)
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u waits for you", "%u wait for you", waiting),
                             waiting);
  adw_window_title_set_subtitle (self->window_title, words != NULL ? words : "");
}

static void
update (RbkReviewQueuePage *self)
{
  const char *name = "list";

  if (self->model == NULL)
    return;
  if (g_list_model_get_n_items (self->model) == 0)
    name = is_loading (self) ? "loading" : "empty";
  show_empty (self);
  show_count (self);
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* Rows come by pages, a page ahead of what is seen. */
static void
scrolled_cb (RbkReviewQueuePage *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (self->desk == NULL || page <= 0 ||
      gtk_adjustment_get_value (adjustment) + 2 * page < gtk_adjustment_get_upper (adjustment))
    return;
  for (guint i = 0; i < self->queues->len; i++)
    {
      gboolean more = FALSE, loading = FALSE;

      g_object_get (self->queues->pdata[i], "has-more", &more, "loading", &loading, NULL);
      if (more && !loading)
        rbk_paged_list_load_more (RBK_PAGED_LIST (self->queues->pdata[i]));
      if (more || loading)
        return;
    }
}

/* Filters */

static void
fill_filter (RbkReviewQueuePage *self, RbkReviewFilter *filter)
{
  RbkPerson *person = rbk_desk_get_person (self->desk);
  guint whose = gtk_drop_down_get_selected (self->person_choice);
  guint outcome = gtk_drop_down_get_selected (self->outcome_choice);
  guint age = gtk_drop_down_get_selected (self->age_choice);

  *filter = (RbkReviewFilter) { .outcome = -1, .state = -1 };
  if (is_which (self, "own"))
    {
      filter->person = person != NULL ? rbk_person_get_id (person) : NULL;
      return;
    }
  if (whose < self->people->len)
    filter->person = self->people->pdata[whose];
  filter->outcome = outcome == GTK_INVALID_LIST_POSITION ? -1 : (int) outcome - 1;
  if (age < G_N_ELEMENTS (ages) && ages[age].days > 0)
    filter->since_us = rbk_clock_now_us (rbk_desk_get_clock (self->desk)) - ages[age].days * DAY_US;
}

static void
add_queue (RbkReviewQueuePage *self, GListStore *store, const RbkReviewFilter *filter)
{
  RbkReviewQueue *queue = rbk_review_queue_new (self->desk);

  rbk_review_queue_set_filter (queue, filter);
  g_signal_connect_object (queue, "notify::loading", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_list_store_append (store, queue);
  g_ptr_array_add (self->queues, queue);
}

static void
add_queues (RbkReviewQueuePage *self,
            GListStore *store,
            RbkReviewFilter *filter,
            RbkReviewNews news,
            const RbkReviewState *states,
            guint n)
{
  filter->news = news;
  for (guint i = 0; i < n; i++)
    {
      filter->state = (int) states[i];
      add_queue (self, store, filter);
    }
}

/* One queue for what waits for whoever acts here; else one for each state. */
static void
make_queues (RbkReviewQueuePage *self)
{
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkSelectionModel) selection = NULL;
  RbkReviewFilter filter;

  gtk_list_view_set_model (self->list_view, NULL);
  g_ptr_array_set_size (self->queues, 0);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  fill_filter (self, &filter);
  if (is_which (self, "waiting"))
    add_queue (self, store, &filter);
  else if (is_which (self, "own"))
    {
      add_queues (self, store, &filter, RBK_REVIEW_NEWS_ONLY, news_states, G_N_ELEMENTS (news_states));
      add_queues (self, store, &filter, RBK_REVIEW_NEWS_WITHOUT, own_states, G_N_ELEMENTS (own_states));
    }
  else
    add_queues (self, store, &filter, RBK_REVIEW_NEWS_ANY, done_states, G_N_ELEMENTS (done_states));
  self->model = G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (store))));
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (update), self);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->model)));
  gtk_list_view_set_model (self->list_view, selection);
  update (self);
}

static void
filter_cb (RbkReviewQueuePage *self)
{
  if (self->desk != NULL && !self->choosing)
    make_queues (self);
}

static void
show_people (RbkReviewQueuePage *self)
{
  GPtrArray *people = rbk_desk_get_people (self->desk);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->people, 0);
  gtk_string_list_append (names, _ ("Everybody"));
  g_ptr_array_add (self->people, NULL);
  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      gtk_string_list_append (names, rbk_person_get_name (people->pdata[i]));
      g_ptr_array_add (self->people, g_strdup (rbk_person_get_id (people->pdata[i])));
    }
  gtk_drop_down_set_model (self->person_choice, G_LIST_MODEL (names));
}

static void
show_choices (RbkReviewQueuePage *self)
{
  g_autoptr (GtkStringList) outcomes = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) times = gtk_string_list_new (NULL);

  gtk_string_list_append (outcomes, _ ("Sent, left or submitted"));
  for (int i = RBK_REVIEW_OUTCOME_SUBMITTED; i <= RBK_REVIEW_OUTCOME_LEFT; i++)
    gtk_string_list_append (outcomes, rbk_review_words_get_outcome ((RbkReviewOutcome) i));
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    gtk_string_list_append (times, _ (ages[i].words));
  gtk_drop_down_set_model (self->outcome_choice, G_LIST_MODEL (outcomes));
  gtk_drop_down_set_model (self->age_choice, G_LIST_MODEL (times));
}

/* A salesperson has but their own. */
static void
show_role (RbkReviewQueuePage *self)
{
  gboolean reviewer = rbk_desk_is_reviewer (self->desk);

  self->choosing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->which_group), reviewer);
  gtk_widget_set_visible (self->report_button, reviewer);
  if (!reviewer)
    adw_toggle_group_set_active_name (self->which_group, "own");
  gtk_widget_set_visible (self->filter_box, reviewer && !is_which (self, "own"));
  show_people (self);
  self->choosing = FALSE;
  make_queues (self);
}

static void
which_cb (RbkReviewQueuePage *self)
{
  if (self->desk == NULL || self->choosing)
    return;
  gtk_widget_set_visible (self->filter_box, !is_which (self, "own"));
  make_queues (self);
}

static void
report_cb (RbkReviewQueuePage *self)
{
  g_signal_emit (self, signals[REPORT], 0);
}

/* The object */

static void
rbk_review_queue_page_dispose (GObject *object)
{
  RbkReviewQueuePage *self = RBK_REVIEW_QUEUE_PAGE (object);

  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_ptr_array_set_size (self->queues, 0);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_REVIEW_QUEUE_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_review_queue_page_parent_class)->dispose (object);
}

static void
rbk_review_queue_page_finalize (GObject *object)
{
  RbkReviewQueuePage *self = RBK_REVIEW_QUEUE_PAGE (object);

  g_ptr_array_unref (self->queues);
  g_ptr_array_unref (self->people);
  G_OBJECT_CLASS (rbk_review_queue_page_parent_class)->finalize (object);
}

static void
rbk_review_queue_page_class_init (RbkReviewQueuePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_review_queue_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_review_queue_page_finalize;
  signals[OPEN_ITEM] = g_signal_new ("open-item",
                                     RBK_TYPE_REVIEW_QUEUE_PAGE,
                                     G_SIGNAL_RUN_LAST,
                                     0,
                                     NULL,
                                     NULL,
                                     NULL,
                                     G_TYPE_NONE,
                                     1,
                                     G_TYPE_STRING);
  signals[REPORT] = g_signal_new (
    "report", RBK_TYPE_REVIEW_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-review-queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, report_button);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, which_group);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, filter_box);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, person_choice);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, outcome_choice);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, age_choice);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, empty_page);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RbkReviewQueuePage, list_view);
  gtk_widget_class_bind_template_callback (widget_class, report_cb);
  gtk_widget_class_bind_template_callback (widget_class, which_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
rbk_review_queue_page_init (RbkReviewQueuePage *self)
{
  g_autoptr (GtkListItemFactory) factory = rbk_choice_factory_new ();
  GtkAdjustment *adjustment;

  self->queues = g_ptr_array_new_with_free_func (g_object_unref);
  self->people = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_list_factory (self->person_choice, factory);
  gtk_drop_down_set_list_factory (self->outcome_choice, factory);
  gtk_drop_down_set_list_factory (self->age_choice, factory);
  make_rows (self);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * rbk_review_queue_page_new:
 *
 * Returns: (transfer floating): the page, for whoever acts at this window
 */
AdwNavigationPage *
rbk_review_queue_page_new (RbkDesk *desk)
{
  RbkReviewQueuePage *self = g_object_new (RBK_TYPE_REVIEW_QUEUE_PAGE, NULL);

  show_choices (self);
  self->desk = g_object_ref (desk);
  show_role (self);
  g_signal_connect_swapped (desk, "showroom-changed", G_CALLBACK (show_role), self);
  g_signal_connect_swapped (desk, "notify::waiting-reviews", G_CALLBACK (update), self);
  return ADW_NAVIGATION_PAGE (self);
}

/**
 * rbk_review_queue_page_dup_next:
 * @item: (nullable): what was on screen
 *
 * Returns: (transfer full) (nullable): the one to hear after it: the first that waits and is another; after
 *   it, if it still waits
 */
char *
rbk_review_queue_page_dup_next (RbkReviewQueuePage *self, const char *item)
{
  guint n = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  g_autofree char *first = NULL;
  gboolean passed = FALSE;

  if (!is_which (self, "waiting"))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RbkReviewItem) other = g_list_model_get_item (self->model, i);
      const char *id = rbk_review_item_get_facts (other)->id;

      if (g_strcmp0 (id, item) == 0)
        passed = TRUE;
      else if (passed)
        return g_strdup (id);
      else if (first == NULL)
        first = g_strdup (id);
    }
  return g_steal_pointer (&first);
}

/**
 * rbk_review_queue_page_refresh:
 *
 * Shows the rows again: reviews were begun or given up.
 */
void
rbk_review_queue_page_refresh (RbkReviewQueuePage *self)
{
  make_rows (self);
  update (self);
}
