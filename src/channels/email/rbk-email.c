/* rbk-email.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "channels/email/rbk-email.h"

#include "channels/rbk-channel-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>

/* GMime 3.2 has none of its own. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeObject, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMultipart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)

G_DEFINE_BOXED_TYPE (RbkEmail, rbk_email, rbk_email_ref, rbk_email_unref)

static void
attachment_free (gpointer data)
{
  RbkEmailAttachment *attachment = data;

  g_free (attachment->file_name);
  g_free (attachment->media_type);
  g_clear_pointer (&attachment->data, g_bytes_unref);
  g_free (attachment);
}

/**
 * rbk_email_new:
 *
 * Returns: (transfer full): an email with nothing in it
 */
RbkEmail *
rbk_email_new (void)
{
  RbkEmail *self = g_new0 (RbkEmail, 1);

  g_ref_count_init (&self->ref_count);
  self->attachments = g_ptr_array_new_with_free_func (attachment_free);
  return self;
}

RbkEmail *
rbk_email_ref (RbkEmail *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
rbk_email_unref (RbkEmail *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_free (self->message_id);
  g_free (self->from_name);
  g_free (self->from_address);
  g_free (self->to_name);
  g_free (self->to_address);
  g_free (self->reply_to);
  g_free (self->subject);
  g_free (self->text);
  g_free (self->html);
  g_strfreev (self->signature);
  g_free (self->unsubscribe);
  g_ptr_array_unref (self->attachments);
  g_free (self);
}

/**
 * rbk_email_attach:
 * @file_name: as the customer sees it; folders and control characters are taken out when written
 * @media_type: for example `audio/mp4`
 * @data: its bytes, kept by reference
 */
void
rbk_email_attach (RbkEmail *self, const char *file_name, const char *media_type, GBytes *data)
{
  RbkEmailAttachment *attachment = g_new0 (RbkEmailAttachment, 1);

  attachment->file_name = g_strdup (file_name);
  attachment->media_type = g_strdup (media_type);
  attachment->data = g_bytes_ref (data);
  g_ptr_array_add (self->attachments, attachment);
}

/**
 * rbk_email_make_message_id:
 * @entry_id: the id of the outgoing entry
 * @domain: the company account's domain
 *
 * Returns: (transfer full): the Message-ID, without angle brackets, by which the mail server can be
 *   asked later whether it has this entry
 */
char *
rbk_email_make_message_id (const char *entry_id, const char *domain)
{
  return g_strdup_printf ("%s@%s", entry_id, domain);
}

/**
 * rbk_email_address_get_domain:
 *
 * Returns: (transfer none): what stands behind the last @ of @address, or the empty string
 */
const char *
rbk_email_address_get_domain (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL ? at + 1 : "";
}

/**
 * rbk_email_address_is_valid:
 * @address: (nullable): text that may be anything
 *
 * A dot-atom (RFC 5322 §3.4.1) at a host name. Quoted and non-ASCII local parts are legal too but
 * no mail server of a customer's uses them, and they are what header injection is made of.
 *
 * Returns: whether mail can be addressed to @address
 */
gboolean
rbk_email_address_is_valid (const char *address)
{
  const char *domain = rbk_email_address_get_domain (address);
  g_autofree char *ascii = NULL;

  if (*domain == '\0' || strlen (address) > 254 || address[0] == '.' || domain - address < 2 ||
      domain[-2] == '.')
    return FALSE;
  for (const char *p = address; p < domain - 1; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("!#$%&'*+-/=?^_`{|}~.", *p) == NULL)
        return FALSE;
      if (p[0] == '.' && p[1] == '.')
        return FALSE;
    }
  if (!g_utf8_validate (domain, -1, NULL))
    return FALSE;
  ascii = g_hostname_to_ascii (domain);
  if (ascii == NULL || strchr (ascii, '.') == NULL)
    return FALSE;
  for (const char *p = ascii; *p != '\0'; p++)
    {
      gboolean edge = p == ascii || p[-1] == '.' || p[1] == '.' || p[1] == '\0';

      if (!g_ascii_isalnum (*p) && !(*p == '-' && !edge) && !(*p == '.' && !edge))
        return FALSE;
      if (*p == '.' && (p == ascii || p[1] == '.' || p[1] == '\0'))
        return FALSE;
    }
  return TRUE;
}

