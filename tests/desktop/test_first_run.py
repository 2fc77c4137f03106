#!/usr/bin/env python3
# test_first_run.py: naming the showroom, and what a private mailbox is told.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from floor import Floor
from tap import Tap

tap = Tap()

with Floor() as floor:
    with tap.subtest("A-1: a consumer domain is not taken for the showroom's", floor.seen):
        floor.start()
        steps.press(floor, "Set Up the Showroom")
        steps.fill(floor, "Name of the showroom", "Lakeside Motors")
        steps.fill(floor, re.compile("^Mail domains"), "gmail.com")
        steps.press(floor, "Next")
        floor.window.find("alert", re.compile(r"gmail\.com.*A-1", re.S))
        assert not floor.window.find_all("entry", "Your name"), "the page went on all the same"

    with tap.subtest("A-1: one's own address has to be at a domain of the showroom", floor.seen):
        steps.fill(floor, re.compile("^Mail domains"), "lakeside.example, dealer.test")
        steps.press(floor, "Next")
        steps.fill(floor, "Your name", "Anna Berg")
        steps.fill(floor, "Your company email address", "anna@elsewhere.example")
        steps.fill(floor, "Your direct line", "555-555-0142")
        steps.press(floor, "Open the Showroom")
        floor.window.find("alert", re.compile("elsewhere.example.*A-1", re.S))

    with tap.subtest("the showroom opens once everything is right", floor.seen):
        steps.fill(floor, "Your company email address", "anna@dealer.test")
        steps.press(floor, "Open the Showroom")
        floor.window.find("button", "Add Customer")
        floor.window.wait_words("Lakeside Motors")
        floor.window.wait_words("no company account is set up")

    with tap.subtest("A-1: a private mailbox is refused with the rule and whom to ask, whatever its server says",
                     floor.seen):
        floor.session.key("ctrl+comma")
        steps.press(floor, "Add a company account")
        steps.fill(floor, "Address", "anna.berg@gmail.com")
        steps.fill(floor, "Password", "secret")
        steps.press(floor, "Test and Add")
        floor.window.find("alert", re.compile(r"gmail\.com.*A-1.*\bask\b", re.S))

    with tap.subtest("A-2: a domain that only contains the showroom's is refused", floor.seen):
        steps.fill(floor, "Address", "anna@dealer.test.example.org")
        steps.press(floor, "Test and Add")
        floor.window.find("alert", re.compile(r"dealer\.test\.example\.org|example\.org"))
        floor.session.picture("refused")

    with tap.subtest("after a restart the showroom is open at once", floor.seen):
        floor.program.kill()
        floor.start()
        floor.window.find("button", "Add Customer")
        assert floor.window.says("Lakeside Motors")
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
