#!/usr/bin/env python3
# test_sending.py: a message that is taken back, and one that the power cuts off.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import sys

import steps
from driver.mail import Post
from floor import Floor
from tap import Tap

TO = "maria@example.com"

tap = Tap()
post = Post()


def mails():
    return len(post.arrived(TO))


with Floor() as floor:
    with tap.subtest("a mailbox whose password is wrong is not added, and it is said why", floor.seen):
        floor.start()
        steps.found_showroom(floor, "Lakeside Motors", post.domain, "Anna Berg", post.user, "555-555-0142")
        floor.session.key("ctrl+comma")
        steps.press(floor, "Add a company account")
        steps.fill_mailbox(floor, post.user, "not the password", post.server)
        floor.window.find("alert", re.compile("password|sign", re.I))
        steps.fill(floor, "Password", post.secret)
        steps.press(floor, "Test and Add")
        steps.finish_mailbox(floor)

    with tap.subtest("Undo takes a message back, and its draft is open again", floor.seen):
        steps.add_customer(floor, "Maria", "Ortiz", TO)
        said = floor.sound.voice(steps.SPEECH.split(".")[0], floor.file("said.wav"))
        steps.open_composer(floor)
        steps.record(floor, said)
        steps.send(floor, TO)
        steps.timeline(floor).find("button", "Undo").click()
        steps.timeline(floor).wait_words("Cancelled before it left")
        steps.open_composer(floor)
        floor.window.find("row", re.compile("^Take 1"))
        assert mails() == 0, "it left all the same"

    with tap.subtest("the power goes right after Send: after the restart it leaves, once", floor.seen):
        steps.send(floor, TO)
        steps.timeline(floor).find("button", "Undo")
        floor.program.kill()
        assert mails() == 0
        floor.start()
        steps.open_customer(floor, "Maria Ortiz")
        steps.timeline(floor).wait_words("Accepted by the mail server", timeout=60)
        assert mails() == 1, f"{mails()} mails arrived"

    with tap.subtest("a customer who asked us to stop gets nothing more (K-30)", floor.seen):
        steps.tab_to(floor, "button", re.compile("^They Asked Us to Stop"), limit=80)
        floor.session.key("Return")
        steps.fill(floor, "What they said", "Stop. Thank you")
        steps.press(floor, "Stop")
        floor.window.wait_words("Asked not to get")
        steps.open_composer(floor)
        steps.record(floor, said)
        steps.press(floor, "Use This Take")
        floor.window.wait_words("K-30")
        assert not floor.window.find_all("button", f"Send to {TO}", having=lambda node: node.sensitive)
        assert mails() == 1

sys.exit(tap.done())
