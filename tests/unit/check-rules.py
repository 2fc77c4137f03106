#!/usr/bin/env python3
# check-rules.py: the dated rules have the shape that the code reads.
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-rules.py FOLDER

Says what is wrong with the rules in FOLDER, a line a fault.
"""
import json
import pathlib
import re
import sys
from datetime import date

DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def header(name, rules, bad):
    if rules.get("version") != 1:
        bad.append(f"{name}: version is not 1")
    if not rules.get("source"):
        bad.append(f"{name}: has no source")
    try:
        date.fromisoformat(rules.get("dated", ""))
    except ValueError:
        bad.append(f"{name}: is not dated")


def consumer_domains(rules, bad):
    name = "consumer-domains.json"
    header(name, rules, bad)
    if rules.get("rule") != "A-1":
        bad.append(f"{name}: rule is not A-1")
    seen = set()
    for row in rules["rows"]:
        kinds = row.keys() & {"domain", "label"}
        if len(kinds) != 1 or row.keys() - {"domain", "label", "why"}:
            bad.append(f"{name}: {row} is neither a domain nor a label")
            continue
        kind = kinds.pop()
        value = row[kind]
        if not (DOMAIN if kind == "domain" else LABEL).fullmatch(value):
            bad.append(f"{name}: {value} is no {kind} in lower case")
        if value in seen:
            bad.append(f"{name}: {value} is there twice")
        seen.add(value)
    labels = {row["label"] for row in rules["rows"] if "label" in row}
    for row in rules["rows"]:
        if row.get("domain", "").split(".")[0] in labels:
            bad.append(f"{name}: {row['domain']} is already covered by its label")
    # Those that rule A-1 names.
    for wanted in ("aol", "msn", "yahoo", "hotmail", "live", "outlook", "protonmail", "gmail.com",
                   "googlemail.com", "icloud.com", "me.com", "mac.com", "proton.me"):
        if wanted not in seen:
            bad.append(f"{name}: {wanted} is missing")
    for never in ("example.com", "harborpoint.example.com", "example"):
        if never in seen:
            bad.append(f"{name}: {never} belongs to nobody's private mail")


def no_value_phrases(rules, bad):
    name = "no-value-phrases.json"
    header(name, rules, bad)
    if rules.get("rules") != ["V-3", "M-1"]:
        bad.append(f"{name}: rules are not V-3 and M-1")
    phrases = [row.get("phrase", "") for row in rules["rows"]]
    for phrase in phrases:
        if not phrase or phrase != phrase.strip().lower() or "  " in phrase:
            bad.append(f"{name}: “{phrase}” is not plain lower case")
    if len(set(phrases)) != len(phrases):
        bad.append(f"{name}: a phrase is there twice")
    if any(not row.get("source") for row in rules["rows"]):
        bad.append(f"{name}: a row has no source")
    for wanted in ("still in the market", "still interested", "just checking in", "just following up",
                   "touching base", "made a decision", "circling back"):
        if wanted not in phrases:
            bad.append(f"{name}: “{wanted}” is missing")


PLAIN = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")
FIELDS = {"first_name", "my_name", "showroom", "direct_line", "vehicle", "fact", "next_step"}
REASONS = {"forgotten", "like-traded-in", "new-stock", "incentive", "question", "own-words"}


def voicemail_phrases(rules, bad):
    name = "voicemail-phrases.json"
    header(name, rules, bad)
    rows = [(row.get("kind"), row.get("phrase", "")) for row in rules["rows"]]
    if len(set(rows)) != len(rows):
        bad.append(f"{name}: a phrase is there twice")
    for row in rules["rows"]:
        if not PLAIN.fullmatch(row.get("phrase", "")):
            bad.append(f"{name}: “{row.get('phrase')}” is not in the compared form")
        if (row.get("kind") == "next-step") != ("step" in row) or row.keys() - {"kind", "phrase", "step"}:
            bad.append(f"{name}: {row} is no phrase")
    kinds = {kind for kind, _ in rows}
    if kinds != {"direct", "text", "next-step", "greeting", "introduction", "private"}:
        bad.append(f"{name}: the kinds are {kinds}")
    for wanted in (("direct", "direct line"), ("direct", "my cell"), ("text", "call or text"), ("next-step", "call me")):
        if wanted not in rows:
            bad.append(f"{name}: {wanted} is missing")


def vehicle_names(rules, bad):
    name = "vehicle-names.json"
    header(name, rules, bad)
    models = [(row["make"], model) for row in rules["rows"] for model in row.get("models", []) + row.get("words", [])]
    if len(set(models)) != len(models) or len({row["make"] for row in rules["rows"]}) != len(rules["rows"]):
        bad.append(f"{name}: a name is there twice")
    for row in rules["rows"]:
        if row.keys() - {"make", "also", "models", "words"} or not row.get("models", []) + row.get("words", []):
            bad.append(f"{name}: {row} is no make")


def voicemail_schools(rules, bad):
    name = "voicemail-schools.json"
    header(name, rules, bad)
    ids = [row["id"] for row in rules["rows"]]
    if ids[0] != "ringback" or rules["rows"][0].get("length", {}).get("from") != 20:
        bad.append(f"{name}: the default is not first")
    for wanted in ("kershner", "once", "kephart", "kain", "interactivetel", "stauning", "insidesales",
                   "climbtheladder", "gong", "applied-concepts"):
        if ids.count(wanted) != 1:
            bad.append(f"{name}: {wanted} is not there once")
    for row in rules["rows"]:
        if not row.get("source") or not row.get("aim"):
            bad.append(f"{name}: {row['id']} has no source or aim")


def voicemail_scripts(rules, bad):
    name = "voicemail-scripts.json"
    header(name, rules, bad)
    ids = [row["id"] for row in rules["rows"]]
    if len(set(ids)) != len(ids) or {row["reason"] for row in rules["rows"]} != REASONS:
        bad.append(f"{name}: an id is there twice, or the reasons are not those of rbk-voicemail-plan.h")
    for row in rules["rows"]:
        text = row["text"]
        fields = set(re.findall(r"\{([a-z_]*)\}", text))
        if fields - FIELDS or not {"my_name", "showroom", "direct_line", "fact"} <= fields:
            bad.append(f"{name}: the fields of {row['id']} are {fields}")
        if re.search(r"\[[^\]]*\[|\][^\[]*\]", text) or text.count("[") != text.count("]"):
            bad.append(f"{name}: {row['id']} has a bracket within a bracket")
        if not row.get("name"):
            bad.append(f"{name}: {row['id']} has no name")


def voicemail_rubric(rules, bad):
    name = "voicemail-rubric.json"
    header(name, rules, bad)
    if sum(row["weight"] for row in rules["criteria"]) != 100:
        bad.append(f"{name}: the weights are not 100 together")
    for row in rules["criteria"]:
        if not row.get("source") or len(row["anchors"]) != 4 or not all(row["anchors"]):
            bad.append(f"{name}: {row['id']} has no source, or not four anchors")
        if not all(re.fullmatch(r"V-\d+", rule) for rule in row["evidence"]):
            bad.append(f"{name}: {row['id']} rests on what is no rule of voicemails")
    if [row["id"] for row in rules["gates"]] != [f"G{i}" for i in range(1, 10)]:
        bad.append(f"{name}: the gates are not G1 to G9")


def speech_engines(rules, bad):
    name = "speech-engines.json"
    header(name, rules, bad)
    parts = {"clips", "words_wrong", "name", "showroom", "number", "reason"}
    for condition, score in list(rules["bounds"].items()) + [
            pair for row in rules["rows"] for pair in row["scores"].items()]:
        if condition not in ("clean", "phone", "noise") or score.keys() - parts:
            bad.append(f"{name}: {condition} {score} is no condition with a score")
        if any(not 0 <= score.get(part, 0) <= 100 for part in parts - {"words_wrong", "clips"}):
            bad.append(f"{name}: {condition} {score} is more than all")
    for condition in ("clean", "phone"):
        if rules["bounds"][condition].get("number", 0) < 95 or rules["bounds"][condition].get("clips", 0) < 36:
            bad.append(f"{name}: the bound of {condition} lets anything through")
    for row in rules["rows"]:
        if not re.fullmatch(r"[0-9a-f]{64}", row["model_sha256"]) or not row["engine"] or not row["model"]:
            bad.append(f"{name}: a row does not say which engine and model it is of")
        try:
            date.fromisoformat(row.get("dated", ""))
        except ValueError:
            bad.append(f"{name}: the row of {row['engine']} is not dated")


def gate_file(name, rules, bad):
    """What all of the gate's rows have: an id by which a showroom overrides them, and where they come from."""
    header(name, rules, bad)
    ids = [row.get("id", "") for row in rules["rows"]]
    if len(set(ids)) != len(ids):
        bad.append(f"{name}: an id is there twice")
    for row in rules["rows"]:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.get("id", "")):
            bad.append(f"{name}: {row} has no id")
        if name in ("gate-rows.json", "calling-hours.json", "call-limits.json", "relationship-terms.json",
                    "stop-words.json", "opt-out-phrases.json") and not row.get("source"):
            bad.append(f"{name}: {row['id']} has no source")


