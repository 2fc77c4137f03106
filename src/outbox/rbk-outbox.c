/* rbk-outbox.c
 *
 * One lane for each account that has anything on its way (rbk-lane.c tells how a message goes); this thread
 * only sees to it that each of them has one, and wakes them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-outbox.h"

#include "ledger/rbk-ledger-reader.h"

#define LEDGER_MARK "rbk-outbox"

struct _RbkOutbox
{
  GObject parent_instance;

  RbkLedger *ledger;                    /* (owned) */
  RbkConsumerDomains *consumer_domains; /* (owned) */
  RbkGateTables *tables;                /* (owned) */
  RbkClock *clock;                      /* (owned) */
  RbkLaneSetting setting;               /* set before start; of the above */

  GThread *thread;       /* (owned) (nullable); main thread */
  GMainContext *context; /* (owned) (nullable): where "reachable" is told; set before start */

  GMutex lock;
  GCond wake;
  gboolean woken;    /* (mutex lock) */
  gboolean try_all;  /* (mutex lock) */
  gboolean stopping; /* (mutex lock) */
  GTask *stop;       /* (owned) (nullable) (mutex lock): answered by the thread as it ends */
  GHashTable
    *unreachable;      /* (owned) (element-type utf8) (mutex lock): accounts whose provider was not reached */
  GHashTable *reached; /* (owned) (element-type utf8) (mutex lock): those whose provider was */
  gboolean is_reachable; /* (mutex lock): as it was told last */

  /* The outbox's thread alone: */
  RbkLedgerReader *reader; /* (owned) (nullable) */
  GHashTable *lanes;       /* (owned) (element-type utf8 RbkLane) */
};

G_DEFINE_FINAL_TYPE (RbkOutbox, rbk_outbox, G_TYPE_OBJECT)

static guint reachable_signal;

static void
rbk_outbox_finalize (GObject *object)
{
  RbkOutbox *self = RBK_OUTBOX (object);

  g_assert (self->thread == NULL);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->unreachable);
  g_hash_table_unref (self->reached);
  g_object_unref (self->ledger);
  g_object_unref (self->consumer_domains);
  g_object_unref (self->tables);
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
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rbk_lane_free);
  self->unreachable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->is_reachable = TRUE;
  rbk_send_schedule_init (&self->setting.schedule);
}

typedef struct
{
  RbkOutbox *outbox; /* (owned) */
  gboolean reachable;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->outbox);
  g_free (news);
}

static gboolean
tell_reachable_cb (gpointer data)
{
  News *news = data;

  g_signal_emit (news->outbox, reachable_signal, 0, news->reachable);
  return G_SOURCE_REMOVE;
}

/* On a lane's thread. One provider that is not there is its own trouble; if none is, it is the network's. */
static void
reached_cb (const char *account, gboolean reached, gpointer user_data)
{
  RbkOutbox *self = user_data;
  gboolean reachable, is_news;

  g_mutex_lock (&self->lock);
  g_hash_table_remove (reached ? self->unreachable : self->reached, account);
  g_hash_table_add (reached ? self->reached : self->unreachable, g_strdup (account));
  reachable = g_hash_table_size (self->reached) > 0 || g_hash_table_size (self->unreachable) == 0;
  is_news = reachable != self->is_reachable;
  self->is_reachable = reachable;
  g_mutex_unlock (&self->lock);
  if (is_news)
    {
      News *news = g_new0 (News, 1);

      news->outbox = g_object_ref (self);
      news->reachable = reachable;
      g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, tell_reachable_cb, news, news_free);
    }
}

/**
 * rbk_outbox_new:
 * @tables: the rows that the gate judges by
 * @open_carrier: opens what takes the messages of an account away, on its lane's thread
 *
 * Returns: (transfer full): an outbox that does nothing until it is started
 */
