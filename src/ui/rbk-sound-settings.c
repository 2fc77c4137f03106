/* rbk-sound-settings.c: how this person likes to hear and to record.
 *
 * They are kept in GSettings, and for the length of the run where its schema is not installed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-sound-settings.h"

#include <glib/gi18n-lib.h>

#define SCHEMA "app.ringback.Ringback"

const double rbk_sound_settings_speeds[RBK_SOUND_SETTINGS_N_SPEEDS] = { 0.75, 1, 1.25, 1.5, 2 };

/**
 * rbk_sound_settings_get:
 *
 * Returns: (transfer none) (nullable): the settings; %NULL where the schema is not installed
 */
GSettings *
rbk_sound_settings_get (void)
{
  static GSettings *settings = NULL;
  static gsize looked = 0;

  if (g_once_init_enter (&looked))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema =
        source != NULL ? g_settings_schema_source_lookup (source, SCHEMA, TRUE) : NULL;

      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&looked, 1);
    }
  return settings;
}

/**
 * rbk_sound_settings_get_speed:
 *
 * Returns: how fast voicemails are played; 1 is as they were spoken
 */
double
rbk_sound_settings_get_speed (void)
{
  GSettings *settings = rbk_sound_settings_get ();

  return settings != NULL ? g_settings_get_double (settings, RBK_SOUND_SETTINGS_SPEED) : 1;
}

/**
 * rbk_sound_settings_set_speed:
 * @speed: one of rbk_sound_settings_speeds
 *
 * Everything that plays follows.
 */
void
rbk_sound_settings_set_speed (double speed)
{
  GSettings *settings = rbk_sound_settings_get ();

  if (settings != NULL)
    g_settings_set_double (settings, RBK_SOUND_SETTINGS_SPEED, speed);
}

/**
 * rbk_sound_settings_dup_speed_words:
 * @speed: how fast
 *
 * Returns: (transfer full): for example "1.25×"
 */
char *
rbk_sound_settings_dup_speed_words (double speed)
{
  /* Translators: how many times as fast a recording is played, such as "1.25×" */
  return g_strdup_printf (_ ("%g×"), speed);
}

/**
 * rbk_sound_settings_dup_microphone:
 *
 * Returns: (transfer full) (nullable): id of the microphone chosen last; %NULL for the system's
 */
char *
rbk_sound_settings_dup_microphone (void)
{
  GSettings *settings = rbk_sound_settings_get ();
  g_autofree char *id =
    settings != NULL ? g_settings_get_string (settings, RBK_SOUND_SETTINGS_MICROPHONE) : NULL;

  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

/**
 * rbk_sound_settings_set_microphone:
 * @id: (nullable): id of a microphone; %NULL for the system's
 */
void
rbk_sound_settings_set_microphone (const char *id)
{
  GSettings *settings = rbk_sound_settings_get ();

  if (settings != NULL)
    g_settings_set_string (settings, RBK_SOUND_SETTINGS_MICROPHONE, id != NULL ? id : "");
}

/**
 * rbk_sound_settings_get_clean_up:
 *
 * Returns: whether steady noise is taken out of what leaves: a property of the room, so it is remembered
 */
gboolean
rbk_sound_settings_get_clean_up (void)
{
  GSettings *settings = rbk_sound_settings_get ();

  return settings != NULL && g_settings_get_boolean (settings, "clean-up");
}

/**
 * rbk_sound_settings_set_clean_up:
 * @clean_up: whether to take it out from now on
 */
void
rbk_sound_settings_set_clean_up (gboolean clean_up)
{
  GSettings *settings = rbk_sound_settings_get ();

  if (settings != NULL)
    g_settings_set_boolean (settings, "clean-up", clean_up);
}

/**
 * rbk_sound_settings_get_countdown:
 *
 * Returns: whether %RBK_SOUND_SETTINGS_COUNTDOWN_SECONDS are counted down before a recording
 */
gboolean
rbk_sound_settings_get_countdown (void)
{
  GSettings *settings = rbk_sound_settings_get ();

  return settings != NULL && g_settings_get_boolean (settings, RBK_SOUND_SETTINGS_COUNTDOWN);
}

/**
 * rbk_sound_settings_get_pace:
 *
 * Returns: words a minute at which the teleprompter scrolls
 */
int
rbk_sound_settings_get_pace (void)
{
  GSettings *settings = rbk_sound_settings_get ();

  return settings != NULL ? g_settings_get_int (settings, RBK_SOUND_SETTINGS_PACE) : RBK_SOUND_SETTINGS_USUAL;
}

/**
 * rbk_sound_settings_set_pace:
 * @words_a_minute: is held between the slowest and the fastest
 *
 * Every teleprompter follows.
 */
void
rbk_sound_settings_set_pace (int words_a_minute)
{
  GSettings *settings = rbk_sound_settings_get ();

  if (settings != NULL)
    g_settings_set_int (settings,
                        RBK_SOUND_SETTINGS_PACE,
                        CLAMP (words_a_minute, RBK_SOUND_SETTINGS_SLOWEST, RBK_SOUND_SETTINGS_FASTEST));
}
