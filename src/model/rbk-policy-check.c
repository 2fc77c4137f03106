/* rbk-policy-check.c
 *
 * Whoever runs the showroom's PCs writes the file by hand: what is wrong is said with its place. What it
 * holds is hostile until it is checked; nothing is skipped silently.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "model/rbk-policy-check.h"

#include "model/rbk-company-policy.h"
#include "model/rbk-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (rbk - policy - error - quark, rbk_policy_error)

#define MOST_ROWS      200
#define LONGEST_TEXT   10000
#define LONGEST_LINE   300
#define LONGEST_DOMAIN 253 /* RFC 1035 §2.3.4 */

/* What a text has to look like. */
typedef enum
{
  LOOK_LINE,   /* one line of words */
  LOOK_LINES,  /* words, lines divided by "\n" */
  LOOK_NAME,   /* no blanks: an id, a tenant */
  LOOK_DOMAIN, /* a mail domain; whether it is a company's is not for here */
  LOOK_NUMBER, /* E.164 */
  LOOK_HTTPS,
  LOOK_UNSUBSCRIBE, /* https or mailto */
  LOOK_TIME,        /* HH:MM, to 24:00 */
  LOOK_MEDIUM,      /* text or email */
  LOOK_APPROVAL,    /* nobody, first or all */
} Look;

static gboolean
refuse (GError **error, RbkPolicyError code, const char *place, const char *words)
{
  /* Translators: first where in the company policy, such as “hours, row 2, opens”, then what is wrong there
   */
  g_set_error (error, RBK_POLICY_ERROR, code, _ ("The company policy, %1$s: %2$s"), place, words);
  return FALSE;
}

/**
 * rbk_policy_read_time:
 * @text: (nullable): a time of day as "HH:MM", to "24:00"
 * @minutes: (out): since midnight
 *
 * Returns: whether @text is one
 */
gboolean
rbk_policy_read_time (const char *text, guint *minutes)
{
  guint hour, minute;

  if (text == NULL || strlen (text) != 5 || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) ||
      text[2] != ':' || !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  hour = (guint) (10 * (text[0] - '0') + text[1] - '0');
  minute = (guint) (10 * (text[3] - '0') + text[4] - '0');
  *minutes = 60 * hour + minute;
  return minute < 60 && *minutes <= 24 * 60;
}

static gboolean
is_number (const char *text)
{
  gsize length = strlen (text);

  return *text == '+' && length >= 9 && length <= 16 && text[1] != '0' &&
         strspn (text + 1, "0123456789") == length - 1;
}

static gboolean
is_https (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https") && g_uri_get_host (uri) != NULL &&
         *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL;
}

static gboolean
is_mailto (const char *text)
{
  const char *at = strchr (text, '@');

  return g_ascii_strncasecmp (text, "mailto:", 7) == 0 && at != NULL && at > text + 7 && at[1] != '\0';
}

