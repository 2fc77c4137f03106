/* rbk-text-segments.h: of how many parts a text is, and what that costs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RBK_TEXT_GSM7, /* the alphabet of 3GPP TS 23.038, seven bits a character */
  RBK_TEXT_UCS2, /* anything else, sixteen bits */
} RbkTextAlphabet;

/* What a text costs, since carriers count each segment; prices themselves are the provider's. */
typedef enum
{
  RBK_TEXT_PRICE_ONE,     /* one segment */
  RBK_TEXT_PRICE_SEVERAL, /* that many times one */
  RBK_TEXT_PRICE_MEDIA,   /* an MMS, at the price of one whatever its length */
} RbkTextPrice;

/* The longest body that Twilio takes, in characters. */
#define RBK_TEXT_LONGEST 1600

typedef struct
{
  RbkTextAlphabet alphabet;
  RbkTextPrice price;
  guint characters;
  guint units;    /* septets or 16-bit units that are used, of all segments */
  guint segments; /* 0 for an empty text; for an MMS 1 */
  guint left;     /* units that still fit without another segment */
  gunichar wide;  /* the first character for which the alphabet is not GSM-7; 0: none */
  gboolean is_too_long;
} RbkTextSegments;

RbkTextSegments rbk_text_segments_count (const char *text, gboolean has_media);
char *rbk_text_segments_dup_plain (const char *text);
char *rbk_text_segments_dup_words (const RbkTextSegments *self);

G_END_DECLS
