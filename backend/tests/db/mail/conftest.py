"""A database whose signals are heard, workers, a template and a mail server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from levitiis.infra.mail.templates import MAILS, MailTemplate, declare_mail
from tests.db.jobs.conftest import stage, start_worker
from tests.smtp import Post, post_office

__all__ = ["stage", "start_worker"]


@pytest.fixture
def template() -> Iterator[MailTemplate]:
    """A mail with a link."""
    yield declare_mail(
        "tests.mail",
        subject=("Convite para {name}", "Invitation for {name}"),
        opening=[("Olá, {name}.", "Hello {name}.")],
        action=("Abrir", "Open"),
    )
    del MAILS["tests.mail"]


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    """A mail server without TLS."""
    async with post_office() as server:
        yield server
