#!/usr/bin/env python3
# test_written.py: texts and emails as a salesperson writes them: from company
# accounts only, through the gate, now, later, held, taken back and written anew.
#
# Beside a real mail server and a texting provider (tests/peers/with-cyrus,
# with-twilio). The clock in the window is set, as what may leave depends on it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import datetime
import json
import os
import re
import sys
import time
import urllib.request
import zoneinfo

import secrecy
import steps
from driver.mail import Post, words
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
post = Post()
ZONE = zoneinfo.ZoneInfo("America/Chicago")
PHONE = "(312) 555-0163"
NUMBER = "+13125550163"
LINE = os.environ["RBK_TEST_TWILIO_LINE"]
SERVICE = os.environ["RBK_TEST_TWILIO_SERVICE"]
secrets = secrecy.of_environment()
secrets.about_customer("Ortiz", PHONE, "maria@example.com", "blue wagon", "kept the keys", "first words")


def ahead(hour):
    """Seconds from now to the next Wednesday at that hour, in Chicago: no weekend and no public holiday."""
    now = datetime.datetime.now(ZONE)
    day = now.date() + datetime.timedelta(days=(2 - now.weekday()) % 7 or 7)
    while (day.month, day.day) in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)):
        day += datetime.timedelta(days=7)
    then = datetime.datetime.combine(day, datetime.time(hour), ZONE)
    return str(int(then.timestamp() - time.time()))


def texts():
    """What the provider has, the newest first."""
    account, token = os.environ["RBK_TEST_TWILIO_ACCOUNT"], os.environ["RBK_TEST_TWILIO_TOKEN"]
    request = urllib.request.Request(
        f"{os.environ['RBK_TEST_TWILIO_STATE']}/2010-04-01/Accounts/{account}/Messages.json?PageSize=100")
    pair = base64.b64encode(f"{account}:{token}".encode()).decode()
    request.add_header("Authorization", f"Basic {pair}")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["messages"]


def deliver(sid):
    account, token = os.environ["RBK_TEST_TWILIO_ACCOUNT"], os.environ["RBK_TEST_TWILIO_TOKEN"]
    request = urllib.request.Request(f"{os.environ['RBK_TEST_TWILIO_STATE']}/_twilio/simulate/message-status",
                                     data=f"MessageSid={sid}&Status=delivered".encode())
    pair = base64.b64encode(f"{account}:{token}".encode()).decode()
    request.add_header("Authorization", f"Basic {pair}")
    urllib.request.urlopen(request).close()


def dialog(floor):
    return floor.window.find("dialog", re.compile("^Write to"))


def write(floor, what, key):
    """Ctrl+T or Ctrl+E, and the words; the button that sends is ready then."""
    floor.session.key(key)
    message = dialog(floor).find(("text", "entry"), "Message")
    wait_for("the keyboard in the message", lambda: any(node.focused for node in message.walk()))
    message.write(what)


def send(floor, to):
    button = f"Send to {to}"
    wait_for(f"the button {button!r}", lambda: any(
        node.sensitive for node in floor.window.find_all("button", button)))
    floor.session.key("ctrl+Return")
    floor.window.wait_gone("dialog", re.compile("^Write to"))


def leave(floor):
    floor.session.key("ctrl+q")
    assert floor.program.process.wait(30) == 0
    assert not floor.complaints(), floor.complaints()


