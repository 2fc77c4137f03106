#!/usr/bin/env python3
# read-card.py FILE: says what somebody else's reader finds on a contact card, a line each; 77 if there is none.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import hashlib
import sys

try:
    import vobject
except ImportError:
    sys.exit(77)

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    card = vobject.readOne(file.read(), validate=True)
print("FN", card.fn.value)
print("N", card.n.value.family, "/", card.n.value.given)
print("ORG", card.org.value)
print("TITLE", card.title.value)
for tel in card.tel_list:
    print("TEL", tel.value, ",".join(tel.params["TYPE"][0].split(",") if len(tel.params["TYPE"]) == 1
                                     else tel.params["TYPE"]))
print("EMAIL", card.email.value)
address = card.adr.value
print("ADR", address.street, "/", address.city, "/", address.region, "/", address.code, "/", address.country)
print("URL", card.url.value)
print("NOTE", card.note.value.replace("\n", "|"))
print("PHOTO", hashlib.sha256(card.photo.value).hexdigest())
