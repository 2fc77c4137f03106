/* rbk-desk-photo.c: a person's photo is kept as media of the ledger.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-photo.h"

#include "base/rbk-id.h"
#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-private.h"
#include "model/rbk-contact-card.h"
#include "model/rbk-json.h"

typedef struct
{
  char *person; /* (owned) */
  char *media;  /* (owned) (nullable): NULL: no photo any more */
} Change;

static void
change_free (Change *change)
{
  g_free (change->person);
  g_free (change->media);
  g_free (change);
}

static void
append (RbkDesk *self, GTask *task)
{
  Change *change = g_task_get_task_data (task);
  JsonObject *payload = rbk_json_new ("person", change->person, "photo", change->media, NULL);

  if (change->media == NULL)
    json_object_set_null_member (payload, "photo");
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_PERSON_CHANGED, NULL, payload);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (rbk_ledger_finish_media_finish (RBK_LEDGER (source), result, &error))
    append (RBK_DESK (g_task_get_source_object (task)), task);
  else
    g_task_return_error (task, error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (rbk_ledger_append_media_finish (RBK_LEDGER (source), result, &error))
    rbk_ledger_finish_media_async (
      RBK_LEDGER (source), change->media, g_task_get_cancellable (task), finished_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * rbk_desk_change_photo_async:
 * @person: the id of somebody of the showroom
 * @photo: (nullable): a JPEG or PNG of at most %RBK_CONTACT_CARD_LONGEST_PHOTO bytes; NULL takes it away
 *
 * Refused with an %RBK_CONTACT_CARD_ERROR_PHOTO if it is none, with %RBK_DESK_ERROR_REFUSED if it is not
 * theirs to change.
 */
void
rbk_desk_change_photo_async (RbkDesk *self,
                             const char *person,
                             GBytes *photo,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  RbkPerson *own = rbk_desk_get_person (self);
  Change *change;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if ((g_strcmp0 (rbk_person_get_id (own), person) != 0 &&
       !rbk_desk_may (self, RBK_RIGHT_CHANGE_PEOPLE, &error)) ||
      (photo != NULL && rbk_contact_card_get_photo_type (photo, &error) == NULL))
    {
      g_task_return_error (task, error);
      return;
    }
  change = g_new0 (Change, 1);
  change->person = g_strdup (person);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  if (photo == NULL)
    {
      append (self, task);
      return;
    }
  change->media = rbk_id_new ();
  rbk_ledger_append_media_async (
    self->ledger, change->media, photo, cancellable, kept_cb, g_object_ref (task));
}

gboolean
rbk_desk_change_photo_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_dup_photo:
 *
 * Returns: (transfer full) (nullable): the photo of @person; NULL if there is none, or if it is not on this
 * computer
 */
GBytes *
rbk_desk_dup_photo (RbkDesk *self, RbkPerson *person)
{
  const char *media = rbk_person_get_photo (person);

  return media != NULL && self->reader != NULL ? rbk_ledger_reader_get_media (self->reader, media, NULL)
                                               : NULL;
}
