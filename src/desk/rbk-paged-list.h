/* rbk-paged-list.h: rows of the ledger as a GListModel, read by pages, kept current.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk.h"
#include "ledger/rbk-ledger-reader.h"

G_BEGIN_DECLS

/* Rows stay the objects that they were where nothing of them is another.
 * Properties: "loading" (boolean): what is shown is about to be replaced; "has-more" (boolean). */
#define RBK_TYPE_PAGED_LIST (rbk_paged_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (RbkPagedList, rbk_paged_list, RBK, PAGED_LIST, GObject)

/* What is asked of the ledger. Of the worker, once it was handed over. */
typedef struct
{
  gpointer question; /* (owned): what freeze() gave */
  char *after;       /* (owned) (nullable): the place that the page follows on; NULL: from the first row */
  guint limit;       /* one row more than is shown says whether there are more */
  gboolean is_all;   /* read() says so: nothing follows, however many there are */
} RbkPage;

struct _RbkPagedListClass
{
  GObjectClass parent_class;

  GType item_type;
  guint first_rows; /* about what a window shows: the first picture waits for all of them */
  guint more_rows;  /* asked for in addition, as long as there is room: few enough that no frame is late */
  /* Whether a row that shows one may go on showing it for the other. */
  gboolean (*is_same) (gpointer item, gpointer other);
  /* (nullable): where a page can follow on @item; without it, more rows are read together with all before. */
  const char *(*get_place) (gpointer item);
  /* All that read() needs to know, as it is now. */
  gpointer (*freeze) (RbkPagedList *self);
  GDestroyNotify free_question;
  /* On the desk's worker. (transfer full) (element-type item_type) */
  GPtrArray *(*read) (RbkLedgerReader *reader, RbkPage *page, GError **error);
};

void rbk_paged_list_open (RbkPagedList *self, RbkDesk *desk, const char *changed);
RbkDesk *rbk_paged_list_get_desk (RbkPagedList *self);
gboolean rbk_paged_list_is_loading (RbkPagedList *self);
void rbk_paged_list_load_more (RbkPagedList *self);
void rbk_paged_list_load_again (RbkPagedList *self);
void rbk_paged_list_begin_anew (RbkPagedList *self);

G_END_DECLS
