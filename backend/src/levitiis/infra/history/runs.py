"""Runs of like entries, told once: an import writes one entry for each of its million assets.

A run is what one piece of work (one request, job or command) wrote about one kind of thing in one go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, not_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.search import AnySelect
from levitiis.infra.history.models import AuditLog

_LIKE = (
    AuditLog.entity, AuditLog.action, AuditLog.actor_kind, AuditLog.actor_id, AuditLog.source,
    AuditLog.request_id,
)  # fmt: skip
_CHUNK = 500


@dataclass(slots=True)
class Run:
    """Entries of the same kind that follow each other: ids of the newest and of the oldest, and how many."""

    key: tuple[Any, ...]
    newest: int
    oldest: int
    count: int = 1


async def read_runs(
    session: AsyncSession, wanted: ColumnElement[bool], before: int | None, size: int
) -> tuple[list[Run], bool]:
    """The newest ``size`` runs older than the entry ``before``, and whether there are more."""
    runs: list[Run] = []
    while True:
        rows = (await session.execute(_keys(wanted, before))).all()
        for row in rows:
            _add(runs, row)
        if len(rows) < _CHUNK:
            return runs[:size], len(runs) > size
        if len(runs) > size:
            return runs[:size], True
        before = await _skip(session, wanted, runs[-1])
        if before is None:
            return runs[:size], len(runs) > size


def _keys(wanted: ColumnElement[bool], before: int | None) -> AnySelect:
    older = true() if before is None else AuditLog.id < before
    return select(AuditLog.id, *_LIKE).where(wanted, older).order_by(AuditLog.id.desc()).limit(_CHUNK)


def _add(runs: list[Run], row: Row[Any]) -> None:
    key = tuple(row[1:])
    if runs and runs[-1].key == key:
        runs[-1].oldest = row.id
        runs[-1].count += 1
    else:
        runs.append(Run(key, row.id, row.id))


async def _skip(session: AsyncSession, wanted: ColumnElement[bool], run: Run) -> int | None:
    """Jump over the rest of a long run; gives the id behind which other entries begin, None at the end."""
    older = and_(wanted, AuditLog.id < run.oldest)
    other = await session.scalar(select(func.max(AuditLog.id)).where(older, not_(_like(run.key))))
    rest = select(func.count(), func.min(AuditLog.id)).where(older, AuditLog.id > (other or 0))
    count, oldest = (await session.execute(rest)).one()
    run.count += count
    run.oldest = oldest or run.oldest
    return None if other is None else run.oldest


def _like(key: tuple[Any, ...]) -> ColumnElement[bool]:
    return and_(
        *(
            column.is_(None) if value is None else and_(column.is_not(None), column == value)
            for column, value in zip(_LIKE, key, strict=True)
        )
    )
