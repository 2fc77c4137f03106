/* rbk-contact-card.h: a salesperson's card for a customer's phone (vCard 3.0, RFC 2425 and RFC 2426).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A picture of about 400 by 400 pixels. A card goes by MMS too, of which carriers take a few hundred kB. */
#define RBK_CONTACT_CARD_LONGEST_PHOTO (100 * 1024)

#define RBK_CONTACT_CARD_MEDIA_TYPE "text/vcard"

/**
 * RbkContactCardError:
 * @RBK_CONTACT_CARD_ERROR_NAME: there is no name on it
 * @RBK_CONTACT_CARD_ERROR_LINE: there is no direct line, or a number is not E.164
 * @RBK_CONTACT_CARD_ERROR_EMAIL: the email address cannot be one
 * @RBK_CONTACT_CARD_ERROR_LINK: the link is no https address
 * @RBK_CONTACT_CARD_ERROR_PHOTO: the picture is too large, or neither JPEG nor PNG
 */
typedef enum
{
  RBK_CONTACT_CARD_ERROR_NAME,
  RBK_CONTACT_CARD_ERROR_LINE,
  RBK_CONTACT_CARD_ERROR_EMAIL,
  RBK_CONTACT_CARD_ERROR_LINK,
  RBK_CONTACT_CARD_ERROR_PHOTO,
} RbkContactCardError;

#define RBK_CONTACT_CARD_ERROR (rbk_contact_card_error_quark ())
GQuark rbk_contact_card_error_quark (void);

/* What is on it; all borrowed. */
typedef struct
{
  const char *id;          /* (nullable): the person's, so that a phone can tell a newer card of theirs */
  const char *name;        /* as one says it: "Anna Kent" */
  const char *showroom;    /* (nullable) */
  const char *title;       /* (nullable): "Salesperson" */
  const char *direct_line; /* E.164; the number that will call */
  const char *const *other_lines; /* (nullable) (array zero-terminated=1): E.164: switchboard, texts */
  const char *email;              /* (nullable) */
  const char *address;            /* (nullable): the showroom's postal address, in one line or several */
  const char *why_buy;            /* (nullable): https */
  GBytes *photo;                  /* (nullable): JPEG or PNG */
  const char *note;               /* (nullable) */
} RbkContactCard;

GBytes *rbk_contact_card_write (const RbkContactCard *card, GError **error);
const char *rbk_contact_card_get_photo_type (GBytes *photo, GError **error);
char *rbk_contact_card_dup_file_name (const RbkContactCard *card);

G_END_DECLS
