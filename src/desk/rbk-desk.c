/* rbk-desk.c: the life of the desk: what is opened in which order, and closed in the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"

#include "channels/email/rbk-jmap-mailbox.h"
#include "desk/rbk-desk-online.h"
#include "desk/rbk-desk-review-private.h"
#include "desk/rbk-ledger-key.h"
#include "desk/rbk-sample-showroom.h"
#include "keyring/rbk-keyring.h"
#include "rbk-rules.h"
#include "rules/rbk-phone-number.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define LEDGER_FILE "ledger.db"

G_DEFINE_QUARK (rbk - desk - error - quark, rbk_desk_error)

G_DEFINE_FINAL_TYPE (RbkDesk, rbk_desk, G_TYPE_OBJECT)

enum
{
  PROP_ONLINE = 1,
  PROP_WAITING_MESSAGES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SHOWROOM_CHANGED,
  ACCOUNTS_CHANGED,
  CUSTOMER_CHANGED,
  QUEUE_CHANGED,
  POLICY_CHANGED,
  BROWSE,
  ASSIGNMENTS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rbk_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkDesk *self = RBK_DESK (object);

  switch (id)
    {
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_WAITING_MESSAGES:
      g_value_set_uint (value, self->waiting_messages);
      break;
    case RBK_DESK_PROP_WAITING_REVIEWS:
      g_value_set_uint (value, self->waiting_reviews);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_desk_finalize (GObject *object)
{
  RbkDesk *self = RBK_DESK (object);

  g_assert (self->outbox == NULL);
  rbk_worker_shutdown (self->worker);
  rbk_desk_end_reviews (self);
  g_clear_object (&self->worker_reader);
  g_clear_object (&self->worker);
  g_clear_object (&self->reader);
  g_clear_object (&self->ledger);
  g_clear_object (&self->showroom);
  g_ptr_array_unref (self->people);
  g_ptr_array_unref (self->accounts);
  g_clear_pointer (&self->background, rbk_gate_background_free);
  g_clear_object (&self->consumer_domains);
  g_clear_object (&self->stop_words);
  g_clear_object (&self->gate_tables);
  g_clear_object (&self->no_policy);
  g_clear_pointer (&self->other_names, g_strfreev);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->assigned, g_hash_table_unref);
  g_clear_pointer (&self->reassigned, g_ptr_array_unref);
  g_object_unref (self->closing);
  g_object_unref (self->clock);
  g_free (self->person);
  g_free (self->directory);
  G_OBJECT_CLASS (rbk_desk_parent_class)->finalize (object);
}

static void
rbk_desk_class_init (RbkDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_desk_get_property;
  object_class->finalize = rbk_desk_finalize;
  /**
   * RbkDesk:online: whether the last thing asked of a mail server reached it
   */
  properties[PROP_ONLINE] =
    g_param_spec_boolean ("online", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * RbkDesk:waiting-messages: messages queued, held, sending or unknown
   */
  properties[PROP_WAITING_MESSAGES] = g_param_spec_uint (
    "waiting-messages", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  rbk_desk_install_reviews (object_class);

  signals[SHOWROOM_CHANGED] =
    g_signal_new ("showroom-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACCOUNTS_CHANGED] =
    g_signal_new ("accounts-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[QUEUE_CHANGED] =
    g_signal_new ("queue-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[POLICY_CHANGED] =
    g_signal_new ("policy-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASSIGNMENTS_CHANGED] = g_signal_new (
    "assignments-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * RbkDesk::browse:
   * @uri: a provider's page, to be opened in the person's browser
   * @user_code: (nullable): what the person enters there, on any device; then nothing is opened here
   */
  signals[BROWSE] = g_signal_new ("browse",
                                  RBK_TYPE_DESK,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  2,
                                  G_TYPE_STRING,
                                  G_TYPE_STRING);
  signals[CUSTOMER_CHANGED] = g_signal_new (
    "customer-changed", RBK_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rbk_desk_init (RbkDesk *self)
{
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  self->worker = rbk_worker_new ("rbk-desk");
  self->closing = g_cancellable_new ();
  self->online = TRUE;
}

/**
 * rbk_desk_new:
 * @data_directory: where the ledger lies; made if it is not there. Not looked at by the sample.
 * @sample: whether to open the sample showroom, which lies elsewhere and is gone when it is closed
 *
 * Returns: (transfer full): a desk that is not open yet
 */
RbkDesk *
rbk_desk_new (const char *data_directory, gboolean sample, RbkClock *clock)
{
  RbkDesk *self = g_object_new (RBK_TYPE_DESK, NULL);

  self->directory = g_strdup (data_directory);
  self->sample = sample;
  self->clock = g_object_ref (clock);
  return self;
}

static gboolean
open_sample (RbkDesk *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "ringback", NULL);
  g_autofree char *template = g_build_filename (parent, "sample-XXXXXX", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) key = rbk_ledger_key_make ();

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (template, 0700) == NULL)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   g_file_error_from_errno (errno),
                   _ ("The sample showroom cannot be made in %s: %s"),
                   parent,
                   g_strerror (errno));
      return FALSE;
    }
  g_set_str (&self->directory, template);
  path = g_build_filename (self->directory, LEDGER_FILE, NULL);
  self->ledger = rbk_ledger_open (path, key, error);
  return self->ledger != NULL && rbk_sample_showroom_fill (self->ledger, self->clock, cancellable, error);
}

static gboolean
open_real (RbkDesk *self, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, LEDGER_FILE, NULL);
  g_autoptr (GBytes) key = NULL;

  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    {
      g_set_error (error,
                   G_FILE_ERROR,
                   g_file_error_from_errno (errno),
                   _ ("The folder %s cannot be made: %s"),
                   self->directory,
                   g_strerror (errno));
      return FALSE;
    }
  key = rbk_ledger_key_get (self->directory, !g_file_test (path, G_FILE_TEST_EXISTS), cancellable, error);
  if (key == NULL)
    return FALSE;
  self->ledger = rbk_ledger_open (path, key, error);
  return self->ledger != NULL;
}

/**
 * rbk_desk_get_worker_reader:
 *
 * On the desk's worker.
 *
 * Returns: (transfer none): its reader, or NULL with %G_IO_ERROR_CLOSED
 */
RbkLedgerReader *
rbk_desk_get_worker_reader (RbkDesk *self, GError **error)
{
  if (self->worker_reader == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  return self->worker_reader;
}

/* Takes that a crash cut off are whole as far as they go. */
static gboolean
recover_takes (RbkDesk *self, GError **error)
{
  g_auto (GStrv) media = NULL;

  self->worker_reader = rbk_ledger_reader_new (self->ledger, error);
  if (self->worker_reader == NULL)
    return FALSE;
  media = rbk_ledger_reader_list_unfinished_media (self->worker_reader, error);
  if (media == NULL)
    return FALSE;
  for (guint i = 0; media[i] != NULL; i++)
    {
      if (!rbk_ledger_finish_media (self->ledger, media[i], error))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
fetch_rules (const char *name, gpointer data, GError **error)
{
  g_autofree char *path = g_strconcat ("/app/ringback/Ringback/rules/", name, NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static gboolean
load_rules (RbkDesk *self, GError **error)
{
  g_autoptr (GBytes) rows = NULL;
  g_autoptr (GBytes) words = NULL;

  /* Named, so that the linker keeps the rows in a static library. */
  g_resources_register (rbk_rules_get_resource ());
  rows = fetch_rules ("consumer-domains.json", NULL, error);
  if (rows == NULL)
    return FALSE;
  g_clear_object (&self->consumer_domains);
  self->consumer_domains = rbk_consumer_domains_new (rows, error);
  if (self->consumer_domains == NULL)
    return FALSE;
  words = fetch_rules ("stop-words.json", NULL, error);
  if (words == NULL)
    return FALSE;
  g_clear_object (&self->stop_words);
  self->stop_words = rbk_stop_words_new (words, error);
  if (self->stop_words == NULL)
    return FALSE;
  self->gate_tables = rbk_gate_tables_new (fetch_rules, NULL, error);
  return self->gate_tables != NULL;
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  g_autofree char *number = NULL;
  GError *error = NULL;

  /* Numbers are written with a table that takes a while to load: here, where nobody waits for it. */
  number = rbk_phone_number_dup_words ("+13125550142");
  /* A second try after a failure begins anew. */
  g_clear_object (&self->worker_reader);
  if (self->ledger != NULL)
    rbk_ledger_close (self->ledger);
  g_clear_object (&self->ledger);
  if ((self->gate_tables != NULL || load_rules (self, &error)) &&
      (self->sample ? open_sample (self, cancellable, &error) : open_real (self, cancellable, &error)) &&
      recover_takes (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
replace (GPtrArray **array, GPtrArray *by)
{
  if (by == NULL)
    return FALSE;
  g_ptr_array_unref (*array);
  *array = by;
  return TRUE;
}

/* Reads again who and what the showroom is. */
void
rbk_desk_reload_showroom (RbkDesk *self)
{
  g_clear_object (&self->showroom);
  self->showroom = rbk_ledger_reader_get_showroom (self->reader, NULL);
  replace (&self->people, rbk_ledger_reader_list_people (self->reader, NULL));
  replace (&self->accounts, rbk_ledger_reader_list_accounts (self->reader, NULL));
  rbk_gate_background_load (self->background, self->reader, NULL);
  rbk_desk_choose_person (self);
}

static void
count_messages (RbkDesk *self)
{
  static const RbkMessageState waiting[] = {
    RBK_MESSAGE_STATE_QUEUED, RBK_MESSAGE_STATE_HELD, RBK_MESSAGE_STATE_SENDING, RBK_MESSAGE_STATE_UNKNOWN
  };
  guint counts[RBK_N_MESSAGE_STATES];
  guint sum = 0;
  gboolean moved = FALSE;

  /* Of what cannot be read, nothing new is known. */
  if (!rbk_ledger_reader_count_messages (self->reader, counts, NULL))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      moved |= self->queue[waiting[i]] != counts[waiting[i]];
      self->queue[waiting[i]] = counts[waiting[i]];
      sum += counts[waiting[i]];
    }
  if (sum != self->waiting_messages)
    {
      self->waiting_messages = sum;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_MESSAGES]);
    }
  if (moved)
    g_signal_emit (self, signals[QUEUE_CHANGED], 0);
}

static void
changed_cb (RbkDesk *self, RbkChangeSet *changes)
{
  GPtrArray *entries = rbk_change_set_get_entries (changes);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean showroom = rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_SHOWROOM_CHANGED) ||
                      rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_PERSON_CHANGED);
  gboolean accounts = rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_ACCOUNT_CHANGED);
  gboolean policy = rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_POLICY_CHANGED);
  gboolean leaves = FALSE;

  if (self->reader == NULL)
    return;
  if (showroom || accounts || policy)
    rbk_desk_reload_showroom (self);
  if (rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_CUSTOMER_CHANGED))
    g_clear_pointer (&self->other_names, g_strfreev);
  if (showroom || rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_ASSIGNMENT))
    rbk_desk_count_assigned (self);
  if (showroom)
    g_signal_emit (self, signals[SHOWROOM_CHANGED], 0);
  if (accounts)
    g_signal_emit (self, signals[ACCOUNTS_CHANGED], 0);
  if (policy)
    g_signal_emit (self, signals[POLICY_CHANGED], 0);
  /* What was held may be free to go by it, and what waits may not any more. */
  if ((showroom || accounts || policy || rbk_change_set_has_kind (changes, RBK_ENTRY_KIND_CONSENT_GIVEN)) &&
      self->outbox != NULL)
    rbk_outbox_wake (self->outbox, TRUE);
  rbk_desk_note_review_changes (self, changes);
  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);
      const char *customer = rbk_entry_get_customer (entry);

      leaves |= rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_EMAIL ||
                rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_TEXT ||
                rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_DELIVERY;
      if (customer != NULL && g_hash_table_add (told, (gpointer) customer))
        g_signal_emit (self, signals[CUSTOMER_CHANGED], 0, customer);
    }
  if (leaves)
    count_messages (self);
  if (leaves && self->outbox != NULL)
    rbk_outbox_wake (self->outbox, FALSE);
}

