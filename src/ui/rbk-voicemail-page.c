/* rbk-voicemail-page.c: how voicemails are spoken here: the showroom's school, one's own lines, recording.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-voicemail-page.h"

#include "desk/rbk-voicemail-guide.h"
#include "model/rbk-json.h"
#include "ui/rbk-scripts-group.h"
#include "ui/rbk-sound-settings.h"
#include "ui/rbk-toasts.h"

#include <glib/gi18n-lib.h>

/* How many unanswered calls the page tells about; after that a school repeats itself. */
#define ATTEMPTS 4

struct _RbkVoicemailPage
{
  AdwPreferencesPage parent_instance;

  RbkDesk *desk;             /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): ends what is under way when the page goes away */
  gboolean showing;          /* the rows are being filled by us, not by the person */

  AdwPreferencesGroup *school_group;
  AdwComboRow *school_row;
  AdwActionRow *length_row;
  AdwActionRow *count_row;
  AdwActionRow *leave_row;
  AdwActionRow *aim_row;
  AdwActionRow *source_row;
  RbkScriptsGroup *scripts_group;
  GtkWidget *own_group;
  AdwSwitchRow *text_row;
  GtkEditable *screening_row;
  GtkWidget *countdown_row;
};

G_DEFINE_FINAL_TYPE (RbkVoicemailPage, rbk_voicemail_page, ADW_TYPE_PREFERENCES_PAGE)

static const char *
get_count_words (RbkNumberCount count)
{
  switch (count)
    {
    case RBK_NUMBER_COUNT_ONCE:
      return _ ("Once");
    case RBK_NUMBER_COUNT_TWICE:
      return _ ("Twice");
    case RBK_NUMBER_COUNT_ANY:
    default:
      return _ ("As often as you like");
    }
}

/* A whole sentence each: what is done may stand before the call in another language. */
static char *
dup_call_words (guint attempt, RbkLeave leave)
{
  switch (leave)
    {
    case RBK_LEAVE_HANG_UP:
      /* Translators: what is done when nobody answers the first, second, … call */
      return g_strdup_printf (_ ("Call %u: hang up"), attempt);
    case RBK_LEAVE_SEND:
      /* Translators: what is done when nobody answers the first, second, … call */
      return g_strdup_printf (_ ("Call %u: write instead"), attempt);
    case RBK_LEAVE_MESSAGE:
    default:
      /* Translators: what is done when nobody answers the first, second, … call */
      return g_strdup_printf (_ ("Call %u: leave a message"), attempt);
    }
}

static char *
dup_leave_words (RbkVoicemailSchool *school)
{
  g_autoptr (GStrvBuilder) calls = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  gboolean always = TRUE;

  for (guint attempt = 1; attempt <= ATTEMPTS; attempt++)
    {
      RbkLeave leave = rbk_voicemail_school_advise (school, attempt);

      always = always && leave == RBK_LEAVE_MESSAGE;
      g_strv_builder_take (calls, dup_call_words (attempt, leave));
    }
  if (always)
    return g_strdup (_ ("Always leave a message"));
  words = g_strv_builder_end (calls);
  return g_strjoinv (" · ", words);
}

static void
show_school (RbkVoicemailPage *self)
{
  RbkVoicemailSchool *school = rbk_voicemail_guide_get_school (self->desk);
  const RbkLengthBand *band = rbk_voicemail_school_get_length (school);
  gboolean mine = rbk_voicemail_guide_may_choose (self->desk);
  g_autofree char *leave = dup_leave_words (school);
  /* Translators: seconds: from, to, and where a warning begins on either side */
  g_autofree char *length = g_strdup_printf (_ ("%u to %u seconds; a warning below %u and above %u"),
                                             band->from,
                                             band->to,
                                             band->warn_below,
                                             band->warn_above);
  guint position = 0;

  g_ptr_array_find (rbk_voicemail_guide_get_schools (), school, &position);
  self->showing = TRUE;
  adw_combo_row_set_selected (self->school_row, position);
  self->showing = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->school_row), mine);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->school_row),
                               mine ? "" : _ ("A manager chooses this (C-15)"));
  adw_action_row_set_subtitle (self->length_row, length);
  adw_action_row_set_subtitle (self->count_row,
                               get_count_words (rbk_voicemail_school_get_number_count (school)));
  adw_action_row_set_subtitle (self->leave_row, leave);
  adw_action_row_set_subtitle (self->aim_row, rbk_voicemail_school_get_aim (school));
  adw_action_row_set_subtitle (self->source_row, rbk_voicemail_school_get_source (school));
}

static void
show_person (RbkVoicemailPage *self)
{
  RbkPerson *person = rbk_desk_get_person (self->desk);
  const char *line = person != NULL ? rbk_person_get_screening_line (person) : NULL;

  gtk_widget_set_sensitive (self->own_group, person != NULL);
  self->showing = TRUE;
  adw_switch_row_set_active (self->text_row, person != NULL && rbk_person_is_text_capable (person));
  if (g_strcmp0 (gtk_editable_get_text (self->screening_row), line != NULL ? line : "") != 0)
    gtk_editable_set_text (self->screening_row, line != NULL ? line : "");
  self->showing = FALSE;
}

