/* rbk-cut-map.h: where the samples of takes are in a message, and what an edit left as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-cut.h"

G_BEGIN_DECLS

/**
 * RbkCutPlace:
 * @position: where it is in the message
 * @first: the first sample of the take that is there
 * @end: the one after the last that is there
 */
typedef struct
{
  gint64 position;
  gint64 first;
  gint64 end;
} RbkCutPlace;

/**
 * RbkCutPart:
 * @position: where it is in the message
 * @before: where it was in the message before
 * @length: how many samples it has
 */
typedef struct
{
  gint64 position;
  gint64 before;
  gint64 length;
} RbkCutPart;

gboolean rbk_cut_find (RbkCut *self, gint64 position, const char **take, gint64 *sample);
GArray *rbk_cut_places (RbkCut *self, const char *take, gint64 first, gint64 end);
GArray *rbk_cut_unchanged (RbkCut *self, RbkCut *before);

G_END_DECLS
