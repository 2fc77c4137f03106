/* rbk-desk-people.h: who works here, who acts at this window, and who has left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"

G_BEGIN_DECLS

/* Without a hub, whoever can use the PC's account is believed. What a role may do is asked here all the same,
 * never in a widget, so that a hub can enforce the same rules. */
typedef enum
{
  RBK_RIGHT_DECIDE,        /* the policy, the rubric, how voicemails are spoken */
  RBK_RIGHT_REVIEW,        /* others' voicemails */
  RBK_RIGHT_CHANGE_PEOPLE, /* add somebody, change a role, let somebody go */
  RBK_RIGHT_REASSIGN,      /* another's customers */
  RBK_RIGHT_SEND,          /* anything; not once they have left */
} RbkRight;

/* FALSE with RBK_DESK_ERROR_REFUSED and a sentence that names whom to ask. Where no manager works yet,
 * whoever acts may do all but review. */
gboolean rbk_desk_may (RbkDesk *self, RbkRight right, GError **error);

RbkPerson *rbk_desk_find_person (RbkDesk *self, const char *person); /* (nullable) */
gboolean rbk_desk_is_manager (RbkPerson *person);

/* This window acts as @person from now on. Kept for this PC. Refused for somebody who left. */
void rbk_desk_act_as_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (act_as);

/* @person: (nullable): a new one. @changes: of a person-changed payload, any of name, role, line (as typed),
 * email (a company address, A-1). The last manager stays one. One's own name, line and address are one's own
 * to change. Returns the id (transfer full). */
void rbk_desk_change_person_async (RbkDesk *self,
                                   const char *person,
                                   JsonObject *changes,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
char *rbk_desk_change_person_finish (RbkDesk *self, GAsyncResult *result, GError **error);

/* from now on nothing leaves in their name: what waits in the outbox is cancelled, their own mailbox is
 * removed and its secret leaves the keyring; history stays; their customers are those of
 * rbk_desk_list_customers_of_async(). And back again, without the mailbox. */
void rbk_desk_let_go_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (let_go);
void rbk_desk_take_back_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
RBK_DESK_USE_CASE (take_back);

/* (transfer full) (element-type RbkCustomer): whom @person looks after, by name. NULL: all who left. */
void rbk_desk_list_customers_of_async (
  RbkDesk *self, const char *person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GPtrArray *rbk_desk_list_customers_of_finish (RbkDesk *self, GAsyncResult *result, GError **error);
/* How many customers somebody who left still has; NULL: all who left. "assignments-changed" tells of it. */
guint rbk_desk_count_customers_of (RbkDesk *self, const char *person);
/* All of @customers in one transaction. @reason: (nullable). Undoing gives those back that nobody handed on
 * meanwhile; it is for the last time that this was done here. */
void rbk_desk_reassign_async (RbkDesk *self,
                              const char *const *customers,
                              const char *person,
                              const char *reason,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
RBK_DESK_USE_CASE (reassign);
void rbk_desk_undo_reassign_async (RbkDesk *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer data);
RBK_DESK_USE_CASE (undo_reassign);

G_END_DECLS
