#!/usr/bin/env python3
"""faulty_web.py COMMAND…: runs COMMAND beside a web space that fails on request: /STAGE-FAULT/RUN/up/ takes PUT,
DELETE and MKCOL with a password, /STAGE-FAULT/RUN/pub/ shows anybody what is there, and /STAGE-FAULT/RUN/state names
what is there, a line each. STAGE is put (a recording), page (its page), check or checkpage (the same two asked for),
remove, folder or list, and FAULT may also be
  early      the connection closed instead of a word on whether it is wanted
  half       the connection closed in the middle of what is uploaded
  late       413 in the middle of it
  deaf       never says whether it is wanted, and takes it all the same
  doubt      417 to whoever asks whether it is wanted
  stuck      no answer, but it is stored
  orphan     409 until the folder is made
  type       served as something else            length     … as longer than it is
  nolength   … without its length                download   … to be saved
  login      a redirect to a page that asks for a password
A request at the public address that shows a password is noted as "leak".

SPDX-License-Identifier: GPL-3.0-or-later
"""
import sys
import threading

import faulty

TYPES = {"m4a": "audio/mp4", "mp3": "audio/mpeg", "mp4": "video/mp4", "html": "text/html; charset=utf-8", "jpg": "image/jpeg"}


class Memory:
    def __init__(self):
        self.files, self.fired, self.lock, self.folder = {}, set(), threading.Lock(), False


class Handler(faulty.Handler):
    def handle_expect_100(self):
        return True  # said, or not, by do_PUT

    def reply(self, status, body, kind="application/json", **headers):
        if self.close_connection:
            headers["Connection"] = "close"
        if self.command != "HEAD":
            return super().reply(status, body, kind, **headers)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        return self.end_headers()

    def begin(self, stage):
        """What goes wrong with this request, or None."""
        self.memory = None
        if self.server.stranger:
            self.drop()
            self.note(f"stranger {self.path} {self.headers.get('Authorization')}")
            self.reply(200, b"{}")
            return "answered"
        _, plan, run, self.place = self.path.split("/", 3)
        with faulty.memories_lock:
            self.memory = faulty.memories.setdefault((plan, run), Memory())
        public = not self.place.startswith("up/")
        self.name = self.place.partition("/")[2]
        if self.name.endswith(".html"):
            stage = {"put": "page", "check": "checkpage"}.get(stage, stage)
        self.note(f"{plan}/{run} {stage}")
        if public and self.headers.get("Authorization"):
            self.note(f"{plan}/{run} leak")
        if not public and not self.headers.get("Authorization"):
            self.close_connection = True
            self.reply(401, b"", WWW_Authenticate='Basic realm="web"')
            return "answered"
        when, _, fault = plan.partition("-")
        once = fault.endswith("-once")
        fault = fault.removesuffix("-once")
        if when != stage or fault == "none" or (once and stage in self.memory.fired):
            return None
        self.memory.fired.add(stage)
        return fault

    def drop(self):
        self.close_connection = True

    def refuse(self, fault):
        """A fault that needs nothing of the body."""
        self.drop()
        if fault == "stale":
            return self.headers["Authorization"] == "Bearer stale" and (self.fail(fault, 200, b"") or True)
        self.fail(fault, 201, b"")
        return True

    def do_PUT(self):
        fault = self.begin("put")
        asks = "100-continue" in self.headers.get("Expect", "")
        length = int(self.headers.get("Content-Length", 0))
        if fault == "answered":
            return None
        if fault == "early":
            return self.drop()
        if fault == "doubt" and asks:
            self.drop()
            return self.reply(417, b"")
        if fault == "orphan" and not self.memory.folder:
            self.drop()
            return self.reply(409, b"")
        if fault == "stale" and self.refuse(fault):
            return None
        if fault and (fault.isdigit() or fault in ("plain", "elsewhere", "hang", "headers")):
            return self.refuse(fault)
        if asks and fault != "deaf":
            self.send_response_only(100)
            self.end_headers()
        if asks and fault == "deaf":
            faulty.stopping.wait(60)
            return self.drop()
        body = self.rfile.read(length // 2 if fault in ("half", "late") else length)
        if fault in ("half", "late"):
            self.drop()
            return self.reply(413, b"") if fault == "late" else None
        self.memory.files[self.name] = body
        if fault in ("close", "cut", "endless", "drip", "stuck"):
            return self.refuse("hang" if fault == "stuck" else fault)
        return self.reply(201, b"")

    def do_HEAD(self):
        fault = self.begin("check")
        if fault == "answered":
            return None
        if fault == "login":
            return self.reply(302, b"", Location="/list-none/login/pub/login.html")
        if fault and fault not in ("type", "length", "nolength", "download"):
            return self.refuse(fault)
        if self.name == "login.html":
            return self.show(b"please sign in", "text/html", None)
        body = self.memory.files.get(self.name)
        if body is None:
            return self.reply(404, b"")
        return self.show(body, TYPES[self.name.rpartition(".")[2]], fault)

    def show(self, body, kind, fault):
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream" if fault == "type" else kind)
        if fault == "download":
            self.send_header("Content-Disposition", 'attachment; filename="x"')
        if fault != "nolength":
            self.send_header("Content-Length", str(len(body) + (1000 if fault == "length" else 0)))
        else:
            self.drop()
        self.end_headers()

    def do_GET(self):
        if self.path.endswith("/state"):
            _, plan, run, _ = self.path.split("/", 3)
            memory = faulty.memories.get((plan, run), Memory())
            return self.reply(200, "".join(name + "\n" for name in memory.files).encode(), "text/plain")
        fault = self.begin("list")
        if fault == "answered":
            return None
        if fault == "names":
            return self.reply(200, "".join(f'<a href="{name}">' for name in self.memory.files).encode(), "text/html")
        return self.refuse(fault) if fault else self.reply(403, b"")

    def do_DELETE(self):
        fault = self.begin("remove")
        if fault == "answered":
            return None
        if fault:
            return self.refuse(fault)
        return self.reply(204 if self.memory.files.pop(self.name, None) is not None else 404, b"")

    def do_MKCOL(self):
        fault = self.begin("folder")
        if fault == "answered":
            return None
        if fault:
            return self.refuse(fault)
        self.memory.folder = True
        return self.reply(201, b"")


if __name__ == "__main__":
    sys.exit(faulty.main(Handler, __doc__))
