#!/usr/bin/env python3
# test_microphone.py: no microphone, one that comes, one that is pulled out, and
# the power going in the middle of a recording.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()


def take_seconds(floor, number):
    """How long a take is, as its row says."""
    row = floor.window.find("row", re.compile(rf"^Take {number}\b"))
    minutes, seconds = re.search(r"(\d+):(\d\d)", " ".join(row.words())).groups()
    return int(minutes) * 60 + int(seconds)


with Floor(microphone=False) as floor:
    said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))

    with tap.subtest("without a microphone it is said what to do", floor.seen):
        floor.start()
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.open_composer(floor)
        floor.window.wait_words("There is no microphone. Plug one in")
        floor.session.picture("no-microphone")

    with tap.subtest("how loud the room is, is said before anybody speaks", floor.seen):
        for level, words in ((-8, "The room is very noisy: words will be lost."), (-34, "The room is noisy: speak close"),
                             (-60, "The room is quiet.")):
            floor.sound.furnish()
            room = floor.sound.start_speaking(floor.sound.noise(floor.file("noise.wav"), level))
            wait_for("the noise", lambda: floor.sound.players() > 0)
            floor.sound.plug_microphone()
            floor.window.wait_words(words)
            floor.sound.unplug_microphone()
            floor.session.stop(room)
            floor.window.wait_words("There is no microphone. Plug one in")

    with tap.subtest("one that is plugged in can be used at once", floor.seen):
        floor.sound.plug_microphone()
        floor.window.wait_words("Nothing comes from this microphone. Is it switched off or muted?")
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)
        steps.record(floor, said)
        assert take_seconds(floor, 1) >= 10, "the take is too short"

    with tap.subtest("one that is pulled out ends the take, and nothing of it is lost", floor.seen):
        steps.composer(floor)
        floor.session.key("t")
        wait_for("the microphone to be open", lambda: floor.sound.recorders() > 0)
        voice = floor.sound.start_speaking(said)
        wait_for("four seconds", lambda: steps.clock(floor) >= 4)
        spoken = steps.clock(floor)
        floor.sound.unplug_microphone()
        floor.window.find("row", re.compile("^Take 2"))
        wait_for("the end of the take", lambda: take_seconds(floor, 2) >= spoken - 1)
        said_words = [text for text in floor.window.words() if "microphone" in text.lower()]
        tap.note(*said_words)
        assert any(re.search("gone|pulled|unplugged|lost|no microphone", text, re.I) for text in said_words), said_words
        floor.session.picture("unplugged")
        floor.session.stop(voice)

    with tap.subtest("the recording goes on with another microphone, in a new take", floor.seen):
        floor.sound.plug_microphone("Desk Stand")
        floor.window.wait_words("Go on with Desk Stand, in a new take?")
        steps.press(floor, "Go On")
        wait_for("the microphone to be open", lambda: floor.sound.recorders() > 0)
        voice = floor.sound.start_speaking(said)
        wait_for("four seconds", lambda: steps.clock(floor) >= 4)
        floor.session.stop(voice)
        steps.composer(floor)
        floor.session.key("r")
        floor.window.find("row", re.compile("^Take 3"))
        assert take_seconds(floor, 3) >= 3, "the new take is too short"
        assert take_seconds(floor, 2) >= spoken - 1, "the take before it changed"
        assert not floor.window.find_all("button", "Go On"), "it is still offered"

    with tap.subtest("V-1: kill -9 in the middle of a recording loses a second at most", floor.seen):
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)
        floor.session.key("t")
        wait_for("the microphone to be open", lambda: floor.sound.recorders() > 0)
        voice = floor.sound.start_speaking(said)
        wait_for("five seconds", lambda: steps.clock(floor) >= 5)
        recorded = steps.clock(floor)
        floor.program.kill()
        floor.session.stop(voice)
        floor.start()
        steps.open_customer(floor, "Maria Ortiz")
        steps.open_composer(floor)
        kept = take_seconds(floor, 4)
        tap.note(f"{recorded} s were on the clock when the power went, {kept} s are there again")
        assert kept >= recorded - 1, f"{recorded - kept} s were lost"
        assert take_seconds(floor, 1) >= 10 and take_seconds(floor, 2) >= 3 and take_seconds(floor, 3) >= 3, "the takes before it changed"
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