static void
showroom_cb (RbkVoicemailPage *self)
{
  show_school (self);
  show_person (self);
}

static void
school_saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkVoicemailPage *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_change_voicemail_policy_finish (RBK_DESK (object), result, &error))
    return;
  /* Cancelled when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  rbk_toasts_say (GTK_WIDGET (self), error->message);
  show_school (self);
}

static void
school_cb (RbkVoicemailPage *self)
{
  GPtrArray *schools = rbk_voicemail_guide_get_schools ();
  guint selected = adw_combo_row_get_selected (self->school_row);
  g_autoptr (JsonObject) changes = NULL;

  if (self->showing || self->desk == NULL || selected >= schools->len)
    return;
  changes = rbk_json_new (
    "voicemail_school", rbk_voicemail_school_get_id (g_ptr_array_index (schools, selected)), NULL);
  rbk_desk_change_voicemail_policy_async (self->desk, changes, self->cancellable, school_saved_cb, self);
}

static void
own_saved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  RbkVoicemailPage *self = data;
  g_autoptr (GError) error = NULL;

  if (rbk_desk_change_own_voicemail_finish (RBK_DESK (object), result, &error))
    return;
  /* Cancelled when the page went away: @self is not to be touched. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  rbk_toasts_say (GTK_WIDGET (self), error->message);
  show_person (self);
}

static void
text_cb (RbkVoicemailPage *self)
{
  g_autoptr (JsonObject) changes = NULL;

  if (self->showing || self->desk == NULL)
    return;
  changes = json_object_new ();
  json_object_set_boolean_member (changes, "text_capable", adw_switch_row_get_active (self->text_row));
  rbk_desk_change_own_voicemail_async (self->desk, changes, self->cancellable, own_saved_cb, self);
}

static void
screening_cb (RbkVoicemailPage *self)
{
  g_autofree char *line = g_strstrip (g_strdup (gtk_editable_get_text (self->screening_row)));
  g_autoptr (JsonObject) changes = NULL;

  if (self->desk == NULL)
    return;
  if (rbk_voicemail_guide_count_words (line) > RBK_SCREENING_LINE_WORDS)
    rbk_toasts_say (GTK_WIDGET (self), _ ("That is more than 20 words: phones stop listening (V-19)."));
  changes = json_object_new ();
  json_object_set_string_member (changes, "screening_line", line);
  rbk_desk_change_own_voicemail_async (self->desk, changes, self->cancellable, own_saved_cb, self);
}

static void
rbk_voicemail_page_dispose (GObject *object)
{
  RbkVoicemailPage *self = RBK_VOICEMAIL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_VOICEMAIL_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (rbk_voicemail_page_parent_class)->dispose (object);
}

static void
rbk_voicemail_page_finalize (GObject *object)
{
  g_clear_object (&RBK_VOICEMAIL_PAGE (object)->cancellable);
  G_OBJECT_CLASS (rbk_voicemail_page_parent_class)->finalize (object);
}

static void
rbk_voicemail_page_class_init (RbkVoicemailPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_voicemail_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = rbk_voicemail_page_finalize;
  g_type_ensure (RBK_TYPE_SCRIPTS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/app/ringback/Ringback/ui/rbk-voicemail-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, school_group);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, school_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, length_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, count_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, leave_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, aim_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, source_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, scripts_group);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, own_group);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, text_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, screening_row);
  gtk_widget_class_bind_template_child (widget_class, RbkVoicemailPage, countdown_row);
  gtk_widget_class_bind_template_callback (widget_class, school_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, screening_cb);
}

static void
rbk_voicemail_page_init (RbkVoicemailPage *self)
{
  GSettings *settings = rbk_sound_settings_get ();

  self->cancellable = g_cancellable_new ();
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
  if (settings != NULL)
    g_settings_bind (
      settings, RBK_SOUND_SETTINGS_COUNTDOWN, self->countdown_row, "active", G_SETTINGS_BIND_DEFAULT);
}

/**
 * rbk_voicemail_page_set_desk:
 * @desk: whose showroom it is
 */
void
rbk_voicemail_page_set_desk (RbkVoicemailPage *self, RbkDesk *desk)
{
  GPtrArray *schools = rbk_voicemail_guide_get_schools ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_return_if_fail (RBK_IS_VOICEMAIL_PAGE (self) && self->desk == NULL);

  self->desk = g_object_ref (desk);
  for (guint i = 0; i < schools->len; i++)
    gtk_string_list_append (names, rbk_voicemail_school_get_name (g_ptr_array_index (schools, i)));
  self->showing = TRUE;
  adw_combo_row_set_model (self->school_row, G_LIST_MODEL (names));
  self->showing = FALSE;
  g_signal_connect_object (desk, "showroom-changed", G_CALLBACK (showroom_cb), self, G_CONNECT_SWAPPED);
  rbk_scripts_group_set_desk (self->scripts_group, desk);
  showroom_cb (self);
}
