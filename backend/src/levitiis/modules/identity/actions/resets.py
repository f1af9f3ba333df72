"""Forgotten passwords: the request and the job that answers it.

The request does the same for every address, known or not, and so takes the same time (R07): who has an
account is found out by the job.
"""

from __future__ import annotations

import base64

from levitiis.infra.crypto import UndecipherableError
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.queue import enqueue, forget_payload
from levitiis.infra.jobs.run import JobHandler, JobRun
from levitiis.modules.identity.actions.limits import claim_attempt, reset_subjects
from levitiis.modules.identity.actions.notices import notify
from levitiis.modules.identity.actions.passwords import PAGE, make_link
from levitiis.modules.identity.errors import MAIL_OFF
from levitiis.modules.identity.mails import PASSWORD_RESET
from levitiis.modules.identity.queries.sessions import find_for_sign_in
from levitiis.modules.identity.sessions import Client, Identity

RESET = "identity.password_reset"


async def ask_for_reset(uow: UnitOfWork, identity: Identity, name: str, client: Client) -> None:
    """Ask for a link by user name or e-mail. Raises ``identity.mail_off``, ``identity.too_many_attempts``."""
    if not identity.mailer.enabled:
        raise MAIL_OFF()
    await claim_attempt(identity, uow.origin, reset_subjects(identity, name, client))
    sealed = identity.vault.seal(name.encode(), RESET)
    await enqueue(uow, RESET, {"sealed": base64.b64encode(sealed).decode()})


def reset_handler(identity: Identity) -> JobHandler:
    """The job that sends a link to whoever has an account."""

    async def handle(run: JobRun) -> None:
        try:
            name = identity.vault.open(base64.b64decode(run.payload["sealed"]), RESET).decode()
        except _UNREADABLE:
            name = ""
        async with run.unit_of_work() as uow:
            await _send_link(uow, identity, name)
            await run.complete(uow)
            await forget_payload(uow, run.id)
            await uow.commit()

    return JobHandler(RESET, handle)


_UNREADABLE = (UndecipherableError, ValueError)
"""A request that was sealed under a key which is gone is answered by nobody; it can be made again."""


async def _send_link(uow: UnitOfWork, identity: Identity, name: str) -> None:
    found = await find_for_sign_in(uow.session, name) if name else None
    if found is None or not found.active:
        return
    link = await make_link(uow, found.id, "reset")
    uow.log("user", found.id, "password_reset_asked", {})
    await notify(
        uow,
        identity,
        found.id,
        PASSWORD_RESET,
        link=identity.mailer.link(PAGE, link.token),
        useless_after=link.expires_at,
        until=link.expires_at,
    )
