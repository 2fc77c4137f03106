/* test-desk-written.c: texts and emails, templates, accounts and the company's policy, without a window.
 *
 * Time stands still, so that nothing leaves while a test looks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-people.h"
#include "desk/rbk-desk-photo.h"
#include "desk/rbk-desk-written.h"
#include "desk/rbk-outbox-list.h"
#include "model/rbk-contact-card.h"
#include "model/rbk-policy-check.h"
#include "rbk-test-gate.h"
#include "rules/rbk-company-address.h"
#include "test-composer.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR   (3600 * SECOND)

static void
set_up_written (Fixture *fixture, gconstpointer data)
{
  set_up_at (fixture, "2026-11-18T15:00:00-06:00");
  ADD_ENTRY (SHOWROOM_CHANGED, FALSE, "{'time_zone':'America/Chicago'}");
  add_account (fixture);
  add_texting (fixture);
}

static RbkWrittenDraft *
make_email (Fixture *fixture, const char *subject, const char *words)
{
  RbkWrittenDraft *draft = rbk_written_draft_new (RBK_MEDIUM_EMAIL, fixture->customer);

  draft->subject = g_strdup (subject);
  draft->text = g_strdup (words);
  return draft;
}

static char *
send (Fixture *fixture, const RbkWrittenDraft *draft, GError **error)
{
  return CALL (fixture->desk, send_written, error, draft);
}

static RbkEntry *
get_entry (Fixture *fixture, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (GError) error = NULL;
  RbkEntry *entry = rbk_ledger_reader_get_entry (reader, id, &error);

  g_assert_no_error (error);
  return entry;
}

static RbkMessage *
get_message (Fixture *fixture, const char *id)
{
  g_autoptr (RbkLedgerReader) reader = read_ledger (fixture);
  g_autoptr (GError) error = NULL;
  RbkMessage *message = rbk_ledger_reader_get_message (reader, id, &error);

  g_assert_no_error (error);
  return message;
}

static RbkMessageState
state_of (Fixture *fixture, const char *id)
{
  g_autoptr (RbkMessage) message = get_message (fixture, id);

  return rbk_message_get_state (message);
}

static void
test_text_is_frozen_with_its_introduction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, " The Civic is here. ");
  g_autoptr (RbkVerdict) verdict = rbk_desk_judge_written (fixture->desk, draft);
  g_autofree char *closing = rbk_desk_dup_written_closing (fixture->desk, draft);
  g_autofree char *id = NULL;
  g_autofree char *second = NULL;
  g_autoptr (RbkEntry) entry = NULL;
  g_autoptr (RbkEntry) next = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (verdict->answer, ==, RBK_GATE_YES);
  g_assert_cmpstr (closing, ==, "Ana, Harbor Point Motors. Reply STOP to opt out.");
  id = send (fixture, draft, &error);
  g_assert_no_error (error);
  entry = get_entry (fixture, id);
  g_assert_cmpint (rbk_entry_get_kind (entry), ==, RBK_ENTRY_KIND_TEXT);
  g_assert_cmpstr (rbk_entry_get_string (entry, "number"), ==, "+17735550121");
  g_assert_cmpstr (rbk_entry_get_string (entry, "line"), ==, LINE);
  g_assert_cmpstr (rbk_entry_get_string (entry, "text"),
                   ==,
                   "The Civic is here.\nAna, Harbor Point Motors. Reply STOP to opt out.");
  g_assert_cmpint (state_of (fixture, id), ==, RBK_MESSAGE_STATE_QUEUED);
  /* M-7 is about the first one. */
  g_assert_null (rbk_desk_dup_written_closing (fixture->desk, draft));
  second = send (fixture, draft, &error);
  g_assert_no_error (error);
  next = get_entry (fixture, second);
  g_assert_cmpstr (rbk_entry_get_string (next, "text"), ==, "The Civic is here.");
}

static void
test_introduction_adds_only_what_is_missing (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words, *closing;
  } cases[] = {
    { "Ana at Harbor Point Motors here.", "Reply STOP to opt out." },
    { "It is here. Answer STOP to get no more.", "Ana, Harbor Point Motors" },
    { "Ana at Harbor Point Motors here. Reply STOP to opt out.", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkWrittenDraft) draft = make_text (fixture, cases[i].words);
      g_autofree char *closing = rbk_desk_dup_written_closing (fixture->desk, draft);
      g_autoptr (RbkVerdict) verdict = rbk_desk_judge_written (fixture->desk, draft);

      g_assert_cmpstr (closing, ==, cases[i].closing);
      g_assert_cmpint (verdict->answer, ==, RBK_GATE_YES);
    }
}

