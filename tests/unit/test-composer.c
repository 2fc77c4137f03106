/* test-composer.c: what a composer remembers of a voicemail, and what it lets nobody do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-composer.h"

#include "desk/rbk-hearing-facts.h"
#include "rules/rbk-voicemail-verdict.h"

/* ---- V-2: why and what ---- */

static void
test_plan_is_kept (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (RbkVoicemailPlan) first = make_plan ("It has arr", FALSE);
  g_autoptr (RbkVoicemailPlan) plan = make_plan ("It has arrived", FALSE);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpint (rbk_voicemail_plan_get_act (rbk_composer_get_plan (composer)), ==, RBK_ACT_LIVE);
  g_assert_null (rbk_composer_get_draft (composer));
  /* Typed letter by letter, kept once. */
  rbk_composer_set_plan (composer, first);
  rbk_composer_set_plan (composer, plan);
  g_assert_null (rbk_composer_get_draft (composer));
  close_composer (composer);
  close_desk (fixture);
  open_desk (fixture);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_nonnull (rbk_composer_get_draft (composer));
  g_assert_true (rbk_voicemail_plan_is_same (rbk_composer_get_plan (composer), plan));
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);
  drafts = rbk_ledger_reader_list_drafts (reader, fixture->customer, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  close_composer (composer);
}

static void
test_plan_that_says_nothing_opens_nothing (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (RbkVoicemailPlan) plan =
    rbk_voicemail_plan_new (RBK_REASON_NONE, "", "", RBK_ACT_VOICE_NOTE, FALSE, NULL, NULL);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  rbk_composer_set_plan (composer, plan);
  close_composer (composer);
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);
  drafts = rbk_ledger_reader_list_drafts (reader, fixture->customer, NULL);
  g_assert_cmpuint (drafts->len, ==, 0);
}

static RbkReason *
find_reason (GPtrArray *reasons, RbkReasonId id)
{
  for (guint i = 0; i < reasons->len; i++)
    {
      if (rbk_reason_get_id (reasons->pdata[i]) == id)
        return reasons->pdata[i];
    }
  return NULL;
}

static void
test_reasons_are_this_customers (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autofree char *stranger = add_customer (fixture, "{'first':'Bo'}");
  RbkComposer *other = rbk_composer_new (fixture->desk, stranger);
  g_autoptr (GPtrArray) before = rbk_composer_list_reasons (composer, NULL);
  g_autoptr (GPtrArray) bare = rbk_composer_list_reasons (other, NULL);
  g_autoptr (GPtrArray) after = NULL;
  RbkReason *reason;

  reason = find_reason (before, RBK_REASON_INCENTIVE);
  g_assert_cmpstr (rbk_reason_get_about (reason), ==, "2022 Honda Civic");
  g_assert_cmpstr (rbk_reason_get_fact (reason), ==, "the offer on the 2022 Honda Civic has changed");
  g_assert_null (find_reason (before, RBK_REASON_QUESTION));
  g_assert_nonnull (find_reason (before, RBK_REASON_OWN_WORDS));
  /* Of who looks at nothing, nothing is made up (M-4: never an empty field). */
  g_assert_cmpstr (rbk_reason_get_fact (find_reason (bare, RBK_REASON_INCENTIVE)), ==, "");
  ADD_ENTRY (TEXT, TRUE, "{'direction':'in','number':'+17735550121','text':'Has it\\n  heated seats?'}");
  ADD_ENTRY (NOTE, TRUE, "{'text':'not a question'}");
  after = rbk_composer_list_reasons (composer, NULL);
  reason = find_reason (after, RBK_REASON_QUESTION);
  g_assert_cmpstr (rbk_reason_get_about (reason), ==, "Has it heated seats?");
  g_assert_cmpstr (rbk_reason_get_fact (reason), ==, "");
  close_composer (composer);
  close_composer (other);
}

