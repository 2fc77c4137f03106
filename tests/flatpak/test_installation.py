#!/usr/bin/env python3
# test_installation.py: started as the desktop starts it, uninstalled, and installed again.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import re
import sys

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()


def flatpak(floor, *command):
    return floor.session.run("flatpak", "--user", *command)


def install(floor):
    flatpak(floor, "install", "-y", "--noninteractive", "--no-related", "--bundle", os.environ["RBK_FLATPAK_BUNDLE"])


with Floor(microphone=None) as floor:
    exported = pathlib.Path(os.environ["FLATPAK_USER_DIR"], f"exports/share/applications/{floor.flatpak}.desktop")

    with tap.subtest("it starts from its desktop file and shows its name and icon", floor.seen):
        floor.start_only(launcher=["gio", "launch", exported])
        floor.window.find("button", "Set Up the Showroom", timeout=40)
        window = wait_for("its window on the screen", lambda: floor.session.window_id(floor.program))
        said = floor.session.run("xprop", "-id", window, "WM_CLASS", "_NET_WM_NAME", "_NET_WM_ICON").stdout
        entry = exported.read_text()
        group = re.search(r'WM_CLASS.* = .*"(.*)"$', said, re.M)[1]
        assert f"StartupWMClass={group}\n" in entry, f"the desktop would not know the window as {group}"
        assert '"Ringback"' in said, said
        assert "Icon (" in said, f"no icon: {said}"
        floor.session.picture("started-from-the-desktop-file")

    with tap.subtest("a showroom is founded, with a customer and a note", floor.seen):
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", "anna@dealer.test", "555-555-0142")
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.add_note(floor, "Wants the blue wagon")
        floor.program.stop()

    with tap.subtest("uninstalling leaves the data where it is"):
        before = sorted(path.name for path in floor.data.iterdir())
        assert "ledger.db" in before, before
        flatpak(floor, "uninstall", "-y", "--noninteractive", floor.flatpak)
        gone = floor.session.run("flatpak", "--user", "info", floor.flatpak, check=False)
        assert gone.returncode != 0, "it is still installed"
        assert sorted(path.name for path in floor.data.iterdir()) == before

    with tap.subtest("installed again from its one file, it finds them", floor.seen):
        install(floor)
        floor.start()
        steps.open_customer(floor, "Maria Ortiz")
        floor.window.wait_words("Wants the blue wagon")
        assert not floor.complaints(), floor.complaints()

    with tap.subtest("data that are to go with it go, and the next start is a first one", floor.seen):
        floor.program.stop()
        flatpak(floor, "uninstall", "-y", "--noninteractive", "--delete-data", floor.flatpak)
        assert not floor.data.exists(), "data were left behind"
        install(floor)
        floor.start()
        floor.window.find("button", "Set Up the Showroom")

sys.exit(tap.done())
