"""What the cells of a column say about which field it may be, apart from its heading."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from levitiis.modules.assets.imports.choices import choice_code
from levitiis.modules.assets.imports.dates import (
    DateFormat,
    DateGuess,
    Span,
    guess_date_format,
    is_written_date,
    order_evidence,
)
from levitiis.modules.assets.imports.fields import FIELDS
from levitiis.modules.assets.imports.numbers import NumberGuess, guess_number_format
from levitiis.modules.assets.imports.people import shows_details
from levitiis.modules.assets.imports.profile import ColumnProfile
from levitiis.modules.assets.imports.tidy import plain

_LOOK_AT = 1_000
_PEEK = 20
_WRONG_KIND = 0.3
_REPEATS = 0.6
_ENOUGH = 0.5
_DISTINCT = 0.9
_CODE_LENGTH = 30
_DETAILS = 0.6
_LIST = re.compile(r"[^|]\|[^|]")
_LIST_SHARE = 0.3


class Evidence:
    """Readings of one column, made when asked for."""

    def __init__(self, profile: ColumnProfile, today: date, hint: DateFormat | None) -> None:
        self.profile = profile
        self._today = today
        self._hint: DateFormat | None = hint
        self._said = profile.said[:_LOOK_AT]

    @cached_property
    def numbers(self) -> NumberGuess:
        """The column as amounts."""
        return guess_number_format(self._said)

    @cached_property
    def dates(self) -> DateGuess:
        """The column as dates of the past."""
        return guess_date_format(self._said, Span.past(self._today), self._hint)

    @cached_property
    def warranties(self) -> DateGuess:
        """The column as dates that may lie ahead."""
        return guess_date_format(self._said, Span.future(self._today), self._hint)

    def compatibility(self, code: str) -> float:
        """How well the cells fit a field: 1 fits, less does not."""
        kind = FIELDS[code].kind
        if not self._said:
            return 0.0
        if kind == "money":
            return 1.0 if self.numbers.share >= _ENOUGH else _WRONG_KIND
        if kind in ("date", "future_date"):
            guess = self.dates if kind == "date" else self.warranties
            return 1.0 if guess.share >= _ENOUGH else _WRONG_KIND
        if kind == "choice":
            return 1.0 if self._choices(code) >= _ENOUGH else _WRONG_KIND
        if code in ("tag", "patrimonio"):
            return 1.0 if self.profile.distinct_share >= _DISTINCT and self._is_code() else _REPEATS
        if code in ("name", "description", "category", "supplier", "responsible", "location"):
            return 1.0 if self._has_letters() else _WRONG_KIND
        return 1.0

    def format_for(self, code: str) -> tuple[str | None, float]:
        """The format of the column for a field, and how sure that is."""
        kind = FIELDS[code].kind
        if kind == "money":
            return self.numbers.format, self.numbers.confidence
        if kind in ("date", "future_date"):
            guess = self.dates if kind == "date" else self.warranties
            return guess.format, guess.confidence
        if kind == "person":
            share = shows_details(self._texts())
            return ("name_detail" if share >= _DETAILS else "name"), 1.0
        if kind == "extra":
            return ("list:|" if self._is_list() else None), 1.0
        width = self.profile.digit_width if kind in ("tag", "line") else None
        return (f"digits:{width}" if width else None), 1.0

    def _texts(self) -> list[str]:
        return [plain(value) for value in self._said]

    def _choices(self, code: str) -> float:
        texts = self._texts()
        return sum(choice_code(code, text) is not None for text in texts) / len(texts)

    def _is_code(self) -> bool:
        texts = self._texts()
        return sum(len(text) <= _CODE_LENGTH for text in texts) >= _DISTINCT * len(texts)

    def _has_letters(self) -> bool:
        texts = self._texts()
        return sum(any(char.isalpha() for char in text) for text in texts) >= _ENOUGH * len(texts)

    def _is_list(self) -> bool:
        texts = self._texts()
        return bool(texts) and sum(bool(_LIST.search(text)) for text in texts) >= _LIST_SHARE * len(texts)


def gather(profiles: list[ColumnProfile], today: date) -> list[Evidence]:
    """Prepare every column; one that leaves day and month open follows the others of the file."""
    dmy = mdy = 0
    for profile in profiles:
        said = profile.said
        if any(is_written_date(value) for value in said[:_PEEK]):
            more_dmy, more_mdy = order_evidence(said)
            dmy, mdy = dmy + more_dmy, mdy + more_mdy
    hint: DateFormat | None = None if dmy == mdy else ("dmy" if dmy > mdy else "mdy")
    return [Evidence(profile, today, hint) for profile in profiles]
