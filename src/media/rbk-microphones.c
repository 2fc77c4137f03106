/* rbk-microphones.c: the microphones of this computer, kept current.
 *
 * GStreamer's PulseAudio device provider is asked directly rather than through GstDeviceMonitor, which would
 * also start the providers of ALSA and PipeWire: these list the same microphones again, by names that
 * pulsesrc, which records, does not know. PipeWire answers the PulseAudio provider as well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "media/rbk-media-private.h"
#include "media/rbk-microphones-private.h"

/* How often a sound server that did not answer is asked again. */
#define RETRY_SECONDS 5

struct _RbkMicrophone
{
  GObject parent_instance;

  char *id;   /* (owned); immutable, as all here */
  char *name; /* (owned) */
  gboolean is_default;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_IS_DEFAULT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RbkMicrophone, rbk_microphone, G_TYPE_OBJECT)

static void
rbk_microphone_finalize (GObject *object)
{
  RbkMicrophone *self = RBK_MICROPHONE (object);

  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (rbk_microphone_parent_class)->finalize (object);
}

static void
rbk_microphone_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkMicrophone *self = RBK_MICROPHONE (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_IS_DEFAULT:
      g_value_set_boolean (value, self->is_default);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_microphone_class_init (RbkMicrophoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rbk_microphone_finalize;
  object_class->get_property = rbk_microphone_get_property;
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_DEFAULT] =
    g_param_spec_boolean ("is-default", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_microphone_init (RbkMicrophone *self)
{
}

/**
 * rbk_microphone_get_id:
 *
 * Returns: (transfer none): the name by which the sound server knows it, the same after the next login
 */
const char *
rbk_microphone_get_id (RbkMicrophone *self)
{
  g_return_val_if_fail (RBK_IS_MICROPHONE (self), NULL);
  return self->id;
}

/**
 * rbk_microphone_get_name:
 *
 * Returns: (transfer none): its name as a person reads it
 */
const char *
rbk_microphone_get_name (RbkMicrophone *self)
{
  g_return_val_if_fail (RBK_IS_MICROPHONE (self), NULL);
  return self->name;
}

/**
 * rbk_microphone_get_is_default:
 *
 * Returns: whether it is the one that the desktop's own settings choose
 */
gboolean
rbk_microphone_get_is_default (RbkMicrophone *self)
{
  g_return_val_if_fail (RBK_IS_MICROPHONE (self), FALSE);
  return self->is_default;
}

static gboolean
is_same (RbkMicrophone *a, RbkMicrophone *b)
{
  return g_str_equal (a->id, b->id) && g_str_equal (a->name, b->name) && a->is_default == b->is_default;
}

/* Returns NULL for what is no microphone: a loudspeaker, or what a loudspeaker plays. */
static RbkMicrophone *
microphone_from_device (GstDevice *device)
{
  g_autoptr (GstStructure) details = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  gboolean is_default = FALSE;
  RbkMicrophone *self;

  if (!gst_device_has_classes (device, "Audio/Source"))
    return NULL;
  g_object_get (device, "internal-name", &id, NULL);
  details = gst_device_get_properties (device);
  if (id == NULL || g_str_has_suffix (id, ".monitor") ||
      (details != NULL && g_strcmp0 (gst_structure_get_string (details, "device.class"), "monitor") == 0))
    return NULL;
  if (details != NULL)
    gst_structure_get_boolean (details, "is-default", &is_default);
  name = gst_device_get_display_name (device);
  self = g_object_new (RBK_TYPE_MICROPHONE, NULL);
  self->id = g_steal_pointer (&id);
  self->name = name != NULL ? g_steal_pointer (&name) : g_strdup (self->id);
  self->is_default = is_default;
  return self;
}

static int
compare_microphones (gconstpointer a, gconstpointer b)
{
  const RbkMicrophone *first = *(RbkMicrophone *const *) a;
  const RbkMicrophone *second = *(RbkMicrophone *const *) b;
  int order = g_utf8_collate (first->name, second->name);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static GPtrArray *
read_provider (GstDeviceProvider *provider)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GList *devices = gst_device_provider_get_devices (provider);

  for (GList *link = devices; link != NULL; link = link->next)
    {
      RbkMicrophone *microphone = microphone_from_device (link->data);

      if (microphone != NULL)
        g_ptr_array_add (found, microphone);
    }
  g_list_free_full (devices, g_object_unref);
  g_ptr_array_sort (found, compare_microphones);
  return found;
}

/**
 * rbk_microphones_probe:
 *
 * Asks the sound server once. Blocking, for workers.
 *
 * Returns: (transfer full) (element-type RbkMicrophone): empty where there is no server
 */
GPtrArray *
rbk_microphones_probe (void)
{
  g_autoptr (GstDeviceProvider) provider =
    rbk_media_init (NULL) ? gst_device_provider_factory_get_by_name ("pulsedeviceprovider") : NULL;
  GPtrArray *found;

  if (provider == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);
  /* GStreamer keeps one provider for the whole program; where the list keeps it running, this asks nobody. */
  if (!gst_device_provider_start (provider))
    return g_ptr_array_new_with_free_func (g_object_unref);
  found = read_provider (provider);
  gst_device_provider_stop (provider);
  return found;
}

/* What the worker owns: the provider while it runs. */
typedef struct
{
  GMutex lock;
  GstDeviceProvider *provider; /* (owned) (nullable) (lock lock): started */
  gulong handler;              /* on its bus; worker thread */
  GMainContext *context;       /* (owned); immutable */
  RbkMicrophones *list;        /* (unowned) (nullable); main thread */
  gboolean is_waking;          /* (lock lock) */
} Watch;

struct _RbkMicrophones
{
  GObject parent_instance;

  GPtrArray *items;  /* (owned) (element-type RbkMicrophone) */
  RbkWorker *worker; /* (owned) */
  Watch *watch;      /* (owned), shared with the worker */
  guint retry;       /* source id, or 0 */
  gboolean is_starting;
  gboolean is_looking; /* until the sound server, or its absence, was heard of for the first time */
};

enum
{
  PROP_LIST_0,
  PROP_LOOKING,
  N_LIST_PROPERTIES
};

static GParamSpec *list_properties[N_LIST_PROPERTIES];

static void start (RbkMicrophones *self);

static void
watch_clear (gpointer data)
{
  Watch *watch = data;

  g_assert (watch->provider == NULL);
  g_mutex_clear (&watch->lock);
  g_main_context_unref (watch->context);
}

static void
watch_unref (Watch *watch)
{
  g_atomic_rc_box_release_full (watch, watch_clear);
}

static void
closure_unref_cb (gpointer data, GClosure *closure)
{
  watch_unref (data);
}

static GType
list_get_item_type (GListModel *model)
{
  return RBK_TYPE_MICROPHONE;
}

static guint
list_get_n_items (GListModel *model)
{
  return RBK_MICROPHONES (model)->items->len;
}

static gpointer
list_get_item (GListModel *model, guint position)
{
  GPtrArray *items = RBK_MICROPHONES (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = list_get_item_type;
  iface->get_n_items = list_get_n_items;
  iface->get_item = list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkMicrophones,
                               rbk_microphones,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_iface_init))

/* Replaces only what differs, so that a chosen row stays chosen. */
static void
replace_items (RbkMicrophones *self, GPtrArray *found)
{
  g_autoptr (GPtrArray) old = self->items;
  guint shorter = MIN (old->len, found->len);
  guint same = 0;
  guint same_end = 0;

  while (same < shorter && is_same (g_ptr_array_index (old, same), g_ptr_array_index (found, same)))
    same++;
  while (same_end < shorter - same && is_same (g_ptr_array_index (old, old->len - 1 - same_end),
                                               g_ptr_array_index (found, found->len - 1 - same_end)))
    same_end++;
  for (guint i = 0; i < same; i++)
    {
      g_object_unref (g_ptr_array_index (found, i));
      g_ptr_array_index (found, i) = g_object_ref (g_ptr_array_index (old, i));
    }
  for (guint i = 1; i <= same_end; i++)
    {
      g_object_unref (g_ptr_array_index (found, found->len - i));
      g_ptr_array_index (found, found->len - i) = g_object_ref (g_ptr_array_index (old, old->len - i));
    }
  self->items = g_ptr_array_ref (found);
  if (old->len != found->len || same + same_end < found->len)
    g_list_model_items_changed (
      G_LIST_MODEL (self), same, old->len - same - same_end, found->len - same - same_end);
}

/* The messages have done their work in message_cb(); nobody else takes them off the bus. */
static void
discard_messages (GstDeviceProvider *provider)
{
  g_autoptr (GstBus) bus = gst_device_provider_get_bus (provider);
  GstMessage *message;

  while ((message = gst_bus_pop (bus)) != NULL)
    gst_message_unref (message);
}

static gboolean
devices_changed_cb (gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GstDeviceProvider) provider = NULL;
  g_autoptr (GPtrArray) found = NULL;

  g_mutex_lock (&watch->lock);
  watch->is_waking = FALSE;
  if (watch->provider != NULL)
    provider = g_object_ref (watch->provider);
  g_mutex_unlock (&watch->lock);
  if (watch->list == NULL)
    return G_SOURCE_REMOVE;
  if (provider != NULL)
    discard_messages (provider);
  found = provider != NULL ? read_provider (provider) : g_ptr_array_new_with_free_func (g_object_unref);
  replace_items (watch->list, found);
  if (watch->list->is_looking)
    {
      watch->list->is_looking = FALSE;
      g_object_notify_by_pspec (G_OBJECT (watch->list), list_properties[PROP_LOOKING]);
    }
  return G_SOURCE_REMOVE;
}

/* With the lock held, from any thread. */
static void
wake_main (Watch *watch)
{
  g_autoptr (GSource) source = NULL;

  if (watch->is_waking)
    return;
  watch->is_waking = TRUE;
  source = g_idle_source_new ();
  g_source_set_callback (
    source, devices_changed_cb, g_atomic_rc_box_acquire (watch), (GDestroyNotify) watch_unref);
  g_source_attach (source, watch->context);
}

/* Any thread. GStreamer keeps one provider for the whole program, so its bus may have other listeners: the
 * message only says that there is something new. */
static void
message_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  Watch *watch = user_data;

  g_mutex_lock (&watch->lock);
  wake_main (watch);
  g_mutex_unlock (&watch->lock);
}

