#!/usr/bin/env python3
"""Signs in to company accounts, renews, is killed and signs out: beside oidc-provider and a real keyring.

  with-keyring STATE test_sign_in.py SIGN_IN_BATCH STATE

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import uuid

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
# pylint: disable=wrong-import-position
import faulty_sign_in
import peer
import sign_in
import tap

PROGRAM, STATE = sys.argv[1:3]
ANNA = "anna@dealer.test"
KILLS = int(os.environ.get("RBK_KILLS", "25"))
SEED = int(os.environ.get("RBK_SEED", random.randrange(1 << 30)))
# RbkChannelError, RbkKeyringError, and G_IO_ERROR_CANCELLED
SIGN_IN, FORBIDDEN, BUSY, BAD_REPLY, CUT, UNSAFE, ACCOUNT = 3, 4, 7, 9, 10, 12, 13
ABSENT, LOCKED, DISMISSED = 0, 1, 2
CANCELLED = 19

said = []  # all that any program of ours printed, its log included
secrets_seen = set()


class Act:
    """A run of the program."""

    def __init__(self, *arguments, **env):
        self.log = tempfile.TemporaryFile("w+")
        self.child = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=self.log, text=True,
                                      env={**os.environ, "G_MESSAGES_DEBUG": "all", **env})
        self.lines = []

    def wait_for(self, what):
        """The rest of the line that begins with @what."""
        for line in self.child.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith(what):
                return line[len(what):].strip()
        raise RuntimeError(f"ended without “{what}”: {self.end()} {self.lines}")

    def wait_stopped(self):
        _, status = os.waitpid(self.child.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), f"did not stop: {status}"

    def kill(self):
        self.child.kill()
        self.end()

    def end(self):
        out, _ = self.child.communicate(timeout=60)
        self.lines += out.splitlines()
        self.log.seek(0)
        said.append("\n".join(self.lines) + self.log.read())
        self.log.close()
        return self.lines[-1] if self.lines else ""

    def get(self, what):
        return [line[len(what):].strip() for line in self.lines if line.startswith(what)]


def run(*arguments, **env):
    act = Act(*arguments, **env)
    act.last = act.end()
    assert act.child.returncode == 0, f"{arguments}: {act.child.returncode}"
    return act


def remember(account):
    """What must never be seen anywhere: the account's tokens."""
    stored = subprocess.run(["secret-tool", "lookup", "purpose", "tokens", "name", account], capture_output=True,
                            text=True).stdout
    for member in ("access", "refresh"):
        secrets_seen.update(filter(None, [json.loads(stored).get(member)] if stored else []))
    return stored


def failed(line, domain, *codes):
    match = re.fullmatch(r"error (\w+) (\d+) (.+\.)", line)
    assert match and match[1] == domain and int(match[2]) in codes, line
    return match[3]


def begin(issuer, account, kind="other", address=ANNA, how="browser"):
    act = Act(how, kind, issuer, address, account)
    return act, act.wait_for("open " if how == "browser" else "code ")


def connect(issuer, account, **person):
    act, url = begin(issuer, account)
    end = sign_in.Browser(**person).go(url)
    act.last = act.end()
    remember(account)
    return act, url, end


