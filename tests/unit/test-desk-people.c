/* test-desk-people.c: who acts, what they may do, and what happens when somebody leaves.
 *
 * Time stands still, so that nothing leaves while a test looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "base/rbk-id.h"
#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-written.h"
#include "keyring/rbk-keyring.h"
#include "rbk-test-gate.h"
#include "rules/rbk-company-address.h"
#include "test-composer.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOUR     (3600 * (gint64) G_USEC_PER_SEC)
#define ANAS_BOX "01990000-0000-7000-8000-000000000002"
#define BENS_BOX "01990000-0000-7000-8000-000000000004"
#define OUR_BOX  "01990000-0000-7000-8000-000000000005"

static void
set_up_people (Fixture *fixture, gconstpointer data)
{
  set_up_at (fixture, "2026-11-18T15:00:00-06:00");
  ADD_ENTRY (SHOWROOM_CHANGED, FALSE, "{'time_zone':'America/Chicago'}");
  ADD_ENTRY (POLICY_CHANGED, FALSE, "{'postal_address':'1 Pier Road'}");
}

static char *
change_person (Fixture *fixture, const char *person, const char *json, GError **error)
{
  g_autoptr (JsonObject) changes = parse (json);
  char *id = CALL (fixture->desk, change_person, error, person, changes);

  if (id != NULL)
    rbk_test_wait_until (rbk_desk_find_person (fixture->desk, id) != NULL);
  return id;
}

static char *
add_person (Fixture *fixture, const char *first, const char *role)
{
  g_autofree char *json = g_strdup_printf ("{'name':'%1$s Cole','role':'%2$s','line':'(312) 555-0177',"
                                           "'email':'%1$s@harborpoint.example.com'}",
                                           first,
                                           role);
  g_autoptr (GError) error = NULL;
  char *id = change_person (fixture, NULL, json, &error);

  g_assert_no_error (error);
  return id;
}

static void
act_as (Fixture *fixture, const char *person)
{
  g_autoptr (GError) error = NULL;

  CALL (fixture->desk, act_as, &error, person);
  g_assert_no_error (error);
}

static char *
dup_own_id (Fixture *fixture)
{
  return g_strdup (rbk_person_get_id (rbk_desk_get_person (fixture->desk)));
}

static void
add_mailbox (Fixture *fixture, const char *id, const char *address)
{
  g_autofree char *json = g_strdup_printf (
    "{'account':'%s','kind':'jmap','address':'%s','server':'https://127.0.0.1:9','removed':false}",
    id,
    address);
  guint before = rbk_desk_get_accounts (fixture->desk)->len;
  g_autoptr (GError) error = NULL;

  rbk_keyring_store (RBK_KEYRING_MAILBOX, id, "A mailbox", "sesame", NULL, &error);
  g_assert_no_error (error);
  ADD_ENTRY (ACCOUNT_CHANGED, FALSE, json);
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == before + 1);
}

static gboolean
has_secret (const char *account)
{
  g_autoptr (GError) error = NULL;
  char *secret = rbk_keyring_lookup (RBK_KEYRING_MAILBOX, account, NULL, &error);
  gboolean has = secret != NULL;

  g_assert_no_error (error);
  rbk_keyring_free (secret);
  return has;
}

static char *
send (Fixture *fixture, GError **error)
{
  g_autoptr (RbkWrittenDraft) draft = rbk_written_draft_new (RBK_MEDIUM_EMAIL, fixture->customer);

  draft->subject = g_strdup ("The Civic");
  draft->text = g_strdup ("It is here.");
  draft->not_before_us = rbk_clock_now_us (fixture->clock) + HOUR;
  return CALL (fixture->desk, send_written, error, draft);
}

static RbkMessageState
state_of (Fixture *fixture, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (RbkMessage) message = rbk_ledger_reader_get_message (reader, id, NULL);

  return rbk_message_get_state (message);
}

static char *
dup_assigned (Fixture *fixture, const char *customer)
{
  g_autoptr (RbkCustomer) known = rbk_desk_dup_customer (fixture->desk, customer, NULL);

  return g_strdup (rbk_customer_get_assigned (known));
}

#define EXPECT_ASSIGNED(customer, person)                                                                    \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_autofree char *assigned_ = dup_assigned (fixture, customer);                                           \
    g_assert_cmpstr (assigned_, ==, person);                                                                 \
  }                                                                                                          \
  G_STMT_END

#define EXPECT_REFUSED(error, words)                                                                         \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);                                          \
    g_assert_nonnull (strstr ((error)->message, words));                                                     \
    g_clear_error (&(error));                                                                                \
  }                                                                                                          \
  G_STMT_END

/* ---- Who acts ---- */