with Floor(microphone=None) as floor, secrets.watch("ringback"):
    env = {"TZ": "America/Chicago", "RBK_OUTBOX_HASTE": "1", "G_MESSAGES_DEBUG": "all"}

    with tap.subtest("A-1: a showroom is founded, and a personal mailbox is refused with the rule", floor.seen):
        floor.start(env={**env, "RBK_CLOCK_AHEAD": ahead(12)})
        steps.found_showroom(floor, "Lakeside Motors", post.domain, "Anna Berg", post.user, "(312) 555-0142")
        floor.session.key("ctrl+comma")
        steps.press(floor, "Add a company account")
        steps.fill(floor, "Address", "anna.berg@yahoo.com")
        floor.window.find("alert", re.compile("A-1"))

    with tap.subtest("a company mailbox is tested and added", floor.seen):
        steps.fill_mailbox(floor, post.user, post.secret, post.server)
        floor.window.wait_words("The account works and was added", timeout=40)
        floor.window.wait_gone("button", "Test and Add")

    with tap.subtest("a texting number is tested and added", floor.seen):
        steps.press(floor, "Add a company account")
        steps.choose_from(floor, re.compile("^Kind"), re.compile("^Texting number"))
        steps.fill(floor, "Number", LINE)
        steps.fill(floor, "Account SID", os.environ["RBK_TEST_TWILIO_ACCOUNT"])
        steps.fill(floor, "Auth token", os.environ["RBK_TEST_TWILIO_TOKEN"])
        steps.fill_server(floor, os.environ["RBK_TEST_TWILIO_URL"])
        steps.fill(floor, re.compile("^Messaging service"), "SM123")
        steps.press(floor, "Test and Add")
        floor.window.find("alert", re.compile("no messaging service"))
        steps.fill(floor, re.compile("^Messaging service"), SERVICE)
        steps.press(floor, "Test and Add")
        floor.window.wait_gone("button", "Test and Add", timeout=40)
        floor.window.wait_words(LINE[-4:])

    with tap.subtest("the company policy is signed off", floor.seen):
        floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Policy").click()
        steps.fill(floor, "Number", LINE)
        steps.fill(floor, re.compile("^Registration"), "CMP0123")
        assert floor.window.find("entry", "Postal address").text.startswith("100 Lake Street")
        steps.press(floor, "Sign Off")
        floor.window.wait_gone("button", "Sign Off")
        floor.window.wait_words("CMP0123")

    with tap.subtest("K-13: a rule is decided otherwise with a reason, and stands as it was again", floor.seen):
        steps.press(floor, "Decide a rule otherwise")
        decide = floor.window.find("button", "Decide")
        assert not decide.sensitive
        floor.window.wait_words("They wait for the hours")
        steps.fill(floor, "Reason", "Our lawyer says so")
        floor.session.picture("decide")
        decide.click()
        floor.window.wait_gone("button", "Decide")
        floor.window.wait_words(re.compile(r"K-13.*They leave at any hour"))
        floor.window.wait_words(re.compile(r"Our lawyer says so \(Anna Berg, "))
        floor.session.picture("overrides")
        steps.press(floor, re.compile("^Let it stand as it was.*K-13"))
        floor.window.wait_words("None: all rules stand")
        steps.leave_dialogs(floor)

    with tap.subtest("a customer with a number and an address is added", floor.seen):
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.press(floor, "Edit")
        floor.window.find("button", "Save")
        steps.press(floor, "Add a phone number")
        steps.fill(floor, "Phone number", PHONE)
        steps.fill(floor, "State", "IL")
        steps.fill(floor, "ZIP code", "60601")
        steps.press(floor, "Save")
        floor.window.wait_gone("button", "Save")

    with tap.subtest("K-41: a text needs their consent, which is noted where it is missed", floor.seen):
        write(floor, "Hi Maria.", "ctrl+t")
        floor.window.wait_words(re.compile("K-41"))
        dialog(floor).find("button", "They Agreed…").click()
        steps.press(floor, "Note It")
        floor.window.wait_gone("button", "Note It")
        wait_for("the way to be free", lambda: any(
            node.sensitive for node in floor.window.find_all("button", f"Send to {PHONE}")))
        floor.session.key("Escape")
        steps.press(floor, "Discard")
        floor.window.wait_gone("dialog", re.compile("^Write to"))

    with tap.subtest("a text is written, counted and sent; it names the sender and STOP (M-7)", floor.seen):
        write(floor, "Hi Maria, the blue wagon you asked about is here.", "ctrl+t")
        floor.window.wait_words(re.compile(r"^1 text, \d+ left"))
        floor.session.picture("text")
        send(floor, PHONE)
        steps.timeline(floor).find(None, "Undo")
        wait_for("the text at the provider", texts, timeout=40)
        (text,) = texts()
        assert text["to"] == NUMBER and text["from"] == LINE, text
        assert text["messaging_service_sid"] == SERVICE, text
        assert "blue wagon" in text["body"] and "Lakeside Motors" in text["body"] and "STOP" in text["body"], text
        deliver(text["sid"])
        steps.timeline(floor).wait_words("On their phone", timeout=60)

    with tap.subtest("an email is written and arrives once, with signature and postal address (M-5)", floor.seen):
        floor.session.key("ctrl+e")
        steps.fill(floor, "Subject", "The blue wagon")
        dialog(floor).find(("text", "entry"), "Message").write("It is here, and I kept the keys for you.")
        send(floor, "maria@example.com")
        _, mail = post.wait_for_one("maria@example.com")
        assert "kept the keys" in words(mail) and "0142" in words(mail), words(mail)
        assert "100 Lake Street" in words(mail), words(mail)
        assert mail["List-Unsubscribe"] == f"<mailto:{post.user}?subject=unsubscribe>", mail["List-Unsubscribe"]
        assert mail["List-Unsubscribe-Post"] is None, "one click is claimed"

    with tap.subtest("a text is undone in time, and never leaves", floor.seen):
        before = len(texts())
        write(floor, "This one is taken back.", "ctrl+t")
        send(floor, PHONE)
        steps.timeline(floor).find("button", "Undo").click()
        steps.timeline(floor).wait_words("Cancelled before it left")
        assert len(texts()) == before

    with tap.subtest("a text for later waits in the outbox, and can be written anew (voice 15)", floor.seen):
        write(floor, "For later, first words.", "ctrl+t")
        wait_for("Send Later", lambda: any(
            node.sensitive for node in floor.window.find_all(("button", "toggle button"), re.compile("^Send Later"))))
        steps.tab_into(floor, ("button", "toggle button"), re.compile("^Send Later"))
        floor.session.key("space")
        steps.tab_into(floor, ("row", "list item"), re.compile("In an hour"))
        floor.session.key("Return")
        floor.window.wait_gone("dialog", re.compile("^Write to"))
        steps.timeline(floor).wait_words(re.compile("^Leaves "))
        floor.session.key("ctrl+o")
        outbox = floor.window.find("dialog", "Outbox")
        outbox.find(None, re.compile("For later, first words"))
        floor.session.picture("outbox")
        outbox.find("button", re.compile("^Edit")).click()
        message = dialog(floor).find(("text", "entry"), "Message")
        wait_for("the words", lambda: "first words" in message.text)
        message.write("Edited words.")
        send(floor, PHONE)
        wait_for("the edited text at the provider", lambda: any("Edited words" in text["body"] for text in texts()),
                 timeout=40)
        assert not any("first words" in text["body"] for text in texts()), texts()
        steps.leave_dialogs(floor)

    with tap.subtest("it ends in order", floor.seen):
        leave(floor)

    with tap.subtest("K-1: at ten in the evening a text is held, and the window says why and until when", floor.seen):
        floor.start(env={**env, "RBK_CLOCK_AHEAD": ahead(22)})
        steps.open_customer(floor, "Maria Ortiz")
        write(floor, "Good night.", "ctrl+t")
        floor.window.wait_words(re.compile("K-1|K-6"))
        floor.session.picture("held")
        before = len(texts())
        wait_for("the button", lambda: any(node.sensitive for node in floor.window.find_all(
            "button", f"Send to {PHONE} When It May Leave")))
        floor.session.key("ctrl+Return")
        floor.window.wait_gone("dialog", re.compile("^Write to"))
        steps.timeline(floor).wait_words(re.compile("^(Held|Waits)|K-1|K-6"), timeout=40)
        assert len(texts()) == before

    with tap.subtest("K-13: an answer that is held is decided otherwise where it is written, and leaves", floor.seen):
        write(floor, "As you asked: blue it is.", "ctrl+t")
        steps.tab_into(floor, "switch", "They Asked for This")
        floor.session.key("space")
        wait_for("the way to decide it", lambda: dialog(floor).find_all("button", "Decide Otherwise…"))
        floor.session.picture("held-answer")
        # Not the one of the text that waits on the timeline below.
        dialog(floor).find("button", "Decide Otherwise…").click()
        decide = floor.window.find("button", "Decide")
        floor.window.wait_words(re.compile("^Answers to the customer.*K-13"))
        floor.window.wait_words(re.compile("They wait for the hours"))
        assert not decide.sensitive, "it is decided without a reason"
        steps.fill(floor, "Reason", "They asked for it tonight")
        floor.session.picture("decide-chosen")
        decide.click()
        floor.window.wait_gone("button", "Decide")
        send(floor, PHONE)
        wait_for("the answer at the provider", lambda: any("blue it is" in text["body"] for text in texts()),
                 timeout=40)
        assert not any("Good night" in text["body"] for text in texts()), texts()

    with tap.subtest("K-1: what waits in the outbox is decided otherwise there, and leaves by itself", floor.seen):
        floor.session.key("ctrl+o")
        outbox = floor.window.find("dialog", "Outbox")
        outbox.find(None, re.compile("Good night"))
        outbox.find("button", "Decide Otherwise…")
        floor.session.picture("held-outbox")
        outbox.find("button", "Decide Otherwise…").click()
        floor.window.wait_words(re.compile("^Hours for calls and texts.*K-1"))
        steps.choose_from(floor, re.compile("^From now on"), "It does not count here")
        steps.fill(floor, "Reason", "Our lawyer says so")
        steps.press(floor, "Decide")
        floor.window.wait_gone("button", "Decide")
        wait_for("the text at the provider", lambda: any("Good night" in text["body"] for text in texts()), timeout=40)
        steps.leave_dialogs(floor)
        floor.session.key("ctrl+comma")
        floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Policy").click()
        floor.window.wait_words(re.compile(r"They asked for it tonight \(Anna Berg, "))
        floor.window.wait_words(re.compile(r"Our lawyer says so \(Anna Berg, "))
        steps.leave_dialogs(floor)
        leave(floor)

    with tap.subtest("no secret, and nothing of a customer, is in its log, its arguments or its environment", floor.seen):
        log = floor.program.log()
        assert "-DEBUG: " in log, "it did not say all that it can"
        found = secrets.find_in("the log", log) + secrets.seen()
        assert not found, found

sys.exit(tap.done())
