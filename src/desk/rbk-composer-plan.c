/* rbk-composer-plan.c: why the customer is called and what shall come of it; what was read and heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer-private.h"

#include "base/rbk-id.h"
#include "model/rbk-json.h"

/* While somebody types, the plan is not kept letter by letter. */
#define PLAN_REST_MS 1000

/* Whether anybody decided anything that would be missed. How it leaves is no plan by itself. */
static gboolean
is_blank (RbkVoicemailPlan *plan)
{
  return rbk_voicemail_plan_get_reason (plan) == RBK_REASON_NONE &&
         *rbk_voicemail_plan_get_fact (plan) == '\0' && *rbk_voicemail_plan_get_next_step (plan) == '\0' &&
         rbk_voicemail_plan_get_script (plan) == NULL && rbk_voicemail_plan_get_text (plan) == NULL &&
         !rbk_voicemail_plan_is_practice (plan);
}

/* Takes over what stands in the ledger, unless something newer is about to. */
void
rbk_composer_load_plan (RbkComposer *self)
{
  RbkVoicemailPlan *stored = self->stored != NULL ? rbk_draft_get_plan (self->stored) : NULL;

  if (stored != NULL && !self->plan_is_new && self->pending == 0)
    g_set_object (&self->plan, stored);
}

/* Queues the plan for the ledger if it is new, with the draft that it opens. */
void
rbk_composer_keep_plan (RbkComposer *self)
{
  g_autoptr (GPtrArray) entries = NULL;

  g_clear_handle_id (&self->plan_timer, g_source_remove);
  if (!self->plan_is_new || (!self->opened && is_blank (self->plan)) || !rbk_desk_is_founded (self->desk))
    return;
  self->plan_is_new = FALSE;
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->draft == NULL)
    self->draft = rbk_id_new ();
  if (!self->opened)
    rbk_composer_add_opening (self, entries);
  self->opened = TRUE;
  g_ptr_array_add (entries,
                   rbk_desk_new_entry (self->desk,
                                       RBK_ENTRY_KIND_VOICEMAIL_PLAN,
                                       self->customer,
                                       rbk_voicemail_plan_make_payload (self->plan, self->draft)));
  rbk_composer_append (self, entries);
}

static gboolean
rested_cb (gpointer data)
{
  RbkComposer *self = data;

  self->plan_timer = 0;
  rbk_composer_keep_plan (self);
  return G_SOURCE_REMOVE;
}

/**
 * rbk_composer_get_plan:
 *
 * Returns: (transfer none): what was decided so far; live, and nothing else, if nothing was (K-20)
 */
RbkVoicemailPlan *
rbk_composer_get_plan (RbkComposer *self)
{
  return self->plan;
}

/**
 * rbk_composer_set_plan:
 *
 * What is recorded from then on is for practice if the plan says so, and stays so (V-20). It is kept a
 * second after the last call, and before a recording or the end of the composer.
 */
void
rbk_composer_set_plan (RbkComposer *self, RbkVoicemailPlan *plan)
{
  if (rbk_voicemail_plan_is_same (plan, self->plan))
    return;
  g_set_object (&self->plan, plan);
  self->plan_is_new = TRUE;
  g_clear_handle_id (&self->plan_timer, g_source_remove);
  self->plan_timer = g_timeout_add (PLAN_REST_MS, rested_cb, self);
  rbk_composer_tell_changed (self);
}

/**
 * rbk_composer_list_reasons:
 *
 * Returns: (transfer full) (element-type RbkReason): reasons to call this customer, with what is known of
 *   their vehicles and their last question, and a warning where they were told it (V-2, V-4); NULL with
 *   an RbkLedgerError
 */
GPtrArray *
rbk_composer_list_reasons (RbkComposer *self, GError **error)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (self->desk, self->customer, error);

  return customer != NULL ? rbk_reason_list (self->desk->reader, customer, error) : NULL;
}

/**
 * rbk_composer_judge_fact:
 * @fact: what shall be said
 *
 * Returns: (transfer full) (nullable): a warning if one of the last three messages said it (V-4)
 */
RbkRemark *
rbk_composer_judge_fact (RbkComposer *self, const char *fact)
{
  return self->desk->reader != NULL ? rbk_reason_judge_fact (self->desk->reader, self->customer, fact, NULL)
                                    : NULL;
}

