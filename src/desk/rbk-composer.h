/* rbk-composer.h: making a voicemail for one customer: why, the takes, their edits, and what was heard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "desk/rbk-reason.h"
#include "media/rbk-microphones.h"
#include "media/rbk-player.h"
#include "media/rbk-recorder.h"
#include "model/rbk-cut.h"
#include "model/rbk-draft.h"
#include "model/rbk-transcript.h"
#include "rules/rbk-remark.h"

G_BEGIN_DECLS

/* It belongs to one customer for good. Everything recorded is in the ledger about half a second
 * later; a take that a crash cut off is there again with what was kept.
 *
 * It is a GListModel of RbkTake: those that were not deleted, oldest first; a take is replaced by a
 * new object when its length changed. A take that mends another is in it only while no edit uses it.
 * Properties: "state" (an RbkRecorderState, uint), "recording" (boolean: recording or paused),
 *             "duration-us" (int64: of the take being recorded), "chosen" (RbkTake, nullable),
 *             "microphone-name" (string), "punching-in" (boolean: leads up to a passage, or records it)
 * Signals: "level" (double rms_db, double peak_db), every 50 ms;
 *          "failed" (GError *): recording or keeping it went wrong; what was captured is kept;
 *          "recorded" (RbkTake *): a take is whole;
 *          "changed" (): plan, edits, transcripts or ticks are others, or the chosen sound is;
 *            "notify::chosen" comes with the last of these too. */
#define RBK_TYPE_COMPOSER (rbk_composer_get_type ())
G_DECLARE_FINAL_TYPE (RbkComposer, rbk_composer, RBK, COMPOSER, GObject)

/* Opens the customer's draft if there is one. Nothing is written before a plan or a recording. */
RbkComposer *rbk_composer_new (RbkDesk *desk, const char *customer);
/* A new draft that is spoken instead of @item, the draft of a voicemail that was reviewed; or the one
 * that was begun for it before. */
RbkComposer *rbk_composer_new_again (RbkDesk *desk, const char *customer, const char *item);
RbkDesk *rbk_composer_get_desk (RbkComposer *self);
const char *rbk_composer_get_customer (RbkComposer *self);
const char *rbk_composer_get_draft (RbkComposer *self); /* (nullable) */
RbkMicrophones *rbk_composer_get_microphones (RbkComposer *self);
void rbk_composer_set_microphone (RbkComposer *self, const char *id); /* NULL: the system's */
RbkPlayer *rbk_composer_get_player (RbkComposer *self);               /* plays the chosen take, edited */

gboolean rbk_composer_record (RbkComposer *self, GError **error); /* a new take, always */
void rbk_composer_pause (RbkComposer *self);
void rbk_composer_resume (RbkComposer *self);
void rbk_composer_stop (RbkComposer *self);
RbkRecorderState rbk_composer_get_state (RbkComposer *self);

RbkTake *rbk_composer_get_chosen (RbkComposer *self);              /* (nullable) */
void rbk_composer_choose (RbkComposer *self, RbkTake *take);       /* loads its sound into the player */
void rbk_composer_delete_take (RbkComposer *self, RbkTake *take);  /* the caller has asked */
void rbk_composer_restore_take (RbkComposer *self, RbkTake *take); /* undo of that */
/* (nullable): PCM of the chosen take with its edits, once loaded; "notify::chosen" then comes again */
GBytes *rbk_composer_get_chosen_sound (RbkComposer *self);
/* (nullable): the SHA-256 of that sound, by which transcripts and ticks know it */
const char *rbk_composer_get_content (RbkComposer *self);
/* (element-type RbkRemark) (transfer full): what the rules say of the chosen sound: length (V-11), silence
 * (V-15), level and clipping (V-14), dead air (V-12). Empty while nothing is loaded. */
GPtrArray *rbk_composer_dup_remarks (RbkComposer *self);
/* Any take with its edits, as it would leave: PCM, and its content if @content is not NULL. */
void rbk_composer_load_take_async (
  RbkComposer *self, RbkTake *take, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GBytes *
rbk_composer_load_take_finish (RbkComposer *self, GAsyncResult *result, char **content, GError **error);

/* Why and what (V-2). Never NULL. Kept a second after the last change, and before anything else. */
RbkVoicemailPlan *rbk_composer_get_plan (RbkComposer *self);
void rbk_composer_set_plan (RbkComposer *self, RbkVoicemailPlan *plan);
GPtrArray *rbk_composer_list_reasons (RbkComposer *self, GError **error); /* (element-type RbkReason) */
RbkRemark *
rbk_composer_judge_fact (RbkComposer *self, const char *fact); /* (nullable) (transfer full): V-4 */

/* Edits of the chosen take, in samples of the message at 48 kHz. Ends are moved to the quietest place
 * close by, and the sound follows ("notify::chosen"). An RbkCutError says what cannot be. */
RbkCut *rbk_composer_dup_cut (RbkComposer *self); /* (nullable): nothing is chosen, or it is empty */
gboolean rbk_composer_is_edited (RbkComposer *self, RbkTake *take);
gboolean rbk_composer_trim (RbkComposer *self, gint64 from, gint64 to, GError **error);
gboolean rbk_composer_remove (RbkComposer *self, gint64 from, gint64 to, GError **error);
gboolean rbk_composer_set_cut (RbkComposer *self, RbkCut *cut, GError **error);
gboolean rbk_composer_can_undo (RbkComposer *self);
gboolean rbk_composer_can_redo (RbkComposer *self);
void rbk_composer_undo (RbkComposer *self);
void rbk_composer_redo (RbkComposer *self);
/* Plays from two seconds before @from, records from there until rbk_composer_stop(), and puts what was
 * said in place of the passage. */
gboolean rbk_composer_punch_in (RbkComposer *self, gint64 from, gint64 to, GError **error);
gboolean rbk_composer_is_punching_in (RbkComposer *self);
void rbk_composer_give_up_punch_in (RbkComposer *self); /* what was there stays */
/* How long a take is with its edits, in samples at 48 kHz. */
gint64 rbk_composer_get_length (RbkComposer *self, RbkTake *take);

/* What was heard. A transcript that a person corrected is what was said, one that nobody did what a
 * phone shows: both are kept. @engine: NULL for whichever is newest. */
void rbk_composer_keep_transcript (RbkComposer *self, const char *content, RbkTranscript *transcript);
RbkTranscript *rbk_composer_dup_transcript (RbkComposer *self, const char *content, const char *engine);
RbkTranscript *rbk_composer_dup_corrected (RbkComposer *self, const char *content);

/* The listen-and-tick list, for the very sound that is chosen. @position_us: -1 if nobody says where. */
void rbk_composer_tick (RbkComposer *self, const char *rule, gint64 position_us, gboolean ticked);
GPtrArray *rbk_composer_dup_ticks (RbkComposer *self); /* (element-type RbkTick) */

/* Before dropping it: stops recording, keeps everything, then calls back. */
void rbk_composer_close_async (RbkComposer *self, GAsyncReadyCallback callback, gpointer data);
gboolean rbk_composer_close_finish (RbkComposer *self, GAsyncResult *result, GError **error);

G_END_DECLS
