/* test-ledger-review.h: voicemails, reviews and those who make them, for the tests of the ledger.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-ledger-reader-review.h"
#include "test-ledger.h"

#define RBK_TEST_DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

/* @json: the payload, with ' for " (transfer full) */
static inline RbkEntry *rbk_test_make_by (
  RbkEntryKind kind, const char *customer, const char *author, gint64 time_us, const char *format, ...)
  G_GNUC_PRINTF (5, 6);

static inline RbkEntry *
rbk_test_make_by (
  RbkEntryKind kind, const char *customer, const char *author, gint64 time_us, const char *format, ...)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *payload;
  va_list arguments;

  va_start (arguments, format);
  json = g_strdelimit (g_strdup_vprintf (format, arguments), "'", '"');
  va_end (arguments);
  payload = rbk_json_parse_object (json, -1, &error);
  g_assert_no_error (error);
  return rbk_entry_new (kind, customer, author, time_us, payload);
}

/* Appends @entry (transfer full). Returns: (transfer full): its id */
static inline char *
rbk_test_append_entry (RbkLedger *ledger, RbkEntry *entry)
{
  g_autoptr (RbkEntry) owned = entry;
  g_autoptr (GError) error = NULL;

  rbk_test_try_append (ledger, owned, &error);
  g_assert_no_error (error);
  return g_strdup (rbk_entry_get_id (owned));
}

static inline RbkReviewItem *
rbk_test_get_item (RbkLedgerReader *reader, const char *item)
{
  g_autoptr (GError) error = NULL;
  RbkReviewItem *found = rbk_ledger_reader_get_review_item (reader, item, &error);

  g_assert_no_error (error);
  return found;
}

/* ---- A ledger with one customer ---- */

#define TESS "person-tess"
#define TIM  "person-tim"
#define MONA "person-mona"
#define CAL  "person-cal"

typedef struct
{
  char *path;
  char *customer;
  RbkLedger *ledger;
  RbkLedgerReader *reader;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = rbk_test_make_path ();
  fixture->customer = rbk_id_new ();
  fixture->ledger = rbk_test_open (fixture->path);
  fixture->reader = rbk_test_read (fixture->ledger);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->reader);
  rbk_ledger_close (fixture->ledger);
  g_clear_object (&fixture->ledger);
  rbk_test_remove (fixture->path);
  g_free (fixture->customer);
  g_free (fixture->path);
}

/* (transfer full): the id of the entry */
#define ADD(kind, author, time_us, ...)                                                                      \
  rbk_test_append_entry (                                                                                    \
    fixture->ledger,                                                                                         \
    rbk_test_make_by (RBK_ENTRY_KIND_##kind, fixture->customer, author, time_us, __VA_ARGS__))

static inline void
submit (Fixture *fixture, const char *author, const char *draft, gint64 time_us)
{
  g_free (ADD (VOICEMAIL_SUBMITTED, author, time_us, "{'draft':'%s','take':'take-%s'}", draft, draft));
}

static inline void
judge (Fixture *fixture, const char *reviewer, const char *item, gint64 time_us, const char *more)
{
  g_free (
    ADD (REVIEW, reviewer, time_us, "{'item':'%s','rubric':1,'scores':{},'strengths':['s']%s}", item, more));
}

static inline void
assert_state (Fixture *fixture, const char *item, RbkReviewState state)
{
  g_autoptr (RbkReviewItem) found = rbk_test_get_item (fixture->reader, item);

  g_assert_cmpint (rbk_review_item_get_facts (found)->state, ==, (int) state);
}
