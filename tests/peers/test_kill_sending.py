#!/usr/bin/env python3
"""Kills the outbox with SIGKILL at random moments; the provider must hold each message once.

  with-cyrus test_kill_sending.py SEND_BATCH email [KILLS]
  with-twilio test_kill_sending.py SEND_BATCH text [KILLS]

A kill falls anywhere: while the ledger opens, between the press and the first byte, in the upload,
between the provider's taking the message and our hearing of it, and in the search that follows. Of the
texts, every fifth says the same as the one before it, and both must arrive.

All that it logs meanwhile is looked at for secrets and for customers' data.

The emulator behind with-twilio answers 5,000 requests an hour and then 403 to everything, which is enough for
about 200 kills: for more, run it again.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import collections
import email
import email.policy
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import secrecy  # noqa: E402  pylint: disable=wrong-import-position

PROGRAM, MEDIUM = sys.argv[1:3]
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else int(os.environ.get("RBK_KILLS", "150"))
logged = []  # all that the program said, however it ended
SEED = int(os.environ.get("RBK_SEED", random.randrange(1 << 30)))


def arrived_emails():
    """How often each number lies in the sink, by its subject."""
    found = collections.Counter()
    for path in glob.glob(os.path.join(os.environ["RBK_TEST_SINK"], "*.eml")):
        with open(path, "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
        found[int(message["Subject"].split()[-1])] += 1
    return found


def arrived_texts():
    """How often each number lies at the provider, by its words."""
    found, page = collections.Counter(), 0
    account, token = os.environ["RBK_TEST_TWILIO_ACCOUNT"], os.environ["RBK_TEST_TWILIO_TOKEN"]
    sign_in = base64.b64encode(f"{account}:{token}".encode()).decode()
    seen = set()
    while True:
        request = urllib.request.Request(
            f"{os.environ['RBK_TEST_TWILIO_STATE']}/2010-04-01/Accounts/{account}/Messages.json"
            f"?PageSize=1000&Page={page}", headers={"Authorization": f"Basic {sign_in}"})
        try:
            with urllib.request.urlopen(request) as reply:
                messages = json.load(reply)["messages"]
        except urllib.error.HTTPError as error:
            if error.code == 403:
                raise SystemExit("The emulator has answered its 5,000 requests: use fewer RBK_KILLS.") from error
            raise
        fresh = [message for message in messages if message["sid"] not in seen]
        seen.update(message["sid"] for message in fresh)
        for message in fresh:
            found[int(re.search(r"number (\d+)", message["body"]).group(1))] += 1
        if len(fresh) < 1000:
            return found
        page += 1


def pressed(count):
    """How often each number was pressed."""
    if MEDIUM == "email":
        return collections.Counter(range(count))
    return collections.Counter(number - 1 if number % 5 == 4 else number for number in range(count))


def run(ledger, count, seconds=None):
    """Runs the program; kills it after so many seconds. Returns what it said, None if it was killed."""
    child = subprocess.Popen([PROGRAM, ledger, str(count), MEDIUM], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, errors="replace", env={**os.environ, "G_MESSAGES_DEBUG": "all"})
    try:
        out, _ = child.communicate(timeout=seconds if seconds is not None else 120)
    except subprocess.TimeoutExpired:
        child.kill()
        out, _ = child.communicate()
        logged.append(out)
        if seconds is None:
            raise
        return None
    logged.append(out)
    if child.returncode != 0 or "\ndone\n" not in out:
        raise RuntimeError(f"the program ended by itself with {child.returncode}: {out!r}")
    return out


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
            # Most fall while it sends; some only after what the kill before left behind is settled.
            patience = span if random.random() < 0.6 else span + 1.5
            if run(ledger, count, random.uniform(0.005, patience)) is None:
                kills += 1
            else:
                count += 10
        said = run(ledger, count)
        found = arrived_emails() if MEDIUM == "email" else arrived_texts()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    expected = pressed(count)
    lost, doubled = (expected - found).total(), (found - expected).total()
    accepted = int(re.search(r"accepted (\d+)", said).group(1))
    secrets = secrecy.of_environment()
    secrets.about_customer("lena@mail.test", "+13125550142", "Hello Lena", "with number")
    told = secrets.find_in("the log", "\n".join(logged))
    print("1..4")
    print(f"# seed {SEED}: {kills} kills, {count} messages, {found.total()} arrived, spans up to {span:.3f} s")
    print(f"{'ok' if lost == 0 else 'not ok'} 1 - no message is lost ({lost})")
    print(f"{'ok' if doubled == 0 else 'not ok'} 2 - no message is sent twice ({doubled})")
    print(f"{'ok' if accepted == count else 'not ok'} 3 - the ledger says so of all of them ({accepted})")
    print(f"{'not ok' if told else 'ok'} 4 - no secret and no customer is in the log of {len(logged)} runs")
    for words in sorted(set(told)):
        print(f"# {words}")
    return 0 if lost == 0 and doubled == 0 and accepted == count and not told else 1


sys.exit(main())
