/* test-known-line.c: what the timeline says of whether a customer's phone knows our line (P-1, C-17).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-written.h"
#include "desk/rbk-known-line.h"
#include "rbk-test-gate.h"
#include "test-composer.h"

#include <string.h>

#define DIRECT  "+13125550142"
#define MOBILE  "+17735550121"
#define MAILBOX "01990000-0000-7000-8000-000000000002"
#define HOUR    ((gint64) 3600 * G_USEC_PER_SEC)

static void
set_up_known (Fixture *fixture, gconstpointer data)
{
  set_up_at (fixture, "2026-11-18T15:00:00-06:00");
  add_account (fixture);
}

static RbkKnownLine
judge (Fixture *fixture, const char *number)
{
  g_autoptr (GError) error = NULL;
  RbkKnownLine known;

  g_assert_true (rbk_desk_judge_known_line (fixture->desk, fixture->customer, number, &known, &error));
  g_assert_no_error (error);
  return known;
}

#define EXPECT(number, wanted) g_assert_cmpint (judge (fixture, number).state, ==, RBK_KNOWN_CALLER_##wanted)

/* Emails the card; it waits in the outbox. (transfer full): the message */
static char *
send_card (Fixture *fixture)
{
  g_autoptr (RbkWrittenDraft) draft = rbk_written_draft_new (RBK_MEDIUM_EMAIL, fixture->customer);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = rbk_desk_dup_contact_card (fixture->desk, &name, &error);
  char *id;

  g_assert_no_error (error);
  draft->subject = g_strdup ("My card");
  draft->text = g_strdup ("Here is my card, Lena.");
  rbk_written_draft_attach (draft, name, "text/vcard", card);
  id = CALL (fixture->desk, send_written, &error, draft);
  g_assert_no_error (error);
  return id;
}

static void
deliver (Fixture *fixture, const char *message, const char *state)
{
  g_autofree char *json = g_strdup_printf ("{'message':'%s','state':'%s'}", message, state);

  ADD_ENTRY (DELIVERY, TRUE, json);
}

/* What has not left, or did not arrive, is known to nobody. */
static void
test_p1_card_sent (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  RbkKnownLine before = judge (fixture, MOBILE), after;
  g_autofree char *card = NULL;

  g_assert_cmpint (before.state, ==, RBK_KNOWN_CALLER_NO);
  g_assert_cmpint (before.time_us, ==, 0);
  g_assert_cmpint (before.card_by, ==, RBK_MEDIUM_EMAIL);
  g_assert_true (before.card_first);
  card = send_card (fixture);
  EXPECT (MOBILE, NO);
  deliver (fixture, card, "accepted");
  after = judge (fixture, MOBILE);
  g_assert_cmpint (after.state, ==, RBK_KNOWN_CALLER_CARD_SENT);
  g_assert_cmpint (after.time_us, ==, now);
  g_assert_cmpint (after.card_by, ==, 0);
  g_assert_false (after.card_first);
  deliver (fixture, card, "failed");
  EXPECT (MOBILE, NO);
}

/* The card names a number; with another direct line it says nothing of that one. */
static void
test_p1_card_is_of_its_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *card = send_card (fixture);
  g_autofree char *moved = g_strdup_printf ("{'person':'%s','line':'+13125550177'}",
                                            rbk_person_get_id (rbk_desk_get_person (fixture->desk)));

  deliver (fixture, card, "accepted");
  EXPECT (MOBILE, CARD_SENT);
  ADD_ENTRY (PERSON_CHANGED, FALSE, moved);
  rbk_test_wait_until (
    g_strcmp0 (rbk_person_get_line (rbk_desk_get_person (fixture->desk)), "+13125550177") == 0);
  EXPECT (MOBILE, NO);
}

static void
test_p1_said_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (fixture->desk, note_saved_line, &error, fixture->customer));
  g_assert_no_error (error);
  EXPECT (MOBILE, SAID_SAVED);
  EXPECT (NULL, SAID_SAVED);
}

/* An answer follows a text from that line; what asks us to stop is none (K-31). */
static void
test_p1_answered_text (Fixture *fixture, gconstpointer data)
{
  ADD_ENTRY (
    TEXT, TRUE, "{'direction':'in','number':'" MOBILE "','line':'" DIRECT "','text':'Is it there?'}");
  EXPECT (MOBILE, NO);
  rbk_clock_advance (fixture->clock, HOUR);
  ADD_ENTRY (TEXT, TRUE, "{'direction':'out','number':'" MOBILE "','line':'" DIRECT "','text':'It is.'}");
  rbk_clock_advance (fixture->clock, HOUR);
  ADD_ENTRY (TEXT, TRUE, "{'direction':'in','number':'" MOBILE "','line':'" DIRECT "','text':'STOP'}");
  EXPECT (MOBILE, NO);
  ADD_ENTRY (TEXT, TRUE, "{'direction':'in','number':'" MOBILE "','line':'+13125550199','text':'Thank you'}");
  EXPECT (MOBILE, NO);
  ADD_ENTRY (TEXT, TRUE, "{'direction':'in','number':'" MOBILE "','line':'" DIRECT "','text':'Thank you'}");
  EXPECT (MOBILE, ANSWERED_TEXT);
  EXPECT ("+17735550199", NO);
}

/* Their call, and not ours, whether we answered or not. */
static void
test_p1_called_us (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  CALL (fixture->desk,
        claim_call,
        &error,
        fixture->customer,
        "out",
        RBK_CALL_OUTCOME_CONNECTED,
        "(773) 555-0121",
        NULL,
        0);
  EXPECT (MOBILE, NO);
  g_assert_false (judge (fixture, MOBILE).card_first);
  CALL (fixture->desk,
        claim_call,
        &error,
        fixture->customer,
        "in",
        RBK_CALL_OUTCOME_CONNECTED,
        "(773) 555-0121",
        NULL,
        0);
  g_assert_no_error (error);
  EXPECT (MOBILE, CALLED_US);
}

/* Nobody who wants no emails is offered one. */
static void
test_c17_no_way_no_offer (Fixture *fixture, gconstpointer data)
{
  ADD_ENTRY (CONSENT_WITHDRAWN, TRUE, "{'medium':'email'}");
  g_assert_cmpint (judge (fixture, MOBILE).card_by, ==, 0);
  g_assert_false (judge (fixture, MOBILE).card_first);
}

#define ADD(path, function) g_test_add ("/known-line/" path, Fixture, NULL, set_up_known, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("P-1/card-sent", test_p1_card_sent);
  ADD ("P-1/card-is-of-its-line", test_p1_card_is_of_its_line);
  ADD ("P-1/said-saved", test_p1_said_saved);
  ADD ("P-1/answered-text", test_p1_answered_text);
  ADD ("P-1/called-us", test_p1_called_us);
  ADD ("C-17/no-way-no-offer", test_c17_no_way_no_offer);
  return g_test_run ();
}
