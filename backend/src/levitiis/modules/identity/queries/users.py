"""Reads of users."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.paging import fetch_page
from levitiis.infra.db.search import matches
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.paging import Page
from levitiis.kit.text import like_escape, search_key
from levitiis.modules.identity.models import User
from levitiis.modules.identity.policy import visible
from levitiis.modules.identity.schemas.users import UserFilter, UserRow, UserSort
from levitiis.modules.people.models import Person

AnySelect = Select[*tuple[Any, ...]]

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


async def load_user(session: AsyncSession, actor: Actor, user_id: int) -> User:
    """The user, locked for a change; 404 when ``actor`` may not see him."""
    statement = select(User).where(User.id == user_id, visible(actor)).with_for_update()
    user = await session.scalar(statement)
    if user is None:
        raise NOT_FOUND()
    return user
