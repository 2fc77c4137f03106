#!/usr/bin/env python3
# test_names.py [text]: whoever cannot see the windows hears what each of their controls is.
#
# The sample showroom has a mailbox and no texting number: what is written to a phone is looked at beside a
# texting provider (tests/peers/with-twilio), with the word "text".
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import sys

import reviewing
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


def look_at_later(floor):
    """The times at which a message can leave; the dialog that it is written in stays."""
    floor.window.find("toggle button", re.compile("^Send Later")).click()
    floor.window.find("row", re.compile("^Another time"))
    check(floor, "send later")
    row = floor.window.find("row", re.compile("^Another time"))
    for _ in range(10):
        if any(part.focused for part in row.walk()):
            break
        floor.session.key("Down")
    floor.session.key("Return")
    floor.window.find("spin button", "Hour")
    check(floor, "another time")
    floor.session.key("Escape")
    floor.window.wait_gone("spin button", "Hour")


def text():
    """What is written to a phone, and the ways on from what keeps it."""
    env = os.environ
    with Floor(microphone=None, size=(1280, 1000)) as floor:
        with tap.subtest("a showroom with a texting number", floor.seen):
            floor.start()
            steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test",
                                 "(312) 555-0142")
            floor.session.key("ctrl+comma")
            steps.press(floor, "Add a company account")
            steps.choose_from(floor, re.compile("^Kind"), re.compile("^Texting number"))
            steps.fill(floor, "Number", env["RBK_TEST_TWILIO_LINE"])
            steps.fill(floor, "Account SID", env["RBK_TEST_TWILIO_ACCOUNT"])
            steps.fill(floor, "Auth token", env["RBK_TEST_TWILIO_TOKEN"])
            steps.fill_server(floor, env["RBK_TEST_TWILIO_URL"])
            check(floor, "texting account")
            steps.press(floor, "Test and Add")
            floor.window.wait_gone("button", "Test and Add", timeout=40)
            floor.window.find("button", re.compile("^Remove "))
            steps.leave_dialogs(floor)
            steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
            steps.press(floor, "Edit")
            floor.window.find("button", "Save")
            steps.press(floor, "Add a phone number")
            steps.fill(floor, "Phone number", "(312) 555-0163")
            steps.press(floor, "Save")
            floor.window.wait_gone("button", "Save")

        with tap.subtest("a text", floor.seen):
            floor.session.key("ctrl+t")
            dialog = floor.window.find(("dialog",), re.compile("^Write to"))
            dialog.find(("text", "entry"), "Message").write("Hi Maria, the wagon is here.")
            floor.window.wait_words(re.compile("K-40"))
            check(floor, "text")

        with tap.subtest("from what is missing there is a way to the preferences, and back", floor.seen):
            dialog.find("button", "Preferences").click()
            floor.window.find(("dialog",), "Preferences")
            floor.session.key("Escape")
            floor.window.wait_gone(("dialog",), "Preferences")
            floor.session.key("ctrl+e")
            dialog.find("button", "Set One Up").click()
            floor.window.find(("dialog",), "Preferences")
            floor.session.key("Escape")
            floor.window.wait_gone(("dialog",), "Preferences")
            floor.session.key("ctrl+t", "Escape")
            steps.press(floor, "Discard")
            floor.window.wait_gone(("dialog",), re.compile("^Write to"))
            assert not floor.complaints(), floor.complaints()


