#!/usr/bin/env python3
"""faulty_jmap.py COMMAND…: runs COMMAND beside a JMAP server that fails on request, at
/STAGE-FAULT/RUN/session, where STAGE is session, setup, upload, import, check, submit or find, and FAULT may also be
  error:TYPE a method error              not:TYPE     a record not made, with "description" after a second colon
  raced      a right answer, and right after it another program submits the same email
  crowded    a right answer, and right after it somebody submits another email

SPDX-License-Identifier: GPL-3.0-or-later
"""
import json
import sys
import threading

import faulty

ADDRESS = "anna@dealer.test"


class Memory:
    """A mailbox: enough of RFC 8621 to send one message."""

    def __init__(self):
        self.blobs, self.emails, self.submissions, self.fired = {}, {}, [], set()
        self.lock = threading.Lock()

    def run(self, name, a):
        if name == "Mailbox/get":
            return {"list": [{"id": "inbox", "role": "inbox"}, {"id": "drafts", "role": "drafts"},
                             {"id": "sent", "role": "sent"}]}
        if name == "Identity/get":
            return {"list": [{"id": "I1", "email": ADDRESS}]}
        if name == "Email/import":
            blob = a["emails"]["m"]["blobId"]
            for email in self.emails.values():
                if email["blob"] == blob:
                    return {"notCreated": {"m": {"type": "alreadyExists", "existingId": email["id"]}}}
            email = {"id": f"M{len(self.emails)}", "blob": blob, "mailboxIds": {"drafts": True},
                     "keywords": {"$draft": True}, "messageId": self.blobs[blob]}
            self.emails[email["id"]] = email
            return {"created": {"m": {"id": email["id"]}}}
        if name == "EmailSubmission/get":
            return {"state": str(len(self.submissions)), "list": [s for s in self.submissions if s["id"] in a["ids"]]}
        if name == "EmailSubmission/query":
            return {"ids": [s["id"] for s in self.submissions if s["emailId"] in a["filter"]["emailIds"]]}
        if name == "Email/query":
            return {"ids": [e["id"] for e in self.emails.values() if a["filter"]["header"][1] in e["messageId"]]}
        if name == "Email/get":
            return {"list": [e for e in self.emails.values() if e["id"] in a["ids"]]}
        if name == "EmailSubmission/set":
            if a["ifInState"] != str(len(self.submissions)):
                return None
            new = a["create"]["s"]
            self.submissions.append({"id": f"S{len(self.submissions)}", "emailId": new["emailId"],
                                     "undoStatus": "final"})
            self.emails[new["emailId"]].update(mailboxIds={"sent": True}, keywords={})
            return {"created": {"s": {"id": self.submissions[-1]["id"], "undoStatus": "final"}}}
        raise ValueError(name)

    def answer(self, calls):
        responses = []
        for name, arguments, id in calls:
            for key in [key for key in arguments if key.startswith("#")]:
                of = arguments.pop(key)
                arguments[key[1:]] = next(r[1] for r in responses if r[2] == of["resultOf"])[of["path"][1:]]
            result = self.run(name, arguments)
            responses.append([name, result, id] if result is not None else ["error", {"type": "stateMismatch"}, id])
        return {"methodResponses": responses, "sessionState": "0"}


class Handler(faulty.Handler):
    Memory = Memory

    def stage(self, memory, place, body, base):
        if place == "session":
            capabilities = {f"urn:ietf:params:jmap:{name}": {} for name in ("core", "mail", "submission")}
            return "session", lambda: (200, json.dumps({
                "capabilities": {**capabilities, "urn:ietf:params:jmap:core": {"maxSizeUpload": 50000000}},
                "accounts": {"A": {"accountCapabilities": capabilities}},
                "primaryAccounts": {"urn:ietf:params:jmap:mail": "A"},
                "apiUrl": base + "/api", "uploadUrl": base + "/upload/{accountId}"}).encode())
        if place.startswith("upload/"):
            def upload():
                blob = f"B{hash(body) & 0xffffffff}"
                memory.blobs[blob] = [line.split(b"<")[1].split(b">")[0].decode() for line in body.split(b"\r\n")
                                      if line.lower().startswith(b"message-id:")]
                return 200, json.dumps({"blobId": blob}).encode()
            return "upload", upload
        calls = json.loads(body)["methodCalls"]
        names = {name for name, _, _ in calls}
        stage = ("setup" if "Mailbox/get" in names else "import" if "Email/import" in names else
                 "submit" if "EmailSubmission/set" in names else "find" if "Email/query" in names else "check")
        return stage, lambda: (200, json.dumps(memory.answer(calls)).encode())

    def add_fault(self, memory, fault, right, body):
        if fault.startswith("error:"):
            return 200, json.dumps({"methodResponses": [["error", {"type": fault[6:]}, "x"]]}).encode(), {}
        if fault.startswith("not:"):
            _, kind, *words = fault.split(":")
            name, _, id = json.loads(body)["methodCalls"][-1]
            reply = {"notCreated": {key: {"type": kind, "description": " ".join(words).replace("+", " ")}
                                    for key in ("m", "s")}}
            return 200, json.dumps({"methodResponses": [
                ["EmailSubmission/get", {"state": "0", "list": []}, "g"], [name, reply, id]]}).encode(), {}
        if fault in ("raced", "crowded"):
            right = json.dumps(memory.answer(json.loads(body)["methodCalls"])).encode()
            email = list(memory.emails)[-1] if fault == "raced" else "another"
            memory.submissions.append({"id": f"S{len(memory.submissions)}", "emailId": email, "undoStatus": "final"})
            return 200, right, {}
        return None


if __name__ == "__main__":
    sys.exit(faulty.main(Handler, __doc__))