/* What a person has to set up first is told while the words are still on the screen; nothing is queued. */
static void
test_what_is_not_set_up_is_told_at_the_press (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "Hello");
  g_autoptr (RbkWrittenDraft) email = make_email (fixture, "The Civic", "It is here.");
  g_autoptr (JsonObject) nothing = parse ("{'texting':[],'postal_address':null}");
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (fixture->desk, change_policy, &error, nothing));
  rbk_test_wait_until (rbk_company_policy_get_postal_address (rbk_desk_get_policy (fixture->desk)) == NULL);
  g_assert_null (send (fixture, text, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
  g_assert_nonnull (strstr (error->message, "K-40"));
  g_clear_error (&error);
  g_assert_null (send (fixture, email, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
  g_assert_nonnull (strstr (error->message, "M-5"));
  g_assert_cmpuint (rbk_desk_get_queued (fixture->desk, RBK_MESSAGE_STATE_QUEUED), ==, 0);
}

static void
attach_bytes (RbkWrittenDraft *draft, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (length), length);

  rbk_written_draft_attach (draft, "offer.pdf", "application/pdf", bytes);
}

/* What the provider would refuse is told while it can be changed; a mailbox of Microsoft's takes less. */
static void
test_too_large_is_told_at_the_press (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *account;
    gsize files[3];
    gboolean fits;
  } cases[] = {
    { "01990000-0000-7000-8000-000000000002", { 7500 * 1000, 7500 * 1000 }, TRUE },
    { "01990000-0000-7000-8000-000000000002", { 7500 * 1000, 7500 * 1000, 1 }, FALSE },
    { "01990000-0000-7000-8000-000000000004", { 2000 * 1000 }, TRUE },
    { "01990000-0000-7000-8000-000000000004", { 2000 * 1000 + 1 }, FALSE },
  };

  ADD_ENTRY (ACCOUNT_CHANGED,
             FALSE,
             "{'account':'01990000-0000-7000-8000-000000000004','kind':'graph','address':"
             "'sales@harborpoint.example.com','sign_in':'oauth'}");
  rbk_test_wait_until (rbk_desk_get_accounts (fixture->desk)->len == 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RbkWrittenDraft) draft = make_email (fixture, "The offer", "Hello Lena, here it is.");
      g_autoptr (RbkVerdict) verdict = NULL;

      draft->account = g_strdup (cases[i].account);
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].files) && cases[i].files[j] > 0; j++)
        attach_bytes (draft, cases[i].files[j]);
      verdict = rbk_desk_judge_attachments (fixture->desk, draft);
      g_assert_true (cases[i].fits == (verdict == NULL));
      if (verdict != NULL)
        g_assert_cmpint (verdict->instead, ==, RBK_INSTEAD_EDIT);
    }
}

static void
test_gate_refuses_with_the_rule (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) text = make_text (fixture, "Hello {first_name}, it is here.");
  g_autoptr (GError) error = NULL;

  g_assert_null (send (fixture, text, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "M-4"));
  g_clear_error (&error);
  ADD_ENTRY (CONSENT_WITHDRAWN, TRUE, "{'medium':'text','words':'Stop'}");
  g_set_str (&text->text, "It is here.");
  g_assert_null (send (fixture, text, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "K-30"));
}

/* At night it may be queued: it leaves in the morning by itself, and the verdict says so before. */
static void
test_night_is_told_and_queued (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Hello");
  g_autoptr (RbkVerdict) now = rbk_desk_judge_written (fixture->desk, draft);
  g_autoptr (RbkVerdict) later = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (now->answer, ==, RBK_GATE_YES);
  draft->not_before_us = rbk_test_time ("2026-11-18T22:00:00-06:00");
  later = rbk_desk_judge_written (fixture->desk, draft);
  g_assert_cmpint (later->answer, ==, RBK_GATE_HELD);
  g_assert_cmpint (later->until_us, ==, rbk_test_time ("2026-11-19T08:00:00-06:00"));
  id = send (fixture, draft, &error);
  g_assert_no_error (error);
  rbk_clock_advance (fixture->clock, 8 * HOUR);
  /* Whatever is decided wakes the outbox, which looks at the clock by itself only twice a minute. */
  ADD_ENTRY (POLICY_CHANGED, FALSE, "{'why_buy':'https://harborpoint.example.com/why'}");
  rbk_test_wait_until (state_of (fixture, id) == RBK_MESSAGE_STATE_HELD);
}

