/* test-desk.c: everything a person does, without a window.
 *
 * The keyring is libsecret's file backend; tests/peers knows the real one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-composer.h"
#include "desk/rbk-customer-list.h"
#include "desk/rbk-desk-written.h"
#include "desk/rbk-timeline.h"
#include "ledger/rbk-ledger-reader.h"
#include "media/rbk-pcm.h"
#include "model/rbk-json.h"
#include "rbk-test.h"
#include "rules/rbk-company-address.h"

static const char *const domains[] = { "harborpoint.example.com", NULL };

typedef struct
{
  RbkClock *clock;
  RbkDesk *desk;
  char *directory;
} Fixture;

static void
open_desk (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->desk = rbk_desk_new (fixture->directory, FALSE, fixture->clock);
  rbk_desk_open_async (fixture->desk, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_open_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
}

static void
close_desk (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_desk_close_async (fixture->desk, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_close_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&fixture->desk));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *keyring = NULL;

  fixture->directory = g_dir_make_tmp ("rbk-desk-XXXXXX", NULL);
  keyring = g_build_filename (fixture->directory, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  fixture->clock = rbk_clock_new ();
  open_desk (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_desk (fixture);
  g_assert_finalize_object (fixture->clock);
  g_free (fixture->directory);
}

/* Calls a use case and waits for its end. */
#define CALL(desk_, name, error_, ...)                                                                       \
  ({                                                                                                         \
    GAsyncResult *result_ = NULL;                                                                            \
    gboolean ok_;                                                                                            \
    rbk_desk_##name##_async (desk_, __VA_ARGS__, NULL, rbk_test_keep_result_cb, &result_);                   \
    rbk_test_wait_until (result_ != NULL);                                                                   \
    ok_ = rbk_desk_##name##_finish (desk_, result_, error_);                                                 \
    g_object_unref (result_);                                                                                \
    ok_;                                                                                                     \
  })

static void
found (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  CALL (fixture->desk,
        found_showroom,
        &error,
        "Harbor Point Motors",
        domains,
        "Ana Ruiz",
        "ana@harborpoint.example.com",
        "(312) 555-0101");
  g_assert_no_error (error);
}

