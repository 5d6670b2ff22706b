"""What happens to every request: blindness where it is promised, ids, errors, CSP."""

from collections.abc import Callable

import structlog
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django_structlog.middlewares import RequestMiddleware

from core.errors import SiteError
from core.logs import is_blind
from core.views import error_page

logger = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# All that a blind page needs to know about a request.
SEEN_BY_BLIND_PAGES = {"HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"}
# Where the editor's own inline styles and scripts are.
CMS_PREFIX = "/cms/"
HEALTH_PREFIX = "/health/"


class BlindMiddleware:
    """Takes from a request for a blind path all that says who sent it, before anything reads it.

    What is not there cannot be logged, counted, or served differently: no cookie, no
    address, no browser, no query. It also empties the server's own access log line.
    Stands before the session.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Blind a request for a blind path; let any other pass."""
        if not is_blind(request.path_info):
            return self.get_response(request)
        for key in [key for key in request.META if key.startswith("HTTP_")]:
            if key not in SEEN_BY_BLIND_PAGES:
                del request.META[key]
        for key in ("REMOTE_ADDR", "REMOTE_HOST", "REMOTE_USER", "REMOTE_PORT", "QUERY_STRING"):
            if key in request.META:
                request.META[key] = ""
        if "RAW_URI" in request.META:
            request.META["RAW_URI"] = request.path_info
        request.COOKIES = {}
        # Both were worked out from META before we came, if anything asked for them.
        for cached in ("headers", "GET"):
            vars(request).pop(cached, None)
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        # Neither the next page nor another site learns where the visit came from.
        response["Referrer-Policy"] = "no-referrer"
        return response


class RequestLogMiddleware(RequestMiddleware):
    """One line a request, with its id, which also stands in the answer's X-Request-ID.

    The query is left out of the line: people search for names. A blind path gets a line
    that says that a page was served, and no id.
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Log and answer one request."""
        if is_blind(request.path_info):
            structlog.contextvars.clear_contextvars()
            blind: HttpResponseBase = self.get_response(request)
            self._log_blind("page_served", request, blind.status_code)
            return blind
        if request.path_info.startswith(HEALTH_PREFIX):
            # Probes come every few seconds.
            health: HttpResponseBase = self.get_response(request)
            return health
        answer: HttpResponseBase = super().__call__(request)
        return answer

    @staticmethod
    def _log_blind(event: str, request: HttpRequest, status: int, **extra: object) -> None:
        logger.info(event, path=request.path_info, status=status, blind=True, **extra)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The request in a line: method and path."""
        return f"{request.method} {request.path}"

    def handle_response(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Give the id to the answer, then log."""
        context = structlog.contextvars.get_contextvars()
        response["X-Request-ID"] = str(context.get("request_id", ""))
        super().handle_response(request, response)

    def process_got_request_exception(
        self, sender: type, request: HttpRequest, **kwargs: object
    ) -> None:
        """Log what broke, with the traceback."""
        if is_blind(request.path_info):
            if not hasattr(request, "broke"):
                # Once, however many handlers of this process listen.
                request.broke = True  # type: ignore[attr-defined]
                self._log_blind("page_broke", request, 500, exc_info=True)
            return
        super().process_got_request_exception(sender, request, **kwargs)


class SiteErrorMiddleware:
    """Shows a service's typed error as a page (or JSON) with its status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; the work is in `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer typed errors; leave faults of ours to Django."""
        if not isinstance(exception, SiteError):
            return None
        return error_page(request, status=exception.status, message=str(exception))


class SiteCSPMiddleware(CSPMiddleware):
    """The strict policy everywhere, and the editor's looser one under /cms/ alone."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy of one answer."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(CMS_PREFIX) and not report_only:
            parts.config = settings.CMS_CONTENT_SECURITY_POLICY
        return parts