/* (transfer full): with a domain as it travels. */
static char *
dup_ascii_address (const char *address)
{
  const char *domain = rbk_email_address_get_domain (address);
  g_autofree char *ascii = g_hostname_to_ascii (domain);

  /* What is no domain at all is refused when it is written. */
  return g_strdup_printf (
    "%.*s@%s", (int) MAX (domain - address - 1, 0), address, ascii != NULL ? ascii : domain);
}

/**
 * rbk_email_dup_unsubscribe:
 * @address: a mailbox of the company's
 *
 * Returns: (transfer full): the URI of a mail to @address that asks for no more mail (RFC 6068)
 */
char *
rbk_email_dup_unsubscribe (const char *address)
{
  g_autofree char *ascii = dup_ascii_address (address);
  /* What may stand in an address and would mean something else in a URI is escaped. */
  g_autofree char *to = g_uri_escape_string (ascii, "@!$'*+", FALSE);

  return g_strdup_printf ("mailto:%s?subject=unsubscribe", to);
}

/* One line of plain text: whatever could start a header of its own becomes a space. */
static char *
one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* U+2028 and U+2029 are line ends to some programs. */
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        c = ' ';
      /* GMime leaves ASCII as it is, and a reader would take this for an encoded word (RFC 2047). */
      if (c == '?' && line->len > 0 && line->str[line->len - 1] == '=')
        g_string_append_c (line, ' ');
      if (c == ' ' && (line->len == 0 || line->str[line->len - 1] == ' '))
        continue;
      g_string_append_unichar (line, c);
    }
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  return g_string_free_and_steal (line);
}

static char *
dup_file_name (const char *file_name)
{
  char *name = one_line (file_name);

  g_strdelimit (name, "/\\:\"", '-');
  if (*name == '\0' || *name == '.')
    {
      g_free (name);
      name = g_strdup ("attachment");
    }
  return name;
}

/* Lines that end as the network wants them, without the other control characters. */
static char *
tidy_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *tidy = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (tidy, '\n');
        }
      else if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (tidy, c);
    }
  while (tidy->len > 0 && g_ascii_isspace (tidy->str[tidy->len - 1]))
    g_string_truncate (tidy, tidy->len - 1);
  g_string_append_c (tidy, '\n');
  return g_string_free_and_steal (tidy);
}

static char *
dup_plain (const RbkEmail *self)
{
  g_autofree char *text = tidy_text (self->text);
  GString *plain = g_string_new (text);

  if (self->signature != NULL && self->signature[0] != NULL)
    {
      /* RFC 3676 §4.3: mail programs fold away what follows this line. */
      g_string_append (plain, "\n-- \n");
      for (guint i = 0; self->signature[i] != NULL; i++)
        {
          g_autofree char *line = one_line (self->signature[i]);

          g_string_append_printf (plain, "%s\n", line);
        }
    }
  return g_string_free_and_steal (plain);
}

static void
append_escaped (GString *html, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (html, escaped);
}

/* A document of paragraphs, without images, scripts, style sheets or anything fetched: it looks the
 * same everywhere and is no reason for a filter to hold it back. */
static char *
dup_html (const RbkEmail *self)
{
  g_autofree char *subject = one_line (self->subject);
  g_autofree char *text = tidy_text (self->text);
  g_auto (GStrv) paragraphs = NULL;
  GString *html = g_string_new ("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>");

  append_escaped (html, subject);
  g_string_append (html, "</title>\n</head>\n<body style=\"font-family: sans-serif\">\n");
  paragraphs = g_strsplit (text, "\n\n", -1);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_auto (GStrv) lines = NULL;

      g_strstrip (paragraphs[i]);
      if (paragraphs[i][0] == '\0')
        continue;
      lines = g_strsplit (paragraphs[i], "\n", -1);
      g_string_append (html, "<p>");
      for (guint j = 0; lines[j] != NULL; j++)
        {
          g_string_append (html, j > 0 ? "<br>\n" : "");
          append_escaped (html, lines[j]);
        }
      g_string_append (html, "</p>\n");
    }
  if (self->signature != NULL && self->signature[0] != NULL)
    {
      g_string_append (html, "<p>");
      for (guint i = 0; self->signature[i] != NULL; i++)
        {
          g_autofree char *line = one_line (self->signature[i]);

          g_string_append (html, i > 0 ? "<br>\n" : "");
          append_escaped (html, line);
        }
      g_string_append (html, "</p>\n");
    }
  g_string_append (html, "</body>\n</html>\n");
  return g_string_free_and_steal (html);
}

