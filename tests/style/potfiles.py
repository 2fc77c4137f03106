#!/usr/bin/env python3
# potfiles.py: every file with words for a person is listed for translators, and
# every file that is listed is there.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import tree
from tap import Tap

# _("…") N_("…") C_("…" g_dngettext… in C; _("…") and C_("…") in Blueprint.
C_WORDS = re.compile(r"\b(?:N?_|NC_|C_|ngettext|g_dngettext|g_dpgettext2?)\s*\(\s*(?:GETTEXT_PACKAGE\s*,\s*)?\"")
BLUEPRINT_WORDS = re.compile(r"\b(?:_|C_)\s*\(\s*[\"']")
ALWAYS = (".desktop.in", ".metainfo.xml.in", ".gschema.xml")

tap = Tap()


def without_comments(text):
    return re.sub(r"/\*.*?\*/|//[^\n\"]*$", "", text, flags=re.S | re.M)


listed = tree.text("po/POTFILES") if (tree.ROOT / "po/POTFILES").is_file() else None
if not tap.check("po/POTFILES is there", listed is not None, "translators are given nothing without it"):
    sys.exit(tap.done())
names = [line.strip() for line in listed.splitlines() if line.strip() and not line.startswith("#")]

wanted = [name for name in tree.files(".c", ".h", ".cc", under="src/") if C_WORDS.search(without_comments(tree.text(name)))]
wanted += [name for name in tree.files(".blp", under="src/") if BLUEPRINT_WORDS.search(tree.text(name))]
wanted += [name for name in tree.files(*ALWAYS, under="data/")]

missing = sorted(set(wanted) - set(names))
gone = [name for name in names if not (tree.ROOT / name).is_file()]
double = sorted({name for name in names if names.count(name) > 1})
tap.check("every file with words is listed", not missing, "add to po/POTFILES:", *missing)
tap.check("every listed file is there", not gone, "take out of po/POTFILES:", *gone)
tap.check("no file is listed twice", not double, *double)
sys.exit(tap.done())
