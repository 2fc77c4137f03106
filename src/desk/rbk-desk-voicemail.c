/* rbk-desk-voicemail.c: voicemails that were spoken, how they are spoken here, and their sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"
#include "desk/rbk-take-sound.h"

#include "model/rbk-cut.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#include <glib/gi18n-lib.h>

static void
return_error (GTask *task, RbkDeskError code, const char *words)
{
  g_task_return_new_error (task, RBK_DESK_ERROR, code, "%s", words);
}

/* Whether nothing of it is practice (V-20). @take, @cut: (nullable) */
gboolean
rbk_desk_check_may_leave (RbkDraft *draft, RbkTake *take, RbkCut *cut, GError **error)
{
  g_auto (GStrv) takes = cut != NULL ? rbk_cut_dup_takes (cut) : g_new0 (char *, 1);
  gboolean practice = rbk_draft_is_practice (draft) || (take != NULL && rbk_take_is_practice (take));

  for (guint i = 0; takes[i] != NULL; i++)
    {
      RbkTake *part = rbk_draft_find_take (draft, takes[i]);

      practice |= part != NULL && rbk_take_is_practice (part);
    }
  if (practice)
    g_set_error_literal (error,
                         RBK_DESK_ERROR,
                         RBK_DESK_ERROR_REFUSED,
                         _ ("This was recorded as practice, and practice is never sent (rule V-20). Turn "
                            "practice off and record it once more for the customer."));
  return !practice;
}

/* The draft that was rehearsed, if it is this customer's, and still in the making (voices 1, 2). */
static RbkDraft *
find_rehearsal (
  RbkDesk *self, const char *customer, const char *draft_id, const char *take_id, GError **error)
{
  g_autoptr (RbkDraft) draft = rbk_ledger_reader_get_draft (self->reader, draft_id, error);
  RbkTake *take;

  if (draft == NULL)
    return NULL;
  take = take_id != NULL ? rbk_draft_find_take (draft, take_id) : NULL;
  if (rbk_draft_is_closed (draft) || g_strcmp0 (rbk_draft_get_customer (draft), customer) != 0 ||
      (take_id != NULL && take == NULL))
    {
      g_set_error_literal (
        error,
        RBK_DESK_ERROR,
        RBK_DESK_ERROR_INVALID,
        _ ("This voicemail belongs to another customer, or was left already. Open the customer it is for."));
      return NULL;
    }
  return rbk_desk_check_may_leave (draft, take, NULL, error) ? g_steal_pointer (&draft) : NULL;
}

static void
add (RbkDesk *self,
     GPtrArray *entries,
     RbkEntryKind kind,
     const char *customer,
     gint64 time_us,
     JsonObject *payload)
{
  g_ptr_array_add (entries, rbk_entry_new (kind, customer, self->person, time_us, payload));
}

/* The voicemail, its call and the end of the draft, in one transaction. */
static GPtrArray *
make_left (RbkDesk *self,
           RbkDraft *draft,
           const char *take,
           RbkCut *cut,
           const char *number,
           const char *note,
           guint seconds,
           gint64 time_us)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  const char *customer = rbk_draft_get_customer (draft);
  const char *line = rbk_person_get_line (rbk_desk_get_person (self));
  RbkVoicemailPlan *plan = rbk_draft_get_plan (draft);
  const char *fact = plan != NULL ? rbk_voicemail_plan_get_fact (plan) : "";
  JsonObject *left = rbk_json_new ("act",
                                   rbk_act_get_name (RBK_ACT_LIVE),
                                   "draft",
                                   rbk_draft_get_id (draft),
                                   "take",
                                   take,
                                   "number",
                                   number,
                                   "line",
                                   line,
                                   "fact",
                                   *fact != '\0' ? fact : NULL,
                                   NULL);
  JsonObject *call = rbk_json_new ("direction",
                                   "out",
                                   "outcome",
                                   rbk_call_outcome_get_name (RBK_CALL_OUTCOME_VOICEMAIL_LEFT),
                                   "number",
                                   number,
                                   "line",
                                   line,
                                   "note",
                                   note != NULL && *note != '\0' ? note : NULL,
                                   NULL);

  json_object_set_boolean_member (left, "claimed", TRUE);
  if (cut != NULL)
    json_object_set_array_member (left, "passages", rbk_cut_to_json (cut));
  if (seconds > 0)
    {
      json_object_set_int_member (left, "seconds", seconds);
      json_object_set_int_member (call, "seconds", seconds);
    }
  add (self, entries, RBK_ENTRY_KIND_CALL_CLAIMED, customer, time_us, call);
  add (self, entries, RBK_ENTRY_KIND_VOICEMAIL_LEFT, customer, time_us, left);
  add (self,
       entries,
       RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
       customer,
       time_us,
       rbk_json_new ("event", "closed", "draft", rbk_draft_get_id (draft), "take", take, NULL));
  return entries;
}

/**
 * rbk_desk_leave_live_async:
 * @draft: what was prepared
 * @take: (nullable): what was rehearsed; linked to what was left, and never taken for it
 * @number: (nullable): the customer's number, E.164 or as typed
 * @note: (nullable): about the call
 * @seconds: how long it took; 0 if nobody counted
 * @time_us: when, microseconds since 1970 UTC; 0 for now
 *
 * Appends that somebody says they left it, the call in which they did, and the end of the draft, or nothing
 * of it.
 */
