/* test-review.h: a showroom with two managers, a salesperson and voicemails that were spoken.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-id.h"
#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-review.h"
#include "desk/rbk-desk-written.h"
#include "ledger/rbk-ledger-reader-review.h"
#include "model/rbk-json.h"
#include "rbk-test-gate.h"
#include "rbk-test-sound.h"
#include "test-composer.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MONA   "01990000-0000-7000-8000-0000000000a1"
#define CAL    "01990000-0000-7000-8000-0000000000a2"

typedef struct
{
  Fixture fixture; /* who acts first is Ana, a salesperson */
  char *ana;
} Showroom;

static inline void
act_as (Showroom *showroom, const char *person)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (showroom->fixture.desk, act_as, &error, person));
  g_assert_no_error (error);
}

static inline void
set_up_review (Showroom *showroom, gconstpointer data)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *ana = NULL;
  g_autoptr (GError) error = NULL;

  set_up_at (fixture, "2026-11-18T15:00:00-06:00");
  add_account (fixture);
  showroom->ana = g_strdup (rbk_person_get_id (rbk_desk_get_person (fixture->desk)));
  ana = g_strdup_printf ("{'person':'%s','role':'salesperson'}", showroom->ana);
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'" MONA "','name':'Mona Lund','role':'manager'}");
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'" CAL "','name':'Cal Ortiz','role':'manager'}");
  ADD_ENTRY (PERSON_CHANGED, FALSE, ana);
  ADD_ENTRY (SHOWROOM_CHANGED, FALSE, "{'time_zone':'America/Chicago'}");
  rbk_test_wait_until (rbk_desk_get_people (fixture->desk)->len == 3);
  act_as (showroom, showroom->ana);
}

static inline void
tear_down_review (Showroom *showroom, gconstpointer data)
{
  tear_down (&showroom->fixture, data);
  g_free (showroom->ana);
}

/* Speaks a take of a draft: four seconds of a tone, which tells one from another. */
static inline char *
speak (Showroom *showroom, const char *draft, double hz)
{
  Fixture *fixture = &showroom->fixture;
  RbkLedger *ledger = rbk_desk_get_ledger (fixture->desk);
  g_autoptr (GByteArray) pcm = g_byte_array_new ();
  g_autoptr (GBytes) sound = NULL;
  g_autofree char *take = rbk_id_new ();
  g_autofree char *media = rbk_id_new ();
  g_autofree char *json = g_strdup_printf ("{'draft':'%s','take':'%s','media':'%s'}", draft, take, media);
  g_autoptr (GError) error = NULL;

  rbk_test_append_tone (pcm, 4, hz, -20);
  sound = g_byte_array_free_to_bytes (g_steal_pointer (&pcm));
  g_assert_true (rbk_ledger_append_media (ledger, media, sound, &error) &&
                 rbk_ledger_finish_media (ledger, media, &error));
  g_assert_no_error (error);
  ADD_ENTRY (VOICEMAIL_TAKE, TRUE, json);
  return g_steal_pointer (&take);
}

static inline char *
open_draft (Showroom *showroom)
{
  Fixture *fixture = &showroom->fixture;
  char *draft = rbk_id_new ();
  g_autofree char *json = g_strdup_printf ("{'event':'opened','draft':'%s'}", draft);

  ADD_ENTRY (VOICEMAIL_DRAFT, TRUE, json);
  return draft;
}

/* (transfer full): the id of an item that whoever acts submitted */
static inline char *
submit (Showroom *showroom, double hz)
{
  Fixture *fixture = &showroom->fixture;
  char *draft = open_draft (showroom);
  g_autofree char *take = speak (showroom, draft, hz);
  g_autoptr (GError) error = NULL;

  g_assert_true (
    CALL (fixture->desk, submit_voicemail, &error, fixture->customer, draft, take, " Is this too long? "));
  g_assert_no_error (error);
  return draft;
}

static inline RbkReviewItem *
get_item_of (Showroom *showroom, const char *item)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (&showroom->fixture);
  g_autoptr (GError) error = NULL;
  RbkReviewItem *found = rbk_ledger_reader_get_review_item (reader, item, &error);

  g_assert_no_error (error);
  return found;
}

static inline RbkReviewState
state_of (Showroom *showroom, const char *item)
{
  g_autoptr (RbkReviewItem) found = get_item_of (showroom, item);

  return rbk_review_item_get_facts (found)->state;
}

static inline GPtrArray *
list_reviews (Showroom *showroom, const char *item)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (&showroom->fixture);
  g_autoptr (GError) error = NULL;
  GPtrArray *reviews = rbk_ledger_reader_list_reviews (reader, item, &error);

  g_assert_no_error (error);
  return reviews;
}

/* A review with the same score for all criteria. */
typedef struct
{
  JsonObject *scores;
  RbkReviewDraft draft;
} Judged;

static const char *const one_strength[] = { "You said your name at once.", NULL };

static inline Judged
make_judged (RbkDesk *desk, const char *item, int score, RbkReviewDecision decision)
{
  RbkRubric *rubric = rbk_desk_get_rubric (desk);
  Judged judged = { .scores = json_object_new () };

  for (guint i = 0; i < rbk_rubric_get_n_criteria (rubric); i++)
    json_object_set_int_member (judged.scores, rbk_rubric_get_criterion (rubric, i)->id, score);
  judged.draft = (RbkReviewDraft) {
    .item = item,
    .scores = judged.scores,
    .strengths = one_strength,
    .improvement = "Say the number twice.",
    .decision = decision,
  };
  return judged;
}

static inline gboolean
judge (Showroom *showroom, const char *item, int score, RbkReviewDecision decision, GError **error)
{
  Judged judged = make_judged (showroom->fixture.desk, item, score, decision);
  const RbkReviewDraft *draft = &judged.draft;
  gboolean done = CALL (showroom->fixture.desk, review, error, draft);

  json_object_unref (judged.scores);
  return done;
}

static inline void
set_policy (Showroom *showroom, const char *review)
{
  Fixture *fixture = &showroom->fixture;
  g_autofree char *json = g_strdup_printf ("{'review':%s}", review);

  ADD_ENTRY (POLICY_CHANGED, FALSE, json);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

#define ADD(path, test) g_test_add ("/review/" path, Showroom, NULL, set_up_review, test, tear_down_review)
