/* rbk-speech-settings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-speech-settings.h"

#include "ui/rbk-sound-settings.h"

#define SHELF "rbk-speech-shelf"

/**
 * rbk_speech_settings_get_shelf:
 * @desk: an open desk
 *
 * One shelf for everything in the window of @desk; which of its models was chosen is kept in GSettings.
 *
 * Returns: (transfer none): the models of this computer; it lives as long as @desk
 */
RbkSpeechShelf *
rbk_speech_settings_get_shelf (RbkDesk *desk)
{
  RbkSpeechShelf *shelf = g_object_get_data (G_OBJECT (desk), SHELF);

  if (shelf == NULL)
    {
      g_autoptr (RbkSpeechModels) models = rbk_speech_models_new (NULL);
      GSettings *settings = rbk_sound_settings_get ();

      shelf = rbk_speech_shelf_new (models);
      if (settings != NULL)
        g_settings_bind (settings, RBK_SPEECH_SETTINGS_MODEL, shelf, "wanted", G_SETTINGS_BIND_DEFAULT);
      g_object_set_data_full (G_OBJECT (desk), SHELF, shelf, g_object_unref);
    }
  return shelf;
}
