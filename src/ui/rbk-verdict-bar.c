/* rbk-verdict-bar.c: what the gate says of a message that is being written, and a way on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-verdict-bar.h"

#include "ui/rbk-override-dialog.h"

struct _RbkVerdictBar
{
  GtkBox parent_instance;

  RbkDesk *desk; /* (owned) (nullable) */
  char *row;     /* (owned) (nullable): that keeps it from leaving, and may be decided otherwise here */

  GtkLabel *words_label;
  GtkWidget *agreed_button;
  GtkWidget *buttons;
  GtkWidget *preferences_button;
  GtkWidget *decide_button;
};

enum
{
  AGREED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RbkVerdictBar, rbk_verdict_bar, GTK_TYPE_BOX)

static void
agreed_cb (RbkVerdictBar *self)
{
  g_signal_emit (self, signals[AGREED], 0);
}

static void
decide_cb (RbkVerdictBar *self)
{
  if (self->row != NULL)
    adw_dialog_present (rbk_override_dialog_new (self->desk, self->row), GTK_WIDGET (self));
}

static void
rbk_verdict_bar_dispose (GObject *object)
{
  RbkVerdictBar *self = RBK_VERDICT_BAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RBK_TYPE_VERDICT_BAR);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->row, g_free);
  G_OBJECT_CLASS (rbk_verdict_bar_parent_class)->dispose (object);
}

static void
rbk_verdict_bar_class_init (RbkVerdictBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rbk_verdict_bar_dispose;
  signals[AGREED] =
    g_signal_new ("agreed", RBK_TYPE_VERDICT_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/app/ringback/Ringback/ui/rbk-verdict-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RbkVerdictBar, words_label);
  gtk_widget_class_bind_template_child (widget_class, RbkVerdictBar, agreed_button);
  gtk_widget_class_bind_template_child (widget_class, RbkVerdictBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, RbkVerdictBar, preferences_button);
  gtk_widget_class_bind_template_child (widget_class, RbkVerdictBar, decide_button);
  gtk_widget_class_bind_template_callback (widget_class, agreed_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
}

static void
rbk_verdict_bar_init (RbkVerdictBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rbk_verdict_bar_set_desk:
 *
 * Once, before anything is shown.
 */
void
rbk_verdict_bar_set_desk (RbkVerdictBar *self, RbkDesk *desk)
{
  self->desk = g_object_ref (desk);
}

/**
 * rbk_verdict_bar_show:
 * @verdict: (nullable)
 * @missing: (nullable): something that is missing and plainer than what the gate would say of it
 *
 * The bar goes away if neither says anything.
 */
void
rbk_verdict_bar_show (RbkVerdictBar *self, const RbkVerdict *verdict, const char *missing)
{
  RbkGateAnswer answer = verdict != NULL ? verdict->answer : RBK_GATE_YES;
  const char *words = missing != NULL ? missing : verdict != NULL ? verdict->words : NULL;
  const char *style = missing != NULL ? "dimmed" : answer == RBK_GATE_REFUSED ? "error" : "warning";
  gboolean stopped = missing == NULL && answer != RBK_GATE_YES;
  const char *styles[] = { style, NULL };

  gtk_label_set_label (self->words_label, words != NULL ? words : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->words_label), styles);
  g_set_str (&self->row, stopped ? rbk_desk_find_row_to_decide (self->desk, verdict) : NULL);
  gtk_widget_set_visible (self->agreed_button, stopped && g_strcmp0 (verdict->rule, "K-41") == 0);
  gtk_widget_set_visible (
    self->preferences_button,
    stopped && (verdict->instead == RBK_INSTEAD_ACCOUNT || verdict->instead == RBK_INSTEAD_POLICY));
  gtk_widget_set_visible (self->decide_button, self->row != NULL);
  gtk_widget_set_visible (self->buttons,
                          gtk_widget_get_visible (self->agreed_button) ||
                            gtk_widget_get_visible (self->preferences_button) || self->row != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
}
