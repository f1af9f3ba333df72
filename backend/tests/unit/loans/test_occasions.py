"""When borrowers are reminded, over a year and over days on which nobody looked."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from levitiis.modules.movements.loans.occasions import Occasion, next_occasion, present_occasion
from levitiis.modules.movements.loans.states import ReminderKind

DUE = date(2027, 3, 10)
DAYS = st.dates(date(2026, 1, 1), date(2030, 1, 1))


def _reminded(on: list[date]) -> list[Occasion]:
    """What a borrower hears when the clock is looked at on these days only."""
    heard: list[Occasion] = []
    remind_on = next_occasion(DUE, on[0] - timedelta(days=1)).day
    for day in on:
        if remind_on <= day:
            occasion = present_occasion(DUE, day)
            assert occasion is not None
            heard.append(occasion)
            remind_on = next_occasion(DUE, day).day
    return heard


def test_a_year_day_by_day() -> None:
    heard = _reminded([DUE - timedelta(days=30) + timedelta(days=n) for n in range(395)])
    assert heard[0] == (ReminderKind.AHEAD, DUE - timedelta(days=3))
    assert heard[1] == (ReminderKind.DUE, DUE)
    assert heard[2:] == [(ReminderKind.OVERDUE, DUE + timedelta(weeks=n)) for n in range(1, 53)]


@given(st.lists(DAYS, min_size=1, unique=True).map(sorted))
def test_days_on_which_nobody_looked_are_made_up_for_once(on: list[date]) -> None:
    heard = _reminded(on)
    assert len(set(heard)) == len(heard)
    assert [one.day for one in heard] == sorted(one.day for one in heard)
    assert all(one.day <= on[-1] for one in heard)
    last = present_occasion(DUE, on[-1])
    began = next_occasion(DUE, on[0] - timedelta(days=1)).day
    assert not heard or heard[-1] == last
    assert heard or last is None or last.day < began


@given(DAYS)
def test_the_next_occasion_is_ahead_and_then_it_is_the_present_one(day: date) -> None:
    following = next_occasion(DUE, day)
    assert following.day > day
    assert present_occasion(DUE, following.day) == following
