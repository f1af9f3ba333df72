"""Every way into an application, and what each of them lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts

from levitiis.bootstrap import create_app
from levitiis.infra.http.route import ACCESS_KEY, PUBLIC, LevitiisRoute
from levitiis.infra.settings import Settings
from levitiis.kit.access import PERMISSIONS

OPEN_PATHS = frozenset({"/health/live", "/health/ready"})
"""Addresses beside the API: health of the process, which says no more than "ok"."""

NO_DATABASE = "postgresql+asyncpg://nobody@127.0.0.1:1/none"


def whole_app(folder: Path) -> FastAPI:
    """The application of production, never started."""
    return create_app(Settings(data_dir=folder, run_worker=False), NO_DATABASE)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method at one address."""

    id: str
    method: str
    path: str
    access: str
    body: str
    context: RouteContext


def contexts(app: FastAPI) -> Iterator[RouteContext]:
    """Every route, nested ones too, but not what is mounted beside the API."""
    for context in iter_route_contexts(app.routes):
        if context.methods is not None and context.path not in OPEN_PATHS:
            yield context


def operations(app: FastAPI) -> dict[str, Operation]:
    """The operations by their ids."""
    found: dict[str, Operation] = {}
    for context in contexts(app):
        extra: dict[str, Any] = getattr(context, "openapi_extra", None) or {}
        for method in sorted(context.methods or ()):
            made = Operation(
                id=context.operation_id or "",
                method=method,
                path=context.path or "",
                access=extra.get(ACCESS_KEY, ""),
                body=extra.get("x-levitiis-body", "json"),
                context=context,
            )
            found[made.id] = made
    return found


def route_faults(app: FastAPI) -> list[str]:
    """What any route lacks: our class, one permission or public, an operation id, a declared answer."""
    faults: list[str] = []
    seen: set[str] = set()
    for context in contexts(app):
        name = f"{'/'.join(sorted(context.methods or ()))} {context.path}"
        if not isinstance(context.original_route, LevitiisRoute):
            faults.append(f"{name}: not of the one route class")
            continue
        access = (getattr(context, "openapi_extra", None) or {}).get(ACCESS_KEY)
        if access != PUBLIC and access not in PERMISSIONS:
            faults.append(f"{name}: no declared permission, and not public")
        if not context.operation_id or context.operation_id in seen:
            faults.append(f"{name}: no operation id of its own")
        seen.add(context.operation_id or "")
        if not _declares_its_answer(context):
            faults.append(f"{name}: neither response model, nor media type, nor 204")
        if len(context.methods or ()) != 1:
            faults.append(f"{name}: more than one method")
    return faults


def _declares_its_answer(context: RouteContext) -> bool:
    if context.response_model is not None or context.status_code == 204:
        return True
    told = (context.responses or {}).get(context.status_code, {})
    return bool(told.get("content"))


def documented(app: FastAPI) -> int:
    """How many operations the OpenAPI document has."""
    return sum(len(operations) for operations in app.openapi()["paths"].values())
