/* rbk-entry-words.c: what an entry is called, looks like and says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/rbk-entry-words.h"

#include "desk/rbk-desk-review.h"
#include "model/rbk-json.h"
#include "ui/rbk-phone-words.h"
#include "ui/rbk-time-words.h"

#include <glib/gi18n-lib.h>

/**
 * rbk_entry_words_get_kind_icon:
 *
 * Returns: (transfer none): the name of the icon for entries of that kind
 */
const char *
rbk_entry_words_get_kind_icon (RbkEntryKind kind)
{
  switch (kind)
    {
    case RBK_ENTRY_KIND_LEAD_ARRIVED:
      return "rbk-lead-symbolic";
    case RBK_ENTRY_KIND_CUSTOMER_CHANGED:
    case RBK_ENTRY_KIND_ASSIGNMENT:
    case RBK_ENTRY_KIND_PERSON_CHANGED:
      return "avatar-default-symbolic";
    case RBK_ENTRY_KIND_NOTE:
      return "rbk-note-symbolic";
    case RBK_ENTRY_KIND_CALL_CLAIMED:
      return "rbk-call-symbolic";
    case RBK_ENTRY_KIND_TEXT:
      return "rbk-text-symbolic";
    case RBK_ENTRY_KIND_EMAIL:
      return "rbk-email-symbolic";
    case RBK_ENTRY_KIND_VIDEO:
      return "rbk-video-symbolic";
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
      return "rbk-take-symbolic";
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      return "rbk-voicemail-symbolic";
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
    case RBK_ENTRY_KIND_REVIEW:
    case RBK_ENTRY_KIND_REVIEW_REPLY:
      return "rbk-review-symbolic";
    case RBK_ENTRY_KIND_CONSENT_GIVEN:
      return "rbk-consent-symbolic";
    case RBK_ENTRY_KIND_CONSENT_WITHDRAWN:
      return "rbk-consent-withdrawn-symbolic";
    case RBK_ENTRY_KIND_UNKNOWN:
    case RBK_ENTRY_KIND_DELIVERY:
    case RBK_ENTRY_KIND_SHOWROOM_CHANGED:
    case RBK_ENTRY_KIND_ACCOUNT_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_PLAN:
    case RBK_ENTRY_KIND_VOICEMAIL_EDIT:
    case RBK_ENTRY_KIND_TRANSCRIPT:
    case RBK_ENTRY_KIND_VOICEMAIL_TICK:
    case RBK_ENTRY_KIND_POLICY_CHANGED:
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_RUBRIC_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE:
    default:
      return "dialog-information-symbolic";
    }
}

/**
 * rbk_entry_words_dup_kind:
 *
 * Returns: (transfer full): what entries of that kind are called, for where nothing more is known
 */
char *
rbk_entry_words_dup_kind (RbkEntryKind kind)
{
  switch (kind)
    {
    case RBK_ENTRY_KIND_LEAD_ARRIVED:
      return g_strdup (_ ("New lead"));
    case RBK_ENTRY_KIND_CUSTOMER_CHANGED:
      return g_strdup (_ ("Details changed"));
    case RBK_ENTRY_KIND_NOTE:
      return g_strdup (_ ("Note"));
    case RBK_ENTRY_KIND_CALL_CLAIMED:
      return g_strdup (_ ("Call"));
    case RBK_ENTRY_KIND_TEXT:
      return g_strdup (_ ("Text"));
    case RBK_ENTRY_KIND_EMAIL:
      return g_strdup (_ ("Email"));
    case RBK_ENTRY_KIND_VIDEO:
      return g_strdup (_ ("Video"));
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
      return g_strdup (_ ("Draft voicemail"));
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      return g_strdup (_ ("Voicemail left"));
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
      return g_strdup (_ ("Submitted for review"));
    case RBK_ENTRY_KIND_REVIEW:
      return g_strdup (_ ("Voicemail reviewed"));
    case RBK_ENTRY_KIND_REVIEW_REPLY:
      return g_strdup (_ ("Answer to a review"));
    case RBK_ENTRY_KIND_CONSENT_GIVEN:
      return g_strdup (_ ("Consent given"));
    case RBK_ENTRY_KIND_CONSENT_WITHDRAWN:
      return g_strdup (_ ("Consent withdrawn"));
    case RBK_ENTRY_KIND_ASSIGNMENT:
      return g_strdup (_ ("Assigned"));
    case RBK_ENTRY_KIND_DELIVERY:
      return g_strdup (_ ("Delivery"));
    case RBK_ENTRY_KIND_UNKNOWN:
    case RBK_ENTRY_KIND_SHOWROOM_CHANGED:
    case RBK_ENTRY_KIND_PERSON_CHANGED:
    case RBK_ENTRY_KIND_ACCOUNT_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_PLAN:
    case RBK_ENTRY_KIND_VOICEMAIL_EDIT:
    case RBK_ENTRY_KIND_TRANSCRIPT:
    case RBK_ENTRY_KIND_VOICEMAIL_TICK:
    case RBK_ENTRY_KIND_POLICY_CHANGED:
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_RUBRIC_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE:
    default:
      return g_strdup ("");
    }
}