static void
test_who_acts_is_kept_for_the_pc (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");

  g_assert_cmpstr (rbk_person_get_name (rbk_desk_get_person (fixture->desk)), ==, "Ana Reyes");
  act_as (fixture, ben);
  g_assert_cmpstr (rbk_person_get_id (rbk_desk_get_person (fixture->desk)), ==, ben);
  close_desk (fixture);
  open_desk (fixture);
  g_assert_cmpstr (rbk_person_get_id (rbk_desk_get_person (fixture->desk)), ==, ben);
  act_as (fixture, ana);
  close_desk (fixture);
  open_desk (fixture);
  g_assert_cmpstr (rbk_person_get_id (rbk_desk_get_person (fixture->desk)), ==, ana);
}

/* The founder's own choice is kept, too, before there was anybody to choose from. */
static void
test_founder_stays_who_acts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *ben = add_person (fixture, "ben", "manager");

  g_assert_nonnull (ben);
  close_desk (fixture);
  open_desk (fixture);
  g_assert_cmpstr (rbk_person_get_id (rbk_desk_get_person (fixture->desk)), ==, ana);
}

static void
test_nobody_is_guessed_where_there_are_several (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "acting.id", NULL);
  g_autofree char *ben = add_person (fixture, "ben", "manager");
  g_autoptr (GError) error = NULL;

  close_desk (fixture);
  g_assert_cmpint (g_remove (path), ==, 0);
  open_desk (fixture);
  g_assert_null (rbk_desk_get_person (fixture->desk));
  g_assert_false (rbk_desk_is_founded (fixture->desk));
  g_assert_nonnull (rbk_desk_get_showroom (fixture->desk));
  g_assert_false (CALL (fixture->desk, add_note, &error, fixture->customer, "Hello"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
  act_as (fixture, ben);
  g_assert_true (rbk_desk_is_founded (fixture->desk));
}

static void
test_what_is_written_is_theirs_who_act (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  act_as (fixture, ben);
  g_assert_true (CALL (fixture->desk, add_note, &error, fixture->customer, "Likes blue"));
  notes = rbk_ledger_reader_list_of_kinds (
    reader, fixture->customer, (guint64) 1 << RBK_ENTRY_KIND_NOTE, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rbk_entry_get_author (g_ptr_array_index (notes, 0)), ==, ben);
}

/* Nobody's name stands under another's voice. */
static void
test_draft_of_a_colleague_is_theirs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");
  RbkComposer *composer;

  ADD_ENTRY (VOICEMAIL_DRAFT, TRUE, "{'event':'opened','draft':'d1'}");
  act_as (fixture, ben);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_null (rbk_composer_get_draft (composer));
  close_composer (composer);
  act_as (fixture, ana);
  composer = rbk_composer_new (fixture->desk, fixture->customer);
  g_assert_cmpstr (rbk_composer_get_draft (composer), ==, "d1");
  close_composer (composer);
}

/* ---- What they may do ---- */

static void
test_managers_decide_where_there_is_one (Fixture *fixture, gconstpointer data)
{
  static const RbkRight rights[] = { RBK_RIGHT_DECIDE, RBK_RIGHT_CHANGE_PEOPLE, RBK_RIGHT_REASSIGN };
  g_autofree char *ben = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    g_assert_true (rbk_desk_may (fixture->desk, rights[i], NULL));
  g_assert_false (rbk_desk_may (fixture->desk, RBK_RIGHT_REVIEW, &error));
  EXPECT_REFUSED (error, "has none yet");
  ben = add_person (fixture, "ben", "manager");
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    {
      g_assert_false (rbk_desk_may (fixture->desk, rights[i], &error));
      EXPECT_REFUSED (error, "Ask ben Cole.");
    }
  g_assert_false (rbk_desk_may (fixture->desk, RBK_RIGHT_REVIEW, &error));
  EXPECT_REFUSED (error, "Ask ben Cole.");
  g_assert_true (rbk_desk_may (fixture->desk, RBK_RIGHT_SEND, NULL));
  act_as (fixture, ben);
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    g_assert_true (rbk_desk_may (fixture->desk, rights[i], NULL));
  g_assert_true (rbk_desk_may (fixture->desk, RBK_RIGHT_REVIEW, NULL));
}