/* Worker thread. */
static void
stop_provider (Watch *watch)
{
  GstDeviceProvider *provider;
  g_autoptr (GstBus) bus = NULL;

  g_mutex_lock (&watch->lock);
  provider = g_steal_pointer (&watch->provider);
  g_mutex_unlock (&watch->lock);
  if (provider == NULL)
    return;
  bus = gst_device_provider_get_bus (provider);
  g_signal_handler_disconnect (bus, watch->handler);
  gst_bus_disable_sync_message_emission (bus);
  gst_device_provider_stop (provider);
  gst_object_unref (provider);
}

/* Worker thread. */
static void
start_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Watch *watch = data;
  g_autoptr (GstDeviceProvider) provider = NULL;
  g_autoptr (GstBus) bus = NULL;

  stop_provider (watch);
  if (rbk_media_init (NULL))
    provider = gst_device_provider_factory_get_by_name ("pulsedeviceprovider");
  if (provider == NULL || !gst_device_provider_start (provider))
    {
      g_mutex_lock (&watch->lock);
      wake_main (watch);
      g_mutex_unlock (&watch->lock);
      g_task_return_boolean (task, FALSE);
      return;
    }
  bus = gst_device_provider_get_bus (provider);
  gst_bus_enable_sync_message_emission (bus);
  watch->handler = g_signal_connect_data (
    bus, "sync-message", G_CALLBACK (message_cb), g_atomic_rc_box_acquire (watch), closure_unref_cb, 0);
  g_mutex_lock (&watch->lock);
  watch->provider = g_steal_pointer (&provider);
  wake_main (watch);
  g_mutex_unlock (&watch->lock);
  g_task_return_boolean (task, TRUE);
}

