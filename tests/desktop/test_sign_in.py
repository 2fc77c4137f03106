#!/usr/bin/env python3
# test_sign_in.py: company mailboxes that are signed in to in the browser, or by a code, as a salesperson adds them.
#
# Beside oidc-provider and Google's and Microsoft's mail by their own descriptions (tests/peers/with-sign-in,
# with-gmail, with-graph). The window opens the provider's page in the desktop's browser; the test is the person in it.
# In the sandbox it is opened through the OpenURI portal, and the browser comes back to a port inside.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import email
import email.policy
import json
import os
import pathlib
import re
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

import secrecy
import steps
from driver import browser
from driver.wait import wait_for
from floor import Floor
from tap import Tap

sys.path.append(os.path.join(os.environ["MESON_SOURCE_ROOT"], "tests/peers"))
import sign_in  # noqa: E402  pylint: disable=wrong-import-position

tap = Tap()
ANNA = "anna@dealer.test"
CUSTOMER = "maria@example.com"
WORDS = "It is here, and I kept the keys for you."
SUBJECT = "The blue wagon"
GOOGLE = os.environ["RBK_TEST_GOOGLE_ISSUER"]
MICROSOFT = os.environ["RBK_TEST_MICROSOFT_ISSUER"]
secrets = secrecy.Secrets(password=["anna-password"])
secrets.about_customer("Maria", "Ortiz", CUSTOMER, WORDS, SUBJECT)


def events(name):
    return pathlib.Path(os.environ["RBK_TEST_SIGN_IN_EVENTS"]).read_text().split("\n").count(name)


def ask_gmail(place):
    context = ssl.create_default_context(cafile=os.environ["RBK_TEST_CA_FILE"])
    request = urllib.request.Request(os.environ["RBK_TEST_GMAIL_URL"] + place, headers={"Authorization": "Bearer test"})
    with urllib.request.urlopen(request, context=context) as answer:
        return json.load(answer)


def arrived():
    """The mails that Google sent, by who got them."""
    found = []
    for one in ask_gmail("/gmail/v1/users/me/messages").get("messages", []):
        raw = ask_gmail(f"/gmail/v1/users/me/messages/{one['id']}?format=raw")["raw"]
        mail = email.message_from_bytes(base64.urlsafe_b64decode(raw + "=="), policy=email.policy.default)
        if CUSTOMER in (mail["To"] or ""):
            found.append(mail)
    return found


def remember_tokens(floor):
    """What the keyring got must be nowhere else."""
    tool = ["flatpak", "--user", "run", "--command=secret-tool", floor.flatpak] if floor.flatpak else ["secret-tool"]
    said = floor.session.run(*tool, "search", "--all", "--unlock", "purpose", "tokens", check=False)
    kept = [json.loads(line.removeprefix("secret = ")) for line in said.stdout.splitlines()
            if line.startswith("secret = ")]
    assert len(kept) == 1, (len(kept), said.stderr)
    for name in ("access", "refresh"):
        secrets.add(name + " token", kept[0][name])


def choose_kind(floor, kind, server, issuer):
    steps.press(floor, "Add a company account")
    steps.choose_from(floor, re.compile("^Kind"), re.compile(kind))
    steps.fill(floor, "Address", ANNA)
    steps.fill_server(floor, server)
    steps.fill(floor, re.compile("^Sign-in server"), issuer)


def error(floor, words):
    floor.window.find("alert", re.compile(words), timeout=40)
    floor.window.find("button", "Sign In and Add")


def send_email(floor):
    floor.session.key("ctrl+e")
    steps.fill(floor, "Subject", SUBJECT)
    floor.window.find("dialog", re.compile("^Write to")).find(("text", "entry"), "Message").write(WORDS)
    button = f"Send to {CUSTOMER}"
    wait_for(f"the button {button!r}", lambda: any(
        node.sensitive for node in floor.window.find_all("button", button)))
    floor.session.key("ctrl+Return")
    floor.window.wait_gone("dialog", re.compile("^Write to"))


