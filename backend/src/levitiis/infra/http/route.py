"""The one route class.

For every route, in this order: read and check the body, open, authenticate, check the permission,
call, serialise, store the idempotent answer, commit, return. So the commit comes before the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import APIRouter
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Cookie, Header, Path
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from levitiis.infra.db.reading import Source
from levitiis.infra.db.uow import Origin, UnitOfWork
from levitiis.infra.http import idempotency
from levitiis.infra.http.body import Body, read_json
from levitiis.infra.http.call import Call, is_list
from levitiis.infra.http.context import Context, WriteContext
from levitiis.infra.http.services import Services, services_of
from levitiis.kit.access import PUBLIC_ACTOR, Actor, Permission
from levitiis.kit.common_problems import FORBIDDEN, INVALID_REQUEST, NOT_FOUND, UNAUTHENTICATED
from levitiis.kit.problems import FieldError, ProblemType

PUBLIC: Literal["public"] = "public"
Access = Permission | Literal["public"]
Handler = Callable[[Request], Coroutine[Any, Any, Response]]

ACCESS_KEY = "x-levitiis-permission"
IDEMPOTENT_KEY = "x-levitiis-idempotent"
BODY_KEY = "x-levitiis-body"
RECORDS_KEY = "x-levitiis-records"
_ELSEWHERE = (Path, Header, Cookie)


class LevitiisRoute(APIRoute):
    """One request, one transaction, one commit."""

    handler: Handler
    """The steps of this module around the route's function."""

    def get_route_handler(self) -> Handler:
        """Make :attr:`handler`, and let FastAPI have it too."""
        self.handler = self._steps(Call(self))
        return self.handler

    def _steps(self, call: Call) -> Handler:
        extra = self.openapi_extra or {}
        access: str = extra[ACCESS_KEY]
        keeps_answer: bool = extra.get(IDEMPOTENT_KEY, False)
        reads_json = extra.get(BODY_KEY, "json") == "json"
        has_body = "GET" not in (self.methods or set())
        writes = has_body or extra.get(RECORDS_KEY, False)
        query = _Query(self)

        async def handle(request: Request) -> Response:
            if "\0" in request.scope["path"]:
                raise NOT_FOUND()
            query.check(request)
            services = services_of(request)
            body = Body()
            if has_body and reads_json:
                body = await read_json(request, services.settings.max_json_bytes)
            if not writes:
                return await _read(request, services, access, call)
            key = idempotency.key_of(request) if keeps_answer else None
            return await _write(request, services, access, call, key, body)

        return handle


async def _read(request: Request, services: Services, access: str, call: Call) -> Response:
    async with services.database.reader() as reader:
        actor = await _authorise(request, services, access, reader)
        request.state.context = Context(request, services, actor, reader)
        return await call(request)


async def _write(
    request: Request, services: Services, access: str, call: Call, key: str | None, body: Body
) -> Response:
    async with services.database.writing() as session:
        actor = await _authorise(request, services, access, session)
        origin = Origin(_source(request), getattr(request.state, "request_id", None))
        uow = UnitOfWork(session, actor, origin, services.trail_key)
        request.state.context = WriteContext(request, services, uow)
        claim = None
        if key is not None:
            claim = await idempotency.claim(session, actor, request, key, body.raw)
            if claim.answer is not None:
                return claim.answer
        response = await call(request, body.value)
        if claim is not None:
            await idempotency.store(session, claim, response)
        await uow.commit()
        return response


async def _authorise(request: Request, services: Services, access: str, source: Source) -> Actor:
    if access == PUBLIC:
        return PUBLIC_ACTOR
    scheme, _, token = _authorization(request).partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UNAUTHENTICATED()
    actor = await services.authenticate(source, token.strip())
    request.state.actor = actor
    if access not in actor.scopes:
        raise FORBIDDEN()
    return actor


def _authorization(request: Request) -> str:
    """The header, without a mapping of all the others."""
    for name, value in request.scope["headers"]:
        if name == b"authorization":
            return value.decode("latin-1")
    return ""


def _source(request: Request) -> Literal["web", "api"]:
    return "web" if request.headers.get("x-levitiis-client") == "web" else "api"


