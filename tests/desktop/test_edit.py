#!/usr/bin/env python3
# test_edit.py: a take is cut, trimmed and mended by keyboard alone, and the
# loudspeaker plays what was made of it.
#
# A hiss runs under all that is said, so that the first sample that is not zero
# is the beginning of the take, and what is heard can be cut like the take was.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import array
import os
import random
import re
import sys
import wave

import steps
from driver.sound import RATE, likeness, samples
from driver.wait import wait_for
from floor import Floor
from tap import Tap

WORDS = ("Hi Maria, this is Anna at Lakeside Motors. Your wagon is here, and I kept both of the keys for you. "
         "Please call me back on Thursday morning, or send a text to this number whenever you like.")
OTHER = "No, it was sold on Monday, I am sorry."
# The same speech heard again is about 0.99, other speech below 0.7.
SAME = 0.9
FROM, TO = 6, 9
SILENT = 8

tap = Tap()


def write(path, values, rate=RATE):
    with wave.open(os.fspath(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array("h", values).tobytes())
    return path


def with_hiss(floor, path, before, after):
    """What is said, and a hiss under it from long before until long after."""
    noise = random.Random(4)
    said = samples(floor.session, path)
    values = [0] * (before * RATE) + list(said) + [0] * (after * RATE)
    return write(floor.file("hissing.wav"),
                 [max(-32768, min(32767, value + noise.randint(-150, 150))) for value in values])


def from_first_sound(floor, path):
    """What was heard, from the first sample of the take on."""
    heard = samples(floor.session, path)
    first = next(i for i, value in enumerate(heard) if abs(value) > SILENT)
    last = next(i for i in range(len(heard) - 1, -1, -1) if abs(heard[i]) > SILENT)
    return heard[first:last + 1]


def depth(values):
    """How much of it lies below what a telephone carries, some 170 Hz."""
    size = RATE // 400
    low = [sum(values[i:i + size]) / size for i in range(0, len(values) - size, size)]
    return sum(value * value for value in low) * size / max(sum(value * value for value in values), 1)


def row(floor, number):
    return floor.window.find("row", re.compile(rf"^Take {number}\b"))


def length(floor, number):
    minutes, seconds = re.search(r"(\d+):(\d\d)", row(floor, number).name).groups()
    return int(minutes) * 60 + int(seconds)


def is_edited(floor, number):
    return "edited" in row(floor, number).words()


def press(floor, *keys):
    floor.session.key(*keys)


def rewind(floor):
    press(floor, *["Left"] * 20)


def select(floor, start, end):
    """By the keys alone, from wherever one is."""
    rewind(floor)
    press(floor, *["Right"] * start, "i", *["Right"] * (end - start), "o")
    floor.window.wait_words(f"Selected: 0:{start:02d}.0 to 0:{end:02d}.0")


def play_all(floor, name):
    rewind(floor)
    return from_first_sound(floor, steps.listen(floor, floor.file(name)))


def is_like(floor, wanted, heard):
    return likeness(floor.session, write(floor.file("wanted.wav"), wanted), write(floor.file("heard.wav"), heard))


def around(floor, before, after):
    """How much what is heard is like the take, up to the passage and after it. An edge is moved to the
    quietest place close by, so the two are compared each for itself."""
    rest = len(before) - TO * RATE
    return (is_like(floor, before[:FROM * RATE], after[:FROM * RATE + RATE // 10]),
            is_like(floor, before[TO * RATE:], after[-rest - RATE // 10:]))


def wait_edited(floor, number, edited, seconds):
    wait_for(lambda: f"take {number} with {seconds} s, edited: {edited}; it is {row(floor, number).words()}",
             lambda: is_edited(floor, number) == edited and abs(length(floor, number) - seconds) <= 1)


with Floor() as floor:
    # It hisses before the first sample and after the last.
    said = with_hiss(floor, floor.sound.voice(WORDS, floor.file("said.wav")), 3, 20)
    other = floor.sound.voice(OTHER, floor.file("other.wav"))
    before = []
    whole = 0

    with tap.subtest("a take is recorded", floor.seen):
        floor.start()
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.open_composer(floor)
        wait_for("the button to record", lambda: floor.window.find("button", "Record").sensitive)
        voice = floor.sound.start_speaking(said)
        press(floor, "r")
        floor.window.wait_words("Speak on")
        wait_for("fourteen seconds", lambda: steps.clock(floor) >= 14)
        press(floor, "r")
        floor.window.find("row", re.compile("^Take 1"))
        floor.session.stop(voice)
        whole = length(floor, 1)
        # All else is compared with this, so it has to be whole: a busy machine may stutter.
        for _ in range(3):
            before = play_all(floor, "before.wav")
            alike = is_like(floor, before, samples(floor.session, said))
            tap.note(f"what is heard of the take is like what was said: {alike:.3f}")
            if alike > SAME:
                break
        assert alike > SAME, f"the take is not what was said: {alike:.2f}"
        assert abs(len(before) / RATE - whole) <= 1, f"{len(before) / RATE} s were heard of {whole}"

    with tap.subtest("what cannot be cut is said in a sentence", floor.seen):
        press(floor, "x")
        floor.window.wait_words("Select a part of the message first.")

    with tap.subtest("a selected passage is cut, and the loudspeaker plays the message without it", floor.seen):
        select(floor, FROM, TO)
        floor.session.picture("selected")
        press(floor, "x")
        wait_edited(floor, 1, True, whole - (TO - FROM))
        floor.session.picture("cut")
        after = play_all(floor, "after.wav")
        wanted = len(before) - (TO - FROM) * RATE
        head, tail = around(floor, before, after)
        uncut = is_like(floor, before[:wanted], after)
        tap.note(f"before the cut {head:.3f}, after it {tail:.3f}; like the uncut take: {uncut:.3f}")
        assert min(head, tail) > SAME > uncut, "the passage was not cut"
        assert abs(len(after) - wanted) < RATE // 4, f"{len(after)} samples instead of {wanted}"

    with tap.subtest("undo brings the passage back, redo cuts it again", floor.seen):
        press(floor, "ctrl+z")
        wait_edited(floor, 1, False, whole)
        alike = is_like(floor, before, play_all(floor, "undone.wav"))
        assert alike > SAME, f"what is heard is not the whole take: {alike:.2f}"
        press(floor, "ctrl+shift+z")
        wait_edited(floor, 1, True, whole - (TO - FROM))
        press(floor, "ctrl+z")
        wait_edited(floor, 1, False, whole)

    with tap.subtest("the ends are trimmed", floor.seen):
        select(floor, FROM - 3, TO + 2)
        press(floor, "k")
        wait_edited(floor, 1, True, TO - FROM + 5)
        trimmed = play_all(floor, "trimmed.wav")
        press(floor, "ctrl+z")
        wait_edited(floor, 1, False, whole)
        alike = is_like(floor, before[(FROM - 3) * RATE:(TO + 2) * RATE], trimmed)
        tap.note(f"like what was selected: {alike:.3f}")
        assert alike > SAME, f"what is heard is not what was selected: {alike:.2f}"

    with tap.subtest("the phone ear takes away what a telephone does not carry", floor.seen):
        press(floor, "p")
        wait_for("the phone ear", lambda: floor.window.find("toggle button", "Phone").checked)
        phone = play_all(floor, "phone.wav")
        press(floor, "p")
        wait_for("the plain ear", lambda: not floor.window.find("toggle button", "Phone").checked)
        alike = is_like(floor, before, phone)
        tap.note(f"below 170 Hz: {depth(before):.3f}, on the phone {depth(phone):.3f}, likeness {alike:.3f}")
        assert depth(phone) < depth(before) / 2, "it sounds as deep as without the telephone"
        assert alike > 0.8, f"it is not the same speech: {alike:.2f}"

    with tap.subtest("a passage is spoken again, and heard where it belongs", floor.seen):
        select(floor, FROM, TO)
        # It says so for two seconds only: one looks nowhere else.
        bar = floor.window.find("tool bar", "Edit the take")
        press(floor, "shift+r")
        bar.wait_words("Listen. At 0:06.0 you speak")
        bar.wait_words("Speak now, in place of 0:06.0 to 0:09.0")
        floor.session.picture("speaking-again")
        floor.sound.speak(other)
        press(floor, "r")
        wait_for("the passage to be put in", lambda: is_edited(floor, 1))
        assert not floor.window.find_all("row", re.compile("^Take 2")), "the mended passage is a take of its own"
        mended = play_all(floor, "mended.wav")
        alike = likeness(floor.session, other, write(floor.file("mended-plain.wav"), mended))
        head, tail = around(floor, before, mended)
        tap.note(f"the new words: {alike:.3f}, what comes before: {head:.3f}, what follows: {tail:.3f}")
        assert min(alike, head, tail) > SAME, "it was not spliced in between what was there"
        whole = length(floor, 1)

    with tap.subtest("Escape leaves the message as it was, and keeps what was said as a take", floor.seen):
        select(floor, 1, 3)
        press(floor, "shift+r")
        floor.window.wait_words("Speak now")
        # The clock shows how long the message becomes.
        wait_for("a second", lambda: steps.clock(floor) >= whole - 2 + 1)
        press(floor, "Escape")
        floor.window.find("row", re.compile("^Take 2"))
        floor.window.find("button", "Record")
        assert length(floor, 1) == whole and is_edited(floor, 1), "the message changed"
        assert row(floor, 1).find_all("radio button", having=lambda node: node.checked), "another take is chosen"

    with tap.subtest("kill -9 while a passage is spoken again: the old cut is there, and the extra take", floor.seen):
        select(floor, 1, 3)
        press(floor, "shift+r")
        floor.window.wait_words("Speak now")
        voice = floor.sound.start_speaking(other)
        wait_for("four seconds", lambda: steps.clock(floor) >= whole - 2 + 4)
        floor.program.kill()
        floor.session.stop(voice)
        floor.start()
        steps.open_customer(floor, "Maria Ortiz")
        steps.open_composer(floor)
        wait_for("the takes", lambda: floor.window.find_all("row", re.compile("^Take 3")))
        assert length(floor, 1) == whole and is_edited(floor, 1), "the old cut is not there"
        assert length(floor, 3) >= 2, f"{length(floor, 3)} s of the four are there"
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