/* Worker thread. */
static void
stop_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  stop_provider (data);
  g_task_return_boolean (task, TRUE);
}

static gboolean
retry_cb (gpointer user_data)
{
  RbkMicrophones *self = user_data;

  self->retry = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;
  gboolean is_running = g_task_propagate_boolean (G_TASK (result), NULL);

  if (watch->list != NULL)
    {
      watch->list->is_starting = FALSE;
      if (!is_running && watch->list->retry == 0)
        watch->list->retry = g_timeout_add_seconds (RETRY_SECONDS, retry_cb, watch->list);
    }
  watch_unref (watch);
}

static void
start (RbkMicrophones *self)
{
  GTask *task;

  if (self->is_starting)
    return;
  self->is_starting = TRUE;
  g_clear_handle_id (&self->retry, g_source_remove);
  task = g_task_new (NULL, NULL, started_cb, g_atomic_rc_box_acquire (self->watch));
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->watch), (GDestroyNotify) watch_unref);
  rbk_worker_queue (self->worker, task, start_cb);
}

static void
rbk_microphones_dispose (GObject *object)
{
  RbkMicrophones *self = RBK_MICROPHONES (object);

  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->worker != NULL)
    {
      GTask *task = g_task_new (NULL, NULL, NULL, NULL);

      self->watch->list = NULL;
      g_task_set_task_data (task, g_atomic_rc_box_acquire (self->watch), (GDestroyNotify) watch_unref);
      rbk_worker_queue (self->worker, task, stop_cb);
      rbk_worker_shutdown (self->worker);
      g_clear_object (&self->worker);
    }
  G_OBJECT_CLASS (rbk_microphones_parent_class)->dispose (object);
}

