#!/usr/bin/env python3
# test_review_showroom.py: two managers judge the same voicemail, neither seeing what the other says.
#
# Beside a real mail server (tests/peers/with-cyrus).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import os
import re
import sys

import steps
from driver.mail import Post
from driver.wait import wait_for
from floor import Floor
from reviewing import add_person, comment, open_first, open_queue, reviews, score_all, wait_judging, write_strength
from tap import Tap

tap = Tap()
post = Post()
CUSTOMER = "maria@example.com"
ITEM = re.compile("^Anna Berg to Maria Ortiz")
FIRST, SECOND = "Carl Diaz", "Erin Fox"
# What leads from one page to another beside it.
TURN = ("radio button", "toggle button", "page tab")


@contextlib.contextmanager
def step(name):
    """One step of the story; after one that failed, the others cannot be done."""
    failed = tap.failed
    with tap.subtest(name, floor.seen):
        yield
    if tap.failed > failed:
        sys.exit(tap.done())


def open_preferences(floor, page):
    floor.session.key("ctrl+comma")
    floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), page).click()


def write_number(floor, name, number):
    """Into a row of a form that holds a number."""
    steps.tab_into(floor, "spin button", name, limit=120)
    floor.session.key("ctrl+a")
    floor.session.type(str(number))
    floor.session.key("Tab")
    wait_for(f"{number} in {name}", lambda: floor.window.find("spin button", name).value == number)


def submit(floor, said):
    """A take, to be heard by a manager instead of by the customer."""
    steps.open_composer(floor)
    steps.record(floor, said)
    steps.press(floor, "Use This Take")
    steps.press(floor, "Submit for Review")
    steps.press(floor, "Submit")
    floor.window.wait_gone("button", "Submit")
    steps.leave_dialogs(floor)
    steps.timeline(floor).find("row", re.compile("^Submitted for review, Anna Berg"))


with Floor(size=(1280, 1000), out=os.environ.get("RBK_PICTURES")) as floor:
    said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))

    with step("a showroom with two managers, who judge everything by two"):
        floor.start(env={"RBK_OUTBOX_HASTE": "1"})
        steps.found_showroom(floor, "Lakeside Motors", post.domain, FIRST, f"carl@{post.domain}", "(312) 555-0142",
                             role="Manager")
        add_person(floor, SECOND, f"erin@{post.domain}", role="Manager")
        add_person(floor, "Anna Berg", post.user)
        steps.add_mailbox(floor, post.user, post.secret, post.server)
        open_preferences(floor, "Policy")
        write_number(floor, re.compile("^Judged by two"), 100)
        steps.press(floor, "Sign Off")
        floor.window.wait_gone("button", "Sign Off")
        steps.leave_dialogs(floor)

    with step("a salesperson submits a voicemail"):
        steps.act_as(floor, "Anna Berg")
        steps.add_customer(floor, "Maria", "Ortiz", CUSTOMER)
        submit(floor, said)

    with step("Q-3: the first of two judges it, and reads that another will"):
        steps.act_as(floor, FIRST)
        open_queue(floor)
        reviews(floor).find("row", re.compile("Judged by two$"))
        open_first(floor, ITEM)
        wait_judging(floor)
        floor.session.key("Right", "Right")
        comment(floor, "The name comes at once", FIRST)
        score_all(floor, "44444444")
        write_strength(floor, "Nothing to add")
        floor.session.key("ctrl+Return")
        reviews(floor).wait_words("Nothing Waits for You")
        steps.leave_dialogs(floor)
        steps.open_customer(floor, "Maria Ortiz")
        steps.timeline(floor).find("row", re.compile("^Voicemail approved")).find("button", "Open").click()
        reviews(floor).wait_words("Another manager reviews it too. Both see what the other says once both have scored.")
        reviews(floor).wait_words("Nothing to add")
        floor.session.picture("first-of-two")
        steps.leave_dialogs(floor)

    with step("Q-3: the second sees nothing of it before they have scored, in the review or on the timeline"):
        steps.act_as(floor, SECOND)
        floor.window.find("button", "Reviews, 1 waits for you")
        steps.timeline(floor).find("row", re.compile("^Voicemail reviewed"))
        for words in ("Nothing to add", "100", "The name comes at once", "pproved"):
            assert not steps.timeline(floor).says(words), words
        open_queue(floor)
        open_first(floor, ITEM)
        wait_judging(floor)
        floor.session.picture("second-of-two")
        for words in ("Nothing to add", "The name comes at once", "pproved", re.compile(r"^Total \d")):
            assert not reviews(floor).says(words), words

    with step("beside a review, the timeline is there to be read: nothing in it can be pressed"):
        reviews(floor).find(TURN, "Customer").click()
        timeline = reviews(floor).find("log", "Timeline")
        wait_for("the customer’s timeline", lambda: timeline.find_all("row", re.compile("^Voicemail reviewed")))
        assert not timeline.find_all("button"), timeline.dump()
        reviews(floor).find(TURN, "Listen").click()

    with step("Q-3: the second scores it, too, and nothing waits for anybody"):
        score_all(floor, "12222222")
        write_strength(floor, "A clear number")
        floor.session.key("ctrl+Return")
        reviews(floor).wait_words("Nothing Waits for You")
        steps.leave_dialogs(floor)

    with step("nothing complained"):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
