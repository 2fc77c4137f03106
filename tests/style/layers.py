#!/usr/bin/env python3
# layers.py: a module includes and links only what stands left of it.
#
# The table is the one of HACKING.md. It is checked against the #include lines
# of src/ and against the dependencies in each module's meson.build. Tests may
# include anything.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import tree
from tap import Tap

# Module: the modules it may include beside itself.
MAY_INCLUDE = {
    "base": [],
    "model": ["base"],
    "rules": ["base", "model"],
    "ledger": ["base", "model"],
    "media": ["base", "model"],
    "transcribe": [],
    "transcriber": ["base", "model"],
    "keyring": ["base"],
    "channels": ["base", "model", "keyring"],
    "outbox": ["base", "model", "rules", "ledger", "channels"],
    "inbox": ["base", "model", "ledger", "channels"],
    "hub": ["base", "model", "ledger", "keyring"],
    "desk": ["base", "model", "rules", "ledger", "media", "transcriber", "keyring", "channels", "outbox", "inbox",
             "hub"],
    "ui": ["base", "model", "media", "desk"],
    "main": ["base", "desk", "ui"],
}

# Outside library: how its headers start, its names in meson.build, and the only modules that touch it.
LIBRARIES = {
    "SQLCipher": (r"(sqlcipher/)?sqlite3", ["sqlcipher_dep"], ["ledger"]),
    "GStreamer": (r"gst/", ["gst_dep", "gst_audio_dep", "gst_app_dep", "gst_pbutils_dep", "gst_tag_dep"], ["media"]),
    "libebur128": (r"ebur128", ["ebur128_dep"], ["media"]),
    "libsecret": (r"libsecret/", ["secret_dep"], ["keyring"]),
    "libsoup": (r"libsoup/", ["soup_dep"], ["channels"]),
    "GMime": (r"gmime/", ["gmime_dep"], ["channels"]),
    "libphonenumber": (r"phonenumbers/", ["phonenumber_dep"], ["rules"]),
    "whisper.cpp": (r"(whisper|ggml)", ["whisper_dep"], ["transcribe"]),
    "libxml2": (r"libxml/", ["xml_dep", "libxml_dep"], ["inbox"]),
    "libpq": (r"(postgresql/)?libpq", ["pq_dep", "libpq_dep"], ["hub"]),
    "GTK and libadwaita": (r"(gtk|gdk|gsk|adwaita|graphene)([-/.]|$)", ["gtk_dep", "adw_dep"], ["ui", "main"]),
}

INCLUDE = re.compile(r'^\s*#\s*include\s+["<]([^">]+)[">]', re.M)
DEPENDENCY = re.compile(r"\b([a-z0-9_]+_dep)\b")

tap = Tap()


def module_of(name):
    parts = name.split("/")
    return parts[1] if len(parts) > 2 else "main"


def judge_include(module, header):
    first = header.split("/")[0]
    if "/" in header and first in MAY_INCLUDE and first != module and first not in MAY_INCLUDE[module]:
        return f"{module} may include only {', '.join(MAY_INCLUDE[module]) or 'nothing of ours'}"
    for library, (headers, _, owners) in LIBRARIES.items():
        if re.match(headers, header) and module not in owners:
            return f"only {' and '.join(owners)} may touch {library}"
    return None


def judge_dependency(module, name):
    other = name.removesuffix("_dep")
    if other in MAY_INCLUDE and other != module and other not in MAY_INCLUDE[module]:
        return f"{module} may depend only on {', '.join(MAY_INCLUDE[module]) or 'nothing of ours'}"
    for library, (_, names, owners) in LIBRARIES.items():
        if name in names and module not in owners:
            return f"only {' and '.join(owners)} may touch {library}"
    return None


# The judge itself can say no.
tap.check("the table refuses", judge_include("ledger", "ui/rbk-window.h") and judge_include("model", "gtk/gtk.h")
          and judge_dependency("media", "ledger_dep") and judge_dependency("base", "adw_dep")
          and not judge_include("ui", "desk/rbk-desk.h"), "the check would let everything pass")

modules = {}
for name in tree.files(".c", ".h", ".cc", under="src/"):
    complaints = modules.setdefault(module_of(name), [])
    if module_of(name) not in MAY_INCLUDE:
        complaints.append(f"{name}: a module that the table in tests/style/layers.py and HACKING.md does not know")
        continue
    for header in INCLUDE.findall(tree.text(name)):
        complaint = judge_include(module_of(name), header)
        if complaint:
            complaints.append(f"{name} includes {header}: {complaint}")
for name in tree.files("meson.build", under="src/"):
    module = module_of(name)
    if name == "src/meson.build" or module not in MAY_INCLUDE:
        continue
    code = "\n".join(line.split("#")[0] for line in tree.text(name).splitlines())
    for dependency in sorted(set(DEPENDENCY.findall(code))):
        complaint = judge_dependency(module, dependency)
        if complaint:
            modules.setdefault(module, []).append(f"{name} names {dependency}: {complaint}")

for module, complaints in sorted(modules.items()):
    tap.check(f"{module} keeps to its layer", not complaints, *complaints)

sys.exit(tap.done())
