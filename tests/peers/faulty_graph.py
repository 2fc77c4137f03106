#!/usr/bin/env python3
"""faulty_graph.py COMMAND…: runs COMMAND beside a Microsoft Graph that fails on request, with its base at
/STAGE-FAULT/RUN, where STAGE is user, folder, look, create, number, submit or find (a look after a submission), and
FAULT may also be
  error:STATUS:CODE  Graph's own form of an error
  renumbered  a draft under another Message-ID than its own      stubborn  one that keeps it whatever we say
  slow        202, and sent a second look later                  outgoing  202, and a draft in the folder "outbox"
  stuck       202, and a draft for ever                          vanished  202, and no trace of it left
  gone        503, and no trace of it left

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import json
import re
import sys
import threading
import urllib.parse

import faulty

ADDRESS = "anna@dealer.test"
FOLDERS = ("drafts", "sentitems", "outbox")


def problem(status, code):
    return status, json.dumps({"error": {"code": code, "message": "Not for customer@example.net.",
                                         "innerError": {"request-id": "1"}}}).encode()


class Memory:
    """A mailbox: enough of Graph to send one message."""
    # Has to be escaped in a path.
    ID = "AA=/{}"

    def __init__(self):
        self.messages, self.fired, self.lock, self.submitted = [], set(), threading.Lock(), False
        self.slow, self.stubborn = 0, False

    def find(self, id):
        return next((message for message in self.messages if message["id"] == id), None)

    def list(self, query):
        if self.slow:
            self.slow -= 1
            if not self.slow:
                self.messages[-1].update(isDraft=False, parentFolderId="sentitems")
        wanted = re.fullmatch(r"internetMessageId eq '(<.*>)'", query["$filter"][0])[1].replace("''", "'")
        return 200, json.dumps({"value": [one for one in self.messages
                                          if one["internetMessageId"] == wanted]}).encode()

    def create(self, body):
        text = base64.b64decode(body, validate=True)
        number = re.search(rb"(?im)^message-id: *(<.*>)\r$", text)[1].decode()
        self.messages.append({"id": self.ID.format(len(self.messages)), "isDraft": True, "internetMessageId": number,
                              "parentFolderId": "drafts"})
        return 201, json.dumps(self.messages[-1]).encode()

    def number(self, message, body):
        if not self.stubborn:
            message["internetMessageId"] = json.loads(body)["internetMessageId"]
        return 200, json.dumps(message).encode()

    def submit(self, message):
        self.submitted = True
        if not message["isDraft"]:
            return problem(400, "ErrorInvalidOperation")
        message.update(isDraft=False, parentFolderId="sentitems")
        return 202, b""


class Handler(faulty.Handler):
    Memory = Memory

    def stage(self, memory, place, body, base):
        path, _, query = place.partition("?")
        query = urllib.parse.parse_qs(query)
        parts = [urllib.parse.unquote(part) for part in path.split("/")]
        wrong = (self.headers.get("Prefer") != 'IdType="ImmutableId"' or
                 not self.headers["Authorization"].startswith("Bearer "))
        if wrong:
            return "wrong", lambda: problem(400, "TheTestFoundThisWrong")
        if parts == ["me"]:
            return "user", lambda: (200, json.dumps({"mail": ADDRESS, "userPrincipalName": "a@tenant.test"}).encode())
        if parts[1] == "mailFolders" and parts[2] in FOLDERS:
            return "folder", lambda: (200, json.dumps({"id": parts[2]}).encode())
        if self.command == "GET":
            return "find" if memory.submitted else "look", lambda: memory.list(query)
        if len(parts) == 2:
            return "create", lambda: memory.create(body)
        if self.command == "PATCH":
            return "number", lambda: memory.number(memory.find(parts[2]), body)
        memory.submitted = True
        return "submit", lambda: memory.submit(memory.find(parts[2]))

    def add_fault(self, memory, fault, right, body):
        if fault.startswith("error:"):
            _, status, code = fault.split(":")
            return *problem(int(status), code), {"Retry_After": "7"} if status in ("429", "503") else {}
        if fault in ("renumbered", "stubborn"):
            memory.create(body)
            memory.stubborn = fault == "stubborn"
            memory.messages[-1]["internetMessageId"] = "<other@outlook.com>"
            return 201, json.dumps(memory.messages[-1]).encode(), {}
        if fault == "slow":
            memory.slow = 2
        elif fault == "outgoing":
            memory.messages[-1]["parentFolderId"] = "outbox"
        elif fault in ("vanished", "gone"):
            memory.messages.pop()
            if fault == "gone":
                return 503, b"", {}
        elif fault != "stuck":
            return None
        return 202, b"", {}


if __name__ == "__main__":
    sys.exit(faulty.main(Handler, __doc__))
