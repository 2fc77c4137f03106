/* rbk-entry-kind.h: the kinds of entries, and what the payload of each holds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* clang-format off: a table, which it would flow together. */
/*
 * The numbers are stored: never change one, append new ones. A payload is a JSON object. Readers
 * skip members they do not know and keep them; a member that is absent says nothing.
 * Times are microseconds since 1970 UTC, numbers E.164, ids those of rbk-id.h. (*: always there)
 *
 * lead-arrived       source*, comments, vehicle
 * customer-changed   any of first, last, phones [{number*, type}], emails [{address*}],
 *                    wanted [{year, make, model, trim, stock, condition}],
 *                    trade [{year, make, model, mileage}],
 *                    address {street, city, region, postal_code}, time_zone (IANA),
 *                    preferred_medium (call, text, email); each replaces what was there
 * note               text*, saved_line (E.164: the customer said that they saved that line of ours)
 * call-claimed       direction* (out, in), outcome* (rbk-call-outcome.h), number, line, seconds, note
 * text               direction*, number, text*, line (the showroom's number); of one that leaves, also
 *                    account, name, attachments [{media, file_name, media_type*, url*}] (as it leaves; what
 *                    is at url was put there before), media (to play here), draft, take, passages, seconds,
 *                    links [{url*, media_url, file_name, media_type*}] (what was put online for it; url
 *                    stands in its words), reply (boolean: it answers the customer's own question, K-13),
 *                    settled [rule] (rules that asked, and that its author settled),
 *                    edited_from (id of the message that it was before it was edited), not_before_us
 * email              direction*, address*, subject*, text*, name, message_id, account, from,
 *                    from_name, signature (lines), unsubscribe (mailto or https URI: how they get no more),
 *                    media (to play here), draft, take, passages (as in voicemail-edit, if it was edited),
 *                    seconds,
 *                    attachments [{media*, file_name*, media_type*}] (as it leaves), cleaned (boolean: noise
 *                    was taken out of these), links (as of a text), reply, settled, edited_from,
 *                    not_before_us
 * video              direction*, title*, url, via (email, text), seconds
 * voicemail-draft    event* (opened, chosen, deleted, restored, closed), draft*, take, replaces (opened: the
 *                    draft of the voicemail that is spoken once more, Q-5)
 * voicemail-take     draft*, take*, media*, microphone, practice (boolean: it may never leave, V-20),
 *                    mends (the take for a passage of which it was spoken; then only a person chooses it)
 * voicemail-left     act* (live, played, ringless, voice-note), draft, take, passages (what was rehearsed),
 *                    media (what was heard there), seconds, number, line, transcript,
 *                    fact (what it was meant to say),
 *                    claimed (boolean: somebody says so, and the rehearsal proves nothing)
 * delivery           message* (id of the entry it is about), state* (rbk-message.h), detail, attempt,
 *                    next_us, reference (the provider's id of it), code (the provider's for a failure),
 *                    rule (that of the gate which holds or refuses it), scheduled (boolean: next_us was
 *                    chosen by a person)
 * consent-given      medium* (call, text, email, all), how (oral, written, number-given), words, source
 * consent-withdrawn  medium*, scope, words, channel
 * assignment         person*, reason
 * showroom-changed   any of name, domains [string], time_zone, address, voicemail_school (id),
 *                    scripts [{id*, name*, reason, text*}], aliases [string: what it is called too];
 *                    each replaces what was there
 * person-changed     person*, any of name, role (salesperson, manager), line, email, left (boolean),
 *                    text_capable (boolean: whether the line takes texts, V-9),
 *                    screening_line (what a phone that asks who is calling is told, V-19),
 *                    photo (media: JPEG or PNG, for the contact card),
 *                    signature (lines, with {fields}), templates (as in policy-changed)
 * account-changed    account*, any of kind (jmap, graph, gmail: a mailbox; twilio: a texting number; web: a
 *                    place for recordings), address (a mailbox's; E.164 of a number), server (base URL),
 *                    user_name (twilio: account SID), sign_in (password, token, oauth), issuer, client_id,
 *                    tenant, public_base (web: where customers get it), messaging_service (twilio: its SID),
 *                    removed (boolean), bearer (boolean: sign_in is token; what was written before there was
 *                    sign_in)
 * voicemail-plan     draft*, any of reason (rbk-voicemail-plan.h), fact, next_step, act (as in
 *                    voicemail-left), practice (boolean), script (id), text (the script as it is
 *                    read); the last one of a draft stands, whole
 * voicemail-edit     draft*, take* (the one that is edited), event* (edited, undone, redone),
 *                    passages [{take*, first*, end*}] (in samples at 48 kHz, as they are after it)
 * transcript         content* (SHA-256 of the 48 kHz mono 16-bit PCM that was heard), engine*, text,
 *                    model, words [{w, t0, t1, p}] (rbk-transcript.h), draft, take,
 *                    corrected (boolean: by hand)
 * voicemail-tick     draft*, rule*, ticked* (boolean), take, content (as in transcript: what was
 *                    listened to), position_us
 * policy-changed     any of domains [string] (besides the showroom's), tenants {microsoft, google}, clients
 *                    {microsoft, google} (OAuth client ids), client_secrets {google} (of that client, no
 *                    secret in itself: rbk_company_policy_get_client_secret()),
 *                    texting [{number*, registration*, brand}],
 *                    postal_address (lines), opt_out_number, unsubscribe (mailto or https URI),
 *                    hours [{day* (1 Monday to 7), opens* "HH:MM", closes*}] (in the showroom's zone),
 *                    why_buy (https URI), overrides [{row*, value (text), reason*, person*, time_us*}] (of
 *                    data/rules),
 *                    templates [{id*, name*, medium* (text, email), subject, text*}], signature (lines, with
 *                    {fields}), review {approval (nobody, first, all), first (number of voicemails),
 *                    sample (reviews a person and week), calibration (percent judged by two)},
 *                    signed_by (person), signed_us; each replaces what was there
 * voicemail-submitted draft*, take*, passages, seconds, note (to who reviews it): it asks to be heard before
 *                    it leaves, or instead
 * review-comment     item* (the draft that is judged), position_us*, text*, comment (id of the first entry of
 *                    a comment that this one corrects; then text "" takes it away)
 * review             item*, source (the entry by which the item came and was heard: the decision is about
 *                    its sound), rubric* (version), scores {criterion: 0 to 3}*, failed [gate],
 *                    strengths [text]*, improvement, action, decision (approved, returned), late_decision
 *                    (one that came after another's, and does not count), blind (boolean: made without
 *                    seeing another's, Q-3), total* (0 to 100, as it was shown), content (as in
 *                    transcript: what was listened to; only that is approved), found [rule] (measured as
 *                    not kept, beside the score, Q-8)
 * review-reply       item*, review, acknowledged (boolean), text
 * rubric-changed     version*, criteria [{id*, title*, weight*, anchors [text] (of 0 to 3)*,
 *                    evidence [rule]}]*, gates [{id*, title*}]*; whole
 * voicemail-example  item*, title*, take*, passages*, seconds, text, removed (boolean): in the showroom's
 *                    library; of the item only what these passages hold
 */
