/* rbk-desk-templates.c: words that are there before somebody writes, and what stands below them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "desk/rbk-desk-photo.h"
#include "desk/rbk-desk-private.h"
#include "desk/rbk-desk-written.h"

#include "model/rbk-contact-card.h"
#include "model/rbk-json.h"
#include "rules/rbk-phone-number.h"
#include "rules/rbk-script-merge.h"
#include "rules/rbk-table-words.h"
#include "rules/rbk-text-segments.h"
#include "rules/rbk-written-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TEMPLATES "/app/ringback/Ringback/rules/message-templates.json"

/* ---- Fields ---- */

/* What is known of whoever acts here, and of @customer. Borrowed from both, and from @wanted. */
static RbkScriptFields
make_fields (RbkDesk *self, RbkCustomer *customer, const char *wanted)
{
  RbkPerson *person = rbk_desk_get_person (self);

  return (RbkScriptFields) {
    .first_name = customer != NULL ? rbk_customer_get_first_name (customer) : NULL,
    .my_name = rbk_person_get_name (person),
    .showroom = rbk_showroom_get_name (self->showroom),
    .direct_line = rbk_person_get_line (person),
    .vehicle = wanted,
    .my_email = rbk_person_get_email (person),
    .why_buy = rbk_company_policy_get_why_buy (rbk_desk_get_policy (self)),
    .is_written = TRUE,
  };
}

/* Line by line, since a script knows of none. (transfer full); adds to @missing what is not known, in words.
 */
static char *
merge (const char *text, const RbkScriptFields *fields, GPtrArray *missing)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *merged = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (RbkMergedScript) line = rbk_script_merge (lines[i], fields);

      /* A line of which nothing is left takes its own end with it. */
      if (*line->text == '\0' && *lines[i] != '\0')
        continue;
      g_string_append_printf (merged, "%s\n", line->text);
      for (guint j = 0; missing != NULL && line->missing[j] != NULL; j++)
        {
          const char *words = rbk_script_get_field_words (line->missing[j]);

          if (!g_ptr_array_find_with_equal_func (missing, words, g_str_equal, NULL))
            g_ptr_array_add (missing, g_strdup (words));
        }
    }
  return g_strstrip (g_string_free_and_steal (merged));
}

/* ---- Below an email ---- */

/* How to get no more of them (M-5). (transfer full) */
static char *
dup_opt_out (RbkDesk *self)
{
  const char *unsubscribe = rbk_company_policy_get_unsubscribe (rbk_desk_get_policy (self));

  if (unsubscribe == NULL)
    return g_strdup (_ ("To get no more emails from us, answer with “unsubscribe”."));
  if (g_str_has_prefix (unsubscribe, "mailto:"))
    return g_strdup_printf (_ ("To get no more emails from us, write to %s."),
                            unsubscribe + strlen ("mailto:"));
  return g_strdup_printf (_ ("To get no more emails from us: %s"), unsubscribe);
}

/* Name, showroom and direct line (M-3), as the person or the showroom words it. (transfer full) */
static char *
dup_who (RbkDesk *self, RbkPerson *person)
{
  const char *own = rbk_person_get_signature (person);
  g_autofree char *number = rbk_desk_dup_phone_words (self, rbk_person_get_line (person));
  g_autofree char *line = NULL;

  if (own == NULL)
    own = rbk_company_policy_get_signature (rbk_desk_get_policy (self));
  if (own != NULL)
    {
      RbkScriptFields fields = make_fields (self, NULL, NULL);

      /* An empty field is never shown; below an email there is nobody to fill it. */
      fields.is_written = FALSE;
      fields.is_line = TRUE;
      return merge (own, &fields, NULL);
    }
  line = g_strdup_printf (rbk_person_is_text_capable (person) ? _ ("My direct line: %s (call or text)")
                                                              : _ ("My direct line: %s"),
                          number);
  return g_strjoin ("\n", rbk_person_get_name (person), rbk_showroom_get_name (self->showroom), line, NULL);
}

/**
 * rbk_desk_dup_signature:
 *
 * Returns: (transfer full): the lines below what whoever acts here writes: name, showroom, direct
 *   line (M-3), the showroom's address if it is known, and how to get no more emails (M-5)
 */
char *
rbk_desk_dup_signature (RbkDesk *self)
{
  RbkPerson *person = rbk_desk_get_person (self);
  g_autofree char *who = NULL;
  g_autofree char *opt_out = NULL;
  const char *address;

  if (person == NULL || self->showroom == NULL)
    return g_strdup ("");
  who = dup_who (self, person);
  opt_out = dup_opt_out (self);
  address = rbk_company_policy_get_postal_address (rbk_desk_get_policy (self));
  if (address == NULL || *address == '\0')
    address = rbk_showroom_get_address (self->showroom);
  if (address == NULL || *address == '\0' || strstr (who, address) != NULL)
    return g_strjoin ("\n", who, opt_out, NULL);
  return g_strjoin ("\n", who, address, opt_out, NULL);
}

