"""Dates as people write them; day and month order is settled per column, never guessed per cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from levitiis.infra.tabular.reader import Cell
from levitiis.kit.text import unaccent
from levitiis.modules.assets.imports.issues import CellError

DateFormat = Literal["dmy", "mdy", "ymd", "my", "y", "ymd_compact", "dmy_compact", "serial"]
DATE_FORMATS: tuple[DateFormat, ...] = (
    "dmy", "mdy", "ymd", "my", "y", "ymd_compact", "dmy_compact", "serial",
)  # fmt: skip

EARLIEST_YEAR = 1900
_FUTURE_YEARS = 1
_WARRANTY_YEARS = 50
_MAX_LENGTH = 60
_FOUR_DIGITS = 4
_TWO_DIGITS = 2
_SERIAL_FROM, _SERIAL_TO = 10_000, 90_000
_EXCEL_EPOCH = date(1899, 12, 30)
_YEAR_FROM, _YEAR_TO = 1900, 2100
_TIME = re.compile(
    r"[T\s,]+\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$", re.A
)
_THREE = re.compile(r"^(\d{1,4})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{1,4})$", re.A)
_TWO = re.compile(r"^(\d{1,2})\s*[/\-.]\s*(\d{4}|\d{2})$", re.A)
_MONTH_ONLY = re.compile(r"^(?:\d{1,2}\s*[/\-.]|[^\W\d]+\W+(?:de\s+)?)\s*\d{2,4}$")
_YEAR_FIRST = re.compile(r"^\d{4}\D", re.A)
_WORDS = re.compile(r"\d+|[a-z]+")
_DIGITS_ONLY = re.compile(r"^\d{4,8}$", re.A)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan janeiro january", "fev fevereiro feb february", "mar marco march", "abr abril apr april",
         "mai maio may", "jun junho june", "jul julho july", "ago agosto aug august",
         "set setembro sep sept september", "out outubro oct october", "nov novembro november",
         "dez dezembro dec december"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_FILLERS = frozenset({"de", "do", "of", "th", "st", "nd", "rd", "o", "a"})


class Span(NamedTuple):
    """The years in which a date is believed."""

    first: int
    last: int

    @classmethod
    def past(cls, today: date) -> Span:
        """Things are bought up to a year ahead at most."""
        return cls(EARLIEST_YEAR, today.year + _FUTURE_YEARS)

    @classmethod
    def future(cls, today: date) -> Span:
        """Warranties end in the future."""
        return cls(EARLIEST_YEAR, today.year + _WARRANTY_YEARS)


class DateGuess(NamedTuple):
    """How a column writes its dates; ``share`` of its cells are dates under it."""

    format: DateFormat
    confidence: float
    share: float


def to_date(cell: Cell, form: DateFormat, span: Span) -> date:
    """Return the date of a cell; raises :class:`CellError` when it is none, or in an unbelievable year."""
    if isinstance(cell, datetime):
        return _believed(cell.date(), span)
    if isinstance(cell, date):
        return _believed(cell, span)
    if isinstance(cell, bool) or cell is None:
        raise CellError("invalid_date", format=form)
    if isinstance(cell, str):
        return _believed(parse_date(cell, form, span), span)
    number = int(cell)
    serial = _SERIAL_FROM <= number <= _SERIAL_TO  # a true number there is a day count that lost its format
    return _believed(_from_number(number, "serial" if serial else form), span)


def parse_date(text: str, form: DateFormat, span: Span) -> date:
    """Read a written date under ``form``. A year in front and a month in words need no form."""
    bare = text.strip()
    if len(bare) > _MAX_LENGTH:
        raise CellError("invalid_date", format=form)
    bare = _TIME.sub("", bare)
    if _DIGITS_ONLY.match(bare):
        return _from_number(int(bare), form, digits=len(bare))
    if match := _THREE.match(bare):
        return _from_three(match[1], match[2], match[3], form, span)
    match = _TWO.match(bare)
    if match and (form == "my" or len(match[2]) == _FOUR_DIGITS):
        return _make(_year(match[2], span, form), int(match[1]), 1, form)
    return _from_words(bare, form, span)


def guess_date_format(cells: Iterable[Cell], span: Span, hint: DateFormat | None = None) -> DateGuess:
    """Settle how a column writes dates. ``hint`` is what the file's other columns showed."""
    texts: list[str | int] = []
    total = typed = 0
    for cell in cells:
        total += 1
        if isinstance(cell, date):
            typed += 1
        elif isinstance(cell, str):
            texts.append(cell)
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            texts.append(int(cell))
    fits: dict[DateFormat, int] = {
        form: sum(_fits(text, form, span) for text in texts) for form in DATE_FORMATS
    }
    best = max(DATE_FORMATS, key=lambda form: fits[form])
    best = _settle(best, fits, texts, hint)
    share = (fits[best] + typed) / total if total else 0.0
    open_question = fits["dmy"] == fits["mdy"] and any(_is_ambiguous(text) for text in texts)
    confidence = (0.9 if hint else 0.6) if open_question else 1.0
    return DateGuess(best, confidence, share)


