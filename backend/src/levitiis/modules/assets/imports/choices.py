"""Words for condition and situation, and words that mean nothing: ``words.toml`` as tables."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from levitiis.kit.problems import Texts
from levitiis.kit.text import search_key
from levitiis.modules.assets.states import Condition, LifecycleState

_DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))

CONDITION_LABELS: dict[Condition, Texts] = {
    Condition.NEW: Texts("Novo", "New"),
    Condition.GOOD: Texts("Bom", "Good"),
    Condition.FAIR: Texts("Regular", "Fair"),
    Condition.POOR: Texts("Ruim", "Poor"),
    Condition.IDLE: Texts("Ocioso", "Idle"),
    Condition.RECOVERABLE: Texts("Recuperável", "Recoverable"),
    Condition.UNECONOMIC: Texts("Antieconômico", "Uneconomic"),
    Condition.IRRECOVERABLE: Texts("Irrecuperável", "Irrecoverable"),
}
LIFECYCLE_LABELS: dict[LifecycleState, Texts] = {
    LifecycleState.PLANNED: Texts("Previsto", "Planned"),
    LifecycleState.RECEIVED: Texts("Recebido", "Received"),
    LifecycleState.IN_SERVICE: Texts("Em serviço", "In service"),
    LifecycleState.RETIRED: Texts("Fora de serviço", "Retired"),
    LifecycleState.DISPOSED: Texts("Baixado", "Disposed"),
}


def _table(name: str, codes: type[Condition] | type[LifecycleState]) -> dict[str, str]:
    words: dict[str, list[str]] = _DATA[name]
    return {search_key(word): str(codes(code)) for code, listed in words.items() for word in listed}


CHOICES: dict[str, dict[str, str]] = {
    "condition": _table("condition", Condition),
    "status": _table("status", LifecycleState),
}
EMPTY_WORDS: frozenset[str] = frozenset(search_key(word) for word in _DATA["empty"])
_LONGEST_EMPTY = max(map(len, EMPTY_WORDS))
_PLACEHOLDER_SERIALS: frozenset[str] = frozenset(search_key(word) for word in _DATA["placeholder_serials"])


def _key(text: str) -> str:
    """``search_key`` of a tidy line; plain ASCII, which most cells are, needs no more than lower case."""
    return text.lower() if text.isascii() else search_key(text)


def choice_code(field: str, text: str) -> str | None:
    """Return the code that ``text`` means in that field, or None."""
    return CHOICES[field].get(_key(text))


def says_nothing(text: str) -> bool:
    """Tell whether a cell only says that it is empty: ``-``, ``N/A``, ``não informado``."""
    return len(text) <= _LONGEST_EMPTY and _key(text) in EMPTY_WORDS


def is_placeholder_serial(text: str) -> bool:
    """Tell whether a serial number is a filler that identifies nothing."""
    key = _key(text)
    return key in _PLACEHOLDER_SERIALS or not key.strip("0-./ x*?")
