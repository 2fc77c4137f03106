#!/usr/bin/env python3
"""faulty_twilio.py COMMAND…: runs COMMAND beside a texting provider that does what Twilio will not do on request.

STAGE is send, find, look (for one text) or number. FAULT is one of faulty.py's, or
  code:NUMBER[:STATUS]    Twilio's own error, with HTTP status STATUS (400)
  state:STATE[:NUMBER]    a right answer, in which the text has that state and that error
  other                   a right answer about another text
  paged                   a right answer, one text a page
  round                   a page that is followed by itself
  away                    a page that goes on at another server
  outside                 a page that goes on at another resource of the same server

"""
import json
import secrets
import sys
import threading
import time
import urllib.parse

import faulty


class Memory:
    """An account: its one line, and what was sent from it."""

    def __init__(self):
        self.texts, self.fired = [], set()
        self.lock = threading.Lock()

    def send(self, form):
        media = form.get("MediaUrl", [])
        now = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime())
        self.texts.append({
            "sid": ("MM" if media else "SM") + secrets.token_hex(16), "to": form["To"][0], "from": form["From"][0],
            "body": form.get("Body", [""])[0], "num_media": str(len(media)), "num_segments": "1", "status": "queued",
            "direction": "outbound-api", "date_created": now, "date_sent": None, "error_code": None})
        return self.texts[-1]

    def list(self, query):
        return [text for text in reversed(self.texts)
                if text["to"] == query["To"][0] and text["from"] == query["From"][0]]


class Handler(faulty.Handler):
    Memory = Memory

    def stage(self, memory, place, body, base):
        path, _, query = place.partition("?")
        query = urllib.parse.parse_qs(query)
        if self.command == "POST":
            form = urllib.parse.parse_qs(body.decode(), strict_parsing=True)
            return "send", lambda: (201, json.dumps(memory.send(form)).encode())
        if path.endswith("/Messages.json"):
            return "find", lambda: (200, json.dumps({"messages": memory.list(query), "next_page_uri": None}).encode())
        if path.endswith("/IncomingPhoneNumbers.json"):
            return "number", lambda: (200, json.dumps({"incoming_phone_numbers": [
                {"phone_number": query["PhoneNumber"][0], "capabilities": {"sms": True, "mms": True}}]}).encode())
        found = [text for text in memory.texts if path.endswith(f"/{text['sid']}.json")]
        if not found:
            return "look", lambda: (404, json.dumps({"code": 20404, "message": "not found", "status": 404}).encode())
        return "look", lambda: (200, json.dumps(found[0]).encode())

    def add_fault(self, memory, fault, right, body):
        kind, *rest = fault.split(":")
        if kind == "code":
            status = int(rest[1]) if len(rest) > 1 else 400
            return status, json.dumps({"code": int(rest[0]), "message": "no", "status": status}).encode(), {}
        if kind == "state":
            text = memory.texts[-1] if memory.texts else memory.send(urllib.parse.parse_qs(body.decode()))
            return 201 if self.command == "POST" else 200, json.dumps(
                {**text, "status": rest[0], "error_code": int(rest[1]) if len(rest) > 1 else None}).encode(), {}
        if kind == "other":
            return 200, json.dumps({**memory.texts[-1], "sid": "SM" + "0" * 32}).encode(), {}
        if kind in ("paged", "round", "away", "outside"):
            path, _, query = self.path.partition("?")
            query = urllib.parse.parse_qs(query)
            texts = memory.list(query)
            at = int(query.pop("Page", ["0"])[0])
            this = f"{path}?{urllib.parse.urlencode(query, doseq=True)}&Page={at + 1}"
            follow = {"paged": this if at + 1 < len(texts) else None, "round": this,
                      "away": self.server.stranger_url + this,
                      "outside": this.replace("/Messages.json", "/Calls.json")}[kind]
            return 200, json.dumps({"messages": texts[at:at + 1], "next_page_uri": follow}).encode(), {}
        return None


if __name__ == "__main__":
    sys.exit(faulty.main(Handler, __doc__))