static void
test_later_can_be_another_time (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Hello");
  g_autoptr (RbkMessage) first = NULL;
  g_autoptr (RbkMessage) second = NULL;
  g_autoptr (RbkMessage) third = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  draft->not_before_us = now + 2 * HOUR;
  id = send (fixture, draft, &error);
  g_assert_no_error (error);
  first = get_message (fixture, id);
  g_assert_cmpint (rbk_message_get_next_us (first), ==, now + 2 * HOUR);
  g_assert_true (rbk_message_is_scheduled (first));
  g_assert_true (CALL (fixture->desk, reschedule_message, &error, id, now + 3 * HOUR));
  second = get_message (fixture, id);
  g_assert_cmpint (rbk_message_get_next_us (second), ==, now + 3 * HOUR);
  g_assert_true (rbk_message_is_scheduled (second));
  rbk_clock_advance (fixture->clock, 2 * HOUR + 60 * SECOND);
  g_assert_cmpint (state_of (fixture, id), ==, RBK_MESSAGE_STATE_QUEUED);
  g_assert_true (CALL (fixture->desk, cancel_message, &error, id));
  g_assert_false (CALL (fixture->desk, reschedule_message, &error, id, 0));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE);
  third = get_message (fixture, id);
  g_assert_cmpint (rbk_message_get_state (third), ==, RBK_MESSAGE_STATE_CANCELLED);
}

/* Voice 15: undo, edit, send sends only the edited. */
static void
test_edited_is_sent_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_email (fixture, "The Civic", "It is here, for 20.000.");
  g_autoptr (GBytes) file = g_bytes_new_static ("a contact card", 14);
  g_autoptr (RbkWrittenDraft) edited = NULL;
  g_autoptr (RbkWrittenDraft) none = NULL;
  g_autoptr (RbkEntry) entry = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  RbkWrittenAttachment *attachment;

  rbk_written_draft_attach (draft, "card.vcf", "text/vcard", file);
  first = send (fixture, draft, &error);
  g_assert_no_error (error);
  edited = CALL (fixture->desk, edit_message, &error, first);
  g_assert_no_error (error);
  g_assert_cmpint (state_of (fixture, first), ==, RBK_MESSAGE_STATE_CANCELLED);
  g_assert_cmpstr (edited->subject, ==, "The Civic");
  g_assert_cmpstr (edited->text, ==, "It is here, for 20.000.");
  g_assert_cmpstr (edited->address, ==, "lena@mail.test");
  g_assert_cmpstr (edited->edited_from, ==, first);
  g_assert_cmpuint (edited->attachments->len, ==, 1);
  attachment = g_ptr_array_index (edited->attachments, 0);
  g_assert_cmpstr (attachment->file_name, ==, "card.vcf");
  g_assert_nonnull (attachment->media);

  g_set_str (&edited->text, "It is here, for 19.000.");
  second = send (fixture, edited, &error);
  g_assert_no_error (error);
  entry = get_entry (fixture, second);
  g_assert_cmpstr (rbk_entry_get_string (entry, "edited_from"), ==, first);
  g_assert_cmpuint (
    json_array_get_length (rbk_json_get_array (rbk_entry_get_payload (entry), "attachments")), ==, 1);
  rbk_test_wait_until (rbk_desk_get_queued (fixture->desk, RBK_MESSAGE_STATE_QUEUED) == 1);
  /* Neither what was taken back nor what is on its way can be edited. */
  none = CALL (fixture->desk, edit_message, &error, first);
  g_assert_null (none);
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_TOO_LATE);
}

static void
test_failed_text_can_be_edited_as_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Hello");
  g_autoptr (RbkWrittenDraft) edited = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = send (fixture, draft, &error);
  g_assert_no_error (error);
  failed = g_strdup_printf ("{'message':'%s','state':'failed','detail':'Filtered','code':'30007'}", id);
  ADD_ENTRY (DELIVERY, TRUE, failed);
  edited = CALL (fixture->desk, edit_message, &error, id);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (edited->text, "Hello"));
}

