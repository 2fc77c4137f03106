/* test-speech-engines.c: a green tick is for an engine that was measured and hears well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rbk-test.h"
#include "rules/rbk-speech-engines.h"

#define SHA256 "a4d4a0768075e13cfd7e19df3ae2dbc4a68d37d36a7dad45e8410c9a34f8c87e"
#define OTHER  "4baf70dd0d7c4247ba2b81fafd9c01005ac77c2f9ef064e00dcf195d0e2fdd2f"

#define BOUNDS                                                                                               \
  "\"bounds\":{\"clean\":{\"clips\":36,\"words_wrong\":8,\"name\":90,\"showroom\":90,\"number\":95},"        \
  "\"phone\":{\"clips\":36,\"words_wrong\":12,\"number\":95}}"

#define CLEAN "{\"clips\":36,\"words_wrong\":8.0,\"name\":90,\"showroom\":90.0,\"number\":95,\"reason\":0}"
#define PHONE "{\"clips\":36,\"words_wrong\":12,\"name\":1,\"showroom\":1,\"number\":95.0,\"reason\":0}"

static RbkSpeechEngines *
make (const char *clean, const char *phone)
{
  g_autofree char *text = g_strdup_printf ("{" BOUNDS ",\"rows\":[7,{\"engine\":\"nothing else\"},"
                                           "{\"engine\":\"whisper.cpp 1.9\",\"model_sha256\":\"" SHA256
                                           "\",\"scores\":{\"clean\":%s,\"phone\":%s}}]}",
                                           clean,
                                           phone);
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  RbkSpeechEngines *engines = rbk_speech_engines_new (json, &error);

  g_assert_no_error (error);
  return engines;
}

static gboolean
trusts (RbkSpeechEngines *engines, const char *engine, const char *model)
{
  g_autoptr (RbkTranscript) transcript = rbk_transcript_new (engine, model, NULL, 0);

  return rbk_speech_engines_trusts (engines, transcript);
}

static void
test_scored (void)
{
  g_autoptr (RbkSpeechEngines) engines = make (CLEAN, PHONE);

  g_assert_true (trusts (engines, "whisper.cpp 1.9.1", SHA256));
  g_assert_true (trusts (engines, "whisper.cpp 1.9", SHA256));
  g_assert_false (trusts (engines, "whisper.cpp 1.90", SHA256));
  g_assert_false (trusts (engines, "whisper.cpp 1.8.4", SHA256));
  g_assert_false (trusts (engines, "whisper.cpp 1.9.1", OTHER));
  g_assert_false (trusts (engines, "whisper.cpp 1.9.1", NULL));
  g_assert_false (trusts (engines, "PocketSphinx 0.8", SHA256));
  g_assert_false (rbk_speech_engines_trusts (engines, NULL));
}

/* Each bound is met exactly above; here each is missed by a tenth, or is not there. */
static void
test_bounds (void)
{
  static const char *const clean[] = {
    "{\"clips\":35,\"words_wrong\":8.0,\"name\":90,\"showroom\":90,\"number\":95}",
    "{\"clips\":36,\"words_wrong\":8.1,\"name\":90,\"showroom\":90,\"number\":95}",
    "{\"clips\":36,\"words_wrong\":8.0,\"name\":89.9,\"showroom\":90,\"number\":95}",
    "{\"clips\":36,\"words_wrong\":8.0,\"name\":90,\"showroom\":89.9,\"number\":95}",
    "{\"clips\":36,\"words_wrong\":8.0,\"name\":90,\"showroom\":90,\"number\":94.9}",
    "{\"clips\":36,\"name\":90,\"showroom\":90,\"number\":95}",
    "{\"clips\":36,\"words_wrong\":8.0,\"name\":\"90\",\"showroom\":90,\"number\":95}",
    "{}",
    "null",
  };
  static const char *const phone[] = {
    "{\"clips\":36,\"words_wrong\":12.1,\"number\":95}",
    "{\"clips\":36,\"words_wrong\":12,\"number\":94.9}",
    "{\"clips\":1,\"words_wrong\":12,\"number\":95}",
    "{}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (clean); i++)
    {
      g_autoptr (RbkSpeechEngines) engines = make (clean[i], PHONE);

      g_test_message ("%s", clean[i]);
      g_assert_false (trusts (engines, "whisper.cpp 1.9.1", SHA256));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (phone); i++)
    {
      g_autoptr (RbkSpeechEngines) engines = make (CLEAN, phone[i]);

      g_test_message ("%s", phone[i]);
      g_assert_false (trusts (engines, "whisper.cpp 1.9.1", SHA256));
    }
}

static void
test_broken (void)
{
  static const char *const texts[] = {
    "", "[]", "{}", "{\"rows\":[]}", "{" BOUNDS "}", "{\"bounds\":3,\"rows\":[]}"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (rbk_speech_engines_new (json, &error));
      g_assert_nonnull (error);
    }
}

/* The table that is shipped: no neural model was scored yet, and PocketSphinx is known to be unfit. */
static void
test_shipped (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (RbkSpeechEngines) engines = NULL;
  g_autoptr (GError) error = NULL;
  const char *sphinx = "db21d0642286677699e6dbc859d2e5395570222361999387ce60f6e1d01995d6";
  gsize length;

  g_file_get_contents (RBK_DATA_DIRECTORY "/rules/speech-engines.json", &text, &length, &error);
  g_assert_no_error (error);
  json = g_bytes_new (text, length);
  engines = rbk_speech_engines_new (json, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, sphinx));
  g_assert_false (trusts (engines, "PocketSphinx 0.8", sphinx));
  g_assert_false (trusts (engines, "whisper.cpp 1.9.1", SHA256));
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/speech-engines/green-is-for-the-engine-and-model-that-were-scored", test_scored);
  g_test_add_func ("/speech-engines/each-bound-counts-to-the-tenth", test_bounds);
  g_test_add_func ("/speech-engines/a-broken-table-is-said", test_broken);
  g_test_add_func ("/speech-engines/the-shipped-table-trusts-nobody-unmeasured", test_shipped);
  return g_test_run ();
}
