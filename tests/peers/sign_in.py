"""sign_in.py: a browser that signs in by itself, for the pages of sign-in-provider.mjs.

    sign_in.provider(peers, events, lifetime=20)      starts the provider; gives its issuer
    sign_in.Browser().go(url)                         signs in as anna, consents, comes back to the program
    sign_in.Browser(user="bob@dealer.test", password="bob-password", allow="no").go(url)
    sign_in.Browser().enter(user_code, url)           the same with a code (RFC 8628)

SPDX-License-Identifier: GPL-3.0-or-later
"""
import html
import http.cookiejar
import os
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request


def provider(peers, events, **settings):
    return peers.node("sign-in-provider.mjs", events, *[f"{name}={value}" for name, value in settings.items()])


class Browser:
    def __init__(self, user="anna@dealer.test", password="anna-password", allow="yes"):
        self.user, self.password, self.allow = user, password, allow
        # Whom the test's environment trusts vouches for a provider that speaks TLS.
        context = ssl.create_default_context(cafile=os.environ.get("RBK_TEST_CA_FILE"))
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def load(self, url, form=None):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            reply = self.opener.open(url, data, timeout=30)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            return reply.geturl(), reply.status, reply.read().decode(errors="replace")

    def answer(self, url, page):
        """Fills in one of the provider's forms."""
        if 'name="password"' in page:
            return self.load(url, {"login": self.user, "password": self.password})
        return self.load(url, {"allow": self.allow})

    def walk(self, url, status, page):
        while "/interaction/" in url and status == 200:
            url, status, page = self.answer(url, page)
        return url, status, page

    def go(self, url):
        """Follows a sign-in to where it ends: the last address, its status and its page."""
        return self.walk(*self.load(url))

    def enter(self, user_code, url):
        def hidden(page):
            return html.unescape(re.search(r'name="xsrf" value="([^"]*)"', page)[1])
        url, _, page = self.load(url)
        url, _, page = self.load(url, {"xsrf": hidden(page), "user_code": user_code})
        return self.walk(*self.load(url, {"xsrf": hidden(page), "user_code": user_code, "confirm": "yes"}))
