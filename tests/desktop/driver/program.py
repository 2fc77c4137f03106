# program.py: one run of Ringback in a session.
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
        self.pid = self.process.pid

    def _check_alive(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.name} ended with {self.process.returncode}: {self.log()[-3000:]}")

    def log(self):
        return self.session.log(self.name)

    @property
    def node(self):
        from . import accessible   # only now: see there

        def probe():
            self._check_alive()
            return accessible.application(self.pid)
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