static void
test_salespeople_change_only_themselves (Fixture *fixture, gconstpointer data)
{
  static const char *const second[] = { "harborpoint.example.com", "elsewhere.example.net", NULL };
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *ben = add_person (fixture, "ben", "manager");
  g_autofree char *same = NULL;
  g_autoptr (GError) error = NULL;
  RbkDesk *desk = fixture->desk;

  g_assert_null (change_person (fixture, NULL, "{'name':'X','email':'x@harborpoint.example.com'}", &error));
  EXPECT_REFUSED (error, "Only a manager changes who works here. Ask ben Cole.");
  g_assert_null (change_person (fixture, ben, "{'name':'Benjamin'}", &error));
  EXPECT_REFUSED (error, "Ask ben Cole.");
  g_assert_null (change_person (fixture, ana, "{'role':'manager'}", &error));
  EXPECT_REFUSED (error, "Ask ben Cole.");
  g_assert_false (CALL (desk, let_go, &error, ben));
  EXPECT_REFUSED (error, "Ask ben Cole.");
  g_assert_false (CALL (desk, take_back, &error, ben));
  EXPECT_REFUSED (error, "Ask ben Cole.");
  g_assert_false (CALL (desk,
                        found_showroom,
                        &error,
                        "Harbor Point Motors",
                        second,
                        "Ana Reyes",
                        "ana@harborpoint.example.com",
                        "3125550142"));
  EXPECT_REFUSED (error, "Ask ben Cole.");
  same = change_person (fixture, ana, "{'name':'Ana Maria Reyes','line':'312 555 0143'}", &error);
  g_assert_no_error (error);
  rbk_test_wait_until (g_str_equal (rbk_person_get_name (rbk_desk_get_person (desk)), "Ana Maria Reyes"));
  g_assert_cmpstr (rbk_person_get_line (rbk_desk_get_person (desk)), ==, "+13125550143");
  /* The showroom as it is, and oneself anew. */
  g_assert_true (CALL (desk,
                       found_showroom,
                       &error,
                       "Harbor Point Motors",
                       rbk_test_domains,
                       "Ana Reyes",
                       "ana@harborpoint.example.com",
                       "3125550142"));
  g_assert_no_error (error);
}

static void
test_last_manager_stays_one (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *first = change_person (fixture, ana, "{'role':'manager'}", NULL);
  g_autofree char *ben = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  rbk_test_wait_until (rbk_desk_may (fixture->desk, RBK_RIGHT_REVIEW, NULL));
  g_assert_null (change_person (fixture, ana, "{'role':'salesperson'}", &error));
  EXPECT_REFUSED (error, "only manager");
  ben = add_person (fixture, "ben", "manager");
  second = change_person (fixture, ana, "{'role':'salesperson'}", &error);
  g_assert_no_error (error);
  rbk_test_wait_until (!rbk_desk_may (fixture->desk, RBK_RIGHT_REVIEW, NULL));
}

