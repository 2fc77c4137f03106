/* rbk-review-report-private.h: what the files of the report share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-desk-review-private.h"

G_BEGIN_DECLS

/* Immutable, once it is made. */
struct _RbkReviewReport
{
  GObject parent_instance;

  GArray *weeks;       /* (owned) (element-type RbkReviewWeek) */
  GArray *coverage;    /* (owned) (element-type RbkReviewCoverage) */
  GStringChunk *ids;   /* (owned): of people in both */
  GHashTable *names;   /* (owned) (element-type utf8 utf8): of people, by their ids */
  GPtrArray *criteria; /* (owned) (element-type utf8): ids, as the rubric has them */
  GPtrArray *titles;   /* (owned) (element-type utf8): of criteria */
  GTimeZone *zone;     /* (owned): in which weeks are counted */
};

G_END_DECLS
