/* rbk-cut-history.c: the way that a message came to be as it is, back and forth.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-cut-history.h"

#include "model/rbk-json.h"

struct _RbkCutHistory
{
  GObject parent_instance;

  GPtrArray *cuts; /* (owned) (element-type RbkCut): after each edit; NULL where none could be read yet */
  guint done;      /* how many of them are not undone */
};

G_DEFINE_FINAL_TYPE (RbkCutHistory, rbk_cut_history, G_TYPE_OBJECT)

static void
rbk_cut_history_finalize (GObject *object)
{
  RbkCutHistory *self = RBK_CUT_HISTORY (object);

  g_ptr_array_unref (self->cuts);
  G_OBJECT_CLASS (rbk_cut_history_parent_class)->finalize (object);
}

static void
rbk_cut_history_class_init (RbkCutHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rbk_cut_history_finalize;
}

static void
unref_cut (gpointer data)
{
  RbkCut *cut = data;

  g_clear_object (&cut);
}

static void
rbk_cut_history_init (RbkCutHistory *self)
{
  self->cuts = g_ptr_array_new_with_free_func (unref_cut);
}

/**
 * rbk_cut_history_new:
 *
 * Returns: (transfer full): the history of a message that nobody has edited
 */
RbkCutHistory *
rbk_cut_history_new (void)
{
  return g_object_new (RBK_TYPE_CUT_HISTORY, NULL);
}

/**
 * rbk_cut_history_get_current:
 *
 * Returns: (nullable) (transfer none): the message as it is now; NULL where no edit is in force, so that it
 * is the chosen take as it was recorded
 */
RbkCut *
rbk_cut_history_get_current (RbkCutHistory *self)
{
  return self->done > 0 ? g_ptr_array_index (self->cuts, self->done - 1) : NULL;
}

/**
 * rbk_cut_history_can_undo:
 *
 * Returns: whether there is an edit to take back
 */
gboolean
rbk_cut_history_can_undo (RbkCutHistory *self)
{
  return self->done > 0;
}

/**
 * rbk_cut_history_can_redo:
 *
 * Returns: whether an edit was taken back, and none made since
 */
gboolean
rbk_cut_history_can_redo (RbkCutHistory *self)
{
  return self->done < self->cuts->len;
}

static void
push (RbkCutHistory *self, RbkCut *cut)
{
  RbkCut *kept = cut != NULL ? g_object_ref (cut) : NULL;

  g_ptr_array_set_size (self->cuts, (int) self->done);
  g_ptr_array_add (self->cuts, kept);
  self->done++;
}

/**
 * rbk_cut_history_push:
 * @cut: the message after an edit
 *
 * Makes @cut the message as it is now. What was undone before cannot be redone any more.
 */
void
rbk_cut_history_push (RbkCutHistory *self, RbkCut *cut)
{
  g_return_if_fail (RBK_IS_CUT (cut));
  push (self, cut);
}

/**
 * rbk_cut_history_undo:
 *
 * Returns: whether an edit was taken back; FALSE where there is none
 */
gboolean
rbk_cut_history_undo (RbkCutHistory *self)
{
  if (!rbk_cut_history_can_undo (self))
    return FALSE;
  self->done--;
  return TRUE;
}

/**
 * rbk_cut_history_redo:
 *
 * Returns: whether an edit is in force again; FALSE where none was taken back
 */
gboolean
rbk_cut_history_redo (RbkCutHistory *self)
{
  if (!rbk_cut_history_can_redo (self))
    return FALSE;
  self->done++;
  return TRUE;
}

/**
 * rbk_cut_history_replay:
 * @payload: of an entry about a draft: "event" and, if that is `edited`, "passages"
 *
 * Brings the history on by one stored entry. Entries with other events leave it as it is, and so does one too
 * many `undone` or `redone`, which two PCs at once may write.
 *
 * Returns: FALSE with an #RbkCutError where an edit cannot be read. It counts as one that changed nothing, so
 *   that the entries which undo and redo it still mean the same steps; the replay goes on.
 */
gboolean
rbk_cut_history_replay (RbkCutHistory *self, JsonObject *payload, GError **error)
{
  const char *event = rbk_json_get_string (payload, "event");

  if (g_strcmp0 (event, RBK_CUT_EVENT_EDITED) == 0)
    {
      g_autoptr (RbkCut) cut = rbk_cut_new_from_json (rbk_json_get_array (payload, "passages"), error);

      push (self, cut != NULL ? cut : rbk_cut_history_get_current (self));
      return cut != NULL;
    }
  if (g_strcmp0 (event, RBK_CUT_EVENT_UNDONE) == 0)
    rbk_cut_history_undo (self);
  else if (g_strcmp0 (event, RBK_CUT_EVENT_REDONE) == 0)
    rbk_cut_history_redo (self);
  return TRUE;
}
