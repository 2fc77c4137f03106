/* test-ledger-rebuild.c: projections made anew from the entries equal those kept current.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-call-outcome.h"
#include "test-ledger-dump.h"
#include "test-ledger.h"

#define CUSTOMERS 12
#define ENTRIES   700

typedef struct
{
  GRand *random;
  GPtrArray *customers; /* ids */
  GPtrArray *messages;  /* ids of outgoing entries */
} History;

static const char *
pick (History *history, const char *const *words, guint n)
{
  return words[g_rand_int_range (history->random, 0, (gint32) n)];
}

#define PICK(...)                                                                                            \
  pick (                                                                                                     \
    history, (const char *const[]) { __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]) { __VA_ARGS__ })))

static char *
make_text (History *history)
{
  GString *text = g_string_new (NULL);

  for (int i = g_rand_int_range (history->random, 0, 12); i >= 0; i--)
    g_string_append_printf (text,
                            "%s%s ",
                            PICK ("the",
                                  "Kestrel",
                                  "Größe",
                                  "tow-bar",
                                  "🦅",
                                  "2024",
                                  "naïve",
                                  "señor",
                                  "über",
                                  "a",
                                  "ab",
                                  "abc",
                                  "abcd",
                                  "x1"),
                            PICK ("", "", "s", ".", "ing", "0142"));
  return g_string_free_and_steal (text);
}

