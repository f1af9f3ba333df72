"""What binds a person to the organisation: each room that hands things to people says what of its own does.

Whoever leaves is asked about all of it, and gets a clearance when nothing that blocks is left. A room adds
a :class:`Binding` of its own; the composition root lists them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, null, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor

BINDINGS = "people.bindings"
"""Where the composition root puts the bindings among the services."""
COLUMNS = ("id", "code", "name", "document", "target_id", "asset_id", "state")


class Bound(NamedTuple):
    """One thing that binds a person, as a list shows it.

    ``code`` is its tag or number, ``document`` the number of the document it belongs to, ``target_id`` what
    its page is about, ``asset_id`` the asset itself where it is one, ``state`` a word of its room.
    """

    id: int
    code: str
    name: str | None
    document: str | None
    target_id: int
    asset_id: int | None
    state: str | None


@dataclass(frozen=True, slots=True)
class Binding:
    """A kind of thing that binds people; ``blocks``: nobody is cleared while there is any.

    ``bound(records)`` selects :data:`COLUMNS` of everything that binds a person, whose records (his own and
    those merged into it) are given; ``visible(actor)`` is a condition on the same rows.
    """

    kind: str
    blocks: bool
    bound: Callable[[Select[int]], Select[*tuple[Any, ...]]]
    visible: Callable[[Actor], ColumnElement[bool]]

    async def count(self, session: AsyncSession, records: Select[int], actor: Actor | None = None) -> int:
        """How many there are; for ``actor`` only those that exist for him."""
        found = self.bound(records)
        if actor is not None:
            found = found.where(self.visible(actor))
        statement = select(func.count()).select_from(found.subquery())
        return int(await session.scalar(statement) or 0)

    async def seen(
        self, session: AsyncSession, records: Select[int], actor: Actor, limit: int
    ) -> list[Bound]:
        """The first of those that exist for ``actor``, by code."""
        found = self.bound(records).where(self.visible(actor))
        ordered = found.order_by(found.selected_columns[1], found.selected_columns[0]).limit(limit)
        return [Bound(*row) for row in (await session.execute(ordered)).all()]

    async def after(
        self, session: AsyncSession, records: Select[int], actor: Actor, last: int, limit: int
    ) -> list[Bound]:
        """The first of those that exist for ``actor`` and come after the id ``last``, by id.

        So whoever works through all of them meets each once, although those behind him go away meanwhile.
        """
        found = self.bound(records).where(self.visible(actor))
        number = found.selected_columns[0]
        ordered = found.where(number > last).order_by(number).limit(limit)
        return [Bound(*row) for row in (await session.execute(ordered)).all()]


def columns(**named: Any) -> list[Any]:
    """The columns of a binding in their order; what is not named is null. Each must be given by keyword."""
    return [named.get(name, null()).label(name) for name in COLUMNS]
