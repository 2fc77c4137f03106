#!/usr/bin/env python3
# test_looks.py narrow|dark|contrast|large|rtl: the window in every look: it opens,
# fits, and the main pages are reached without a complaint.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.look import Look
from driver.wait import wait_for
from floor import Floor
from tap import Tap

LOOKS = {
    "narrow": Look(),
    "dark": Look(dark=True),
    "contrast": Look(high_contrast=True),
    "large": Look(text_scale=1.5),
    "rtl": Look(right_to_left=True),
}
NARROW = (360, 640)

tap = Tap()
kind = sys.argv[1]


def outside(floor):
    """What can be used and stands outside the window, or is cut off at its sides."""
    left, _, width, _ = floor.window.find("window").box
    return [f"{node.role} {node.name!r} {node.box}" for node in
            floor.window.find_all(("button", "entry", "text", "toggle button"), having=lambda n: n.name)
            if node.box[2] > 0 and (node.box[0] < left - 2 or node.box[0] + node.box[2] > left + width + 2)]


def fits(floor):
    wait_for(lambda: f"everything to stand in the window, not {outside(floor)}", lambda: not outside(floor))


with Floor(look=LOOKS[kind]) as floor:
    with tap.subtest("the window opens and is drawn", floor.seen):
        floor.start("--sample")
        floor.window.find("button", re.compile("Record Voicemail|Add Customer"))
        colours = floor.session.colours()
        assert colours > 100, f"{colours} colours"

    if kind in ("narrow", "large"):
        # Larger text may take its share more.
        wanted = round(NARROW[0] * LOOKS[kind].text_scale)
        with tap.subtest(f"it fits into {wanted} pixels", floor.seen):
            size = floor.session.resize(floor.program, floor.window.find("window"), wanted, NARROW[1])
            assert size[0] <= wanted, f"the window stays {size[0]} pixels wide"

    with tap.subtest("a customer is opened by keyboard", floor.seen):
        steps.search(floor, "Harold")
        floor.window.find("row", re.compile("^Harold Nystrom"))
        floor.session.key("Return")
        floor.window.find("button", "Record Voicemail")
        floor.window.wait_words("Harold Nystrom")

    with tap.subtest("nothing stands outside the window", floor.seen):
        fits(floor)

    with tap.subtest("the composer opens in it, and R records", floor.seen):
        steps.open_composer(floor)
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)
        floor.session.key("r")
        floor.window.wait_words("Speak on")
        floor.session.key("r")
        floor.window.find("row", re.compile("^Take 1"))
        floor.session.picture("composer")
        floor.session.key("Escape")
        floor.window.wait_gone(None, re.compile("^Recording desk"))

    with tap.subtest("an email is written in it", floor.seen):
        floor.session.key("ctrl+e")
        dialog = floor.window.find(("dialog",), re.compile("^Write to"))
        dialog.find("entry", "Subject").write("The grey van")
        dialog.find(("text", "entry"), "Message").write("It is here, and I kept the keys for you.")
        wait_for("the way to be free", lambda: dialog.find_all(
            "button", re.compile("^Send to"), having=lambda node: node.sensitive))
        fits(floor)
        floor.session.picture("email")
        dialog.find("toggle button", re.compile("^Send Later")).click()
        floor.window.find("row", re.compile("^In an hour"))
        fits(floor)
        floor.session.picture("send-later")
        floor.session.key("Escape")
        floor.window.wait_gone("row", re.compile("^In an hour"))
        floor.session.key("Escape")
        steps.press(floor, "Discard")
        floor.window.wait_gone(("dialog",), re.compile("^Write to"))

    with tap.subtest("the outbox opens in it", floor.seen):
        floor.session.key("ctrl+o")
        outbox = floor.window.find(("dialog",), "Outbox")
        outbox.find("button", "Send Again")
        fits(floor)
        floor.session.picture("outbox")
        steps.leave_dialogs(floor)

    if kind == "narrow":
        with tap.subtest("one goes back to the customers", floor.seen):
            floor.session.key("alt+Left")
            floor.window.find("list", "Customers")

    with tap.subtest("it ends in order, without complaints", floor.seen):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
