/* rbk-hearing.h: what the customer will read of a voicemail, and what the rules say of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "desk/rbk-speech-shelf.h"
#include "rules/rbk-voicemail-verdict.h"

G_BEGIN_DECLS

/**
 * RbkHearingState:
 * @RBK_HEARING_NOTHING: no take is chosen, or one is being recorded
 * @RBK_HEARING_WAITING: the sound is loading, or is being edited
 * @RBK_HEARING_NO_MODEL: there is no speech model on this computer; what needs words is not checked
 * @RBK_HEARING_READING: the chosen sound is being read; "progress" says how far
 * @RBK_HEARING_STOPPED: the person stopped it
 * @RBK_HEARING_FAILED: it could not be read; rbk_hearing_get_error() says why
 * @RBK_HEARING_READ: there is a transcript
 */
typedef enum
{
  RBK_HEARING_NOTHING,
  RBK_HEARING_WAITING,
  RBK_HEARING_NO_MODEL,
  RBK_HEARING_READING,
  RBK_HEARING_STOPPED,
  RBK_HEARING_FAILED,
  RBK_HEARING_READ,
} RbkHearingState;

/* Listens to a composer's takes. Main thread; drop it before the composer is closed.
 *
 * Properties: "progress" (double, 0…1): of the reading of the chosen sound
 * Signals: "changed" (): the state, the transcript, the remarks or the suggestion are others */
#define RBK_TYPE_HEARING (rbk_hearing_get_type ())
G_DECLARE_FINAL_TYPE (RbkHearing, rbk_hearing, RBK, HEARING, GObject)

RbkHearing *rbk_hearing_new (RbkComposer *composer, RbkSpeechShelf *shelf);
RbkComposer *rbk_hearing_get_composer (RbkHearing *self);
RbkSpeechShelf *rbk_hearing_get_shelf (RbkHearing *self);

RbkHearingState rbk_hearing_get_state (RbkHearing *self);
double rbk_hearing_get_progress (RbkHearing *self);
const GError *rbk_hearing_get_error (RbkHearing *self);       /* (nullable): of the chosen sound */
RbkTranscript *rbk_hearing_get_transcript (RbkHearing *self); /* (nullable): corrected, if it was */
/* (nullable) (element-type RbkRemark): what every rule says of the chosen sound; NULL until it is measured */
GPtrArray *rbk_hearing_get_remarks (RbkHearing *self);
GPtrArray *rbk_hearing_get_asked (RbkHearing *self); /* likewise, as if nothing were ticked */
gboolean rbk_hearing_is_trusted (RbkHearing *self);
GPtrArray *rbk_hearing_get_take_remarks (RbkHearing *self, RbkTake *take); /* likewise of any take */
/* (nullable): the id of the take that the rules speak for, if there are several; @words: (out) (nullable):
 * why */
const char *rbk_hearing_get_suggestion (RbkHearing *self, const char **words);

void rbk_hearing_stop (RbkHearing *self);       /* the reading of the chosen sound */
void rbk_hearing_read_again (RbkHearing *self); /* the chosen sound, whatever became of it */
gboolean rbk_hearing_correct (RbkHearing *self, const char *text);

G_END_DECLS
