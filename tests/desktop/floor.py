# floor.py: a sales floor for one test: session, keyring, sound, and Ringback in it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import os
import pathlib
import re

import secrecy
from driver.keyring import Keyring
from driver.look import Look
from driver.program import Flatpak, Program
from driver.session import Session
from driver.sound import Sound


# What programs say on any machine without a GPU or a settings daemon.
NOT_OURS = re.compile(r"libEGL|MESA|Vulkan|vulkan|dconf|Failed to open the portal|Flatpak portal version|at-spi|AT-SPI|xsettings", re.I)
COMPLAINT = re.compile(r"(WARNING|CRITICAL|ERROR) \*\*:|AddressSanitizer|runtime error:")


# What a run outside the sandbox is told by the build, and the Flatpak is not to know.
OF_THE_BUILD = ("GST_REGISTRY", "GSETTINGS_SCHEMA_DIR", "G_TEST_SRCDIR", "G_TEST_BUILDDIR", "RBK_TEST_CA_FILE",
                "MALLOC_CHECK_", "GDK_DEBUG", "ADW_DISABLE_PORTAL", "LSAN_OPTIONS", "UBSAN_OPTIONS")


class Floor:
    """keyring: "unlocked", "locked" or "absent"; microphone: None for no sound server at all; portals: whether a
    sandboxed program finds any. What runs here is the
    program, or the Flatpak if RBK_FLATPAK holds its id."""

    def __init__(self, keyring="unlocked", microphone=True, look=None, size=(1280, 860), out=None, home=None,
                 program=None, portals=True):
        self.flatpak = None if program else os.environ.get("RBK_FLATPAK")
        self.path = self.flatpak or program or os.environ["RBK_PROGRAM"]
        self.keyring_state = keyring
        self.microphone = microphone
        self.session = Session(out=out, size=size, look=look or Look(), keyring=keyring != "absent", home=home,
                               portals=self.flatpak is not None and portals)
        if self.flatpak:
            self._dress_for_the_sandbox()
        self.keyring = None
        self.sound = None
        self.program = None

    def __enter__(self):
        self.session.__enter__()
        try:
            # A registry of plugins for all sessions: making one anew takes seconds each.
            cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
            cache.mkdir(parents=True, exist_ok=True)
            if not self.flatpak:
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
        said = self.program.log() if self.program else ""
        self.session.__exit__(*exception)
        found = secrecy.of_environment().find_in("the log", said)
        if found and not any(exception):
            raise AssertionError(found)

    def _dress_for_the_sandbox(self):
        for name in OF_THE_BUILD:
            self.session.env.pop(name, None)
        # The sandbox has settings of its own; and flatpak asks the system bus for parental controls before anything.
        self.session.look.write(self.sandbox / "config")
        self.session.system_bus_too = True

    @property
    def sandbox(self):
        """What the Flatpak may keep between runs."""
        return self.session.home / ".var/app" / self.flatpak

    @property
    def data(self):
        """Where this person's ledger lies."""
        return self.sandbox / "data/ringback" if self.flatpak else self.session.home / ".local/share/ringback"

    def start(self, *arguments, env=None):
        """Start Ringback and wait for its window."""
        self.start_only(*arguments, env=env)
        return self.program.window()

    def start_only(self, *arguments, **options):
        """Start Ringback without waiting for what it shows."""
        self.program = (Flatpak if self.flatpak else Program)(self.session, self.path, *arguments, **options)

    def sign_out(self):
        """The keyring is shut, and nothing that asked it remembers."""
        self.keyring.stop()
        for name in ("org.freedesktop.portal.Desktop", "org.freedesktop.impl.portal.Secret"):
            self.session.stop_service(name)

    def sign_in(self):
        self.keyring = Keyring(self.session).start_unlocked()

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