class Test:
    def __init__(self, peers, folder):
        self.folder, self.events = folder, peers.path("events")
        open(self.events, "w").close()
        self.issuer = sign_in.provider(peers, self.events)
        self.short = sign_in.provider(peers, self.events, lifetime=8, device=6)
        self.faulty = faulty_sign_in.Faulty()

    def count(self, event):
        with open(self.events) as file:
            return file.read().split("\n").count(event)

    def account(self, issuer=None):
        """A new account that is signed in to."""
        account = str(uuid.uuid4())
        act, _, _ = connect(issuer or self.issuer, account)
        assert act.last == "done", act.lines
        return account

    def authorize(self, account, **env):
        return run("authorize", account, self.folder, **env)

    # ---- The browser ----

    def code_and_pkce(self):
        account = str(uuid.uuid4())
        act, url, (end, status, page) = connect(self.issuer, account)
        assert act.last == "done" and act.get("address") == [ANNA], act.lines
        assert status == 200 and "go back to Ringback" in page, (end, page)
        assert end.startswith("http://127.0.0.1:") and "/callback?" in end
        for wanted in ("response_type=code", "code_challenge_method=S256", "state=", "nonce=", "prompt=consent",
                       "login_hint=anna%40dealer.test", "offline_access", "jmap%3Asubmission"):
            assert wanted in url, (wanted, url)
        assert "verifier" not in url
        assert len(self.authorize(account).get("authorization")) == 1

    def consent_refused(self):
        account = str(uuid.uuid4())
        act, _, (_, status, page) = connect(self.issuer, account, allow="no")
        assert "not allowed" in failed(act.last, "channel", SIGN_IN), act.lines
        assert status == 200 and "not signed in" in page
        failed(run("show", account).last, "channel", SIGN_IN)

    def somebody_else(self):
        act, _, _ = connect(self.issuer, str(uuid.uuid4()), user="bob@dealer.test", password="bob-password")
        sentence = failed(act.last, "channel", ACCOUNT)
        assert "bob@dealer.test" in sentence and ANNA in sentence, sentence

    def cancelled(self):
        act, url = begin(self.issuer, str(uuid.uuid4()))
        act.child.send_signal(signal.SIGUSR1)
        assert act.end() == f"error other {CANCELLED} Operation was cancelled", act.lines
        # Nobody waits there any more.
        try:
            sign_in.Browser().go(url)
        except OSError:
            return
        raise AssertionError("the port is still open")

    def wrong_answers(self):
        for fault, code in (("mixed-up", UNSAFE), ("no-id-token", BAD_REPLY), ("other-nonce", UNSAFE), ("bob", ACCOUNT),
                            ("less", FORBIDDEN)):
            account = str(uuid.uuid4())
            act, _, _ = connect(self.faulty.issuer(fault), account)
            failed(act.last, "channel", code)
            failed(run("show", account).last, "channel", SIGN_IN)
        failed(run("browser", "other", self.faulty.issuer("other-issuer"), ANNA, str(uuid.uuid4())).last, "channel", UNSAFE)
        failed(run("browser", "google", self.issuer + "/", ANNA, str(uuid.uuid4())).last, "channel", UNSAFE)

    def wrong_state(self):
        """An answer of another sign-in changes nothing; the right one still counts."""
        act, url = begin(self.faulty.issuer("other-state"), str(uuid.uuid4()))
        _, status, page = sign_in.Browser().go(url)
        assert status == 400 and "does not belong" in page, page
        assert act.child.poll() is None and not self.faulty.asked("other-state")
        _, status, _ = sign_in.Browser().go(self.faulty.memory["other-state"]["right"])
        assert status == 200 and act.end() == "done", act.lines

    # ---- A code ----

    def device(self):
        account = str(uuid.uuid4())
        act, news = begin(self.issuer, account, how="code")
        user_code, url = news.split()
        _, status, _ = sign_in.Browser().enter(user_code, url)
        assert status == 200
        assert act.end() == "done" and act.get("address") == [ANNA], act.lines
        remember(account)
        assert len(self.authorize(account).get("authorization")) == 1

    def device_refused(self):
        act, news = begin(self.issuer, str(uuid.uuid4()), how="code")
        user_code, url = news.split()
        sign_in.Browser(allow="no").enter(user_code, url)
        assert "not allowed" in failed(act.end(), "channel", SIGN_IN), act.lines

    def device_expired(self):
        act, _ = begin(self.short, str(uuid.uuid4()), how="code")
        assert "in time" in failed(act.end(), "channel", SIGN_IN), act.lines
        act, _ = begin(self.faulty.issuer("expired"), str(uuid.uuid4()), how="code")
        assert "in time" in failed(act.end(), "channel", SIGN_IN), act.lines

    def device_slow_down(self):
        act, _ = begin(self.faulty.issuer("slow"), str(uuid.uuid4()), how="code")
        assert act.end() == "done", act.lines
        (first, _), (second, _), (third, _) = self.faulty.asked("slow")
        assert second - first >= 1 and third - second >= 6, (second - first, third - second)

    def device_cancelled(self):
        act, _ = begin(self.issuer, str(uuid.uuid4()), how="code")
        act.child.send_signal(signal.SIGUSR1)
        assert act.end() == f"error other {CANCELLED} Operation was cancelled", act.lines

    # ---- Renewing ----

    def rotation(self):
        account = self.account(self.short)
        before, refreshes = run("show", account).get("stored"), self.count("refresh")
        first = self.authorize(account).get("authorization")
        assert self.count("refresh") == refreshes, "a fresh token was renewed"
        run("age", account)
        second = self.authorize(account).get("authorization")
        remember(account)
        assert first != second and self.count("refresh") == refreshes + 1
        assert run("show", account).get("stored") != before, "the refresh token was not rotated"
        act = run("renew", account, self.folder)
        remember(account)
        assert act.last == "done" and act.get("authorization") != second, act.lines
        assert self.count("refresh") == refreshes + 2

    def one_at_a_time(self):
        account = self.account()
        for _ in range(4):
            run("age", account)
            refreshes = self.count("refresh")
            acts = [Act("authorize", account, self.folder) for _ in range(4)]
            ends = {act.end() for act in acts}
            remember(account)
            assert ends == {"done"}, [act.lines for act in acts]
            assert len({tuple(act.get("authorization")) for act in acts}) == 1
            assert self.count("refresh") == refreshes + 1, self.count("refresh") - refreshes

    def reuse(self):
        """The keyring put back from a backup: a second use of its refresh token ends the whole sign-in."""
        account = self.account()
        backup = remember(account)
        run("age", account)
        assert self.authorize(account).last == "done"
        remember(account)
        subprocess.run(["secret-tool", "store", "--label=Ringback", "purpose", "tokens", "name", account, "xdg:schema",
                        "app.ringback.Ringback"], input=backup, text=True, check=True)
        run("age", account)
        refused = self.count("refused invalid_grant")
        act = run("authorize", account, self.folder, "3")
        sentence = failed(act.last, "channel", SIGN_IN)
        assert "Sign in again" in sentence and "interrupted" not in sentence, sentence
        assert self.count("refused invalid_grant") == refused + 1, "the provider was asked again and again"
        connect(self.issuer, account)
        assert self.authorize(account).last == "done"

    def killed_between(self):
        """Killed after the provider's answer, before the keyring has it: named, and signing in helps."""
        account = self.account()
        stored = run("age", account) and run("show", account).get("stored")
        refreshes = self.count("refresh")
        act = Act("authorize", account, self.folder, RBK_TEST_STORE="stop")
        act.wait_stopped()
        assert self.count("refresh") == refreshes + 1
        assert run("show", account).get("stored") == stored, "not killed between"
        assert not act.get("authorization")
        # Another one waits until it is gone, and no longer.
        other = Act("authorize", account, self.folder)
        act.kill()
        sentence = failed(other.end(), "channel", SIGN_IN)
        assert "interrupted" in sentence and "Sign in again" in sentence, sentence
        connect(self.issuer, account)
        assert self.authorize(account).last == "done"

    def killed_anywhere(self):
        random.seed(SEED)
        account = self.account()
        start = time.monotonic()
        run("age", account)
        assert self.authorize(account).last == "done"
        span, kills, ended = (time.monotonic() - start) * 0.6, 0, 0
        while kills < KILLS:
            run("age", account)
            act = Act("authorize", account, self.folder)
            try:
                act.child.wait(random.uniform(0.002, span))
            except subprocess.TimeoutExpired:
                kills += 1
            act.kill()
            remember(account)
            last = self.authorize(account).last
            if last != "done":
                failed(last, "channel", SIGN_IN)
                ended += 1
                connect(self.issuer, account)
                assert self.authorize(account).last == "done"
        report.note(f"seed {SEED}: {kills} kills, {ended} times signed in again")

    def answer_lost(self):
        for fault, code in (("cut", CUT), ("garbage", BAD_REPLY)):
            account = self.account(self.faulty.issuer(fault))
            run("age", account)
            failed(self.authorize(account).last, "channel", code)
            assert "interrupted" in failed(self.authorize(account).last, "channel", SIGN_IN)

    def provider_busy(self):
        account = self.account(self.faulty.issuer("busy"))
        run("age", account)
        failed(self.authorize(account).last, "channel", BUSY)
        assert self.authorize(account).last == "done"

    def keyring_refuses_once(self):
        """The answer came, and the keyring locked meanwhile: it is kept, and stored first the next time."""
        account = self.account()
        run("age", account)
        refreshes = self.count("refresh")
        act = run("authorize", account, self.folder, "2", RBK_TEST_STORE="refuse")
        failed(act.lines[0], "keyring", LOCKED)
        assert act.last == "done" and len(act.get("authorization")) == 1, act.lines
        assert self.count("refresh") == refreshes + 1
        remember(account)
        assert self.authorize(account).get("authorization") == act.get("authorization")

    # ---- Giving it up ----

    def revoked(self):
        account = self.account()
        stored = remember(account)
        act = run("sign-out", account, self.folder)
        assert act.last == "done" and not act.get("remark"), act.lines
        assert self.count("revoke") == 1
        assert "not signed in" in failed(run("show", account).last, "channel", SIGN_IN)
        assert not [name for name in os.listdir(self.folder) if account in name]
        # The provider has heard it: who kept a copy has nothing.
        subprocess.run(["secret-tool", "store", "--label=Ringback", "purpose", "tokens", "name", account, "xdg:schema",
                        "app.ringback.Ringback"], input=stored, text=True, check=True)
        run("age", account)
        failed(self.authorize(account).last, "channel", SIGN_IN)
        assert run("sign-out", account, self.folder).last == "done"
        assert run("sign-out", account, self.folder).last == "done", "twice is no error"

    def provider_not_told(self):
        for fault in ("deaf", "mute"):
            account = self.account(self.faulty.issuer(fault))
            act = run("sign-out", account, self.folder)
            assert act.last == "done" and "could not be told" in act.get("remark")[0], act.lines
            failed(run("show", account).last, "channel", SIGN_IN)

    def nothing_told(self):
        assert len(secrets_seen) > 20
        found = [token[:4] for token in secrets_seen for text in said if token in text]
        assert not found, found
        assert not [text for text in said if "anna-password" in text or "code_verifier=" in text]


