"""Moving a place changes rights: grants at its new place begin to hold over it, those at its old one end."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.tree import ids_of
from levitiis.modules.identity import policy
from levitiis.modules.identity.actions.authority import take_turn
from levitiis.modules.identity.queries.codes import split
from levitiis.modules.identity.queries.grants import grants_at
from levitiis.modules.locations.errors import MOVE_CHANGES_RIGHTS


class GrantsOverPlaces:
    """Holds moves of places to the rule for grants: nobody gives or takes away more than he has."""

    async def take_turn(self, uow: UnitOfWork) -> None:
        """Before the tree is locked or anything of it read: rights change one after the other."""
        await take_turn(uow)

    async def require_move(self, uow: UnitOfWork, moved: str, left: str | None, reached: str | None) -> None:
        """Raise ``locations.move_changes_rights`` unless the author has what the move gives or takes.

        Whatever a grant that stands above one of the two ends only holds, he must have both over the place
        that moves and at that end. Grants at the place itself and below go with it; those above both ends
        and those for everywhere hold as before.
        """
        before, after = set(ids_of(left or "/")), set(ids_of(reached or "/"))
        if before == after:
            return
        for grant in await grants_at(uow.session, before ^ after):
            end = reached if grant.location_id in after else left
            codes = split(grant.codes)
            if not (policy.covers(uow.actor, codes, moved) and policy.covers(uow.actor, codes, end)):
                raise MOVE_CHANGES_RIGHTS()