/* V-17: another customer's name asks, and a person decides; nothing leaves before. */
static void
test_other_names_ask (Fixture *fixture, gconstpointer data)
{
  static const char *const settled[] = { "V-17", NULL };
  g_autofree char *other = add_customer (fixture, "{'first':'Gunnar'}");
  g_autoptr (RbkWrittenDraft) draft = make_text (fixture, "Hi Gunnar, the Civic is here.");
  g_autoptr (RbkEntry) entry = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  rbk_test_wait_until (({
    g_autoptr (RbkVerdict) verdict = rbk_desk_judge_written (fixture->desk, draft);
    rbk_verdict_find_asking (verdict) != NULL;
  }));
  g_assert_null (send (fixture, draft, &error));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Gunnar"));
  g_clear_error (&error);
  draft->settled = g_strdupv ((char **) settled);
  id = send (fixture, draft, &error);
  g_assert_no_error (error);
  entry = get_entry (fixture, id);
  g_assert_nonnull (rbk_json_get_array (rbk_entry_get_payload (entry), "settled"));
}

static gboolean
has_template (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    {
      if (g_str_equal (((RbkFilledTemplate *) g_ptr_array_index (templates, i))->id, id))
        return TRUE;
    }
  return FALSE;
}

static RbkFilledTemplate *
find_template (GPtrArray *templates, const char *id)
{
  for (guint i = 0; i < templates->len; i++)
    {
      RbkFilledTemplate *filled = g_ptr_array_index (templates, i);

      if (g_str_equal (filled->id, id))
        return filled;
    }
  g_error ("There is no template %s.", id);
}

/* M-1, M-3, M-4: what comes with Ringback is of value, gives the direct line, and leaves nothing empty. */
static void
test_shipped_templates_keep_the_rules (Fixture *fixture, gconstpointer data)
{
  static const RbkMedium media[] = { RBK_MEDIUM_EMAIL, RBK_MEDIUM_TEXT };
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (fixture->desk, fixture->customer, NULL);

  for (guint m = 0; m < G_N_ELEMENTS (media); m++)
    {
      g_autoptr (GPtrArray) templates = rbk_desk_list_templates (fixture->desk, customer, media[m]);

      g_assert_cmpuint (templates->len, >=, 3);
      for (guint i = 0; i < templates->len; i++)
        {
          RbkFilledTemplate *filled = g_ptr_array_index (templates, i);
          g_autoptr (RbkWrittenDraft) draft = media[m] == RBK_MEDIUM_TEXT
                                                ? make_text (fixture, filled->text)
                                                : make_email (fixture, "Subject", filled->text);
          g_autoptr (RbkVerdict) verdict = rbk_desk_judge_written (fixture->desk, draft);

          g_test_message ("%s: %s", filled->id, filled->text);
          g_assert_null (strstr (filled->text, "[") != NULL ? filled->text : NULL);
          g_assert_cmpint (
            verdict->answer, ==, strchr (filled->text, '{') != NULL ? RBK_GATE_REFUSED : RBK_GATE_YES);
          g_assert_cmpint (*filled->missing != NULL, ==, strchr (filled->text, '{') != NULL);
          for (guint j = 0; j < verdict->remarks->len; j++)
            {
              RbkRemark *remark = g_ptr_array_index (verdict->remarks, j);

              g_assert_cmpstr (rbk_remark_get_rule (remark), !=, "M-1");
              g_assert_cmpstr (rbk_remark_get_rule (remark), !=, "M-3");
            }
        }
    }
}