static void
rbk_microphones_finalize (GObject *object)
{
  RbkMicrophones *self = RBK_MICROPHONES (object);

  watch_unref (self->watch);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (rbk_microphones_parent_class)->finalize (object);
}

static void
rbk_microphones_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkMicrophones *self = RBK_MICROPHONES (object);

  switch (id)
    {
    case PROP_LOOKING:
      g_value_set_boolean (value, self->is_looking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_microphones_class_init (RbkMicrophonesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rbk_microphones_get_property;
  object_class->dispose = rbk_microphones_dispose;
  object_class->finalize = rbk_microphones_finalize;

  /**
   * RbkMicrophones:looking:
   *
   * Whether the sound server has not answered yet, so that an empty list says nothing.
   */
  list_properties[PROP_LOOKING] =
    g_param_spec_boolean ("looking", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_LIST_PROPERTIES, list_properties);
}

static void
rbk_microphones_init (RbkMicrophones *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->worker = rbk_worker_new ("rbk-microphones");
  self->is_looking = TRUE;
  self->watch = g_atomic_rc_box_new0 (Watch);
  g_mutex_init (&self->watch->lock);
  self->watch->context = g_main_context_ref_thread_default ();
  self->watch->list = self;
}

/**
 * rbk_microphones_new:
 *
 * The list is empty at first and fills when the sound server has answered; a server that is not there yet is
 * asked again every few seconds. Main thread.
 *
 * Returns: (transfer full): a GListModel of RbkMicrophone by name, without the loudspeakers' monitors
 */
RbkMicrophones *
rbk_microphones_new (void)
{
  RbkMicrophones *self = g_object_new (RBK_TYPE_MICROPHONES, NULL);

  start (self);
  return self;
}

/**
 * rbk_microphones_is_looking:
 *
 * Returns: whether the sound server has not answered yet, so that an empty list says nothing
 */
gboolean
rbk_microphones_is_looking (RbkMicrophones *self)
{
  g_return_val_if_fail (RBK_IS_MICROPHONES (self), FALSE);
  return self->is_looking;
}

/**
 * rbk_microphones_find:
 * @id: (nullable): as rbk_microphone_get_id(); %NULL for the desktop's own choice
 *
 * Returns: (transfer none) (nullable): the microphone, if it is there now
 */
RbkMicrophone *
rbk_microphones_find (RbkMicrophones *self, const char *id)
{
  g_return_val_if_fail (RBK_IS_MICROPHONES (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      RbkMicrophone *microphone = g_ptr_array_index (self->items, i);

      if (id != NULL ? g_str_equal (microphone->id, id) : microphone->is_default)
        return microphone;
    }
  return NULL;
}

/**
 * rbk_microphones_refresh:
 *
 * Connects to the sound server anew: plugging is noticed without this, but a sound server that was restarted
 * is not. For the moment in which a recorder has failed.
 */
void
rbk_microphones_refresh (RbkMicrophones *self)
{
  g_return_if_fail (RBK_IS_MICROPHONES (self));
  start (self);
}
