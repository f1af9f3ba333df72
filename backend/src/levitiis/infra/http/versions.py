"""Versions over HTTP: ETag out, If-Match in, and the current state in a 412."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from pydantic import BaseModel
from starlette.responses import Response

from levitiis.kit.common_problems import STALE_VERSION
from levitiis.kit.problems import Problem


def set_etag(response: Response, version: int) -> None:
    """Tell the client which version it got."""
    response.raw_headers.append((b"etag", b'"%d"' % version))


@asynccontextmanager
async def showing_current(current: Callable[[], Awaitable[BaseModel]]) -> AsyncIterator[None]:
    """Within the block, ``request.stale_version`` carries the current state as ``current``."""
    try:
        yield
    except Problem as problem:
        if problem.kind is STALE_VERSION and "current" not in problem.extensions:
            problem.extensions["current"] = (await current()).model_dump(mode="json")
        raise
