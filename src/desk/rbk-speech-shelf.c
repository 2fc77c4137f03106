/* rbk-speech-shelf.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-speech-shelf.h"

struct _RbkSpeechShelf
{
  GObject parent_instance;

  RbkSpeechModels *models;  /* (owned) */
  GPtrArray *list;          /* (owned) (element-type RbkSpeechModel) */
  RbkSpeechModel *model;    /* (owned) (nullable): the one that reads */
  char *wanted;             /* (owned) (nullable) */
  GCancellable *refreshing; /* (owned) (nullable): of the listing under way */
  gboolean loaded;
};

static void rbk_speech_shelf_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RbkSpeechShelf,
                               rbk_speech_shelf,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rbk_speech_shelf_model_init))

enum
{
  PROP_WANTED = 1,
  PROP_MODEL,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return RBK_TYPE_SPEECH_MODEL;
}

static guint
get_n_items (GListModel *model)
{
  return RBK_SPEECH_SHELF (model)->list->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RbkSpeechShelf *self = RBK_SPEECH_SHELF (model);

  return position < self->list->len ? g_object_ref (self->list->pdata[position]) : NULL;
}

static void
rbk_speech_shelf_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rbk_speech_shelf_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RbkSpeechShelf *self = RBK_SPEECH_SHELF (object);

  switch (id)
    {
    case PROP_WANTED:
      g_value_set_string (value, self->wanted != NULL ? self->wanted : "");
      break;
    case PROP_MODEL:
      g_value_set_object (value, self->model);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rbk_speech_shelf_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WANTED)
    rbk_speech_shelf_set_wanted (RBK_SPEECH_SHELF (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rbk_speech_shelf_dispose (GObject *object)
{
  RbkSpeechShelf *self = RBK_SPEECH_SHELF (object);

  if (self->refreshing != NULL)
    g_cancellable_cancel (self->refreshing);
  g_clear_object (&self->refreshing);
  G_OBJECT_CLASS (rbk_speech_shelf_parent_class)->dispose (object);
}

static void
rbk_speech_shelf_finalize (GObject *object)
{
  RbkSpeechShelf *self = RBK_SPEECH_SHELF (object);

  g_object_unref (self->models);
  g_ptr_array_unref (self->list);
  g_clear_object (&self->model);
  g_free (self->wanted);
  G_OBJECT_CLASS (rbk_speech_shelf_parent_class)->finalize (object);
}

static void
rbk_speech_shelf_class_init (RbkSpeechShelfClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rbk_speech_shelf_get_property;
  object_class->set_property = rbk_speech_shelf_set_property;
  object_class->dispose = rbk_speech_shelf_dispose;
  object_class->finalize = rbk_speech_shelf_finalize;
  properties[PROP_WANTED] = g_param_spec_string ("wanted", NULL, NULL, NULL, flags | G_PARAM_WRITABLE);
  properties[PROP_MODEL] = g_param_spec_object ("model", NULL, NULL, RBK_TYPE_SPEECH_MODEL, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rbk_speech_shelf_init (RbkSpeechShelf *self)
{
  self->list = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
choose (RbkSpeechShelf *self)
{
  RbkSpeechModel *model = rbk_speech_models_choose (self->list, self->wanted);

  if (g_set_object (&self->model, model))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL]);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RbkSpeechShelf *self = user_data;
  GPtrArray *list = rbk_speech_models_list_finish (RBK_SPEECH_MODELS (source), result, NULL);
  guint before;

  /* Cancelled: the shelf may be gone. */
  if (list == NULL)
    return;
  g_clear_object (&self->refreshing);
  before = self->list->len;
  g_ptr_array_unref (self->list);
  self->list = list;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, list->len);
  choose (self);
  if (self->loaded)
    return;
  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
}

/**
 * rbk_speech_shelf_refresh:
 *
 * Looks again which models there are: somebody may have put one into a folder, or installed an extension.
 */
void
rbk_speech_shelf_refresh (RbkSpeechShelf *self)
{
  if (self->refreshing != NULL)
    g_cancellable_cancel (self->refreshing);
  g_clear_object (&self->refreshing);
  self->refreshing = g_cancellable_new ();
  rbk_speech_models_list_async (self->models, self->refreshing, listed_cb, self);
}

/**
 * rbk_speech_shelf_new:
 * @models: where models lie
 *
 * Returns: (transfer full): a shelf that is being looked through; "loaded" says when that is done
 */
RbkSpeechShelf *
rbk_speech_shelf_new (RbkSpeechModels *models)
{
  RbkSpeechShelf *self = g_object_new (RBK_TYPE_SPEECH_SHELF, NULL);

  self->models = g_object_ref (models);
  rbk_speech_shelf_refresh (self);
  return self;
}

/**
 * rbk_speech_shelf_get_models:
 *
 * Returns: (transfer none): where the models' files come from
 */
RbkSpeechModels *
rbk_speech_shelf_get_models (RbkSpeechShelf *self)
{
  return self->models;
}

/**
 * rbk_speech_shelf_get_model:
 *
 * Returns: (transfer none) (nullable): the model that reads; NULL if there is none
 */
RbkSpeechModel *
rbk_speech_shelf_get_model (RbkSpeechShelf *self)
{
  return self->model;
}

/**
 * rbk_speech_shelf_is_loaded:
 *
 * Returns: whether it is known which models there are
 */
gboolean
rbk_speech_shelf_is_loaded (RbkSpeechShelf *self)
{
  return self->loaded;
}

/**
 * rbk_speech_shelf_set_wanted:
 * @sha256: (nullable): of a model, which need not be there; NULL or empty for the default one
 */
void
rbk_speech_shelf_set_wanted (RbkSpeechShelf *self, const char *sha256)
{
  if (!g_set_str (&self->wanted, sha256 != NULL && *sha256 != '\0' ? sha256 : NULL))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WANTED]);
  choose (self);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RbkSpeechModel *model = rbk_speech_models_add_finish (RBK_SPEECH_MODELS (source), result, &error);

  if (model == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  rbk_speech_shelf_refresh (g_task_get_source_object (task));
  g_task_return_pointer (task, model, g_object_unref);
}

/**
 * rbk_speech_shelf_add_async:
 * @file: what somebody chose
 *
 * Checks the file's kind, size and SHA-256 and copies it; how far that is, the models say
 * (rbk_speech_models_get_progress()).
 */
void
rbk_speech_shelf_add_async (RbkSpeechShelf *self,
                            GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_speech_shelf_add_async);
  rbk_speech_models_add_async (self->models, file, cancellable, added_cb, task);
}

/**
 * rbk_speech_shelf_add_finish:
 *
 * Returns: (transfer full): the model, which is about to be listed; or NULL with an %RBK_SPEECH_MODEL_ERROR
 *   or %G_IO_ERROR_CANCELLED
 */
RbkSpeechModel *
rbk_speech_shelf_add_finish (RbkSpeechShelf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean removed = rbk_speech_models_remove_finish (RBK_SPEECH_MODELS (source), result, &error);

  rbk_speech_shelf_refresh (g_task_get_source_object (task));
  if (removed)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_speech_shelf_remove_async:
 * @model: one for which rbk_speech_models_is_own() holds
 *
 * Deletes the model's file.
 */
void
rbk_speech_shelf_remove_async (RbkSpeechShelf *self,
                               RbkSpeechModel *model,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rbk_speech_shelf_remove_async);
  rbk_speech_models_remove_async (self->models, model, cancellable, removed_cb, task);
}

/**
 * rbk_speech_shelf_remove_finish:
 *
 * Returns: whether it is gone; if not, an %RBK_SPEECH_MODEL_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
rbk_speech_shelf_remove_finish (RbkSpeechShelf *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
