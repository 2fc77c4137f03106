#!/usr/bin/env python3
"""What looks for secrets finds them: planted in a log, an argument, an environment, plain or in disguise.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import os
import subprocess
import sys
import tempfile
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
# pylint: disable=wrong-import-position
import secrecy
from tap import Tap

os.environ.pop("RBK_TEST_SECRETS", None)
tap = Tap()
# Nobody's, and in no list of this program's own arguments.
SECRET = "pl4nted+" + os.urandom(9).hex()


def found(text, **more):
    secrets = secrecy.Secrets(password=SECRET)
    secrets.about_customer("(312) 555-0163", "maria@example.com")
    return secrets.find_in("log", text, **more)


with tap.subtest("a secret is found as it is and in disguise"):
    for text in (SECRET, f"Authorization: Bearer {SECRET}", f"form: code={urllib.parse.quote(SECRET, safe='')}&x=1",
                 *[base64.b64encode(f"{user}:{SECRET}".encode()).decode() for user in ("anna", "bob", "c", "dora")],
                 *[base64.urlsafe_b64encode(f"{user}:{SECRET}!".encode()).decode() for user in ("anna", "bob", "c")]):
        assert found("all is well\n" + text + "\nand goes on"), text

with tap.subtest("what is no secret is not"):
    assert not found("password: ########\nAuthorization: Bearer …\nMTIz")

with tap.subtest("a customer is found however they are written"):
    for text in ("to +1 312.555.0163", "13125550163", "Maria@Example.com", "maria(at)example.com".replace("(at)", "@")):
        assert found(text), text
    assert not found("to +1##########")

with tap.subtest("words about what was found do not say it"):
    assert all(SECRET not in words and "555" not in words for words in found(f"x {SECRET} 312-555-0163 and so on"))

for what, arguments, environment in (("an argument", [SECRET], {}), ("an environment", [], {"PLANTED": SECRET})):
    with tap.subtest(f"it is seen in {what} of a program that runs"):
        planted = secrecy.Secrets(password=SECRET)
        child = subprocess.Popen(["sh", "-c", "echo there; read nothing", *arguments], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})
        child.stdout.readline()
        planted.look_at(child.pid)
        child.communicate()
        assert planted.seen()

with tap.subtest("a suite that said one fails"), tempfile.TemporaryDirectory() as folder:
    noted, log = os.path.join(folder, "noted"), os.path.join(folder, "testlog.txt")
    os.environ["RBK_TEST_SECRETS"] = noted
    secrecy.of_environment({"RBK_TEST_SECRET": SECRET})
    for text, status in (("nothing", 0), (f"x{SECRET}x", 1)):
        with open(log, "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run([os.path.join(HERE, "../no-secrets"), noted, log], capture_output=True, text=True)
        assert done.returncode == status, done
        assert SECRET not in done.stderr

sys.exit(tap.done())
