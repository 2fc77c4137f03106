#!/usr/bin/env python3
# bench_window.py PROGRAM EMPTY FILL WATCH HOME: what a person waits for at the window, and what it weighs.
#
# Measures the real program on a real session (Xvfb, session bus, gnome-keyring; the cairo renderer), with
# a million entries in its ledger, which is made in HOME once. Keys and the wheel come from the X server as
# a person's do; frames and stalls are written down by watch-window.c.
#
# RBK_BENCH_ENTRIES: how many entries. RBK_BENCH_ONLY: names of parts (start open memory stalls), by spaces.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import ctypes
import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from driver.keyring import Keyring
from driver.session import Session
from driver.wait import wait_for

ROUNDS = 9
OPENINGS = 9
MEMORY_ROUNDS = 3
STALL_ROUNDS = 3
LARGEST, SMALLEST = "Zelma Largest", "Zoltan Smallest"


class Hands:
    """Keyboard and mouse, without the time that a program to press them would take."""

    def __init__(self, display):
        self.x = ctypes.CDLL("libX11.so.6")
        self.xtst = ctypes.CDLL("libXtst.so.6")
        self.x.XOpenDisplay.restype = ctypes.c_void_p
        self.x.XStringToKeysym.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(display.encode()))

    def _code(self, name):
        keysym = self.x.XStringToKeysym({" ": "space"}.get(name, name).encode())
        return self.x.XKeysymToKeycode(self.display, ctypes.c_ulong(keysym))

    def key(self, *names):
        """Hold all but the last, press that; returns when it was let go."""
        codes = [self._code(name) for name in names]
        for code in codes:
            self.xtst.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.xtst.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x.XFlush(self.display)

    def type(self, text, pause=0.0):
        for letter in text:
            self.key(letter)
            time.sleep(pause)

    def point(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.display, 0, x, y, 0)
        self.x.XFlush(self.display)

    def wheel(self, up):
        for down in (1, 0):
            self.xtst.XTestFakeButtonEvent(self.display, 4 if up else 5, down, 0)
        self.x.XFlush(self.display)


class Frame:
    def __init__(self, fields):
        self.time = float(fields[0])
        self.update, self.layout, self.snapshot, self.painting = (float(f) for f in fields[1:5])
        self.counts, self.titles = {}, []
        for name, value in (field.split("=", 1) for field in fields[5:] if "=" in field):
            if name == "title":
                self.titles.append(value.replace("_", " "))
            else:
                self.counts[name] = int(value)


class Watched:
    """A program under watch-window.c."""

    def __init__(self, session, watch, path):
        self.session = session
        session.n_watched = getattr(session, "n_watched", 0) + 1
        self.log = session.top / f"watch-{session.n_watched}.txt"
        self.begun = time.monotonic()
        self.process = session.spawn([path], env={"LD_PRELOAD": watch, "RBK_WATCH": str(self.log), "GTK_A11Y": "none"})

    def lines(self, kind):
        try:
            text = self.log.read_text(errors="replace")
        except FileNotFoundError:
            return []
        whole = text[:text.rfind("\n") + 1]
        return [line.split()[1:] for line in whole.splitlines() if line.startswith(kind + " ")]

    def frames(self, since=0.0):
        return [frame for frame in map(Frame, self.lines("frame")) if frame.time >= since]

    def stalls(self, since, until=float("inf")):
        """[(wall, cpu, painting)] in ms, the longest first."""
        found = [tuple(float(f) for f in fields) for fields in self.lines("stall")]
        return sorted((stall[1:] for stall in found if since <= stall[0] <= until), reverse=True)

    def wait_frame(self, what, condition, since=0.0, timeout=60):
        def probe():
            if self.process.poll() is not None:
                name = os.path.basename(self.process.args[0])
                raise RuntimeError(f"{name} ended with {self.process.returncode}: {self.session.log(name)[-2000:]}")
            return next((frame for frame in self.frames(since) if condition(frame)), None)

        def explain():
            last = self.frames()[-1:]
            return f"{what}; the last frame showed {[(f.counts, f.titles) for f in last]}"
        return wait_for(explain, probe, timeout, step=0.02)

    def settle(self, quiet=0.5):
        """Until no frame and no stall came for a while."""
        wait_for("a still window", lambda: time.monotonic() - self.log.stat().st_mtime_ns / 1e9 + time.time() -
                 time.monotonic() > quiet, timeout=30)

    def pss(self):
        """KiB, once it stays the same."""
        def read():
            with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as rollup:
                return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        seen = [read()]

        def still():
            time.sleep(0.3)
            seen.append(read())
            return len(seen) > 3 and max(seen[-3:]) <= 1.01 * min(seen[-3:])
        wait_for("the memory to settle", still)
        return seen[-1]

    def stop(self, hands=None):
        if hands is not None:
            # As a person does, so that the ledger is closed.
            hands.key("Control_L", "q")
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                print("# the program did not close when told to", flush=True)
        self.session.stop(self.process)


