#!/usr/bin/env python3
# check-sample.py: the sample showroom hangs together, and nobody real is in it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-sample.py FOLDER [--prove]

Reads FOLDER/showroom.json and says what is wrong with it, a line a fault. With
--prove it spoils copies of the showroom in known ways and fails if one of them
goes unnoticed, so that this check is known to be able to fail.
"""
import copy
import json
import pathlib
import re
import struct
import sys
import zoneinfo

MEDIUM = {"call", "text", "email", "all"}
OUTCOME = {"connected", "screened", "voicemail-left", "voicemail-played", "no-message",
           "busy", "failed", "wrong-number"}
REASON = {"forgotten", "like-traded-in", "new-stock", "incentive", "question", "own-words"}
STATE = {"queued", "held", "sending", "accepted", "delivered", "failed", "unknown", "cancelled"}
# kind: payload keys that must be there, payload keys that may be
KINDS = {
    "lead-arrived": ({"source"}, {"comments", "vehicle"}),
    "customer-changed": (set(), {"first", "last", "phones", "emails", "wanted", "trade", "address",
                                 "time_zone", "preferred_medium"}),
    "note": ({"text"}, set()),
    "call-claimed": ({"direction", "outcome"}, {"number", "line", "seconds", "note"}),
    "text": ({"direction", "text"}, {"number", "line", "account"}),
    "email": ({"direction", "address", "subject", "text"}, {"message_id", "account", "from"}),
    "video": ({"direction", "title"}, {"url", "via", "seconds"}),
    "voicemail-draft": ({"event", "draft"}, {"take"}),
    "voicemail-take": ({"draft", "take", "media"}, {"microphone"}),
    "voicemail-left": ({"act"}, {"draft", "take", "media", "seconds", "number", "line", "transcript", "fact", "claimed"}),
    "voicemail-plan": ({"draft", "reason", "act"}, {"fact", "next_step", "practice", "script", "text"}),
    "voicemail-edit": ({"draft", "take", "event", "passages"}, set()),
    # The sample computes whose sound it is, and takes the times of a correction from what was heard.
    "transcript": ({"draft", "take", "text"}, {"engine", "words", "corrected"}),
    "delivery": ({"message", "state"}, {"detail"}),
    "consent-given": ({"medium"}, {"how", "words", "source"}),
    "consent-withdrawn": ({"medium"}, {"scope", "words", "channel"}),
    "assignment": ({"person"}, {"reason"}),
    "review": ({"item", "source", "rubric", "scores", "total", "strengths"}, {"failed", "improvement", "action",
                                                                              "decision"}),
    "review-comment": ({"item", "position_us", "text"}, set()),
    "review-reply": ({"item"}, {"review", "acknowledged", "text"}),
    "voicemail-example": ({"item", "title", "take", "passages"}, {"seconds", "text"}),
}
# What is the showroom's, and of no customer.
OF_NOBODY = {"voicemail-example"}
WORDS = {"direction": {"out", "in"}, "outcome": OUTCOME, "state": STATE, "medium": MEDIUM,
         "event": {"opened", "chosen", "deleted", "closed", "edited"},
         "act": {"live", "played", "ringless", "voice-note"},
         "how": {"oral", "written", "number-given"}, "via": {"email", "text"},
         "preferred_medium": {"call", "text", "email"}, "type": {"mobile", "home", "work"},
         "role": {"salesperson", "manager"}, "decision": {"approved", "returned"}}
# Numbers set aside for fiction, and names that can never be registered.
FICTION = re.compile(r"\+1[2-9]\d\d55501\d\d")
SPOKEN = re.compile(r"\d{3}[-. ,]+555[-. ,]+(\d{4})")
DOMAIN = re.compile(r"(?:^|[@./])(?:[a-z0-9-]+\.)*(?:example\.com|test)$")
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]*\w)")


def opus_seconds(path):
    """Length of an Ogg Opus file: its last granule less the pre-skip, at 48 kHz."""
    data = path.read_bytes()
    head = data.find(b"OpusHead")
    if not data.startswith(b"OggS") or head < 0:
        return None
    last = data.rfind(b"OggS")
    return (struct.unpack_from("<q", data, last + 6)[0] - struct.unpack_from("<H", data, head + 10)[0]) / 48000


def strings(value):
    """Every (key, string) below a JSON value."""
    if isinstance(value, dict):
        for key, below in value.items():
            for found in strings(below):
                yield (key if found[0] is None else found[0], found[1])
    elif isinstance(value, list):
        for below in value:
            yield from strings(below)
    elif isinstance(value, str):
        yield None, value


def faults_of_review(payload, rubric):
    """What is wrong with scores and total of a review (Q-2, Q-6)."""
    weights = {criterion["id"]: criterion["weight"] for criterion in rubric["criteria"]}
    scores = payload["scores"]
    if payload["rubric"] != rubric["version"] or scores.keys() != weights.keys():
        return ["is not by the rubric"]
    if not all(score in (0, 1, 2, 3) for score in scores.values()):
        return ["has a score that there is not"]
    failed = set(payload.get("failed", []))
    if failed - {gate["id"] for gate in rubric["gates"]}:
        return ["fails a gate that there is not"]
    total = 0 if failed else round(sum(weights[name] * score / 3 for name, score in scores.items()))
    bad = [] if payload["total"] == total else [f"says {payload['total']} and comes to {total}"]
    return bad if payload["strengths"] else bad + ["names no strength"]


def faults(showroom, lengths, rubric):
    """The faults of a showroom as sentences. lengths: seconds by name of a media file."""
    bad = []
    roles = {person["key"]: person["role"] for person in showroom["people"]}
    zones = zoneinfo.available_timezones()

    if showroom.get("version") != 1:
        bad.append("version is not 1")
    keys = {}
    for table in ("people", "accounts", "customers"):
        names = [row["key"] for row in showroom[table]]
        if len(names) != len(set(names)):
            bad.append(f"a key is there twice in {table}")
        keys[table] = set(names)
    if [p["role"] for p in showroom["people"]].count("salesperson") != 6:
        bad.append("there are not six salespeople")
    for person in showroom["people"]:
        if not any(person["email"].endswith("@" + d) for d in showroom["showroom"]["domains"]):
            bad.append(f"{person['key']} writes from outside the showroom's domains")

    messages, drafts, takes, sounds, heard = {}, {}, {}, {}, set()
    items, reviews = {}, {}
    used, introduced, last = set(), set(), None
    for index, entry in enumerate(showroom["entries"]):
        where = f"entry {index} ({entry.get('kind')}, {entry.get('customer')})"
        payload = entry["payload"]
        if not isinstance(entry["day"], int) or not -6 <= entry["day"] <= -1:
            bad.append(f"{where}: day {entry['day']} is not in the week before today")
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d", entry["time"]):
            bad.append(f"{where}: {entry['time']} is no time")
        now = (entry["day"], entry["time"])
        if last is not None and now < last:
            bad.append(f"{where}: is out of order")
        last = now
        customer = entry.get("customer")
        if (customer is None) != (entry["kind"] in OF_NOBODY) or customer not in keys["customers"] | {None}:
            bad.append(f"{where}: there is no such customer")
        if entry["author"] not in keys["people"]:
            bad.append(f"{where}: there is no person {entry['author']}")
        if entry["kind"] not in KINDS:
            bad.append(f"{where}: the kind is not known")
            continue
        must, may = KINDS[entry["kind"]]
        for key in sorted(must - payload.keys()):
            bad.append(f"{where}: lacks {key}")
        for key in sorted(payload.keys() - must - may):
            bad.append(f"{where}: {key} is not known")
        if customer is not None and customer not in introduced and entry["kind"] != "lead-arrived":
            bad.append(f"{where}: comes before the customer's first lead")
        introduced.add(customer)

        if "key" in entry:
            if entry["key"] in messages:
                bad.append(f"{where}: key {entry['key']} is there twice")
            messages[entry["key"]] = customer
        if entry["kind"] == "delivery" and messages.get(payload.get("message")) != customer:
            bad.append(f"{where}: is about no earlier message of this customer")
        if entry["kind"] == "assignment" and payload.get("person") not in keys["people"]:
            bad.append(f"{where}: there is no person {payload.get('person')}")
        if "account" in payload and payload["account"] not in keys["accounts"]:
            bad.append(f"{where}: there is no account {payload['account']}")
        if entry["kind"] == "voicemail-draft" and payload.get("event") == "opened":
            drafts[payload.get("draft")] = customer
        elif "draft" in payload and drafts.get(payload["draft"]) != customer:
            bad.append(f"{where}: the draft was not opened for this customer")
        if entry["kind"] == "voicemail-take":
            takes[payload.get("take")] = payload.get("draft")
            sounds[payload.get("take")] = payload.get("media")
        elif "take" in payload and takes.get(payload["take"], 0) != payload.get("draft", payload.get("item")):
            bad.append(f"{where}: the take is not one of this draft")
        if entry["kind"] == "voicemail-left" and "take" in payload:
            items[payload["draft"]] = (customer, entry["author"], entry.get("key"))
        if "item" in payload:
            whose, speaker, source = items.get(payload["item"], (None, None, None))
            if whose is None or customer not in (whose, None):
                bad.append(f"{where}: is about no voicemail that was left for this customer")
            if entry["kind"] == "review-reply":
                if entry["author"] != speaker or reviews.get(payload.get("review")) != payload["item"]:
                    bad.append(f"{where}: answers no review of one’s own")
            elif roles.get(entry["author"]) != "manager" or entry["author"] == speaker:
                bad.append(f"{where}: is by nobody who may review it")
            if entry["kind"] == "review":
                reviews[entry.get("key")] = payload["item"]
                if payload["source"] != source:
                    bad.append(f"{where}: is about another sound")
                bad += [f"{where}: {fault}" for fault in faults_of_review(payload, rubric)]
            length = max((lengths.get(sounds[take]) or 0 for take, draft in takes.items()
                          if draft == payload["item"]), default=0)
            if not 0 <= payload.get("position_us", 0) <= length * 1e6:
                bad.append(f"{where}: is after the end")
        for passage in payload.get("passages", []):
            length = lengths.get(sounds.get(passage["take"])) or 0
            if takes.get(passage["take"]) != payload.get("draft", payload.get("item")) or not (
                    0 <= passage["first"] < passage["end"] <= length * 48000):
                bad.append(f"{where}: there is no such passage")
        if entry["kind"] == "voicemail-plan" and payload.get("reason") not in REASON:
            bad.append(f"{where}: “{payload.get('reason')}” is no reason to call")
        if entry["kind"] == "transcript":
            if payload.get("corrected") and payload.get("take") not in heard:
                bad.append(f"{where}: corrects what nobody heard")
            heard.add(payload.get("take"))
        if payload.get("media") != entry.get("media"):
            bad.append(f"{where}: media of entry and payload differ")
        if "media" in entry:
            used.add(entry["media"])
            length = lengths.get(entry["media"])
            if length is None:
                bad.append(f"{where}: {entry['media']} is not there or is not Ogg Opus")
            elif "seconds" in payload and abs(length - payload["seconds"]) > 1:
                bad.append(f"{where}: says {payload['seconds']} s and lasts {length:.1f} s")
        if payload.get("time_zone", "UTC") not in zones:
            bad.append(f"{where}: {payload['time_zone']} is no time zone")

    for key, text in strings(showroom):
        if key in WORDS and text not in WORDS[key]:
            bad.append(f"“{text}” is no {key}")
        if key in ("number", "line") and not FICTION.fullmatch(text):
            bad.append(f"{text} is not set aside for fiction")
        for digits in SPOKEN.findall(text):
            if not digits.startswith("01"):
                bad.append(f"555-{digits} is not set aside for fiction")
        for domain in ADDRESS.findall(text):
            # The broken lead is cut off in the middle of an address: that is its story.
            if not DOMAIN.search("@" + domain) and "<adf" not in text:
                bad.append(f"{domain} may belong to somebody")
        if key == "url" and not DOMAIN.search(text.split("/")[2]):
            bad.append(f"{text} may belong to somebody")

    missing = KINDS.keys() - {e["kind"] for e in showroom["entries"]}
    if missing:
        bad.append(f"no entry shows {', '.join(sorted(missing))}")
    for state in sorted({"held", "failed", "unknown", "accepted", "delivered"}
                        - {e["payload"].get("state") for e in showroom["entries"]}):
        bad.append(f"no delivery is {state}")
    if introduced - {None} != keys["customers"]:
        bad.append("a customer has no entries")
    if used != lengths.keys():
        bad.append("a recording is not used")
    return bad


def spoilers():
    """Ways to spoil a showroom; each must be noticed."""
    first = lambda s, kind: next(e for e in s["entries"] if e["kind"] == kind)
    return {
        "a time in the future": lambda s: s["entries"][-1].update(day=0),
        "an unknown author": lambda s: s["entries"][5].update(author="p99"),
        "an unknown customer": lambda s: s["entries"][5].update(customer="c99"),
        "an unknown kind": lambda s: s["entries"][5].update(kind="gossip"),
        "a number that may ring": lambda s: first(s, "text")["payload"].update(number="+13125550211"),
        "a domain that may be owned": lambda s: first(s, "email")["payload"].update(address="a@example.dealer"),
        "a number in a note": lambda s: first(s, "note")["payload"].update(text="call 312-555-1234"),
        "a message that is not there": lambda s: first(s, "delivery")["payload"].update(message="e0"),
        "a wrong outcome": lambda s: first(s, "call-claimed")["payload"].update(outcome="chatted"),
        "a take of another draft": lambda s: first(s, "voicemail-take")["payload"].update(draft="d5"),
        "a passage beyond the end": lambda s: first(s, "voicemail-edit")["payload"]["passages"][0].update(end=10**9),
        "a correction of nothing": lambda s: first(s, "transcript")["payload"].update(corrected=True),
        "a recording that is missing": lambda s: first(s, "voicemail-take").update(media="vm-8.ogg"),
        "a payload key nobody knows": lambda s: first(s, "note")["payload"].update(mood="good"),
        "a zone that does not exist": lambda s: first(s, "customer-changed")["payload"].update(time_zone="America/Chicagoland"),
        "a total that is not the scores’": lambda s: first(s, "review")["payload"].update(total=99),
        "a review of one’s own": lambda s: first(s, "review").update(author="p2"),
        "a review of what nobody heard": lambda s: first(s, "review")["payload"].update(item="d7"),
        "a comment after the end": lambda s: first(s, "review-comment")["payload"].update(position_us=10**9),
        "an answer to nothing": lambda s: first(s, "review-reply")["payload"].update(review="r9"),
        "an example that names a customer": lambda s: first(s, "voicemail-example").update(customer="c1"),
        "an example of another draft": lambda s: first(s, "voicemail-example")["payload"].update(item="d3"),
        "entries out of order": lambda s: s["entries"].reverse(),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    showroom = json.loads((folder / "showroom.json").read_text(encoding="utf-8"))
    rubric = json.loads((folder.parent / "rules/voicemail-rubric.json").read_text(encoding="utf-8"))
    lengths = {path.name: opus_seconds(path) for path in folder.glob("*.ogg")}
    if "--prove" in sys.argv:
        blind = []
        for name, spoil in spoilers().items():
            copied = copy.deepcopy(showroom)
            spoil(copied)
            if not faults(copied, lengths, rubric):
                blind.append(f"{name} goes unnoticed")
        bad = blind
    else:
        bad = faults(showroom, lengths, rubric)
        size = sum(path.stat().st_size for path in folder.glob("*.ogg"))
        if size > 700_000:
            bad.append(f"the recordings take {size} bytes, more than 700,000")
    for fault in bad:
        print(fault, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
