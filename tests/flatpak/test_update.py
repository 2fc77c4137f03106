#!/usr/bin/env python3
# test_update.py LEDGER: what an earlier version wrote opens in this Flatpak.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import pathlib
import shutil
import sys

import steps
from floor import Floor
from tap import Tap

# As tests/unit/test-ledger.h makes it.
KEY = bytes((17 * i + 3) % 256 for i in range(32))
LEDGER_ID = "0190b5a0-0009-7000-8000-000000000001"

tap = Tap()
fixture = pathlib.Path(sys.argv[1])

with Floor(microphone=None) as floor:
    with tap.subtest(f"an update opens what an earlier version wrote: {fixture.stem}", floor.seen):
        floor.data.mkdir(parents=True)
        shutil.copy(fixture, floor.data / "ledger.db")
        (floor.data / "ledger.id").write_text(LEDGER_ID)
        floor.session.run("flatpak", "--user", "run", "--command=secret-tool", floor.flatpak, "store",
                          "--label=Ringback", "purpose", "ledger-key", "name", LEDGER_ID,
                          input=base64.b64encode(KEY).decode())
        floor.start()
        floor.window.find("button", "Add Customer")
        steps.open_customer(floor, "Ana Núñez")
        floor.window.wait_words("Is the Kestrel still there?")

    with tap.subtest("it is written to, closed, and opens again", floor.seen):
        steps.add_note(floor, "After the update")
        floor.program.stop()
        floor.start()
        steps.open_customer(floor, "Ana Núñez")
        floor.window.wait_words("After the update")
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
