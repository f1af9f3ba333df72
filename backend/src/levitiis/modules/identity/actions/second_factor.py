"""The second step of signing in: an authenticator, and recovery codes for when it is lost."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from levitiis.infra.crypto import UndecipherableError
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.infra.jobs.claims import affected
from levitiis.kit.clock import now
from levitiis.kit.common_problems import INVALID_REQUEST, UNAUTHENTICATED
from levitiis.kit.problems import FieldError, Problem
from levitiis.modules.identity import policy, totp
from levitiis.modules.identity.actions.authority import load_manageable, take_authority
from levitiis.modules.identity.actions.limits import claim_within, forgive, proven
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.actions.passwords import confirm_identity
from levitiis.modules.identity.errors import SECOND_FACTOR_OFF, SECOND_FACTOR_ON
from levitiis.modules.identity.mails import SECOND_FACTOR_OFF as MAIL_SWITCHED_OFF
from levitiis.modules.identity.mails import SECOND_FACTOR_ON as MAIL_SWITCHED_ON
from levitiis.modules.identity.models import RecoveryCode, SecondFactor
from levitiis.modules.identity.queries.account import has_second_factor
from levitiis.modules.identity.queries.sessions import find_owner
from levitiis.modules.identity.schemas.account import (
    CodeIn,
    Enrolment,
    OwnPassword,
    RecoveryCodes,
    SecondFactorRemoval,
)
from levitiis.modules.identity.sessions import Client, Identity

RECOVERY_CODES = 10


def wrong_code() -> Problem:
    """The answer to a code that fits nothing, or was used."""
    return INVALID_REQUEST(errors=[FieldError("/code", "wrong_code")])


async def enrol(uow: UnitOfWork, identity: Identity, data: OwnPassword, client: Client) -> Enrolment:
    """A new secret for one's own account; it counts once a code of it was shown (:func:`confirm`).

    Raises ``identity.second_factor_on``, ``request.invalid`` at ``/current_password``.
    """
    owner = await confirm_identity(uow, identity, data.current_password.get_secret_value(), client)
    secret, moment = totp.new_secret(), now()
    unconfirmed = SecondFactor.confirmed_at.is_(None)
    await uow.session.execute(delete(SecondFactor).where(SecondFactor.user_id == owner.id, unconfirmed))
    if await has_second_factor(uow.session, owner.id):
        raise SECOND_FACTOR_ON()
    values = {
        "user_id": owner.id,
        "secret": identity.vault.seal(secret.encode(), f"totp:{owner.id}"),
        "created_at": moment,
        "last_step": 0,
    }
    await uow.session.execute(insert(SecondFactor), [values])
    uow.log("user", owner.id, "second_factor_begun", {})
    uri = totp.enrolment_uri(secret, owner.username, f"Levitiis {identity.settings.organisation}"[:60])
    return Enrolment(secret=secret, uri=uri)


async def confirm(uow: UnitOfWork, identity: Identity, data: CodeIn, client: Client) -> RecoveryCodes:
    """Switch the second step on with a first code; returns the recovery codes, shown this once."""
    user_id = await _claim(uow, identity, client)
    code = totp.plain_code(data.code)
    if not await _take_totp(uow, identity, user_id, code, confirmed=False):
        if await has_second_factor(uow.session, user_id):
            raise SECOND_FACTOR_ON()
        raise wrong_code() if await _enrolling(uow, user_id) else SECOND_FACTOR_OFF()
    switching = (
        update(SecondFactor)
        .where(SecondFactor.user_id == user_id, SecondFactor.confirmed_at.is_(None))
        .values(confirmed_at=now())
        .execution_options(synchronize_session=False)
    )
    if not await affected(uow.session, switching):
        raise SECOND_FACTOR_ON()
    codes = await _new_recovery_codes(uow, identity, user_id)
    uow.log("user", user_id, "second_factor_on", {})
    await notify(uow, identity, user_id, MAIL_SWITCHED_ON, moment=now())
    return codes


async def renew_recovery_codes(
    uow: UnitOfWork, identity: Identity, data: CodeIn, client: Client
) -> RecoveryCodes:
    """New recovery codes in place of the old ones."""
    user_id = await _claim(uow, identity, client)
    if not await has_second_factor(uow.session, user_id):
        raise SECOND_FACTOR_OFF()
    if not await take_code(uow, identity, user_id, data.code):
        raise wrong_code()
    codes = await _new_recovery_codes(uow, identity, user_id)
    uow.log("user", user_id, "recovery_codes_made", {})
    return codes


async def remove(uow: UnitOfWork, identity: Identity, data: SecondFactorRemoval, client: Client) -> None:
    """Do without the second step again; takes the password and a code."""
    owner = await confirm_identity(uow, identity, data.current_password.get_secret_value(), client)
    if not await has_second_factor(uow.session, owner.id):
        raise SECOND_FACTOR_OFF()
    if not await take_code(uow, identity, owner.id, data.code):
        raise wrong_code()
    await _forget(uow, identity, owner.id)


async def remove_for(uow: UnitOfWork, identity: Identity, user_id: int, expected: int | None) -> None:
    """Take the second step from another user who lost it. Raises what guards a change of his access."""
    await take_authority(uow, policy.USERS_MANAGE)
    user = await load_manageable(uow, user_id)
    check_version(user, expected)
    if not await has_second_factor(uow.session, user.id):
        raise SECOND_FACTOR_OFF()
    await _forget(uow, identity, user.id)


async def take_code(uow: UnitOfWork, identity: Identity, user_id: int, code: str) -> bool:
    """Use up a code of the authenticator or a recovery code: of many who bring the same, one succeeds."""
    plain = totp.plain_code(code)
    if totp.is_totp(plain):
        return await _take_totp(uow, identity, user_id, plain, confirmed=True)
    using = (
        update(RecoveryCode)
        .where(
            RecoveryCode.code_hash == identity.recovery_code_hash(user_id, plain),
            RecoveryCode.user_id == user_id,
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now())
        .execution_options(synchronize_session=False)
    )
    used = bool(await affected(uow.session, using))
    if used:
        uow.log("user", user_id, "recovery_code_used", {})
    return used


async def _take_totp(
    uow: UnitOfWork, identity: Identity, user_id: int, code: str, *, confirmed: bool
) -> bool:
    stands = SecondFactor.confirmed_at.is_not(None) if confirmed else SecondFactor.confirmed_at.is_(None)
    mine = (SecondFactor.user_id == user_id, stands)
    sealed = await uow.session.scalar(select(SecondFactor.secret).where(*mine))
    if sealed is None:
        return False
    try:
        secret = identity.vault.open(sealed, f"totp:{user_id}").decode()
    except UndecipherableError:
        return False
    step = totp.step_of(secret, code, now())
    if step is None:
        return False
    taking = update(SecondFactor).where(*mine, SecondFactor.last_step < step).values(last_step=step)
    return bool(await affected(uow.session, taking.execution_options(synchronize_session=False)))


async def _enrolling(uow: UnitOfWork, user_id: int) -> bool:
    statement = select(SecondFactor.user_id).where(SecondFactor.user_id == user_id)
    return await uow.session.scalar(statement) is not None


async def _claim(uow: UnitOfWork, identity: Identity, client: Client) -> int:
    """Count an attempt at a code like one at a password; what succeeds forgives it when it is committed."""
    owner = await find_owner(uow.session, uow.actor.id or 0)
    if owner is None:
        raise UNAUTHENTICATED()
    await claim_within(uow, identity, proven(identity, owner.id, client))
    await forgive(uow, identity, owner, client, now())
    return owner.id


async def _new_recovery_codes(uow: UnitOfWork, identity: Identity, user_id: int) -> RecoveryCodes:
    codes = [totp.new_recovery_code() for _ in range(RECOVERY_CODES)]
    await uow.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    rows = [
        {"code_hash": identity.recovery_code_hash(user_id, totp.plain_code(code)), "user_id": user_id}
        for code in codes
    ]
    await uow.session.execute(insert(RecoveryCode), rows)
    return RecoveryCodes(codes=codes)


async def _forget(uow: UnitOfWork, identity: Identity, user_id: int) -> None:
    await uow.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    await uow.session.execute(delete(SecondFactor).where(SecondFactor.user_id == user_id))
    uow.log("user", user_id, "second_factor_off", {})
    await notify(uow, identity, user_id, MAIL_SWITCHED_OFF, moment=now())
