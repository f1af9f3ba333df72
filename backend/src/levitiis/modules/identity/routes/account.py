"""HTTP of one's own account: password, one-time links, sessions, second step."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from levitiis.infra.http.context import Read, Write
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.kit.access import SELF
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.wire import MAX_ID
from levitiis.modules.identity import errors
from levitiis.modules.identity.actions import ending, passwords, resets, second_factor
from levitiis.modules.identity.queries import account as queries
from levitiis.modules.identity.queries.links import find_link
from levitiis.modules.identity.routes.common import client_of, identity_of, refuse_foreign, secrets_of
from levitiis.modules.identity.schemas.account import (
    CodeIn,
    Enrolment,
    LinkIn,
    LinkOut,
    LinkRedemption,
    OwnPassword,
    OwnSessions,
    PasswordChange,
    RecoveryCodes,
    ResetRequest,
    SecondFactorRemoval,
    SecondFactorState,
)

router = Router("/auth", "identity")
SessionId = Annotated[int, Path(ge=1, le=MAX_ID)]

_LIMITED = (errors.TOO_MANY_ATTEMPTS,)


@router.endpoint(
    "POST", "/password", access=SELF, operation_id="changePassword", response=None, status=204,
    problems=_LIMITED,
)  # fmt: skip
async def change_password(ctx: Write, data: PasswordChange) -> None:
    """Change one's own password; every other session ends, and feeds of the calendar where wanted."""
    await passwords.change_password(ctx.uow, identity_of(ctx), secrets_of(ctx), data, client_of(ctx))


@router.endpoint(
    "POST", "/password/reset", access=PUBLIC, operation_id="askForPasswordReset", response=None, status=204,
    problems=(errors.MAIL_OFF, errors.TOO_MANY_ATTEMPTS, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def ask_for_reset(ctx: Write, data: ResetRequest) -> None:
    """Ask for a link by mail; the answer is the same whether there is such an account or not."""
    refuse_foreign(ctx)
    await resets.ask_for_reset(ctx.uow, identity_of(ctx), data.username, client_of(ctx))


@router.endpoint(
    "POST", "/password/link", access=PUBLIC, operation_id="lookAtPasswordLink", response=LinkOut,
    problems=(errors.LINK_INVALID,),
)  # fmt: skip
async def look_at_link(ctx: Write, data: LinkIn) -> LinkOut:
    """What a one-time link is for, and whose it is."""
    found = await find_link(ctx.session, data.token)
    if found is None:
        raise errors.LINK_INVALID()
    return LinkOut.model_validate(
        {"purpose": found.purpose, "username": found.username, "expires_at": found.expires_at}
    )


@router.endpoint(
    "POST", "/password/choice", access=PUBLIC, operation_id="choosePassword", response=LinkOut,
    problems=(errors.LINK_INVALID, errors.TOO_MANY_ATTEMPTS, errors.FOREIGN_ORIGIN),
)  # fmt: skip
async def choose_password(ctx: Write, data: LinkRedemption) -> LinkOut:
    """Choose a password by a one-time link; every session and feed of the calendar ends."""
    refuse_foreign(ctx)
    used = await passwords.redeem_link(ctx.uow, identity_of(ctx), secrets_of(ctx), data)
    return LinkOut.model_validate(
        {"purpose": used.purpose, "username": used.username, "expires_at": used.expires_at}
    )


@router.endpoint("GET", "/sessions", access=SELF, operation_id="listOwnSessions", response=OwnSessions)
async def list_sessions(ctx: Read) -> OwnSessions:
    """The devices one is signed in on."""
    return await queries.list_own_sessions(ctx.session, ctx.actor, identity_of(ctx).absolute_life)


@router.endpoint(
    "DELETE", "/sessions", access=SELF, operation_id="endOtherSessions", response=None, status=204
)
async def end_others(ctx: Write) -> None:
    """Sign out everywhere else."""
    await ending.end_other_sessions(ctx.uow)


@router.endpoint(
    "DELETE", "/sessions/{session_id}", access=SELF, operation_id="endOwnSession", response=None,
    status=204, problems=(NOT_FOUND,),
)  # fmt: skip
async def end_one(ctx: Write, session_id: SessionId) -> None:
    """Sign out on one device."""
    await ending.end_own_session(ctx.uow, session_id)


@router.endpoint(
    "GET", "/second-factor", access=SELF, operation_id="getSecondFactor", response=SecondFactorState
)
async def get_second_factor(ctx: Read) -> SecondFactorState:
    """Whether signing in takes a second step."""
    return await queries.second_factor_state(ctx.session, ctx.actor.id or 0)


@router.endpoint(
    "POST", "/second-factor", access=SELF, operation_id="enrolSecondFactor", response=Enrolment,
    problems=(*_LIMITED, errors.SECOND_FACTOR_ON),
)  # fmt: skip
async def enrol(ctx: Write, data: OwnPassword) -> Enrolment:
    """A secret for an authenticator; it counts once it is confirmed. (No Idempotency-Key: a secret.)"""
    return await second_factor.enrol(ctx.uow, identity_of(ctx), data, client_of(ctx))


@router.endpoint(
    "POST", "/second-factor/confirmation", access=SELF, operation_id="confirmSecondFactor",
    response=RecoveryCodes, problems=(*_LIMITED, errors.SECOND_FACTOR_ON, errors.SECOND_FACTOR_OFF),
)  # fmt: skip
async def confirm(ctx: Write, data: CodeIn) -> RecoveryCodes:
    """Switch the second step on with a first code. (No Idempotency-Key: the answer is secret.)"""
    return await second_factor.confirm(ctx.uow, identity_of(ctx), data, client_of(ctx))


@router.endpoint(
    "POST", "/second-factor/recovery-codes", access=SELF, operation_id="renewRecoveryCodes",
    response=RecoveryCodes, problems=(*_LIMITED, errors.SECOND_FACTOR_OFF),
)  # fmt: skip
async def renew_codes(ctx: Write, data: CodeIn) -> RecoveryCodes:
    """New recovery codes; the old ones end. (No Idempotency-Key: the answer is secret.)"""
    return await second_factor.renew_recovery_codes(ctx.uow, identity_of(ctx), data, client_of(ctx))


@router.endpoint(
    "POST", "/second-factor/removal", access=SELF, operation_id="removeSecondFactor", response=None,
    status=204, problems=(*_LIMITED, errors.SECOND_FACTOR_OFF),
)  # fmt: skip
async def remove(ctx: Write, data: SecondFactorRemoval) -> None:
    """Do without the second step again."""
    await second_factor.remove(ctx.uow, identity_of(ctx), data, client_of(ctx))
