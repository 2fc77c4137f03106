/* watch-window.c: preloaded into a GTK program, writes what its window does and how long that takes.
 *
 *   RBK_WATCH=FILE LD_PRELOAD=watch-window.so PROGRAM
 *
 * Lines (T: CLOCK_MONOTONIC in seconds; durations in milliseconds of the main thread):
 *   start T                       the program's code begins to run
 *   stall T WALL CPU PAINTING     from T on, the main loop did not return to poll() for WALL ms (CPU of
 *                                 them at work), and for PAINTING ms more, in which the renderer painted
 *   frame T UPDATE LAYOUT SNAPSHOT PAINTING CONTENT…
 *                                 T: a frame is painted. CONTENT: TYPE=COUNT of what is on screen, for
 *                                 the types below, and what the titles say, spaces as underscores
 *
 * The program is as it is: the poll function of the main context is replaced, emission hooks are put
 * on the frame clock's signals, and what is on screen is looked up when a frame is done, outside of
 * all measured times. Painting begins where the cairo renderer makes a context to draw on the X server's
 * pixels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <cairo.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Shorter ones interest nobody. */
#define SHORTEST_STALL_MS 2.0

enum
{
  BEFORE_PAINT,
  UPDATE,
  LAYOUT,
  PAINT,
  AFTER_PAINT,
  N_PHASES
};

static const char *const phases[] = { "before-paint", "update", "layout", "paint", "after-paint" };
static const char *const types[] = { "AdwStatusPage", "RbkCustomerRow", "RbkTimelineRow" };
#define N_TYPES G_N_ELEMENTS (types)

static int log_fd = -1;
static gboolean hooked;
static double begun[N_PHASES];
static gboolean painting;                /* in the paint phase */
static double drawing;                   /* when the renderer began to draw; 0: not yet */
static double returned, returned_cpu;    /* from poll() */
static double aside, aside_cpu, painted; /* since then, in ms: our own looking, the renderer's drawing */
static double drawing_cpu;

static double
get_time (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static gboolean
is_main_thread (void)
{
  return syscall (SYS_gettid) == getpid ();
}

/* What is on screen */

typedef struct
{
  guint counts[N_TYPES];
  GString *titles;
} Content;

static void
look_at (GtkWidget *widget, Content *content)
{
  const char *type = G_OBJECT_TYPE_NAME (widget);

  if (!gtk_widget_get_mapped (widget))
    return;
  for (guint i = 0; i < N_TYPES; i++)
    content->counts[i] += g_str_equal (type, types[i]);
  if (g_str_equal (type, "AdwWindowTitle"))
    {
      g_autofree char *title = NULL;

      g_object_get (widget, "title", &title, NULL);
      g_strdelimit (title, " \n", '_');
      g_string_append_printf (content->titles, " title=%s", title);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (child, content);
}

static void
look (GString *line)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  Content content = { .titles = g_string_new (NULL) };

  for (GList *l = windows; l != NULL; l = l->next)
    look_at (l->data, &content);
  for (guint i = 0; i < N_TYPES; i++)
    g_string_append_printf (line, " %s=%u", types[i], content.counts[i]);
  g_string_append (line, content.titles->str);
  g_string_free (content.titles, TRUE);
}

/* Frames */

static void
end_frame (double now)
{
  g_autoptr (GString) line = NULL;
  double cpu = get_time (CLOCK_THREAD_CPUTIME_ID);

  painting = FALSE;
  /* Clocks also tick when there is nothing to draw. */
  if (drawing == 0)
    return;
  painted += now - drawing;
  line = g_string_new (NULL);
  g_string_printf (line,
                   "frame %.6f %.3f %.3f %.3f %.3f",
                   now / 1e3,
                   begun[LAYOUT] - begun[UPDATE],
                   begun[PAINT] - begun[LAYOUT],
                   drawing - begun[PAINT],
                   now - drawing);
  aside_cpu += cpu - drawing_cpu;
  look (line);
  dprintf (log_fd, "%s\n", line->str);
  aside += get_time (CLOCK_MONOTONIC) - now;
  aside_cpu += get_time (CLOCK_THREAD_CPUTIME_ID) - cpu;
}

static gboolean
phase_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  int phase = GPOINTER_TO_INT (data);
  double now = get_time (CLOCK_MONOTONIC);

  for (int i = phase; i < N_PHASES; i++)
    begun[i] = now;
  if (phase == PAINT)
    {
      painting = TRUE;
      drawing = 0;
    }
  else if (phase == AFTER_PAINT && painting)
    end_frame (now);
  return TRUE;
}

/* GTK is another library than cairo, so its calls come by here. */
cairo_t *
cairo_create (cairo_surface_t *target)
{
  static cairo_t *(*create) (cairo_surface_t *);

  if (create == NULL)
    create = (cairo_t * (*) (cairo_surface_t *) ) dlsym (RTLD_NEXT, "cairo_create");
  if (painting && drawing == 0 && cairo_surface_get_type (target) == CAIRO_SURFACE_TYPE_XLIB)
    {
      drawing = get_time (CLOCK_MONOTONIC);
      drawing_cpu = get_time (CLOCK_THREAD_CPUTIME_ID);
    }
  return create (target);
}

/* Stalls */

static void
hook_frames (void)
{
  GType type = g_type_from_name ("GdkFrameClock");

  if (type == 0 || g_type_class_peek (type) == NULL)
    return;
  for (int i = 0; i < N_PHASES; i++)
    g_signal_add_emission_hook (g_signal_lookup (phases[i], type), 0, phase_cb, GINT_TO_POINTER (i), NULL);
  hooked = TRUE;
}

static int
watched_poll (GPollFD *fds, guint n_fds, int timeout)
{
  double wall, cpu;
  int result;

  if (!is_main_thread ())
    return g_poll (fds, n_fds, timeout);
  wall = get_time (CLOCK_MONOTONIC) - returned - aside - painted;
  cpu = get_time (CLOCK_THREAD_CPUTIME_ID) - returned_cpu - aside_cpu;
  if (returned > 0 && wall >= SHORTEST_STALL_MS)
    dprintf (log_fd, "stall %.6f %.3f %.3f %.3f\n", returned / 1e3, wall, cpu, painted);
  if (!hooked)
    hook_frames ();
  result = g_poll (fds, n_fds, timeout);
  returned = get_time (CLOCK_MONOTONIC);
  returned_cpu = get_time (CLOCK_THREAD_CPUTIME_ID);
  aside = aside_cpu = painted = 0;
  return result;
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *path = getenv ("RBK_WATCH");

  if (path == NULL)
    return;
  log_fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (log_fd < 0)
    return;
  /* What the program starts is not watched. */
  unsetenv ("LD_PRELOAD");
  unsetenv ("RBK_WATCH");
  dprintf (log_fd, "start %.6f\n", get_time (CLOCK_MONOTONIC) / 1e3);
  g_main_context_set_poll_func (NULL, watched_poll);
}
