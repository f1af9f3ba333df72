"""Work that comes back: one job per occurrence, however many workers look at the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.models import Job
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.jobs.states import OPEN
from levitiis.kit.clock import now

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A kind of job that is due once in every period. Make it with :func:`every`."""

    kind: str
    interval: timedelta
    offset: timedelta
    payload: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def occurrence(self, moment: datetime) -> datetime:
        """The beginning of the period that ``moment`` lies in."""
        start = _EPOCH + self.offset
        return start + (moment - start) // self.interval * self.interval

    def key(self, occurrence: datetime) -> str:
        """The unique key of an occurrence."""
        return f"{self.kind}@{occurrence:%Y-%m-%dT%H:%M:%SZ}"


def every(
    interval: timedelta,
    kind: str,
    *,
    offset: timedelta = timedelta(0),
    payload: Mapping[str, Any] | None = None,
) -> Recurring:
    """``kind`` is due once in every ``interval``, periods beginning at midnight UTC plus ``offset``.

    Periods that passed while nobody worked are not made up for: the present one runs, once.
    """
    if interval < timedelta(seconds=1):
        raise ValueError("a period lasts a second at least")
    return Recurring(kind, interval, offset, dict(payload or {}))


class Timetable:
    """The recurring work of an installation; each worker has one and asks it often."""

    def __init__(self, recurring: Iterable[Recurring]) -> None:
        self._recurring = tuple(recurring)
        self._settled: dict[str, datetime] = {}

    def unsettled(self) -> list[tuple[Recurring, datetime]]:
        """The present occurrences that this worker has not seen in the queue yet."""
        moment = now()
        present = [(work, work.occurrence(moment)) for work in self._recurring]
        return [(work, at) for work, at in present if self._settled.get(work.kind) != at]

    async def enqueue(self, uow: UnitOfWork, work: Recurring, occurrence: datetime) -> bool:
        """Queue the occurrence unless it is known, or an earlier one is still under way."""
        if await uow.session.scalar(open_occurrence(work, occurrence)) is not None:
            return False
        payload = {**work.payload, "occurrence": occurrence.isoformat()}
        await enqueue(uow, work.kind, payload, unique_key=work.key(occurrence))
        return True

    def settle(self, work: Recurring, occurrence: datetime) -> None:
        """Remember that the occurrence is in the queue (its unit of work is committed)."""
        self._settled[work.kind] = occurrence


def open_occurrence(work: Recurring, occurrence: datetime) -> Select[int]:
    """Another occurrence of ``work`` that has not ended."""
    return (
        select(Job.id)
        .where(Job.kind == work.kind, Job.status.in_(OPEN))
        .where(Job.unique_key.startswith(f"{work.kind}@", autoescape=True))
        .where(Job.unique_key != work.key(occurrence))
        .limit(1)
    )
