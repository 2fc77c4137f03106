/* rbk-writer.h: what the ledger's one writing thread does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ledger/rbk-database.h"
#include "model/rbk-entry.h"
#include "model/rbk-review.h"

G_BEGIN_DECLS

/* Belongs to one thread at a time. */
typedef struct _RbkWriter RbkWriter;

typedef enum
{
  RBK_WRITING_APPEND,
  RBK_WRITING_REVIEW,
  RBK_WRITING_MEDIA_CHUNK,
  RBK_WRITING_MEDIA_END,
  RBK_WRITING_ONLINE, /* @media is an address, @account the web space; NULL: it is forgotten */
  RBK_WRITING_REBUILD,
  RBK_WRITING_LIMIT, /* for tests: @from is the most pages that the file may have */
} RbkWritingKind;

/* One thing to be written, whole or not at all. */
typedef struct
{
  RbkWritingKind kind;
  GPtrArray *entries; /* (owned) (nullable) (element-type RbkEntry) */
  guint from;         /* bits of states the message must be in; 0: any. Of a review: those of the others */
  guint second_from; /* the same of the second entry's message, to be appended with the first or not at all */
  char *media;       /* (owned) (nullable) */
  GBytes *chunk;     /* (owned) (nullable) */
  char *account;     /* (owned) (nullable) */

  GPtrArray *appended; /* (owned) (nullable): the entries as they were appended, once it is done */
  GError *error;       /* (owned) (nullable): why it was not done */
  GError *lost;        /* (owned) (nullable): why its decision does not count, though it was done */
  RbkReviewItem *item; /* (owned) (nullable): what was reviewed, as it is then */

  /* Whom to tell; of the ledger. */
  GTask *task;   /* (owned) (nullable): NULL if somebody waits */
  gboolean done; /* (lock of the ledger) */
} RbkWriting;

RbkWriter *rbk_writer_new (const char *path, const guint8 *key, GError **error);
void rbk_writer_free (RbkWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkWriter, rbk_writer_free)
const char *rbk_writer_get_device (RbkWriter *self);
RbkDatabase *rbk_writer_get_database (RbkWriter *self);
void rbk_writer_write (RbkWriter *self, GPtrArray *writings);
gboolean rbk_writer_tidy_up (RbkWriter *self, GError **error);

gboolean rbk_writing_is_alone (RbkWriting *self);
void rbk_writing_free (RbkWriting *self);

G_END_DECLS
