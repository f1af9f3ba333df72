"""Sign in, stay signed in, sign out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, true, update

from levitiis.infra.db.uow import UnitOfWork, unit_of_work
from levitiis.infra.history.capture import fingerprint
from levitiis.infra.http.client import network_of
from levitiis.infra.jobs.claims import affected
from levitiis.kit.access import PUBLIC_ACTOR, Actor, ActorKind
from levitiis.kit.clock import now
from levitiis.kit.ids import secret_token, token_hash
from levitiis.modules.identity.actions.challenges import make_challenge
from levitiis.modules.identity.actions.limits import claim_attempt, forgive, named, typed
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.devices import device_name, same_device
from levitiis.modules.identity.errors import (
    INVALID_CREDENTIALS,
    REFRESH_RACED,
    SESSION_ENDED,
    TOO_MANY_ATTEMPTS,
)
from levitiis.modules.identity.events import SessionsEnded
from levitiis.modules.identity.mails import NEW_DEVICE
from levitiis.modules.identity.models import AuthSession, SpentToken, User
from levitiis.modules.identity.passwords import TooBusyError, verify_password
from levitiis.modules.identity.queries.account import has_second_factor, seen_before
from levitiis.modules.identity.queries.sessions import SignInRow, find_for_sign_in
from levitiis.modules.identity.schemas.sign_in import Credentials
from levitiis.modules.identity.sessions import Client, Identity, is_race

_LOOKS = 3
"""How often a password is looked at that is changed meanwhile."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A live session: its actor, and the refresh token that only its owner learns."""

    actor: Actor
    refresh_token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Challenged:
    """The password was right; the second step is still to come. ``token`` is kept nowhere."""

    token: str


async def sign_in(
    uow: UnitOfWork, identity: Identity, credentials: Credentials, client: Client
) -> SignedIn | Challenged:
    """Open a session for a user name or e-mail and its password, or ask for the second step.

    Neither the database nor a lock is held while the password is hashed. Whether the account exists
    is told neither by the answer nor by its time, nor by what is said while it is closed
    (:mod:`~levitiis.modules.identity.actions.limits`).
    """
    name = credentials.username
    async with identity.database.reading() as session:
        found = await find_for_sign_in(session, name)
    untold = named(identity, name, found.id if found else None)
    opened = await claim_attempt(identity, uow.origin, typed(identity, name, client), untold)
    user = await _known(uow, identity, credentials, client, opened=opened)
    if await has_second_factor(uow.session, user.id):
        uow.log("user", user.id, "second_step_asked", {})
        return Challenged(await make_challenge(uow, user.id))
    await forgive(uow, identity, user, client, now())
    return await open_session(uow, identity, user.id, client)


async def _known(
    uow: UnitOfWork, identity: Identity, credentials: Credentials, client: Client, *, opened: bool
) -> SignInRow:
    """The user whose password it is, his row held from now on. Raises ``identity.invalid_credentials``.

    The password may be changed while it is hashed here. What was checked is then no longer his, and
    is looked at once more: a session that opened all the same would outlive the change. A closed account's
    password is not looked at: it gets what an unknown one gets.
    """
    password = credentials.password.get_secret_value()
    for _ in range(_LOOKS):
        async with identity.database.reading() as session:
            found = await find_for_sign_in(session, credentials.username)
        hashed = found.password_hash if found and opened else None
        try:
            fits, renewed = await verify_password(password, hashed)
        except TooBusyError as busy:
            raise TOO_MANY_ATTEMPTS(seconds=5, headers={"Retry-After": "5"}) from busy
        if not (fits and found and hashed and found.active):
            await remember_failure(uow, identity, credentials.username, client, found.id if found else None)
            break
        if await _hold(uow, found.id, hashed):
            if renewed:
                await _renew_hash(uow, found.id, hashed, renewed)
            return found
        await uow.session.rollback()
    raise INVALID_CREDENTIALS()