/* Nothing that could begin another line where there is to be one, or that nobody can see. */
static gboolean
is_printable (const char *text, gboolean lines)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT && !(lines && c == '\n'))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_isspace (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

/* What is wrong with @text, in words; NULL: nothing. */
static const char *
get_fault (const char *text, Look look)
{
  glong longest = look == LOOK_LINES ? LONGEST_TEXT : LONGEST_LINE;
  guint minutes;

  if (*text == '\0')
    return _ ("There is nothing. Take the line out, or say something.");
  if (g_utf8_strlen (text, -1) > longest || !is_printable (text, look == LOOK_LINES))
    return _ ("This text is too long, or has signs in it that cannot be read.");
  switch (look)
    {
    case LOOK_NAME:
      return has_blank (text) ? _ ("There may be no blanks in it.") : NULL;
    case LOOK_DOMAIN:
      return has_blank (text) || strchr (text, '.') == NULL || strpbrk (text, "@/:") != NULL ||
                 strlen (text) > LONGEST_DOMAIN
               ? _ ("This is not a mail domain. One looks like harborpoint.example.")
               : NULL;
    case LOOK_NUMBER:
      return is_number (text) ? NULL
                              : _ ("This is not a number as it is dialled from anywhere, such as "
                                   "+13125550142.");
    case LOOK_HTTPS:
      return is_https (text) ? NULL : _ ("This is not a web address that begins with https://.");
    case LOOK_UNSUBSCRIBE:
      return is_https (text) || (is_mailto (text) && !has_blank (text))
               ? NULL
               : _ ("This is neither a web address that begins with https:// nor one that begins with "
                    "mailto:.");
    case LOOK_TIME:
      return rbk_policy_read_time (text, &minutes) ? NULL : _ ("This is not a time such as 08:30.");
    case LOOK_MEDIUM:
      return g_str_equal (text, "text") || g_str_equal (text, "email")
               ? NULL
               : _ ("This is neither text nor email.");
    case LOOK_APPROVAL:
      return g_str_equal (text, "nobody") || g_str_equal (text, "first") || g_str_equal (text, "all")
               ? NULL
               : _ ("This is neither nobody nor first nor all.");
    case LOOK_LINE:
    case LOOK_LINES:
    default:
      return NULL;
    }
}

static gboolean
check_text (JsonNode *node, Look look, const char *place, GError **error)
{
  const char *fault;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (error, RBK_POLICY_ERROR_VALUE, place, _ ("This must be a text between quotation marks."));
  fault = get_fault (json_node_get_string (node), look);
  return fault == NULL || refuse (error, RBK_POLICY_ERROR_VALUE, place, fault);
}

/* A member of a row. */
typedef struct
{
  const char *name;
  Look look;
  gboolean needed;
} Member;

static const Member *
find_member (const Member *members, gsize n_members, const char *name)
{
  for (gsize i = 0; i < n_members; i++)
    {
      if (g_str_equal (members[i].name, name))
        return &members[i];
    }
  return NULL;
}

/* Texts alone; what is of another type in a row, its own check has looked at. @others: (nullable) */
static gboolean
check_row (JsonNode *node,
           const Member *members,
           gsize n_members,
           const char *const *others,
           const char *place,
           GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (
      error, RBK_POLICY_ERROR_VALUE, place, _ ("This must be a row of members between { and }."));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      const Member *member = find_member (members, n_members, name);
      g_autofree char *inner = g_strdup_printf ("%s, %.60s", place, name);

      if (member == NULL && others != NULL && g_strv_contains (others, name))
        continue;
      if (member == NULL)
        return refuse (error, RBK_POLICY_ERROR_MEMBER, inner, _ ("Nothing of this name is known there."));
      if (!check_text (value, member->look, inner, error))
        return FALSE;
    }
  for (gsize i = 0; i < n_members; i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s, %s", place, members[i].name);

      if (members[i].needed && !json_object_has_member (json_node_get_object (node), members[i].name))
        return refuse (error, RBK_POLICY_ERROR_VALUE, inner, _ ("This is missing."));
    }
  return TRUE;
}

static gboolean
check_domain (JsonNode *node, const char *place, GError **error)
{
  return check_text (node, LOOK_DOMAIN, place, error);
}

static gboolean
check_texting (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "number", LOOK_NUMBER, TRUE },
                                    { "registration", LOOK_NAME, TRUE },
                                    { "brand", LOOK_LINE, FALSE } };

  return check_row (node, members, G_N_ELEMENTS (members), NULL, place, error);
}

static gboolean
check_day (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "opens", LOOK_TIME, TRUE }, { "closes", LOOK_TIME, TRUE } };
  static const char *const others[] = { "day", NULL };
  guint opens = 0, closes = 0;
  JsonObject *row;
  gint64 day;

  if (!check_row (node, members, G_N_ELEMENTS (members), others, place, error))
    return FALSE;
  row = json_node_get_object (node);
  day = rbk_json_get_int (row, "day", 0);
  if (day < 1 || day > 7)
    return refuse (
      error, RBK_POLICY_ERROR_VALUE, place, _ ("The day must be a number from 1 (Monday) to 7 (Sunday)."));
  rbk_policy_read_time (rbk_json_get_string (row, "opens"), &opens);
  rbk_policy_read_time (rbk_json_get_string (row, "closes"), &closes);
  return opens < closes ||
         refuse (error, RBK_POLICY_ERROR_VALUE, place, _ ("It must close later than it opens."));
}

static gboolean
check_override (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "row", LOOK_NAME, TRUE },
                                    { "reason", LOOK_LINE, TRUE },
                                    { "person", LOOK_LINE, TRUE },
                                    { "value", LOOK_LINE, FALSE } };
  static const char *const others[] = { "time_us", NULL };

  if (!check_row (node, members, G_N_ELEMENTS (members), others, place, error))
    return FALSE;
  return rbk_json_get_int (json_node_get_object (node), "time_us", 0) > 0 ||
         refuse (error,
                 RBK_POLICY_ERROR_VALUE,
                 place,
                 _ ("It must say when this was decided (time_us, microseconds since 1970)."));
}

static gboolean
check_template (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "id", LOOK_NAME, TRUE },
                                    { "name", LOOK_LINE, TRUE },
                                    { "medium", LOOK_MEDIUM, TRUE },
                                    { "subject", LOOK_LINE, FALSE },
                                    { "text", LOOK_LINES, TRUE } };

  return check_row (node, members, G_N_ELEMENTS (members), NULL, place, error);
}

