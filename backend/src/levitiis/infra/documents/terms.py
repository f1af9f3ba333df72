"""Terms on paper: text, table of assets, room for the signature by hand or by certificate, QR code.

Signed on the screen, the same document comes out with the drawing in its place and, below it, the
circumstances of the signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from levitiis.infra.documents.engine import render
from levitiis.infra.documents.fitting import break_word
from levitiis.infra.documents.metrics import Face, text_width
from levitiis.infra.documents.qr import encode
from levitiis.infra.documents.text import plain

MAX_PARAGRAPH = 4_000
"""Longest paragraph, in characters."""
MAX_TAGGED_LINES = 200
"""Longest table that carries structure for screen readers."""

_HEADS = ("Etiqueta", "Patrimônio", "Descrição", "Nº de série", "Conservação", "Valor")
_WIDTHS_MM = (25.0, 25.0, 45.0, 28.0, 23.0, 24.0)
_FACES: tuple[Face, ...] = ("code_light", "code_light", "regular", "code_light", "regular", "regular")
_GIVES = 2  # the column of the description
_MOST_AMOUNT = 30  # characters of a value: more than any amount has
_INSET_MM = 1.2
_TYPE_MM = 2.8
_SLACK_MM = 0.2  # for rounding and kerning
_BREAK = "\u200b"
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature on the screen: the drawing (SVG of our own making) and what is told of it, line by line."""

    drawing: str
    circumstances: Sequence[str]


@dataclass(frozen=True, slots=True)
class TermPaper:
    """Everything a term says. ``lines`` have six texts each; ``verify_at`` is the address in the QR code.

    Without lines there is no table, without ``document`` nothing is said of one.
    """

    organisation: str
    title: str
    number: str
    document: str
    paragraphs: Sequence[str]
    lines: Sequence[Sequence[str]]
    total: str
    place_and_date: str
    signer: str
    signer_facts: str
    verify_at: str
    created: datetime
    signed: Signed | None = None


def render_term(paper: TermPaper) -> bytes:
    """PDF of a term on A4. Blocks: 500 lines take about half a second, ten a few milliseconds.

    Raises ``ValueError`` when a line has not six texts.
    """
    if any(len(line) != len(_HEADS) for line in paper.lines):
        raise ValueError("a line of a term has six texts")
    widths = _widths(paper)
    data = {
        "organisation": plain(paper.organisation),
        "title": plain(paper.title),
        "number": plain(paper.number),
        "origin": plain(paper.document),
        "paragraphs": [plain(text, MAX_PARAGRAPH) for text in paper.paragraphs],
        "heads": _HEADS,
        "widths": widths,
        "lines": [_cells(line, widths) for line in paper.lines],
        "total": _unbroken(paper.total),
        "place_and_date": plain(paper.place_and_date),
        "signer": plain(paper.signer),
        "signer_facts": plain(paper.signer_facts),
        "verify_at": plain(paper.verify_at),
        "qr": encode(paper.verify_at).svg(),
        "signed": _signed(paper.signed),
    }
    title = plain(f"{paper.title} · {paper.number}")
    tagged = len(paper.lines) <= MAX_TAGGED_LINES
    return render("term", data, title=title, created=paper.created, tagged=tagged)


def _widths(paper: TermPaper) -> Sequence[float]:
    """Those of the columns, in mm: no value is broken, the description gives it the room."""
    *others, value = _WIDTHS_MM
    widest = max(_room(paper.total, "semibold"), *(_room(line[-1], "regular") for line in paper.lines), value)
    others[_GIVES] -= widest - value
    return (*others, widest)


def _room(amount: str, face: Face) -> float:
    """The width of a column for an amount, whose digits are all as wide as a zero."""
    digits = "".join("0" if char.isdigit() else char for char in _unbroken(amount))
    return text_width(digits, face, _TYPE_MM) + 2 * _INSET_MM + _SLACK_MM


def _unbroken(amount: str) -> str:
    return plain(amount, _MOST_AMOUNT).replace(" ", _NO_BREAK)


def _cells(line: Sequence[str], widths: Sequence[float]) -> list[str]:
    texts = [_breakable(text, face, width) for text, face, width in zip(line, _FACES, widths, strict=True)]
    return [*texts[:-1], _unbroken(line[-1])]


def _breakable(text: str, face: Face, width: float) -> str:
    """The text, with places to break in words that are wider than their column."""
    room = width - 2 * _INSET_MM
    line = plain(text, 400)
    if text_width(line, face, _TYPE_MM) <= room:
        return line
    return " ".join(_BREAK.join(break_word(word, face, _TYPE_MM, room)) for word in line.split(" "))


def _signed(signed: Signed | None) -> dict[str, object] | None:
    if signed is None:
        return None
    return {"drawing": signed.drawing, "circumstances": [plain(line, 400) for line in signed.circumstances]}
