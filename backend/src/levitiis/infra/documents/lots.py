"""Lots on paper: what leaves together, each asset with its picture, its class and its values."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from levitiis.infra.documents.engine import render
from levitiis.infra.documents.text import plain

MAX_TAGGED_LINES = 200
"""Longest lot that carries structure for screen readers."""
MAX_FACT = 10_000
"""Longest value of a fact: a technical report is not cut."""
HEADS = ("Foto", "Etiqueta", "Descrição", "Classificação", "Aquisição", "Avaliação")
_TEXTS = len(HEADS) - 1
_FRAME = 'width="420" height="320"'


@dataclass(frozen=True, slots=True)
class LotLine:
    """An asset of a lot: tag, description, class, purchase value, appraised value; and its JPEG."""

    texts: Sequence[str]
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class LotPaper:
    """Everything that the page of a lot says. ``facts`` are pairs of caption and value."""

    organisation: str
    title: str
    number: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[LotLine]
    totals: tuple[str, str]
    created: datetime


def render_lot(paper: LotPaper) -> bytes:
    """PDF of a lot on A4. Blocks: call it in a thread.

    Raises ``ValueError`` when a line has not five texts.
    """
    if any(len(line.texts) != _TEXTS for line in paper.lines):
        raise ValueError("a line of a lot has five texts")
    data = {
        "organisation": plain(paper.organisation),
        "title": plain(paper.title),
        "number": plain(paper.number),
        "facts": [[plain(name), plain(value, MAX_FACT)] for name, value in paper.facts if value],
        "heads": HEADS,
        "lines": [
            {"texts": [plain(text, 400) for text in line.texts], "picture": _drawn(line.picture)}
            for line in paper.lines
        ],
        "totals": [plain(text) for text in paper.totals],
    }
    title = plain(f"{paper.title} · {paper.number}")
    tagged = len(paper.lines) <= MAX_TAGGED_LINES
    return render("lot", data, title=title, created=paper.created, tagged=tagged)


def _drawn(picture: bytes | None) -> str | None:
    """The picture, fitted into a frame, within a drawing: data reaches a template as text."""
    if picture is None:
        return None
    content = base64.b64encode(picture).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {_FRAME}>'
        f'<image {_FRAME} xlink:href="data:image/jpeg;base64,{content}"/></svg>'
    )