static void
test_templates_are_filled_and_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RbkCustomer) customer = rbk_desk_dup_customer (fixture->desk, fixture->customer, NULL);
  g_autofree char *nobody = add_customer (fixture, "{'phones':[{'number':'(773) 555-0122'}]}");
  g_autoptr (RbkCustomer) unnamed = rbk_desk_dup_customer (fixture->desk, nobody, NULL);
  g_autoptr (GPtrArray) shipped = rbk_desk_list_templates (fixture->desk, customer, RBK_MEDIUM_EMAIL);
  g_autoptr (GPtrArray) lacking = rbk_desk_list_templates (fixture->desk, unnamed, RBK_MEDIUM_EMAIL);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (JsonObject) policy =
    parse ("{'templates':[{'id':'thanks-for-visit','name':'Ours','medium':'email','subject':'S','text':'Dear "
           "{first_name}.'},{'id':'new','name':'New','medium':'email','text':'For {vehicle}.'}]}");
  g_autofree char *mine =
    g_strdup_printf ("{'person':'%s','templates':[{'id':'new','name':'Mine','medium':'text','text':'T'}]}",
                     rbk_person_get_id (rbk_desk_get_person (fixture->desk)));
  g_autoptr (GError) error = NULL;
  RbkFilledTemplate *filled = find_template (shipped, "permission-to-call");

  g_assert_cmpstr (filled->subject, ==, "About the 2022 Honda Civic: may I call you?");
  g_assert_true (
    g_str_has_prefix (filled->text, "Hello Lena,\n\nThank you for writing to Harbor Point Motors"));
  g_assert_nonnull (strstr (filled->text, "(312) 555-0142"));
  g_assert_null (filled->missing[0]);
  filled = find_template (lacking, "permission-to-call");
  g_assert_cmpstr (filled->subject, ==, "May I call you?");
  g_assert_true (g_str_has_prefix (filled->text, "Hello {first_name},\n\n"));
  g_assert_cmpuint (g_strv_length (filled->missing), ==, 1);
  /* An address at the end of a sentence is left as it is. */
  filled = find_template (shipped, "closing-paragraph");
  g_assert_nonnull (strstr (filled->text, "ana@harborpoint.example.com."));

  g_assert_true (CALL (fixture->desk, change_policy, &error, policy));
  rbk_test_wait_until (rbk_company_policy_get_templates (rbk_desk_get_policy (fixture->desk))->len == 2);
  own = rbk_desk_list_templates (fixture->desk, customer, RBK_MEDIUM_EMAIL);
  g_assert_cmpuint (own->len, ==, shipped->len + 1);
  g_assert_cmpstr (find_template (own, "thanks-for-visit")->text, ==, "Dear Lena.");
  g_assert_cmpstr (find_template (own, "new")->text, ==, "For 2022 Honda Civic.");
  ADD_ENTRY (PERSON_CHANGED, FALSE, mine);
  rbk_test_wait_until (rbk_person_get_templates (rbk_desk_get_person (fixture->desk))->len == 1);
  g_clear_pointer (&own, g_ptr_array_unref);
  own = rbk_desk_list_templates (fixture->desk, customer, RBK_MEDIUM_EMAIL);
  g_assert_false (has_template (own, "new"));
}

static void
test_signature_is_the_persons_or_the_showrooms (Fixture *fixture, gconstpointer data)
{
  g_autofree char *plain = rbk_desk_dup_signature (fixture->desk);
  g_autofree char *own = NULL;
  g_autoptr (JsonObject) policy =
    parse ("{'signature':'{my_name}\\n{showroom}\\n{direct_line}\\n[Why us: {why_buy}]','unsubscribe':"
           "'mailto:stop@harborpoint.example.com'}");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (
    plain,
    ==,
    "Ana Reyes\nHarbor Point Motors\nMy direct line: (312) 555-0142 (call or text)\n1 Pier Road\n"
    "To get no more emails from us, answer with “unsubscribe”.");
  g_assert_true (CALL (fixture->desk, change_policy, &error, policy));
  rbk_test_wait_until (rbk_company_policy_get_signature (rbk_desk_get_policy (fixture->desk)) != NULL);
  own = rbk_desk_dup_signature (fixture->desk);
  g_assert_cmpstr (own,
                   ==,
                   "Ana Reyes\nHarbor Point Motors\n(312) 555-0142\n1 Pier Road\n"
                   "To get no more emails from us, write to stop@harborpoint.example.com.");
}