def gate_rows(rules, bad):
    name = "gate-rows.json"
    gate_file(name, rules, bad)
    for row in rules["rows"]:
        allowed = row["values"]
        good = row["value"] in allowed if isinstance(allowed, list) else (
            allowed["from"] <= int(row["value"]) <= allowed["to"])
        if not good or row["rule"] not in rules["rules"]:
            bad.append(f"{name}: {row['id']} does not allow its own value, or its rule is not listed")


WINDOW = re.compile(r"closed|([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")


def calling_hours(rules, bad):
    name = "calling-hours.json"
    gate_file(name, rules, bad)
    for row in rules["rows"]:
        for day in ("weekdays", "saturday", "sunday", "holidays"):
            if (day in row or day != "holidays") and not WINDOW.fullmatch(row.get(day, "")):
                bad.append(f"{name}: {row['id']} has no hours on {day}")
    federal = [row for row in rules["rows"] if "state" not in row]
    if len(federal) != 1 or federal[0]["weekdays"] != "08:00-21:00":
        bad.append(f"{name}: the federal hours are not 08:00 to 21:00")
    # Those that rule K-4 names.
    for state in "AL CT FL KY LA MA MD MI MN MS NM NV OK PA RI TX UT WA WY".split():
        if not any(row.get("state") == state for row in rules["rows"]):
            bad.append(f"{name}: {state} is missing")


