/* rbk-outbox.c
 *
 * The table is the queue: memory holds only when to look again. A message goes
 *
 *   queued or held ──gate──► sending (committed) ──channel──► accepted
 *
 * and every step is an entry appended under the condition that nobody else took the message a
 * different way in between (rbk_ledger_advance()). A message found in "sending" was cut off, by a
 * crash or by the network: the server is asked for it by Message-ID before anything else, and it
 * is sent anew only after two clear answers, some time apart, that it is not there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-outbox.h"

#include "channels/rbk-channel-error.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-json.h"
#include "outbox/rbk-outgoing-email.h"
#include "rules/rbk-gate.h"

#include <glib/gi18n-lib.h>

/* A clock that was set back must not make the outbox sleep for days. */
#define LONGEST_SLEEP_US ((gint64) 3600 * G_USEC_PER_SEC)
#define NEVER            G_MAXINT64
#define MOST_AT_ONCE     200
#define WAITING_STATES                                                                                       \
  (RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_QUEUED) | RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_HELD))
#define SENDING_STATE RBK_MESSAGE_STATE_BIT (RBK_MESSAGE_STATE_SENDING)

/* What is remembered of a message that was cut off, until it is settled. */
typedef struct
{
  guint clear_noes;
  guint vain_looks;
  gint64 next_us;
} Search;

struct _RbkOutbox
{
  GObject parent_instance;

  RbkLedger *ledger;                    /* (owned) */
  RbkConsumerDomains *consumer_domains; /* (owned) */
  RbkClock *clock;                      /* (owned) */
  RbkOutboxOpenMailbox open_mailbox;
  gpointer open_mailbox_data;
  RbkSendSchedule schedule; /* set before start */

  GThread *thread;           /* (owned) (nullable); main thread */
  GMainContext *context;     /* (owned) (nullable): where "reachable" is told; set before start */
  GCancellable *cancellable; /* (owned): cancelled by stop */

  GMutex lock;
  GCond wake;
  gboolean woken;    /* (mutex lock) */
  gboolean try_all;  /* (mutex lock) */
  gboolean stopping; /* (mutex lock) */
  GTask *stop;       /* (owned) (nullable) (mutex lock): answered by the thread as it ends */
  gint reachable;    /* (atomic) */

  /* The outbox's thread alone: */
  RbkLedgerReader *reader; /* (owned) (nullable) */
  GHashTable *mailboxes;   /* (owned) (element-type utf8 RbkMailbox) */
  GHashTable *searches;    /* (owned) (element-type utf8 Search) */
  gboolean cannot_write;   /* the ledger refused an entry in this round: a full disk */
};

G_DEFINE_FINAL_TYPE (RbkOutbox, rbk_outbox, G_TYPE_OBJECT)

static guint reachable_signal;

static void
rbk_outbox_finalize (GObject *object)
{
  RbkOutbox *self = RBK_OUTBOX (object);

  g_assert (self->thread == NULL);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->mailboxes);
  g_hash_table_unref (self->searches);
  g_object_unref (self->ledger);
  g_object_unref (self->consumer_domains);
  g_object_unref (self->clock);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  G_OBJECT_CLASS (rbk_outbox_parent_class)->finalize (object);
}

static void
rbk_outbox_class_init (RbkOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_outbox_finalize;
  reachable_signal = g_signal_new (
    "reachable", RBK_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
rbk_outbox_init (RbkOutbox *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->cancellable = g_cancellable_new ();
  self->mailboxes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->searches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->reachable = TRUE;
  rbk_send_schedule_init (&self->schedule);
}

/**
 * rbk_outbox_new:
 * @open_mailbox: opens the mailbox of an account, on the outbox's thread
 *
 * Returns: (transfer full): an outbox that does nothing until it is started
 */
RbkOutbox *
rbk_outbox_new (RbkLedger *ledger,
                RbkConsumerDomains *consumer_domains,
                RbkClock *clock,
                RbkOutboxOpenMailbox open_mailbox,
                gpointer user_data)
{
  RbkOutbox *self = g_object_new (RBK_TYPE_OUTBOX, NULL);

  self->ledger = g_object_ref (ledger);
  self->consumer_domains = g_object_ref (consumer_domains);
  self->clock = g_object_ref (clock);
  self->open_mailbox = open_mailbox;
  self->open_mailbox_data = user_data;
  return self;
}

/**
 * rbk_outbox_set_schedule:
 * @schedule: how long to wait; before rbk_outbox_start()
 */
void
rbk_outbox_set_schedule (RbkOutbox *self, const RbkSendSchedule *schedule)
{
  g_return_if_fail (self->thread == NULL);
  self->schedule = *schedule;
}

static gboolean
tell_reachable_cb (gpointer data)
{
  RbkOutbox *self = data;

  g_signal_emit (self, reachable_signal, 0, g_atomic_int_get (&self->reachable));
  return G_SOURCE_REMOVE;
}

/* What a failure says about the network; NULL: the server was reached. */
static void
note_reachable (RbkOutbox *self, const GError *error)
{
  gboolean reachable = !g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_OFFLINE) &&
                       !g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_UNREACHABLE);

  if (g_atomic_int_exchange (&self->reachable, reachable) != reachable)
    g_main_context_invoke_full (
      self->context, G_PRIORITY_DEFAULT, tell_reachable_cb, g_object_ref (self), g_object_unref);
}

