# session.py: a throw-away desktop session: screen, session bus, window manager,
# home folder. One a process, because the accessibility library binds to one bus.
#
# Every process started here is ended here, newest first; if this process is
# killed, the kernel ends them.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import ctypes
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from .look import Look
from .wait import wait_for

BUS_CONFIG = """<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""
SERVICES = ["org.a11y.Bus"]
SECRET_SERVICES = ["org.freedesktop.secrets", "org.gnome.keyring", "org.gnome.keyring.SystemPrompter",
                   "org.gnome.keyring.PrivatePrompter"]
PORTAL_SERVICES = ["org.freedesktop.portal.Desktop", "org.freedesktop.portal.Documents",
                   "org.freedesktop.impl.portal.PermissionStore", "org.freedesktop.impl.portal.desktop.gtk",
                   "org.freedesktop.Flatpak", "org.freedesktop.portal.Flatpak"]
PORTAL_SECRET_SERVICES = ["org.freedesktop.impl.portal.Secret"]
PR_SET_PDEATHSIG = 1


def _die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Session:
    """keyring: whether the secret service can be started at all (see keyring.py for its state).
    portals: whether the desktop has the portals that a sandboxed program asks for things."""

    def __init__(self, out=None, size=(1280, 860), look=None, keyring=True, home=None, portals=False):
        self.size = size
        self.look = look or Look()
        self.services = SERVICES + (SECRET_SERVICES if keyring else []) + (PORTAL_SERVICES if portals else []) + \
            (PORTAL_SECRET_SERVICES if keyring and portals else [])
        self.out = pathlib.Path(out) if out else None
        self.children = []
        self.system_bus_too = False
        self.pictures = 0
        self.top = pathlib.Path(tempfile.mkdtemp(prefix="rbk-"))
        self.home = pathlib.Path(home) if home else self.top / "home"
        # What a test knows of its peers, secrets among it, is not for the programs of the session.
        self.env = {name: value for name, value in os.environ.items()
                    if not (name.startswith("RBK_TEST_") and name != "RBK_TEST_CA_FILE") and name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS",
                                    "PULSE_SERVER", "XAUTHORITY", "GNOME_KEYRING_CONTROL", "MALLOC_CHECK_", "G_DEBUG")}
        self.env.update({
            "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.top / "run"),
            "XDG_CONFIG_HOME": str(self.home / ".config"), "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_CACHE_HOME": str(self.home / ".cache"), "XDG_STATE_HOME": str(self.home / ".local/state"),
            "XDG_CURRENT_DESKTOP": "GNOME", "GDK_BACKEND": "x11", "GTK_A11Y": "atspi", "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "0",
        })
        self.env.update(self.look.environment(self.home / ".config"))

    # Life

    def __enter__(self):
        # A test that is told to end still cleans up.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        try:
            for folder in (self.top / "run", self.home / ".config", self.home / ".local/share", self.home / ".cache",
                           self.home / ".local/state"):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.out:
                self.out.mkdir(parents=True, exist_ok=True)
            self.look.write(self.home / ".config")
            self._start_screen()
            self._start_bus()
            self._start_window_manager()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[name] = self.env[name]
        os.environ.pop("AT_SPI_BUS_ADDRESS", None)
        return self

    def __exit__(self, *_exception):
        for child in reversed(list(self.children)):
            self.stop(child)
        shutil.rmtree(self.top, ignore_errors=True)

    def spawn(self, argv, env=None, **options):
        """Start a process that ends with the session; what it prints goes to a log (see log())."""
        name = os.path.basename(str(argv[0]))
        with open(self.top / f"{name}.log", "ab") as log:
            options.setdefault("stdout", log)
            options.setdefault("stderr", log)
            options.setdefault("stdin", subprocess.DEVNULL)
            child = subprocess.Popen([str(a) for a in argv], env={**self.env, **(env or {})},
                                     preexec_fn=_die_with_parent, **options)
        self.children.append(child)
        return child

    def stop(self, child, patience=5):
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(patience)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if child in self.children:
            self.children.remove(child)
        return child.returncode

    def run(self, *argv, check=True, **options):
        options.setdefault("capture_output", True)
        options.setdefault("text", True)
        return subprocess.run([str(a) for a in argv], env=self.env, check=check, **options)

    def stop_service(self, name):
        """Whoever owns a name on the session bus is gone; the bus starts it anew when it is asked for."""
        def ask(method):
            return self.run("gdbus", "call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/",
                            "--method", f"org.freedesktop.DBus.{method}", name, check=False).stdout
        owner = ask("GetConnectionUnixProcessID")
        if "uint32" in owner:
            os.kill(int(owner.split()[1].rstrip(",)")), signal.SIGKILL)
            wait_for(f"{name} to end", lambda: "false" in ask("NameHasOwner"))

    def log(self, name):
        try:
            return (self.top / f"{name}.log").read_text(errors="replace")
        except OSError:
            return ""

    def _read_line_from(self, start):
        """Start a server that writes one line to a pipe when it is ready."""
        reader, writer = os.pipe()
        child = start(writer)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            line = pipe.readline().strip()
        if not line:
            raise RuntimeError(f"{child.args[0]} did not start: {self.log(os.path.basename(child.args[0]))}")
        return line

    def _start_screen(self):
        self.env["DISPLAY"] = ":" + self._read_line_from(lambda fd: self.spawn(
            ["Xvfb", "-displayfd", str(fd), "-screen", "0", f"{self.size[0]}x{self.size[1]}x24", "-nolisten", "tcp",
             "-noreset"], pass_fds=[fd]))
        # GTK takes the size of text from the X server here.
        self.run("xrdb", "-nocpp", "-merge", "-", input=f"Xft.dpi: {round(96 * self.look.text_scale)}\n")

    def _start_bus(self):
        services = self.top / "services"
        services.mkdir()
        for name in self.services:
            file = pathlib.Path(f"/usr/share/dbus-1/services/{name}.service")
            if file.exists():
                (services / file.name).symlink_to(file)
        config = self.top / "bus.conf"
        config.write_text(BUS_CONFIG.format(folder=self.top, services=services), encoding="utf-8")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._read_line_from(lambda fd: self.spawn(
            ["dbus-daemon", "--config-file", config, "--nofork", f"--print-address={fd}"], pass_fds=[fd]))
        if self.system_bus_too:
            self.env["DBUS_SYSTEM_BUS_ADDRESS"] = self.env["DBUS_SESSION_BUS_ADDRESS"]

    def _start_window_manager(self):
        self.spawn(["openbox", "--sm-disable"])
        wait_for("the window manager", lambda: "window id" in self.run(
            "xprop", "-root", "_NET_SUPPORTING_WM_CHECK", check=False).stdout)

    # Eyes

    def picture(self, name):
        """A screenshot in the out folder; its path, or None when there is no such folder."""
        if self.out is None:
            return None
        self.settle()
        self.pictures += 1
        path = self.out / f"{self.pictures:02d}-{name}.png"
        self.run("import", "-window", "root", path)
        # Without the empty screen around the window.
        self.run("mogrify", "-trim", "+repage", path)
        return path

    def settle(self, timeout=5):
        """Wait until three looks in a row see the same; False when the picture keeps moving."""
        seen = []

        def still():
            seen.append(hash(self.run("import", "-window", "root", "-depth", "8", "rgb:-", text=False).stdout))
            return len(seen) >= 3 and len(set(seen[-3:])) == 1
        try:
            return wait_for("a still picture", still, timeout)
        except TimeoutError:
            return False

    def colours(self):
        """How many colours are on the screen; a handful means that nothing is drawn yet."""
        return int(self.run("import", "-window", "root", "-format", "%k", "info:-").stdout)

    # Hands

    def key(self, *combinations):
        """Press keys as xdotool names them: "ctrl+f", "Return"."""
        for combination in combinations:
            self.run("xdotool", "key", "--clearmodifiers", combination)

    def type(self, text):
        self.run("xdotool", "type", "--delay", "12" if text.isascii() else "200", "--", text)

    def wheel_up(self, program, node, clicks=4):
        """Turn the mouse wheel over the middle of a control."""
        lines = self.run("xdotool", "getwindowgeometry", "--shell", self.window_id(program)).stdout.split()
        values = dict(line.split("=") for line in lines)
        left, top, width, height = node.box
        frame = node.window.box
        self.run("xdotool", "mousemove", int(values["X"]) + left - frame[0] + width // 2,
                 int(values["Y"]) + top - frame[1] + height // 2)
        self.run("xdotool", "click", "--repeat", clicks, "--delay", 10, 4)

    def window_id(self, program):
        found = self.run("xdotool", "search", "--onlyvisible", *program.on_screen, check=False).stdout.split()
        return found[-1] if found else None

    def resize(self, program, node, width, height):
        """Ask for a size; return the one that the window took, which is wider if its content is.
        node: the window, whose box says how wide the invisible border around it is."""
        window = wait_for("the window on the screen", lambda: self.window_id(program))
        border_x, border_y = -2 * node.box[0], -2 * node.box[1]
        self.run("xdotool", "windowsize", window, width + border_x, height + border_y)
        self.settle()
        lines = self.run("xdotool", "getwindowgeometry", "--shell", window).stdout.split()
        values = dict(line.split("=") for line in lines)
        return int(values["WIDTH"]) - border_x, int(values["HEIGHT"]) - border_y
