/* rbk-composer-again.c: which draft a composer goes on with, and one that is spoken instead of another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer-private.h"

#include "model/rbk-json.h"

/* Events of a customer's drafts that are looked through for one that was begun: more than there are. */
#define MOST_EVENTS 500

/* What makes the draft. One that is spoken instead of another ends that: there is one to go on with. */
void
rbk_composer_add_opening (RbkComposer *self, GPtrArray *entries)
{
  RbkEntry *opened = rbk_composer_new_draft_entry (self, "opened", NULL);
  g_autoptr (RbkDraft) before = NULL;

  g_ptr_array_add (entries, opened);
  if (self->again == NULL)
    return;
  json_object_set_string_member (rbk_entry_get_payload (opened), "replaces", self->again);
  before = rbk_ledger_reader_get_draft (self->desk->reader, self->again, NULL);
  if (before != NULL && !rbk_draft_is_closed (before))
    g_ptr_array_add (entries,
                     rbk_desk_new_entry (self->desk,
                                         RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                                         self->customer,
                                         rbk_json_new ("event", "closed", "draft", self->again, NULL)));
}

static void
open_draft (RbkComposer *self, RbkDraft *draft)
{
  self->draft = g_strdup (rbk_draft_get_id (draft));
  self->opened = TRUE;
  rbk_composer_reload (self);
}

static RbkDraft *
find_by_id (GPtrArray *drafts, const char *id)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      if (g_strcmp0 (rbk_draft_get_id (g_ptr_array_index (drafts, i)), id) == 0)
        return g_ptr_array_index (drafts, i);
    }
  return NULL;
}

/* The open draft that was begun for the same item, if one was. */
static RbkDraft *
find_begun (RbkComposer *self, GPtrArray *drafts)
{
  g_autoptr (GPtrArray) events =
    rbk_ledger_reader_list_of_kinds (self->desk->reader,
                                     self->customer,
                                     G_GUINT64_CONSTANT (1) << RBK_ENTRY_KIND_VOICEMAIL_DRAFT,
                                     MOST_EVENTS,
                                     NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      RbkEntry *event = g_ptr_array_index (events, i);
      RbkDraft *draft = find_by_id (drafts, rbk_entry_get_string (event, "draft"));

      if (draft != NULL && g_strcmp0 (rbk_entry_get_string (event, "replaces"), self->again) == 0)
        return draft;
    }
  return NULL;
}

static void
plan_as_before (RbkComposer *self)
{
  g_autoptr (RbkDraft) before = rbk_ledger_reader_get_draft (self->desk->reader, self->again, NULL);

  if (before != NULL && rbk_draft_get_plan (before) != NULL)
    g_set_object (&self->plan, rbk_draft_get_plan (before));
}

/* What a colleague recorded is theirs to send: nobody's name stands under another's voice. */
static void
keep_own (RbkComposer *self, GPtrArray *drafts)
{
  RbkPerson *person = rbk_desk_get_person (self->desk);

  for (guint i = 0; i < drafts->len;)
    {
      const char *author = rbk_draft_get_author (g_ptr_array_index (drafts, i));

      if (person != NULL && g_strcmp0 (author, rbk_person_get_id (person)) == 0)
        i++;
      else
        g_ptr_array_remove_index (drafts, i);
    }
}

/* Goes on with the draft that there is of whoever acts, if there is one. */
void
rbk_composer_find_draft (RbkComposer *self)
{
  g_autoptr (GPtrArray) drafts = rbk_ledger_reader_list_drafts (self->desk->reader, self->customer, NULL);
  RbkDraft *draft = NULL;

  if (drafts != NULL)
    keep_own (self, drafts);

  if (drafts != NULL && self->again != NULL)
    draft = find_begun (self, drafts);
  else if (drafts != NULL && drafts->len > 0)
    draft = g_ptr_array_index (drafts, drafts->len - 1);
  if (draft != NULL)
    open_draft (self, draft);
  else if (self->again != NULL)
    plan_as_before (self);
}