with Floor(microphone=None) as floor, secrets.watch("ringback"):
    opened = browser.Browser(floor.session)

    with tap.subtest("a showroom is founded, and its policy says how Google and Microsoft know Ringback", floor.seen):
        floor.start(env={"RBK_OUTBOX_HASTE": "1", "G_MESSAGES_DEBUG": "all"})
        steps.found_showroom(floor, "Lakeside Motors", "dealer.test", "Anna Berg", ANNA, "(312) 555-0142")
        floor.session.key("ctrl+comma")
        floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Policy").click()
        steps.fill(floor, "Microsoft tenant", os.environ["RBK_TEST_MICROSOFT_TENANT"])
        steps.fill(floor, "Microsoft client id", "showroom")
        steps.fill(floor, "Google client id", "showroom")
        steps.fill(floor, "Google client secret", os.environ["RBK_TEST_GOOGLE_SECRET"])
        steps.press(floor, "Sign Off")
        floor.window.wait_gone("button", "Sign Off")
        floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Accounts").click()

    with tap.subtest("who refuses at the provider is told that nothing was connected", floor.seen):
        choose_kind(floor, "^Google", os.environ["RBK_TEST_GMAIL_URL"], GOOGLE)
        floor.session.picture("google")
        assert not floor.window.find_all("button", "Sign In on Another Device")
        steps.press(floor, "Sign In and Add")
        _, status, page = sign_in.Browser(allow="no").go(opened.wait_for_next())
        assert status == 200, page
        error(floor, "was not allowed to use the account")
        floor.session.picture("refused")

    with tap.subtest("who closes the browser cancels in the window, and nobody comes back later", floor.seen):
        steps.press(floor, "Sign In and Add")
        url = opened.wait_for_next()
        floor.window.wait_words("Go on in the browser")
        floor.window.find("button", "Copy the Address")
        floor.session.picture("waiting")
        steps.press(floor, "Cancel")
        floor.window.find("button", "Sign In and Add")
        back = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["redirect_uri"][0]

        def closed():
            try:
                urllib.request.urlopen(back, timeout=5).close()
            except urllib.error.HTTPError:
                return False
            except OSError:
                return True
            return False
        wait_for("the port to be closed", closed)

    with tap.subtest("A-3: who signs in as somebody else is told as whom", floor.seen):
        steps.press(floor, "Sign In and Add")
        sign_in.Browser(user="bob@dealer.test", password="bob-password").go(opened.wait_for_next())
        error(floor, "You signed in as bob@dealer.test")

    with tap.subtest("a Google mailbox is signed in to in the browser, tested and added", floor.seen):
        steps.press(floor, "Sign In and Add")
        url = opened.wait_for_next()
        for wanted in ("code_challenge_method=S256", "access_type=offline", "hd=dealer.test", "gmail.send"):
            assert wanted in url, (wanted, url)
        end, status, page = sign_in.Browser().go(url)
        assert status == 200 and "go back to Ringback" in page, (end, page)
        secrets.add("code", urllib.parse.parse_qs(urllib.parse.urlsplit(end).query)["code"][0])
        floor.window.find("button", f"Remove {ANNA}", timeout=60)
        floor.window.wait_gone("button", "Sign In and Add")
        floor.window.wait_words("Google Workspace mailbox")
        remember_tokens(floor)
        steps.leave_dialogs(floor)

    with tap.subtest("an email that is written in the window leaves by it, once", floor.seen):
        steps.add_customer(floor, "Maria", "Ortiz", CUSTOMER)
        send_email(floor)
        steps.timeline(floor).wait_words(re.compile("^Accepted"), timeout=60)
        (mail,) = arrived()
        assert mail["From"].endswith(f"<{ANNA}>") and mail["Subject"] == SUBJECT, mail
        assert "kept the keys" in mail.get_body(("plain",)).get_content()

    with tap.subtest("an account that is removed is signed out at the provider", floor.seen):
        floor.session.key("ctrl+comma")
        steps.press(floor, f"Remove {ANNA}")
        floor.window.find("alert").find("button", "Remove").click()
        floor.window.wait_words("None yet", timeout=40)
        assert events("revoke") >= 1

    with tap.subtest("where there is no browser a Microsoft mailbox is signed in to by a code", floor.seen):
        choose_kind(floor, "^Microsoft", os.environ["RBK_TEST_GRAPH_URL"], MICROSOFT)
        steps.press(floor, "Sign In on Another Device")
        floor.window.wait_words(re.compile(re.escape(MICROSOFT) + "/device"), timeout=40)
        code = next(filter(None, (re.fullmatch(r"[A-Z]{4}-[A-Z]{4}", words) for words in floor.window.words())))[0]
        floor.session.picture("code")
        before = len(opened.addresses())
        sign_in.Browser().enter(code, MICROSOFT + "/device")
        floor.window.find("button", f"Remove {ANNA}", timeout=60)
        assert len(opened.addresses()) == before
        floor.window.wait_words("Microsoft 365 mailbox")
        assert events("device") == 1
        remember_tokens(floor)
        steps.leave_dialogs(floor)

    with tap.subtest("and sends", floor.seen):
        send_email(floor)
        wait_for("two accepted", lambda: len([words for words in steps.timeline(floor).find_all(
            None, re.compile("^Accepted"))]) >= 2, timeout=60)

    with tap.subtest("it ends in order", floor.seen):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

    with tap.subtest("no secret, and nothing of a customer, is in its log, its arguments or its environment", floor.seen):
        log = floor.program.log()
        assert "-DEBUG: " in log, "it did not say all that it can"
        found = secrets.find_in("the log", log) + secrets.seen()
        assert not found, found

sys.exit(tap.done())
