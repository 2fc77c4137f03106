#!/usr/bin/env python3
# test_review.py: a manager hears what a salesperson recorded, judges it by keyboard alone and returns it; the
# salesperson records it once more, the manager approves, and it leaves.
#
# Beside a real mail server (tests/peers/with-cyrus).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import os
import re
import sys

import steps
from driver.mail import Post, sounds
from driver.sound import likeness, seconds
from driver.wait import wait_for
from floor import Floor
from reviewing import (add_person, comment, criterion, has_keyboard, open_first, open_queue, reviews, score_all, total,
                       wait_judging, write_improvement, write_strength)
from tap import Tap

tap = Tap()
post = Post()
CUSTOMER = "maria@example.com"
AGAIN = ("Hello Maria, Anna Berg, Lakeside Motors. The tow package that you asked about came in this morning. Call or "
         "text my direct line, five five five, zero one four two. That is five five five, zero one four two.")
# The same speech heard again is about 0.99, other speech below 0.7.
SAME = 0.9


def want_approval(floor):
    """Preferences, Policy: everybody's voicemails wait for a manager."""
    floor.session.key("ctrl+comma")
    floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Policy").click()
    steps.choose_from(floor, re.compile("^Waits for approval"), "Everybody’s")
    steps.press(floor, "Sign Off")
    floor.window.wait_gone("button", "Sign Off")
    steps.leave_dialogs(floor)


def record_and_send(floor, said):
    steps.record(floor, said)
    steps.send(floor, CUSTOMER)
    steps.timeline(floor).wait_words(re.compile("approv", re.I), timeout=40)


def hear(floor, said, name):
    """Space, to the end; what the loudspeaker gave is what was said. On a busy machine it may stutter, so whoever
    does not understand listens again."""
    for _ in range(3):
        heard = steps.listen(floor, floor.file(name))
        alike = likeness(floor.session, said, heard)
        tap.note(f"what the manager heard is like what was said: {alike:.3f}")
        if alike > SAME:
            break
    assert alike > SAME, f"what was heard is not what was said: likeness {alike:.2f}"


def add_mailbox(floor):
    floor.session.key("ctrl+comma")
    steps.press(floor, "Add a company account")
    steps.fill_mailbox(floor, post.user, post.secret, post.server)
    floor.window.find("button", f"Remove {post.user}", timeout=60)
    floor.window.wait_gone("button", "Test and Add")
    steps.leave_dialogs(floor)


@contextlib.contextmanager
def step(name):
    """One step of the story; after one that failed, the others cannot be done."""
    failed = tap.failed
    with tap.subtest(name, floor.seen):
        yield
    if tap.failed > failed:
        sys.exit(tap.done())


MANAGER = "Carl Diaz"

