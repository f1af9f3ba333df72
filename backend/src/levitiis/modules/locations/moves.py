"""What a higher room says to the move of a place: grants hold for a place and everything below it."""

from __future__ import annotations

from typing import Protocol

from levitiis.infra.db.uow import UnitOfWork

MOVE_GUARD = "locations.move_guard"
"""Where the composition root puts the guard among the services."""


class MoveGuard(Protocol):
    """Whoever keeps the grants."""

    async def take_turn(self, uow: UnitOfWork) -> None:
        """Wait until nobody else changes rights or moves places; the actor's are then the present ones."""
        ...

    async def require_move(self, uow: UnitOfWork, moved: str, left: str | None, reached: str | None) -> None:
        """Refuse to move the place at path ``moved`` from below ``left`` to below ``reached`` (None: root).

        Raises ``locations.move_changes_rights``.
        """
        ...
