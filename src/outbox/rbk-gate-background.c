/* rbk-gate-background.c
 *
 * The gate is pure: what it judges by is read here, the same way while somebody writes and in the moment of
 * sending.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "outbox/rbk-gate-background.h"

#include "ledger/rbk-ledger-reader-review.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"

#define DAY_US ((gint64) 24 * 3600 * G_USEC_PER_SEC)
/* Of so many customers at most it is asked whether they have the same number. */
#define MOST_OF_A_NUMBER 20

struct _RbkGateBackground
{
  RbkConsumerDomains *consumer_domains; /* (owned) */
  RbkGateTables *tables;                /* (owned) */
  RbkShowroom *showroom;                /* (owned) (nullable) */
  GPtrArray *people;                    /* (owned) (nullable) (element-type RbkPerson) */
  GPtrArray *accounts;                  /* (owned) (nullable) (element-type RbkAccount) */
  RbkCompanyPolicy *policy;             /* (owned) (nullable) */
  RbkGatePolicy said;                   /* what policy says, in the gate's terms; borrowed from it and: */
  GArray *hours;                        /* (owned) (element-type RbkOpeningHours) */
  GArray *overrides;                    /* (owned) (element-type RbkRowOverride) */
  GArray *texting;                      /* (owned) (element-type RbkTextingLine) */
  GStringChunk *times;                  /* (owned): of the hours */
};

/**
 * rbk_gate_background_new:
 *
 * Returns: (transfer full): nothing known yet: rbk_gate_background_load()
 */
RbkGateBackground *
rbk_gate_background_new (RbkConsumerDomains *consumer_domains, RbkGateTables *tables)
{
  RbkGateBackground *self = g_new0 (RbkGateBackground, 1);

  self->consumer_domains = g_object_ref (consumer_domains);
  self->tables = g_object_ref (tables);
  self->hours = g_array_new (FALSE, FALSE, sizeof (RbkOpeningHours));
  self->overrides = g_array_new (FALSE, FALSE, sizeof (RbkRowOverride));
  self->texting = g_array_new (FALSE, FALSE, sizeof (RbkTextingLine));
  self->times = g_string_chunk_new (64);
  return self;
}

/**
 * rbk_gate_background_free:
 */
void
rbk_gate_background_free (RbkGateBackground *self)
{
  g_object_unref (self->consumer_domains);
  g_object_unref (self->tables);
  g_clear_object (&self->showroom);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_object (&self->policy);
  g_array_unref (self->hours);
  g_array_unref (self->overrides);
  g_array_unref (self->texting);
  g_string_chunk_free (self->times);
  g_free (self);
}

static const char *
write_time (RbkGateBackground *self, guint minutes)
{
  g_autofree char *time = g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);

  return g_string_chunk_insert (self->times, time);
}

static void
translate_policy (RbkGateBackground *self)
{
  GPtrArray *overrides = rbk_company_policy_get_overrides (self->policy);
  GPtrArray *texting = rbk_company_policy_get_texting (self->policy);

  g_array_set_size (self->hours, 0);
  g_array_set_size (self->overrides, 0);
  g_array_set_size (self->texting, 0);
  g_string_chunk_clear (self->times);
  for (guint day = 1; day <= 7; day++)
    {
      const RbkDayHours *hours = rbk_company_policy_find_hours (self->policy, day);

      if (hours != NULL)
        {
          RbkOpeningHours open = { .day = day,
                                   .opens = write_time (self, hours->opens),
                                   .closes = write_time (self, hours->closes) };

          g_array_append_val (self->hours, open);
        }
    }
  for (guint i = 0; i < overrides->len; i++)
    {
      const RbkRuleOverride *decided = g_ptr_array_index (overrides, i);
      RbkRowOverride row = {
        .row = decided->row, .value = decided->value, .reason = decided->reason, .person = decided->person
      };

      g_array_append_val (self->overrides, row);
    }
  for (guint i = 0; i < texting->len; i++)
    {
      const RbkTextingNumber *number = g_ptr_array_index (texting, i);
      RbkTextingLine line = { .number = number->number, .registration = number->registration };

      g_array_append_val (self->texting, line);
    }
  self->said = (RbkGatePolicy) {
    .hours = (const RbkOpeningHours *) (const void *) self->hours->data,
    .n_hours = self->hours->len,
    .overrides = (const RbkRowOverride *) (const void *) self->overrides->data,
    .n_overrides = self->overrides->len,
    .texting = (const RbkTextingLine *) (const void *) self->texting->data,
    .n_texting = self->texting->len,
    .postal_address = rbk_company_policy_get_postal_address (self->policy),
    .unsubscribe = rbk_company_policy_get_unsubscribe (self->policy),
    .opt_out_number = rbk_company_policy_get_opt_out_number (self->policy),
    .why_buy = rbk_company_policy_get_why_buy (self->policy),
  };
}

