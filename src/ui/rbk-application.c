/* rbk-application.c: the program: its options, actions and keys, and its one window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-application.h"

#include "ui/rbk-shortcuts-dialog.h"
#include "ui/rbk-window.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

struct _RbkApplication
{
  AdwApplication parent_instance;

  char *version; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RbkApplication, rbk_application, ADW_TYPE_APPLICATION)

/* Keys of the actions, those of the window included: one place to look for a clash. */
static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.shortcuts", { "<Control>question", "<Control>slash" } },
  { "window.close", { "<Control>w" } },
};

static RbkWindow *
get_window (RbkApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (RBK_IS_WINDOW (l->data))
        return RBK_WINDOW (l->data);
    }
  return NULL;
}

/* There is one window: a second start shows it, and with --sample takes it to the sample showroom. */
static void
show_window (RbkApplication *self, gboolean sample)
{
  RbkWindow *window = get_window (self);

  if (window == NULL)
    {
      g_autofree char *directory = g_build_filename (g_get_user_data_dir (), "ringback", NULL);

      window = rbk_window_new (ADW_APPLICATION (self), directory, sample);
    }
  else if (sample && !rbk_window_is_sample (window))
    {
      rbk_window_open_desk (window, TRUE);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static void
rbk_application_activate (GApplication *application)
{
  show_window (RBK_APPLICATION (application), FALSE);
}

static int
rbk_application_command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *options = g_application_command_line_get_options_dict (line);
  gboolean sample = FALSE;

  g_variant_dict_lookup (options, "sample", "b", &sample);
  show_window (RBK_APPLICATION (application), sample);
  return 0;
}

static int
rbk_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  RbkApplication *self = RBK_APPLICATION (application);

  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Ringback %s\n", self->version);
  return 0;
}

/* The window shuts the desk, and the program ends when that is done. */
static void
quit_window (RbkApplication *self, gboolean force)
{
  RbkWindow *window = get_window (self);

  if (window != NULL)
    rbk_window_quit (window, force);
  else
    g_application_quit (G_APPLICATION (self));
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  quit_window (data, FALSE);
}

/* Told by the session or a terminal, nobody is there to be asked. */
static gboolean
told_to_end (gpointer data)
{
  quit_window (data, TRUE);
  return G_SOURCE_CONTINUE;
}

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkWindow *window = get_window (data);

  if (window != NULL)
    rbk_window_show_preferences (window);
}

static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkWindow *window = get_window (data);

  if (window != NULL)
    adw_dialog_present (rbk_shortcuts_dialog_new (), GTK_WIDGET (window));
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  RbkApplication *self = RBK_APPLICATION (data);
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name",
                _ ("Ringback"),
                "application-icon",
                RBK_APPLICATION_ID,
                "version",
                self->version,
                "developer-name",
                _ ("The Ringback contributors"),
                "license-type",
                GTK_LICENSE_GPL_3_0,
                "comments",
                _ ("The follow-up desk of a showroom’s sales floor."),
                /* Translators: your names, one a line */
                "translator-credits",
                _ ("translator-credits"),
                NULL);
  adw_dialog_present (dialog, GTK_WIDGET (get_window (self)));
}

static void
rbk_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit },
    { .name = "preferences", .activate = show_preferences },
    { .name = "shortcuts", .activate = show_shortcuts },
    { .name = "about", .activate = show_about },
  };

  G_APPLICATION_CLASS (rbk_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  g_unix_signal_add (SIGTERM, told_to_end, application);
  g_unix_signal_add (SIGINT, told_to_end, application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    {
      const char *keys[] = { accelerators[i].keys[0], accelerators[i].keys[1], NULL };

      gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action, keys);
    }
}

static void
rbk_application_finalize (GObject *object)
{
  g_free (RBK_APPLICATION (object)->version);
  G_OBJECT_CLASS (rbk_application_parent_class)->finalize (object);
}

static void
rbk_application_class_init (RbkApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rbk_application_finalize;
  application_class->activate = rbk_application_activate;
  application_class->command_line = rbk_application_command_line;
  application_class->handle_local_options = rbk_application_handle_local_options;
  application_class->startup = rbk_application_startup;
}

static void
rbk_application_init (RbkApplication *self)
{
  static const GOptionEntry options[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open the sample showroom"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and leave"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * rbk_application_new:
 * @version: the version, for `--version` and the about dialog
 *
 * Returns: (transfer full): the program, to be run
 */
RbkApplication *
rbk_application_new (const char *version)
{
  RbkApplication *self = g_object_new (RBK_TYPE_APPLICATION,
                                       "application-id",
                                       RBK_APPLICATION_ID,
                                       "flags",
                                       G_APPLICATION_HANDLES_COMMAND_LINE,
                                       "resource-base-path",
                                       "/app/ringback/Ringback",
                                       NULL);

  self->version = g_strdup (version);
  return self;
}