with Floor(size=(1280, 1000), out=os.environ.get("RBK_PICTURES")) as floor:
    env = {"RBK_OUTBOX_HASTE": "1"}
    said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))
    again = floor.sound.voice(AGAIN, floor.file("again.wav"))

    with step("a manager founds the showroom, and everybody’s voicemails wait for approval"):
        floor.start(env=env)
        steps.found_showroom(floor, "Lakeside Motors", post.domain, MANAGER, f"carl@{post.domain}",
                             "(312) 555-0142", role="Manager")
        add_person(floor, "Anna Berg", post.user)
        add_mailbox(floor)
        want_approval(floor)

    with step("a salesperson records and sends, and it is held until it is approved"):
        steps.act_as(floor, "Anna Berg")
        steps.add_customer(floor, "Maria", "Ortiz", CUSTOMER)
        steps.open_composer(floor)
        record_and_send(floor, said)
        floor.session.picture("held-for-approval")
        assert not post.arrived(CUSTOMER)

    with step("Q-4: whoever spoke it has nothing to judge"):
        open_queue(floor)
        assert not reviews(floor).says("To Review")
        reviews(floor).find("row", re.compile("^Anna Berg to Maria Ortiz"))
        floor.session.picture("own-waiting")
        steps.leave_dialogs(floor)

    with step("the manager is told how many wait, and finds it in the queue"):
        steps.act_as(floor, MANAGER)
        floor.window.find("button", "Reviews, 1 waits for you")
        open_queue(floor)
        floor.session.picture("queue")
        open_first(floor, re.compile("^Anna Berg to Maria Ortiz"))
        wait_judging(floor)
        floor.session.picture("judging")

    with step("the manager hears what was said, by the space bar"):
        hear(floor, said, "heard.wav")

    with step("Q-2: nothing can be decided without scores and a strength, and it says what lacks"):
        assert not floor.window.find("button", "Approve").sensitive
        assert not floor.window.find("button", "Return").sensitive
        floor.session.key("ctrl+Return")
        floor.window.find("button", "Approve")

    with step("C: a comment is kept at its second, and Escape gives one up"):
        floor.session.key("Right", "Right")
        moment = comment(floor, "The store is named late", MANAGER)
        assert moment == "0:04", moment
        floor.session.key("Left", "c")
        entry = floor.window.find("entry", "Comment at 0:02")
        wait_for("the keyboard in the comment", lambda: has_keyboard(entry))
        floor.session.type("not this")
        floor.session.key("Escape")
        floor.window.wait_gone("entry", re.compile("^Comment at"))
        assert not floor.window.says("not this")
        floor.session.picture("commented")

    with step("scores are given by 1 to 4 and the arrows, with their meaning in words"):
        score_all(floor, "32434343")
        write_strength(floor, "Warm, and not in a hurry")
        wait_for("a total", lambda: floor.window.find_all(None, re.compile(r"^Total \d+ of 100")))
        # 15·2/3 + 20·1/3 + 10 + 15·2/3 + 10 + 10·2/3 + 10 + 10·2/3
        assert total(floor).startswith("Total 70 of 100, "), total(floor)
        floor.session.picture("scored")

    with step("an unfinished review is there again, and is not lost without a question"):
        floor.session.key("Escape")
        reviews(floor).find("row", re.compile("Begun"))
        steps.leave_dialogs(floor)
        floor.session.key("ctrl+q")
        floor.window.find("dialog", "Leave a Review Unfinished?")
        floor.session.key("Escape")
        floor.window.wait_gone("dialog", "Leave a Review Unfinished?")
        open_queue(floor)
        open_first(floor, re.compile("^Anna Berg to Maria Ortiz"))
        wait_judging(floor)
        assert total(floor).startswith("Total 70 of 100, "), total(floor)

    with step("Q-6: a failed gate makes it 0 and is named"):
        floor.session.key("g")
        wait_for("the keyboard at a gate", lambda: any(
            node.focused for node in floor.window.find_all("check box")))
        floor.session.key("space")
        wait_for("the total to be 0", lambda: total(floor).startswith("Total 0 of 100, "))
        assert "Gate failed: " in total(floor), total(floor)
        floor.session.picture("gate-failed")
        floor.session.key("space")
        wait_for("the points to be back", lambda: total(floor).startswith("Total 70 of 100, "))

    with step("the manager returns it by keys, with what to do better, and nothing has left"):
        reviews(floor).wait_words("To return it: ")
        write_improvement(floor, "Say who you are in the first sentence")
        floor.session.key("ctrl+shift+Return")
        reviews(floor).wait_words("Nothing Waits for You")
        floor.session.picture("nothing-waits")
        steps.leave_dialogs(floor)
        assert floor.window.find("button", "Reviews")
        assert not post.arrived(CUSTOMER)

    with step("Q-5: the salesperson reads it on the timeline and hears the comment at its second"):
        steps.act_as(floor, "Anna Berg")
        steps.open_customer(floor, "Maria Ortiz")
        steps.timeline(floor).find("row", re.compile("^Voicemail returned")).find("button", "Open").click()
        reviews(floor).wait_words("Warm, and not in a hurry")
        reviews(floor).find(None, re.compile("^Total 70 of 100"))
        floor.session.picture("returned")
        steps.tab_to(floor, "row", f"At 0:04: The store is named late – {MANAGER}")
        floor.session.key("Return")
        floor.window.find("button", "Pause")
        floor.session.key("space")
        floor.window.find("button", "Play")
        wait_for("the place of the comment", lambda: reviews(floor).find(
            "slider", "Position in the recording").value >= 4)

    with step("the salesperson acknowledges, and answers"):
        steps.press(floor, "Acknowledge")
        floor.window.find("button", "Acknowledged")
        floor.window.find("entry", "Answer").write("I say it first now")
        steps.press(floor, "Answer")
        reviews(floor).find("row", re.compile("I say it first now"))

    with step("R records it once more for the same customer"):
        steps.tab_to(floor, "button", "Record Again")
        floor.session.key("r")
        steps.composer(floor)
        assert floor.window.find("dialog", "Voicemail for Maria Ortiz")
        record_and_send(floor, again)

    with step("the manager hears the new one, can hear the one before, and approves it"):
        steps.act_as(floor, MANAGER)
        floor.window.find("button", "Reviews, 1 waits for you")
        open_queue(floor)
        open_first(floor, re.compile("^Anna Berg to Maria Ortiz"))
        wait_judging(floor)
        floor.window.find("button", "Hear the One Before")
        hear(floor, again, "heard-again.wav")
        score_all(floor, "44444444")
        write_strength(floor, "Everything in its place")
        wait_for("a total", lambda: total(floor).startswith("Total 100 of 100, "))
        floor.session.key("ctrl+Return")
        reviews(floor).wait_words("Nothing Waits for You")
        steps.leave_dialogs(floor)

    with step("what was approved leaves, once, and is what was said the second time"):
        path, message = post.wait_for_one(CUSTOMER, timeout=90)
        kind, name, data = sounds(message)[0]
        file = floor.file(name or "sound")
        file.write_bytes(data)
        alike = likeness(floor.session, again, file)
        tap.note(f"{name} ({kind}, {seconds(floor.session, file):.1f} s) is like what was said: {alike:.3f}")
        assert alike > SAME, f"{name} does not hold what was said: likeness {alike:.2f}"
        assert likeness(floor.session, said, file) < SAME
        assert len(post.arrived(CUSTOMER)) == 1, "it arrived more than once"
        floor.session.key("ctrl+End")
        steps.timeline(floor).wait_words("Accepted by the mail server", timeout=60)

    with step("nothing complained"):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
