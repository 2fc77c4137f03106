"""faulty_sign_in.py: a provider that does what real ones will not do on request.

The issuer's path says what goes wrong: Faulty().issuer ("FAULT"), where FAULT is one of
  none             nothing: it signs anybody in as anna
  other-issuer     its document names another issuer
  mixed-up         the browser comes back with another provider's name (RFC 9207)
  other-state      the browser comes back with another state first, then with the right one
  no-id-token      it does not say who signed in
  other-nonce      its id token is of another sign-in
  bob              somebody else signed in
  less             the person allowed less than was asked for
  slow             a code: pending, then "slow_down", then tokens
  expired          a code: expired at the second question
  busy             a refresh: 503 the first time
  cut              a refresh: done, but the connection breaks before the answer, the first time
  garbage          a refresh: done, but half an answer, the first time
  deaf             it cannot be told that tokens are given up: 503
  mute             it has no place to be told

asked (FAULT) is the list of what was asked of its token endpoint: (time, grant type).

SPDX-License-Identifier: GPL-3.0-or-later
"""
import base64
import http.server
import json
import secrets
import threading
import time
import urllib.parse


class Faulty:
    def __init__(self):
        self.memory, self.lock = {}, threading.Lock()
        faulty = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                faulty.serve(self, {})

            def do_POST(self):
                length = int(self.headers.get("Content-Length", "0"))
                faulty.serve(self, dict(urllib.parse.parse_qsl(self.rfile.read(length).decode())))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def issuer(self, fault):
        return f"http://127.0.0.1:{self.server.server_address[1]}/{fault}"

    def asked(self, fault):
        return self.memory.get(fault, {}).get("asked", [])

    def serve(self, request, form):
        path, _, query = request.path.partition("?")
        _, fault, place = path.split("/", 2)
        with self.lock:
            memory = self.memory.setdefault(fault, {"asked": [], "refresh": None, "nonce": {}, "polls": 0})
            reply = self.answer(fault, place, dict(urllib.parse.parse_qsl(query)), form, memory)
        if reply is None:
            request.close_connection = True
            return
        status, body = reply
        if status == 303:
            request.send_response(303)
            request.send_header("Location", body)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    def answer(self, fault, place, query, form, memory):
        issuer = self.issuer(fault)
        if place == ".well-known/openid-configuration":
            document = {
                "issuer": "https://evil.test" if fault == "other-issuer" else issuer,
                "authorization_endpoint": issuer + "/auth", "token_endpoint": issuer + "/token",
                "device_authorization_endpoint": issuer + "/device", "revocation_endpoint": issuer + "/revoke",
                "scopes_supported": ["openid", "email", "offline_access", "urn:ietf:params:jmap:mail",
                                     "urn:ietf:params:jmap:submission"]}
            if fault == "mute":
                del document["revocation_endpoint"]
            return 200, document
        if place == "auth":
            code = secrets.token_hex(8)
            memory["nonce"][code] = query["nonce"]
            back = {"code": code, "state": query["state"]}
            if fault == "mixed-up":
                back["iss"] = "https://evil.test"
            if fault == "other-state":
                back["state"] = "another"
                memory["right"] = query["redirect_uri"] + "?" + urllib.parse.urlencode({**back, "state": query["state"]})
            return 303, query["redirect_uri"] + "?" + urllib.parse.urlencode(back)
        if place == "device":
            return 200, {"device_code": secrets.token_hex(8), "user_code": "ABCD-EFGH", "interval": 1,
                         "verification_uri": issuer + "/enter", "expires_in": 60}
        if place == "revoke":
            return (503, {}) if fault == "deaf" else (200, {})
        if place == "token":
            memory["asked"].append((time.monotonic(), form["grant_type"]))
            return self.tokens(fault, form, memory)
        return 404, {}

    def tokens(self, fault, form, memory):
        kind = form["grant_type"].rsplit(":", 1)[-1]
        nonce = None
        if kind == "authorization_code":
            nonce = memory["nonce"].pop(form["code"], None)
        elif kind == "refresh_token" and form["refresh_token"] != memory["refresh"]:
            memory["refresh"] = None
            return 400, {"error": "invalid_grant"}
        elif kind == "device_code":
            memory["polls"] += 1
            if memory["polls"] == 1:
                return 400, {"error": "authorization_pending"}
            if fault == "expired":
                return 400, {"error": "expired_token"}
            if memory["polls"] == 2:
                return 400, {"error": "slow_down"}
        refreshes = sum(1 for _, asked in memory["asked"] if asked == "refresh_token")
        if fault == "busy" and kind == "refresh_token" and refreshes == 1:
            return 503, {"error": "temporarily_unavailable"}
        memory["refresh"] = secrets.token_hex(16)
        if kind == "refresh_token" and refreshes == 1 and fault in ("cut", "garbage"):
            return None if fault == "cut" else (200, b'{"access_token":"half')
        reply = {"access_token": secrets.token_hex(16), "token_type": "Bearer", "expires_in": 3600,
                 "refresh_token": memory["refresh"],
                 "scope": "openid" if fault == "less" else "urn:ietf:params:jmap:mail urn:ietf:params:jmap:submission"}
        if fault != "no-id-token":
            claims = {"iss": self.issuer(fault), "aud": "showroom", "sub": "s", "exp": int(time.time()) + 600,
                      "email": "bob@dealer.test" if fault == "bob" else "anna@dealer.test"}
            if nonce is not None:
                claims["nonce"] = "another" if fault == "other-nonce" else nonce
            payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
            reply["id_token"] = f"e30.{payload}.c2ln"
        return 200, reply
