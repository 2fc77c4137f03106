# texts.py: the texts that a texting provider got (tests/peers/with-twilio).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import json
import os
import urllib.request

from .wait import wait_for


class Texting:
    """What with-twilio put into the environment of this test."""

    def __init__(self):
        self.server = os.environ["RBK_TEST_TWILIO_URL"]
        self.state = os.environ["RBK_TEST_TWILIO_STATE"]
        self.account = os.environ["RBK_TEST_TWILIO_ACCOUNT"]
        self.token = os.environ["RBK_TEST_TWILIO_TOKEN"]
        self.line = os.environ["RBK_TEST_TWILIO_LINE"]
        self.service = os.environ["RBK_TEST_TWILIO_SERVICE"]

    def ask(self, place, data=None):
        request = urllib.request.Request(self.state + place, data=data)
        pair = base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
        request.add_header("Authorization", f"Basic {pair}")
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def arrived(self):
        """What the provider has, the newest first."""
        return json.loads(self.ask(f"/2010-04-01/Accounts/{self.account}/Messages.json?PageSize=100"))["messages"]

    def wait_for_one(self, words, timeout=40):
        """The only text with these words."""
        wait_for(f"a text with {words!r} at the provider",
                 lambda: any(words in text["body"] for text in self.arrived()), timeout=timeout)
        (text,) = [text for text in self.arrived() if words in text["body"]]
        return text

    def deliver(self, sid):
        self.ask("/_twilio/simulate/message-status", f"MessageSid={sid}&Status=delivered".encode())