static gboolean
get_outcome (RbkEntry *entry, RbkCallOutcome *outcome)
{
  return rbk_call_outcome_from_name (rbk_entry_get_string (entry, "outcome"), outcome);
}

/**
 * rbk_entry_words_get_icon:
 *
 * Returns: (transfer none): the name of the icon for this entry
 */
const char *
rbk_entry_words_get_icon (RbkEntry *entry)
{
  RbkCallOutcome outcome;

  if (rbk_entry_get_kind (entry) == RBK_ENTRY_KIND_CALL_CLAIMED && get_outcome (entry, &outcome) &&
      outcome != RBK_CALL_OUTCOME_CONNECTED)
    return "rbk-call-missed-symbolic";
  return rbk_entry_words_get_kind_icon (rbk_entry_get_kind (entry));
}

/**
 * rbk_entry_words_dup_medium:
 * @medium: (nullable): "call", "text", "email" or "all"
 *
 * Returns: (transfer full): that, in words that fit behind "asked not to get"
 */
char *
rbk_entry_words_dup_medium (const char *medium)
{
  if (g_strcmp0 (medium, "call") == 0)
    return g_strdup (_ ("calls"));
  if (g_strcmp0 (medium, "text") == 0)
    return g_strdup (_ ("texts"));
  if (g_strcmp0 (medium, "email") == 0)
    return g_strdup (_ ("emails"));
  return g_strdup (_ ("calls, texts and emails"));
}

/**
 * rbk_entry_words_dup_opted_out:
 *
 * Returns: (transfer full) (nullable): what a customer asked not to get; %NULL for nothing
 */
char *
rbk_entry_words_dup_opted_out (RbkMedium media)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  g_autofree char *list = NULL;

  if (media == 0)
    return NULL;
  if (media & RBK_MEDIUM_CALL)
    g_strv_builder_take (builder, rbk_entry_words_dup_medium ("call"));
  if (media & RBK_MEDIUM_TEXT)
    g_strv_builder_take (builder, rbk_entry_words_dup_medium ("text"));
  if (media & RBK_MEDIUM_EMAIL)
    g_strv_builder_take (builder, rbk_entry_words_dup_medium ("email"));
  words = g_strv_builder_end (builder);
  list = g_strjoinv (", ", words);
  /* Translators: %s is a list of "calls", "texts" and "emails" */
  return g_strdup_printf (_ ("Asked not to get %s"), list);
}

static char *
dup_call_title (RbkEntry *entry)
{
  RbkCallOutcome outcome;
  g_autofree char *words =
    get_outcome (entry, &outcome) ? rbk_call_outcome_dup_words (outcome) : g_strdup (_ ("outcome not known"));

  if (rbk_entry_is_out (entry))
    /* Translators: a call that the showroom made, and how it ended */
    return g_strdup_printf (_ ("Call – %s"), words);
  /* Translators: a call that the customer made, and how it ended */
  return g_strdup_printf (_ ("Call from the customer – %s"), words);
}

static char *
dup_voicemail_title (RbkEntry *entry)
{
  const char *act = rbk_entry_get_string (entry, "act");

  if (g_strcmp0 (act, "played") == 0)
    return g_strdup (_ ("Voicemail played into the call"));
  if (g_strcmp0 (act, "ringless") == 0)
    return g_strdup (_ ("Voicemail left without ringing"));
  if (g_strcmp0 (act, "voice-note") == 0)
    return g_strdup (_ ("Voice note"));
  return g_strdup (_ ("Voicemail left, spoken live"));
}

/* How many points it got is said where it is opened, and what was decided not even here to whoever is to
 * judge it without having seen that. */