static void
test_what_a_person_cannot_be_is_said (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "{'name':' ','email':'b@harborpoint.example.com'}",
    "{'name':'Ben'}",
    "{'name':'Ben','email':'ana@harborpoint.example.com'}",
    "{'name':'Ben','email':'b@harborpoint.example.com','line':'12'}",
    "{'name':'Ben','email':'b@harborpoint.example.com','role':'owner'}",
    "{'name':'Ben','email':'b@harborpoint.example.com','left':true}",
    "{}",
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (change_person (fixture, NULL, bad[i], &error));
      g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (change_person (fixture, "nobody", "{'name':'Ben'}", &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (change_person (fixture, NULL, "{'name':'Ben','email':'ben@gmail.com'}", &error));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_CONSUMER);
  g_assert_cmpuint (rbk_desk_get_people (fixture->desk)->len, ==, 1);
}

static void
test_mailboxes_are_their_persons (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");
  g_autofree char *mia = add_person (fixture, "mia", "manager");
  g_autoptr (GPtrArray) anas = NULL;
  g_autoptr (GPtrArray) bens = NULL;
  g_autoptr (GError) error = NULL;
  RbkDesk *desk = fixture->desk;

  add_mailbox (fixture, OUR_BOX, "sales@harborpoint.example.com");
  add_mailbox (fixture, ANAS_BOX, "ana@harborpoint.example.com");
  add_mailbox (fixture, BENS_BOX, "ben@harborpoint.example.com");
  anas = rbk_desk_list_accounts_of (desk, RBK_MEDIUM_EMAIL);
  g_assert_cmpuint (anas->len, ==, 2);
  g_assert_cmpstr (rbk_account_get_id (g_ptr_array_index (anas, 0)), ==, ANAS_BOX);
  g_assert_cmpstr (rbk_account_get_id (g_ptr_array_index (anas, 1)), ==, OUR_BOX);
  g_assert_false (CALL (desk, remove_account, &error, BENS_BOX));
  EXPECT_REFUSED (error, "ben Cole");
  act_as (fixture, ben);
  bens = rbk_desk_list_accounts_of (desk, RBK_MEDIUM_EMAIL);
  g_assert_cmpuint (bens->len, ==, 2);
  g_assert_cmpstr (rbk_account_get_id (g_ptr_array_index (bens, 0)), ==, BENS_BOX);
  act_as (fixture, mia);
  g_assert_true (CALL (desk, remove_account, &error, BENS_BOX));
  g_assert_no_error (error);
  act_as (fixture, ana);
}

/* ---- A-5 ---- */

static void
test_who_left_sends_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *mia = add_person (fixture, "mia", "manager");
  g_autofree char *anas_message = NULL;
  g_autofree char *mias_message = NULL;
  g_autofree char *left = g_strdup_printf ("{'person':'%s','left':true}", ana);
  g_autofree char *back = g_strdup_printf ("{'person':'%s','left':false}", ana);
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkMessage) cancelled = NULL;
  g_autoptr (GError) error = NULL;
  RbkDesk *desk = fixture->desk;

  add_mailbox (fixture, OUR_BOX, "sales@harborpoint.example.com");
  anas_message = send (fixture, &error);
  g_assert_no_error (error);
  act_as (fixture, mia);
  mias_message = send (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (CALL (desk, let_go, &error, ana));
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_person_has_left (rbk_desk_find_person (desk, ana)));
  /* What waits of theirs is taken back, with the rule; what is somebody else's still waits. */
  g_assert_cmpint (state_of (fixture, anas_message), ==, RBK_MESSAGE_STATE_CANCELLED);
  g_assert_cmpint (state_of (fixture, mias_message), ==, RBK_MESSAGE_STATE_QUEUED);
  reader = read_ledger (fixture);
  cancelled = rbk_ledger_reader_get_message (reader, anas_message, NULL);
  g_assert_nonnull (strstr (rbk_message_get_detail (cancelled), "Ana Reyes"));
  g_assert_nonnull (strstr (rbk_message_get_detail (cancelled), "A-5"));
  /* Nobody becomes them. */
  g_assert_false (CALL (desk, act_as, &error, ana));
  EXPECT_REFUSED (error, "A-5");
  g_assert_false (CALL (desk, let_go, &error, ana));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE);
  g_clear_error (&error);
  /* And where they still sit, as when another PC noted it, nothing can be done in their name. */
  ADD_ENTRY (PERSON_CHANGED, FALSE, back);
  rbk_test_wait_until (!rbk_person_has_left (rbk_desk_find_person (desk, ana)));
  act_as (fixture, ana);
  ADD_ENTRY (PERSON_CHANGED, FALSE, left);
  rbk_test_wait_until (rbk_person_has_left (rbk_desk_get_person (desk)));
  g_assert_null (send (fixture, &error));
  EXPECT_REFUSED (error, "A-5");
  g_assert_false (CALL (desk, add_note, &error, fixture->customer, "Hello"));
  EXPECT_REFUSED (error, "A-5");
  close_desk (fixture);
  open_desk (fixture);
  g_assert_null (rbk_desk_get_person (desk = fixture->desk));
  act_as (fixture, mia);
}

