"""Places."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.modules.locations.api import LocationIn, create_location
from levitiis.modules.locations.models import Location


class NoGrants:
    """A guard of moves where nobody was granted anything: it neither waits nor refuses."""

    async def take_turn(self, uow: UnitOfWork) -> None:
        """See :class:`~levitiis.modules.locations.moves.MoveGuard`."""

    async def require_move(self, uow: UnitOfWork, moved: str, left: str | None, reached: str | None) -> None:
        """See :class:`~levitiis.modules.locations.moves.MoveGuard`."""


async def location(
    uow: UnitOfWork, name: str, *, parent: Location | int | None = None, kind: str | None = None
) -> Location:
    """A place; below another one a room, at the root a unit, unless told otherwise."""
    parent_id = parent.id if isinstance(parent, Location) else parent
    kind = kind or ("room" if parent_id else "unit")
    return await create_location(uow, LocationIn(name=name, type=kind, parent_id=parent_id))
