/* rbk-send-schedule.h: when a message is tried, and looked for, again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds each. Tests make them short; nothing else changes them. */
typedef struct
{
  gint64 first_wait_us;   /* before the second attempt; doubles with each one after it */
  gint64 longest_wait_us; /* between attempts */
  gint64 look_again_us;   /* between two looks for a message whose answer was cut off */
  gint64 longest_nap_us;  /* between two looks at the clock, which may be set or have slept, while
                             something is scheduled; 0: as long as it takes */
} RbkSendSchedule;

/* After so many attempts that certainly failed a person has to look. */
#define RBK_SEND_MOST_ATTEMPTS 24
/* A message is sent anew only after so many clear answers that the server does not have it. */
#define RBK_SEND_LOOKS 2
/* After so many looks without an answer it is not known whether the message left. */
#define RBK_SEND_VAIN_LOOKS 8

/* Of a message that waits although nothing was tried: the provider asked to be left alone, or there was no
 * network. */
#define RBK_SEND_BUSY_CODE    "busy"
#define RBK_SEND_OFFLINE_CODE "offline"
/* So many messages of an account may be in the dark before no more are sent: the provider is not well. */
#define RBK_SEND_MOST_UNSETTLED 20

void rbk_send_schedule_init (RbkSendSchedule *schedule);
gint64 rbk_send_schedule_wait_us (const RbkSendSchedule *schedule, guint attempt, gint64 retry_after_us);

G_END_DECLS
