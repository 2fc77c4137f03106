#!/usr/bin/env python3
# test_moving.py: a backup opens on another PC if it is whole, and what is only a part is said to be one
# (flatpak/INSTALL.md).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import shutil
import sys

import steps
from floor import Floor
from tap import Tap

tap = Tap()

with Floor(microphone=None) as floor:
    parts = {"data": floor.sandbox, "keyring": floor.session.home / ".local/share/keyrings"}
    backup = floor.session.top / "backup"

    def take_away(name):
        shutil.rmtree(parts[name])

    def put_back(name):
        shutil.rmtree(parts[name], ignore_errors=True)
        shutil.copytree(backup / name, parts[name], symlinks=True)

    with tap.subtest("data folder and keyring can be copied once Ringback is closed and the person signed out", floor.seen):
        floor.start()
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        floor.program.stop()
        floor.sign_out()
        for name, path in parts.items():
            shutil.copytree(path, backup / name, symlinks=True)
            take_away(name)

    with tap.subtest("the data alone do not open, and that is said; nothing in them is touched", floor.seen):
        put_back("data")
        floor.sign_in()
        floor.start()
        floor.window.find("label", "The Showroom Could Not Be Opened", timeout=40)
        floor.window.wait_words("The keyring does not hold the key of this showroom’s ledger")
        floor.program.stop()
        assert (floor.data / "ledger.db").read_bytes() == (backup / "data/data/ringback/ledger.db").read_bytes()
        floor.sign_out()

    with tap.subtest("with the keyring they open, and everything is there", floor.seen):
        put_back("keyring")
        floor.sign_in()
        floor.start()
        steps.open_customer(floor, "Maria Ortiz")
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
