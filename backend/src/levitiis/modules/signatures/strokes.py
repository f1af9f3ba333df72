"""A signature as it was drawn: strokes of points in a field of 1000 by 400, never a picture to decode."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

WIDTH, HEIGHT = 1000, 400
MOST_STROKES, MOST_POINTS = 200, 6_000
_SHORTEST = 150.0

Point = tuple[int, int]
Strokes = Sequence[Sequence[Point]]


def is_drawn(strokes: Strokes) -> bool:
    """Whether this is more than a dot or a slip of the finger."""
    return sum(_length(stroke) for stroke in strokes) >= _SHORTEST


def as_svg(strokes: Strokes) -> str:
    """The drawing as SVG, made of numbers only."""
    parts = [
        f"M{_at(stroke[0])}" + "".join(f"L{_at(p)}" for p in _rest(stroke)) for stroke in strokes if stroke
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path fill="none" stroke="#101820" stroke-width="7" stroke-linecap="round" stroke-linejoin="round" '
        f'd="{"".join(parts)}"/></svg>'
    )


def _rest(stroke: Sequence[Point]) -> Sequence[Point]:
    """What follows the first point; a dot goes to itself, so that its round end is drawn."""
    return stroke[1:] or stroke[:1]


def _at(point: Point) -> str:
    return f"{int(point[0])} {int(point[1])}"


def _length(stroke: Sequence[Point]) -> float:
    return sum(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for (a, b), (x, y) in pairwise(stroke))
