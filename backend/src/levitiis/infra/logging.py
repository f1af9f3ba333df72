"""Logs: one line per event, secrets and personal data redacted at this one place.

Control characters are escaped, so that nobody writes lines of his own; local variables of a
traceback are never shown.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from levitiis.infra.settings import Settings

_SECRET_KEYS = re.compile(r"password|secret|token|authorization|cookie|cpf|api[_-]?key", re.IGNORECASE)
_SECRET_VALUES = re.compile(r"(?i)\b(bearer\s+)[A-Za-z0-9._~+/=-]+|((?:ticket|token|password)=)[^&\s]+")
_CPF = re.compile(r"\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HIDDEN = "[redacted]"


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace secrets by key and by shape; escape control characters in texts."""
    for key, value in event.items():
        if _SECRET_KEYS.search(key):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = _clean(value)
    return event


def _clean(value: str) -> str:
    value = _SECRET_VALUES.sub(lambda m: (m.group(1) or m.group(2)) + HIDDEN, value)
    return _CONTROL.sub(lambda m: f"\\x{ord(m.group()):02x}", _CPF.sub(HIDDEN, value))


def configure_for(settings: Settings) -> None:
    """Set logging up as ``settings`` ask: JSON in production, every request with ``LEVITIIS_DEBUG``."""
    as_json = settings.environment == "production"
    configure(level="DEBUG" if settings.debug else "INFO", as_json=as_json, for_good=True)


def configure(*, level: str = "INFO", as_json: bool = False, for_good: bool = False) -> None:
    """Set logging up for this process; the standard library's loggers go to the same stream.

    ``for_good``: each logger is made once, which is what a server wants; it then never hears of a later
    configuration, nor of a test that listens.
    """
    number = logging.getLevelNamesMapping()[level.upper()]
    logging.basicConfig(stream=sys.stderr, level=max(number, logging.WARNING), format="%(message)s")
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if as_json else []),
            redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=for_good,
    )