static char *
dup_review_title (RbkEntry *entry, RbkDesk *desk)
{
  const char *decision =
    rbk_desk_hides_review (desk, entry) ? NULL : rbk_entry_get_string (entry, "decision");

  if (g_strcmp0 (decision, "approved") == 0)
    return g_strdup (_ ("Voicemail approved"));
  if (g_strcmp0 (decision, "returned") == 0)
    return g_strdup (_ ("Voicemail returned, to be recorded once more"));
  return g_strdup (_ ("Voicemail reviewed"));
}

/**
 * rbk_entry_words_dup_title:
 *
 * Returns: (transfer full): one line that says what this is
 */
char *
rbk_entry_words_dup_title (RbkEntry *entry, RbkDesk *desk)
{
  const char *text;
  g_autofree char *medium = NULL;

  switch (rbk_entry_get_kind (entry))
    {
    case RBK_ENTRY_KIND_LEAD_ARRIVED:
      text = rbk_entry_get_string (entry, "source");
      /* Translators: %s is how it came, such as a web site or "walk-in" */
      return g_strdup_printf (_ ("New lead – %s"), text != NULL ? text : _ ("source not known"));
    case RBK_ENTRY_KIND_CUSTOMER_CHANGED:
      return g_strdup (_ ("Details changed"));
    case RBK_ENTRY_KIND_NOTE:
      return g_strdup (_ ("Note"));
    case RBK_ENTRY_KIND_CALL_CLAIMED:
      return dup_call_title (entry);
    case RBK_ENTRY_KIND_TEXT:
      return g_strdup (rbk_entry_is_out (entry) ? _ ("Text") : _ ("Text from the customer"));
    case RBK_ENTRY_KIND_EMAIL:
      text = rbk_entry_get_string (entry, "subject");
      return g_strdup (text != NULL && *text != '\0' ? text : _ ("Email without a subject"));
    case RBK_ENTRY_KIND_VIDEO:
      text = rbk_entry_get_string (entry, "title");
      return g_strdup (text != NULL && *text != '\0' ? text : _ ("Video"));
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
      return g_strdup (_ ("Draft voicemail"));
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      return dup_voicemail_title (entry);
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
      return g_strdup (_ ("Submitted for review"));
    case RBK_ENTRY_KIND_REVIEW:
      return dup_review_title (entry, desk);
    case RBK_ENTRY_KIND_REVIEW_REPLY:
      text = rbk_entry_get_string (entry, "text");
      return g_strdup (text != NULL && *text != '\0' ? _ ("Answer to a review") : _ ("Review acknowledged"));
    case RBK_ENTRY_KIND_CONSENT_GIVEN:
      medium = rbk_entry_words_dup_medium (rbk_entry_get_string (entry, "medium"));
      /* Translators: %s is "calls", "texts", "emails" or all three */
      return g_strdup_printf (_ ("Agreed to %s"), medium);
    case RBK_ENTRY_KIND_CONSENT_WITHDRAWN:
      medium = rbk_entry_words_dup_medium (rbk_entry_get_string (entry, "medium"));
      /* Translators: %s is "calls", "texts", "emails" or all three */
      return g_strdup_printf (_ ("Asked not to get %s"), medium);
    case RBK_ENTRY_KIND_ASSIGNMENT:
      if (rbk_entry_get_string (entry, "person") == NULL)
        return g_strdup (_ ("Assigned to nobody"));
      /* Translators: %s is a salesperson */
      return g_strdup_printf (_ ("Assigned to %s"),
                              rbk_desk_get_person_name (desk, rbk_entry_get_string (entry, "person")));
    case RBK_ENTRY_KIND_UNKNOWN:
    case RBK_ENTRY_KIND_DELIVERY:
    case RBK_ENTRY_KIND_SHOWROOM_CHANGED:
    case RBK_ENTRY_KIND_PERSON_CHANGED:
    case RBK_ENTRY_KIND_ACCOUNT_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_PLAN:
    case RBK_ENTRY_KIND_VOICEMAIL_EDIT:
    case RBK_ENTRY_KIND_TRANSCRIPT:
    case RBK_ENTRY_KIND_VOICEMAIL_TICK:
    case RBK_ENTRY_KIND_POLICY_CHANGED:
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_RUBRIC_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE:
    default:
      return g_strdup (_ ("Written by a newer Ringback"));
    }
}

