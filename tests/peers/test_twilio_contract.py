#!/usr/bin/env python3
# test_twilio_contract.py: what stands between Ringback and its texting provider in the tests refuses every
# request that Twilio's description does not allow, those included that Prism alone lets pass; and none of
# them reaches the provider. Runs beside with-twilio.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import base64
import json
import os
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from tap import Tap  # noqa: E402  pylint: disable=wrong-import-position

URL, STATE = os.environ["RBK_TEST_TWILIO_URL"], os.environ["RBK_TEST_TWILIO_STATE"]
ACCOUNT, LINE = os.environ["RBK_TEST_TWILIO_ACCOUNT"], os.environ["RBK_TEST_TWILIO_LINE"]
PAIR = base64.b64encode(f"{ACCOUNT}:{os.environ['RBK_TEST_TWILIO_TOKEN']}".encode()).decode()
MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
FORM = "application/x-www-form-urlencoded"
GOOD = {"To": "+15035550199", "From": LINE, "Body": "Hello"}
CONTEXT = ssl.create_default_context(cafile=os.environ["RBK_TEST_CA_FILE"])


def ask(url, body=None, kind=FORM, method=None, signed=True):
    request = urllib.request.Request(url, data=body, method=method)
    if signed:
        request.add_header("Authorization", "Basic " + PAIR)
    if body is not None:
        request.add_header("Content-Type", kind)
    try:
        with urllib.request.urlopen(request, context=CONTEXT if url.startswith("https") else None, timeout=30) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")


def form(changes=None, without=()):
    fields = {**GOOD, **(changes or {})}
    return urllib.parse.urlencode({name: value for name, value in fields.items() if name not in without},
                                  doseq=True).encode()


def count():
    return len(ask(f"{STATE}{MESSAGES}?PageSize=1000")[1]["messages"])


def wrongs():
    try:
        with open(os.environ["RBK_TEST_TWILIO_WRONGS"]) as file:
            return len(file.readlines())
    except FileNotFoundError:
        return 0


SERVICE = os.environ["RBK_TEST_TWILIO_SERVICE"]
RIGHT = {
    "a text": form(),
    "a text with one file": form({"MediaUrl": "https://cars.example.com/1.jpg"}),
    "a text with two files": form({"MediaUrl": ["https://cars.example.com/1.jpg", "https://cars.example.com/2.jpg"]}),
    "files without words": form({"MediaUrl": "https://cars.example.com/1.jpg"}, ["Body"]),
    "a messaging service": form({"MessagingServiceSid": SERVICE}, ["From"]),
    "a messaging service and its line": form({"MessagingServiceSid": SERVICE}),
    "1,600 characters": form({"Body": "x" * 1600}),
}
WRONG = {
    "a field of another case": form({"body": "Hello"}),
    "a misspelt field": form({"Statuscallback": "https://example.com/"}),
    "a misspelt field in place of the right one": form({"MessageBody": "Hello"}, ["Body"]),
    "no number to go to": form(without=["To"]),
    "no sender": form(without=["From"]),
    "nothing said": form(without=["Body"]),
    "empty words": form({"Body": ""}),
    "a number in its national form": form({"To": "5035550199"}),
    "a number with spaces": form({"To": "+1 503 555 0199"}),
    "a plus that is not encoded": form().replace(b"%2B", b"+"),
    "two numbers to go to": form({"To": ["+15035550199", "+15035550198"]}),
    "1,601 characters": form({"Body": "x" * 1601}),
    "a file that is no link": form({"MediaUrl": "1.jpg"}),
    "eleven files": form({"MediaUrl": [f"https://cars.example.com/{i}.jpg" for i in range(11)]}),
    "a messaging service that is none": form({"MessagingServiceSid": "Showroom"}, ["From"]),
    "a truth that is none": form({"SmartEncoded": "maybe"}),
    "no form at all": b"",
    "a form that is none": b"To",
}

tap = Tap()
for name, body in RIGHT.items():
    before = count()
    status, answer = ask(URL + MESSAGES, body)
    tap.check(f"taken: {name}", status == 201 and count() == before + 1 and wrongs() == 0, f"{status} {answer}")
for name, body in WRONG.items():
    before, found = count(), wrongs()
    status, answer = ask(URL + MESSAGES, body)
    tap.check(f"refused: {name}", 400 <= status < 500 and count() == before and wrongs() > found, f"{status} {answer}")
for name, arguments in {
        "another form of form": {"url": URL + MESSAGES, "body": json.dumps(GOOD).encode(), "kind": "application/json"},
        "nobody signed in": {"url": URL + MESSAGES, "body": form(), "signed": False},
        "another path": {"url": URL + MESSAGES.replace("Messages", "Message"), "body": form()},
        "another account's form of name": {"url": URL + MESSAGES.replace("/AC", "/XX"), "body": form()},
        "another method": {"url": URL + MESSAGES, "body": form(), "method": "PUT"},
        "a misspelt filter": {"url": f"{URL}{MESSAGES}?too=%2B15035550199"},
        "a page that is too large": {"url": f"{URL}{MESSAGES}?PageSize=5000"},
        "an unencoded plus in a filter": {"url": f"{URL}{MESSAGES}?To=+15035550199"}}.items():
    before = count()
    status, answer = ask(**arguments)
    tap.check(f"refused: {name}", 400 <= status < 500 and count() == before, f"{status} {answer}")
sys.exit(tap.done())
