/* rbk-transcriber-error.h: how finding out what a customer will read can fail.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RbkTranscriberError:
 * @RBK_TRANSCRIBER_ERROR_MISSING: the helper program is not installed
 * @RBK_TRANSCRIBER_ERROR_MODEL: the engine refused a model file that was checked
 * @RBK_TRANSCRIBER_ERROR_SOUND: the sound is longer than the helper reads, or is none
 * @RBK_TRANSCRIBER_ERROR_PROCESSOR: this processor lacks what the engine needs
 * @RBK_TRANSCRIBER_ERROR_CRASHED: the helper ended before it was done
 * @RBK_TRANSCRIBER_ERROR_TOO_SLOW: the helper was not done within its time, and was ended
 * @RBK_TRANSCRIBER_ERROR_GARBAGE: the helper said what no helper says, and was ended
 *
 * None of them says anything about the recording, which is as good as before; the checks that need
 * words are then not made.
 */
typedef enum
{
  RBK_TRANSCRIBER_ERROR_MISSING,
  RBK_TRANSCRIBER_ERROR_MODEL,
  RBK_TRANSCRIBER_ERROR_SOUND,
  RBK_TRANSCRIBER_ERROR_PROCESSOR,
  RBK_TRANSCRIBER_ERROR_CRASHED,
  RBK_TRANSCRIBER_ERROR_TOO_SLOW,
  RBK_TRANSCRIBER_ERROR_GARBAGE,
} RbkTranscriberError;

#define RBK_TRANSCRIBER_ERROR (rbk_transcriber_error_quark ())
GQuark rbk_transcriber_error_quark (void);

G_END_DECLS