/* A payload in which any member may be missing, strange or of another type. */
static char *
make_payload (History *history, RbkEntryKind kind)
{
  g_autofree char *text = make_text (history);
  g_autofree char *draft = g_strdup_printf ("draft-%d", g_rand_int_range (history->random, 0, 2 * CUSTOMERS));
  const char *direction = PICK ("'out'", "'in'", "'out'", "'in'", "'sideways'", "7");

  switch ((int) kind)
    {
    case RBK_ENTRY_KIND_LEAD_ARRIVED:
      return g_strdup_printf ("{'source':'%s','comments':'%s'}", PICK ("form", "walk-in"), text);
    case RBK_ENTRY_KIND_CUSTOMER_CHANGED:
      return g_strdup_printf ("{'%s':%s,'new':{'er':[1,%d]}}",
                              PICK ("first", "last", "phones", "emails", "wanted", "address"),
                              PICK ("'Ana'",
                                    "'Ólafur'",
                                    "null",
                                    "[{'number':'+13125550142'}]",
                                    "[{'address':'a@b.example'}]",
                                    "[{'make':'Kestrel','year':2020}]",
                                    "{'city':'Łódź'}",
                                    "[]",
                                    "17"),
                              g_rand_int_range (history->random, 0, 9));
    case RBK_ENTRY_KIND_CALL_CLAIMED:
      return g_strdup_printf ("{'direction':%s,'outcome':'%s','note':'%s'}",
                              direction,
                              rbk_call_outcome_get_name (
                                (RbkCallOutcome) g_rand_int_range (history->random, 0, RBK_N_CALL_OUTCOMES)),
                              text);
    case RBK_ENTRY_KIND_TEXT:
    case RBK_ENTRY_KIND_EMAIL:
    case RBK_ENTRY_KIND_VIDEO:
      return g_strdup_printf ("{'direction':%s,'subject':'%s','title':'t','text':'%s'%s}",
                              direction,
                              PICK ("Hello", "Re: offer"),
                              text,
                              PICK ("",
                                    ",'account':'box'",
                                    ",'account':'box','not_before_us':5",
                                    ",'account':'box','draft':'draft-1','take':'take-1'"));
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
      return g_strdup_printf ("{'event':'%s','draft':'%s','take':'take-%d'}",
                              PICK ("opened", "chosen", "deleted", "restored", "closed", "sung"),
                              draft,
                              g_rand_int_range (history->random, 0, 40));
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
      return g_strdup_printf ("{'draft':'%s','take':'take-%d','media':'m','microphone':'%s'}",
                              draft,
                              g_rand_int_range (history->random, 0, 40),
                              PICK ("Headset", "Built-in"));
    case RBK_ENTRY_KIND_DELIVERY:
      return g_strdup_printf (
        "{'message':'%s','state':'%s','detail':'d','attempt':%d%s}",
        history->messages->len > 0
          ? (const char *) g_ptr_array_index (
              history->messages,
              (guint) g_rand_int_range (history->random, 0, (gint32) history->messages->len))
          : "nothing",
        PICK ("queued", "held", "sending", "accepted", "delivered", "failed", "unknown", "cancelled", "lost"),
        g_rand_int_range (history->random, 0, 5),
        PICK ("", ",'next_us':99"));
    case RBK_ENTRY_KIND_CONSENT_GIVEN:
    case RBK_ENTRY_KIND_CONSENT_WITHDRAWN:
      return g_strdup_printf ("{'medium':'%s','scope':'%s','words':'%s'}",
                              PICK ("call", "text", "email", "all", "pigeon"),
                              PICK ("", "all"),
                              text);
    case RBK_ENTRY_KIND_ASSIGNMENT:
      return g_strdup_printf ("{'person':%s}", PICK ("'p1'", "'p2'", "null"));
    case RBK_ENTRY_KIND_SHOWROOM_CHANGED:
      return g_strdup_printf ("{'name':'%s','domains':['a.example']}", PICK ("North", "South"));
    case RBK_ENTRY_KIND_PERSON_CHANGED:
      return g_strdup_printf ("{'person':'p%d','name':'N','left':%s}",
                              g_rand_int_range (history->random, 0, 4),
                              PICK ("true", "false"));
    case RBK_ENTRY_KIND_ACCOUNT_CHANGED:
      return g_strdup_printf ("{'account':'a%d','removed':%s}",
                              g_rand_int_range (history->random, 0, 3),
                              PICK ("true", "false", "'maybe'"));
    case RBK_ENTRY_KIND_VOICEMAIL_PLAN:
      return g_strdup_printf ("{'draft':'%s','reason':'%s','fact':'%s','practice':%s}",
                              draft,
                              PICK ("question", "own-words", "the moon"),
                              text,
                              PICK ("true", "false", "1", "null"));
    case RBK_ENTRY_KIND_VOICEMAIL_EDIT:
      return g_strdup_printf ("{'draft':'%s','take':'take-%d','event':'%s','passages':%s}",
                              draft,
                              g_rand_int_range (history->random, 0, 40),
                              PICK ("edited", "undone", "redone", "sung"),
                              PICK ("[]", "null", "[{'take':'take-1','first':0,'end':48000}]", "[7]"));
    case RBK_ENTRY_KIND_TRANSCRIPT:
      return g_strdup_printf ("{'content':'sum-%d','engine':'ear','corrected':%s,%s}",
                              g_rand_int_range (history->random, 0, 9),
                              PICK ("true", "false", "'no'"),
                              PICK ("'text':'hello heron'", "'words':[{'w':'lowly'},{'w':7},8]", "'text':7"));
    case RBK_ENTRY_KIND_VOICEMAIL_TICK:
      return g_strdup_printf ("{'draft':'%s','rule':'V-%d','ticked':%s%s}",
                              draft,
                              g_rand_int_range (history->random, 1, 5),
                              PICK ("true", "false", "'x'"),
                              PICK ("", ",'take':'take-1'", ",'content':'sum-1','position_us':-77"));
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
      return g_strdup_printf ("{'draft':'%s','take':'take-%d','note':'%s','passages':%s}",
                              draft,
                              g_rand_int_range (history->random, 0, 40),
                              text,
                              PICK ("[]", "null", "7"));
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      return g_strdup_printf ("{'act':'live','draft':'%s','take':'take-%d','transcript':'%s'}",
                              draft,
                              g_rand_int_range (history->random, 0, 40),
                              text);
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_REVIEW_REPLY:
      return g_strdup_printf ("{'item':'%s','text':'%s','position_us':%s}", draft, text, PICK ("5", "'x'"));
    case RBK_ENTRY_KIND_REVIEW:
      return g_strdup_printf (
        "{'item':'%s','total':%s,'decision':'%s','blind':%s,'failed':%s,'found':%s,'scores':%s}",
        draft,
        PICK ("70", "-5", "900", "'much'"),
        PICK ("", "approved", "returned", "sung"),
        PICK ("true", "false", "'x'"),
        PICK ("[]", "['G4']", "[7]", "'G4'"),
        PICK ("['V-1']", "null"),
        PICK ("{'a':3}", "{'a':'x','b':[]}", "7"));
    case RBK_ENTRY_KIND_RUBRIC_CHANGED:
      return g_strdup_printf (
        "{'version':%d,'criteria':[{'id':'a','title':'%s','weight':%s,'anchors':['a','b','c','d']}]}",
        g_rand_int_range (history->random, 0, 5),
        PICK ("A", "B"),
        PICK ("100", "100", "7"));
    case RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE:
      return g_strdup_printf (
        "{'item':'%s','title':'%s','removed':%s}", draft, text, PICK ("true", "false", "7"));
    default:
      return g_strdup_printf ("{'text':'%s','transcript':'%s'}", text, PICK ("hello", "bye"));
    }
}

