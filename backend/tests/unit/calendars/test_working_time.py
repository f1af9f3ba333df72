"""Business days and hours, counted by hand and by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.kit.problems import Problem
from levitiis.modules.calendars.holidays import holidays_of
from levitiis.modules.calendars.states import DayKind
from levitiis.modules.calendars.working_time import WorkingTime

ZONE = ZoneInfo("America/Sao_Paulo")
OFFICE = ((time(8), time(12)), (time(13), time(17)))
WEEK = dict.fromkeys(range(5), OFFICE)


def is_off(day: date) -> bool:
    return day in holidays_of(day.year, None, optional=False)


USUAL = WorkingTime(WEEK, is_off, frozenset(), ZONE)


def at(text: str) -> datetime:
    """A moment by the clock on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def wall(moment: datetime) -> str:
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2026-11-16", 1, "2026-11-17"),
        ("2026-11-19", 1, "2026-11-23"),  # the 20th is a holiday since Lei 14.759/2023, then a weekend
        ("2026-11-20", 0, "2026-11-23"),
        ("2026-11-18", 0, "2026-11-18"),
        ("2026-12-24", 2, "2026-12-29"),
        ("2026-11-26", 10, "2026-12-10"),
    ],
)
def test_business_days(start: str, days: int, expected: str) -> None:
    assert USUAL.day_after(date.fromisoformat(start), days) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-11-16 09:00", 2, "2026-11-16 11:00"),
        ("2026-11-16 11:00", 2, "2026-11-16 14:00"),  # lunch does not count
        ("2026-11-16 12:30", 1, "2026-11-16 14:00"),
        ("2026-11-16 03:00", 1, "2026-11-16 09:00"),
        ("2026-11-16 16:30", 1, "2026-11-17 08:30"),
        ("2026-11-19 16:00", 2, "2026-11-23 09:00"),
        ("2026-11-16 08:00", 40, "2026-11-23 17:00"),  # five days of eight hours, one of them off
    ],
)
def test_business_hours(start: str, hours: int, expected: str) -> None:
    assert wall(USUAL.after(at(start), timedelta(hours=hours))) == expected


def test_a_period_of_days_ends_at_closing_time() -> None:
    assert wall(USUAL.due(at("2026-11-26 21:00"), 5)) == "2026-12-03 17:00"


def test_a_worked_saturday_has_the_usual_hours() -> None:
    saturday = date(2026, 11, 28)
    holding = WorkingTime(WEEK, is_off, frozenset({saturday}), ZONE)
    assert holding.is_business_day(saturday)
    assert holding.day_after(date(2026, 11, 27), 1) == saturday


def test_a_holiday_that_is_worked_is_no_day_off() -> None:
    day = date(2026, 11, 20)
    holding = WorkingTime(WEEK, lambda one: one != day and is_off(one), frozenset({day}), ZONE)
    assert holding.hours_of(day) == OFFICE


def test_a_calendar_without_hours_says_so() -> None:
    for never in (
        WorkingTime({}, is_off, frozenset(), ZONE),
        WorkingTime(WEEK, lambda _: True, frozenset(), ZONE),
    ):
        with pytest.raises(Problem) as problem:
            never.after(at("2026-11-16 09:00"), timedelta(hours=1))
        assert problem.value.code == "calendars.never_open"
        assert never.between(at("2026-11-16 09:00"), at("2026-11-30 09:00")) == timedelta()


def test_clocks_that_change_neither_add_nor_lose_an_hour() -> None:
    """São Paulo put its clocks forward on 4 November 2018, a Sunday; a night watch works through it."""
    night = WorkingTime(
        {day: ((time(0), time(23, 59)),) for day in range(7)}, lambda _: False, frozenset(), ZONE
    )
    first, last = at("2018-11-03 12:00"), at("2018-11-04 12:00")
    assert last - first == timedelta(hours=23)
    assert night.between(first, last) == timedelta(hours=23) - timedelta(minutes=1)


MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
TIMES = st.timedeltas(timedelta(minutes=1), timedelta(hours=400))


@given(MOMENTS, TIMES)
def test_what_is_added_lies_between(start: datetime, business: timedelta) -> None:
    end = USUAL.after(start, business)
    assert end > start
    assert USUAL.between(start, end) == business
    assert any(opens < end <= closes for opens, closes in USUAL.spans_of(USUAL.local_day(end)))


@given(MOMENTS, TIMES, TIMES)
def test_one_after_the_other_is_both_together(start: datetime, one: timedelta, two: timedelta) -> None:
    assert USUAL.after(USUAL.after(start, one), two) == USUAL.after(start, one + two)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_time_between_adds_up(one: datetime, two: datetime, three: datetime) -> None:
    first, middle, last = sorted((one, two, three))
    whole = USUAL.between(first, min(last, first + timedelta(days=90)))
    middle = min(middle, first + timedelta(days=90))
    end = min(last, first + timedelta(days=90))
    assert USUAL.between(first, middle) + USUAL.between(middle, end) == whole
    assert whole <= end - first


@given(st.dates(date(2015, 1, 1), date(2035, 1, 1)), st.integers(0, 60))
def test_the_day_after_is_a_business_day_and_no_other_is_missed(day: date, days: int) -> None:
    found = USUAL.day_after(day, days)
    assert USUAL.is_business_day(found)
    passed = [day + timedelta(n) for n in range(1, (found - day).days + 1)]
    if days:
        assert sum(USUAL.is_business_day(one) for one in passed) == days


class TestHolidays:
    def test_national_ones_by_their_laws(self) -> None:
        known = holidays_of(2026, None, optional=False)
        assert known[date(2026, 4, 3)][1].pt == "Sexta-feira Santa"
        assert known[date(2026, 11, 20)][0] == DayKind.NATIONAL
        assert date(2023, 11, 20) not in holidays_of(2023, None, optional=False)
        assert len(known) == 10

    def test_those_of_a_state_and_optional_ones(self) -> None:
        assert holidays_of(2026, "SP", optional=False)[date(2026, 7, 9)][0] == DayKind.STATE
        carnival = holidays_of(2026, None, optional=True)[date(2026, 2, 17)]
        assert (carnival[0], carnival[1].pt, carnival[1].en) == (DayKind.OPTIONAL, "Carnaval", "Carnival")
        assert date(2026, 7, 9) not in holidays_of(2026, "RJ", optional=True)

    def test_years_far_away_have_none(self) -> None:
        assert holidays_of(1500, None, optional=True) == {}
