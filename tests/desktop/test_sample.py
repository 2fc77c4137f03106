#!/usr/bin/env python3
# test_sample.py: looking around the sample showroom.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.sound import samples
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()


def rows(floor):
    return [row.name for row in floor.window.find("list", "Customers").find_all("row")]


with Floor() as floor:
    with tap.subtest("the sample is marked as sample in the window", floor.seen):
        floor.start("--sample")
        floor.window.find("button", "Record Voicemail")
        floor.window.wait_words(re.compile("^Sample showroom"))
        floor.session.picture("sample")

    with tap.subtest("who waits longest stands first", floor.seen):
        waits = [re.search(r"Waits for (\d+) (days?|h)", row) for row in rows(floor)]
        hours = [int(w[1]) * (24 if w[2].startswith("day") else 1) for w in waits if w]
        assert len(hours) > 2 and hours == sorted(hours, reverse=True), rows(floor)

    for what, words, name in (("a name", "imani", "Imani Clarke"), ("a number", "555-0128", "Harold Nystrom"),
                              ("an address", "hnystrom@", "Harold Nystrom"),
                              ("a word of a note", "doctor", "Harold Nystrom")):
        with tap.subtest(f"search finds a customer by {what}", floor.seen):
            steps.search(floor, words)
            wait_for(f"{name} alone", lambda: rows(floor) and rows(floor)[0].startswith(name)
                     and len(rows(floor)) < 5)

    with tap.subtest("what is not there is said in words", floor.seen):
        steps.search(floor, "zzqqx")
        floor.window.find("label", "Nothing Found")
        steps.search(floor, "a")

    with tap.subtest("Return right after typing opens who was typed, not who stood first before", floor.seen):
        for name in ("Patrick Mulroney", "Grace Kimball", "Wei-Ling Cho"):
            floor.session.key("ctrl+f", "ctrl+a")
            floor.session.type(name.split()[0])
            floor.session.key("Return")
            floor.window.find("grouping", name)
            steps.timeline(floor)

    with tap.subtest("a timeline shows every kind of entry with time, author and state", floor.seen):
        steps.open_customer(floor, "Harold Nystrom")
        found = [row.name for row in steps.timeline(floor).find_all("row")]
        assert any(re.match("Note, Priya Raman, .*at ..:..", row) for row in found), found
        steps.timeline(floor).wait_words("Accepted by the mail server")

    with tap.subtest("a voicemail plays in place", floor.seen):
        steps.open_customer(floor, "Patrick Mulroney")
        play = steps.scroll_up_to(floor, "button", "Play")
        ear = floor.sound.listen(floor.file("heard.wav"))
        play.click()
        wait_for("the loudspeaker to play", lambda: floor.sound.players() > 0)
        floor.session.picture("voicemail-plays")
        steps.timeline(floor).find("button", "Pause").click()
        wait_for("it to pause", lambda: steps.timeline(floor).find_all("button", "Play"))
        loudest = max(abs(x) for x in samples(floor.session, ear.stop()))
        assert loudest > 1000, f"nothing was heard: {loudest}"

    with tap.subtest("Ringback ends in order, without complaints", floor.seen):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
