"""What a browser may keep of this site for when the line is gone, and for whom.

A service worker (static/js/service-worker.js) is given a list of what is the same for everybody
(style, scripts, support, the exit page, the page that says one is offline). What belongs to one
reader is kept by their own pages, as a copy that is asked for as such and holds nothing private;
see docs/features/offline.md.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.logs import is_blind

# Says to scripts and to the service worker who reads here, and until when: never who they are.
READER_COOKIE = "steady_reader"
COPY_HEADER = "X-Steady-Copy"
_IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["']\./([\w-]+\.js)["']""")
LONGEST_WAIT = 7 * 24 * 60 * 60
STATIC = Path(settings.BASE_DIR) / "static"
WORKER = STATIC / "js" / "service-worker.js"
# Loaded into the service worker, which is given its address.
REPLAY = "js/replay.js"


def reader_key(user_id: object) -> str:
    """What one person's things on a device are kept under. It tells nobody who they are."""
    return salted_hmac("core.offline.reader", str(user_id)).hexdigest()[:24]


class ReaderMiddleware:
    """Keeps the reader cookie in step with the session: it begins and ends with it.

    Looks only at requests whose session was looked at anyway. Signing out also asks the
    browser to forget all that it kept of this site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and set or take away the cookie where it says something else."""
        response = self.get_response(request)
        session = getattr(request, "session", None)
        if is_blind(request.path_info) or session is None or not session.accessed:
            return response
        said = request.COOKIES.get(READER_COOKIE, "")
        if request.user.is_authenticated:
            key = reader_key(request.user.pk)
            if not _still_says(said, key):
                until = int(time.time()) + session.get_expiry_age()
                _set(response, f"{key}.{until}")
        elif said:
            response.delete_cookie(READER_COOKIE, samesite="Lax")
        if request.method == "POST" and request.path_info == reverse("account_logout"):
            response["Clear-Site-Data"] = '"storage"'
        return response


def _still_says(said: str, key: str) -> bool:
    name, _dot, until = said.partition(".")
    return name == key and until.isdigit() and int(until) > time.time()


def _set(response: HttpResponseBase, value: str) -> None:
    # Gone with the browser, as the session is. Scripts have to read it.
    response.set_cookie(
        READER_COOKIE,
        value,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
        httponly=False,
    )


# Copies ---------------------------------------------------------------------------------------


def is_copy(request: HttpRequest) -> bool:
    """Whether the page is asked for in order to be kept on the device."""
    return request.headers.get(COPY_HEADER) == "1"


def layout(request: HttpRequest) -> str:
    """The frame of a page that may be kept: its copy names nobody and takes no message."""
    return "copy.html" if is_copy(request) else "base.html"


# What is sent late -----------------------------------------------------------------------------


def done_at(request: HttpRequest) -> datetime.datetime:
    """When something was done that may have waited on a device: so many seconds `ago`, or now.

    Seconds, because the clock of a device may be wrong; a week at most.
    """
    said = request.POST.get("ago", "")
    ago = int(said) if said.isdecimal() and len(said) < 9 else 0
    return timezone.now() - datetime.timedelta(seconds=min(ago, LONGEST_WAIT))


def served_at(request: HttpRequest) -> datetime.datetime | None:
    """When the page was served whose form this is, as the form says; None where it does not."""
    said = request.POST.get("since", "")
    if not said.isdecimal() or len(said) > 14:
        return None
    return datetime.datetime.fromtimestamp(int(said) / 1000, tz=datetime.UTC)


# The service worker -------------------------------------------------------------------------


def open_to_all() -> list[str]:
    """Addresses that are the same for everybody and are kept beforehand, visited or not."""
    files = ["css/steady.css", "img/mark.svg", *sorted(_reached("steady.js"))]
    brand = (settings.SITE_THEME_CSS, settings.SITE_LOGO_URL)
    return [
        reverse("offline"),
        reverse("support"),
        reverse("leave"),
        *(static(name) for name in files),
        *(address for address in brand if address.startswith("/")),
    ]


def _reached(name: str, seen: set[str] | None = None) -> set[str]:
    """The scripts that a script brings with it, at once or when they are wanted, and itself."""
    seen = set() if seen is None else seen
    if f"js/{name}" not in seen:
        seen.add(f"js/{name}")
        for other in _IMPORT.findall((STATIC / "js" / name).read_text(encoding="utf-8")):
            _reached(other, seen)
    return seen


@lru_cache(maxsize=1)
def service_worker() -> str:
    """The service worker's script, with what it has to know of this installation before it."""
    addresses = open_to_all()
    body = WORKER.read_text(encoding="utf-8")
    seen = [body, *addresses]
    seen += [path.read_text("utf-8") for path in sorted(STATIC.glob("[cj]s/*.*s"))]
    version = hashlib.sha256("\n".join(seen).encode()).hexdigest()[:16]
    known: dict[str, Any] = {
        "version": version,
        "open": addresses,
        "replay": static(REPLAY),
        "offline": reverse("offline"),
        "readerCookie": READER_COOKIE,
    }
    return f"self.STEADY = {json.dumps(known)};\n{body}"
