/* test-composer.h: what the tests of the composer and of what is written share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "desk/rbk-desk-written.h"
#include "desk/rbk-desk.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-cut-history.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

/* From which the showroom texts. */
#define LINE "+13125550199"

static const char *const rbk_test_domains[] = { "harborpoint.example.com", NULL };

typedef struct
{
  RbkClock *clock;
  RbkDesk *desk;
  char *directory;
  char *customer;
} Fixture;

static inline void
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

static inline void
close_desk (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rbk_desk_close_async (fixture->desk, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  rbk_desk_close_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_finalize_object (fixture->desk);
  fixture->desk = NULL;
}

/* Calls an asynchronous use case and waits. */
#define CALL(desk, name, error, ...)                                                                         \
  ({                                                                                                         \
    g_autoptr (GAsyncResult) result_ = NULL;                                                                 \
    rbk_desk_##name##_async (desk, __VA_ARGS__, NULL, rbk_test_keep_result_cb, &result_);                    \
    rbk_test_wait_until (result_ != NULL);                                                                   \
    rbk_desk_##name##_finish (desk, result_, error);                                                         \
  })

static inline JsonObject *
parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonObject *object = rbk_json_parse_object (text, -1, &error);

  g_assert_no_error (error);
  return object;
}

static inline char *
add_customer (Fixture *fixture, const char *json)
{
  g_autoptr (JsonObject) changes = parse (json);

  return CALL (fixture->desk, change_customer, NULL, NULL, changes);
}

/* Appends what no use case of the desk makes. */
static inline char *
append (Fixture *fixture, RbkEntryKind kind, gboolean of_customer, const char *json)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  RbkPerson *person = rbk_desk_get_person (fixture->desk);
  RbkEntry *entry = rbk_entry_new (kind,
                                   of_customer ? fixture->customer : NULL,
                                   rbk_person_get_id (person),
                                   rbk_clock_now_us (fixture->clock),
                                   parse (json));
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, entry);
  rbk_ledger_append (rbk_desk_get_ledger (fixture->desk), entries, &error);
  g_assert_no_error (error);
  return g_strdup (rbk_entry_get_id (entry));
}

#define ADD_ENTRY(kind, of_customer, json) g_free (append (fixture, RBK_ENTRY_KIND_##kind, of_customer, json))

/* libsecret keeps to the first file that it was told of, as long as the program runs. */
static inline void
set_keyring (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *secrets = NULL;

  if (g_getenv ("SECRET_FILE_TEST_PATH") != NULL)
    return;
  folder = g_dir_make_tmp ("rbk-keyring-XXXXXX", NULL);
  secrets = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", secrets, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
}

static inline void
set_up_by_clock (Fixture *fixture, RbkClock *clock)
{
  g_autoptr (GError) error = NULL;

  set_keyring ();
  fixture->clock = clock;
  fixture->directory = g_dir_make_tmp ("rbk-composer-XXXXXX", NULL);
  open_desk (fixture);
  CALL (fixture->desk,
        found_showroom,
        &error,
        "Harbor Point Motors",
        rbk_test_domains,
        "Ana Reyes",
        "ana@harborpoint.example.com",
        "(312) 555-0142");
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_is_founded (fixture->desk));
  fixture->customer = add_customer (fixture,
                                    "{'first':'Lena','emails':[{'address':'lena@mail.test'}],"
                                    "'phones':[{'number':'(773) 555-0121'}],"
                                    "'wanted':[{'year':2022,'make':'Honda','model':'Civic'}]}");
}

/* The clock is the machine's. */
static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_by_clock (fixture, rbk_clock_new ());
}

/* @data: the time that the desk's clock stands at, in ISO 8601 */
static inline void
set_up_at (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (data, NULL);

  g_assert_nonnull (time);
  set_up_by_clock (fixture, rbk_clock_new_fixed (g_date_time_to_unix_usec (time)));
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->desk != NULL)
    close_desk (fixture);
  g_object_unref (fixture->clock);
  g_free (fixture->directory);
  g_free (fixture->customer);
}

