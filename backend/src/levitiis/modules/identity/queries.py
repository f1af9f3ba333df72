"""Reads of identity; first of all the actor of a request, in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Row, Select, Table, Unicode, bindparam, func, literal_column, or_, select, true
from sqlalchemy import cast as sql_cast
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.paging import fetch_page
from levitiis.infra.db.prepared import Prepared
from levitiis.infra.db.reading import Source, fetch
from levitiis.infra.db.search import matches
from levitiis.infra.db.types import UtcDateTime
from levitiis.kit.access import EVERYWHERE, PERMISSIONS, SELF, Actor, ActorKind, Scope
from levitiis.kit.common_problems import NOT_FOUND, UNAUTHENTICATED
from levitiis.kit.paging import Page
from levitiis.kit.text import like_escape, search_key
from levitiis.modules.identity.models import AuthSession, PermissionRow, Role, RolePermission, User, UserRole
from levitiis.modules.identity.policy import visible
from levitiis.modules.identity.schemas import (
    Me,
    PermissionList,
    PermissionOut,
    PermissionScope,
    RoleBrief,
    RoleList,
    RoleOut,
    UserFilter,
    UserRow,
    UserSort,
)
from levitiis.modules.locations.models import Location
from levitiis.modules.people.models import Person

AnySelect = Select[*tuple[Any, ...]]
Grants = tuple[tuple[str | None, str | None], ...]


def _actor_statement() -> AnySelect:
    """One row per grant: the place's path and the role's permission codes. No row: no such session.

    Core columns, and built once: it runs on every request.
    """
    session, user, grant, place, held, known = (
        cast("Table", model.__table__)
        for model in (AuthSession, User, UserRole, Location, RolePermission, PermissionRow)
    )
    codes = (
        select(func.string_agg(sql_cast(known.c.name, Unicode()), literal_column("','")))
        .select_from(held.join(known, known.c.id == held.c.permission_id))
        .where(held.c.role_id == grant.c.role_id)
        .scalar_subquery()
    )
    return (
        select(user.c.username, user.c.person_id, grant.c.location_id, place.c.path, codes.label("codes"))
        .select_from(
            session.join(user, user.c.id == session.c.user_id)
            .outerjoin(grant, grant.c.user_id == user.c.id)
            .outerjoin(place, place.c.id == grant.c.location_id)
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
    scopes = scopes_of(tuple((None if row[2] is None else row[3], row[4]) for row in rows))
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
        role=RoleBrief(name=row.role, label_pt=row.label_pt or row.role, label_en=row.label_en or row.role),
        permissions={code: _permission_scope(scope) for code, scope in sorted(actor.scopes.items())},
        preferences=row.preferences,
    )


def _permission_scope(scope: Scope) -> PermissionScope:
    ids = [int(prefix.rstrip("/").rsplit("/", 1)[-1]) for prefix in scope.prefixes]
    return PermissionScope(everywhere=scope.everywhere, location_ids=ids)


async def find_for_sign_in(session: AsyncSession, name: str) -> Row[*tuple[Any, ...]] | None:
    """``id``, ``password_hash`` and ``active`` of the user with this user name or e-mail."""
    key = name.strip().lower()
    column = User.email_key if "@" in key else User.username_key
    return (
        await session.execute(select(User.id, User.password_hash, User.active).where(column == key))
    ).one_or_none()


_USER_ORDER: Mapping[UserSort, tuple[Any, ...]] = {
    UserSort.NAME: (Person.sort_key, User.id),
    UserSort.NAME_DESC: (Person.sort_key.desc(), User.id.desc()),
    UserSort.USERNAME: (User.username_key, User.id),
    UserSort.USERNAME_DESC: (User.username_key.desc(), User.id.desc()),
}


async def list_users(session: AsyncSession, actor: Actor, params: UserFilter) -> Page[UserRow]:
    """Users whom ``actor`` may see."""
    conditions = [visible(actor)]
    if params.q:
        start = f"{like_escape(search_key(params.q))}%"
        conditions.append(
            or_(
                matches(Person.search_text, params.q),
                User.username_key.like(start, escape="\\"),
                User.email_key.like(start, escape="\\"),
            )
        )
    if params.active is not None:
        conditions.append(User.active == params.active)
    if params.role:
        conditions.append(User.role == params.role)
    rows = _user_rows().where(*conditions).order_by(*_USER_ORDER[params.sort])
    matching = select(User.id).join(Person, Person.id == User.person_id).where(*conditions)
    found, total = await fetch_page(session, rows, matching, params)
    return Page[UserRow](
        items=[UserRow.model_validate(row) for row in found],
        page=params.page,
        page_size=params.page_size,
        total=total.count,
        total_is_estimate=total.estimate,
    )


async def get_user_row(session: AsyncSession, actor: Actor, user_id: int) -> UserRow:
    """One user as in the list; 404 when ``actor`` may not see him."""
    row = (await session.execute(_user_rows().where(User.id == user_id, visible(actor)))).one_or_none()
    if row is None:
        raise NOT_FOUND()
    return UserRow.model_validate(row)


def _user_rows() -> AnySelect:
    return select(
        User.id, User.username, User.email, Person.name, User.role, User.person_id, User.active,
        User.created_at, User.version,
    ).join(Person, Person.id == User.person_id)  # fmt: skip


async def list_roles(session: AsyncSession) -> RoleList:
    """Every role with its permission codes, by name."""
    roles = (await session.scalars(select(Role).order_by(Role.name))).all()
    held = await session.execute(
        select(RolePermission.role_id, PermissionRow.name)
        .join(PermissionRow, PermissionRow.id == RolePermission.permission_id)
        .order_by(PermissionRow.name)
    )
    codes: dict[int, list[str]] = {}
    for role_id, name in held:
        codes.setdefault(role_id, []).append(name)
    items = [
        RoleOut(
            id=role.id,
            name=role.name,
            label_pt=role.label_pt,
            label_en=role.label_en,
            built_in=role.built_in,
            permissions=codes.get(role.id, []),
            version=role.version,
        )
        for role in roles
    ]
    return RoleList(items=items)


def list_permissions() -> PermissionList:
    """Every permission that the program declares, by code."""
    items = [
        PermissionOut(name=known.code, label_pt=known.label.pt, label_en=known.label.en)
        for _, known in sorted(PERMISSIONS.items())
    ]
    return PermissionList(items=items)


async def role_by_name(session: AsyncSession, name: str) -> Role | None:
    """The role with this name."""
    return await session.scalar(select(Role).where(Role.name == name))


async def codes_of_role(session: AsyncSession, role_id: int) -> Sequence[str]:
    """The permission codes of a role."""
    statement = (
        select(PermissionRow.name)
        .join(RolePermission, RolePermission.permission_id == PermissionRow.id)
        .where(RolePermission.role_id == role_id)
    )
    return (await session.scalars(statement)).all()


async def load_user(session: AsyncSession, actor: Actor, user_id: int) -> User:
    """The user, locked for a change; 404 when ``actor`` may not see him."""
    statement = select(User).where(User.id == user_id, visible(actor)).with_for_update()
    user = await session.scalar(statement)
    if user is None:
        raise NOT_FOUND()
    return user


async def live_sessions(session: AsyncSession, user_ids: Iterable[int]) -> Sequence[AuthSession]:
    """The sessions of these users that were not revoked, locked."""
    statement = (
        select(AuthSession)
        .where(AuthSession.user_id.in_(list(user_ids)), AuthSession.revoked_at.is_(None))
        .order_by(AuthSession.id)
        .with_for_update()
    )
    return (await session.scalars(statement)).all()


async def is_administrator(session: AsyncSession, role_name: str, who: UserRole | User) -> bool:
    """Tell whether this grant, or a grant of this active user, is an organisation-wide one of the role."""
    mine = UserRole.id == who.id if isinstance(who, UserRole) else User.id == who.id
    return bool(await session.scalar(_administrators(role_name).where(mine)))


async def other_administrators(session: AsyncSession, role_name: str, without: UserRole | User) -> bool:
    """Tell whether an active user has the role organisation-wide, leaving one user or grant out."""
    left_out = UserRole.id != without.id if isinstance(without, UserRole) else User.id != without.id
    return bool(await session.scalar(_administrators(role_name).where(left_out)))


def _administrators(role_name: str) -> Select[int]:
    return (
        select(func.count(UserRole.id))
        .join(User, User.id == UserRole.user_id)
        .join(Role, Role.id == UserRole.role_id)
        .where(Role.name == role_name, User.active == true(), UserRole.location_id.is_(None))
    )