/* V-4: the last three messages, and no further back. */
static void
test_used_fact_is_warned_of (Fixture *fixture, gconstpointer data)
{
  static const char fact[] = "the offer on the 2022 Honda Civic has changed";
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (RbkRemark) none = rbk_composer_judge_fact (composer, fact);
  g_autoptr (RbkRemark) incoming = NULL;
  g_autoptr (RbkRemark) last = NULL;
  g_autoptr (RbkRemark) gone = NULL;
  g_autoptr (GPtrArray) reasons = NULL;

  g_assert_null (none);
  ADD_ENTRY (TEXT, TRUE, "{'direction':'in','text':'The offer on the 2022 Honda Civic has changed.'}");
  incoming = rbk_composer_judge_fact (composer, fact);
  g_assert_null (incoming);
  ADD_ENTRY (TEXT, TRUE, "{'direction':'out','text':'Hi! The offer on the 2022 Honda Civic has changed.'}");
  ADD_ENTRY (EMAIL, TRUE, "{'direction':'out','address':'a','subject':'s','text':'Something else entirely'}");
  ADD_ENTRY (VOICEMAIL_LEFT, TRUE, "{'act':'live','transcript':'Only my name and my number here'}");
  last = rbk_composer_judge_fact (composer, fact);
  g_assert_cmpstr (rbk_remark_get_rule (last), ==, "V-4");
  reasons = rbk_composer_list_reasons (composer, NULL);
  g_assert_nonnull (rbk_reason_get_warning (find_reason (reasons, RBK_REASON_INCENTIVE)));
  g_assert_null (rbk_reason_get_warning (find_reason (reasons, RBK_REASON_OWN_WORDS)));
  ADD_ENTRY (VOICEMAIL_LEFT, TRUE, "{'act':'live','fact':'it passed the inspection this morning'}");
  gone = rbk_composer_judge_fact (composer, fact);
  g_assert_null (gone);
  /* What a live voicemail was meant to say counts, too. */
  g_clear_object (&last);
  last = rbk_composer_judge_fact (composer, "it passed the inspection this morning");
  g_assert_nonnull (last);
  close_composer (composer);
}

/* ---- V-20: practice ---- */

static void
assert_practice_is_refused (Fixture *fixture, const char *draft, const char *take)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (send_take (fixture, draft, take, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "V-20"));
  g_clear_error (&error);
  g_assert_false (
    CALL (fixture->desk, leave_live, &error, fixture->customer, draft, take, NULL, NULL, 0, (gint64) 0));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "V-20"));
}

static void
test_practice_never_leaves (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (RbkVoicemailPlan) practice = make_plan ("It is here", TRUE);
  g_autoptr (RbkVoicemailPlan) earnest = make_plan ("It is here", FALSE);
  g_autofree char *draft = NULL;
  g_autofree char *practised = NULL;
  g_autofree char *meant = NULL;
  g_autofree char *message = NULL;
  g_autoptr (RbkCut) practised_cut = NULL;
  g_autoptr (GError) error = NULL;

  add_account (fixture);
  rbk_composer_set_plan (composer, practice);
  record (composer, 2500000);
  draft = g_strdup (rbk_composer_get_draft (composer));
  practised = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  g_assert_true (rbk_take_is_practice (rbk_composer_get_chosen (composer)));
  practised_cut = rbk_composer_dup_cut (composer);
  assert_practice_is_refused (fixture, draft, practised);
  /* Once it is earnest, what was practised stays so. */
  rbk_composer_set_plan (composer, earnest);
  record (composer, 2500000);
  meant = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  g_assert_false (rbk_take_is_practice (rbk_composer_get_chosen (composer)));
  assert_practice_is_refused (fixture, draft, practised);
  /* Nor does a piece of it leave in something else. */
  g_assert_true (rbk_composer_set_cut (composer, practised_cut, &error));
  assert_practice_is_refused (fixture, draft, practised);
  g_assert_null (send_take (fixture, draft, meant, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "V-20"));
  g_clear_error (&error);
  rbk_composer_undo (composer);
  message = send_take (fixture, draft, meant, &error);
  g_assert_no_error (error);
  g_assert_nonnull (message);
  close_composer (composer);
}

/* ---- What was read and heard ---- */

static RbkTranscript *
make_transcript (const char *engine, const char *first, const char *second)
{
  RbkTranscriptWord words[] = { { first, 0, 400000, 0.9, FALSE }, { second, 500000, 900000, 0.8, FALSE } };

  return rbk_transcript_new (engine, NULL, words, G_N_ELEMENTS (words));
}

