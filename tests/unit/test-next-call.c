/* test-next-call.c: what the rules say of the next call to this customer, not of calls in general.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-next-call.h"
#include "test-composer.h"

static void
assert_answer (Fixture *fixture, RbkAct act, RbkGateAnswer answer, const char *rule)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RbkVerdict) verdict =
    rbk_next_call_judge_act (fixture->desk, fixture->customer, act, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (verdict->answer, ==, answer);
  g_assert_cmpstr (verdict->rule, ==, rule);
  if (answer != RBK_GATE_YES)
    g_assert_nonnull (verdict->words);
}

/* ---- K-20…K-26: what the gate says of each act ---- */

static void
test_recordings_need_consent (Fixture *fixture, gconstpointer data)
{
  assert_answer (fixture, RBK_ACT_LIVE, RBK_GATE_YES, NULL);
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-22");
  assert_answer (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-21");
  /* Consent to something else is none. */
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'email','how':'written'}");
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'fax','how':'written'}");
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-22");
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'call','how':'oral'}");
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-24");
  assert_answer (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-24");
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'all','how':'written'}");
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-25");
  /* Said once more by word of mouth, it is in writing still. */
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'call','how':'oral'}");
  assert_answer (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-25");
}

static void
test_withdrawn_consent_counts_at_once (Fixture *fixture, gconstpointer data)
{
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'call','how':'written'}");
  /* Another medium is another wish. */
  ADD_ENTRY (CONSENT_WITHDRAWN, TRUE, "{'medium':'text'}");
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-25");
  ADD_ENTRY (CONSENT_WITHDRAWN, TRUE, "{'medium':'call','words':'Do not call me again'}");
  assert_answer (fixture, RBK_ACT_LIVE, RBK_GATE_REFUSED, "K-30");
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-30");
  assert_answer (fixture, RBK_ACT_RINGLESS, RBK_GATE_REFUSED, "K-30");
  /* Who lets us call again by word of mouth has not put anything in writing again. */
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'call','how':'oral'}");
  assert_answer (fixture, RBK_ACT_LIVE, RBK_GATE_YES, NULL);
  assert_answer (fixture, RBK_ACT_PLAYED, RBK_GATE_REFUSED, "K-24");
}

static void
test_voice_note_is_an_email (Fixture *fixture, gconstpointer data)
{
  assert_answer (fixture, RBK_ACT_VOICE_NOTE, RBK_GATE_HELD, "A-1");
  add_account (fixture);
  assert_answer (fixture, RBK_ACT_VOICE_NOTE, RBK_GATE_YES, NULL);
  ADD_ENTRY (CONSENT_WITHDRAWN, TRUE, "{'medium':'email'}");
  assert_answer (fixture, RBK_ACT_VOICE_NOTE, RBK_GATE_REFUSED, "K-30");
  assert_answer (fixture, RBK_ACT_LIVE, RBK_GATE_YES, NULL);
}

static void
test_nobody_is_called_without_a_number (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bare = add_customer (fixture, "{'first':'Bo'}");

  for (guint act = 0; act < RBK_N_ACTS; act++)
    {
      g_autoptr (RbkVerdict) verdict =
        rbk_next_call_judge_act (fixture->desk, bare, (RbkAct) act, FALSE, NULL);

      g_assert_cmpint (verdict->answer, ==, RBK_GATE_HELD);
      g_assert_nonnull (strstr (verdict->words, "Bo"));
      g_assert_nonnull (strstr (verdict->words, act == RBK_ACT_VOICE_NOTE ? "email" : "phone"));
    }
}

static void
test_practice_never_leaves (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bare = add_customer (fixture, "{'first':'Bo'}");
  const char *const customers[] = { fixture->customer, bare };

  add_account (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (customers) * RBK_N_ACTS; i++)
    {
      g_autoptr (RbkVerdict) verdict =
        rbk_next_call_judge_act (fixture->desk, customers[i % 2], (RbkAct) (i / 2), TRUE, NULL);

      g_assert_cmpint (verdict->answer, ==, RBK_GATE_REFUSED);
      g_assert_cmpstr (verdict->rule, ==, "V-20");
    }
}

/* ---- C-15: what the school does if nobody answers ---- */

static void
test_calls_are_counted_since_the_last_contact (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RbkEntryKind kind;
    const char *json;
    gint count;
  } steps[] = {
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'no-message'}", 1 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'busy'}", 1 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'failed'}", 1 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'wrong-number'}", 1 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'of a newer Ringback'}", 1 },
    /* A machine that asks who is calling is not the customer (P-5). */
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'screened'}", 2 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'voicemail-left'}", 3 },
    { RBK_ENTRY_KIND_VOICEMAIL_LEFT, "{'act':'live'}", 3 },
    { RBK_ENTRY_KIND_EMAIL, "{'direction':'out','address':'a','subject':'s','text':'t'}", 3 },
    { RBK_ENTRY_KIND_NOTE, "{'text':'tried again'}", 3 },
    { RBK_ENTRY_KIND_TEXT, "{'direction':'in','text':'Sorry, at work'}", 0 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'voicemail-played'}", 1 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'connected'}", 0 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'no-message'}", 1 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'in','outcome':'no-message'}", 0 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'no-message'}", 1 },
    { RBK_ENTRY_KIND_EMAIL, "{'direction':'in','address':'a','subject':'s','text':'t'}", 0 },
    { RBK_ENTRY_KIND_CALL_CLAIMED, "{'direction':'out','outcome':'no-message'}", 1 },
    { RBK_ENTRY_KIND_LEAD_ARRIVED, "{'source':'web'}", 0 },
  };
  g_autofree char *other = add_customer (fixture, "{'first':'Bo'}");

  g_assert_cmpint (rbk_next_call_count_unanswered (fixture->desk, fixture->customer, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_free (append (fixture, steps[i].kind, TRUE, steps[i].json));
      g_assert_cmpint (
        rbk_next_call_count_unanswered (fixture->desk, fixture->customer, NULL), ==, steps[i].count);
    }
  /* Of nobody else. */
  g_assert_cmpint (rbk_next_call_count_unanswered (fixture->desk, other, NULL), ==, 0);
}

