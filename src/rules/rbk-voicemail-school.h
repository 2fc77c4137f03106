/* rbk-voicemail-school.h: what a school of voicemail teaches: how long, how often the number, when to leave
 * one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How often the direct line is said (V-7). */
typedef enum
{
  RBK_NUMBER_COUNT_ANY,
  RBK_NUMBER_COUNT_ONCE,
  RBK_NUMBER_COUNT_TWICE,
} RbkNumberCount;

/* What to do when nobody answers (C-15). */
typedef enum
{
  RBK_LEAVE_MESSAGE,
  RBK_LEAVE_HANG_UP, /* and leave nothing */
  RBK_LEAVE_SEND,    /* leave nothing, and write instead */
} RbkLeave;

/* Seconds of speech (V-11). */
typedef struct
{
  guint from;
  guint to;
  guint warn_below;
  guint warn_above;
} RbkLengthBand;

/* Immutable. */
#define RBK_TYPE_VOICEMAIL_SCHOOL (rbk_voicemail_school_get_type ())
G_DECLARE_FINAL_TYPE (RbkVoicemailSchool, rbk_voicemail_school, RBK, VOICEMAIL_SCHOOL, GObject)

GPtrArray *rbk_voicemail_schools_read (GBytes *json, GError **error);
RbkVoicemailSchool *rbk_voicemail_schools_find (GPtrArray *schools, const char *id);

const char *rbk_voicemail_school_get_id (RbkVoicemailSchool *self);
const char *rbk_voicemail_school_get_name (RbkVoicemailSchool *self);
const char *rbk_voicemail_school_get_aim (RbkVoicemailSchool *self);
const char *rbk_voicemail_school_get_source (RbkVoicemailSchool *self);
const RbkLengthBand *rbk_voicemail_school_get_length (RbkVoicemailSchool *self);
RbkNumberCount rbk_voicemail_school_get_number_count (RbkVoicemailSchool *self);
RbkLeave rbk_voicemail_school_advise (RbkVoicemailSchool *self, guint attempt);
char *rbk_voicemail_school_dup_advice (RbkVoicemailSchool *self, guint attempt);

G_END_DECLS
