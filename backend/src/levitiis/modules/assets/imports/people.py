"""A person and more in one cell: ``NAME (12345)``, ``NAME (SECTOR)``, ``12345 - NAME``, ``NAME / SECTOR``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from levitiis.modules.assets.imports.personal import without_personal_data

_TAIL = re.compile(r"^(?P<name>[^()/]+?)\s*\((?P<detail>[^()]+)\)\s*(?:[/\-–]\s*(?P<sector>\S.*))?$")
_SLASH = re.compile(r"^(?P<name>[^()/]{3,}?)\s*/\s*(?P<sector>\S.*)$")
_NUMBER_FIRST = re.compile(r"^(?P<number>\d[\d.\-]{2,})\s*[-–/:]\s*(?P<name>[^\d].*)$", re.A)
_NUMBER_LAST = re.compile(r"^(?P<name>[^\d].*?)\s*[-–/]\s*(?P<number>\d[\d.\-]{2,})$", re.A)
_NUMBER = re.compile(r"^(?:mat(?:r[íi]cula)?|siape|rf)?\.?\s*:?\s*(\d[\d.\-/]*)$", re.I)


class PersonCell(NamedTuple):
    """The parts of the cell."""

    name: str
    registration: str | None = None
    sector: str | None = None


def split_person(text: str) -> PersonCell:
    """Take a cell apart; what follows none of the patterns is a name."""
    if match := _TAIL.match(text):
        number = _NUMBER.match(match["detail"].strip())
        sector = match["sector"] or (None if number else match["detail"].strip())
        return PersonCell(match["name"], number[1] if number else None, sector)
    if match := _NUMBER_FIRST.match(text) or _NUMBER_LAST.match(text):
        return PersonCell(match["name"].strip(), match["number"])
    if match := _SLASH.match(text):
        return PersonCell(match["name"], None, match["sector"])
    return PersonCell(text)


def shows_details(texts: Iterable[str]) -> float:
    """How many of the cells hold more than a name."""
    total = found = 0
    for text in texts:
        total += 1
        person = split_person(without_personal_data(text))
        found += person.registration is not None or person.sector is not None
    return found / total if total else 0.0