static gboolean
check_provider (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "microsoft", LOOK_NAME, FALSE }, { "google", LOOK_NAME, FALSE } };

  return check_row (node, members, G_N_ELEMENTS (members), NULL, place, error);
}

/* Microsoft gives its public clients none. */
static gboolean
check_secret (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "google", LOOK_NAME, FALSE } };

  return check_row (node, members, G_N_ELEMENTS (members), NULL, place, error);
}

/* Absent is fine; anything but a whole number from 0 to @most is not. */
static gboolean
check_count (JsonObject *row, const char *name, gint64 most, const char *place, GError **error)
{
  gint64 count = rbk_json_get_int (row, name, -1);
  g_autofree char *inner = NULL;
  g_autofree char *words = NULL;

  if (!json_object_has_member (row, name) || (count >= 0 && count <= most))
    return TRUE;
  inner = g_strdup_printf ("%s, %s", place, name);
  words = g_strdup_printf (_ ("This must be a whole number from 0 to %d."), (int) most);
  return refuse (error, RBK_POLICY_ERROR_VALUE, inner, words);
}

static gboolean
check_review (JsonNode *node, const char *place, GError **error)
{
  static const Member members[] = { { "approval", LOOK_APPROVAL, FALSE } };
  static const char *const others[] = { "first", "sample", "calibration", NULL };
  JsonObject *row;

  if (!check_row (node, members, G_N_ELEMENTS (members), others, place, error))
    return FALSE;
  row = json_node_get_object (node);
  return check_count (row, "first", RBK_REVIEW_MOST_FIRST, place, error) &&
         check_count (row, "sample", RBK_REVIEW_MOST_SAMPLE, place, error) &&
         check_count (row, "calibration", 100, place, error);
}

/* Each member of a policy: a text, a row, or rows that have something of their own each. */
static const struct
{
  const char *name;
  const char *title; /* (nullable): what the window calls it */
  gboolean (*check) (JsonNode *node, const char *place, GError **error); /* NULL: a text */
  gboolean rows;
  const char *key; /* (nullable): no two rows have the same; "": the rows are texts */
  Look look;       /* of a text */
} policy_members[] = {
  { "domains", N_ ("Mail domains"), check_domain, TRUE, "", LOOK_DOMAIN },
  { "tenants", N_ ("Sign-in of mailboxes"), check_provider, FALSE, NULL, LOOK_NAME },
  { "clients", N_ ("Sign-in of mailboxes"), check_provider, FALSE, NULL, LOOK_NAME },
  { "client_secrets", N_ ("Sign-in of mailboxes"), check_secret, FALSE, NULL, LOOK_NAME },
  { "texting", N_ ("Texting number"), check_texting, TRUE, "number", LOOK_NUMBER },
  { "postal_address", N_ ("Postal address"), NULL, FALSE, NULL, LOOK_LINES },
  { "opt_out_number", N_ ("Toll-free number to get off the list"), NULL, FALSE, NULL, LOOK_NUMBER },
  { "unsubscribe", N_ ("Address for “stop”"), NULL, FALSE, NULL, LOOK_UNSUBSCRIBE },
  { "hours", N_ ("Opening hours"), check_day, TRUE, "day", LOOK_TIME },
  { "why_buy", N_ ("“Why buy here” page"), NULL, FALSE, NULL, LOOK_HTTPS },
  { "overrides", NULL, check_override, TRUE, "row", LOOK_NAME },
  { "templates", NULL, check_template, TRUE, "id", LOOK_NAME },
  { "signature", NULL, NULL, FALSE, NULL, LOOK_LINES },
  { "review", NULL, check_review, FALSE, NULL, LOOK_NAME },
};

/* (transfer full): for whoever changed it in the window, and for whoever wrote the file. */
static char *
dup_place (guint number)
{
  if (policy_members[number].title == NULL)
    return g_strdup (policy_members[number].name);
  /* Translators: what the window calls a part of the company policy, then its name in a file */
  return g_strdup_printf (_ ("%1$s (%2$s)"), _ (policy_members[number].title), policy_members[number].name);
}

/* (transfer full): what tells a row from others */
static char *
dup_key (JsonNode *row, const char *key)
{
  if (*key == '\0')
    return g_utf8_casefold (json_node_get_string (row), -1);
  if (rbk_json_get_string (json_node_get_object (row), key) != NULL)
    return g_strdup (rbk_json_get_string (json_node_get_object (row), key));
  return g_strdup_printf ("%" G_GINT64_FORMAT, rbk_json_get_int (json_node_get_object (row), key, 0));
}

