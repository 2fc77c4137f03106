/* rbk-loss-question.h: asks before something is lost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *rbk_loss_question_new (
  const char *heading, const char *body, const char *keep, const char *loss, const char *words);

G_END_DECLS