static GMimeObject *
text_part_new (const char *subtype, const char *text)
{
  GMimePart *part = g_mime_part_new_with_type ("text", subtype);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (text, strlen (text));
  g_autoptr (GMimeDataWrapper) content =
    g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
  return GMIME_OBJECT (part);
}

static GMimeObject *
attachment_part_new (const RbkEmailAttachment *attachment)
{
  g_autofree char *file_name = dup_file_name (attachment->file_name);
  g_autofree char *type = one_line (attachment->media_type);
  g_auto (GStrv) halves = g_strsplit (type, "/", 2);
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GMimeDataWrapper) content = NULL;
  GMimePart *part;
  gsize size;
  gconstpointer data = g_bytes_get_data (attachment->data, &size);

  part = g_strv_length (halves) == 2 ? g_mime_part_new_with_type (halves[0], halves[1])
                                     : g_mime_part_new_with_type ("application", "octet-stream");
  stream = g_mime_stream_mem_new_with_buffer (data, size);
  content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content (part, content);
  g_mime_part_set_content_encoding (part, GMIME_CONTENT_ENCODING_BASE64);
  g_mime_object_set_disposition (GMIME_OBJECT (part), GMIME_DISPOSITION_ATTACHMENT);
  g_mime_part_set_filename (part, file_name);
  return GMIME_OBJECT (part);
}

/* The same message has the same boundaries, so that its bytes are the same whenever it is written. */
static GMimeMultipart *
multipart_new (const char *subtype, const RbkEmail *self)
{
  GMimeMultipart *multipart = g_mime_multipart_new_with_subtype (subtype);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->message_id, -1);
  g_autofree char *boundary = g_strdup_printf ("=_%s-%.24s", subtype, digest);

  g_mime_multipart_set_boundary (multipart, boundary);
  return multipart;
}

static void
add_address (GMimeMessage *message, GMimeAddressType type, const char *name, const char *address)
{
  g_autofree char *line = one_line (name);
  g_autofree char *ascii = dup_ascii_address (address);

  g_mime_message_add_mailbox (message, type, *line != '\0' ? line : NULL, ascii);
}

/* RFC 2369 §3.2, so that the customer's mail program has a button for it. It is never said that a POST to it
 * does it at once (RFC 8058): that needs a web service of the showroom's, and a person answers here. */
static void
add_unsubscribe (GMimeMessage *message, const char *uri)
{
  /* A URI has none of what ends it, or the header. */
  g_autofree char *escaped = g_uri_escape_string (uri, "%:/?#[]@!$&'()*+,;=", FALSE);
  g_autofree char *value = g_strdup_printf ("<%s>", escaped);
  g_autofree char *raw = g_strdup_printf (" %s\n", value);
  GMimeHeaderList *headers = g_mime_object_get_header_list (GMIME_OBJECT (message));

  g_mime_header_list_append (headers, "List-Unsubscribe", value, NULL);
  /* In one piece: GMime would fold a long one, and not every mail program puts it together again. */
  g_mime_header_set_raw_value (
    g_mime_header_list_get_header_at (headers, g_mime_header_list_get_count (headers) - 1), raw);
}