static inline void
close_composer (RbkComposer *composer)
{
  g_autoptr (GAsyncResult) result = NULL;

  rbk_composer_close_async (composer, rbk_test_keep_result_cb, &result);
  rbk_test_wait_until (result != NULL);
  g_assert_true (rbk_composer_close_finish (composer, result, NULL));
  g_clear_object (&result);
  g_assert_finalize_object (composer);
}

static inline gint64
get_duration (RbkComposer *composer)
{
  gint64 duration;

  g_object_get (composer, "duration-us", &duration, NULL);
  return duration;
}

static inline void
record (RbkComposer *composer, gint64 at_least_us)
{
  g_autoptr (GError) error = NULL;
  guint before = g_list_model_get_n_items (G_LIST_MODEL (composer));

  g_assert_true (rbk_composer_record (composer, &error));
  g_assert_no_error (error);
  rbk_test_wait_until (get_duration (composer) >= at_least_us);
  rbk_composer_stop (composer);
  rbk_test_wait_until (g_list_model_get_n_items (G_LIST_MODEL (composer)) == before + 1 &&
                       rbk_composer_get_chosen_sound (composer) != NULL);
}

static inline RbkVoicemailPlan *
make_plan (const char *fact, gboolean practice)
{
  return rbk_voicemail_plan_new (
    RBK_REASON_QUESTION, fact, "Call or text me", RBK_ACT_LIVE, practice, "s1", "Hi Lena");
}

static inline char *
send_take (Fixture *fixture, const char *draft, const char *take, GError **error)
{
  return CALL (fixture->desk,
               send_email,
               error,
               fixture->customer,
               "lena@mail.test",
               "The Civic",
               "Hello Lena, it is here.",
               draft,
               take,
               FALSE,
               NULL,
               0);
}

static inline void
add_account (Fixture *fixture)
{
  /* M-5: below every email. */
  ADD_ENTRY (POLICY_CHANGED, FALSE, "{'postal_address':'1 Pier Road'}");
  ADD_ENTRY (ACCOUNT_CHANGED,
             FALSE,
             "{'account':'01990000-0000-7000-8000-000000000002','kind':'jmap','address':"
             "'ana@harborpoint.example.com','server':'https://127.0.0.1:9'}");
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == 1);
}

/* A number that the showroom texts from, and that the customer agreed to be texted. */
static inline void
add_texting (Fixture *fixture)
{
  guint before = rbk_desk_get_accounts (fixture->desk)->len;

  ADD_ENTRY (POLICY_CHANGED, FALSE, "{'texting':[{'number':'" LINE "','registration':'C1'}]}");
  ADD_ENTRY (ACCOUNT_CHANGED,
             FALSE,
             "{'account':'01990000-0000-7000-8000-000000000003','kind':'twilio','address':'" LINE
             "','server':'https://127.0.0.1:9','user_name':'AC1'}");
  ADD_ENTRY (CONSENT_GIVEN, TRUE, "{'medium':'text','how':'written'}");
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == before + 1);
}

static inline RbkWrittenDraft *
make_text (Fixture *fixture, const char *words)
{
  RbkWrittenDraft *draft = rbk_written_draft_new (RBK_MEDIUM_TEXT, fixture->customer);

  draft->text = g_strdup (words);
  return draft;
}

static inline RbkLedgerReader *
read_ledger (Fixture *fixture)
{
  return rbk_ledger_reader_new (rbk_desk_get_ledger (fixture->desk), NULL);
}

static inline void
wait_for_sound (RbkComposer *composer)
{
  g_autoptr (RbkCut) cut = rbk_composer_dup_cut (composer);
  gsize length = (gsize) rbk_cut_get_length (cut) * sizeof (gint16);

  rbk_test_wait_until (rbk_composer_get_chosen_sound (composer) != NULL &&
                       g_bytes_get_size (rbk_composer_get_chosen_sound (composer)) == length);
}
