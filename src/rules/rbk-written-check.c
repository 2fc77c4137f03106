/* rbk-written-check.c
 *
 * What is looked for is plain text, as salespeople write it; nothing here knows of customers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rules/rbk-written-check.h"

#include "model/rbk-plain-word.h"

#include <string.h>

#define GREETING "(?:hi|hey|hello|dear|hola|howdy|greetings|good (?:morning|afternoon|evening|day))"

/* Each finds a merge field that found nothing, or that nobody filled (M-4). */
static const char *const empty_fields[] = {
  "\\{\\{?[A-Za-z_ .:-]*\\}?\\}", /* {first_name}, {{ name }}, {} */
  "\\$\\{[^}\n]*\\}",             /* ${name} */
  "\\*\\|[A-Za-z_: ]+\\|\\*",     /* *|FNAME|* */
  "%%?[A-Z][A-Z_]{2,}%%?",        /* %FIRST_NAME% */
  "\\[(?:(?:first|last|full|customer|your|my|their|dealer|showroom|vehicle|model|insert|direct)[ _][^\\]\n]*|"
  "name|customer|vehicle|model|date|time|link)\\]",                                     /* [First Name] */
  "[<«](?:(?:first|last|full|customer|your|my|dealer|vehicle)[ _-]?[a-z_ ]*|name)[>»]", /* <first name> */
  "(?:^|[.!?]\\s+)" GREETING "[ \\t]+,",                                                /* Hi , */
  "(?:^|[.!?]\\s+)" GREETING ",[ \\t]*$",     /* Dear, and the line ends; “Hi, Lena” greets somebody */
  "(?:^|[.!?]\\s+)" GREETING "[ \\t]+[!:;-]", /* Hello ! */
  GREETING
  " +(?:null|undefined|none|nil|n/a|customer|first ?name)\\b", /* Hi null, and the seed's Hi customer */
  "\\((?:null|nil)\\)",
  "\\b(?:the|a|an|your|my|about|with|for|from) +[,.!?;](?:\\s|$)", /* about the . */
  "(?:^|[^.\n ]) ,",                                               /* Good to meet you , */
};

/* (transfer none): @pattern, a string of this file, compiled once: all of them are asked of every message. */
static GRegex *
get_regex (const char *pattern, GRegexCompileFlags flags)
{
  static GMutex lock;
  static GHashTable *kept; /* (mutex lock) (element-type utf8 GRegex) */
  GRegex *regex;

  g_mutex_lock (&lock);
  if (kept == NULL)
    kept = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (kept, pattern);
  if (regex == NULL)
    {
      regex = g_regex_new (pattern, flags, G_REGEX_MATCH_DEFAULT, NULL);
      g_hash_table_insert (kept, (gpointer) pattern, regex);
    }
  g_mutex_unlock (&lock);
  return regex;
}

static gboolean
matches (const char *pattern, const char *text, GRegexCompileFlags flags)
{
  return g_regex_match (get_regex (pattern, flags), text, G_REGEX_MATCH_DEFAULT, NULL);
}

/**
 * rbk_written_has_empty_field:
 * @text: (nullable): a subject or message
 *
 * A greeting without a name is taken for one that lost it, unless it ends in an exclamation mark
 * (“Hello!”), which a person writes so.
 *
 * Returns: whether a merge field in it is empty (M-4): “Hi ,”, “Dear  ,”, “{first_name}”, “about the .”
 */