void
rbk_desk_leave_live_async (RbkDesk *self,
                           const char *customer,
                           const char *draft,
                           const char *take,
                           const char *number,
                           const char *note,
                           guint seconds,
                           gint64 time_us,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  gint64 now = rbk_clock_now_us (self->clock);
  g_autoptr (RbkCutHistory) history = NULL;
  g_autoptr (RbkDraft) rehearsal = NULL;
  g_autofree char *e164 = NULL;
  GError *error = NULL;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (time_us > now)
    {
      return_error (task,
                    RBK_DESK_ERROR_INVALID,
                    _ ("A call cannot be logged before it happened. Choose a time in the past."));
      return;
    }
  if (number != NULL && *number != '\0' && (e164 = rbk_phone_number_normalise (number)) == NULL)
    {
      return_error (
        task, RBK_DESK_ERROR_INVALID, _ ("This is not a phone number. One looks like (312) 555-0142."));
      return;
    }
  rehearsal = find_rehearsal (self, customer, draft, take, &error);
  if (rehearsal == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* What was rehearsed is the take as it was edited. */
  history = take != NULL ? rbk_take_sound_read_history (self->reader, draft, take, NULL) : NULL;
  rbk_desk_return_append (self,
                          task,
                          make_left (self,
                                     rehearsal,
                                     take,
                                     history != NULL ? rbk_cut_history_get_current (history) : NULL,
                                     e164,
                                     note,
                                     seconds,
                                     time_us != 0 ? time_us : now));
}

gboolean
rbk_desk_leave_live_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* ---- How voicemails are spoken here ---- */

static gboolean
are_scripts (JsonObject *changes)
{
  JsonArray *scripts = rbk_json_get_array (changes, "scripts");

  if (!json_object_has_member (changes, "scripts"))
    return TRUE;
  for (guint i = 0; scripts != NULL && i < json_array_get_length (scripts); i++)
    {
      g_autoptr (RbkScript) script = rbk_script_new_from_json (rbk_json_array_get_object (scripts, i));

      if (script == NULL || *rbk_script_get_id (script) == '\0' || *rbk_script_get_name (script) == '\0' ||
          *rbk_script_get_text (script) == '\0')
        return FALSE;
    }
  return scripts != NULL;
}

/**
 * rbk_desk_change_voicemail_policy_async:
 * @changes: (transfer none): any of voicemail_school, scripts and aliases, as in a showroom-changed entry
 */
void
rbk_desk_change_voicemail_policy_async (
  RbkDesk *self, JsonObject *changes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  static const char *const members[] = { "voicemail_school", "scripts", "aliases", NULL };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!rbk_desk_may (self, RBK_RIGHT_DECIDE, NULL))
    return_error (task,
                  RBK_DESK_ERROR_REFUSED,
                  _ ("Only a manager can choose how voicemails are left here (rule C-15). Ask yours."));
  else if (!rbk_json_has_only (changes, members) || !are_scripts (changes))
    return_error (task, RBK_DESK_ERROR_INVALID, _ ("A script needs a name and a text. Fill in both."));
  else
    rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_SHOWROOM_CHANGED, NULL, rbk_json_copy (changes));
}

gboolean
rbk_desk_change_voicemail_policy_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/**
 * rbk_desk_change_own_voicemail_async:
 * @changes: (transfer none): any of text_capable and screening_line, as in a person-changed entry
 *
 * Of whoever acts at this window.
 */
void
rbk_desk_change_own_voicemail_async (
  RbkDesk *self, JsonObject *changes, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  static const char *const members[] = { "text_capable", "screening_line", NULL };
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  JsonObject *payload;

  if (!rbk_desk_check_may_act (self, task))
    return;
  if (!rbk_json_has_only (changes, members))
    {
      return_error (task, RBK_DESK_ERROR_INVALID, _ ("There is nothing to change."));
      return;
    }
  payload = rbk_json_copy (changes);
  json_object_set_string_member (payload, "person", self->person);
  rbk_desk_return_append_one (self, task, RBK_ENTRY_KIND_PERSON_CHANGED, NULL, payload);
}

gboolean
rbk_desk_change_own_voicemail_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  return rbk_desk_finish (self, result, error);
}

/* ---- Sound ---- */

static void
load_sound_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RbkDesk *self = source;
  GError *error = NULL;
  GBytes *sound = NULL;

  if (self->worker_reader != NULL)
    sound = rbk_ledger_reader_get_media (self->worker_reader, data, &error);
  else
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("Ringback is closing."));
  if (sound != NULL)
    g_task_return_pointer (task, sound, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rbk_desk_load_sound_async:
 * @media: the id that a take, email or voicemail-left entry names
 */
void
rbk_desk_load_sound_async (
  RbkDesk *self, const char *media, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, rbk_desk_load_sound_async);
  g_task_set_task_data (task, g_strdup (media), g_free);
  rbk_worker_queue (self->worker, task, load_sound_thread);
}

/**
 * rbk_desk_load_sound_finish:
 *
 * Returns: (transfer full): 48 kHz mono 16-bit PCM, or NULL with an error
 */
GBytes *
rbk_desk_load_sound_finish (RbkDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
