/* rbk-composer-private.h: what the files of the composer share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"
#include "desk/rbk-desk-private.h"
#include "desk/rbk-draft-sound.h"
#include "desk/rbk-take-keeper.h"

G_BEGIN_DECLS

/* A passage that is spoken again. */
typedef struct
{
  char *take;          /* (owned) (nullable): the take that is mended; NULL: none is */
  gint64 from;         /* samples of the message */
  gint64 to;           /* the one after the last */
  RbkCut *cut;         /* (owned) (nullable): the message in which they are counted */
  char *spoken;        /* (owned) (nullable): the take that is recorded for it */
  char *by;            /* (owned) (nullable): the same, once it is whole */
  gboolean leading_up; /* the player plays what comes before the passage */
} RbkPunch;

/* Main thread. */
struct _RbkComposer
{
  GObject parent_instance;

  RbkDesk *desk;               /* (owned) */
  char *customer;              /* (owned) */
  char *draft;                 /* (owned) (nullable): chosen before it is opened */
  char *again;                 /* (owned) (nullable): the item that is spoken once more */
  gboolean opened;             /* the ledger knows of the draft */
  RbkDraft *stored;            /* (owned) (nullable): as it stands in the ledger */
  GPtrArray *takes;            /* (owned) (element-type RbkTake): not deleted, whole */
  RbkMicrophones *microphones; /* (owned) (nullable): made when asked for */
  RbkTakeKeeper *keeper;       /* (owned) */
  RbkPlayer *player;           /* (owned) */

  RbkTake *chosen;      /* (owned) (nullable) */
  char *wished;         /* (owned) (nullable): chosen here, which the ledger may not say yet */
  RbkDraftSound *sound; /* (owned): of chosen, with its edits */

  RbkVoicemailPlan *plan; /* (owned): as the person sees it */
  gboolean plan_is_new;   /* not queued for the ledger yet */
  guint plan_timer;       /* 0: none */
  GHashTable *histories;  /* (owned) (element-type utf8 RbkCutHistory): by the ids of takes */
  GHashTable *mending;    /* (owned): a set of ids of takes that edits use */
  RbkPunch punch;

  guint pending;  /* appends and loads under way; each holds a reference */
  GTask *closing; /* (owned) (nullable) */
};

/* Of rbk-composer.c */
void rbk_composer_append (RbkComposer *self, GPtrArray *entries);
void rbk_composer_append_one (RbkComposer *self, RbkEntryKind kind, JsonObject *payload);
RbkEntry *rbk_composer_new_draft_entry (RbkComposer *self, const char *event, const char *take);
void rbk_composer_reload (RbkComposer *self);
void rbk_composer_show_chosen (RbkComposer *self, RbkTake *take);
gboolean rbk_composer_start_take (RbkComposer *self, const char *mends, GError **error);
void rbk_composer_begun (RbkComposer *self);
void rbk_composer_ended (RbkComposer *self);
void rbk_composer_tell_changed (RbkComposer *self);
void rbk_composer_tell_failed (RbkComposer *self, const GError *error);

/* Of rbk-composer-again.c */
void rbk_composer_add_opening (RbkComposer *self, GPtrArray *entries);
void rbk_composer_find_draft (RbkComposer *self);

/* Of rbk-composer-plan.c */
void rbk_composer_load_plan (RbkComposer *self);
void rbk_composer_keep_plan (RbkComposer *self);

/* Of rbk-composer-edit.c */
void rbk_composer_load_edits (RbkComposer *self);
gboolean rbk_composer_is_mending (RbkComposer *self, RbkTake *take);
RbkCut *rbk_composer_get_made_cut (RbkComposer *self, RbkTake *take);
void rbk_composer_mend (RbkComposer *self, RbkTake *take);
void rbk_composer_watch_player (RbkComposer *self);
void rbk_composer_forget_punch (RbkComposer *self);

G_END_DECLS
