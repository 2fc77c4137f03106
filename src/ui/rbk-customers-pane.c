/* rbk-customers-pane.c: the customers, to be searched, sorted and chosen from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-customers-pane.h"

#include "desk/rbk-customer-list.h"
#include "ui/rbk-acting-button.h"
#include "ui/rbk-customer-row.h"
#include "ui/rbk-hand-over-banner.h"
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

/* No row is lower than this, in pixels; most are higher. */
#define LOWEST_ROW 44

struct _RbkCustomersPane
{
  AdwNavigationPage parent_instance;

  RbkDesk *desk;                 /* (owned) (nullable) */
  RbkCustomerList *list;         /* (owned) (nullable) */
  GTimeZone *zone;               /* (owned) (nullable): the showroom's */
  GtkSingleSelection *selection; /* (owned) */
  GHashTable *bound;             /* (element-type GtkListItem): rows that show somebody */
  char *current;                 /* (owned) (nullable): the id of who is shown */
  gboolean following;            /* the selection is being set to current, not by a person */
  gboolean wants_first;          /* whoever comes first is to be opened when somebody is there */
  gboolean opens_first;          /* whoever the search finds first is to be opened when it has found */
  guint first_id;                /* that opening, an idle source */
  gboolean single;               /* the list has the window for itself: choosing means opening */

  AdwWindowTitle *window_title;
  RbkActingButton *acting_button;
  RbkHandOverBanner *hand_over_banner;
  GtkWidget *outbox_button;
  GtkLabel *outbox_count;
  GtkWidget *review_button;
  GtkLabel *review_count;
  GtkWidget *sample_bar;
  GtkEditable *search_entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list_view;
};

G_DEFINE_FINAL_TYPE (RbkCustomersPane, rbk_customers_pane, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
get_now_us (RbkCustomersPane *self)
{
  return rbk_clock_now_us (rbk_desk_get_clock (self->desk));
}

/* Rows */

static void
show_row (RbkCustomersPane *self, GtkListItem *item)
{
  RbkCustomer *customer = gtk_list_item_get_item (item);
  g_autofree char *label = NULL;

  if (customer == NULL || self->desk == NULL)
    return;
  label = rbk_customer_row_dup_accessible_label (customer, get_now_us (self));
  gtk_list_item_set_accessible_label (item, label);
  rbk_customer_row_show (
    RBK_CUSTOMER_ROW (gtk_list_item_get_child (item)), customer, get_now_us (self), self->zone);
}

static void
setup_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, rbk_customer_row_new ());
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  RbkCustomersPane *self = data;

  g_hash_table_add (self->bound, item);
  show_row (self, item);
}

static void
unbind_row (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  g_hash_table_remove (((RbkCustomersPane *) data)->bound, item);
}

/* Choosing */

static void
open_customer (RbkCustomersPane *self, RbkCustomer *customer, gboolean by_choice)
{
  g_autoptr (RbkCustomer) kept = g_object_ref (customer);

  self->wants_first = FALSE;
  g_set_str (&self->current, rbk_customer_get_id (kept));
  g_signal_emit (self, signals[OPENED], 0, kept, by_choice);
}

/* The list replaces a customer whose standing changed, and moves them; the one on screen stays chosen. */
static void
follow_current (RbkCustomersPane *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (model);
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->current != NULL && i < n_items && position == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (RbkCustomer) customer = g_list_model_get_item (model, i);

      if (g_strcmp0 (rbk_customer_get_id (customer), self->current) == 0)
        position = i;
    }
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->following = FALSE;
}

static void
selected (RbkCustomersPane *self)
{
  RbkCustomer *customer = gtk_single_selection_get_selected_item (self->selection);

  /* Alone on screen, the row under the pointer is selected on hover and means nothing. */
  if (self->following || self->single || customer == NULL ||
      g_strcmp0 (rbk_customer_get_id (customer), self->current) == 0)
    return;
  open_customer (self, customer, FALSE);
}

static void
activated (RbkCustomersPane *self, guint position)
{
  g_autoptr (RbkCustomer) customer = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (customer != NULL)
    open_customer (self, customer, TRUE);
}

static gboolean
open_first_cb (gpointer data)
{
  RbkCustomersPane *self = data;

  self->first_id = 0;
  activated (self, 0);
  follow_current (self);
  return G_SOURCE_REMOVE;
}

/* What the list holds */

