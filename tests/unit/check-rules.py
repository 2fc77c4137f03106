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


def main():
    folder = pathlib.Path(sys.argv[1])
    bad = []
    consumer_domains(json.loads((folder / "consumer-domains.json").read_text(encoding="utf-8")), bad)
    no_value_phrases(json.loads((folder / "no-value-phrases.json").read_text(encoding="utf-8")), bad)
    for judge in (voicemail_phrases, vehicle_names, voicemail_schools, voicemail_scripts, speech_engines):
        file = folder / (judge.__name__.replace("_", "-") + ".json")
        judge(json.loads(file.read_text(encoding="utf-8")), bad)
    for fault in bad:
        print(fault, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
