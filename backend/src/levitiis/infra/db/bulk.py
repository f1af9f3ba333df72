"""The one helper for bulk statements: many rows at once, and their trail with them.

Works in chunks inside the unit of work's transaction, so memory stays flat however many rows there
are. What stands in the trail afterwards equals what the same changes through the ORM would have left.
Objects that the session holds are neither seen nor refreshed: flush before, and do not use them after.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    Select,
    String,
    Table,
    Update,
    bindparam,
    select,
    update,
)

from levitiis.infra.db.base import Base
from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork, translated
from levitiis.infra.history.capture import fingerprint, plain
from levitiis.infra.history.models import AuditLog
from levitiis.kit.clock import now

INSERT_CHUNK = 5_000
UPDATE_CHUNK = 1_000

T = TypeVar("T")
Row = Mapping[str, Any]
Default = Callable[[], Any]

_JSON_TYPES = (String, Integer, Boolean, JSON)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A column in the trail: ``as_is``: its values are JSON already; ``secret``: only a fingerprint goes."""

    name: str
    index: int
    as_is: bool
    secret: bool

    def show(self, value: Any, key: bytes) -> Any:
        """The value as the trail keeps it."""
        if self.as_is:
            return value
        return fingerprint(value, key) if self.secret else plain(value)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the helper must know of a table: its columns, their defaults, what the trail shows of each."""

    table: Table
    entity: str | None
    id_index: int
    columns: tuple[str, ...]
    defaults: tuple[Default, ...]
    shown: tuple[_Shown, ...]
    """Columns that go to the trail."""


async def reserve_ids(uow: UnitOfWork, model: type[Base], count: int) -> Sequence[int]:
    """Draw ``count`` ids of ``model``, for rows that refer to each other before they are written."""
    return await dialect_of(uow.session).reserve_ids(uow.session, _shape(model).table, count)


async def insert_with_trail(
    uow: UnitOfWork, model: type[Base], rows: Iterable[Row], *, action: str = "create"
) -> int:
    """Insert rows given by column name and write the trail of each; returns their number.

    Columns that a row leaves out get their defaults; ``id`` is drawn unless a row has one (then all
    must have).
    """
    shape = _shape(model)
    if shape.entity is None:
        raise ValueError(f"{model.__name__} has no history; use insert_rows")
    total = 0
    for chunk in _chunks(rows, INSERT_CHUNK):
        complete = await _complete(uow, model, shape, chunk)
        await _write(uow, shape.table, shape.columns, complete)
        await _write_trail(uow, [_created(uow, shape, action, values) for values in complete])
        total += len(complete)
    return total


async def insert_rows(uow: UnitOfWork, model: type[Base], rows: Iterable[Row]) -> int:
    """Insert rows of a table that is exempt from history (a ledger, a result); returns their number."""
    shape = _shape(model)
    if shape.entity is not None:
        raise ValueError(f"{model.__name__} has a history; use insert_with_trail")
    total = 0
    for chunk in _chunks(rows, INSERT_CHUNK):
        await _write(uow, shape.table, shape.columns, await _complete(uow, model, shape, chunk))
        total += len(chunk)
    return total


async def update_with_trail(
    uow: UnitOfWork, model: type[Base], changes: Iterable[tuple[int, Row]], *, action: str = "update"
) -> int:
    """Change rows given as (id, new values) and write the trail of each; returns how many changed.

    Rows are locked in the order of their ids within each chunk of a thousand. A row that has these
    values already is left alone; ids that do not exist are passed over.
    """
    shape = _shape(model)
    total = 0
    for chunk in _chunks(changes, UPDATE_CHUNK):
        wanted = dict(chunk)
        names = sorted({name for values in wanted.values() for name in values})
        before = await uow.session.execute(current_values(shape.table, names, sorted(wanted)))
        changed: dict[int, Row] = {}
        trail: list[dict[str, Any]] = []
        for row in before.mappings():
            number = int(row["id"])
            new = {name: value for name, value in wanted[number].items() if row[name] != value}
            if not new:
                continue
            changed[number] = new
            shown = _changes(uow, shape, row, new)
            if shape.entity is not None and shown:
                trail.append(uow.trail_row(shape.entity, number, action, {"changes": shown}))
        await _apply(uow, shape, changed)
        await _write_trail(uow, trail)
        total += len(changed)
    return total


def current_values(table: Table, names: Sequence[str], ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """The present values of some rows, locked in order of their ids."""
    columns = [table.c.id, *(table.c[name] for name in names)]
    return select(*columns).where(table.c.id.in_(ids)).order_by(table.c.id).with_for_update()


def same_values(table: Table, ids: Sequence[int], values: Row) -> Update:
    """Give some rows the same values."""
    return update(table).where(table.c.id.in_(ids)).values({**values, **_housekeeping(table)})


def own_values(table: Table, names: Sequence[str]) -> Update:
    """Give each row values of its own: parameters ``row_id`` and ``new_<name>``."""
    values = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("row_id")).values({**values, **_housekeeping(table)})


def _housekeeping(table: Table) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "version" in table.c:
        values["version"] = table.c.version + 1
    if "updated_at" in table.c:
        values["updated_at"] = now()
    return values


async def _apply(uow: UnitOfWork, shape: _Shape, changed: Mapping[int, Row]) -> None:
    """One statement per distinct set of values; where almost every row has its own, one for all."""
    if not changed:
        return
    groups: dict[str, tuple[Row, list[int]]] = {}
    for number, values in changed.items():
        groups.setdefault(repr(sorted(values.items())), (values, []))[1].append(number)
    connection = await uow.session.connection()
    with translated():
        if len(groups) * 20 <= len(changed):
            for values, ids in groups.values():
                await connection.execute(same_values(shape.table, ids, values))
            return
        by_names: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for number, values in changed.items():
            names = tuple(sorted(values))
            parameters = {"row_id": number, **{f"new_{name}": values[name] for name in names}}
            by_names.setdefault(names, []).append(parameters)
        for names, parameters in by_names.items():
            await connection.execute(own_values(shape.table, names), parameters)


async def _write(
    uow: UnitOfWork, table: Table, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    with translated():
        await dialect_of(uow.session).bulk_insert(uow.session, table, columns, rows)


_TRAIL = cast("Table", AuditLog.__table__)
_TRAIL_COLUMNS = tuple(column.name for column in _TRAIL.columns if column.name != "id")


async def _write_trail(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await _write(uow, _TRAIL, _TRAIL_COLUMNS, [[row[name] for name in _TRAIL_COLUMNS] for row in rows])


async def _complete(
    uow: UnitOfWork, model: type[Base], shape: _Shape, rows: Sequence[Row]
) -> list[tuple[Any, ...]]:
    known = set(shape.columns)
    drawn: Iterator[int] | None = None
    if "id" in known and "id" not in rows[0]:
        drawn = iter(await reserve_ids(uow, model, len(rows)))
    complete: list[tuple[Any, ...]] = []
    for row in rows:
        if not row.keys() <= known:
            raise ValueError(f"{model.__name__} has no column {sorted(row.keys() - known)}")
        complete.append(
            tuple(
                next(drawn) if drawn is not None and name == "id" else row[name] if name in row else default()
                for name, default in zip(shape.columns, shape.defaults, strict=True)
            )
        )
    return complete


def _created(uow: UnitOfWork, shape: _Shape, action: str, values: Sequence[Any]) -> dict[str, Any]:
    key = uow.trail_key
    changes = {
        column.name: [None, value if column.as_is else column.show(value, key)]
        for column in shape.shown
        if (value := values[column.index]) is not None
    }
    return uow.trail_row(shape.entity or "", values[shape.id_index], action, {"changes": changes})


def _changes(uow: UnitOfWork, shape: _Shape, before: Mapping[Any, Any], after: Row) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for column in shape.shown:
        if column.name in after:
            pair = (before[column.name], after[column.name])
            changes[column.name] = [column.show(value, uow.trail_key) for value in pair]
    return changes


@cache
def _shape(model: type[Base]) -> _Shape:
    table = cast("Table", model.__table__)
    columns = tuple(table.columns)
    shown = tuple(
        _Shown(
            column.name,
            index,
            as_is=isinstance(column.type, _JSON_TYPES) and column.info.get("history") != "fingerprint",
            secret=column.info.get("history") == "fingerprint",
        )
        for index, column in enumerate(columns)
        if not column.primary_key and column.info.get("history") != "omit"
    )
    return _Shape(
        table=table,
        entity=model.__history__,
        id_index=next((index for index, column in enumerate(columns) if column.primary_key), 0),
        columns=tuple(column.name for column in columns),
        defaults=tuple(_default(column) for column in columns),
        shown=shown,
    )


def _default(column: Column[Any]) -> Default:
    if column.name == "version":
        return lambda: 1
    default = column.default
    if default is None or column.primary_key:
        return lambda: None
    value: Any = getattr(default, "arg", None)
    if getattr(default, "is_callable", False):
        return lambda: value(None)  # SQLAlchemy wraps every callable to take a context
    return lambda: value


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(itertools.islice(iterator, size)):
        yield chunk
