/* rbk-text-line.h: a company number that texts are sent from, whoever provides it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "channels/rbk-channel-error.h"
#include "channels/rbk-send-result.h"
#include "channels/text/rbk-text-report.h"

G_BEGIN_DECLS

/* How long a text may be, in characters, and how many files may go with it. */
#define RBK_TEXT_LONGEST_BODY 1600
#define RBK_TEXT_MOST_MEDIA   10
/* How long a provider may need until a text that it took is found again; ask no sooner, and ask twice. */
#define RBK_TEXT_LOOK_AGAIN_US ((gint64) 10 * G_USEC_PER_SEC)

/* A text as it leaves; all borrowed. */
typedef struct
{
  const char *to;           /* E.164 */
  const char *body;         /* (nullable): UTF-8 */
  const char *const *media; /* (nullable) (array zero-terminated=1): https places of files; makes it an MMS */
} RbkText;

#define RBK_TYPE_TEXT_LINE (rbk_text_line_get_type ())
G_DECLARE_INTERFACE (RbkTextLine, rbk_text_line, RBK, TEXT_LINE, GObject)

struct _RbkTextLineInterface
{
  GTypeInterface parent_iface;

  RbkSendResult (*send) (RbkTextLine *self,
                         const RbkText *text,
                         RbkTextReport **report,
                         gint64 *retry_after_us,
                         GCancellable *cancellable,
                         GError **error);
  RbkFound (*find_sent) (RbkTextLine *self,
                         const RbkText *text,
                         gint64 since_us,
                         const char *const *known,
                         RbkTextReport **report,
                         gint64 *retry_after_us,
                         GCancellable *cancellable,
                         GError **error);
  RbkTextReport *(*look_up) (RbkTextLine *self,
                             const char *reference,
                             gint64 *retry_after_us,
                             GCancellable *cancellable,
                             GError **error);
  gboolean (*test) (RbkTextLine *self, GCancellable *cancellable, GError **error);
  const char *(*get_number) (RbkTextLine *self);
};

RbkSendResult rbk_text_line_send (RbkTextLine *self,
                                  const RbkText *text,
                                  RbkTextReport **report,
                                  gint64 *retry_after_us,
                                  GCancellable *cancellable,
                                  GError **error);
RbkFound rbk_text_line_find_sent (RbkTextLine *self,
                                  const RbkText *text,
                                  gint64 since_us,
                                  const char *const *known,
                                  RbkTextReport **report,
                                  gint64 *retry_after_us,
                                  GCancellable *cancellable,
                                  GError **error);
RbkTextReport *rbk_text_line_look_up (RbkTextLine *self,
                                      const char *reference,
                                      gint64 *retry_after_us,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean rbk_text_line_test (RbkTextLine *self, GCancellable *cancellable, GError **error);
const char *rbk_text_line_get_number (RbkTextLine *self);
void rbk_text_error_set (GError **error, RbkChannelError code, const char *sentence);

G_END_DECLS
