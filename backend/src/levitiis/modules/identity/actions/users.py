"""Users and their grants."""

from __future__ import annotations

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import PERMISSIONS, Actor
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.problems import FieldError
from levitiis.modules.identity import policy
from levitiis.modules.identity.errors import BEYOND_OWN_GRANT, LAST_ADMINISTRATOR, OWN_GRANT
from levitiis.modules.identity.events import OwnAccessChanged, SessionsEnded, UsersChanged
from levitiis.modules.identity.models import Role, User, UserRole
from levitiis.modules.identity.passwords import MAX_LENGTH, MIN_LENGTH, hash_password, password_fault
from levitiis.modules.identity.queries.administrators import is_administrator, other_administrators
from levitiis.modules.identity.queries.roles import codes_of_role, role_by_name
from levitiis.modules.identity.queries.sessions import live_sessions
from levitiis.modules.identity.queries.users import load_user
from levitiis.modules.identity.roles import ADMINISTRATOR
from levitiis.modules.identity.schemas.users import UserIn
from levitiis.modules.locations.api import path_of, require_place
from levitiis.modules.people.api import PersonIn, create_person, require_person

_LIMITS = {"too_short": MIN_LENGTH, "too_long": MAX_LENGTH}


async def create_user(uow: UnitOfWork, data: UserIn) -> User:
    """Make a user with a first grant, and the person behind it unless one is named."""
    uow.actor.require_at(policy.USERS_MANAGE, None)
    password = data.password.get_secret_value()
    _require_password(password, data)
    role, path = await _role_and_path(uow, data.role, data.location_id)
    await _require_grantable(uow, role, path)
    hashed = await hash_password(password)
    user = User(
        username=data.username,
        username_key=data.username.lower(),
        email=data.email,
        email_key=data.email.lower(),
        password_hash=hashed,
        role=role.name,
        person_id=await _person(uow, data),
        preferences={},
    )
    uow.session.add(user)
    await uow.flush()
    uow.session.add(_grant(user.id, role, data.location_id))
    await uow.flush()
    uow.emit(UsersChanged(object_ids=(user.id,)))
    return user


async def _person(uow: UnitOfWork, data: UserIn) -> int:
    if data.person_id is not None:
        await require_person(uow.session, uow.actor, data.person_id, "/person_id")
        return data.person_id
    if not data.name:
        raise INVALID_REQUEST(errors=[FieldError("/name", "required")])
    person = await create_person(uow, PersonIn(name=data.name, email=data.email))
    return person.id


def _require_password(password: str, data: UserIn) -> None:
    fault = password_fault(password, data.username, data.email.partition("@")[0], data.name or "")
    if fault:
        params = {"limit": str(_LIMITS[fault])} if fault in _LIMITS else {}
        raise INVALID_REQUEST(errors=[FieldError("/password", fault, params)])


async def _role_and_path(uow: UnitOfWork, name: str, location_id: int | None) -> tuple[Role, str | None]:
    role = await role_by_name(uow.session, name)
    if role is None:
        raise INVALID_REQUEST(errors=[FieldError("/role", "not_an_option")])
    return role, await require_place(uow.session, uow.actor, location_id, "/location_id")


async def _require_grantable(uow: UnitOfWork, role: Role, path: str | None) -> None:
    """Nobody grants or takes away more than he has, nor where he does not have it."""
    if uow.actor.unrestricted:
        return
    for code in await codes_of_role(uow.session, role.id):
        known = PERMISSIONS.get(code)
        if known is None or not uow.actor.scope(known).covers(path):
            raise BEYOND_OWN_GRANT()


def _grant(user_id: int, role: Role, location_id: int | None) -> UserRole:
    return UserRole(user_id=user_id, role_id=role.id, location_id=location_id, place_key=location_id or 0)


async def grant_role(uow: UnitOfWork, user_id: int, role_name: str, location_id: int | None) -> UserRole:
    """Give a user a role, organisation-wide or for a place and everything below it."""
    uow.actor.require_at(policy.USERS_MANAGE, None)
    user = await _other_user(uow, user_id)
    role, path = await _role_and_path(uow, role_name, location_id)
    await _require_grantable(uow, role, path)
    grant = _grant(user.id, role, location_id)
    uow.session.add(grant)
    await uow.flush()
    _tell(uow, user.id)
    return grant


async def revoke_grant(uow: UnitOfWork, grant_id: int) -> None:
    """Take a grant away; effective on the user's next request."""
    uow.actor.require_at(policy.USERS_MANAGE, None)
    grant = await uow.session.get(UserRole, grant_id, with_for_update=True)
    if grant is None:
        raise NOT_FOUND()
    user = await _other_user(uow, grant.user_id)
    role = await uow.session.get_one(Role, grant.role_id)
    await _require_grantable(uow, role, await path_of(uow.session, grant.location_id))
    await _keep_an_administrator(uow, grant)
    await uow.session.delete(grant)
    await uow.flush()
    _tell(uow, user.id)


async def set_user_active(uow: UnitOfWork, user_id: int, active: bool) -> User:
    """Activate or deactivate a user; deactivation ends his sessions at once."""
    uow.actor.require_at(policy.USERS_MANAGE, None)
    user = await _other_user(uow, user_id)
    if user.active == active:
        return user
    if not active:
        await _keep_an_administrator(uow, user)
        await end_sessions(uow, user.id, "deactivated")
    user.active = active
    await uow.flush()
    _tell(uow, user.id)
    return user


async def end_sessions(uow: UnitOfWork, user_id: int, reason: str) -> None:
    """End every session of a user and close his live connections."""
    ended = await live_sessions(uow.session, [user_id])
    for row in ended:
        row.revoke(now(), reason)
    if ended:
        uow.emit(SessionsEnded(object_ids=tuple(row.id for row in ended), user_id=user_id))


async def _other_user(uow: UnitOfWork, user_id: int) -> User:
    if _is_self(uow.actor, user_id):
        raise OWN_GRANT()
    return await load_user(uow.session, uow.actor, user_id)


def _is_self(actor: Actor, user_id: int) -> bool:
    return not actor.unrestricted and actor.id == user_id


async def _keep_an_administrator(uow: UnitOfWork, without: User | UserRole) -> None:
    """Refuse to lose the last one; the lock makes two who remove each other take turns."""
    await dialect_of(uow.session).lock(uow.session, "identity:administrators")
    if not await is_administrator(uow.session, ADMINISTRATOR, without):
        return
    if not await other_administrators(uow.session, ADMINISTRATOR, without):
        raise LAST_ADMINISTRATOR()


def _tell(uow: UnitOfWork, user_id: int) -> None:
    uow.emit(UsersChanged(object_ids=(user_id,)))
    uow.emit(OwnAccessChanged(object_ids=(user_id,), user_id=user_id))
