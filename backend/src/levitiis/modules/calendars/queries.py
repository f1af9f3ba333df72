"""Reads of calendars, and the calendar as it holds at a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from levitiis.infra.db.uow import UnitOfWork
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import NOT_FOUND
from levitiis.kit.problems import FieldError, Language
from levitiis.modules.calendars.holidays import holidays_of
from levitiis.modules.calendars.models import Calendar, CalendarDay
from levitiis.modules.calendars.policy import MANAGE, visible
from levitiis.modules.calendars.schemas import CalendarAction, CalendarList, CalendarOut, DayOut, YearOut
from levitiis.modules.calendars.states import DayKind
from levitiis.modules.calendars.working_time import Hours, WorkingTime
from levitiis.modules.locations.models import Location

Chain = Sequence[tuple[Calendar, str | None]]
"""The calendars that hold at a place, with their places' paths: the organisation's first."""


async def list_calendars(session: AsyncSession, actor: Actor) -> CalendarList:
    """The calendars that exist for ``actor``."""
    statement = (
        select(Calendar, Location.full_name, Location.path)
        .outerjoin(Location, Location.id == Calendar.location_id)
        .where(visible(actor))
        .order_by(Calendar.location_id.is_not(None), Location.full_name, Calendar.id)
    )
    rows = (await session.execute(statement)).all()
    return CalendarList(
        items=[_out(actor, *row) for row in rows], allowed_actions=["create"] if actor.may(MANAGE) else []
    )


async def get_calendar(session: AsyncSession, actor: Actor, calendar_id: int) -> CalendarOut:
    """One calendar. Raises ``request.not_found``."""
    statement = (
        select(Calendar, Location.full_name, Location.path)
        .outerjoin(Location, Location.id == Calendar.location_id)
        .where(Calendar.id == calendar_id, visible(actor))
    )
    row = (await session.execute(statement)).first()
    if row is None:
        raise NOT_FOUND()
    return _out(actor, *row)


async def load(uow: UnitOfWork, calendar_id: int) -> tuple[Calendar, str | None]:
    """A calendar for change, locked, and the path of its place. Raises ``request.not_found``."""
    statement = (
        select(Calendar, Location.path)
        .outerjoin(Location, Location.id == Calendar.location_id)
        .where(Calendar.id == calendar_id, visible(uow.actor))
        .with_for_update(of=Calendar)
    )
    row = (await uow.session.execute(statement)).first()
    if row is None:
        raise NOT_FOUND()
    return row[0], row[1]


async def year_of(
    session: AsyncSession, actor: Actor, calendar_id: int, year: int, language: Language
) -> YearOut:
    """The special days of a year in one calendar, those that come from above among them."""
    await get_calendar(session, actor, calendar_id)
    chain = await _chain_of(session, calendar_id)
    own = await _own_days(session, chain, date(year, 1, 1), date(year, 12, 31))
    known = holidays_of(year, _state(chain), _nearest(chain).optional_days)
    found = {
        day: DayOut(id=None, date=day, name=name.in_language(language), kind=kind, from_above=False)
        for day, (kind, name) in known.items()
    }
    for day in own:
        mine = day.calendar_id == calendar_id
        kind = DayKind.WORKING if day.is_worked else DayKind.OWN
        found[day.date] = DayOut(
            id=day.id if mine else None, date=day.date, name=day.name, kind=kind, from_above=not mine
        )
    return YearOut(year=year, items=[found[day] for day in sorted(found)])


async def working_time(session: AsyncSession, path: str | None, zone: str) -> WorkingTime:
    """The calendar as it holds at the place with this path, or (None) for the organisation.

    Hours and state are those of the nearest calendar that has any; days add up, the nearest calendar's
    word counts.
    """
    return await _combined(session, await _chain_at(session, path), zone)


async def working_time_of(session: AsyncSession, actor: Actor, calendar_id: int, zone: str) -> WorkingTime:
    """The same for one calendar. Raises ``request.not_found``."""
    await get_calendar(session, actor, calendar_id)
    return await _combined(session, await _chain_of(session, calendar_id), zone)


async def working_time_by_id(session: AsyncSession, calendar_id: int, zone: str) -> WorkingTime:
    """The same for one calendar, whoever asks: what a room above keeps as its own hours."""
    return await _combined(session, await _chain_of(session, calendar_id), zone)


async def require_calendar(session: AsyncSession, actor: Actor, calendar_id: int | None, at: str) -> None:
    """See that a calendar which a body names exists for ``actor``. Raises ``request.not_found`` at ``at``."""
    if calendar_id is None:
        return
    statement = select(Calendar.id).where(Calendar.id == calendar_id)
    known = statement.outerjoin(Location, Location.id == Calendar.location_id).where(visible(actor))
    if await session.scalar(known) is None:
        raise NOT_FOUND(errors=[FieldError(at, "not_found")])


async def _combined(session: AsyncSession, chain: Chain, zone: str) -> WorkingTime:
    days = {day.date: day.is_worked for day in await _own_days(session, chain)}
    state, optional = _state(chain), _nearest(chain).optional_days

    def is_off(day: date) -> bool:
        return not days[day] if day in days else day in holidays_of(day.year, state, optional)

    worked = frozenset(day for day, is_worked in days.items() if is_worked)
    return WorkingTime(_hours(chain), is_off, worked, ZoneInfo(zone))


async def _chain_at(session: AsyncSession, path: str | None) -> Chain:
    statement = select(Calendar, Location.path).outerjoin(Location, Location.id == Calendar.location_id)
    above = Calendar.location_id.is_(None)
    if path is not None:
        above = or_(above, literal(path).like(Location.path.concat("%")))
    rows = (await session.execute(statement.where(above))).all()
    return sorted(((row[0], row[1]) for row in rows), key=lambda one: len(one[1] or ""))


async def _chain_of(session: AsyncSession, calendar_id: int) -> Chain:
    statement = (
        select(Location.path)
        .join(Calendar, Calendar.location_id == Location.id)
        .where(Calendar.id == calendar_id)
    )
    return await _chain_at(session, await session.scalar(statement))


async def _own_days(
    session: AsyncSession, chain: Chain, first: date | None = None, last: date | None = None
) -> Sequence[CalendarDay]:
    """Days that the calendars of a chain name themselves; of one date the nearest calendar's comes last."""
    rank = {calendar.id: place for place, (calendar, _) in enumerate(chain)}
    statement = select(CalendarDay).where(CalendarDay.calendar_id.in_(rank))
    if first is not None and last is not None:
        statement = statement.where(CalendarDay.date.between(first, last))
    return sorted((await session.scalars(statement)).all(), key=lambda day: rank[day.calendar_id])