static void
test_secret_of_who_left_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");
  g_autofree char *left = g_strdup_printf ("{'person':'%s','left':true}", ben);
  g_autoptr (JsonObject) again =
    parse ("{'kind':'jmap','address':'ben@harborpoint.example.com','sign_in':'password'}");
  g_autoptr (GError) error = NULL;
  RbkDesk *desk = fixture->desk;

  add_mailbox (fixture, OUR_BOX, "sales@harborpoint.example.com");
  add_mailbox (fixture, BENS_BOX, "Ben@harborpoint.example.com");
  g_assert_true (has_secret (BENS_BOX));
  g_assert_true (CALL (desk, let_go, &error, ben));
  g_assert_no_error (error);
  g_assert_false (has_secret (BENS_BOX));
  g_assert_true (has_secret (OUR_BOX));
  rbk_test_wait_until (rbk_desk_get_accounts (desk)->len == 1);
  g_assert_false (CALL (desk, add_account, &error, again, "secret"));
  EXPECT_REFUSED (error, "A-5");
  /* They come back without it. */
  g_assert_true (CALL (desk, take_back, &error, ben));
  rbk_test_wait_until (!rbk_person_has_left (rbk_desk_find_person (desk, ben)));
  g_assert_cmpuint (rbk_desk_get_accounts (desk)->len, ==, 1);
  /* What was cut off is ended at the next start. */
  add_mailbox (fixture, BENS_BOX, "ben@harborpoint.example.com");
  ADD_ENTRY (PERSON_CHANGED, FALSE, left);
  close_desk (fixture);
  g_assert_true (has_secret (BENS_BOX));
  open_desk (fixture);
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == 1);
  g_assert_false (has_secret (BENS_BOX));
}

static void
test_nobody_lets_themselves_go (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (CALL (fixture->desk, let_go, &error, ana));
  EXPECT_REFUSED (error, "Somebody who stays");
}

static void
test_history_of_who_left_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *mia = add_person (fixture, "mia", "manager");
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (fixture->desk, add_note, &error, fixture->customer, "Likes blue"));
  before = rbk_ledger_reader_list_timeline (reader, fixture->customer, NULL, 100, &error);
  act_as (fixture, mia);
  g_assert_true (CALL (fixture->desk, let_go, &error, ana));
  after = rbk_ledger_reader_list_timeline (reader, fixture->customer, NULL, 100, &error);
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpstr (rbk_desk_get_person_name (fixture->desk, ana), ==, "Ana Reyes");
  EXPECT_ASSIGNED (fixture->customer, ana);
}

static void
test_customers_of_who_left_are_handed_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ana = dup_own_id (fixture);
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");
  g_autofree char *mia = add_person (fixture, "mia", "manager");
  g_autofree char *second = add_customer (fixture, "{'first':'Aziz'}");
  const char *const both[] = { fixture->customer, second, NULL };
  const char *const one[] = { second, NULL };
  g_autoptr (GPtrArray) customers = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;
  RbkDesk *desk = fixture->desk;

  g_assert_cmpuint (rbk_desk_count_customers_of (desk, NULL), ==, 0);
  g_assert_false (CALL (desk, reassign, &error, both, ben, NULL));
  EXPECT_REFUSED (error, "Only a manager hands over customers. Ask mia Cole.");
  act_as (fixture, mia);
  g_assert_true (CALL (desk, let_go, &error, ana));
  rbk_test_wait_until (rbk_desk_count_customers_of (desk, NULL) == 2);
  g_assert_cmpuint (rbk_desk_count_customers_of (desk, ana), ==, 2);
  g_assert_cmpuint (rbk_desk_count_customers_of (desk, ben), ==, 0);
  customers = CALL (desk, list_customers_of, &error, ana);
  g_assert_no_error (error);
  g_assert_cmpuint (customers->len, ==, 2);
  g_assert_cmpstr (rbk_customer_get_name (g_ptr_array_index (customers, 0)), ==, "Aziz");
  g_assert_false (CALL (desk, reassign, &error, both, ana, NULL));
  EXPECT_REFUSED (error, "A-5");
  g_assert_false (CALL (desk, reassign, &error, one + 1, ben, NULL));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (CALL (desk, reassign, &error, both, ben, " Ana left "));
  g_assert_no_error (error);
  EXPECT_ASSIGNED (fixture->customer, ben);
  EXPECT_ASSIGNED (second, ben);
  rbk_test_wait_until (rbk_desk_count_customers_of (desk, NULL) == 0);
  rest = CALL (desk, list_customers_of, &error, NULL);
  g_assert_cmpuint (rest->len, ==, 0);

  /* Somebody else has the second by now: it is not taken from them again. */
  ADD_ENTRY (ASSIGNMENT, TRUE, "{'person':'somebody'}");
  rbk_desk_undo_reassign_async (desk, NULL, rbk_test_keep_result_cb, &undone);
  rbk_test_wait_until (undone != NULL);
  g_assert_true (rbk_desk_undo_reassign_finish (desk, undone, &error));
  g_assert_no_error (error);
  EXPECT_ASSIGNED (fixture->customer, "somebody");
  EXPECT_ASSIGNED (second, ana);
  rbk_desk_undo_reassign_async (desk, NULL, rbk_test_keep_result_cb, &again);
  rbk_test_wait_until (again != NULL);
  g_assert_false (rbk_desk_undo_reassign_finish (desk, again, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE);
}

