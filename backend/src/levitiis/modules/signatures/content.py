"""What a term says, frozen when it is issued, and the hash of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from levitiis.modules.signatures.states import TermKind


@dataclass(frozen=True, slots=True)
class TermLine:
    """An asset as the term names it."""

    tag: str
    patrimonio: str
    name: str
    serial_number: str
    condition: str
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class WantedTerm:
    """A term that a document needs: of what, for whom, and about which assets.

    ``more`` are the values of placeholders that only such documents have.
    """

    kind: TermKind
    subject_kind: str
    subject_id: int
    subject_number: str
    signer_id: int
    location_id: int | None
    place: str
    reason: str
    lines: Sequence[TermLine]
    more: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class SignerFacts:
    """Who is to sign, as the term names him."""

    id: int
    name: str
    registration: str | None
    email: str | None
    cpf: str | None
    cpf_masked: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """The finished term: every value a text, as it stands on paper."""

    organisation: str
    number: str
    document: str
    title: str
    paragraphs: list[str]
    issued_on: str
    place: str
    signer: str
    registration: str
    cpf: str
    lines: list[list[str]]
    total: str

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @staticmethod
    def of(kept: Mapping[str, Any]) -> Content:
        """From what was kept."""
        return Content(**kept)

    @property
    def hash(self) -> str:
        """SHA-256 of everything it says, whatever the order of its parts."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


def money(value: Decimal | None) -> str:
    """``R$ 1.234,56``; empty when nothing is known."""
    if value is None:
        return ""
    return "R$ " + f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def rows_of(lines: Sequence[TermLine]) -> list[list[str]]:
    """The table of a term, in the order in which it was given."""
    return [
        [line.tag, line.patrimonio, line.name, line.serial_number, line.condition, money(line.value)]
        for line in lines
    ]


def total_of(lines: Sequence[TermLine]) -> str:
    """The sum of the values that are known; empty when none is."""
    known = [line.value for line in lines if line.value is not None]
    return money(sum(known, Decimal(0))) if known else ""


def in_brazil(moment: datetime) -> str:
    """``27/11/2026``: a moment that is in local time already."""
    return f"{moment:%d/%m/%Y}"