/**
 * rbk_composer_keep_transcript:
 * @content: the content of the sound that was transcribed, as it was when that began
 * @transcript: what was read in it
 *
 * Keeps it with the sound for good; the customer is found by its words.
 */
void
rbk_composer_keep_transcript (RbkComposer *self, const char *content, RbkTranscript *transcript)
{
  JsonObject *payload = rbk_transcript_to_json (transcript);
  g_autofree char *text = rbk_transcript_dup_text (transcript);

  json_object_set_string_member (payload, "content", content);
  json_object_set_string_member (payload, "text", text);
  if (self->opened)
    json_object_set_string_member (payload, "draft", self->draft);
  /* Only what is chosen is known to be of that take. */
  if (self->chosen != NULL && g_strcmp0 (content, rbk_composer_get_content (self)) == 0)
    json_object_set_string_member (payload, "take", rbk_take_get_id (self->chosen));
  rbk_composer_append_one (self, RBK_ENTRY_KIND_TRANSCRIPT, payload);
}

static RbkTranscript *
find_transcript (RbkComposer *self, const char *content, const char *engine, gboolean corrected)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (content == NULL || self->desk->reader == NULL)
    return NULL;
  entries = rbk_ledger_reader_list_transcripts (self->desk->reader, content, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      JsonObject *payload = rbk_entry_get_payload (g_ptr_array_index (entries, i));
      g_autoptr (RbkTranscript) transcript = rbk_transcript_new_from_json (payload, NULL);

      if (transcript != NULL && rbk_transcript_is_corrected (transcript) == corrected &&
          (engine == NULL || g_str_equal (engine, rbk_transcript_get_engine (transcript))))
        return g_steal_pointer (&transcript);
    }
  return NULL;
}

/**
 * rbk_composer_dup_transcript:
 * @content: (nullable): the content of a sound
 * @engine: (nullable): by which engine; NULL for any
 *
 * Returns: (transfer full) (nullable): the newest transcript of it that nobody corrected: what a phone
 *   shows
 */
RbkTranscript *
rbk_composer_dup_transcript (RbkComposer *self, const char *content, const char *engine)
{
  return find_transcript (self, content, engine, FALSE);
}

/**
 * rbk_composer_dup_corrected:
 * @content: (nullable): the content of a sound
 *
 * Returns: (transfer full) (nullable): the newest transcript of it that a person corrected: what was said
 */
RbkTranscript *
rbk_composer_dup_corrected (RbkComposer *self, const char *content)
{
  return find_transcript (self, content, NULL, TRUE);
}

/**
 * rbk_composer_tick:
 * @rule: the rule that was listened for, such as "V-5"
 * @position_us: where it was heard; -1 if nobody says
 * @ticked: FALSE takes the tick back
 *
 * Says so of the very sound that is chosen: once it is edited, it is to be listened to again.
 */
void
rbk_composer_tick (RbkComposer *self, const char *rule, gint64 position_us, gboolean ticked)
{
  JsonObject *payload;

  if (!self->opened || self->chosen == NULL || rbk_composer_get_content (self) == NULL)
    return;
  payload = rbk_json_new ("draft",
                          self->draft,
                          "take",
                          rbk_take_get_id (self->chosen),
                          "content",
                          rbk_composer_get_content (self),
                          "rule",
                          rule,
                          NULL);
  json_object_set_boolean_member (payload, "ticked", ticked);
  if (position_us >= 0)
    json_object_set_int_member (payload, "position_us", position_us);
  rbk_composer_append_one (self, RBK_ENTRY_KIND_VOICEMAIL_TICK, payload);
}

/**
 * rbk_composer_dup_ticks:
 *
 * Returns: (transfer full) (element-type RbkTick): what is ticked of the chosen sound; empty until it is
 *   loaded
 */
GPtrArray *
rbk_composer_dup_ticks (RbkComposer *self)
{
  const char *content = rbk_composer_get_content (self);
  GPtrArray *ticks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) stored = NULL;

  if (content == NULL || !self->opened || self->desk->reader == NULL)
    return ticks;
  stored = rbk_ledger_reader_list_ticks (self->desk->reader, self->draft, NULL);
  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      RbkTick *tick = g_ptr_array_index (stored, i);

      if (rbk_tick_is_ticked (tick) && g_strcmp0 (rbk_tick_get_content (tick), content) == 0)
        g_ptr_array_add (ticks, g_object_ref (tick));
    }
  return ticks;
}
