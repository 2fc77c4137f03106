# steps.py: what a salesperson does in the window, one function a step. Each
# ends only when its effect can be seen, so the next can begin.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re

from driver.wait import wait_for

SPEECH = ("Hi Maria, this is Anna Berg at Lakeside Motors. The blue wagon you asked about is here, and I kept the "
          "keys for you. Call me back on my direct line, five five five, zero one four two. Talk to you soon.")


def search(floor, words):
    """Type into the search above the customers."""
    floor.session.key("ctrl+f")
    entry = floor.window.find("entry", re.compile("^Search customers"), having=lambda node: node.focused or any(
        child.focused for child in node.walk()))
    floor.session.key("ctrl+a")
    floor.session.type(words)
    wait_for(f"{words!r} in the search", lambda: entry.text == words)


def open_customer(floor, name):
    """Find a customer by name and open the timeline."""
    search(floor, name)
    floor.window.find("row", re.compile(re.escape(name)))
    floor.session.key("Return")
    wait_for(f"the timeline of {name}", lambda: floor.window.find_all("entry", "Note") and floor.window.says(name))


def add_note(floor, words):
    floor.session.key("ctrl+n")
    entry = floor.window.find("entry", "Note")
    wait_for("the keyboard in the note", lambda: any(node.focused for node in entry.walk()))
    floor.session.type(words)
    floor.session.key("Return")
    timeline(floor).wait_words(words)


def timeline(floor):
    return floor.window.find(("log", "list", "list box"), "Timeline")


def open_composer(floor):
    """Ctrl+R on a customer's timeline."""
    floor.session.key("ctrl+r")
    return composer(floor)


def composer(floor):
    return floor.window.find(None, re.compile("^Recording desk"))


def clock(floor):
    """What the composer's clock shows, in seconds."""
    for node in floor.window.find_all("timer"):
        match = re.search(r"(\d+):(\d\d)", node.text)
        if match:
            return int(match[1]) * 60 + int(match[2])
    return -1


def record(floor, speech):
    """R, speak, R: one take."""
    floor.session.key("r")
    wait_for("the microphone to be open", lambda: floor.sound.recorders() > 0)
    floor.window.find("button", "Stop")
    floor.sound.speak(speech)
    floor.session.key("r")
    floor.window.find("button", "Record")
    floor.window.find(None, re.compile(r"^Take \d"))


def listen(floor, path):
    """Space: play the chosen take to its end; what the loudspeaker gave is at path."""
    ear = floor.sound.listen(path)
    floor.session.key("space")
    wait_for("it to play", lambda: floor.sound.players() > 0)
    wait_for("it to end", lambda: floor.window.find_all("button", "Play"), timeout=60)
    wait_for("the last sound", lambda: floor.sound.players() == 0)
    return ear.stop()
