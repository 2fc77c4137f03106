#!/usr/bin/env python3
# test_attachments.py: what goes with a text: a recording, a film, a contact card.
# What the window says arrived is opened as a customer's phone opens it.
#
# Beside a web space and a texting provider (tests/peers/with-web, with-twilio).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import datetime
import json
import os
import re
import ssl
import sys
import time
import urllib.request
import zoneinfo

import steps
from driver.wait import wait_for
from floor import Floor
from tap import Tap

tap = Tap()
ZONE = zoneinfo.ZoneInfo("America/Chicago")
PHONE = "(312) 555-0163"
LINE = os.environ["RBK_TEST_TWILIO_LINE"]
WEB = os.environ["RBK_TEST_WEB_URL"] + "/m/"


def ahead():
    """Seconds to noon on a Wednesday, in Chicago: no weekend and no public holiday."""
    now = datetime.datetime.now(ZONE)
    day = now.date() + datetime.timedelta(days=(2 - now.weekday()) % 7 or 7)
    while (day.month, day.day) in ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)):
        day += datetime.timedelta(days=7)
    return str(int(datetime.datetime.combine(day, datetime.time(12), ZONE).timestamp() - time.time()))


def texts():
    """What the provider has, the newest first."""
    account, token = os.environ["RBK_TEST_TWILIO_ACCOUNT"], os.environ["RBK_TEST_TWILIO_TOKEN"]
    request = urllib.request.Request(
        f"{os.environ['RBK_TEST_TWILIO_STATE']}/2010-04-01/Accounts/{account}/Messages.json?PageSize=100")
    request.add_header("Authorization", f"Basic {base64.b64encode(f'{account}:{token}'.encode()).decode()}")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["messages"]


def text_with(words):
    wait_for(f"a text with {words!r} at the provider", lambda: any(words in text["body"] for text in texts()),
             timeout=40)
    (text,) = [text for text in texts() if words in text["body"]]
    return text


def fetch(url):
    """What anybody gets who has the link."""
    with urllib.request.urlopen(url, context=ssl.create_default_context(
            cafile=os.environ["RBK_TEST_CA_FILE"])) as answer:
        return answer.headers["Content-Type"], answer.read()


def dialog(floor):
    return floor.window.find("dialog", re.compile("^Write to"))


def send(floor):
    wait_for("the way to be free", lambda: any(
        node.sensitive for node in floor.window.find_all("button", f"Send to {PHONE}")), timeout=40)
    floor.session.key("ctrl+Return")
    floor.window.wait_gone("dialog", re.compile("^Write to"))


def write(floor, words):
    floor.session.key("ctrl+t")
    message = dialog(floor).find(("text", "entry"), "Message")
    wait_for("the keyboard in the message", lambda: any(node.focused for node in message.walk()))
    message.write(words)


def add_account(floor, kind, fields):
    steps.press(floor, "Add a company account")
    steps.choose_from(floor, re.compile("^Kind"), re.compile(f"^{kind}"))
    for title, words in fields:
        steps.fill(floor, re.compile(f"^{title}"), words)


with Floor(out=os.environ.get("RBK_PICTURES")) as floor:
    said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))

    with tap.subtest("a showroom with a texting number and a customer who agreed to texts", floor.seen):
        floor.start(env={"TZ": "America/Chicago", "RBK_OUTBOX_HASTE": "1", "RBK_CLOCK_AHEAD": ahead()})
        steps.found_showroom(floor, "Lakeside Motors", "mail.test", "Anna Berg", "anna@mail.test", "(312) 555-0142")
        floor.session.key("ctrl+comma")
        add_account(floor, "Texting number", [("Number", LINE), ("Account SID", os.environ["RBK_TEST_TWILIO_ACCOUNT"]),
                                              ("Auth token", os.environ["RBK_TEST_TWILIO_TOKEN"])])
        steps.fill_server(floor, os.environ["RBK_TEST_TWILIO_URL"])
        steps.press(floor, "Test and Add")
        floor.window.wait_gone("button", "Test and Add", timeout=40)
        floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Policy").click()
        steps.fill(floor, "Number", LINE)
        steps.fill(floor, re.compile("^Registration"), "CMP0123")
        steps.press(floor, "Sign Off")
        floor.window.wait_gone("button", "Sign Off")
        floor.window.wait_words("CMP0123")
        steps.leave_dialogs(floor)
        steps.add_customer(floor, "Maria", "Ortiz", "maria@example.com")
        steps.press(floor, "Edit")
        floor.window.find("button", "Save")
        steps.press(floor, "Add a phone number")
        steps.fill(floor, "Phone number", PHONE)
        steps.fill(floor, "State", "IL")
        steps.fill(floor, "ZIP code", "60601")
        steps.press(floor, "Save")
        floor.window.wait_gone("button", "Save")
        write(floor, "Hi Maria.")
        floor.window.wait_words(re.compile("K-41"))
        dialog(floor).find("button", "They Agreed…").click()
        steps.press(floor, "Note It")
        floor.window.wait_gone("button", "Note It")

    with tap.subtest("without a web space the dialog says so, and what to do", floor.seen):
        steps.press(floor, "Video…")
        dialog(floor).find("alert", re.compile("Preferences, under Accounts"))
        floor.session.picture("no-web-space")
        dialog(floor).find("button", "Set One Up")
        floor.session.key("Escape")
        steps.press(floor, "Discard")
        floor.window.wait_gone("dialog", re.compile("^Write to"))
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
        dialog(floor).find(None, "Anna-Berg.vcf")
        floor.session.picture("card")
        send(floor)
        assert text_with("contact card")["num_media"] == "1"
        floor.window.wait_words(re.compile("^Perhaps they know this number"))
        floor.window.wait_words(re.compile(r"sent \(Today\).*not known"))
        floor.session.picture("card-sent")

    with tap.subtest("a recording goes as a voice note, and is heard on the timeline", floor.seen):
        steps.open_composer(floor)
        steps.record(floor, said)
        steps.leave_dialogs(floor)
        write(floor, "I said it for you, Maria.")
        steps.tab_into(floor, ("button", "toggle button"), "Recording")
        floor.session.key("space")
        row = floor.window.find("list item", re.compile(r"^Today, \d"))
        wait_for("the keyboard in the recording", lambda: row.focused)
        floor.session.key("Return")
        dialog(floor).find(None, "Voice note")
        floor.session.picture("voice-note")
        send(floor)
        assert text_with("I said it for you")["num_media"] == "1"

    with tap.subtest("a film goes as a link, which anybody can open who has it", floor.seen):
        film = floor.file("walk-around.mp4")
        film.write_bytes(bytes((i * 31 + i // 4099) % 256 for i in range(2 * 1024 * 1024)))
        write(floor, "I filmed it for you, Maria.")
        steps.press(floor, "Video…")
        chooser = floor.window.find(("file chooser", "dialog", "window"), "Choose a Video")
        floor.session.key("ctrl+l")
        place = chooser.find(("entry", "text"), having=lambda node: any(part.focused for part in node.walk()))
        place.write(str(film))
        floor.session.key("Return")
        floor.window.wait_gone(("file chooser", "dialog", "window"), "Choose a Video")
        dialog(floor).find(None, re.compile("^Online, 2"), timeout=40)
        floor.session.picture("film")
        send(floor)
        text = text_with("I filmed it")
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