async def _hold(uow: UnitOfWork, user_id: int, password_hash: str) -> bool:
    """Lock the row of an active user whose password is still the one that was checked."""
    statement = select(User.id).where(
        User.id == user_id, User.password_hash == password_hash, User.active == true()
    )
    return await uow.session.scalar(statement.with_for_update()) is not None


async def remember_failure(
    uow: UnitOfWork, identity: Identity, account: str, client: Client, user_id: int | None
) -> None:
    """Write a failed sign-in into the trail, in a transaction of its own."""
    data = {
        "account": identity.fingerprint(account.strip().lower()),
        "address": identity.fingerprint(network_of(client.address)),
    }
    async with unit_of_work(identity.database, PUBLIC_ACTOR, uow.origin, identity.trail_key) as own:
        own.log("user", user_id, "sign_in_failed", data)
        await own.commit()


async def _renew_hash(uow: UnitOfWork, user_id: int, old: str, new: str) -> None:
    statement = update(User).where(User.id == user_id, User.password_hash == old).values(password_hash=new)
    changed = await affected(uow.session, statement.execution_options(synchronize_session=False))
    if changed:
        pair = [fingerprint(value, uow.trail_key) for value in (old, new)]
        uow.log("user", user_id, "password_rehashed", {"changes": {"password_hash": pair}})


async def open_session(uow: UnitOfWork, identity: Identity, user_id: int, client: Client) -> SignedIn:
    """A new session for a user who has shown all that is asked of him.

    It takes the place of the one that this browser held: nobody could use or end that any more, and it
    would live on. The user's row is taken before any session's, here as wherever sessions are ended.
    """
    moment, token = now(), secret_token()
    await _remember_sign_in(uow, user_id, moment)
    await _tell_of_new_device(uow, identity, user_id, client, moment)
    row = AuthSession(
        user_id=user_id,
        token_hash=token_hash(token),
        rotated_at=moment,
        created_at=moment,
        expires_at=identity.expiry(moment, moment),
        user_agent=client.stored_agent,
        address=client.stored_address,
    )
    uow.session.add(row)
    await uow.flush()
    uow.actor = await identity.actor(uow.session, user_id, row.id)
    if client.replaced:
        for session_id in await _sessions_of(uow, client.replaced):
            await _revoke(uow, session_id, "replaced", {})
    return SignedIn(uow.actor, token, row.expires_at)


async def _remember_sign_in(uow: UnitOfWork, user_id: int, moment: datetime) -> None:
    """The row's version stays: this is not what an administrator edits.

    It comes first: whoever deactivates the user meanwhile waits, or is waited for and then found.
    """
    statement = update(User).where(User.id == user_id).values(last_sign_in_at=moment)
    await uow.session.execute(statement.execution_options(synchronize_session=False))


async def _tell_of_new_device(
    uow: UnitOfWork, identity: Identity, user_id: int, client: Client, moment: datetime
) -> None:
    """Mail to whoever signs in where he has not been signed in lately; nothing at the very first sign-in."""
    if not identity.mailer.enabled:
        return
    seen = await seen_before(uow.session, user_id)
    here = (client.user_agent, client.address)
    if seen and not any(same_device(here, one) for one in seen):
        device = device_name(client.user_agent) or "?"
        await notify(uow, identity, user_id, NEW_DEVICE, moment=moment, device=device, address=client.address)


