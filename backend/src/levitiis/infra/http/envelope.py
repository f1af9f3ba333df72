"""Around every request: its id, the hosts that are answered, headers, and the last resort for exceptions."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from random import getrandbits

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from levitiis.infra.http import problems
from levitiis.infra.http.client import is_trusted
from levitiis.infra.http.cors import cross_origin
from levitiis.infra.http.security import API_HEADERS, STRICT_TRANSPORT, host_allowed, web_headers
from levitiis.infra.http.services import Services
from levitiis.kit.common_problems import INTERNAL, UNKNOWN_HOST

log = structlog.get_logger(__name__)

Headers = tuple[tuple[bytes, bytes], ...]

_SECRET = re.compile(r"/[A-Za-z0-9_-]{20,}\.ics$")
_REQUEST_ID = re.compile(rb"^[0-9a-f]{16,40}$")
_CLOSE = (b"connection", b"close")


def _raw(headers: Sequence[tuple[str, str]]) -> Headers:
    return tuple((name.encode(), value.encode()) for name, value in headers)


class Envelope:
    """Outermost of the application, for operations of the API as for everything else."""

    def __init__(self, app: ASGIApp, services: Services) -> None:
        settings = services.settings
        always = (STRICT_TRANSPORT,) if settings.environment == "production" else ()
        self._app = app
        self._api = cross_origin(app, settings.origins) if settings.origins else app
        self._services = services
        self._api_headers = _raw((*API_HEADERS, *always))
        self._web_headers = _raw((*web_headers(settings.web_api_origin), *always))
        self._hosts, self._proxies = settings.hosts, settings.proxies
        self._tells_requests = settings.debug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
            return
        if scope["type"] == "websocket":
            scope.setdefault("state", {})["request_id"] = self._request_id(scope)
        await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 0
        request_id = scope.setdefault("state", {})["request_id"] = self._request_id(scope)
        is_api = scope["path"].startswith("/api/")
        fixed = self._api_headers if is_api else self._web_headers

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete_headers(message, fixed, request_id)
                if self._services.draining:
                    message["headers"].append(_CLOSE)
            await send(message)

        try:
            if not self._is_for_us(scope):
                refusal = problems.problem_response(UNKNOWN_HOST(), Request(scope, receive))
                await refusal(scope, receive, send_with_headers)
            else:
                await (self._api if is_api else self._app)(scope, receive, send_with_headers)
        except Exception:
            log.exception("unhandled", path=_told(scope["path"]), request_id=request_id)
            if status:
                raise
            answer = problems.problem_response(INTERNAL(), Request(scope, receive))
            await answer(scope, receive, send_with_headers)
        finally:
            if self._tells_requests:
                log.debug(
                    "request",
                    method=scope["method"],
                    path=_told(scope["path"]),
                    status=status,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                    request_id=request_id,
                )

    def _is_for_us(self, scope: Scope) -> bool:
        """Whoever asks for our health does so by address; it is one word, the same for every host."""
        return host_allowed(_host(scope), self._hosts) or scope["path"].startswith("/health/")

    def _request_id(self, scope: Scope) -> str:
        """One of our own, or that of a trusted proxy: then its log and the trail name the same request."""
        if self._proxies and is_trusted(scope.get("client"), self._proxies):
            given = _header(scope, b"x-request-id")
            if _REQUEST_ID.match(given):
                return given.decode()
        return f"{getrandbits(64):016x}"  # names a request and guards nothing


def _told(path: str) -> str:
    """The path as logs keep it: the address of a calendar feed is a secret by itself."""
    return _SECRET.sub("/-.ics", path)


def _host(scope: Scope) -> str:
    """The Host header; of several none counts."""
    sent = [value for name, value in scope["headers"] if name == b"host"]
    return sent[0].decode("latin-1") if len(sent) == 1 else ""


def _header(scope: Scope, wanted: bytes) -> bytes:
    return next((value for name, value in scope["headers"] if name == wanted), b"")


def _complete_headers(message: Message, fixed: Headers, request_id: str) -> None:
    """Add what every answer says; what a route said itself stays."""
    said: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
    names = {name for name, _ in said}
    said += [header for header in fixed if header[0] not in names]
    said.append((b"x-request-id", request_id.encode()))
    message["headers"] = said
