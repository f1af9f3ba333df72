"""The ASGI application around the routes: envelope, problems, health, documents, the web app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from levitiis import __version__
from levitiis.infra.http import problems
from levitiis.infra.http.envelope import Envelope
from levitiis.infra.http.services import Services
from levitiis.infra.http.table import RouteTable
from levitiis.kit.common_problems import DATABASE_UNAVAILABLE, METHOD_NOT_ALLOWED, UNAVAILABLE

API_PREFIX = "/api/v1"
Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class Application(FastAPI):
    """FastAPI declares, documents and serves the rest; the operations of the API are found and run here."""

    def __init__(self, services: Services, routers: Sequence[APIRouter], **options: Any) -> None:
        super().__init__(**options)
        self._envelope = Envelope(self._operation, services)
        self._wrong_method = Envelope(_refuse_method, services)
        self.table = RouteTable(API_PREFIX, routers)
        for router in routers:
            # With the prefix given here FastAPI looks at no route before it needs one itself.
            self.include_router(router, prefix=API_PREFIX)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "http":
            found = self.table.find(scope["method"], scope["path"])
            if found is not None:
                scope.update(app=self, route=found.route, path_params=found.params, operation=found)
                await self._envelope(scope, receive, send)
                return
            if scope["method"] != "OPTIONS" and (methods := self.table.methods(scope["path"])):
                scope.update(app=self, refused=methods)
                await self._wrong_method(scope, receive, send)
                return
        await super().__call__(scope, receive, send)

    async def _operation(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        try:
            response: Response = await scope["operation"].handle(request)
        except problems.EXPECTED as error:
            response = await problems.handle(request, error)
        await response(scope, receive, send)


async def _refuse_method(scope: Scope, receive: Receive, send: Send) -> None:
    """An address of ours, and a method that it does not have (RFC 9110, 15.5.6)."""
    problem = METHOD_NOT_ALLOWED(headers={"Allow": ", ".join(scope["refused"])})
    await problems.problem_response(problem, Request(scope, receive))(scope, receive, send)


def build(services: Services, routers: Sequence[APIRouter], lifespan: Lifespan) -> FastAPI:
    """Make the application; ``routers`` come from the composition root."""
    app = Application(
        services,
        routers,
        title="Levitiis",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    app.state.services = services
    problems.install(app)
    _health(app)
    app.openapi = lambda: openapi_document(app)  # type: ignore[method-assign]
    app.add_middleware(Envelope, services=services)
    return app


def _health(app: FastAPI) -> None:
    async def live(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(request: Request) -> Response:
        services: Services = request.app.state.services
        if services.draining:
            return problems.problem_response(UNAVAILABLE(headers={"Retry-After": "2"}), request)
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
