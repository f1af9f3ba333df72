"""Challenges: sign-ins that wait for their second step."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, insert, select, true

from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.claims import affected
from levitiis.kit.clock import now
from levitiis.kit.ids import secret_token, token_hash
from levitiis.modules.identity.models import SignInChallenge, User

CHALLENGE_SECONDS = 300


async def make_challenge(uow: UnitOfWork, user_id: int) -> str:
    """A challenge for a user whose password was right; good once, for five minutes."""
    token, moment = secret_token(), now()
    values = {
        "token_hash": token_hash(token),
        "user_id": user_id,
        "expires_at": moment + timedelta(seconds=CHALLENGE_SECONDS),
    }
    await uow.session.execute(insert(SignInChallenge), [values])
    return token


async def challenged_user(uow: UnitOfWork, token: str) -> int | None:
    """The active user for whom a challenge stands."""
    statement = (
        select(SignInChallenge.user_id)
        .join(User, User.id == SignInChallenge.user_id)
        .where(SignInChallenge.token_hash == token_hash(token), SignInChallenge.expires_at > now())
        .where(User.active == true())
    )
    found = await uow.session.scalar(statement)
    return int(found) if found is not None else None


async def drop_challenges(uow: UnitOfWork, user_id: int) -> None:
    """Forget every sign-in of a user that waits: its password is not his any more."""
    statement = delete(SignInChallenge).where(SignInChallenge.user_id == user_id)
    await uow.session.execute(statement.execution_options(synchronize_session=False))


async def take_challenge(uow: UnitOfWork, token: str) -> bool:
    """Use a challenge up: of many who bring it, one does."""
    taking = delete(SignInChallenge).where(SignInChallenge.token_hash == token_hash(token))
    return bool(await affected(uow.session, taking.execution_options(synchronize_session=False)))