static void
test_transcript_belongs_to_the_sound (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (RbkTranscript) transcript = make_transcript ("ear", "sunrof", "Harbor");
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  g_autofree char *said = NULL;
  g_autoptr (RbkTranscript) found = NULL;
  g_autoptr (RbkTranscript) by_hand = NULL;
  g_autoptr (RbkTranscript) corrected = NULL;
  g_autoptr (RbkTranscript) of_edited = NULL;

  record (composer, 2500000);
  content = g_strdup (rbk_composer_get_content (composer));
  g_assert_null (rbk_composer_dup_transcript (composer, content, NULL));
  rbk_composer_keep_transcript (composer, content, transcript);
  rbk_test_wait_until ((found = rbk_composer_dup_transcript (composer, content, "ear")) != NULL);
  text = rbk_transcript_dup_text (found);
  g_assert_cmpstr (text, ==, "sunrof Harbor");
  g_assert_null (rbk_composer_dup_transcript (composer, content, "another"));
  by_hand = rbk_transcript_correct (found, "sunroof Harbor");
  rbk_composer_keep_transcript (composer, content, by_hand);
  rbk_test_wait_until ((corrected = rbk_composer_dup_corrected (composer, content)) != NULL);
  said = rbk_transcript_dup_text (corrected);
  g_assert_cmpstr (said, ==, "sunroof Harbor");
  g_assert_true (rbk_transcript_is_corrected (corrected));
  /* What a phone shows is still known. */
  g_clear_object (&found);
  found = rbk_composer_dup_transcript (composer, content, NULL);
  g_assert_false (rbk_transcript_is_corrected (found));
  reader = read_ledger (fixture);
  g_assert_cmpint (rbk_ledger_reader_count_customers (reader, "lena sunroof", NULL), ==, 1);
  /* Once it is cut it is another sound; taken back, the same again. */
  g_assert_true (rbk_composer_remove (composer, 0, 24000, NULL));
  wait_for_sound (composer);
  g_assert_cmpstr (rbk_composer_get_content (composer), !=, content);
  g_assert_null (rbk_composer_dup_transcript (composer, rbk_composer_get_content (composer), NULL));
  rbk_composer_undo (composer);
  wait_for_sound (composer);
  g_assert_cmpstr (rbk_composer_get_content (composer), ==, content);
  close_composer (composer);
}

static guint
count_ticks (RbkComposer *composer)
{
  g_autoptr (GPtrArray) ticks = rbk_composer_dup_ticks (composer);

  return ticks->len;
}

/* What is judged of a take with its words is as long as what is judged without: silence at its ends is none
 * of it (V-11). */
static void
test_silence_at_the_ends_does_not_count (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    double lead_in_s, speech_s, tail_s;
    RbkRemarkLevel level;
  } takes[] = {
    { 0, 35, 0, RBK_REMARK_GOOD },     { 0, 35.1, 0, RBK_REMARK_WARNING }, { 4, 35, 6, RBK_REMARK_GOOD },
    { 0, 7.9, 4, RBK_REMARK_WARNING }, { 3, 7.9, 0, RBK_REMARK_WARNING },  { 3, 8, 4, RBK_REMARK_GOOD },
  };
  RbkHearingFacts *facts = rbk_hearing_facts_new (fixture->desk, fixture->customer);
  g_autoptr (RbkVoicemailPlan) plan = make_plan ("It is here", FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (takes); i++)
    {
      const RbkTakeMeasure measure = {
        .duration_us = (gint64) ((takes[i].lead_in_s + takes[i].speech_s + takes[i].tail_s) * G_USEC_PER_SEC),
        .lead_in_us = (gint64) (takes[i].lead_in_s * G_USEC_PER_SEC),
        .tail_us = (gint64) (takes[i].tail_s * G_USEC_PER_SEC),
        .active_level_db = -19,
        .overall_rms_db = -20,
        .speech_to_noise_db = 40,
      };
      g_autoptr (GPtrArray) remarks = rbk_hearing_facts_judge (facts, plan, FALSE, &measure, NULL, NULL);

      g_test_message ("%g s of %g s", takes[i].speech_s, (double) measure.duration_us / G_USEC_PER_SEC);
      g_assert_cmpint (
        rbk_remark_get_level (rbk_voicemail_find_remark (remarks, "V-11")), ==, takes[i].level);
    }
  rbk_hearing_facts_free (facts);
}

static void
test_tick_is_of_what_was_heard (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);

  record (composer, 2500000);
  rbk_composer_tick (composer, "V-1", 1500000, TRUE);
  rbk_composer_tick (composer, "V-5", -1, TRUE);
  rbk_test_wait_until (count_ticks (composer) == 2);
  rbk_composer_tick (composer, "V-5", -1, FALSE);
  rbk_test_wait_until (count_ticks (composer) == 1);
  g_assert_true (rbk_composer_remove (composer, 0, 24000, NULL));
  wait_for_sound (composer);
  g_assert_cmpuint (count_ticks (composer), ==, 0);
  rbk_composer_undo (composer);
  wait_for_sound (composer);
  g_assert_cmpuint (count_ticks (composer), ==, 1);
  close_composer (composer);
}

/* ---- Left live ---- */