/* ---- Below a text ---- */

static gboolean
names_showroom (RbkDesk *self, const char *text)
{
  const char *const *aliases = rbk_showroom_get_aliases (self->showroom);
  gboolean named = rbk_written_has_words (text, rbk_showroom_get_name (self->showroom));

  for (guint i = 0; !named && aliases != NULL && aliases[i] != NULL; i++)
    named = rbk_written_has_words (text, aliases[i]);
  return named;
}

/* What the first text to somebody lacks (M-7): who writes, and how to get no more. (transfer full) (nullable)
 */
static char *
dup_text_closing (RbkDesk *self, const RbkWrittenDraft *draft)
{
  const char *text = draft->text != NULL ? draft->text : "";
  g_auto (GStrv) names = g_strsplit (rbk_person_get_name (rbk_desk_get_person (self)), " ", 2);
  gboolean named = names[0] != NULL && rbk_written_has_words (text, names[0]) && names_showroom (self, text);
  gboolean stops = rbk_written_says_stop (text);

  if (rbk_ledger_reader_count_texts (self->reader, draft->customer, NULL, NULL) != 0 || (named && stops))
    return NULL;
  if (named)
    return g_strdup (_ ("Reply STOP to opt out."));
  if (stops)
    /* Translators: who writes a text: a first name, then the showroom */
    return g_strdup_printf (
      _ ("%1$s, %2$s"), names[0] != NULL ? names[0] : "", rbk_showroom_get_name (self->showroom));
  return g_strdup_printf (_ ("%1$s, %2$s. Reply STOP to opt out."),
                          names[0] != NULL ? names[0] : "",
                          rbk_showroom_get_name (self->showroom));
}

/**
 * rbk_desk_dup_written_closing:
 * @draft: as it stands
 *
 * Returns: (transfer full) (nullable): the lines that go under it when it leaves: links to what is online, of
 *   an email the signature
 *   (M-3, M-5), of a first text who writes and how to get no more, as far as the text lacks it (M-7); NULL if
 *   nothing is added
 */
char *
rbk_desk_dup_written_closing (RbkDesk *self, const RbkWrittenDraft *draft)
{
  g_autofree char *links = NULL;
  g_autofree char *closing = NULL;

  if (self->reader == NULL || !rbk_desk_is_founded (self))
    return NULL;
  links = rbk_written_draft_dup_links (draft);
  closing = draft->medium == RBK_MEDIUM_TEXT ? dup_text_closing (self, draft) : rbk_desk_dup_signature (self);
  if (links == NULL)
    return g_steal_pointer (&closing);
  return closing == NULL
           ? g_steal_pointer (&links)
           : g_strconcat (links, draft->medium == RBK_MEDIUM_TEXT ? "\n" : "\n\n", closing, NULL);
}

/**
 * rbk_desk_dup_written_length:
 * @draft: a text, as it stands on the screen
 *
 * Returns: (transfer full): how many characters and parts it has as it would leave, in words
 */
char *
rbk_desk_dup_written_length (RbkDesk *self, const RbkWrittenDraft *draft)
{
  g_autofree char *closing = rbk_desk_dup_written_closing (self, draft);
  const char *text = draft->text != NULL ? draft->text : "";
  g_autofree char *whole = closing != NULL ? g_strdup_printf ("%s\n%s", text, closing) : g_strdup (text);
  gboolean has_media = FALSE;
  RbkTextSegments segments;

  for (guint i = 0; i < draft->attachments->len; i++)
    has_media |= !rbk_written_attachment_is_link (g_ptr_array_index (draft->attachments, i));
  segments = rbk_text_segments_count (whole, has_media);

  return rbk_text_segments_dup_words (&segments);
}

/* ---- Templates ---- */

/* (transfer none) (element-type RbkMessageTemplate): those that come with Ringback. */
static GPtrArray *
get_shipped (RbkDesk *self)
{
  g_autoptr (GBytes) rows = NULL;
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GError) error = NULL;

  if (self->templates != NULL)
    return self->templates;
  self->templates = g_ptr_array_new_with_free_func (g_object_unref);
  rows = g_resources_lookup_data (TEMPLATES, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (rows != NULL)
    root = rbk_json_parse_bytes (rows, &error);
  if (root == NULL)
    {
      g_critical ("%s", error->message);
      return self->templates;
    }
  read = rbk_message_templates_read (rbk_json_get_array (root, "rows"));
  for (guint i = 0; i < read->len; i++)
    {
      RbkMessageTemplate *row = g_ptr_array_index (read, i);

      g_ptr_array_add (self->templates,
                       rbk_message_template_new (rbk_message_template_get_id (row),
                                                 rbk_table_words_get (rbk_message_template_get_name (row)),
                                                 rbk_message_template_get_medium (row),
                                                 rbk_message_template_get_subject (row),
                                                 rbk_message_template_get_text (row)));
    }
  return self->templates;
}

