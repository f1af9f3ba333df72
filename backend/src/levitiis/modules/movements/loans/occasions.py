"""When a borrower is reminded: three days ahead, on the day, and every week after it. Pure, by days."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from levitiis.modules.movements.loans.states import ReminderKind

AHEAD = dt.timedelta(days=3)
WEEK = dt.timedelta(days=7)


class Occasion(NamedTuple):
    """A day on which a borrower is reminded, and of what."""

    kind: ReminderKind
    day: dt.date


def present_occasion(due_date: dt.date, today: dt.date) -> Occasion | None:
    """The latest occasion that has come by ``today``; None before the first.

    Days on which nobody looked are so made up for once: with the latest, not with each that was missed.
    """
    if today < due_date - AHEAD:
        return None
    if today < due_date:
        return Occasion(ReminderKind.AHEAD, due_date - AHEAD)
    weeks = (today - due_date) // WEEK
    kind = ReminderKind.OVERDUE if weeks else ReminderKind.DUE
    return Occasion(kind, due_date + weeks * WEEK)


def next_occasion(due_date: dt.date, today: dt.date) -> Occasion:
    """The first occasion after ``today``, for what goes out or is extended on that day."""
    if today < due_date - AHEAD:
        return Occasion(ReminderKind.AHEAD, due_date - AHEAD)
    if today < due_date:
        return Occasion(ReminderKind.DUE, due_date)
    weeks = (today - due_date) // WEEK + 1
    return Occasion(ReminderKind.OVERDUE, due_date + weeks * WEEK)
