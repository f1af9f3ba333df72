"""The second step of a sign-in."""

from __future__ import annotations

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.clock import now
from levitiis.modules.identity.actions.challenges import challenged_user, take_challenge
from levitiis.modules.identity.actions.limits import claim_within, forgive, proven
from levitiis.modules.identity.actions.second_factor import take_code, wrong_code
from levitiis.modules.identity.actions.sign_in import SignedIn, open_session, remember_failure
from levitiis.modules.identity.errors import CHALLENGE_OVER
from levitiis.modules.identity.queries.sessions import find_owner
from levitiis.modules.identity.schemas.sign_in import SecondStep
from levitiis.modules.identity.sessions import Client, Identity

_ATTEMPTS = 2
"""A sign-in in two steps is written down twice: the password and the code."""


async def second_step(uow: UnitOfWork, identity: Identity, data: SecondStep, client: Client) -> SignedIn:
    """Open the session of a challenge with a code; wrong ones count like wrong passwords (R06).

    Raises ``identity.challenge_over``, ``request.invalid`` at ``/code``, ``identity.too_many_attempts``.
    """
    user_id = await challenged_user(uow, data.challenge)
    owner = await find_owner(uow.session, user_id) if user_id is not None else None
    if owner is None:
        raise CHALLENGE_OVER()
    await claim_within(uow, identity, proven(identity, owner.id, client))
    if not await take_code(uow, identity, owner.id, data.code):
        await uow.session.rollback()
        await remember_failure(uow, identity, owner.username_key, client, owner.id)
        raise wrong_code()
    if not await take_challenge(uow, data.challenge):
        raise CHALLENGE_OVER()
    await forgive(uow, identity, owner, client, now(), attempts=_ATTEMPTS)
    return await open_session(uow, identity, owner.id, client)
