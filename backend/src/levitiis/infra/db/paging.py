"""Runs a list: the rows of one page, and a total that is exact up to a limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, SQLColumnExpression
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.search import AnySelect, capped_count
from levitiis.kit.paging import EXACT_TOTAL_LIMIT, Page, PageParams

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Total:
    """How many rows match; ``estimate`` when the exact number would cost too much."""

    count: int
    estimate: bool = False


async def count_rows(session: AsyncSession, matching: AnySelect) -> Total:
    """Count ``matching`` exactly up to 10,000; above, ask the planner."""
    counted = int(await session.scalar(capped_count(matching, EXACT_TOTAL_LIMIT)) or 0)
    if counted <= EXACT_TOTAL_LIMIT:
        return Total(counted)
    guessed = await dialect_of(session).estimate_rows(session, matching)
    return Total(max(guessed, counted), estimate=True)


async def fetch_page(
    session: AsyncSession, rows: AnySelect, matching: AnySelect, params: PageParams
) -> tuple[Sequence[Row[*tuple[Any, ...]]], Total]:
    """Return the page of ``rows`` and the total of ``matching`` (the same WHERE, ids only, unordered).

    A page that is not full tells the total by itself, so the count is asked only when it must be.
    """
    found = (await session.execute(rows.limit(params.page_size).offset(params.offset))).all()
    if len(found) < params.page_size and (found or params.page == 1):
        return found, Total(params.offset + len(found))
    return found, await count_rows(session, matching)


def page_of(page: type[Page[Shown]], items: list[Shown], params: PageParams, total: Total) -> Page[Shown]:
    """The answer of a list: ``items`` are those of the page that ``params`` asks for."""
    return page(
        items=items,
        page=params.page,
        page_size=params.page_size,
        total=total.count,
        total_is_estimate=total.estimate,
    )


def direction(sort: str, *columns: SQLColumnExpression[Any]) -> Sequence[ColumnElement[Any]]:
    """``columns`` in the direction of ``sort``: descending with ``-`` before it."""
    return [column.desc() if sort.startswith("-") else column.asc() for column in columns]


def ordering(
    orders: Mapping[str, SQLColumnExpression[Any]], sort: str, key: SQLColumnExpression[int]
) -> Sequence[ColumnElement[Any]]:
    """The ORDER BY of a list: the column that ``sort`` names in ``orders``, then ``key``."""
    return direction(sort, orders[sort.removeprefix("-")], key)
