/* rbk-failure-banner.h: what went wrong with a recording, and how to go on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "desk/rbk-composer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Signals: "go-on" (): the person wants to go on in a new take, with the microphone that is there. */
#define RBK_TYPE_FAILURE_BANNER (rbk_failure_banner_get_type ())
G_DECLARE_FINAL_TYPE (RbkFailureBanner, rbk_failure_banner, RBK, FAILURE_BANNER, AdwBin)

void rbk_failure_banner_show (RbkFailureBanner *self, const GError *error);
void rbk_failure_banner_set_microphone (RbkFailureBanner *self, RbkMicrophone *microphone);

G_END_DECLS
