"""HTTP of calendars."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from levitiis.infra.http.context import IfMatch, Read, Write
from levitiis.infra.http.route import Router
from levitiis.infra.http.versions import set_etag, showing_current
from levitiis.kit.clock import now
from levitiis.kit.common_problems import NOT_FOUND, STALE_VERSION
from levitiis.kit.wire import MAX_ID
from levitiis.modules.calendars import actions, errors, policy, queries
from levitiis.modules.calendars.holidays import FIRST_YEAR, LAST_YEAR
from levitiis.modules.calendars.schemas import (
    MOST_DAYS_AHEAD,
    CalendarIn,
    CalendarList,
    CalendarOut,
    CalendarPatch,
    DayIn,
    DueOut,
    YearOut,
)

router = Router("/calendarios", "calendars")
CalendarId = Annotated[int, Path(ge=1, le=MAX_ID)]
DayId = Annotated[int, Path(ge=1, le=MAX_ID)]
Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


@router.endpoint("GET", "", access=policy.READ, operation_id="listCalendars", response=CalendarList)
async def list_(ctx: Read) -> CalendarList:
    """The calendars: the organisation's, then those of places."""
    return await queries.list_calendars(ctx.session, ctx.actor)


@router.endpoint(
    "POST", "", access=policy.MANAGE, operation_id="createCalendar", response=CalendarOut, status=201,
    problems=[NOT_FOUND, errors.PLACE_HAS_ONE], idempotent=True,
)  # fmt: skip
async def create(ctx: Write, data: CalendarIn, response: Response) -> CalendarOut:
    """Give a place a calendar of its own."""
    calendar_id = await actions.create_calendar(ctx.uow, data)
    response.headers["Location"] = f"/api/v1/calendarios/{calendar_id}"
    return await _shown(ctx, calendar_id, response)


@router.endpoint(
    "GET", "/{calendar_id}", access=policy.READ, operation_id="getCalendar", response=CalendarOut,
    problems=[NOT_FOUND],
)  # fmt: skip
async def get(ctx: Read, calendar_id: CalendarId, response: Response) -> CalendarOut:
    """A calendar."""
    return await _shown(ctx, calendar_id, response)


@router.endpoint(
    "PATCH", "/{calendar_id}", access=policy.MANAGE, operation_id="editCalendar", response=CalendarOut,
    problems=[NOT_FOUND, STALE_VERSION],
)  # fmt: skip
async def edit(
    ctx: Write, calendar_id: CalendarId, data: CalendarPatch, expected: IfMatch, response: Response
) -> CalendarOut:
    """Change business hours, state and optional days."""
    async with showing_current(lambda: queries.get_calendar(ctx.session, ctx.actor, calendar_id)):
        await actions.edit_calendar(ctx.uow, calendar_id, data, expected)
    return await _shown(ctx, calendar_id, response)


@router.endpoint(
    "DELETE", "/{calendar_id}", access=policy.MANAGE, operation_id="deleteCalendar", response=None,
    status=204, problems=[NOT_FOUND, STALE_VERSION, errors.ORGANISATION_NEEDS_ONE],
)  # fmt: skip
async def delete(ctx: Write, calendar_id: CalendarId, expected: IfMatch) -> Response:
    """Delete the calendar of a place; the one above holds again."""
    async with showing_current(lambda: queries.get_calendar(ctx.session, ctx.actor, calendar_id)):
        await actions.delete_calendar(ctx.uow, calendar_id, expected)
    return Response(status_code=204)


@router.endpoint(
    "GET", "/{calendar_id}/anos/{year}", access=policy.READ, operation_id="getCalendarYear",
    response=YearOut, problems=[NOT_FOUND],
)  # fmt: skip
async def year_(ctx: Read, calendar_id: CalendarId, year: Year) -> YearOut:
    """The holidays and other special days of a year."""
    return await queries.year_of(ctx.session, ctx.actor, calendar_id, year, ctx.language)


@router.endpoint(
    "GET", "/{calendar_id}/prazo", access=policy.READ, operation_id="getCalendarDue", response=DueOut,
    problems=[NOT_FOUND, errors.NEVER_OPEN],
)  # fmt: skip
async def due(
    ctx: Read, calendar_id: CalendarId, business_days: Annotated[int, Query(ge=0, le=MOST_DAYS_AHEAD)] = 5
) -> DueOut:
    """When a period of business days ends that begins now."""
    zone = ctx.settings.time_zone
    holding = await queries.working_time_of(ctx.session, ctx.actor, calendar_id, zone)
    moment = now()
    return DueOut(business_days=business_days, starts_at=moment, due_at=holding.due(moment, business_days))


@router.endpoint(
    "POST", "/{calendar_id}/dias", access=policy.MANAGE, operation_id="addCalendarDay", response=YearOut,
    status=201, problems=[NOT_FOUND, errors.DAY_TAKEN], idempotent=True,
)  # fmt: skip
async def add_day(ctx: Write, calendar_id: CalendarId, data: DayIn) -> YearOut:
    """Name a day off, or one that is worked all the same; the year as it is then."""
    await actions.add_day(ctx.uow, calendar_id, data)
    return await queries.year_of(ctx.session, ctx.actor, calendar_id, data.date.year, ctx.language)


@router.endpoint(
    "DELETE", "/{calendar_id}/dias/{day_id}", access=policy.MANAGE, operation_id="removeCalendarDay",
    response=None, status=204, problems=[NOT_FOUND],
)  # fmt: skip
async def remove_day(ctx: Write, calendar_id: CalendarId, day_id: DayId) -> Response:
    """Take back what was said about a day."""
    await actions.remove_day(ctx.uow, calendar_id, day_id)
    return Response(status_code=204)


async def _shown(ctx: Read | Write, calendar_id: int, response: Response) -> CalendarOut:
    found = await queries.get_calendar(ctx.session, ctx.actor, calendar_id)
    set_etag(response, found.version)
    return found
