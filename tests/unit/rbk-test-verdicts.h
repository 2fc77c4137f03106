/* rbk-test-verdicts.h: a take of which everything is known, and what is expected of the rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rbk-test-transcript.h"
#include "rbk-test.h"
#include "rules/rbk-voicemail-verdict.h"

#include <string.h>

static RbkVoicemailTables *tables;
static GPtrArray *schools;

static inline GBytes *
read_data (const char *name)
{
  g_autofree char *path = g_build_filename (RBK_DATA_DIRECTORY, "rules", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

static const char *const vehicles[] = { "2026 Chevrolet Silverado LT", NULL };
static const char *const others[] = { "James", "Rosa", "Will", NULL };
static const char *const messages[] = { "Hi Maria, thank you for coming by on Saturday. Devon",
                                        "The rebate on the Tahoe went up by five hundred dollars.",
                                        NULL };

/* A context in which everything is known, and the recogniser trusted. */
static inline RbkVoicemailContext
known (void)
{
  static const RbkVoicemailFacts sound = { .duration_us = 25 * G_USEC_PER_SEC,
                                           .active_level_db = -22,
                                           .overall_level_db = -25,
                                           .speech_to_noise_db = 40 };

  return (RbkVoicemailContext) {
    .tables = tables,
    .person_name = "Devon Clark",
    .direct_line = "+12405550143",
    .line_takes_texts = TRUE,
    .showroom_name = "Sunrise Chevrolet",
    .customer_first = "Maria",
    .customer_last = "Delgado",
    .vehicles = vehicles,
    .other_first_names = others,
    .last_messages = messages,
    .reason = "new-stock",
    .fact = "two blue Silverados just arrived",
    .next_step = "Call or text me",
    .sound = &sound,
    .engine_trusted = TRUE,
  };
}

static inline RbkRemark *
judge (RbkVoicemailContext *context, const char *said, const char *rule)
{
  g_autoptr (RbkTranscript) transcript = said != NULL ? rbk_test_transcript (said) : NULL;
  g_autoptr (GPtrArray) remarks = NULL;
  RbkRemark *remark;

  if (said != NULL)
    context->transcript = transcript;
  remarks = rbk_voicemail_judge (context);
  if (said != NULL)
    context->transcript = NULL;
  remark = rbk_voicemail_find_remark (remarks, rule);
  g_assert_nonnull (remark);
  g_test_message ("%s: %s: %s", rule, said, rbk_remark_get_words (remark));
  g_assert_cmpuint (strlen (rbk_remark_get_words (remark)), >, 5);
  return g_object_ref (remark);
}

static inline void
expect (RbkVoicemailContext *context, const char *said, const char *rule, RbkRemarkLevel level)
{
  g_autoptr (RbkRemark) remark = judge (context, said, rule);

  g_assert_cmpint (rbk_remark_get_level (remark), ==, level);
}

typedef struct
{
  const char *said;
  RbkRemarkLevel level;
} Case;

static inline void
expect_cases (RbkVoicemailContext *context, const char *rule, const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    expect (context, cases[i].said, rule, cases[i].level);
}

#define EXPECT_CASES(context, rule, cases) expect_cases (context, rule, cases, G_N_ELEMENTS (cases))

/* Reads the tables, runs the tests that @add_tests adds, and lets the tables go. */
static inline int
rbk_test_verdicts_run (int argc, char *argv[], void (*add_tests) (void))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) no_value = NULL;
  g_autoptr (GBytes) phrases = NULL;
  g_autoptr (GBytes) names = NULL;
  g_autoptr (GBytes) school_rows = NULL;
  int result;

  rbk_test_init (&argc, &argv);
  no_value = read_data ("no-value-phrases.json");
  phrases = read_data ("voicemail-phrases.json");
  names = read_data ("vehicle-names.json");
  school_rows = read_data ("voicemail-schools.json");
  tables = rbk_voicemail_tables_new (no_value, phrases, names, &error);
  g_assert_no_error (error);
  schools = rbk_voicemail_schools_read (school_rows, &error);
  g_assert_no_error (error);
  add_tests ();
  result = g_test_run ();
  g_assert_finalize_object (tables);
  g_ptr_array_unref (schools);
  return result;
}