static void
add_line (GString *lines, const char *label, const char *words)
{
  if (words == NULL || *words == '\0')
    return;
  if (lines->len > 0)
    g_string_append_c (lines, '\n');
  if (label != NULL)
    /* Translators: what something is, and its value, as in "Phone: 555-0100" */
    g_string_append_printf (lines, _ ("%s: %s"), label, words);
  else
    g_string_append (lines, words);
}

static char *
dup_joined (JsonObject *payload, const char *list, const char *member, RbkDesk *desk)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  JsonArray *array = rbk_json_get_array (payload, list);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = rbk_json_array_get_object (array, i);
      const char *text = member != NULL ? rbk_json_get_string (object, member) : NULL;

      if (member == NULL)
        g_strv_builder_take (builder, rbk_vehicle_dup_words (object));
      else if (text != NULL && desk != NULL)
        g_strv_builder_take (builder, rbk_phone_words_dup (desk, text));
      else if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  words = g_strv_builder_end (builder);
  if (*words == NULL)
    return g_strdup (json_object_has_member (payload, list) ? _ ("none") : "");
  return g_strjoinv (", ", words);
}

static char *
dup_address (JsonObject *address)
{
  static const char *const parts[] = { "street", "city", "region", "postal_code" };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = rbk_json_get_string (address, parts[i]);

      if (part != NULL && *part != '\0')
        g_string_append_printf (words, "%s%s", words->len == 0 ? "" : i == 3 ? " " : ", ", part);
    }
  return g_string_free_and_steal (words);
}

/* What a customer-changed entry changed, a line each. */
static char *
dup_changes (RbkEntry *entry, RbkDesk *desk)
{
  JsonObject *payload = rbk_entry_get_payload (entry);
  GString *lines = g_string_new (NULL);
  const char *first = rbk_json_get_string (payload, "first");
  const char *last = rbk_json_get_string (payload, "last");
  const char *zone = rbk_json_get_string (payload, "time_zone");
  const char *medium = rbk_json_get_string (payload, "preferred_medium");
  g_autofree char *name = g_strdup_printf ("%s %s", first != NULL ? first : "", last != NULL ? last : "");
  g_autofree char *phones = dup_joined (payload, "phones", "number", desk);
  g_autofree char *emails = dup_joined (payload, "emails", "address", NULL);
  g_autofree char *wanted = dup_joined (payload, "wanted", NULL, NULL);
  g_autofree char *trade = dup_joined (payload, "trade", NULL, NULL);
  g_autofree char *address = dup_address (rbk_json_get_object (payload, "address"));
  g_autofree char *place = zone != NULL ? rbk_time_dup_place (zone) : NULL;
  g_autofree char *prefers = medium != NULL ? rbk_entry_words_dup_medium (medium) : NULL;

  add_line (lines, _ ("Name"), g_strstrip (name));
  add_line (lines, _ ("Phone"), phones);
  add_line (lines, _ ("Email"), emails);
  add_line (lines, _ ("Wants"), wanted);
  add_line (lines, _ ("Trades in"), trade);
  add_line (lines, _ ("Address"), address);
  add_line (lines, _ ("Time zone"), place);
  add_line (lines, _ ("Prefers"), prefers);
  return g_string_free_and_steal (lines);
}

static char *
dup_call_body (RbkEntry *entry, RbkDesk *desk)
{
  GString *lines = g_string_new (NULL);
  const char *number = rbk_entry_get_string (entry, "number");
  gint64 seconds = rbk_entry_get_int (entry, "seconds", 0);
  g_autofree char *phone = number != NULL ? rbk_phone_words_dup (desk, number) : NULL;
  g_autofree char *length = seconds > 0 ? rbk_time_dup_length (seconds) : NULL;
  g_autofree char *both = NULL;

  if (phone != NULL && length != NULL)
    both = g_strdup_printf ("%s · %s", phone, length);
  add_line (lines, NULL, both != NULL ? both : phone != NULL ? phone : length);
  add_line (lines, NULL, rbk_entry_get_string (entry, "note"));
  return g_string_free_and_steal (lines);
}

static char *
dup_quoted (RbkEntry *entry)
{
  const char *words = rbk_entry_get_string (entry, "words");

  /* Translators: what a customer said, in quotation marks */
  return words != NULL && *words != '\0' ? g_strdup_printf (_ ("“%s”"), words) : g_strdup ("");
}

