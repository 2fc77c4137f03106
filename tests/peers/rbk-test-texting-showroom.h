/* rbk-test-texting-showroom.h: a showroom that texts, by a real provider's stand-in, what lies in a real web
 * space (with-twilio, with-web).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-id.h"
#include "desk/rbk-desk-written.h"
#include "keyring/rbk-keyring.h"
#include "model/rbk-json.h"
#include "rbk-test.h"

#define CUSTOMER "+13125550163"

typedef struct
{
  RbkClock *clock;
  RbkDesk *desk;
  char *directory;
  char *customer;
} Fixture;

#define CALL(desk, name, error, ...)                                                                         \
  ({                                                                                                         \
    g_autoptr (GAsyncResult) result_ = NULL;                                                                 \
    rbk_desk_##name##_async (desk, __VA_ARGS__, NULL, rbk_test_keep_result_cb, &result_);                    \
    rbk_test_wait_until (result_ != NULL);                                                                   \
    rbk_desk_##name##_finish (desk, result_, error);                                                         \
  })

static inline void
append (Fixture *fixture, RbkEntryKind kind, const char *customer, JsonObject *payload)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries,
                   rbk_entry_new (kind,
                                  customer,
                                  rbk_person_get_id (rbk_desk_get_person (fixture->desk)),
                                  rbk_clock_now_us (fixture->clock),
                                  payload));
  rbk_ledger_append (rbk_desk_get_ledger (fixture->desk), entries, &error);
  g_assert_no_error (error);
}

/* An account that works as it is: whether it does is tested elsewhere. */
static inline void
add_account (Fixture *fixture, JsonObject *facts, const char *secret)
{
  guint before = rbk_desk_get_accounts (fixture->desk)->len;
  g_autofree char *id = rbk_id_new ();
  g_autoptr (GError) error = NULL;

  rbk_keyring_store (RBK_KEYRING_MAILBOX, id, "test", secret, NULL, &error);
  g_assert_no_error (error);
  json_object_set_string_member (facts, "account", id);
  append (fixture, RBK_ENTRY_KIND_ACCOUNT_CHANGED, NULL, facts);
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == before + 1);
}

static inline void
add_web_space (Fixture *fixture)
{
  g_autofree char *base = g_strconcat (g_getenv ("RBK_TEST_WEB_URL"), "/m/", NULL);

  add_account (fixture,
               rbk_json_new ("kind",
                             "web",
                             "server",
                             base,
                             "public_base",
                             base,
                             "user_name",
                             g_getenv ("RBK_TEST_USER"),
                             "sign_in",
                             "password",
                             NULL),
               g_getenv ("RBK_TEST_SECRET"));
}

static inline void
add_line (Fixture *fixture)
{
  add_account (fixture,
               rbk_json_new ("kind",
                             "twilio",
                             "server",
                             g_getenv ("RBK_TEST_TWILIO_URL"),
                             "address",
                             g_getenv ("RBK_TEST_TWILIO_LINE"),
                             "user_name",
                             g_getenv ("RBK_TEST_TWILIO_ACCOUNT"),
                             "sign_in",
                             "password",
                             NULL),
               g_getenv ("RBK_TEST_TWILIO_TOKEN"));
}

/* @clock: (transfer full) */
static inline void
open_desk (Fixture *fixture, const char *directory, RbkClock *clock)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;

  fixture->directory = g_strdup (directory);
  fixture->clock = clock;
  fixture->desk = rbk_desk_new (directory, FALSE, clock);
  rbk_desk_open_async (fixture->desk, NULL, rbk_test_keep_result_cb, &opened);
  rbk_test_wait_until (opened != NULL);
  rbk_desk_open_finish (fixture->desk, opened, &error);
  g_assert_no_error (error);
}

/* A showroom with one customer, who agreed to texts. @policy, @customer: payloads in JSON */
static inline void
found (Fixture *fixture, const char *policy, const char *customer)
{
  static const char *const domains[] = { "dealer.test", NULL };
  g_autoptr (JsonObject) facts = rbk_json_parse_object (customer, -1, NULL);
  g_autoptr (GError) error = NULL;

  CALL (fixture->desk,
        found_showroom,
        &error,
        "Harbor Point Motors",
        domains,
        "Anna Ruiz",
        "anna@dealer.test",
        "(312) 555-0101");
  g_assert_no_error (error);
  rbk_test_wait_until (rbk_desk_is_founded (fixture->desk));
  append (
    fixture, RBK_ENTRY_KIND_SHOWROOM_CHANGED, NULL, rbk_json_new ("time_zone", "America/Chicago", NULL));
  append (fixture, RBK_ENTRY_KIND_POLICY_CHANGED, NULL, rbk_json_parse_object (policy, -1, NULL));
  fixture->customer = CALL (fixture->desk, change_customer, &error, NULL, facts);
  g_assert_no_error (error);
  append (fixture,
          RBK_ENTRY_KIND_CONSENT_GIVEN,
          fixture->customer,
          rbk_json_new ("medium", "text", "how", "written", NULL));
  add_line (fixture);
}

static inline void
close_desk (Fixture *fixture)
{
  g_autoptr (GAsyncResult) closed = NULL;

  rbk_desk_close_async (fixture->desk, rbk_test_keep_result_cb, &closed);
  rbk_test_wait_until (closed != NULL);
  g_assert_true (rbk_desk_close_finish (fixture->desk, closed, NULL));
  g_clear_object (&closed);
  g_assert_finalize_object (fixture->desk);
  g_clear_object (&fixture->clock);
  g_free (fixture->directory);
  g_free (fixture->customer);
}
