/* rbk-room.h: how noisy it is before anybody speaks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RbkRoomVerdict:
 * @RBK_ROOM_DEAD: nothing at all comes from the microphone, not even its own hiss: it is switched off or
 * muted
 * @RBK_ROOM_QUIET: a voice will stand clear of the noise
 * @RBK_ROOM_NOISY: it will be understood, with less than the 20 dB between voice and noise that a voicemail
 * is to have
 * @RBK_ROOM_VERY_NOISY: words will be lost, and a recogniser will lose most of them
 */
typedef enum
{
  RBK_ROOM_DEAD,
  RBK_ROOM_QUIET,
  RBK_ROOM_NOISY,
  RBK_ROOM_VERY_NOISY,
} RbkRoomVerdict;

/* From where on it is noisy, and very noisy. A voice at a headset or a desk microphone is recorded at about
 * -26 dBFS (the nominal level of ITU-T P.56); these leave 20 dB (V-14), and 10 dB, below it. */
#define RBK_ROOM_NOISY_DB      (-46.0)
#define RBK_ROOM_VERY_NOISY_DB (-36.0)

/**
 * RbkRoom:
 * @noise_db: dBFS (RMS against a full scale of 32768) of the noise; -120 where there is none
 */
typedef struct
{
  double noise_db;
  RbkRoomVerdict verdict;
} RbkRoom;

gboolean rbk_room_measure (GBytes *pcm, RbkRoom *room);

void rbk_room_listen_async (const char *microphone,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean rbk_room_listen_finish (GAsyncResult *result, RbkRoom *room, GError **error);

G_END_DECLS
