"""Invariants of places, for ``levitiis check``."""

from __future__ import annotations

from sqlalchemy import false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from levitiis.infra.db.tree_checks import MAX_REPORTED, tree_violations
from levitiis.kit.checks import Violation
from levitiis.modules.locations.models import Location, LocationKind

INVARIANT = "I09"


async def violations(session: AsyncSession) -> list[Violation]:
    """I09: the tree is sound, and kinds stand in the order of their ranks (so a unit is a root)."""
    found = await tree_violations(session, Location, INVARIANT)
    parent, kind, above = aliased(Location), aliased(LocationKind), aliased(LocationKind)
    misplaced = (
        select(Location.id)
        .join(kind, kind.code == Location.type)
        .join(parent, parent.id == Location.parent_id)
        .join(above, above.code == parent.type)
        .where(kind.rank <= above.rank, or_(kind.code != above.code, kind.nests == false()))
        .order_by(Location.id)
        .limit(MAX_REPORTED)
    )
    message = "its kind does not fit below that of its parent"
    return found + [
        Violation(INVARIANT, message, "location", place_id) for place_id in await session.scalars(misplaced)
    ]
