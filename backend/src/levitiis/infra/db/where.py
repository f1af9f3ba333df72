"""Conditions with their values apart, so that the statement for a combination of them is built once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.db.search import AnySelect, TextColumn, patterns

Build = Callable[[], ColumnElement[bool]]
Shape = tuple[str, ...]


class Where:
    """A conjunction of named conditions.

    Two of the same ``shape`` are the same SQL and differ in ``values`` only; so whatever a condition
    depends on besides its parameters must be part of its name.
    """

    __slots__ = ("_builds", "_names", "values")

    def __init__(self) -> None:
        self._names: list[str] = []
        self._builds: list[Build] = []
        self.values: dict[str, Any] = {}

    def add(self, name: str, build: Build, **values: Any) -> None:
        """One more condition; ``build`` makes it, with ``bindparam``s named as ``values`` are."""
        self._names.append(name)
        self._builds.append(build)
        self.values.update(values)

    def when(self, name: str, value: Any, build: Callable[[ColumnElement[Any]], ColumnElement[bool]]) -> None:
        """A condition with one parameter, unless ``value`` is None."""
        if value is not None:
            self.add(name, lambda: build(bindparam(name)), **{name: value})

    def one_of(self, name: str, column: InstrumentedAttribute[Any], wanted: Iterable[Any]) -> None:
        """``column`` has one of these values, if any are named."""
        values = {f"{name}_{index}": value for index, value in enumerate(wanted)}
        if values:
            self.add(
                f"{name}*{len(values)}",
                lambda: column.in_([bindparam(each, type_=column.type) for each in values]),
                **values,
            )

    def words(self, name: str, column: TextColumn, q: str) -> None:
        """Every word of ``q`` occurs in ``column``, which holds a ``search_key``."""
        values = {f"{name}_{index}": pattern for index, pattern in enumerate(patterns(q))}
        if values:
            self.add(
                f"{name}*{len(values)}",
                lambda: and_(*(column.like(bindparam(each), escape="\\") for each in values)),
                **values,
            )

    @property
    def shape(self) -> Shape:
        """What the SQL depends on."""
        return tuple(self._names)

    def clauses(self) -> Sequence[ColumnElement[bool]]:
        """The conditions, with parameters."""
        return [build() for build in self._builds]

    def on(self, statement: AnySelect) -> AnySelect:
        """``statement`` under these conditions, with their values in place: for what is not prepared."""
        return statement.where(*self.clauses()).params(**self.values)
