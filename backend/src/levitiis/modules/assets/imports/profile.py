"""Look at every cell of a sheet once and remember, per column, what is needed to propose a mapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

from levitiis.infra.tabular.reader import Cell, Row
from levitiis.modules.assets.imports.choices import says_nothing
from levitiis.modules.assets.imports.tidy import plain, tidy_line

MAX_DISTINCT = 3_000
SAMPLES = 5

_KEPT = 300
_SAMPLE_LENGTH = 80
_ONE_WIDTH = 0.8
_MIN_TEXTS = 3


@dataclass(slots=True)
class ColumnProfile:
    """What one column holds. ``values`` are different cells in order of appearance, capped."""

    index: int
    filled: int = 0
    has_numbers: bool = False
    values: dict[Cell, None] = field(default_factory=dict[Cell, None])

    @property
    def said(self) -> list[Cell]:
        """The different values that say something (not ``-`` or ``N/A``)."""
        return [v for v in self.values if not (isinstance(v, str) and says_nothing(v.strip()))]

    @property
    def distinct_share(self) -> float:
        """How much of the column is different values, up to the cap."""
        return min(1.0, len(self.values) / min(self.filled, MAX_DISTINCT)) if self.filled else 0.0

    @property
    def samples(self) -> list[str]:
        """A few values to show."""
        return [tidy_line(plain(value))[0][:_SAMPLE_LENGTH] for value in list(self.values)[:SAMPLES]]

    @property
    def digit_width(self) -> int | None:
        """The width to which the numbers of the column are filled with zeros, where texts show one.

        A column of codes such as ``00898`` loses the zeros of the cells that became numbers; they are given
        back when at least four of five all-digit texts have one width and some of them begin with zero.
        """
        texts = [v for v in self.values if isinstance(v, str) and v.isascii() and v.strip().isdigit()]
        if not self.has_numbers or len(texts) < _MIN_TEXTS or not any(t.startswith("0") for t in texts):
            return None
        width, times = Counter(len(text.strip()) for text in texts).most_common(1)[0]
        return width if times >= _ONE_WIDTH * len(texts) else None


def profile(batches: Iterable[list[Row]], first_row: int, skip_rows: frozenset[int]) -> list[ColumnProfile]:
    """Read the data rows (from ``first_row`` on, counted from 1) and return a profile per column."""
    columns: list[ColumnProfile] = []
    number = 0
    for batch in batches:
        start = number + 1
        number += len(batch)
        if number < first_row:
            continue
        if start < first_row or any(start <= row <= number for row in skip_rows):
            batch = [  # noqa: PLW2901 - the batch without what is not data
                row for n, row in enumerate(batch, start) if n >= first_row and n not in skip_rows
            ]
        for index, cells in enumerate(zip_longest(*batch)):
            if index == len(columns):
                columns.append(ColumnProfile(index))
            _add(columns[index], cells)
    return columns


def _add(column: ColumnProfile, cells: tuple[Cell, ...]) -> None:
    empty = cells.count(None)
    if empty == len(cells):
        return
    values = dict.fromkeys(cells)
    values.pop(None, None)
    blank = [value for value in values if isinstance(value, str) and not value.strip()]
    for value in blank:
        empty += cells.count(value)
        del values[value]
    column.filled += len(cells) - empty
    column.has_numbers = column.has_numbers or any(type(value) is int for value in values)
    if len(column.values) < MAX_DISTINCT:
        column.values |= {v[:_KEPT] if isinstance(v, str) and len(v) > _KEPT else v: None for v in values}
