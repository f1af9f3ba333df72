"""Every error becomes ``application/problem+json``; nothing of the inside is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import msgspec
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from levitiis.infra.db.uow import translate
from levitiis.infra.http.language import language_of
from levitiis.infra.http.refusals import remember_forbidden
from levitiis.kit import common_problems as common
from levitiis.kit.problems import FIELD_TEXTS, FieldError, Problem

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

_FIELD_CODES: Mapping[str, str] = {
    "missing": "required",
    "required": "required",
    "extra_forbidden": "unknown_field",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "greater_than_equal": "too_small",
    "greater_than": "too_small",
    "less_than_equal": "too_large",
    "less_than": "too_large",
    "int_parsing": "not_a_number",
    "int_type": "not_a_number",
    "int_from_float": "not_a_number",
    "float_parsing": "not_a_number",
    "decimal_parsing": "not_a_number",
    "decimal_type": "not_a_number",
    "date_parsing": "not_a_date",
    "date_from_datetime_parsing": "not_a_date",
    "datetime_parsing": "not_a_date",
    "enum": "not_an_option",
    "literal_error": "not_an_option",
    "bad_characters": "bad_characters",
}
_COUNTED = {"too_long": "too_many", "too_short": "too_few"}
"""Of lists, whose length is no number of characters."""
_LIMITS = ("max_length", "min_length", "ge", "gt", "le", "lt")


def problem_response(problem: Problem, request: Request) -> Response:
    """Render ``problem`` in the language of ``request``."""
    request_id = getattr(request.state, "request_id", None)
    body = problem.body(language_of(request), request_id)
    headers = {**problem.headers}
    if problem.status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
    return Response(
        msgspec.json.encode(body), status_code=problem.status, media_type=MEDIA_TYPE, headers=headers
    )


def validation_problem(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """The 422 for what pydantic refused; it never echoes the input."""
    return common.INVALID_REQUEST(errors=[_field_error(error) for error in errors[:100]])


def _field_error(error: Mapping[str, Any]) -> FieldError:
    where, *path = error["loc"]
    kind = str(error["type"])
    context = error.get("ctx") or {}
    code = kind if kind in FIELD_TEXTS else _FIELD_CODES.get(kind, "invalid")
    code = _COUNTED.get(code, code) if "field_type" in context else code
    limit = next((context[name] for name in _LIMITS if name in context), None)
    params = {"limit": str(limit)} if limit is not None else {}
    parts = [str(part) for part in path]
    if where == "body":
        return FieldError(
            "/" + "/".join(part.replace("~", "~0").replace("/", "~1") for part in parts), code, params
        )
    return FieldError("?" + ".".join(parts), code, params)


def as_problem(error: Exception) -> Problem:
    """The problem that any exception is; unknown ones are ``server.internal``."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        return validation_problem(error.errors())
    if isinstance(error, HTTPException):
        return _http_problem(error)
    if isinstance(error, DBAPIError | StaleDataError):
        return translate(error) or _database_fault(error)
    if isinstance(error, PoolTimeout | ConnectionError | OSError):
        return common.DATABASE_UNAVAILABLE(headers={"Retry-After": "2"})
    return common.INTERNAL()


def _database_fault(error: Exception) -> Problem:
    lost = isinstance(error, InterfaceError) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    )
    return common.DATABASE_UNAVAILABLE(headers={"Retry-After": "2"}) if lost else common.INTERNAL()


def _http_problem(error: HTTPException) -> Problem:
    known = {
        401: common.UNAUTHENTICATED,
        403: common.FORBIDDEN,
        404: common.NOT_FOUND,
        405: common.METHOD_NOT_ALLOWED,
        415: common.UNSUPPORTED_MEDIA_TYPE,
    }.get(error.status_code)
    headers = dict(error.headers or {})
    if known:
        return known(headers=headers)
    if error.status_code == 413:
        return common.BODY_TOO_LARGE(limit="?", headers=headers)
    return common.HTTP_ERROR(headers=headers) if error.status_code < 500 else common.INTERNAL()


EXPECTED: Final = (
    Problem,
    RequestValidationError,
    HTTPException,
    DBAPIError,
    StaleDataError,
    PoolTimeout,
    OSError,
)
"""What a route may raise; anything else is a fault of ours and is logged as one."""


async def handle(request: Request, error: Exception) -> Response:
    """The answer to an exception of a route."""
    problem = as_problem(error)
    if problem.status >= 500:
        log.error("request_failed", code=problem.code, path=request.url.path, exc_info=error)
    await remember_forbidden(request, problem)
    return problem_response(problem, request)


def install(app: FastAPI) -> None:
    """Make every kind of exception of ``app`` a problem."""
    for kind in EXPECTED:
        app.add_exception_handler(kind, handle)
