"""Limits on sign-in attempts: per account and per address, in a sliding window kept in the database.

An attempt is written down *before* the password is looked at and taken back when it succeeds, so
attempts that run in parallel count each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import Origin, UnitOfWork, unit_of_work
from levitiis.infra.http.client import network_of
from levitiis.kit.access import PUBLIC_ACTOR
from levitiis.kit.clock import now
from levitiis.modules.identity.errors import TOO_MANY_ATTEMPTS
from levitiis.modules.identity.models import SignInAttempt
from levitiis.modules.identity.sessions import Client, Identity

RESETS_PER_ACCOUNT = 3
RESETS_PER_ADDRESS = 30
"""Links that may be asked for within the window of the sign-in limits."""


def subjects(
    identity: Identity, account: str, client: Client, user_id: int | None = None
) -> Mapping[str, int]:
    """What is counted, in the order in which it is locked, each with its limit.

    A user is one account, whether his name or his e-mail was typed; what is no user's counts as typed.
    """
    name = identity.fingerprint(f"user {user_id}" if user_id else account.strip().lower())
    return {
        f"account:{name}": identity.settings.sign_in_failures_per_account,
        f"address:{network_of(client.address)}"[:80]: identity.settings.sign_in_failures_per_address,
    }


def reset_subjects(identity: Identity, account: str, client: Client) -> Mapping[str, int]:
    """What is counted when somebody asks for a link: each may bring a mail to somebody else."""
    name = identity.fingerprint(account.strip().lower())
    return {
        f"reset-account:{name}": RESETS_PER_ACCOUNT,
        f"reset-address:{network_of(client.address)}"[:80]: RESETS_PER_ADDRESS,
    }


async def claim_attempt(identity: Identity, origin: Origin, counted: Mapping[str, int]) -> None:
    """Write the attempt down in a transaction of its own, or raise ``identity.too_many_attempts``."""
    moment = now()
    async with unit_of_work(identity.database, PUBLIC_ACTOR, origin, identity.trail_key) as uow:
        dialect = dialect_of(uow.session)
        for subject in counted:
            await dialect.lock(uow.session, f"sign-in:{subject}")
        for subject, limit in counted.items():
            await _refuse_above(uow, subject, limit, identity, moment)
        rows = [{"subject": subject, "at": moment} for subject in counted]
        await uow.session.execute(insert(SignInAttempt), rows)
        await uow.commit()


async def claim_within(uow: UnitOfWork, identity: Identity, counted: Mapping[str, int]) -> None:
    """Write the attempt of a request down that has only read so far, and gives its connection back first.

    Otherwise as many of them at once as the pool is large would each wait for a second connection.
    """
    await uow.session.rollback()
    await claim_attempt(identity, uow.origin, counted)


async def _refuse_above(
    uow: UnitOfWork, subject: str, limit: int, identity: Identity, moment: datetime
) -> None:
    recent = (SignInAttempt.subject == subject, SignInAttempt.at > moment - identity.window)
    count = int(await uow.session.scalar(select(func.count()).where(*recent)) or 0)
    if count < limit:
        return
    # The window slides: room comes when the oldest of the newest `limit` attempts leaves it.
    newest = select(SignInAttempt.at).where(*recent).order_by(SignInAttempt.at.desc()).limit(limit).subquery()
    oldest: datetime | None = await uow.session.scalar(select(func.min(newest.c.at)))
    wait = (oldest + identity.window - moment).total_seconds() if oldest else identity.window.total_seconds()
    seconds = max(1, math.ceil(wait))
    raise TOO_MANY_ATTEMPTS(seconds=seconds, headers={"Retry-After": str(seconds)})


async def forgive_now(uow: UnitOfWork, identity: Identity, counted: Mapping[str, int]) -> None:
    """Forgive an attempt that succeeded although what it was for is refused, and is rolled back."""
    await uow.session.rollback()
    async with unit_of_work(identity.database, PUBLIC_ACTOR, uow.origin, identity.trail_key) as own:
        await forgive(own, identity, counted, now())
        await own.commit()


async def forgive(
    uow: UnitOfWork, identity: Identity, counted: Mapping[str, int], moment: datetime, *, attempts: int = 1
) -> None:
    """After a success: the account starts anew, and its ``attempts`` do not count for the address."""
    account, address = counted
    await uow.session.execute(delete(SignInAttempt).where(SignInAttempt.subject == account))
    newest = (
        select(SignInAttempt.id)
        .where(SignInAttempt.subject == address, SignInAttempt.at > moment - identity.window)
        .order_by(SignInAttempt.id.desc())
        .limit(attempts)
    )
    own = (await uow.session.scalars(newest)).all()
    await uow.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(own)))
