"""Drawings become outlines made of numbers, and a slip of the finger is none."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.signatures.strokes import HEIGHT, WIDTH, as_svg, is_drawn

POINTS = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))


@given(st.lists(st.lists(POINTS, min_size=1, max_size=8), max_size=5))
def test_an_outline_holds_nothing_but_numbers(strokes: list[list[tuple[int, int]]]) -> None:
    drawn = as_svg(strokes)
    path = re.search(r' d="([^"]*)"/></svg>$', drawn)
    assert path
    assert re.fullmatch(r"(?:[ML]\d+ \d+)*", path[1])
    assert path[1].count("M") == len(strokes)


def test_a_dot_is_no_signature() -> None:
    assert not is_drawn([])
    assert not is_drawn([[(5, 5)], [(6, 6), (7, 7)]])
    assert is_drawn([[(0, 0), (100, 0)], [(0, 0), (0, 60)]])