RbkOutbox *
rbk_outbox_new (RbkLedger *ledger,
                RbkConsumerDomains *consumer_domains,
                RbkGateTables *tables,
                RbkClock *clock,
                RbkOutboxOpenCarrier open_carrier,
                gpointer user_data)
{
  RbkOutbox *self = g_object_new (RBK_TYPE_OUTBOX, NULL);

  self->ledger = g_object_ref (ledger);
  self->consumer_domains = g_object_ref (consumer_domains);
  self->tables = g_object_ref (tables);
  self->clock = g_object_ref (clock);
  self->setting.ledger = ledger;
  self->setting.consumer_domains = consumer_domains;
  self->setting.tables = tables;
  self->setting.clock = clock;
  self->setting.open_carrier = open_carrier;
  self->setting.open_carrier_data = user_data;
  self->setting.reached = reached_cb;
  self->setting.reached_data = self;
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
  self->setting.schedule = *schedule;
}

/* Every account that has something to do gets a lane; those that have one are woken. */
static void
wake_lanes (RbkOutbox *self, gboolean try_all)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) queues = rbk_ledger_reader_list_queues (self->reader, try_all, &error);
  GHashTableIter iter;
  gpointer lane;

  if (queues == NULL)
    {
      g_warning ("The outbox could not be read: %s", error->message);
      return;
    }
  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    rbk_lane_wake (lane, try_all);
  for (guint i = 0; queues[i] != NULL; i++)
    {
      if (!g_hash_table_contains (self->lanes, queues[i]))
        g_hash_table_insert (self->lanes, g_strdup (queues[i]), rbk_lane_start (&self->setting, queues[i]));
    }
}

static gboolean
wait_for_work (RbkOutbox *self, gboolean *try_all)
{
  gboolean go_on;

  g_mutex_lock (&self->lock);
  while (!self->woken && !self->stopping)
    g_cond_wait (&self->wake, &self->lock);
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
  GHashTableIter iter;
  gpointer lane;
  GTask *stop;

  self->reader = rbk_ledger_reader_new (self->ledger, &error);
  if (self->reader == NULL)
    g_warning ("The outbox could not be opened: %s", error->message);
  do
    {
      if (self->reader != NULL)
        wake_lanes (self, try_all);
    }
  while (wait_for_work (self, &try_all));

  /* All are asked to end before any is waited for. */
  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, &lane))
    rbk_lane_stop (lane);
  g_hash_table_remove_all (self->lanes);
  g_clear_object (&self->reader);
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
 * Begins with what an earlier run left behind. A ledger has one outbox at a time: what another one is just
 * sending would look to this one as if it had been cut off. "reachable" is emitted in the thread-default
 * main context of the caller.
 */
void
rbk_outbox_start (RbkOutbox *self)
{
  g_return_if_fail (self->thread == NULL);
  g_return_if_fail (g_object_get_data (G_OBJECT (self->ledger), LEDGER_MARK) == NULL);
  g_object_set_data (G_OBJECT (self->ledger), LEDGER_MARK, self);
  self->context = g_main_context_ref_thread_default ();
  self->thread = g_thread_new ("rbk-outbox", outbox_thread, self);
}

/**
 * rbk_outbox_wake:
 * @try_all: whether something changed that held messages may have waited for: the network came
 *   back, an account was set up, a rule was decided otherwise. Messages in their undo time still wait for it.
 *
 * Looks at all queues now. From any thread.
 */
void
rbk_outbox_wake (RbkOutbox *self, gboolean try_all)
{
  g_mutex_lock (&self->lock);
  self->woken = TRUE;
  self->try_all |= try_all;
  if (try_all)
    {
      /* What was so may not be so any more; it is found out anew. */
      g_hash_table_remove_all (self->unreachable);
      g_hash_table_remove_all (self->reached);
    }
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
}

/**
 * rbk_outbox_stop_async:
 *
 * Ends after the steps that are under way; what is cut off by it is settled at the next start.
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
}

gboolean
rbk_outbox_stop_finish (RbkOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  if (self->thread != NULL)
    g_object_set_data (G_OBJECT (self->ledger), LEDGER_MARK, NULL);
  g_clear_pointer (&self->thread, g_thread_join);
  return g_task_propagate_boolean (G_TASK (result), error);
}
