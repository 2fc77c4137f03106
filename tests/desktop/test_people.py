#!/usr/bin/env python3
# test_people.py: who acts at the window and what they may do, and what happens when somebody leaves.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()


def open_people(floor):
    """By the keyboard alone: the avatar above the customers, and the last line of its menu."""
    steps.tab_into(floor, ("button", "toggle button"), re.compile("^You act as"))
    floor.session.key("Return")
    floor.window.find("list", "You Act As")
    steps.tab_to(floor, "button", "People…")
    floor.session.key("Return")
    floor.window.find("button", "Add a person")


def add_person(floor, name, email, line):
    steps.press(floor, "Add a person")
    dialog = floor.window.find("dialog", "Add a Person")
    for title, words in (("Name", name), ("Company email address", email), ("Direct line", line)):
        dialog.find("entry", title).write(words)
    steps.press(floor, "Save")
    floor.window.wait_gone("dialog", "Add a Person")
    floor.window.find("row", name)


def press_row(floor, name):
    """A row that is a button offers no action of its own."""
    steps.tab_to(floor, "button", name)
    floor.session.key("Return")


def choose_receiver(floor, dialog, name, back=False):
    steps.tab_into(floor, "combo box", "To", back=back)
    floor.session.key("Return")
    row = dialog.find("row", name)
    for _ in range(10):
        if row.focused or any(part.focused for part in row.walk()):
            break
        floor.session.key("Down")
    floor.session.key("Return")
    dialog.wait_gone("row", name)


def tick(floor, dialog, name):
    """Down to the row, and Return."""
    rows = dialog.find("list", "Customers")
    for _ in range(40):
        if any(node.focused for node in rows.walk()):
            break
        floor.session.key("Tab")
    for _ in range(10):
        if rows.find("row", re.compile(f"^{name}, ")).focused:
            break
        floor.session.key("Down")
    floor.session.key("Return")


def open_person(floor, name):
    steps.tab_to(floor, "row", name, limit=60)
    floor.session.key("Return")
    return floor.window.find("dialog", name)


