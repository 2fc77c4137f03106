#!/usr/bin/env python3
# look.py: pictures of the main pages in every look, for people to look at.
#
#   look.py --program PATH --out FOLDER [--part PART] [--locales FOLDER] [LOOK…]
#
# A look is a set of pictures of its own: light, dark, contrast, large and rtl are 1200 pixels wide;
# medium ones have 800, narrow ones 360. spanish ones find their words in --locales, where the program was
# installed with them. The parts are those that nobody speaks in (silent), the
# showroom's own scripts (scripts, in English only) and those with takes (sound).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import gettext
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import steps
from driver.look import Look
from driver.wait import wait_for
from floor import Floor

WIDE, MEDIUM, NARROW = (1200, 840), (800, 740), (360, 640)

LOOKS = {
    "light": (Look(), WIDE),
    "dark": (Look(dark=True), WIDE),
    "contrast": (Look(high_contrast=True), WIDE),
    "contrast-dark": (Look(high_contrast=True, dark=True), WIDE),
    "large": (Look(text_scale=1.5), WIDE),
    "rtl": (Look(right_to_left=True), WIDE),
    "spanish": (Look(language="es"), WIDE),
    "medium": (Look(), MEDIUM),
    "medium-spanish": (Look(language="es"), MEDIUM),
    "medium-large": (Look(text_scale=1.5), MEDIUM),
    "narrow": (Look(), NARROW),
    "narrow-dark": (Look(dark=True), NARROW),
    "narrow-contrast": (Look(high_contrast=True), NARROW),
    "narrow-rtl": (Look(right_to_left=True), NARROW),
    "narrow-spanish": (Look(language="es"), NARROW),
    "narrow-large": (Look(text_scale=1.5), (540, 800)),
}

SAID = ("Hi Patrick, this is Marisol Vega at Harbor Point Motors. You asked about the Outback, and I have the answer: "
        "yes, there is a green one, and it is here on the lot. Tell me which day suits you to see it. "
        "My direct line is three one two, five five five, zero one one one. Call or text me there. "
        "Again, that is three one two, five five five, zero one one one.")
AGAIN = "Hi Patrick, this is Marisol."


class Walk:
    """One look, page after page; found by what a control is called in its language."""

    def __init__(self, name, program, out, locales):
        self.name = name
        look, self.size = LOOKS[name]
        self.translation = gettext.translation("ringback", locales, [look.language]) if look.language \
            else gettext.NullTranslations()
        self.floor = Floor(look=look, program=program, out=out, size=(1280, 1000))

    def __enter__(self):
        self.floor.__enter__()
        return self

    def __exit__(self, *exception):
        self.floor.__exit__(*exception)

    def t(self, words):
        return self.translation.gettext(words).replace("_", "")

    def picture(self, page):
        self.floor.session.picture(f"{self.name}-{page}")

    def key(self, *keys):
        self.floor.session.key(*keys)

    def find(self, role, words, **options):
        return self.floor.window.find(role, self.t(words), **options)

    def focus(self, role, words):
        """The keyboard in a control, and the control in sight."""
        node = self.find(role, words)
        for _ in range(150):
            if any(part.focused for part in node.walk()):
                return node
            self.key("Tab")
        raise AssertionError(f"{node.name!r} is not reached with Tab")

    def click(self, role, words):
        self.find(role, words).click()

    def turn_to(self, words):
        """One of the three pages of a narrow composer."""
        if self.floor.window.find_all(("radio button", "toggle button", "page tab"), self.t(words)):
            self.click(("radio button", "toggle button", "page tab"), words)

    def start(self, env=None):
        self.floor.start("--sample", env=env)
        self.floor.window.find("button", re.compile(self.t("_Record Voicemail") + "|" + self.t("Add Customer")))
        self.floor.session.resize(self.floor.program, self.floor.window.find("window"), *self.size)

    def open_customer(self, name):
        self.key("ctrl+f")
        self.floor.session.settle()
        self.floor.session.type(name)
        self.floor.window.find("row", re.compile("^" + name))
        self.key("Return")
        self.find("button", "_Record Voicemail")

    def open_composer(self):
        self.key("ctrl+r")
        desk = self.find(None, "Recording desk. R records and stops, Space plays and pauses.")
        wait_for("the button to record", lambda: self.find("button", "Record").sensitive)
        return desk

    def choose_reason(self):
        self.turn_to("Plan")
        self.focus("combo box", "_Why you call")
        self.key("Return")
        self.floor.session.settle()
        self.key("Down", "Down", "Return")
        self.floor.session.settle()

    def leave(self):
        steps.leave_dialogs(self.floor)


def silent(walk):
    walk.start()
    walk.picture("customers")
    walk.open_customer("Patrick")
    walk.picture("timeline")
    walk.key("ctrl+l")
    walk.find("button", "_Log")
    walk.picture("log-a-call")
    walk.leave()
    walk.open_composer()
    walk.picture("composer")
    walk.choose_reason()
    walk.find("entry", "_Next step: one thing").write("Tell me which day suits you")
    walk.picture("plan")
    walk.focus(None, "What you are going to say")
    walk.picture("script")
    walk.focus("switch", "_Practice")
    walk.key("shift+Tab", "Return")
    walk.picture("acts")
    walk.click("button", "_Cue Card")
    walk.find(None, "Cue card. Space scrolls the script, R records.")
    walk.picture("cue-card")
    walk.key("3")
    walk.picture("cue-screening")
    walk.key("2", "space")
    walk.find("button", "Stop Scrolling")
    walk.picture("teleprompter")
    walk.key("space", "Escape")
    walk.focus("button", "I _Left It…")
    walk.key("Return")
    walk.find("button", "_Log")
    walk.picture("left")
    walk.leave()
    walk.key("ctrl+comma")
    walk.find("button", "Add a company account")
    walk.picture("preferences")
    walk.click("page tab", "Voicemail")
    walk.find("switch", "_Count down before recording")
    walk.picture("preferences-voicemail")
    walk.focus("switch", "_Count down before recording")
    walk.picture("preferences-voicemail-end")
    walk.click("page tab", "Transcripts")
    walk.floor.window.wait_gone("switch", walk.t("_Count down before recording"))
    walk.picture("preferences-transcripts")