/* Lays @own over @templates: one of the same id takes the other's place. */
static void
lay_over (GPtrArray *templates, GPtrArray *own, RbkMedium medium)
{
  for (guint i = 0; i < own->len; i++)
    {
      RbkMessageTemplate *template = g_ptr_array_index (own, i);
      guint place = templates->len;

      for (guint j = 0; j < templates->len; j++)
        {
          if (g_str_equal (rbk_message_template_get_id (g_ptr_array_index (templates, j)),
                           rbk_message_template_get_id (template)))
            place = j;
        }
      if (place < templates->len)
        g_ptr_array_remove_index (templates, place);
      if (rbk_message_template_get_medium (template) == medium)
        g_ptr_array_insert (templates, (int) MIN (place, templates->len), g_object_ref (template));
    }
}

/**
 * rbk_filled_template_free:
 * @filled: (nullable): one of rbk_desk_list_templates()
 */
void
rbk_filled_template_free (RbkFilledTemplate *filled)
{
  if (filled == NULL)
    return;
  g_free (filled->id);
  g_free (filled->name);
  g_free (filled->subject);
  g_free (filled->text);
  g_strfreev (filled->missing);
  g_free (filled);
}

static RbkFilledTemplate *
fill (RbkMessageTemplate *template, const RbkScriptFields *fields)
{
  RbkFilledTemplate *filled = g_new0 (RbkFilledTemplate, 1);
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  const char *subject = rbk_message_template_get_subject (template);

  filled->id = g_strdup (rbk_message_template_get_id (template));
  filled->name = g_strdup (rbk_message_template_get_name (template));
  filled->subject = subject != NULL ? merge (subject, fields, missing) : NULL;
  filled->text = merge (rbk_message_template_get_text (template), fields, missing);
  g_ptr_array_add (missing, NULL);
  filled->missing = (GStrv) g_ptr_array_steal (missing, NULL);
  return filled;
}

/**
 * rbk_desk_list_templates:
 * @customer: whom it is for
 * @medium: text or email
 *
 * The person's own come over the showroom's, and those over the ones that come with Ringback.
 *
 * Returns: (transfer full) (element-type RbkFilledTemplate): the templates of @medium with what is known in
 * them; what is not stays in braces, so that nothing leaves with it (M-4)
 */
GPtrArray *
rbk_desk_list_templates (RbkDesk *self, RbkCustomer *customer, RbkMedium medium)
{
  GPtrArray *filled = g_ptr_array_new_with_free_func ((GDestroyNotify) rbk_filled_template_free);
  g_autoptr (GPtrArray) templates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *wanted = rbk_customer_dup_wanted (customer);
  RbkScriptFields fields;

  if (!rbk_desk_is_founded (self))
    return filled;
  lay_over (templates, get_shipped (self), medium);
  lay_over (templates, rbk_company_policy_get_templates (rbk_desk_get_policy (self)), medium);
  lay_over (templates, rbk_person_get_templates (rbk_desk_get_person (self)), medium);
  fields = make_fields (self, customer, wanted);
  for (guint i = 0; i < templates->len; i++)
    g_ptr_array_add (filled, fill (g_ptr_array_index (templates, i), &fields));
  return filled;
}

/* ---- Contact card ---- */

/**
 * rbk_desk_dup_contact_card:
 * @file_name: (out) (transfer full): what it is called when it is attached
 *
 * Returns: (transfer full): the vCard of whoever acts here, with their direct line first (C-17, P-1); or NULL
 * with an RbkContactCardError that says what it lacks
 */
GBytes *
rbk_desk_dup_contact_card (RbkDesk *self, char **file_name, GError **error)
{
  RbkPerson *person = rbk_desk_get_person (self);
  RbkCompanyPolicy *policy = rbk_desk_get_policy (self);
  const char *postal = rbk_company_policy_get_postal_address (policy);
  g_autoptr (GBytes) photo = NULL;
  RbkContactCard card = { 0 };
  GBytes *bytes;

  if (person == NULL || self->showroom == NULL)
    {
      g_set_error_literal (
        error, RBK_DESK_ERROR, RBK_DESK_ERROR_NOT_SET_UP, _ ("Name the showroom and yourself first."));
      return NULL;
    }
  photo = rbk_desk_dup_photo (self, person);
  card = (RbkContactCard) {
    .id = rbk_person_get_id (person),
    .name = rbk_person_get_name (person),
    .showroom = rbk_showroom_get_name (self->showroom),
    .direct_line = rbk_person_get_line (person),
    .email = rbk_person_get_email (person),
    .address = postal != NULL ? postal : rbk_showroom_get_address (self->showroom),
    .why_buy = rbk_company_policy_get_why_buy (policy),
    .photo = photo,
  };
  bytes = rbk_contact_card_write (&card, error);
  if (bytes != NULL)
    *file_name = rbk_contact_card_dup_file_name (&card);
  return bytes;
}
