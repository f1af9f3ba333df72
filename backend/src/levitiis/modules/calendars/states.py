"""Where a day off comes from."""

from __future__ import annotations

from enum import StrEnum


class DayKind(StrEnum):
    """National, state and optional ones are known by their laws; own ones are typed in."""

    NATIONAL = "national"
    STATE = "state"
    OPTIONAL = "optional"
    OWN = "own"
    WORKING = "working"


STATES = (
    "AC", "AL", "AM", "AP", "BA", "CE", "DF", "ES", "GO", "MA", "MG", "MS", "MT", "PA", "PB", "PE", "PI",
    "PR", "RJ", "RN", "RO", "RR", "RS", "SC", "SE", "SP", "TO",
)  # fmt: skip
"""States of Brazil by their letters (UF)."""