static char *
change_customer (Fixture *fixture, const char *customer, const char *json, GError **error)
{
  g_autoptr (JsonObject) changes = rbk_json_parse_object (json, -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  rbk_desk_change_customer_async (fixture->desk, customer, changes, NULL, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  return rbk_desk_change_customer_finish (fixture->desk, result, error);
}

static char *
add_customer (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *id =
    change_customer (fixture,
                     NULL,
                     "{\"first\":\"Lena\",\"last\":\"Fischer\",\"phones\":[{\"number\":\"(414) "
                     "555-0132\",\"type\":\"mobile\"}],\"emails\":[{\"address\":\"lena@MAIL.test\"}],"
                     "\"wanted\":[{\"year\":2025,\"make\":\"Kestrel\",\"model\":\"Trail\"}]}",
                     &error);

  g_assert_no_error (error);
  return id;
}

static void
test_founding (Fixture *fixture, gconstpointer data)
{
  static const char *const consumer[] = { "gmail.com", NULL };
  g_autoptr (GError) error = NULL;
  RbkDesk *desk = fixture->desk;

  g_assert_false (rbk_desk_is_founded (desk));
  g_assert_false (CALL (desk, add_note, &error, "nobody", "text"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
  g_clear_error (&error);
  g_assert_false (
    CALL (desk, found_showroom, &error, "Harbor", consumer, "Ana", "ana@gmail.com", "3125550101"));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_CONSUMER);
  g_assert_nonnull (strstr (error->message, "A-1"));
  g_clear_error (&error);
  g_assert_false (
    CALL (desk, found_showroom, &error, "Harbor", domains, "Ana", "ana@elsewhere.test", "3125550101"));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_FOREIGN);
  g_clear_error (&error);
  g_assert_false (
    CALL (desk, found_showroom, &error, "Harbor", domains, "Ana", "ana@harborpoint.example.com", "12"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (
    CALL (desk, found_showroom, &error, " ", domains, "Ana", "ana@harborpoint.example.com", "3125550101"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_assert_false (rbk_desk_is_founded (desk));

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (desk));
  g_assert_cmpstr (rbk_person_get_line (rbk_desk_get_person (desk)), ==, "+13125550101");
  g_assert_cmpstr (rbk_showroom_get_domains (rbk_desk_get_showroom (desk))[0], ==, domains[0]);
}

static void
test_closed_and_opened_again (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (RbkCustomer) customer = NULL;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (fixture->desk));
  id = add_customer (fixture);
  close_desk (fixture);
  open_desk (fixture);
  g_assert_true (rbk_desk_is_founded (fixture->desk));
  customer = rbk_desk_dup_customer (fixture->desk, id, NULL);
  g_assert_cmpstr (rbk_customer_get_name (customer), ==, "Lena Fischer");
  g_assert_cmpstr (rbk_customer_get_phone (customer), ==, "+14145550132");
  g_assert_cmpstr (rbk_customer_get_email (customer), ==, "lena@mail.test");
}

static void
test_notes_calls_and_changes_reach_the_timeline (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autofree char *id = NULL;
  g_autofree char *same = NULL;
  g_autoptr (RbkTimeline) timeline = NULL;
  g_autoptr (RbkTimelineItem) call = NULL;
  g_autoptr (RbkCustomer) customer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 hour_ago = rbk_clock_now_us (fixture->clock) - 3600 * (gint64) G_USEC_PER_SEC;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (desk));
  id = add_customer (fixture);
  timeline = rbk_timeline_new (desk, id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, 2);
  g_assert_true (CALL (desk, add_note, &error, id, "Likes the green one"));
  g_assert_true (
    CALL (desk, claim_call, &error, id, "out", RBK_CALL_OUTCOME_NO_MESSAGE, "414-555-0132", "", hour_ago));
  same = change_customer (fixture, id, "{\"time_zone\":\"America/Phoenix\"}", &error);
  g_assert_cmpstr (same, ==, id);
  g_assert_no_error (error);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 5);
  /* An hour ago comes before what was just done. */
  call = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_assert_cmpstr (rbk_entry_get_string (rbk_timeline_item_get_entry (call), "outcome"), ==, "no-message");
  g_assert_cmpstr (rbk_entry_get_string (rbk_timeline_item_get_entry (call), "number"), ==, "+14145550132");
  customer = rbk_desk_dup_customer (desk, id, NULL);
  g_assert_cmpstr (rbk_customer_get_time_zone (customer), ==, "America/Phoenix");
  g_assert_cmpstr (rbk_customer_get_name (customer), ==, "Lena Fischer");
}

static void
test_what_cannot_be_is_said (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = {
    "{\"first\":\"X\",\"phones\":[{\"number\":\"12\"}]}",
    "{\"first\":\"X\",\"emails\":[{\"address\":\"x@\"}]}",
    "{\"first\":\"X\",\"time_zone\":\"Mars/Olympus\"}",
    "{}",
  };
  RbkDesk *desk = fixture->desk;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  gint64 tomorrow = rbk_clock_now_us (fixture->clock) + 86400 * (gint64) G_USEC_PER_SEC;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (desk));
  id = add_customer (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (change_customer (fixture, NULL, bad[i], &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  g_assert_false (CALL (desk, add_note, &error, id, " \n\t"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (CALL (desk, claim_call, &error, id, "out", RBK_CALL_OUTCOME_BUSY, NULL, NULL, tomorrow));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
}

static char *
send (Fixture *fixture,
      const char *customer,
      const char *address,
      const char *draft,
      const char *take,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rbk_desk_send_email_async (fixture->desk,
                             customer,
                             address,
                             "The Kestrel",
                             "Hello Lena,\n\nit is here.",
                             draft,
                             take,
                             FALSE,
                             NULL,
                             0,
                             NULL,
                             rbk_test_keep_result_cb,
                             &result);
  rbk_test_wait_until (result != NULL);
  return rbk_desk_send_email_finish (fixture->desk, result, error);
}

static void
test_sending_needs_a_company_mailbox (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (fixture->desk));
  id = add_customer (fixture);
  g_assert_null (send (fixture, id, "lena@mail.test", NULL, NULL, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
}

/* An account as rbk_desk_add_mailbox_async() appends it once its server was tried; on a port where
 * nobody listens, so that nothing leaves while a test looks. */
static void
add_account (Fixture *fixture)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  JsonObject *payload = rbk_json_parse_object (
    "{\"account\":\"01990000-0000-7000-8000-000000000002\",\"kind\":\"jmap\",\"address\":"
    "\"ana@harborpoint.example.com\",\"server\":\"https://127.0.0.1:9\"}",
    -1,
    NULL);
  g_autoptr (JsonObject) policy = rbk_json_parse_object ("{\"postal_address\":\"1 Pier Road\"}", -1, NULL);

  g_ptr_array_add (entries,
                   rbk_entry_new (RBK_ENTRY_KIND_ACCOUNT_CHANGED,
                                  NULL,
                                  rbk_person_get_id (rbk_desk_get_person (fixture->desk)),
                                  rbk_clock_now_us (fixture->clock),
                                  payload));
  rbk_ledger_append (rbk_desk_get_ledger (fixture->desk), entries, &error);
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == 1);
  /* M-5: below every email. */
  g_assert_true (CALL (fixture->desk, change_policy, &error, policy));
}

static RbkMessageState
state_of_last (RbkTimeline *timeline, RbkEntryKind kind)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (timeline)); i > 0; i--)
    {
      g_autoptr (RbkTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (timeline), i - 1);

      if (rbk_entry_get_kind (rbk_timeline_item_get_entry (item)) == kind)
        return rbk_timeline_item_get_state (item);
    }
  return RBK_MESSAGE_STATE_NONE;
}

static void
test_gate_speaks_at_the_press (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (desk));
  id = add_customer (fixture);
  add_account (fixture);
  g_assert_null (send (fixture, id, "somebody@mail.test", NULL, NULL, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "somebody@mail.test"));
  g_clear_error (&error);
  g_assert_true (CALL (desk, withdraw_consent, &error, id, "email", "Stop. Thank you"));
  g_assert_null (send (fixture, id, "lena@mail.test", NULL, NULL, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "K-30"));
}

static void
test_undo_takes_a_message_back (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autofree char *id = NULL;
  g_autofree char *message = NULL;
  g_autoptr (RbkTimeline) timeline = NULL;
  g_autoptr (GError) error = NULL;
  guint waiting;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (desk));
  id = add_customer (fixture);
  add_account (fixture);
  timeline = rbk_timeline_new (desk, id);
  message = send (fixture, id, "lena@mail.test", NULL, NULL, &error);
  g_assert_no_error (error);
  rbk_test_wait_until (state_of_last (timeline, RBK_ENTRY_KIND_EMAIL) == RBK_MESSAGE_STATE_QUEUED);
  g_object_get (desk, "waiting-messages", &waiting, NULL);
  g_assert_cmpuint (waiting, ==, 1);
  g_assert_true (CALL (desk, cancel_message, &error, message));
  rbk_test_wait_until (state_of_last (timeline, RBK_ENTRY_KIND_EMAIL) == RBK_MESSAGE_STATE_CANCELLED);
  g_assert_false (CALL (desk, cancel_message, &error, message));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE);
}

