#!/usr/bin/env python3
# test_review_showroom.py: what reviews are to the showroom: two managers who judge the same without seeing the
# other's, the library, the report as a table, the rubric and its versions; and the photo on the contact card.
#
# Beside a real mail server (tests/peers/with-cyrus).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import csv
import os
import re
import sys

import steps
from driver.mail import Post
from driver.sound import likeness, seconds
from driver.wait import wait_for
from floor import Floor
from reviewing import (add_person, comment, criterion, open_first, open_queue, reviews, score_all, wait_judging,
                       write_strength)
from tap import Tap

tap = Tap()
post = Post()
CUSTOMER = "maria@example.com"
ITEM = re.compile("^Anna Berg to Maria Ortiz")
FIRST, SECOND = "Carl Diaz", "Erin Fox"
# The same speech heard again is about 0.99, other speech below 0.7.
SAME = 0.9
# Nothing in the window has the colour of it.
PHOTO = "#18c43a"
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


def pixels_of(floor, colour):
    """How many pixels of the screen have it, or nearly."""
    shot = floor.file("screen.png")
    floor.session.settle()
    floor.session.run("import", "-window", "root", shot)
    share = floor.session.run("convert", shot, "-fuzz", "5%", "-transparent", colour, "-alpha", "extract", "-format",
                              "%[fx:(1-mean)*w*h]", "info:-").stdout
    return float(share)


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


def open_reviewed(floor, which):
    """What was judged, by the list of that name."""
    open_queue(floor)
    reviews(floor).find(TURN, which).click()
    open_first(floor, ITEM)


