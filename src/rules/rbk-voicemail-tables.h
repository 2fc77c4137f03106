/* rbk-voicemail-tables.h: the phrases and names that the rules of voicemails look for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "rules/rbk-spoken-text.h"

G_BEGIN_DECLS

typedef enum
{
  RBK_PHRASE_NO_VALUE,
  RBK_PHRASE_DIRECT,
  RBK_PHRASE_TEXT,
  RBK_PHRASE_NEXT_STEP,
  RBK_PHRASE_GREETING,
  RBK_PHRASE_INTRODUCTION,
  RBK_PHRASE_PRIVATE,
  RBK_N_PHRASE_KINDS
} RbkPhraseKind;

/* A model that is named somewhere. */
typedef struct
{
  RbkTokenRange range;
  const char *model; /* in compared form, without white space; owned by the tables */
} RbkVehicleMention;

/* Immutable, so that it can be used from any thread. */
#define RBK_TYPE_VOICEMAIL_TABLES (rbk_voicemail_tables_get_type ())
G_DECLARE_FINAL_TYPE (RbkVoicemailTables, rbk_voicemail_tables, RBK, VOICEMAIL_TABLES, GObject)

RbkVoicemailTables *
rbk_voicemail_tables_new (GBytes *no_value, GBytes *phrases, GBytes *vehicles, GError **error);
RbkTokenRange rbk_voicemail_tables_match_phrase (
  RbkVoicemailTables *self, RbkPhraseKind kind, const RbkSpokenText *text, guint index, const char **step);
RbkTokenRange rbk_voicemail_tables_find_phrase (
  RbkVoicemailTables *self, RbkPhraseKind kind, const RbkSpokenText *text, guint from, const char **step);
GArray *rbk_voicemail_tables_find_vehicles (RbkVoicemailTables *self, const RbkSpokenText *text);
char **rbk_voicemail_tables_dup_models (RbkVoicemailTables *self, const char *vehicle);
gboolean rbk_voicemail_tables_is_make (RbkVoicemailTables *self, const char *name);
RbkTokenRange rbk_vehicle_name_find (const RbkSpokenText *text, guint from, const char *model);

G_END_DECLS