/* clang-format on */
typedef enum
{
  RBK_ENTRY_KIND_UNKNOWN = 0, /* written by a newer Ringback; kept as it is */
  RBK_ENTRY_KIND_LEAD_ARRIVED = 1,
  RBK_ENTRY_KIND_CUSTOMER_CHANGED = 2,
  RBK_ENTRY_KIND_NOTE = 3,
  RBK_ENTRY_KIND_CALL_CLAIMED = 4,
  RBK_ENTRY_KIND_TEXT = 5,
  RBK_ENTRY_KIND_EMAIL = 6,
  RBK_ENTRY_KIND_VIDEO = 7,
  RBK_ENTRY_KIND_VOICEMAIL_DRAFT = 8,
  RBK_ENTRY_KIND_VOICEMAIL_TAKE = 9,
  RBK_ENTRY_KIND_VOICEMAIL_LEFT = 10,
  RBK_ENTRY_KIND_DELIVERY = 11,
  RBK_ENTRY_KIND_CONSENT_GIVEN = 12,
  RBK_ENTRY_KIND_CONSENT_WITHDRAWN = 13,
  RBK_ENTRY_KIND_ASSIGNMENT = 14,
  RBK_ENTRY_KIND_SHOWROOM_CHANGED = 15,
  RBK_ENTRY_KIND_PERSON_CHANGED = 16,
  RBK_ENTRY_KIND_ACCOUNT_CHANGED = 17,
  RBK_ENTRY_KIND_VOICEMAIL_PLAN = 18,
  RBK_ENTRY_KIND_VOICEMAIL_EDIT = 19,
  RBK_ENTRY_KIND_TRANSCRIPT = 20,
  RBK_ENTRY_KIND_VOICEMAIL_TICK = 21,
  RBK_ENTRY_KIND_POLICY_CHANGED = 22,
  RBK_ENTRY_KIND_VOICEMAIL_SUBMITTED = 23,
  RBK_ENTRY_KIND_REVIEW_COMMENT = 24,
  RBK_ENTRY_KIND_REVIEW = 25,
  RBK_ENTRY_KIND_REVIEW_REPLY = 26,
  RBK_ENTRY_KIND_RUBRIC_CHANGED = 27,
  RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE = 28,
} RbkEntryKind;

#define RBK_ENTRY_KIND_LAST RBK_ENTRY_KIND_VOICEMAIL_EXAMPLE

const char *rbk_entry_kind_get_name (RbkEntryKind kind);
RbkEntryKind rbk_entry_kind_from_name (const char *name);
gboolean rbk_entry_kind_needs_customer (RbkEntryKind kind);
gboolean rbk_entry_kind_is_row (RbkEntryKind kind);

G_END_DECLS
