"""Reads of users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.paging import fetch_page, page_of
from levitiis.infra.db.search import matches
from levitiis.infra.db.tree_queries import subtree_of
from levitiis.kit.access import Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.text import like_escape, search_key
from levitiis.modules.identity.models import AuthSession, Role, SecondFactor, User, UserRole
from levitiis.modules.identity.policy import USERS_MANAGE, visible
from levitiis.modules.identity.queries.actor import role_brief
from levitiis.modules.identity.queries.grants import GrantRow, grant_rows, may_manage, shown
from levitiis.modules.identity.schemas.users import UserAction, UserFilter, UserOut, UserRow, UserSort
from levitiis.modules.locations.models import Location
from levitiis.modules.locations.policy import visible as place_visible
from levitiis.modules.people.models import Person

AnySelect = Select[*tuple[Any, ...]]

_NEVER = case((User.last_sign_in_at.is_(None), 1), else_=0)
_USER_ORDER: Mapping[UserSort, tuple[Any, ...]] = {
    UserSort.NAME: (Person.sort_key, User.id),
    UserSort.NAME_DESC: (Person.sort_key.desc(), User.id.desc()),
    UserSort.USERNAME: (User.username_key, User.id),
    UserSort.USERNAME_DESC: (User.username_key.desc(), User.id.desc()),
    UserSort.SIGNED_IN: (_NEVER, User.last_sign_in_at, User.id),
    UserSort.SIGNED_IN_DESC: (_NEVER, User.last_sign_in_at.desc(), User.id.desc()),
}


async def list_users(session: AsyncSession, actor: Actor, params: UserFilter) -> Page[UserRow]:
    """Users whom ``actor`` may see."""
    conditions = _conditions(actor, params)
    rows = _user_rows().where(*conditions).order_by(*_USER_ORDER[params.sort])
    matching = select(User.id).join(Person, Person.id == User.person_id).where(*conditions)
    found, total = await fetch_page(session, rows, matching, params)
    return page_of(Page[UserRow], [UserRow(**_values(row)) for row in found], params, total)


def _conditions(actor: Actor, params: UserFilter) -> list[ColumnElement[bool]]:
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
        having = select(UserRole.user_id).join(Role, Role.id == UserRole.role_id)
        conditions.append(User.id.in_(having.where(Role.name == params.role)))
    if params.person_id is not None:
        conditions.append(User.person_id == params.person_id)
    if params.location_id is not None:
        below = subtree_of(Location, params.location_id, place_visible(actor))
        there = select(UserRole.user_id).join(Location, Location.id == UserRole.location_id).where(below)
        conditions.append(User.id.in_(there))
    return conditions


async def get_user(session: AsyncSession, actor: Actor, user_id: int) -> UserOut:
    """A user with his grants; 404 when ``actor`` may not see him."""
    sessions = (
        select(func.count(AuthSession.id))
        .where(
            AuthSession.user_id == User.id,
            AuthSession.revoked_at.is_(None),
            AuthSession.expires_at > now(),
        )
        .scalar_subquery()
    )
    stepped = exists().where(SecondFactor.user_id == User.id, SecondFactor.confirmed_at.is_not(None))
    statement = _user_rows().add_columns(sessions.label("session_count"), stepped.label("second_factor"))
    row = (await session.execute(statement.where(User.id == user_id, visible(actor)))).one_or_none()
    if row is None:
        raise NOT_FOUND()
    grants = await grant_rows(session, user_id)
    return UserOut(
        **_values(row),
        session_count=row.session_count,
        second_factor=row.second_factor,
        grants=shown(actor, user_id, grants),
        allowed_actions=_allowed(actor, row, grants),
    )


def _allowed(actor: Actor, row: Row[*tuple[Any, ...]], grants: Sequence[GrantRow]) -> list[UserAction]:
    if may_manage(actor, row.id, grants):
        offered: dict[UserAction, bool] = {
            "edit": True,
            "link_person": True,
            "grant": True,
            "deactivate": row.active,
            "reactivate": not row.active,
            "send_link": row.active,
            "end_sessions": row.session_count > 0,
            "remove_second_factor": row.second_factor,
        }
        return [action for action, wanted in offered.items() if wanted]
    return ["edit"] if actor.id == row.id and actor.scope(USERS_MANAGE).everywhere else []


def _user_rows() -> AnySelect:
    grants = select(func.count(UserRole.id)).where(UserRole.user_id == User.id).scalar_subquery()
    return (
        select(
            User.id, User.username, User.email, Person.name, User.role, Role.label_pt, Role.label_en,
            grants.label("grant_count"), User.person_id, User.active, User.last_sign_in_at,
            User.created_at, User.version, User.password_hash.is_(None).label("invited"),
        )
        .join(Person, Person.id == User.person_id)
        .outerjoin(Role, Role.name == User.role)
    )  # fmt: skip


def _values(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    """What ``UserRow`` is made of."""
    plain = ("id", "username", "email", "name", "grant_count", "person_id", "active", "invited")
    moments = ("last_sign_in_at", "created_at", "version")
    values = {name: getattr(row, name) for name in (*plain, *moments)}
    return {**values, "role": role_brief(row.role, row.label_pt, row.label_en)}


async def load_user(session: AsyncSession, actor: Actor, user_id: int) -> User:
    """The user, locked for a change; 404 when ``actor`` may not see him."""
    statement = select(User).where(User.id == user_id, visible(actor)).with_for_update()
    user = await session.scalar(statement.execution_options(populate_existing=True))
    if user is None:
        raise NOT_FOUND()
    return user
