"""The actor of a request, in one statement; and who he is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Select, Table, bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.prepared import Prepared
from levitiis.infra.db.reading import Source, fetch
from levitiis.infra.db.types import UtcDateTime
from levitiis.kit.access import EVERYWHERE, SELF, Actor, ActorKind, Scope
from levitiis.kit.common_problems import NOT_FOUND, UNAUTHENTICATED
from levitiis.modules.identity.models import AuthSession, Role, User, UserRole
from levitiis.modules.identity.queries.codes import codes_by_role, permission_codes
from levitiis.modules.identity.schemas.roles import RoleBrief
from levitiis.modules.identity.schemas.sign_in import Me, PermissionScope
from levitiis.modules.locations.models import Location
from levitiis.modules.people.models import Person

AnySelect = Select[*tuple[Any, ...]]
Grants = tuple[tuple[str | None, str | None], ...]


def _actor_statement() -> AnySelect:
    """One row per grant: the place's path and the role's permission codes. No row: no such session.

    Core columns, and built once: it runs on every request.
    """
    session, user, grant, place = (
        cast("Table", model.__table__) for model in (AuthSession, User, UserRole, Location)
    )
    roles = select(grant.c.role_id).where(grant.c.user_id == bindparam("user_id"))
    held = codes_by_role(roles)
    return (
        select(user.c.username, user.c.person_id, grant.c.location_id, place.c.path, held.c.codes)
        .select_from(
            session.join(user, user.c.id == session.c.user_id)
            .outerjoin(grant, grant.c.user_id == user.c.id)
            .outerjoin(place, place.c.id == grant.c.location_id)
            .outerjoin(held, held.c.role_id == grant.c.role_id)
        )
        .where(
            session.c.id == bindparam("session_id"),
            session.c.user_id == bindparam("user_id"),
            session.c.revoked_at.is_(None),
            session.c.expires_at > bindparam("moment", type_=UtcDateTime),
            session.c.created_at > bindparam("oldest", type_=UtcDateTime),
            user.c.active == true(),
        )
    )


_ACTOR = Prepared(_actor_statement())


async def actor_of_session(
    source: Source, user_id: int, session_id: int, moment: datetime, oldest: datetime
) -> Actor:
    """The actor of a live session of an active user. Raises ``request.unauthenticated``.

    ``oldest`` is when the longest living session that may still be used began.
    """
    rows = await fetch(source, _ACTOR, user_id=user_id, session_id=session_id, moment=moment, oldest=oldest)
    if not rows:
        raise UNAUTHENTICATED()
    username, person_id = rows[0][0], rows[0][1]
    scopes = scopes_of(tuple([(None if row[2] is None else row[3], row[4]) for row in rows]))
    return Actor(ActorKind.USER, user_id, username, scopes, session_id, person_id)


@lru_cache(maxsize=4096)
def scopes_of(grants: Grants) -> Mapping[str, Scope]:
    """Where each permission holds, from grants as (path or None for organisation-wide, codes).

    A pure function of what the database said in this request, so remembering answers is safe.
    """
    everywhere: set[str] = {SELF.code}
    places: dict[str, list[str]] = {}
    for path, codes in grants:
        for code in (codes or "").split(","):
            if not code:
                continue
            if path is None:
                everywhere.add(code)
            else:
                places.setdefault(code, []).append(path)
    scopes = {code: Scope.of(paths) for code, paths in places.items()}
    return {**scopes, **dict.fromkeys(everywhere, EVERYWHERE)}


async def present_scopes(session: AsyncSession, user_id: int) -> Mapping[str, Scope]:
    """Where each permission of an active user holds at this moment. Raises ``request.unauthenticated``."""
    statement = (
        select(UserRole.location_id, Location.path, permission_codes(UserRole.role_id))
        .select_from(User)
        .outerjoin(UserRole, UserRole.user_id == User.id)
        .outerjoin(Location, Location.id == UserRole.location_id)
        .where(User.id == user_id, User.active == true())
    )
    rows = (await session.execute(statement)).all()
    if not rows:
        raise UNAUTHENTICATED()
    return scopes_of(tuple((None if row[0] is None else row[1], row[2]) for row in rows))


async def present_actor(session: AsyncSession, user_id: int) -> Actor:
    """An active user as he stands at this moment, without a session. Raises ``request.unauthenticated``.

    For what acts in his name by a secret of his own: an address of his calendar.
    """
    scopes = await present_scopes(session, user_id)
    row = (await session.execute(select(User.username, User.person_id).where(User.id == user_id))).one()
    return Actor(ActorKind.USER, user_id, row[0], scopes, person_id=row[1])


async def get_me(session: AsyncSession, actor: Actor) -> Me:
    """The signed-in user, with where each permission holds."""
    statement = (
        select(
            User.id, User.username, User.email, User.role, User.preferences, Person.name,
            Role.label_pt, Role.label_en,
        )
        .join(Person, Person.id == User.person_id)
        .outerjoin(Role, Role.name == User.role)
        .where(User.id == actor.id)
    )  # fmt: skip
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return Me(
        id=row.id,
        username=row.username,
        email=row.email,
        name=row.name,
        role=role_brief(row.role, row.label_pt, row.label_en),
        permissions={code: _permission_scope(scope) for code, scope in sorted(actor.scopes.items())},
        preferences=row.preferences,
    )


def role_brief(name: str | None, label_pt: str | None, label_en: str | None) -> RoleBrief | None:
    """The role that is shown first."""
    if name is None:
        return None
    return RoleBrief(name=name, label_pt=label_pt or name, label_en=label_en or name)


def _permission_scope(scope: Scope) -> PermissionScope:
    ids = [int(prefix.rstrip("/").rsplit("/", 1)[-1]) for prefix in scope.prefixes]
    return PermissionScope(everywhere=scope.everywhere, location_ids=ids)
