#!/usr/bin/env python3
# test_attachments.py: what goes with a text: a recording, a film, a contact card.
# What the window says arrived is opened as a customer's phone opens it.
#
# Beside a web space and a texting provider (tests/peers/with-web, with-twilio).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import re
import ssl
import sys
import urllib.request

import steps
from driver.hours import ahead
from driver.texts import Texting
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
PHONE = "(312) 555-0163"
texting = Texting()
WEB = os.environ["RBK_TEST_WEB_URL"] + "/m/"


def fetch(url):
    """What anybody gets who has the link."""
    with urllib.request.urlopen(url, context=ssl.create_default_context(
            cafile=os.environ["RBK_TEST_CA_FILE"])) as answer:
        return answer.headers["Content-Type"], answer.read()


def add_account(floor, kind, fields):
    steps.press(floor, "Add a company account")
    steps.choose_from(floor, re.compile("^Kind"), re.compile(f"^{kind}"))
    for title, words in fields:
        steps.fill(floor, re.compile(f"^{title}"), words)


with Floor(out=os.environ.get("RBK_PICTURES")) as floor:
    said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))

    with tap.subtest("a showroom with a texting number and a customer who agreed to texts", floor.seen):
        floor.start(env={"TZ": "America/Chicago", "RBK_OUTBOX_HASTE": "1", "RBK_CLOCK_AHEAD": ahead(12)})
        steps.found_showroom(floor, "Lakeside Motors", "mail.test", "Anna Berg", "anna@mail.test", "(312) 555-0142")
        floor.session.key("ctrl+comma")
        add_account(floor, "Texting number", [("Number", texting.line), ("Account SID", texting.account),
                                              ("Auth token", texting.token)])
        steps.fill_server(floor, texting.server)
        steps.press(floor, "Test and Add")
        floor.window.wait_gone("button", "Test and Add", timeout=40)
        steps.register_number(floor, texting.line)
        steps.leave_dialogs(floor)
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.add_phone_number(floor, PHONE)
        steps.write_message(floor, "Hi Maria.")
        steps.note_consent(floor)

    with tap.subtest("without a web space the dialog says so, and what to do", floor.seen):
        steps.press(floor, "Video…")
        steps.message(floor).find("alert", re.compile("Preferences, under Accounts"))
        floor.session.picture("no-web-space")
        steps.message(floor).find("button", "Set One Up")
        steps.discard_message(floor)
        floor.session.key("ctrl+comma")
        add_account(floor, "Web space", [("Address", WEB), ("User name", os.environ["RBK_TEST_USER"]),
                                         ("Password", os.environ["RBK_TEST_SECRET"])])
        steps.fill(floor, re.compile("^Address at which"), WEB)
        steps.press(floor, "Test and Add")
        floor.window.wait_gone("button", "Test and Add", timeout=40)
        steps.leave_dialogs(floor)

    with tap.subtest("P-1, C-17: before a call the card is offered, and what follows is not said as certain",
                     floor.seen):
        floor.window.wait_words(re.compile("^They likely do not know this number"))
        floor.session.picture("not-known")
        steps.press(floor, "Send Contact Card…")
        steps.message(floor).find(None, "Anna-Berg.vcf")
        floor.session.picture("card")
        steps.send_message(floor, PHONE, timeout=40)
        assert texting.wait_for_one("contact card")["num_media"] == "1"
        floor.window.wait_words(re.compile("^Perhaps they know this number"))
        floor.window.wait_words(re.compile(r"sent \(Today\).*not known"))
        floor.session.picture("card-sent")

    with tap.subtest("a recording goes as a voice note, and is heard on the timeline", floor.seen):
        steps.open_composer(floor)
        steps.record(floor, said)
        steps.leave_dialogs(floor)
        steps.write_message(floor, "I said it for you, Maria.")
        steps.tab_into(floor, ("button", "toggle button"), "Recording")
        floor.session.key("space")
        row = floor.window.find("list item", re.compile(r"^Today, \d"))
        wait_for("the keyboard in the recording", lambda: row.focused)
        floor.session.key("Return")
        steps.message(floor).find(None, "Voice note")
        floor.session.picture("voice-note")
        steps.send_message(floor, PHONE, timeout=40)
        assert texting.wait_for_one("I said it for you")["num_media"] == "1"

    with tap.subtest("a film goes as a link, which anybody can open who has it", floor.seen):
        film = floor.file("walk-around.mp4")
        film.write_bytes(bytes((i * 31 + i // 4099) % 256 for i in range(2 * 1024 * 1024)))
        steps.write_message(floor, "I filmed it for you, Maria.")
        steps.press(floor, "Video…")
        steps.choose_file(floor, "Choose a Video", film)
        steps.message(floor).find(None, re.compile("^Online, 2"), timeout=40)
        floor.session.picture("film")
        steps.send_message(floor, PHONE, timeout=40)
        text = texting.wait_for_one("I filmed it")
        (link,) = re.findall(r"https://\S+\.html", text["body"])
        kind, page = fetch(link)
        assert kind.startswith("text/html") and b"<video" in page and b"Maria" not in page, page
        (source,) = set(re.findall(rb'src="([^"]+)"', page))
        kind, got = fetch(WEB + source.decode().rpartition("/")[2])
        assert kind == "video/mp4" and got == film.read_bytes()

    with tap.subtest("it ends in order", floor.seen):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