def _nearest(chain: Chain) -> Calendar:
    return chain[-1][0]


def _state(chain: Chain) -> str | None:
    return next((calendar.state for calendar, _ in reversed(chain) if calendar.state), None)


def _hours(chain: Chain) -> Hours:
    for calendar, _ in reversed(chain):
        if any(calendar.hours.values()):
            return as_hours(calendar.hours)
    return {}


def as_hours(kept: Mapping[str, Any]) -> Hours:
    """The kept form as times."""
    return {
        int(weekday): tuple(
            (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in spans
        )
        for weekday, spans in kept.items()
    }


def _out(actor: Actor, calendar: Calendar, place: str | None, path: str | None) -> CalendarOut:
    may = actor.scope(MANAGE).covers(path)
    allowed: list[CalendarAction] = ["edit", "delete"] if path is not None else ["edit"]
    return CalendarOut.model_validate(
        {
            "id": calendar.id,
            "location": {"id": calendar.location_id, "name": place} if calendar.location_id else None,
            "state": calendar.state,
            "optional_days": calendar.optional_days,
            "hours": [
                [{"opens": opens, "closes": closes} for opens, closes in calendar.hours.get(str(weekday), [])]
                for weekday in range(7)
            ],
            "version": calendar.version,
            "allowed_actions": allowed if may else [],
        }
    )