static void
test_left_live_is_claimed (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_autoptr (RbkVoicemailPlan) plan = make_plan ("It has arrived", FALSE);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RbkDraft) closed = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *take = NULL;
  g_autofree char *other = add_customer (fixture, "{'first':'Bo'}");
  g_autoptr (GError) error = NULL;
  RbkEntry *left = NULL, *call = NULL;

  rbk_composer_set_plan (composer, plan);
  record (composer, 2500000);
  draft = g_strdup (rbk_composer_get_draft (composer));
  take = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  close_composer (composer);
  g_assert_false (CALL (fixture->desk, leave_live, &error, other, draft, take, NULL, NULL, 0, (gint64) 0));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (CALL (fixture->desk,
                       leave_live,
                       &error,
                       fixture->customer,
                       draft,
                       take,
                       "(773) 555-0121",
                       "Rang out",
                       24,
                       (gint64) 0));
  g_assert_no_error (error);
  reader = read_ledger (fixture);
  rows = rbk_ledger_reader_list_timeline (reader, fixture->customer, NULL, 50, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      RbkEntry *entry = rbk_timeline_item_get_entry (rows->pdata[i]);

      if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_VOICEMAIL_LEFT)
        left = entry;
      else if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_CALL_CLAIMED)
        call = entry;
    }
  g_assert_cmpstr (rbk_entry_get_string (left, "act"), ==, "live");
  g_assert_cmpstr (rbk_entry_get_string (left, "take"), ==, take);
  g_assert_cmpstr (rbk_entry_get_string (left, "fact"), ==, "It has arrived");
  g_assert_true (rbk_json_get_boolean (rbk_entry_get_payload (left), "claimed", FALSE));
  /* The rehearsal is linked, and is neither the sound nor the words of what was left. */
  g_assert_null (rbk_entry_get_string (left, "media"));
  g_assert_null (rbk_entry_get_string (left, "transcript"));
  g_assert_cmpstr (rbk_entry_get_string (call, "outcome"), ==, "voicemail-left");
  g_assert_cmpstr (rbk_entry_get_string (call, "number"), ==, "+17735550121");
  closed = rbk_ledger_reader_get_draft (reader, draft, NULL);
  g_assert_true (rbk_draft_is_closed (closed));
  /* Once. */
  g_assert_false (
    CALL (fixture->desk, leave_live, &error, fixture->customer, draft, take, NULL, NULL, 0, (gint64) 0));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
}

/* ---- The showroom's ways ---- */

static void
test_manager_chooses_the_school (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) changes = parse ("{'voicemail_school':'once','aliases':['the Point'],"
                                          "'scripts':[{'id':'a','name':'Short','text':'Hi'}]}");
  g_autoptr (JsonObject) strange = parse ("{'name':'Another'}");
  g_autoptr (JsonObject) empty = parse ("{'scripts':[{'id':'a','name':'','text':'Hi'}]}");
  g_autoptr (JsonObject) own = parse ("{'text_capable':false,'screening_line':'Ana of the Point'}");
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (fixture->desk, change_voicemail_policy, &error, changes));
  rbk_test_wait_until (
    g_strcmp0 (rbk_showroom_get_voicemail_school (rbk_desk_get_showroom (fixture->desk)), "once") == 0);
  g_assert_cmpstr (rbk_showroom_get_name (rbk_desk_get_showroom (fixture->desk)), ==, "Harbor Point Motors");
  g_assert_cmpuint (rbk_showroom_get_scripts (rbk_desk_get_showroom (fixture->desk))->len, ==, 1);
  g_assert_false (CALL (fixture->desk, change_voicemail_policy, &error, strange));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (CALL (fixture->desk, change_voicemail_policy, &error, empty));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (CALL (fixture->desk, change_own_voicemail, &error, own));
  rbk_test_wait_until (!rbk_person_is_text_capable (rbk_desk_get_person (fixture->desk)));
  /* Where there is a manager, it is theirs. */
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'boss','name':'Pat','role':'manager'}");
  rbk_test_wait_until (rbk_desk_get_people (fixture->desk)->len == 2);
  g_assert_false (CALL (fixture->desk, change_voicemail_policy, &error, changes));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "C-15"));
}

#define ADD(path, function) g_test_add ("/composer/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true volume=0.1", TRUE);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  ADD ("V-2/plan-is-kept", test_plan_is_kept);
  ADD ("V-2/blank-plan", test_plan_that_says_nothing_opens_nothing);
  ADD ("V-2/reasons", test_reasons_are_this_customers);
  ADD ("V-4/used-fact", test_used_fact_is_warned_of);
  ADD ("V-20/practice-never-leaves", test_practice_never_leaves);
  ADD ("transcript", test_transcript_belongs_to_the_sound);
  ADD ("V-11/silence-at-the-ends", test_silence_at_the_ends_does_not_count);
  ADD ("ticks", test_tick_is_of_what_was_heard);
  ADD ("K-20/left-live", test_left_live_is_claimed);
  ADD ("C-15/school", test_manager_chooses_the_school);
  return g_test_run ();
}
