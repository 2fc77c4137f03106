#!/usr/bin/env python3
# test_names.py: whoever cannot see the composer hears what each of its controls is.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
CONTROLS = ("button", "push button", "toggle button", "radio button", "check box", "switch", "combo box", "entry", "text",
            "password text", "slider", "spin button", "list item", "page tab", "progress bar", "menu item", "image")


def check(floor, page):
    """Every control of it that can be used has a name; a note of all of them is kept."""
    nodes = [node for node in floor.window.walk() if node.showing and node.role in CONTROLS
             and ("focusable" in node.states or node.actions)]
    named = {f"{node.role} “{node.name}”" for node in nodes if node.name.strip()}
    tap.note(f"{page}: {len(nodes)} controls; " + ", ".join(sorted(named)))
    # A row is read by what stands in it.
    nameless = [f"{node.role} {node.box} in {[above.name for above in _above(node)]}, with "
                f"{[part.role + ' ' + part.name for part in node.walk()][1:6]}"
                for node in nodes
                if not any(part.name.strip() for part in (node.walk() if node.role == "list item" else [node]))]
    assert not nameless, "\n".join(nameless)


def _above(node):
    found = []
    while node.parent is not None and len(found) < 6:
        node = node.parent
        if node.name:
            found.append(node)
    return found


with Floor(size=(1280, 1000)) as floor:
    with tap.subtest("before the microphone", floor.seen):
        floor.start("--sample")
        floor.window.find("button", re.compile("Record Voicemail|Add Customer"))
        steps.open_customer(floor, "Patrick Mulroney")
        steps.open_composer(floor)
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)
        check(floor, "composer")

    with tap.subtest("the cue card", floor.seen):
        floor.session.key("c")
        floor.window.find(None, re.compile("^Cue card"))
        check(floor, "cue card")
        floor.session.key("2")
        check(floor, "teleprompter")
        floor.session.key("Escape")
        floor.window.find("button", "I Left It…")

    with tap.subtest("what was left on the phone", floor.seen):
        steps.press(floor, "I Left It…")
        floor.window.find("button", "Log")
        check(floor, "left")
        floor.session.key("Escape")
        floor.window.wait_gone("button", "Log")

    with tap.subtest("while it is recorded, and after", floor.seen):
        said = floor.sound.voice("Hi Patrick, this is Marisol. Call me.", floor.file("said.wav"))
        steps.record(floor, said, while_speaking=lambda: check(floor, "recording"))
        floor.window.find("button", "Play")
        check(floor, "take")
        steps.tab_into(floor, "switch", "Practice", limit=120)
        floor.session.key("space")
        steps.press(floor, "Use This Take")
        floor.window.wait_words("practice never leaves")
        check(floor, "send")

    with tap.subtest("in the preferences", floor.seen):
        steps.leave_dialogs(floor)
        floor.session.key("ctrl+comma")
        floor.window.find("page tab", "Voicemail").click()
        floor.window.find("button", "Write a script")
        check(floor, "Preferences, Voicemail")
        floor.window.find("page tab", "Transcripts").click()
        check(floor, "Preferences, Transcripts")
        steps.leave_dialogs(floor)
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
