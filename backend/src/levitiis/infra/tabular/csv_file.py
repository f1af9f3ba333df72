"""Delimited text: encoding, delimiter and line ends are found out, rows are streamed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from levitiis.infra.tabular.encoding import Encoding, detect
from levitiis.infra.tabular.errors import (
    CELL_TOO_LONG,
    EMPTY,
    MALFORMED,
    OPEN_QUOTE,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
)
from levitiis.infra.tabular.limits import Limits
from levitiis.infra.tabular.table import Row, SheetInfo, TableFile

DELIMITERS = (";", ",", "\t", "|")

_BATCH = 1_000
_SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS = 400_000
_LINE_LIMIT = 16_000_000
_HINT = "sep="
_HINT_LENGTH = 5


class CsvFile(TableFile):
    """A delimited text file; its only sheet bears the name of the file."""

    kind = "csv"

    def __init__(self, path: Path, filename: str, limits: Limits, delimiter: str | None = None) -> None:
        self.limits = limits
        self.encoding: Encoding = detect(path)
        self._path = path
        self._filename = filename
        hint, sample = self._sample()
        self.has_hint = hint is not None
        self.delimiter = delimiter or hint or guess_delimiter(sample)
        rows, columns = self._measure()
        super().__init__(path, filename, (SheetInfo(Path(filename).stem or filename, rows, columns),))

    def sheet(self, name: str | None = None) -> SheetInfo:
        """Return the only sheet, by whatever name it is asked for (a mapping may come from another file)."""
        return self.sheets[0]

    def batches(self, sheet: str | None = None) -> Iterator[list[Row]]:
        """Yield batches of rows; short rows are filled up, longer ones keep what they hold."""
        info = self.sheet(sheet)
        source = islice(self._records(), info.rows)
        while batch := list(islice(source, _BATCH)):
            yield [self._row(record, info.columns) for record in batch]

    @staticmethod
    def _row(record: list[str], columns: int) -> Row:
        row: Row = [cell or None for cell in record]
        if len(row) < columns:
            row.extend([None] * (columns - len(row)))
        return row

    def _measure(self) -> tuple[int, int]:
        """Read it all once: what is wrong anywhere in the file is said before anything is done with it."""
        last, columns = 0, 0
        for number, record in enumerate(self._records(), start=1):
            if len(record) > columns:
                columns = len(record)
                self._check_columns(columns, number)
            if any(record):
                last = number
                if number > self.limits.max_rows:
                    raise TOO_MANY_ROWS(filename=self._filename, found=number, limit=self.limits.max_rows)
        if not last:
            raise EMPTY(filename=self._filename)
        return last, columns

    def _check_columns(self, columns: int, row: int) -> None:
        limit = self.limits.max_columns
        if columns > limit:
            raise TOO_MANY_COLUMNS(filename=self._filename, found=columns, row=row, limit=limit)

    def _records(self) -> Iterator[list[str]]:
        with self._open() as file:
            if self.has_hint:
                file.readline()
            source = _Source(self._lines(file))
            done = 0
            try:
                for record in csv.reader(source, delimiter=self.delimiter):
                    if source.ended:  # a record after the last line: a quotation mark was left open
                        raise OPEN_QUOTE(filename=self._filename, line=done + 1)
                    done = source.count
                    yield record
            except csv.Error as error:
                raise self._explain(error, done + 1, source) from error
            except UnicodeError as error:
                raise MALFORMED(filename=self._filename, reason=self.encoding.name) from error

    def _explain(self, error: csv.Error, line: int, source: _Source) -> Exception:
        if "field larger" not in str(error):
            return MALFORMED(filename=self._filename, reason=f"CSV, {line}")
        if source.count > line:
            return OPEN_QUOTE(filename=self._filename, line=line)
        return CELL_TOO_LONG(filename=self._filename, line=line, limit=csv.field_size_limit())

    def _open(self) -> TextIO:
        return self._path.open(
            "r", encoding=self.encoding.name, errors=self.encoding.errors, newline="", buffering=1 << 20
        )

    def _lines(self, file: TextIO) -> Iterator[str]:
        number = 0
        while line := file.readline(_LINE_LIMIT):
            number += 1
            if len(line) == _LINE_LIMIT:
                self._check_columns(line.count(self.delimiter) + 1, number)
                raise CELL_TOO_LONG(filename=self._filename, line=number, limit=csv.field_size_limit())
            yield line

    def _sample(self) -> tuple[str | None, list[str]]:
        with self._open() as file:
            try:
                text = file.read(_SAMPLE_CHARACTERS)
            except UnicodeError as error:
                raise MALFORMED(filename=self._filename, reason=self.encoding.name) from error
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        first = lines[0].strip().strip('"')
        if len(first) == _HINT_LENGTH and first.lower().startswith(_HINT):
            return first[-1], lines[1:]
        return None, lines


class _Source:
    """Passes lines on and remembers whether they ran out."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.ended = False
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.count += 1
        return line


def guess_delimiter(lines: Iterable[str]) -> str:
    """Return the delimiter that cuts most lines into the same number of cells; the comma when none does.

    Where cells stand in quotation marks, what stands between the marks counts for more.
    """
    sample = [line + "\n" for line in islice(lines, _SAMPLE_ROWS * 5)]
    text = "".join(sample)
    quoted = max(DELIMITERS, key=lambda delimiter: text.count(f'"{delimiter}"'))
    sure = quoted if f'"{quoted}"' in text else None
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        score = _score(sample, delimiter)
        if score and delimiter == sure:
            score += 1
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _score(sample: list[str], delimiter: str) -> float:
    try:
        counts = Counter(len(r) for r in islice(csv.reader(sample, delimiter=delimiter), _SAMPLE_ROWS) if r)
    except csv.Error:
        return 0.0
    wide = {columns: times for columns, times in counts.items() if columns > 1}
    if not wide:
        return 0.0
    columns, times = max(wide.items(), key=lambda item: (item[1], item[0]))
    return times / sum(counts.values()) + min(columns, 50) / 500