static void
update_stack (RbkCustomersPane *self)
{
  const char *name = "list";

  if (self->list == NULL)
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    {
      if (rbk_paged_list_is_loading (RBK_PAGED_LIST (self->list)))
        name = "loading";
      else
        name = *gtk_editable_get_text (self->search_entry) != '\0' ? "nothing-found" : "none";
    }
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
items_changed (RbkCustomersPane *self)
{
  update_stack (self);
  follow_current (self);
  if (self->wants_first && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    rbk_customers_pane_select (self, NULL);
}

/* Rows come a few at a time, a page ahead of what is seen. */
static void
scrolled_on (RbkCustomersPane *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment);
  double wanted = gtk_adjustment_get_value (adjustment) + 2 * page;
  gboolean more = FALSE;

  /* Rows that came just now are not laid out yet. */
  if (self->list == NULL || page <= 0 ||
      wanted < MAX (gtk_adjustment_get_upper (adjustment),
                    (double) g_list_model_get_n_items (G_LIST_MODEL (self->list)) * LOWEST_ROW))
    return;
  g_object_get (self->list, "has-more", &more, NULL);
  if (more && !rbk_paged_list_is_loading (RBK_PAGED_LIST (self->list)))
    rbk_paged_list_load_more (RBK_PAGED_LIST (self->list));
}

/* As long as they do not fill the page, nothing is scrolled and nothing else asks for more. */
static void
loaded (RbkCustomersPane *self)
{
  if (!rbk_paged_list_is_loading (RBK_PAGED_LIST (self->list)))
    scrolled_on (self);
}

static void
search_changed (RbkCustomersPane *self)
{
  if (self->list != NULL)
    rbk_customer_list_set_search (self->list, gtk_editable_get_text (self->search_entry));
  update_stack (self);
}

/* Whoever is opened has to be who was typed: Return may come sooner than what the search finds. */
static void
open_first (RbkCustomersPane *self)
{
  search_changed (self);
  if (self->list == NULL)
    return;
  self->opens_first = rbk_paged_list_is_loading (RBK_PAGED_LIST (self->list));
  if (!self->opens_first)
    open_first_cb (self);
}

static void
loading_changed (RbkCustomersPane *self)
{
  update_stack (self);
  if (!self->opens_first || rbk_paged_list_is_loading (RBK_PAGED_LIST (self->list)))
    return;
  self->opens_first = FALSE;
  /* The list takes in what was found right after it says so. */
  if (self->first_id == 0)
    self->first_id = g_idle_add (open_first_cb, self);
}

static void
stop_search (RbkCustomersPane *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
order_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  RbkCustomersPane *self = data;
  const char *name = g_variant_get_string (value, NULL);
  RbkCustomerOrder order = RBK_CUSTOMER_ORDER_WAITING;

  if (g_str_equal (name, "recent"))
    order = RBK_CUSTOMER_ORDER_RECENT;
  else if (g_str_equal (name, "name"))
    order = RBK_CUSTOMER_ORDER_NAME;
  g_simple_action_set_state (action, value);
  if (self->list != NULL)
    rbk_customer_list_set_order (self->list, order);
}

static void
update_showroom (RbkCustomersPane *self)
{
  RbkShowroom *showroom = rbk_desk_get_showroom (self->desk);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = rbk_time_dup_zone (showroom != NULL ? rbk_showroom_get_time_zone (showroom) : NULL);
  adw_window_title_set_subtitle (self->window_title,
                                 showroom != NULL ? rbk_showroom_get_name (showroom) : "");
  rbk_customers_pane_tick (self);
}

/* The object */

static void
rbk_customers_pane_dispose (GObject *object)
{
  RbkCustomersPane *self = RBK_CUSTOMERS_PANE (object);

  g_clear_handle_id (&self->first_id, g_source_remove);
  if (self->selection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->selection, self);
      gtk_single_selection_set_model (self->selection, NULL);
    }
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_CUSTOMERS_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_customers_pane_parent_class)->dispose (object);
}

static void
rbk_customers_pane_finalize (GObject *object)
{
  RbkCustomersPane *self = RBK_CUSTOMERS_PANE (object);

  g_hash_table_unref (self->bound);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self->current);
  G_OBJECT_CLASS (rbk_customers_pane_parent_class)->finalize (object);
}