static void
reachable_cb (RbkDesk *self, gboolean reachable)
{
  if (self->online == reachable)
    return;
  self->online = reachable;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

static void
network_changed_cb (RbkDesk *self, gboolean available)
{
  if (available && self->outbox != NULL)
    rbk_outbox_wake (self->outbox, TRUE);
}

/*
 * Development builds only: RBK_OUTBOX_HASTE makes waits a hundredth, so that tests of broken
 * connections do not last minutes.
 */
static void
set_schedule (RbkDesk *self)
{
#ifdef RBK_DEVELOPMENT
  if (g_getenv ("RBK_OUTBOX_HASTE") != NULL)
    {
      RbkSendSchedule schedule;

      rbk_send_schedule_init (&schedule);
      schedule.first_wait_us /= 100;
      schedule.longest_wait_us /= 100;
      schedule.look_again_us /= 100;
      schedule.longest_nap_us /= 100;
      rbk_outbox_set_schedule (self->outbox, &schedule);
    }
#endif
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = RBK_DESK (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->reader = rbk_ledger_reader_new (self->ledger, &error);
  if (self->reader == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->background, rbk_gate_background_free);
  self->background = rbk_gate_background_new (self->consumer_domains, self->gate_tables);
  rbk_desk_begin_acting (self);
  count_messages (self);
  rbk_desk_begin_reviews (self);
  g_signal_connect_object (self->ledger, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  /* The sample showroom has no door to the world. */
  if (!self->sample)
    {
      self->outbox = rbk_outbox_new (
        self->ledger, self->consumer_domains, self->gate_tables, self->clock, rbk_desk_open_carrier, NULL);
      set_schedule (self);
      g_signal_connect_object (self->outbox, "reachable", G_CALLBACK (reachable_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (g_network_monitor_get_default (),
                               "network-changed",
                               G_CALLBACK (network_changed_cb),
                               self,
                               G_CONNECT_SWAPPED);
      rbk_outbox_start (self->outbox);
      rbk_desk_forget_left_mailboxes (self);
      rbk_desk_clear_online (self);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * rbk_desk_open_async:
 *
 * Gets the ledger's key (the person may be asked to unlock the keyring), opens the ledger, keeps
 * what a crash left, and begins to send. After a failure it may be called again.
 */
void
rbk_desk_open_async (RbkDesk *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, rbk_desk_open_async);
  rbk_worker_queue (self->worker, g_task_new (self, cancellable, opened_cb, task), open_thread);
}

/**
 * rbk_desk_open_finish:
 *
 * Returns: whether it is open; else an RbkKeyringError, RbkLedgerError, %RBK_DESK_ERROR_KEYRING or
 *   GFileError, whose message says what can be done
 */
gboolean
rbk_desk_open_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
drop_reader (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_clear_object (&RBK_DESK (source)->worker_reader);
  g_task_return_boolean (task, TRUE);
}

static void
remove_sample (const char *directory)
{
  static const char *const files[] = {
    LEDGER_FILE, LEDGER_FILE "-wal", LEDGER_FILE "-shm", LEDGER_FILE ".lock"
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
}

static void
ledger_closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RbkDesk *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!rbk_ledger_close_finish (RBK_LEDGER (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->sample)
    remove_sample (self->directory);
  g_task_return_boolean (task, TRUE);
}

static void
worker_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  RbkDesk *self = g_task_get_source_object (task);

  rbk_worker_shutdown_finish (RBK_WORKER (source), result, NULL);
  if (self->ledger == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  g_clear_pointer (&self->background, rbk_gate_background_free);
  g_clear_object (&self->reader);
  rbk_ledger_close_async (self->ledger, NULL, ledger_closed_cb, task);
}

static void
outbox_stopped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  RbkDesk *self = g_task_get_source_object (data);

  if (source != NULL)
    rbk_outbox_stop_finish (RBK_OUTBOX (source), result, NULL);
  g_clear_object (&self->outbox);
  rbk_worker_queue (self->worker, g_task_new (self, NULL, NULL, NULL), drop_reader);
  rbk_worker_shutdown_async (self->worker, NULL, worker_ended_cb, data);
}

/**
 * rbk_desk_close_async:
 *
 * Ends what is under way and closes the ledger; nothing of the desk may be used afterwards.
 */
void
rbk_desk_close_async (RbkDesk *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, rbk_desk_close_async);
  g_cancellable_cancel (self->closing);
  if (self->outbox != NULL)
    rbk_outbox_stop_async (self->outbox, outbox_stopped_cb, task);
  else
    outbox_stopped_cb (NULL, NULL, task);
}

gboolean
rbk_desk_close_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * rbk_desk_is_sample:
 *
 * Returns: whether this is the sample showroom, where nothing is real and nothing leaves
 */
gboolean
rbk_desk_is_sample (RbkDesk *self)
{
  return self->sample;
}

/**
 * rbk_desk_is_founded:
 *
 * Returns: whether the showroom and the person who acts are known
 */
gboolean
rbk_desk_is_founded (RbkDesk *self)
{
  return self->showroom != NULL && self->person != NULL;
}

/**
 * rbk_desk_get_clock:
 *
 * Returns: (transfer none): the clock
 */
RbkClock *
rbk_desk_get_clock (RbkDesk *self)
{
  return self->clock;
}

/**
 * rbk_desk_get_ledger:
 *
 * Returns: (transfer none) (nullable): the ledger, once open; lists listen to it
 */
RbkLedger *
rbk_desk_get_ledger (RbkDesk *self)
{
  return self->ledger;
}

/**
 * rbk_desk_get_showroom:
 *
 * Returns: (transfer none) (nullable): the showroom, once founded
 */
RbkShowroom *
rbk_desk_get_showroom (RbkDesk *self)
{
  return self->showroom;
}

/**
 * rbk_desk_get_accounts:
 *
 * Returns: (transfer none) (element-type RbkAccount): the company mailboxes
 */
GPtrArray *
rbk_desk_get_accounts (RbkDesk *self)
{
  return self->accounts;
}

/**
 * rbk_desk_get_queued:
 * @state: queued, held, sending or unknown
 *
 * Returns: how many messages wait in that state; "queue-changed" tells when it is another number
 */
guint
rbk_desk_get_queued (RbkDesk *self, RbkMessageState state)
{
  g_return_val_if_fail ((guint) state < RBK_N_MESSAGE_STATES, 0);
  return self->queue[state];
}

/**
 * rbk_desk_dup_customer:
 *
 * Returns: (transfer full): the customer as they stand now, or NULL with an RbkLedgerError
 */
RbkCustomer *
rbk_desk_dup_customer (RbkDesk *self, const char *customer, GError **error)
{
  return rbk_ledger_reader_get_customer (self->reader, customer, error);
}

/**
 * rbk_desk_dup_phone_words:
 * @number: (nullable): a number, E.164
 *
 * Returns: (transfer full): the number as people here write it
 */
char *
rbk_desk_dup_phone_words (RbkDesk *self, const char *number)
{
  return rbk_phone_number_dup_words (number);
}

/* (transfer full): an entry by the person who acts, now. */
RbkEntry *
rbk_desk_new_entry (RbkDesk *self, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  return rbk_entry_new (kind, customer, self->person, rbk_clock_now_us (self->clock), payload);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (rbk_ledger_append_finish (RBK_LEDGER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* How every use case ends that has nothing to give but its success. */
gboolean
rbk_desk_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Appends @entries (transfer full) and answers @task (transfer none) with TRUE or the error. */
void
rbk_desk_return_append (RbkDesk *self, GTask *task, GPtrArray *entries)
{
  rbk_ledger_append_async (
    self->ledger, entries, g_task_get_cancellable (task), appended_cb, g_object_ref (task));
  g_ptr_array_unref (entries);
}

/* The same with one entry, by whoever acts, of now. @customer: (nullable): whom it is about; @payload:
 * (transfer full): what it says */
void
rbk_desk_return_append_one (
  RbkDesk *self, GTask *task, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (entries, rbk_desk_new_entry (self, kind, customer, payload));
  rbk_desk_return_append (self, task, entries);
}

static void
id_appended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (rbk_ledger_append_finish (RBK_LEDGER (source), result, &error))
    g_task_return_pointer (task, g_strdup (g_task_get_task_data (task)), g_free);
  else
    g_task_return_error (task, error);
}

/* Appends @entries (transfer full) and answers @task (transfer none) with @id (transfer full), by which what
 * they are about is known, or the error. */
void
rbk_desk_return_append_id (RbkDesk *self, GTask *task, GPtrArray *entries, char *id)
{
  g_task_set_task_data (task, id, g_free);
  rbk_ledger_append_async (
    self->ledger, entries, g_task_get_cancellable (task), id_appended_cb, g_object_ref (task));
  g_ptr_array_unref (entries);
}
