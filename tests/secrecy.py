"""secrecy.py: looks for what must be nowhere: in logs, and in arguments and environments of programs.

    secrets = secrecy.Secrets(password="…", token=["…", "…"])     what a test knows
    secrets.add("code", "…")                                     what it learns
    secrets = secrecy.of_environment()                           what the with-… programs told it
    with secrets.watch("ringback"):                              looks at every program of that name while it runs
        …
    found = secrets.find_in("the window's log", text)            words about what was found, never what
    found += secrets.seen()

A secret is found as it is, percent-encoded, and in base64. Customers' data, which may be written in many ways, is
found without regard to case, spaces and punctuation: secrets.about_customer("(312) 555-0163").

If RBK_TEST_SECRETS names a file, what is added is noted there, for tests/no-secrets, which looks at what the whole
suite said.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import contextlib
import os
import re
import threading
import urllib.parse

# Shorter ones would be found in anything.
SHORTEST = 8


def forms(secret):
    """How a secret may be written."""
    raw = secret.encode()
    found = {secret, urllib.parse.quote(secret, safe=""), urllib.parse.quote_plus(secret)}
    # Within something longer base64 begins at any of three places; the ends depend on the neighbours.
    for skipped in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(b"\0" * skipped + raw).decode()
            found.add(text[(0, 2, 3)[skipped]:len(text) - (4 if text.endswith("=") else 0)])
    return {form for form in found if len(form) >= SHORTEST}


def plain(text):
    return re.sub(r"[\W_]+", "", text.casefold())


def note(name, secret):
    file = os.environ.get("RBK_TEST_SECRETS")
    if file:
        with open(file, "a", encoding="utf-8") as noted:
            noted.write(f"{name}\t{base64.b64encode(secret.encode()).decode()}\n")


def noted_in(file):
    """All that tests noted there."""
    secrets = Secrets()
    with open(file, encoding="utf-8") as noted:
        for line in noted:
            name, secret = line.rstrip("\n").split("\t")
            secrets.keep(name, base64.b64decode(secret).decode())
    return secrets


def of_environment(environment=None):
    """The secrets among what the with-… programs put there."""
    secrets = Secrets()
    for name, value in (environment or os.environ).items():
        if re.fullmatch(r"RBK_TEST_\w*(SECRET|TOKEN|BEARER|PASSWORD)(_\d)?", name):
            secrets.add(name, value)
    return secrets


class Secrets:
    def __init__(self, **secrets):
        self.secrets = {}
        self.customers = {}
        self.found = {}
        for name, values in secrets.items():
            for value in [values] if isinstance(values, str) else values:
                self.add(name, value)

    def keep(self, name, secret):
        if len(secret) < SHORTEST:
            raise ValueError(f"{name} is too short to be looked for")
        for form in forms(secret):
            self.secrets[form] = name

    def add(self, name, secret):
        self.keep(name, secret)
        note(name, secret)
        return secret

    def about_customer(self, *texts):
        for text in texts:
            self.customers[plain(text)] = f"{text[:1]}…"

    def find_in(self, where, text, customers=True):
        """Words about each secret that @text holds, with the beginning of its line."""
        found = []
        for line in text.splitlines():
            names = {name for form, name in self.secrets.items() if form in line}
            if customers and self.customers:
                flat = plain(line)
                names |= {f"a customer’s “{name}”" for form, name in self.customers.items() if form in flat}
            found += [f"{where} has {name} in a line that begins {line[:24]!r}" for name in sorted(names)]
        return found

    def look_at(self, process):
        for what in ("cmdline", "environ"):
            with contextlib.suppress(OSError):
                with open(f"/proc/{process}/{what}", "rb") as file:
                    text = file.read().replace(b"\0", b"\n").decode(errors="replace")
                for words in self.find_in(what, text, customers=what == "cmdline"):
                    self.found[words] = True

    def look_around(self, *names):
        """At every program of that name, or whose name begins so."""
        for process in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError):
                with open(f"/proc/{process}/cmdline", "rb") as file:
                    program = os.path.basename(file.read().split(b"\0")[0].decode(errors="replace"))
                if program.startswith(names):
                    self.look_at(process)

    @contextlib.contextmanager
    def watch(self, *names):
        done = threading.Event()

        def look():
            while not done.wait(0.1):
                self.look_around(*names)
        thread = threading.Thread(target=look, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.look_around(*names)
            done.set()
            thread.join()

    def seen(self):
        """What was found in arguments and environments."""
        return list(self.found)
