#!/usr/bin/env python3
# test_keyring.py absent|locked|unreachable: without its key the ledger stays shut, with words, and the
# sample showroom can be opened all the same (rule A-6). Unreachable: the keyring is there and open, but no portal
# through which a sandboxed program could get at it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
state = sys.argv[1]

with Floor(keyring="unlocked" if state == "unreachable" else state, microphone=None,
           portals=state != "unreachable") as floor:
    with tap.subtest(f"A-6: a keyring that is {state} is named, and what to do", floor.seen):
        if state == "locked":
            # Nobody answers the keyring's question; the person closes it.
            floor.start_only()
            prompt = wait_for("the keyring's question", lambda: floor.session.run(
                "xdotool", "search", "--onlyvisible", "--class", "gcr-prompter", check=False).stdout.split())
            floor.session.run("xdotool", "windowfocus", "--sync", prompt[-1], check=False)
            floor.session.key("Escape")
        else:
            floor.start()
        floor.window.find("label", "The Showroom Could Not Be Opened", timeout=40)
        words = [text for text in floor.window.words() if "keyring" in text.lower()]
        tap.note(*words)
        assert words, "nothing is said of the keyring"
        assert state != "locked" or not any("has no keyring" in text for text in words), "it is there, and locked"
        floor.session.picture("no-keyring")
        assert not floor.data.exists() or not list(floor.data.glob("*.ledger")), "a ledger was made without a key"

    with tap.subtest("the sample showroom opens without a keyring", floor.seen):
        steps.press(floor, "Look Around the Sample Showroom")
        floor.window.find("button", "Record Voicemail")
        floor.window.wait_words(re.compile("^Sample showroom"))
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
