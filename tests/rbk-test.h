/* rbk-test.h: what every test of ours starts with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

/* Own directories for every test, and no warning passes unseen. */
static inline void
rbk_test_init (int *argc, char ***argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* What is said is said beside the TAP lines, not among them. */
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_always_fatal ((GLogLevelFlags) (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK));
}

/* Runs the main loop until @condition holds; a test that waits longer than half a minute has failed. */
#define rbk_test_wait_until(condition)                                                                       \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gint64 rbk_deadline_ = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                                    \
    guint rbk_tick_ = g_timeout_add (20, rbk_test_tick_cb, NULL);                                            \
    while (!(condition))                                                                                     \
      {                                                                                                      \
        if (g_get_monotonic_time () > rbk_deadline_)                                                         \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);                         \
        g_main_context_iteration (NULL, TRUE);                                                               \
      }                                                                                                      \
    g_source_remove (rbk_tick_);                                                                             \
  }                                                                                                          \
  G_STMT_END

static inline gboolean
rbk_test_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* A GAsyncReadyCallback that keeps the result at user_data, a GAsyncResult **. */
static inline void
rbk_test_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}
