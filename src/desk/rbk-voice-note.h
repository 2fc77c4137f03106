/* rbk-voice-note.h: what was recorded for a customer, as it goes with a text or an email.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Something that was recorded for a customer and that may be sent. */
typedef struct
{
  char *draft; /* (owned) */
  char *take;  /* (owned) */
  gint64 time_us;
  gint64 duration_us; /* as it was recorded; edits may make it shorter */
  gboolean is_chosen; /* of the takes of its draft */
} RbkRecording;

void rbk_recording_free (RbkRecording *recording);
/* (transfer full) (element-type RbkRecording): the newest first. */
GPtrArray *rbk_desk_list_recordings (RbkDesk *self, const char *customer, GError **error);

/* A take with its edits, rendered. Counted; never changed. */
typedef struct
{
  char *draft;         /* (owned) (nullable): NULL if that is closed: nothing is decided about it any more */
  char *take;          /* (owned) */
  char *media;         /* (owned): the take, to be played here if it was not edited */
  GBytes *heard;       /* (owned) (nullable): what it sounds like edited: 48 kHz mono 16-bit */
  JsonArray *passages; /* (owned) (nullable): what it is made of, if it was edited */
  gint64 duration_us;
  char *title;      /* (owned): what stands above it online */
  char *words;      /* (owned) (nullable): what is said in it, as somebody corrected it */
  char *file_name;  /* (owned) */
  char *media_type; /* (owned) */
  GBytes *bytes;    /* (owned): the file that goes to the customer */
} RbkVoiceNote;

RbkVoiceNote *rbk_voice_note_ref (RbkVoiceNote *note);
void rbk_voice_note_unref (RbkVoiceNote *note);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkVoiceNote, rbk_voice_note_unref)

void rbk_desk_make_voice_note_async (RbkDesk *self,
                                     RbkCustomer *customer,
                                     const char *draft,
                                     const char *take,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer data);
RbkVoiceNote *rbk_desk_make_voice_note_finish (RbkDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
