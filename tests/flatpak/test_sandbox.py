#!/usr/bin/env python3
# test_sandbox.py: what the application can and cannot reach from inside.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import http.server
import pathlib
import re
import sys
import threading

from floor import Floor
from tap import Tap

tap = Tap()


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"reached")

    def log_message(self, *_):
        pass


with Floor() as floor:
    def inside(script):
        """Run a script with the application's own rights; its output and whether it went well."""
        run = floor.session.run("flatpak", "--user", "run", "--command=sh", floor.flatpak, "-c", script, check=False)
        return run.stdout.strip(), run.returncode == 0

    secret = floor.session.home / "customers.txt"
    secret.write_text("not for programs in a sandbox")
    documents = floor.session.home / "Documents"
    documents.mkdir()
    (documents / "private.txt").write_text("nor this")

    said, _ = inside("echo $((6 * 7))")
    tap.check("the sandbox runs", said == "42", said)
    for name, path in (("a file in the home folder", secret), ("a document", documents / "private.txt"),
                       ("another program's data", pathlib.Path("/var/log/dpkg.log"))):
        said, good = inside(f"cat '{path}'")
        tap.check(f"{name} cannot be read", not good and not said, said)
    said, good = inside("echo x > /app/x || echo x > /app/bin/ringback || echo x > /usr/x")
    tap.check("the application and its runtime cannot be changed", not good, said)
    said, _ = inside("ls -A ~")
    tap.check("the home folder shows its own folder alone", said in ("", ".var"), said)
    said, _ = inside("sed -n 's/^CapEff:\\s*//p' /proc/self/status")
    tap.check("it has no rights of root", said.strip("0") == "", said)
    said, _ = inside("echo $XDG_DATA_HOME; touch $XDG_DATA_HOME/here && echo kept")
    tap.check("data lies under the application's own folder",
              said.splitlines() == [str(floor.sandbox / "data"), "kept"] and (floor.sandbox / "data/here").exists(), said)

    bus = "gdbus call --session --dest org.freedesktop.DBus --object-path / --method org.freedesktop.DBus."
    said, good = inside("gdbus call --session --dest org.freedesktop.portal.Desktop --object-path "
                        "/org/freedesktop/portal/desktop --method org.freedesktop.DBus.Peer.Ping")
    tap.check("the portals can be asked", good, said)
    lists = [inside(bus + call)[0] for call in ("ListNames", "ListActivatableNames")]
    names = set(re.findall(r"'([a-z][\w.-]+)'", " ".join(lists)))
    beyond = {name for name in names if not name.startswith(("org.freedesktop.portal.", "org.freedesktop.DBus"))}
    tap.check("nobody but the portals is on the session bus", names and not beyond, *sorted(beyond))
    said, good = inside("gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets "
                        "--method org.freedesktop.DBus.Peer.Ping")
    tap.check("other programs' secrets cannot be asked for", not good, said)
    said, good = inside("secret-tool store --label=test purpose test <<<'swordfish and salt' && "
                        "secret-tool lookup purpose test")
    tap.check("its own secrets are kept, through the Secret portal", good and said == "swordfish and salt", said)
    keyring = floor.sandbox / "data/keyrings/default.keyring"
    tap.check("they lie encrypted in its own folder", keyring.exists() and b"swordfish" not in keyring.read_bytes(),
              *(floor.sandbox / "data").rglob("*"))

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    said, _ = inside(f"exec 3<>/dev/tcp/127.0.0.1/{server.server_port} && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && "
                     "cat <&3")
    tap.check("the network can be reached", "reached" in said, said)
    said, good = inside("ls /dev/video* /dev/snd /dev/bus /dev/input 2>/dev/null")
    tap.check("no camera, no sound card, no device is there as a file", not said, said)
    said, good = inside("test -S $XDG_RUNTIME_DIR/pulse/native")
    tap.check("the sound server can be reached", good, said)
    said, good = inside("gst-launch-1.0 -q pulsesrc num-buffers=5 ! fakesink")
    tap.check("the microphone can be heard", good, said)

sys.exit(tap.done())
