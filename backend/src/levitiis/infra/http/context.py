"""What a route gets: the actor, a session for reads or a unit of work for writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.engine import Database
from levitiis.infra.db.reading import Source, session_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.http.language import language_of
from levitiis.infra.settings import Settings
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import STALE_VERSION
from levitiis.kit.problems import Language

if TYPE_CHECKING:
    from levitiis.infra.http.services import Services


class Context:
    """One request, after authentication."""

    __slots__ = ("actor", "reader", "request", "services")

    def __init__(self, request: Request, services: Services, actor: Actor, reader: Source) -> None:
        self.request = request
        self.services = services
        self.actor = actor
        self.reader = reader

    @property
    def language(self) -> Language:
        """The language that the caller asks for."""
        return language_of(self.request)

    @property
    def session(self) -> AsyncSession:
        """The session of the request."""
        return session_of(self.reader)

    @property
    def database(self) -> Database:
        """The pool, for work that opens its own session (streamed answers, background work)."""
        return self.services.database

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return self.services.settings


class WriteContext(Context):
    """A request in a unit of work; the route class commits it before the answer leaves."""

    __slots__ = ("uow",)

    def __init__(self, request: Request, services: Services, uow: UnitOfWork) -> None:
        super().__init__(request, services, uow.actor, uow.session)
        self.uow = uow


def _read_context(request: Request) -> Context:
    return cast("Context", request.state.context)


def _write_context(request: Request) -> WriteContext:
    return cast("WriteContext", request.state.context)


Read = Annotated[Context, Depends(_read_context)]
Write = Annotated[WriteContext, Depends(_write_context)]


def _if_match(request: Request) -> int | None:
    sent = request.headers.get("if-match", "").strip()
    if not sent or sent == "*":
        return None
    bare = sent.removeprefix("W/").strip('"')
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 10):
        raise STALE_VERSION()
    return int(bare)


IfMatch = Annotated[int | None, Depends(_if_match)]
"""The version that the client believes current, from ``If-Match``; None when not sent."""
