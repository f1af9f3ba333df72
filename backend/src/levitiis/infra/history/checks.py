"""I13: the trail tells every change of every row once, and what it told last is what stands there now."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Column, DateTime, Numeric, Select, Table, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.base import Base
from levitiis.infra.db.types import UtcDateTime
from levitiis.infra.history.capture import fingerprint, plain
from levitiis.infra.history.models import AuditLog
from levitiis.kit.checks import Violation

INVARIANT = "I13"
MAX_REPORTED = 1_000
_PAGE = 1_000
_PRUNED = "pruned"
"""The act that stands for housekeeping which removes many rows of one kind."""

Entry = tuple[str, Mapping[str, Any]]
"""A trail row of one object: its action and its data."""


async def violations(session: AsyncSession, trail_key: bytes) -> list[Violation]:
    """Rows that the trail does not explain; at most a thousand of each kind of object."""
    found: list[Violation] = []
    for model in _with_history():
        found += await _of_model(session, model, trail_key)
    return found


def _with_history() -> Sequence[type[Base]]:
    models = (cast("type[Base]", mapper.class_) for mapper in Base.registry.mappers)
    kept = [model for model in models if model.__history__ and model.__module__.startswith("levitiis.")]
    return sorted(kept, key=lambda model: str(model.__history__))


async def _of_model(session: AsyncSession, model: type[Base], key: bytes) -> list[Violation]:
    entity, table = str(model.__history__), cast("Table", model.__table__)
    columns = [c for c in table.columns if not c.primary_key and c.info.get("history") != "omit"]
    pruned = await session.scalar(pruning_of(entity)) is not None
    found: list[Violation] = []
    async for rows, entries in _pages(session, table, columns, entity):
        for number in sorted({*rows, *entries}):
            story = _Story(columns, entries.get(number, ()), key)
            faults = story.faults(rows.get(number), may_be_gone=pruned)
            found += [Violation(INVARIANT, fault, entity, number) for fault in faults]
        if len(found) >= MAX_REPORTED:
            break
    return found[:MAX_REPORTED]


async def _pages(
    session: AsyncSession, table: Table, columns: Sequence[Column[Any]], entity: str
) -> AsyncIterator[tuple[Mapping[int, Sequence[Any]], Mapping[int, Sequence[Entry]]]]:
    """Rows by id in steps of a thousand, each time with the trail of every object in that range of ids."""
    after: int | None = 0
    while after is not None:
        page = (await session.execute(rows_after(table, columns, after))).all()
        rows = {int(row[0]): tuple(row[1:]) for row in page}
        last = max(rows) if len(rows) == _PAGE else None
        entries: dict[int, list[Entry]] = {}
        for number, action, data in (await session.execute(trail_between(entity, after, last))).all():
            entries.setdefault(int(number), []).append((action, data))
        yield rows, entries
        after = last


def rows_after(table: Table, columns: Sequence[Column[Any]], after: int) -> Select[*tuple[Any, ...]]:
    """The next rows by id."""
    return select(table.c.id, *columns).where(table.c.id > after).order_by(table.c.id).limit(_PAGE)


def trail_between(entity: str, after: int, last: int | None) -> Select[*tuple[Any, ...]]:
    """The trail of the objects with ids after one and up to another, each in its order."""
    statement = select(AuditLog.entity_id, AuditLog.action, AuditLog.data_json).where(
        AuditLog.entity == entity, AuditLog.entity_id > after
    )
    if last is not None:
        statement = statement.where(AuditLog.entity_id <= last)
    return statement.order_by(AuditLog.entity_id, AuditLog.id)


def pruning_of(entity: str) -> Select[int]:
    """Whether housekeeping has removed rows of this kind."""
    acts = (AuditLog.entity == entity, AuditLog.action == _PRUNED, AuditLog.entity_id.is_(None))
    return select(AuditLog.id).where(*acts).limit(1)


class _Story:
    """What the trail tells of one object, read from its first row to its last."""

    def __init__(self, columns: Sequence[Column[Any]], entries: Iterable[Entry], key: bytes) -> None:
        self._columns = {column.name: column for column in columns}
        self._changes = [(action, data["changes"]) for action, data in entries if "changes" in data]
        self._key = key

    def faults(self, row: Sequence[Any] | None, *, may_be_gone: bool) -> list[str]:
        actions = [action for action, _ in self._changes]
        if row is None and not actions:
            return []
        found: list[str] = []
        if actions.count("create") != 1:
            found.append(f"{actions.count('create')} trail rows tell of its creation")
        deleted = "delete" in actions
        if deleted and (row is not None or actions[-1] != "delete"):
            found.append("the trail goes on after its deletion")
        if row is None and not deleted and not may_be_gone:
            found.append("it is gone and no trail row tells of its deletion")
        told, gaps = self._read()
        found += gaps
        if row is not None and not deleted:
            found += self._differences(told, row)
        return found

    def _read(self) -> tuple[dict[str, Any], list[str]]:
        told: dict[str, Any] = {}
        gaps: list[str] = []
        for action, changes in self._changes:
            for name, (before, after) in changes.items():
                if name in told and not self._same(name, told[name], before):
                    gaps.append(f"{name}: a trail row ({action}) does not start where the one before ended")
                told[name] = after
        return told, gaps

    def _differences(self, told: Mapping[str, Any], row: Sequence[Any]) -> list[str]:
        """Columns whose value is not the last one told; of one never told, the one it began with."""
        wrong = [
            name
            for (name, column), value in zip(self._columns.items(), row, strict=True)
            if not self._same(name, told.get(name, _first_value(column)), self._shown(column, value))
        ]
        return [f"{name}: its value is not the last one in the trail" for name in wrong]

    def _shown(self, column: Column[Any], value: Any) -> Any:
        secret = column.info.get("history") == "fingerprint"
        return fingerprint(value, self._key) if secret else plain(value)

    def _same(self, name: str, one: Any, other: Any) -> bool:
        column = self._columns.get(name)
        return column is None or _normal(column, one) == _normal(column, other)


def _first_value(column: Column[Any]) -> Any:
    """What a row has in a column that was added after it, by the migration's default."""
    value = getattr(column.default, "arg", None)
    return None if callable(value) else plain(value)


def _normal(column: Column[Any], value: Any) -> Any:
    """One form for what is written in several: 1.5 and 1.50, the same moment in two zones, nothing."""
    if value in (None, {}, []) or column.info.get("history") == "fingerprint":
        return value or None
    if isinstance(column.type, Numeric):
        return Decimal(str(value))
    if isinstance(column.type, UtcDateTime | DateTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value
