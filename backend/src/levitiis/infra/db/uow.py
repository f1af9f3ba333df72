"""The unit of work: one request or job, one transaction, one commit, one author.

At commit it writes the trail and the outbox rows in the same transaction. Nothing else commits.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.exc import StaleDataError

from levitiis.infra.db.engine import Database
from levitiis.infra.db.insertion import Insertion
from levitiis.infra.db.prepared import has_changes
from levitiis.infra.db.signals import OUTBOX, signal_after_commit
from levitiis.infra.history.capture import Capture
from levitiis.infra.history.models import AuditLog
from levitiis.infra.outbox.models import OutboxEvent
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import (
    BUSY,
    CONFLICT,
    DATABASE_UNAVAILABLE,
    REFERENCED,
    STALE_VERSION,
    TIMED_OUT,
)
from levitiis.kit.events import Event
from levitiis.kit.problems import CONSTRAINTS, FieldError, Problem

Source = Literal["web", "api", "agent", "import", "job", "cli"]

_TRAIL, _OUTBOX = Insertion(AuditLog), Insertion(OutboxEvent)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a change comes from; stands on every trail row."""

    source: Source
    request_id: str | None = None


class UnitOfWork:
    """One transaction with its author."""

    def __init__(self, session: AsyncSession, actor: Actor, origin: Origin, trail_key: bytes) -> None:
        self.session = session
        self.actor = actor
        self.origin = origin
        self.reason: str | None = None
        self.trail_key = trail_key
        self._capture = Capture(session.sync_session, trail_key)
        self._trail: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._after_commit: list[Callable[[], Awaitable[None]]] = []

    def emit(self, event: Event) -> None:
        """Tell ``event`` to subscribers and browsers once this unit of work is committed."""
        self._events.append(
            {
                "type": event.TYPE,
                "object_type": event.OBJECT,
                "payload": event.payload(),
                "created_at": now(),
            }
        )

    def log(self, entity: str, entity_id: int | None, action: str, data: Mapping[str, Any]) -> None:
        """Remember an act that is not the change of a row (an export, a sign-in, a move's reason)."""
        self._trail.append(self.trail_row(entity, entity_id, action, dict(data)))

    async def flush(self) -> None:
        """Send pending changes; a violated constraint becomes its problem."""
        with translated():
            await self.session.flush()

    async def commit(self) -> None:
        """Write trail and outbox, commit, then run what waits for the commit."""
        with translated():
            if has_changes(self.session):
                await self.session.flush()
            for entity, entity_id, action, changes in self._capture.drain():
                self._trail.append(self.trail_row(entity, entity_id, action, {"changes": changes}))
            await _TRAIL.add(self.session, self._trail)
            await _OUTBOX.add(self.session, self._events)
            await self.session.commit()
        if self._events:
            signal_after_commit(self.session.info, OUTBOX)
        committed, self._after_commit = self._after_commit, []
        self._trail, self._events = [], []
        for callback in committed:
            await callback()

    def after_commit(self, callback: Callable[[], Awaitable[None]]) -> None:
        """Run ``callback`` once the commit has succeeded (waking a worker; never business effects)."""
        self._after_commit.append(callback)

    @property
    def has_events(self) -> bool:
        """Whether the commit will tell anything."""
        return bool(self._events)

    def trail_row(
        self, entity: str, entity_id: int | None, action: str, data: dict[str, Any]
    ) -> dict[str, Any]:
        """A trail row of this unit of work, for the writers of many rows at once."""
        return {
            "entity": entity,
            "entity_id": entity_id,
            "action": action,
            "actor_kind": self.actor.kind.value,
            "actor_id": self.actor.id,
            "source": self.origin.source,
            "reason": self.reason,
            "request_id": self.origin.request_id,
            "data_json": data,
            "created_at": now(),
        }


@asynccontextmanager
async def unit_of_work(
    database: Database, actor: Actor, origin: Origin, trail_key: bytes
) -> AsyncIterator[UnitOfWork]:
    """Open a unit of work outside a request (jobs, CLI). The caller commits."""
    async with database.writing() as session:
        yield UnitOfWork(session, actor, origin, trail_key)


@contextmanager
def translated() -> Iterator[None]:
    """Within the block, what the database refuses is raised as its problem."""
    try:
        yield
    except (DBAPIError, StaleDataError) as error:
        problem = translate(error)
        if problem is None:
            raise
        raise problem from error


_CONSTRAINT = re.compile(r'constraint "([^"]+)"|index \'([^\']+)\'|constraint \'([^\']+)\'')


def translate(error: Exception) -> Problem | None:
    """Return the problem that a database refusal means; None for what is a fault of ours."""
    if isinstance(error, StaleDataError):
        return STALE_VERSION()
    state = str(getattr(getattr(error, "orig", None), "sqlstate", "") or "")
    if state in ("40001", "40P01", "55P03"):
        return BUSY()
    if state == "57014":
        return TIMED_OUT()
    if state == "23503":
        return _explained(error) or REFERENCED()
    if isinstance(error, IntegrityError):
        return _explained(error) or CONFLICT()
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return DATABASE_UNAVAILABLE()
    return None


def _constraint_name(error: Exception) -> str:
    """The driver tells the name where it can; SQL Server tells it in the message only."""
    driver_error = getattr(getattr(error, "orig", None), "__cause__", None)
    told = getattr(driver_error, "constraint_name", None)
    if told:
        return str(told)
    found = _CONSTRAINT.search(str(getattr(error, "orig", error)))
    return next((group for group in found.groups() if group), "") if found else ""


def _explained(error: Exception) -> Problem | None:
    known = CONSTRAINTS.get(_constraint_name(error))
    if known is None:
        return None
    errors = [FieldError(known.pointer, known.field_code)] if known.pointer else []
    return known.kind(errors=errors)
