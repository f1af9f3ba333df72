"""Grants: giving a user a role for a place, and taking it away."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import FieldError
from levitiis.modules.identity import policy
from levitiis.modules.identity.actions.authority import (
    keep_an_administrator,
    load_manageable,
    require_held,
    take_authority,
)
from levitiis.modules.identity.events import OwnAccessChanged, UsersChanged
from levitiis.modules.identity.models import Role, User, UserRole
from levitiis.modules.identity.queries.grants import grant_rows, load_grant
from levitiis.modules.identity.queries.roles import codes_of_role, role_by_name
from levitiis.modules.identity.schemas.users import GrantIn
from levitiis.modules.locations.api import require_place


async def grantable_role(uow: UnitOfWork, data: GrantIn) -> Role:
    """The role that a body names, if the author may give it for the place that it names.

    Raises ``request.not_found`` for the place, ``identity.beyond_own_grant``.
    """
    role = await role_by_name(uow.session, data.role)
    if role is None:
        raise INVALID_REQUEST(errors=[FieldError("/role", "not_an_option")])
    path = await require_place(uow.session, uow.actor, data.location_id, "/location_id")
    require_held(uow, await codes_of_role(uow.session, role.id), path)
    return role


async def add_grant(uow: UnitOfWork, user: User, role: Role, location_id: int | None) -> UserRole:
    """Write a grant that was checked. Raises ``identity.grant_exists``."""
    grant = UserRole(user_id=user.id, role_id=role.id, location_id=location_id, place_key=location_id or 0)
    uow.session.add(grant)
    await uow.flush()
    return grant


async def grant_role(uow: UnitOfWork, user_id: int, data: GrantIn, expected: int | None = None) -> UserRole:
    """Give a user a role, everywhere or for a place and everything below it.

    Raises ``request.stale_version``, ``identity.own_grant``, ``identity.more_powerful_user``,
    ``identity.beyond_own_grant``, ``identity.grant_exists``.
    """
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    role = await grantable_role(uow, data)
    grant = await add_grant(uow, user, role, data.location_id)
    await _settle(uow, user)
    return grant


async def revoke_grant(uow: UnitOfWork, user_id: int, grant_id: int, expected: int | None = None) -> None:
    """Take a grant away; effective on the user's next request.

    Raises ``request.stale_version``, ``identity.own_grant``, ``identity.more_powerful_user``,
    ``identity.last_administrator``.
    """
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    grant = await load_grant(uow.session, user.id, grant_id)
    await keep_an_administrator(uow, grant)
    await uow.session.delete(grant)
    await uow.flush()
    await _settle(uow, user)


async def _settle(uow: UnitOfWork, user: User) -> None:
    """A role that is shown is one that is held; and whoever looks at the user learns of a new version."""
    held = [row.name for row in await grant_rows(uow.session, user.id)]
    if user.role not in held:
        user.role = held[0] if held else None
    user.updated_at = now()
    await uow.flush()
    uow.emit(UsersChanged(object_ids=(user.id,)))
    uow.emit(OwnAccessChanged(object_ids=(user.id,), user_id=user.id))
