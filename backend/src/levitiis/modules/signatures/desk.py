"""What issuing and signing need besides a unit of work; one per process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from levitiis.infra.crypto import Keys
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.files.models import StoredFile
from levitiis.infra.files.store import FileStore
from levitiis.infra.http.context import Context
from levitiis.infra.settings import Settings
from levitiis.kit.clock import now
from levitiis.modules.identity.api import Identity
from levitiis.modules.signatures.policy import PaperBook, TermSubject

TERM_DESK = "term_desk"
"""Where the composition root puts the desk, in ``Services.extras``."""
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class TermDesk:
    """Files, keys, settings, the limits of identity, what terms are issued for, papers of other rooms."""

    files: FileStore
    settings: Settings
    keys: Keys
    identity: Identity
    subjects: Mapping[str, TermSubject] = field(default_factory=dict[str, TermSubject])
    books: Sequence[PaperBook] = ()

    def verify_at(self, code: str) -> str:
        """The address at which a term is verified."""
        return f"{self.settings.public_url.rstrip('/')}/verificar/{code}"

    def local(self, moment: datetime) -> datetime:
        """A moment as the organisation's clock says it."""
        return moment.astimezone(ZoneInfo(self.settings.time_zone))

    def local_now(self) -> datetime:
        """The present moment as the organisation's clock says it."""
        return self.local(now())

    async def keep(self, uow: UnitOfWork, pdf: bytes, filename: str) -> StoredFile:
        """Keep a PDF of ours."""
        async with AsyncExitStack() as stack:
            made = await stack.enter_async_context(self.files.blobs.incoming(len(pdf)))
            await made.write(pdf)
            await made.finish()
            return await self.files.keep(uow, made, filename=filename, media_type=PDF)


def desk_of(ctx: Context) -> TermDesk:
    """The process's desk."""
    return cast("TermDesk", ctx.services.extras[TERM_DESK])


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end when something is signed."""

    address: str
    user_agent: str | None
