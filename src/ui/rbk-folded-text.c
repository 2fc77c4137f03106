/* rbk-folded-text.c: a text that shows its first lines, and the rest when asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-folded-text.h"

#include <glib/gi18n-lib.h>

/* A long mail would push everything else off the timeline; one that is little longer is shown whole. */
#define FOLDED_LINES 8
#define WHOLE_LINES  12

/* About what fits on a line of a wide timeline. */
#define LINE_CHARACTERS 80

struct _RbkFoldedText
{
  GtkBox parent_instance;

  GtkLabel *label;
  GtkToggleButton *more_button;
};

G_DEFINE_FINAL_TYPE (RbkFoldedText, rbk_folded_text, GTK_TYPE_BOX)

static void
update (RbkFoldedText *self)
{
  gboolean folded = gtk_widget_get_visible (GTK_WIDGET (self->more_button)) &&
                    !gtk_toggle_button_get_active (self->more_button);

  gtk_label_set_lines (self->label, folded ? FOLDED_LINES : -1);
  gtk_label_set_ellipsize (self->label, folded ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_button_set_label (GTK_BUTTON (self->more_button),
                        gtk_toggle_button_get_active (self->more_button) ? _ ("Show Less") : _ ("Show All"));
}

static void
toggled (RbkFoldedText *self)
{
  update (self);
}

static void
rbk_folded_text_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RBK_TYPE_FOLDED_TEXT);
  G_OBJECT_CLASS (rbk_folded_text_parent_class)->dispose (object);
}

static void
rbk_folded_text_class_init (RbkFoldedTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_folded_text_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-folded-text.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkFoldedText, label);
  gtk_widget_class_bind_template_child (widget_class, RbkFoldedText, more_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled);
}

static void
rbk_folded_text_init (RbkFoldedText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static guint
estimate_lines (const char *text)
{
  guint lines = 1;
  guint characters = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '\n' || ++characters > LINE_CHARACTERS)
        {
          lines++;
          characters = 0;
        }
    }
  return lines;
}

/**
 * rbk_folded_text_set_text:
 * @text: (nullable): what to show; the widget hides itself without any
 */
void
rbk_folded_text_set_text (RbkFoldedText *self, const char *text)
{
  gboolean any = text != NULL && *text != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self), any);
  gtk_label_set_text (self->label, any ? text : "");
  gtk_toggle_button_set_active (self->more_button, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), any && estimate_lines (text) > WHOLE_LINES);
  update (self);
}
