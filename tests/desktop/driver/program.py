# program.py: one run of Ringback in a session, as it was built or as the Flatpak.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import signal

from .wait import wait_for


class Program:
    """path: the program; arguments: what it is started with."""

    def __init__(self, session, path, *arguments, env=None):
        self.session = session
        self.name = os.path.basename(str(path))
        self.process = session.spawn([path, *arguments], env=env)
        # How xdotool finds its windows.
        self.on_screen = ["--pid", self.process.pid]

    def _check_alive(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self.process.returncode}: {self.log()[-3000:]}")

    def _is_it(self, accessible):
        return accessible.get_process_id() == self.process.pid

    def log(self):
        return self.session.log(self.name)

    @property
    def node(self):
        from . import accessible   # only now: see there

        def probe():
            self._check_alive()
            return accessible.application(self._is_it)
        return wait_for(lambda: f"{self.name} on the accessibility bus; it said: {self.log()[-2000:]}", probe, 30)

    def window(self, name=None):
        """Its window, once something is drawn in it."""
        window = self.node.find("window", name)
        wait_for("the first picture", lambda: self.session.colours() > 20)
        return window

    def stop(self):
        """End it as a person does by logging out; its exit status."""
        return self.session.stop(self.process)

    def kill(self):
        """The power goes."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.session.children.remove(self.process)


class Flatpak(Program):
    """The installed Flatpak of this id, started by flatpak itself or by a launcher. Between it and the two buses stands
    a proxy, and it counts its processes by itself, so it is known by its name."""

    def __init__(self, session, application_id, *arguments, env=None, launcher=None):
        self.application_id = application_id
        launcher = launcher or ["flatpak", "--user", "run", application_id]
        super().__init__(session, *launcher, *arguments, env=env)
        self.on_screen = ["--class", "ringback"]

    def _is_it(self, accessible):
        return accessible.get_name() == "ringback"

    def _check_alive(self):
        # A launcher's work is done once it has started the program.
        if self.process.poll() != 0:
            super()._check_alive()

    def stop(self):
        """End it as a person does by logging out; flatpak itself hands no signal on."""
        for pid in self._inside():
            os.kill(pid, signal.SIGTERM)
        wait_for("it to end", lambda: not self._inside())
        return self.process.wait(30)

    def kill(self):
        """The power goes: nothing in the sandbox gets to say a word."""
        self.session.run("flatpak", "kill", self.application_id)
        wait_for("the sandbox to be gone", lambda: not self._inside())
        self.process.wait()
        self.session.children.remove(self.process)

    def _inside(self):
        """The program itself, as this side counts its processes."""
        found = []
        for folder in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{folder}/cmdline", "rb") as file:
                    name = os.path.basename(file.read().split(b"\0")[0])
                with open(f"/proc/{folder}/environ", "rb") as file:
                    environment = file.read().split(b"\0")
            except OSError:
                continue
            if name == b"ringback" and f"HOME={self.session.home}".encode() in environment:
                found.append(int(folder))
        return found
