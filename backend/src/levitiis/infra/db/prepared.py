"""Statements that are compiled once and then go straight to the driver.

For the few that run on almost every request: through the session each would cost several times what
it costs the database. They are written like any other statement, with ``bindparam`` where a value
comes, so that every dialect compiles them; where a database has no direct way, they take the usual
one. Lists of values do not expand: give each value a parameter of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ClauseElement, Engine
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.compiler import SQLCompiler

from levitiis.infra.db.dialects import dialect_named
from levitiis.infra.db.writing import WritingSession

Values = Mapping[str, Any]
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement as one driver takes it."""

    sql: str
    names: tuple[str, ...]
    fixed: Values
    """Values that stand in the statement itself."""
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Parameters whose type the driver does not know as it is, by position."""

    def arguments(self, values: Values) -> list[Any]:
        """The parameters in the order in which the statement names them."""
        fixed = self.fixed
        found = [values[name] if name in values else fixed[name] for name in self.names]
        for index, convert in self.converted:
            if found[index] is not None:
                found[index] = convert(found[index])
        return found


class Prepared:
    """A statement that is compiled once; run with :func:`levitiis.infra.db.reading.fetch`."""

    __slots__ = ("_compiled", "_dialect", "statement")

    def __init__(self, statement: Any) -> None:
        self.statement = statement
        self._dialect: Dialect | None = None
        self._compiled: Compiled | None = None

    def compiled(self, dialect: Dialect) -> Compiled:
        """The statement for ``dialect``; a process has one, and its engine's settings are part of it."""
        if self._compiled is None or self._dialect is not dialect:
            self._compiled, self._dialect = _compile(self.statement, dialect), dialect
        return self._compiled


def _compile(statement: ClauseElement, dialect: Dialect) -> Compiled:
    compiled = cast("SQLCompiler", statement.compile(dialect=dialect))
    if compiled.post_compile_params or compiled.literal_execute_params:
        raise TypeError("a prepared statement has one parameter per value; no lists")
    names = tuple(compiled.positiontup or ())
    converted: list[tuple[int, Callable[[Any], Any]]] = []
    for index, name in enumerate(names):
        convert = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            converted.append((index, convert))
    fixed = {name: value for name, value in compiled.params.items() if not compiled.binds[name].required}
    return Compiled(compiled.string, names, fixed, tuple(converted))


async def fetch_in_session(session: AsyncSession, prepared: Prepared, values: Values) -> Rows:
    """Run ``prepared`` in the transaction of ``session``, after its pending changes; its rows."""
    if has_changes(session):
        await session.flush()
    engine = cast("Engine", session.get_bind())
    dialect = dialect_named(engine.dialect.name)
    if not dialect.direct:
        return await _the_usual_way(session, prepared, values)
    compiled = prepared.compiled(engine.dialect)
    arguments = compiled.arguments(values)
    tell(engine, prepared, compiled, arguments)
    return await dialect.fetch(await _driver(session), compiled.sql, arguments)


def has_changes(session: AsyncSession) -> bool:
    """Whether a flush might write anything."""
    sync = session.sync_session
    return bool(sync.new) or sync.identity_map.check_modified() or bool(sync.deleted)


async def _the_usual_way(session: AsyncSession, prepared: Prepared, values: Values) -> Rows:
    result = await session.execute(prepared.statement, dict(values))
    return result.all() if result.returns_rows else ()  # type: ignore[attr-defined]


async def _driver(session: AsyncSession) -> Any:
    """The driver's connection: in the session's transaction, or in autocommit where it only reads."""
    if isinstance(session, WritingSession):
        return await session.driver()
    connection = await session.connection()
    return (await connection.get_raw_connection()).driver_connection


def tell(engine: Engine, prepared: Prepared, compiled: Compiled, arguments: Sequence[Any]) -> None:
    """Let those who listen to the engine's statements hear of this one too."""
    dispatch: Any = engine.dispatch
    for heard in dispatch.before_execute:
        heard(None, prepared.statement, (), {}, {})
    for heard in dispatch.before_cursor_execute:
        heard(None, None, compiled.sql, arguments, None, False)