/**
 * rbk_gate_background_load:
 *
 * Reads who and what the showroom is, anew. What cannot be read is not known, and nothing leaves by it.
 *
 * Returns: whether all of it was read; else an RbkLedgerError
 */
gboolean
rbk_gate_background_load (RbkGateBackground *self, RbkLedgerReader *reader, GError **error)
{
  g_clear_object (&self->showroom);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  /* Borrowed from the policy, which goes now and may not be read again. */
  self->said = (RbkGatePolicy) { 0 };
  g_clear_object (&self->policy);
  /* Before the showroom is named, there is none to read. */
  self->showroom = rbk_ledger_reader_get_showroom (reader, NULL);
  self->people = rbk_ledger_reader_list_people (reader, error);
  if (self->people != NULL)
    self->accounts = rbk_ledger_reader_list_accounts (reader, error);
  if (self->accounts != NULL)
    self->policy = rbk_ledger_reader_get_policy (reader, error);
  if (self->policy == NULL)
    return FALSE;
  translate_policy (self);
  if (self->showroom != NULL && *rbk_company_policy_get_domains (self->policy) != NULL)
    {
      g_autoptr (RbkShowroom) named = g_steal_pointer (&self->showroom);

      self->showroom = rbk_showroom_extend (named, rbk_company_policy_get_domains (self->policy));
    }
  return TRUE;
}

/**
 * rbk_gate_background_get_showroom:
 *
 * Returns: (transfer none) (nullable): the showroom, with the domains that the policy adds
 */
RbkShowroom *
rbk_gate_background_get_showroom (RbkGateBackground *self)
{
  return self->showroom;
}

/**
 * rbk_gate_background_find_account:
 * @account: (nullable): an id
 *
 * Returns: (transfer none) (nullable): the account of that id, unless it was removed
 */
RbkAccount *
rbk_gate_background_find_account (RbkGateBackground *self, const char *account)
{
  for (guint i = 0; self->accounts != NULL && i < self->accounts->len; i++)
    {
      RbkAccount *known = g_ptr_array_index (self->accounts, i);

      if (g_strcmp0 (rbk_account_get_id (known), account) == 0)
        return known;
    }
  return NULL;
}

/**
 * rbk_gate_background_get_policy:
 *
 * Returns: (transfer none) (nullable): the company's policy, once loaded
 */
RbkCompanyPolicy *
rbk_gate_background_get_policy (RbkGateBackground *self)
{
  return self->policy;
}

static RbkPerson *
find_person (RbkGateBackground *self, const char *id)
{
  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      if (g_strcmp0 (rbk_person_get_id (person), id) == 0)
        return person;
    }
  return NULL;
}

/* What a customer said last about each medium, and about anything. */
typedef struct
{
  RbkGateConsent consents[3];
  gint64 opted_out_us;
} Said;

/* How much a consent is worth; K-24 knows number given, oral and written. */
static int
get_worth (const char *how)
{
  static const char *const ways[] = { "number-given", "oral", "written" };

  for (int i = 0; i < (int) G_N_ELEMENTS (ways); i++)
    {
      if (g_strcmp0 (how, ways[i]) == 0)
        return i;
    }
  return -1;
}

/* What was put in writing is so still when it is said once more; but not after it was taken back. */
static void
give (RbkGateConsent *consent, gint64 given_us, const char *how)
{
  if (get_worth (how) >= get_worth (consent->how))
    consent->how = how;
  consent->given_us = given_us;
  consent->withdrawn_us = 0;
}

static void
take_back (RbkGateConsent *consent, gint64 withdrawn_us)
{
  consent->how = NULL;
  consent->given_us = 0;
  consent->withdrawn_us = withdrawn_us;
}

