"""What the HTTP layer is given by the composition root."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from levitiis.infra.db.engine import Database
from levitiis.infra.db.reading import Source
from levitiis.infra.settings import Settings
from levitiis.kit.access import Actor

Authenticate = Callable[[Source, str], Awaitable[Actor]]


@dataclass(slots=True)
class Services:
    """Everything that a process shares between requests; lives on ``app.state.services``."""

    settings: Settings
    database: Database
    authenticate: Authenticate
    trail_key: bytes
    extras: dict[str, Any] = field(default_factory=dict[str, Any])
    draining: bool = False
    """The process is about to end: what it is asked it answers, and asks not to be asked again."""


def services_of(request: Request) -> Services:
    """The services of the application that serves ``request``."""
    found: Services = request.app.state.services
    return found
