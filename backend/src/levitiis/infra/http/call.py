"""Turns a request into the arguments of a route's function, and what it returns into an answer.

FastAPI declares and documents our routes. To run one it would enter three exit stacks, send every
small function to a thread and check each answer a second time, which costs several times what the
route itself does. So the parameters that it found are read here; kinds that no route of ours uses
are refused at start-up.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any, cast

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from levitiis.infra.http.body import NOTHING

_JSON = "application/json"

Arguments = dict[str, Any]
Errors = list[dict[str, Any]]


class Call:
    """How one route is called."""

    def __init__(self, route: APIRoute) -> None:
        dependant = route.dependant
        self.function = cast("Callable[..., Any]", dependant.call)
        _refuse_what_is_not_read(dependant, self.function)
        self._request = dependant.request_param_name
        self._response = dependant.response_param_name
        self._helpers = tuple(_helper(helper) for helper in dependant.dependencies)
        self._path = tuple((field.name, field) for field in dependant.path_params)
        self._query = _QueryModel.of(dependant)
        self._params = () if self._query else tuple(dependant.query_params)
        self._headers = tuple(dependant.header_params)
        self._body = dependant.body_params[0] if dependant.body_params else None
        self._status = route.status_code or 200
        self._field = route.response_field

    async def __call__(self, request: Request, body: Any = NOTHING) -> Response:
        """Read the arguments, call, make the answer. Raises ``RequestValidationError``."""
        arguments, errors = self._arguments(request, body)
        if errors:
            raise RequestValidationError(errors)
        holder = None
        if self._response is not None:
            holder = arguments[self._response] = Response()
            del holder.headers["content-length"]
        result = await self.function(**arguments)
        return result if isinstance(result, Response) else self._answer(result, holder)

    def _arguments(self, request: Request, body: Any) -> tuple[Arguments, Errors]:
        arguments: Arguments = {}
        errors: Errors = []
        for name, helper in self._helpers:
            arguments[name] = helper(request)
        for name, field in self._path:
            value, faults = field.validate(request.path_params[name], loc=("path", name))
            arguments[name] = value
            errors += faults
        if self._query is not None:
            errors += self._query.read(request, arguments)
        for fields, given in ((self._params, "query_params"), (self._headers, "headers")):
            if fields:
                values, faults = request_params_to_args(fields, getattr(request, given))
                arguments.update(values)
                errors += faults
        if self._body is not None:
            errors += self._read_body(body, arguments)
        if self._request is not None:
            arguments[self._request] = request
        return arguments, errors

    def _read_body(self, body: Any, arguments: Arguments) -> Errors:
        assert self._body is not None  # noqa: S101
        if body is NOTHING:
            if not self._body.field_info.is_required():
                arguments[self._body.name] = self._body.get_default()
                return []
            return [{"type": "missing", "loc": ("body",), "msg": "Field required", "input": None}]
        arguments[self._body.name], faults = self._body.validate(body, loc=("body",))
        return faults

    def _answer(self, result: Any, holder: Response | None) -> Response:
        content = b""
        if self._field is not None:
            content = self._field.serialize_json(self._checked(result))
        made = Response(content, self._status, media_type=None if self._status == 204 else _JSON)
        if holder is not None:
            made.raw_headers.extend(holder.raw_headers)
        return made

    def _checked(self, result: Any) -> Any:
        """``result`` as the declared model; what is one already was checked when it was made."""
        assert self._field is not None  # noqa: S101
        declared: Any = self._field.field_info.annotation
        if isinstance(result, BaseModel) and type(result) is declared:
            return result
        value, faults = self._field.validate(result, loc=("response",))
        if faults:
            raise TypeError(f"{self.function.__name__} returns what it does not declare: {faults}")
        return value


class _QueryModel:
    """All query parameters of a route in one model; names that it does not have were refused before."""

    def __init__(self, field: Any, model: type[BaseModel]) -> None:
        self._field = field
        self._lists = frozenset(name for name, info in model.model_fields.items() if is_list(info.annotation))

    @staticmethod
    def of(dependant: Dependant) -> _QueryModel | None:
        """The model, when the route has one instead of single parameters."""
        if len(dependant.query_params) != 1:
            return None
        field = dependant.query_params[0]
        model = field.field_info.annotation
        if not (inspect.isclass(model) and issubclass(model, BaseModel)):
            return None
        return _QueryModel(field, model)

    def read(self, request: Request, arguments: Arguments) -> Errors:
        """Put the model among the arguments."""
        given: dict[str, Any] = {}
        if request.scope["query_string"]:
            for name, value in request.query_params.multi_items():
                if name in self._lists:
                    given.setdefault(name, []).append(value)
                else:
                    given[name] = value
        arguments[self._field.name], faults = self._field.validate(given, loc=("query",))
        return cast("Errors", faults)


def is_list(annotation: Any) -> bool:
    """Whether a parameter of this type may be sent several times."""
    return getattr(annotation, "__origin__", annotation) is list


def _helper(helper: Dependant) -> tuple[str, Callable[[Request], Any]]:
    """A dependency that is a plain function of the request: called in place, not in a thread."""
    call = cast("Callable[..., Any]", helper.call)
    own: Mapping[str, Any] = {
        name: getattr(helper, name)
        for name in ("path_params", "query_params", "header_params", "body_params", "dependencies")
    }
    name = helper.request_param_name
    if (
        any(own.values())
        or name is None
        or inspect.iscoroutinefunction(call)
        or inspect.isgeneratorfunction(call)
    ):
        raise TypeError(f"{call.__name__}: a dependency is a plain function of the request, nothing else")
    return helper.name or "", call


def _refuse_what_is_not_read(dependant: Dependant, function: Callable[..., Any]) -> None:
    unread = (
        dependant.cookie_params,
        dependant.background_tasks_param_name,
        dependant.http_connection_param_name,
        dependant.security_scopes_param_name,
        dependant.body_params[1:],
    )
    if any(unread) or not inspect.iscoroutinefunction(function):
        raise TypeError(f"{function.__name__}: has a parameter of a kind that routes do not read")
