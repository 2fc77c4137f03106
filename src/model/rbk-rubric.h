/* rbk-rubric.h: by what a voicemail is judged: criteria with their anchors and weights, and gates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "model/rbk-json.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * RbkRubricError:
 * @RBK_RUBRIC_ERROR_WEIGHTS: the weights are not 100 together
 * @RBK_RUBRIC_ERROR_INVALID: anything else that makes it no rubric
 *
 * The messages are sentences for the person who edits it.
 */
typedef enum
{
  RBK_RUBRIC_ERROR_WEIGHTS,
  RBK_RUBRIC_ERROR_INVALID,
} RbkRubricError;

#define RBK_RUBRIC_ERROR (rbk_rubric_error_quark ())
GQuark rbk_rubric_error_quark (void);

/* What a score goes up to. */
#define RBK_RUBRIC_BEST 3

/* One line of a rubric. */
typedef struct
{
  char *id;
  char *title;
  guint weight;                       /* of the rubric's hundred, at least 1 */
  char *anchors[RBK_RUBRIC_BEST + 1]; /* what is worth 0, 1, 2 and 3, in words */
  GStrv evidence;                     /* ids of the rules that measured something about it; may be empty */
} RbkCriterion;

/* A gate: whoever fails it has nothing, whatever the points. */
typedef struct
{
  char *id;
  char *title;
} RbkRubricGate;

/* Bands of a total (domain rules 3.9). */
typedef enum
{
  RBK_SCORE_BAND_RED,    /* 0 to 49 */
  RBK_SCORE_BAND_YELLOW, /* 50 to 69 */
  RBK_SCORE_BAND_BLUE,   /* 70 to 89 */
  RBK_SCORE_BAND_GREEN,  /* 90 to 100 */
} RbkScoreBand;

/* Immutable. */
#define RBK_TYPE_RUBRIC (rbk_rubric_get_type ())
G_DECLARE_FINAL_TYPE (RbkRubric, rbk_rubric, RBK, RUBRIC, GObject)

RbkRubric *rbk_rubric_new_from_facts (JsonObject *facts, GError **error);
RbkRubric *rbk_rubric_new_from_json (GBytes *json, GError **error);
JsonObject *rbk_rubric_dup_facts (RbkRubric *self);
guint rbk_rubric_get_version (RbkRubric *self);
guint rbk_rubric_get_n_criteria (RbkRubric *self);
const RbkCriterion *rbk_rubric_get_criterion (RbkRubric *self, guint index);
const RbkCriterion *rbk_rubric_find_criterion (RbkRubric *self, const char *id);
guint rbk_rubric_get_n_gates (RbkRubric *self);
const RbkRubricGate *rbk_rubric_get_gate (RbkRubric *self, guint index);
const RbkRubricGate *rbk_rubric_find_gate (RbkRubric *self, const char *id);

/* The sum of weight x score / 3, rounded; 0 when a gate failed; -1 while a criterion has no score. */
int rbk_rubric_total (RbkRubric *self, JsonObject *scores, const char *const *failed);
RbkScoreBand rbk_score_band_of (guint total);
const char *rbk_score_band_get_words (RbkScoreBand band); /* translated */

G_END_DECLS