/* @entries: as rbk_ledger_reader_list_consents() gives them, who holds their texts */
static void
read_consents (GPtrArray *entries, Said *said)
{
  static const RbkMedium media[] = { RBK_MEDIUM_CALL, RBK_MEDIUM_TEXT, RBK_MEDIUM_EMAIL };

  for (guint i = 0; i < G_N_ELEMENTS (media); i++)
    said->consents[i].media = media[i];
  for (guint i = 0; i < entries->len; i++)
    {
      RbkEntry *entry = g_ptr_array_index (entries, i);
      gboolean withdrawn = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_CONSENT_WITHDRAWN;
      const char *name = rbk_entry_get_string (entry, "medium");
      RbkMedium medium = rbk_medium_from_name (name);

      /* As the customer's own row has it: one that cannot be read takes all, and gives nothing. */
      if (withdrawn && g_strcmp0 (rbk_entry_get_string (entry, "scope"), "all") == 0)
        medium = RBK_MEDIUM_ALL;
      if (!withdrawn && medium == RBK_MEDIUM_ALL && g_strcmp0 (name, "all") != 0)
        continue;
      if (withdrawn)
        said->opted_out_us = MAX (said->opted_out_us, rbk_entry_get_time_us (entry));
      for (guint j = 0; j < G_N_ELEMENTS (media); j++)
        {
          if (!(medium & media[j]))
            continue;
          if (withdrawn)
            take_back (&said->consents[j], rbk_entry_get_time_us (entry));
          else
            give (&said->consents[j], rbk_entry_get_time_us (entry), rbk_entry_get_string (entry, "how"));
        }
    }
}