async def refresh(uow: UnitOfWork, identity: Identity, token: str, client: Client) -> SignedIn:
    """Exchange a refresh token for the next one, by one conditional UPDATE: of many, one succeeds.

    It also keeps where the session is used; ordinary requests write nothing.
    """
    moment, spent, salt = now(), token_hash(token), secret_token()
    successor = identity.successor(token, salt)
    statement = (
        update(AuthSession)
        .where(
            AuthSession.token_hash == spent,
            AuthSession.revoked_at.is_(None),
            AuthSession.expires_at > moment,
            AuthSession.created_at > moment - identity.absolute_life,
            AuthSession.user_id.in_(select(User.id).where(User.active == true())),
        )
        .values(
            token_hash=token_hash(successor),
            previous_hash=spent,
            generation=AuthSession.generation + 1,
            rotated_at=moment,
            expires_at=moment + identity.idle_life,
            used_agent=client.stored_agent,
            used_address=client.stored_address,
        )
        .returning(AuthSession.id, AuthSession.user_id, AuthSession.created_at)
        .execution_options(synchronize_session=False)
    )
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        return await _given_again(uow, identity, token, moment)
    rows = [{"token_hash": spent, "session_id": row.id, "spent_at": moment, "salt": salt}]
    await uow.session.execute(insert(SpentToken), rows)
    uow.actor = await identity.actor(uow.session, row.user_id, row.id)
    return SignedIn(uow.actor, successor, identity.expiry(row.created_at, moment))


async def _given_again(uow: UnitOfWork, identity: Identity, token: str, moment: datetime) -> SignedIn:
    """The successor of a token that was exchanged a moment ago, while nothing has followed it.

    The answer may have been lost, as when a page is loaded anew before it has come; or several tabs
    asked at once. Raises ``identity.refresh_raced`` when the next token is in use already, and
    ``identity.session_ended``; a token spent for longer was stolen: it ends the family, which is remembered.
    """
    statement = (
        select(
            AuthSession.id,
            AuthSession.user_id,
            AuthSession.token_hash,
            AuthSession.expires_at,
            SpentToken.spent_at,
            SpentToken.salt,
        )
        .join(SpentToken, SpentToken.session_id == AuthSession.id)
        .where(SpentToken.token_hash == token_hash(token), AuthSession.revoked_at.is_(None))
    )
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        raise SESSION_ENDED()
    if not is_race(row.spent_at, moment):
        await uow.session.rollback()
        async with unit_of_work(identity.database, PUBLIC_ACTOR, uow.origin, identity.trail_key) as own:
            await _revoke(own, row.id, "reuse", {"user_id": row.user_id})
            await own.commit()
        raise SESSION_ENDED()
    successor = identity.successor(token, row.salt) if row.salt else ""
    if token_hash(successor) != row.token_hash:
        raise REFRESH_RACED(headers={"Retry-After": "0"})
    uow.actor = await identity.actor(uow.session, row.user_id, row.id)
    return SignedIn(uow.actor, successor, row.expires_at)


async def sign_out(uow: UnitOfWork, token: str | None, bearer: Actor | None) -> None:
    """End the session of a refresh token (the current or one that was used up) and that of the bearer."""
    ids: set[int] = {bearer.session_id} if bearer and bearer.session_id else set()
    if token:
        ids.update(await _sessions_of(uow, token))
    for session_id in sorted(ids):
        row = await uow.session.get(AuthSession, session_id)
        if row is not None and uow.actor.id is None:
            uow.actor = Actor(ActorKind.USER, row.user_id, "", session_id=row.id)
        await _revoke(uow, session_id, "signed_out", {})


async def _sessions_of(uow: UnitOfWork, token: str) -> Sequence[int]:
    """The session of a refresh token, the current or one that was used up; none for any other."""
    hashed = token_hash(token)
    spent = select(SpentToken.session_id).where(SpentToken.token_hash == hashed)
    statement = select(AuthSession.id).where((AuthSession.token_hash == hashed) | AuthSession.id.in_(spent))
    return (await uow.session.scalars(statement)).all()


async def _revoke(uow: UnitOfWork, session_id: int, reason: str, data: dict[str, Any]) -> None:
    row = await uow.session.get(AuthSession, session_id, with_for_update=True)
    if row is None or row.revoked_at is not None:
        return
    row.revoke(now(), reason)
    if reason == "reuse":
        uow.log("session", session_id, "refresh_reused", data)
    uow.emit(SessionsEnded(object_ids=(session_id,), user_id=row.user_id))