static void
rbk_customers_pane_class_init (RbkCustomersPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_customers_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_customers_pane_finalize;
  signals[OPENED] = g_signal_new ("opened",
                                  RBK_TYPE_CUSTOMERS_PANE,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  RBK_TYPE_CUSTOMER,
                                  G_TYPE_BOOLEAN);
  g_type_ensure (RBK_TYPE_ACTING_BUTTON);
  g_type_ensure (RBK_TYPE_HAND_OVER_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-customers-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, window_title);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, acting_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, hand_over_banner);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, outbox_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, outbox_count);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, review_button);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, review_count);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, sample_bar);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, stack);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, RbkCustomersPane, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed);
  gtk_widget_class_bind_template_callback (widget_class, stop_search);
  gtk_widget_class_bind_template_callback (widget_class, open_first);
  gtk_widget_class_bind_template_callback (widget_class, activated);
}

static void
rbk_customers_pane_init (RbkCustomersPane *self)
{
  static const GActionEntry actions[] = {
    { .name = "order", .parameter_type = "s", .state = "'waiting'", .change_state = order_changed },
  };
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->bound = g_hash_table_new (NULL, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "customers", G_ACTION_GROUP (group));

  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (selected), self);
  /* After the list has taken the change itself, as selecting goes by its rows. */
  g_signal_connect_data (self->selection,
                         "items-changed",
                         G_CALLBACK (items_changed),
                         self,
                         NULL,
                         (GConnectFlags) (G_CONNECT_SWAPPED | G_CONNECT_AFTER));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row), self);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));

  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_on), self, G_CONNECT_SWAPPED);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
}

/**
 * rbk_customers_pane_set_desk:
 * @desk: an open desk, once
 */
void
rbk_customers_pane_set_desk (RbkCustomersPane *self, RbkDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  self->list = rbk_customer_list_new (desk);
  rbk_acting_button_set_desk (self->acting_button, desk);
  rbk_hand_over_banner_set_desk (self->hand_over_banner, desk);
  gtk_widget_set_visible (self->sample_bar, rbk_desk_is_sample (desk));
  update_showroom (self);
  g_signal_connect_swapped (desk, "showroom-changed", G_CALLBACK (update_showroom), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (loading_changed), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (loaded), self);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
  update_stack (self);
}

/**
 * rbk_customers_pane_set_single:
 * @single: whether the list has the window for itself, so that one click opens a customer
 */
void
rbk_customers_pane_set_single (RbkCustomersPane *self, gboolean single)
{
  self->single = single;
  gtk_list_view_set_single_click_activate (self->list_view, single);
  follow_current (self);
}

/**
 * rbk_customers_pane_select:
 * @customer: (nullable): the id of who is on screen; %NULL opens whoever comes first, as soon
 *   as there is somebody
 */
void
rbk_customers_pane_select (RbkCustomersPane *self, const char *customer)
{
  g_autoptr (RbkCustomer) first = NULL;

  self->wants_first = FALSE;
  if (customer == NULL)
    first = g_list_model_get_item (G_LIST_MODEL (self->selection), 0);
  if (first != NULL)
    open_customer (self, first, FALSE);
  else if (customer == NULL)
    self->wants_first = TRUE;
  else
    g_set_str (&self->current, customer);
  follow_current (self);
}

/**
 * rbk_customers_pane_search:
 *
 * Puts the keyboard into the search.
 */
void
rbk_customers_pane_search (RbkCustomersPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * rbk_customers_pane_set_waiting:
 * @waiting: how many messages are in the outbox
 *
 * Shows the way to them while there are any.
 */
void
rbk_customers_pane_set_waiting (RbkCustomersPane *self, guint waiting)
{
  g_autofree char *number = g_strdup_printf ("%u", waiting);
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Outbox, %u message", "Outbox, %u messages", waiting), waiting);

  gtk_label_set_label (self->outbox_count, number);
  gtk_widget_set_visible (self->outbox_button, waiting > 0);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->outbox_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * rbk_customers_pane_set_reviews:
 * @waiting: how many voicemails wait to be reviewed by whoever acts here
 */
void
rbk_customers_pane_set_reviews (RbkCustomersPane *self, guint waiting)
{
  g_autofree char *number = g_strdup_printf ("%u", waiting);
  g_autofree char *words =
    waiting > 0
      ? g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Reviews, %u waits for you", "Reviews, %u wait for you", waiting),
          waiting)
      : g_strdup (_ ("Reviews"));

  gtk_label_set_label (self->review_count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->review_count), waiting > 0);
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (self->review_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * rbk_customers_pane_tick:
 *
 * To be called every minute or so: people wait longer and longer.
 */
void
rbk_customers_pane_tick (RbkCustomersPane *self)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    show_row (self, item);
}
