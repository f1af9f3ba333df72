"""Why a live connection is refused or ended."""

from __future__ import annotations

import random
from dataclasses import dataclass

from levitiis.kit.problems import declare

FOREIGN_ORIGIN = declare(
    "live.foreign_origin", 403,
    ("Origem não aceita", "Origin not accepted"),
    ("A conexão só é aceita a partir das páginas do próprio sistema.",
     "The connection is accepted from the system's own pages only."),
)  # fmt: skip
TOO_MANY_CONNECTIONS = declare(
    "live.too_many_connections", 429,
    ("Conexões demais", "Too many connections"),
    ("Feche outras abas e tente de novo.", "Close other tabs and try again."),
)  # fmt: skip
RESTARTING = declare(
    "live.restarting", 503,
    ("Servidor reiniciando", "Server restarting"),
    ("Conecte de novo em instantes.", "Connect again in a moment."),
)  # fmt: skip

TRY_LATER = 1013
POLICY = 1008
TOO_BIG = 1009
NOT_TEXT = 1003
SERVICE_RESTART = 1012
SESSION_ENDED = 4401
TOO_SLOW = 4408

MAX_DELAY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Close:
    """How a connection ends: the WebSocket code, and what the client should know."""

    code: int
    reason: str

    @property
    def retry_ms(self) -> int | None:
        """After how many milliseconds the client should come back, if it should."""
        name, _, delay = self.reason.partition(":")
        return int(delay) if name == "reconnect" else None


class Ended(Exception):
    """The connection is over."""

    def __init__(self, close: Close) -> None:
        super().__init__(close.reason)
        self.close = close


def reconnect(code: int) -> Close:
    """Come back after a while that differs between clients, so that they do not come all at once."""
    return Close(code, f"reconnect:{random.randrange(MAX_DELAY_MS)}")  # noqa: S311
