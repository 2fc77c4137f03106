/* test-base.c: ids, clock, worker and the mask of the log.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-clock.h"
#include "base/rbk-id.h"
#include "base/rbk-log.h"
#include "base/rbk-worker.h"
#include "rbk-test.h"

static void
test_ids_sort_by_making (void)
{
  g_autofree char *last = rbk_id_new ();
  gint64 now = g_get_real_time () / 1000;

  g_assert_cmpint (ABS (rbk_id_get_time_ms (last) - now), <, 60000);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *next = rbk_id_new ();

      g_assert_true (rbk_id_is_valid (next));
      g_assert_cmpuint (strlen (next), ==, RBK_ID_LENGTH);
      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = g_steal_pointer (&next);
    }
}

static void
test_ids_refuse_others (void)
{
  g_assert_false (rbk_id_is_valid (NULL));
  g_assert_false (rbk_id_is_valid (""));
  g_assert_false (rbk_id_is_valid ("0190b5a0-0000-4000-8000-000000000000"));
  g_assert_cmpint (rbk_id_get_time_ms ("no"), ==, -1);
}

static void
test_clock_stands_still (void)
{
  g_autoptr (RbkClock) clock = rbk_clock_new_fixed (1000);

  g_assert_cmpint (rbk_clock_now_us (clock), ==, 1000);
  rbk_clock_advance (clock, 5);
  g_assert_cmpint (rbk_clock_now_us (clock), ==, 1005);
}

static void
append_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GString *text = source != NULL ? g_object_get_data (source, "text") : NULL;

  g_assert_true (rbk_worker_is_current (RBK_WORKER (source)));
  g_string_append_c (text, (char) GPOINTER_TO_INT (data));
  g_task_return_boolean (task, TRUE);
}

static void
test_worker_keeps_order_and_ends (void)
{
  RbkWorker *worker = rbk_worker_new ("rbk-test");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) ended = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set_data (G_OBJECT (worker), "text", text);
  for (char c = 'a'; c <= 'z'; c++)
    {
      GTask *task = g_task_new (worker, NULL, NULL, NULL);

      g_task_set_task_data (task, GINT_TO_POINTER ((int) c), NULL);
      rbk_worker_queue (worker, task, append_cb);
    }
  rbk_worker_shutdown_async (worker, NULL, rbk_test_keep_result_cb, &ended);
  rbk_worker_queue (worker, g_task_new (worker, NULL, rbk_test_keep_result_cb, &late), append_cb);
  rbk_test_wait_until (late != NULL && ended != NULL);
  g_assert_false (g_task_propagate_boolean (G_TASK (late), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_true (rbk_worker_shutdown_finish (worker, ended, NULL));
  g_assert_cmpstr (text->str, ==, "abcdefghijklmnopqrstuvwxyz");
  g_clear_object (&late);
  g_clear_object (&ended);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (worker);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean dropped;   /* (mutex mutex) */
  GThread *died_in;   /* (not owned) (nullable) */
  GAsyncResult *kept; /* (owned) (nullable) */
} Slow;

static void
died_cb (gpointer data, GObject *object)
{
  ((Slow *) data)->died_in = g_thread_self ();
}

/* Answers, and is not done with the task until everybody else is. */
static void
answer_and_linger_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Slow *slow = data;

  g_task_return_boolean (task, TRUE);
  g_mutex_lock (&slow->mutex);
  while (!slow->dropped)
    g_cond_wait (&slow->cond, &slow->mutex);
  g_mutex_unlock (&slow->mutex);
}

static void
test_worker_never_ends_its_source (void)
{
  RbkWorker *worker = rbk_worker_new ("rbk-test");
  GObject *source = g_object_new (G_TYPE_OBJECT, NULL);
  Slow slow = { 0 };
  GTask *task;

  g_object_weak_ref (source, died_cb, &slow);
  task = g_task_new (source, NULL, rbk_test_keep_result_cb, &slow.kept);
  g_task_set_task_data (task, &slow, NULL);
  rbk_worker_queue (worker, task, answer_and_linger_cb);
  g_object_unref (source);
  rbk_test_wait_until (slow.kept != NULL);
  g_clear_object (&slow.kept);
  g_assert_null (slow.died_in);
  g_mutex_lock (&slow.mutex);
  slow.dropped = TRUE;
  g_cond_signal (&slow.cond);
  g_mutex_unlock (&slow.mutex);
  rbk_worker_shutdown (worker);
  rbk_test_wait_until (slow.died_in != NULL);
  g_assert_true (slow.died_in == g_thread_self ());
  g_object_unref (worker);
}

static void
test_log_masks_people (void)
{
  g_autofree char *name = rbk_log_mask ("Ana Example");
  g_autofree char *number = rbk_log_mask ("+1 555-0142");
  g_autofree char *none = rbk_log_mask (NULL);
  g_autofree char *bytes = rbk_log_mask ("\xff\xfe");

  g_assert_cmpstr (name, ==, "A## E######");
  g_assert_cmpstr (number, ==, "+# 5##-####");
  g_assert_cmpstr (none, ==, "(none)");
  g_assert_cmpstr (bytes, ==, "(not text)");
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/base/id/sorts-by-making", test_ids_sort_by_making);
  g_test_add_func ("/base/id/refuses-others", test_ids_refuse_others);
  g_test_add_func ("/base/clock/stands-still", test_clock_stands_still);
  g_test_add_func ("/base/worker/keeps-order-and-ends", test_worker_keeps_order_and_ends);
  g_test_add_func ("/base/worker/never-ends-its-source", test_worker_never_ends_its_source);
  g_test_add_func ("/base/log/masks-people", test_log_masks_people);
  return g_test_run ();
}
