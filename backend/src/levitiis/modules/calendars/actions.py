"""Use cases of calendars."""

from __future__ import annotations

from sqlalchemy import select

from levitiis.infra.db.dialects import dialect_of
from levitiis.infra.db.uow import UnitOfWork
from levitiis.infra.db.versions import check_version
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.modules.calendars.errors import ORGANISATION_NEEDS_ONE
from levitiis.modules.calendars.events import CalendarsChanged
from levitiis.modules.calendars.models import Calendar, CalendarDay
from levitiis.modules.calendars.policy import MANAGE
from levitiis.modules.calendars.queries import load
from levitiis.modules.calendars.schemas import CalendarIn, CalendarPatch, DayIn, Interval
from levitiis.modules.locations import api as locations

_MORNING, _AFTERNOON = ["08:00", "12:00"], ["13:00", "17:00"]
USUAL_HOURS = {str(weekday): [_MORNING, _AFTERNOON] for weekday in range(5)}
"""What the organisation's calendar begins with: Monday to Friday, 8 to 12 and 13 to 17."""


async def ensure_calendar(uow: UnitOfWork) -> None:
    """Make the organisation's calendar where there is none; servers that start together take turns."""
    statement = select(Calendar.id).where(Calendar.location_id.is_(None))
    if await uow.session.scalar(statement) is not None:
        return
    await dialect_of(uow.session).lock(uow.session, "calendars.organisation")
    if await uow.session.scalar(statement) is None:
        uow.session.add(Calendar(hours=USUAL_HOURS))
        await uow.flush()


async def create_calendar(uow: UnitOfWork, data: CalendarIn) -> int:
    """Give a place a calendar of its own; returns its id. Raises ``calendars.place_has_one``."""
    path = await locations.require_place(uow.session, uow.actor, data.location_id, "/location_id")
    uow.actor.require_at(MANAGE, path)
    made = Calendar(
        location_id=data.location_id,
        state=data.state,
        optional_days=data.optional_days,
        hours=_kept(data.hours),
    )
    uow.session.add(made)
    await uow.flush()
    _tell(uow, made, path)
    return made.id


async def edit_calendar(uow: UnitOfWork, calendar_id: int, data: CalendarPatch, expected: int | None) -> None:
    """Change what was sent. Raises ``request.stale_version``."""
    calendar, path = await load(uow, calendar_id)
    uow.actor.require_at(MANAGE, path)
    check_version(calendar, expected)
    sent = data.model_fields_set
    if "state" in sent:
        calendar.state = data.state
    if "optional_days" in sent:
        calendar.optional_days = data.optional_days
    if "hours" in sent:
        calendar.hours = _kept(data.hours)
    await uow.flush()
    _tell(uow, calendar, path)


async def delete_calendar(uow: UnitOfWork, calendar_id: int, expected: int | None) -> None:
    """Remove a place's calendar with its days; the one above holds. Raises ``request.stale_version``."""
    calendar, path = await load(uow, calendar_id)
    uow.actor.require_at(MANAGE, path)
    if calendar.location_id is None:
        raise ORGANISATION_NEEDS_ONE()
    check_version(calendar, expected)
    days = select(CalendarDay).where(CalendarDay.calendar_id == calendar.id)
    for day in (await uow.session.scalars(days)).all():
        await uow.session.delete(day)
    await uow.flush()
    await uow.session.delete(calendar)
    await uow.flush()
    _tell(uow, calendar, path)


async def add_day(uow: UnitOfWork, calendar_id: int, data: DayIn) -> None:
    """Name a day off, or one that is worked all the same. Raises ``calendars.day_taken``."""
    calendar, path = await load(uow, calendar_id)
    uow.actor.require_at(MANAGE, path)
    day = CalendarDay(calendar_id=calendar.id, date=data.date, name=data.name, is_worked=data.is_worked)
    uow.session.add(day)
    await uow.flush()
    _tell(uow, calendar, path)


async def remove_day(uow: UnitOfWork, calendar_id: int, day_id: int) -> None:
    """Take back what was said about a day."""
    calendar, path = await load(uow, calendar_id)
    uow.actor.require_at(MANAGE, path)
    statement = select(CalendarDay).where(CalendarDay.id == day_id, CalendarDay.calendar_id == calendar.id)
    day = (await uow.session.scalars(statement)).first()
    if day is None:
        raise NOT_FOUND()
    await uow.session.delete(day)
    await uow.flush()
    _tell(uow, calendar, path)


def _kept(week: list[list[Interval]]) -> dict[str, list[list[str]]]:
    return {
        str(weekday): [[span.opens, span.closes] for span in spans]
        for weekday, spans in enumerate(week)
        if spans
    }


def _tell(uow: UnitOfWork, calendar: Calendar, path: str | None) -> None:
    uow.emit(CalendarsChanged(object_ids=(calendar.id,), location_paths=(path,) if path else ()))
