# floor.py: a sales floor for one test: session, keyring, sound, and Ringback in it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import os
import pathlib
import re

from driver.keyring import Keyring
from driver.look import Look
from driver.program import Program
from driver.session import Session
from driver.sound import Sound


# What programs say on any machine without a GPU or a settings daemon.
NOT_OURS = re.compile(r"libEGL|MESA|Vulkan|vulkan|dconf|Failed to open the portal|at-spi|AT-SPI|xsettings", re.I)
COMPLAINT = re.compile(r"(WARNING|CRITICAL|ERROR) \*\*:|AddressSanitizer|runtime error:")


class Floor:
    """keyring: "unlocked", "locked" or "absent"; microphone: None for no sound server at all."""

    def __init__(self, keyring="unlocked", microphone=True, look=None, size=(1280, 860), out=None, home=None,
                 program=None):
        self.path = program or os.environ["RBK_PROGRAM"]
        self.keyring_state = keyring
        self.microphone = microphone
        self.session = Session(out=out, size=size, look=look or Look(), keyring=keyring != "absent", home=home)
        self.keyring = None
        self.sound = None
        self.program = None

    def __enter__(self):
        self.session.__enter__()
        try:
            # A registry of plugins for all sessions: making one anew takes seconds each.
            cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
            cache.mkdir(parents=True, exist_ok=True)
            self.session.env.setdefault("GST_REGISTRY", str(cache / "ringback-tests-gst-registry.bin"))
            if self.keyring_state == "unlocked":
                self.keyring = Keyring(self.session).start_unlocked()
            elif self.keyring_state == "locked":
                self.keyring = Keyring(self.session).start_locked()
            if self.microphone is not None:
                self.sound = Sound(self.session).start(microphone=self.microphone)
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *exception):
        self.session.__exit__(*exception)

    @property
    def data(self):
        """Where this person's ledger lies."""
        return self.session.home / ".local/share/ringback"

    def start(self, *arguments, env=None):
        """Start Ringback and wait for its window."""
        self.program = Program(self.session, self.path, *arguments, env=env)
        return self.program.window()

    def start_only(self, *arguments):
        """Start Ringback without waiting for what it shows."""
        self.program = Program(self.session, self.path, *arguments)

    @property
    def window(self):
        return self.program.node

    def file(self, name):
        return self.session.top / name

    def complaints(self):
        """Warnings and criticals that Ringback printed; a window that works prints none."""
        return [line for line in self.program.log().splitlines()
                if COMPLAINT.search(line) and not NOT_OURS.search(line)]

    def seen(self):
        """For the report of a failure: what stands in the window, and what the program said."""
        lines = []
        with contextlib.suppress(Exception):
            self.session.picture("failure")
        with contextlib.suppress(Exception):
            lines += ["The window:"] + self.program.node.dump()
        if self.program:
            lines += ["It said:", self.program.log()[-4000:]]
        return "\n".join(lines)