def call_limits(rules, bad):
    gate_file("call-limits.json", rules, bad)
    if {row["state"] for row in rules["rows"]} != {"FL", "OK", "MD"}:
        bad.append("call-limits.json: the states are not those of K-5")


def relationship_terms(rules, bad):
    name = "relationship-terms.json"
    gate_file(name, rules, bad)
    for row in rules["rows"]:
        if not re.fullmatch(r"none|\d+ (months|days|business-days)", row["term"]) or row["of"] not in ("inquiry", "purchase"):
            bad.append(f"{name}: {row['id']} has no term")


def holidays(rules, bad):
    name = "holidays.json"
    gate_file(name, rules, bad)
    days = [date.fromisoformat(row["date"]) for row in rules["rows"]]
    if days != sorted(days) or len(set(days)) != len(days):
        bad.append(f"{name}: the days are not in order")
    for year in range(days[0].year, days[-1].year + 1):
        names = {row["name"] for row, day in zip(rules["rows"], days) if day.year == year}
        if len(names) != 11:
            bad.append(f"{name}: {year} has not eleven holidays")


def stop_words(rules, bad):
    name = "stop-words.json"
    gate_file(name, rules, bad)
    words = {row["phrase"] for row in rules["rows"] if row["kind"] == "word"}
    # Those that rule K-31 names.
    for wanted in ("stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe", "stopall", "optout"):
        if wanted not in words:
            bad.append(f"{name}: {wanted} is missing")
    for row in rules["rows"]:
        if not PLAIN.fullmatch(row["phrase"]) or row["kind"] not in ("word", "filler", "asks"):
            bad.append(f"{name}: {row} is no word in the compared form")
        if row["kind"] == "filler" and row["phrase"] in words | {"not", "dont", "never"}:
            bad.append(f"{name}: {row['phrase']} changes what is said")


def opt_out_phrases(rules, bad):
    name = "opt-out-phrases.json"
    gate_file(name, rules, bad)
    phrases = [row["phrase"] for row in rules["rows"]]
    if len(set(phrases)) != len(phrases):
        bad.append(f"{name}: a phrase is there twice")
    if {row["language"] for row in rules["rows"]} < {"en", "es"}:
        bad.append(f"{name}: English or Spanish is missing")
    # What a showroom and its customers say of cars, too.
    for never in ("baja", "dar de baja", "stop", "no more", "our list"):
        if never in phrases:
            bad.append(f"{name}: “{never}” says something else as well")


def us_states(rules, bad):
    gate_file("us-states.json", rules, bad)
    if len({row["code"] for row in rules["rows"]}) != 51:
        bad.append("us-states.json: there are not fifty states and the District of Columbia")


def link_shorteners(rules, bad):
    gate_file("link-shorteners.json", rules, bad)
    for row in rules["rows"]:
        if not DOMAIN.fullmatch(row["domain"]):
            bad.append(f"link-shorteners.json: {row['domain']} is no domain")


def places(folder, bad):
    """The tables of prefixes, and that their makers stand in them."""
    states = {row["code"] for row in json.loads((folder / "us-states.json").read_text(encoding="utf-8"))["rows"]}
    known = set()
    for name, columns, wanted in (("number-zones.txt", 1, "Apache License"), ("number-states.txt", 1, "Apache-2.0"),
                                  ("zip-places.txt", 2, "CC BY 4.0")):
        text = (folder / name).read_text(encoding="utf-8")
        lines = [line.split("|") for line in text.splitlines() if line and not line.startswith("#")]
        if wanted not in text:
            bad.append(f"{name}: does not say whose it is")
        if len({line[0] for line in lines}) != len(lines):
            bad.append(f"{name}: a prefix is there twice")
        for line in lines:
            if len(line) != columns + 1 or not line[0].isdigit():
                bad.append(f"{name}: {line} is no line")
            if name != "number-zones.txt":
                known |= set(line[1].split("&"))
    if known != states:
        bad.append(f"the places are in {known ^ states}, too")


def main():
    folder = pathlib.Path(sys.argv[1])
    bad = []
    consumer_domains(json.loads((folder / "consumer-domains.json").read_text(encoding="utf-8")), bad)
    no_value_phrases(json.loads((folder / "no-value-phrases.json").read_text(encoding="utf-8")), bad)
    for judge in (voicemail_phrases, vehicle_names, voicemail_rubric, voicemail_schools, voicemail_scripts,
                  speech_engines, gate_rows, calling_hours, call_limits, relationship_terms, holidays, stop_words,
                  opt_out_phrases, us_states, link_shorteners):
        file = folder / (judge.__name__.replace("_", "-") + ".json")
        judge(json.loads(file.read_text(encoding="utf-8")), bad)
    places(folder, bad)
    for fault in bad:
        print(fault, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
