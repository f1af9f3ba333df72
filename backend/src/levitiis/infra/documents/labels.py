"""Labels for assets: a QR code and a plate with the code in type, on sheets of labels or on a roll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from levitiis.infra.documents.engine import render
from levitiis.infra.documents.label_layout import plan_label
from levitiis.infra.documents.label_rulers import ruler_marks
from levitiis.infra.documents.label_sheets import LabelSheet
from levitiis.infra.documents.label_text import Op, Words, compose
from levitiis.infra.documents.qr import encode
from levitiis.infra.documents.text import plain

LabelField = Literal["tag", "name", "location", "organisation", "patrimonio", "serial_number"]
Language = Literal["pt-BR", "en"]

LABEL_FIELDS: tuple[LabelField, ...] = (
    "tag",
    "name",
    "location",
    "organisation",
    "patrimonio",
    "serial_number",
)
DEFAULT_FIELDS: tuple[LabelField, ...] = ("tag", "name", "location", "organisation")
MAX_LABELS = 5_000
"""Most labels in one document; a longer batch is several documents."""

_PATH_SEPARATOR = " › "
_CAPTIONS = {
    "pt-BR": {"title": "Etiquetas", "patrimonio": "Patrimônio", "serial_number": "Série"},
    "en": {"title": "Labels", "patrimonio": "Property no.", "serial_number": "Serial"},
}


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says. ``place`` is the path, root first, joined by `` › ``; ``qr_text`` an address."""

    tag: str
    qr_text: str
    name: str = ""
    place: str = ""
    patrimonio: str = ""
    serial_number: str = ""


def render_labels(
    labels: Sequence[Label],
    sheet: LabelSheet,
    *,
    organisation: str,
    start_position: int = 1,
    fields: Sequence[LabelField] = DEFAULT_FIELDS,
    test_rulers: bool = False,
    language: Language = "pt-BR",
) -> bytes:
    """PDF of ``labels`` in their order, the first one at ``start_position`` (from 1, row by row) of a used
    sheet.

    The code is always printed, whatever ``fields`` says: a label without readable code is worthless once
    its QR code is scratched. What does not fit a small label is left out: organisation first, then details,
    place and name. ``test_rulers`` makes one page of outlines and rulers instead, to be printed on plain
    paper; it needs no labels.

    Raises ``ValueError`` for a position off the sheet, no labels or more than 5,000 of them, ``QrError``
    for a text that no QR code holds and ``LabelTooSmallError`` where it cannot be printed legibly. Takes
    about 3 ms a label: call it in a thread.
    """
    title = f"{_CAPTIONS[language]['title']} · {sheet.name}"
    if test_rulers:
        pages = [{"cells": [], "marks": ruler_marks(sheet, language)}]
    else:
        pages = _pages(labels, sheet, organisation, start_position, frozenset(fields), language)
    data = {
        "page": [sheet.page_width_mm, sheet.page_height_mm],
        "label": [sheet.width_mm, sheet.height_mm],
        "pages": pages,
    }
    return render("labels", data, title=title, language=language, tagged=False)


def page_count(labels: int, sheet: LabelSheet, start_position: int = 1) -> int:
    """Pages that ``labels`` labels take when the first one goes to ``start_position``."""
    return -(-(start_position - 1 + labels) // sheet.per_sheet)


def _pages(
    labels: Sequence[Label],
    sheet: LabelSheet,
    organisation: str,
    start_position: int,
    fields: frozenset[LabelField],
    language: Language,
) -> list[dict[str, object]]:
    if not 1 <= start_position <= sheet.per_sheet:
        raise ValueError(f"start_position must lie between 1 and {sheet.per_sheet}")
    if not 1 <= len(labels) <= MAX_LABELS:
        raise ValueError(f"between 1 and {MAX_LABELS} labels make a document")
    owner = plain(organisation, 160) if "organisation" in fields else ""
    pages: list[list[dict[str, object]]] = [[] for _ in range(page_count(len(labels), sheet, start_position))]
    for slot, label in enumerate(labels, start_position - 1):
        page, index = divmod(slot, sheet.per_sheet)
        x, y = sheet.origin(index)
        pages[page].append(
            {"x": round(x, 3), "y": round(y, 3), "ops": _label(label, sheet, owner, fields, language)}
        )
    return [{"cells": cells, "marks": []} for cells in pages]


def _label(
    label: Label, sheet: LabelSheet, owner: str, fields: frozenset[LabelField], language: Language
) -> list[Op]:
    symbol = encode(label.qr_text)
    plan = plan_label(sheet, symbol.modules)
    square = plan.symbol
    drawing: Op = {
        "kind": "symbol",
        "x": round(square.x, 3),
        "y": round(square.y, 3),
        "side": round(square.width, 3),
        "svg": symbol.svg(),
    }
    return [drawing, *compose(_words(label, owner, fields, language), plan)]


def _words(label: Label, owner: str, fields: frozenset[LabelField], language: Language) -> Words:
    tag = plain(label.tag, 120)
    patrimonio = plain(label.patrimonio, 120)
    code = tag or patrimonio
    captions = _CAPTIONS[language]
    details: list[tuple[str, str]] = []
    if "patrimonio" in fields and patrimonio and patrimonio != code:
        details.append((captions["patrimonio"], patrimonio))
    if "serial_number" in fields and (serial := plain(label.serial_number, 120)):
        details.append((captions["serial_number"], serial))
    path = plain(label.place, 400).split(_PATH_SEPARATOR.strip()) if "location" in fields else []
    return Words(
        code=code,
        name=plain(label.name, 400) if "name" in fields else "",
        place=tuple(part.strip() for part in reversed(path) if part.strip()),
        details=tuple(details),
        organisation=owner,
    )
