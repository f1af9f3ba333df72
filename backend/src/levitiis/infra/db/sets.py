"""Many changed rows of one table go to the database as a set.

For rows with a version the session sends one UPDATE after the other, since few drivers tell how many rows
a statement with many sets of values has met. So, before it does, rows that changed in the same columns are
written here: their versions are compared under their locks, all at once, and one statement takes the values
of all. What remains is as the session leaves it: the version counts, ``updated_at`` is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import ClauseElement, Table, bindparam, inspect, select, update
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from levitiis.infra.db.base import Versioned
from levitiis.infra.db.dialects import dialect_named
from levitiis.kit.clock import now

_FEW = 4
_CHUNK = 1_000
_Alike = tuple[type[Any], tuple[str, ...]]


def write_sets(session: Session, note: Callable[[Any], None]) -> None:
    """Write what changed alike; ``note`` is called with each row while it still knows what it was.

    A few rows, and what only the session knows how to write, are left to it; so are all where a database
    does not lock what it reads. Raises ``StaleDataError`` when somebody else has written one of the rows
    meanwhile.
    """
    dirty = session.dirty
    if len(dirty) <= _FEW or not dialect_named(session.get_bind().dialect.name).locks_rows:
        return
    groups: defaultdict[_Alike, list[Any]] = defaultdict(list)
    for row in dirty:
        if isinstance(row, Versioned) and (names := _changed(row)):
            groups[type(row), names].append(row)
    large = {alike: rows for alike, rows in groups.items() if len(rows) > _FEW}
    for model in sorted({model for model, _ in large}, key=_place):
        _hold(session, model, [row for (one, _), rows in groups.items() if one is model for row in rows])
    for (model, names), rows in large.items():
        for some in _chunks(rows):
            _write(session, model, names, some, note)


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    ordered = sorted(rows, key=lambda row: row.id)
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def _changed(row: Versioned) -> tuple[str, ...]:
    """The columns in which a row changed; none when the session has to write it."""
    state = inspect(row)
    touched = _columns(type(row)) - state.unmodified
    names = sorted(name for name in touched if state.attrs[name].history.has_changes())
    own = {"id", "version"}.intersection(names)
    if own or any(isinstance(state.dict.get(name), ClauseElement) for name in names):
        return ()
    return tuple(names)


@cache
def _columns(model: type[Versioned]) -> frozenset[str]:
    """The columns of a table; none where the database fills one in when a row changes."""
    if any(column.computed is not None or column.server_onupdate is not None for column in _table(model).c):
        return frozenset()
    mapper: Mapper[Any] = inspect(model)
    return frozenset(attribute.key for attribute in mapper.column_attrs)


def _hold(session: Session, model: type[Any], rows: Sequence[Any]) -> None:
    """Lock all that changed of a table, whatever changed: two who write the same wait in one order."""
    table = _table(model)
    for some in _chunks(rows):
        known = {row.id: row.version for row in some}
        held = select(table.c.id, table.c.version).where(table.c.id.in_(known)).order_by(table.c.id)
        found = session.execute(held.with_for_update(key_share=True))
        if known != {row.id: row.version for row in found}:
            raise StaleDataError(f"Rows of {table.name} were written by somebody else.")


def _write(
    session: Session, model: type[Any], names: Sequence[str], rows: Sequence[Any], note: Callable[[Any], None]
) -> None:
    table, moment = _table(model), now()
    values = [
        {"updated_at": moment} | {name: getattr(row, name) for name in names} | {"version": row.version + 1}
        for row in rows
    ]
    changing = (
        update(table)
        .where(table.c.id == bindparam("written"))
        .values({name: bindparam(f"new_{name}", type_=table.c[name].type) for name in values[0]})
    )
    session.execute(
        changing,
        [
            {"written": row.id} | {f"new_{name}": value for name, value in new.items()}
            for row, new in zip(rows, values, strict=True)
        ],
    )
    for row, new in zip(rows, values, strict=True):
        note(row)
        for name, value in new.items():
            set_committed_value(row, name, value)


@cache
def _place(model: type[Any]) -> int:
    """The order of tables in which the session writes, too: those first that others point at."""
    return model.metadata.sorted_tables.index(_table(model))


def _table(model: type[Any]) -> Table:
    return cast("Table", model.__table__)
