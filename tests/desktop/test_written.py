#!/usr/bin/env python3
# test_written.py: texts and emails as a salesperson writes them: from company
# accounts only, through the gate, now, later, held, taken back and written anew.
#
# Beside a real mail server and a texting provider (tests/peers/with-cyrus,
# with-twilio). The clock in the window is set, as what may leave depends on it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import secrecy
import steps
from driver.hours import ahead
from driver.mail import Post, words
from driver.texts import Texting
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
post = Post()
texting = Texting()
PHONE = "(312) 555-0163"
NUMBER = "+13125550163"
secrets = secrecy.of_environment()
secrets.about_customer("Ortiz", PHONE, "maria@example.com", "blue wagon", "kept the keys", "first words")


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
        steps.wait_for_account(floor, post.user)

    with tap.subtest("a texting number is tested and added", floor.seen):
        steps.press(floor, "Add a company account")
        steps.fill(floor, "Password", post.secret)
        steps.choose_from(floor, re.compile("^Kind"), re.compile("^Texting number"))
        assert floor.window.find("entry", "Auth token").text == "", "the mail server's password is shown to Twilio"
        steps.fill(floor, "Number", texting.line)
        steps.fill(floor, "Account SID", texting.account)
        steps.fill(floor, "Auth token", texting.token)
        steps.fill_server(floor, texting.server)
        steps.fill(floor, re.compile("^Messaging service"), "SM123")
        steps.press(floor, "Test and Add")
        floor.window.find("alert", re.compile("no messaging service"))
        steps.fill(floor, re.compile("^Messaging service"), texting.service)
        steps.press(floor, "Test and Add")
        floor.window.wait_gone("button", "Test and Add", timeout=40)
        floor.window.wait_words(texting.line[-4:])

    with tap.subtest("the company policy is signed off", floor.seen):
        steps.register_number(floor, texting.line)
        assert floor.window.find("entry", "Postal address").text.startswith("100 Lake Street")

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
        steps.add_phone_number(floor, PHONE)

    with tap.subtest("K-41: a text needs their consent, which is noted where it is missed", floor.seen):
        steps.write_message(floor, "Hi Maria.")
        steps.note_consent(floor)
        steps.wait_until_free(floor, PHONE)
        steps.discard_message(floor)

    with tap.subtest("a text is written, counted and sent; it names the sender and STOP (M-7)", floor.seen):
        steps.write_message(floor, "Hi Maria, the blue wagon you asked about is here.")
        floor.window.wait_words(re.compile(r"^1 text, \d+ left"))
        floor.session.picture("text")
        steps.send_message(floor, PHONE)
        steps.timeline(floor).find(None, "Undo")
        text = texting.wait_for_one("blue wagon")
        assert text["to"] == NUMBER and text["from"] == texting.line, text
        assert text["messaging_service_sid"] == texting.service, text
        assert "blue wagon" in text["body"] and "Lakeside Motors" in text["body"] and "STOP" in text["body"], text
        texting.deliver(text["sid"])
        steps.timeline(floor).wait_words("On their phone", timeout=60)

    with tap.subtest("an email is written and arrives once, with signature and postal address (M-5)", floor.seen):
        floor.session.key("ctrl+e")
        steps.fill(floor, "Subject", "The blue wagon")
        steps.message(floor).find(("text", "entry"), "Message").write("It is here, and I kept the keys for you.")
        steps.send_message(floor, "maria@example.com")
        _, mail = post.wait_for_one("maria@example.com")
        assert "kept the keys" in words(mail) and "0142" in words(mail), words(mail)
        assert "100 Lake Street" in words(mail), words(mail)
        assert mail["List-Unsubscribe"] == f"<mailto:{post.user}?subject=unsubscribe>", mail["List-Unsubscribe"]
        assert mail["List-Unsubscribe-Post"] is None, "one click is claimed"

    with tap.subtest("a text is undone in time, and never leaves", floor.seen):
        before = len(texting.arrived())
        steps.write_message(floor, "This one is taken back.")
        steps.send_message(floor, PHONE)
        steps.timeline(floor).find("button", "Undo").click()
        steps.timeline(floor).wait_words("Cancelled before it left")
        assert len(texting.arrived()) == before

    with tap.subtest("a text for later waits in the outbox, and can be written anew (voice 15)", floor.seen):
        steps.write_message(floor, "For later, first words.")
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
        message = steps.message(floor).find(("text", "entry"), "Message")
        wait_for("the words", lambda: "first words" in message.text)
        message.write("Edited words.")
        steps.send_message(floor, PHONE)
        texting.wait_for_one("Edited words")
        assert not any("first words" in text["body"] for text in texting.arrived()), texting.arrived()
        steps.leave_dialogs(floor)

    with tap.subtest("it ends in order", floor.seen):
        leave(floor)

    with tap.subtest("K-1: at ten in the evening a text is held, and the window says why and until when", floor.seen):
        floor.start(env={**env, "RBK_CLOCK_AHEAD": ahead(22)})
        steps.open_customer(floor, "Maria Ortiz")
        steps.write_message(floor, "Good night.")
        floor.window.wait_words(re.compile("K-1|K-6"))
        floor.session.picture("held")
        before = len(texting.arrived())
        wait_for("the button", lambda: any(node.sensitive for node in floor.window.find_all(
            "button", f"Send to {PHONE} When It May Leave")))
        floor.session.key("ctrl+Return")
        floor.window.wait_gone("dialog", re.compile("^Write to"))
        steps.timeline(floor).wait_words(re.compile("^(Held|Waits)|K-1|K-6"), timeout=40)
        assert len(texting.arrived()) == before

    with tap.subtest("K-13: an answer that is held is decided otherwise where it is written, and leaves", floor.seen):
        steps.write_message(floor, "As you asked: blue it is.")
        steps.tab_into(floor, "switch", "They Asked for This")
        floor.session.key("space")
        wait_for("the way to decide it", lambda: steps.message(floor).find_all("button", "Decide Otherwise…"))
        floor.session.picture("held-answer")
        # Not the one of the text that waits on the timeline below.
        steps.message(floor).find("button", "Decide Otherwise…").click()
        decide = floor.window.find("button", "Decide")
        floor.window.wait_words(re.compile("^Answers to the customer.*K-13"))
        floor.window.wait_words(re.compile("They wait for the hours"))
        assert not decide.sensitive, "it is decided without a reason"
        steps.fill(floor, "Reason", "They asked for it tonight")
        floor.session.picture("decide-chosen")
        decide.click()
        floor.window.wait_gone("button", "Decide")
        steps.send_message(floor, PHONE)
        texting.wait_for_one("blue it is")
        assert not any("Good night" in text["body"] for text in texting.arrived()), texting.arrived()

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
        texting.wait_for_one("Good night")
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
