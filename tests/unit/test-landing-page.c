/* test-landing-page.c: the page that a customer opens, and what files are called in a web space.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-landing-page.h"
#include "channels/hosting/rbk-media-name.h"
#include "rbk-test.h"

#include <string.h>

#define NAME "abcdefghijklmnopqrstuvwxyz.mp4"

/* What a page is made of. */
typedef struct
{
  GString *text;     /* outside of the style */
  GPtrArray *starts; /* (element-type char*): "name attribute=value …" */
  GString *style;
  guint in_style;
} Seen;

static void
start_element (GMarkupParseContext *context,
               const char *element,
               const char **names,
               const char **values,
               gpointer user_data,
               GError **error)
{
  Seen *seen = user_data;
  GString *start = g_string_new (element);

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (start, " %s=%s", names[i], values[i]);
  g_ptr_array_add (seen->starts, g_string_free_and_steal (start));
  seen->in_style += g_str_equal (element, "style");
}

static void
end_element (GMarkupParseContext *context, const char *element, gpointer user_data, GError **error)
{
  ((Seen *) user_data)->in_style -= g_str_equal (element, "style");
}

static void
add_text (GMarkupParseContext *context, const char *text, gsize length, gpointer user_data, GError **error)
{
  Seen *seen = user_data;

  g_string_append_len (seen->in_style > 0 ? seen->style : seen->text, text, (gssize) length);
}

static Seen *
look (const RbkLandingPage *page, const char *media_type)
{
  static const GMarkupParser parser = { .start_element = start_element,
                                        .end_element = end_element,
                                        .text = add_text };
  g_autoptr (GBytes) bytes = rbk_landing_page_write (page, NAME, media_type);
  Seen *seen = g_new0 (Seen, 1);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, seen, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *html = g_bytes_get_data (bytes, &size);

  seen->text = g_string_new (NULL);
  seen->style = g_string_new (NULL);
  seen->starts = g_ptr_array_new_with_free_func (g_free);
  /* The same page under whatever charset a web server names. */
  for (gsize i = 0; i < size; i++)
    g_assert_true (html[i] == '\n' || (html[i] >= ' ' && html[i] <= '~'));
  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>\n<html lang=\"en\">"));
  g_markup_parse_context_parse (context, html, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return seen;
}

static void
seen_free (Seen *seen)
{
  g_string_free (seen->text, TRUE);
  g_string_free (seen->style, TRUE);
  g_ptr_array_unref (seen->starts);
  g_free (seen);
}

static const char *
find (Seen *seen, const char *start)
{
  for (guint i = 0; i < seen->starts->len; i++)
    {
      if (g_str_has_prefix (g_ptr_array_index (seen->starts, i), start))
        return g_ptr_array_index (seen->starts, i);
    }
  return NULL;
}

static const RbkLandingPage page = {
  .showroom = "Harbor Point Motors",
  .title = "A film of your Outback",
  .salesperson = "Zoë Brandt",
  .line = "+13125550112",
  .line_words = "(312) 555-0112",
  .words = "Hello Pat,\nthis is your Outback.",
  .address = "1200 N Lakeshore Row, Chicago, IL 60601",
};

static void
test_what_it_says (void)
{
  Seen *film = look (&page, "video/mp4");
  Seen *sound = look (&page, "audio/mp4");

  g_assert_cmpstr (find (film, "video"),
                   ==,
                   "video controls=controls preload=metadata playsinline=playsinline "
                   "aria-label=A film of your Outback src=" NAME);
  g_assert_cmpstr (find (sound, "audio"),
                   ==,
                   "audio controls=controls preload=metadata aria-label=A film of your Outback src=" NAME);
  g_assert_null (find (sound, "video"));
  g_assert_nonnull (find (film, "a class=call href=tel:+13125550112"));
  g_assert_nonnull (strstr (film->text->str, "Call Zoë Brandt directly: (312) 555-0112"));
  g_assert_nonnull (strstr (film->text->str, "Harbor Point Motors"));
  g_assert_nonnull (strstr (film->text->str, "From Zoë Brandt"));
  g_assert_nonnull (strstr (film->text->str, "What is said"));
  g_assert_nonnull (strstr (film->text->str, "Hello Pat,\nthis is your Outback."));
  g_assert_nonnull (strstr (film->text->str, "Chicago, IL 60601"));
  g_assert_nonnull (find (film, "main"));
  g_assert_nonnull (find (film, "h1"));
  g_assert_nonnull (strstr (film->style->str, "prefers-color-scheme:dark"));
  seen_free (film);
  seen_free (sound);
}

