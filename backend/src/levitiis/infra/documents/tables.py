"""Printed lists: a title, what was asked for, one table over as many pages as it takes, totals.

The same report serves "bens por local", "bens por responsável" and every later list: the caller brings
finished texts (money, dates and numbers already written as the reader expects them), grouped or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from levitiis.infra.documents.engine import render
from levitiis.infra.documents.fitting import break_word, cut
from levitiis.infra.documents.metrics import Face, text_width
from levitiis.infra.documents.text import plain

ColumnKind = Literal["text", "strong", "code", "plate", "number"]
Language = Literal["pt-BR", "en"]

MAX_ROWS = 20_000
"""Most rows in one report: some 600 pages."""
MAX_TAGGED_ROWS = 2_000
"""Longest report that carries structure for screen readers: it makes the file six times larger."""
MAX_CELL = 400
"""Longest text of a cell, in characters; the rest gives way to an ellipsis."""

PAGE_MARGIN_MM = 14.0
_PAGE_WIDTH_MM = {False: 210.0, True: 297.0}
_CELL_INSET_MM = 1.6
_TYPE_MM = 3.0  # em of a row
_TITLE_MM = 6.0
_GROUP_MM = 3.5
_FACT_MM = 4.6
_FACT_GAP_MM = 11.0
_FOOTER_SHARE = 0.7  # of the page's width; the rest is for the page number
_PLATE_SIDE = 1.5  # white and rivets of a plate, em
_SLACK_MM = 0.2  # for rounding and kerning
_WIDEST_NEED = 0.3  # share of the page that one column's longest word may claim
_LEAST_SHARE = 0.4  # of its own share that a column keeps, whatever the others need
_UNBROKEN = frozenset({"code", "plate", "number"})
_FACES: dict[ColumnKind, Face] = {
    "text": "regular",
    "strong": "semibold",
    "code": "code_light",
    "plate": "code_light",
    "number": "regular",
}
_TOTALS: tuple[ColumnKind] = ("strong",)
_BREAK = "\u200b"  # where a word wider than its column may be broken

_TEXTS = {
    "pt-BR": {"page": "Página", "of": "de", "empty": "Nenhum registro para mostrar."},
    "en": {"page": "Page", "of": "of", "empty": "Nothing to show."},
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``share`` is its part of the page's width; numbers stand right, codes are set in mono."""

    header: str
    share: float
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own; ``totals`` has a text (or an empty one) for each column."""

    rows: Sequence[Sequence[str]]
    title: str = ""
    note: str = ""
    totals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class TableReport:
    """Everything a report says. ``filters`` are pairs of caption and value, ``facts`` figures at the top."""

    title: str
    organisation: str
    columns: Sequence[Column]
    groups: Sequence[Group]
    filters: Sequence[tuple[str, str]] = ()
    facts: Sequence[tuple[str, str]] = ()
    totals: Sequence[str] = ()
    footer: str = ""
    landscape: bool = False
    language: Language = "pt-BR"
    created: datetime | None = field(default=None)


def render_table_report(report: TableReport) -> bytes:
    """PDF of a report on A4. Call it in a thread: 1,000 rows take about a second.

    Raises ``ValueError`` if a row has not one text a column, or there are no columns or more than 20,000
    rows.
    """
    _check(report)
    widths = _widths(report)
    texts = _TEXTS[report.language]
    room = _PAGE_WIDTH_MM[report.landscape] - 2 * PAGE_MARGIN_MM
    data = {
        "landscape": report.landscape,
        "margin": PAGE_MARGIN_MM,
        "organisation": _breakable(report.organisation, "regular", _TYPE_MM, room),
        "title": _breakable(report.title, "semibold", _TITLE_MM, room),
        "filters": [
            [_breakable(name, "regular", _TYPE_MM, room), _breakable(value, "semibold", _TYPE_MM, room)]
            for name, value in report.filters
        ],
        "facts": _facts(report, room),
        "columns": [
            {
                "header": _cell(column.header, "strong", width),
                "width": width,
                "kind": column.kind,
                "align": "right" if column.kind == "number" else "left",
            }
            for column, width in zip(report.columns, widths, strict=True)
        ],
        "groups": [_group(group, report.columns, widths) for group in report.groups if group.rows],
        "totals": _row(report.totals, _TOTALS * len(widths), widths),
        "footer": cut(plain(report.footer), "regular", _TYPE_MM, _FOOTER_SHARE * room),
        "texts": texts,
    }
    title = plain(f"{report.title} · {report.organisation}")
    tagged = sum(len(group.rows) for group in report.groups) <= MAX_TAGGED_ROWS
    return render(
        "table_report", data, title=title, language=report.language, created=report.created, tagged=tagged
    )


def _check(report: TableReport) -> None:
    count = len(report.columns)
    if not count or any(column.share <= 0 for column in report.columns):
        raise ValueError("a report needs columns, each with a share of the width")
    rows = sum(len(group.rows) for group in report.groups)
    if rows > MAX_ROWS:
        raise ValueError(f"a report has at most {MAX_ROWS} rows, not {rows}")
    lists = [row for group in report.groups for row in group.rows]
    lists += _totals(report)
    if any(len(row) != count for row in lists):
        raise ValueError("every row and every line of totals has one text for each column")


def _widths(report: TableReport) -> list[float]:
    """Width of each column in mm, insets included: its share, but wide enough for its longest word."""
    room = _PAGE_WIDTH_MM[report.landscape] - 2 * PAGE_MARGIN_MM
    whole = sum(column.share for column in report.columns)
    wishes = [room * column.share / whole for column in report.columns]
    needs = [
        max(min(_need(report, index), room * _WIDEST_NEED), wish * _LEAST_SHARE)
        for index, wish in enumerate(wishes)
    ]
    if sum(needs) >= room:
        return [round(room * need / sum(needs), 3) for need in needs]
    missing = sum(max(0.0, need - wish) for need, wish in zip(needs, wishes, strict=True))
    spare = sum(max(0.0, wish - need) for need, wish in zip(needs, wishes, strict=True))
    given = missing / spare if spare else 0.0
    return [
        round(need if wish <= need else wish - (wish - need) * given, 3)
        for need, wish in zip(needs, wishes, strict=True)
    ]


def _need(report: TableReport, index: int) -> float:
    """Width in mm that the longest word of a column takes; codes and numbers count as one word."""
    column = report.columns[index]
    face = _FACES[column.kind]
    texts = {row[index][:MAX_CELL] for group in report.groups for row in group.rows}
    words = texts if column.kind in _UNBROKEN else {word for text in texts for word in text.split()}
    widest = max((text_width(word, face, _TYPE_MM) for word in words), default=0.0)
    heads = [column.header.split(), *(texts[index].split() for texts in _totals(report))]
    if column.kind in _UNBROKEN:
        heads += [[texts[index]] for texts in _totals(report)]
    widest = max([widest, *(text_width(word, "semibold", _TYPE_MM) for head in heads for word in head)])
    return widest + 2 * _CELL_INSET_MM + _sides(column.kind) + _SLACK_MM


def _totals(report: TableReport) -> list[Sequence[str]]:
    return [totals for totals in (report.totals, *(group.totals for group in report.groups)) if totals]


def _sides(kind: ColumnKind) -> float:
    return _PLATE_SIDE * _TYPE_MM if kind == "plate" else 0.0


def _facts(report: TableReport, room: float) -> list[list[str]]:
    """Figures side by side; what would not fit beside the others ends in an ellipsis."""
    each = room / max(1, len(report.facts)) - _FACT_GAP_MM
    return [
        [cut(plain(name), "regular", _TYPE_MM, each), cut(plain(value), "semibold", _FACT_MM, each)]
        for name, value in report.facts
    ]


def _group(group: Group, columns: Sequence[Column], widths: Sequence[float]) -> dict[str, object]:
    kinds: list[ColumnKind] = [column.kind for column in columns]
    room = sum(widths) - 2 * _CELL_INSET_MM
    return {
        "title": _breakable(group.title, "semibold", _GROUP_MM, room),
        "note": _breakable(group.note, "regular", _TYPE_MM, room),
        "rows": [_row(row, kinds, widths) for row in group.rows],
        "totals": _row(group.totals, _TOTALS * len(widths), widths),
    }


def _row(texts: Sequence[str], kinds: Sequence[ColumnKind], widths: Sequence[float]) -> list[str]:
    return [_cell(text, kind, width) for text, kind, width in zip(texts, kinds, widths, strict=bool(texts))]


def _cell(text: str, kind: ColumnKind, width: float) -> str:
    room = width - 2 * _CELL_INSET_MM - _sides(kind)
    return _breakable(text, _FACES[kind], _TYPE_MM, room)


def _breakable(text: str, face: Face, size: float, width: float) -> str:
    """The text, with places to break in any word that is wider than ``width`` mm."""
    line = plain(text, MAX_CELL)
    if text_width(line, face, size) <= width:
        return line
    return " ".join(_BREAK.join(break_word(word, face, size, width)) for word in line.split(" "))