class Bench:
    def __init__(self, arguments):
        self.program, self.empty, self.fill, self.watch = (os.path.abspath(path) for path in arguments[:4])
        self.home = pathlib.Path(arguments[4])
        self.entries = int(os.environ.get("RBK_BENCH_ENTRIES", "1000000"))
        self.missed = False
        self.session = self.hands = self.stamp = None

    def report(self, name, value, comparison, ratio, budget, unit="ms"):
        ok = ratio <= budget
        self.missed |= not ok
        against = f"{comparison:8.1f} {unit:<3}" if comparison is not None else " " * 12
        print(f"{name:<44} {value:8.1f} {unit:<3} {against} {ratio:7.2f} <= {budget:<5g} {'ok' if ok else 'MISSED'}",
              flush=True)

    def note(self, text):
        print(f"# {text}", flush=True)

    # The showroom

    def make_home(self):
        """Whether it has to be filled: it is not there whole, or what it was made with has changed."""
        source = pathlib.Path(__file__).parent
        made_with = [source / "fill-showroom.c", *sorted((source / "../../src/ledger/migrations").glob("*.sql"))]
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in made_with))
        self.stamp = f"{self.entries} {digest.hexdigest()}\n"
        if (self.home / "made").exists() and (self.home / "made").read_text() == self.stamp:
            return False
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        return True

    def fill_home(self):
        begun = time.monotonic()
        data = self.home / ".local/share/ringback"
        customer = self.session.run(self.fill, data, self.entries, timeout=3000).stdout.strip()
        settings = self.home / ".config/glib-2.0/settings/keyfile"
        with open(settings, "a", encoding="utf-8") as file:
            file.write(f"\n[app/ringback/Ringback]\nlast-customer='{customer}'\n")
        (self.home / "made").write_text(self.stamp)
        self.note(f"{self.entries} entries made in {time.monotonic() - begun:.0f} s, "
                  f"{(data / 'ledger.db').stat().st_size / 1e6:.0f} MB")

    # Parts

    def start(self, path):
        """The program, and its first frame with content."""
        watched = Watched(self.session, self.watch, path)
        if path == self.empty:
            frame = watched.wait_frame("the empty window", lambda f: f.counts["AdwStatusPage"] > 0)
        else:
            frame = watched.wait_frame("customers and a timeline", lambda f: f.counts["RbkCustomerRow"] > 0 and
                                       f.counts["RbkTimelineRow"] > 0)
        return watched, frame

    def bench_start(self):
        times = {self.empty: [], self.program: []}
        first = []
        for number in range(-1, ROUNDS):
            for path, seen in times.items():
                watched, frame = self.start(path)
                watched.settle()
                if number >= 0:     # the first of each warms up
                    seen.append(1e3 * (frame.time - watched.begun))
                    if path == self.program:
                        first.append(1e3 * (watched.frames()[0].time - watched.begun))
                watched.stop(self.hands if path == self.program else None)
        ours, empty = statistics.median(times[self.program]), statistics.median(times[self.empty])
        self.note(f"start: its first frame of all after {statistics.median(first):.0f} ms; all "
                  f"{[round(t) for t in times[self.program]]} against {[round(t) for t in times[self.empty]]}")
        self.report("start to first frame with content", ours, empty, ours / empty, 1.5)

    def open(self, watched, customer):
        """Milliseconds from the key to the first frame that shows the customer's timeline, and that frame."""
        self.hands.key("Control_L", "f")
        self.hands.key("Control_L", "a")
        since = time.monotonic()
        self.hands.type(customer.split()[1].lower())
        watched.wait_frame(f"only {customer} in the list", lambda f: f.counts["RbkCustomerRow"] == 1, since)
        watched.settle(0.3)
        since = time.monotonic()
        self.hands.key("Return")
        frame = watched.wait_frame(f"{customer} on screen", lambda f: customer in f.titles and
                                   f.counts["RbkTimelineRow"] > 0, since)
        watched.settle(0.3)
        return 1e3 * (frame.time - since), frame

    def bench_open(self):
        watched, _ = self.start(self.program)
        watched.settle()
        times = {SMALLEST: [], LARGEST: []}
        layouts = {SMALLEST: [], LARGEST: []}
        for number in range(-1, OPENINGS):
            for customer in times:
                took, frame = self.open(watched, customer)
                if number >= 0:
                    times[customer].append(took)
                    layouts[customer].append(frame.layout + frame.snapshot)
        large, small = statistics.median(times[LARGEST]), statistics.median(times[SMALLEST])
        self.note(f"open: of that, laying out {statistics.median(layouts[LARGEST]):.1f} ms, "
                  f"{statistics.median(layouts[SMALLEST]):.1f} ms")
        self.report(f"open a customer of {self.entries // 10:,} entries / of 100", large, small, large / small, 2.0)
        self.note(f"memory after {2 * OPENINGS + 2} openings: {watched.pss() / 1024:.1f} MiB")
        watched.stop(self.hands)

    def bench_memory(self):
        """By turns, as programs that others run at the same time share libraries with ours or do not."""
        ours, empty = [], []
        for _ in range(MEMORY_ROUNDS):
            watched, _ = self.start(self.empty)
            watched.settle()
            empty.append(watched.pss())
            watched.stop()
            watched, _ = self.start(self.program)
            watched.settle()
            self.open(watched, SMALLEST)
            ours.append(watched.pss())
            watched.stop(self.hands)
        self.note(f"memory: {[round(kib / 1024, 1) for kib in ours]} MiB against "
                  f"{[round(kib / 1024, 1) for kib in empty]} MiB")
        self.report("memory with a customer open / empty window", statistics.median(ours) / 1024,
                    statistics.median(empty) / 1024, statistics.median(ours) / statistics.median(empty), 1.3, "MiB")

    def scroll(self, watched):
        """A click of the wheel a frame, as fast as frames come."""
        self.hands.point(620, 400)
        for up in [True] * 240 + [False] * 80:
            size = watched.log.stat().st_size
            self.hands.wheel(up)
            until = time.monotonic() + 0.1
            while watched.log.stat().st_size == size and time.monotonic() < until:
                time.sleep(0.002)
            time.sleep(1 / 60)
        watched.settle()

    def search(self, watched):
        self.hands.key("Control_L", "f")
        for words in ("zelma", "ka the", "13125550142", "outback", "mo", "selto"):
            self.hands.key("Control_L", "a")
            self.hands.type(words, 0.1)
        self.hands.key("Escape")
        watched.settle()

    def add_notes(self, watched):
        for _ in range(8):
            self.hands.key("Control_L", "n")
            self.hands.type("called back about the outback", 0.01)
            since = time.monotonic()
            self.hands.key("Return")
            watched.wait_frame("the note", lambda f: True, since)
            watched.settle(0.2)

    def bench_stalls(self):
        longest = {"scrolling": [], "searching": [], "adding notes": []}
        for _ in range(STALL_ROUNDS):
            watched, _ = self.start(self.program)
            watched.settle()
            self.open(watched, LARGEST)
            for name, act in (("scrolling", self.scroll), ("searching", self.search),
                              ("adding notes", self.add_notes)):
                since = time.monotonic()
                act(watched)
                stalls = watched.stalls(since) or [(0.0, 0.0, 0.0)]
                longest[name].append(stalls[0])
                self.note(f"{name}: stalls of 8 ms and more: "
                          f"{[(round(w), round(c)) for w, c, _ in stalls if w >= 8][:12]} (wall, cpu)")
            watched.stop(self.hands)
        for name, stalls in longest.items():
            # What belongs to the program comes again in each round; what else the machine does need not.
            wall, _, _ = min(stalls)
            self.note(f"{name}: the longest of each round {[round(w, 1) for w, _, _ in stalls]} ms, at work for "
                      f"{[round(c, 1) for _, c, _ in stalls]} ms of them")
            self.report(f"longest stall while {name}", wall, None, wall, 16.0)

    def run(self):
        fresh = self.make_home()
        with Session(home=self.home) as self.session:
            Keyring(self.session).start_unlocked()
            self.hands = Hands(self.session.env["DISPLAY"])
            if fresh:
                self.fill_home()
            for part in os.environ.get("RBK_BENCH_ONLY", "start open memory stalls").split():
                getattr(self, f"bench_{part}")()
        return 1 if self.missed else 0


if __name__ == "__main__":
    sys.exit(Bench(sys.argv[1:]).run())
