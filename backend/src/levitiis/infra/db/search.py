"""Predicates that every list uses: free text, subtree, and the capped count."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.kit.access import Scope
from levitiis.kit.text import like_escape, search_key

AnySelect = Select[*tuple[Any, ...]]
TextColumn = InstrumentedAttribute[str] | ColumnElement[str]
_MAX_WORDS = 8


def matches(column: TextColumn, q: str) -> ColumnElement[bool]:
    """Every word of ``q`` occurs in ``column`` (which holds a ``search_key``), in any order."""
    return and_(true(), *(column.like(pattern, escape="\\") for pattern in patterns(q)))


def patterns(q: str) -> list[str]:
    """The words of ``q`` as LIKE patterns for a column that holds a ``search_key``."""
    words = search_key(q).split(" ")[:_MAX_WORDS]
    return [f"%{like_escape(word)}%" for word in words if word]


def below(column: TextColumn, path: str) -> ColumnElement[bool]:
    """``column`` (a path as ``/1/4/``) is ``path`` or lies below it. Paths hold digits and slashes only."""
    return column.like(f"{path}%")


def within(column: TextColumn, scope: Scope) -> ColumnElement[bool]:
    """``column`` lies inside ``scope``; a row without a path only when the scope is everywhere."""
    if scope.everywhere:
        return true()
    if not scope.prefixes:
        return false()
    return or_(*(below(column, prefix) for prefix in scope.prefixes))


def capped_count(statement: AnySelect, cap: int) -> Select[int]:
    """Count the rows of ``statement``, at most ``cap`` + 1 of them."""
    inner = statement.order_by(None).limit(cap + 1).subquery()
    return select(func.count()).select_from(inner)
