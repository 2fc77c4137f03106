#!/usr/bin/env python3
# test_scripts.py: the showroom's own scripts, by keyboard alone: written with fields,
# seen as a customer would hear them, changed, deleted and had back.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
NAME = "The wagon is here"


def words(floor):
    return floor.window.find("text", "What is said, with fields")


def save(floor):
    return floor.window.find("button", "Save")


def write(floor, text):
    """At the end of the script, whatever has the keyboard."""
    wait_for("the keyboard in the script", lambda: words(floor).focused)
    floor.session.key("ctrl+End")
    floor.session.type(text)


def put_in(floor, field):
    steps.tab_into(floor, "button", field)
    floor.session.key("Return")
    wait_for("the keyboard in the script", lambda: words(floor).focused)


def open_preferences(floor):
    floor.session.key("ctrl+comma")
    floor.window.find("page tab", "Voicemail").click()
    floor.window.find("button", "Write a script")


with Floor() as floor:
    with tap.subtest("a script is written with fields from buttons, and heard as a customer would", floor.seen):
        floor.start()
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
        steps.add_customer(floor, "Rosa", "Diaz", "rosa@example.com")
        open_preferences(floor)
        floor.window.wait_words("No scripts of your own yet")
        steps.tab_into(floor, "button", "Write a script")
        floor.session.key("Return")
        assert not save(floor).sensitive, "a script without a name can be saved"
        steps.tab_into(floor, "entry", "Name of the script")
        floor.session.type(NAME)
        assert not save(floor).sensitive, "a script without words can be saved"
        steps.tab_into(floor, "text", "What is said, with fields")
        write(floor, "Hi ")
        put_in(floor, "First name")
        wait_for("the field", lambda: words(floor).text == "Hi {first_name}")
        write(floor, ", this is {my_name}. The wagon is here. [It is the {vehicle}.]")
        floor.window.wait_words("Hi Maria, this is Anna Berg. The wagon is here. It is the blue wagon.")
        assert save(floor).sensitive

    with tap.subtest("M-4: what is not known of a customer is left out, and shown so", floor.seen):
        steps.tab_into(floor, "switch", "Little is known of them")
        floor.session.key("space")
        floor.window.wait_words("Hi Maria, this is Anna Berg. The wagon is here.")
        wait_for("the vehicle to go", lambda: not floor.window.says("It is the blue wagon."))
        floor.session.picture("script")

    for wrong, said in (("{}", "There is an empty field"), ("{salary}", "{salary} is no field"),
                        ("[a [b]", "Each [ needs its own ]")):
        with tap.subtest(f"M-4: {wrong} is refused, and it is said why", floor.seen):
            steps.tab_into(floor, "text", "What is said, with fields", back=True, limit=80)
            before = words(floor).text
            write(floor, wrong)
            floor.window.wait_words(said)
            assert not save(floor).sensitive
            floor.session.key(*["BackSpace"] * len(wrong))
            wait_for("the words as they were", lambda: words(floor).text == before)
            wait_for("the button", lambda: save(floor).sensitive)

    with tap.subtest("who leaves with words that were not saved is asked", floor.seen):
        floor.session.key("Escape")
        floor.window.find("button", "Discard")
        floor.session.key("Escape")
        floor.window.wait_gone("button", "Discard")
        steps.tab_into(floor, "button", "Save")
        floor.session.key("Return")
        floor.window.wait_gone("button", "Save")
        floor.window.find("row", NAME)
        floor.session.picture("scripts")

    with tap.subtest("it is changed", floor.seen):
        steps.tab_into(floor, "row", NAME)
        floor.session.key("Return")
        steps.tab_into(floor, "text", "What is said, with fields")
        write(floor, " Bye.")
        steps.tab_into(floor, "button", "Save")
        floor.session.key("Return")
        floor.window.wait_gone("button", "Save")
        floor.window.wait_words("It is the blue wagon. Bye.")

    with tap.subtest("it is deleted, and had back", floor.seen):
        steps.tab_into(floor, "button", f"Delete: {NAME}")
        floor.session.key("Return")
        floor.window.wait_gone("row", NAME)
        steps.press(floor, "Undo")
        floor.window.find("row", NAME)

    with tap.subtest("one that comes with Ringback is what a new one begins with", floor.seen):
        steps.tab_into(floor, "row", "That come with Ringback")
        floor.session.key("Return")
        steps.tab_into(floor, "button", "Copy: New in stock", limit=120)
        floor.session.key("Return")
        wait_for("its words", lambda: "{fact}" in words(floor).text)
        floor.session.key("Escape")
        floor.window.wait_gone("button", "Save")
        steps.leave_dialogs(floor)

    with tap.subtest("nothing complained", floor.seen):
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