/* What was logged late counts when it was. */
static void
test_calls_are_counted_when_they_were (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  g_autoptr (GError) error = NULL;

  ADD_ENTRY (TEXT, TRUE, "{'direction':'in','text':'Call me after five'}");
  g_assert_true (CALL (fixture->desk,
                       claim_call,
                       &error,
                       fixture->customer,
                       "out",
                       RBK_CALL_OUTCOME_NO_MESSAGE,
                       NULL,
                       NULL,
                       now - 3600 * (gint64) G_USEC_PER_SEC));
  g_assert_cmpint (rbk_next_call_count_unanswered (fixture->desk, fixture->customer, NULL), ==, 0);
}

static void
assert_advice (Fixture *fixture, const char *school, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *advice = rbk_next_call_dup_advice (fixture->desk, fixture->customer, &error);

  g_assert_no_error (error);
  if (strstr (advice, words) == NULL || strstr (advice, school) == NULL || strstr (advice, "C-15") == NULL)
    g_error ("%s: %s, not %s", school, advice, words);
}

/* M: leave a message; H: hang up; S: send something instead. On the first to the fourth call. */
static const struct
{
  const char *id;
  const char *name;
  const char *calls;
} schools[] = {
  { "ringback", "Ringback", "MSMS" },
  { "kershner", "Kershner", "MMMM" },
  { "once", "Give it once", "MSSS" },
  { "kephart", "Kephart", "MHMM" },
  { "kain", "Kain", "MMMM" },
  { "interactivetel", "InteractiveTel", "MMMM" },
  { "stauning", "Stauning", "MMMM" },
  { "insidesales", "InsideSales", "MMMM" },
  { "climbtheladder", "ClimbTheLadder", "MMMM" },
  { "gong", "Gong", "MMMM" },
  { "applied-concepts", "Applied Concepts", "MMSS" },
};

static void
choose_school (Fixture *fixture, const char *id)
{
  g_autoptr (JsonObject) changes = rbk_json_new ("voicemail_school", id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (fixture->desk, change_voicemail_policy, &error, changes));
  g_assert_no_error (error);
  rbk_test_wait_until (
    g_strcmp0 (rbk_showroom_get_voicemail_school (rbk_desk_get_showroom (fixture->desk)), id) == 0);
}

static void
test_each_school_has_its_say (Fixture *fixture, gconstpointer data)
{
  /* Whose school nobody chose, the default speaks. */
  assert_advice (fixture, "Ringback", "Unanswered call 1: leave a message");
  for (guint call = 0; call < 4; call++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (schools); i++)
        {
          choose_school (fixture, schools[i].id);
          assert_advice (fixture,
                         schools[i].name,
                         schools[i].calls[call] == 'M'   ? "leave a message"
                         : schools[i].calls[call] == 'H' ? "hang up without a message"
                                                         : "leave no message");
        }
      ADD_ENTRY (CALL_CLAIMED, TRUE, "{'direction':'out','outcome':'no-message'}");
    }
  choose_school (fixture, "kephart");
  ADD_ENTRY (CALL_CLAIMED, TRUE, "{'direction':'in','outcome':'connected'}");
  ADD_ENTRY (CALL_CLAIMED, TRUE, "{'direction':'out','outcome':'voicemail-left'}");
  assert_advice (
    fixture, "Kephart", "Unanswered call 2: hang up without a message, and call from your direct line");
}

/* A time at which one may call in all of the United States (K-1). */
#define HOUR                "2026-11-18T15:00:00-06:00"
#define ADD(path, function) g_test_add ("/next-call/" path, Fixture, HOUR, set_up_at, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("K-21/K-22/K-24/K-25/recordings-need-consent", test_recordings_need_consent);
  ADD ("K-26/K-30/withdrawn", test_withdrawn_consent_counts_at_once);
  ADD ("A-1/voice-note", test_voice_note_is_an_email);
  ADD ("no-number", test_nobody_is_called_without_a_number);
  ADD ("V-20/practice", test_practice_never_leaves);
  ADD ("C-15/since-the-last-contact", test_calls_are_counted_since_the_last_contact);
  ADD ("C-15/when-they-were", test_calls_are_counted_when_they_were);
  ADD ("C-15/schools", test_each_school_has_its_say);
  return g_test_run ();
}
