/* rbk-spoken-text.h: a transcript as words to look for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-transcript.h"

G_BEGIN_DECLS

/* A word of the transcript is one or more of these: “test-drive” is two. */
typedef struct
{
  char *plain;      /* (owned): as rbk-plain-word.h compares it */
  guint word;       /* the transcript's word it is of */
  gboolean capital; /* written with a capital where no sentence begins */
} RbkSpokenToken;

/* A range of tokens; n is 0 where nothing was found. */
typedef struct
{
  guint first;
  guint n;
} RbkTokenRange;

typedef struct
{
  RbkTranscript *transcript; /* (owned) */
  GArray *tokens;            /* (owned) (element-type RbkSpokenToken) */
} RbkSpokenText;

RbkSpokenText *rbk_spoken_text_new (RbkTranscript *transcript);
void rbk_spoken_text_free (RbkSpokenText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkSpokenText, rbk_spoken_text_free)

guint rbk_spoken_text_get_length (const RbkSpokenText *self);
const RbkSpokenToken *rbk_spoken_text_get (const RbkSpokenText *self, guint index);
const RbkTranscriptWord *rbk_spoken_text_get_word (const RbkSpokenText *self, guint index);
gboolean rbk_spoken_text_has_at (const RbkSpokenText *self, guint index, const char *const *words);
RbkTokenRange rbk_spoken_text_find (const RbkSpokenText *self, guint from, const char *const *words);
RbkTokenRange rbk_spoken_text_find_name (
  const RbkSpokenText *self, guint from, guint to, const char *const *words, double *likeness);
char *rbk_spoken_text_dup_range (const RbkSpokenText *self, RbkTokenRange range);
guint rbk_spoken_text_find_word (const RbkSpokenText *self, guint word);

G_END_DECLS
