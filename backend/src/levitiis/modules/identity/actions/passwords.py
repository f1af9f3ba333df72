"""Own passwords: changing one, and choosing one by a one-time link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, insert, select, true, update

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor, ActorKind
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST, UNAUTHENTICATED
from levitiis.kit.ids import secret_token, token_hash
from levitiis.kit.problems import FieldError, Problem
from levitiis.modules.identity.actions.challenges import drop_challenges
from levitiis.modules.identity.actions.ending import end_sessions
from levitiis.modules.identity.actions.limits import (
    claim_within,
    forgive,
    forgive_account,
    forgive_now,
    proven,
)
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.errors import LINK_INVALID, TOO_MANY_ATTEMPTS
from levitiis.modules.identity.mails import PASSWORD_CHANGED
from levitiis.modules.identity.models import PasswordLink, User
from levitiis.modules.identity.passwords import (
    MAX_LENGTH,
    MIN_LENGTH,
    TooBusyError,
    find_fault,
    hash_password,
    verify_password,
)
from levitiis.modules.identity.queries.links import LinkRow, find_link
from levitiis.modules.identity.queries.sessions import Owner, find_owner
from levitiis.modules.identity.schemas.account import LinkRedemption, PasswordChange
from levitiis.modules.identity.secrets import UserSecrets
from levitiis.modules.identity.sessions import Client, Identity

Purpose = Literal["reset", "invitation"]
LINK_LIFE: Mapping[Purpose, timedelta] = {"reset": timedelta(minutes=30), "invitation": timedelta(days=7)}
PAGE = "/senha"
"""The page of the web app that a link leads to; the token is in the fragment."""

_LIMITS = {"too_short": MIN_LENGTH, "too_long": MAX_LENGTH}


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link: its token, which is kept nowhere, and how long it is good."""

    token: str
    expires_at: datetime


async def require_password(password: str, pointer: str, *about: str) -> None:
    """Raise ``request.invalid`` with what is wrong with a new password (R05).

    Raises ``identity.too_many_attempts`` while too many wait.
    """
    try:
        fault = await find_fault(password, *about)
    except TooBusyError as busy:
        raise TOO_MANY_ATTEMPTS(seconds=5, headers={"Retry-After": "5"}) from busy
    if fault:
        params = {"limit": str(_LIMITS[fault])} if fault in _LIMITS else {}
        raise INVALID_REQUEST(errors=[FieldError(pointer, fault, params)])


async def hashed_password(password: str) -> str:
    """The hash of a new password. Raises ``identity.too_many_attempts`` while too many wait to be hashed."""
    try:
        return await hash_password(password)
    except TooBusyError as busy:
        raise TOO_MANY_ATTEMPTS(seconds=5, headers={"Retry-After": "5"}) from busy


async def confirm_identity(uow: UnitOfWork, identity: Identity, password: str, client: Client) -> Owner:
    """Hold the author to his own password before what a stolen session must not do.

    Wrong ones count like failed sign-ins. Raises ``request.invalid`` at ``/current_password``,
    ``identity.too_many_attempts``.
    """
    owner = await find_owner(uow.session, uow.actor.id or 0)
    if owner is None:
        raise UNAUTHENTICATED()
    await claim_within(uow, identity, proven(identity, owner.id, client))
    try:
        fits, _ = await verify_password(password, owner.password_hash)
    except TooBusyError as busy:
        raise TOO_MANY_ATTEMPTS(seconds=5, headers={"Retry-After": "5"}) from busy
    if not fits:
        raise INVALID_REQUEST(errors=[FieldError("/current_password", "wrong_password")])
    await forgive(uow, identity, owner, client, now())
    return owner


