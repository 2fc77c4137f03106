#!/usr/bin/env python3
"""Kills the program with SIGKILL while it puts films and voice notes online and sends where they are.

  with-web with-twilio test_kill_upload.py SEND_FILM [KILLS]

A kill falls anywhere: in an upload, between the file and its page, between the page and the press, in the press,
and while the text leaves. In the end every customer's text is there once, what it leads to is there, whole, for
anybody; and nothing else is online, not what was cut off, and not what was whole and never sent.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import collections
import json
import os
import random
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PROGRAM = sys.argv[1]
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else int(os.environ.get("RBK_KILLS", "60"))
SEED = int(os.environ.get("RBK_SEED", random.randrange(1 << 30)))
LENGTHS = {"mp4": 6 * 1024 * 1024, "m4a": 300 * 1000}


def content(kind, number):
    return bytes((i * 31 + i // 4099 + number) & 0xff for i in range(LENGTHS[kind]))


def arrived():
    """What the provider has: (number, text, how many files go with it)."""
    account, token = os.environ["RBK_TEST_TWILIO_ACCOUNT"], os.environ["RBK_TEST_TWILIO_TOKEN"]
    request = urllib.request.Request(
        f"{os.environ['RBK_TEST_TWILIO_STATE']}/2010-04-01/Accounts/{account}/Messages.json?PageSize=1000",
        headers={"Authorization": "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode()})
    with urllib.request.urlopen(request) as reply:
        messages = json.load(reply)["messages"]
    return [(int(re.search(r"number (\d+)", message["body"])[1]), message["body"], int(message["num_media"]))
            for message in messages]


def get(url):
    context = ssl.create_default_context(cafile=os.environ["RBK_TEST_CA_FILE"])
    try:
        with urllib.request.urlopen(url, context=context) as reply:
            return reply.read()
    except urllib.error.HTTPError:
        return None


class Runs:
    def __init__(self, folder):
        self.folder = folder
        self.env = {**os.environ, "SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": os.path.join(folder, "keyring"),
                    "SECRET_FILE_TEST_PASSWORD": "password", "RBK_OUTBOX_HASTE": "1"}

    def run(self, count, seconds=None):
        """Kills it so many seconds after it opened. Returns what it said, None if it was killed."""
        child = subprocess.Popen([PROGRAM, os.path.join(self.folder, "desk"), str(count)],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=self.env)
        said = ""
        if seconds is not None:
            while not said.endswith("\nopen\n") and said != "open\n":
                line = child.stdout.readline()
                if not line:
                    break
                said += line
        try:
            out, _ = child.communicate(timeout=seconds if seconds is not None else 120)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            if seconds is None:
                raise
            return None
        said += out or ""
        if child.returncode != 0 or not said.endswith("end\n"):
            raise RuntimeError(f"the program ended by itself with {child.returncode}: {said!r}")
        return said


def main():
    random.seed(SEED)
    folder = tempfile.mkdtemp(prefix="rbk-kill-upload-")
    os.mkdir(os.path.join(folder, "desk"))
    runs = Runs(folder)
    kept = os.environ["RBK_TEST_WEB_FILES"]
    leftovers = 0
    try:
        # How long two take here and now, so that kills fall between, too.
        runs.run(2)
        start = time.monotonic()
        runs.run(4)
        span = max(0.1, time.monotonic() - start)
        count, kills = 6, 0
        while kills < KILLS:
            before = len(os.listdir(kept))
            if runs.run(count, random.uniform(0, span)) is None:
                kills += 1
                leftovers += len(os.listdir(kept)) > before
            else:
                count += 2
        said = runs.run(count)
        told = set(re.findall(r"^online (\S+)$", said, re.M))
        # What is of no use goes at the start of a run, beside everything else.
        names = {url.rsplit("/", 1)[1] for url in told}
        end = time.monotonic() + 30
        while set(os.listdir(kept)) != names and time.monotonic() < end:
            runs.run(count)
        online = set(os.listdir(kept))
        half = os.listdir(os.environ["RBK_TEST_WEB_TEMPORARY"])
        messages = arrived()
        broken = []
        for url in told:
            body = get(url)
            name = url.rsplit("/", 1)[1]
            if body is None or (not name.endswith(".html") and len(body) != LENGTHS[name.rsplit(".", 1)[1]]):
                broken.append(name)
        for number, words, media in messages:
            links = re.findall(r"https://\S+", words)
            if (len(links), media) != ((1, 0) if number % 2 == 0 else (0, 1)) or not set(links) <= told:
                broken.append(f"text {number}")
            for link in links:
                page = (get(link) or b"").decode()
                source = re.search(r"src=\"([^\"]+\.mp4)\"", page)
                if "<video" not in page or source is None or \
                        get(link.rsplit("/", 1)[0] + "/" + source[1]) != content("mp4", number):
                    broken.append(f"film {number}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    times = collections.Counter(number for number, _, _ in messages)
    expected = collections.Counter(range(count))
    lost, doubled = (expected - times).total(), (times - expected).total()
    strangers = online ^ names
    print("1..4")
    print(f"# seed {SEED}: {kills} kills, {leftovers} left something online, {count} texts, spans up to {span:.3f} s")
    print(f"{'ok' if lost == 0 and doubled == 0 else 'not ok'} 1 - each text is there once ({lost} lost, {doubled} twice)")
    print(f"{'ok' if not broken else 'not ok'} 2 - what each leads to is there, whole ({' '.join(broken[:5])})")
    print(f"{'ok' if not strangers else 'not ok'} 3 - nothing else is online ({len(online)} files, {len(strangers)} wrong)")
    print(f"{'ok' if not half else 'not ok'} 4 - and nothing half ({len(half)})")
    return 0 if not (lost or doubled or broken or strangers or half) else 1


sys.exit(main())