/* Entries come mostly in the order in which they happened, sometimes late, as from another PC. */
static RbkEntry *
make_entry (History *history, gint64 now_us)
{
  RbkEntryKind kind =
    (RbkEntryKind) g_rand_int_range (history->random, 0, RBK_ENTRY_KIND_LAST + 2); /* and one unknown */
  guint who = (guint) g_rand_int_range (history->random, 0, (gint32) history->customers->len);
  g_autofree char *payload = make_payload (history, kind);
  const char *customer = rbk_entry_kind_needs_customer (kind) || kind > RBK_ENTRY_KIND_LAST
                           ? history->customers->pdata[who]
                           : NULL;
  gint64 late = g_rand_int_range (history->random, 0, 5) == 0 ? g_rand_int_range (history->random, 0, 60) : 0;
  RbkEntry *entry = rbk_test_make_entry (kind, customer, now_us - late, payload);

  if (rbk_entry_is_out (entry))
    g_ptr_array_add (history->messages, g_strdup (rbk_entry_get_id (entry)));
  return entry;
}

static void
append_history (RbkLedger *ledger, guint32 seed)
{
  History history = { g_rand_new_with_seed (seed),
                      g_ptr_array_new_with_free_func (g_free),
                      g_ptr_array_new_with_free_func (g_free) };
  guint appended = 0;

  for (guint i = 0; i < CUSTOMERS; i++)
    g_ptr_array_add (history.customers, rbk_id_new ());
  for (gint64 now_us = 1000; now_us < 1000 + ENTRIES;)
    {
      g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GError) error = NULL;

      for (int n = g_rand_int_range (history.random, 0, 4) == 0 ? 20 : 1; n > 0; n--)
        g_ptr_array_add (entries, make_entry (&history, now_us++));
      /* Some are refused: a draft of another customer. What is refused leaves no trace. */
      if (rbk_ledger_append (ledger, entries, &error))
        appended += entries->len;
      else
        g_assert_error (error, RBK_LEDGER_ERROR, RBK_LEDGER_ERROR_INVALID);
    }
  g_assert_cmpuint (appended, >, ENTRIES / 10);
  g_rand_free (history.random);
  g_ptr_array_unref (history.customers);
  g_ptr_array_unref (history.messages);
}

static void
test_rebuilt_equal_kept_current (gconstpointer data)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *kept = NULL;
  g_autofree char *rebuilt = NULL;
  g_autofree char *reopened = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    append_history (ledger, GPOINTER_TO_UINT (data));
    rbk_ledger_close (ledger);
  }
  kept = rbk_test_dump (path, rbk_test_projections);
  g_assert_cmpuint (strlen (kept), >, 10000);
  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    g_assert_true (rbk_ledger_rebuild (ledger, &error));
    g_assert_no_error (error);
    rbk_ledger_close (ledger);
  }
  rebuilt = rbk_test_dump (path, rbk_test_projections);
  rbk_test_assert_same (kept, rebuilt);
  /* Derived by an older Ringback: made anew at the next opening. */
  rbk_test_execute (path,
                    "UPDATE ledger SET value = '0' WHERE name = 'projections';"
                    "DELETE FROM customer; DELETE FROM message");
  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    rbk_ledger_close (ledger);
  }
  reopened = rbk_test_dump (path, rbk_test_projections);
  rbk_test_assert_same (kept, reopened);
  rbk_test_remove (path);
}

/* The comparison above can fail. */
static void
test_difference_is_seen (void)
{
  g_autofree char *path = rbk_test_make_path ();
  g_autofree char *customer = rbk_id_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *later = NULL;

  {
    g_autoptr (RbkLedger) ledger = rbk_test_open (path);

    rbk_test_add (ledger, NOTE, customer, 1, "{'text':'heron'}");
    rbk_ledger_close (ledger);
  }
  before = rbk_test_dump (path, rbk_test_projections);
  rbk_test_execute (path, "INSERT INTO search (rowid, words) VALUES (3, 'stork')");
  after = rbk_test_dump (path, rbk_test_projections);
  g_assert_cmpstr (before, !=, after);
  rbk_test_execute (path, "UPDATE customer SET last_time_us = 2");
  later = rbk_test_dump (path, rbk_test_projections);
  g_assert_cmpstr (later, !=, after);
  rbk_test_remove (path);
}

int
main (int argc, char **argv)
{
  rbk_test_init (&argc, &argv);
  for (guint seed = 1; seed <= 6; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/ledger/rebuild/equals-kept-current/%u", seed);

      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_rebuilt_equal_kept_current);
    }
  g_test_add_func ("/ledger/rebuild/difference-is-seen", test_difference_is_seen);
  return g_test_run ();
}
