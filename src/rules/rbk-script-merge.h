/* rbk-script-merge.h: a showroom's script with this customer's words in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-script.h"

G_BEGIN_DECLS

/* What is put into a script; NULL or empty where it is not known. All borrowed. */
typedef struct
{
  const char *first_name;
  const char *my_name;
  const char *showroom;
  const char *direct_line; /* E.164 */
  const char *vehicle;
  const char *fact;
  const char *next_step;
  const char *my_email;
  const char *why_buy;   /* the page that says why to buy here */
  gboolean number_twice; /* the school says the number twice (V-7) */
  gboolean is_line;      /* it is read, not spoken: the direct line as people write it */
  gboolean is_written;   /* the same, by somebody who fills in what is missing: it stays, in braces */
} RbkScriptFields;

typedef struct
{
  char *text;     /* (owned): never with an empty field; what cannot be said is left out */
  char **missing; /* (owned): names of the fields for want of which a sentence was left out */
  char *words;    /* (owned) (nullable): what is missing, in a sentence; NULL if nothing is */
} RbkMergedScript;

RbkMergedScript *rbk_script_merge (const char *text, const RbkScriptFields *fields);
const char *rbk_script_get_field_words (const char *name);
void rbk_merged_script_free (RbkMergedScript *merged);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkMergedScript, rbk_merged_script_free)

GPtrArray *rbk_scripts_read (GBytes *json, GError **error);
char *
rbk_screening_line_make (const char *my_name, const char *showroom, const char *subject, const char *vehicle);

G_END_DECLS