with Floor(microphone=None, out=os.environ.get("RBK_PICTURES")) as floor:
    with tap.subtest("the first person says what they are", floor.seen):
        floor.start()
        steps.press(floor, "Set Up the Showroom")
        steps.fill(floor, "Name of the showroom", "Lakeside Motors")
        steps.fill(floor, re.compile("^Mail domains"), "dealer.test")
        steps.press(floor, "Next")
        steps.fill(floor, "Your name", "Anna Berg")
        steps.fill(floor, "Your company email address", "anna@dealer.test")
        steps.fill(floor, "Your direct line", "555-555-0142")
        steps.choose_from(floor, re.compile("^Your role"), "Manager")
        floor.session.picture("first-run-role")
        steps.press(floor, "Open the Showroom")
        floor.window.find("button", "Add Customer")
        floor.window.find(("button", "toggle button"), "You act as Anna Berg · Manager")

    with tap.subtest("people are added, and what cannot be is said", floor.seen):
        open_people(floor)
        floor.session.picture("people-alone")
        steps.press(floor, "Add a person")
        dialog = floor.window.find("dialog", "Add a Person")
        dialog.find("entry", "Name").write("Ben Cole")
        dialog.find("entry", "Company email address").write("ben.cole@gmail.com")
        steps.press(floor, "Save")
        floor.window.find("alert", re.compile(r"gmail\.com.*A-1", re.S))
        floor.session.picture("person-refused")
        steps.press(floor, "Cancel")
        floor.window.wait_gone("dialog", "Add a Person")
        add_person(floor, "Ben Cole", "ben@dealer.test", "555-555-0143")
        add_person(floor, "Carla Diaz", "carla@dealer.test", "")
        floor.window.wait_words("Salesperson · (555) 555-0143 · ben@dealer.test")
        floor.session.picture("people")
        steps.leave_dialogs(floor)

    with tap.subtest("what somebody does is theirs, and the header says who", floor.seen):
        steps.act_as(floor, "Ben Cole")
        floor.session.picture("acting")
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.add_note(floor, "Wants the blue wagon by May")
        steps.timeline(floor).find("row", re.compile("^Note, Ben Cole"))
        steps.add_customer(floor, "Noor", "Haddad", "noor@example.com")
        floor.window.wait_words("Looked after by Ben Cole")

    with tap.subtest("a salesperson reads whom to ask, and changes nobody", floor.seen):
        floor.session.key("ctrl+comma")
        floor.window.find("page tab", "People").click()
        floor.window.wait_words("Only a manager changes who works here. Ask Anna Berg.")
        assert not floor.window.find("button", "Add a person").sensitive
        open_person(floor, "Anna Berg")
        floor.session.picture("not-theirs")
        assert not floor.window.find_all("button", "Save")
        assert not floor.window.find_all(None, re.compile("Longer Works Here"))
        steps.leave_dialogs(floor)

    with tap.subtest("A-5: the question says what happens, and their customers are listed at once", floor.seen):
        steps.act_as(floor, "Anna Berg")
        open_people(floor)
        open_person(floor, "Ben Cole")
        floor.session.picture("person")
        press_row(floor, re.compile("^No Longer Works Here"))
        question = floor.window.find("dialog", "Has Ben Cole Left?")
        for words in ("messages that wait are cancelled", "password leaves the keyring", "stays on the timelines",
                      "2 customers are theirs"):
            assert question.says(words), (words, question.words())
        floor.session.picture("question")
        steps.press(floor, "No Longer Here")
        dialog = floor.window.find("dialog", "Hand Over Customers")
        dialog.wait_words("2 of 2 customers")
        for name in ("Maria Ortiz", "Noor Haddad"):
            assert dialog.find("check box", name).checked
        floor.session.picture("hand-over")

    with tap.subtest("A-5: chosen ones are handed over together, and taken back together", floor.seen):
        choose_receiver(floor, dialog, "Carla Diaz")
        tick(floor, dialog, "Noor Haddad")
        dialog.wait_words("1 of 2 customers")
        steps.press(floor, "Choose All")
        dialog.wait_words("2 of 2 customers")
        steps.press(floor, "Hand Over")
        floor.window.wait_gone("dialog", "Hand Over Customers")
        floor.window.find("button", "Undo")
        floor.session.picture("handed-over")
        assert floor.window.says("2 customers handed over to Carla Diaz")
        steps.press(floor, "Undo")
        floor.window.wait_words("2 customers to hand over")
        steps.leave_dialogs(floor)

    with tap.subtest("A-5: a manager is told of them above the customers", floor.seen):
        floor.window.wait_words("2 customers of people who left")
        floor.session.picture("banner")
        steps.press(floor, re.compile("^Hand Over…"))
        dialog = floor.window.find("dialog", "Hand Over Customers")
        tick(floor, dialog, "Noor Haddad")
        steps.fill(floor, re.compile("^Reason"), "Carla knows wagons")
        choose_receiver(floor, dialog, "Carla Diaz", back=True)
        steps.press(floor, "Hand Over")
        floor.window.wait_gone("dialog", "Hand Over Customers")
        floor.window.wait_words("1 customer of somebody who left")
        steps.open_customer(floor, "Maria Ortiz")
        steps.timeline(floor).find("row", re.compile("^Assigned to Carla Diaz"))
        steps.timeline(floor).wait_words("Carla knows wagons")

    with tap.subtest("A-5: nobody can act as who left", floor.seen):
        steps.tab_into(floor, ("button", "toggle button"), re.compile("^You act as"))
        floor.session.key("Return")
        choice = floor.window.find("list", "You Act As")
        choice.find("row", "Carla Diaz · Salesperson")
        assert not choice.find_all("row", re.compile("^Ben Cole"))
        floor.session.picture("acting-menu")
        floor.session.key("Escape")

    with tap.subtest("who acts stays so after a restart, in 360 pixels", floor.seen):
        steps.act_as(floor, "Carla Diaz")
        floor.program.kill()
        floor.start()
        floor.window.find(("button", "toggle button"), "You act as Carla Diaz · Salesperson")
        floor.window.find("button", "Add Customer")
        # A salesperson hands nobody over, and is not told.
        assert not floor.window.says("who left")
        floor.session.resize(floor.program, floor.window.find("window"), 360, 640)
        floor.session.picture("narrow")
        steps.act_as(floor, "Anna Berg")
        floor.session.picture("narrow-banner")
        open_people(floor)
        floor.session.picture("narrow-people")
        open_person(floor, "Ben Cole")
        floor.session.picture("narrow-left")
        press_row(floor, re.compile("^Hand Over Customers"))
        floor.window.find("dialog", "Hand Over Customers").wait_words("1 of 1 customer")
        floor.session.picture("narrow-hand-over")
        steps.press(floor, "Cancel")
        floor.window.wait_gone("dialog", "Hand Over Customers")
        open_person(floor, "Ben Cole")
        press_row(floor, re.compile("^Works Here Again"))
        wait_for("nobody to be gone", lambda: not floor.window.says("No Longer Here"))
        steps.leave_dialogs(floor)
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0

    with tap.subtest("where nobody knows who sits there, Ringback asks", floor.seen):
        (floor.data / "acting.id").unlink()
        floor.start()
        floor.window.wait_words("Who Are You?")
        floor.session.picture("who")
        floor.window.find("row", "Ben Cole")
        floor.session.key("Tab", "Return")
        floor.window.find(("button", "toggle button"), re.compile("^You act as"))
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
