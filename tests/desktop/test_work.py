#!/usr/bin/env python3
# test_work.py: the small work of a day, with the keyboard alone: a customer, a
# note, a call, a change, and the way back to them.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from floor import Floor
from tap import Tap

tap = Tap()

with Floor(microphone=None) as floor:
    with tap.subtest("a customer is added", floor.seen):
        floor.start()
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")

    with tap.subtest("a note is written from the keyboard and stands on the timeline", floor.seen):
        steps.add_note(floor, "Wants the blue wagon by May")

    with tap.subtest("R-5: a call is claimed with its outcome", floor.seen):
        floor.session.key("ctrl+l")
        floor.window.find("button", "Log")
        steps.fill(floor, "Another number", "555 867 5309")
        steps.choose(floor, re.compile("voicemail left", re.I))
        steps.fill(floor, "Note", "Left word about the wagon")
        steps.press(floor, "Log")
        floor.window.wait_gone("button", "Log")
        row = steps.timeline(floor).find("row", re.compile("^Call"))
        assert re.search("voicemail", row.name, re.I), row.name

    with tap.subtest("the customer is changed, and the timeline says by whom and what", floor.seen):
        steps.press(floor, "Edit")
        floor.window.find("button", "Save")
        if not floor.window.find_all("entry", "Phone number"):
            steps.press(floor, "Add a phone number")
        steps.fill(floor, "Phone number", "555 867 5309")
        steps.press(floor, "Save")
        floor.window.wait_gone("button", "Save")
        floor.window.wait_words("(555) 867-5309")
        steps.timeline(floor).find("row", re.compile("^Details changed, Anna Berg"))

    with tap.subtest("a number that cannot be one is refused with words and nothing is lost", floor.seen):
        steps.press(floor, "Edit")
        floor.window.find("button", "Save")
        steps.fill(floor, "Phone number", "12")
        steps.press(floor, "Save")
        floor.window.find("alert", re.compile(r"12"))
        assert floor.window.find("entry", "Phone number").text == "12"
        steps.press(floor, "Cancel")
        floor.window.wait_gone("button", "Cancel")

    with tap.subtest("search finds the customer by a word of the note and by the number", floor.seen):
        for words in ("wagon", "867-5309"):
            steps.search(floor, words)
            floor.window.find("row", re.compile("^Maria Ortiz"))

    with tap.subtest("all of it is there after a restart", floor.seen):
        floor.program.kill()
        floor.start()
        steps.open_customer(floor, "Maria Ortiz")
        for words in ("Wants the blue wagon by May", "(555) 867-5309"):
            floor.window.wait_words(words)
        steps.timeline(floor).find("row", re.compile("^Call"))
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
