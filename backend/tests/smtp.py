"""A real SMTP server for tests: keeps what it accepts, refuses what it is told to refuse."""

from __future__ import annotations

import asyncio
import email
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "levitiis", "mail: only a test's"
HOST = "127.0.0.1"


@dataclass(slots=True)
class Letter:
    """What was accepted."""

    to: list[str]
    message: EmailMessage
    encrypted: bool
    user: str | None
    raw: bytes

    def text(self) -> str:
        """The part for those who read text."""
        return self._part("plain")

    def html(self) -> str:
        """The part for everybody else."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        assert part is not None
        return str(part.get_content())

    def token(self) -> str:
        """The one-time token in the letter's link."""
        (line,) = [line for line in self.text().splitlines() if "#" in line]
        return line.partition("#")[2]


@dataclass(slots=True)
class Post:
    """The server's handler. ``answers`` are given to the next recipients; then all are accepted."""

    port: int = 0
    implicit_tls: bool = False
    letters: list[Letter] = field(default_factory=list[Letter])
    answers: list[str] = field(default_factory=list[str])
    data_answers: list[str] = field(default_factory=list[str])
    connections: int = 0

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answers:
            return self.data_answers.pop(0)
        raw = cast("bytes", envelope.content)
        message = cast("EmailMessage", email.message_from_bytes(raw, policy=default))
        user = session.auth_data.login.decode() if session.authenticated else None
        self.letters.append(
            Letter(list(envelope.rcpt_tos), message, self.implicit_tls or bool(session.ssl), user, raw)
        )
        return "250 kept"

    def to(self, address: str) -> list[Letter]:
        """The letters to one address, the oldest first."""
        return [letter for letter in self.letters if address in letter.to]


def _authenticate(_: SMTP, __: Session, ___: Envelope, ____: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and (given.login, given.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False, auth_data=given)


@asynccontextmanager
async def post_office(
    tls: ssl.SSLContext | None = None, *, implicit: bool = False, port: int = 0
) -> AsyncIterator[Post]:
    """A server on loopback for the length of the block, with STARTTLS or TLS from the first byte."""
    post = Post(implicit_tls=implicit)

    def make() -> SMTP:
        return SMTP(
            post,
            hostname="post.test",
            tls_context=None if implicit else tls,
            require_starttls=tls is not None and not implicit,
            authenticator=_authenticate,
            auth_require_tls=tls is not None and not implicit,
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, HOST, port, ssl=tls if implicit else None)
    post.port = server.sockets[0].getsockname()[1]
    try:
        yield post
    finally:
        server.close()
        await server.wait_closed()


def smtp_settings(post: Post, **changes: Any) -> dict[str, Any]:
    """Settings that send through a server without TLS."""
    return {
        "smtp_host": HOST,
        "smtp_port": post.port,
        "smtp_security": "none",
        "smtp_from": "Levitiis <levitiis@example.org>",
        "smtp_timeout_seconds": 10,
        "smtp_username": "",
        "smtp_password": None,
        **changes,
    }
