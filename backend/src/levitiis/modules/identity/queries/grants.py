"""Reads of grants: what a user has, and what of it somebody else may see and change."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.identity.models import Role, User, UserRole
from levitiis.modules.identity.policy import USERS_MANAGE, covers, visible
from levitiis.modules.identity.queries.codes import permission_codes, split
from levitiis.modules.identity.schemas.users import GrantList, GrantOut, GrantPlace, GrantRole
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import READ as PLACES_READ

GrantRow = Row[*tuple[Any, ...]]


async def grant_rows(session: AsyncSession, user_id: int) -> Sequence[GrantRow]:
    """The grants of a user with their role, its permission codes and their place; everywhere first."""
    statement = (
        select(
            UserRole.id, UserRole.role_id, Role.name, Role.label_pt, Role.label_en,
            UserRole.location_id, Location.path, Location.name.label("place"), Location.full_name,
            permission_codes(UserRole.role_id).label("codes"),
        )
        .join(Role, Role.id == UserRole.role_id)
        .outerjoin(Location, Location.id == UserRole.location_id)
        .where(UserRole.user_id == user_id)
        .order_by(UserRole.place_key, UserRole.id)
    )  # fmt: skip
    return (await session.execute(statement)).all()


async def grants_at(session: AsyncSession, place_ids: Collection[int]) -> Sequence[Row[*tuple[Any, ...]]]:
    """Which roles are granted at these places: ``location_id`` and the ``codes`` of each role."""
    statement = (
        select(UserRole.location_id, permission_codes(UserRole.role_id).label("codes"))
        .where(UserRole.location_id.in_(sorted(place_ids)))
        .distinct()
    )
    return (await session.execute(statement)).all()


def covers_all(actor: Actor, rows: Sequence[GrantRow]) -> bool:
    """Tell whether ``actor`` has everything that these grants give, where they give it."""
    return all(covers(actor, split(row.codes), row.path) for row in rows)


def may_manage(actor: Actor, user_id: int, rows: Sequence[GrantRow]) -> bool:
    """Tell whether ``actor`` may change the access of a user with these grants; never his own."""
    mine = actor.id == user_id and not actor.unrestricted
    return not mine and actor.scope(USERS_MANAGE).everywhere and covers_all(actor, rows)


def shown(actor: Actor, user_id: int, rows: Sequence[GrantRow]) -> list[GrantOut]:
    """Grants as ``actor`` sees them: of places outside his reach not even the name."""
    manageable = may_manage(actor, user_id, rows)
    return [
        GrantOut(
            id=row.id,
            role=GrantRole(id=row.role_id, name=row.name, label_pt=row.label_pt, label_en=row.label_en),
            everywhere=row.location_id is None,
            location=_place(actor, row),
            allowed_actions=["remove"] if manageable else [],
        )
        for row in rows
    ]


def _place(actor: Actor, row: GrantRow) -> GrantPlace | None:
    if row.location_id is None or not actor.scope(PLACES_READ).covers(row.path):
        return None
    return GrantPlace(id=row.location_id, name=row.place, full_name=row.full_name)


async def list_grants(session: AsyncSession, actor: Actor, user_id: int) -> GrantList:
    """The grants of a user; 404 when ``actor`` may not see him."""
    if await session.scalar(select(User.id).where(User.id == user_id, visible(actor))) is None:
        raise NOT_FOUND()
    return GrantList(items=shown(actor, user_id, await grant_rows(session, user_id)))


async def load_grant(session: AsyncSession, user_id: int, grant_id: int) -> UserRole:
    """A grant of a user, locked; 404 when he has no such grant."""
    statement = select(UserRole).where(UserRole.id == grant_id, UserRole.user_id == user_id)
    grant = await session.scalar(statement.with_for_update())
    if grant is None:
        raise NOT_FOUND()
    return grant
