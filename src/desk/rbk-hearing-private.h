/* rbk-hearing-private.h: what the files of the hearing share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-private.h"
#include "desk/rbk-hearing-facts.h"
#include "desk/rbk-hearing.h"
#include "transcriber/rbk-transcriber.h"

G_BEGIN_DECLS

/* What is known of one take with its edits. */
typedef struct
{
  guint number;           /* as the person counts the takes, from 1 */
  gint64 bytes;           /* of the take, when it was listened to */
  char *content;          /* (owned) (nullable): of the sound; NULL until it was measured once */
  gboolean is_stale;      /* it may have been edited since */
  RbkTakeMeasure measure; /* of content */
  RbkTranscript *heard;   /* (owned) (nullable) */
  RbkTranscript *correct; /* (owned) (nullable): by hand */
  gboolean was_stopped;   /* by the person */
  GError *error;          /* (owned) (nullable): why it could not be read */
  GPtrArray *remarks;     /* (owned) (nullable) (element-type RbkRemark) */
  GPtrArray *asked;       /* (owned) (nullable) (element-type RbkRemark): as if nothing were ticked */
} RbkHeard;

/* Main thread. */
struct _RbkHearing
{
  GObject parent_instance;

  RbkComposer *composer;       /* (owned) */
  RbkSpeechShelf *shelf;       /* (owned) */
  RbkTranscriber *transcriber; /* (owned) */
  RbkHearingFacts *facts;      /* (owned) */
  GHashTable *takes;           /* (owned) (element-type utf8 RbkHeard): by the ids of takes */
  guint last_number;

  char *chosen;         /* (owned) (nullable): id of the chosen take, as last looked at */
  guint look_idle;      /* source */
  guint settle_timeout; /* source */

  GCancellable *job; /* (owned) (nullable): what is under way */
  char *job_take;    /* (owned) (nullable) */
  char *job_content; /* (owned) (nullable): what is being read, or NULL */
  double progress;   /* of the reading */

  char *suggested; /* (owned) (nullable) */
  char *why;       /* (owned) (nullable) */
};

/* Of rbk-hearing.c */
gboolean rbk_hearing_is_recording (RbkHearing *self);
RbkHeard *rbk_hearing_find (RbkHearing *self, RbkTake *take);
RbkHeard *rbk_hearing_find_chosen (RbkHearing *self);
void rbk_hearing_forget_sound (RbkHeard *heard);
void rbk_hearing_tell (RbkHearing *self);
void rbk_hearing_tell_state (RbkHearing *self);
void rbk_hearing_set_progress (RbkHearing *self, double progress);

/* Of rbk-hearing-job.c */
void rbk_hearing_go_on (RbkHearing *self);
void rbk_hearing_cancel_job (RbkHearing *self);
void rbk_hearing_begin_reading_chosen (RbkHearing *self);

G_END_DECLS