def two_said(floor):
    """What both of them gave, and what follows."""
    reviews(floor).wait_words(f"{FIRST} gave 100, {SECOND} 28: that is 72 points apart. Listen to it together and "
                              "talk about it (rule Q-3).")


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

    with step("Q-3: more than 15 points apart, both are asked to talk"):
        score_all(floor, "12222222")
        write_strength(floor, "A clear number")
        floor.session.key("ctrl+Return")
        reviews(floor).wait_words("Nothing Waits for You")
        steps.leave_dialogs(floor)
        open_reviewed(floor, "Reviewed")
        two_said(floor)
        reviews(floor).find("row", f"At 0:04: The name comes at once – {FIRST}")
        floor.session.picture("apart")
        steps.leave_dialogs(floor)
        steps.act_as(floor, FIRST)
        open_reviewed(floor, "Reviewed")
        two_said(floor)

    with step("a passage goes into the library, once a person has listened for the customer in it"):
        steps.press(floor, "Put in the library")
        dialog = floor.window.find("dialog", "Put in the Library")
        put = dialog.find("button", "Put in the Library")
        dialog.wait_words("Nothing is selected yet.")
        dialog.wait_words(re.compile("^0:00 / 0:[1-9]"))
        for key, moment in (("i", 5), ("o", 10)):
            dialog.find("button", "Forward 5 seconds").click()
            wait_for(f"second {moment}", lambda: dialog.find("slider", "Position in the recording").value >= moment)
            floor.session.key(key)
        dialog.wait_words("From 0:05.0 to 0:10.0")
        dialog.find("entry", "What it shows").write("What is new, in one sentence")
        assert not put.sensitive
        steps.tab_into(floor, "switch", "I have heard it")
        floor.session.key("space")
        floor.session.picture("into-the-library")
        put.click()
        floor.window.wait_gone("dialog", "Put in the Library")
        steps.leave_dialogs(floor)

    with step("whoever records plays it from the composer, and hears that passage alone"):
        steps.act_as(floor, "Anna Berg")
        steps.open_composer(floor)
        steps.tab_into(floor, ("button", "toggle button"), "Worth hearing", limit=120)
        floor.session.key("Return")
        library = floor.window.find("list", "Worth Hearing")
        row = library.find("row", re.compile("^What is new, in one sentence"))
        assert not library.find_all("button"), "only a manager takes it out of the library"
        steps.tab_into(floor, "row", re.compile("^What is new, in one sentence"))
        ear = floor.sound.listen(floor.file("heard.wav"))
        floor.session.key("Return")
        wait_for("it to play", lambda: floor.sound.players() > 0)
        floor.session.picture("library")
        wait_for("it to end", lambda: floor.sound.players() == 0, timeout=30)
        passage = floor.file("passage.wav")
        quiet = ("silence", "1", "0.02", "0.5%", "reverse")
        floor.session.run("sox", ear.stop(), passage, *quiet, *quiet)
        length, alike = seconds(floor.session, passage), likeness(floor.session, passage, said)
        tap.note(f"{length:.1f} s were heard, which stand in what was said: {alike:.3f}")
        assert 3.5 < length < 5.5, length
        assert alike > SAME, alike
        steps.leave_dialogs(floor)

    with step("practice 63: the report is a table for a spreadsheet, too"):
        steps.act_as(floor, FIRST)
        open_queue(floor)
        steps.press(floor, "Report")
        wait_for("the numbers", lambda: floor.window.find("button", "Export…").sensitive)
        floor.session.picture("report")
        reviews(floor).wait_words("1 reviewed · 1 of 1 judged by two were more than 15 points apart")
        steps.press(floor, "Export…")
        file = floor.file("reviews of the showroom.csv")
        steps.choose_file(floor, "Export the Report", file)
        wait_for("the file", lambda: file.exists() and file.read_bytes().endswith(b"\r\n"))
        with open(file, newline="", encoding="utf-8") as table:
            lines = list(csv.DictReader(table))
        (line,) = [line for line in lines if line["Person"] == "Anna Berg" and line["Voicemails"] != "0"]
        tap.note(str(line))
        wanted = {"Voicemails": "1", "Reviewed": "1", "Average points": "64.00", "Identity early and clear": "1.50",
                  "Direct line": "2.00", "Unrecognisable": "0"}
        assert {name: line[name] for name in wanted} == wanted, line
        steps.leave_dialogs(floor)

    with step("Q-7: a changed rubric is a new version, once its weights are a hundred together"):
        open_preferences(floor, "Review")
        floor.window.wait_words(re.compile("^Version 1"))
        steps.tab_to(floor, "row", re.compile("^Identity early and clear"), limit=80)
        floor.session.key("Return")
        floor.window.find("entry", "Criterion").write("Who is calling")
        write_number(floor, "Weight", 25)
        floor.window.wait_words("The weights are 110 together: 10 more than 100.")
        save = floor.window.find("button", "Save as a New Version")
        assert not save.sensitive
        write_number(floor, "Weight", 15)
        floor.window.wait_words("The weights are 100 together, as they have to be.")
        floor.session.picture("rubric")
        save.click()
        floor.window.wait_words(re.compile("^Version 2"))
        steps.leave_dialogs(floor)

    with step("Q-7: old scores keep the version that they were given by"):
        open_reviewed(floor, "Reviewed")
        two_said(floor)
        reviews(floor).wait_words("By version 1 of the rubric")
        reviews(floor).find(None, re.compile("^Total 28 of 100"))
        floor.session.picture("old-version")
        steps.leave_dialogs(floor)

    with step("Q-7: what is judged now is judged by the new one"):
        steps.act_as(floor, "Anna Berg")
        submit(floor, floor.sound.voice(steps.SPEECH.split(". ")[1], floor.file("again.wav")))
        steps.act_as(floor, FIRST)
        open_queue(floor)
        open_first(floor, ITEM)
        wait_judging(floor)
        assert criterion(floor, 0).name.startswith("Who is calling, weight 15"), criterion(floor, 0).name
        steps.leave_dialogs(floor)

    with step("a photo is chosen, seen, and kept"):
        photo = floor.file("anna.png")
        floor.session.run("convert", "-size", "900x600", f"xc:{PHOTO}", photo)
        steps.act_as(floor, "Anna Berg")
        open_preferences(floor, "People")
        steps.tab_to(floor, "row", "Anna Berg", limit=80)
        floor.session.key("Return")
        person = floor.window.find("dialog", "Anna Berg")
        assert not person.find_all("button", "Remove the Photo")
        assert pixels_of(floor, PHOTO) < 100
        person.find("button", "Choose a Photo…").click()
        steps.choose_file(floor, "Choose a Photo", photo)
        person.find("button", "Remove the Photo")
        floor.session.picture("photo")
        assert pixels_of(floor, PHOTO) > 1000, "the photo is not drawn"
        steps.press(floor, "Save")
        floor.window.wait_gone("dialog", "Anna Berg")
        steps.tab_to(floor, "row", "Anna Berg", limit=80)
        floor.session.key("Return")
        floor.window.find("dialog", "Anna Berg").find("button", "Remove the Photo")
        steps.leave_dialogs(floor)

    with step("a file that is no picture is refused in words"):
        open_preferences(floor, "People")
        steps.tab_to(floor, "row", "Anna Berg", limit=80)
        floor.session.key("Return")
        person = floor.window.find("dialog", "Anna Berg")
        person.find("button", "Choose a Photo…").click()
        broken = floor.file("broken.png")
        broken.write_bytes(b"\x89PNG and nothing that follows")
        steps.choose_file(floor, "Choose a Photo", broken)
        person.wait_words("This file is no picture that can be read. Choose a JPEG or PNG file.")
        floor.session.picture("no-picture")
        steps.leave_dialogs(floor)

    with step("it goes on the contact card, and is gone from it when it was removed"):
        def card(number):
            """The lines of the contact card that arrived as the number-th."""
            steps.write_message(floor, "Who is calling you stands on it.", key="ctrl+e")
            steps.message(floor).find("entry", "Subject").write("My contact card")
            steps.press(floor, "Contact Card")
            steps.message(floor).find(None, "Anna-Berg.vcf")
            floor.session.picture("contact-card")
            steps.send_message(floor, CUSTOMER, timeout=40)
            wait_for(f"mail {number}", lambda: len(post.arrived(CUSTOMER)) == number, timeout=60)
            found = []
            for path in post.arrived(CUSTOMER):
                message = post.read(path)
                found += [part.get_content() for part in message.walk() if part.get_content_type() == "text/vcard"]
            assert len(found) == number, found
            return found

        with_photo = card(1)[0]
        assert "PHOTO" in with_photo and len(with_photo) > 2000, with_photo[:400]
        open_preferences(floor, "People")
        steps.tab_to(floor, "row", "Anna Berg", limit=80)
        floor.session.key("Return")
        person = floor.window.find("dialog", "Anna Berg")
        person.find("button", "Remove the Photo").click()
        floor.window.wait_gone("button", "Remove the Photo")
        steps.press(floor, "Save")
        floor.window.wait_gone("dialog", "Anna Berg")
        steps.leave_dialogs(floor)
        both = card(2)
        assert sorted("PHOTO" in one for one in both) == [False, True], both

    with step("nothing complained"):
        floor.session.key("ctrl+q")
        assert floor.program.process.wait(30) == 0
        assert not floor.complaints(), floor.complaints()

sys.exit(tap.done())