gboolean
rbk_written_has_empty_field (const char *text)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (empty_fields); i++)
    {
      if (matches (empty_fields[i], text, G_REGEX_CASELESS | G_REGEX_MULTILINE))
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_written_has_words:
 * @text: (nullable): a message
 * @words: (nullable): a name or address, of which lines and punctuation do not matter
 *
 * Returns: whether @words stand in @text, one after the other
 */
gboolean
rbk_written_has_words (const char *text, const char *words)
{
  g_auto (GStrv) all = rbk_plain_words_split (text);
  g_auto (GStrv) wanted = rbk_plain_words_split (words);

  if (wanted[0] == NULL)
    return FALSE;
  for (guint i = 0; all[i] != NULL; i++)
    {
      guint n = 0;

      while (wanted[n] != NULL && g_strcmp0 (wanted[n], all[i + n]) == 0)
        n++;
      if (wanted[n] == NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * rbk_written_has_number:
 * @text: (nullable): a message
 * @number: (nullable): E.164
 *
 * Returns: whether @number stands in @text, in whatever groups, with or without its country
 */
gboolean
rbk_written_has_number (const char *text, const char *number)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *wanted = number;

  if (text == NULL || number == NULL || strlen (number) < 8)
    return FALSE;
  wanted += *wanted == '+';
  if (*wanted == '1' && strlen (wanted) == 11)
    wanted++;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        g_string_append_c (digits, *p);
      else if (g_ascii_isalpha (*p) || *p == '\n')
        g_string_append_c (digits, ' '); /* what comes after is another number */
    }
  return strstr (digits->str, wanted) != NULL;
}

/**
 * rbk_written_says_stop:
 * @text: (nullable): a text
 *
 * Returns: whether it says how to end the texts (M-7): “Reply STOP to opt out”. “I’ll stop by” does not
 */
gboolean
rbk_written_says_stop (const char *text)
{
  return text != NULL && (matches ("\\bSTOP\\b", text, G_REGEX_DEFAULT) ||
                          matches ("\\b(?:reply|replying|text|texting|send|sending|answer|write)(?: with)? "
                                   "[\"'“”‘’]?stop\\b(?! by)",
                                   text,
                                   G_REGEX_CASELESS));
}

/**
 * rbk_written_says_opt_out:
 * @text: (nullable): an email with what stands under it
 * @tables: (nullable): the phrases that say it, of every language that they know; NULL: none
 * @unsubscribe: (nullable): the showroom's address or link for it
 *
 * Returns: whether it says how to get no more of them (M-5)
 */
gboolean
rbk_written_says_opt_out (const char *text, RbkGateTables *tables, const char *unsubscribe)
{
  const char *address = unsubscribe != NULL && g_str_has_prefix (unsubscribe, "mailto:")
                          ? unsubscribe + strlen ("mailto:")
                          : unsubscribe;

  if (text == NULL)
    return FALSE;
  return (address != NULL && *address != '\0' && strstr (text, address) != NULL) ||
         rbk_written_says_stop (text) ||
         (tables != NULL && rbk_gate_tables_find_opt_out (tables, text) != NULL);
}

/**
 * rbk_written_count:
 * @part: (nullable): a link
 *
 * Returns: how often @part stands in @text
 */
guint
rbk_written_count (const char *text, const char *part)
{
  guint n = 0;

  if (text == NULL || part == NULL || *part == '\0')
    return 0;
  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + strlen (part), part))
    n++;
  return n;
}

/**
 * rbk_written_dup_hosts:
 * @text: (nullable): a message
 *
 * A phone makes a link of “bit.ly/3abc” too, so a host with a path counts without its scheme.
 *
 * Returns: (transfer full) (array zero-terminated=1): the hosts of the links in it, lower case
 */
char **
rbk_written_dup_hosts (const char *text)
{
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();
  GRegex *link =
    get_regex ("(?:https?://(?:[^\\s/@]*@)?|(?<![\\w@./-]))"
               "((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,24})\\.?(?=[/:?#]|\\s|$|[,;!)])",
               G_REGEX_CASELESS | G_REGEX_OPTIMIZE);
  g_autoptr (GMatchInfo) match = NULL;

  if (text != NULL)
    g_regex_match (link, text, G_REGEX_MATCH_DEFAULT, &match);
  while (match != NULL && g_match_info_matches (match))
    {
      g_autofree char *host = g_match_info_fetch (match, 1);

      g_strv_builder_take (hosts, g_ascii_strdown (host, -1));
      g_match_info_next (match, NULL);
    }
  return g_strv_builder_end (hosts);
}

/**
 * rbk_written_find_name:
 * @text: (nullable): a message
 * @first_name: somebody else's first name
 *
 * Only a word with a capital is a name: “mark” and “will” are words as well.
 *
 * Returns: where @first_name stands in @text
 */
RbkOtherName
rbk_written_find_name (const char *text, const char *first_name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (first_name));
  g_autofree char *escaped = g_regex_escape_string (trimmed, -1);
  g_autofree char *greeted = g_strdup_printf ("(?:^|[.!?]\\s+)" GREETING "\\s+%s\\b", escaped);
  g_autofree char *inside = g_strdup_printf ("(?<![\\w'’-])%s(?![\\w-])", escaped);

  if (text == NULL || *trimmed == '\0')
    return RBK_OTHER_NAME_NOWHERE;
  if (g_regex_match_simple (greeted, text, G_REGEX_CASELESS | G_REGEX_MULTILINE, G_REGEX_MATCH_DEFAULT))
    return RBK_OTHER_NAME_GREETED;
  return g_unichar_isupper (g_utf8_get_char (trimmed)) &&
             g_regex_match_simple (inside, text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT)
           ? RBK_OTHER_NAME_INSIDE
           : RBK_OTHER_NAME_NOWHERE;
}