def _settle(
    best: DateFormat, fits: dict[DateFormat, int], texts: list[str | int], hint: DateFormat | None
) -> DateFormat:
    top = fits[best]
    if not top:
        return hint or best
    written = [text for text in texts if isinstance(text, str)]
    if fits["my"] == top and written and all(_MONTH_ONLY.match(text.strip()) for text in written):
        return "my"
    if fits["ymd"] == top and any(_YEAR_FIRST.match(text.strip()) for text in written):
        return "ymd"
    return hint if fits["dmy"] == fits["mdy"] == top and hint in ("dmy", "mdy") else best


def is_written_date(cell: Cell) -> bool:
    """Tell whether a cell is a text of three numbers with date separators."""
    return isinstance(cell, str) and _THREE.match(_TIME.sub("", cell.strip())) is not None


def order_evidence(cells: Iterable[Cell]) -> tuple[int, int]:
    """Count the cells that can only be day/month and those that can only be month/day."""
    dmy = mdy = 0
    for cell in cells:
        match = _THREE.match(_TIME.sub("", cell.strip())) if isinstance(cell, str) else None
        if match and len(match[1]) < _FOUR_DIGITS:
            dmy += 12 < int(match[1]) <= 31 and int(match[2]) <= 12
            mdy += 12 < int(match[2]) <= 31 and int(match[1]) <= 12
    return dmy, mdy


def _is_ambiguous(text: str | int) -> bool:
    """Day and month cannot be told apart by this text alone."""
    match = _THREE.match(_TIME.sub("", text.strip())) if isinstance(text, str) else None
    return bool(match) and len(match[1]) <= _TWO_DIGITS and int(match[1]) <= 12 and int(match[2]) <= 12


def _fits(cell: str | int, form: DateFormat, span: Span) -> bool:
    try:
        to_date(cell, form, span)
    except CellError:
        return False
    return True


def _from_number(number: int, form: DateFormat, digits: int | None = None) -> date:
    if form == "serial" and _SERIAL_FROM <= number <= _SERIAL_TO:
        return _EXCEL_EPOCH + timedelta(days=number)
    if form == "ymd_compact" and (digits or 8) == 8:
        return _make(number // 10_000, number // 100 % 100, number % 100, form)
    if form == "dmy_compact" and (digits or 8) == 8:
        return _make(number % 10_000, number // 10_000 % 100, number // 1_000_000, form)
    if form == "y" and _YEAR_FROM <= number <= _YEAR_TO:
        return date(number, 1, 1)
    raise CellError("invalid_date", format=form)


def _from_three(first: str, middle: str, last: str, form: DateFormat, span: Span) -> date:
    if len(first) == _FOUR_DIGITS:
        if len(last) > _TWO_DIGITS:
            raise CellError("invalid_date", format=form)
        return _make(int(first), int(middle), int(last), form)
    if len(first) > _TWO_DIGITS or len(last) not in (_TWO_DIGITS, _FOUR_DIGITS):
        raise CellError("invalid_date", format=form)
    if form not in ("dmy", "mdy", "my"):
        raise CellError("invalid_date", format=form)
    day, month = (middle, first) if form == "mdy" else (first, middle)
    return _make(_year(last, span, form), int(month), int(day), form)


def _from_words(text: str, form: DateFormat, span: Span) -> date:
    """``16 de junho de 2010``, ``16-jun-10``, ``June 16, 2010``, ``jun/2010``."""
    words = [w for w in _WORDS.findall(unaccent(text).lower()) if w not in _FILLERS]
    months = [_MONTHS[w] for w in words if w in _MONTHS]
    numbers = [w for w in words if w.isascii() and w.isdigit()]
    if len(months) != 1 or len(words) != len(numbers) + 1 or len(numbers) not in (1, 2):
        raise CellError("invalid_date", format=form)
    if len(numbers) == 1:
        return _make(_year(numbers[0], span, form), months[0], 1, form)
    day, year = numbers if len(numbers[0]) <= _TWO_DIGITS else reversed(numbers)
    return _make(_year(year, span, form), months[0], int(day), form)


def _year(text: str, span: Span, form: DateFormat) -> int:
    """A year of two digits belongs to the latest century that the span allows."""
    if len(text) == _FOUR_DIGITS:
        return int(text)
    if len(text) != _TWO_DIGITS:
        raise CellError("invalid_date", format=form)
    year = 2000 + int(text)
    return year if year <= span.last else year - 100


def _make(year: int, month: int, day: int, form: DateFormat) -> date:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError) as error:
        raise CellError("invalid_date", format=form) from error


def _believed(day: date, span: Span) -> date:
    if not span.first <= day.year <= span.last:
        raise CellError("implausible_year", year=day.year, first=span.first, last=span.last)
    return day