async def change_password(
    uow: UnitOfWork, identity: Identity, secrets: UserSecrets, data: PasswordChange, client: Client
) -> None:
    """Change one's own password; every other session ends (R04), and the owner hears of it by mail.

    His addresses that open something without signing in end where he wants it.
    """
    new = data.new_password.get_secret_value()
    owner = await confirm_identity(uow, identity, data.current_password.get_secret_value(), client)
    try:
        await require_password(new, "/new_password", *owner.names, identity.settings.organisation)
    except Problem:
        await forgive_now(uow, identity, owner, client)
        raise
    hashed = await hashed_password(new)
    user = await _locked(uow, owner.id)
    if user.password_hash != owner.password_hash:  # another change came first
        raise INVALID_REQUEST(errors=[FieldError("/current_password", "wrong_password")])
    user.password_hash = hashed
    await _after_change(uow, identity, owner.id, "password_changed", keep=uow.actor.session_id)
    if data.revoke_feeds:
        await secrets.revoke_all(uow, owner.id)


async def make_link(uow: UnitOfWork, user_id: int, purpose: Purpose) -> Link:
    """A new link for a user; a new invitation makes earlier ones worthless."""
    moment, token = now(), secret_token()
    link = Link(token, moment + LINK_LIFE[purpose])
    if purpose == "invitation":
        await void_links(uow, user_id)
    values = {
        "token_hash": token_hash(token),
        "user_id": user_id,
        "purpose": purpose,
        "created_at": moment,
        "expires_at": link.expires_at,
    }
    await uow.session.execute(insert(PasswordLink), [values])
    return link


async def void_links(uow: UnitOfWork, user_id: int) -> None:
    """Make every link of a user worthless."""
    statement = delete(PasswordLink).where(PasswordLink.user_id == user_id, PasswordLink.used_at.is_(None))
    await uow.session.execute(statement.execution_options(synchronize_session=False))


async def redeem_link(
    uow: UnitOfWork, identity: Identity, secrets: UserSecrets, data: LinkRedemption
) -> LinkRow:
    """Choose a password by a link; of many who try, one does. Every session, address and other link ends.

    The link is looked at before anything is hashed, and taken only with a password that is acceptable.
    Raises ``identity.link_invalid``, ``request.invalid``.
    """
    hashed_token = token_hash(data.token)
    found = await find_link(uow.session, data.token)
    owner = await find_owner(uow.session, found.user_id) if found else None
    if found is None or owner is None:
        raise LINK_INVALID()
    new = data.password.get_secret_value()
    await require_password(new, "/password", *owner.names, identity.settings.organisation)
    hashed = await hashed_password(new)
    taking = (
        update(PasswordLink)
        .where(PasswordLink.token_hash == hashed_token, PasswordLink.used_at.is_(None))
        .where(PasswordLink.expires_at > now())
        .where(PasswordLink.user_id.in_(select(User.id).where(User.active == true())))
        .values(used_at=now())
        .returning(PasswordLink.user_id)
        .execution_options(synchronize_session=False)
    )
    if await uow.session.scalar(taking) is None:
        raise LINK_INVALID()
    uow.actor = Actor(ActorKind.LINK, owner.id, owner.username)
    user = await _locked(uow, owner.id)
    user.password_hash = hashed
    await forgive_account(uow, identity, owner)  # whoever forgot his password has often tried too often
    await _after_change(uow, identity, owner.id, f"password_set_by_{found.purpose}", keep=None)
    await secrets.revoke_all(uow, owner.id)
    return found


async def _locked(uow: UnitOfWork, user_id: int) -> User:
    statement = select(User).where(User.id == user_id).with_for_update()
    return (await uow.session.scalars(statement.execution_options(populate_existing=True))).one()


async def _after_change(
    uow: UnitOfWork, identity: Identity, user_id: int, reason: str, *, keep: int | None
) -> None:
    await void_links(uow, user_id)
    await drop_challenges(uow, user_id)
    await end_sessions(uow, user_id, reason, keep=keep)
    uow.log("user", user_id, reason, {})
    await notify(uow, identity, user_id, PASSWORD_CHANGED, moment=now())
