"""What holds for every page, whoever is served it."""

import re
from html.parser import HTMLParser

STRICT = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
    "form-action": "'self'",
    "img-src": "'self' data:",
    "worker-src": "'self'",
}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.mistakes: list[str] = []
        self.lang = ""
        self.tags: list[str] = []
        self.title = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = given.get("lang") or ""
        inside = tag == "style" or (tag == "script" and not given.get("src"))
        if inside and given.get("type") != "application/json":
            self.mistakes.append(f"<{tag}> with code inside")
        self.mistakes += [
            f"<{tag} {name}>" for name in given if name == "style" or name[:2] == "on"
        ]
        if (given.get("href") or "").lower().startswith("javascript:"):
            self.mistakes.append(f"<{tag}> with javascript: in it")

    def handle_data(self, data):
        if self.tags and self.tags[-1] == "title":
            self.title += data


def policy(response) -> dict[str, str]:
    """The directives of an answer's content security policy."""
    parts = (part.strip() for part in response.get("Content-Security-Policy", "").split(";"))
    return dict(part.split(" ", 1) for part in parts if part)


def check_page(address: str, response, content: bytes) -> None:
    """Assert what holds for a page; other kinds of answers are left alone."""
    if response.status_code in (301, 302) or "text/html" not in response.get("Content-Type", ""):
        return
    if not content or address.startswith("/cms/"):
        return
    assert policy(response) == STRICT, address
    page = _Page()
    page.feed(content.decode())
    assert page.mistakes == [], address
    assert page.lang.startswith("en"), address
    assert page.tags.count("h1") == 1, address
    assert page.tags.count("main") == 1, address
    assert len(page.title.strip()) > 3, address
    assert not re.search(rb"\{[{%]|Traceback", content), address
    if address != "/leave/":  # one has left already
        for part in (b'href="#pause"', b'id="pause"', b'href="/support/"', b"data-exit"):
            assert part in content, (address, part)
