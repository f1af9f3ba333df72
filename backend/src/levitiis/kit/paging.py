"""Pages of a list, and cursors of a stream."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from pydantic import Field

from levitiis.kit.wire import In, Out

T = TypeVar("T")

EXACT_TOTAL_LIMIT = 10_000
"""Totals are exact up to this count and a flagged estimate above."""

MAX_PAGE_SIZE = 200


class PageParams(In):
    """Where one is in a list; a resource's Filter model inherits it."""

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = 50

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.page_size


class Page(Out, Generic[T]):
    """One page; ``total`` is exact up to 10,000, an estimate (flagged) above."""

    items: list[T]
    page: int
    page_size: int
    total: int
    total_is_estimate: bool = False


class CursorParams(In):
    """Where one is in a stream, newest first; ``cursor`` is opaque."""

    cursor: Annotated[str, Field(max_length=100)] | None = None
    page_size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = 50


class CursorPage(Out, Generic[T]):
    """Some items of a stream; ``next_cursor`` is null at the end."""

    items: list[T]
    next_cursor: str | None = None