if sys.argv[1:] == ["text"]:
    text()
    sys.exit(tap.done())

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
        floor.window.find("button", re.compile("^Remove sales@"))
        check(floor, "Preferences, Accounts")
        floor.window.find("page tab", "Policy").click()
        floor.window.find("entry", "Postal address")
        check(floor, "Preferences, Policy")
        floor.window.find("page tab", "Voicemail").click()
        floor.window.find("button", "Write a script")
        check(floor, "Preferences, Voicemail")
        floor.window.find("page tab", "Transcripts").click()
        check(floor, "Preferences, Transcripts")
        steps.leave_dialogs(floor)

    with tap.subtest("what is written, and when it leaves", floor.seen):
        floor.session.key("ctrl+t")
        floor.window.find("button", "Set One Up")
        check(floor, "no texting number")
        floor.session.key("ctrl+e")
        dialog = floor.window.find(("dialog",), re.compile("^Write to"))
        dialog.find("entry", "Subject").write("The Outback")
        dialog.find(("text", "entry"), "Message").write("It is here, and I kept the keys for you.")
        wait_for("the way to be free", lambda: dialog.find_all(
            "button", re.compile("^Send to"), having=lambda node: node.sensitive))
        check(floor, "email")
        look_at_later(floor)
        floor.session.key("Escape")
        floor.window.find("button", "Discard")
        check(floor, "discard")
        steps.press(floor, "Discard")
        floor.window.wait_gone(("dialog",), re.compile("^Write to"))

    with tap.subtest("the outbox", floor.seen):
        floor.session.key("ctrl+o")
        floor.window.find(("dialog",), "Outbox").find("button", "Send Again")
        check(floor, "outbox")
        steps.leave_dialogs(floor)

    with tap.subtest("what was said of one’s own voicemails, and what can be said back", floor.seen):
        floor.session.key("ctrl+j")
        dialog = floor.window.find("dialog", "Reviews")
        dialog.find("row", re.compile("^Marisol Vega to Lena Fischer.*New review$"))
        check(floor, "one’s own reviews")
        reviewing.open_first(floor, re.compile("^Marisol Vega to Lena Fischer"))
        dialog.find("button", "Record Again")
        check(floor, "a review to answer")
        steps.leave_dialogs(floor)

    with tap.subtest("the queue of who reviews, and judging", floor.seen):
        steps.act_as(floor, "Ellen Kowalski")
        floor.session.key("ctrl+j")
        dialog = floor.window.find("dialog", "Reviews")
        dialog.find("button", "Report")
        check(floor, "the queue of reviews")
        reviewing.open_first(floor, re.compile("^Dana Whitfield to Josh Tindall"))
        reviewing.wait_judging(floor)
        check(floor, "judging")
        floor.session.key("c")
        dialog.find("entry", re.compile("^Comment at 0:0"))
        check(floor, "a comment")
        floor.session.key("Escape")

    with tap.subtest("what goes into the library", floor.seen):
        dialog.find("button", "Put in the library").click()
        floor.window.find("entry", "What it shows")
        check(floor, "put in the library")
        floor.session.key("Escape")
        floor.window.wait_gone("entry", "What it shows")
        steps.leave_dialogs(floor)

    with tap.subtest("the report of reviews: its pictures are told in words, its table is one", floor.seen):
        floor.session.key("ctrl+j")
        dialog = floor.window.find("dialog", "Reviews")
        dialog.find("button", "Report").click()
        wait_for("the numbers", lambda: dialog.find("button", "Export…").sensitive)
        check(floor, "report")
        for chart in ("Mean total by week", "Share of callers nobody could recognise by week"):
            dialog.find(None, re.compile(f"^{chart}, .*: \\d"))
        table = dialog.find(None, "By Person and Week", having=lambda node: "table" in node.role)
        for words in ("Person", "Week of", "Reviewed", "Tyler Brandt", "52"):
            assert table.says(words), (words, table.words())
        steps.leave_dialogs(floor)

    with tap.subtest("what voicemails are scored by", floor.seen):
        floor.session.key("ctrl+comma")
        floor.window.find("page tab", "Review").click()
        steps.tab_to(floor, "row", re.compile("^Identity early and clear"))
        floor.session.key("Return")
        floor.window.find("entry", "What is worth 3")
        check(floor, "rubric")
        steps.leave_dialogs(floor)

    with tap.subtest("the library while one records", floor.seen):
        steps.open_composer(floor)
        steps.tab_into(floor, ("button", "toggle button"), "Worth hearing", limit=120)
        floor.session.key("Return")
        library = floor.window.find("list", "Worth Hearing")
        library.find("row", re.compile("^The direct line, said twice"))
        check(floor, "library")
        floor.session.key("Escape")
        steps.leave_dialogs(floor)

    with tap.subtest("a person and their photo", floor.seen):
        floor.session.key("ctrl+comma")
        floor.window.find("page tab", "People").click()
        steps.tab_to(floor, "row", re.compile("^Ellen Kowalski"), limit=80)
        floor.session.key("Return")
        floor.window.find("button", "Choose a Photo…")
        check(floor, "person")
        steps.leave_dialogs(floor)
        steps.act_as(floor, "Marisol Vega")

    with tap.subtest("what a customer agreed to, and does not want any more", floor.seen):
        for name, button in (("They Agreed…", "Note It"), ("They Asked Us to Stop…", "Stop")):
            steps.tab_to(floor, "button", name, limit=120)
            floor.session.key("Return")
            floor.window.find("button", button)
            check(floor, name)
            floor.session.key("Escape")
            floor.window.wait_gone("button", button)

    with tap.subtest("a dialog goes by its Close button, pressed by a screen reader", floor.seen):
        for key, name in (("ctrl+o", "Outbox"), ("ctrl+comma", "Preferences"), ("ctrl+e", "Write to Patrick Mulroney")):
            floor.session.key(key)
            floor.window.find(("dialog",), name).find("button", "Close").click()
            floor.window.wait_gone(("dialog",), name)
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
