# browser.py: the person's browser, as far as the desktop can tell: what is opened in it is for the test to answer.
#
# SPDX-License-Identifier: GPL-3.0-or-later
from .wait import wait_for

NAME = "ringback-test-browser.desktop"
ENTRY = """[Desktop Entry]
Type=Application
Name=Browser
Exec={script} %u
MimeType=x-scheme-handler/http;x-scheme-handler/https;
"""
SCRIPT = """#!/bin/sh
printf '%s\\n' "$1" >> '{opened}'
"""
CHOICE = """[Default Applications]
x-scheme-handler/http={name}
x-scheme-handler/https={name}
"""


class Browser:
    """Made before the program starts, in a session that runs."""

    def __init__(self, session):
        self.opened = session.top / "opened"
        self.answered = 0
        script = session.top / "browser"
        script.write_text(SCRIPT.format(opened=self.opened))
        script.chmod(0o755)
        applications = session.home / ".local/share/applications"
        applications.mkdir(parents=True, exist_ok=True)
        (applications / NAME).write_text(ENTRY.format(script=script))
        (session.home / ".config/mimeapps.list").write_text(CHOICE.format(name=NAME))

    def addresses(self):
        return self.opened.read_text().splitlines() if self.opened.exists() else []

    def wait_for_next(self, timeout=40):
        """The address that was opened after the last one that was asked for."""
        wait_for("the browser to open", lambda: len(self.addresses()) > self.answered, timeout)
        self.answered += 1
        return self.addresses()[self.answered - 1]
