"""Dates: every way of writing one comes back; impossible and unbelievable ones do not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.assets.imports.dates import (
    DATE_FORMATS,
    DateFormat,
    Span,
    guess_date_format,
    order_evidence,
    parse_date,
    to_date,
)
from levitiis.modules.assets.imports.issues import CellError
from tests.unit.imports.files import TODAY

PAST = Span.past(TODAY)
DAY = st.dates(date(1900, 1, 1), date(2027, 12, 31))
MONTHS = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
]


@given(DAY, st.sampled_from("/-. "), st.sampled_from(["", " 00:00", " 13:45:10", "T10:20:30.123Z"]))
def test_every_order_comes_back(day: date, mark: str, time: str) -> None:
    ways: dict[DateFormat, str] = {
        "dmy": f"{day.day:02}{mark}{day.month:02}{mark}{day.year}",
        "mdy": f"{day.month}{mark}{day.day}{mark}{day.year}",
        "ymd": f"{day.year}{mark}{day.month:02}{mark}{day.day:02}",
    }
    for form, text in ways.items():
        assert parse_date(text + time, form, PAST) == day


@given(DAY)
def test_compact_serial_and_worded_dates_come_back(day: date) -> None:
    assert parse_date(f"{day:%Y%m%d}", "ymd_compact", PAST) == day
    assert parse_date(f"{day:%d%m%Y}", "dmy_compact", PAST) == day
    name = MONTHS[day.month - 1]
    assert parse_date(f"{day.day} de {name} de {day.year}", "dmy", PAST) == day
    assert parse_date(f"{day.day}-{name[:3].upper()}-{day.year}", "mdy", PAST) == day
    assert parse_date(f"{day:%B} {day.day}, {day.year}", "dmy", PAST) == day
    serial = (day - date(1899, 12, 30)).days
    if serial >= 10_000:
        assert to_date(serial, "serial", PAST) == to_date(serial, "dmy", PAST) == day
        assert parse_date(str(serial), "serial", PAST) == day


@given(st.dates(date(1950, 1, 1), date(2027, 12, 31)))
def test_two_digit_years_belong_to_the_last_hundred_years(day: date) -> None:
    read = parse_date(f"{day:%d/%m/%y}", "dmy", PAST)
    assert (read.day, read.month) == (day.day, day.month)
    assert TODAY.year - 99 <= read.year <= TODAY.year + 1
    assert read.year % 100 == day.year % 100


@given(DAY)
def test_months_are_their_first_day(day: date) -> None:
    first = day.replace(day=1)
    assert parse_date(f"{day:%m/%Y}", "my", PAST) == first
    assert parse_date(f"{day:%m/%Y}", "dmy", PAST) == first
    assert parse_date(f"{MONTHS[day.month - 1][:3]}/{day.year}", "my", PAST) == first
    assert parse_date(str(day.year), "y", PAST) == date(day.year, 1, 1)


@given(st.text(max_size=70), st.sampled_from(DATE_FORMATS))
def test_any_text_is_a_date_or_a_cell_error(text: str, form: DateFormat) -> None:
    outcome: object
    try:
        outcome = type(to_date(text, form, PAST))
    except CellError as error:
        outcome = error.code
    assert outcome in (date, "invalid_date", "implausible_year")


@pytest.mark.parametrize(
    "text",
    [
        "18/0/82014",
        "31/02/2020",
        "32/01/2020",
        "00/00/0000",
        "01/13/2020",
        "1/1/1",
        "2020",
        "20/2020",
        "abc",
        "",
        "12",
    ],
)
def test_impossible_dates(text: str) -> None:
    with pytest.raises(CellError, match="invalid_date"):
        to_date(text, "dmy", PAST)


@pytest.mark.parametrize(
    "cell", ["01/05/0202", "01/05/1899", "01/05/2028", date(1899, 12, 31), datetime(2099, 1, 1, tzinfo=UTC)]
)
def test_unbelievable_years(cell: str | date) -> None:
    with pytest.raises(CellError, match="implausible_year"):
        to_date(cell, "dmy", PAST)


def test_warranties_may_lie_ahead() -> None:
    assert to_date("10/27/28", "mdy", Span.future(TODAY)) == date(2028, 10, 27)
    with pytest.raises(CellError, match="implausible_year"):
        to_date("01/01/2090", "dmy", Span.future(TODAY))


@pytest.mark.parametrize("cell", [True, None, 5, 4.5, 20_210_501])
def test_numbers_that_are_no_dates(cell: object) -> None:
    with pytest.raises(CellError, match="invalid_date"):
        to_date(cell, "dmy", PAST)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "form", "confidence"),
    [
        (["1/23/23", "3/1/23"], "mdy", 1.0),
        (["23/1/2023", "3/1/2023"], "dmy", 1.0),
        (["3/1/23", "4/5/23"], "dmy", 0.6),
        (["2021-05-01"], "ymd", 1.0),
        (["2021-05-01T00:00:00"], "ymd", 1.0),
        (["06/2010", "07/2011"], "my", 1.0),
        (["jun/10", "jul/11"], "my", 1.0),
        (["44317", "44318"], "serial", 1.0),
        (["20210501"], "ymd_compact", 1.0),
        (["25122020"], "dmy_compact", 1.0),
        (["2010", "2011"], "y", 1.0),
        ([date(2020, 1, 1), "18/0/82014"], "dmy", 1.0),
        (["16 de junho de 2010"], "dmy", 1.0),
    ],
)
def test_the_format_of_a_column(cells: list[str], form: str, confidence: float) -> None:
    guess = guess_date_format(cells, PAST)
    assert (guess.format, guess.confidence) == (form, confidence)


def test_an_open_column_follows_the_others_of_the_file() -> None:
    assert order_evidence(["1/23/23", "3/1/23", date(2020, 1, 1), None, "x"]) == (0, 1)
    guess = guess_date_format(["3/1/23"], PAST, "mdy")
    assert (guess.format, guess.confidence) == ("mdy", 0.9)


@given(st.lists(DAY, min_size=1))
def test_a_column_with_a_telling_day_is_understood(days: list[date]) -> None:
    days = [*days, date(2020, 5, 25)]
    for form, pattern in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("ymd", "%Y-%m-%d")):
        assert guess_date_format([day.strftime(pattern) for day in days], PAST).format == form


def test_the_excel_epoch() -> None:
    assert to_date(44_317, "serial", PAST) == date(1899, 12, 30) + timedelta(days=44_317) == date(2021, 5, 1)
