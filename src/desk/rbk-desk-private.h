/* rbk-desk-private.h: what the files of the desk share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "base/rbk-worker.h"
#include "desk/rbk-desk-people.h"
#include "ledger/rbk-ledger-reader.h"
#include "model/rbk-cut.h"
#include "model/rbk-rubric.h"
#include "outbox/rbk-gate-background.h"
#include "outbox/rbk-outbox.h"
#include "rules/rbk-company-address.h"
#include "rules/rbk-stop-words.h"

G_BEGIN_DECLS

/* Main thread, save where noted. */
struct _RbkDesk
{
  GObject parent_instance;

  char *directory; /* (owned) */
  gboolean sample;
  RbkClock *clock;                      /* (owned) */
  RbkConsumerDomains *consumer_domains; /* (owned) (nullable): NULL until it was opened */
  RbkStopWords *stop_words;             /* (owned) (nullable): the same */
  RbkGateTables *gate_tables;           /* (owned) (nullable): the same */
  RbkGateBackground *background;        /* (owned) (nullable): NULL unless open; as showroom, people… */
  RbkLedger *ledger;                    /* (owned) (nullable): NULL unless open */
  RbkLedgerReader *reader;              /* (owned) (nullable): the main thread's */
  RbkWorker *worker;                    /* (owned): blocking work: keyring, rendering, long reads */
  RbkLedgerReader *worker_reader;       /* (owned) (nullable): the worker's thread alone */
  RbkOutbox *outbox;                    /* (owned) (nullable) */
  GCancellable *closing;                /* (owned): cancelled when the desk closes */

  RbkShowroom *showroom; /* (owned) (nullable) */
  GPtrArray *people;     /* (owned) (element-type RbkPerson) */
  GPtrArray *accounts;   /* (owned) (element-type RbkAccount) */
  char *person;          /* (owned) (nullable): the id of who acts */
  GHashTable *assigned;  /* (owned) (nullable) (element-type utf8 uint): customers of who left, by person */
  GPtrArray *reassigned; /* (owned) (nullable): what was handed over last, to be undone */
  RbkCompanyPolicy *no_policy; /* (owned) (nullable): what there is before anything is known */
  GStrv other_names;    /* (owned) (nullable): first names of customers of late; NULL: to be read anew */
  GPtrArray *templates; /* (owned) (nullable) (element-type RbkMessageTemplate): those that come with us */

  RbkRubric *rubric;     /* (owned) (nullable): the showroom's own, if it made one */
  GHashTable *rubrics;   /* (owned) (nullable) (element-type uint RbkRubric): older ones, by version */
  guint waiting_reviews; /* that whoever acts here could judge */
  guint review_count;    /* an idle that counts them; 0: none */

  gboolean sign_in_elsewhere; /* the next account is signed in to on another device */

  gboolean online;
  guint waiting_messages;
  guint queue[RBK_N_MESSAGE_STATES]; /* how many messages wait in each state */
};

gboolean rbk_desk_finish (RbkDesk *self, GAsyncResult *result, GError **error);
void rbk_desk_return_append (RbkDesk *self, GTask *task, GPtrArray *entries);
void rbk_desk_return_append_one (
  RbkDesk *self, GTask *task, RbkEntryKind kind, const char *customer, JsonObject *payload);
void rbk_desk_return_append_id (RbkDesk *self, GTask *task, GPtrArray *entries, char *id);
RbkEntry *rbk_desk_new_entry (RbkDesk *self, RbkEntryKind kind, const char *customer, JsonObject *payload);
gboolean rbk_desk_check_may_act (RbkDesk *self, GTask *task);
void rbk_desk_reload_showroom (RbkDesk *self);
void rbk_desk_begin_acting (RbkDesk *self);
void rbk_desk_choose_person (RbkDesk *self);
void rbk_desk_count_assigned (RbkDesk *self);
void rbk_desk_forget_left_mailboxes (RbkDesk *self);
gboolean
rbk_desk_check_address_is_free (RbkDesk *self, const char *person, const char *address, GError **error);
RbkLedgerReader *rbk_desk_get_worker_reader (RbkDesk *self, GError **error);
gboolean rbk_desk_check_may_leave (RbkDraft *draft, RbkTake *take, RbkCut *cut, GError **error);
/* (transfer none) (nullable): whose own mailbox that is; NULL: nobody's, so everybody's. */
RbkPerson *rbk_desk_find_owner (RbkDesk *self, RbkAccount *account);
/* (transfer none) (nullable): the account of that id, NULL for the first, by which @medium leaves. */
RbkAccount *rbk_desk_find_account (RbkDesk *self, RbkMedium medium, const char *account);
/* (transfer none) (nullable): where customers' phones get what is too much for a message. */
RbkAccount *rbk_desk_find_web_space (RbkDesk *self);
const char *const *rbk_desk_get_other_names (RbkDesk *self);
const char *const *rbk_desk_get_domains (RbkDesk *self);
RbkCarrier *
rbk_desk_open_carrier (RbkAccount *account, GCancellable *cancellable, gpointer data, GError **error);

G_END_DECLS