static gboolean
check (const RbkEmail *self, GError **error)
{
  if (!rbk_email_address_is_valid (self->to_address))
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_RECIPIENT,
        _ ("The customer's email address is not a valid one. Correct it in the customer's details."));
      return FALSE;
    }
  if (!rbk_email_address_is_valid (self->from_address) ||
      (self->reply_to != NULL && !rbk_email_address_is_valid (self->reply_to)))
    {
      rbk_channel_error_set (
        error,
        RBK_CHANNEL_ERROR_ACCOUNT,
        _ ("The company mailbox's address is not a valid one. Correct it in the preferences."));
      return FALSE;
    }
  /* A Message-ID has the form of an address; ours always is one. */
  if (!rbk_email_address_is_valid (self->message_id) || self->date_us <= 0)
    {
      rbk_channel_error_set (error, RBK_CHANNEL_ERROR_MESSAGE, NULL);
      return FALSE;
    }
  return TRUE;
}

/**
 * rbk_email_write:
 *
 * Writes an RFC 5322 message with CRLF line ends: `multipart/mixed` of `multipart/alternative`
 * (text, HTML) and the attachments, or the alternative alone if there are none. The same email gives
 * the same bytes at any time, so that a mail server recognises what it has already. Names and
 * subject can bring no headers of their own.
 *
 * Returns: (transfer full): the message, or NULL with %RBK_CHANNEL_ERROR_RECIPIENT,
 *   %RBK_CHANNEL_ERROR_ACCOUNT (the sender) or %RBK_CHANNEL_ERROR_MESSAGE
 */
GBytes *
rbk_email_write (const RbkEmail *self, GError **error)
{
  static gsize initialized = 0;
  g_autoptr (GMimeMessage) message = NULL;
  g_autoptr (GMimeMultipart) alternative = NULL;
  g_autoptr (GMimeMultipart) mixed = NULL;
  g_autoptr (GMimeObject) plain_part = NULL;
  g_autoptr (GMimeObject) html_part = NULL;
  g_autoptr (GMimeStream) stream = NULL;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *html = NULL;
  g_autofree char *subject = NULL;
  GMimeFormatOptions *format;
  GByteArray *bytes;

  g_return_val_if_fail (self != NULL, NULL);
  if (!check (self, error))
    return NULL;
  if (g_once_init_enter (&initialized))
    {
      g_mime_init ();
      g_once_init_leave (&initialized, 1);
    }

  /* Unpretty: headers come in the order in which they are set here. */
  message = g_mime_message_new (FALSE);
  date = g_date_time_new_from_unix_utc (self->date_us / G_USEC_PER_SEC);
  g_mime_message_set_date (message, date);
  add_address (message, GMIME_ADDRESS_TYPE_FROM, self->from_name, self->from_address);
  if (self->reply_to != NULL)
    add_address (message, GMIME_ADDRESS_TYPE_REPLY_TO, self->from_name, self->reply_to);
  add_address (message, GMIME_ADDRESS_TYPE_TO, self->to_name, self->to_address);
  subject = one_line (self->subject);
  g_mime_message_set_subject (message, subject, "utf-8");
  g_mime_message_set_message_id (message, self->message_id);
  if (self->unsubscribe != NULL)
    add_unsubscribe (message, self->unsubscribe);

  plain = dup_plain (self);
  html = self->html != NULL ? tidy_text (self->html) : dup_html (self);
  plain_part = text_part_new ("plain", plain);
  html_part = text_part_new ("html", html);
  alternative = multipart_new ("alternative", self);
  g_mime_multipart_add (alternative, plain_part);
  g_mime_multipart_add (alternative, html_part);
  if (self->attachments->len > 0)
    {
      mixed = multipart_new ("mixed", self);
      g_mime_multipart_add (mixed, GMIME_OBJECT (alternative));
      for (guint i = 0; i < self->attachments->len; i++)
        {
          g_autoptr (GMimeObject) part = attachment_part_new (g_ptr_array_index (self->attachments, i));

          g_mime_multipart_add (mixed, part);
        }
    }
  g_mime_message_set_mime_part (message, GMIME_OBJECT (mixed != NULL ? mixed : alternative));

  bytes = g_byte_array_new ();
  stream = g_mime_stream_mem_new_with_byte_array (bytes);
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  format = g_mime_format_options_clone (g_mime_format_options_get_default ());
  g_mime_format_options_set_newline_format (format, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), format, stream);
  g_mime_format_options_free (format);
  return g_byte_array_free_to_bytes (bytes);
}