static gboolean
has_number (RbkCustomer *customer, const char *number)
{
  JsonArray *phones = rbk_json_get_array (rbk_customer_get_facts (customer), "phones");

  for (guint i = 0; phones != NULL && i < json_array_get_length (phones); i++)
    {
      g_autofree char *known =
        rbk_phone_number_normalise (rbk_json_get_string (rbk_json_array_get_object (phones, i), "number"));

      if (g_strcmp0 (known, number) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Since when another customer of the same number does not want calls or texts (K-10): a household shares
 * one, and who was entered twice has said it once. 0: nobody said so; -1 with an error. */
static gint64
find_company_list_us (RbkLedgerReader *reader, const RbkLeaving *question, GError **error)
{
  g_autofree char *number = NULL;
  g_autoptr (GPtrArray) customers = NULL;
  gint64 since_us = 0;

  if (question->medium == RBK_MEDIUM_EMAIL || question->address == NULL)
    return 0;
  number = rbk_phone_number_normalise (question->address);
  if (number == NULL)
    return 0;
  customers = rbk_ledger_reader_list_customers (
    reader, number + 1, RBK_CUSTOMER_ORDER_RECENT, 0, MOST_OF_A_NUMBER, error);
  for (guint i = 0; customers != NULL && i < customers->len; i++)
    {
      RbkCustomer *customer = g_ptr_array_index (customers, i);
      g_autoptr (GPtrArray) entries = NULL;
      Said said = { 0 };

      if (g_strcmp0 (rbk_customer_get_id (customer), question->customer) == 0 ||
          !(rbk_customer_get_opted_out (customer) & question->medium) || !has_number (customer, number))
        continue;
      entries = rbk_ledger_reader_list_consents (reader, rbk_customer_get_id (customer), error);
      if (entries == NULL)
        return -1;
      read_consents (entries, &said);
      since_us = since_us == 0 ? said.opted_out_us : MIN (since_us, said.opted_out_us);
    }
  return customers != NULL ? since_us : -1;
}

/* What is known of the approval of a voicemail. */
typedef struct
{
  RbkGateApproval approval;
  const char *decided_by; /* (nullable): borrowed from the background */
  GPtrArray *approvers;   /* (owned) (element-type utf8): names, ending with NULL; borrowed likewise */
} Approval;

static gboolean
is_manager (RbkPerson *person)
{
  return g_str_equal (rbk_person_get_role (person), "manager");
}

static GPtrArray *
list_approvers (RbkGateBackground *self, RbkPerson *author)
{
  GPtrArray *names = g_ptr_array_new_null_terminated (0, NULL, TRUE);

  for (guint i = 0; self->people != NULL && i < self->people->len; i++)
    {
      RbkPerson *person = g_ptr_array_index (self->people, i);

      /* Nobody judges their own. */
      if (person != author && is_manager (person) && !rbk_person_has_left (person))
        g_ptr_array_add (names, (gpointer) rbk_person_get_name (person));
    }
  return names;
}

/* -1 with an error */
static int
needs_approval (
  RbkGateBackground *self, RbkLedgerReader *reader, RbkPerson *author, const Approval *known, GError **error)
{
  const RbkReviewPolicy *policy = rbk_company_policy_get_review (self->policy);
  gint64 sent;

  if (policy->approval == RBK_APPROVAL_NOBODY)
    return FALSE;
  /* The only manager has nobody to wait for. */
  if (is_manager (author) && known->approvers->len == 0)
    return FALSE;
  if (policy->approval == RBK_APPROVAL_ALL)
    return TRUE;
  sent = rbk_ledger_reader_count_sent_voicemails (reader, rbk_person_get_id (author), error);
  return sent < 0 ? -1 : sent < policy->first;
}

/* The first that a manager decided about this very sound counts, as everywhere. */
static gboolean
read_decision (RbkGateBackground *self,
               RbkLedgerReader *reader,
               const RbkLeaving *question,
               RbkPerson *author,
               Approval *known,
               GError **error)
{
  g_autoptr (GPtrArray) reviews = rbk_ledger_reader_list_reviews (reader, question->draft, error);
  g_autofree char *content = NULL;

  if (reviews == NULL)
    return FALSE;
  if (question->media == NULL || reviews->len == 0)
    return TRUE;
  content = rbk_ledger_reader_get_content (reader, question->media, error);
  if (content == NULL)
    return FALSE;
  for (guint i = 0; i < reviews->len; i++)
    {
      RbkReview *review = g_ptr_array_index (reviews, i);
      RbkPerson *reviewer = find_person (self, rbk_review_get_reviewer (review));
      RbkReviewDecision decision = rbk_review_get_decision (review);

      if (decision == RBK_REVIEW_DECISION_NONE || g_strcmp0 (rbk_review_get_content (review), content) != 0 ||
          reviewer == NULL || reviewer == author || !is_manager (reviewer))
        continue;
      known->approval =
        decision == RBK_REVIEW_DECISION_APPROVED ? RBK_GATE_APPROVAL_GIVEN : RBK_GATE_APPROVAL_RETURNED;
      known->decided_by = rbk_person_get_name (reviewer);
      break;
    }
  return TRUE;
}

static gboolean
find_approval (RbkGateBackground *self,
               RbkLedgerReader *reader,
               const RbkLeaving *question,
               Approval *known,
               GError **error)
{
  RbkPerson *author = find_person (self, question->author);
  int needed;

  /* Words alone are not heard by anybody; of an author who is not known the gate speaks. */
  if (question->draft == NULL || author == NULL || self->policy == NULL)
    return TRUE;
  known->approvers = list_approvers (self, author);
  needed = needs_approval (self, reader, author, known, error);
  if (needed <= 0)
    return needed == 0;
  known->approval = RBK_GATE_APPROVAL_WAITED_FOR;
  return read_decision (self, reader, question, author, known, error);
}

/**
 * rbk_gate_background_dup_approval_words:
 * @person: (nullable): the id of who is about to send a voicemail
 *
 * Returns: (transfer full) (nullable): that it will wait for a manager, and for whom; NULL: it will not
 */
char *
rbk_gate_background_dup_approval_words (RbkGateBackground *self, RbkLedgerReader *reader, const char *person)
{
  RbkPerson *author = find_person (self, person);
  g_autoptr (GPtrArray) approvers = NULL;
  Approval known = { 0 };

  if (author == NULL || self->policy == NULL)
    return NULL;
  known.approvers = approvers = list_approvers (self, author);
  return needs_approval (self, reader, author, &known, NULL) > 0
           ? rbk_gate_dup_approval_words ((const char *const *) (const void *) approvers->pdata)
           : NULL;
}

/**
 * rbk_gate_background_judge:
 * @question: what is to leave
 *
 * Returns: (transfer full): the gate's answer, or NULL with an RbkLedgerError
 */
RbkVerdict *
rbk_gate_background_judge (RbkGateBackground *self,
                           RbkLedgerReader *reader,
                           const RbkLeaving *question,
                           GError **error)
{
  g_autoptr (RbkCustomer) customer = rbk_ledger_reader_get_customer (reader, question->customer, NULL);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GArray) attempts = NULL;
  RbkAccount *account = rbk_gate_background_find_account (self, question->account);
  gint64 texts, heard_us, company_list_us;
  RbkGateQuestion asked = { 0 };
  Approval approval = { 0 };
  Said said = { 0 };
  RbkVerdict *verdict;

  entries = rbk_ledger_reader_list_consents (reader, question->customer, error);
  if (entries == NULL)
    return NULL;
  attempts = rbk_ledger_reader_list_attempts (reader, question->customer, question->now_us - DAY_US, error);
  if (attempts == NULL)
    return NULL;
  texts = rbk_ledger_reader_count_texts (reader, question->customer, question->message, error);
  if (texts < 0)
    return NULL;
  heard_us = rbk_ledger_reader_get_heard_us (reader, question->customer, error);
  if (heard_us < 0)
    return NULL;
  company_list_us = find_company_list_us (reader, question, error);
  if (company_list_us < 0)
    return NULL;
  if (!find_approval (self, reader, question, &approval, error))
    {
      g_clear_pointer (&approval.approvers, g_ptr_array_unref);
      return NULL;
    }
  read_consents (entries, &said);
  asked = (RbkGateQuestion) {
    .consumer_domains = self->consumer_domains,
    .tables = self->tables,
    .policy = self->said,
    .now_us = question->now_us,
    .written_us = question->written_us,
    .medium = question->medium,
    .act = question->act,
    .showroom = self->showroom,
    .author = find_person (self, question->author),
    .account = account,
    .customer = customer,
    .address = question->address,
    .from = question->from == NULL && account != NULL ? rbk_account_get_address (account) : question->from,
    .subject = question->subject,
    .text = question->text,
    .signature = question->signature,
    .n_attachments = question->n_attachments,
    .is_practice = question->is_practice,
    .is_reply = question->is_reply,
    .is_first_text = question->medium == RBK_MEDIUM_TEXT && texts == 0,
    .settled = question->settled,
    .approval = approval.approval,
    .decided_by = approval.decided_by,
    .approvers =
      approval.approvers != NULL ? (const char *const *) (const void *) approval.approvers->pdata : NULL,
    .consents = said.consents,
    .n_consents = G_N_ELEMENTS (said.consents),
    .attempts_us = (const gint64 *) (const void *) attempts->data,
    .n_attempts = attempts->len,
    .last_inquiry_us = heard_us,
    .opted_out_us = said.opted_out_us,
    .company_list_us = company_list_us,
    .other_names = question->other_names,
  };
  verdict = rbk_gate_judge (&asked);
  g_clear_pointer (&approval.approvers, g_ptr_array_unref);
  return verdict;
}

/* Whether any part of the voicemail in it was practised only (V-20), whatever the desk thought. */
static gboolean
is_practice (RbkLedgerReader *reader, RbkEntry *entry)
{
  const char *id = rbk_entry_get_string (entry, "draft");
  g_autoptr (RbkDraft) draft = id != NULL ? rbk_ledger_reader_get_draft (reader, id, NULL) : NULL;
  const char *take_id = rbk_entry_get_string (entry, "take");
  JsonArray *passages = rbk_json_get_array (rbk_entry_get_payload (entry), "passages");
  RbkTake *take = draft != NULL && take_id != NULL ? rbk_draft_find_take (draft, take_id) : NULL;
  gboolean practice = take != NULL && rbk_take_is_practice (take);

  for (guint i = 0; draft != NULL && passages != NULL && i < json_array_get_length (passages); i++)
    {
      take =
        rbk_draft_find_take (draft, rbk_json_get_string (rbk_json_array_get_object (passages, i), "take"));
      practice |= take != NULL && rbk_take_is_practice (take);
    }
  return practice;
}

/**
 * rbk_gate_background_judge_entry:
 * @entry: an email or text that is on its way
 * @account: the id of the account that it is to leave by
 * @now_us: when it is to leave
 *
 * The same question whoever asks: the lane that is about to send it, and the window that shows what holds it.
 *
 * Returns: (transfer full): the gate's answer, or NULL with an RbkLedgerError
 */
RbkVerdict *
rbk_gate_background_judge_entry (RbkGateBackground *self,
                                 RbkLedgerReader *reader,
                                 RbkEntry *entry,
                                 const char *account,
                                 gint64 now_us,
                                 GError **error)
{
  gboolean text = rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_TEXT;
  JsonObject *payload = rbk_entry_get_payload (entry);
  JsonArray *attachments = rbk_json_get_array (payload, "attachments");
  RbkLeaving question = {
    .medium = text ? RBK_MEDIUM_TEXT : RBK_MEDIUM_EMAIL,
    .message = rbk_entry_get_id (entry),
    .customer = rbk_entry_get_customer (entry),
    .author = rbk_entry_get_author (entry),
    .account = account,
    .address = rbk_entry_get_string (entry, text ? "number" : "address"),
    .from = rbk_entry_get_string (entry, text ? "line" : "from"),
    .subject = rbk_entry_get_string (entry, "subject"),
    .text = rbk_entry_get_string (entry, "text"),
    .signature = rbk_entry_get_string (entry, "signature"),
    .n_attachments = attachments != NULL ? json_array_get_length (attachments) : 0,
    .draft = rbk_entry_get_string (entry, "draft"),
    .media = rbk_entry_get_string (entry, "media"),
    .now_us = now_us,
    .written_us = rbk_entry_get_time_us (entry),
    .is_practice = is_practice (reader, entry),
    .is_reply = rbk_json_get_boolean (payload, "reply", FALSE),
  };

  return rbk_gate_background_judge (self, reader, &question, error);
}
