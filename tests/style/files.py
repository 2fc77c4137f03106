#!/usr/bin/env python3
# files.py: what holds for every file: its size, its heading, nothing left for
# later, nothing of one machine.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import tree
from tap import Tap

LIMIT = 800
CODE = (".c", ".h", ".cc", ".py", ".blp", ".css", ".sql", ".sh")
# Spelled in two halves so that this file passes its own check.
LATER = re.compile(r"\b(TO" r"DO|FIX" r"ME)\b")
PLACES = re.compile("|".join(["/wo" "rk/", r"\.\./sh" r"ared\b", "/tmp/r" "b/", "/ro" r"ot/\.", r"/ho" r"me/[a-z]+/"]))
TEXTS_OF_OTHERS = ("LICENSE",)

tap = Tap()
long, later, places, headings = [], [], [], []
for name in tree.files():
    if name in TEXTS_OF_OTHERS:
        continue
    text = tree.text(name)
    if text is None:
        continue
    lines = text.splitlines()
    if name.endswith(CODE) and len(lines) > LIMIT:
        long.append(f"{name} has {len(lines)} lines")
    if name.endswith((".c", ".h")) and name.startswith(("src/", "tests/")):
        file = name.rsplit("/", maxsplit=1)[-1]
        if not text.startswith(f"/* {file}") or "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(lines[:40]):
            headings.append(name)
    for number, line in enumerate(lines, 1):
        if LATER.search(line):
            later.append(f"{name}:{number}: {line.strip()}")
        if PLACES.search(line):
            places.append(f"{name}:{number}: {line.strip()}")

tap.check(f"no file has more than {LIMIT} lines", not long,
          "a file of this size holds more than one thing; split it", *long)
tap.check("every C file says what it is and under which licence", not headings,
          "start it with /* <file>: what it is … SPDX-License-Identifier: GPL-3.0-or-later */", *headings)
tap.check("nothing is left for later", not later,
          "do it, or write an issue; a note in the code is forgotten", *later)
tap.check("no path of one machine", not places,
          "it means nothing anywhere else; derive it or leave it out", *places)
sys.exit(tap.done())
