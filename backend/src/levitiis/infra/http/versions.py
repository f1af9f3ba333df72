"""Versions over HTTP: ETag out, If-Match in, and the current state in a 412."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from levitiis.infra.db.versions import HasVersion
from levitiis.infra.http.context import Context
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import STALE_VERSION
from levitiis.kit.problems import Problem


class Answer(HasVersion, Protocol):
    """A wire model of something that has versions."""

    def model_dump(self, *, mode: str) -> dict[str, Any]:
        """Its fields."""
        ...


Out = TypeVar("Out", bound=Answer)


def set_etag(response: Response, version: int) -> None:
    """Tell the client which version it got."""
    response.raw_headers.append((b"etag", b'"%d"' % version))


@asynccontextmanager
async def showing_current(current: Callable[[], Awaitable[Answer]]) -> AsyncIterator[None]:
    """Within the block, ``request.stale_version`` carries the current state as ``current``."""
    try:
        yield
    except Problem as problem:
        if problem.kind is STALE_VERSION and "current" not in problem.extensions:
            problem.extensions["current"] = (await current()).model_dump(mode="json")
        raise


class Shown(Generic[Out]):
    """Answers with one thing as the query ``get`` gives it to the actor, its version as ``ETag``."""

    def __init__(self, get: Callable[[AsyncSession, Actor, int], Awaitable[Out]]) -> None:
        self._get = get

    async def __call__(
        self, ctx: Context, number: int, response: Response, *, after: Awaitable[object] | None = None
    ) -> Out:
        """The thing as it is, or as ``after`` leaves it: an action, within :func:`showing_current`."""
        if after is not None:
            async with showing_current(lambda: self._get(ctx.session, ctx.actor, number)):
                await after
        found = await self._get(ctx.session, ctx.actor, number)
        set_etag(response, found.version)
        return found
