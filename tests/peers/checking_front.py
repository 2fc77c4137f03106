"""checking_front.py: stands before a provider's description (Prism) and looks at what that does not see.

Prism reads of a form, and of a query, only the members that the description names, and of a list only the last: one
that is misspelt passes. Here it does not: unknown names, names given twice that are no lists, lists that are too
long, and forms that are not well-formed are answered 400. What is wrong, and what Prism finds wrong, is written down: wrongs() tells.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import http.client
import http.server
import json
import re
import socketserver
import sys
import threading
import urllib.parse

METHODS = ("get", "put", "post", "patch", "delete")


class Contract:
    def __init__(self, document):
        self.document = document
        self.operations = []
        for path, item in document["paths"].items():
            pattern = re.compile("/".join("[^/]+" if part.startswith("{") and part.endswith("}") else
                                          re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(part))
                                          for part in path.split("/")) + "$")
            for method in METHODS:
                if method in item:
                    self.operations.append((method.upper(), pattern, item, item[method]))

    def resolve(self, part):
        while "$ref" in part:
            place = self.document
            for name in part["$ref"].split("/")[1:]:
                place = place[name.replace("~1", "/")]
            part = place
        return part

    def complaints(self, method, target, kind, body):
        path, _, query = target.partition("?")
        for its_method, pattern, item, operation in self.operations:
            if its_method == method and pattern.match(path):
                break
        else:
            return [f"{method} {path} is not in the description"]
        parameters = [self.resolve(one) for one in item.get("parameters", []) + operation.get("parameters", [])]
        known = {one["name"]: one.get("schema", {}) for one in parameters if one["in"] == "query"}
        found = self.compare("query", query, known)
        if kind.split(";")[0].strip() == "application/x-www-form-urlencoded" and body:
            form = self.resolve(operation.get("requestBody", {})).get("content", {}).get(
                "application/x-www-form-urlencoded", {})
            known = self.resolve(form.get("schema", {})).get("properties", {})
            found += self.compare("form", body.decode("ascii", "replace"), known)
        return found

    def compare(self, what, text, known):
        if not text:
            return []
        try:
            names = [name for name, _ in urllib.parse.parse_qsl(text, keep_blank_values=True, strict_parsing=True,
                                                                 errors="strict")]
        except ValueError as error:
            return [f"the {what} is not well-formed: {error}"]
        found = [f"the {what} has {name!r}, which is not in the description" for name in names if name not in known]
        for name in set(names) & set(known):
            schema = self.resolve(known[name])
            if names.count(name) > (schema.get("maxItems", len(names)) if schema.get("type") == "array" else 1):
                found.append(f"the {what} has {name!r} {names.count(name)} times")
        return found


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("transfer-encoding", "connection", "content-length", "date", "server"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def judged(self, reply, text):
        """What Prism found. That a failure of the server is not in the description is no wrong of ours."""
        found = [one for one in json.loads(reply.getheader("sl-violations") or "[]")
                 if one["severity"] == "Error" or one["location"][0] != "response"]
        if not found and b"stoplight.io/prism/errors" in text:
            problem = json.loads(text)
            found = problem.get("validation") or [{"message": problem.get("detail") or problem["title"]}]
        return [" ".join([".".join(one.get("location", [])), one["message"]]).strip() for one in found]

    def work(self):
        front = self.server.front
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if len(body) < length:  # cut off on its way, as a program that is killed does: nothing was asked
            self.close_connection = True
            return None
        direct = next((url for prefix, url in front.direct.items() if self.path.startswith(prefix)), None)
        if direct is None:
            found = front.contract.complaints(self.command, self.path, self.headers.get("Content-Type", ""), body)
            if found:
                front.note(self.command, self.path, found)
                return self.answer(400, [("Content-Type", "application/json")],
                                   json.dumps({"code": 20001, "message": "; ".join(found), "status": 400}).encode())
        there = urllib.parse.urlsplit(direct or front.upstream)
        connection = http.client.HTTPConnection(there.hostname, there.port, timeout=60)
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() not in ("host", "connection", "content-length")}
        connection.request(self.command, self.path, body if self.command not in ("GET", "HEAD") else None, headers)
        reply = connection.getresponse()
        text = reply.read()
        connection.close()
        if direct is None:
            front.note(self.command, self.path, self.judged(reply, text))
        return self.answer(reply.status, reply.getheaders(), text)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = work


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, address):
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, address)

    def finish_request(self, request, address):
        if self.front.tls is not None:
            request.settimeout(10)
            request = self.front.tls.wrap_socket(request, server_side=True)
            request.settimeout(None)
        self.RequestHandlerClass(request, address, self)


class Front:
    """@direct: prefixes of paths that are no part of the interface, and where they go instead; @tls: what
    peers.tls() gave; @file: where the wrongs are written down as they come."""

    def __init__(self, document, upstream, direct=None, tls=None, file=None):
        self.contract, self.upstream, self.direct, self.tls = Contract(document), upstream, direct or {}, tls
        self.file = file
        self.lock = threading.Lock()
        self.found = []
        server = Server(("127.0.0.1", 0), Handler)
        server.front = self
        self.url = f"{'https' if tls else 'http'}://localhost:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def note(self, method, path, complaints):
        with self.lock:
            new = [f"{method} {path.partition('?')[0]}: {one}" for one in complaints]
            self.found += new
            if self.file is not None:
                with open(self.file, "a") as file:
                    file.writelines(one + "\n" for one in new)

    def wrongs(self):
        with self.lock:
            return list(self.found)