/* Nothing is run, and nothing is fetched but the file beside it. */
static void
test_nothing_from_elsewhere (void)
{
  Seen *seen = look (&page, "video/mp4");
  g_autofree char *digest = NULL;
  g_autofree char *policy = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 bytes[32];
  gsize size = sizeof bytes;

  for (guint i = 0; i < seen->starts->len; i++)
    {
      const char *start = g_ptr_array_index (seen->starts, i);

      g_assert_false (
        g_regex_match_simple ("^(script|iframe|img|link|object|embed|form|base)\\b", start, 0, 0));
      g_assert_false (
        g_regex_match_simple ("\\bon[a-z]+=|https?:|//|javascript:", start, G_REGEX_CASELESS, 0));
      if (strstr (start, "src=") != NULL)
        g_assert_true (g_str_has_suffix (start, "src=" NAME));
    }
  g_assert_null (strstr (seen->style->str, "url("));
  g_checksum_update (checksum, (const guchar *) seen->style->str, -1);
  g_checksum_get_digest (checksum, bytes, &size);
  digest = g_base64_encode (bytes, size);
  policy =
    g_strdup_printf ("meta http-equiv=Content-Security-Policy content=default-src 'none'; media-src 'self'; "
                     "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
                     digest);
  g_assert_cmpstr (find (seen, "meta http-equiv"), ==, policy);
  g_assert_nonnull (find (seen, "meta name=robots content=noindex, nofollow"));
  g_assert_nonnull (find (seen, "meta name=referrer content=no-referrer"));
  seen_free (seen);
}

/* Whatever a text holds is shown, and is never markup. */
static void
test_texts_stay_texts (void)
{
  const char *nasty = "</title></style><script>alert(1)</script>\" onload=\"x' & <b>Zoë 日本\x01\x7f\xff\r\n";
  const char *shown = "</title></style><script>alert(1)</script>\" onload=\"x' & <b>Zoë 日本";
  RbkLandingPage all = { nasty, nasty, nasty, nasty, nasty, nasty, nasty };
  Seen *seen = look (&all, "video/mp4");
  Seen *plain = look (&page, "video/mp4");
  guint n = 0;

  g_assert_cmpuint (seen->starts->len, ==, plain->starts->len);
  for (const char *p = seen->text->str; (p = strstr (p, shown)) != NULL; p++)
    n++;
  g_assert_cmpuint (n, ==, 9);
  seen_free (seen);
  seen_free (plain);
}

static void
test_little (void)
{
  RbkLandingPage little = { .showroom = "Harbor Point Motors", .title = "A message" };
  Seen *seen = look (&little, "audio/mpeg");

  g_assert_null (find (seen, "a class=call"));
  g_assert_null (find (seen, "footer"));
  g_assert_null (find (seen, "h2"));
  seen_free (seen);
}

/* 128 random bits: every character of a key takes every value, and none comes twice. */
static void
test_keys_cannot_be_guessed (void)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 values[26] = { 0 };

  for (guint i = 0; i < 2000; i++)
    {
      char *key = rbk_media_name_new_key ();

      g_assert_cmpuint (strlen (key), ==, 26);
      for (guint j = 0; j < 26; j++)
        {
          g_assert_true (g_ascii_islower (key[j]) || (key[j] >= '2' && key[j] <= '7'));
          values[j] |= 1u << (g_ascii_islower (key[j]) ? key[j] - 'a' : key[j] - '2' + 26);
        }
      g_assert_true (g_hash_table_add (keys, key));
    }
  for (guint j = 0; j < 25; j++)
    g_assert_cmphex (values[j], ==, 0xffffffff);
  /* The last has the three bits that are left. */
  g_assert_cmpint (__builtin_popcount (values[25]), ==, 8);
}

static void
test_names (void)
{
  g_assert_cmpstr (rbk_media_name_get_extension ("audio/mp4"), ==, "m4a");
  g_assert_cmpstr (rbk_media_name_get_extension ("Video/MP4"), ==, "mp4");
  g_assert_null (rbk_media_name_get_extension ("text/x-php"));
  g_assert_null (rbk_media_name_get_extension (NULL));
  g_assert_true (rbk_media_name_is_ours (NAME));
  g_assert_false (rbk_media_name_is_ours ("abcdefghijklmnopqrstuvwxy.mp4"));
  g_assert_false (rbk_media_name_is_ours ("abcdefghijklmnopqrstuvwxyza.mp4"));
  g_assert_false (rbk_media_name_is_ours ("abcdefghijklmnopqrstuvwxyz.php"));
  g_assert_false (rbk_media_name_is_ours (""));
  g_assert_true (rbk_media_type_is_same ("audio/mp4", "audio/x-m4a"));
  g_assert_true (rbk_media_type_is_same ("text/vcard", "text/x-vcard"));
  g_assert_false (rbk_media_type_is_same ("audio/mp4", "application/octet-stream"));
  g_assert_false (rbk_media_type_is_same ("video/mp4", "text/html"));
  g_assert_false (rbk_media_type_is_same ("video/mp4", NULL));
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  g_test_add_func ("/landing-page/what-it-says", test_what_it_says);
  g_test_add_func ("/landing-page/nothing-from-elsewhere", test_nothing_from_elsewhere);
  g_test_add_func ("/landing-page/texts-stay-texts", test_texts_stay_texts);
  g_test_add_func ("/landing-page/little", test_little);
  g_test_add_func ("/media-name/cannot-be-guessed", test_keys_cannot_be_guessed);
  g_test_add_func ("/media-name/names", test_names);
  return g_test_run ();
}
