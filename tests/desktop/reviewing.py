# reviewing.py: what a manager does with voicemails, one function a step.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re

import steps
from driver.wait import wait_for

CRITERIA = 8


def add_person(floor, name, email, role="Salesperson"):
    """By Preferences."""
    floor.session.key("ctrl+comma")
    floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "People").click()
    steps.press(floor, "Add a person")
    dialog = floor.window.find("dialog", "Add a Person")
    dialog.find("entry", "Name").write(name)
    dialog.find("entry", "Company email address").write(email)
    dialog.find("entry", "Direct line").write("(312) 555-0143")
    if role != "Salesperson":
        steps.choose_from(floor, "Role", role)
    steps.press(floor, "Save")
    floor.window.wait_gone("dialog", "Add a Person")
    floor.window.find("row", name)
    steps.leave_dialogs(floor)


def reviews(floor):
    return floor.window.find("dialog", "Reviews")


def open_queue(floor):
    floor.session.key("ctrl+j")
    return reviews(floor)


def open_first(floor, name):
    """The first of the list, by keyboard."""
    row = reviews(floor).find("row", name)
    for _ in range(20):
        if row.focused:
            break
        floor.session.key("Tab")
    floor.session.key("Return")


def criterion(floor, number):
    """One of the rows that are scored; the first is 0."""
    rows = floor.window.find("list", "Criteria").find_all("row", re.compile(", weight "))
    assert len(rows) == CRITERIA, [row.name for row in rows]
    return rows[number]


def has_keyboard(node):
    return any(part.focused for part in node.walk())


def wait_judging(floor):
    wait_for("the first criterion to have the keyboard", lambda: has_keyboard(criterion(floor, 0)))


def score_all(floor, keys):
    """1 to 4, and Down: what they mean stands in the row."""
    for number, key in enumerate(keys):
        wait_for(f"criterion {number} to have the keyboard", lambda: has_keyboard(criterion(floor, number)))
        floor.session.key(key)
        wait_for(f"the score of criterion {number}", lambda: re.search(
            rf": {int(key) - 1} – .", criterion(floor, number).name))
        if number < CRITERIA - 1:
            floor.session.key("Down")


def comment(floor, words, author):
    """C, the words, Enter: at the second that is heard."""
    floor.session.key("c")
    entry = floor.window.find("entry", re.compile("^Comment at 0:0"))
    wait_for("the keyboard in the comment", lambda: has_keyboard(entry))
    moment = re.search(r"0:\d\d", entry.name)[0]
    floor.session.type(words)
    floor.session.key("Return")
    floor.window.find("row", f"At {moment}: {words} – {author}")
    return moment


def write_strength(floor, words):
    floor.session.key("s")
    entry = floor.window.find("entry", "Strength")
    wait_for("the keyboard in the strength", lambda: has_keyboard(entry))
    floor.session.type(words)
    floor.session.key("Escape")
    wait_for("the keyboard back at the criteria", lambda: has_keyboard(floor.window.find("list", "Criteria")))


def write_improvement(floor, words):
    floor.session.key("s")
    steps.tab_into(floor, "entry", re.compile("^Improvement"))
    floor.session.type(words)
    floor.session.key("Escape")
    wait_for("the keyboard back at the criteria", lambda: has_keyboard(floor.window.find("list", "Criteria")))


def total(floor):
    return floor.window.find(None, re.compile(r"^Total \d+ of 100")).name
