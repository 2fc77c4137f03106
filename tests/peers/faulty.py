"""faulty.py: servers that do what real ones will not do on request.

A provider's script (faulty_jmap.py and others) makes a Handler of its own and calls main(): it runs a command beside
the server, and ends with it. The path of a URL says what goes wrong: /STAGE-FAULT/RUN/…, where RUN is any word that
keeps one test's memory apart from another's, STAGE is one of the provider's steps, and FAULT is one of
  401 403 404 413 429 500 503   that status, with a page as its body (429 and 503 with Retry-After: 7)
  badjson    half an object              wrongtypes   every value of another type than agreed
  empty      200 without a body          html         200 with a page
  endless    a body without end          headers      headers without end
  drip       a byte now and then         hang         no answer at all
  cut        half of the right answer    close        the connection closed instead of an answer
  plain      a redirect to plain HTTP    elsewhere    a redirect to another server
  stale      401 to whoever comes with "Bearer stale"
  none       nothing                     and what the provider's script adds
A FAULT that ends in "-done" happens after the request was carried out, with "-once" only the first time.

The command finds RBK_TEST_FAULTY_HTTP, RBK_TEST_FAULTY_HTTPS, RBK_TEST_FAULTY_OTHER_NAME (a certificate of another
name), RBK_TEST_FAULTY_EXPIRED, RBK_TEST_FAULTY_STRANGER (the other server), RBK_TEST_CA_FILE, and RBK_TEST_FAULTY_LOG:
a line for each request, "STAGE-FAULT/RUN STAGE", or "stranger" with the Authorization header that it got.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import ctypes
import http.server
import json
import os
import shutil
import signal
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time

stopping = threading.Event()
memories = {}
memories_lock = threading.Lock()


def twist(value):
    """The same shape with other types."""
    if isinstance(value, dict):
        return {key: twist(one) for key, one in value.items()} if "methodResponses" in value else [1, None, "x"]
    if isinstance(value, list):
        return [twist(one) if not isinstance(one, str) else one for one in value]
    return {"x": value}


class Handler(http.server.BaseHTTPRequestHandler):
    """A provider's own: Memory, a class whose objects have a `lock` and a set `fired`, and stage()."""
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    Memory = None

    def stage(self, memory, place, body, base):
        """The step that a request is, and a function that carries it out and gives (status, body).

        place: what of the path follows the run, with the query; base: what comes before it.
        """
        raise NotImplementedError

    def add_fault(self, memory, fault, right, body):
        """A fault of the provider's own: (status, body, headers), or None if it is none of those."""
        return None

    def log_message(self, *arguments):
        pass

    def note(self, line):
        with self.server.log_lock:
            with open(self.server.log, "a") as file:
                file.write(line + "\n")

    def reply(self, status, body, kind="application/json", **headers):
        self.send_response(status)
        if body:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.work(b"")

    def do_POST(self):
        self.work(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    do_PATCH = do_POST

    def work(self, body):
        if self.server.stranger:
            self.note(f"stranger {self.path} {self.headers.get('Authorization')}")
            return self.reply(200, b"{}")
        try:
            _, plan, run, place = self.path.split("/", 3)
        except ValueError:
            return self.reply(404, b"")
        if not self.headers.get("Authorization"):
            return self.reply(401, b"", WWW_Authenticate='Basic realm="mail"')
        with memories_lock:
            memory = memories.setdefault((plan, run), self.Memory())
        with memory.lock:
            stage, act = self.stage(memory, place, body, f"/{plan}/{run}")
            self.note(f"{plan}/{run} {stage}")
            when, _, fault = plan.partition("-")
            once = fault.endswith("-once")
            fault = fault.removesuffix("-once")
            done = fault.endswith("-done")
            fault = fault.removesuffix("-done")
            hit = when == stage and fault != "none" and not (once and stage in memory.fired)
            if fault == "stale" and self.headers["Authorization"] != "Bearer stale":
                hit = False
            if hit:
                memory.fired.add(stage)
            status, right = act() if not hit or done or fault in ("cut", "wrongtypes") else (200, b"")
            own = self.add_fault(memory, fault, right, body) if hit else None
        if own:
            status, right, headers = own
            return self.reply(status, right, **headers)
        if hit:
            return self.fail(fault, status, right)
        self.reply(status, right)

    def fail(self, fault, status, right):
        if fault == "stale":
            return self.reply(401, b"{}", WWW_Authenticate='Bearer error="invalid_token"')
        if fault.isdigit():
            late = {"Retry_After": "7"} if fault in ("429", "503") else {}
            return self.reply(int(fault), b"<html>no</html>", "text/html", **late)
        if fault == "badjson":
            return self.reply(200, b'{"methodResponses": [[')
        if fault == "wrongtypes":
            return self.reply(status, json.dumps(twist(json.loads(right))).encode())
        if fault == "empty":
            return self.reply(200, b"")
        if fault == "html":
            return self.reply(200, b"<!DOCTYPE html><title>Welcome</title>", "text/html")
        if fault in ("plain", "elsewhere"):
            target = self.server.stranger_url if fault == "elsewhere" else self.server.plain_url
            return self.reply(307, b"", Location=target + self.path)
        self.close_connection = True
        try:
            if fault == "cut" and right:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(right)))
                self.end_headers()
                self.wfile.write(right[:len(right) // 2])
            elif fault == "cut":
                self.wfile.write(f"HTTP/1.1 {status} Acc".encode())
            elif fault == "hang":
                stopping.wait(60)
            elif fault in ("endless", "headers", "drip"):
                self.send_response(200)
                if fault != "headers":
                    self.send_header("Content-Type", "application/json")
                    self.end_headers()
                self.flush_headers()
                for i in range(1 << 20 if fault != "drip" else 600):
                    if stopping.is_set():
                        break
                    self.wfile.write({"endless": b"[" * 65536, "drip": b" ",
                                      "headers": b"X-More: " + b"x" * 1000 + b"\r\n"}[fault])
                    if fault == "drip":
                        time.sleep(0.1)
        except OSError:
            pass  # the client has had enough


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    stranger = False

    def handle_error(self, request, address):
        if not isinstance(sys.exc_info()[1], (OSError, ssl.SSLError)):
            super().handle_error(request, address)

    def finish_request(self, request, address):
        if self.tls is not None:
            request.settimeout(10)
            request = self.tls.wrap_socket(request, server_side=True)
            request.settimeout(None)
        self.RequestHandlerClass(request, address, self)


def certificate(folder, name, *dates):
    def run(*command):
        subprocess.run(["openssl", *command], check=True, capture_output=True, cwd=folder)
    new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    if not os.path.exists(os.path.join(folder, "ca.pem")):
        run("req", "-x509", *new, "-days", "2", "-subj", "/CN=Ringback test authority", "-keyout", "ca.key", "-out",
            "ca.pem", "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    stem = name + ("-dated" if dates else "")
    with open(os.path.join(folder, stem + ".ext"), "w") as file:
        file.write(f"subjectAltName=DNS:{name}\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n")
    run("req", *new, "-subj", f"/CN={name}", "-keyout", stem + ".key", "-out", stem + ".csr")
    run("x509", "-req", "-in", stem + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
        stem + ".pem", "-extfile", stem + ".ext", *(dates or ("-days", "2")))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(folder, stem + ".pem"), os.path.join(folder, stem + ".key"))
    return context


def main(handler, usage):
    """Runs the command of the arguments beside servers whose requests @handler, a Handler, answers."""
    if len(sys.argv) < 2:
        raise SystemExit(usage + __doc__)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    folder = tempfile.mkdtemp(prefix="rbk-faulty-")
    log_lock = threading.Lock()
    servers = {}
    try:
        contexts = {
            "HTTP": None, "STRANGER": None,
            "HTTPS": certificate(folder, "localhost"),
            "OTHER_NAME": certificate(folder, "other.test"),
            "EXPIRED": certificate(folder, "localhost", "-not_before", "20200101000000Z", "-not_after",
                                   "20200201000000Z"),
        }
        env = dict(os.environ, RBK_TEST_CA_FILE=os.path.join(folder, "ca.pem"),
                   RBK_TEST_FAULTY_LOG=os.path.join(folder, "log"))
        for name, context in contexts.items():
            server = servers[name] = Server(("127.0.0.1", 0), handler)
            server.tls, server.log_lock, server.log = context, log_lock, env["RBK_TEST_FAULTY_LOG"]
            env["RBK_TEST_FAULTY_" + name] = (
                f"{'https' if context else 'http'}://localhost:{server.server_address[1]}")
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers["STRANGER"].stranger = True
        for server in servers.values():
            server.plain_url = env["RBK_TEST_FAULTY_HTTP"]
            server.stranger_url = env["RBK_TEST_FAULTY_STRANGER"]
        child = subprocess.Popen(sys.argv[1:], env=env,
                                 preexec_fn=lambda: ctypes.CDLL(None).prctl(1, signal.SIGTERM))
        try:
            return child.wait()
        finally:
            stopping.set()
            if child.poll() is None:
                child.terminate()
                child.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
