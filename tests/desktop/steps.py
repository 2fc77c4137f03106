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


def scroll_up_to(floor, role, name):
    """Turn the wheel over the timeline until such a control comes into view."""
    def seen():
        found = timeline(floor).find_all(role, name)
        if not found:
            floor.session.wheel_up(floor.program, timeline(floor))
        return found
    return wait_for(f"a {role} {name!r} further up", seen)[-1]


def open_composer(floor):
    """Ctrl+R on a customer's timeline."""
    floor.session.key("ctrl+r")
    return composer(floor)


def composer(floor):
    """The recording desk, once its dialog has the keyboard; its keys work wherever in it the focus is."""
    dialog = floor.window.find("dialog", re.compile("^Voicemail for"), having=lambda node: any(
        child.focused for child in node.walk()))
    return dialog.find(None, re.compile("^Recording desk"))


def clock(floor):
    """What the composer's clock shows, in seconds."""
    for node in floor.window.find_all("timer"):
        match = re.search(r"(\d+):(\d\d)", node.text)
        if match:
            return int(match[1]) * 60 + int(match[2])
    return -1


def record(floor, speech, while_speaking=None):
    """R, speak, R: one take."""
    floor.session.key("r")
    wait_for("the microphone to be open", lambda: floor.sound.recorders() > 0)
    floor.window.find("button", "Stop")
    floor.window.wait_words("Speak on")
    voice = floor.sound.start_speaking(speech)
    if while_speaking:
        while_speaking()
    voice.wait()
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


def fill(floor, title, words):
    """Write into the row of a form that has this title."""
    floor.window.find("entry", title).write(words)


def press(floor, name, timeout=20):
    floor.window.find("button", name, timeout=timeout).click()


def choose(floor, name):
    """Choose one of several by the keyboard: a radio button offers no action of its own."""
    node = floor.window.find("radio button", name)
    for _ in range(60):
        if node.focused:
            break
        floor.session.key("Tab")
    floor.session.key("space")
    wait_for(f"{node.name!r} to be chosen", lambda: node.checked)


def tab_to(floor, role, name, limit=40):
    """Press Tab until that control has the keyboard, as one does without a mouse."""
    node = floor.window.find(role, name)
    for _ in range(limit):
        if node.focused:
            return node
        floor.session.key("Tab")
    raise AssertionError(f"the {role} {name!r} is not reached with {limit} presses of Tab")


def tab_into(floor, role, name, back=False, limit=60):
    """Tab until the keyboard is in that control, or in a part of it."""
    node = floor.window.find(role, name)
    for _ in range(limit):
        if any(part.focused for part in node.walk()):
            return node
        floor.session.key("shift+Tab" if back else "Tab")
    raise AssertionError(f"the {role} {name!r} is not reached with {limit} presses of Tab")


def choose_file(floor, title, path):
    """In the chooser of that title, as one does who knows the path; to save, where the name stands."""
    kind = ("file chooser", "dialog", "window")
    chooser = floor.window.find(kind, title)
    floor.session.key("ctrl+l")
    place = chooser.find(("entry", "text"), having=lambda node: any(part.focused for part in node.walk()))
    place.write(str(path))
    # Where it begins with what was used of late, Return opens the folder first.
    floor.session.key("End", "Return")
    if not floor.session.settle() or floor.window.find_all(kind, title):
        chooser.find("button", re.compile("^(Open|Save)$")).click()
    floor.window.wait_gone(kind, title)


def choose_from(floor, name, choice, back=False):
    """Open a list of choices, go down to this one, take it."""
    tab_into(floor, "combo box", name, back)
    floor.session.key("Return")
    row = floor.window.find("row", choice)
    for _ in range(20):
        if row.focused or any(part.focused for part in row.walk()):
            break
        floor.session.key("Down")
    floor.session.key("Return")
    floor.window.wait_gone("row", choice)


def found_showroom(floor, name, domains, person, email, line, role=None):
    """The first run, to the empty list of customers. role: "Manager" or "Salesperson"; as it stands there if None."""
    press(floor, "Set Up the Showroom")
    fill(floor, "Name of the showroom", name)
    fill(floor, re.compile("^Postal address"), "100 Lake Street, Chicago, IL 60601")
    fill(floor, re.compile("^Mail domains"), domains)
    press(floor, "Next")
    fill(floor, "Your name", person)
    fill(floor, "Your company email address", email)
    fill(floor, "Your direct line", line)
    if role:
        choose_from(floor, re.compile("^Your role"), role)
    press(floor, "Open the Showroom")
    floor.window.find("button", "Add Customer")