/* Appends a delivery entry. FALSE if the message is elsewhere by now, which is no error. */
static gboolean
advance (RbkOutbox *self,
         RbkEntry *entry,
         guint from,
         RbkMessageState state,
         const char *detail,
         guint attempt,
         gint64 next_us)
{
  JsonObject *payload = rbk_json_new (
    "message", rbk_entry_get_id (entry), "state", rbk_message_state_get_name (state), "detail", detail, NULL);
  g_autoptr (RbkEntry) delivery = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_int_member (payload, "attempt", attempt);
  json_object_set_int_member (payload, "next_us", next_us);
  delivery = rbk_entry_new (RBK_ENTRY_KIND_DELIVERY,
                            rbk_entry_get_customer (entry),
                            rbk_entry_get_author (entry),
                            rbk_clock_now_us (self->clock),
                            payload);
  if (rbk_ledger_advance (self->ledger, delivery, from, &error))
    return TRUE;
  if (!g_error_matches (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_CONFLICT))
    {
      g_warning ("The outbox could not write to the ledger: %s", error->message);
      self->cannot_write = TRUE;
    }
  return FALSE;
}

static RbkAccount *
find_account (RbkOutbox *self, const char *id)
{
  g_autoptr (GPtrArray) accounts = rbk_ledger_reader_list_accounts (self->reader, NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      RbkAccount *account = g_ptr_array_index (accounts, i);

      if (g_strcmp0 (rbk_account_get_id (account), id) == 0)
        return g_object_ref (account);
    }
  return NULL;
}

static RbkPerson *
find_person (RbkOutbox *self, const char *id)
{
  g_autoptr (GPtrArray) people = rbk_ledger_reader_list_people (self->reader, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (people, i);

      if (g_str_equal (rbk_person_get_id (person), id))
        return g_object_ref (person);
    }
  return NULL;
}

/* Whether any part of the voicemail in it was practised only (V-20), whatever the desk thought. */
static gboolean
is_practice (RbkOutbox *self, RbkEntry *entry)
{
  const char *id = rbk_entry_get_string (entry, "draft");
  g_autoptr (RbkDraft) draft = id != NULL ? rbk_ledger_reader_get_draft (self->reader, id, NULL) : NULL;
  const char *take_id = rbk_entry_get_string (entry, "take");
  JsonArray *passages = rbk_json_get_array (rbk_entry_get_payload (entry), "passages");
  RbkTake *take = draft != NULL && take_id != NULL ? rbk_draft_find_take (draft, take_id) : NULL;
  gboolean practice = take != NULL && rbk_take_is_practice (take);

  for (guint i = 0; draft != NULL && passages != NULL && i < json_array_get_length (passages); i++)
    {
      take =
        rbk_draft_find_take (draft, rbk_json_get_string (rbk_json_array_get_object (passages, i), "take"));
      practice |= take != NULL && rbk_take_is_practice (take);
    }
  return practice;
}

static RbkVerdict *
ask_gate (RbkOutbox *self, RbkEntry *entry, RbkAccount *account)
{
  g_autoptr (RbkShowroom) showroom = rbk_ledger_reader_get_showroom (self->reader, NULL);
  g_autoptr (RbkPerson) author = find_person (self, rbk_entry_get_author (entry));
  g_autoptr (RbkCustomer) customer =
    rbk_ledger_reader_get_customer (self->reader, rbk_entry_get_customer (entry), NULL);
  RbkGateQuestion question = {
    .consumer_domains = self->consumer_domains,
    .showroom = showroom,
    .author = author,
    .account = account,
    .customer = customer,
    .address = rbk_entry_get_string (entry, "address"),
    .from = rbk_entry_get_string (entry, "from"),
    .subject = rbk_entry_get_string (entry, "subject"),
    .text = rbk_entry_get_string (entry, "text"),
    .signature = rbk_entry_get_string (entry, "signature"),
    .is_practice = is_practice (self, entry),
    .medium = RBK_MEDIUM_EMAIL,
  };

  return rbk_gate_judge (&question);
}