def scripts(walk):
    """Only a manager writes them, or whoever is alone: not the person of the sample showroom."""
    walk.floor.start()
    steps.found_showroom(walk.floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
    walk.floor.session.resize(walk.floor.program, walk.floor.window.find("window"), *walk.size)
    walk.key("ctrl+comma")
    walk.find("button", "Add a company account")
    walk.click("page tab", "Voicemail")
    walk.focus("button", "Write a script")
    walk.picture("preferences-scripts")
    walk.click("button", "Write a script")
    walk.find("entry", "_Name of the script").write("The wagon is here")
    walk.focus("text", "What is said, with fields")
    walk.floor.session.type("Hi {first_name}, this is {my_name} at {showroom}. [It is about the {vehicle}:] {fact}.")
    walk.picture("script-dialog")
    walk.focus("switch", "Little is _known of them")
    walk.key("space")
    walk.picture("script-dialog-end")
    walk.click("button", "_Save")
    walk.find("button", "Delete: The wagon is here")
    walk.focus("row", "That come with Ringback")
    walk.key("Return", "Tab", "Tab")
    walk.picture("scripts")


def can(walk):
    """What the canned helper says, where the tests' own helper is known: a word every 300 ms."""
    if "RBK_CANNED_HELPER" not in os.environ:
        return None
    folder = walk.floor.data / "models"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(os.environ["RBK_MODEL"], folder / "model.bin")
    shutil.copy(os.environ["RBK_MODEL"] + ".json", folder / "model.bin.json")
    lines = [{"w": word, "t0": 300 * n, "t1": 300 * n + 300, "p": 0.3 if n == 4 else 0.95}
             for n, word in enumerate(SAID.split())]
    lines.append({"engine": "canned 1", "words": len(lines)})
    walk.floor.file("canned").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return {"RBK_TRANSCRIBER": os.environ["RBK_CANNED_HELPER"], "RBK_CANNED": str(walk.floor.file("canned"))}


def sound(walk):
    words = [walk.floor.sound.voice(AGAIN, walk.floor.file("again.wav")),
             walk.floor.sound.voice(SAID, walk.floor.file("said.wav"))]
    walk.start(can(walk))
    walk.open_customer("Patrick")
    walk.open_composer()
    walk.choose_reason()
    walk.find("entry", "What is new to _them").write("yes, there is a green one, and it is here on the lot")
    walk.find("entry", "_Next step: one thing").write("Tell me which day suits you to see it")
    walk.turn_to("Record")
    for take in (1, 2):
        walk.focus(None, "Recording desk. R records and stops, Space plays and pauses.")
        walk.key("r")
        wait_for("the microphone to be open", lambda: walk.floor.sound.recorders() > 0)
        walk.find("button", "Stop")
        voice = walk.floor.sound.start_speaking(words[take - 1])
        if take == 2:
            wait_for("three seconds", lambda: steps.clock(walk.floor) >= 3)
            walk.picture("recording")
        voice.wait()
        walk.key("r")
        walk.find("button", "Record")
        wait_for(f"take {take}", lambda: len(walk.floor.window.find_all("row", re.compile(rf"\b{take}\b"))) > 0)
    walk.picture("take")
    walk.key("Home", "Right", "Right", "i", "Right", "Right", "o")
    walk.picture("selected")
    walk.key("x")
    walk.picture("edited")
    walk.turn_to("Plan")
    walk.focus("switch", "_Practice")
    # Only so is there a send page without a mailbox.
    walk.key("space")
    walk.turn_to("Check")
    walk.floor.window.find(None, re.compile("canned 1" if "RBK_CANNED_HELPER" in os.environ else "."))
    walk.picture("hearing")
    walk.key("Tab", "Tab", "Tab", "Tab", "End")
    walk.picture("hearing-end")
    walk.click("button", "_Use This Take")
    walk.floor.window.wait_gone("button", walk.t("Record"))
    walk.picture("send")


PARTS = {"silent": silent, "scripts": scripts, "sound": sound}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    arguments.add_argument("--locales")
    arguments.add_argument("--part", choices=PARTS)
    arguments.add_argument("--one")
    arguments.add_argument("looks", nargs="*")
    given = arguments.parse_args()
    if given.one:
        with Walk(given.one, given.program, given.out, given.locales) as walk:
            try:
                PARTS[given.part](walk)
            except BaseException:
                print(walk.floor.seen())
                raise
        return 0
    failed = 0
    for name in given.looks or LOOKS:
        for part in [given.part] if given.part else PARTS:
            # One session a process.
            done = subprocess.run([sys.executable, "-B", __file__, "--program", os.path.abspath(given.program), "--out",
                                   str(given.out / name / part), "--locales", given.locales or "", "--part", part,
                                   "--one", name], check=False).returncode
            print(f"{name}, {part}: {'failed' if done else 'done'}, in {given.out / name / part}", flush=True)
            failed |= done
    return failed


if __name__ == "__main__":
    sys.exit(main())
