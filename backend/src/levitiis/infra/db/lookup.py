"""Small reads that stand in almost every request: one row by its id, or a few columns of some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import BigInteger, BindParameter, ColumnElement, SQLColumnExpression, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from levitiis.infra.db.finding import Shapes
from levitiis.infra.db.prepared import Prepared
from levitiis.infra.db.reading import Source, fetch
from levitiis.kit.access import Actor, Permission, Scope

Row = Sequence[Any]
_SIZES = (1, 10, 50, 100, 200, 1_000)


class Lookup:
    """Reads ``columns`` of the row with an id, where the actor has ``wanted``.

    ``visible`` may depend on the actor by that one permission only. ``locking``: the row is locked for the
    rest of the transaction. ``held``: others cannot lock it until then, as if a foreign key pointed at it.
    """

    def __init__(
        self,
        key: InstrumentedAttribute[int],
        *columns: SQLColumnExpression[Any],
        wanted: Permission,
        visible: Callable[[Actor], ColumnElement[bool]],
        locking: bool = False,
        held: bool = False,
    ) -> None:
        self._statement = select(*columns).where(key == bindparam("looked_up", type_=BigInteger))
        if locking:
            self._statement = self._statement.with_for_update(of=key.class_)
        elif held:
            self._statement = self._statement.with_for_update(read=True, key_share=True, of=key.class_)
        self._wanted = wanted
        self._visible = visible
        self._prepared = Shapes[Prepared]()

    async def find(self, source: Source, actor: Actor, number: int) -> Row | None:
        """The row; None when it does not exist for ``actor``."""
        scope: Scope = actor.scope(self._wanted)
        prepared = self._prepared.get(scope, lambda: Prepared(self._statement.where(self._visible(actor))))
        rows = await fetch(source, prepared, looked_up=number)
        return rows[0] if rows else None


Ids = Sequence[BindParameter[int]]


class Listed:
    """A statement over a list of ids, prepared for lists of a few lengths.

    ``build`` makes it for the parameters of one length. A list that is shorter is filled up with its
    last id, so an id may be asked for more than once; it counts once.
    """

    def __init__(self, build: Callable[[Ids], Any]) -> None:
        self._build = build
        self._prepared: dict[int, Prepared] = {}

    async def fetch(self, source: Source, ids: Sequence[int], **values: Any) -> list[Row]:
        """The rows of all ``ids``, in as few statements as there are thousands of them."""
        found: list[Row] = []
        for start in range(0, len(ids), _SIZES[-1]):
            chunk = ids[start : start + _SIZES[-1]]
            size = next(size for size in _SIZES if size >= len(chunk))
            numbers = [*chunk, *[chunk[-1]] * (size - len(chunk))]
            named = {f"id_{index}": number for index, number in enumerate(numbers)}
            found += await fetch(source, self._of(size), **named, **values)
        return found

    def _of(self, size: int) -> Prepared:
        prepared = self._prepared.get(size)
        if prepared is None:
            parameters = [bindparam(f"id_{index}", type_=BigInteger) for index in range(size)]
            prepared = self._prepared[size] = Prepared(self._build(parameters))
        return prepared