typedef struct
{
  guint changes;
  guint assignments;
} Heard;

static void
count_changes_cb (Heard *heard, RbkChangeSet *changes)
{
  GPtrArray *entries = rbk_change_set_get_entries (changes);

  heard->changes++;
  for (guint i = 0; i < entries->len; i++)
    heard->assignments += rbk_entry_get_kind (g_ptr_array_index (entries, i)) == RBK_ENTRY_KIND_ASSIGNMENT;
}

static void
test_many_are_handed_over_in_one_transaction (Fixture *fixture, gconstpointer data)
{
  g_autofree char *ben = add_person (fixture, "ben", "salesperson");
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) customers = NULL;
  g_autoptr (GError) error = NULL;
  Heard heard = { 0 };

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *id = rbk_id_new ();

      g_ptr_array_add (entries,
                       rbk_entry_new (RBK_ENTRY_KIND_CUSTOMER_CHANGED,
                                      id,
                                      rbk_person_get_id (rbk_desk_get_person (fixture->desk)),
                                      rbk_clock_now_us (fixture->clock),
                                      rbk_json_new ("first", id, NULL)));
      g_strv_builder_add (builder, id);
    }
  rbk_ledger_append (rbk_desk_get_ledger (fixture->desk), entries, &error);
  g_assert_no_error (error);
  customers = g_strv_builder_end (builder);
  g_signal_connect_swapped (
    rbk_desk_get_ledger (fixture->desk), "changed", G_CALLBACK (count_changes_cb), &heard);
  g_assert_true (CALL (fixture->desk, reassign, &error, (const char *const *) customers, ben, "A new round"));
  g_assert_no_error (error);
  rbk_test_wait_until (heard.assignments == 500);
  g_assert_cmpuint (heard.changes, <=, 2);
  EXPECT_ASSIGNED (customers[499], ben);
}

#define ADD(path, function)                                                                                  \
  g_test_add ("/desk/people/" path, Fixture, NULL, set_up_people, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("who-acts-is-kept-for-the-pc", test_who_acts_is_kept_for_the_pc);
  ADD ("founder-stays-who-acts", test_founder_stays_who_acts);
  ADD ("nobody-is-guessed-where-there-are-several", test_nobody_is_guessed_where_there_are_several);
  ADD ("what-is-written-is-theirs-who-act", test_what_is_written_is_theirs_who_act);
  ADD ("draft-of-a-colleague-is-theirs", test_draft_of_a_colleague_is_theirs);
  ADD ("managers-decide-where-there-is-one", test_managers_decide_where_there_is_one);
  ADD ("salespeople-change-only-themselves", test_salespeople_change_only_themselves);
  ADD ("last-manager-stays-one", test_last_manager_stays_one);
  ADD ("A-1/what-a-person-cannot-be-is-said", test_what_a_person_cannot_be_is_said);
  ADD ("A-3/mailboxes-are-their-persons", test_mailboxes_are_their_persons);
  ADD ("A-5/who-left-sends-nothing", test_who_left_sends_nothing);
  ADD ("A-5/secret-of-who-left-is-gone", test_secret_of_who_left_is_gone);
  ADD ("A-5/nobody-lets-themselves-go", test_nobody_lets_themselves_go);
  ADD ("A-5/history-of-who-left-stays", test_history_of_who_left_stays);
  ADD ("A-5/customers-of-who-left-are-handed-over", test_customers_of_who_left_are_handed_over);
  ADD ("A-5/many-are-handed-over-in-one-transaction", test_many_are_handed_over_in_one_transaction);
  return g_test_run ();
}
