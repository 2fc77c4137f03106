#!/usr/bin/env python3
"""faulty_gmail.py COMMAND…: runs COMMAND beside a Gmail that fails on request, with its base at /STAGE-FAULT/RUN,
where STAGE is profile, look (by Message-ID), submit, find (that look after a submission), sift (what was sent since)
or read (one message's headers), and FAULT may also be
  error:STATUS:REASON  Google's own form of an error        later    429 with the time in its words only
  renumbered  sent, under a Message-ID of Gmail's own       crowded  sent, and so much more that it cannot be found

SPDX-License-Identifier: GPL-3.0-or-later
"""
import datetime
import json
import re
import sys
import threading
import urllib.parse

import faulty

ADDRESS = "anna@dealer.test"


def problem(status, reason, words="Not for customer@example.net."):
    return status, json.dumps({"error": {"code": status, "message": words, "status": "SOMETHING_NEW", "errors": [
        {"message": words, "domain": "global", "reason": reason}]}}).encode()


class Memory:
    """A mailbox: enough of Gmail to send one message."""

    def __init__(self):
        self.messages, self.fired, self.lock, self.submitted = {}, set(), threading.Lock(), False

    def submit(self, body):
        self.submitted = True
        text = body.decode()
        head = text.partition("\r\n\r\n")[0]
        headers = [{"name": name, "value": value} for name, value in
                   re.findall(r"(?im)^(message-id|x-ringback-message-id): (.*?)\r?$", head)]
        id = f"18f{len(self.messages):013x}"
        self.messages[id] = {"id": id, "threadId": id, "labelIds": ["SENT"], "payload": {"headers": headers}}
        return 200, json.dumps({"id": id, "threadId": id, "labelIds": ["SENT"]}).encode()

    def list(self, query):
        words = query["q"][0].split(" ")
        assert words[0] == "in:sent", words
        number = next((f"<{word[12:]}>" for word in words if word.startswith("rfc822msgid:")), None)
        found = [id for id, one in self.messages.items() if number is None or any(
            header["name"].lower() == "message-id" and header["value"] == number
            for header in one["payload"]["headers"])]
        start, most = int(query.get("pageToken", ["0"])[0]), int(query["maxResults"][0])
        reply = {"resultSizeEstimate": len(found)}
        if found[start:]:
            reply["messages"] = [{"id": id, "threadId": id} for id in found[start:start + most]]
        if len(found) > start + most:
            reply["nextPageToken"] = str(start + most)
        return 200, json.dumps(reply).encode()


class Handler(faulty.Handler):
    Memory = Memory

    def stage(self, memory, place, body, base):
        path, _, query = place.partition("?")
        query = urllib.parse.parse_qs(query)
        if path == "upload/gmail/v1/users/me/messages/send":
            memory.submitted = True
            return "submit", lambda: memory.submit(body)
        if path == "gmail/v1/users/me/profile":
            return "profile", lambda: (200, json.dumps({"emailAddress": ADDRESS, "messagesTotal": 3}).encode())
        if path == "gmail/v1/users/me/messages":
            stage = ("sift" if "rfc822msgid" not in query["q"][0] else "find" if memory.submitted else "look")
            return stage, lambda: memory.list(query)
        id = path.rpartition("/")[2]
        return "read", lambda: (200, json.dumps(memory.messages[id]).encode())

    def add_fault(self, memory, fault, right, body):
        if fault.startswith("error:"):
            _, status, reason, *words = fault.split(":")
            return *problem(int(status), reason, *[one.replace("+", " ") for one in words]), {}
        if fault == "later":
            until = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=90)
            return *problem(429, "userRateLimitExceeded", "User-rate limit exceeded.  Retry after "
                            f"{until:%Y-%m-%dT%H:%M:%S}.000Z (Mail sending)"), {}
        if fault in ("renumbered", "crowded"):
            status, right = memory.submit(body)
            message = list(memory.messages.values())[-1]
            for header in message["payload"]["headers"]:
                if header["name"].lower() == "message-id":
                    header["value"] = "<CAB+other@mail.gmail.com>"
            if fault == "crowded":
                others = {f"28f{i:013x}": {"id": f"28f{i:013x}", "labelIds": ["SENT"], "payload": {"headers": []}}
                          for i in range(400)}
                memory.messages = {**others, **memory.messages}
            # What was carried out, and answered with a failure: it has to be found again.
            return *problem(503, "backendError"), {}
        return None


if __name__ == "__main__":
    sys.exit(faulty.main(Handler, __doc__))
