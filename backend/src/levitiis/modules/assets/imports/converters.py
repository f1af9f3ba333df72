"""A cell into the value of its field. A converter never raises: what is wrong comes back as findings."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, cast

from levitiis.infra.brazil import cnpj_of, cpf_of
from levitiis.infra.tabular.reader import Cell
from levitiis.modules.assets.imports.choices import choice_code, is_placeholder_serial, says_nothing
from levitiis.modules.assets.imports.dates import DateFormat, Span, to_date
from levitiis.modules.assets.imports.fields import TargetField
from levitiis.modules.assets.imports.issues import CellError, Severity
from levitiis.modules.assets.imports.mapping import ColumnMapping, digits
from levitiis.modules.assets.imports.numbers import NumberFormat, to_money
from levitiis.modules.assets.imports.people import PersonCell, split_person
from levitiis.modules.assets.imports.personal import (
    holds_personal_data,
    is_personal_heading,
    without_personal_data,
)
from levitiis.modules.assets.imports.tidy import plain, tidy_line, tidy_text

_ANY_LENGTH = 1_000_000
_CNPJ_LENGTH = 14
_CPF_LENGTH = 11
_SCIENTIFIC = re.compile(r"^\d[.,]?\d*E\+?\d+$", re.I | re.A)
_COMPANY_TAIL = re.compile(r"^(?:ltda?|s\.?\s?/?a|inc|corp|co|gmbh|me|epp|eireli|llc)\.?$", re.I)
_EMAIL = re.compile(r"^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$")


class Finding(NamedTuple):
    """Something to report about a cell; ``lost`` says that the cell was left empty because of it."""

    code: str
    severity: Severity
    params: dict[str, Any]
    lost: bool = False


Converted = tuple[Any, tuple[Finding, ...]]
Converter = Callable[[Cell], Converted]

_CONTROL = Finding("control_characters", "warning", {})
PERSONAL = Finding("personal_data", "warning", {})
_NOTHING: Converted = (None, ())


def converter(field: TargetField, column: ColumnMapping, today: date) -> Converter:
    """Make the converter of a column."""
    form = column.format
    by_code: dict[str, Callable[[], Converter]] = {
        "name": lambda: _line(_ANY_LENGTH, form),  # what is too long is cut when the row is put together
        "serial_number": lambda: _serial(field.limit, form),
        "supplier_tax_id": lambda: _tax_id,
        "responsible_email": lambda: _email,
    }
    by_kind: dict[str, Callable[[], Converter]] = {
        "line": lambda: _line(field.limit, form),
        "text": lambda: _text(field.limit),
        "tag": lambda: _tag(field.limit, form),
        "person": lambda: _person(field.limit, form),
        "place": lambda: _place(field.limit, form),
        "money": lambda: _money(form),
        "date": lambda: _date(form, Span.past(today)),
        "future_date": lambda: _date(form, Span.future(today)),
        "choice": lambda: _choice(field.code),
        "extra": lambda: _extra(field.limit, form, column.header or ""),
    }
    made = by_code.get(field.code) or by_kind[field.kind]
    return made()


def lost(code: str, severity: Severity = "error", **params: Any) -> Converted:
    """The answer for a cell that stays empty."""
    return None, (Finding(code, severity, params, lost=True),)


def _clean(cell: Cell, width: int | None) -> tuple[str, tuple[Finding, ...]]:
    if width and isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return str(cell).zfill(width), ()
    text, had_control = tidy_line(cell)
    if not text or says_nothing(text):
        return "", ()
    return text, (_CONTROL,) if had_control else ()


def _line(limit: int, form: str | None) -> Converter:
    width = digits(form)

    def convert(cell: Cell) -> Converted:
        text, found = _clean(cell, width)
        if len(text) > limit:
            return lost("too_long", length=len(text), limit=limit)
        return text or None, found

    return convert


def _tag(limit: int, form: str | None) -> Converter:
    line = _line(limit, form)

    def convert(cell: Cell) -> Converted:
        text, found = line(cell)
        if isinstance(text, str) and isinstance(cell, str) and _SCIENTIFIC.match(text):
            return lost("scientific_notation")
        return text, found

    return convert


def _serial(limit: int, form: str | None) -> Converter:
    line = _line(limit, form)

    def convert(cell: Cell) -> Converted:
        text, found = line(cell)
        if text is None or is_placeholder_serial(text):
            return None, tuple(f for f in found if f.lost)
        if _COMPANY_TAIL.match(text):
            found = (*found, Finding("suspicious_serial", "warning", {}))
        return text, found

    return convert


def _text(limit: int) -> Converter:
    def convert(cell: Cell) -> Converted:
        text, had_control = tidy_text(cell)
        if not text or says_nothing(text):
            return _NOTHING
        found = (_CONTROL,) if had_control else ()
        if len(text) > limit:
            shortened = Finding("extra_shortened", "warning", {"length": len(text), "limit": limit})
            return text[: limit - 1] + "…", (*found, shortened)
        return text, found

    return convert


def _tax_id(cell: Cell) -> Converted:
    """A CNPJ or CPF; a number has lost the zeros it began with."""
    text, found = _clean(cell, _CNPJ_LENGTH)
    if not text.strip("0./- "):
        return _NOTHING
    short = text[-_CPF_LENGTH:] if isinstance(cell, int) and cell < 10**_CPF_LENGTH else text
    known = cnpj_of(text) or cpf_of(short)
    return (known, found) if known else lost("invalid_tax_id")


def _email(cell: Cell) -> Converted:
    text, found = _clean(cell, None)
    if not text:
        return _NOTHING
    return (text.lower(), found) if _EMAIL.match(text) else lost("invalid_email")


def _person(limit: int, form: str | None) -> Converter:
    def convert(cell: Cell) -> Converted:
        text, found = _clean(cell, None)
        if not text:
            return _NOTHING
        if holds_personal_data(text):
            text, found = without_personal_data(text), (*found, PERSONAL)
        person = split_person(text) if form == "name_detail" else PersonCell(text)
        if len(person.name) > limit:
            return lost("too_long", length=len(person.name), limit=limit)
        return (person if person.name else None), found

    return convert


def _place(limit: int, form: str | None) -> Converter:
    separator = form.removeprefix("path:") if form else None

    def convert(cell: Cell) -> Converted:
        text, found = _clean(cell, None)
        parts = text.split(separator) if separator else [text]
        path = tuple(stripped for part in parts if (stripped := part.strip()))
        longest = max(map(len, path), default=0)
        if longest > limit:
            return lost("too_long", length=longest, limit=limit)
        return path or None, found

    return convert


def _money(form: str | None) -> Converter:
    decimal = cast("NumberFormat", form or "decimal_comma")

    def convert(cell: Cell) -> Converted:
        if isinstance(cell, str) and (not cell.strip() or says_nothing(cell.strip())):
            return _NOTHING
        try:
            cents, rounded = to_money(cell, decimal)
        except CellError as error:
            return lost(error.code, **error.params)
        return cents, (Finding("rounded", "warning", {}),) if rounded else ()

    return convert


def _date(form: str | None, span: Span) -> Converter:
    order = cast("DateFormat", form or "dmy")

    def convert(cell: Cell) -> Converted:
        if cell == 0 or (isinstance(cell, str) and _is_no_date(cell)):
            return _NOTHING
        try:
            return to_date(cell, order, span), ()
        except CellError as error:
            return lost(error.code, **error.params)

    return convert


def _is_no_date(text: str) -> bool:
    """``00/00/0000`` and ``  /  /    `` are empty too."""
    stripped = text.strip()
    return not stripped.strip("/_ .-0") or says_nothing(stripped)


def _choice(code: str) -> Converter:
    def convert(cell: Cell) -> Converted:
        text, found = _clean(cell, None)
        if not text:
            return _NOTHING
        known = choice_code(code, text)
        return (known, found) if known else lost("unknown_choice", "warning")

    return convert


def _extra(limit: int, form: str | None, header: str) -> Converter:
    separator = form.removeprefix("list:") if form else None
    text_of = _text(limit)
    all_personal = is_personal_heading(header)

    def convert(cell: Cell) -> Converted:
        if all_personal or holds_personal_data(cell):
            return None, (PERSONAL,)
        if isinstance(cell, bool | int | float):
            return cell, ()
        if isinstance(cell, date):
            return cell.isoformat(), ()
        text, found = text_of(cell)
        if separator and text:
            return [part.strip() for part in text.split(separator) if part.strip()], found
        return text, found

    return convert


def kept_text(cell: Cell, limit: int) -> str | None:
    """The text of a cell that could not be understood, for the free columns; no personal data."""
    text, _ = tidy_text(plain(cell))
    return None if not text or holds_personal_data(text) else text[:limit]
