# mail.py: the mail that a customer's server got (tests/peers/with-cyrus).
#
# SPDX-License-Identifier: GPL-3.0-or-later
import email
import email.policy
import os
import pathlib

from .wait import wait_for


class Post:
    """What with-cyrus put into the environment of this test."""

    def __init__(self):
        self.server = os.environ["RBK_TEST_JMAP_URL"]
        self.user = os.environ["RBK_TEST_USER"]
        self.secret = os.environ["RBK_TEST_SECRET"]
        self.domain = self.user.split("@")[1]
        self.sink = pathlib.Path(os.environ["RBK_TEST_SINK"])

    def arrived(self, recipient):
        """The files of all mails that went to this address."""
        head = f"X-Envelope-To: {recipient}".encode()
        return [path for path in sorted(self.sink.glob("*.eml")) if head in path.read_bytes()[:2000]]

    def wait_for_one(self, recipient, timeout=60):
        """The first mail to this address: its file and the message in it."""
        path = wait_for(f"a mail to {recipient}; there were {[p.name for p in self.sink.glob('*.eml')]}",
                        lambda: self.arrived(recipient), timeout)[0]
        return path, self.read(path)

    @staticmethod
    def read(path):
        """The message in a file of arrived()."""
        return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def sounds(message):
    """(type, file name, bytes) of every sound in a message."""
    return [(part.get_content_type(), part.get_filename(), part.get_payload(decode=True))
            for part in message.walk() if part.get_content_maintype() == "audio"]


def words(message):
    """The plain words of a message."""
    body = message.get_body(("plain",))
    return body.get_content() if body is not None else ""
