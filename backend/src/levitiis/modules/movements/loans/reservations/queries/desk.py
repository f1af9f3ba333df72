"""When the desk is open, as the rules of loans say by a calendar."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.modules.calendars import api as calendars
from levitiis.modules.movements.loans.models import LoanRules
from levitiis.modules.movements.loans.queries.rules import rules_of
from levitiis.modules.movements.loans.reservations.schemas import DeskFilter, DeskHours, DeskOut

_MONDAY = dt.date(2001, 1, 1)


async def opening(session: AsyncSession, rules: LoanRules, zone: str) -> calendars.WorkingTime | None:
    """The desk's hours; None when the desk has no calendar, so that any day will do."""
    if rules.calendar_id is None:
        return None
    return await calendars.working_time_by_id(session, rules.calendar_id, zone)


async def desk_hours(session: AsyncSession, params: DeskFilter, zone: str) -> DeskOut:
    """The desk's week, the days asked about on which it is closed, and the limits of loans."""
    rules = await rules_of(session)
    times = await opening(session, rules, zone)
    asked = [params.start + dt.timedelta(days=n) for n in range((params.end - params.start).days + 1)]
    week = [() if times is None else times.hours.get(weekday, ()) for weekday in range(7)]
    return DeskOut(
        always=times is None,
        hours=[
            [DeskHours(opens=f"{opens:%H:%M}", closes=f"{closes:%H:%M}") for opens, closes in spans]
            for spans in week
        ],
        closed=[] if times is None else [day for day in asked if not times.is_business_day(day)],
        most_days=rules.most_days,
        buffer_days=rules.buffer_days,
        self_most_days=rules.self_most_days,
        self_days_ahead=rules.self_days_ahead,
        self_at_once=rules.self_at_once,
    )
