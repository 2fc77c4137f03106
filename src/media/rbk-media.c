/* rbk-media.c: what all of the media module shares.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-media-private.h"
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (rbk - media - error - quark, rbk_media_error)

/* Renders and decodes one thing after the other; made at first use. */
static RbkWorker *shared_worker; /* (owned) (nullable) (lock shared_lock) */
static GMutex shared_lock;

/**
 * rbk_media_init:
 *
 * Starts GStreamer. Everything in this module calls it by itself; calling it early, from any thread, only
 * moves the cost (loading the list of plugins) away from the first recording.
 *
 * Returns: whether GStreamer works; %RBK_MEDIA_ERROR_FAILED otherwise
 */
gboolean
rbk_media_init (GError **error)
{
  static GMutex lock;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr (GError) gst_error = NULL;

  if (gst_is_initialized () || gst_init_check (NULL, NULL, &gst_error))
    return TRUE;
  g_warning ("GStreamer does not start: %s", gst_error->message);
  g_set_error_literal (
    error,
    RBK_MEDIA_ERROR,
    RBK_MEDIA_ERROR_FAILED,
    _ ("Sound is not available because GStreamer does not start. Please reinstall Ringback."));
  return FALSE;
}

/**
 * rbk_media_shutdown:
 *
 * Ends the module's own thread after the work that it still has. For the end of the program, and of tests
 * that look for leaks; the thread comes back when it is next needed.
 */
void
rbk_media_shutdown (void)
{
  RbkWorker *worker;

  g_mutex_lock (&shared_lock);
  worker = g_steal_pointer (&shared_worker);
  g_mutex_unlock (&shared_lock);
  if (worker != NULL)
    rbk_worker_shutdown (worker);
  g_clear_object (&worker);
}

static RbkWorker *
get_worker (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&shared_lock);

  if (shared_worker == NULL)
    shared_worker = rbk_worker_new ("rbk-media");
  return g_object_ref (shared_worker);
}

/**
 * rbk_media_queue:
 * @task: (transfer full): what @function is to answer
 * @function: runs on the thread on which sounds are worked on, one after the other
 */
void
rbk_media_queue (GTask *task, GTaskThreadFunc function)
{
  g_autoptr (RbkWorker) worker = get_worker ();

  rbk_worker_queue (worker, task, function);
}

/**
 * rbk_media_has:
 * @elements: (array zero-terminated=1): names of GStreamer elements
 *
 * Returns: whether all of @elements are installed
 */
gboolean
rbk_media_has (const char *const *elements)
{
  for (; *elements != NULL; elements++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (*elements);

      if (factory == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * rbk_media_require:
 * @elements: (array zero-terminated=1): names of GStreamer elements
 *
 * Returns: whether GStreamer works and has all of @elements; %RBK_MEDIA_ERROR_MISSING_ELEMENT names the
 *   first that it has not
 */
gboolean
rbk_media_require (const char *const *elements, GError **error)
{
  if (!rbk_media_init (error))
    return FALSE;
  for (; *elements != NULL; elements++)
    {
      const char *const one[] = { *elements, NULL };

      if (rbk_media_has (one))
        continue;
      g_set_error (error,
                   RBK_MEDIA_ERROR,
                   RBK_MEDIA_ERROR_MISSING_ELEMENT,
                   _ ("A part of the sound system is not installed on this computer (GStreamer's “%s”). "
                      "Please ask whoever looks after it to install GStreamer's good plugins."),
                   *elements);
      return FALSE;
    }
  return TRUE;
}

/**
 * rbk_media_make:
 *
 * Returns: (transfer none): a new @element inside @bin, which rbk_media_require() has promised to exist
 */
GstElement *
rbk_media_make (GstBin *bin, const char *element)
{
  GstElement *made = gst_element_factory_make (element, NULL);

  g_assert (made != NULL);
  gst_bin_add (bin, made);
  return made;
}

/**
 * rbk_media_take_error:
 * @lock: guards @place
 * @error: (transfer full): what went wrong
 *
 * Keeps the first error, which is the cause; those that follow are its consequences.
 */
void
rbk_media_take_error (GMutex *lock, GError **place, GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (lock);

  if (*place == NULL)
    *place = error;
  else
    g_error_free (error);
}
