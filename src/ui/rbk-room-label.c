/* rbk-room-label.c: says how noisy it is before anybody speaks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-room-label.h"

#include "media/rbk-room.h"

#include <glib/gi18n-lib.h>

struct _RbkRoomLabel
{
  AdwBin parent_instance;

  GCancellable *cancellable; /* (owned) (nullable): of the second of listening */

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (RbkRoomLabel, rbk_room_label, ADW_TYPE_BIN)

static void
show (RbkRoomLabel *self, const char *words, gboolean bad)
{
  gtk_label_set_label (self->label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  if (bad)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "warning");
}

static const char *
words_of (RbkRoomVerdict verdict)
{
  switch (verdict)
    {
    case RBK_ROOM_DEAD:
      return _ ("Nothing comes from this microphone. Is it switched off or muted?");
    case RBK_ROOM_NOISY:
      return _ ("The room is noisy: speak close to the microphone, or find a quieter place.");
    case RBK_ROOM_VERY_NOISY:
      return _ ("The room is very noisy: words will be lost. Find a quieter place.");
    case RBK_ROOM_QUIET:
    default:
      return _ ("The room is quiet.");
    }
}

static void
listened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RbkRoomLabel) self = data;
  g_autoptr (GError) error = NULL;
  RbkRoom room;

  if (rbk_room_listen_finish (result, &room, &error))
    {
      g_clear_object (&self->cancellable);
      show (self, words_of (room.verdict), room.verdict != RBK_ROOM_QUIET);
      if (room.verdict != RBK_ROOM_QUIET)
        gtk_accessible_announce (
          GTK_ACCESSIBLE (self->label), words_of (room.verdict), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      /* Whoever records is told what is wrong with the microphone; there is nothing to say of the room. */
      g_clear_object (&self->cancellable);
      show (self, NULL, FALSE);
    }
}

static void
rbk_room_label_dispose (GObject *object)
{
  RbkRoomLabel *self = RBK_ROOM_LABEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rbk_room_label_parent_class)->dispose (object);
}

static void
rbk_room_label_class_init (RbkRoomLabelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rbk_room_label_dispose;
}

static void
rbk_room_label_init (RbkRoomLabel *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_justify (self->label, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
  show (self, NULL, FALSE);
}

/**
 * rbk_room_label_listen:
 * @microphone: (nullable): id of the microphone; %NULL for the system's own choice
 *
 * Listens for a second, of which nothing is kept, and says how noisy it is.
 */
void
rbk_room_label_listen (RbkRoomLabel *self, const char *microphone)
{
  g_return_if_fail (RBK_IS_ROOM_LABEL (self));

  rbk_room_label_rest (self);
  show (self, _ ("Listening to the room for a second…"), FALSE);
  self->cancellable = g_cancellable_new ();
  rbk_room_listen_async (microphone, self->cancellable, listened_cb, g_object_ref (self));
}

/**
 * rbk_room_label_rest:
 *
 * Says nothing, and lets go of the microphone.
 */
void
rbk_room_label_rest (RbkRoomLabel *self)
{
  g_return_if_fail (RBK_IS_ROOM_LABEL (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  show (self, NULL, FALSE);
}