/* What was good, and what could be better. */
static char *
dup_review_body (RbkEntry *entry)
{
  JsonArray *strengths = rbk_json_get_array (rbk_entry_get_payload (entry), "strengths");
  GString *lines = g_string_new (NULL);

  for (guint i = 0; strengths != NULL && i < json_array_get_length (strengths); i++)
    add_line (lines, _ ("Strength"), rbk_json_array_get_string (strengths, i));
  add_line (lines, _ ("Improvement"), rbk_entry_get_string (entry, "improvement"));
  add_line (lines, _ ("What to do next"), rbk_entry_get_string (entry, "action"));
  return g_string_free_and_steal (lines);
}

/**
 * rbk_entry_words_dup_body:
 *
 * Returns: (transfer full): all that it says besides its title; may be empty
 */
char *
rbk_entry_words_dup_body (RbkEntry *entry, RbkDesk *desk)
{
  GString *lines;
  const char *text = NULL;

  switch (rbk_entry_get_kind (entry))
    {
    case RBK_ENTRY_KIND_LEAD_ARRIVED:
      lines = g_string_new (NULL);
      add_line (lines, NULL, rbk_entry_get_string (entry, "vehicle"));
      add_line (lines, NULL, rbk_entry_get_string (entry, "comments"));
      return g_string_free_and_steal (lines);
    case RBK_ENTRY_KIND_CUSTOMER_CHANGED:
      return dup_changes (entry, desk);
    case RBK_ENTRY_KIND_NOTE:
    case RBK_ENTRY_KIND_TEXT:
    case RBK_ENTRY_KIND_EMAIL:
    case RBK_ENTRY_KIND_REVIEW_REPLY:
      text = rbk_entry_get_string (entry, "text");
      break;
    case RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED:
      text = rbk_entry_get_string (entry, "note");
      break;
    case RBK_ENTRY_KIND_REVIEW:
      if (!rbk_desk_hides_review (desk, entry))
        return dup_review_body (entry);
      break;
    case RBK_ENTRY_KIND_CALL_CLAIMED:
      return dup_call_body (entry, desk);
    case RBK_ENTRY_KIND_VIDEO:
      text = rbk_entry_get_string (entry, "url");
      break;
    case RBK_ENTRY_KIND_VOICEMAIL_LEFT:
      text = rbk_entry_get_string (entry, "transcript");
      break;
    case RBK_ENTRY_KIND_CONSENT_GIVEN:
    case RBK_ENTRY_KIND_CONSENT_WITHDRAWN:
      return dup_quoted (entry);
    case RBK_ENTRY_KIND_ASSIGNMENT:
      text = rbk_entry_get_string (entry, "reason");
      break;
    case RBK_ENTRY_KIND_UNKNOWN:
      text = _ ("This Ringback cannot show it. It is kept as it is.");
      break;
    case RBK_ENTRY_KIND_VOICEMAIL_DRAFT:
    case RBK_ENTRY_KIND_VOICEMAIL_TAKE:
    case RBK_ENTRY_KIND_DELIVERY:
    case RBK_ENTRY_KIND_SHOWROOM_CHANGED:
    case RBK_ENTRY_KIND_PERSON_CHANGED:
    case RBK_ENTRY_KIND_ACCOUNT_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_PLAN:
    case RBK_ENTRY_KIND_VOICEMAIL_EDIT:
    case RBK_ENTRY_KIND_TRANSCRIPT:
    case RBK_ENTRY_KIND_VOICEMAIL_TICK:
    case RBK_ENTRY_KIND_POLICY_CHANGED:
    case RBK_ENTRY_KIND_REVIEW_COMMENT:
    case RBK_ENTRY_KIND_RUBRIC_CHANGED:
    case RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE:
    default:
      break;
    }
  return g_strdup (text != NULL ? text : "");
}

/**
 * rbk_entry_words_dup_author:
 * @customer_name: the customer it is about
 *
 * Returns: (transfer full): who said or did it: the customer for what came in
 */
char *
rbk_entry_words_dup_author (RbkEntry *entry, RbkDesk *desk, const char *customer_name)
{
  RbkEntryKind kind = rbk_entry_get_kind (entry);

  if ((kind == RBK_ENTRY_KIND_TEXT || kind == RBK_ENTRY_KIND_EMAIL || kind == RBK_ENTRY_KIND_VIDEO) &&
      !rbk_entry_is_out (entry))
    return g_strdup (customer_name);
  return g_strdup (rbk_desk_get_person_name (desk, rbk_entry_get_author (entry)));
}
