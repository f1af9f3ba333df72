"""Limits on sign-in attempts: per account and per address, in a sliding window kept in the database.

An attempt is written down *before* the password is looked at and taken back when it succeeds, so
attempts that run in parallel count each other.

An attempt to sign in counts thrice: for the **name** that was typed, for the **account** that it names,
and for the **address**. Only what the caller himself typed too often, and his address, is refused as such
(``identity.too_many_attempts``). An account that is closed although *this* name was not typed too often
(it was reached by its other name) answers as an unknown one does, after the same work: otherwise ten
failures as ``maria`` and one try as ``maria@example.org`` would tell that both are one account. Whoever has
shown who he is (a session, the first step of a sign-in) is told of his account's limit.

What remains, knowingly: names are counted for all callers together, so that somebody who finds a name
closed, or reopened, sooner than by his own attempts learns that others typed it; and whoever knows a name
can keep its account closed, from more than one address, as with any limit per account.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

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

Limits = Mapping[str, int]
"""What is counted, each with its limit."""


class Account(Protocol):
    """A user, as far as attempts at his account are counted: by any of his names, and by himself."""

    @property
    def id(self) -> int:
        """His id."""
        ...

    @property
    def username_key(self) -> str:
        """His user name as it is compared."""
        ...

    @property
    def email_key(self) -> str:
        """His e-mail as it is compared."""
        ...


def typed(identity: Identity, name: str, client: Client) -> Limits:
    """What a sign-in counts for and is told of: the name as it was typed, and the address."""
    return {
        _of_name(identity, name): identity.settings.sign_in_failures_per_account,
        _of_address(client): identity.settings.sign_in_failures_per_address,
    }


def named(identity: Identity, name: str, user_id: int | None) -> Limits:
    """What a sign-in counts for and is *not* told of: the account. An unknown one costs the same work."""
    subject = f"account-none:{_key(identity, name)}" if user_id is None else _of_user(user_id)
    return {subject: identity.settings.sign_in_failures_per_account}


def proven(identity: Identity, user_id: int, client: Client) -> Limits:
    """What an attempt of somebody counts for who has shown already which account is his."""
    return {
        _of_user(user_id): identity.settings.sign_in_failures_per_account,
        _of_address(client): identity.settings.sign_in_failures_per_address,
    }


def reset_subjects(identity: Identity, account: str, client: Client) -> Limits:
    """What is counted when somebody asks for a link: each may bring a mail to somebody else."""
    return {
        f"reset-account:{_key(identity, account)}": RESETS_PER_ACCOUNT,
        f"reset-address:{network_of(client.address)}"[:80]: RESETS_PER_ADDRESS,
    }


def _key(identity: Identity, name: str) -> str:
    return identity.fingerprint(name.strip().lower())


def _of_name(identity: Identity, name: str) -> str:
    return f"account-name:{_key(identity, name)}"


def _of_user(user_id: int) -> str:
    """Its beginning is no other subject's: no text that is typed can name it."""
    return f"account-id:{user_id}"


def _of_address(client: Client) -> str:
    return f"address:{network_of(client.address)}"[:80]


async def claim_attempt(
    identity: Identity, origin: Origin, told: Limits, untold: Limits | None = None
) -> bool:
    """Write the attempt down in a transaction of its own, or raise ``identity.too_many_attempts``.

    Tells whether everything in ``untold`` is below its limit; what is not is not counted any further, so
    that it opens again as if this attempt had not been made.
    """
    moment, limits = now(), {**told, **(untold or {})}
    async with unit_of_work(identity.database, PUBLIC_ACTOR, origin, identity.trail_key) as uow:
        dialect = dialect_of(uow.session)
        for subject in sorted(limits):  # one order for all, so that nobody waits for whom he keeps waiting
            await dialect.lock(uow.session, f"sign-in:{subject}")
        counts = await _counts(uow, limits, identity, moment)
        full = {subject for subject, limit in limits.items() if counts.get(subject, 0) >= limit}
        for subject, limit in told.items():
            if subject in full:
                await _refuse(uow, subject, limit, identity, moment)
        rows = [{"subject": subject, "at": moment} for subject in limits if subject not in full]
        await uow.session.execute(insert(SignInAttempt), rows)
        await uow.commit()
    return not full


async def claim_within(uow: UnitOfWork, identity: Identity, counted: Limits) -> None:
    """Write the attempt of a request down that has only read so far, and gives its connection back first.

    Otherwise as many of them at once as the pool is large would each wait for a second connection.
    """
    await uow.session.rollback()
    await claim_attempt(identity, uow.origin, counted)


async def _counts(uow: UnitOfWork, limits: Limits, identity: Identity, moment: datetime) -> Limits:
    statement = (
        select(SignInAttempt.subject, func.count())
        .where(SignInAttempt.subject.in_(list(limits)), SignInAttempt.at > moment - identity.window)
        .group_by(SignInAttempt.subject)
    )
    return {row[0]: row[1] for row in await uow.session.execute(statement)}


async def _refuse(uow: UnitOfWork, subject: str, limit: int, identity: Identity, moment: datetime) -> None:
    # The window slides: room comes when the oldest of the newest `limit` attempts leaves it.
    recent = (SignInAttempt.subject == subject, SignInAttempt.at > moment - identity.window)
    newest = select(SignInAttempt.at).where(*recent).order_by(SignInAttempt.at.desc()).limit(limit).subquery()
    oldest: datetime | None = await uow.session.scalar(select(func.min(newest.c.at)))
    wait = (oldest + identity.window - moment).total_seconds() if oldest else identity.window.total_seconds()
    seconds = max(1, math.ceil(wait))
    raise TOO_MANY_ATTEMPTS(seconds=seconds, headers={"Retry-After": str(seconds)})


async def forgive_now(uow: UnitOfWork, identity: Identity, account: Account, client: Client) -> None:
    """Forgive an attempt that succeeded although what it was for is refused, and is rolled back."""
    await uow.session.rollback()
    async with unit_of_work(identity.database, PUBLIC_ACTOR, uow.origin, identity.trail_key) as own:
        await forgive(own, identity, account, client, now())
        await own.commit()


async def forgive(
    uow: UnitOfWork,
    identity: Identity,
    account: Account,
    client: Client,
    moment: datetime,
    *,
    attempts: int = 1,
) -> None:
    """After a success: the account starts anew, and its ``attempts`` do not count for the address."""
    await forgive_account(uow, identity, account)
    newest = (
        select(SignInAttempt.id)
        .where(SignInAttempt.subject == _of_address(client), SignInAttempt.at > moment - identity.window)
        .order_by(SignInAttempt.id.desc())
        .limit(attempts)
    )
    mine = (await uow.session.scalars(newest)).all()
    await uow.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(mine)))


async def forgive_account(uow: UnitOfWork, identity: Identity, account: Account) -> None:
    """Forget the failures of a user, by whichever of his names they came: he may sign in at once."""
    names = (account.username_key, account.email_key)
    subjects = [_of_user(account.id), *(_of_name(identity, name) for name in names)]
    await uow.session.execute(delete(SignInAttempt).where(SignInAttempt.subject.in_(subjects)))
