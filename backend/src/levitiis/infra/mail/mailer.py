"""Puts mail into the queue, as part of the change that it tells of."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
import structlog

from levitiis.infra.crypto import Keys, Vault
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.jobs.queue import enqueue
from levitiis.infra.mail.message import header_text, recipient_address
from levitiis.infra.mail.templates import MAILS, MailTemplate, Rendered, Value, in_words, render
from levitiis.infra.settings import Settings
from levitiis.kit.ids import secret_token
from levitiis.kit.problems import Language

SEND = "mail.send"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class QueuedMail:
    """A mail that waits. In the database it lies encrypted: it may hold a one-time token."""

    template: str
    language: Language
    to: str
    params: dict[str, str]
    link: str | None
    mark: str
    useless_after: str | None

    def rendered(self) -> Rendered:
        """Its texts."""
        return render(MAILS[self.template], self.language, self.params, self.link)

    def sealed(self, vault: Vault) -> dict[str, Any]:
        """As the job keeps it."""
        plain = msgspec.json.encode(asdict(self))
        return {
            "mail": self.template,
            "sealed": base64.b64encode(vault.seal(plain, self.template)).decode(),
        }

    @staticmethod
    def unsealed(payload: Mapping[str, Any], vault: Vault) -> QueuedMail:
        """From a job's payload. Raises ``UndecipherableError``."""
        plain = vault.open(base64.b64decode(payload["sealed"]), payload["mail"])
        return QueuedMail(**msgspec.json.decode(plain))


class Mailer:
    """Queues mail. Without ``LEVITIIS_SMTP_HOST`` there is none, and nothing is queued."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        self._vault = keys.mail

    @property
    def enabled(self) -> bool:
        """Whether mail is sent at all."""
        return bool(self._settings.smtp_host)

    def link(self, path: str, token: str) -> str:
        """An address of the web app with a one-time token in its fragment, which no server ever sees.

        Built from ``LEVITIIS_PUBLIC_URL`` alone, whatever host name a request came with.
        """
        return f"{self._settings.public_url.rstrip('/')}{path}#{token}"

    async def queue(
        self,
        uow: UnitOfWork,
        template: MailTemplate,
        *,
        to: str,
        language: Language,
        params: Mapping[str, Value],
        unique_key: str,
        link: str | None = None,
        useless_after: datetime | None = None,
    ) -> bool:
        """Queue a mail that is sent once ``uow`` is committed; tells whether there will be one.

        ``unique_key`` names what it tells of: of the same thing nobody hears twice. After
        ``useless_after`` it is not delivered any more. Raises ``HeaderRefusedError``.
        """
        if not self.enabled:
            return False
        shown = {"organisation": self._settings.organisation, **params}
        mail = QueuedMail(
            template.code,
            language,
            recipient_address(to).addr_spec,
            in_words(shown, language, self._settings.time_zone),
            link,
            secret_token(),
            useless_after.isoformat() if useless_after else None,
        )
        header_text(mail.rendered().subject)
        await enqueue(uow, SEND, mail.sealed(self._vault), unique_key=f"{SEND}:{unique_key}")
        return True


def announce(settings: Settings) -> None:
    """Say in the log, once per process that works on the queue, when no mail will be sent."""
    if not settings.smtp_host:
        log.warning("mail_off", hint="set LEVITIIS_SMTP_HOST and LEVITIIS_SMTP_FROM to send mail")


def pause(attempt: int) -> timedelta:
    """How long to wait before the next try: half a minute, then twice as long each time, an hour at most."""
    return timedelta(seconds=min(30.0 * 2.0 ** (attempt - 1), 3600.0))


TRY_FOR_HOURS = 24
MAX_ATTEMPTS = 31
"""With the pauses above the last try comes a day after the first."""
