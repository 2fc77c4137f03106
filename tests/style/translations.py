#!/usr/bin/env python3
# translations.py: every language that is offered is whole and can be compiled,
# and translators are given the words of the tables in data/rules too.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import subprocess
import sys

import tree
from tap import Tap

TEMPLATE = "po/ringback.pot"
# What a person reads of a table. Its texts are spoken, in the table's own language.
SHOWN = {"data/rules/voicemail-schools.json": ("name", "aim"), "data/rules/voicemail-scripts.json": ("name",),
         "data/rules/message-templates.json": ("name",), "data/rules/holidays.json": ("name",)}
# Names of people and companies are the same everywhere.
NAMES = {"Kershner", "Kephart", "Kain", "InteractiveTel", "Stauning", "InsideSales", "ClimbTheLadder", "Gong",
         "Applied Concepts"}
TABLE_WORDS = "src/rules/rbk-table-words.c"

tap = Tap()


def complaints(*command):
    """What a tool of gettext has against its files; nothing if it is content."""
    run = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False,
                         env={**os.environ, "LC_ALL": "C.UTF-8"})
    return run.stderr.splitlines() or [f"{command[0]} failed"] if run.returncode else []


languages = [line.strip() for line in tree.text("po/LINGUAS").splitlines() if line.strip() and not line.startswith("#")]
unlisted = sorted({name.removeprefix("po/").removesuffix(".po") for name in tree.files(".po", under="po/")} - set(languages))
tap.check("every language is listed, in order", languages == sorted(set(languages)) and not unlisted,
          "po/LINGUAS decides what is installed:", *unlisted)

for language in languages:
    name = f"po/{language}.po"
    wrong = complaints("msgfmt", "--check", "--check-accelerators=_", "--output-file=/dev/null", name)
    tap.check(f"{language} compiles, with its formats, plurals and mnemonics", not wrong, *wrong)
    # Words in doubt (fuzzy) count as missing: they would be shown in English.
    missing = complaints("msgcmp", name, TEMPLATE)
    tap.check(f"{language} has every word of the template", not missing,
              "bring it up to date (ringback-pot, ringback-update-po) and translate what is new:", *missing)

words = tree.text(TABLE_WORDS)
unknown = []
for name, fields in SHOWN.items():
    for row in json.loads(tree.text(name))["rows"]:
        unknown += [f"{name}: {row[field]}" for field in fields
                    if row[field] not in NAMES and f'N_ ("{row[field]}")' not in words]
rubric = json.loads(tree.text("data/rules/voicemail-rubric.json"))
shown = [row["title"] for row in rubric["criteria"] + rubric["gates"]]
shown += [anchor for row in rubric["criteria"] for anchor in row["anchors"]]
unknown += [f"voicemail-rubric.json: {text}" for text in shown if f'N_ ("{text}")' not in words]
tap.check("translators are given the words of the tables", not unknown, f"add to {TABLE_WORDS}:", *unknown)

sys.exit(tap.done())