class _Query:
    """The query parameters of a route: which there are, and which may be sent several times."""

    def __init__(self, route: APIRoute) -> None:
        fields = get_flat_params(route.dependant)
        sent = [field for field in fields if not isinstance(field.field_info, _ELSEWHERE)]
        self._names = frozenset(field.alias for field in sent)
        self._lists = frozenset(field.alias for field in sent if is_list(field.field_info.annotation))

    def check(self, request: Request) -> None:
        """Raise ``request.invalid`` for what is unknown, holds a NUL, or is sent twice and no list."""
        if not request.scope["query_string"]:
            return
        sent = request.query_params.multi_items()
        counts = Counter(name for name, _ in sent)
        faults = {
            name: "sent_twice" for name, count in counts.items() if count > 1 and name not in self._lists
        }
        faults |= {name: "bad_characters" for name, value in sent if "\0" in value}
        faults |= {name: "unknown_field" for name in counts if name not in self._names}
        if faults:
            errors = [FieldError(f"?{name[:60]}", code) for name, code in faults.items()]
            raise INVALID_REQUEST(errors=errors[:20])


class Router(APIRouter):
    """A router whose routes cannot be declared without access, operation id and response."""

    def __init__(self, prefix: str, tag: str) -> None:
        super().__init__(prefix=prefix, tags=[tag], route_class=LevitiisRoute)

    def endpoint(
        self,
        method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"],
        path: str,
        *,
        access: Access,
        operation_id: str,
        response: Any,
        status: int = 200,
        problems: Sequence[ProblemType] = (),
        idempotent: bool = False,
        body: Literal["json", "raw"] = "json",
        upload: str | None = None,
        records: bool = False,
        media_type: str | None = None,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare one operation.

        ``access`` is its only permission, or PUBLIC. ``problems`` are those of its own; the common
        ones are added. ``body="raw"`` leaves the body unread; ``upload`` names the one file in it.
        ``records`` gives a GET a unit of work, so that the trail remembers it. ``media_type`` names
        the type of an answer that is not JSON.
        """
        code = access if isinstance(access, str) else access.code
        extra: dict[str, Any] = {ACCESS_KEY: code, IDEMPOTENT_KEY: idempotent, BODY_KEY: body}
        extra[RECORDS_KEY] = records
        if upload:
            extra["requestBody"] = _upload_body(upload)

        def register(function: Callable[..., Any]) -> Callable[..., Any]:
            self.add_api_route(
                path,
                function,
                methods=[method],
                response_model=response,
                status_code=status,
                operation_id=operation_id,
                summary=(function.__doc__ or operation_id).strip().splitlines()[0],
                responses=_responses(problems, status, media_type),
                openapi_extra=extra,
            )
            return function

        return register


@dataclass(frozen=True, slots=True)
class Steps:
    """Declares the steps of a thing: each a POST below its address, repeatable, answered with the thing.

    ``address`` is the thing's, below the prefix of ``router``; ``response`` shows it; ``problems`` are those
    that every step has.
    """

    router: Router
    address: str
    response: Any
    problems: Sequence[ProblemType]

    def __call__(
        self, name: str, *, access: Access, operation_id: str, problems: Sequence[ProblemType] = ()
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Declare the step ``name``, as :meth:`Router.endpoint` does; ``problems`` are those of its own."""
        return self.router.endpoint(
            "POST",
            f"{self.address}/{name}",
            access=access,
            operation_id=operation_id,
            response=self.response,
            problems=[*self.problems, *problems],
            idempotent=True,
        )


def _upload_body(name: str) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": [name],
        "properties": {name: {"type": "string", "format": "binary"}},
    }
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def _responses(
    problems: Sequence[ProblemType], status: int, media_type: str | None
) -> dict[int | str, dict[str, Any]]:
    by_status: dict[int | str, list[str]] = {}
    for kind in problems:
        by_status.setdefault(kind.status, []).append(kind.code)
    found: dict[int | str, dict[str, Any]] = {
        number: {
            "description": " · ".join(f"`{code}`" for code in sorted(codes)),
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for number, codes in by_status.items()
    }
    if media_type:
        found[status] = {
            "description": "The file.",
            "content": {media_type: {"schema": {"type": "string", "format": "binary"}}},
        }
    return found
