/* rbk-email.h: one email to a customer, as it is written and as it travels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  char *file_name;  /* (owned): what the customer's mail program shows */
  char *media_type; /* (owned): for example "audio/mp4" */
  GBytes *data;     /* (owned) */
} RbkEmailAttachment;

/* Plain data; nobody changes it once it is handed on. */
typedef struct
{
  grefcount ref_count;
  char *message_id;       /* (owned): without the angle brackets */
  char *from_name;        /* (owned) (nullable): the showroom's or salesperson's name */
  char *from_address;     /* (owned): the company account */
  char *to_name;          /* (owned) (nullable) */
  char *to_address;       /* (owned) */
  char *reply_to;         /* (owned) (nullable): an address of the company's, if not from_address */
  char *subject;          /* (owned) */
  char *text;             /* (owned): paragraphs are divided by an empty line */
  char *html;             /* (owned) (nullable): a whole document; NULL: made from text and signature */
  GStrv signature;        /* (owned) (nullable): a line each: name, showroom, direct line */
  char *unsubscribe;      /* (owned) (nullable): mailto or https URI by which they get no more (RFC 2369) */
  gint64 date_us;         /* since 1970; fixed when the message was frozen */
  GPtrArray *attachments; /* (owned) (element-type RbkEmailAttachment) */
} RbkEmail;

#define RBK_TYPE_EMAIL (rbk_email_get_type ())
GType rbk_email_get_type (void);

RbkEmail *rbk_email_new (void);
RbkEmail *rbk_email_ref (RbkEmail *self);
void rbk_email_unref (RbkEmail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RbkEmail, rbk_email_unref)

void rbk_email_attach (RbkEmail *self, const char *file_name, const char *media_type, GBytes *data);
char *rbk_email_make_message_id (const char *entry_id, const char *domain);
char *rbk_email_dup_unsubscribe (const char *address);
GBytes *rbk_email_write (const RbkEmail *self, GError **error);

gboolean rbk_email_address_is_valid (const char *address);
const char *rbk_email_address_get_domain (const char *address);

G_END_DECLS
