#!/usr/bin/env python3
"""The outbox sends a thousand messages; beside it curl sends the same requests over one connection.

  with-cyrus bench_outbox.py SEND_BATCH email [COUNT]
  with-twilio bench_outbox.py SEND_BATCH text [COUNT]
  faulty_twilio.py bench_outbox.py SEND_BATCH text [COUNT]

The mails go to a real server, each in three requests (upload, import, submission), of which the later need what the
earlier answered; curl is given all uploads in one run, then all imports, then all submissions, and the time between is
not counted. It sends half of them before the outbox and half after it: a server is slow at first, and slow when it
has much. The texts go to the provider by its own description; or to a server that answers at once whatever it is
sent, which shows what we take ourselves and has no budget. Curl writes nothing down; the outbox asks the gate about
each message, and has a durable transaction for it.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

PROGRAM, MEDIUM = sys.argv[1:3]
COUNT = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
LEAST, MOST_GROWTH = 0.8, 1.1
USING = ["urn:ietf:params:jmap:core", "urn:ietf:params:jmap:mail", "urn:ietf:params:jmap:submission"]


def send(folder, env):
    """What the outbox needs for all: seconds, and its memory when a tenth was sent and in the end, in MiB."""
    said = subprocess.run([PROGRAM, os.path.join(folder, "ledger.db"), str(COUNT), MEDIUM, "many"], check=True,
                          stdout=subprocess.PIPE, text=True, env=env).stdout
    accepted = int(re.search(r"accepted (\d+)", said)[1])
    if accepted != COUNT:
        raise SystemExit(f"only {accepted} of {COUNT} were sent")
    early, late = re.search(r"memory (\d+) (\d+)", said).groups()
    return float(re.search(r"took ([\d.]+)", said)[1]), int(early) / 1024, int(late) / 1024


class Curl:
    """One curl, with one connection, for many requests."""

    def __init__(self, folder, user, secret):
        self.folder, self.user, self.secret = folder, user, secret

    def post(self, url, kind, bodies):
        """Sends all, one after the other. Gives the seconds that it took, and the answers."""
        config, out = os.path.join(self.folder, "config"), os.path.join(self.folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        os.mkdir(out)
        with open(config, "w", encoding="utf-8") as file:
            for number, body in enumerate(bodies):
                path = os.path.join(out, f"{number}.body")
                with open(path, "wb") as one:
                    one.write(body)
                file.write(("next\n" if number else "") + f'url = "{url}"\nuser = "{self.user}:{self.secret}"\n'
                           f'cacert = "{os.environ["RBK_TEST_CA_FILE"]}"\n'
                           f'header = "Content-Type: {kind}"\nheader = "Expect:"\n'
                           f'data-binary = "@{path}"\noutput = "{out}/{number}"\nfail\nsilent\nshow-error\nhttp1.1\n')
        begun = time.monotonic()
        subprocess.run(["curl", "--config", config], check=True)
        took = time.monotonic() - begun
        answers = []
        for number in range(len(bodies)):
            with open(os.path.join(out, str(number)), "rb") as file:
                answers.append(json.load(file))
        return took, answers


def curl_texts(folder, env, numbers):
    curl = Curl(folder, env["RBK_TEST_TWILIO_ACCOUNT"], env["RBK_TEST_TWILIO_TOKEN"])
    bodies = [urllib.parse.urlencode({
        "To": "+13125550142", "From": env["RBK_TEST_TWILIO_LINE"],
        "Body": f"Ana of Test here, with number {number}. Reply STOP to opt out."}).encode() for number in numbers]
    took, _ = curl.post(f"{env['RBK_TEST_TWILIO_URL']}/2010-04-01/Accounts/{env['RBK_TEST_TWILIO_ACCOUNT']}/Messages.json",
                        "application/x-www-form-urlencoded", bodies)
    return took


def ask(url, user, secret, calls=None):
    request = urllib.request.Request(url, headers={
        "Authorization": "Basic " + base64.b64encode(f"{user}:{secret}".encode()).decode(),
        "Content-Type": "application/json"}, data=calls)
    context = ssl.create_default_context(cafile=os.environ["RBK_TEST_CA_FILE"])
    with urllib.request.urlopen(request, context=context) as reply:
        return json.load(reply)


def curl_emails(folder, _, numbers):
    # In a mailbox of its own, as empty as the other was.
    user, secret = os.environ["RBK_TEST_USER_2"], os.environ["RBK_TEST_SECRET_2"]
    server = os.environ["RBK_TEST_JMAP_URL"]
    session = ask(server + "/jmap/", user, secret)
    account = session["primaryAccounts"]["urn:ietf:params:jmap:mail"]

    def calls(*each):
        return json.dumps({"using": USING, "methodCalls": each}).encode()
    api = urllib.parse.urljoin(server, session["apiUrl"])
    upload = urllib.parse.urljoin(server, session["uploadUrl"].replace("{accountId}", account))
    found = ask(api, user, secret, calls(["Mailbox/get", {"accountId": account, "properties": ["role"]}, "m"],
                                         ["Identity/get", {"accountId": account}, "i"]))["methodResponses"]
    drafts, sent = (next(box["id"] for box in found[0][1]["list"] if box["role"] == role) for role in ("drafts", "sent"))
    identity = found[1][1]["list"][0]["id"]
    sound = base64.encodebytes(bytes(30000)).replace(b"\n", b"\r\n")
    bodies = [b"\r\n".join([
        f"From: Bob <{user}>".encode(), b"To: Lena <lena@mail.test>", f"Subject: Number {number}".encode(),
        f"Message-ID: <curl-{number}@dealer.test>".encode(), b"Date: Sun, 22 Nov 2026 08:00:00 +0000",
        b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="b"', b"",
        b"--b", b"Content-Type: text/plain", b"", b"Hello Lena.",
        b"--b", b"Content-Type: audio/mpeg", b"Content-Transfer-Encoding: base64", b"", sound + b"--b--", b""])
              for number in numbers]
    curl = Curl(folder, user, secret)
    uploads, blobs = curl.post(upload, "message/rfc822", bodies)
    imports, emails = curl.post(api, "application/json", [calls(
        ["EmailSubmission/get", {"accountId": account, "ids": []}, "g"],
        ["Email/import", {"accountId": account, "emails": {"m": {
            "blobId": blob["blobId"], "mailboxIds": {drafts: True}, "keywords": {"$draft": True, "$seen": True}}}}, "i"])
        for blob in blobs])
    submissions, answers = curl.post(api, "application/json", [calls(["EmailSubmission/set", {
        "accountId": account,
        "create": {"s": {"emailId": email["methodResponses"][1][1]["created"]["m"]["id"], "identityId": identity,
                         "envelope": {"mailFrom": {"email": user}, "rcptTo": [{"email": "lena@mail.test"}]}}},
        "onSuccessUpdateEmail": {"#s": {f"mailboxIds/{drafts}": None, f"mailboxIds/{sent}": True,
                                        "keywords/$draft": None}}}, "s"]) for email in emails])
    if not all(answer["methodResponses"][0][1]["created"] for answer in answers):
        raise SystemExit("curl did not send all")
    return uploads + imports + submissions


def report(name, value, what, kept):
    print(f"{name:<44} {value} {what} {'ok' if kept else 'MISSED'}")
    return kept


def main():
    env = dict(os.environ)
    bare = "RBK_TEST_FAULTY_HTTPS" in env
    if bare:
        env |= {"RBK_TEST_TWILIO_URL": os.environ["RBK_TEST_FAULTY_HTTPS"] + "/send-none/outbox",
               "RBK_TEST_TWILIO_ACCOUNT": "AC" + "0" * 32, "RBK_TEST_TWILIO_TOKEN": "0123456789abcdef",
               "RBK_TEST_TWILIO_LINE": "+15035550142"}
    with tempfile.TemporaryDirectory(prefix="rbk-outbox-") as folder:
        curl = curl_emails if MEDIUM == "email" else curl_texts
        its_env = env | {"RBK_TEST_TWILIO_URL": env.get("RBK_TEST_TWILIO_URL", "").replace("/outbox", "/curl")}
        compared = curl(folder, its_env, range(COUNT // 2))
        took, early, late = send(folder, env)
        compared += curl(folder, its_env, range(COUNT // 2, COUNT))
    ratio = compared / took
    if bare:
        print(f"a text: {1000 * took / COUNT:.2f} ms, by curl {1000 * compared / COUNT:.2f} ms")
        return 0
    kept = report(f"sending {COUNT} {MEDIUM}s, against curl", f"{ratio:.2f}",
                  f"of its {COUNT / compared:.0f} a second, at least {LEAST}", ratio >= LEAST)
    flat = report(f"memory after {COUNT} {MEDIUM}s, against a tenth", f"{late:.1f} MiB of {early:.1f}",
                  f"at most {MOST_GROWTH} times", late <= MOST_GROWTH * early)
    return 0 if kept and flat else 1


sys.exit(main())
