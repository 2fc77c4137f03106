#!/usr/bin/env python3
# look.py: pictures of the main pages in every look, for people to look at.
#
#   look.py --program PATH --out FOLDER [LOOK…]
#
# A look is a picture set of its own: light, dark, contrast, large, rtl, each wide;
# light and dark also 360 pixels wide (narrow, narrow-dark).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import pathlib
import re
import subprocess
import sys

import steps
from driver.look import Look
from floor import Floor

LOOKS = {
    "light": (Look(), None),
    "dark": (Look(dark=True), None),
    "contrast": (Look(high_contrast=True), None),
    "large": (Look(text_scale=1.5), None),
    "rtl": (Look(right_to_left=True), None),
    "narrow": (Look(), (360, 640)),
    "narrow-dark": (Look(dark=True), (360, 640)),
}


def take_pictures(name, program, out):
    look, size = LOOKS[name]
    with Floor(look=look, program=program, out=out) as floor:
        def picture(page):
            floor.session.picture(f"{name}-{page}")

        floor.start("--sample")
        floor.window.find("button", re.compile("Record Voicemail|Add Customer"))
        if size:
            floor.session.resize(floor.program, floor.window.find("window"), *size)
        picture("customers")
        steps.search(floor, "Patrick")
        floor.session.key("Return")
        floor.window.find("button", "Record Voicemail")
        picture("timeline")
        if not size:
            steps.scroll_up_to(floor, "button", "Play")
            picture("voicemail")
        floor.session.key("ctrl+l")
        floor.window.find("button", "Log")
        picture("log-a-call")
        floor.session.key("Escape")
        floor.window.wait_gone("button", "Log")
        steps.open_composer(floor)
        picture("composer")
        said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))
        steps.record(floor, said, while_speaking=lambda: picture("recording"))
        picture("take")
        steps.press(floor, "Use This Take")
        floor.window.wait_gone("button", "Record")
        picture("send")
        steps.leave_dialogs(floor)
        floor.session.key("ctrl+comma")
        floor.window.find("button", "Add a company mailbox")
        picture("preferences")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    arguments.add_argument("--one")
    arguments.add_argument("looks", nargs="*")
    given = arguments.parse_args()
    if given.one:
        return take_pictures(given.one, given.program, given.out)
    failed = 0
    for name in given.looks or LOOKS:
        # One session a process.
        done = subprocess.run([sys.executable, "-B", __file__, "--program", given.program, "--out",
                               str(given.out / name), "--one", name], check=False).returncode
        print(f"{name}: {'failed' if done else 'done'}, in {given.out / name}", flush=True)
        failed |= done
    return failed


if __name__ == "__main__":
    sys.exit(main())
