"""The job that delivers a mail; it is tried for a day, and then says that it gave up."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import structlog

from levitiis.infra.crypto import Keys, UndecipherableError
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.queue import forget_payload
from levitiis.infra.jobs.run import JobFailure, JobHandler, JobRun
from levitiis.infra.mail.delivery import deliver
from levitiis.infra.mail.errors import (
    NOT_DELIVERED,
    RECIPIENT_REFUSED,
    TOO_LATE,
    UNREADABLE,
    DeliveryError,
    RecipientRefusedError,
)
from levitiis.infra.mail.mailer import MAX_ATTEMPTS, SEND, TRY_FOR_HOURS, QueuedMail, pause
from levitiis.infra.mail.message import make_message
from levitiis.infra.settings import Settings
from levitiis.kit.clock import now

log = structlog.get_logger(__name__)


class MailDelivery:
    """Delivers queued mail.

    A worker that dies after the server has accepted a mail and before that is written down leaves it
    to another, which sends it again under the same Message-ID: at least once, once in practice.
    """

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        self._vault = keys.mail

    def handler(self) -> JobHandler:
        """Its job handler."""
        return JobHandler(SEND, self._handle, max_attempts=MAX_ATTEMPTS, on_failure=_give_up, pause=pause)

    async def _handle(self, run: JobRun) -> None:
        try:
            mail = QueuedMail.unsealed(run.payload, self._vault)
        except UndecipherableError:
            raise UNREADABLE() from None
        if mail.useless_after and now() > datetime.fromisoformat(mail.useless_after):
            raise TOO_LATE()
        await self._deliver(run, mail)
        async with run.unit_of_work() as uow:
            await run.complete(uow)
            await forget_payload(uow, run.id)
            await uow.commit()

    async def _deliver(self, run: JobRun, mail: QueuedMail) -> None:
        host = urlsplit(self._settings.public_url).hostname or "localhost"
        message = make_message(
            mail.rendered(),
            sender=self._settings.smtp_from,
            to=mail.to,
            language=mail.language,
            message_id=f"<{mail.mark}@{host}>",
        )
        try:
            await deliver(self._settings, message, mail.to)
        except RecipientRefusedError as refused:
            raise RECIPIENT_REFUSED(reason=refused.reason) from None
        except DeliveryError as error:
            if run.attempt < MAX_ATTEMPTS:
                raise
            raise NOT_DELIVERED(hours=TRY_FOR_HOURS, reason=error.reason) from None


async def _give_up(uow: UnitOfWork, failure: JobFailure) -> None:
    await forget_payload(uow, failure.job_id)
    kept: dict[str, Any] = failure.problem
    log.error("mail_given_up", job=failure.job_id, mail=failure.payload.get("mail"), why=kept["code"],
              reason=kept["params"].get("reason"))  # fmt: skip