static RbkMailbox *
get_mailbox (RbkOutbox *self, RbkAccount *account, GError **error)
{
  RbkMailbox *mailbox = g_hash_table_lookup (self->mailboxes, rbk_account_get_id (account));

  if (mailbox != NULL)
    return mailbox;
  mailbox = self->open_mailbox (account, self->cancellable, self->open_mailbox_data, error);
  if (mailbox != NULL)
    g_hash_table_insert (self->mailboxes, g_strdup (rbk_account_get_id (account)), mailbox);
  return mailbox;
}

static Search *
get_search (RbkOutbox *self, const char *id)
{
  Search *search = g_hash_table_lookup (self->searches, id);

  if (search == NULL)
    {
      search = g_new0 (Search, 1);
      g_hash_table_insert (self->searches, g_strdup (id), search);
    }
  return search;
}

/* A message in "sending" that nobody is sending: ask the server whether it has it. */
static gint64
settle (RbkOutbox *self, RbkMessage *message, RbkEntry *entry)
{
  const char *id = rbk_message_get_id (message);
  guint attempt = rbk_message_get_attempt (message);
  Search *search = get_search (self, id);
  gint64 now = rbk_clock_now_us (self->clock);
  g_autoptr (RbkAccount) account = find_account (self, rbk_message_get_account (message));
  g_autoptr (GError) error = NULL;
  RbkMailbox *mailbox = NULL;
  RbkFound found = RBK_FOUND_UNKNOWN;

  if (search->next_us > now)
    return search->next_us;
  if (account != NULL)
    mailbox = get_mailbox (self, account, &error);
  if (account != NULL && mailbox == NULL)
    {
      /* A locked keyring says nothing about the message: wait for it. */
      search->next_us = now + rbk_send_schedule_wait_us (&self->schedule, RBK_SEND_LOOKS, 0);
      return search->next_us;
    }
  if (mailbox != NULL)
    {
      found = rbk_mailbox_find_sent (
        mailbox, rbk_entry_get_string (entry, "message_id"), self->cancellable, &error);
      if (g_cancellable_is_cancelled (self->cancellable))
        return NEVER;
      note_reachable (self, error);
    }
  switch (found)
    {
    case RBK_FOUND_SENT:
      g_hash_table_remove (self->searches, id);
      advance (self, entry, SENDING_STATE, RBK_MESSAGE_STATE_ACCEPTED, NULL, attempt, 0);
      return NEVER;
    case RBK_FOUND_NOT_SENT:
      /* The server may still be at work on what it got before the line broke. */
      if (++search->clear_noes < RBK_SEND_LOOKS)
        {
          search->next_us = now + self->schedule.look_again_us;
          return search->next_us;
        }
      g_hash_table_remove (self->searches, id);
      advance (self,
               entry,
               SENDING_STATE,
               RBK_MESSAGE_STATE_QUEUED,
               _ ("The mail server does not have it; sending it again."),
               attempt,
               0);
      return 0;
    case RBK_FOUND_UNKNOWN:
    default:
      search->clear_noes = 0;
      if (++search->vain_looks < RBK_SEND_VAIN_LOOKS)
        {
          search->next_us = now + rbk_send_schedule_wait_us (&self->schedule, search->vain_looks, 0);
          return search->next_us;
        }
      g_hash_table_remove (self->searches, id);
      advance (self,
               entry,
               SENDING_STATE,
               RBK_MESSAGE_STATE_UNKNOWN,
               _ ("The connection broke while it was sent, and the mail server could not be asked. Look into "
                  "the Sent folder of the company mailbox before sending it again."),
               attempt,
               0);
      return NEVER;
    }
}

/* Failures that trying again does not mend, but a person may. */
static gboolean
needs_person (const GError *error)
{
  return error->domain != RBK_CHANNEL_ERROR || error->code == RBK_CHANNEL_ERROR_SIGN_IN ||
         error->code == RBK_CHANNEL_ERROR_CERTIFICATE || error->code == RBK_CHANNEL_ERROR_FORBIDDEN ||
         error->code == RBK_CHANNEL_ERROR_NOT_A_SERVER || error->code == RBK_CHANNEL_ERROR_UNSAFE ||
         error->code == RBK_CHANNEL_ERROR_ACCOUNT;
}

