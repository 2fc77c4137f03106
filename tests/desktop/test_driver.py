#!/usr/bin/env python3
# test_driver.py: what the other tests lean on tells right from wrong.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import sys

from driver.keyring import Keyring
from driver.session import Session
from driver.sound import Sound, likeness
from driver.wait import wait_for
from tap import Tap

tap = Tap()

with Session() as session:
    with tap.subtest("the keyring opens and locks"):
        keyring = Keyring(session).start_unlocked()
        assert keyring.locked() is False
        keyring.lock()
        wait_for("the lock", lambda: keyring.locked() is True)
        keyring.stop()

    said, other, heard = (session.top / name for name in ("said.wav", "other.wav", "heard.wav"))
    sound = Sound(session).start()
    with tap.subtest("what is said into the microphone comes out of it, and nothing else is taken for it"):
        sound.voice("Hello Maria, this is Dana from Example Motors about the blue wagon.", said)
        sound.voice("Entirely other words were spoken here by nobody at all, and for longer.", other)
        ear = sound.listen(heard, "mic")
        wait_for("a recorder", lambda: sound.recorders() == 1)
        sound.speak(said)
        ear.stop()
        same, different = likeness(session, said, heard), likeness(session, other, heard)
        tap.note(f"likeness: same {same:.2f}, other {different:.2f}")
        assert same > 0.9, same
        assert different < 0.7, different

    with tap.subtest("a microphone that is pulled out is gone"):
        sound.unplug_microphone()
        assert "\tmic\t" not in session.run("pactl", "list", "short", "sources").stdout

sys.exit(tap.done())
