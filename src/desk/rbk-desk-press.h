/* rbk-desk-press.h: all that was on the screen when Send was pressed, on its way into the ledger.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"

G_BEGIN_DECLS

/* Nothing of it is looked up again later. Main thread, save while a worker freezes its files. */
typedef struct
{
  char *id;              /* (owned): of the entry to be */
  RbkMedium medium;      /* text or email */
  RbkCustomer *customer; /* (owned) */
  RbkAccount *account;   /* (owned) (nullable) */
  RbkAccount *host;      /* (owned) (nullable): where what goes with a text is put */
  char *address;         /* (owned): a mail address, or a number, E.164 */
  char *subject;         /* (owned) */
  char *text;            /* (owned): of a text with its closing */
  char *signature;       /* (owned) (nullable): of an email */
  char *unsubscribe;     /* (owned) (nullable): of the policy; NULL: a mail to the account says it */
  char *from_name;       /* (owned) */
  char *draft;           /* (owned) (nullable) */
  char *take;            /* (owned) (nullable) */
  char *media;           /* (owned) (nullable): what is heard of it here */
  gboolean is_heard;     /* the edits are read, and @media is with them */
  JsonArray *passages;   /* (owned) (nullable): what the recording is made of, if it was edited */
  gint64 duration_us;
  gint64 seconds;         /* as it stands in the message it was edited from; 0: duration_us */
  GPtrArray *files;       /* (owned) (nullable) (element-type RbkWrittenAttachment) */
  JsonArray *attachments; /* (owned) (nullable): what the worker made of files and recording */
  gboolean clean;         /* steady noise is taken out of what leaves */
  gboolean is_practice;   /* of the take: what it is edited from is asked in the worker */
  gboolean is_reply;
  GStrv settled;        /* (owned) (nullable) */
  char *edited_from;    /* (owned) (nullable) */
  gint64 not_before_us; /* 0: when the undo time has passed */
} RbkPress;

typedef gboolean (*RbkPressPrepare) (RbkDesk *self,
                                     RbkPress *press,
                                     GCancellable *cancellable,
                                     GError **error);

RbkPress *rbk_press_new (RbkDesk *self, RbkMedium medium);
void rbk_press_free (gpointer press);

RbkVerdict *rbk_press_judge (RbkDesk *self, const RbkPress *press, GError **error);
gboolean rbk_press_check (RbkDesk *self, GTask *task, const RbkPress *press);
char *rbk_press_keep_media (RbkDesk *self, GBytes *bytes, GError **error);
gboolean rbk_press_keep_files (RbkDesk *self, RbkPress *press, GCancellable *cancellable, GError **error);
void rbk_press_prepare (RbkDesk *self, GTask *task, RbkPressPrepare prepare);
void rbk_press_enqueue (RbkDesk *self, GTask *task);

G_END_DECLS