report = tap.Tap()
with tempfile.TemporaryDirectory(prefix="rbk-sign-in-") as home:
    if STATE == "unlocked":
        with peer.Peers("sign-in") as servers:
            test = Test(servers, home)
            for title, function in (
                    ("signs in by browser with a code and PKCE", test.code_and_pkce),
                    ("a refused consent is said in words", test.consent_refused),
                    ("A-1 another person's account is refused", test.somebody_else),
                    ("a sign-in can be cancelled", test.cancelled),
                    ("a wrong issuer, nonce, person or scope is refused", test.wrong_answers),
                    ("a wrong state is refused and does not end the wait", test.wrong_state),
                    ("signs in with a code on another device", test.device),
                    ("a refused code is said in words", test.device_refused),
                    ("a code that expired is said in words", test.device_expired),
                    ("slow_down slows down", test.device_slow_down),
                    ("a code can be cancelled", test.device_cancelled),
                    ("tokens are renewed and rotated", test.rotation),
                    ("four processes renew once", test.one_at_a_time),
                    ("a second use of a refresh token ends the sign-in, in words", test.reuse),
                    ("killed between answer and keyring: named, and a way on", test.killed_between),
                    ("killed anywhere: goes on, or asks to sign in", test.killed_anywhere),
                    ("an answer that was lost is named", test.answer_lost),
                    ("a busy provider is asked later", test.provider_busy),
                    ("a keyring that refuses loses nothing", test.keyring_refuses_once),
                    ("A-5 signing out revokes and clears", test.revoked),
                    ("signing out says what it could not do", test.provider_not_told),
                    ("no secret in any output or log", test.nothing_told)):
                with report.subtest(title):
                    function()
    else:
        codes = (LOCKED, DISMISSED) if STATE == "locked" else (ABSENT,)
        for words in (("authorize", "locked-account", home), ("renew", "locked-account", home),
                      ("sign-out", "locked-account", home)):
            with report.subtest(f"A-6 {words[0]} says that the keyring is {STATE}"):
                failed(run(*words).last, "keyring", *codes)
sys.exit(report.done())
