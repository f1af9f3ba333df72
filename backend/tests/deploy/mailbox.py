"""The mail server of a deployment under test: every letter becomes a file, nothing leaves the machine."""

from __future__ import annotations

import email
import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port

HOST = "127.0.0.1"


class _Mailbox:
    """Writes what it accepts, numbered in order; a letter that is there is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._count = folder, 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = cast("bytes", envelope.content)
        message = email.message_from_bytes(raw, policy=default)
        part = message.get_body(("plain",))
        letter = {
            "to": list(envelope.rcpt_tos),
            "subject": str(message["subject"]),
            "text": str(part.get_content()) if part else "",
        }
        self._count += 1
        file = self._folder / f"{self._count:06d}.json"
        file.with_suffix(".part").write_text(json.dumps(letter), encoding="utf-8")
        file.with_suffix(".part").rename(file)
        return "250 kept"


@contextmanager
def mailbox(folder: Path) -> Iterator[dict[str, str]]:
    """Keep mail in ``folder`` for the length of the block; the settings that send through here."""
    folder.mkdir(parents=True, exist_ok=True)
    server = Controller(_Mailbox(folder), hostname=HOST, port=free_port(), server_hostname="post.test")
    server.start()
    try:
        yield {
            "LEVITIIS_SMTP_HOST": HOST,
            "LEVITIIS_SMTP_PORT": str(server.port),
            "LEVITIIS_SMTP_SECURITY": "none",
            "LEVITIIS_SMTP_FROM": "Levitiis <levitiis@example.org>",
        }
    finally:
        server.stop()
