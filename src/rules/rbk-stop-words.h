/* rbk-stop-words.h: whether what a customer wrote asks us to stop (K-31, K-35).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-customer.h"
#include "rules/rbk-gate-policy.h"

G_BEGIN_DECLS

typedef enum
{
  RBK_STOP_NO,
  RBK_STOP_ASK, /* a person reads it and decides */
  RBK_STOP_YES,
} RbkStop;

/* The dated rows of data/rules/stop-words.json. Immutable, so that it can be used from any thread. */
#define RBK_TYPE_STOP_WORDS (rbk_stop_words_get_type ())
G_DECLARE_FINAL_TYPE (RbkStopWords, rbk_stop_words, RBK, STOP_WORDS, GObject)

RbkStopWords *rbk_stop_words_new (GBytes *json, GError **error);
RbkStop rbk_stop_words_judge (RbkStopWords *self, const char *text, char **word);
RbkMedium rbk_stop_find_scope (const RbkGatePolicy *policy, RbkGateTables *tables, RbkMedium heard_in);

/* Who wrote an email (K-35). */
typedef enum
{
  RBK_WRITER_PERSON,
  RBK_WRITER_MACHINE, /* out of office, a receipt */
  RBK_WRITER_BOUNCE,  /* the mail system, of a message that did not arrive */
} RbkWriter;

/* Header fields of an email, each as it stands there; NULL where there is none. */
typedef struct
{
  const char *auto_submitted;
  const char *return_path;
  const char *content_type;
  const char *precedence;
  const char *auto_reply; /* X-Autoreply or X-Autorespond */
} RbkMailMarks;

RbkWriter rbk_mail_find_writer (const RbkMailMarks *marks);

G_END_DECLS