static void
test_policy_is_signed_off (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autoptr (JsonObject) good = parse ("{'why_buy':'https://harborpoint.example.com/why'}");
  g_autoptr (JsonObject) consumer = parse ("{'domains':['gmail.com']}");
  g_autoptr (JsonObject) misspelt = parse ("{'why_bye':'https://harborpoint.example.com/why'}");
  g_autoptr (JsonObject) forged = parse ("{'signed_by':'somebody'}");
  g_autoptr (GError) error = NULL;

  g_assert_true (CALL (desk, change_policy, &error, good));
  rbk_test_wait_until (rbk_company_policy_get_why_buy (rbk_desk_get_policy (desk)) != NULL);
  g_assert_cmpstr (rbk_company_policy_get_signed_by (rbk_desk_get_policy (desk)),
                   ==,
                   rbk_person_get_id (rbk_desk_get_person (desk)));
  g_assert_cmpint (
    rbk_company_policy_get_signed_us (rbk_desk_get_policy (desk)), ==, rbk_clock_now_us (fixture->clock));
  g_assert_false (CALL (desk, change_policy, &error, consumer));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_CONSUMER);
  g_clear_error (&error);
  g_assert_false (CALL (desk, change_policy, &error, misspelt));
  g_assert_error (error, RBK_POLICY_ERROR, RBK_POLICY_ERROR_MEMBER);
  g_clear_error (&error);
  g_assert_false (CALL (desk, change_policy, &error, forged));
  g_assert_error (error, RBK_POLICY_ERROR, RBK_POLICY_ERROR_MEMBER);
  g_clear_error (&error);
  /* Where there is a manager, it is theirs to decide. */
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'m','name':'Mona','role':'manager'}");
  rbk_test_wait_until (!rbk_desk_may (desk, RBK_RIGHT_DECIDE, NULL));
  g_assert_false (CALL (desk, change_policy, &error, good));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
}

static void
test_policy_file_is_taken_over_whole_or_not (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autofree char *path = g_build_filename (fixture->directory, "policy.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->directory);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;
  static const char bad[] =
    "{\"ringback_policy\":1,\"why_buy\":\"https://a.example\",\"hours\":[{\"day\":9}]}";
  static const char good[] =
    "{\"ringback_policy\":1,\"why_buy\":\"https://a.example\",\"domains\":[\"second.example\"]}";

  g_assert_true (g_file_set_contents (path, bad, -1, NULL));
  g_assert_false (CALL (desk, import_policy, &error, file));
  g_assert_error (error, RBK_POLICY_ERROR, RBK_POLICY_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "hours"));
  g_assert_null (rbk_company_policy_get_why_buy (rbk_desk_get_policy (desk)));
  g_clear_error (&error);
  g_assert_false (CALL (desk, import_policy, &error, folder));
  g_assert_error (error, RBK_POLICY_ERROR, RBK_POLICY_ERROR_FORM);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, good, -1, NULL));
  g_assert_true (CALL (desk, import_policy, &error, file));
  rbk_test_wait_until (rbk_company_policy_get_why_buy (rbk_desk_get_policy (desk)) != NULL);
  /* A domain of the policy's is the company's. */
  g_assert_true (rbk_desk_check_company_address (desk, "ana@second.example", &error));
  g_assert_false (rbk_desk_check_company_address (desk, "ana@third.example", &error));
}