/* Certain that nothing left. Back it goes, or to a person. */
static gint64
put_back (RbkOutbox *self,
          RbkEntry *entry,
          guint from,
          guint attempt,
          gboolean refused,
          gint64 retry_after_us,
          const GError *error)
{
  gint64 next =
    rbk_clock_now_us (self->clock) + rbk_send_schedule_wait_us (&self->schedule, attempt, retry_after_us);

  if (g_error_matches (error, RBK_CHANNEL_ERROR, RBK_CHANNEL_ERROR_SIGN_IN))
    g_hash_table_remove_all (self->mailboxes);
  if (needs_person (error))
    {
      advance (self, entry, from, RBK_MESSAGE_STATE_HELD, error->message, attempt, next);
      return next;
    }
  if (refused || attempt >= RBK_SEND_MOST_ATTEMPTS)
    {
      advance (self, entry, from, RBK_MESSAGE_STATE_FAILED, error->message, attempt, 0);
      return NEVER;
    }
  advance (self, entry, from, RBK_MESSAGE_STATE_QUEUED, error->message, attempt, next);
  return next;
}

static gint64
send (RbkOutbox *self, RbkMessage *message, RbkEntry *entry, RbkAccount *account)
{
  guint attempt = rbk_message_get_attempt (message) + 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RbkMailbox *mailbox = get_mailbox (self, account, &error);
  RbkSendResult result;
  gint64 retry_after = 0;

  if (mailbox == NULL)
    return put_back (self, entry, WAITING_STATES, attempt, FALSE, 0, error);
  bytes = rbk_outgoing_email_write (entry, self->reader, &error);
  if (bytes == NULL)
    {
      advance (self, entry, WAITING_STATES, RBK_MESSAGE_STATE_FAILED, error->message, attempt, 0);
      return NEVER;
    }
  /* From here on it may have left; whatever happens next, this stands in the ledger. */
  if (!advance (self, entry, WAITING_STATES, RBK_MESSAGE_STATE_SENDING, NULL, attempt, 0))
    return 0;
  result = rbk_mailbox_send (mailbox,
                             rbk_entry_get_string (entry, "message_id"),
                             rbk_entry_get_string (entry, "address"),
                             bytes,
                             &retry_after,
                             self->cancellable,
                             &error);
  note_reachable (self, result == RBK_SEND_ACCEPTED ? NULL : error);
  switch (result)
    {
    case RBK_SEND_ACCEPTED:
      advance (self, entry, SENDING_STATE, RBK_MESSAGE_STATE_ACCEPTED, NULL, attempt, 0);
      return NEVER;
    case RBK_SEND_NOT_SENT:
    case RBK_SEND_REFUSED:
      if (g_cancellable_is_cancelled (self->cancellable))
        {
          advance (self, entry, SENDING_STATE, RBK_MESSAGE_STATE_QUEUED, NULL, attempt - 1, 0);
          return NEVER;
        }
      return put_back (self, entry, SENDING_STATE, attempt, result == RBK_SEND_REFUSED, retry_after, error);
    case RBK_SEND_UNCERTAIN:
    default:
      advance (self,
               entry,
               SENDING_STATE,
               RBK_MESSAGE_STATE_SENDING,
               _ ("The connection broke; asking the mail server whether it has it."),
               attempt,
               0);
      get_search (self, rbk_message_get_id (message))->next_us =
        rbk_clock_now_us (self->clock) + self->schedule.look_again_us;
      return 0;
    }
}

/* Returns when to look at this message again; 0: at once. */
static gint64
handle (RbkOutbox *self, RbkMessage *message, gboolean try_all)
{
  g_autoptr (RbkEntry) entry = rbk_ledger_reader_get_entry (self->reader, rbk_message_get_id (message), NULL);
  g_autoptr (RbkAccount) account = NULL;
  g_autoptr (RbkVerdict) verdict = NULL;
  RbkMessageState state = rbk_message_get_state (message);
  gint64 now = rbk_clock_now_us (self->clock);
  gint64 next = rbk_message_get_next_us (message);

  if (entry == NULL || rbk_entry_get_kind (entry) != RBK_ENTRY_KIND_EMAIL)
    return NEVER;
  if (state == RBK_MESSAGE_STATE_SENDING)
    return settle (self, message, entry);
  /* A message that was never tried waits for its time whatever happens: that is the undo. */
  if (next > now && (!try_all || rbk_message_get_attempt (message) == 0))
    return next;
  if (state == RBK_MESSAGE_STATE_HELD && next == 0 && !try_all)
    return NEVER;

  account = find_account (self, rbk_message_get_account (message));
  verdict = ask_gate (self, entry, account);
  switch (verdict->answer)
    {
    case RBK_GATE_REFUSED:
      advance (self,
               entry,
               WAITING_STATES,
               RBK_MESSAGE_STATE_FAILED,
               verdict->words,
               rbk_message_get_attempt (message),
               0);
      return NEVER;
    case RBK_GATE_HELD:
      if (state != RBK_MESSAGE_STATE_HELD ||
          g_strcmp0 (rbk_message_get_detail (message), verdict->words) != 0)
        advance (self,
                 entry,
                 WAITING_STATES,
                 RBK_MESSAGE_STATE_HELD,
                 verdict->words,
                 rbk_message_get_attempt (message),
                 verdict->until_us);
      return verdict->until_us != 0 ? verdict->until_us : NEVER;
    case RBK_GATE_YES:
    default:
      return send (self, message, entry, account);
    }
}

