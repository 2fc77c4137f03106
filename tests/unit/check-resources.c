/* check-resources.c: what is embedded can be found where the code looks for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rbk-test.h"

#include <gio/gio.h>

static GBytes *
look_up (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (bytes);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
  return bytes;
}

static void
test_icons (void)
{
  static const char *const names[] = { "voicemail",   "lead",    "consent", "consent-withdrawn",
                                       "take",        "text",    "email",   "call",
                                       "call-missed", "video",   "note",    "delivery-unknown",
                                       "back5",       "forward5" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/app/ringback/Ringback/icons/scalable/actions/rbk-%s-symbolic.svg", names[i]);
      g_autoptr (GBytes) bytes = look_up (path);
    }
}

static void
test_rules (void)
{
  g_autoptr (GBytes) domains = look_up ("/app/ringback/Ringback/rules/consumer-domains.json");
  g_autoptr (GBytes) phrases = look_up ("/app/ringback/Ringback/rules/no-value-phrases.json");

  static const char *const others[] = {
    "vehicle-names", "voicemail-phrases", "voicemail-rubric", "voicemail-schools", "voicemail-scripts"
  };

  g_assert_cmpmem (g_bytes_get_data (domains, NULL), 1, "{", 1);
  g_assert_cmpmem (g_bytes_get_data (phrases, NULL), 1, "{", 1);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/ringback/Ringback/rules/%s.json", others[i]);
      g_autoptr (GBytes) rows = look_up (path);

      g_assert_cmpmem (g_bytes_get_data (rows, NULL), 1, "{", 1);
    }
}

static void
test_sample (void)
{
  g_autoptr (GBytes) showroom = look_up ("/app/ringback/Ringback/sample/showroom.json");

  g_assert_cmpmem (g_bytes_get_data (showroom, NULL), 1, "{", 1);
  for (int i = 1; i <= 6; i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/ringback/Ringback/sample/vm-%d.ogg", i);
      g_autoptr (GBytes) sound = look_up (path);

      g_assert_cmpmem (g_bytes_get_data (sound, NULL), 4, "OggS", 4);
    }
}

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/resources/icons-of-the-rows", test_icons);
  g_test_add_func ("/resources/rules", test_rules);
  g_test_add_func ("/resources/sample-showroom", test_sample);
  return g_test_run ();
}