static void
test_accounts_are_the_companys (Fixture *fixture, gconstpointer data)
{
  RbkDesk *desk = fixture->desk;
  g_autoptr (JsonObject) personal = parse ("{'kind':'jmap','address':'ana@gmail.com'}");
  g_autoptr (JsonObject) alike = parse ("{'kind':'graph','address':'ana@harborpoint.example.com.evil.test'}");
  g_autoptr (JsonObject) no_number = parse ("{'kind':'twilio','address':'12','user_name':'AC1'}");
  g_autoptr (JsonObject) line = parse ("{'kind':'twilio','address':'+13125550198','user_name':'AC1'}");
  g_autoptr (JsonObject) pigeon = parse ("{'kind':'pigeon','address':'coop'}");
  g_autoptr (GError) error = NULL;

  g_assert_false (CALL (desk, add_account, &error, personal, "secret"));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_CONSUMER);
  g_clear_error (&error);
  g_assert_false (CALL (desk, add_account, &error, alike, "secret"));
  g_assert_error (error, RBK_COMPANY_ADDRESS_ERROR, RBK_COMPANY_ADDRESS_ERROR_FOREIGN);
  g_clear_error (&error);
  g_assert_false (CALL (desk, add_account, &error, no_number, "secret"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (CALL (desk, add_account, &error, line, ""));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (CALL (desk, add_account, &error, pigeon, "secret"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
  g_clear_error (&error);
  ADD_ENTRY (PERSON_CHANGED, FALSE, "{'person':'m','name':'Mona','role':'manager'}");
  rbk_test_wait_until (!rbk_desk_may (desk, RBK_RIGHT_DECIDE, NULL));
  g_assert_false (CALL (desk, add_account, &error, line, "secret"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (CALL (desk, remove_account, &error, "01990000-0000-7000-8000-000000000003"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_REFUSED);
  g_clear_error (&error);
  /* A mailbox is its person's. */
  g_assert_true (CALL (desk, remove_account, &error, "01990000-0000-7000-8000-000000000002"));
  rbk_test_wait_until (rbk_desk_get_accounts (desk)->len == 1);
  g_assert_false (CALL (desk, test_account, &error, "01990000-0000-7000-8000-000000000002"));
  g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_INVALID);
}

/* Whoever signs in at Microsoft or Google does so as the company's policy says, which has to say it first. */
static void
test_sign_in_is_by_the_policy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) graph =
    parse ("{'kind':'graph','address':'ana@harborpoint.example.com','sign_in':'oauth'}");
  g_autoptr (JsonObject) gmail =
    parse ("{'kind':'gmail','address':'ana@harborpoint.example.com','sign_in':'oauth'}");
  g_autoptr (JsonObject) jmap =
    parse ("{'kind':'jmap','address':'ana@harborpoint.example.com','sign_in':'oauth'}");
  JsonObject *accounts[] = { graph, gmail, jmap };

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (CALL (fixture->desk, add_account, &error, accounts[i], NULL));
      g_assert_error (error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP);
    }
}

static void
test_contact_card_has_the_direct_line (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) card = rbk_desk_dup_contact_card (fixture->desk, &name, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (card, NULL), g_bytes_get_size (card));
  g_assert_nonnull (strstr (text, "+13125550142"));
  g_assert_nonnull (strstr (text, "Harbor Point Motors"));
  g_assert_true (g_str_has_suffix (name, ".vcf"));
}

/* S0: the phone that rings shows a face. */
static void
test_contact_card_has_the_photo (Fixture *fixture, gconstpointer data)
{
  static const guint8 picture[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3, 4 };
  g_autoptr (GBytes) photo = g_bytes_new_static (picture, sizeof picture);
  g_autoptr (GBytes) words = g_bytes_new_static ("no picture at all", 17);
  g_autoptr (GBytes) kept = NULL;
  g_autofree char *person = g_strdup (rbk_person_get_id (rbk_desk_get_person (fixture->desk)));

  for (guint i = 0; i < 3; i++)
    {
      GBytes *given[] = { words, photo, NULL };
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GBytes) card = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        {
          g_assert_false (CALL (fixture->desk, change_photo, &error, person, given[i]));
          g_assert_error (error, RBK_CONTACT_CARD_ERROR, RBK_CONTACT_CARD_ERROR_PHOTO);
          g_clear_error (&error);
        }
      else
        {
          gboolean changed = CALL (fixture->desk, change_photo, &error, person, given[i]);

          g_assert_no_error (error);
          g_assert_true (changed);
          rbk_test_wait_until ((rbk_person_get_photo (rbk_desk_get_person (fixture->desk)) != NULL) ==
                               (given[i] != NULL));
        }
      if (i == 1)
        {
          kept = rbk_desk_dup_photo (fixture->desk, rbk_desk_get_person (fixture->desk));
          g_assert_true (g_bytes_equal (kept, photo));
        }
      card = rbk_desk_dup_contact_card (fixture->desk, &name, &error);
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (card, NULL), g_bytes_get_size (card));
      g_assert_cmpint (strstr (text, "PHOTO;ENCODING=b;TYPE=PNG:") != NULL, ==, i == 1);
    }
}

static char *
describe (GListModel *list)
{
  GString *states = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RbkTimelineItem) item = g_list_model_get_item (list, i);

      g_string_append_printf (states,
                              "%s:%s ",
                              rbk_message_state_get_name (rbk_timeline_item_get_state (item)),
                              rbk_entry_get_string (rbk_timeline_item_get_entry (item), "text"));
    }
  return g_string_free_and_steal (states);
}

#define EXPECT_LIST(list, expected)                                                                          \
  rbk_test_wait_until (({                                                                                    \
    g_autofree char *is = describe (G_LIST_MODEL (list));                                                    \
    g_str_equal (is, expected);                                                                              \
  }))

