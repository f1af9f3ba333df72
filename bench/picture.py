"""Draws the requests per second of a run as bars."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from measure import Row

_WIDTH, _LEFT, _RIGHT, _BAR, _GAP = 860, 300, 70, 13, 18
_KINDS = (("floor", "#b8c4d6"), ("bare", "#7f93b2"), ("ours", "#1f5fbf"))
_TITLES = {"floor": "floor", "bare": "bare route", "ours": "Levitiis"}


def draw(rows: Sequence[Row]) -> str:
    """The picture; the bars of a scenario are to the scale of its own floor."""
    height = 60 + len(rows) * (3 * _BAR + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" role="img" font-family="system-ui, sans-serif" font-size="12">',
        "<title>Requests per second: floor, bare route and Levitiis</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    parts += _legend()
    for index, row in enumerate(rows):
        parts += _group(row, 48 + index * (3 * _BAR + _GAP))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _legend() -> list[str]:
    parts: list[str] = []
    for index, (kind, colour) in enumerate(_KINDS):
        x = _LEFT + index * 110
        parts.append(f'<rect x="{x}" y="16" width="12" height="12" fill="{colour}"/>')
        parts.append(_text(x + 18, 26, _TITLES[kind]))
    parts.append('<path d="M 640 14 v 16" stroke="#c2410c" stroke-width="2"/>')
    parts.append(_text(648, 26, "target"))
    return parts


def _group(row: Row, top: int) -> list[str]:
    values = {"floor": row.floor, "bare": row.bare, "ours": row.ours.per_second}
    room = _WIDTH - _LEFT - _RIGHT
    scale = room / max(values.values())
    parts = [_text(_LEFT - 10, top + 2 * _BAR - 3, row.scenario.title, "end")]
    for index, (kind, colour) in enumerate(_KINDS):
        y, width = top + index * _BAR, values[kind] * scale
        parts.append(f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR - 2}" fill="{colour}"/>')
        parts.append(_text(int(_LEFT + width + 6), y + _BAR - 3, f"{values[kind]:.0f}/s"))
    if row.scenario.share:
        x = _LEFT + row.bare * row.scenario.share * scale
        y = top + 2 * _BAR - 2
        parts.append(f'<path d="M {x:.1f} {y} v {_BAR + 2}" stroke="#c2410c" stroke-width="2"/>')
    return parts


def _text(x: int, y: int, words: str, anchor: str = "start") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#1f2937">{escape(words)}</text>'
