/* rbk-last-words.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-last-words.h"

#include "ledger/rbk-fold.h"

/* Rows of the timeline looked through at a time, and how often: what lies further back is old. */
#define PAGE_ROWS  40
#define MOST_PAGES 5
/* A question is quoted in one line. */
#define LONGEST_QUESTION 160

/* Returns: whether it was enough */
typedef gboolean (*Look) (RbkLedgerReader *reader, RbkTimelineItem *item, gpointer data);

/* From the newest row back. */
static gboolean
look_back (RbkLedgerReader *reader, const char *customer, Look look, gpointer data, GError **error)
{
  g_autofree char *before = NULL;

  for (guint i = 0; i < MOST_PAGES; i++)
    {
      g_autoptr (GPtrArray) page =
        rbk_ledger_reader_list_timeline (reader, customer, before, PAGE_ROWS, error);

      if (page == NULL)
        return FALSE;
      for (guint j = page->len; j > 0; j--)
        {
          if (look (reader, g_ptr_array_index (page, j - 1), data))
            return TRUE;
        }
      if (page->len < PAGE_ROWS)
        break;
      g_set_str (&before, rbk_entry_get_id (rbk_timeline_item_get_entry (g_ptr_array_index (page, 0))));
    }
  return TRUE;
}

static gboolean
is_message (RbkEntryKind kind)
{
  return kind == RBK_ENTRY_KIND_EMAIL || kind == RBK_ENTRY_KIND_TEXT || kind == RBK_ENTRY_KIND_VIDEO ||
         kind == RBK_ENTRY_KIND_VOICEMAIL_LEFT;
}

static void
append_line (GString *words, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
}

typedef struct
{
  GStrvBuilder *told; /* (owned) */
  guint left;
  gint64 before_us;
} Told;

/* What it said, and what the voicemail in it was planned to say. */
static gboolean
look_for_told (RbkLedgerReader *reader, RbkTimelineItem *item, gpointer data)
{
  static const char *const members[] = { "subject", "title", "text", "fact", "transcript" };
  Told *told = data;
  RbkEntry *entry = rbk_timeline_item_get_entry (item);
  RbkMessageState state = rbk_timeline_item_get_state (item);
  const char *draft = rbk_entry_get_string (entry, "draft");
  g_autoptr (GString) words = NULL;

  if (!is_message (rbk_entry_get_kind (entry)) || !rbk_entry_is_out (entry) ||
      rbk_entry_get_time_us (entry) >= told->before_us || state == RBK_MESSAGE_STATE_FAILED ||
      state == RBK_MESSAGE_STATE_CANCELLED)
    return FALSE;
  words = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    append_line (words, rbk_entry_get_string (entry, members[i]));
  if (draft != NULL)
    {
      g_autoptr (RbkDraft) spoken = rbk_ledger_reader_get_draft (reader, draft, NULL);
      RbkVoicemailPlan *plan = spoken != NULL ? rbk_draft_get_plan (spoken) : NULL;

      if (plan != NULL)
        append_line (words, rbk_voicemail_plan_get_fact (plan));
    }
  g_strv_builder_add (told->told, words->str);
  return --told->left == 0;
}

/**
 * rbk_last_words_list_told:
 * @customer: an id
 * @before_us: microseconds since 1970 UTC; G_MAXINT64 for all that was said
 * @most: how many messages at most, at least one
 *
 * Returns: (transfer full) (array zero-terminated=1): what was said in the last messages to the customer
 *   that left or are on their way, newest first, or NULL with an RbkLedgerError
 */
char **
rbk_last_words_list_told (
  RbkLedgerReader *reader, const char *customer, gint64 before_us, guint most, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Told told = { builder, most, before_us };

  return look_back (reader, customer, look_for_told, &told, error) ? g_strv_builder_end (builder) : NULL;
}

static gboolean
look_for_asked (RbkLedgerReader *reader, RbkTimelineItem *item, gpointer data)
{
  char **asked = data;
  RbkEntry *entry = rbk_timeline_item_get_entry (item);
  RbkEntryKind kind = rbk_entry_get_kind (entry);
  const char *words = NULL;

  if (kind == RBK_ENTRY_KIND_LEAD_ARRIVED)
    words = rbk_entry_get_string (entry, "comments");
  else if (kind == RBK_ENTRY_KIND_CALL_CLAIMED && !rbk_entry_is_out (entry))
    words = rbk_entry_get_string (entry, "note");
  else if ((kind == RBK_ENTRY_KIND_TEXT || kind == RBK_ENTRY_KIND_EMAIL) && !rbk_entry_is_out (entry))
    words = rbk_entry_get_string (entry, "text");
  *asked = rbk_fold_one_line (words, LONGEST_QUESTION);
  if (*asked != NULL && **asked != '\0')
    return TRUE;
  g_clear_pointer (asked, g_free);
  return FALSE;
}

/**
 * rbk_last_words_dup_asked:
 * @customer: an id
 *
 * Returns: (transfer full) (nullable): what the customer wrote or said last, in one line; NULL without an
 *   error if there is nothing
 */
char *
rbk_last_words_dup_asked (RbkLedgerReader *reader, const char *customer, GError **error)
{
  char *asked = NULL;

  look_back (reader, customer, look_for_asked, &asked, error);
  return asked;
}