static void
test_outbox_lists_what_is_on_its_way (Fixture *fixture, gconstpointer data)
{
  gint64 now = rbk_clock_now_us (fixture->clock);
  static const char *const words[] = { "c", "a", "b" };
  g_autoptr (RbkOutboxList) list = rbk_outbox_list_new (fixture->desk);
  g_autoptr (RbkTimelineItem) before = NULL;
  g_autoptr (RbkTimelineItem) after = NULL;
  g_autofree char *failed = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *mark = NULL;
  char *ids[3];
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  /* The first text, with what introduces it, and told afterwards: never in the outbox. */
  ADD_ENTRY (TEXT, TRUE, "{'direction':'out','number':'+17735550121','text':'Hello'}");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RbkWrittenDraft) draft = make_text (fixture, words[i]);

      draft->not_before_us = now + (i == 0 ? 3 : i) * HOUR;
      ids[i] = send (fixture, draft, &error);
      g_assert_no_error (error);
    }
  EXPECT_LIST (list, "queued:a queued:b queued:c ");
  before = g_list_model_get_item (G_LIST_MODEL (list), 2);
  failed = g_strdup_printf ("{'message':'%s','state':'failed','detail':'Filtered'}", ids[0]);
  unknown = g_strdup_printf ("{'message':'%s','state':'unknown'}", ids[2]);
  ADD_ENTRY (DELIVERY, TRUE, failed);
  ADD_ENTRY (DELIVERY, TRUE, unknown);
  EXPECT_LIST (list, "unknown:b failed:c queued:a ");
  /* A row stays the object that it was. */
  after = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_true (before == after);
  g_assert_cmpstr (rbk_timeline_item_get_detail (after), ==, "Filtered");
  g_assert_true (CALL (fixture->desk, cancel_message, &error, ids[1]));
  EXPECT_LIST (list, "unknown:b failed:c ");
  /* What failed last week is on its timeline. */
  rbk_clock_advance (fixture->clock, 8 * 24 * HOUR);
  mark = g_strdup_printf ("{'message':'%s','state':'accepted'}", ids[2]);
  ADD_ENTRY (DELIVERY, TRUE, mark);
  EXPECT_LIST (list, "");
  for (guint i = 0; i < 3; i++)
    g_free (ids[i]);
}

#define ADD(path, function)                                                                                  \
  g_test_add ("/desk/written/" path, Fixture, NULL, set_up_written, function, tear_down)

int
main (int argc, char *argv[])
{
  rbk_test_init (&argc, &argv);
  ADD ("M-7/text-is-frozen-with-its-introduction", test_text_is_frozen_with_its_introduction);
  ADD ("M-7/introduction-adds-only-what-is-missing", test_introduction_adds_only_what_is_missing);
  ADD ("what-is-not-set-up-is-told-at-the-press", test_what_is_not_set_up_is_told_at_the_press);
  ADD ("too-large-is-told-at-the-press", test_too_large_is_told_at_the_press);
  ADD ("gate-refuses-with-the-rule", test_gate_refuses_with_the_rule);
  ADD ("K-6/night-is-told-and-queued", test_night_is_told_and_queued);
  ADD ("later-can-be-another-time", test_later_can_be_another_time);
  ADD ("edited-is-sent-alone", test_edited_is_sent_alone);
  ADD ("failed-text-can-be-edited-as-new", test_failed_text_can_be_edited_as_new);
  ADD ("V-17/other-names-ask", test_other_names_ask);
  ADD ("M-1/shipped-templates-keep-the-rules", test_shipped_templates_keep_the_rules);
  ADD ("templates-are-filled-and-replaced", test_templates_are_filled_and_replaced);
  ADD ("M-5/signature-is-the-persons-or-the-showrooms", test_signature_is_the_persons_or_the_showrooms);
  ADD ("policy-is-signed-off", test_policy_is_signed_off);
  ADD ("policy-file-is-taken-over-whole-or-not", test_policy_file_is_taken_over_whole_or_not);
  ADD ("A-1/accounts-are-the-companys", test_accounts_are_the_companys);
  ADD ("A-1/sign-in-is-by-the-policy", test_sign_in_is_by_the_policy);
  ADD ("C-17/contact-card-has-the-direct-line", test_contact_card_has_the_direct_line);
  ADD ("S0/contact-card-has-the-photo", test_contact_card_has_the_photo);
  ADD ("outbox-lists-what-is-on-its-way", test_outbox_lists_what_is_on_its_way);
  return g_test_run ();
}
