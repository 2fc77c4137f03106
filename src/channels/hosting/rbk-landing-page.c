/* rbk-landing-page.c
 *
 * Nothing on the page comes from elsewhere: no script, no picture, no font, nothing that counts who looks;
 * its own Content-Security-Policy holds it to that. It is well-formed XML too, and ASCII, so that it is the
 * same page under whatever charset a web server names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/hosting/rbk-landing-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Contrast is at least 4.5:1 in light and dark (WCAG 2.1 §1.4.3); what is touched is 44 pixels high. */
#define STYLE                                                                                                \
  ":root{color-scheme:light dark}"                                                                           \
  "body{margin:0;background:#fff;color:#1d1d20;font:1.0625rem/1.5 system-ui,sans-serif}"                     \
  "main{max-width:40rem;margin:0 auto;padding:1.5rem 1rem}"                                                  \
  "h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}"                                               \
  "p{margin:.5rem 0;overflow-wrap:anywhere}"                                                                 \
  ".showroom{font-weight:600}"                                                                               \
  ".words{white-space:pre-line;border-left:.25rem solid #77767b;padding-left:.75rem}"                        \
  "audio,video{display:block;width:100%;margin:1rem 0}"                                                      \
  "video{max-height:70vh;background:#000}"                                                                   \
  "a{color:#1a5fb4}"                                                                                         \
  "a.call{display:inline-block;min-height:1.75rem;padding:.5rem 1.25rem;margin:.5rem 0;"                     \
  "border-radius:.5rem;background:#1a5fb4;color:#fff;text-decoration:none;font-weight:600}"                  \
  "a:focus-visible,audio:focus-visible,video:focus-visible{outline:.1875rem solid #e66100;"                  \
  "outline-offset:.125rem}"                                                                                  \
  "footer{margin-top:2rem;color:#5e5c64;font-size:.9375rem}"                                                 \
  "@media (prefers-color-scheme:dark){body{background:#1d1d20;color:#f6f5f4}a{color:#99c1f1}"                \
  "footer{color:#c0bfbc}}"

/* Text as it may stand in an element or an attribute. */
static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *escaped = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n')
        g_string_append_c (escaped, '\n');
      else if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' || c > 0x7e)
        g_string_append_printf (escaped, "&#x%x;", c);
      else if (c >= ' ')
        g_string_append_c (escaped, (char) c);
    }
  return g_string_free_and_steal (escaped);
}

static void
add (GString *html, const char *before, const char *text, const char *after)
{
  if (text != NULL && *text != '\0')
    {
      g_autofree char *escaped = escape (text);

      g_string_append_printf (html, "%s%s%s", before, escaped, after);
    }
}

/* Allows what stands in the page, its style by its hash (CSP 3 §6.6.2), and the file beside it. */
static char *
dup_policy (void)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) STYLE, -1);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  return g_strdup_printf ("default-src 'none'; media-src 'self'; style-src 'sha256-%s'; base-uri 'none'; "
                          "form-action 'none'",
                          hash);
}

static void
add_head (GString *html, const RbkLandingPage *page)
{
  g_autofree char *policy = dup_policy ();
  g_autofree char *title = g_strdup_printf ("%s - %s", page->title, page->showroom);

  /* Translators: the code of the language that you translate into (BCP 47), such as "es". */
  add (html, "<!DOCTYPE html>\n<html lang=\"", C_ ("language code", "en"), "\">\n<head>\n");
  g_string_append_printf (html,
                          "<meta charset=\"utf-8\"/>\n"
                          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                          "<meta name=\"robots\" content=\"noindex, nofollow\"/>\n"
                          "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                          "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"/>\n",
                          policy);
  add (html, "<title>", title, "</title>\n");
  g_string_append (html, "<style>" STYLE "</style>\n</head>\n");
}

static void
add_player (GString *html, const RbkLandingPage *page, const char *file_name, const char *media_type)
{
  gboolean is_video = g_str_has_prefix (media_type, "video/");
  const char *element = is_video ? "video" : "audio";
  g_autofree char *name = escape (file_name);

  g_string_append_printf (html, "<%s controls=\"controls\" preload=\"metadata\"", element);
  if (is_video)
    g_string_append (html, " playsinline=\"playsinline\"");
  add (html, " aria-label=\"", page->title, "\"");
  g_string_append_printf (html, " src=\"%s\"></%s>\n", name, element);
  g_string_append_printf (html, "<p><a href=\"%s\"", name);
  add (
    html, ">", is_video ? _ ("Open the video by itself") : _ ("Open the recording by itself"), "</a></p>\n");
}

static void
add_line (GString *html, const RbkLandingPage *page)
{
  const char *shown = page->line_words != NULL ? page->line_words : page->line;
  g_autofree char *call = NULL;

  if (page->line == NULL || *page->line == '\0')
    return;
  /* Translators: the first %s is a person's name, the second their phone number. */
  call = page->salesperson != NULL ? g_strdup_printf (_ ("Call %s directly: %s"), page->salesperson, shown)
                                   : g_strdup_printf (_ ("Call us directly: %s"), shown);
  add (html, "<p><a class=\"call\" href=\"tel:", page->line, "\"");
  add (html, ">", call, "</a></p>\n");
}

/**
 * rbk_landing_page_write:
 * @file_name: the recording, in the same folder
 * @media_type: what it is: audio/… or video/…
 *
 * Returns: (transfer full): the page, in the language of this program
 */
GBytes *
rbk_landing_page_write (const RbkLandingPage *page, const char *file_name, const char *media_type)
{
  GString *html = g_string_new (NULL);

  g_return_val_if_fail (page->showroom != NULL && page->title != NULL, NULL);

  add_head (html, page);
  g_string_append (html, "<body>\n<main>\n");
  add (html, "<p class=\"showroom\">", page->showroom, "</p>\n");
  add (html, "<h1>", page->title, "</h1>\n");
  if (page->salesperson != NULL && *page->salesperson != '\0')
    {
      /* Translators: who made the recording that can be played on this page. */
      g_autofree char *from = g_strdup_printf (_ ("From %s"), page->salesperson);

      add (html, "<p>", from, "</p>\n");
    }
  add_player (html, page, file_name, media_type);
  add (html, "<h2>", page->words != NULL && *page->words != '\0' ? _ ("What is said") : NULL, "</h2>\n");
  add (html, "<p class=\"words\">", page->words, "</p>\n");
  add_line (html, page);
  add (html, "<footer><p>", page->address, "</p></footer>\n");
  g_string_append (html, "</main>\n</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}