static gboolean
check_rows (JsonNode *node, guint number, GError **error)
{
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *member = dup_place (number);
  JsonArray *rows;

  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) > MOST_ROWS)
    return refuse (
      error, RBK_POLICY_ERROR_VALUE, member, _ ("This must be rows between [ and ], and not more than 200."));
  rows = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      /* Translators: a place in a file: the name of a part of it, and which row */
      g_autofree char *place = g_strdup_printf (_ ("%1$s, row %2$u"), member, i + 1);
      JsonNode *row = json_array_get_element (rows, i);

      if (!policy_members[number].check (row, place, error))
        return FALSE;
      if (!g_hash_table_add (keys, dup_key (row, policy_members[number].key)))
        return refuse (
          error, RBK_POLICY_ERROR_VALUE, place, _ ("Another row before it says something of the same."));
    }
  return TRUE;
}

static gboolean
check_member (const char *name, JsonNode *node, GError **error)
{
  g_autofree char *place = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (policy_members); i++)
    {
      if (!g_str_equal (policy_members[i].name, name))
        continue;
      if (JSON_NODE_HOLDS_NULL (node))
        return TRUE;
      if (policy_members[i].rows)
        return check_rows (node, i, error);
      place = dup_place (i);
      if (policy_members[i].check != NULL)
        return policy_members[i].check (node, place, error);
      return check_text (node, policy_members[i].look, place, error);
    }
  place = g_strdup_printf ("%.60s", name);
  return refuse (error,
                 RBK_POLICY_ERROR_MEMBER,
                 place,
                 _ ("Nothing of this name is known. Is it spelt as in the example?"));
}

/**
 * rbk_policy_check:
 * @changes: members of a policy-changed payload; null takes what was there away. Who signs it off, and
 *   when, is not for whoever changes it to say
 *
 * Whether each address is a company's is not asked here: rbk_consumer_domains_check_domain().
 *
 * Returns: whether it can be so; else an #RbkPolicyError that says where and why
 */
gboolean
rbk_policy_check (JsonObject *changes, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, changes);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!check_member (name, node, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rbk_policy_read_file:
 * @file: from anywhere
 *
 * Returns: (transfer full): the members of a policy-changed payload, checked, or NULL with an
 *   #RbkPolicyError
 */
JsonObject *
rbk_policy_read_file (GBytes *file, GError **error)
{
  g_autoptr (JsonObject) read = NULL;
  g_autoptr (JsonObject) changes = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 format;

  if (g_bytes_get_size (file) > RBK_POLICY_LARGEST_FILE)
    {
      g_set_error_literal (error,
                           RBK_POLICY_ERROR,
                           RBK_POLICY_ERROR_FORM,
                           _ ("This file is too large for a company policy. Choose another."));
      return NULL;
    }
  read = rbk_json_parse_bytes (file, &failure);
  if (read == NULL)
    {
      /* Translators: %s is the parser's message, which names the line */
      g_set_error (error,
                   RBK_POLICY_ERROR,
                   RBK_POLICY_ERROR_FORM,
                   _ ("This file is not a company policy of Ringback (%s)."),
                   failure->message);
      return NULL;
    }
  format = rbk_json_get_int (read, RBK_POLICY_FORMAT_MEMBER, 0);
  if (format < 1)
    {
      g_set_error_literal (error,
                           RBK_POLICY_ERROR,
                           RBK_POLICY_ERROR_FORM,
                           _ ("This file is not a company policy of Ringback: it does not begin with "
                              "\"ringback_policy\": 1."));
      return NULL;
    }
  if (format > RBK_POLICY_FORMAT)
    {
      g_set_error_literal (error,
                           RBK_POLICY_ERROR,
                           RBK_POLICY_ERROR_NEWER,
                           _ ("This company policy is for a newer Ringback. Update Ringback first."));
      return NULL;
    }
  changes = rbk_json_copy (read);
  json_object_remove_member (changes, RBK_POLICY_FORMAT_MEMBER);
  /* What was exported says who signed it off there; here, somebody else does. */
  json_object_remove_member (changes, "signed_by");
  json_object_remove_member (changes, "signed_us");
  if (!rbk_policy_check (changes, error))
    return NULL;
  if (json_object_get_size (changes) == 0)
    {
      g_set_error_literal (error,
                           RBK_POLICY_ERROR,
                           RBK_POLICY_ERROR_FORM,
                           _ ("This company policy decides nothing. Is it the right file?"));
      return NULL;
    }
  return g_steal_pointer (&changes);
}
