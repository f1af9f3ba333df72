"""Who may come in: what identity does for live connections."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor


@dataclass(frozen=True, slots=True)
class Doors:
    """Given by the composition root.

    ``issue`` makes a single-use ticket for the actor of a unit of work. ``redeem`` takes a ticket (in
    a session where each statement is committed by itself) and gives its actor. ``reload`` gives
    the actor as he stands now. The last two raise a problem of status 401.
    """

    issue: Callable[[UnitOfWork], Awaitable[str]]
    redeem: Callable[[AsyncSession, str], Awaitable[Actor]]
    reload: Callable[[AsyncSession, Actor], Awaitable[Actor]]
    ticket_seconds: int = 30
