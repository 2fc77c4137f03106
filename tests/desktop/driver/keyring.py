# keyring.py: a real gnome-keyring, unlocked or locked. For one that is absent
# start the session with keyring=False.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import subprocess

from .wait import wait_for

PASSWORD = "test-password"
LOGIN = "/org/freedesktop/secrets/collection/login"
CALL = ["gdbus", "call", "--session"]


class Keyring:
    def __init__(self, session):
        self.session = session
        self.daemon = None

    def start_unlocked(self):
        """Makes the login keyring if there is none."""
        self.daemon = self.session.spawn(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], stdin=subprocess.PIPE)
        # No newline: it would become part of the password.
        self.daemon.stdin.write(PASSWORD.encode())
        self.daemon.stdin.close()
        wait_for(lambda: f"the keyring to open: {self.session.log('gnome-keyring-daemon')}",
                 lambda: self.locked() is False)
        return self

    def start_locked(self):
        self.start_unlocked()
        self.stop()
        self.daemon = self.session.spawn(["gnome-keyring-daemon", "--foreground", "--start", "--components=secrets"])
        wait_for("the locked keyring", lambda: self.locked() is True)
        return self

    def stop(self):
        self.session.stop(self.daemon)
        wait_for("the keyring to go", lambda: self.locked() is None)

    def lock(self):
        """Lock it under a running program."""
        self.session.run(*CALL, "--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets",
                         "--method", "org.freedesktop.Secret.Service.Lock", f"['{LOGIN}']")

    def locked(self):
        """True or False; None without a service. The bus is asked first: a call would start one."""
        owner = self.session.run(*CALL, "--dest", "org.freedesktop.DBus", "--object-path", "/", "--method",
                                 "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets", check=False).stdout
        if "true" not in owner:
            return None
        answer = self.session.run(*CALL, "--dest", "org.freedesktop.secrets", "--object-path", LOGIN, "--method",
                                  "org.freedesktop.DBus.Properties.Get", "org.freedesktop.Secret.Collection", "Locked",
                                  check=False).stdout
        return {"(<true>,)": True, "(<false>,)": False}.get(answer.strip())