/* Records two seconds and a half of a tone that passes for speech. */
static void
record (RbkComposer *composer)
{
  g_autoptr (GError) error = NULL;
  guint before = g_list_model_get_n_items (G_LIST_MODEL (composer));
  gint64 duration = 0;

  g_assert_true (rbk_composer_record (composer, &error));
  g_assert_no_error (error);
  while (duration < 2500000)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (composer, "duration-us", &duration, NULL);
    }
  rbk_composer_stop (composer);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (composer)) == before + 1 &&
                       rbk_composer_get_chosen_sound (composer) != NULL);
}

static void
close_composer (RbkComposer *composer)
{
  g_autoptr (GAsyncResult) result = NULL;

  rbk_composer_close_async (composer, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_true (rbk_composer_close_finish (composer, result, NULL));
  g_clear_object (&result);
  g_assert_finalize_object (composer);
}

static void
test_takes_are_kept_and_sent (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  RbkComposer *composer;
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_autofree char *message = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *draft = NULL;
  g_autoptr (RbkLedgerReader) reader = NULL;
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *attachment;

  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (desk));
  id = add_customer (fixture);
  other = change_customer (
    fixture, NULL, "{\"first\":\"Bob\",\"emails\":[{\"address\":\"bob@mail.test\"}]}", &error);
  add_account (fixture);

  composer = rbk_composer_new (desk, id);
  g_assert_null (rbk_composer_get_draft (composer));
  record (composer);
  first = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  record (composer);
  second = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  g_assert_cmpstr (first, !=, second);
  draft = g_strdup (rbk_composer_get_draft (composer));
  close_composer (composer);
  close_desk (fixture);

  /* A restart finds both takes, and which was chosen (voice 50, 51). */
  open_desk (fixture);
  desk = fixture->desk;
  composer = rbk_composer_new (desk, id);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (composer)), ==, 2);
  g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, second);
  rbk_composer_delete_take (composer, rbk_composer_get_chosen (composer));
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (composer)) == 1);
  g_assert_cmpstr (rbk_take_get_id (rbk_composer_get_chosen (composer)), ==, first);
  close_composer (composer);

  /* Never to another customer (voice 1). */
  g_assert_null (send (fixture, other, "bob@mail.test", draft, first, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  message = send (fixture, id, "lena@mail.test", draft, first, &error);
  g_assert_no_error (error);
  reader = rbk_ledger_reader_new (rbk_desk_get_ledger (desk), NULL);
  entry = rbk_ledger_reader_get_entry (reader, message, NULL);
  attachment =
    rbk_json_array_get_object (rbk_json_get_array (rbk_entry_get_payload (entry), "attachments"), 0);
  g_assert_cmpstr (rbk_json_get_string (attachment, "media_type"), ==, "audio/mpeg");
  g_assert_cmpstr (rbk_entry_get_string (entry, "take"), ==, first);
  /* The draft is done, and undo brings it back. */
  composer = rbk_composer_new (desk, id);
  g_assert_null (rbk_composer_get_draft (composer));
  close_composer (composer);
  g_assert_true (CALL (desk, cancel_message, &error, message));
  composer = rbk_composer_new (desk, id);
  g_assert_cmpstr (rbk_composer_get_draft (composer), ==, draft);
  close_composer (composer);
  g_clear_object (&reader);
}

static void
test_silent_take_is_refused (Fixture *fixture, gconstpointer data)
{
  RbkComposer *composer;
  g_autofree char *id = NULL;
  g_autofree char *take = NULL;
  g_autofree char *draft = NULL;
  g_autoptr (GPtrArray) remarks = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true wave=silence", TRUE);
  found (fixture);
  rbk_test_wait_until (rbk_desk_is_founded (fixture->desk));
  id = add_customer (fixture);
  add_account (fixture);
  composer = rbk_composer_new (fixture->desk, id);
  record (composer);
  remarks = rbk_composer_dup_remarks (composer);
  g_assert_cmpuint (remarks->len, ==, 1);
  g_assert_cmpstr (rbk_remark_get_rule (g_ptr_array_index (remarks, 0)), ==, "V-15");
  take = g_strdup (rbk_take_get_id (rbk_composer_get_chosen (composer)));
  draft = g_strdup (rbk_composer_get_draft (composer));
  close_composer (composer);
  g_assert_null (send (fixture, id, "lena@mail.test", draft, take, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "V-15"));
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true volume=0.1", TRUE);
}

#define ADD(path, function) g_test_add ("/desk/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_setenv ("RBK_AUDIO_SOURCE", "audiotestsrc is-live=true volume=0.1", TRUE);
  g_setenv ("RBK_AUDIO_SINK", "fakesink sync=true", TRUE);
  ADD ("founding/A-1", test_founding);
  ADD ("opened-again", test_closed_and_opened_again);
  ADD ("notes-calls-and-changes", test_notes_calls_and_changes_reach_the_timeline);
  ADD ("what-cannot-be", test_what_cannot_be_is_said);
  ADD ("sending/needs-a-mailbox", test_sending_needs_a_company_mailbox);
  ADD ("sending/K-30/gate-at-the-press", test_gate_speaks_at_the_press);
  ADD ("sending/undo", test_undo_takes_a_message_back);
  ADD ("composer/takes-are-kept-and-sent", test_takes_are_kept_and_sent);
  ADD ("composer/V-15/silent-is-refused", test_silent_take_is_refused);
  return g_test_run ();
}
