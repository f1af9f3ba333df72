"""Days of a recurrence: weeks, months and their ends, leap days, limits."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.movements.loans.reservations.recurrence import MOST_TIMES, Recurrence
from levitiis.modules.movements.loans.reservations.states import Frequency

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1))


def weekly(
    *weekdays: int, every: int = 1, until: dt.date | None = None, times: int | None = None
) -> Recurrence:
    return Recurrence(Frequency.WEEKLY, every, weekdays, until, times)


def monthly(every: int = 1, until: dt.date | None = None, times: int | None = None) -> Recurrence:
    return Recurrence(Frequency.MONTHLY, every, (), until, times)


def told(days: object) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in days]  # type: ignore[attr-defined]


def test_on_two_weekdays_from_the_middle_of_a_week() -> None:
    start = dt.date(2026, 11, 26)  # a Thursday: this week's Tuesday is over
    assert told(weekly(1, 3, times=4).days(start)) == ["2026-11-26", "2026-12-01", "2026-12-03", "2026-12-08"]


def test_a_start_on_another_weekday_waits_for_the_first_that_counts() -> None:
    assert told(weekly(0, times=2).days(dt.date(2026, 11, 26))) == ["2026-11-30", "2026-12-07"]


def test_every_second_week_counts_from_the_week_of_the_start() -> None:
    found = weekly(0, 4, every=2, times=4).days(dt.date(2026, 12, 4))
    assert told(found) == ["2026-12-04", "2026-12-14", "2026-12-18", "2026-12-28"]


def test_the_end_of_months_is_their_last_day_and_the_31st_comes_back() -> None:
    found = monthly(times=5).days(dt.date(2027, 12, 31))
    assert told(found) == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


def test_a_leap_day_every_twelfth_month() -> None:
    found = monthly(every=12, times=5).days(dt.date(2028, 2, 29))
    assert told(found) == ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]


@pytest.mark.parametrize(("until", "count"), [("2026-12-01", 1), ("2026-12-07", 1), ("2026-12-08", 2)])
def test_the_last_day_counts(until: str, count: int) -> None:
    assert len(weekly(1, until=dt.date.fromisoformat(until)).days(dt.date(2026, 12, 1))) == count


def test_an_end_before_the_first_day_means_none() -> None:
    assert weekly(1, until=dt.date(2026, 11, 30)).days(dt.date(2026, 11, 28)) == []


def test_what_never_ends_soon_is_one_too_many() -> None:
    days = weekly(0, 1, 2, 3, 4, 5, 6, until=dt.date(2199, 1, 1)).days(dt.date(2026, 1, 1))
    assert len(days) == MOST_TIMES + 1


@given(
    start=DAYS,
    every=st.integers(1, 12),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    times=st.integers(1, 60),
)
def test_weeks_are_those_of_the_standard(start: dt.date, every: int, weekdays: set[int], times: int) -> None:
    moment = dt.datetime.combine(start, dt.time())
    standard = rrule(WEEKLY, dtstart=moment, interval=every, byweekday=sorted(weekdays), count=times)
    assert weekly(*weekdays, every=every, times=times).days(start) == [one.date() for one in standard]


@given(start=DAYS, every=st.integers(1, 12), times=st.integers(1, 60))
def test_months_are_those_of_the_standard_with_the_last_day_for_one_that_lacks(
    start: dt.date, every: int, times: int
) -> None:
    moment = dt.datetime.combine(start, dt.time())
    days = list(range(28, start.day + 1)) or [start.day]
    standard = rrule(MONTHLY, dtstart=moment, interval=every, bymonthday=days, bysetpos=-1, count=times)
    assert monthly(every, times=times).days(start) == [one.date() for one in standard]
