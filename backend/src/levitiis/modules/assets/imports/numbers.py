"""Amounts as people write them; the decimal mark is settled per column, never guessed per cell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from levitiis.infra.tabular.reader import Cell
from levitiis.kit.money import MAX_MONEY, to_cents
from levitiis.modules.assets.imports.issues import CellError

NumberFormat = Literal["decimal_comma", "decimal_point"]
NUMBER_FORMATS: tuple[NumberFormat, ...] = ("decimal_comma", "decimal_point")

_MAX_LENGTH = 60
_NOISE = Decimal("0.000001")
_CURRENCY = r"(?:R\$|US\$|U\$|\$|€|£|BRL|USD|EUR|RS)?"
_SPACE = r"[ \u00a0\u202f]"
_SIGN = re.compile(
    rf"^(\(?)\s*([-+−]?)\s*{_CURRENCY}\s*([-+−]?)\s*(.*?)\s*{_CURRENCY}\s*([-−]?)\s*(\)?)$", re.I
)
_BODY: dict[NumberFormat, re.Pattern[str]] = {
    "decimal_comma": re.compile(
        rf"^(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d*)(?:,(\d*))?$", re.A
    ),
    "decimal_point": re.compile(
        rf"^(\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:['’]\d{{3}})+|\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d*)(?:\.(\d*))?$",
        re.A,
    ),
}
_NOT_NUMBERS = frozenset(
    {"nan", "inf", "-inf", "+inf", "infinity", "-infinity", "#num!", "#div/0!", "#valor!"}
)
_NOT_NUMBERS_MORE = frozenset({"#value!", "#ref!", "#nome?", "#name?", "#nulo!", "#null!"})


class NumberGuess(NamedTuple):
    """The decimal mark of a column; ``share`` of its cells are numbers under it."""

    format: NumberFormat
    confidence: float
    share: float


def parse_number(text: str, form: NumberFormat) -> Decimal:
    """Read an amount such as ``R$ 1.234,56``; raises :class:`CellError` for what it is not."""
    stripped = text.strip()
    if stripped.lower() in _NOT_NUMBERS or stripped.lower() in _NOT_NUMBERS_MORE:
        raise CellError("not_a_number")
    match = _SIGN.match(stripped) if len(stripped) <= _MAX_LENGTH else None
    if match is None or bool(match[1]) != bool(match[6]):
        raise CellError("invalid_number", format=form)
    body = _BODY[form].match(match[4])
    if body is None or not (body[1] or body[2]):
        raise CellError("invalid_number", format=form)
    whole = re.sub(r"\D", "", body[1]) or "0"
    number = Decimal(f"{whole}.{body[2] or '0'}")
    signs = (match[2] + match[3] + match[5]).replace("−", "-")
    if len(signs) + bool(match[1]) > 1:
        raise CellError("invalid_number", format=form)
    return -number if match[1] or signs == "-" else number


def to_money(cell: Cell, form: NumberFormat) -> tuple[Decimal, bool]:
    """Return the amount in cents and whether that meant rounding; negative amounts are refused."""
    if isinstance(cell, str):
        number = parse_number(cell, form)
    elif isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        raise CellError("invalid_number", format=form)
    else:
        number = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if not number.is_finite():
        raise CellError("not_a_number")
    if number < 0:
        raise CellError("negative_value")
    if number > MAX_MONEY:
        raise CellError("value_out_of_range", limit=f"{MAX_MONEY:f}")
    cents = to_cents(number)
    return cents, abs(cents - number) > _NOISE


def guess_number_format(cells: Iterable[Cell]) -> NumberGuess:
    """Settle the decimal mark of a column; where both fit everything, the Brazilian one is taken."""
    only: dict[NumberFormat, int] = {"decimal_comma": 0, "decimal_point": 0}
    either = ambiguous = total = typed = 0
    for cell in cells:
        total += 1
        if not isinstance(cell, str):
            typed += isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)
            continue
        values = {form: value for form in NUMBER_FORMATS if (value := _value(cell, form)) is not None}
        if len(values) == 1:
            only["decimal_comma" if "decimal_comma" in values else "decimal_point"] += 1
        elif values:
            either += 1
            ambiguous += values["decimal_comma"] != values["decimal_point"]
    point, comma = only["decimal_point"], only["decimal_comma"]
    best: NumberFormat = "decimal_point" if point > comma else "decimal_comma"
    share = (only[best] + either + typed) / total if total else 0.0
    doubt = 0.6 if ambiguous else 1.0
    return NumberGuess(best, round(only[best] / (point + comma), 2) if point + comma else doubt, share)


def _value(text: str, form: NumberFormat) -> Decimal | None:
    try:
        return parse_number(text, form)
    except CellError:
        return None
