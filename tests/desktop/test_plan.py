#!/usr/bin/env python3
# test_plan.py: before the microphone, by keyboard alone: why, the script, the cue
# card, what was left on the phone, and practice, which never leaves.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()


def script(floor):
    return floor.window.find(None, "What you are going to say")


with Floor() as floor:
    with tap.subtest("V-2: who has no time for a plan can record", floor.seen):
        floor.start("--sample")
        floor.window.find("button", re.compile("Record Voicemail|Add Customer"))
        steps.open_customer(floor, "Patrick Mulroney")
        steps.open_composer(floor)
        floor.window.wait_words("No reason is chosen yet. You can record all the same")
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)

    with tap.subtest("V-2: a reason offered from the customer's vehicle brings its script", floor.seen):
        steps.choose_from(floor, re.compile("^Why you call"), re.compile("^An offer has changed: .*Outback"))
        wait_for("the script to name the fact", lambda: "the offer on the" in script(floor).text)
        words = script(floor).text
        assert "Patrick" in words and "Harbor Point Motors" in words, words
        assert "{" not in words and "[" not in words, words
        floor.window.wait_words(re.compile(r"\d+ words, about \d+ s; 20 to 30 s are best"))

    with tap.subtest("V-10: one next step, proposed, is said by the script", floor.seen):
        steps.tab_into(floor, "entry", re.compile("^Next step"))
        floor.session.type("Tell me if you want it")
        wait_for("the step in the script", lambda: "Tell me if you want it" in script(floor).text)

    with tap.subtest("the words can be one's own, and the script be had again", floor.seen):
        node = script(floor)
        for _ in range(20):
            if node.focused:
                break
            floor.session.key("Tab")
        floor.session.key("ctrl+End")
        floor.session.type(" Bye now.")
        wait_for("the words", lambda: node.text.endswith("Bye now."))
        assert floor.window.find_all("button", "Record"), "typing an r in the script recorded something"
        steps.tab_into(floor, "button", "Begin again with the script", back=True)
        floor.session.key("Return")
        wait_for("the script", lambda: "Bye now." not in script(floor).text)

    with tap.subtest("the cue card shows name, reason, number in groups, next step", floor.seen):
        steps.tab_into(floor, "combo box", re.compile("^Why you call"), back=True)
        floor.session.key("c")
        floor.window.find(None, re.compile("^Cue card"))
        for words in ("Patrick Mulroney", "An offer has changed", "312 · 555 · 0111", "Tell me if you want it"):
            floor.window.wait_words(words)
        floor.session.picture("cue-card")

    with tap.subtest("V-19: the line for phones that ask has a card of its own", floor.seen):
        floor.session.key("3")
        floor.window.wait_words(re.compile(r"^\d+ words\. Under 10 seconds, up to 20 words"))
        floor.window.wait_words(re.compile("^Marisol Vega from Harbor Point Motors, calling about"))

    with tap.subtest("the pace is changed with keys, and R records from the card", floor.seen):
        floor.session.key("plus")
        floor.window.wait_words("160 words/min")
        floor.session.key("2")
        said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))
        floor.session.key("r")
        wait_for("the microphone to be open", lambda: floor.sound.recorders() > 0)
        voice = floor.sound.start_speaking(said)
        wait_for("five seconds", lambda: steps.clock(floor) >= 5)
        floor.session.picture("teleprompter")
        floor.session.stop(voice)
        floor.session.key("r")
        floor.window.find("button", "Record")
        floor.session.key("Escape")
        floor.window.find("row", re.compile("^Take 1"))

    with tap.subtest("V-20: practice says why it cannot leave, wherever one would send it", floor.seen):
        steps.tab_into(floor, "switch", "Practice")
        floor.session.key("space")
        floor.window.wait_words("Practice is not left anywhere: turn it off first (V-20).")
        assert not floor.window.find("button", "I Left It…").sensitive
        steps.press(floor, "Use This Take")
        floor.window.wait_words("practice never leaves (rule V-20)")
        dialog = floor.window.find("dialog", re.compile("^Voicemail for"))
        assert not dialog.find("button", re.compile("^Send")).sensitive
        floor.session.key("Escape")
        floor.window.find("button", "I Left It…")
        steps.tab_into(floor, "switch", "Practice")
        floor.session.key("Return")
        wait_for("the button", lambda: floor.window.find("button", "I Left It…").sensitive)

    with tap.subtest("C-15: the school says what to do if nobody answers this customer", floor.seen):
        floor.window.wait_words(re.compile(r"^Unanswered call \d: "))

    with tap.subtest("K-20: what was spoken on the phone is logged as left, with the take", floor.seen):
        steps.tab_into(floor, "button", "I Left It…")
        floor.session.key("Return")
        floor.window.find("button", "Log")
        floor.window.wait_words("Rehearsed take")
        floor.session.picture("left")
        steps.tab_into(floor, "button", "Log")
        floor.session.key("Return")
        floor.window.wait_gone("dialog", re.compile("^Voicemail for"))
        floor.window.find("button", "Record Voicemail")
        steps.timeline(floor).wait_words(re.compile("oicemail"))

    with tap.subtest("the draft is closed by it", floor.seen):
        steps.open_composer(floor)
        floor.window.wait_words("No reason is chosen yet")
        assert not floor.window.find_all("row", re.compile("^Take 1")), "the take is still on the desk"
        steps.leave_dialogs(floor)

    with tap.subtest("a countdown that was wished for comes before the recording, and R ends it", floor.seen):
        floor.session.key("ctrl+comma")
        floor.window.find("page tab", "Voicemail").click()
        steps.tab_into(floor, "switch", "Count down before recording")
        floor.session.key("space")
        steps.leave_dialogs(floor)
        steps.open_composer(floor)
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)
        floor.window.wait_words("Nothing comes from this microphone")
        wait_for("the room to have been heard", lambda: floor.sound.recorders() == 0)
        # The room is listened to for a second, with the same microphone.
        floor.window.wait_words("Nothing comes from this microphone")
        wait_for("the room to be heard", lambda: floor.sound.recorders() == 0)
        # Ended in the first second, nothing was recorded yet.
        floor.session.key("r")
        floor.session.key("r")
        floor.window.find("button", "Record")
        assert floor.sound.recorders() == 0, "the microphone is open"
        assert not floor.window.find_all("row", re.compile("^Take 1")), "a take was recorded"
        floor.session.key("r")
        wait_for("a second", lambda: steps.clock(floor) >= 1)
        floor.session.key("r")
        floor.window.find("row", re.compile("^Take 1"))
        steps.leave_dialogs(floor)
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
