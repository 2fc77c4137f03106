#!/usr/bin/env python3
# main_job.py: the main job as a person does it, from the first start to the
# state on the timeline, against a real mail server.
#
# As a test (tests/desktop/meson.build) each step is a subtest. Called by
# build-aux/run without a display it also leaves pictures, the take and the mail
# in a folder:  main_job.py --program PATH --out FOLDER
#
# SPDX-License-Identifier: GPL-3.0-or-later
import argparse
import os
import pathlib
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import steps  # noqa: E402
from driver.mail import Post, sounds, words  # noqa: E402
from driver.sound import likeness, seconds  # noqa: E402
from floor import Floor  # noqa: E402
from tap import Tap  # noqa: E402

SHOWROOM = "Lakeside Motors"
PERSON = "Anna Berg"
LINE = "(555) 555-0142"
CUSTOMER = ("Maria", "Ortiz", "maria@example.com")
# The same speech heard again is about 0.99, other speech below 0.7.
SAME = 0.9


class Stopped(Exception):
    """A step failed; the ones after it cannot be done."""


def do(tap, floor, name, step):
    failed = tap.failed
    with tap.subtest(name, on_failure=floor.seen):
        step()
    if tap.failed > failed:
        raise Stopped


def main_job(tap, floor, post, keep=None):
    """keep: a folder for what was recorded, heard and sent."""
    first, last, address = CUSTOMER
    said = floor.sound.voice(steps.SPEECH, floor.file("said.wav"))
    take = {}

    def start():
        floor.start()
        floor.window.find("button", "Set Up the Showroom")
        floor.session.picture("first-start")

    def found():
        steps.found_showroom(floor, SHOWROOM, post.domain, PERSON, post.user, LINE)
        assert floor.window.says(SHOWROOM)
        floor.session.picture("showroom-founded")

    def mailbox():
        steps.add_mailbox(floor, post.user, post.secret, post.server)

    def customer():
        steps.add_customer(floor, first, last, address)
        floor.session.picture("customer-added")

    def choose():
        steps.open_customer(floor, f"{first} {last}")

    def record():
        steps.open_composer(floor)
        floor.session.picture("composer")
        steps.record(floor, said, while_speaking=lambda: floor.session.picture("recording"))
        floor.session.picture("take-recorded")

    def listen():
        heard = steps.listen(floor, floor.file("heard.wav"))
        alike = likeness(floor.session, said, heard)
        tap.note(f"what the loudspeaker gave is like what was said: {alike:.3f}")
        take["heard"] = heard
        assert alike > SAME, f"what was heard is not what was said: likeness {alike:.2f}"

    def send():
        steps.send(floor, address, before=lambda: floor.session.picture("before-sending"))
        steps.timeline(floor).find(None, "Undo")
        floor.session.picture("ten-seconds-to-undo")

    def accepted():
        steps.timeline(floor).wait_words("Accepted by the mail server", timeout=60)
        floor.session.picture("accepted")

    def arrived():
        path, message = post.wait_for_one(address)
        assert post.user in message["From"], message["From"]
        assert address in message["To"], message["To"]
        assert PERSON in words(message) and "0142" in words(message), \
            f"the signature with the direct line is missing: {words(message)}"
        found = sounds(message)
        assert found, "no sound in the mail"
        for number, (kind, name, data) in enumerate(found):
            file = floor.file(name or f"sound-{number}")
            file.write_bytes(data)
            alike = likeness(floor.session, said, file)
            tap.note(f"{name} ({kind}, {seconds(floor.session, file):.1f} s) is like what was said: {alike:.3f}")
            assert alike > SAME, f"{name} does not hold what was said: likeness {alike:.2f}"
            if keep:
                shutil.copy(file, keep)
        assert len(post.arrived(address)) == 1, "the mail arrived more than once"
        if keep:
            shutil.copy(path, keep / "mail.eml")

    def leave():
        floor.session.key("ctrl+q")
        status = floor.program.process.wait(30)
        assert status == 0, f"ended with {status}"
        assert not floor.complaints(), floor.complaints()

    try:
        do(tap, floor, "Ringback starts and welcomes", start)
        do(tap, floor, "the showroom is named, its domain, the person and the direct line", found)
        do(tap, floor, "the company mailbox is tested against the mail server and added", mailbox)
        do(tap, floor, "a customer is added", customer)
        do(tap, floor, "the customer is found by name and chosen", choose)
        do(tap, floor, "a voicemail is recorded from the microphone", record)
        do(tap, floor, "the loudspeaker plays what was said", listen)
        do(tap, floor, "it is sent by email and can be taken back for ten seconds", send)
        do(tap, floor, "the timeline says that the mail server accepted it", accepted)
        do(tap, floor, "the mail arrived once, with the signature and what was said", arrived)
        do(tap, floor, "Ringback ends in order, without complaints", leave)
    except Stopped:
        pass
    if keep:
        shutil.copy(said, keep / "said.wav")
        if "heard" in take:
            shutil.copy(take["heard"], keep / "heard-from-the-loudspeaker.wav")


class Teller(Tap):
    """Tells the steps to a person instead of a test harness."""

    def check(self, name, good, *reasons):
        self.number += 1
        print(f"{self.number:3}. {name[0].upper()}{name[1:]}: {'done' if good else 'FAILED'}", flush=True)
        if not good:
            self.failed += 1
            for reason in reasons:
                print(reason)
        return good

    def note(self, *lines):
        for line in lines:
            print(f"     {line}", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program")
    arguments.add_argument("--out", type=pathlib.Path)
    arguments = arguments.parse_args()
    if arguments.out and "RBK_TEST_JMAP_URL" not in os.environ:
        # The mail server is started around this very command.
        server = HERE.parent / "peers/with-cyrus"
        os.execv(server, [str(server), sys.executable, "-B", *sys.argv])
    tap = Teller() if arguments.out else Tap()
    keep = arguments.out.resolve() if arguments.out else None
    with Floor(program=arguments.program, out=keep) as floor:
        main_job(tap, floor, Post(), keep)
    if not keep:
        return tap.done()
    print(f"The pictures, the take and the mail that arrived lie in {keep}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