def add_customer(floor, first, last, email):
    floor.session.key("ctrl+shift+n")
    floor.window.find("button", "Save")
    fill(floor, "First name", first)
    fill(floor, "Last name", last)
    if not floor.window.find_all("entry", "Email address"):
        press(floor, "Add an email address")
    fill(floor, "Email address", email)
    press(floor, "Save")
    floor.window.wait_gone("button", "Save")
    wait_for(f"the timeline of {first}", lambda: floor.window.find_all("entry", "Note"))


def fill_server(floor, server):
    """The one field of an account that most people need not see."""
    if not floor.window.find_all("entry", re.compile("^Server address")):
        tab_to(floor, "row", "Advanced")
        floor.session.key("Return")
    fill(floor, re.compile("^Server address"), server)


def fill_mailbox(floor, address, secret, server):
    """The form of a new mailbox, to its button."""
    fill(floor, "Address", address)
    fill(floor, "Password", secret)
    fill_server(floor, server)
    press(floor, "Test and Add")


def wait_for_account(floor, address=""):
    """Until it is one of the list: a toast says so, too, but is gone after some seconds."""
    floor.window.find("button", re.compile(f"^Remove {re.escape(address)}"), timeout=40)
    floor.window.wait_gone("button", "Test and Add")


def finish_mailbox(floor):
    """The sign-in that works, and out of the preferences."""
    wait_for_account(floor)
    floor.window.find("dialog", "Preferences").find("button", "Close").click()
    floor.window.wait_gone("button", "Add a company account")


def add_mailbox(floor, address, secret, server):
    """Preferences, to the sign-in that works."""
    floor.session.key("ctrl+comma")
    press(floor, "Add a company account")
    fill_mailbox(floor, address, secret, server)
    finish_mailbox(floor)


def send(floor, address, before=None):
    """From the composer to the timeline."""
    press(floor, "Use This Take")
    floor.window.find("button", f"Send to {address}")
    if before:
        before()
    press(floor, f"Send to {address}")
    floor.window.wait_gone("button", f"Send to {address}")


def leave_dialogs(floor):
    """Escape until no dialog is open."""
    def gone():
        if not floor.window.find_all(("dialog",)):
            return True
        floor.session.key("Escape")
        floor.session.settle()
        return False
    wait_for("the dialogs to close", gone)


def add_phone_number(floor, number):
    """To the customer who is shown, and where they live: whether it may be called depends on both."""
    press(floor, "Edit")
    floor.window.find("button", "Save")
    press(floor, "Add a phone number")
    fill(floor, "Phone number", number)
    fill(floor, "State", "IL")
    fill(floor, "ZIP code", "60601")
    press(floor, "Save")
    floor.window.wait_gone("button", "Save")


def register_number(floor, line):
    """In the preferences: the company's texting number and its registration, signed off."""
    floor.window.find(("radio button", "tab", "page tab", "toggle button", "button"), "Policy").click()
    fill(floor, "Number", line)
    fill(floor, re.compile("^Registration"), "CMP0123")
    press(floor, "Sign Off")
    floor.window.wait_gone("button", "Sign Off")
    floor.window.wait_words("CMP0123")


def message(floor):
    """The dialog in which a text or an email is written."""
    return floor.window.find("dialog", re.compile("^Write to"))


def write_message(floor, words, key="ctrl+t"):
    """Ctrl+T or Ctrl+E, and the words."""
    floor.session.key(key)
    entry = message(floor).find(("text", "entry"), "Message")
    wait_for("the keyboard in the message", lambda: any(node.focused for node in entry.walk()))
    entry.write(words)


def wait_until_free(floor, to, timeout=20):
    """Until nothing keeps the message from leaving."""
    wait_for(f"the way to {to} to be free", lambda: any(
        node.sensitive for node in floor.window.find_all("button", f"Send to {to}")), timeout=timeout)


def send_message(floor, to, timeout=20):
    wait_until_free(floor, to, timeout)
    floor.session.key("ctrl+Return")
    floor.window.wait_gone("dialog", re.compile("^Write to"))


def discard_message(floor):
    floor.session.key("Escape")
    press(floor, "Discard")
    floor.window.wait_gone("dialog", re.compile("^Write to"))


def note_consent(floor):
    """Where the message says that it is missed."""
    floor.window.wait_words(re.compile("K-41"))
    message(floor).find("button", "They Agreed…").click()
    press(floor, "Note It")
    floor.window.wait_gone("button", "Note It")


def act_as(floor, name):
    """The button in the header, and somebody of its list."""
    tab_into(floor, ("button", "toggle button"), re.compile("^You act as"))
    floor.session.key("Return")
    item = floor.window.find("row", re.compile(f"^{name} · (Salesperson|Manager)$"))
    for _ in range(10):
        if item.focused:
            break
        floor.session.key("Down")
    floor.session.key("Return")
    floor.window.find(("button", "toggle button"), re.compile(f"^You act as {name}"))
