"""Finds a page of a big table: which rows, and how many there are. What they show is read afterwards.

Two ways to the same page, and neither sorts the whole table. Up to ``EXACT_TOTAL_LIMIT`` rows that
match are gathered by whatever index suits the conditions, counted, and only then put in order. When
more match, the index of the order is walked instead until the page is full; that so many match is
remembered for half a minute, and the total is the planner's estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    SQLColumnExpression,
    bindparam,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.paging import Total, direction
from levitiis.infra.db.prepared import Prepared
from levitiis.infra.db.reading import Reader
from levitiis.infra.db.search import AnySelect
from levitiis.infra.db.where import Where
from levitiis.kit.paging import EXACT_TOTAL_LIMIT, PageParams

_SHAPES = 512
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Order:
    """A column to sort by, and what must be joined to have it."""

    column: SQLColumnExpression[Any]
    joined: tuple[FromClause, ColumnElement[bool]] | None = None


class Shapes(Generic[T]):
    """What was built for a shape is kept; the oldest makes room."""

    def __init__(self, limit: int = _SHAPES) -> None:
        self._kept: dict[Hashable, T] = {}
        self._limit = limit

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What stands under ``key``, made when it is asked for first."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= self._limit:
                del self._kept[next(iter(self._kept))]
            found = self._kept[key] = make()
        return found


class Finder:
    """The finding of one table: its key, and the orders that its list knows."""

    def __init__(self, key: InstrumentedAttribute[int], orders: Mapping[str, Order]) -> None:
        self._key = key
        self._orders = orders
        self._statements = Shapes[Prepared]()

    async def page(
        self, reader: Reader, where: Where, sort: str, params: PageParams
    ) -> tuple[Sequence[int], Total]:
        """The keys of the rows of a page, in order, and the total. ``-`` before ``sort``: descending."""
        known = (self._key.class_.__name__, where.shape, *sorted(where.values.items()))
        estimate = reader.database.large_totals.get(known)
        if estimate is None:
            rows = await self._run(reader, self._gather, where, sort, params)
            number = int(rows[0][0])
            if number <= EXACT_TOTAL_LIMIT:
                return [row[1] for row in rows if row[1] is not None], Total(number)
            estimate = max(number, await self._estimate(reader, where))
            reader.database.large_totals.keep(known, estimate)
        rows = await self._run(reader, self._walk, where, sort, params)
        return [row[0] for row in rows], Total(estimate, estimate=True)

    async def _run(
        self, reader: Reader, build: Callable[..., AnySelect], where: Where, sort: str, params: PageParams
    ) -> Sequence[Sequence[Any]]:
        size, offset = params.page_size, params.offset
        key = (build.__name__, where.shape, sort, size, offset > 0)
        prepared = self._statements.get(key, lambda: Prepared(build(where, sort, size, offset > 0)))
        return await reader.fetch(prepared, {**where.values, "rows_before": offset})

    def _ordered(self, sort: str) -> Order:
        return self._orders[sort.removeprefix("-")]

    def _matching(self, where: Where, sort: str, *columns: SQLColumnExpression[Any]) -> AnySelect:
        order = self._ordered(sort)
        statement = select(*columns).select_from(self._key.class_)
        if order.joined is not None:
            statement = statement.outerjoin(*order.joined)
        return statement.where(*where.clauses())

    def _gather(self, where: Where, sort: str, size: int, later: bool) -> AnySelect:
        columns = (self._key.label("key"), self._ordered(sort).column.label("place"))
        matching = self._matching(where, sort, *columns).limit(EXACT_TOTAL_LIMIT + 1).cte("matching")
        total = select(func.count().label("number")).select_from(matching).subquery("total")
        ranked = _sliced(
            select(matching).order_by(*direction(sort, matching.c.place, matching.c.key)), size, later
        )
        page = ranked.subquery("page")
        return (
            select(total.c.number, page.c.key)
            .select_from(total.outerjoin(page, true()))
            .order_by(*direction(sort, page.c.place, page.c.key))
        )

    def _walk(self, where: Where, sort: str, size: int, later: bool) -> AnySelect:
        order = direction(sort, self._ordered(sort).column, self._key)
        return _sliced(self._matching(where, sort, self._key).order_by(*order), size, later)

    async def _estimate(self, reader: Reader, where: Where) -> int:
        session = reader.session
        return await dialect_of(session).estimate_rows(session, where.on(select(self._key)))


def _sliced(statement: AnySelect, size: int, later: bool) -> AnySelect:
    """The number stands in the text: so the planner knows it, and need not plan anew for each page."""
    statement = statement.fetch(literal_column(str(int(size)), BigInteger))
    return statement.offset(bindparam("rows_before", type_=BigInteger)) if later else statement
