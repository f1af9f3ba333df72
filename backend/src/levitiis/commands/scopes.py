"""I21: for every place that somebody was granted, what the policies show is what lies below the place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from levitiis.kit.access import Actor, ActorKind, Permission, Scope
from levitiis.kit.checks import Violation
from levitiis.modules.assets import policy as asset_policy
from levitiis.modules.assets.models import Asset
from levitiis.modules.identity.models import UserRole
from levitiis.modules.locations import policy as location_policy
from levitiis.modules.locations.models import MAX_DEPTH, Location
from levitiis.modules.people import policy as people_policy
from levitiis.modules.people.models import Person

INVARIANT = "I21"

Seen = tuple[str, InstrumentedAttribute[int], InstrumentedAttribute[Any], ColumnElement[bool]]
"""A kind of object, its id, where it is, and the policy that says who sees it."""


async def violations(session: AsyncSession) -> list[Violation]:
    """Grants under which the policies, which go by paths, and a walk from parent to child differ."""
    found: list[Violation] = []
    for place, path in (await session.execute(granted_places())).all():
        inside = select(_below(place).c.id)
        for kind, identity, where, visible in _kinds(_holder(path)):
            within = and_(where.is_not(None), where.in_(inside))
            differs = or_(and_(visible, not_(within)), and_(not_(visible), within))
            count = await session.scalar(select(func.count(identity)).where(differs))
            if count:
                message = f"{count} rows ({kind}) are shown to its holders and outside of it, or the reverse"
                found.append(Violation(INVARIANT, message, "location", place))
    return found


def granted_places() -> Select[*tuple[Any, ...]]:
    """Places for which somebody has a role."""
    granted = select(UserRole.location_id).where(UserRole.location_id.is_not(None))
    return select(Location.id, Location.path).where(Location.id.in_(granted)).order_by(Location.id)


def _holder(path: str) -> Actor:
    permissions = (asset_policy.READ, location_policy.READ, people_policy.READ)
    return Actor(ActorKind.USER, None, "holder", _scopes(permissions, path))


def _scopes(permissions: Collection[Permission], path: str) -> dict[str, Scope]:
    return {permission.code: Scope.of([path]) for permission in permissions}


def _kinds(actor: Actor) -> Iterator[Seen]:
    yield "location", Location.id, Location.id, location_policy.visible(actor)
    yield "asset", Asset.id, Asset.location_id, asset_policy.visible(actor)
    yield "person", Person.id, Person.location_id, people_policy.visible(actor)


def _below(place: int) -> Any:
    """The place and everything below it, found by parents alone."""
    top = select(Location.id, literal(1).label("steps")).where(Location.id == place)
    below = top.cte("below", recursive=True)
    child = aliased(Location)
    further = select(child.id, below.c.steps + 1).join(below, child.parent_id == below.c.id)
    return below.union_all(further.where(below.c.steps <= MAX_DEPTH))
