"""Users: making, editing, deactivating them."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST
from levitiis.kit.problems import FieldError
from levitiis.modules.identity import policy
from levitiis.modules.identity.actions.authority import (
    is_self,
    keep_an_administrator,
    load_manageable,
    take_authority,
)
from levitiis.modules.identity.actions.ending import end_sessions
from levitiis.modules.identity.actions.grants import add_grant, grantable_role
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.actions.passwords import (
    confirm_identity,
    hashed_password,
    require_password,
    void_links,
)
from levitiis.modules.identity.errors import OWN_GRANT
from levitiis.modules.identity.events import OwnAccessChanged, UsersChanged
from levitiis.modules.identity.mails import EMAIL_CHANGED
from levitiis.modules.identity.models import User
from levitiis.modules.identity.queries.grants import grant_rows
from levitiis.modules.identity.queries.sessions import find_owner
from levitiis.modules.identity.queries.users import load_user
from levitiis.modules.identity.schemas.users import UserIn, UserPatch
from levitiis.modules.identity.secrets import UserSecrets
from levitiis.modules.identity.sessions import Client, Identity
from levitiis.modules.people.api import PersonIn, create_person, require_person


async def create_user(uow: UnitOfWork, data: UserIn, organisation: str = "") -> User:
    """Make a user with a first grant, and the person behind it unless one is named.

    Without a password he chooses one himself, by a link. It is hashed before the lock is taken, and is
    not made of his names or that of the ``organisation``.
    """
    uow.actor.require_at(policy.USERS_MANAGE, None)
    hashed = None
    if data.password is not None:
        password = data.password.get_secret_value()
        names = (data.username, data.email.partition("@")[0], data.name or "", organisation)
        await require_password(password, "/password", *names)
        hashed = await hashed_password(password)
    await take_authority(uow, policy.USERS_MANAGE)
    role = await grantable_role(uow, data)
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
    await add_grant(uow, user, role, data.location_id)
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


async def edit_user(
    uow: UnitOfWork, identity: Identity, user_id: int, data: UserPatch, expected: int | None, client: Client
) -> User:
    """Change what a user signs in with, or which of his roles is shown first (never one's own).

    A stolen session must not take the account: another e-mail of one's own takes the password, and of
    any the address before is told.

    Raises ``request.stale_version``, ``identity.more_powerful_user``, ``identity.own_grant``,
    ``identity.username_taken``, ``identity.email_taken``; ``request.invalid`` at ``/current_password``.
    """
    if is_self(uow, user_id):
        await _confirm_own_email(uow, identity, data, client)
    await take_authority(uow, policy.USERS_MANAGE)
    sent = data.model_fields_set
    if is_self(uow, user_id):
        if "role" in sent:
            raise OWN_GRANT()
        user = await load_user(uow.session, uow.actor, user_id)
    else:
        user = await load_manageable(uow, user_id)
    check_version(user, expected)
    if "role" in sent:
        if data.role not in {row.name for row in await grant_rows(uow.session, user.id)}:
            raise INVALID_REQUEST(errors=[FieldError("/role", "not_an_option")])
        user.role = data.role
    if "username" in sent:
        user.username, user.username_key = data.username, data.username.lower()
    if "email" in sent and data.email.lower() != user.email_key:
        await notify(uow, identity, user.id, EMAIL_CHANGED, moment=now())
    if "email" in sent:
        user.email, user.email_key = data.email, data.email.lower()
        await void_links(uow, user.id)  # they were sent to the address before
    await uow.flush()
    _tell(uow, user.id)
    return user


async def _confirm_own_email(uow: UnitOfWork, identity: Identity, data: UserPatch, client: Client) -> None:
    """Hold the author to his password before his own e-mail changes; before any lock, as it is hashed."""
    owner = await find_owner(uow.session, uow.actor.id or 0)
    if owner is None or "email" not in data.model_fields_set or data.email.lower() == owner.email_key:
        return
    if data.current_password is None:
        raise INVALID_REQUEST(errors=[FieldError("/current_password", "required")])
    await confirm_identity(uow, identity, data.current_password.get_secret_value(), client)


async def set_user_active(uow: UnitOfWork, user_id: int, active: bool, expected: int | None = None) -> User:
    """Activate or deactivate a user; deactivation ends his sessions at once.

    Raises ``request.stale_version``, ``identity.own_grant``, ``identity.more_powerful_user``,
    ``identity.last_administrator``.
    """
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    if user.active == active:
        return user
    if not active:
        await keep_an_administrator(uow, user)
    user.active = active
    await uow.flush()  # his row before his sessions: a sign-in takes them in that order too
    if not active:
        await end_sessions(uow, user.id, "deactivated")
    _tell(uow, user.id)
    return user


def _tell(uow: UnitOfWork, user_id: int) -> None:
    uow.emit(UsersChanged(object_ids=(user_id,)))
    uow.emit(OwnAccessChanged(object_ids=(user_id,), user_id=user_id))


async def end_user_sessions(
    uow: UnitOfWork, secrets: UserSecrets, user_id: int, expected: int | None
) -> None:
    """Sign another user out everywhere; addresses that open something without signing in end with it.

    Raises what guards every change of another's access.
    """
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    if await end_sessions(uow, user.id, "ended_by_administrator"):
        uow.log("user", user.id, "sessions_ended", {})
    await secrets.revoke_all(uow, user.id)
