"""Amounts: every way of writing one comes back; nothing else passes for one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.assets.imports.issues import CellError
from levitiis.modules.assets.imports.numbers import (
    NUMBER_FORMATS,
    NumberFormat,
    guess_number_format,
    parse_number,
    to_money,
)

AMOUNT = st.decimals(min_value=0, max_value=Decimal("99999999999999.99"), places=2)
MARKS: dict[NumberFormat, tuple[str, tuple[str, ...]]] = {
    "decimal_comma": (",", ("", ".", " ", "\u00a0", "\u202f")),
    "decimal_point": (".", ("", ",", " ", "'", "\u00a0")),
}


def write(amount: Decimal, form: NumberFormat, group: str) -> str:
    return f"{amount:,.2f}".replace(",", "G").replace(".", MARKS[form][0]).replace("G", group)


@given(
    amount=AMOUNT,
    form=st.sampled_from(NUMBER_FORMATS),
    group=st.integers(0, 4),
    around=st.sampled_from(["{}", "R$ {}", "R${}", " {} ", "US$ {}", "{} BRL", "€{}"]),
)
def test_every_way_of_writing_an_amount_comes_back(
    amount: Decimal, form: NumberFormat, group: int, around: str
) -> None:
    text = around.format(write(amount, form, MARKS[form][1][group]))
    assert parse_number(text, form) == amount
    assert to_money(text, form) == (amount, False)


@given(
    amount=AMOUNT,
    form=st.sampled_from(NUMBER_FORMATS),
    way=st.sampled_from(["-{}", "({})", "{}-", "R$ -{}", "−{}"]),
)
def test_negative_amounts_are_read_and_refused(amount: Decimal, form: NumberFormat, way: str) -> None:
    text = way.format(write(amount, form, ""))
    assert parse_number(text, form) == -amount
    if amount:
        with pytest.raises(CellError, match="negative_value"):
            to_money(text, form)


@given(amount=st.decimals(min_value=0, max_value=10**9, places=2), form=st.sampled_from(NUMBER_FORMATS))
def test_a_mark_in_the_wrong_place_never_multiplies_by_a_hundred(amount: Decimal, form: NumberFormat) -> None:
    other: NumberFormat = "decimal_point" if form == "decimal_comma" else "decimal_comma"
    with pytest.raises(CellError, match="invalid_number"):
        parse_number(write(amount, other, ""), form)


@given(st.text(max_size=80))
def test_any_text_is_an_amount_or_a_cell_error(text: str) -> None:
    for form in NUMBER_FORMATS:
        try:
            outcome = "finite" if parse_number(text, form).is_finite() else "no number"
        except CellError as error:
            outcome = error.code
        assert outcome in ("finite", "invalid_number", "not_a_number")


@pytest.mark.parametrize("text", ["NaN", "inf", "-Infinity", "#DIV/0!", "#VALOR!", " nan "])
def test_what_is_no_number_by_name(text: str) -> None:
    with pytest.raises(CellError, match="not_a_number"):
        parse_number(text, "decimal_comma")


@pytest.mark.parametrize(
    "text",
    ["", "R$", "abc", "1.23.456,00", "1,2,3", "12.34", "--5", "(5", "5)", "-5-", "1,5E+03", "١٢", "9" * 70],
)
def test_what_is_no_amount_with_a_decimal_comma(text: str) -> None:
    with pytest.raises(CellError, match="invalid_number"):
        parse_number(text, "decimal_comma")


def test_typed_numbers_need_no_format() -> None:
    assert to_money(1830.42, "decimal_comma") == (Decimal("1830.42"), False)
    assert to_money(2266.1299999999997, "decimal_comma") == (Decimal("2266.13"), False)
    assert to_money(7, "decimal_point") == (Decimal("7.00"), False)
    assert to_money("1234,5678", "decimal_comma") == (Decimal("1234.57"), True)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (-5, "negative_value"), (-0.01, "negative_value"), (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"), (10**15, "value_out_of_range"), (True, "invalid_number"),
    ],
)  # fmt: skip
def test_typed_numbers_that_are_refused(cell: float, code: str) -> None:
    with pytest.raises(CellError, match=code):
        to_money(cell, "decimal_comma")


@pytest.mark.parametrize(
    ("cells", "form", "confidence"),
    [
        (["2266.13", "1292.94", "10"], "decimal_point", 1.0),
        (["0,01"], "decimal_comma", 1.0),
        (["R$ 1.234,56", "R$ 10,00"], "decimal_comma", 1.0),
        (["1,234.56", "12.50"], "decimal_point", 1.0),
        (["1.234", "12"], "decimal_comma", 0.6),
        (["1.234", "12.50"], "decimal_point", 1.0),
        (["10", "20"], "decimal_comma", 1.0),
        ([10.5, 3], "decimal_comma", 1.0),
        (["1.234,56", "2.345,67", "1,234.56"], "decimal_comma", 0.67),
    ],
)
def test_the_format_of_a_column(cells: list[str], form: str, confidence: float) -> None:
    guess = guess_number_format(cells)
    assert (guess.format, guess.confidence) == (form, confidence)


@given(st.lists(AMOUNT, min_size=1), st.sampled_from(NUMBER_FORMATS))
def test_a_column_of_cents_is_always_understood(amounts: list[Decimal], form: NumberFormat) -> None:
    guess = guess_number_format([write(amount, form, MARKS[form][1][1]) for amount in amounts])
    assert (guess.format, guess.share) == (form, 1.0)
