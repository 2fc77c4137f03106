/* rbk-landing-page.h: the page that a customer opens to hear or see a recording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What it says; all borrowed. Texts are plain: whatever is in them is shown, never obeyed. */
typedef struct
{
  const char *showroom;
  const char *title;       /* what the recording is: "A message about your Outback" */
  const char *salesperson; /* (nullable) */
  const char *line;        /* (nullable): their direct line, E.164 */
  const char *line_words;  /* (nullable): the line as people write it; NULL: as @line */
  const char *words;       /* (nullable): what is said in it, for who cannot hear it */
  const char *address;     /* (nullable): the showroom's postal address */
} RbkLandingPage;

GBytes *rbk_landing_page_write (const RbkLandingPage *page, const char *file_name, const char *media_type);

G_END_DECLS