/* Looks at every message that waits. Returns when to come back. */
static gint64
run_round (RbkOutbox *self, gboolean try_all)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages =
    rbk_ledger_reader_list_messages (self->reader, WAITING_STATES | SENDING_STATE, MOST_AT_ONCE, &error);
  gint64 earliest = NEVER;

  self->cannot_write = FALSE;
  if (messages == NULL)
    {
      g_warning ("The outbox could not be read: %s", error->message);
      return rbk_clock_now_us (self->clock) + self->schedule.first_wait_us;
    }
  for (guint i = 0; i < messages->len && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      gint64 next = handle (self, g_ptr_array_index (messages, i), try_all);

      earliest = MIN (earliest, next);
    }
  /* What could not be written down is still where it was: come back when there may be room. */
  if (self->cannot_write)
    return rbk_clock_now_us (self->clock) + self->schedule.first_wait_us;
  return earliest;
}

/* Sleeps until @next or until woken. Returns FALSE when it is time to end. */
static gboolean
wait_for_work (RbkOutbox *self, gint64 next, gboolean *try_all)
{
  gint64 wait = next == NEVER ? LONGEST_SLEEP_US : next - rbk_clock_now_us (self->clock);
  gint64 end = g_get_monotonic_time () + CLAMP (wait, 0, LONGEST_SLEEP_US);
  gboolean go_on;

  g_mutex_lock (&self->lock);
  while (!self->woken && !self->stopping && g_cond_wait_until (&self->wake, &self->lock, end))
    ;
  *try_all = self->try_all;
  self->woken = self->try_all = FALSE;
  go_on = !self->stopping;
  g_mutex_unlock (&self->lock);
  return go_on;
}

static gpointer
outbox_thread (gpointer data)
{
  RbkOutbox *self = data;
  g_autoptr (GError) error = NULL;
  gboolean try_all = TRUE;
  gint64 next = NEVER;
  GTask *stop;

  self->reader = rbk_ledger_reader_new (self->ledger, &error);
  if (self->reader == NULL)
    g_warning ("The outbox could not be opened: %s", error->message);
  do
    {
      if (try_all)
        g_hash_table_remove_all (self->mailboxes);
      if (self->reader != NULL)
        next = run_round (self, try_all);
    }
  while (wait_for_work (self, next, &try_all));

  g_clear_object (&self->reader);
  g_hash_table_remove_all (self->mailboxes);
  g_mutex_lock (&self->lock);
  stop = g_steal_pointer (&self->stop);
  g_mutex_unlock (&self->lock);
  g_task_return_boolean (stop, TRUE);
  g_object_unref (stop);
  return NULL;
}

/**
 * rbk_outbox_start:
 *
 * Begins with what an earlier run left behind. "reachable" is emitted in the thread-default
 * main context of the caller.
 */
void
rbk_outbox_start (RbkOutbox *self)
{
  g_return_if_fail (self->thread == NULL);
  self->context = g_main_context_ref_thread_default ();
  self->thread = g_thread_new ("rbk-outbox", outbox_thread, self);
}

/**
 * rbk_outbox_wake:
 * @try_all: whether something changed that held messages may have waited for: the network came
 *   back, an account was set up. Messages in their undo time still wait for it.
 *
 * Looks at the queue now. From any thread.
 */
void
rbk_outbox_wake (RbkOutbox *self, gboolean try_all)
{
  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  self->try_all |= try_all;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

/**
 * rbk_outbox_stop_async:
 *
 * Ends after the step that is under way; what is cut off by it is settled at the next start.
 */
void
rbk_outbox_stop_async (RbkOutbox *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, rbk_outbox_stop_async);
  if (self->thread == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  self->stop = g_steal_pointer (&task);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
}

gboolean
rbk_outbox_stop_finish (RbkOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_clear_pointer (&self->thread, g_thread_join);
  return g_task_propagate_boolean (G_TASK (result), error);
}
