"""The ASGI application around the routes: envelope, problems, health, documents, the web app."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from levitiis import __version__
from levitiis.infra.http import problems
from levitiis.infra.http.security import API_HEADERS, WEB_HEADERS, host_allowed
from levitiis.infra.http.services import Services
from levitiis.infra.http.table import RouteTable
from levitiis.kit.common_problems import DATABASE_UNAVAILABLE, HTTP_ERROR, INTERNAL

API_PREFIX = "/api/v1"
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

log = structlog.get_logger(__name__)


Headers = tuple[tuple[bytes, bytes], ...]


def _raw(headers: Sequence[tuple[str, str]]) -> Headers:
    return tuple((name.encode(), value.encode()) for name, value in headers)


_API_HEADERS, _WEB_HEADERS = _raw(API_HEADERS), _raw(WEB_HEADERS)


class Envelope:
    """Outermost: request id, allowed hosts, security headers, and the last resort for exceptions."""

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = tuple(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["request_id"] = secrets.token_hex(8)
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 0
        request_id: str = scope["state"]["request_id"]
        fixed = _API_HEADERS if scope["path"].startswith("/api/") else _WEB_HEADERS

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _complete_headers(message, fixed, request_id)
            await send(message)

        try:
            if not host_allowed(_host(scope), self.hosts):
                refusal = problems.problem_response(HTTP_ERROR(), Request(scope, receive))
                await refusal(scope, receive, send_with_headers)
            else:
                await self.app(scope, receive, send_with_headers)
        except Exception:
            log.exception("unhandled", path=scope["path"])
            if status:
                raise
            answer = problems.problem_response(INTERNAL(), Request(scope, receive))
            await answer(scope, receive, send_with_headers)
        finally:
            log.debug(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
                request_id=request_id,
            )


def _host(scope: Scope) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")


def _complete_headers(message: Message, fixed: Headers, request_id: str) -> None:
    """Add what every answer says; what a route said itself stays."""
    said: list[tuple[bytes, bytes]] = list(message.get("headers", ()))
    names = {name for name, _ in said}
    said += [header for header in fixed if header[0] not in names]
    said.append((b"x-request-id", request_id.encode()))
    message["headers"] = said


class Application(FastAPI):
    """FastAPI declares, documents and serves the rest; the operations of the API are found and run here."""

    def __init__(self, hosts: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self._envelope = Envelope(self._operation, hosts)
        self._table: RouteTable | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            found = self.table.find(scope["method"], scope["path"])
            if found is not None:
                scope.update(app=self, route=found.route, path_params=found.params, operation=found)
                await self._envelope(scope, receive, send)
                return
        await super().__call__(scope, receive, send)

    @property
    def table(self) -> RouteTable:
        """The operations, listed when the first is asked for."""
        if self._table is None:
            self._table = RouteTable(self)
        return self._table

    async def _operation(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            response: Response = await scope["operation"].handle(request)
        except problems.EXPECTED as error:
            response = await problems.handle(request, error)
        await response(scope, receive, send)


def build(services: Services, routers: Sequence[APIRouter], lifespan: Lifespan) -> FastAPI:
    """Make the application; ``routers`` come from the composition root."""
    app = Application(
        services.settings.hosts,
        title="Levitiis",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.services = services
    api = APIRouter(prefix=API_PREFIX)
    for router in routers:
        api.include_router(router)
    app.include_router(api)
    problems.install(app)
    _health(app)
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    app.add_middleware(Envelope, hosts=services.settings.hosts)
    return app


def _health(app: FastAPI) -> None:
    async def live(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(request: Request) -> Response:
        services: Services = request.app.state.services
        try:
            async with services.database.reading() as session:
                await session.execute(text("SELECT 1"))
        except (SQLAlchemyError, OSError):
            return problems.problem_response(DATABASE_UNAVAILABLE(), request)
        return JSONResponse({"status": "ok"})

    app.add_route("/health/live", live, methods=["GET"], include_in_schema=False)
    app.add_route("/health/ready", ready, methods=["GET"], include_in_schema=False)


_PROBLEM_SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}


def openapi_document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: every operation with its permission and the problem schema."""
    document = get_openapi(title=app.title, version=app.version, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    document["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    for operations in document["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return document


def _complete(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    generic = {
        "description": "A problem.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    responses.pop("422", None)
    responses["default"] = generic
    public = operation.get("x-levitiis-permission") == "public"
    operation["security"] = [] if public else [{"bearer": []}]
