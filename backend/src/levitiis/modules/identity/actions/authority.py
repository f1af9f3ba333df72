"""Who may change whose rights: nobody gives, takes away or changes more than he has himself.

Every change of rights (grants, roles, activation, whatever lets one act as somebody else) begins with
:func:`take_authority`; so does the move of a place, which changes what holds over it, with
:func:`take_turn`. One lock for all of them makes them take turns, so that what was checked still holds
when it is written; they are rare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Permission
from levitiis.kit.common_problems import FORBIDDEN
from levitiis.modules.identity import policy
from levitiis.modules.identity.errors import (
    BEYOND_OWN_GRANT,
    LAST_ADMINISTRATOR,
    MORE_POWERFUL_USER,
    OWN_GRANT,
)
from levitiis.modules.identity.models import User, UserRole
from levitiis.modules.identity.queries.actor import present_scopes
from levitiis.modules.identity.queries.administrators import is_administrator, other_administrators
from levitiis.modules.identity.queries.grants import covers_all, grant_rows
from levitiis.modules.identity.queries.users import load_user
from levitiis.modules.identity.roles import ADMINISTRATOR


async def take_authority(uow: UnitOfWork, wanted: Permission) -> None:
    """Wait for one's turn, then hold the author to what he may do *now*: it may have changed meanwhile.

    Raises ``request.forbidden`` unless he has ``wanted`` everywhere, ``request.unauthenticated`` when he
    was deactivated.
    """
    await take_turn(uow)
    uow.actor.require_at(wanted, None)


async def take_turn(uow: UnitOfWork) -> None:
    """Wait for one's turn to change rights; the author's are then those of this moment.

    Raises ``request.unauthenticated`` when he was deactivated.
    """
    await dialect_of(uow.session).lock(uow.session, "identity:authority")
    if uow.actor.unrestricted:
        return
    if uow.actor.id is None:
        raise FORBIDDEN()
    uow.actor = replace(uow.actor, scopes=await present_scopes(uow.session, uow.actor.id))


def is_self(uow: UnitOfWork, user_id: int) -> bool:
    """Tell whether the author is this user."""
    return not uow.actor.unrestricted and uow.actor.id == user_id


async def load_manageable(uow: UnitOfWork, user_id: int) -> User:
    """Another user, locked, after :func:`take_authority`: for a change of what he may do or signs in with.

    Raises ``request.not_found``, ``identity.own_grant`` for oneself, ``identity.more_powerful_user`` for
    somebody who has more than the author.
    """
    if is_self(uow, user_id):
        raise OWN_GRANT()
    user = await load_user(uow.session, uow.actor, user_id)
    if not covers_all(uow.actor, await grant_rows(uow.session, user.id)):
        raise MORE_POWERFUL_USER()
    return user


def require_held(uow: UnitOfWork, codes: Iterable[str], path: str | None) -> None:
    """Raise ``identity.beyond_own_grant`` unless the author has these permissions at ``path``."""
    if not policy.covers(uow.actor, codes, path):
        raise BEYOND_OWN_GRANT()


async def keep_an_administrator(uow: UnitOfWork, without: User | UserRole) -> None:
    """Refuse to lose the last active administrator (I17), after :func:`take_authority`."""
    if not await is_administrator(uow.session, ADMINISTRATOR, without):
        return
    if not await other_administrators(uow.session, ADMINISTRATOR, without):
        raise LAST_ADMINISTRATOR()
