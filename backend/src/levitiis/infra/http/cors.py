"""Pages of other origins that the settings name may call the API; nobody else's may."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from levitiis.infra.http.problems import problem_response
from levitiis.kit.common_problems import FORBIDDEN

_ACCEPTED = ("accept-language", "authorization", "content-type", "idempotency-key", "if-match")
_PREFLIGHT = {"origin", "access-control-request-method"}
_SHOWN = ("content-disposition", "etag", "idempotent-replayed", "location", "retry-after", "x-request-id")


def cross_origin(app: ASGIApp, origins: Collection[str]) -> ASGIApp:
    """``app``, answering browsers that ask for a page of one of ``origins``."""
    return _CrossOrigin(
        app,
        allow_origins=origins,
        allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
        allow_headers=(*_ACCEPTED, "x-levitiis-client"),
        allow_credentials=True,
        expose_headers=_SHOWN,
    )


class _CrossOrigin(CORSMiddleware):
    """Starlette's, but for the refusal of a preflight, which is a problem like any other."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        asks = scope["method"] == "OPTIONS" and set(headers.keys()) >= _PREFLIGHT
        if asks and self.preflight_response(headers).status_code >= 400:
            refusal: Response = problem_response(FORBIDDEN(), Request(scope, receive))
            await refusal(scope, receive, send)
            return
        await super().__call__(scope, receive, send)
