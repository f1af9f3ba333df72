"""Which person a user is: linked by hand, or going over with a merge of people."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.access import Actor
from levitiis.kit.problems import ProblemType
from levitiis.modules.identity import policy
from levitiis.modules.identity.actions.authority import is_self, load_manageable, take_authority
from levitiis.modules.identity.errors import MERGE_TWO_USERS, MERGE_USER
from levitiis.modules.identity.events import UsersChanged
from levitiis.modules.identity.models import User
from levitiis.modules.identity.queries.grants import grant_rows, may_manage
from levitiis.modules.identity.queries.users import load_user
from levitiis.modules.people.api import require_person


async def link_person(uow: UnitOfWork, user_id: int, person_id: int, expected: int | None) -> User:
    """Say which person a user is; the person he was before stays, without a user.

    Raises ``request.stale_version``, ``identity.person_has_user``, ``identity.own_grant``,
    ``identity.more_powerful_user``.
    """
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    await require_person(uow.session, uow.actor, person_id, "/person_id")
    await _link(uow, user, person_id)
    return user


class UserHolder:
    """The user of a person, for merges."""

    kind: Literal["users"] = "users"

    async def count(self, session: AsyncSession, person_id: int) -> int:
        """One or none."""
        statement = select(func.count(User.id)).where(User.person_id == person_id)
        return int(await session.scalar(statement) or 0)

    async def obstacle(
        self, session: AsyncSession, actor: Actor, leaving: int, staying: int
    ) -> ProblemType | None:
        """Two users cannot become one; and a user goes over by who manages him."""
        user_id = await _user_of(session, leaving)
        if user_id is None:
            return None
        if await _user_of(session, staying) is not None:
            return MERGE_TWO_USERS
        manages = actor.scope(policy.USERS_MANAGE).everywhere
        own = actor.id == user_id and manages
        return None if own or may_manage(actor, user_id, await grant_rows(session, user_id)) else MERGE_USER

    async def hand_over(self, uow: UnitOfWork, leaving: int, staying: int) -> int:
        """Link the user of ``leaving``, if any, to ``staying``."""
        user_id = await _user_of(uow.session, leaving)
        if user_id is None:
            return 0
        await take_authority(uow, policy.USERS_MANAGE)
        own = is_self(uow, user_id)
        user = await (load_user(uow.session, uow.actor, user_id) if own else load_manageable(uow, user_id))
        await _link(uow, user, staying)
        return 1


async def _user_of(session: AsyncSession, person_id: int) -> int | None:
    return await session.scalar(select(User.id).where(User.person_id == person_id))


async def _link(uow: UnitOfWork, user: User, person_id: int) -> None:
    user.person_id = person_id
    await uow.flush()
    uow.emit(UsersChanged(object_ids=(user.id,)))
