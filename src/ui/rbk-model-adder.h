/* rbk-model-adder.h: adds a speech model from a file, once it is checked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-speech-shelf.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button that becomes a progress bar, and a sentence where the file was not taken.
 * Signals: "added" (RbkSpeechModel *) */
#define RBK_TYPE_MODEL_ADDER (rbk_model_adder_get_type ())
G_DECLARE_FINAL_TYPE (RbkModelAdder, rbk_model_adder, RBK, MODEL_ADDER, GtkBox)

GtkWidget *rbk_model_adder_new (void);
void rbk_model_adder_set_shelf (RbkModelAdder *self, RbkSpeechShelf *shelf);

G_END_DECLS
