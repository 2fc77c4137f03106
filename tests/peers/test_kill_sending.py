#!/usr/bin/env python3
"""Kills the outbox with SIGKILL at random moments; the mail server must hold each message once.

  with-cyrus test_kill_sending.py SEND_BATCH [KILLS]

A kill falls anywhere: while the ledger opens, between the press and the first byte, in the upload,
between the server's taking the message and our hearing of it, and in the search that follows.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import collections
import email
import email.policy
import glob
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("RBK_KILLS", "200"))
SEED = int(os.environ.get("RBK_SEED", random.randrange(1 << 30)))


def arrived():
    """How often each Message-ID lies in the sink."""
    found = collections.Counter()
    for path in glob.glob(os.path.join(os.environ["RBK_TEST_SINK"], "*.eml")):
        with open(path, "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
        found[message["Message-ID"]] += 1
    return found


def run(ledger, count, seconds=None):
    """Runs the program; kills it after so many seconds. Returns whether it was killed."""
    child = subprocess.Popen([PROGRAM, ledger, str(count)], stdout=subprocess.PIPE, text=True)
    try:
        out, _ = child.communicate(timeout=seconds if seconds is not None else 120)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()
        if seconds is None:
            raise
        return True
    if child.returncode != 0 or not out.endswith("done\n"):
        raise RuntimeError(f"the program ended by itself with {child.returncode}: {out!r}")
    return False


def main():
    random.seed(SEED)
    folder = tempfile.mkdtemp(prefix="rbk-kill-")
    ledger = os.path.join(folder, "ledger.db")
    count, kills = 10, 0
    try:
        # how long one message takes here and now, so that kills fall between, too
        run(ledger, 3)
        start = time.monotonic()
        run(ledger, 8)
        span = max(0.05, (time.monotonic() - start) * 0.6)
        while kills < KILLS:
            if run(ledger, count, random.uniform(0.005, span)):
                kills += 1
            else:
                count += 10
        run(ledger, count)
        found = arrived()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lost = count - len(found)
    doubled = sum(1 for times in found.values() if times > 1)
    print("1..2")
    print(f"# seed {SEED}: {kills} kills, {count} messages, {len(found)} arrived, spans up to {span:.3f} s")
    print(f"{'ok' if lost == 0 else 'not ok'} 1 - no message is lost ({lost})")
    print(f"{'ok' if doubled == 0 else 'not ok'} 2 - no message is sent twice ({doubled})")
    return 0 if lost == 0 and doubled == 0 else 1


sys.exit(main())
