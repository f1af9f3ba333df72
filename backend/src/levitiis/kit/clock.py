"""The only source of the time. Tests move it with :func:`frozen`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_fixed: ContextVar[datetime | None] = ContextVar("levitiis_clock", default=None)


def now() -> datetime:
    """The present moment, UTC, with zone."""
    return _fixed.get() or datetime.now(UTC)


def today(zone: str = "America/Sao_Paulo") -> date:
    """The calendar day at ``zone`` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at ``moment`` (must have a zone) within the block."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
